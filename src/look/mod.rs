//! A look: what is worn, as an editable document. Knows nothing of pixels.

mod document;
pub mod format;
mod library;
mod mix;

pub use document::*;
pub use library::{Library, LibraryError};
