//! Any bytes are a picture or an error.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use vanity::raster::codec;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(picture) = codec::decode(bytes, Path::new("fuzzed")) {
        assert_eq!(picture.pixels().len(), picture.width() as usize * picture.height() as usize);
    }
});
