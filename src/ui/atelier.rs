//! Where looks come from that are on no shelf: photos of somebody made up, and the space of looks. It has a thread of its own, where
//! models are loaded when they are first wanted, and stay.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use tempfile::TempDir;

use super::{
    Request,
    tasks::{End, Slot, Tasks, Ticket},
    worker::Worker,
};
use crate::{
    inference::InferenceError,
    language::say,
    look::{Decal, Library, Look, Product, names},
    raster::{Pixmap, codec},
    resources::Resources,
    studio::{Command, Reference, ReferenceState},
    transfer::{CopyError, LookSpace, Photo, PhotoReader},
};

/// What a look is to be made of.
pub enum Wish {
    /// A photo in a file.
    File(PathBuf),
    /// A picture that was pasted.
    Pasted(Pixmap),
    /// One of the faces, counted from 1 at the left, of a photo that was looked at.
    Face(Reference, usize),
    /// What lies on the face of a photo that was read, as a picture: drawings, gems, graphic lines.
    Lift(Reference),
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

impl Wish {
    /// The task that the person sees go on.
    fn task(&self, tasks: &mut Tasks) -> Ticket {
        let (what, slot, instead) = match self {
            Self::File(_) | Self::Pasted(_) | Self::Face(..) => {
                ("Reading the photo", Slot::Copy, vec![Request::Studio(Command::ShowReference(None))])
            }
            Self::Lift(_) => ("Lifting the drawing", Slot::Draw, Vec::new()),
            Self::Surprise(_) | Self::Finish(..) => ("Drawing a look", Slot::Draw, Vec::new()),
            Self::Mix(_) => ("Mixing the looks", Slot::Mix, Vec::new()),
        };
        tasks.ticket(say(what).into(), slot, End::Then(instead))
    }
}

/// The thread, and what it has made.
pub struct Atelier(Worker<Wish, Command>);

impl Atelier {
    /// Starts the thread; it ends with this.
    pub fn start(ctx: &egui::Context, resources: Resources) -> Self {
        Self(Worker::start(ctx, "vanity-atelier", Duration::ZERO, move || {
            let mut tools = Tools { resources, reader: None, space: None, lifted: None, count: 0 };
            move |wish, ticket: &Ticket| tools.fulfilled(wish, ticket).into_iter().collect()
        }))
    }

    /// Begins to make a look; gives what is to be seen until it is there, if anything.
    pub fn begin(&self, wish: Wish, tasks: &mut Tasks) -> Option<Command> {
        let reading = |name: String| Reference { name, photo: None, face: None, state: ReferenceState::Reading };
        let reference = match &wish {
            Wish::File(path) => Some(reading(name_of(path))),
            Wish::Pasted(_) => Some(reading(say(PASTED).into())),
            Wish::Face(reference, _) => Some(Reference { state: ReferenceState::Reading, ..reference.clone() }),
            Wish::Lift(_) | Wish::Surprise(_) | Wish::Finish(..) | Wish::Mix(_) => None,
        };
        let ticket = wish.task(tasks);
        self.0.ask(wish, ticket);
        reference.map(|reference| Command::ShowReference(Some(reference)))
    }

    /// What was made since this was last asked.
    pub fn made(&self) -> Vec<Command> {
        self.0.made()
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
    /// Where pictures lie that were lifted off photos, until the program ends.
    lifted: Option<TempDir>,
    /// How many there are.
    count: u32,
}

impl Tools {
    /// What came of a wish; nothing where it was broken off.
    fn fulfilled(&mut self, wish: Wish, ticket: &Ticket) -> Option<Command> {
        let command = match wish {
            Wish::File(path) => {
                let name = name_of(&path);
                let picture = codec::load(&path).map_err(|error| sentence(&error));
                ticket.is_wanted().then_some(())?;
                let photo = picture.and_then(|picture| self.look_at(picture));
                ticket.is_wanted().then_some(())?;
                self.read(name, photo, None)
            }
            Wish::Pasted(picture) => {
                let photo = self.look_at(picture);
                ticket.is_wanted().then_some(())?;
                self.read(say(PASTED).into(), photo, None)
            }
            Wish::Face(Reference { name, photo, .. }, number) => {
                let photo = photo.ok_or_else(|| say("The photo is gone.").to_owned());
                self.read(name, photo, Some(number))
            }
            Wish::Lift(reference) => match self.lift(&reference) {
                Ok(look) => Command::TryOn(Box::new(look)),
                Err(problem) => Command::Tell(problem),
            },
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
        };
        ticket.is_wanted().then_some(command)
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
        self.space.as_mut().ok_or_else(|| say("The models cannot be loaded.").into())
    }

