//! Saving pictures, on a thread of its own: a large photo takes a while.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
};

use crate::{
    capture::{self, SourceSpec},
    export::{self, PictureKind},
    look::Look,
    pipeline::{Composite, StillPainter},
    resources::Resources,
};

/// What is to be saved.
pub struct Order {
    /// What is on the screen.
    pub composite: Arc<Composite>,
    /// Where it comes from: a photo that is shown smaller is saved at its own size.
    pub source: SourceSpec,
    /// What is worn, and how strongly.
    pub worn: Option<(Look, f32)>,
    /// Models and shapes.
    pub resources: Resources,
    /// The file to write.
    pub path: PathBuf,
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
    /// Begins to save.
    pub fn begin(&self, ctx: &egui::Context, order: Order) {
        let (sender, ctx) = (self.sender.clone(), ctx.clone());
        let begun = std::thread::Builder::new().name("vanity-save".into()).spawn(move || {
            let text = match save(&order) {
                Ok(()) => format!("Saved as {}", order.path.display()),
                Err(problem) => format!("Not saved: {problem}"),
            };
            // The window may be closed by now.
            let _ = sender.send(text);
            ctx.request_repaint();
        });
        if let Err(error) = begun {
            let _ = self.sender.send(format!("Not saved: {error}"));
        }
    }

    /// How the next one went.
    pub fn told(&self) -> Option<String> {
        self.told.try_recv().ok()
    }
}

fn save(order: &Order) -> Result<(), String> {
    let full = capture::full_picture(&order.source, &order.composite.frame).map_err(|error| error.to_string())?;
    match (full, &order.worn) {
        (Some(photo), Some((look, intensity))) => {
            let mut painter =
                StillPainter::new(&order.resources, look, *intensity).map_err(|error| error.to_string())?;
            let composite = painter.paint(Arc::new(photo)).map_err(|error| error.to_string())?;
            write(&composite, &order.path)
        }
        (Some(photo), None) => crate::raster::codec::save(&order.path, &photo).map_err(|error| error.to_string()),
        (None, _) => write(&order.composite, &order.path),
    }
}

fn write(composite: &Composite, path: &Path) -> Result<(), String> {
    export::save(composite, PictureKind::MadeUp, path).map_err(|error| error.to_string())
}
