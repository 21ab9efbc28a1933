//! Saving pictures, looks and sheets: a large photo takes a while, and so does a slow disk.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::Context;

use super::{
    Request,
    tasks::{Tasks, Ticket},
};
use crate::{
    advisor::{self, tone::Tone},
    capture::{self, SourceSpec},
    export::{
        self, PictureKind,
        handout::{self, Handout},
    },
    face, files,
    language::say,
    look::{Look, Product, Worn, file, format, names},
    pipeline::{CardPlace, Composite, StillPainter},
    raster::{Pixmap, codec, resize},
    resources::Resources,
    studio::{AdviceReading, ShareChoice},
};

/// Longest side of a picture as messengers pass it on, pixels.
const MESSAGE_PX: u32 = 1280;

/// What is to be saved.
pub struct Order {
    /// What is on the screen.
    pub composite: Arc<Composite>,
    /// Where it comes from: a photo that is shown smaller is saved at its own size.
    pub source: SourceSpec,
    /// What is worn, and how strongly.
    pub worn: Option<Worn>,
    /// Where a card tells the light.
    pub card: Option<CardPlace>,
    /// Models and shapes.
    pub resources: Resources,
    /// How it is given away.
    pub choice: ShareChoice,
    /// The file to write.
    pub path: PathBuf,
}

/// What a sheet is about.
pub struct SheetOrder {
    /// What is on the screen; the largest face of it counts.
    pub composite: Arc<Composite>,
    /// What is worn.
    pub look: Look,
    /// What was read of the face, where it was asked for.
    pub reading: Option<Arc<AdviceReading>>,
    /// What the salon is called, who the client is, and notes.
    pub salon: String,
    /// Who takes it home.
    pub client: String,
    /// What is written on it.
    pub notes: String,
    /// Models and shapes.
    pub resources: Resources,
}

/// Begins to save a picture.
pub fn begin(tasks: &mut Tasks, ctx: &Context, order: Order) {
    aside(tasks, ctx, order.path.clone(), move |ticket| save(&order, ticket));
}

/// Begins to save a look, which is called after the file.
pub fn begin_look(tasks: &mut Tasks, ctx: &Context, look: Look, path: PathBuf) {
    aside(tasks, ctx, path.clone(), move |ticket| if ticket.bind() { save_look(look, &path) } else { Ok(()) });
}

/// Begins to save a sheet.
pub fn begin_sheet(tasks: &mut Tasks, ctx: &Context, order: SheetOrder, path: PathBuf) {
    aside(tasks, ctx, path.clone(), move |ticket| save_sheet(&order, &path, ticket));
}

fn aside(
    tasks: &mut Tasks,
    ctx: &Context,
    path: PathBuf,
    save: impl FnOnce(&Ticket) -> Result<(), String> + Send + 'static,
) {
    let what = say!("Saving {file}", file = path.file_name().unwrap_or_default().to_string_lossy());
    tasks.write(ctx, what, move |ticket| {
        vec![Request::tell(match save(ticket) {
            Ok(()) => say!("Saved as {path}", path = path.display()),
            Err(problem) => say!("Not saved: {problem}", problem = problem),
        })]
    });
}

/// A picture as large as it is given away.
pub fn sized(picture: Arc<Pixmap>, choice: ShareChoice) -> Arc<Pixmap> {
    let longest = picture.width().max(picture.height());
    if choice.small && longest > MESSAGE_PX { Arc::new(resize::within(&picture, MESSAGE_PX)) } else { picture }
}

/// Begins to write a copy of a file.
pub fn begin_copy(tasks: &mut Tasks, ctx: &Context, from: PathBuf, to: PathBuf) {
    aside(tasks, ctx, to.clone(), move |ticket| {
        let bytes = std::fs::read(&from).map_err(|error| format!("{}: {error}", from.display()))?;
        written(&to, &bytes, ticket)
    });
}

