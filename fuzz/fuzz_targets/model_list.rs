//! Any text is a list of models or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vanity::inference::Manifest;

fuzz_target!(|text: &str| {
    let folder = tempfile::tempdir().expect("a place for temporary files");
    std::fs::write(folder.path().join("manifest.toml"), text).expect("room for the file");
    if let Ok(manifest) = Manifest::open(folder.path()) {
        // The files are not there: each is an error that names it.
        assert!(manifest.models().iter().all(|model| manifest.read(model).is_err()));
    }
});
