//! What is known of a client.

use jiff::Timestamp;

use super::{
    Consent, SalonError,
    limits::{self, LONGEST_CONTACT, LONGEST_NAME, LONGEST_NOTES},
};

/// Which client. A number is never given to a second one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(pub(super) i64);

#[cfg(test)]
impl ClientId {
    /// Any, as tests need them.
    pub(crate) fn of(number: i64) -> Self {
        Self(number)
    }
}

/// What is written on a card.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// On one line, and not empty.
    pub name: String,
    /// How to reach them: telephone, e-mail.
    pub contact: String,
    /// Whatever is good to know.
    pub notes: String,
}

impl Details {
    /// As it is kept.
    pub(super) fn cleaned(&self) -> Result<Self, SalonError> {
        Ok(Self {
            name: limits::needed("name", limits::line("name", &self.name, LONGEST_NAME)?)?,
            contact: limits::paragraphs("contact", &self.contact, LONGEST_CONTACT)?,
            notes: limits::paragraphs("notes", &self.notes, LONGEST_NOTES)?,
        })
    }
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Which.
    pub id: ClientId,
    /// What is written on it.
    pub details: Details,
    /// When the card was made, to the microsecond.
    pub enrolled: Timestamp,
    /// What they have agreed to.
    pub consent: Consent,
}

/// A line of the list of clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub id: ClientId,
    /// Who.
    pub name: String,
    /// The newest consultation, or when the card was made where that is later.
    pub last_seen: Timestamp,
}
