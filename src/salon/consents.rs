//! Consents that change after the card was made. Who takes back the consent for the card itself is to be forgotten: [`Salon::forget()`].

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::{
    ClientId, Consent, Covers, Salon, SalonError,
    rows::{self, At},
};

impl Salon {
    /// Notes a new consent, which counts from now on; the one before is kept among the earlier ones. Where the new one does not cover
    /// pictures, those that there are get deleted.
    ///
    /// # Errors
    /// [`SalonError::NoClient`], or what the disk says; [`SalonError::NotCompacted`] when it is done.
    pub fn renew_consent(&mut self, id: ClientId, consent: &Consent) -> Result<(), SalonError> {
        let pictures = consent.covers == Covers::CardAndPictures;
        let command = "UPDATE clients SET consent_wording = ?2, consent_given = ?3, consent_pictures = ?4, pictures_withdrawn = NULL
             WHERE id = ?1";
        let keep = "INSERT INTO earlier_consents (client, wording, given, pictures, pictures_withdrawn)
             SELECT id, consent_wording, consent_given, consent_pictures, pictures_withdrawn FROM clients WHERE id = ?1";
        let transaction = self.connection.transaction()?;
        transaction.execute(keep, [id.0])?;
        let changed = transaction.execute(command, params![id.0, consent.wording, At(consent.given), pictures])?;
        let deleted = if pictures { 0 } else { delete_pictures(&transaction, id)? };
        transaction.commit()?;
        match (changed, deleted) {
            (0, _) => Err(SalonError::NoClient),
            (_, 0) => Ok(()),
            _ => self.compact(),
        }
    }

    /// Consents that counted before the one that counts now, the newest first: they tell what covered what was kept at that time.
    ///
    /// # Errors
    /// What the disk says.
    pub fn earlier_consents(&self, id: ClientId) -> Result<Vec<Consent>, SalonError> {
        let command = "SELECT wording AS consent_wording, given AS consent_given, pictures AS consent_pictures, pictures_withdrawn
             FROM earlier_consents WHERE client = ?1 ORDER BY rowid DESC";
        let mut statement = self.connection.prepare(command)?;
        let consents = statement.query_map([id.0], rows::consent)?.collect::<Result<_, _>>()?;
        Ok(consents)
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
