//! A photo of somebody made up to a look that anybody can wear: a document whose every product can be changed.
//!
//! The face is laid out flat (`unwrap`), a network says what is worn in each slot (`slots`, `vector`), and what can be measured is
//! measured in the picture itself. The skin and the light of the photo are taken out on the way.

pub mod charts;
mod measure;
pub mod random;
mod reader;
pub mod slots;
pub mod unwrap;
pub mod vector;

pub use reader::{Finding, LookReader, ReadError, Reading};
pub use unwrap::Unwrapped;
