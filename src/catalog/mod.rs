//! Catalogues: shades that one can buy, imported from a table, kept, and found by their colour. Knows nothing of pixels, only of colours.
//!
//! A file becomes a [`Table`] (`format`), its columns are mapped to fields ([`Mapping`]), and each row becomes an [`Item`] or is rejected
//! with the reason ([`Import`]). What is kept is one document a catalogue in a [`Shelf`]. [`nearest()`] finds the shades that look most
//! like a colour, and [`Item::put_on`] makes a product of a look wear one.

mod binding;
pub mod colour;
mod field;
pub mod format;
mod import;
mod item;
mod kind;
mod mapping;
mod nearest;
mod picture;
mod row;
mod shelf;
mod table;
mod words;

pub use field::Field;
pub use import::{Import, Note};
pub use item::{Coverage, Item};
pub use kind::Kind;
pub use mapping::{Mapping, MappingError};
pub use nearest::{Near, difference_in_words, nearest, nearest_of};
pub use shelf::{Shelf, ShelfError};
pub use table::{MAX_BYTES, MAX_ROWS, Row, Table, TableError};
pub use words::Words;

use crate::language::say;

/// Longest name of a catalogue, characters.
pub const MAX_NAME: usize = 60;

/// Shades that one can buy, under one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalog {
    /// What people read; no two catalogues of a shelf have the same.
    pub name: String,
    /// Its shades, in the order of the table that they were read from.
    pub items: Vec<Item>,
}

/// A name as a catalogue may have it: on one line, without blanks at its ends, cut to [`MAX_NAME`] characters; `Catalogue` where nothing
/// is left.
pub fn plain_name(name: &str) -> String {
    let name: String = row::one_line(name).chars().take(MAX_NAME).collect();
    if name.trim().is_empty() { say("Catalogue").into() } else { name.trim().into() }
}
