//! The look in memory: products in the order they are laid on.

use super::Article;
use crate::raster::color::{linear_from_rgb8, rgb8_from_linear};

/// Most products in one look.
pub const MAX_PRODUCTS: usize = 40;

/// Most colours in one eyeshadow.
pub const MAX_ZONES: usize = 5;

/// What a person wears: products, laid on in this order.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// File-safe name: lower-case letters, digits and dashes; unique in a library.
    pub id: String,
    /// What people read.
    pub name: String,
    /// Shelf it stands on, such as `everyday` or `editorial`.
    pub family: String,
    /// One or two sentences for the person choosing.
    pub description: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Products, first laid on first.
    pub products: Vec<Product>,
}

impl Look {
    /// Whether a picture of its own belongs to it, which lies in a file of this computer.
    pub fn has_picture(&self) -> bool {
        self.products.iter().any(|product| matches!(product, Product::Decal(_)))
    }

    /// Products without a name of their own, for whoever names them later.
    pub fn of(products: Vec<Product>) -> Self {
        let text = String::new;
        Self {
            id: "look".into(),
            name: "Look".into(),
            family: "own".into(),
            description: text(),
            tags: Vec::new(),
            products,
        }
    }

    /// The look as it is on skin of a depth from 0 (pale) to 1 (deepest): each shade is one colour ([`Shade::on`]).
    #[must_use]
    pub fn on(&self, depth: f32) -> Self {
        Self { products: self.products.iter().map(|product| product.on(depth)).collect(), ..self.clone() }
    }
}

/// One thing from the makeup bag. `makeup/` has a file for each that says what its numbers do.
#[derive(Debug, Clone, PartialEq)]
pub enum Product {
    /// Evens out the skin.
    Foundation(Base),
    /// Hides and brightens, in one place.
    Concealer(Base),
    /// Shadow that shapes the face.
    Contour(Stroke),
    /// Warmth where the sun falls.
    Bronzer(Stroke),
    /// Colour on the cheeks.
    Blush(Stroke),
    /// Light on what stands out.
    Highlighter(Stroke),
    /// Dots scattered over nose and cheeks.
    Freckles(Stroke),
    /// Brows filled and shaped.
    Brows(Stroke),
    /// Colour around the eyes.
    Eyeshadow(Eyeshadow),
    /// A line along the lashes.
    Eyeliner(Stroke),
    /// Mascara and false lashes.
    Lashes(Stroke),
    /// A line around the lips.
    LipLiner(Stroke),
    /// Colour on the lips.
    Lipstick(Lipstick),
    /// Sparkling particles.
    Glitter(Stroke),
    /// A painted drawing.
    FacePaint(Stroke),
    /// A picture in its own colours.
    Decal(Decal),
    /// Dyed hair.
    Hair(HairColor),
    /// Coloured contact lenses.
    Lenses(Lenses),
    /// Whitened teeth.
    Teeth(Retouch),
    /// Evened-out skin.
    Smoothing(Retouch),
    /// Lightened shadows under the eyes.
    UnderEye(Retouch),
    /// The look of a photo as a whole, beyond the products that were read off it.
    Photo(PhotoStyle),
}

/// The part of a face that a product belongs to: what is taken when looks are mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// Skin and cheeks.
    Face,
    /// Eyes, lashes and brows.
    Eyes,
    /// Lips and teeth.
    Lips,
    /// Hair.
    Hair,
}

impl Area {
    /// All areas, in the order of making up.
    pub const ALL: [Self; 4] = [Self::Face, Self::Eyes, Self::Lips, Self::Hair];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Face => "Face",
            Self::Eyes => "Eyes",
            Self::Lips => "Lips",
            Self::Hair => "Hair",
        }
    }
}

