//! Pictures before and after, for those who have agreed to them.

use rusqlite::{OptionalExtension, params};

use super::{ConsultationId, Covers, Moment, Salon, SalonError, picture};

impl Salon {
    /// Keeps a picture of a consultation, encoded as JPEG; one of the same moment is replaced.
    ///
    /// # Errors
    /// [`SalonError::NoConsent`], [`SalonError::NoConsultation`], [`SalonError::NoJpeg`], [`SalonError::LargePicture`], or what the disk says.
    pub fn keep_picture(&mut self, id: ConsultationId, moment: Moment, jpeg: &[u8]) -> Result<(), SalonError> {
        let client = self.consultation(id)?.client;
        if self.client(client)?.consent.covers != Covers::CardAndPictures {
            return Err(SalonError::NoConsent);
        }
        picture::check(jpeg)?;
        let command = "INSERT OR REPLACE INTO pictures (consultation, moment, jpeg) VALUES (?1, ?2, ?3)";
        self.connection.execute(command, params![id.0, moment.name(), jpeg])?;
        Ok(())
    }

    /// A picture as it was kept; `None` where there is none of this moment.
    ///
    /// # Errors
    /// What the disk says.
    pub fn picture(&self, id: ConsultationId, moment: Moment) -> Result<Option<Vec<u8>>, SalonError> {
        let query = "SELECT jpeg FROM pictures WHERE consultation = ?1 AND moment = ?2";
        self.read(|connection| connection.query_row(query, params![id.0, moment.name()], |row| row.get(0)).optional())
    }
}
