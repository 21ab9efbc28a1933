//! Catalogues of real products, as scripts see them.

mod support {
    pub mod program;
}

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use support::program::{code, folder, names_in, stderr, stdout, text};
use tempfile::TempDir;

/// The program with a data folder of the test's own.
fn vanity(home: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
    command.env("VANITY_DATA", home.path().join("data")).args(arguments);
    command.stdin(Stdio::null()).output().unwrap()
}

fn done(home: &TempDir, arguments: &[&str]) -> String {
    let output = vanity(home, arguments);
    assert_eq!(code(&output), 0, "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

fn file(home: &TempDir, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = home.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

fn kept(home: &TempDir) -> Vec<String> {
    let folder = home.path().join("data/catalogs");
    if folder.is_dir() { names_in(&folder) } else { Vec::new() }
}

const SHADES: &str = "Brand;Product;Shade Name;Hex;GTIN;Price;Link\n\
    Maker;Silk Foundation;Sand;#D8A982;9506000134352;24,90 €;https://example.org/sand\n\
    Maker;Silk Foundation;Tawny;A06F4A;;;\n\
    Maker;Velvet Lipstick;Ruby;#9E1B32;;;\n\
    Maker;Velvet Lipstick;Wrong;#9E1B32;9506000134353;;\n\
    Maker;Velvet Lipstick;None;;;;\n";

#[test]
fn pictures_beside_a_table_that_is_named_from_where_one_stands_are_found() {
    let home = folder();
    file(&home, "ruby.png", "");
    file(&home, "mine.csv", "brand,product,shade,hex,picture\nMaker,Velvet,Ruby,#9E1B32,ruby.png\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
    command.current_dir(home.path()).env("VANITY_DATA", home.path().join("data"));
    let output = command.args(["catalog", "import", "mine.csv"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let catalog = fs::read_to_string(home.path().join("data/catalogs/mine.json")).unwrap();
    let picture = home.path().canonicalize().unwrap().join("ruby.png");
    assert!(catalog.contains(text(&picture)), "{catalog}");
}

#[test]
fn shades_are_imported_listed_found_and_removed() {
    let home = folder();
    let path = file(&home, "my-shades.csv", SHADES);
    let output = vanity(&home, &["catalog", "import", text(&path)]);
    assert_eq!(code(&output), 1, "two rows are rejected");
    assert!(stdout(&output).contains("5 rows, 3 accepted, 2 rejected"), "{}", stdout(&output));
    let told = stderr(&output);
    assert!(told.contains("rejected: line 5: GTIN") && told.contains("should be 2"), "{told}");
    assert!(told.contains("rejected: line 6: it has no colour"), "{told}");
    assert_eq!(kept(&home), ["my-shades.json"]);
    assert_eq!(done(&home, &["catalog", "list"]).trim(), "3  My Shades");

    let found = done(&home, &["catalog", "nearest", "#A06F4A", "--count", "2"]);
    let lines: Vec<&str> = found.lines().collect();
    assert!(lines.len() == 2 && lines[0].contains("Tawny") && lines[0].contains("no difference"), "{found}");
    let lips = done(&home, &["catalog", "nearest", "#A06F4A", "--kind", "lipstick", "--json", "-"]);
    let lips: Value = serde_json::from_str(&lips).unwrap();
    assert_eq!(lips["shades"].as_array().unwrap().len(), 1, "{lips}");
    assert_eq!(lips["shades"][0]["shade"], "Ruby");
    assert!(lips["shades"][0]["difference"].as_f64().unwrap() > 10.0 && lips["shades"][0]["words"].is_string());
    let none = vanity(&home, &["catalog", "nearest", "#A06F4A", "--kind", "hair"]);
    assert!(code(&none) == 1 && stderr(&none).contains("kind"), "{}", stderr(&none));

    let unknown = vanity(&home, &["catalog", "remove", "Yours"]);
    assert!(code(&unknown) == 2 && stderr(&unknown).contains("My Shades"), "{}", stderr(&unknown));
    done(&home, &["catalog", "remove", "My Shades"]);
    assert!(kept(&home).is_empty());
    let empty = vanity(&home, &["catalog", "nearest", "#A06F4A"]);
    assert!(code(&empty) == 1 && stderr(&empty).contains("catalog import"), "{}", stderr(&empty));
}

#[test]
fn a_dry_run_keeps_nothing_and_a_second_import_replaces() {
    let home = folder();
    let path = file(&home, "shades.json", r##"{"shades": [{"Tint": "#112233", "what": "Ink"}]}"##);
    let dry = done(
        &home,
        &["catalog", "import", text(&path), "--dry-run", "--map", "shade=what", "--kind", "brows", "--json", "-"],
    );
    let report: Value = serde_json::from_str(&dry).unwrap();
    assert_eq!(report["preview"][0]["shade"], "Ink");
    assert_eq!((&report["preview"][0]["kind"], &report["accepted"]), (&"brows".into(), &1.into()));
    assert_eq!(report["mapping"]["hex"][0], "Tint");
    assert!(kept(&home).is_empty());
    assert!(done(&home, &["catalog", "import", text(&path), "--name", "Pair"]).contains("kept as 'Pair'"));
    assert!(done(&home, &["catalog", "import", text(&path), "--name", "Pair"]).contains("replaced 'Pair'"));
    assert_eq!(kept(&home).len(), 1);
}

#[test]
fn what_cannot_be_imported_says_why_and_loses_nothing() {
    let home = folder();
    let good = file(&home, "good.csv", "hex\n#112233\n");
    done(&home, &["catalog", "import", text(&good), "--name", "Good"]);
    let png = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/portrait.png")).unwrap();
    for (name, content, part) in [
        ("empty.csv", &b""[..], "no rows"),
        ("heading.csv", b"hex,brand\n", "no rows"),
        ("picture.csv", &png, "not a text file"),
        ("broken.json", b"[{\"hex\": ", "JSON"),
        ("number.json", b"{\"a\": 1}", "no list"),
        ("names.csv", b"brand,shade\nA,B\n", "--map hex=COLUMN"),
        ("wrong.csv", b"hex\nred\n", "no row is a shade"),
        ("long.csv", &vec![b'a'; 17 << 20], "16 MiB"),
    ] {
        let path = file(&home, name, content);
        let output = vanity(&home, &["catalog", "import", text(&path), "--name", "Good"]);
        assert_eq!(code(&output), 1, "{name}");
        assert!(stderr(&output).contains(part) && stderr(&output).contains(name), "{name}: {}", stderr(&output));
    }
    let colourless = file(&home, "names.csv", "brand,product,shade\nMaker,Velvet,Ruby\n");
    let told = vanity(&home, &["catalog", "import", text(&colourless)]);
    let reason = "no column holds a colour; name one with --map hex=COLUMN. There are: brand, product, shade";
    assert!(code(&told) == 1 && stderr(&told).contains(reason), "{}", stderr(&told));
    let missing = vanity(&home, &["catalog", "import", "missing.csv"]);
    assert!(code(&missing) == 1 && stderr(&missing).contains("missing.csv"), "{}", stderr(&missing));
    for wrong in [
        &["catalog", "import", text(&good), "--map", "wand=hex"][..],
        &["catalog", "import", text(&good), "--map", "brand=none"],
        &["catalog", "import", text(&good), "--map", "brand"],
        &["catalog", "import", text(&good), "--kind", "wand"],
        &["catalog", "nearest", "reddish"],
        &["catalog", "nearest", "#A06F4A", "--kind", "decal"],
    ] {
        assert_eq!(code(&vanity(&home, wrong)), 2, "{wrong:?}");
    }
    assert_eq!(done(&home, &["catalog", "list"]).trim(), "1  Good");
    fs::write(home.path().join("data/catalogs/damaged.json"), "{").unwrap();
    let damaged = vanity(&home, &["catalog", "list"]);
    assert!(code(&damaged) == 1 && stdout(&damaged).contains("Good"), "{}", stderr(&damaged));
    assert!(stderr(&damaged).contains("damaged.json"), "{}", stderr(&damaged));
}

/// The folder of pictures and tables that the tests may look at.
fn data() -> Option<PathBuf> {
    let named = std::env::var_os("VANITY_TEST_DATA").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data")).join("catalog");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

#[test]
fn tables_of_real_foundations_are_imported_whole() {
    let Some(data) = data() else { return };
    let home = folder();
    for (name, rows, duplicates) in [("foundation_shades.csv", 625, 4), ("foundation_names.csv", 6816, 0)] {
        let report = done(&home, &["catalog", "import", text(&data.join(name)), "--json", "-"]);
        let report: Value = serde_json::from_str(&report).unwrap();
        assert_eq!((report["rows"].as_u64(), report["accepted"].as_u64()), (Some(rows), Some(rows)), "{name}");
        assert!(report["rejected"].as_array().unwrap().is_empty());
        assert_eq!(report["notes"].as_array().unwrap().len(), duplicates, "{name}");
        assert_eq!(report["preview"][0]["kind"], "foundation");
        assert!(
            report["mapping"].get("lab").is_none() && report["mapping"].get("rgb").is_none(),
            "{}",
            report["mapping"]
        );
    }
    let found = done(&home, &["catalog", "nearest", "#A06F4A", "--kind", "foundation", "--count", "3"]);
    assert!(found.lines().count() == 3 && found.contains("0.0  #A06F4A"), "{found}");
}
