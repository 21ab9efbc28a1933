//! Any bytes called a picture hold a look that can be written again, or none, or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanity::look::{file, format};

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a place for temporary files");
    let path = folder.path().join("a.png");
    std::fs::write(&path, bytes).expect("room for the file");
    if let Ok(Some(opened)) = file::worn_in(&path) {
        format::write(&opened.look).expect("a look that was read can be written");
    }
});
