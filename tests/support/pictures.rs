//! Pictures of four colours, coded as cameras do, by the textbook's formulas and not by the program's own code.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::time::Duration;

use image::{ExtendedColorType, codecs::jpeg::JpegEncoder};
use vanity::{
    capture::{self, Captured, OpenOptions, Pace, SourceSpec},
    raster::Pixmap,
    resources::Resources,
};

/// Top left, top right, bottom left, bottom right.
pub type Colors = [[u8; 3]; 4];

pub const PRIMARY: Colors = [[200, 30, 30], [30, 180, 40], [40, 50, 210], [128, 128, 128]];
pub const SECONDARY: Colors = [[210, 200, 40], [40, 190, 190], [190, 60, 180], [70, 70, 70]];

/// Difference that coding may make in the middle of a quarter.
const TOLERANCE: u8 = 6;

/// Whether the picture shows these colours, each in its quarter.
pub fn shows(picture: &Pixmap, colors: &Colors) -> bool {
    (0..4).all(|quarter| {
        let (x, y) = (1 + 2 * (quarter as u32 % 2), 1 + 2 * (quarter as u32 / 2));
        let pixel = picture.pixel(picture.width() * x / 4, picture.height() * y / 4);
        (0..3).all(|c| pixel[c].abs_diff(colors[quarter][c]) <= TOLERANCE) && pixel[3] == 255
    })
}

/// What is in the quarters of a picture, for messages.
pub fn seen(picture: &Pixmap) -> [[u8; 4]; 4] {
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| picture.pixel(picture.width() * x / 4, picture.height() * y / 4))
}

/// The picture in a camera's coding; nothing for codings that no camera is asked for.
pub fn coded(coding: &str, width: u32, height: u32, colors: &Colors) -> Vec<u8> {
    match coding {
        "MJPG" => mjpeg(width, height, colors),
        "YUYV" => yuyv(width, height, colors),
        "NV12" => nv12(width, height, colors),
        _ => Vec::new(),
    }
}

fn color_at(x: u32, y: u32, (width, height): (u32, u32), colors: &Colors) -> [u8; 3] {
    colors[usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)]
}

/// The sample portrait, as a camera of that size would see its sitter.
pub fn sitter(width: u32, height: u32) -> Pixmap {
    let options = OpenOptions { pace: Pace::EveryFrame, size: Some((width, height)) };
    let mut demo = capture::open(&SourceSpec::Demo, &options, &Resources::locate().unwrap()).unwrap();
    let Captured::Frame(frame) = demo.next_frame(Duration::from_secs(60)) else { panic!("the demo gives no frame") };
    (*frame.pixels).clone()
}

/// A picture as a camera codes it.
pub fn jpeg(picture: &Pixmap) -> Vec<u8> {
    let rgb: Vec<u8> = picture.pixels().iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect();
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 92);
    image::ImageEncoder::write_image(encoder, &rgb, picture.width(), picture.height(), ExtendedColorType::Rgb8)
        .unwrap();
    jpeg
}

/// A JPEG without Huffman tables, as many cameras send it: the standard ones are meant.
fn mjpeg(width: u32, height: u32, colors: &Colors) -> Vec<u8> {
    let pixels = (0..width * height).flat_map(|i| color_at(i % width, i / width, (width, height), colors));
    let mut jpeg = Vec::new();
    let rgb: Vec<u8> = pixels.collect();
    JpegEncoder::new_with_quality(&mut jpeg, 95).encode(&rgb, width, height, ExtendedColorType::Rgb8).unwrap();
    without_huffman_tables(&jpeg)
}

fn without_huffman_tables(jpeg: &[u8]) -> Vec<u8> {
    let (mut kept, mut rest) = (jpeg[..2].to_vec(), &jpeg[2..]);
    // The start of the scan is the last segment; what follows it is the picture itself.
    while rest[1] != 0xda {
        let length = 2 + usize::from(u16::from_be_bytes([rest[2], rest[3]]));
        if rest[1] != 0xc4 {
            kept.extend_from_slice(&rest[..length]);
        }
        rest = &rest[length..];
    }
    kept.extend_from_slice(rest);
    kept
}

/// BT.601, limited range.
fn yuv([r, g, b]: [u8; 3]) -> [u8; 3] {
    let [r, g, b] = [r, g, b].map(|channel| f64::from(channel) / 255.0);
    let y = 0.299 * r + 0.587 * g + 0.114 * b;
    [16.0 + 219.0 * y, 128.0 + 224.0 * (b - y) / 1.772, 128.0 + 224.0 * (r - y) / 1.402].map(|v| v.round() as u8)
}

fn yuyv(width: u32, height: u32, colors: &Colors) -> Vec<u8> {
    let pair = |i: u32| {
        let [y, u, v] = yuv(color_at(2 * i % width, 2 * i / width, (width, height), colors));
        [y, u, y, v]
    };
    (0..width * height / 2).flat_map(pair).collect()
}

fn nv12(width: u32, height: u32, colors: &Colors) -> Vec<u8> {
    let at = |x, y| yuv(color_at(x, y, (width, height), colors));
    let mut bytes: Vec<u8> = (0..width * height).map(|i| at(i % width, i / width)[0]).collect();
    let half = width / 2;
    bytes.extend((0..half * height / 2).flat_map(|i| {
        let [_, u, v] = at(2 * (i % half), 2 * (i / half));
        [u, v]
    }));
    bytes
}
