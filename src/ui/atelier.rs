//! Where looks come from that are on no shelf: photos of somebody made up, and the space of looks. It has a thread of its own, where
//! models are loaded when they are first wanted, and stay.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
};

use crate::{
    inference::InferenceError,
    look::{Library, Look, Product},
    raster::{Pixmap, codec},
    resources::Resources,
    studio::{Command, Reference, ReferenceState},
    transfer::{CopyError, LookSpace, PhotoReader},
};

/// What a look is to be made of.
pub enum Wish {
    /// A photo in a file.
    File(PathBuf),
    /// A picture that was pasted.
    Pasted(Pixmap),
    /// One of the faces, counted from 1 at the left, of a photo that was looked at.
    Face(Reference, usize),
    /// A new look, near those of a family.
    Surprise(Option<String>),
    /// The rest of a look of which some products are kept.
    Finish(Look, Vec<Product>),
    /// The look at a share of the way from one to another.
    Mix(Box<Mixing>),
}

/// Two looks, and how far from the first to the second, 0..=1.
pub struct Mixing {
    /// The first.
    pub from: Look,
    /// The second.
    pub to: Look,
    /// How far.
    pub share: f32,
}

/// The thread, and what it has made.
pub struct Atelier {
    wishes: Sender<Wish>,
    made: Receiver<Command>,
}

impl Atelier {
    /// Starts the thread; it ends with this.
    pub fn start(ctx: &egui::Context, resources: Resources) -> Self {
        let (wishes, asked) = channel::<Wish>();
        let (answers, made) = channel();
        let ctx = ctx.clone();
        let started = std::thread::Builder::new().name("vanity-atelier".into()).spawn(move || {
            let mut tools = Tools { resources, reader: None, space: None };
            while let Ok(wish) = asked.recv() {
                // Only the newest wish counts.
                let wish = asked.try_iter().last().unwrap_or(wish);
                // The window may be closed by now.
                let _ = answers.send(tools.fulfilled(wish));
                ctx.request_repaint();
            }
        });
        if let Err(error) = started {
            tracing::warn!("looks can be neither copied nor drawn: {error}");
        }
        Self { wishes, made }
    }

    /// Begins to make a look; gives what is to be seen until it is there, if anything.
    pub fn begin(&self, wish: Wish) -> Option<Command> {
        let reading = |name: String| Reference { name, photo: None, state: ReferenceState::Reading };
        let reference = match &wish {
            Wish::File(path) => Some(reading(name_of(path))),
            Wish::Pasted(_) => Some(reading(PASTED.into())),
            Wish::Face(reference, _) => Some(Reference { state: ReferenceState::Reading, ..reference.clone() }),
            Wish::Surprise(_) | Wish::Finish(..) | Wish::Mix(_) => None,
        };
        match self.wishes.send(wish) {
            Ok(()) => reference.map(|reference| Command::ShowReference(Some(reference))),
            Err(_) => Some(Command::Tell("This does not work here: the system gives no thread for it.".into())),
        }
    }

    /// The newest that was made.
    pub fn made(&self) -> Option<Command> {
        self.made.try_iter().last()
    }
}

const PASTED: &str = "pasted picture";

fn name_of(path: &std::path::Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What is needed to make looks, loaded when it is first wanted.
struct Tools {
    resources: Resources,
    reader: Option<PhotoReader>,
    space: Option<LookSpace>,
}

impl Tools {
    fn fulfilled(&mut self, wish: Wish) -> Command {
        match wish {
            Wish::File(path) => {
                let name = name_of(&path);
                let picture = codec::load(&path).map_err(|error| sentence(&error));
                self.copied(name, picture.map(Arc::new), None)
            }
            Wish::Pasted(picture) => self.copied(PASTED.into(), Ok(Arc::new(picture)), None),
            Wish::Face(reference, number) => {
                let picture = reference.photo.map(|photo| Arc::clone(&photo.picture));
                self.copied(reference.name, picture.ok_or("The photo is gone.".into()), Some(number))
            }
            Wish::Surprise(family) => {
                let seed = fastrand::u64(..10_000);
                self.drawn(|space| space.surprise(family.as_deref(), None, seed), |look| Command::TryOn(Box::new(look)))
            }
            Wish::Finish(look, kept) => {
                let seed = fastrand::u64(..);
                let keeps = move |product: &Product| kept.contains(product);
                self.drawn(|space| space.finish(&look, keeps, seed), |look| Command::Finished(Box::new(look)))
            }
            Wish::Mix(mixing) => {
                let Mixing { from, to, share } = *mixing;
                self.drawn(|space| space.mix(&from, &to, share), |look| Command::Mixed(Box::new(look)))
            }
        }
    }

    fn drawn(
        &mut self,
        draw: impl FnOnce(&mut LookSpace) -> Result<Look, InferenceError>,
        command: impl FnOnce(Look) -> Command,
    ) -> Command {
        match self.space().and_then(|space| draw(space).map_err(|error| sentence(&error))) {
            Ok(look) => command(look),
            Err(problem) => Command::Tell(problem),
        }
    }

    fn space(&mut self) -> Result<&mut LookSpace, String> {
        if self.space.is_none() {
            let library = Library::open(&self.resources.asset("looks")).map_err(|error| sentence(&error))?;
            self.space = Some(LookSpace::new(&self.resources, &library).map_err(|error| sentence(&error))?);
        }
        self.space.as_mut().ok_or_else(|| "The models cannot be loaded.".into())
    }

    fn reader(&mut self) -> Result<&mut PhotoReader, String> {
        if self.reader.is_none() {
            self.reader = Some(PhotoReader::new(&self.resources).map_err(|error| sentence(&error))?);
        }
        self.reader.as_mut().ok_or_else(|| "The models cannot be loaded.".into())
    }

    /// Reads the look of a photo: of the face of that number, or of the only one.
    fn copied(&mut self, name: String, picture: Result<Arc<Pixmap>, String>, number: Option<usize>) -> Command {
        let look_at = |reader: &mut PhotoReader, picture| reader.look_at(picture).map_err(|error| sentence(&error));
        let looked = picture.and_then(|picture| look_at(self.reader()?, picture));
        let (photo, state) = match looked {
            Err(problem) => (None, ReferenceState::Failed(problem)),
            Ok(photo) => {
                let state = match self.reader().map(|reader| reader.read(&photo, number)) {
                    Ok(Ok(reading)) => ReferenceState::Read(Arc::new(reading)),
                    Ok(Err(CopyError::WhichFace(_))) => ReferenceState::WhichFace,
                    Ok(Err(error)) => ReferenceState::Failed(sentence(&error)),
                    Err(problem) => ReferenceState::Failed(problem),
                };
                (Some(Arc::new(photo)), state)
            }
        };
        Command::ShowReference(Some(Reference { name, photo, state }))
    }
}

/// With a capital letter and a full stop.
fn sentence(error: &dyn std::error::Error) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let text: String = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    if text.ends_with('.') { text } else { format!("{text}.") }
}
