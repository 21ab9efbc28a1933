//! Any file is a mask of as many numbers as it has pixels, or an error.
#![no_main]

use std::io::Write;

use libfuzzer_sys::fuzz_target;
use vanity::raster::codec::Mask;

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a place for temporary files");
    file.write_all(bytes).expect("room for the file");
    if let Ok(mask) = Mask::load(file.path()) {
        assert_eq!(mask.numbers.len(), mask.size[0] * mask.size[1]);
    }
});
