//! What the rules want to know of a look.

use crate::{
    advisor::tone::Tone,
    look::{Eyeshadow, Finish, Look, Product},
    makeup,
    raster::{
        color::linear_from_rgb8,
        difference::{Lab, ciede2000},
    },
    transfer::{boldness::boldness, slots},
};

/// Hue angle of the warmest colours in CIELAB, degrees: golden orange. The coolest are opposite.
const WARMEST: f64 = 65.0;

/// A look, as it would be worn on a skin.
pub(super) struct Worn<'a> {
    pub look: &'a Look,
    /// How much of it is seen from across a room; see [`boldness`].
    pub boldness: f32,
    /// -1 cool to 1 warm: the mean of lips, cheeks and lids, by their chroma; `None` without a colour.
    pub warmth: Option<f64>,
    /// CIELAB of the painted lips, and of the painted cheeks; `None` where there is no such product or the skin is not known.
    pub lips: Option<Lab>,
    pub cheeks: Option<Lab>,
}

impl<'a> Worn<'a> {
    pub(super) fn of(look: &'a Look, tone: Option<&Tone>) -> Self {
        let skin = tone.map(|tone| crate::raster::lab::rgb8_from_lab(tone.lab, crate::raster::lab::Illuminant::D65));
        let on_skin = |product: &Product| {
            let film = makeup::film(product)?;
            Some(Lab::from_linear(film.on(linear_from_rgb8(skin?))))
        };
        let first =
            |wanted: fn(&Product) -> bool| look.products.iter().find(|product| wanted(product)).and_then(on_skin);
        Self {
            look,
            // Of no product at all it is minus nothing.
            boldness: boldness(&slots::ensemble(look)).max(0.0),
            warmth: warmth(look),
            lips: first(|product| matches!(product, Product::Lipstick(_))),
            cheeks: first(|product| matches!(product, Product::Blush(_))),
        }
    }

    /// The drawings of products of a kind.
    pub(super) fn shapes(&self, kind: &str) -> Vec<&str> {
        let named = self.look.products.iter().filter(|product| product.name() == kind);
        named.flat_map(shapes_of).collect()
    }

    /// Whether it has one of these drawings of a kind.
    pub(super) fn has(&self, kind: &str, wanted: &[&str]) -> Option<&str> {
        self.shapes(kind).into_iter().find(|shape| wanted.contains(shape))
    }

    /// The finish of its lipstick.
    pub(super) fn lip_finish(&self) -> Option<Finish> {
        self.look.products.iter().find_map(|product| match product {
            Product::Lipstick(lipstick) => Some(lipstick.finish),
            _ => None,
        })
    }

    /// The finish of its base.
    pub(super) fn base_finish(&self) -> Option<Finish> {
        self.look.products.iter().find_map(|product| match product {
            Product::Foundation(base) => Some(base.finish),
            _ => None,
        })
    }
}

/// CIEDE2000 between a painted place and the skin.
pub(super) fn apart(tone: &Tone, painted: Lab) -> f64 {
    ciede2000(painted, Lab(tone.lab))
}

fn shapes_of(product: &Product) -> Vec<&str> {
    match product {
        Product::Eyeshadow(Eyeshadow { zones }) => zones.iter().map(|zone| zone.shape.as_str()).collect(),
        other => other.shape().into_iter().collect(),
    }
}

fn warmth(look: &Look) -> Option<f64> {
    let colored = |product: &&Product| {
        matches!(product, Product::Lipstick(_) | Product::Blush(_) | Product::Eyeshadow(_) | Product::Bronzer(_))
    };
    let (mut sum, mut weight) = (0.0, 0.0);
    for product in look.products.iter().filter(colored) {
        for color in product.colors() {
            let Lab([_, a, b]) = Lab::from_linear(linear_from_rgb8(color));
            let strength = a.hypot(b) * f64::from(product.coverage());
            sum += strength * (b.atan2(a).to_degrees() - WARMEST).to_radians().cos();
            weight += strength;
        }
    }
    // Most makeup is red, between both: what is usual counts as neither.
    (weight > 1.0).then(|| ((sum / weight - USUAL.0) / USUAL.1).clamp(-1.0, 1.0))
}

/// Mean of that cosine over the built-in looks, and the distance that counts as clearly warmer or cooler.
const USUAL: (f64, f64) = (0.78, 0.25);
