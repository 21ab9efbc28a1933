//! What a look changes beyond the painted skin: hair, brow hairs, lenses, teeth and retouching. It is worked out in the frame, not in UV space.

use crate::{
    look::{HairColor, HairShape, Lenses, Look, Product, Side, Stroke},
    raster::color::linear_from_rgb8,
};

/// Share of a brow hair's own colour that a full stroke of pencil or gel replaces.
const FULL_TINT: f32 = 0.7;

/// Everything in a look that is not painted on the skin. Strengths are 0..=1, colours linear light.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passes {
    /// Dyes, first laid on first.
    pub hair: Vec<Dye>,
    /// The tint of the brow hairs on the picture's left, and of those on its right.
    pub brows: [Option<Tint>; 2],
    /// The lens in the eye on the picture's left, and in the one on its right.
    pub lenses: [Option<Lens>; 2],
    /// How far teeth are whitened.
    pub teeth: f32,
    /// How far blotches are evened out.
    pub smoothing: f32,
    /// How far shadows under the eyes are lifted.
    pub under_eye: f32,
    /// The look of a photo, beyond what is painted.
    pub photo: Option<Photo>,
}

/// The look of a photo.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// What `makeup_transfer` understands.
    pub code: Vec<f32>,
    /// How far from what is painted to the photo's own look.
    pub share: f32,
}

/// One hair dye.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dye {
    /// Which hair.
    pub shape: HairShape,
    /// Colour of a dyed strand.
    pub color: [f32; 3],
    /// Share of the strand's own colour that it replaces.
    pub hides: f32,
}

/// What brow hairs are tinted with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tint {
    /// Colour of a tinted hair.
    pub color: [f32; 3],
    /// Colour of one on the deepest skin.
    pub deep: [f32; 3],
    /// Share of the hair's own colour that it replaces.
    pub hides: f32,
}

/// One contact lens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lens {
    /// Colour of the print.
    pub color: [f32; 3],
    /// Share of the iris's own colour that the print replaces.
    pub hides: f32,
    /// Strength of the dark ring at the edge.
    pub ring: f32,
}

impl Passes {
    /// What of a look is not painted on the skin.
    pub fn of(look: &Look) -> Self {
        let mut passes = Self::default();
        for product in &look.products {
            match product {
                Product::Hair(hair) => passes.hair.push(Dye::of(hair)),
                Product::Brows(brows) => passes.tint(brows),
                Product::Lenses(lenses) => passes.put_in(lenses),
                Product::Teeth(retouch) => passes.teeth = passes.teeth.max(retouch.coverage),
                Product::Smoothing(retouch) => passes.smoothing = passes.smoothing.max(retouch.coverage),
                Product::UnderEye(retouch) => passes.under_eye = passes.under_eye.max(retouch.coverage),
                Product::Photo(photo) if photo.coverage > 0.0 => {
                    passes.photo = Some(Photo { code: photo.code.clone(), share: photo.coverage });
                }
                _ => {}
            }
        }
        passes
    }

    /// Nothing is changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn put_in(&mut self, lenses: &Lenses) {
        let lens = Lens {
            color: linear_from_rgb8(lenses.shade.color),
            hides: lenses.shade.opacity * lenses.coverage,
            ring: lenses.ring * lenses.coverage,
        };
        put_on(&mut self.lenses, lenses.side, lens);
    }

    fn tint(&mut self, brows: &Stroke) {
        let hides = brows.shade.opacity * brows.coverage * FULL_TINT;
        let [color, deep] = [0.0, 1.0].map(|depth| linear_from_rgb8(brows.shade.on(depth)));
        put_on(&mut self.brows, brows.side, Tint { color, deep, hides });
    }
}

/// The wearer's right is on the picture's left.
fn put_on<T: Copy>([left, right]: &mut [Option<T>; 2], side: Side, thing: T) {
    match side {
        Side::Both => (*left, *right) = (Some(thing), Some(thing)),
        Side::Right => *left = Some(thing),
        Side::Left => *right = Some(thing),
    }
}

impl Dye {
    fn of(hair: &HairColor) -> Self {
        Self { shape: hair.shape, color: linear_from_rgb8(hair.shade.color), hides: hair.shade.opacity * hair.coverage }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::{Retouch, Shade};

    #[test]
    fn a_lens_goes_into_the_wearers_own_eye() {
        let shade = Shade::of([0, 0, 255], 0.5);
        let lenses = Lenses { shade, ring: 1.0, coverage: 0.8, side: Side::Left };
        let look = Look {
            id: "blue".into(),
            name: "Blue".into(),
            family: "test".into(),
            description: String::new(),
            tags: Vec::new(),
            products: vec![Product::Lenses(lenses), Product::Teeth(Retouch::of(0.4))],
        };
        let passes = Passes::of(&look);
        let lens = passes.lenses[1].expect("the wearer's left eye is on the picture's right");
        assert!(passes.lenses[0].is_none());
        assert_eq!((lens.hides, lens.ring, passes.teeth), (0.4, 0.8, 0.4));
        assert!(!passes.is_empty() && Passes::default().is_empty());
    }
}
