//! Layers laid on while the film is still wet: eight texels at once, in full precision, packed for the atlas when it has dried.

use std::{array, sync::Arc};

use wide::f32x8;

use super::{
    atlas::Texel,
    layer::{Ink, Layer, Surface},
    picture::PictureMask,
    pigment::Film,
    shape::ShapeMask,
};

/// Texels that are painted at once.
const LANES: usize = 8;

/// What a layer covers of a page.
pub enum Drawn {
    /// A shape, which has no colour of its own.
    Shape(Arc<ShapeMask>),
    /// A picture.
    Picture(Arc<PictureMask>),
}

/// A layer, and what it covers of a page.
pub type Stroke<'a> = (&'a Layer, &'a Drawn);

/// What a layer leaves on neighbouring texels.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Marks {
    /// Share that is covered, 0..=255.
    share: [u8; LANES],
    /// What a picture has there.
    color: [[u8; 3]; LANES],
}

impl Marks {
    /// Whether there is any.
    pub fn any(&self) -> bool {
        self.share != [0; LANES]
    }
}

impl Drawn {
    /// The marks on so many texels (at most [`LANES`]) from the one at `start` on; beyond them there are none.
    fn marks(&self, start: usize, count: usize) -> Marks {
        let mut marks = Marks::default();
        match self {
            Self::Shape(mask) => marks.share[..count].copy_from_slice(&mask.share[start..start + count]),
            Self::Picture(mask) => {
                for (lane, &[r, g, b, share]) in mask[start..start + count].iter().enumerate() {
                    (marks.color[lane], marks.share[lane]) = ([r, g, b], share);
                }
            }
        }
        marks
    }
}

/// Paints a row of a page whose first texel is at `start`, where the marks that all strokes leave are `wanted`. Neighbours are often covered
/// alike, and then look alike.
pub fn paint(row: &mut [Texel], start: usize, strokes: &[Stroke<'_>], wanted: impl Fn(&[Marks]) -> bool) {
    let (mut marks, mut before) = (vec![Marks::default(); strokes.len()], vec![Marks::default(); strokes.len()]);
    let mut painted = [Texel::NEUTRAL; LANES];
    for (texels, start) in row.chunks_mut(LANES).zip((start..).step_by(LANES)) {
        marks.iter_mut().zip(strokes).for_each(|(marks, (_, drawn))| *marks = drawn.marks(start, texels.len()));
        if wanted(&marks) {
            if marks != before {
                painted = covered(strokes, &marks);
                before.copy_from_slice(&marks);
            }
            texels.copy_from_slice(&painted[..texels.len()]);
        }
    }
}

/// What the layers come to where each leaves its marks.
fn covered(strokes: &[Stroke<'_>], marks: &[Marks]) -> [Texel; LANES] {
    let mut wet = None;
    for ((layer, _), marks) in strokes.iter().zip(marks).filter(|(_, marks)| marks.any()) {
        wet.get_or_insert_with(Wet::bare).lay(layer, marks);
    }
    wet.map_or([Texel::NEUTRAL; LANES], |wet| wet.dry())
}

/// Share of the surface that is hidden where a shape's mask gives `share`, both 0..=1. The soft edge of a stroke is a thinner layer rather
/// than gaps in a full one, and a layer half as thick hides more than half; without that thin lines would look thinner than drawn.
fn hidden(share: f32x8) -> f32x8 {
    let bare = f32x8::ONE - share;
    f32x8::ONE - bare * bare.sqrt()
}

/// Texels while layers are laid onto them.
struct Wet {
    film: Film<f32x8>,
    skin_match: f32x8,
    surface: Surface<f32x8>,
    lip: f32x8,
}

impl Wet {
    fn bare() -> Self {
        Self {
            film: splat(Film::CLEAR),
            skin_match: f32x8::ZERO,
            surface: Surface::NONE.map(f32x8::splat),
            lip: f32x8::ZERO,
        }
    }

    /// Lays a layer on where it leaves marks.
    fn lay(&mut self, layer: &Layer, marks: &Marks) {
        let share = hidden(f32x8::from(marks.share.map(f32::from)) / f32x8::splat(255.0));
        let (film, Ink { skin_match, surface, .. }) = match layer {
            Layer::Shape { ink, .. } => ((ink.film != Film::CLEAR).then(|| splat(ink.film)), *ink),
            // Only the film goes with a picture's colours.
            Layer::Picture { .. } => {
                let inks = marks.color.map(|color| layer.ink(color));
                (Some(gathered(&inks.map(|ink| ink.film))), inks[0])
            }
        };
        if let Some(film) = film {
            self.film = film.covering(share).over(self.film);
        }
        self.skin_match = self.skin_match.max(share * skin_match);
        // A finish replaces the one beneath it: gloss over matte is glossy.
        self.surface = self.surface.under(surface.map(f32x8::splat), share);
        if layer.is_on_lips() {
            self.lip = self.lip.max(share);
        }
    }

    /// Packed for the atlas.
    fn dry(&self) -> [Texel; LANES] {
        let (film, surface) = (&self.film, &self.surface);
        let mut values = [f32x8::ZERO; 16];
        values[Texel::TOP..][..3].copy_from_slice(&film.top);
        values[Texel::TWO_WAY..][..3].copy_from_slice(&film.two_way);
        values[Texel::UNDER..][..3].copy_from_slice(&film.under);
        values[Texel::SKIN_MATCH] = self.skin_match;
        values[Texel::GLOSS] = surface.gloss;
        values[Texel::MATTE] = surface.matte;
        values[Texel::LIP] = self.lip;
        values[Texel::METAL] = surface.metal;
        values[Texel::SHIMMER] = surface.shimmer;
        values[Texel::HOLO] = surface.holo;
        Texel::of(values)
    }
}

fn splat(film: Film) -> Film<f32x8> {
    let of = |values: [f32; 3]| values.map(f32x8::splat);
    Film { top: of(film.top), two_way: of(film.two_way), under: of(film.under) }
}

fn gathered(films: &[Film; LANES]) -> Film<f32x8> {
    let of = |values: fn(&Film) -> &[f32; 3]| {
        array::from_fn(|channel| f32x8::from(films.each_ref().map(|film| values(film)[channel])))
    };
    Film { top: of(|film| &film.top), two_way: of(|film| &film.two_way), under: of(|film| &film.under) }
}
