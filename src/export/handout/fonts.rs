//! The fonts of a sheet.

use super::{SheetError, face::Face};

/// Which of the house's fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// Names and headings.
    Title,
    /// Running text.
    Text,
    /// Names of products, titles of steps.
    Strong,
}

/// The house's fonts, and a further one for the characters that they lack.
pub struct Fonts {
    title: Face,
    text: Face,
    strong: Face,
    further: Option<Face>,
}

impl Fonts {
    /// The house's fonts: they have the letters of western Europe.
    ///
    /// # Errors
    /// [`SheetError::Font`], never as long as the program's own fonts are whole.
    pub fn house() -> Result<Self, SheetError> {
        Ok(Self {
            title: Face::read(include_bytes!("../../../assets/fonts/cormorant-garamond-semibold.ttf").to_vec(), 0)?,
            text: Face::read(include_bytes!("../../../assets/fonts/inter-regular.ttf").to_vec(), 0)?,
            strong: Face::read(include_bytes!("../../../assets/fonts/inter-semibold.ttf").to_vec(), 0)?,
            further: None,
        })
    }

    /// With a font for the characters that the house's fonts lack, as of Chinese; `index` counts the fonts of a collection from 0.
    ///
    /// # Errors
    /// [`SheetError::Font`] where the bytes are no TrueType or OpenType font.
    pub fn with_further(self, bytes: Vec<u8>, index: u32) -> Result<Self, SheetError> {
        Ok(Self { further: Some(Face::read(bytes, index)?), ..self })
    }

    /// Whether any font has the character.
    pub fn has(&self, character: char) -> bool {
        // The house's three fonts have the same characters.
        self.text.has(character) || self.further.as_ref().is_some_and(|further| further.has(character))
    }

    /// The font that a character is set in, and whether it is the further one.
    pub fn face(&self, letter: Letter, character: char) -> (&Face, bool) {
        let own = match letter {
            Letter::Title => &self.title,
            Letter::Text => &self.text,
            Letter::Strong => &self.strong,
        };
        match &self.further {
            Some(further) if !own.has(character) && further.has(character) => (further, true),
            _ => (own, false),
        }
    }
}
