//! The products: a round swatch and what the shade is called in a shop.

use super::{
    super::{
        Fonts, Product, Sheet,
        block::{Block, Mark},
        clean,
        style::{LINE, MEASURE, Style},
    },
    beside,
    grid::Grid,
    more, optional,
};
use crate::raster::color::hex;

/// How closely the first page is set.
#[derive(Debug, Clone, Copy)]
pub struct Density {
    /// Of the products.
    pub grid: Grid,
    /// Most lines about the look.
    pub about_lines: usize,
    /// Least height of the pictures, points.
    pub least_picture: f32,
    /// Between the parts of the page, points.
    pub gap: f32,
    /// Between the heading and the products, points.
    pub under_heading: f32,
    heading: f32,
    swatch: f32,
    name: f32,
    name_lines: usize,
    why_lines: usize,
}

/// From airy to close; the first one that everything fits is taken.
pub const DENSITIES: [Density; 7] = [
    density(2, 18.0, [4, 250], [18.0, 12.0], [20.0, 26.0, 9.6], [2, 3]),
    density(2, 13.0, [3, 236], [16.0, 10.0], [19.0, 24.0, 9.2], [2, 2]),
    density(3, 13.0, [3, 222], [15.0, 9.0], [18.0, 19.0, 8.8], [3, 3]),
    density(3, 10.0, [3, 206], [13.0, 8.0], [17.0, 18.0, 8.4], [3, 3]),
    density(3, 9.0, [2, 190], [12.0, 7.0], [16.0, 17.0, 8.0], [3, 2]),
    density(3, 8.0, [2, 180], [11.0, 6.0], [15.0, 16.0, 7.6], [3, 2]),
    density(3, 7.0, [2, 176], [10.0, 5.0], [15.0, 15.0, 7.4], [1, 1]),
];

const fn density(
    columns: usize,
    row: f32,
    top: [usize; 2],
    gaps: [f32; 2],
    sizes: [f32; 3],
    lines: [usize; 2],
) -> Density {
    Density {
        grid: Grid { columns, gap: row, ruled: false },
        about_lines: top[0],
        least_picture: top[1] as f32,
        gap: gaps[0],
        under_heading: gaps[1],
        heading: sizes[0],
        swatch: sizes[1],
        name: sizes[2],
        name_lines: lines[0],
        why_lines: lines[1],
    }
}

/// The words over the products; empty where there are none.
pub fn heading(sheet: &Sheet, fonts: &Fonts, density: &Density) -> Block {
    if sheet.products.is_empty() {
        return Block::default();
    }
    Block::text(
        fonts,
        "products",
        Style::heading(density.heading),
        &clean::line(&sheet.words.products, fonts),
        MEASURE,
        1,
    )
}

/// The products in columns, as many as fit the height in points.
pub fn block(sheet: &Sheet, fonts: &Fonts, density: &Density, height: f32) -> Block {
    let products: Vec<Block> = sheet.products.iter().map(|product| one(product, fonts, density)).collect();
    density.grid.fitting(&products, height, |count| more(sheet, fonts, count))
}

fn one(product: &Product, fonts: &Fonts, density: &Density) -> Block {
    let swatch = density.swatch;
    let indent = swatch + swatch * 0.45;
    let width = density.grid.column() - indent;
    let size = density.name;
    let [kind, name, shade, finish] =
        [&product.kind, &product.name, &product.shade, &product.finish].map(|text| clean::line(text, fonts));
    let price = optional(product.price.as_deref(), fonts);
    let why = optional(product.why.as_deref(), fonts);
    let number = product.colour.map(hex).unwrap_or_default();
    // A shade that is bound to no product is called by its own name, or else by what it is, with its colour's number.
    let (kind, name, shade) = match (name.is_empty(), shade.is_empty()) {
        (false, _) => (kind, name, shade),
        (true, false) => (kind, shade, String::new()),
        (true, true) => (String::new(), kind, number.clone()),
    };
    let (name, shade) = if name.is_empty() { (number, String::new()) } else { (name, shade) };
    // In narrow columns the kind takes no line of its own.
    let narrow = density.grid.columns > 2;
    let (over, kind) = if narrow { (String::new(), kind) } else { (kind, String::new()) };
    let details = [kind, shade, finish].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
    let price_style = Style::text(size * 0.83);
    let price = Block::text(fonts, "price", price_style, &price, width * 0.45, 1);
    let price_width = if price.is_empty() { 0.0 } else { price.width() + 8.0 };
    let (label, strong) = (Style::label(size * 0.68), Style::strong(size));
    let named = |width: f32| Block::text(fonts, "name", strong, &name, width, density.name_lines);
    let head = if narrow {
        beside(width, named(width - price_width), strong, price, price_style)
    } else {
        let over = Block::text(fonts, "kind", label, &over, width - price_width, 1);
        beside(width, over, label, price, price_style).above(0.0, named(width))
    };
    let text = head
        .above(0.0, Block::text(fonts, "details", Style::text(size * 0.86), &details, width, 1))
        .above(1.5, Block::text(fonts, "why", Style::soft(size * 0.83), &why, width, density.why_lines));
    disc(product.colour, swatch).moved(0.0, 2.0).with(text.moved(indent, 0.0))
}

/// The shade, with a hairline around it so that a pale one is seen on white.
fn disc(colour: Option<[u8; 3]>, size: f32) -> Block {
    let Some(colour) = colour else { return Block::default() };
    let ring = Block::of("ring", size, size, Mark::Disc(LINE));
    let inner = size - 1.0;
    ring.with(Block::of("swatch", inner, inner, Mark::Disc(colour)).moved(0.5, 0.5))
}