impl Product {
    /// Where it is worn.
    pub fn area(&self) -> Area {
        match self {
            Self::Foundation(_)
            | Self::Concealer(_)
            | Self::Contour(_)
            | Self::Bronzer(_)
            | Self::Blush(_)
            | Self::Highlighter(_)
            | Self::Freckles(_)
            | Self::Glitter(_)
            | Self::FacePaint(_)
            | Self::Decal(_)
            | Self::Smoothing(_)
            | Self::UnderEye(_)
            | Self::Photo(_) => Area::Face,
            Self::Brows(_) | Self::Eyeshadow(_) | Self::Eyeliner(_) | Self::Lashes(_) | Self::Lenses(_) => Area::Eyes,
            Self::LipLiner(_) | Self::Lipstick(_) | Self::Teeth(_) => Area::Lips,
            Self::Hair(_) => Area::Hair,
        }
    }

    /// What it retouches, where it changes the person rather than adding makeup: worn only when asked for, and always shown as worn.
    pub fn retouches(&self) -> Option<&'static str> {
        match self {
            Self::Smoothing(_) => Some("skin"),
            Self::UnderEye(_) => Some("under eyes"),
            Self::Teeth(_) => Some("teeth"),
            _ => None,
        }
    }
}

/// A product's own colour, as a thick layer of it looks in white light (its masstone).
#[derive(Debug, Clone, PartialEq)]
pub struct Shade {
    /// sRGB, 0..=255 for each channel, D65.
    pub color: [u8; 3],
    /// What the colour becomes on the deepest skin, for a shade that goes with the skin (nude, contour, highlight); between pale and deep
    /// skin it is between the two. `None` is one colour for everybody.
    pub deep: Option<[u8; 3]>,
    /// How well a normal layer hides what is beneath: 0 is clear, 1 hides everything.
    pub opacity: f32,
    /// What one can buy that has this colour; whoever changes the colour takes it away.
    pub article: Option<Box<Article>>,
}

impl Shade {
    /// A colour that is no shop's.
    pub fn of(color: [u8; 3], opacity: f32) -> Self {
        Self { color, deep: None, opacity, article: None }
    }

    /// The colour on skin of a depth from 0 (pale) to 1 (deepest), mixed in light. sRGB. Painting mixes films of both, which comes to the
    /// same at the ends and for thick layers, and between them to within a few steps.
    pub fn on(&self, depth: f32) -> [u8; 3] {
        let Some(deep) = self.deep else { return self.color };
        let (pale, deep) = (linear_from_rgb8(self.color), linear_from_rgb8(deep));
        rgb8_from_linear(std::array::from_fn(|c| pale[c] + (deep[c] - pale[c]) * depth.clamp(0.0, 1.0)))
    }
}

/// How the surface reflects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Finish {
    /// Takes shine away.
    Matte,
    /// Keeps the skin's own shine.
    Satin,
    /// Thin and a little wet: half the pigment of a satin layer.
    Sheer,
    /// Adds a wet highlight.
    Gloss,
    /// Fine particles that glint as the head turns.
    Shimmer,
    /// A broad highlight in the shade's own colour.
    Metallic,
    /// A highlight whose hue turns with the angle.
    Holographic,
}

impl Finish {
    /// As documents spell it, which is also what people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matte => "matte",
            Self::Satin => "satin",
            Self::Sheer => "sheer",
            Self::Gloss => "gloss",
            Self::Shimmer => "shimmer",
            Self::Metallic => "metallic",
            Self::Holographic => "holographic",
        }
    }

    /// All finishes.
    pub const ALL: [Self; 7] =
        [Self::Matte, Self::Satin, Self::Sheer, Self::Gloss, Self::Shimmer, Self::Metallic, Self::Holographic];
}

/// Which half of the face. Left and right are the wearer's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Side {
    /// Both halves.
    #[default]
    Both,
    /// The wearer's left: the picture's right, unless it is mirrored.
    Left,
    /// The wearer's right.
    Right,
}

