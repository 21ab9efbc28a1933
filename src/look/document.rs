//! The look in memory: products in the order they are laid on.

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

/// One thing from the makeup bag.
#[derive(Debug, Clone, PartialEq)]
pub enum Product {
    /// Evens out the skin.
    Foundation(Foundation),
    /// Colour on the cheeks.
    Blush(Blush),
    /// Colour around the eyes.
    Eyeshadow(Eyeshadow),
    /// A line along the upper lashes.
    Eyeliner(Eyeliner),
    /// Colour on the lips.
    Lipstick(Lipstick),
}

/// A product's own colour, as a thick layer of it looks in white light (its masstone).
#[derive(Debug, Clone, PartialEq)]
pub struct Shade {
    /// sRGB, 0..=255 for each channel, D65.
    pub color: [u8; 3],
    /// How well a normal layer hides what is beneath: 0 is clear, 1 hides everything.
    pub opacity: f32,
}

/// How the surface reflects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// Takes shine away.
    Matte,
    /// Keeps the skin's own shine.
    Satin,
    /// Adds a wet highlight.
    Gloss,
}

/// Foundation. See the module docs of `makeup/foundation.rs` for what the numbers do.
#[derive(Debug, Clone, PartialEq)]
pub struct Foundation {
    /// `None` matches the wearer's own skin.
    pub shade: Option<Shade>,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Surface.
    pub finish: Finish,
}

/// Blush.
#[derive(Debug, Clone, PartialEq)]
pub struct Blush {
    /// Colour.
    pub shade: Shade,
    /// Which shape in `assets/shapes/blush/`, without its suffix.
    pub placement: String,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Surface.
    pub finish: Finish,
}

/// Eyeshadow: up to one colour a zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Eyeshadow {
    /// Colours, laid on in this order.
    pub zones: Vec<ShadowZone>,
}

/// One colour of an eyeshadow.
#[derive(Debug, Clone, PartialEq)]
pub struct ShadowZone {
    /// Which shape in `assets/shapes/eyeshadow/`, without its suffix: `lid`, `crease`, `outer-corner`...
    pub place: String,
    /// Colour.
    pub shade: Shade,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Surface.
    pub finish: Finish,
}

/// Eyeliner.
#[derive(Debug, Clone, PartialEq)]
pub struct Eyeliner {
    /// Colour.
    pub shade: Shade,
    /// Which shape in `assets/shapes/eyeliner/`, without its suffix: `natural`, `classic-wing`...
    pub shape: String,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Surface.
    pub finish: Finish,
}

/// Lipstick.
#[derive(Debug, Clone, PartialEq)]
pub struct Lipstick {
    /// Colour.
    pub shade: Shade,
    /// How much is laid on, 0..=1.
    pub coverage: f32,
    /// Softness of the edge: 0 is drawn with a liner, 1 is dabbed on with a finger.
    pub blur: f32,
    /// Surface.
    pub finish: Finish,
}
