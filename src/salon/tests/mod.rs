//! The cards as a whole, with a keyring in memory.

mod cards;
mod export;
mod files;
mod locks;
mod model;
mod traces;

use std::path::PathBuf;

use jiff::Timestamp;

use super::{keychain::Keychain, *};

/// A folder with a file of cards in it, and the keyring that has its key.
struct Shop {
    folder: tempfile::TempDir,
    keychain: Keychain,
}

impl Shop {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), keychain: Keychain::in_memory() }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("clients.db")
    }

    fn open(&self) -> Salon {
        self.try_open(&Secret::Keyring).unwrap()
    }

    fn try_open(&self, secret: &Secret) -> Result<Salon, SalonError> {
        Salon::open_with(&self.path(), secret, self.keychain.clone())
    }
}

fn passphrase(text: &str) -> Secret {
    Secret::Passphrase(Passphrase::new(text.into()))
}

/// So many seconds after 1 January 2026.
fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + second).unwrap()
}

fn details(name: &str) -> Details {
    Details { name: name.into(), contact: "+44 20 7946 0000".into(), notes: "Likes tea.".into() }
}

fn consent(covers: Covers) -> Consent {
    Consent::given("May we keep a card of you?", at(0), covers).unwrap()
}

fn visit(second: i64) -> Visit {
    Visit {
        at: at(second),
        notes: "For a wedding.".into(),
        looks_tried: vec![TriedLook {
            name: "Soft rose".into(),
            document: "format = 'vanity-look'\nversion = 1\n".into(),
        }],
        products: vec![ChosenProduct {
            kind: "lipstick".into(),
            brand: "Maison".into(),
            colour: Some("#aa1122".into()),
            ..ChosenProduct::default()
        }],
        advice: vec!["Warm tones suit you.".into()],
    }
}

/// What is taken for a picture, and found nowhere by chance.
fn jpeg(seed: u8, length: usize) -> Vec<u8> {
    let noise = (0..length).map(|index| ((index * 31 + usize::from(seed) * 97) ^ (index >> 3)) as u8);
    [0xff, 0xd8, 0xff].into_iter().chain(noise).collect()
}
