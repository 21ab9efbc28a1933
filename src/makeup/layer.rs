//! What a product comes down to: shapes, each inked in one way.

use super::{
    picture::PictureRef,
    pigment::{Amount, Film},
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
pub struct Surface<V = f32> {
    /// Own shine of the skin that is taken away.
    pub matte: V,
    /// Wet highlight.
    pub gloss: V,
    /// Broad highlight in the film's own colour.
    pub metal: V,
    /// Glinting particles.
    pub shimmer: V,
    /// Highlight whose hue turns with the angle.
    pub holo: V,
}

impl Surface {
    /// The skin's own.
    pub const NONE: Self = Self { matte: 0.0, gloss: 0.0, metal: 0.0, shimmer: 0.0, holo: 0.0 };

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

    fn scaled(self, by: f32) -> Self {
        self.map(|value| value * by)
    }
}

impl<V: Amount> Surface<V> {
    /// Each value changed in the same way.
    pub fn map<W>(self, change: impl Fn(V) -> W) -> Surface<W> {
        Surface {
            matte: change(self.matte),
            gloss: change(self.gloss),
            metal: change(self.metal),
            shimmer: change(self.shimmer),
            holo: change(self.holo),
        }
    }

    /// Where `share` (0..=1) of a surface is covered by another one.
    pub fn under(self, upper: Self, share: V) -> Self {
        let mix = |lower: V, upper: V| lower + (upper - lower) * share;
        Self {
            matte: mix(self.matte, upper.matte),
            gloss: mix(self.gloss, upper.gloss),
            metal: mix(self.metal, upper.metal),
            shimmer: mix(self.shimmer, upper.shimmer),
            holo: mix(self.holo, upper.holo),
        }
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
    pub fn ink(&self, color: [u8; 3]) -> Ink {
        match self {
            Self::Shape { ink, .. } => *ink,
            Self::Picture { finish, coverage, .. } => Ink::pigment(&Shade::of(color, 1.0), *finish, *coverage),
        }
    }

    /// Whether both lay on the same, wherever that is.
    pub fn is_inked_as(&self, other: &Self) -> bool {
        self.ink([0; 3]) == other.ink([0; 3])
    }

    /// Whether it makes what it covers count as lip.
    pub fn is_on_lips(&self) -> bool {
        matches!(self, Self::Shape { shape, .. } if shape.kind.is_on_lips())
    }
}
