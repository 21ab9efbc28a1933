//! Any text is a look to import or an error; what was imported can be written, and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanity::look::format::{self, perfect};

fuzz_target!(|text: &str| {
    if let Ok(imported) = perfect::import(text, "fuzzed look") {
        let written = format::write(&imported.look).expect("a look that was imported can be written");
        format::parse(&written).expect("a look that was written can be read");
    }
});
