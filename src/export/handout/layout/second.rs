//! The second page: the steps in order, and the notes.

use super::{
    super::{
        Fonts, Sheet,
        block::{Block, Item, Mark},
        clean,
        style::{MEASURE, PAPER, SIDE, Style},
    },
    END, HEAD_END, foot, optional, running_head,
    steps::{self, DENSITIES},
};

/// White around the notes, points.
const PADDING: f32 = 16.0;
/// Between the head and the heading, points.
const UNDER_HEAD: f32 = 18.0;
/// Between the parts of the page, points.
const GAP: f32 = 22.0;

/// The boxes of the page.
pub fn page(sheet: &Sheet, fonts: &Fonts) -> Vec<Item> {
    let head = running_head(fonts, &clean::line(&sheet.look, fonts), &optional(sheet.client.as_deref(), fonts));
    let heading = if sheet.steps.is_empty() { String::new() } else { clean::line(&sheet.words.steps, fonts) };
    let heading = Block::text(fonts, "steps", Style::heading(30.0), &heading, MEASURE, 1);
    let top = HEAD_END + if heading.is_empty() { GAP } else { UNDER_HEAD + heading.height + GAP };
    let head = head.with(heading.moved(0.0, HEAD_END + UNDER_HEAD));
    let last = DENSITIES.len() - 1;
    let mut items = Vec::new();
    for (level, density) in DENSITIES.iter().enumerate() {
        let notes = notes(sheet, fonts, density.note_lines);
        let notes_height = if notes.is_empty() { 0.0 } else { notes.height + GAP };
        let room = END - top - notes_height;
        let steps = match steps::whole(sheet, fonts, density, room) {
            None if level == last => steps::fitting(sheet, fonts, density, room),
            None => continue,
            Some(steps) => steps,
        };
        let down = END - notes.height;
        items = head.clone().with(steps.moved(0.0, top)).moved(SIDE, 0.0).items;
        items.extend(notes.moved(SIDE, down).items);
        break;
    }
    items.extend(foot(fonts, &clean::line(&sheet.words.footer, fonts), 2));
    items
}

/// What the consultant wrote, on a quiet surface; empty where that is nothing.
fn notes(sheet: &Sheet, fonts: &Fonts, most_lines: usize) -> Block {
    let notes = sheet.notes.as_deref().map(|notes| clean::paragraphs(notes, fonts)).unwrap_or_default();
    let left = MEASURE * 0.22;
    let text = Block::text(fonts, "notes.text", Style::text(8.8), &notes, MEASURE - left - 2.0 * PADDING, most_lines);
    if text.is_empty() {
        return Block::default();
    }
    let heading =
        Block::text(fonts, "notes", Style::heading(16.0), &clean::line(&sheet.words.notes, fonts), left - PADDING, 1);
    let inner = heading.with(text.moved(left, 2.0));
    let panel = Block::of("notes.panel", MEASURE, inner.height + 2.0 * PADDING, Mark::Panel(PAPER));
    let height = panel.height;
    Block { height, ..panel.with(inner.moved(PADDING, PADDING)) }
}
