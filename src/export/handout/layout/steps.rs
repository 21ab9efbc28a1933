//! The steps: number, what to do and how, with what, and what it looks like.

use super::{
    super::{
        Fonts, Sheet, Step,
        block::{Block, Mark, Which},
        clean,
        style::{INK, Style},
    },
    grid::Grid,
    more, optional,
};

/// How closely the second page is set.
#[derive(Debug, Clone, Copy)]
pub struct Density {
    /// Of the steps.
    pub grid: Grid,
    /// Most lines of the notes.
    pub note_lines: usize,
    number: f32,
    title: f32,
    picture: f32,
    how_lines: usize,
}

/// From airy to close; the first one that everything fits is taken.
pub const DENSITIES: [Density; 7] = [
    density(1, 30.0, 12, [30.0, 11.0, 92.0], 6),
    density(1, 24.0, 12, [28.0, 10.6, 76.0], 6),
    density(1, 20.0, 10, [26.0, 10.2, 60.0], 5),
    density(2, 24.0, 10, [25.0, 9.8, 46.0], 9),
    density(2, 18.0, 8, [23.0, 9.2, 42.0], 8),
    density(2, 14.0, 6, [21.0, 8.6, 36.0], 5),
    density(2, 11.0, 4, [19.0, 8.2, 30.0], 3),
];

const fn density(columns: usize, row: f32, note_lines: usize, sizes: [f32; 3], how_lines: usize) -> Density {
    let [number, title, picture] = sizes;
    Density { grid: Grid { columns, gap: row, ruled: true }, note_lines, number, title, picture, how_lines }
}

/// The steps in columns, with room between the rows where there is some; `None` where they are higher than the height in points.
pub fn whole(sheet: &Sheet, fonts: &Fonts, density: &Density, height: f32) -> Option<Block> {
    let steps = steps(sheet, fonts, density);
    let spare = height - density.grid.placed(&steps).height;
    (spare >= 0.0).then(|| density.grid.loosened(steps.len(), spare).placed(&steps))
}

/// The first steps in columns, as many as fit the height in points, and how many there are beyond them.
pub fn fitting(sheet: &Sheet, fonts: &Fonts, density: &Density, height: f32) -> Block {
    density.grid.fitting(&steps(sheet, fonts, density), height, |count| more(sheet, fonts, count))
}

fn steps(sheet: &Sheet, fonts: &Fonts, density: &Density) -> Vec<Block> {
    let pictured = sheet.steps.iter().any(|step| step.picture.is_some());
    sheet.steps.iter().enumerate().map(|(at, step)| one(sheet, step, at, fonts, density, pictured)).collect()
}

/// Number, text, and the picture at the right.
fn one(sheet: &Sheet, step: &Step, at: usize, fonts: &Fonts, density: &Density, pictured: bool) -> Block {
    let wide = density.grid.columns == 1;
    let indent = density.number * if wide { 1.9 } else { 1.25 };
    let picture = density.picture * if wide { 1.25 } else { 1.0 };
    let beside = match (pictured, wide) {
        (true, true) => picture + 26.0,
        (true, false) => picture + 12.0,
        (false, true) => 60.0,
        (false, false) => 0.0,
    };
    let style = Style::number(density.number);
    let number = Block::text(fonts, "step.number", style, &(at + 1).to_string(), indent, 1);
    let text = text(sheet, step, fonts, density, density.grid.column() - indent - beside);
    // Figure, title and picture begin at one height: that of the figure's top.
    let top = style.capital_top();
    let step_text = number.with(text.moved(indent, (top - Style::strong(density.title).capital_top()).max(0.0)));
    if step.picture.is_none() {
        return step_text;
    }
    let picture_block = Block::of("step.picture", picture, density.picture, Mark::Picture(Which::Step(at)));
    step_text.with(picture_block.moved(density.grid.column() - picture, top))
}

fn text(sheet: &Sheet, step: &Step, fonts: &Fonts, density: &Density, width: f32) -> Block {
    let size = density.title;
    let tool = optional(step.tool.as_deref(), fonts);
    let tool = if tool.is_empty() { tool } else { clean::line(&sheet.words.tool.replace("{tool}", &tool), fonts) };
    Block::text(fonts, "step.title", Style::strong(size), &clean::line(&step.title, fonts), width, 2)
        .above(
            2.0,
            Block::text(
                fonts,
                "step.how",
                Style::text(size * 0.88).coloured(INK),
                &clean::line(&step.how, fonts),
                width,
                density.how_lines,
            ),
        )
        .above(3.0, Block::text(fonts, "step.tool", Style::soft(size * 0.82), &tool, width, 2))
}
