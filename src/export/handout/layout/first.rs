//! The first page: the look, its pictures, what is known of the face, and the products.

use super::{
    super::{
        Fonts, Sheet,
        block::{Block, Item, Mark, Which},
        clean,
        style::{MEASURE, SIDE, Style},
    },
    END, HEAD_END, facts, foot, optional,
    products::{self, DENSITIES},
    running_head,
};

/// Between the two pictures, points.
const BETWEEN: f32 = 9.0;
/// Width of a picture, points.
const PICTURE: f32 = (MEASURE - BETWEEN) / 2.0;
/// Greatest height of a picture, points: that of a portrait.
const TALLEST: f32 = PICTURE * 1.25;
/// Most that the gap between two parts grows by where there is room, points.
const STRETCH: f32 = 16.0;

/// The boxes of the page.
pub fn page(sheet: &Sheet, fonts: &Fonts) -> Vec<Item> {
    let head = running_head(fonts, &optional(sheet.salon.as_deref(), fonts), &clean::line(&sheet.date, fonts));
    let facts = facts::block(sheet, fonts);
    let last = DENSITIES.len() - 1;
    let mut page = Block::default();
    for (level, density) in DENSITIES.iter().enumerate() {
        let title = title(sheet, fonts, density.about_lines);
        let gap = density.gap;
        let heading = products::heading(sheet, fonts, density);
        let fixed = HEAD_END
            + gap
            + title.height
            + gap
            + LABEL
            + gap
            + facts.height
            + gap
            + heading.height
            + density.under_heading;
        let room = END - fixed;
        let products = products::block(
            sheet,
            fonts,
            density,
            if level == last { room - density.least_picture } else { f32::INFINITY },
        );
        let picture = (room - products.height).min(TALLEST);
        if picture < density.least_picture && level < last {
            continue;
        }
        let spare = ((room - products.height - picture) / 3.0).clamp(0.0, STRETCH);
        let heading = heading.above(density.under_heading, products);
        page = title
            .above(gap + spare, pictures(sheet, fonts, picture))
            .above(gap + spare, facts)
            .above(gap + spare, heading)
            .moved(0.0, HEAD_END + gap);
        break;
    }
    let mut items = head.with(page).moved(SIDE, 0.0).items;
    items.extend(foot(fonts, "", 1));
    items
}

/// The look's name, for whom it is, and what it is about.
fn title(sheet: &Sheet, fonts: &Fonts, about_lines: usize) -> Block {
    let look = Some(clean::line(&sheet.look, fonts)).filter(|look| !look.is_empty());
    let look = look.unwrap_or_else(|| clean::line(&sheet.words.untitled, fonts));
    let client = optional(sheet.client.as_deref(), fonts);
    let client =
        if client.is_empty() { client } else { clean::line(&sheet.words.made_for.replace("{client}", &client), fonts) };
    let about = optional(sheet.about.as_deref(), fonts);
    let name = fitted_name(fonts, &look);
    let client = Block::text(fonts, "client", Style::strong(9.2), &client, MEASURE, 1);
    let about = Block::text(fonts, "about", Style::soft(9.5), &about, MEASURE * 0.72, about_lines);
    name.above(8.0, client).above(4.0, about)
}

/// The name as large as one line allows, or on two lines.
fn fitted_name(fonts: &Fonts, look: &str) -> Block {
    let sizes = [42.0, 36.0, 30.0];
    let one_line = sizes.iter().map(|&size| Block::text(fonts, "look", Style::name(size), look, MEASURE, 2));
    let fits = one_line.zip(sizes).find(|(block, size)| block.height <= size * 1.5).map(|(block, _)| block);
    fits.unwrap_or_else(|| Block::text(fonts, "look", Style::name(28.0), look, MEASURE, 2))
}

/// Height of the words under the pictures with the gap above them, points.
const LABEL: f32 = 6.0 + 6.6 * 1.6;

/// Before and after, beside each other.
fn pictures(sheet: &Sheet, fonts: &Fonts, height: f32) -> Block {
    let one = |name, which, label, word: &str| {
        let picture = Block::of(name, PICTURE, height, Mark::Picture(which));
        picture.above(6.0, Block::text(fonts, label, Style::label(6.6), &clean::line(word, fonts), PICTURE, 1))
    };
    let before = one("before", Which::Before, "before.word", &sheet.words.before);
    let after = one("after", Which::After, "after.word", &sheet.words.after);
    before.with(after.moved(PICTURE + BETWEEN, 0.0))
}
