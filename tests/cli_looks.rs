//! Looks that are copied, drawn and mixed, and training data, as scripts see them.

mod support {
    pub mod program;
}

use std::fs;

use serde_json::Value;
use support::program::{code, folder, names_in, portrait, stderr, stdout, text, vanity};
use vanity::raster::{Pixmap, codec};

#[test]
fn the_makeup_of_a_photo_is_worn_in_another_and_kept_as_a_look() {
    let home = folder();
    let at = |name: &str| home.path().join(name);
    let wearing = vanity(&["apply", text(&portrait()), "-o", text(&at("red.png")), "--look", "classic-red"]);
    assert_eq!(code(&wearing), 0, "{}", stderr(&wearing));
    let (red, out, look, bare) = (at("red.png"), at("out.png"), at("copied.toml"), portrait());
    let arguments = [
        "transfer",
        text(&red),
        text(&bare),
        "-o",
        text(&out),
        "--mode",
        "product",
        "--look-out",
        text(&look),
        "--json",
        "-",
    ];
    let output = vanity(&arguments);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let lipstick = findings.iter().find(|finding| finding["product"] == "lipstick").unwrap();
    assert!(lipstick["confidence"].as_f64().unwrap() > 0.5, "{lipstick}");
    assert!(lipstick["measured"]["texels"].as_u64().unwrap() > 50, "{lipstick}");
    assert!(lipstick["worn"]["color"].as_str().unwrap().starts_with('#'));
    assert_eq!(codec::load(&out).unwrap().size(), codec::load(&portrait()).unwrap().size());
    assert_eq!(code(&vanity(&["looks", "validate", text(&look)])), 0);

    for mode in ["photo", "texture"] {
        let (other, look) = (at(&format!("{mode}.png")), at(&format!("{mode}.toml")));
        let arguments =
            ["transfer", text(&red), text(&bare), "-o", text(&other), "--mode", mode, "--look-out", text(&look)];
        let output = vanity(&arguments);
        assert_eq!(code(&output), 0, "{mode}: {}", stderr(&output));
        assert_ne!(fs::read(&other).unwrap(), fs::read(&out).unwrap(), "{mode} gives what product gives");
        // The look that was written gives the same picture again.
        let again = at("again.png");
        let output = vanity(&["apply", text(&bare), "-o", text(&again), "--look", text(&look)]);
        assert_eq!(code(&output), 0, "{mode}: {}", stderr(&output));
        let (one, two) = (codec::load(&other).unwrap(), codec::load(&again).unwrap());
        let off = one.data().iter().zip(two.data()).filter(|(a, b)| a.abs_diff(**b) > 3).count();
        assert!(off * 200 < one.data().len(), "{mode}: {off} values differ");
    }

    // What tells nothing is named, and what was there stays.
    let before = fs::read(&out).unwrap();
    codec::save(&at("empty.png"), &Pixmap::new(300, 200)).unwrap();
    let refused = vanity(&["transfer", text(&at("empty.png")), text(&portrait()), "-o", text(&out)]);
    assert_eq!(code(&refused), 1);
    assert!(stderr(&refused).contains("empty.png") && stderr(&refused).contains("no face"), "{}", stderr(&refused));
    let nobody = vanity(&["transfer", text(&red), text(&portrait()), "-o", text(&out), "--face", "3"]);
    assert!(code(&nobody) == 1 && stderr(&nobody).contains("no face 3"), "{}", stderr(&nobody));
    assert_eq!(code(&vanity(&["transfer", text(&red), text(&portrait()), "-o", "out.gif"])), 2);
    assert_eq!(fs::read(&out).unwrap(), before);
}

#[test]
fn looks_are_drawn_mixed_finished_and_compared() {
    let home = folder();
    let at = |name: &str| home.path().join(name);
    let made = |arguments: &[&str]| {
        let output = vanity(arguments);
        assert_eq!(code(&output), 0, "{arguments:?}: {}", stderr(&output));
        stdout(&output)
    };
    let drawn = made(&["looks", "generate", "--family", "evening", "--boldness", "0.8", "--seed", "4"]);
    assert_eq!(drawn, made(&["looks", "generate", "--family", "evening", "--boldness", "0.8", "--seed", "4"]));
    assert!(drawn.contains("family = \"evening\""));
    made(&["looks", "mix", "soft-rose", "classic-red", "--share", "0.3", "-o", text(&at("mix.toml"))]);
    fs::write(at("half.toml"), half_a_look()).unwrap();
    made(&["looks", "complete", text(&at("half.toml")), "-o", text(&at("whole.toml"))]);
    let whole = fs::read_to_string(at("whole.toml")).unwrap();
    assert!(whole.contains("#9E1B32") && whole.matches("[[product]]").count() > 2, "{whole}");
    made(&["looks", "validate", text(&at("mix.toml")), text(&at("whole.toml"))]);
    assert_eq!(made(&["looks", "near", "soft-rose", "--count", "3"]).lines().count(), 3);
    let unknown = vanity(&["looks", "generate", "--family", "gothic"]);
    assert!(code(&unknown) == 2 && stderr(&unknown).contains("evening"), "{}", stderr(&unknown));
}

/// A lipstick and nothing else.
fn half_a_look() -> &'static str {
    r##"format = "vanity-look"
version = 1
id = "half"
name = "Half"
family = "evening"

[[product]]
kind = "lipstick"
shade = { color = "#9E1B32", opacity = 0.9 }
coverage = 0.8
finish = "satin"
"##
}

#[test]
fn training_data_is_the_same_for_the_same_seed() {
    let home = folder();
    let arrays = |name: &str, seed: &str| {
        let to = home.path().join(name);
        let photo = portrait();
        let arguments = ["synthesise", "faces", text(&photo), "-o", text(&to), "--count", "3", "--seed", seed];
        assert_eq!(code(&vanity(&arguments)), 0);
        assert_eq!(
            names_in(&to),
            [
                "face.npy",
                "layout.json",
                "left_eye.npy",
                "lips.npy",
                "photo.npy",
                "right_eye.npy",
                "skin.npy",
                "worn.npy"
            ]
        );
        [fs::read(to.join("face.npy")).unwrap(), fs::read(to.join("worn.npy")).unwrap()]
    };
    let first = arrays("a", "7");
    assert!(first[0].starts_with(b"\x93NUMPY") && first[0].len() == 128 + 3 * 4 * 64 * 64);
    assert_eq!(first, arrays("b", "7"));
    assert_ne!(first, arrays("c", "8"));
    let looks = vanity(&["synthesise", "looks", "-o", text(&home.path().join("looks")), "--count", "5"]);
    assert_eq!(code(&looks), 0, "{}", stderr(&looks));
    let read = vanity(&["evaluate", "reading", text(&portrait()), "--count", "4", "--json", "-"]);
    assert_eq!(code(&read), 0, "{}", stderr(&read));
    let document: Value = serde_json::from_str(&stdout(&read)).unwrap();
    assert!(document["slots"]["lipstick"]["f1"].is_number() && document["read"].as_u64().unwrap() > 0, "{document}");
}
