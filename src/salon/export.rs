//! Handing a client what is known of them: a folder with `client.json` and the pictures.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use serde::Serialize;

use super::{ChosenProduct, Client, ClientId, Consent, Consultation, Covers, Moment, Salon, SalonError, TriedLook};

/// What is written now.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    name: &'a str,
    contact: &'a str,
    notes: &'a str,
    enrolled: String,
    consent: ConsentDocument<'a>,
    earlier_consents: Vec<ConsentDocument<'a>>,
    consultations: Vec<ConsultationDocument<'a>>,
}

#[derive(Serialize)]
struct ConsentDocument<'a> {
    wording: &'a str,
    given: String,
    covers_pictures: bool,
    pictures_withdrawn: Option<String>,
}

#[derive(Serialize)]
struct ConsultationDocument<'a> {
    at: String,
    notes: &'a str,
    looks_tried: &'a [TriedLook],
    products: &'a [ChosenProduct],
    advice: &'a [String],
    before: Option<String>,
    after: Option<String>,
}

impl Salon {
    /// Writes all that is known of a client into a new folder, which only the person who is logged in may read: `client.json`, times in
    /// RFC 3339, UTC, and pictures as they were kept. There is the whole folder in the end, or none.
    ///
    /// # Errors
    /// [`SalonError::NoClient`]; [`SalonError::Exists`] where there is anything of that name; what the disk says.
    pub fn export(&self, id: ClientId, folder: &Path) -> Result<(), SalonError> {
        let client = self.client(id)?;
        let consultations = self.consultations(id)?;
        let earlier = self.earlier_consents(id)?;
        let problem = |source| SalonError::File { path: folder.into(), source };
        if folder.symlink_metadata().is_ok() {
            return Err(SalonError::Exists { path: folder.into() });
        }
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !parent.is_dir() {
            let missing = format!("the folder {} does not exist; make it first", parent.display());
            return Err(problem(io::Error::new(io::ErrorKind::NotFound, missing)));
        }
        // The system's text would tell the temporary folder's name, which the person has never seen.
        let unnamed = |error: io::Error| problem(error.kind().into());
        let temporary = tempfile::Builder::new().prefix(".vanity-").tempdir_in(parent).map_err(unnamed)?;
        let text = serde_json::to_vec_pretty(&document(&client, &earlier, &consultations))
            .map_err(|error| problem(error.into()))?;
        write(&temporary.path().join("client.json"), &text).map_err(unnamed)?;
        for (index, consultation) in consultations.iter().enumerate() {
            for &moment in &consultation.pictures {
                let jpeg = self.picture(consultation.id, moment)?.unwrap_or_default();
                write(&temporary.path().join(picture_name(index, moment)), &jpeg).map_err(unnamed)?;
            }
        }
        fs::rename(temporary.path(), folder).map_err(unnamed)?;
        // It has another name by now, under which it is to stay.
        let _ = temporary.keep();
        Ok(())
    }
}

fn document<'a>(client: &'a Client, earlier: &'a [Consent], consultations: &'a [Consultation]) -> Document<'a> {
    let details = &client.details;
    Document {
        format: "vanity-client",
        version: VERSION,
        name: &details.name,
        contact: &details.contact,
        notes: &details.notes,
        enrolled: client.enrolled.to_string(),
        consent: consent(&client.consent),
        earlier_consents: earlier.iter().map(consent).collect(),
        consultations: consultations.iter().enumerate().map(|(index, one)| consultation(index, one)).collect(),
    }
}

fn consent(consent: &Consent) -> ConsentDocument<'_> {
    ConsentDocument {
        wording: &consent.wording,
        given: consent.given.to_string(),
        covers_pictures: consent.covers == Covers::CardAndPictures,
        pictures_withdrawn: consent.pictures_withdrawn.map(|at| at.to_string()),
    }
}

fn consultation(index: usize, consultation: &Consultation) -> ConsultationDocument<'_> {
    let visit = &consultation.visit;
    let picture = |moment| consultation.pictures.contains(&moment).then(|| picture_name(index, moment));
    ConsultationDocument {
        at: visit.at.to_string(),
        notes: &visit.notes,
        looks_tried: &visit.looks_tried,
        products: &visit.products,
        advice: &visit.advice,
        before: picture(Moment::Before),
        after: picture(Moment::After),
    }
}

/// Numbered as the consultations in the document, from one on.
fn picture_name(index: usize, moment: Moment) -> String {
    format!("{}-{}.jpg", index + 1, moment.name())
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
