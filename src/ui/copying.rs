//! Copying a look from a photo, on a thread of its own: models are loaded there once, and stay.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
};

use crate::{
    raster::{Pixmap, codec},
    resources::Resources,
    studio::{Command, Reference, ReferenceState},
    transfer::{CopyError, Photo, PhotoReader},
};

/// What a look is to be copied from.
pub enum Wish {
    /// A photo in a file.
    File(PathBuf),
    /// A picture that was pasted.
    Pasted(Pixmap),
    /// One of the faces, counted from 1 at the left, of a photo that was looked at.
    Face(Reference, usize),
}

/// The reader, and what it has found.
pub struct Copying {
    wishes: Sender<Wish>,
    found: Receiver<Reference>,
}

impl Copying {
    /// Starts the thread; it ends with this.
    pub fn start(ctx: &egui::Context, resources: Resources) -> Self {
        let (wishes, asked) = channel::<Wish>();
        let (answers, found) = channel();
        let ctx = ctx.clone();
        let started = std::thread::Builder::new().name("vanity-copying".into()).spawn(move || {
            let mut reader = None;
            while let Ok(wish) = asked.recv() {
                // Only the newest wish counts.
                let wish = asked.try_iter().last().unwrap_or(wish);
                // The window may be closed by now.
                let _ = answers.send(fulfilled(wish, &mut reader, &resources));
                ctx.request_repaint();
            }
        });
        if let Err(error) = started {
            tracing::warn!("looks cannot be copied: {error}");
        }
        Self { wishes, found }
    }

    /// Begins to copy; gives what is to be seen until it is done.
    pub fn begin(&self, wish: Wish) -> Command {
        let reference = match &wish {
            Wish::File(path) => Reference { name: name_of(path), photo: None, state: ReferenceState::Reading },
            Wish::Pasted(_) => Reference { name: PASTED.into(), photo: None, state: ReferenceState::Reading },
            Wish::Face(reference, _) => Reference { state: ReferenceState::Reading, ..reference.clone() },
        };
        match self.wishes.send(wish) {
            Ok(()) => Command::ShowReference(Some(reference)),
            Err(_) => Command::Tell("Looks cannot be copied: the system gives no thread for it.".into()),
        }
    }

    /// What was found in the newest photo.
    pub fn found(&self) -> Option<Reference> {
        self.found.try_iter().last()
    }
}

const PASTED: &str = "pasted picture";

fn name_of(path: &std::path::Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn fulfilled(wish: Wish, reader: &mut Option<PhotoReader>, resources: &Resources) -> Reference {
    let (name, number) = match &wish {
        Wish::File(path) => (name_of(path), None),
        Wish::Pasted(_) => (PASTED.into(), None),
        Wish::Face(reference, number) => (reference.name.clone(), Some(*number)),
    };
    match photo(wish, reader, resources) {
        Err(problem) => Reference { name, photo: None, state: ReferenceState::Failed(problem) },
        Ok((photo, reader)) => {
            let state = match reader.read(&photo, number) {
                Ok(reading) => ReferenceState::Read(Arc::new(reading)),
                Err(CopyError::WhichFace(_)) => ReferenceState::WhichFace,
                Err(error) => ReferenceState::Failed(sentence(&error)),
            };
            Reference { name, photo: Some(photo), state }
        }
    }
}

type Looked<'a> = (Arc<Photo>, &'a mut PhotoReader);

fn photo<'a>(wish: Wish, reader: &'a mut Option<PhotoReader>, resources: &Resources) -> Result<Looked<'a>, String> {
    let picture = match wish {
        Wish::Face(Reference { photo: Some(photo), .. }, _) => {
            let reader = loaded(reader, resources)?;
            return Ok((photo, reader));
        }
        Wish::Face(..) => return Err("The photo is gone.".into()),
        Wish::File(path) => codec::load(&path).map_err(|error| sentence(&error))?,
        Wish::Pasted(picture) => picture,
    };
    let reader = loaded(reader, resources)?;
    let photo = reader.look_at(Arc::new(picture)).map_err(|error| sentence(&error))?;
    Ok((Arc::new(photo), reader))
}

fn loaded<'a>(reader: &'a mut Option<PhotoReader>, resources: &Resources) -> Result<&'a mut PhotoReader, String> {
    if reader.is_none() {
        *reader = Some(PhotoReader::new(resources).map_err(|error| sentence(&error))?);
    }
    reader.as_mut().ok_or_else(|| "The models cannot be loaded.".into())
}

/// With a capital letter and a full stop.
fn sentence(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let text: String = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    if text.ends_with('.') { text } else { format!("{text}.") }
}
