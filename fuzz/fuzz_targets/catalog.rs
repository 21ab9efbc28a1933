//! Any bytes are a table or an error; every row of a table is a shade or told, and what is kept is read back.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use vanity::catalog::{Import, Table, format};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(table) = Table::of_bytes(bytes, "fuzzed shades") {
        let import = Import::guess(Arc::new(table));
        assert_eq!(import.items.len() + import.rejected.len(), import.table.rows.len());
        let catalog = import.catalog("Fuzzed");
        let kept = format::write(&catalog).expect("a catalogue can be written");
        let read = format::read(&kept).expect("a catalogue that was written can be read");
        assert_eq!(read.items.len(), catalog.items.len());
    }
    let _ = format::read(&String::from_utf8_lossy(bytes));
});