/// Foundation or concealer: a product that may match the wearer.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// Which drawing, without its suffix.
    pub shape: String,
    /// `None` matches the wearer's own skin.
    pub shade: Option<Shade>,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Surface.
    pub finish: Finish,
    /// Which half of the face.
    pub side: Side,
}

/// One colour in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Which drawing in the product's folder of `assets/shapes/`, without its suffix.
    pub shape: String,
    /// Colour.
    pub shade: Shade,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Surface.
    pub finish: Finish,
    /// Which half of the face.
    pub side: Side,
}

/// Eyeshadow: up to one colour a zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Eyeshadow {
    /// Colours, laid on in this order; the shape of each is its zone.
    pub zones: Vec<Stroke>,
}

/// Lipstick.
#[derive(Debug, Clone, PartialEq)]
pub struct Lipstick {
    /// Colour.
    pub shade: Shade,
    /// The second colour of an ombre or two-tone lip, and the drawing that says where it goes.
    pub second: Option<SecondTone>,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Softness of the edge: 0 is drawn with a liner, 1 is dabbed on with a finger.
    pub blur: f32,
    /// Surface.
    pub finish: Finish,
    /// Which half of the face.
    pub side: Side,
}

/// The second colour of a lip.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondTone {
    /// Which drawing in `assets/shapes/lips/`: `inner` (ombre), `outer`, `lower`, `centre`.
    pub shape: String,
    /// Colour.
    pub shade: Shade,
}

/// A picture on the skin.
#[derive(Debug, Clone, PartialEq)]
pub struct Decal {
    /// The file: PNG, JPEG, WebP or SVG. In a look that was opened from a file, an absolute path.
    pub picture: String,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Surface.
    pub finish: Finish,
    /// Which half of the face.
    pub side: Side,
    /// What one can buy that looks like it.
    pub article: Option<Box<Article>>,
}

impl Decal {
    /// All of a picture, laid on in full.
    pub fn of(picture: &std::path::Path) -> Self {
        let picture = picture.to_string_lossy().into_owned();
        Self { picture, coverage: 1.0, finish: Finish::Satin, side: Side::Both, article: None }
    }
}

/// A hair dye.
#[derive(Debug, Clone, PartialEq)]
pub struct HairColor {
    /// Which hair.
    pub shape: HairShape,
    /// Colour of a dyed strand in plain light; its opacity is how little of the natural colour shines through.
    pub shade: Shade,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
}

/// Which part of the hair a dye goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HairShape {
    /// All of it.
    AllOver,
    /// From the cheekbones downwards, more and more.
    Ombre,
    /// Strands here and there.
    Highlights,
    /// Next to the scalp.
    Roots,
}

/// Coloured contact lenses.
#[derive(Debug, Clone, PartialEq)]
pub struct Lenses {
    /// Colour of the iris; its opacity is how little of the wearer's own shows.
    pub shade: Shade,
    /// Strength of the dark ring at the iris's edge, 0..=1.
    pub ring: f32,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Which eye.
    pub side: Side,
}

/// Numbers of a photo's code.
pub const CODE: usize = 64;

/// Largest number of a code, either way: what the network was trained with lies well within.
pub const LARGEST_CODE: f32 = 8.0;

/// The look of a photo, as a network wrote it down.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoStyle {
    /// [`CODE`] numbers, -[`LARGEST_CODE`]..=[`LARGEST_CODE`], that `makeup_transfer` understands.
    pub code: Vec<f32>,
    /// How far from the products to the photo's own look, 0..=1.
    pub coverage: f32,
}

/// Something that is only made stronger or weaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Retouch {
    /// How much, 0..=1.
    pub coverage: f32,
    /// What one can buy that does it: a whitener, an eye cream. Nothing that one can buy smooths skin as [`Product::Smoothing`] does.
    pub article: Option<Box<Article>>,
}

impl Retouch {
    /// So much of it, by nothing that is named.
    pub fn of(coverage: f32) -> Self {
        Self { coverage, article: None }
    }
}
