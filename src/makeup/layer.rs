//! What a product comes down to: shapes, each inked in one way.

use super::{
    atlas::Texel,
    pigment::Film,
    shape::{ShapeKind, ShapeRef},
};
use crate::look::{Finish, Shade};

/// One shape in one ink.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Where.
    pub shape: ShapeRef,
    /// With what.
    pub ink: Ink,
}

/// What is laid on.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    /// Pigment.
    pub film: Film,
    /// Share of the ground that is evened towards the wearer's own skin, 0..=1.
    pub skin_match: f32,
    /// Wet highlight, 0..=1.
    pub gloss: f32,
    /// Own shine taken away, 0..=1.
    pub matte: f32,
}

impl Ink {
    /// A shade in a finish. `coverage` is 0..=1 of a full layer.
    pub fn pigment(shade: &Shade, finish: Finish, coverage: f32) -> Self {
        let film = Film::of_shade(shade, coverage);
        let presence = (coverage * 2.0).min(1.0);
        match finish {
            Finish::Matte => Self { film, skin_match: 0.0, gloss: 0.0, matte: 0.85 * presence },
            Finish::Satin => Self { film, skin_match: 0.0, gloss: 0.12 * presence, matte: 0.0 },
            Finish::Gloss => Self { film, skin_match: 0.0, gloss: presence, matte: 0.0 },
        }
    }
}

impl Layer {
    /// A layer of one shape.
    pub fn new(kind: ShapeKind, name: &str, ink: Ink) -> Self {
        Self { shape: ShapeRef { kind, name: name.into(), blur: 0 }, ink }
    }
}

/// A texel while layers are laid onto it, in full precision.
#[derive(Debug, Clone, Copy)]
pub struct Wet {
    film: Film,
    skin_match: f32,
    gloss: f32,
    matte: f32,
    lip: f32,
}

impl Wet {
    /// Bare.
    pub const BARE: Self = Self { film: Film::CLEAR, skin_match: 0.0, gloss: 0.0, matte: 0.0, lip: 0.0 };

    /// Lays a layer on; `share` (0..=1) of the texel is covered.
    pub fn lay(&mut self, layer: &Layer, share: f32) {
        let ink = &layer.ink;
        if ink.film != Film::CLEAR {
            self.film = ink.film.covering(share).over(self.film);
        }
        let mix = |from: f32, to: f32| from + (to - from) * share;
        self.skin_match = self.skin_match.max(ink.skin_match * share);
        // A finish replaces the one beneath it: gloss over matte is glossy.
        self.gloss = mix(self.gloss, ink.gloss);
        self.matte = mix(self.matte, ink.matte);
        if layer.shape.kind == ShapeKind::Lips {
            self.lip = self.lip.max(share);
        }
    }

    /// Packed for the atlas.
    pub fn dry(&self) -> Texel {
        let byte = |value: f32| (value * 255.0 + 0.5) as u8;
        let mut texel = [0u8; 16];
        for c in 0..3 {
            texel[Texel::TOP + c] = byte(self.film.top[c].max(0.0).sqrt());
            texel[Texel::TRANSMISSION + c] = byte(self.film.transmission[c]);
            texel[Texel::UNDER + c] = byte(self.film.under[c].max(0.0).sqrt());
        }
        texel[Texel::SKIN_MATCH] = byte(self.skin_match);
        texel[Texel::GLOSS] = byte(self.gloss);
        texel[Texel::MATTE] = byte(self.matte);
        texel[Texel::LIP] = byte(self.lip);
        Texel(texel)
    }
}
