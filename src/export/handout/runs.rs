//! A line of text to runs of glyphs: each of one font and one direction, in the order that the eye sees them.

use krilla::text::KrillaGlyph;
use unicode_bidi::BidiInfo;

use super::{
    face::Face,
    fonts::{Fonts, Letter},
};

/// Glyphs of one font, from left to right.
pub struct Run<'a> {
    /// The font.
    pub face: &'a Face,
    /// Whether it is the further font.
    pub further: bool,
    /// What the glyphs say, in reading order.
    pub text: &'a str,
    /// Lengths are in ems; ranges are bytes of the run's text.
    pub glyphs: Vec<KrillaGlyph>,
}

impl Run<'_> {
    /// Width, ems.
    pub fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.x_advance).sum()
    }
}

/// The runs of a line from left to right; `tracking` is what is added after each letter of the house's fonts, ems.
pub fn runs<'a>(fonts: &'a Fonts, letter: Letter, tracking: f32, line: &'a str) -> Vec<Run<'a>> {
    let bidi = BidiInfo::new(line, None);
    let [paragraph, ..] = bidi.paragraphs.as_slice() else { return Vec::new() };
    if !bidi.has_rtl() {
        return directed(fonts, letter, tracking, line, false);
    }
    let (levels, visual) = bidi.visual_runs(paragraph, paragraph.range.clone());
    let runs = visual.into_iter().flat_map(|range| {
        let right_to_left = levels[range.start].is_rtl();
        let mut runs = directed(fonts, letter, tracking, &line[range], right_to_left);
        if right_to_left {
            runs.reverse();
        }
        runs
    });
    runs.collect()
}

/// Width of a line, ems.
pub fn width(fonts: &Fonts, letter: Letter, tracking: f32, line: &str) -> f32 {
    runs(fonts, letter, tracking, line).iter().map(Run::width).sum()
}

/// The runs of text of one direction, in reading order.
fn directed<'a>(fonts: &'a Fonts, letter: Letter, tracking: f32, text: &'a str, right_to_left: bool) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (face, further) = fonts.face(letter, first);
        let other = rest.char_indices().find(|&(_, character)| fonts.face(letter, character).1 != further);
        let (own, after) = rest.split_at(other.map_or(rest.len(), |(at, _)| at));
        let mut glyphs = face.shape(own, right_to_left);
        if !further {
            glyphs.iter_mut().for_each(|glyph| glyph.x_advance += tracking);
        }
        runs.push(Run { face, further, text: own, glyphs });
        rest = after;
    }
    runs
}
