//! The look of a photo as a whole.

use serde::{Deserialize, Serialize};

use super::{FormatError, Place, decimal};
use crate::look::{CODE, LARGEST_CODE, PhotoStyle};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhotoV1 {
    code: Vec<f64>,
    coverage: f64,
}

impl PhotoV1 {
    pub(super) fn from_photo(photo: &PhotoStyle) -> Self {
        Self { code: photo.code.iter().copied().map(decimal).collect(), coverage: decimal(photo.coverage) }
    }

    pub(super) fn into_photo(self, at: &Place) -> Result<PhotoStyle, FormatError> {
        if self.code.len() != CODE {
            return Err(at.wrong("code", format!("{} numbers instead of {CODE}", self.code.len())));
        }
        let largest = f64::from(LARGEST_CODE);
        if let Some(wrong) = self.code.iter().find(|number| number.is_nan() || number.abs() > largest) {
            return Err(at.wrong("code", format!("{wrong} is not between -{largest} and {largest}")));
        }
        let code = self.code.iter().map(|&number| number as f32).collect();
        Ok(PhotoStyle { code, coverage: at.unit("coverage", self.coverage)? })
    }
}
