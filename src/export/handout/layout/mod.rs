//! A sheet to the boxes of its two pages, before anything is drawn.

mod facts;
mod first;
mod grid;
mod products;
mod second;
mod steps;

use super::{
    Fonts, Sheet,
    block::{Block, Item},
    clean,
    style::{BOTTOM, MEASURE, PAGE, SIDE, Style, TOP},
};

/// The boxes of the two pages, each from back to front and in reading order.
pub type Layout = [Vec<Item>; 2];

/// Size of the text at the top of a page, points.
const HEAD_SIZE: f32 = 6.6;
/// Where the line at the top of a page ends, whether or not anything is in it, points from the top.
const HEAD_END: f32 = TOP + HEAD_SIZE * 1.6;
/// Size of the text at the foot of a page, points.
const FOOT_SIZE: f32 = 6.8;
/// Height of its two lines, points.
const FOOT: f32 = 2.0 * 1.5 * FOOT_SIZE;
/// Where the foot begins, points from the top.
const FOOT_TOP: f32 = PAGE[1] - BOTTOM - FOOT;
/// Where the text of a page ends, points from the top.
const END: f32 = FOOT_TOP - 14.0;

/// Where everything is: a function of the sheet and the widths of the letters alone.
pub fn layout(sheet: &Sheet, fonts: &Fonts) -> Layout {
    [first::page(sheet, fonts), second::page(sheet, fonts)]
}

/// Two texts at the two ends of the line at the top of a page, in their place.
fn running_head(fonts: &Fonts, left: &str, right: &str) -> Block {
    let style = Style::label(HEAD_SIZE).running();
    ends(fonts, ["head.left", "head.right"], [(left, style), (right, style)], MEASURE, 20.0).moved(0.0, TOP)
}

/// The foot of a page, in its place: a text of at most two lines, and the page's number.
fn foot(fonts: &Fonts, text: &str, page: usize) -> Vec<Item> {
    let style = Style::soft(FOOT_SIZE);
    let text = Block::text(fonts, "foot", style, text, MEASURE * 0.88, 2);
    let number = Block::text(fonts, "page", style.running(), &format!("{page} / 2"), MEASURE * 0.1, 1);
    let at = MEASURE - number.width();
    text.with(number.moved(at, 0.0)).moved(SIDE, FOOT_TOP).items
}

/// Two texts of one line at the two ends of a width; the left one is shortened where both don't fit.
fn ends(fonts: &Fonts, names: [&'static str; 2], texts: [(&str, Style); 2], width: f32, gap: f32) -> Block {
    let [(left, left_style), (right, right_style)] = texts;
    let right = Block::text(fonts, names[1], right_style, right, width * 0.45, 1);
    let taken = if right.is_empty() { 0.0 } else { right.width() + gap };
    let left = Block::text(fonts, names[0], left_style, left, width - taken, 1);
    beside(width, left, left_style, right, right_style)
}

/// A text at the left and one at the right end of a width, their first lines on one baseline whatever their sizes are.
fn beside(width: f32, left: Block, left_style: Style, right: Block, right_style: Style) -> Block {
    if right.is_empty() {
        return left;
    }
    let down = right_style.baseline() - left_style.baseline();
    let at = width - right.width();
    left.moved(0.0, down.max(0.0)).with(right.moved(at, (-down).max(0.0)))
}

/// "and 4 more".
fn more(sheet: &Sheet, fonts: &Fonts, count: usize) -> Block {
    let text = clean::line(&sheet.words.more.replace("{count}", &count.to_string()), fonts);
    Block::text(fonts, "more", Style::soft(8.0), &text, MEASURE, 1)
}

/// A text that may not be there, as one line.
fn optional(text: Option<&str>, fonts: &Fonts) -> String {
    text.map(|text| clean::line(text, fonts)).unwrap_or_default()
}

/// Whether a box is on the page with all of it.
#[cfg(test)]
pub fn on_page(frame: super::block::Frame) -> bool {
    let near = 0.01;
    frame.left >= SIDE - near
        && frame.top >= TOP - near
        && frame.left + frame.width <= PAGE[0] - SIDE + near
        && frame.top + frame.height <= PAGE[1] - BOTTOM + near
}
