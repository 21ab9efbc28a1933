//! Making, changing and finding cards.

use rusqlite::{OptionalExtension, params};

use super::{
    Client, ClientId, Consent, Covers, Details, Listed, Salon, SalonError,
    rows::{self, At},
};

impl Salon {
    /// Makes a card for somebody who has agreed to it.
    ///
    /// # Errors
    /// A text that is empty or too long, or what the disk says.
    pub fn enrol(&mut self, details: &Details, consent: &Consent) -> Result<ClientId, SalonError> {
        let Details { name, contact, notes } = details.cleaned()?;
        let given = At(consent.given);
        let pictures = consent.covers == Covers::CardAndPictures;
        self.connection.execute(
            "INSERT INTO clients (name, contact, notes, enrolled, consent_wording, consent_given, consent_pictures)
             VALUES (?1, ?2, ?3, ?5, ?4, ?5, ?6)",
            params![name, contact, notes, consent.wording, given, pictures],
        )?;
        Ok(ClientId(self.connection.last_insert_rowid()))
    }

    /// Writes a card anew; the consent and the consultations stay.
    ///
    /// # Errors
    /// As [`Salon::enrol()`]; [`SalonError::NoClient`].
    pub fn change(&mut self, id: ClientId, details: &Details) -> Result<(), SalonError> {
        let Details { name, contact, notes } = details.cleaned()?;
        let command = "UPDATE clients SET name = ?2, contact = ?3, notes = ?4 WHERE id = ?1";
        match self.connection.execute(command, params![id.0, name, contact, notes])? {
            0 => Err(SalonError::NoClient),
            _ => Ok(()),
        }
    }

    /// A card.
    ///
    /// # Errors
    /// [`SalonError::NoClient`], or what the disk says.
    pub fn client(&self, id: ClientId) -> Result<Client, SalonError> {
        let query = format!("SELECT {} FROM clients WHERE id = ?1", rows::CLIENT);
        self.read(|connection| connection.query_row(&query, [id.0], rows::client).optional())?
            .ok_or(SalonError::NoClient)
    }

    /// The clients in whose names each of the words is found, in any case; all of them for an empty text. Who was seen last comes first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn clients(&self, words: &str) -> Result<Vec<Listed>, SalonError> {
        // The database itself knows upper and lower case of plain Latin letters only.
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let mut clients = self.everybody()?;
        clients.retain(|client| {
            let name = client.name.to_lowercase();
            words.iter().all(|word| name.contains(word))
        });
        Ok(clients)
    }

    fn everybody(&self) -> Result<Vec<Listed>, SalonError> {
        let query = "SELECT id, name, max(enrolled, coalesce((SELECT max(at) FROM consultations WHERE client = clients.id), enrolled)) AS seen
             FROM clients ORDER BY seen DESC, name, id";
        self.read(|connection| {
            let mut statement = connection.prepare(query)?;
            let listed = statement.query_map([], rows::listed)?;
            listed.collect()
        })
    }
}