    fn reader(&mut self) -> Result<&mut PhotoReader, String> {
        if self.reader.is_none() {
            self.reader = Some(PhotoReader::new(&self.resources).map_err(|error| sentence(&error))?);
        }
        self.reader.as_mut().ok_or_else(|| say("The models cannot be loaded.").into())
    }

    fn look_at(&mut self, picture: Pixmap) -> Result<Arc<Photo>, String> {
        let photo = self.reader()?.look_at(Arc::new(picture)).map_err(|error| sentence(&error))?;
        Ok(Arc::new(photo))
    }

    /// A look that is nothing but what lies on the face of a photo.
    fn lift(&mut self, reference: &Reference) -> Result<Look, String> {
        let photo = reference.photo.as_ref().ok_or_else(|| say("The photo is gone."))?;
        let picture = self.reader()?.lift(photo, reference.face).map_err(|error| sentence(&error))?;
        if self.lifted.is_none() {
            self.lifted = Some(tempfile::tempdir().map_err(|error| sentence(&error))?);
        }
        let folder = self.lifted.as_ref().map_or(Path::new(""), TempDir::path);
        self.count += 1;
        let path = folder.join(format!("{}.png", self.count));
        codec::save(&path, &picture).map_err(|error| sentence(&error))?;
        let stem = Path::new(&reference.name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // The id stays plain letters in any language.
        let (id, _) = names::of_file(&format!("{stem} drawing"));
        let (_, name) = names::of_file(&say!("{stem} drawing", stem = stem));
        let look = Look::of(vec![Product::Decal(Decal::of(&path))]);
        Ok(Look { id, name, description: "Lifted off a photo, as a picture.".into(), ..look })
    }

    /// Reads the look of a photo: of the face of that number, or of the only one.
    fn read(&mut self, name: String, photo: Result<Arc<Photo>, String>, number: Option<usize>) -> Command {
        let (photo, state) = match photo {
            Err(problem) => (None, ReferenceState::Failed(problem)),
            Ok(photo) => {
                let state = match self.reader().map(|reader| reader.read(&photo, number)) {
                    Ok(Ok(reading)) => ReferenceState::Read(Arc::new(reading)),
                    Ok(Err(CopyError::WhichFace(_))) => ReferenceState::WhichFace,
                    Ok(Err(error)) => ReferenceState::Failed(sentence(&error)),
                    Err(problem) => ReferenceState::Failed(problem),
                };
                (Some(photo), state)
            }
        };
        Command::ShowReference(Some(Reference { name, photo, face: number, state }))
    }
}

/// With a capital letter and a full stop.
pub(super) fn sentence(error: &dyn std::error::Error) -> String {
    let text = names::capitalized(&error.to_string());
    if text.ends_with(['.', '。']) { text } else { say!("{sentence}.", sentence = text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::StillPainter;

    #[test]
    fn a_drawing_is_lifted_off_a_photo_and_lies_there_as_long_as_it_may_be_worn() {
        let resources = Resources::locate().unwrap();
        let library = Library::open(&resources.asset("looks")).unwrap();
        let mut painter = StillPainter::new(&resources, library.get("little-tiger").unwrap(), 1.0).unwrap();
        let bare = codec::load(&resources.asset("demo/portrait.png")).unwrap();
        let tiger = (*painter.paint(Arc::new(bare)).unwrap().made_up).clone();
        let mut tools = Tools { resources, reader: None, space: None, lifted: None, count: 0 };
        let photo = tools.look_at(tiger).unwrap();
        let state = ReferenceState::Reading;
        let reference = Reference { name: "party.jpg".into(), photo: Some(photo), face: None, state };
        let look = tools.lift(&reference).unwrap();
        assert_eq!(look.name, "Party Drawing");
        let [Product::Decal(decal)] = &look.products[..] else { panic!("{look:?}") };
        let picture = codec::load(Path::new(&decal.picture)).unwrap();
        let covered = picture.pixels().iter().filter(|pixel| pixel[3] > 128).count();
        assert!(covered * 20 > picture.pixels().len(), "{covered} texels of a tiger");
        let path = decal.picture.clone();
        drop(tools);
        assert!(!Path::new(&path).exists(), "nothing is kept that nobody saved");
    }
}
