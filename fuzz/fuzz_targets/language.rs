//! Any text is a language or an error; each of its sentences keeps its holes.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use vanity::language::Language;

fn holes(sentence: &str) -> BTreeSet<&str> {
    sentence.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

fuzz_target!(|text: &str| {
    let folder = tempfile::tempdir().expect("a place for temporary files");
    let path = folder.path().join("xx.toml");
    std::fs::write(&path, text).expect("room for the file");
    if let Ok(language) = Language::read(&path) {
        for english in language.sentences() {
            let said = language.translation(english).expect("each sentence has its translation");
            assert_eq!(holes(english), holes(said));
        }
    }
});
