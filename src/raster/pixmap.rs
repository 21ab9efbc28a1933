/// An 8-bit sRGB picture: RGBA, straight alpha, row-major, no padding. Cameras and clips have alpha 255 throughout.
///
/// Pixel coordinates: `(0, 0)` is the top-left corner of the top-left pixel, whose centre is `(0.5, 0.5)`.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixmap {
    width: u32,
    height: u32,
    data: Vec<u8>,
}

/// A buffer whose length is not `width * height * 4`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a {width}x{height} RGBA picture needs {} bytes, got {actual}", *width as usize * *height as usize * 4)]
pub struct SizeMismatch {
    /// Columns asked for.
    pub width: u32,
    /// Rows asked for.
    pub height: u32,
    /// Bytes given.
    pub actual: usize,
}

impl Pixmap {
    /// An opaque black picture.
    pub fn new(width: u32, height: u32) -> Self {
        let mut data = vec![0; width as usize * height as usize * 4];
        data.chunks_exact_mut(4).for_each(|px| px[3] = 255);
        Self { width, height, data }
    }

    /// Takes over an RGBA buffer.
    ///
    /// # Errors
    /// [`SizeMismatch`] where the buffer does not hold exactly `width * height` pixels.
    pub fn from_rgba(width: u32, height: u32, data: Vec<u8>) -> Result<Self, SizeMismatch> {
        if data.len() == width as usize * height as usize * 4 {
            Ok(Self { width, height, data })
        } else {
            Err(SizeMismatch { width, height, actual: data.len() })
        }
    }

    /// Columns.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// `[width, height]`, as egui and most codecs want it.
    pub fn size(&self) -> [usize; 2] {
        [self.width as usize, self.height as usize]
    }

    /// All bytes, RGBA row by row.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// All bytes, to change.
    pub fn data_mut(&mut self) -> &mut [u8] {
        &mut self.data
    }

    /// The buffer itself, to hand on without a copy.
    pub fn into_data(self) -> Vec<u8> {
        self.data
    }

    /// All pixels, row by row.
    pub fn pixels(&self) -> &[[u8; 4]] {
        bytemuck::cast_slice(&self.data)
    }

    /// All pixels, to change.
    pub fn pixels_mut(&mut self) -> &mut [[u8; 4]] {
        bytemuck::cast_slice_mut(&mut self.data)
    }

    /// One row of pixels. Panics where `y >= height`.
    pub fn row(&self, y: u32) -> &[[u8; 4]] {
        let width = self.width as usize;
        &self.pixels()[y as usize * width..][..width]
    }

    /// A part of it: its left and top, and its width and height, in pixels. Panics where it does not lie within the picture.
    pub fn part(&self, [left, top]: [u32; 2], [width, height]: [u32; 2]) -> Self {
        let mut part = Self::new(width, height);
        for (y, row) in (top..top + height).zip(part.pixels_mut().chunks_exact_mut(width.max(1) as usize)) {
            row.copy_from_slice(&self.row(y)[left as usize..][..width as usize]);
        }
        part
    }

    /// One pixel. Panics outside the picture.
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 4] {
        self.row(y)[x as usize]
    }
}

impl std::fmt::Debug for Pixmap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixmap({}x{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_picture_is_opaque_black() {
        let picture = Pixmap::new(3, 2);
        assert_eq!(picture.pixels(), &[[0, 0, 0, 255]; 6]);
    }

    #[test]
    fn a_buffer_of_the_wrong_length_is_refused() {
        let error = Pixmap::from_rgba(2, 2, vec![0; 15]).unwrap_err();
        assert_eq!(error.to_string(), "a 2x2 RGBA picture needs 16 bytes, got 15");
    }
}
