//! Boxes with something in them, and how they are put together.

use super::{
    fonts::Fonts,
    lines::{self, Line},
    style::{Colour, Style},
};

/// A box; points from the page's upper left corner, or from the block's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// From the left.
    pub left: f32,
    /// From the top.
    pub top: f32,
    /// To the right.
    pub width: f32,
    /// Down.
    pub height: f32,
}

impl Frame {
    /// At a corner, of a size.
    pub const fn new(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self { left, top, width, height }
    }
}

/// Which picture of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The bare face.
    Before,
    /// The made-up face.
    After,
    /// That of a step, counted from 0.
    Step(usize),
}

/// What is in a box.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Lines of text from the top down.
    Text(Style, Vec<Line>),
    /// A round swatch.
    Disc(Colour),
    /// A surface of one colour.
    Panel(Colour),
    /// A picture, cut to the box.
    Picture(Which),
}

/// A box with something in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is, for whoever reads the layout.
    pub name: &'static str,
    /// Where it is.
    pub frame: Frame,
    /// What is in it.
    pub mark: Mark,
}

/// Items that belong together, and how much height they take; its corner is (0, 0).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Block {
    /// From back to front, in reading order.
    pub items: Vec<Item>,
    /// Points.
    pub height: f32,
}

impl Block {
    /// One box at the corner.
    pub fn of(name: &'static str, width: f32, height: f32, mark: Mark) -> Self {
        Self { items: vec![Item { name, frame: Frame::new(0.0, 0.0, width, height), mark }], height }
    }

    /// Text of at most `most` lines; no height where there is nothing to read.
    pub fn text(fonts: &Fonts, name: &'static str, style: Style, text: &str, width: f32, most: usize) -> Self {
        let capitals = style.capitals.then(|| text.to_uppercase());
        // Scripts without capitals have finer strokes, which are lost at the size of small capitals.
        let caseless =
            style.capitals && text.to_lowercase() == text.to_uppercase() && text.chars().any(char::is_alphabetic);
        let style = if caseless { style.caseless() } else { style };
        let lines = lines::lines(fonts, &style, capitals.as_deref().unwrap_or(text), width, most);
        if lines.is_empty() {
            return Self::default();
        }
        let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        let height = lines.len() as f32 * style.leading;
        Self::of(name, widest, height, Mark::Text(style, lines))
    }

    /// A hairline.
    pub fn rule(width: f32, colour: Colour) -> Self {
        Self { height: 0.0, ..Self::of("rule", width, 0.5, Mark::Panel(colour)) }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How far it reaches to the right, points.
    pub fn width(&self) -> f32 {
        self.items.iter().map(|item| item.frame.left + item.frame.width).fold(0.0, f32::max)
    }

    /// Further right and further down; the height grows by as much.
    pub fn moved(mut self, right: f32, down: f32) -> Self {
        for item in &mut self.items {
            item.frame.left += right;
            item.frame.top += down;
        }
        self.height += down;
        self
    }

    /// With another one beneath, after a gap; an empty one takes no gap.
    pub fn above(self, gap: f32, other: Self) -> Self {
        match (self.is_empty(), other.is_empty()) {
            (_, true) => self,
            (true, false) => other,
            (false, false) => {
                let down = self.height + gap;
                self.with(other.moved(0.0, down))
            }
        }
    }

    /// With another one in the same place.
    pub fn with(mut self, other: Self) -> Self {
        self.items.extend(other.items);
        self.height = self.height.max(other.height);
        self
    }
}
