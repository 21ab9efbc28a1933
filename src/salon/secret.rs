//! What the cards are locked with. Secrets are overwritten in memory when they are no longer needed, as far as that is in our hands: the
//! database and the system's keyring have copies of their own while they work.

use std::fmt::{self, Write};

use zeroize::Zeroizing;

use super::{SalonError, limits::SHORTEST_PASSPHRASE};

/// Bytes of a key: AES-256.
const KEY_BYTES: usize = 32;

/// What opens the cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Secret {
    /// Something that a person remembers. Nothing opens the cards for somebody who has forgotten it.
    Passphrase(Passphrase),
    /// A random key that the system keeps for the person who is logged in.
    Keyring,
}

/// A passphrase, every character of which counts.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the text over; there should be no other copy.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Whether something new may be locked with it.
    ///
    /// # Errors
    /// [`SalonError::ShortPassphrase`], [`SalonError::ControlInPassphrase`].
    pub fn check_new(&self) -> Result<(), SalonError> {
        if self.0.chars().any(char::is_control) {
            return Err(SalonError::ControlInPassphrase);
        }
        if self.0.trim().chars().count() < SHORTEST_PASSPHRASE { Err(SalonError::ShortPassphrase) } else { Ok(()) }
    }

    /// As a text of SQL. An empty one locks nothing, and one with a zero in it cannot be written so.
    pub(super) fn literal(&self) -> Option<Zeroizing<String>> {
        (!self.0.is_empty() && !self.0.contains('\0')).then(|| {
            // All the room beforehand: a text that grows leaves a copy where it was.
            let mut literal = Zeroizing::new(String::with_capacity(2 * self.0.len() + 2));
            literal.push('\'');
            for c in self.0.chars() {
                literal.extend(std::iter::repeat_n(c, if c == '\'' { 2 } else { 1 }));
            }
            literal.push('\'');
            literal
        })
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passphrase")
    }
}

/// A random key.
pub(super) struct Key(Zeroizing<[u8; KEY_BYTES]>);

impl Key {
    /// A new one.
    ///
    /// # Errors
    /// [`SalonError::NoRandomness`].
    pub(super) fn random() -> Result<Self, SalonError> {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        getrandom::fill(bytes.as_mut()).map_err(SalonError::NoRandomness)?;
        Ok(Self(bytes))
    }

    /// One that was kept; `None` where this has not the length of one.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// To be kept.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// As a text of SQL. The salt goes with it where the file is to be made with one.
    pub(super) fn literal(&self, salt: &str) -> Zeroizing<String> {
        let mut literal = Zeroizing::new(String::with_capacity(2 * KEY_BYTES + salt.len() + 5));
        literal.push_str("\"x'");
        for byte in self.0.iter() {
            // Writing to a string cannot fail.
            let _ = write!(literal, "{byte:02x}");
        }
        literal.push_str(salt);
        literal.push_str("'\"");
        literal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_passphrase_is_not_short() {
        let check = |text: &str| Passphrase::new(text.into()).check_new();
        assert!(check("ümläuteß").is_ok());
        assert!(matches!(check("ümläute"), Err(SalonError::ShortPassphrase)));
        assert!(matches!(check("       a       "), Err(SalonError::ShortPassphrase)));
        assert!(matches!(check("with\ta tab"), Err(SalonError::ControlInPassphrase)));
    }

    #[test]
    fn a_passphrase_cannot_leave_its_quotes_and_is_not_told() {
        let passphrase = Passphrase::new("it's'; DROP".into());
        assert_eq!(passphrase.literal().unwrap().as_str(), "'it''s''; DROP'");
        assert!(["", "a\0b"].into_iter().all(|text| Passphrase::new(text.into()).literal().is_none()));
        assert_eq!(format!("{:?}", Secret::Passphrase(passphrase)), "Passphrase(Passphrase)");
    }

    #[test]
    fn keys_are_not_alike() {
        let (one, other) = (Key::random().unwrap(), Key::random().unwrap());
        assert_ne!(one.bytes(), other.bytes());
        assert_eq!(one.literal("").len(), 64 + 5);
        assert_eq!(Key::of(one.bytes()).unwrap().literal(""), one.literal(""));
        assert!(Key::of(&[0; 31]).is_none());
    }
}
