//! A few seconds as a film: H.264 in MP4, without sound.

use std::{fs::File, io::BufWriter, path::Path};

use muxide::api::{Muxer, MuxerBuilder, VideoCodec};
use openh264::{
    OpenH264API,
    encoder::{BitRate, Encoder, EncoderConfig, FrameRate, FrameType},
    formats::{RgbaSliceU8, YUVBuffer},
};

use super::moving::{Moving, MovingError};
use crate::raster::{Pixmap, resize};

/// Bits a second for each pixel of a frame: skin stays without blocks.
const BITS_PER_PIXEL: u32 = 8;
/// Larger frames are made smaller: an ordinary processor keeps up with these.
const MOST_WIDTH: u32 = 1280;
const MOST_HEIGHT: u32 = 1280;
/// What the file says of its rate; each frame has a time of its own.
const NOMINAL_RATE: f32 = 30.0;

/// A film that is being written.
pub struct Film {
    encoder: Encoder,
    muxer: Muxer<BufWriter<File>>,
    size: (u32, u32),
}

impl Film {
    /// Begins a film whose frames are as large as `first`, or smaller where that is more than is kept up with. Sides are even.
    ///
    /// # Errors
    /// [`MovingError`] where the file or the encoder cannot be had.
    pub fn begin(path: &Path, first: &Pixmap) -> Result<Self, MovingError> {
        let (width, height) = resize::fitting(first.size(), MOST_WIDTH, MOST_HEIGHT);
        let size = ((width / 2 * 2).max(2), (height / 2 * 2).max(2));
        let config = EncoderConfig::new()
            .bitrate(BitRate::from_bps(size.0 * size.1 * BITS_PER_PIXEL))
            .max_frame_rate(FrameRate::from_hz(NOMINAL_RATE))
            .skip_frames(false);
        let encoder = Encoder::with_api_config(OpenH264API::from_source(), config).map_err(MovingError::encoding)?;
        let file = BufWriter::new(File::create(path).map_err(MovingError::File)?);
        let muxer = MuxerBuilder::new(file)
            .video(VideoCodec::H264, size.0, size.1, f64::from(NOMINAL_RATE))
            .build()
            .map_err(MovingError::encoding)?;
        Ok(Self { encoder, muxer, size })
    }
}

impl Moving for Film {
    fn add(&mut self, picture: &Pixmap, seconds: f64) -> Result<(), MovingError> {
        let (width, height) = self.size;
        let fitted =
            (picture.size() != [width as usize, height as usize]).then(|| resize::resized(picture, width, height));
        let picture = fitted.as_ref().unwrap_or(picture);
        let pixels = RgbaSliceU8::new(picture.data(), (width as usize, height as usize));
        let encoded = self.encoder.encode(&YUVBuffer::from_rgba8_source(pixels)).map_err(MovingError::encoding)?;
        let key = matches!(encoded.frame_type(), FrameType::IDR | FrameType::I);
        let units = encoded.to_vec();
        // An encoder may leave out a frame that is like the last.
        if units.is_empty() {
            return Ok(());
        }
        self.muxer.write_video(seconds, &units, key).map_err(MovingError::encoding)
    }

    fn finish(self: Box<Self>) -> Result<(), MovingError> {
        self.muxer.finish().map_err(MovingError::encoding)
    }
}
