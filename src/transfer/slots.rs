//! What of a look is read off a picture: one slot for each thing a makeup artist would name.
//!
//! A slot fixes what a picture cannot tell. How opaque a product is and how much of it was laid on look alike, so that each slot has one
//! opacity, and the coverage says the rest.

use crate::look::{Area, Base, Eyeshadow, Finish, Lipstick, Look, Product, Shade, Side, Stroke};

/// What a drawing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Matched to the wearer: it has no colour of its own.
    Foundation,
    /// Shadow.
    Contour,
    /// Warmth.
    Bronzer,
    /// Cheeks.
    Blush,
    /// Light.
    Highlighter,
    /// Brows.
    Brows,
    /// One zone of an eyeshadow.
    Eyeshadow,
    /// A line along the lashes.
    Eyeliner,
    /// Mascara or false lashes.
    Lashes,
    /// A line around the lips.
    LipLiner,
    /// Lips.
    Lipstick,
}

/// One thing that a face may wear.
#[derive(Debug)]
pub struct Slot {
    /// Plain words, lower-case; also its key in documents.
    pub name: &'static str,
    /// The drawings that it is told apart by.
    pub shapes: &'static [(Kind, &'static str)],
    /// The finishes that it is told apart by.
    pub finishes: &'static [Finish],
    /// Opacity of its shade, 0..=1.
    pub opacity: f32,
}

use Kind as K;

/// Slots, in the order in which they are laid on.
pub const SLOTS: [Slot; 15] = [
    Slot {
        name: "foundation",
        shapes: &[(K::Foundation, "full")],
        finishes: &[Finish::Matte, Finish::Satin],
        opacity: 0.0,
    },
    Slot {
        name: "contour",
        shapes: &[
            (K::Contour, "cheeks"),
            (K::Contour, "nose"),
            (K::Contour, "full"),
            (K::Bronzer, "cheeks"),
            (K::Bronzer, "sun"),
        ],
        finishes: &[Finish::Matte],
        opacity: 0.7,
    },
    Slot {
        name: "blush",
        shapes: &[
            (K::Blush, "apple"),
            (K::Blush, "draped"),
            (K::Blush, "lifted"),
            (K::Blush, "sun-kissed"),
            (K::Blush, "under-eye"),
        ],
        finishes: &[Finish::Matte, Finish::Satin],
        opacity: 0.7,
    },
    Slot {
        name: "highlighter",
        shapes: &[(K::Highlighter, "cheekbones"), (K::Highlighter, "nose"), (K::Highlighter, "full")],
        finishes: &[Finish::Shimmer, Finish::Gloss, Finish::Metallic],
        opacity: 0.7,
    },
    Slot {
        name: "brows",
        shapes: &[
            (K::Brows, "natural"),
            (K::Brows, "soft-arch"),
            (K::Brows, "defined"),
            (K::Brows, "bold"),
            (K::Brows, "feathered"),
            (K::Brows, "laminated"),
        ],
        finishes: &[Finish::Matte],
        opacity: 0.85,
    },
    Slot {
        name: "lid shadow",
        shapes: &[(K::Eyeshadow, "wash"), (K::Eyeshadow, "lid"), (K::Eyeshadow, "gradient"), (K::Eyeshadow, "smoky")],
        finishes: &[Finish::Matte, Finish::Satin, Finish::Shimmer, Finish::Metallic],
        opacity: 0.85,
    },
    Slot {
        name: "crease shadow",
        shapes: &[(K::Eyeshadow, "crease"), (K::Eyeshadow, "cut-crease")],
        finishes: &[Finish::Matte, Finish::Satin],
        opacity: 0.85,
    },
    Slot {
        name: "outer shadow",
        shapes: &[(K::Eyeshadow, "outer-corner"), (K::Eyeshadow, "halo-ends")],
        finishes: &[Finish::Matte, Finish::Satin],
        opacity: 0.85,
    },
    Slot {
        name: "lid light",
        shapes: &[(K::Eyeshadow, "lid-centre"), (K::Eyeshadow, "inner-corner")],
        finishes: &[Finish::Shimmer, Finish::Metallic, Finish::Satin],
        opacity: 0.85,
    },
    Slot {
        name: "lower shadow",
        shapes: &[(K::Eyeshadow, "lower-line")],
        finishes: &[Finish::Matte, Finish::Shimmer],
        opacity: 0.85,
    },
    Slot {
        name: "eyeliner",
        shapes: &[
            (K::Eyeliner, "tight"),
            (K::Eyeliner, "natural"),
            (K::Eyeliner, "smudged"),
            (K::Eyeliner, "classic-wing"),
            (K::Eyeliner, "cat-eye"),
            (K::Eyeliner, "siren"),
            (K::Eyeliner, "puppy"),
            (K::Eyeliner, "double-wing"),
            (K::Eyeliner, "graphic"),
        ],
        finishes: &[Finish::Matte],
        opacity: 1.0,
    },
    Slot {
        name: "lower liner",
        shapes: &[(K::Eyeliner, "lower"), (K::Eyeliner, "inner-rim")],
        finishes: &[Finish::Matte],
        opacity: 1.0,
    },
    Slot {
        name: "lashes",
        shapes: &[
            (K::Lashes, "natural"),
            (K::Lashes, "length"),
            (K::Lashes, "volume"),
            (K::Lashes, "doll"),
            (K::Lashes, "cat-eye"),
            (K::Lashes, "wispy"),
            (K::Lashes, "clusters"),
            (K::Lashes, "strip"),
        ],
        finishes: &[Finish::Matte],
        opacity: 1.0,
    },
    Slot {
        name: "lip liner",
        shapes: &[(K::LipLiner, "natural"), (K::LipLiner, "over")],
        finishes: &[Finish::Matte],
        opacity: 0.9,
    },
    Slot {
        name: "lipstick",
        shapes: &[(K::Lipstick, "full")],
        finishes: &[Finish::Matte, Finish::Satin, Finish::Gloss, Finish::Metallic],
        opacity: 0.9,
    },
];

