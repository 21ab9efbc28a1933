//! Saving pictures and looks, on threads of their own: a large photo takes a while, and so does a slow disk.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
};

use crate::{
    advisor::{self, tone::Tone},
    capture::{self, SourceSpec},
    export::{
        gallery,
        handout::{self, Handout},
    },
    face, files,
    language::say,
    look::{Look, Product, file, format, names},
    pipeline::{CardPlace, Composite, StillPainter},
    raster::{Pixmap, codec},
    resources::Resources,
    studio::AdviceReading,
};

/// What is to be saved.
pub struct Order {
    /// What is on the screen.
    pub composite: Arc<Composite>,
    /// Where it comes from: a photo that is shown smaller is saved at its own size.
    pub source: SourceSpec,
    /// What is worn, and how strongly.
    pub worn: Option<(Look, f32)>,
    /// Where a card tells the light.
    pub card: Option<CardPlace>,
    /// Models and shapes.
    pub resources: Resources,
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

/// Pictures that are being saved, and what to tell of those that are.
pub struct Saving {
    sender: Sender<String>,
    told: Receiver<String>,
}

impl Default for Saving {
    fn default() -> Self {
        let (sender, told) = channel();
        Self { sender, told }
    }
}

impl Saving {
    /// Begins to save a picture.
    pub fn begin(&self, ctx: &egui::Context, order: Order) {
        self.aside(ctx, order.path.clone(), move || save(&order));
    }

    /// Begins to save a look, which is called after the file.
    pub fn begin_look(&self, ctx: &egui::Context, look: Look, path: PathBuf) {
        self.aside(ctx, path.clone(), move || save_look(look, &path));
    }

    /// Begins to save a sheet.
    pub fn begin_sheet(&self, ctx: &egui::Context, order: SheetOrder, path: PathBuf) {
        self.aside(ctx, path.clone(), move || save_sheet(&order, &path));
    }

    fn aside(&self, ctx: &egui::Context, path: PathBuf, save: impl FnOnce() -> Result<(), String> + Send + 'static) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        let begun = std::thread::Builder::new().name("vanity-save".into()).spawn(move || {
            let text = match save() {
                Ok(()) => say!("Saved as {path}", path = path.display()),
                Err(problem) => say!("Not saved: {problem}", problem = problem),
            };
            // The window may be closed by now.
            let _ = sender.send(text);
            ctx.request_repaint();
        });
        if let Err(error) = begun {
            let _ = self.sender.send(say!("Not saved: {problem}", problem = error));
        }
    }

    /// How the next one went.
    pub fn told(&self) -> Option<String> {
        self.told.try_recv().ok()
    }
}

fn save_sheet(order: &SheetOrder, path: &Path) -> Result<(), String> {
    let composite = &order.composite;
    let read = advisor::look_at(&composite.frame.pixels, &composite.faces);
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
    files::write_atomically(path, &bytes).map_err(|error| format!("{}: {error}", path.display()))
}

fn save(order: &Order) -> Result<(), String> {
    let full = capture::full_picture(&order.source, &order.composite.frame).map_err(|error| error.to_string())?;
    match (full, &order.worn) {
        (Some(photo), Some((look, intensity))) => {
            let mut painter =
                StillPainter::new(&order.resources, look, *intensity).map_err(|error| error.to_string())?;
            painter.set_reference(order.card.and_then(|card| card.read(&photo).ok()));
            let composite = painter.paint(Arc::new(photo)).map_err(|error| error.to_string())?;
            write(&composite.made_up, Some(look), &order.path)
        }
        (Some(photo), None) => write(&photo, None, &order.path),
        (None, worn) => write(&order.composite.made_up, worn.as_ref().map(|(look, _)| look), &order.path),
    }
}

/// A PNG gets its look beside the pixels.
fn write(picture: &Pixmap, look: Option<&Look>, path: &Path) -> Result<(), String> {
    let is_png = path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("png"));
    let written = if is_png { gallery::save(path, picture, look) } else { codec::save(path, picture) };
    written.map_err(|error| error.to_string())
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
