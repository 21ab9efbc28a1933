//! Text to lines of a width.

use unicode_bidi::BidiInfo;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::{fonts::Fonts, runs, style::Style};

/// Says that something was left out.
const ELLIPSIS: char = '…';

/// No text's letters are narrower on the average, ems.
const NARROWEST: f32 = 0.15;

/// One line of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it says; a space at its end is not seen, and parts it from the next line for somebody who copies it.
    pub text: String,
    /// Without the space at its end, points.
    pub width: f32,
}

/// Breaks text into at most `most` lines of at most `width` points; the last one ends in an ellipsis where something is left out.
pub fn lines(fonts: &Fonts, style: &Style, text: &str, width: f32, most: usize) -> Vec<Line> {
    let measure = Measure { fonts, style, limit: width };
    let mut lines = Vec::new();
    // No more is looked at than could ever fit.
    let letters = (most as f32 * width / (style.size * NARROWEST)) as usize + 8;
    let (mut rest, beyond) = text.split_at(text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at));
    while !rest.trim().is_empty() && lines.len() < most {
        let (line, after) = rest.split_at(measure.first_line(rest));
        rest = after;
        let all_said = rest.trim().is_empty() && beyond.trim().is_empty();
        let text = if lines.len() + 1 == most && !all_said { measure.shortened(line) } else { line.replace('\n', " ") };
        // From right to left, a space at the end would push the line to the right.
        let text = if has_rtl(&text) { text.trim_end().to_owned() } else { text };
        lines.push(Line { width: measure.width(&text), text });
    }
    lines
}

struct Measure<'a> {
    fonts: &'a Fonts,
    style: &'a Style,
    limit: f32,
}

impl Measure<'_> {
    /// Points.
    fn width(&self, text: &str) -> f32 {
        runs::width(self.fonts, self.style.letter, self.style.tracking, text.trim_end()) * self.style.size
    }

    /// How many bytes the first line takes; never none.
    fn first_line(&self, text: &str) -> usize {
        let (mut end, mut width) = (0, 0.0);
        for (at, opportunity) in linebreaks(text) {
            let piece = &text[end..at];
            if width + self.width(piece) > self.limit {
                break;
            }
            // The next piece begins after this one's spaces.
            width += runs::width(self.fonts, self.style.letter, self.style.tracking, piece.trim_end_matches('\n'))
                * self.style.size;
            end = at;
            if opportunity == BreakOpportunity::Mandatory {
                break;
            }
        }
        // Letters across pieces may stand wider than in them, and a word may be wider than the line.
        if end > 0 && self.width(&text[..end]) <= self.limit { end } else { self.fitting(text) }
    }

    /// How many bytes of whole letters fit; always one letter.
    fn fitting(&self, text: &str) -> usize {
        let mut ends = Vec::new();
        let mut width = 0.0;
        for (at, letter) in text.grapheme_indices(true) {
            width += self.width(letter);
            if width > self.limit && !ends.is_empty() {
                break;
            }
            ends.push(at + letter.len());
        }
        while ends.len() > 1 && ends.last().is_some_and(|&end| self.width(&text[..end]) > self.limit) {
            ends.pop();
        }
        ends.pop().unwrap_or(text.len())
    }

    /// A line with an ellipsis that fits.
    fn shortened(&self, line: &str) -> String {
        let mut kept = line.trim_end();
        loop {
            let text =
                format!("{}{ELLIPSIS}", kept.trim_end_matches(|c: char| c.is_whitespace() || ",;:.…-".contains(c)));
            match kept.grapheme_indices(true).next_back() {
                Some((at, _)) if self.width(&text) > self.limit => kept = at_word(&kept[..at]),
                _ => return text,
            }
        }
    }
}

fn has_rtl(text: &str) -> bool {
    BidiInfo::new(text, None).has_rtl()
}

/// Without the broken word at the end, unless that is most of the line.
fn at_word(line: &str) -> &str {
    let words = line.rfind(char::is_whitespace).map_or("", |at| &line[..at]);
    if words.len() * 2 > line.len() { words } else { line }
}
