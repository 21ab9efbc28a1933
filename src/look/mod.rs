//! A look: what is worn, as an editable document. Knows nothing of pixels.

mod document;
pub mod file;
pub mod format;
mod library;
pub mod names;
mod parts;
mod traits;

pub use document::*;
pub use library::{Library, LibraryError};
