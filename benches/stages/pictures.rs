//! Pictures in, sizes and colours: what is done to every pixel of a frame.

use std::{hint::black_box, path::Path};

use criterion::{Criterion, Throughput};
use vanity::{
    capture::camera_format::{Decoder, Encoding},
    raster::{
        Pixmap, codec,
        color::{encode_table, linear_table},
        resize,
    },
};

use super::sample::{demo, next, resources};

pub fn all(c: &mut Criterion) {
    let mut source = demo(&resources());
    c.bench_function("capture/demo 1080p", |b| b.iter(|| next(source.as_mut())));
    let frame = next(source.as_mut()).pixels;
    memory(c, &frame);
    decoding(c, &frame);
    colour(c, &frame);
    c.bench_function("resize/1080p to 720p", |b| b.iter(|| resize::resized(black_box(&frame), 1280, 720)));
}

/// The physical limit: what copying a frame takes. A copy reads each byte once and writes it once.
fn memory(c: &mut Criterion, frame: &Pixmap) {
    let mut group = c.benchmark_group("memory");
    let mut target = frame.clone();
    group.throughput(Throughput::Bytes(2 * frame.data().len() as u64));
    group.bench_function("copy 1080p", |b| b.iter(|| target.data_mut().copy_from_slice(black_box(frame.data()))));
    group.throughput(Throughput::Bytes(frame.data().len() as u64));
    group.bench_function("read 1080p", |b| {
        b.iter(|| {
            let words: &[u64] = bytemuck::cast_slice(black_box(frame.data()));
            words.iter().fold(0u64, |sum, word| sum.wrapping_add(*word))
        });
    });
}

fn decoding(c: &mut Criterion, frame: &Pixmap) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let coded = |name: &str| {
        let path = folder.path().join(name);
        codec::save(&path, frame).expect("the frame is written");
        std::fs::read(path).expect("the frame is read")
    };
    let (jpeg, png) = (coded("frame.jpg"), coded("frame.png"));
    let decode = |bytes: &[u8]| codec::decode(bytes, Path::new("frame")).expect("the frame is decoded");
    c.bench_function("decode/photo jpeg 1080p", |b| b.iter(|| decode(black_box(&jpeg))));
    c.bench_function("decode/photo png 1080p", |b| b.iter(|| decode(black_box(&png))));
    let cameras = [
        ("decode/camera mjpeg 1080p", Encoding::Mjpeg, jpeg),
        ("decode/camera yuyv 1080p", Encoding::Yuyv, vec![128; 1920 * 1080 * 2]),
        ("decode/camera nv12 1080p", Encoding::Nv12, vec![128; 1920 * 1080 * 3 / 2]),
    ];
    for (name, encoding, bytes) in cameras {
        let mut decoder = Decoder::new(encoding);
        c.bench_function(name, |b| b.iter(|| decoder.decode(black_box(&bytes), 1920, 1080).expect("it is decoded")));
    }
}

/// sRGB to linear light and back through the tables that painting uses, for each channel of a frame.
fn colour(c: &mut Criterion, frame: &Pixmap) {
    let mut target = frame.clone();
    let (linear, encode) = (linear_table(), encode_table());
    c.bench_function("colour/to linear and back 1080p", |b| {
        b.iter(|| {
            for (to, from) in target.data_mut().iter_mut().zip(black_box(frame.data())) {
                let root = linear[usize::from(*from)].sqrt();
                *to = encode[(root * (encode.len() - 1) as f32 + 0.5) as usize];
            }
        });
    });
}
