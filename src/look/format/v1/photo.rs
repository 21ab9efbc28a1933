//! The look of a photo as a whole.

use serde::{Deserialize, Serialize};

use super::{FormatError, Place, decimal};
use crate::{
    language::say,
    look::{CODE, LARGEST_CODE, PhotoStyle},
};

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
            let problem = say!("{count} numbers instead of {right}", count = self.code.len(), right = CODE);
            return Err(at.wrong("code", problem));
        }
        let largest = f64::from(LARGEST_CODE);
        if let Some(wrong) = self.code.iter().find(|number| number.is_nan() || number.abs() > largest) {
            let problem =
                say!("{value} is not between {least} and {most}", value = wrong, least = -largest, most = largest);
            return Err(at.wrong("code", problem));
        }
        let code = self.code.iter().map(|&number| number as f32).collect();
        Ok(PhotoStyle { code, coverage: at.unit("coverage", self.coverage)? })
    }
}
