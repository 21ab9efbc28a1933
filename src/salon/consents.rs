//! Consents that change after the card was made. Who takes back the consent for the card itself is to be forgotten: [`Salon::forget()`].

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::{ClientId, Consent, Covers, Salon, SalonError, rows::At};

impl Salon {
    /// Notes a new consent, which replaces the one before. Where it does not cover pictures, those that there are get deleted.
    ///
    /// # Errors
    /// [`SalonError::NoClient`], or what the disk says; [`SalonError::NotCompacted`] when it is done.
    pub fn renew_consent(&mut self, id: ClientId, consent: &Consent) -> Result<(), SalonError> {
        let pictures = consent.covers == Covers::CardAndPictures;
        let command = "UPDATE clients SET consent_wording = ?2, consent_given = ?3, consent_pictures = ?4, pictures_withdrawn = NULL
             WHERE id = ?1";
        let transaction = self.connection.transaction()?;
        let changed = transaction.execute(command, params![id.0, consent.wording, At(consent.given), pictures])?;
        let deleted = if pictures { 0 } else { delete_pictures(&transaction, id)? };
        transaction.commit()?;
        match (changed, deleted) {
            (0, _) => Err(SalonError::NoClient),
            (_, 0) => Ok(()),
            _ => self.compact(),
        }
    }

    /// Takes back the consent for pictures, and deletes those that there are; the card stays.
    ///
    /// # Errors
    /// As [`Salon::renew_consent()`].
    pub fn withdraw_pictures(&mut self, id: ClientId, at: Timestamp) -> Result<(), SalonError> {
        let command = "UPDATE clients SET consent_pictures = 0, pictures_withdrawn = ?2 WHERE id = ?1";
        let transaction = self.connection.transaction()?;
        let changed = transaction.execute(command, params![id.0, At(at)])?;
        let deleted = delete_pictures(&transaction, id)?;
        transaction.commit()?;
        match (changed, deleted) {
            (0, _) => Err(SalonError::NoClient),
            (_, 0) => Ok(()),
            _ => self.compact(),
        }
    }
}

fn delete_pictures(transaction: &Transaction, id: ClientId) -> rusqlite::Result<usize> {
    let command = "DELETE FROM pictures WHERE consultation IN (SELECT id FROM consultations WHERE client = ?1)";
    transaction.execute(command, [id.0])
}
