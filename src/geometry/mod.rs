//! Points, transforms, rotated rectangles and the canonical face mesh. Knows nothing of pixels' contents.
//!
//! Spaces are named in variables: `frame` (pixels of the frame, origin at the top-left corner of the top-left pixel), `roi` (0..1 in a
//! face's rotated square), `uv` (0..1 in the canonical face's texture, v downward).

pub mod canonical;
mod rect;
pub mod regions;
mod ring;

pub use glam::{Affine2, Mat3, Vec2, Vec3};
pub use rect::{Rect, RotatedSquare};
pub use ring::is_inside;
