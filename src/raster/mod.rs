//! Pixels to pixels: pictures, masks, colour spaces, resize, warp, blur, optical flow and codecs. Knows nothing of faces.

pub mod blur;
pub mod cells;
pub mod codec;
pub mod color;
pub mod difference;
pub mod flow;
pub mod guided;
pub mod lab;
pub mod lettering;
mod pixmap;
pub mod resize;
pub mod warp;

pub use pixmap::{Pixmap, SizeMismatch};
