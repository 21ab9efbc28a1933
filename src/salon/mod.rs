//! The salon's client cards: who came, what was tried and chosen, with pictures before and after. They are kept only with the client's
//! consent, in one file that is encrypted as a whole ([SQLCipher](https://www.zetetic.net/sqlcipher/design/), AES-256 with an HMAC for each
//! page), on this computer and nowhere else.
//!
//! Everything waits until it is done: a passphrase takes a part of a second on purpose, and the system's keyring may ask its person
//! something first. So the cards belong on a thread of their own. Only one program at a time has them open.

mod client;
mod clients;
mod consent;
mod consents;
mod consultation;
mod consultations;
mod error;
mod export;
mod forget;
mod keychain;
mod limits;
mod lock;
mod open;
mod picture;
mod pictures;
mod rows;
mod schema;
mod secret;
#[cfg(test)]
mod tests;

pub use client::{Client, ClientId, Details, Listed};
pub use consent::{Consent, Covers};
pub use consultation::{ChosenProduct, Consultation, ConsultationId, TriedLook, Visit};
pub use error::SalonError;
pub use limits::{LONGEST_CONTACT, LONGEST_NAME, LONGEST_NOTES, SHORTEST_PASSPHRASE};
pub use lock::Lock;
pub use open::Salon;
pub use picture::Moment;
pub use secret::{Passphrase, Secret};
