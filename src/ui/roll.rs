//! What is kept without being asked where, one after another on a thread of its own: pictures that were taken, and the preferences.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
};

use egui::ColorImage;

use super::{clipboard::Clipboard, cover, gallery::MOST, saving, shooting::Taken, tasks::Ticket};
use crate::{
    export::{self, MovingError, gallery},
    language::say,
    look::{Look, Worn},
    pipeline::Composite,
    preferences::{self, Preferences},
    raster::{Pixmap, codec, resize},
    resources::{self, Resources},
    studio::{ShareChoice, unsaved},
};

/// Longest side of a picture in the list, pixels.
const SHOWN_PX: u32 = 340;

/// What is to be done.
pub enum Errand {
    /// List the pictures.
    List,
    /// Read one for the list.
    Load(PathBuf),
    /// Put one into the clipboard.
    Copy(PathBuf),
    /// Put a file into the clipboard.
    CopyFile(PathBuf),
    /// Put what is seen into the clipboard, in this way.
    CopySeen(Arc<Composite>, ShareChoice),
    /// Delete one.
    Delete(PathBuf),
    /// Keep what was taken with this worn.
    Keep(Taken, Option<Box<Worn>>, Ticket),
    /// Keep the preferences.
    Remember(Box<Preferences>),
    /// Keep a look that is being made, or none any more.
    Making(Option<Box<Look>>),
}

/// What came of it.
pub enum Outcome {
    /// The pictures that there are, the newest first.
    Listed(Vec<PathBuf>),
    /// One for the list.
    Loaded(PathBuf, ColorImage),
    /// A line for the person.
    Told(String),
}

/// The thread. When this is dropped, everything that was asked for is done first: nobody loses a film by closing the window.
pub struct Roll {
    errands: Option<Sender<Errand>>,
    outcomes: Receiver<Outcome>,
    thread: Option<JoinHandle<()>>,
}

impl Roll {
    /// Starts it.
    pub fn start(ctx: &egui::Context, resources: Resources) -> Self {
        let (errands, asked) = channel::<Errand>();
        let (answers, outcomes) = channel();
        let ctx = ctx.clone();
        let started = std::thread::Builder::new().name("vanity-roll".into()).spawn(move || {
            let mut clipboard = Clipboard::default();
            while let Ok(errand) = asked.recv() {
                for outcome in done(errand, &mut clipboard, &resources) {
                    // The window may be closed by now.
                    let _ = answers.send(outcome);
                }
                ctx.request_repaint();
            }
        });
        let thread = started.inspect_err(|error| tracing::warn!("nothing can be kept: {error}")).ok();
        Self { errands: Some(errands), outcomes, thread }
    }

    /// Asks for something; comes back at once.
    pub fn send(&self, errand: Errand) {
        // Without the thread nothing is kept, which was told.
        let _ = self.errands.as_ref().map(|errands| errands.send(errand));
    }

    /// What was done since this was last asked.
    pub fn outcomes(&self) -> impl Iterator<Item = Outcome> {
        self.outcomes.try_iter()
    }
}

impl Drop for Roll {
    fn drop(&mut self) {
        self.errands = None;
        // A panic in it was told by the thread itself.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn done(errand: Errand, clipboard: &mut Clipboard, resources: &Resources) -> Vec<Outcome> {
    let list = || Outcome::Listed(gallery::taken(&gallery::folder(), MOST));
    match errand {
        Errand::List => vec![list()],
        Errand::Load(path) => match cover::of(&path, resources) {
            Ok(picture) => {
                vec![Outcome::Loaded(path, image(&resize::within(&picture, SHOWN_PX)))]
            }
            // It stays an empty card.
            Err(error) => {
                tracing::warn!("{error}");
                Vec::new()
            }
        },
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
        Errand::Keep(taken, worn, ticket) => {
            let text = match kept(taken, worn.as_deref(), &ticket) {
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
