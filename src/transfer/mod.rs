//! A photo of somebody made up to a look that anybody can wear: a document whose every product can be changed.
//!
//! The face is laid out flat (`unwrap`), a network says what is worn in each slot (`slots`, `vector`), and what can be measured is
//! measured in the picture itself. The skin and the light of the photo are taken out on the way. `PhotoReader` is all of that for a photo.

pub mod charts;
mod measure;
mod photo;
pub mod random;
mod reader;
mod refine;
pub mod slots;
pub mod unwrap;
pub mod vector;

pub use photo::{CopyError, Photo, PhotoReader};
pub use reader::{Finding, LookReader, ReadError, Reading};
pub use unwrap::Unwrapped;
