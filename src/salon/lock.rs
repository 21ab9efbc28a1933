//! Which of the two kinds of secret a file of cards is locked with, and changing it.

use std::path::Path;

use super::{
    Salon, SalonError, Secret,
    keychain::Keychain,
    open::{self, Found},
    secret::Key,
};

/// How to go about opening a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// There is no file yet: it is made with whatever secret it is opened with.
    None,
    /// The system's keyring has a key for it. Where that turns out to be a wrong one, a passphrase may still open it.
    Keyring,
    /// The keyring has none, or does not answer: ask for a passphrase.
    Passphrase,
}

impl Lock {
    /// Looks at a file and into the keyring.
    ///
    /// # Errors
    /// What is wrong with the file, as far as that can be seen while it is locked.
    pub fn of(path: &Path) -> Result<Self, SalonError> {
        Self::of_with(path, &Keychain::of_system())
    }

    pub(super) fn of_with(path: &Path, keychain: &Keychain) -> Result<Self, SalonError> {
        let Found::Locked { salt } = open::look_at(path)? else { return Ok(Self::None) };
        Ok(match keychain.find(&salt) {
            Ok(Some(_)) => Self::Keyring,
            Ok(None) | Err(_) => Self::Passphrase,
        })
    }
}

impl Salon {
    /// Locks the cards with something else from now on: the whole file is written anew.
    ///
    /// # Errors
    /// A passphrase that is too short, a keyring that does not answer, or what the disk says; the old secret then still opens the cards.
    pub fn change_lock(&mut self, secret: &Secret) -> Result<(), SalonError> {
        match secret {
            Secret::Passphrase(passphrase) => {
                passphrase.check_new()?;
                let literal = passphrase.literal().ok_or(SalonError::ControlInPassphrase)?;
                self.rekey(&literal)?;
                if std::mem::take(&mut self.in_keyring) {
                    self.keychain.remove(&self.salt);
                }
            }
            Secret::Keyring if self.in_keyring => {}
            Secret::Keyring => {
                let key = Key::random()?;
                // First the key and then the lock, so that there is never a lock without a key.
                self.keychain.keep(&self.salt, &key)?;
                self.rekey(&key.literal("")).inspect_err(|_| self.keychain.remove(&self.salt))?;
                self.in_keyring = true;
            }
        }
        Ok(())
    }

    fn rekey(&self, literal: &str) -> Result<(), SalonError> {
        Ok(open::command_with_secret(&self.connection, "rekey", literal)?)
    }
}
