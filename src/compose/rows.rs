//! The rows of a box in the picture, worked on in parallel.

use rayon::prelude::*;

use crate::{geometry::Rect, raster::Pixmap};

/// Calls `work` for each row of a box (frame pixels, cut to the picture): its number, its first column, and its pixels.
pub(super) fn for_each_row(picture: &mut Pixmap, bounds: Rect, work: impl Fn(i32, i32, &mut [[u8; 4]]) + Sync) {
    let [width, height] = picture.size();
    let end = |value: f32, size: usize| (value.ceil().max(0.0) as usize).min(size);
    let start = |value: f32, size: usize| (value.floor().max(0.0) as usize).min(size);
    let (left, right) = (start(bounds.min.x, width), end(bounds.max.x, width));
    let (top, bottom) = (start(bounds.min.y, height), end(bounds.max.y, height));
    if left >= right || top >= bottom {
        return;
    }
    let rows = picture.pixels_mut()[top * width..bottom * width].par_chunks_mut(width).enumerate();
    rows.for_each(|(row, pixels)| work((top + row) as i32, left as i32, &mut pixels[left..right]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Vec2;

    #[test]
    fn only_the_box_and_only_inside_the_picture() {
        let mut picture = Pixmap::new(10, 8);
        let bounds = Rect { min: Vec2::new(-4.0, 2.2), max: Vec2::new(3.5, 50.0) };
        for_each_row(&mut picture, bounds, |y, x, row| {
            assert!((2..8).contains(&y) && x == 0);
            row.fill([9; 4]);
        });
        let count = picture.pixels().iter().filter(|pixel| **pixel == [9; 4]).count();
        assert_eq!(count, 4 * 6);
        for_each_row(&mut picture, Rect { min: Vec2::splat(f32::NAN), max: Vec2::splat(3.0) }, |_, _, _| {});
        for_each_row(&mut picture, Rect { min: Vec2::splat(90.0), max: Vec2::splat(99.0) }, |_, _, _| panic!());
    }
}
