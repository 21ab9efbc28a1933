//! What is kept without being asked where, and what goes into the clipboard, one after another on a thread of its own: pictures that were
//! taken; the preferences, a look that is being made.

use std::{path::PathBuf, sync::Arc, time::Duration};

use egui::ColorImage;

use super::{
    clipboard::Clipboard,
    gallery::MOST,
    saving,
    shooting::Taken,
    tasks::{End, Slot, Tasks, Ticket},
    worker::Worker,
};
use crate::{
    export::{self, MovingError, gallery},
    language::say,
    look::{Look, Worn},
    pipeline::Composite,
    preferences::{self, Preferences},
    raster::{Pixmap, codec},
    resources,
    studio::{ShareChoice, unsaved},
};

/// What is to be done.
pub enum Errand {
    /// List the pictures.
    List,
    /// Put one into the clipboard.
    Copy(PathBuf),
    /// Put a file into the clipboard.
    CopyFile(PathBuf),
    /// Put what is seen into the clipboard, in this way.
    CopySeen(Arc<Composite>, ShareChoice),
    /// Delete one.
    Delete(PathBuf),
    /// Keep what was taken with this worn.
    Keep(Taken, Option<Box<Worn>>),
    /// Keep the preferences.
    Remember(Box<Preferences>),
    /// Keep a look that is being made, or none any more.
    Making(Option<Box<Look>>),
}

impl Errand {
    /// The task, which the person sees go on where it may take a while.
    pub(super) fn task(&self, tasks: &mut Tasks) -> Ticket {
        let what = match self {
            Self::List => "Reading the gallery",
            Self::Copy(_) | Self::CopyFile(_) | Self::CopySeen(..) => "Copying the picture",
            Self::Delete(_) => "Deleting the picture",
            Self::Remember(_) => "Keeping your settings",
            Self::Making(_) => "Keeping the look",
            Self::Keep(taken, _) => {
                let film = matches!(taken, Taken::Film(_));
                let end = if film { End::unsaved() } else { End::Never(Vec::new()) };
                return tasks.ticket(say("Keeping what was taken").into(), Slot::Any, end);
            }
        };
        tasks.unseen(say(what).into(), End::Never(Vec::new()))
    }
}

/// What came of it.
pub enum Outcome {
    /// The pictures that there are, the newest first.
    Listed(Vec<PathBuf>),
    /// A line for the person.
    Told(String),
}

/// Longest wait for what is still to be kept when the window closes: only for a disk that answers no more, as nobody loses a film by
/// closing it.
const GOODBYE: Duration = Duration::from_secs(600);

/// Starts the thread.
pub fn start(ctx: &egui::Context) -> Worker<Errand, Outcome> {
    Worker::start(ctx, "vanity-roll", GOODBYE, || {
        let mut clipboard = Clipboard::default();
        move |errand, ticket: &Ticket| done(errand, ticket, &mut clipboard)
    })
}

fn done(errand: Errand, ticket: &Ticket, clipboard: &mut Clipboard) -> Vec<Outcome> {
    let list = || Outcome::Listed(gallery::taken(&gallery::folder(), MOST));
    match errand {
        Errand::List => vec![list()],
        Errand::Copy(path) => vec![Outcome::Told(match codec::load(&path) {
            Ok(picture) => clipboard.put(&picture),
            Err(error) => error.to_string(),
        })],
        Errand::CopyFile(path) => vec![Outcome::Told(clipboard.put_file(&path))],
        Errand::CopySeen(composite, choice) => {
            let picture = saving::sized(export::picture(&composite, choice.kind), choice);
            vec![Outcome::Told(clipboard.put(&picture))]
        }
        Errand::Delete(path) => match std::fs::remove_file(&path) {
            Ok(()) => vec![list()],
            Err(error) => {
                vec![Outcome::Told(say!("Not deleted: {path}: {error}", path = path.display(), error = error)), list()]
            }
        },
        Errand::Remember(preferences) => {
            let saved = resources::kept().map_or(Ok(()), |folder| preferences::save(&folder, &preferences));
            let told = saved.err().map(|error| say!("Your settings cannot be kept: {error}", error = error));
            told.map(Outcome::Told).into_iter().collect()
        }
        Errand::Making(look) => {
            let kept = resources::kept().map_or(Ok(()), |folder| unsaved::keep(&folder, look.as_deref()));
            if let Err(error) = kept {
                tracing::warn!("the look that is being made cannot be kept: {error}");
            }
            Vec::new()
        }
        Errand::Keep(taken, worn) => {
            let text = match kept(taken, worn.as_deref(), ticket) {
                // That it was broken off has been told, and nobody takes what is made of it any more.
                left if !ticket.is_wanted() => {
                    left.err().into_iter().for_each(|problem| tracing::warn!("{problem}"));
                    return Vec::new();
                }
                Ok(path) => say!("Taken: {path}", path = path.file_name().unwrap_or_default().to_string_lossy()),
                Err(problem) => say!("Not taken: {problem}", problem = problem),
            };
            vec![Outcome::Told(text), list()]
        }
    }
}

fn kept(taken: Taken, worn: Option<&Worn>, ticket: &Ticket) -> Result<PathBuf, String> {
    match taken {
        Taken::Failed(problem) => Err(problem),
        Taken::Film(recorder) => {
            let goes_on = |share| {
                ticket.reached(share);
                ticket.is_wanted()
            };
            let path = recorder.finish(goes_on).map_err(|error| error.to_string())?;
            // It was not wanted any more when its last frame was written.
            if !ticket.bind() {
                std::fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                return Err(MovingError::BrokenOff.to_string());
            }
            Ok(path)
        }
        Taken::Picture(composite, kind) => {
            let picture = export::picture(&composite, kind);
            let look = worn.map(|worn| &worn.look);
            let path = gallery::new_file(&gallery::folder(), look, "png").map_err(|error| error.to_string())?;
            gallery::save(&path, &picture, worn).map_err(|error| error.to_string())?;
            Ok(path)
        }
    }
}

/// A picture as egui takes it.
pub fn image(picture: &Pixmap) -> ColorImage {
    ColorImage::new(picture.size(), bytemuck::cast_slice(picture.pixels()).to_vec())
}