/// What is worn in one slot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worn {
    /// Index into the slot's shapes.
    pub shape: usize,
    /// Index into the slot's finishes.
    pub finish: usize,
    /// The product's own colour, sRGB.
    pub color: [u8; 3],
    /// 0..=1 of a full layer.
    pub coverage: f32,
    /// Softness of a lipstick's edge, 0..=1; 0 for everything else.
    pub blur: f32,
}

impl Slot {
    /// What its drawings belong to; of two kinds that share a slot, the first.
    pub fn kind(&self) -> Kind {
        self.shapes[0].0
    }

    /// The part of the face that it is worn on.
    pub fn area(&self) -> Area {
        self.product(&Worn { shape: 0, finish: 0, color: [0; 3], coverage: 0.0, blur: 0.0 }).area()
    }

    /// The product; zones of an eyeshadow are one each.
    pub fn product(&self, worn: &Worn) -> Product {
        let (kind, shape) = self.shapes[worn.shape];
        let finish = self.finishes[worn.finish];
        let shade = Shade::of(worn.color, self.opacity);
        let (coverage, side) = (worn.coverage, Side::Both);
        let stroke = || Stroke { shape: shape.into(), shade: shade.clone(), coverage, finish, side };
        match kind {
            Kind::Foundation => Product::Foundation(Base { shape: shape.into(), shade: None, coverage, finish, side }),
            Kind::Contour => Product::Contour(stroke()),
            Kind::Bronzer => Product::Bronzer(stroke()),
            Kind::Blush => Product::Blush(stroke()),
            Kind::Highlighter => Product::Highlighter(stroke()),
            Kind::Brows => Product::Brows(stroke()),
            Kind::Eyeshadow => Product::Eyeshadow(Eyeshadow { zones: vec![stroke()] }),
            Kind::Eyeliner => Product::Eyeliner(stroke()),
            Kind::Lashes => Product::Lashes(stroke()),
            Kind::LipLiner => Product::LipLiner(stroke()),
            Kind::Lipstick => {
                Product::Lipstick(Lipstick { shade, second: None, coverage, blur: worn.blur, finish, side })
            }
        }
    }
}

/// What is worn in each slot of [`SLOTS`].
pub type Ensemble = [Option<Worn>; SLOTS.len()];

/// The products of an ensemble, first laid on first; the zones around the eyes are one eyeshadow.
pub fn products(ensemble: &Ensemble) -> Vec<Product> {
    let mut products: Vec<Product> = Vec::new();
    for (slot, worn) in SLOTS.iter().zip(ensemble) {
        let Some(product) = worn.as_ref().map(|worn| slot.product(worn)) else { continue };
        match (products.last_mut(), product) {
            (Some(Product::Eyeshadow(shadow)), Product::Eyeshadow(zone)) => shadow.zones.extend(zone.zones),
            (_, product) => products.push(product),
        }
    }
    products
}

