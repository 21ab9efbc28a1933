//! The sheet that a client takes home: two pages of A4 with the pictures, the products and the steps, as a PDF.
//!
//! Data flows one way: a [`Sheet`] is laid out into boxes (`layout`), and the boxes are drawn (`draw`). There are always two pages:
//! what is much shrinks or flows into columns, and what does not fit at all ends in "…" or in "and 4 more".

mod block;
mod clean;
mod content;
mod draw;
mod face;
mod fonts;
mod gather;
mod layout;
mod lines;
mod metadata;
mod picture;
mod runs;
mod style;
mod words;

#[cfg(test)]
mod tests;

pub use content::{Product, Sheet, Step};
pub use fonts::Fonts;
pub use gather::{Handout, HandoutError, facts, gathered};
pub use words::Words;

/// Why there is no sheet.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// A font's bytes are no font.
    #[error("the font cannot be read; choose a file that ends in .ttf, .otf or .ttc")]
    Font,
    /// A picture could not be made smaller or written as JPEG.
    #[error("a picture cannot be put on the sheet ({0}); take it again, or leave it out")]
    Picture(String),
    /// The PDF could not be put together.
    #[error("the sheet cannot be written as PDF ({0}); try again without the further font")]
    Pdf(String),
}

/// The sheet as the bytes of a PDF file: two pages of A4, text that can be selected and searched, fonts embedded as far as they are
/// used. The same sheet gives the same bytes.
///
/// # Errors
/// [`SheetError`] where a picture cannot be encoded or a font cannot be embedded.
pub fn pdf(sheet: &Sheet, fonts: &Fonts) -> Result<Vec<u8>, SheetError> {
    draw::pdf(sheet, &layout::layout(sheet, fonts), fonts)
}
