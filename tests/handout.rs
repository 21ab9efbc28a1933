//! The sheet to hand over, as scripts see it.

use std::{
    path::Path,
    process::{Command, Output},
};

fn vanity(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vanity")).args(arguments).output().unwrap()
}

fn portrait() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/portrait.png").display().to_string()
}

/// The text of a page, counted from 1.
fn page(pdf: &Path, number: u32) -> String {
    lopdf::Document::load(pdf).unwrap().extract_text(&[number]).unwrap()
}

#[test]
fn a_sheet_has_two_pages_in_the_language_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("sheet.pdf");
    let written = out.display().to_string();
    let done = vanity(&[
        "handout",
        &portrait(),
        "--look",
        "classic-red",
        "-o",
        &written,
        "--client",
        "Anna",
        "--salon",
        "Atelier",
    ]);
    assert!(done.status.success(), "{done:?}");
    assert_eq!(lopdf::Document::load(&out).unwrap().get_pages().len(), 2);
    let (first, second) = (page(&out, 1), page(&out, 2));
    assert!(first.contains("Classic Red") && first.contains("Anna") && first.contains("Monk"), "{first}");
    assert!(second.contains("Step by step") && second.contains("Foundation"), "{second}");
    let done = vanity(&["handout", &portrait(), "--look", "classic-red", "-o", &written, "--language", "zh-Hans"]);
    assert!(done.status.success() && page(&out, 2).contains("上妆步骤"), "{done:?}");
}

#[test]
fn a_language_that_is_dropped_among_what_is_kept_is_spoken() {
    let folder = tempfile::tempdir().unwrap();
    let languages = folder.path().join("languages");
    std::fs::create_dir_all(&languages).unwrap();
    let words =
        "name = \"Deutsch\"\n[words]\n\"Step by step\" = \"Schritt für Schritt\"\n\"Foundation\" = \"Grundierung\"\n";
    std::fs::write(languages.join("de.toml"), words).unwrap();
    std::fs::write(languages.join("broken.toml"), "name = ").unwrap();
    let out = folder.path().join("sheet.pdf");
    let written = out.display().to_string();
    let speak = |code: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
        command.args(["handout", &portrait(), "--look", "classic-red", "-o", &written, "--language", code]);
        command.env("VANITY_DATA", folder.path()).output().unwrap()
    };
    let done = speak("de");
    assert!(done.status.success(), "{done:?}");
    let second = page(&out, 2);
    assert!(second.contains("Schritt für Schritt") && second.contains("Grundierung"), "{second}");
    assert!(second.contains("Eyeliner"), "what it lacks stays English: {second}");
    let told = String::from_utf8_lossy(&speak("broken").stderr).into_owned();
    assert!(told.contains("no language 'broken'; there are: en, de, zh-Hans"), "{told}");
}

#[test]
fn what_cannot_be_done_is_told_and_leaves_the_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("sheet.pdf");
    std::fs::write(&out, "mine").unwrap();
    let written = out.display().to_string();
    let blank = folder.path().join("blank.png");
    vanity::raster::codec::save(&blank, &vanity::raster::Pixmap::new(64, 64)).unwrap();
    let refused: [(&[&str], i32, &str); 3] = [
        (&["handout", &blank.display().to_string(), "--look", "classic-red", "-o", &written], 1, "no face"),
        (&["handout", &portrait(), "--look", "no-look", "-o", &written], 2, "no-look"),
        (&["handout", &portrait(), "--look", "classic-red", "-o", &written, "--language", "xx"], 2, "zh-Hans"),
    ];
    for (arguments, code, words) in refused {
        let done = vanity(arguments);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(code), "{told}");
        assert!(told.contains(words), "{told}");
        assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
    }
}
