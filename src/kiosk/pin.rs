//! The number that lets whoever runs a kiosk leave it.

use std::fmt;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

/// A number, or what stands for it: a salted Argon2id hash, as a PHC string (`$argon2id$…`).
#[derive(Clone)]
pub struct Pin(String);

/// It is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "`pin` must be 4 to 12 digits, or what `vanity kiosk --hash-pin` makes of them: without it nobody could leave the kiosk"
)]
pub struct NoPin;

/// Nothing can be made of it: the system gives no random numbers, or no memory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the PIN cannot be hashed: {0}")]
pub struct HashError(String);

impl Pin {
    /// As it stands in a kiosk's file.
    ///
    /// # Errors
    /// [`NoPin`] where it is neither a number nor the hash of one.
    pub fn parse(text: &str) -> Result<Self, NoPin> {
        if is_hash(text) || is_number(text) { Ok(Self(text.into())) } else { Err(NoPin) }
    }

    /// What can stand for a number in a kiosk's file.
    ///
    /// # Errors
    /// [`HashError`].
    pub fn hashed(&self) -> Result<String, HashError> {
        let hash: Result<PasswordHash, _> = Argon2::default().hash_password(self.0.as_bytes());
        hash.map(|hash| hash.to_string()).map_err(|error| HashError(error.to_string()))
    }

    /// Whether this is the number.
    pub(super) fn opens(&self, typed: &str) -> bool {
        match PasswordHash::new(&self.0) {
            Ok(hash) => Argon2::default().verify_password(typed.as_bytes(), &hash).is_ok(),
            Err(_) => typed == self.0,
        }
    }

    /// Whether it can be read where it stands.
    pub fn is_plain(&self) -> bool {
        !is_hash(&self.0)
    }
}

/// It is in no log.
impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Pin")
    }
}

fn is_number(text: &str) -> bool {
    (4..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_hash(text: &str) -> bool {
    PasswordHash::new(text).is_ok_and(|hash| hash.algorithm.as_str() == "argon2id" && hash.hash.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_opens_as_it_is_and_as_its_hash_and_nothing_else_does() {
        let plain = Pin::parse("24680").unwrap();
        let text = plain.hashed().unwrap();
        assert!(text.starts_with("$argon2id$") && !text.contains("24680"), "{text}");
        assert_ne!(text, plain.hashed().unwrap(), "the salt is random");
        let hashed = Pin::parse(&text).unwrap();
        assert!(plain.is_plain() && !hashed.is_plain());
        for pin in [&plain, &hashed] {
            assert!(pin.opens("24680"));
            assert!(!pin.opens("24681") && !pin.opens("") && !pin.opens(&text));
        }
        assert_eq!(format!("{plain:?}"), "Pin");
        for wrong in
            ["123", "1234567890123", "12a4", "", "$argon2id$", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ", &text[1..]]
        {
            assert!(Pin::parse(wrong).is_err(), "{wrong}");
        }
    }
}