/// The file is written unless it is not wanted any more.
fn written(path: &Path, bytes: &[u8], ticket: &Ticket) -> Result<(), String> {
    if !ticket.bind() {
        return Ok(());
    }
    files::write_atomically(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}

fn save_sheet(order: &SheetOrder, path: &Path, ticket: &Ticket) -> Result<(), String> {
    let composite = &order.composite;
    let read = advisor::look_at(&composite.frame.pixels, &composite.faces);
    ticket.reached(0.4);
    // What was asked for counts: a person may have read it off a better frame.
    let advice = order.reading.as_ref().map(|reading| &reading.advice).or(read.as_ref());
    let told = || advice.and_then(|advice| advice.tone.as_ref()).map(Tone::depth);
    let handout = Handout {
        before: &composite.frame.pixels,
        after: &composite.made_up,
        face: face::largest(&composite.faces).ok_or_else(|| say("there is no face in the picture").to_owned())?,
        look: &order.look,
        skin_depth: composite.skin_depth.or_else(told).unwrap_or_default(),
        advice,
        salon: &order.salon,
        client: &order.client,
        notes: &order.notes,
    };
    let bytes = handout::gathered(&handout, &order.resources).map_err(|error| error.to_string())?;
    written(path, &bytes, ticket)
}

fn save(order: &Order, ticket: &Ticket) -> Result<(), String> {
    let full = capture::full_picture(&order.source, &order.composite.frame).map_err(|error| error.to_string())?;
    ticket.reached(0.2);
    let picture = match (full, &order.worn) {
        (None, _) => export::picture(&order.composite, order.choice.kind),
        (Some(photo), None) => match order.choice.kind {
            PictureKind::MadeUp => Arc::new(photo),
            PictureKind::BeforeAfter => Arc::new(export::side_by_side(&photo, &photo)),
        },
        (Some(photo), Some(Worn { look, intensity })) => {
            let mut painter =
                StillPainter::new(&order.resources, look, *intensity).map_err(|error| error.to_string())?;
            ticket.reached(0.4);
            if !ticket.is_wanted() {
                return Ok(());
            }
            painter.set_reference(order.card.and_then(|card| card.read(&photo).ok()));
            let composite = painter.paint(Arc::new(photo)).map_err(|error| error.to_string())?;
            export::picture(&composite, order.choice.kind)
        }
    };
    ticket.reached(0.7);
    if !ticket.is_wanted() {
        return Ok(());
    }
    let picture = sized(picture, order.choice);
    let packet = order.worn.as_ref().filter(|_| order.choice.with_look).and_then(Worn::packet);
    let bytes = codec::encode(&order.path, &picture, packet.as_deref()).map_err(|error| error.to_string())?;
    written(&order.path, &bytes, ticket)
}

fn save_look(look: Look, path: &Path) -> Result<(), String> {
    let (id, name) = names::of_file(&path.file_stem().unwrap_or_default().to_string_lossy());
    let look = with_pictures_beside(look, path)?;
    let text = format::write(&Look { id, name, ..look }).map_err(|error| error.to_string())?;
    files::write_atomically(path, text.as_bytes()).map_err(|error| format!("{}: {error}", path.display()))
}

/// A picture that was lifted off a photo goes with the program: the look gets a copy of its own beside its file.
fn with_pictures_beside(mut look: Look, path: &Path) -> Result<Look, String> {
    let passing = std::env::temp_dir();
    let mut copies = 0;
    for product in &mut look.products {
        if let Product::Decal(decal) = product
            && Path::new(&decal.picture).starts_with(&passing)
        {
            copies += 1;
            let beside = match copies {
                1 => file::picture_beside(path),
                number => path.with_extension(format!("lifted-{number}.png")),
            };
            let told = |error: std::io::Error| format!("{}: {error}", beside.display());
            let bytes = std::fs::read(&decal.picture).map_err(told)?;
            files::write_atomically(&beside, &bytes).map_err(told)?;
            decal.picture = beside.file_name().unwrap_or_default().to_string_lossy().into_owned();
        }
    }
    Ok(look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::{Decal, Library};

    #[test]
    fn a_picture_that_was_lifted_goes_with_its_look() {
        let (passing, kept) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let picture = passing.path().join("1.png");
        crate::raster::codec::save(&picture, &crate::raster::Pixmap::new(4, 4)).unwrap();
        let path = kept.path().join("whiskers.toml");
        save_look(Look::of(vec![Product::Decal(Decal::of(&picture))]), &path).unwrap();
        drop(passing);
        let opened = file::open(&path).unwrap().look;
        let [Product::Decal(decal)] = &opened.products[..] else { panic!("{opened:?}") };
        assert_eq!(Path::new(&decal.picture), kept.path().join("whiskers.lifted.png"));
        assert!(Path::new(&decal.picture).is_file());
    }

    #[test]
    fn a_bare_photo_is_saved_twice_beside_itself_where_that_is_chosen() {
        let folder = tempfile::tempdir().unwrap();
        let (from, path) = (folder.path().join("me.png"), folder.path().join("pair.png"));
        let photo = crate::raster::Pixmap::new(4000, 20);
        codec::save(&from, &photo).unwrap();
        // As a photo is shown that is larger than the engine works with.
        let pixels = Arc::new(crate::raster::Pixmap::new(3840, 19));
        let composite = Composite::bare(capture::Frame::still(pixels));
        for (kind, expected) in
            [(PictureKind::MadeUp, photo.clone()), (PictureKind::BeforeAfter, export::side_by_side(&photo, &photo))]
        {
            let order = Order {
                composite: Arc::new(composite.clone()),
                source: SourceSpec::File(from.clone()),
                worn: None,
                card: None,
                resources: Resources::locate().unwrap(),
                choice: ShareChoice { kind, ..ShareChoice::default() },
                path: path.clone(),
            };
            save(&order, &Ticket::untold()).unwrap();
            assert_eq!(codec::load(&path).unwrap(), expected, "{kind:?}");
        }
    }

    #[test]
    fn a_saved_look_is_opened_as_it_was_worn() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("my red.toml");
        let mut worn = library.get("classic-red").unwrap().clone();
        worn.products[0] = worn.products[0].with_coverage(0.37);
        save_look(worn.clone(), &path).unwrap();
        let opened = file::open(&path).unwrap().look;
        assert_eq!((opened.id.as_str(), opened.name.as_str()), ("my-red", "My Red"));
        assert_eq!(opened.products, worn.products);
        assert!(save_look(worn, &folder.path().join("no/red.toml")).unwrap_err().contains("no/red.toml"));
    }
}
