//! A few seconds as an animated picture: GIF, which runs for ever and is shown anywhere.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use gif::{Encoder, Frame, Repeat};
use quantette::{ImageBuf, PaletteSize, Pipeline, QuantizeMethod, deps::palette::Srgb, dither::FloydSteinberg};

use super::moving::{Moving, MovingError};
use crate::raster::{Pixmap, codec::xmp, resize};

/// Longest side, pixels: with 256 colours more shows nothing more.
const MOST_SIDE: u32 = 480;
/// Frames come no closer than this, seconds: what is shared should be small.
const LEAST_STEP: f64 = 1.0 / 12.0;

/// An animated picture that is being written.
pub struct Animation {
    encoder: Encoder<BufWriter<File>>,
    size: (u32, u32),
    /// The last frame waits for how long it is shown.
    waiting: Option<(Frame<'static>, f64)>,
}

impl Animation {
    /// Begins one whose frames have the proportion of `first`, with an XMP packet before them if there is one.
    ///
    /// # Errors
    /// [`MovingError`] where the file cannot be written.
    pub fn begin(path: &Path, first: &Pixmap, packet: Option<&str>) -> Result<Self, MovingError> {
        let size = resize::fitting(first.size(), MOST_SIDE, MOST_SIDE);
        let file = BufWriter::new(File::create(path).map_err(MovingError::File)?);
        let mut encoder = Encoder::new(file, size.0 as u16, size.1 as u16, &[]).map_err(MovingError::encoding)?;
        encoder.set_repeat(Repeat::Infinite).map_err(MovingError::encoding)?;
        let packet = packet.map(xmp::for_gif).unwrap_or_default();
        encoder.get_mut().write_all(&packet).map_err(MovingError::File)?;
        Ok(Self { encoder, size, waiting: None })
    }

    fn write(&mut self, until: f64) -> Result<(), MovingError> {
        let Some((mut frame, since)) = self.waiting.take() else { return Ok(()) };
        frame.delay = ((until - since) * 100.0).round().clamp(2.0, 1000.0) as u16;
        self.encoder.write_frame(&frame).map_err(MovingError::encoding)
    }
}

/// A frame in 256 colours of its own, chosen by k-means in Oklab and laid out by Floyd and Steinberg's error diffusion: lips are a small
/// part of a picture, and keep their hue only so.
fn in_few_colors(picture: &Pixmap) -> Result<Frame<'static>, MovingError> {
    let (width, height) = (picture.width(), picture.height());
    let pixels: Vec<Srgb<u8>> = picture.pixels().iter().map(|[r, g, b, _]| Srgb::new(*r, *g, *b)).collect();
    let image = ImageBuf::new(width, height, pixels).map_err(MovingError::encoding)?;
    let pipeline = Pipeline::new().palette_size(PaletteSize::MAX).quantize_method(QuantizeMethod::kmeans());
    let few = pipeline.ditherer(FloydSteinberg::new()).input_image(image.as_ref()).output_srgb8_indexed_image();
    let (palette, indices) = few.into_parts();
    let palette = palette.into_iter().flat_map(|color| [color.red, color.green, color.blue]).collect();
    Ok(Frame {
        width: width as u16,
        height: height as u16,
        palette: Some(palette),
        buffer: indices.into(),
        ..Frame::default()
    })
}

impl Moving for Animation {
    fn add(&mut self, picture: &Pixmap, seconds: f64) -> Result<(), MovingError> {
        if self.waiting.as_ref().is_some_and(|(_, since)| seconds - since < LEAST_STEP) {
            return Ok(());
        }
        let (width, height) = self.size;
        let small = resize::resized(picture, width, height);
        let frame = in_few_colors(&small)?;
        self.write(seconds)?;
        self.waiting = Some((frame, seconds));
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), MovingError> {
        let until = self.waiting.as_ref().map_or(0.0, |(_, since)| since + LEAST_STEP);
        self.write(until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A few lips' worth of rose in a picture of everything else.
    fn picture() -> Pixmap {
        let mut picture = Pixmap::new(240, 160);
        for (number, pixel) in picture.pixels_mut().iter_mut().enumerate() {
            let (x, y) = (number % 240, number / 240);
            let lips = (100..130).contains(&x) && (80..90).contains(&y);
            *pixel =
                if lips { [186, 84 + (x % 8) as u8, 104, 255] } else { [x as u8, (y + 60) as u8, 255 - x as u8, 255] };
        }
        picture
    }

    #[test]
    fn a_small_part_keeps_its_hue() {
        let picture = picture();
        let frame = in_few_colors(&picture).unwrap();
        let palette = frame.palette.as_ref().unwrap();
        assert!(palette.len() <= 3 * 256 && frame.buffer.len() == 240 * 160);
        let mean = |color: &dyn Fn(usize) -> f64| {
            let inside = (82..88).flat_map(|y| (104..126).map(move |x| y * 240 + x));
            inside.map(color).sum::<f64>() / (6.0 * 22.0)
        };
        for channel in 0..3 {
            let wanted = mean(&|at| f64::from(picture.pixels()[at][channel]));
            let shown = mean(&|at| f64::from(palette[usize::from(frame.buffer[at]) * 3 + channel]));
            assert!((wanted - shown).abs() < 4.0, "channel {channel}: {shown} instead of {wanted}");
        }
    }
}
