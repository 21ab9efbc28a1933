//! Frame, faces and atlas to a composite: the per-frame pixel loop. Knows nothing of looks or models.
//!
//! For each face: read the light (`light`), lay the mesh out as flat facets (`facets`), guard what is never painted (`guard`), then
//! walk the rows once in parallel bands (`bands`), each painted pixel shaded on its own (`shade`). The cost follows the painted
//! pixels, not the number of products. `explain` lays over a picture what is known of its faces; no composite holds it.

mod backdrop;
mod bands;
mod brows;
mod evening;
pub mod explain;
mod facets;
mod front;
mod guard;
mod hair;
mod lenses;
mod light;
mod lighting;
mod pixel;
mod pool;
mod recolor;
mod reference;
mod rows;
mod shade;
mod teeth;

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use rayon::prelude::*;

use crate::{
    face::{self, Face},
    inference::InferenceError,
    makeup::Atlas,
    raster::Pixmap,
};
pub use facets::front_facing;
pub use light::skin_depth;
pub use lighting::Lighting;
pub use recolor::{ColorGrid, LEVELS, Recolor};
pub use reference::{Card, NoReference, Reference};

use bands::Painting;
use light::{Light, Wearer};
use pool::Pool;
use recolor::Ground;

/// Lays an atlas onto faces. Keeps its buffers, and what it learnt of each person's skin, between frames.
#[derive(Default)]
pub struct Compositor {
    pool: Pool,
    wearers: HashMap<u64, Wearer>,
    passes: PassTimes,
    reference: Option<Reference>,
    recolor: Option<Box<dyn Recolor>>,
    fault: Option<InferenceError>,
}

impl std::fmt::Debug for Compositor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Compositor")
    }
}

/// How long the screen-space passes of one frame took, all faces together; zero where the look has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PassTimes {
    /// Hair dye.
    pub hair: Duration,
    /// Tinting brow hairs.
    pub brows: Duration,
    /// Evening out skin, and lifting shadows under the eyes.
    pub smoothing: Duration,
    /// Contact lenses.
    pub lenses: Duration,
    /// Whitening teeth.
    pub teeth: Duration,
    /// Carrying a photo's look over.
    pub photo: Duration,
}

impl PassTimes {
    /// All of them.
    pub fn total(&self) -> Duration {
        self.hair + self.brows + self.smoothing + self.lenses + self.teeth + self.photo
    }
}

impl Compositor {
    /// With empty buffers.
    pub fn new() -> Self {
        Self::default()
    }

    /// A copy of `frame` with every face wearing `atlas` at `intensity` (0..=1). Pixels that nothing paints are copied to the bit.
    ///
    /// Faces are in pixels of `frame`. The picture comes from a small pool: dropping it gives its buffer back.
    pub fn compose<'a>(&mut self, frame: &Pixmap, faces: &'a [Face], atlas: &'a Atlas, intensity: f32) -> Arc<Pixmap> {
        self.fault = None;
        let Self { pool, wearers, reference, recolor, .. } = self;
        // The network goes on from the products in full; all of it is faded afterwards.
        let beyond = atlas.passes.photo.is_some() && recolor.is_some();
        // Copying waits for memory, the rest for the processor: together they take as long as one of them.
        let (mut picture, paintings) = rayon::join(
            || pool.copy_of(frame),
            || {
                let white = light::frame_white(frame);
                let witness =
                    |face: &Face| light::Witness { white, card: *reference, known: wearers.get(&face.track).copied() };
                let painting = |face: &'a Face| {
                    let shown = intensity.clamp(0.0, 1.0) * face.presence;
                    let strength = if beyond && shown > 0.0 { 1.0 } else { shown };
                    let light = || Light::read(frame, face, witness(face));
                    Painting::new(frame, face, light, atlas, [strength, shown])
                };
                faces.par_iter().map(painting).collect::<Vec<_>>()
            },
        );
        self.passes = PassTimes::default();
        for painting in paintings.iter().filter(|painting| painting.shown > 0.0) {
            self.make_up(&mut picture, frame, painting);
        }
        self.wearers = paintings.iter().map(|painting| (painting.face.track, painting.light.wearer)).collect();
        self.pool.hand_out(picture)
    }

    /// What a card in the picture has said of the light; `None` goes back to the eyes' whites and the frame's.
    pub fn set_reference(&mut self, reference: Option<Reference>) {
        self.reference = reference;
    }

    /// Whoever knows what a photo's look does to a face; without one, looks are worn without theirs.
    pub fn set_recolor(&mut self, recolor: Box<dyn Recolor>) {
        self.recolor = Some(recolor);
    }

    /// Why a photo's look was left out of the newest picture, if it was; told once.
    pub fn take_fault(&mut self) -> Option<InferenceError> {
        self.fault.take()
    }

    /// How deep the skin of the largest of the newest picture's faces is ([`skin_depth`]); `None` where it was not made up.
    pub fn skin_depth(&self, faces: &[Face]) -> Option<f32> {
        self.wearers.get(&face::largest(faces)?.track).map(Wearer::depth)
    }

    /// How long the passes of the newest picture took.
    pub fn passes(&self) -> PassTimes {
        self.passes
    }

    /// Skin is retouched before it is painted; what is not painted over comes last.
    fn make_up(&mut self, picture: &mut Pixmap, frame: &Pixmap, painting: &Painting<'_>) {
        let Painting { face, light, strength, shown, .. } = painting;
        let (passes, front) = (&painting.atlas.passes, painting.front.as_ref());
        let before = (shown < strength).then(|| picture.clone());
        if passes.smoothing.max(passes.under_eye) > 0.0 {
            let (smoothing, under_eye) = (strength * passes.smoothing, strength * passes.under_eye);
            timed(&mut self.passes.smoothing, || evening::even_out(picture, face, light, smoothing, under_eye));
        }
        painting.onto(picture);
        if passes.brows != [None, None] {
            let tints = &passes.brows;
            timed(&mut self.passes.brows, || brows::tint(picture, frame, face, front, light, tints, *strength));
        }
        if let Some((photo, recolor)) = passes.photo.as_ref().zip(self.recolor.as_mut()) {
            timed(&mut self.passes.photo, || {
                let light = light.at_white();
                match recolor.grid(picture, face, light, &photo.code) {
                    Ok(grid) => recolor::carry_over(picture, &Ground { face, front, light }, &grid, photo.share),
                    Err(error) => self.fault = Some(error),
                }
            });
        }
        if let Some(before) = before {
            recolor::fade(picture, &before, *shown);
        }
        if passes.teeth > 0.0 {
            timed(&mut self.passes.teeth, || teeth::whiten(picture, face, front, light, shown * passes.teeth));
        }
        if passes.lenses != [None, None] {
            let lenses = &passes.lenses;
            timed(&mut self.passes.lenses, || lenses::put_in(picture, face, front, light, lenses, *shown));
        }
        if !passes.hair.is_empty() {
            timed(&mut self.passes.hair, || hair::dye(picture, frame, face, light, &passes.hair, *shown));
        }
    }
}

fn timed(total: &mut Duration, work: impl FnOnce()) {
    let started = Instant::now();
    work();
    *total += started.elapsed();
}
