//! What is on a sheet.

use image::RgbImage;

use super::Words;

/// All that is on a sheet. Any text may be empty or long, and in any script that the fonts have; any picture may be of any size, also
/// empty, and is cut around its centre to the shape of its frame.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// The fixed text, in the reader's language.
    pub words: Words,
    /// Who gives the sheet.
    pub salon: Option<String>,
    /// Who takes it home.
    pub client: Option<String>,
    /// As it is to be read. A date like `2026-11-27` is also kept in the file's own data.
    pub date: String,
    /// The look's name.
    pub look: String,
    /// A sentence or two about the look.
    pub about: Option<String>,
    /// The bare face, sRGB.
    pub before: RgbImage,
    /// The made-up face, sRGB.
    pub after: RgbImage,
    /// What is known of the face: name and value. The first eight are shown.
    pub facts: Vec<(String, String)>,
    /// What the consultant wrote. Line breaks are kept.
    pub notes: Option<String>,
    /// What the look is made of.
    pub products: Vec<Product>,
    /// How it is put on, in order.
    pub steps: Vec<Step>,
}

/// One shade of the look, or one thing without a colour.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Product {
    /// What it is: "Lipstick".
    pub kind: String,
    /// Brand and product; empty where the shade is bound to no product of a shop.
    pub name: String,
    /// The shade's name.
    pub shade: String,
    /// sRGB, 0..=255 for each channel; `None` for what is sold without a colour.
    pub colour: Option<[u8; 3]>,
    /// "Satin".
    pub finish: String,
    /// With its currency, as it is to be read.
    pub price: Option<String>,
    /// Why it suits this face.
    pub why: Option<String>,
}

/// One thing to do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// What is done.
    pub title: String,
    /// How it is done.
    pub how: String,
    /// With what.
    pub tool: Option<String>,
    /// What it looks like, sRGB.
    pub picture: Option<RgbImage>,
}
