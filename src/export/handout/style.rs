//! The sheet's design in one place: page, colours and type. Lengths are points.

use super::fonts::Letter;

/// Size of the page: A4.
pub const PAGE: [f32; 2] = [595.28, 841.89];
/// White at the left and right.
pub const SIDE: f32 = 50.0;
/// White at the top.
pub const TOP: f32 = 40.0;
/// White at the bottom.
pub const BOTTOM: f32 = 25.0;
/// Width of what is between the sides.
pub const MEASURE: f32 = PAGE[0] - 2.0 * SIDE;
/// Between columns.
pub const GUTTER: f32 = 22.0;

/// Half of a capital's height, in parts of the size.
const HALF_CAPITAL: f32 = 0.355;

/// sRGB, 0..=255 for each channel.
pub type Colour = [u8; 3];
/// Text.
pub const INK: Colour = [0x2A, 0x20, 0x1E];
/// Text of less weight.
pub const INK_SOFT: Colour = [0x7C, 0x6B, 0x65];
/// Hairlines.
pub const LINE: Colour = [0xE4, 0xD9, 0xCF];
/// The one accent: rosewood.
pub const ACCENT: Colour = [0x9C, 0x3D, 0x45];
/// Behind the notes.
pub const PAPER: Colour = [0xF7, 0xF2, 0xEC];
/// In the place of a picture that is not there.
pub const STAGE: Colour = [0xE9, 0xE0, 0xD7];

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The font.
    pub letter: Letter,
    /// Points.
    pub size: f32,
    /// From one baseline to the next, points.
    pub leading: f32,
    /// Added after each letter, ems.
    pub tracking: f32,
    /// Of the letters.
    pub colour: Colour,
    /// Whether it is set in capitals.
    pub capitals: bool,
    /// What it is to somebody who hears the sheet.
    pub role: Role,
}

/// What a text is to somebody who hears the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A heading: 1 is the sheet's, 2 a part's.
    Heading(u16),
    /// Running text.
    Text,
    /// Repeated on each page; not read out.
    Running,
}

impl Style {
    const fn new(letter: Letter, size: f32, leading: f32, colour: Colour) -> Self {
        Self { letter, size, leading, tracking: 0.0, colour, capitals: false, role: Role::Text }
    }

    /// The look's name.
    pub const fn name(size: f32) -> Self {
        Self { tracking: -0.012, role: Role::Heading(1), ..Self::new(Letter::Title, size, size * 1.06, INK) }
    }

    /// A part's heading.
    pub const fn heading(size: f32) -> Self {
        Self { role: Role::Heading(2), ..Self::new(Letter::Title, size, size * 1.15, INK) }
    }

    /// The number of a step.
    pub const fn number(size: f32) -> Self {
        Self::new(Letter::Title, size, size, ACCENT)
    }

    /// Running text.
    pub const fn text(size: f32) -> Self {
        Self::new(Letter::Text, size, size * 1.5, INK)
    }

    /// Text of less weight.
    pub const fn soft(size: f32) -> Self {
        Self { colour: INK_SOFT, ..Self::text(size) }
    }

    /// Names in running text.
    pub const fn strong(size: f32) -> Self {
        Self::new(Letter::Strong, size, size * 1.4, INK)
    }

    /// Small capitals that say what something is.
    pub const fn label(size: f32) -> Self {
        Self { tracking: 0.085, capitals: true, leading: size * 1.6, ..Self::soft(size) }
    }

    /// From the top of a line to its baseline, points: capitals stand in the middle of the line.
    pub const fn baseline(&self) -> f32 {
        0.5 * self.leading + HALF_CAPITAL * self.size
    }

    /// From the top of a line to the top of its capitals, points.
    pub const fn capital_top(&self) -> f32 {
        let capital = match self.letter {
            Letter::Title => 0.63,
            Letter::Text | Letter::Strong => 0.727,
        };
        self.baseline() - capital * self.size
    }

    /// Small capitals for a script that has no capitals.
    pub const fn caseless(self) -> Self {
        Self { size: self.size * 1.15, ..self }
    }

    /// As it is, and in another colour.
    pub const fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// As it is, and repeated on each page.
    pub const fn running(self) -> Self {
        Self { role: Role::Running, ..self }
    }
}