/// What a look wears in each slot; of several products for one slot, the last. What has no slot is left out.
pub fn ensemble(look: &Look) -> Ensemble {
    let mut ensemble = [None; SLOTS.len()];
    for (kind, shape, shade, coverage, finish, blur) in look.products.iter().flat_map(parts) {
        let here = |(index, slot): (usize, &'static Slot)| {
            let drawing = slot.shapes.iter().position(|&(of, name)| of == kind && name == shape)?;
            Some((index, slot, drawing))
        };
        let Some((index, slot, drawing)) = SLOTS.iter().enumerate().find_map(here) else { continue };
        let finish = slot.finishes.iter().position(|&one| one == nearest(finish, slot)).unwrap_or(0);
        // A film depends on its shade's colour and on opacity squared times coverage (`makeup::pigment`).
        let (color, laid_on) = match shade {
            Some(shade) => (shade.color, coverage * (shade.opacity / slot.opacity).powi(2)),
            None => ([0; 3], coverage),
        };
        ensemble[index] = Some(Worn { shape: drawing, finish, color, coverage: laid_on.min(1.0), blur });
    }
    ensemble
}

type PartOf<'a> = (Kind, &'a str, Option<&'a Shade>, f32, Finish, f32);

fn stroke(kind: Kind, s: &Stroke) -> PartOf<'_> {
    (kind, &s.shape, Some(&s.shade), s.coverage, s.finish, 0.0)
}

fn parts(product: &Product) -> Vec<PartOf<'_>> {
    match product {
        Product::Foundation(base) => vec![(Kind::Foundation, &base.shape, None, base.coverage, base.finish, 0.0)],
        Product::Contour(s) => vec![stroke(Kind::Contour, s)],
        Product::Bronzer(s) => vec![stroke(Kind::Bronzer, s)],
        Product::Blush(s) => vec![stroke(Kind::Blush, s)],
        Product::Highlighter(s) => vec![stroke(Kind::Highlighter, s)],
        Product::Brows(s) => vec![stroke(Kind::Brows, s)],
        Product::Eyeshadow(shadow) => shadow.zones.iter().map(|zone| stroke(Kind::Eyeshadow, zone)).collect(),
        Product::Eyeliner(s) => vec![stroke(Kind::Eyeliner, s)],
        Product::Lashes(s) => vec![stroke(Kind::Lashes, s)],
        Product::LipLiner(s) => vec![stroke(Kind::LipLiner, s)],
        Product::Lipstick(l) => vec![(Kind::Lipstick, "full", Some(&l.shade), l.coverage, l.finish, l.blur)],
        _ => Vec::new(),
    }
}

/// The slot's finish that looks most like this one.
fn nearest(finish: Finish, slot: &Slot) -> Finish {
    let alike: &[Finish] = match finish {
        Finish::Matte => &[Finish::Matte, Finish::Satin],
        Finish::Satin => &[Finish::Satin, Finish::Matte, Finish::Gloss],
        Finish::Sheer | Finish::Gloss => &[Finish::Gloss, Finish::Satin],
        Finish::Shimmer => &[Finish::Shimmer, Finish::Metallic, Finish::Satin],
        Finish::Metallic | Finish::Holographic => &[Finish::Metallic, Finish::Shimmer, Finish::Satin],
    };
    alike.iter().copied().find(|one| slot.finishes.contains(one)).unwrap_or(slot.finishes[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::Library, makeup::Baker, resources::Resources};

    #[test]
    fn every_drawing_of_every_slot_can_be_painted() {
        let resources = Resources::locate().unwrap();
        let baker = Baker::new(&resources).unwrap();
        let mut look = Library::open(&resources.asset("looks")).unwrap().looks()[0].clone();
        for slot in &SLOTS {
            for shape in 0..slot.shapes.len() {
                let worn = Worn { shape, finish: 0, color: [120, 60, 60], coverage: 0.8, blur: 0.0 };
                look.products = vec![slot.product(&worn)];
                let atlas = baker.bake_small(&look).unwrap_or_else(|error| panic!("{}: {error}", slot.name));
                assert!(atlas.painted.contains(&true), "{} {shape}", slot.name);
            }
        }
    }

    #[test]
    fn an_outfit_becomes_products_and_comes_back() {
        let mut look = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap().looks()[0].clone();
        let worn = |slot: &Slot| Worn {
            shape: slot.shapes.len() - 1,
            finish: slot.finishes.len() - 1,
            color: if slot.opacity > 0.0 { [90, 40, 50] } else { [0; 3] },
            coverage: 0.5,
            blur: if slot.kind() == Kind::Lipstick { 0.25 } else { 0.0 },
        };
        let all: Ensemble = std::array::from_fn(|index| Some(worn(&SLOTS[index])));
        look.products = products(&all);
        assert_eq!(look.products.len(), 11, "five zones are one eyeshadow");
        assert_eq!(ensemble(&look), all);
    }
}
