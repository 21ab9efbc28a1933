//! Any file is a clip or an error, and a clip can be played to its end.
#![no_main]

use std::{io::Write, time::Duration};

use libfuzzer_sys::fuzz_target;
use vanity::{
    capture::{self, Captured, OpenOptions, Pace, SourceSpec},
    resources::Resources,
};

/// Pictures of a clip that are looked at.
const MOST_PICTURES: usize = 20;

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a place for temporary files");
    file.write_all(bytes).expect("room for the file");
    let options = OpenOptions { pace: Pace::EveryFrame, size: None };
    let source = SourceSpec::File(file.path().into());
    if let Ok(mut source) = capture::open(&source, &options, &Resources::at("nowhere")) {
        (0..MOST_PICTURES).all(|_| matches!(source.next_frame(Duration::from_secs(5)), Captured::Frame(_)));
    }
});
