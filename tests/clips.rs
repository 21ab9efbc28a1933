//! Recorded sources: photos, clips, picture sequences and the demo, from files as people have them.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use vanity::{
    capture::{Captured, Frame, FrameSource, OpenOptions, Pace, SourceSpec, open},
    raster::{Pixmap, codec},
    resources::Resources,
};

const PATIENCE: Duration = Duration::from_millis(200);

fn source(spec: SourceSpec, pace: Pace) -> Result<Box<dyn FrameSource>, String> {
    let resources = Resources::locate().unwrap();
    open(&spec, &OpenOptions { pace, size: Some((320, 180)) }, &resources).map_err(|error| error.to_string())
}

fn every_frame(path: &Path) -> Vec<Frame> {
    let mut source = source(SourceSpec::File(path.into()), Pace::EveryFrame).unwrap();
    let mut frames = Vec::new();
    loop {
        match source.next_frame(PATIENCE) {
            Captured::Frame(frame) => frames.push(frame),
            Captured::Ended => return frames,
            Captured::Waiting(waiting) => panic!("{}: {waiting}", path.display()),
        }
    }
}

fn brightness(picture: &Pixmap) -> f32 {
    let sum: u64 = picture.pixels().iter().map(|pixel| u64::from(pixel[1])).sum();
    sum as f32 / picture.pixels().len() as f32
}

#[test]
fn every_clip_plays_from_start_to_end() {
    let folder = std::env::var_os("VANITY_TEST_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from)
        .join("clips");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no clips in {}", folder.display());
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let frames = every_frame(&path);
        assert!(frames.len() > 20, "{}: {} frames", path.display(), frames.len());
        let times: Vec<Duration> = frames.iter().map(|frame| frame.media_time).collect();
        assert!(times.is_sorted_by(|a, b| a < b), "{}: pictures out of order", path.display());
        // Neighbours in time look alike: pictures handed out in decoding order would jump to and fro.
        let jumps = frames.windows(3).filter(|w| differs(&w[0], &w[1]) > 1.5 * differs(&w[0], &w[2]) + 1.0).count();
        println!("{}: {} frames, {jumps} jumps", path.display(), frames.len());
        assert!(jumps * 8 < frames.len(), "{}: {jumps} jumps in {} frames", path.display(), frames.len());
        assert!(frames.iter().all(|frame| brightness(&frame.pixels) > 4.0));
    }
}

/// Mean difference of two frames on a coarse grid, 8-bit steps.
fn differs(a: &Frame, b: &Frame) -> f32 {
    let pairs = a.pixels.pixels().iter().zip(b.pixels.pixels()).step_by(97);
    let (sum, count) = pairs.fold((0u32, 0u32), |(sum, n), (a, b)| (sum + u32::from(a[1].abs_diff(b[1])), n + 1));
    sum as f32 / count as f32
}

#[test]
fn the_demo_moves_gently_and_begins_again() {
    let mut demo = source(SourceSpec::Demo, Pace::EveryFrame).unwrap();
    let frames: Vec<Frame> = (0..60)
        .map(|_| match demo.next_frame(PATIENCE) {
            Captured::Frame(frame) => frame,
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(frames.iter().all(|frame| frame.pixels.size() == [320, 180]));
    assert!(*frames[0].pixels != *frames[20].pixels, "nothing moves");
    assert!(frames.windows(2).all(|pair| differs(&pair[0], &pair[1]) < 6.0), "it jumps");
    assert_eq!(frames[30].media_time, Duration::from_secs(1));
}

#[test]
fn a_source_in_real_time_keeps_its_pace() {
    let mut demo = source(SourceSpec::Demo, Pace::RealTime).unwrap();
    let started = Instant::now();
    let mut last = 0;
    while started.elapsed() < Duration::from_millis(1000) {
        if let Captured::Frame(frame) = demo.next_frame(PATIENCE) {
            last = frame.seq;
        }
    }
    assert!((20..=33).contains(&last), "frame {last} after a second");
}

#[test]
fn a_photo_stands_still_and_a_folder_plays_in_natural_order() {
    let folder = tempfile::tempdir().unwrap();
    for (name, grey) in [("f10.png", 200u8), ("f2.png", 100), ("f1.png", 50)] {
        let mut picture = Pixmap::new(20, 10);
        picture.pixels_mut().fill([grey, grey, grey, 255]);
        codec::save(&folder.path().join(name), &picture).unwrap();
    }
    std::fs::write(folder.path().join("notes.txt"), "not a picture").unwrap();
    let greys: Vec<u8> = every_frame(folder.path()).iter().map(|frame| frame.pixels.pixel(3, 3)[0]).collect();
    assert_eq!(greys, [50, 100, 200]);
    assert_eq!(every_frame(&folder.path().join("f2.png")).len(), 1);
    let mut photo = source(SourceSpec::File(folder.path().join("f2.png")), Pace::RealTime).unwrap();
    let mut times = Vec::new();
    while times.len() < 3 {
        if let Captured::Frame(frame) = photo.next_frame(PATIENCE) {
            times.push(frame.media_time);
        }
    }
    assert!(times.iter().all(|&time| time == times[0]), "{times:?}");
}

#[test]
fn files_that_cannot_be_played_say_why_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let error = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        source(SourceSpec::File(path), Pace::EveryFrame).err().unwrap_or_default()
    };
    let portrait = std::fs::read(Resources::locate().unwrap().asset("demo/portrait.png")).unwrap();
    for (name, bytes) in [
        ("empty.mp4", &b""[..]),
        ("text.mp4", b"hello"),
        ("cut.png", &portrait[..5000]),
        ("half.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\xff\xff\xff\xffmoov"),
    ] {
        let error = error(name, bytes);
        assert!(error.contains(name), "{name}: {error}");
    }
    assert!(error("text.mkv", b"hello").contains("ffmpeg"));
    let missing = source(SourceSpec::File(folder.path().join("none.mp4")), Pace::EveryFrame).err().unwrap();
    assert!(missing.contains("none.mp4"), "{missing}");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    assert!(source(SourceSpec::File(empty), Pace::EveryFrame).err().unwrap().contains("folder"));
}
