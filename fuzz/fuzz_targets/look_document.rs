//! Any text is a look or an error; what is a look can be written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanity::look::format;

fuzz_target!(|text: &str| {
    if let Ok(look) = format::parse(text) {
        let written = format::write(&look).expect("a look that was read can be written");
        let again = format::parse(&written).expect("a look that was written can be read");
        assert_eq!(format::write(&again).expect("and written again"), written);
    }
});
