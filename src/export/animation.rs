//! A few seconds as an animated picture: GIF, which runs for ever and is shown anywhere.

use std::{fs::File, io::BufWriter, path::Path};

use gif::{Encoder, Frame, Repeat};

use super::moving::{Moving, MovingError};
use crate::raster::{Pixmap, resize};

/// Longest side, pixels: with 256 colours more shows nothing more.
const MOST_SIDE: u32 = 480;
/// Frames come no closer than this, seconds: what is shared should be small.
const LEAST_STEP: f64 = 1.0 / 12.0;
/// How coarsely 256 colours are chosen, 1..=30; 10 costs a third of 1 and looks the same on faces.
const COARSENESS: i32 = 10;

/// An animated picture that is being written.
pub struct Animation {
    encoder: Encoder<BufWriter<File>>,
    size: (u32, u32),
    /// The last frame waits for how long it is shown.
    waiting: Option<(Frame<'static>, f64)>,
}

impl Animation {
    /// Begins one whose frames have the proportion of `first`.
    ///
    /// # Errors
    /// [`MovingError`] where the file cannot be written.
    pub fn begin(path: &Path, first: &Pixmap) -> Result<Self, MovingError> {
        let size = resize::fitting(first.size(), MOST_SIDE, MOST_SIDE);
        let file = BufWriter::new(File::create(path).map_err(MovingError::File)?);
        let mut encoder = Encoder::new(file, size.0 as u16, size.1 as u16, &[]).map_err(MovingError::encoding)?;
        encoder.set_repeat(Repeat::Infinite).map_err(MovingError::encoding)?;
        Ok(Self { encoder, size, waiting: None })
    }

    fn write(&mut self, until: f64) -> Result<(), MovingError> {
        let Some((mut frame, since)) = self.waiting.take() else { return Ok(()) };
        frame.delay = ((until - since) * 100.0).round().clamp(2.0, 1000.0) as u16;
        self.encoder.write_frame(&frame).map_err(MovingError::encoding)
    }
}

impl Moving for Animation {
    fn add(&mut self, picture: &Pixmap, seconds: f64) -> Result<(), MovingError> {
        if self.waiting.as_ref().is_some_and(|(_, since)| seconds - since < LEAST_STEP) {
            return Ok(());
        }
        let (width, height) = self.size;
        let small = resize::resized(picture, width, height);
        let mut pixels = small.data().to_vec();
        let frame = Frame::from_rgba_speed(width as u16, height as u16, &mut pixels, COARSENESS);
        self.write(seconds)?;
        self.waiting = Some((frame, seconds));
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), MovingError> {
        let until = self.waiting.as_ref().map_or(0.0, |(_, since)| since + LEAST_STEP);
        self.write(until)
    }
}
