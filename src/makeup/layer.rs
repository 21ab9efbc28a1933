//! What a product comes down to: shapes, each inked in one way.

use super::{
    atlas::Texel,
    picture::PictureRef,
    pigment::Film,
    shape::{ShapeKind, ShapeRef},
};
use crate::look::{Finish, Shade, Side};

/// One shape in one ink, or a picture in its own colours.
#[derive(Debug, Clone)]
pub enum Layer {
    /// A shape is inked the same all over.
    Shape {
        /// Where.
        shape: ShapeRef,
        /// With what.
        ink: Ink,
    },
    /// A picture has an ink of its own in every texel.
    Picture {
        /// Which.
        picture: PictureRef,
        /// How the surface reflects.
        finish: Finish,
        /// How much is laid on, 0..=1 of a full layer.
        coverage: f32,
    },
}

/// What is laid on. Everything but the film is 0..=1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink {
    /// Pigment.
    pub film: Film,
    /// Share of the ground that is evened towards the wearer's own skin.
    pub skin_match: f32,
    /// How the surface reflects.
    pub surface: Surface,
}

/// How a dry layer reflects, beyond its pigment. All 0..=1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Surface {
    /// Own shine of the skin that is taken away.
    pub matte: f32,
    /// Wet highlight.
    pub gloss: f32,
    /// Broad highlight in the film's own colour.
    pub metal: f32,
    /// Glinting particles.
    pub shimmer: f32,
    /// Highlight whose hue turns with the angle.
    pub holo: f32,
}

impl Surface {
    /// The skin's own.
    const NONE: Self = Self { matte: 0.0, gloss: 0.0, metal: 0.0, shimmer: 0.0, holo: 0.0 };

    const fn of(finish: Finish) -> Self {
        let bare = Self::NONE;
        match finish {
            Finish::Matte => Self { matte: 0.85, ..bare },
            Finish::Satin => Self { gloss: 0.12, ..bare },
            Finish::Sheer => Self { gloss: 0.25, ..bare },
            Finish::Gloss => Self { gloss: 1.0, ..bare },
            Finish::Shimmer => Self { shimmer: 1.0, gloss: 0.08, ..bare },
            Finish::Metallic => Self { metal: 1.0, shimmer: 0.25, ..bare },
            Finish::Holographic => Self { holo: 1.0, shimmer: 0.4, ..bare },
        }
    }

    fn map(self, other: Self, of: impl Fn(f32, f32) -> f32) -> Self {
        Self {
            matte: of(self.matte, other.matte),
            gloss: of(self.gloss, other.gloss),
            metal: of(self.metal, other.metal),
            shimmer: of(self.shimmer, other.shimmer),
            holo: of(self.holo, other.holo),
        }
    }

    fn scaled(self, by: f32) -> Self {
        self.map(self, |value, _| value * by)
    }
}

/// A sheer layer has this share of another one's pigment.
const SHEER_PIGMENT: f32 = 0.5;

impl Ink {
    /// A shade in a finish. `coverage` is 0..=1 of a full layer.
    pub fn pigment(shade: &Shade, finish: Finish, coverage: f32) -> Self {
        let thickness = if finish == Finish::Sheer { coverage * SHEER_PIGMENT } else { coverage };
        let surface = Surface::of(finish).scaled((coverage * SURFACE_COMES_FIRST).min(1.0));
        Self { film: Film::of_shade(shade, thickness), skin_match: 0.0, surface }
    }

    /// No pigment: the skin is evened towards the wearer's own. `coverage` is 0..=1.
    pub fn matching(finish: Finish, coverage: f32) -> Self {
        let surface = Surface::of(finish).scaled(coverage * THIN_SURFACE);
        Self { film: Film::CLEAR, skin_match: coverage, surface }
    }
}

/// A thin layer already has its finish: this many times the coverage.
const SURFACE_COMES_FIRST: f32 = 2.0;
/// A skin-coloured film hardly covers pores: share of its finish that shows.
const THIN_SURFACE: f32 = 0.5;

impl Layer {
    /// A layer of one shape.
    pub fn new(kind: ShapeKind, name: &str, side: Side, ink: Ink) -> Self {
        Self::Shape { shape: ShapeRef { kind, name: name.into(), side, blur: 0 }, ink }
    }

    /// The ink where a picture has this colour; a shape has one ink for all.
    fn ink(&self, color: [u8; 3]) -> Ink {
        match self {
            Self::Shape { ink, .. } => *ink,
            Self::Picture { finish, coverage, .. } => Ink::pigment(&Shade::of(color, 1.0), *finish, *coverage),
        }
    }

    /// Whether both lay on the same, wherever that is.
    pub fn is_inked_as(&self, other: &Self) -> bool {
        self.ink([0; 3]) == other.ink([0; 3])
    }

    fn is_on_lips(&self) -> bool {
        matches!(self, Self::Shape { shape, .. } if shape.kind.is_on_lips())
    }
}

/// Share of the surface that is hidden where a shape's mask gives `share`, both 0..=1. The soft edge of a stroke is a thinner layer rather
/// than gaps in a full one, and a layer half as thick hides more than half; without that thin lines would look thinner than drawn.
fn hidden(share: f32) -> f32 {
    let bare = 1.0 - share;
    1.0 - bare * bare.max(0.0).sqrt()
}

/// A texel while layers are laid onto it, in full precision.
#[derive(Debug, Clone, Copy)]
pub struct Wet {
    film: Film,
    skin_match: f32,
    surface: Surface,
    lip: f32,
}

impl Wet {
    /// Bare.
    pub const BARE: Self = Self { film: Film::CLEAR, skin_match: 0.0, surface: Surface::NONE, lip: 0.0 };

    /// Lays a layer on; `share` (0..=1) of the texel is covered. `color` is what a picture has there.
    pub fn lay(&mut self, layer: &Layer, color: [u8; 3], share: f32) {
        let ink = layer.ink(color);
        let share = hidden(share);
        if ink.film != Film::CLEAR {
            let laid = ink.film.covering(share);
            self.film = if self.film == Film::CLEAR { laid } else { laid.over(self.film) };
        }
        self.skin_match = self.skin_match.max(ink.skin_match * share);
        // A finish replaces the one beneath it: gloss over matte is glossy.
        self.surface = self.surface.map(ink.surface, |from, to| from + (to - from) * share);
        if layer.is_on_lips() {
            self.lip = self.lip.max(share);
        }
    }

    /// Packed for the atlas.
    pub fn dry(&self) -> Texel {
        let (film, surface) = (&self.film, &self.surface);
        let mut values = [0.0; 16];
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
