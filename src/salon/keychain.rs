//! Keys in the system's keyring: Keychain on macOS, Credential Manager on Windows, the Secret Service elsewhere. Each file of cards has a
//! key of its own, which is found by the file's salt: its first 16 bytes, random and no secret, which stay the same as long as the file
//! is, wherever it lies. So nothing has to be kept beside the file.

use std::sync::Arc;

use keyring::Entry;
use zeroize::Zeroizing;

use super::{SalonError, secret::Key};

/// What the keys of this program are listed under.
const SERVICE: &str = "vanity";

type Entries = dyn Fn(&str) -> keyring::Result<Entry> + Send + Sync;

/// Where keys are kept.
#[derive(Clone)]
pub(super) struct Keychain(Arc<Entries>);

impl Keychain {
    /// The keyring of the person who is logged in. It is not looked for before it is needed.
    pub(super) fn of_system() -> Self {
        Self(Arc::new(|salt| match Entry::store_status() {
            Ok(()) => Entry::new(SERVICE, &user(salt)),
            Err(problem) => Err(keyring::Error::NotSupportedByStore(problem.to_string())),
        }))
    }

    /// The key of the file with this salt, if there is one.
    ///
    /// # Errors
    /// [`SalonError::NoKeyring`].
    pub(super) fn find(&self, salt: &str) -> Result<Option<Key>, SalonError> {
        match self.0(salt).and_then(|entry| entry.get_secret()) {
            Ok(bytes) => Ok(Key::of(&Zeroizing::new(bytes))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(problem) => Err(no_keyring(problem)),
        }
    }

    /// Keeps a key; one that was there for this salt is replaced.
    ///
    /// # Errors
    /// [`SalonError::NoKeyring`].
    pub(super) fn keep(&self, salt: &str, key: &Key) -> Result<(), SalonError> {
        self.0(salt).and_then(|entry| entry.set_secret(key.bytes())).map_err(no_keyring)
    }

    /// Removes a key that opens nothing any more. One that stays all the same does no harm.
    pub(super) fn remove(&self, salt: &str) {
        let _ = self.0(salt).and_then(|entry| entry.delete_credential());
    }
}

fn user(salt: &str) -> String {
    format!("client cards {salt}")
}

fn no_keyring(problem: keyring::Error) -> SalonError {
    SalonError::NoKeyring(match problem {
        keyring::Error::NotSupportedByStore(problem) => problem,
        // These show what they hold, which may be a key.
        keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..) => "what it holds is no key".into(),
        keyring::Error::Ambiguous(_) => "it has several keys for the same file".into(),
        other => other.to_string(),
    })
}

#[cfg(test)]
impl Keychain {
    /// One in memory, of which clones share the keys.
    pub(super) fn in_memory() -> Self {
        let store: Arc<keyring_core::CredentialStore> = keyring_core::mock::Store::new().unwrap();
        Self(Arc::new(move |salt| {
            Ok(Entry { inner: keyring_core::Entry::new_in_store(&store, SERVICE, &user(salt))? })
        }))
    }

    /// One that does not run.
    pub(super) fn out_of_order() -> Self {
        Self(Arc::new(|_| Err(keyring::Error::NotSupportedByStore("nobody answers".into()))))
    }
}
