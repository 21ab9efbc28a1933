//! What a client has agreed to.

use jiff::Timestamp;

use super::{
    SalonError,
    limits::{self, LONGEST_WORDING},
};

/// What a consent covers. Without one for the card there is no card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers {
    /// Keeping the card: name, contact, notes and consultations.
    Card,
    /// Keeping the card and the pictures before and after.
    CardAndPictures,
}

/// A consent that a client gave. There is none without the wording that was shown, the time, and what it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub(super) wording: String,
    pub(super) given: Timestamp,
    pub(super) covers: Covers,
    pub(super) pictures_withdrawn: Option<Timestamp>,
}

impl Consent {
    /// To be called when the client has ticked the box, with the very wording beside it.
    ///
    /// # Errors
    /// [`SalonError::Empty`] and [`SalonError::TooLong`], of the wording.
    pub fn given(wording: &str, given: Timestamp, covers: Covers) -> Result<Self, SalonError> {
        let wording =
            limits::needed("wording of the consent", limits::paragraphs("wording", wording, LONGEST_WORDING)?)?;
        Ok(Self { wording, given, covers, pictures_withdrawn: None })
    }

    /// What was shown to the client.
    pub fn wording(&self) -> &str {
        &self.wording
    }

    /// When it was given, to the microsecond.
    pub fn at(&self) -> Timestamp {
        self.given
    }

    /// What it covers now.
    pub fn covers(&self) -> Covers {
        self.covers
    }

    /// When the client took back the consent for pictures, if ever.
    pub fn pictures_withdrawn(&self) -> Option<Timestamp> {
        self.pictures_withdrawn
    }
}
