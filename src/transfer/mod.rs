//! A photo of somebody made up to a look that anybody can wear: a document whose every product can be changed.
//!
//! The face is laid out flat (`unwrap`), a network says what is worn in each slot (`slots`, `vector`), and what can be measured is
//! measured in the picture itself. The skin and the light of the photo are taken out on the way. `PhotoReader` is all of that for a photo.
//!
//! Beside the products, a network writes the photo's look down as a code that another puts onto faces frame by frame (`style`, `view`),
//! and a third lifts drawings off as a picture (`lift`).
//!
//! `LookSpace` knows looks as points of a space: it draws new ones, mixes two, and finishes half-made ones.

pub mod boldness;
pub mod charts;
mod flatness;
mod lift;
mod measure;
mod photo;
pub mod random;
mod reader;
mod refine;
pub mod slots;
mod space;
mod style;
pub mod unwrap;
pub mod variation;
pub mod vector;
pub mod view;
pub mod visible;

pub use lift::TextureLifter;
pub use photo::{CopyError, Photo, PhotoReader};
pub use reader::{Finding, LookReader, ReadError, Reading};
pub use refine::BARE_LIPS;
pub use space::LookSpace;
pub use style::{PhotoTransfer, StyleEncoder, compositor};
pub use unwrap::{Unwrapped, UnwrappedPlane};
