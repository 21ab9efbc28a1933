//! What is known of the face: names over values, in a row between two hairlines.

use super::super::{
    Fonts, Sheet,
    block::Block,
    clean,
    style::{GUTTER, LINE, MEASURE, Style},
};

/// Most facts.
const MOST: usize = 8;
/// Most in a row.
const MOST_IN_ROW: usize = 4;
/// Between a hairline and the text, points.
const PADDING: f32 = 8.0;

/// The row, or two; empty where nothing is known.
pub fn block(sheet: &Sheet, fonts: &Fonts) -> Block {
    let known: Vec<[String; 2]> = sheet
        .facts
        .iter()
        .map(|(name, value)| [clean::line(name, fonts), clean::line(value, fonts)])
        .filter(|[_, value]| !value.is_empty())
        .take(MOST)
        .collect();
    if known.is_empty() {
        return Block::default();
    }
    let columns = known.len().div_ceil(known.len().div_ceil(MOST_IN_ROW));
    let width = (MEASURE - GUTTER * (columns - 1) as f32) / columns as f32;
    let mut rows = Block::rule(MEASURE, LINE);
    for facts in known.chunks(columns) {
        let cells = facts.iter().enumerate().map(|(at, [name, value])| {
            let label = Block::text(fonts, "fact.name", Style::label(6.4), name, width, 1);
            let value = Block::text(fonts, "fact.value", Style::text(8.8), value, width, 2);
            label.above(0.0, value).moved(at as f32 * (width + GUTTER), 0.0)
        });
        let row = cells.fold(Block::default(), Block::with);
        rows = rows.above(PADDING, row).above(PADDING, Block::rule(MEASURE, LINE));
    }
    rows
}
