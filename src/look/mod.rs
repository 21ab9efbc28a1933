//! A look: what is worn, as an editable document. Knows nothing of pixels.

pub mod article;
mod document;
pub mod file;
pub mod format;
mod library;
pub mod names;
mod parts;
mod traits;
mod worn;

pub use article::Article;
pub use document::*;
pub use library::{Library, LibraryError};
pub use worn::{LONGEST_PACKET, Worn};
