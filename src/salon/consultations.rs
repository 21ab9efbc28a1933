//! The history of consultations.

use rusqlite::{OptionalExtension, params};

use super::{
    ClientId, Consultation, ConsultationId, Salon, SalonError, Visit,
    rows::{self, At, List},
};

impl Salon {
    /// Writes down a visit.
    ///
    /// # Errors
    /// [`SalonError::NoClient`]; a text or list that is too long; what the disk says.
    pub fn add_consultation(&mut self, client: ClientId, visit: &Visit) -> Result<ConsultationId, SalonError> {
        let Visit { at, notes, looks_tried, products, advice } = visit.cleaned()?;
        let added = self.connection.execute(
            "INSERT INTO consultations (client, at, notes, looks_tried, products, advice)
             SELECT id, ?2, ?3, ?4, ?5, ?6 FROM clients WHERE id = ?1",
            params![client.0, At(at), notes, List(looks_tried), List(products), List(advice)],
        )?;
        if added == 0 { Err(SalonError::NoClient) } else { Ok(ConsultationId(self.connection.last_insert_rowid())) }
    }

    /// Writes down a visit anew; the pictures stay.
    ///
    /// # Errors
    /// [`SalonError::NoConsultation`]; otherwise as [`Salon::add_consultation()`].
    pub fn change_consultation(&mut self, id: ConsultationId, visit: &Visit) -> Result<(), SalonError> {
        let Visit { at, notes, looks_tried, products, advice } = visit.cleaned()?;
        let changed = self.connection.execute(
            "UPDATE consultations SET at = ?2, notes = ?3, looks_tried = ?4, products = ?5, advice = ?6 WHERE id = ?1",
            params![id.0, At(at), notes, List(looks_tried), List(products), List(advice)],
        )?;
        if changed == 0 { Err(SalonError::NoConsultation) } else { Ok(()) }
    }

    /// Removes a visit with its pictures.
    ///
    /// # Errors
    /// [`SalonError::NoConsultation`], or what the disk says; [`SalonError::NotCompacted`] when it is done.
    pub fn remove_consultation(&mut self, id: ConsultationId) -> Result<(), SalonError> {
        match self.connection.execute("DELETE FROM consultations WHERE id = ?1", [id.0])? {
            0 => Err(SalonError::NoConsultation),
            _ => self.compact(),
        }
    }

    /// The visits of a client, the newest first.
    ///
    /// # Errors
    /// [`SalonError::NoClient`], or what the disk says.
    pub fn consultations(&self, client: ClientId) -> Result<Vec<Consultation>, SalonError> {
        self.client(client)?;
        let query =
            format!("SELECT {} FROM consultations WHERE client = ?1 ORDER BY at DESC, id DESC", rows::CONSULTATION);
        self.read(|connection| {
            let mut statement = connection.prepare(&query)?;
            let consultations = statement.query_map([client.0], rows::consultation)?;
            consultations.collect()
        })
    }

    /// One visit.
    ///
    /// # Errors
    /// [`SalonError::NoConsultation`], or what the disk says.
    pub fn consultation(&self, id: ConsultationId) -> Result<Consultation, SalonError> {
        let query = format!("SELECT {} FROM consultations WHERE id = ?1", rows::CONSULTATION);
        let found = self.read(|connection| connection.query_row(&query, [id.0], rows::consultation).optional())?;
        found.ok_or(SalonError::NoConsultation)
    }
}
