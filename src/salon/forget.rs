//! Forgetting a client.

use super::{ClientId, Salon, SalonError};

impl Salon {
    /// Deletes a client and everything of theirs: the card, the consent, consultations and pictures. It cannot be undone. What was exported,
    /// and copies that somebody made of the file, are out of reach.
    ///
    /// # Errors
    /// [`SalonError::NoClient`], or what the disk says; [`SalonError::NotCompacted`] when the client is gone all the same.
    pub fn forget(&mut self, id: ClientId) -> Result<(), SalonError> {
        match self.connection.execute("DELETE FROM clients WHERE id = ?1", [id.0])? {
            0 => Err(SalonError::NoClient),
            _ => self.compact(),
        }
    }

    /// Writes the file anew without what is no longer used. What is deleted is overwritten at once, but copies of it may be left in pages
    /// where entries have moved about before.
    pub(super) fn compact(&self) -> Result<(), SalonError> {
        // The copy in between would need as much memory as the file has bytes. As a file it is encrypted as well, which others are not.
        let done = self.connection.execute_batch("PRAGMA temp_store = FILE; VACUUM");
        self.connection.execute_batch("PRAGMA temp_store = MEMORY")?;
        done.map_err(SalonError::NotCompacted)
    }
}
