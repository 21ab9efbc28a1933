//! `vanity advise` as scripts see it.

mod support {
    pub mod program;
}

use support::program::{code, folder, names_in, portrait, stderr, stdout, text, vanity};
use vanity::raster::{Pixmap, codec};

#[test]
fn the_sample_portrait_gets_a_report_with_reasons() {
    let output = vanity(&["advise", text(&portrait()), "--looks", "3"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let report = stdout(&output);
    for expected in
        ["Skin tone", "Monk", "Typology angle", "Undertone", "Looks", "undertone (weight 3 x ", "contrast (weight 2 x "]
    {
        assert!(report.contains(expected), "{expected} is missing in\n{report}");
    }
}

#[test]
fn everything_is_in_the_document_and_shades_are_ranked() {
    let folder = folder();
    let (json, shades) = (folder.path().join("advice.json"), folder.path().join("shades.csv"));
    std::fs::write(&shades, "Pale,85,5,12\nMiddle,62,11,17\nDeep,30,10,12\n").unwrap();
    let portrait = portrait();
    let arguments =
        ["advise", text(&portrait), "--json", text(&json), "--shades", text(&shades), "--without", "contrast"];
    let output = vanity(&arguments);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let document: serde_json::Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    assert_eq!(document["quality"]["readable"], true);
    assert!(document["tone"]["ita_uncertainty"].as_f64().unwrap() > 0.0);
    let shades = document["shades"].as_array().unwrap();
    let differences: Vec<f64> = shades.iter().map(|shade| shade["difference"].as_f64().unwrap()).collect();
    assert!(differences.len() == 3 && differences.is_sorted(), "{differences:?}");
    let looks = document["looks"].as_array().unwrap();
    assert_eq!(looks.len(), 5);
    for look in looks {
        let reasons = look["reasons"].as_array().unwrap();
        let points: f64 = reasons.iter().map(|reason| reason["points"].as_f64().unwrap()).sum();
        assert!((look["score"].as_f64().unwrap() - 50.0 - points).abs() < 0.02, "{look}");
        assert!(reasons.iter().all(|reason| reason["rule"] != "contrast"), "it was left out");
    }
}

#[test]
fn what_the_person_says_counts_before_what_is_read() {
    let folder = folder();
    let json = folder.path().join("advice.json");
    let portrait = portrait();
    let arguments =
        ["advise", text(&portrait), "--say", "undertone=cool", "--say", "eye-corners=upturned", "--json", text(&json)];
    let output = vanity(&arguments);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let document: serde_json::Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    assert_eq!(document["said"].as_array().unwrap().len(), 2);
    assert_eq!(document["tone"]["undertone"]["name"], "cool");
    let features = document["shape"]["features"].as_array().unwrap();
    assert!(features.iter().any(|one| one["feature"] == "Eye corners" && one["name"] == "upturned"), "{features:?}");
    let report = stdout(&vanity(&["advise", text(&portrait), "--say", "undertone=cool"]));
    assert!(report.contains("you said: undertone cool") && report.contains("(weight 3 x "), "{report}");
    let wrong = vanity(&["advise", text(&portrait), "--say", "undertone=green"]);
    assert!(code(&wrong) == 2 && stderr(&wrong).contains("cool, neutral, warm"), "{}", stderr(&wrong));
}

#[test]
fn a_report_folder_holds_the_guide_in_order() {
    let folder = folder();
    let output = vanity(&["advise", text(&portrait()), "--report", text(folder.path()), "--look", "classic-red"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let names = names_in(folder.path());
    let steps: Vec<&String> = names.iter().filter(|name| name.starts_with("step-")).collect();
    assert!(steps.first().unwrap().contains("foundation") && steps.last().unwrap().contains("lipstick"), "{names:?}");
    let guide = std::fs::read_to_string(folder.path().join("guide.txt")).unwrap();
    assert!(steps.iter().all(|step| guide.contains(step.as_str())), "{guide}");
    let maps = names.iter().filter(|name| name.starts_with("skin-")).count();
    assert!(maps >= 3, "{names:?}");
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let folder = folder();
    let dark = folder.path().join("dark.png");
    let mut picture = codec::load(&portrait()).unwrap();
    picture.pixels_mut().iter_mut().for_each(|pixel| pixel[..3].iter_mut().for_each(|channel| *channel /= 5));
    codec::save(&dark, &picture).unwrap();
    let output = vanity(&["advise", text(&dark)]);
    assert!(stdout(&output).contains("More light") || stderr(&output).contains("no face found"), "{output:?}");
    assert!(!stdout(&output).contains("Monk"), "no tone is told in the dark");
    let empty = folder.path().join("empty.png");
    codec::save(&empty, &Pixmap::new(200, 200)).unwrap();
    let output = vanity(&["advise", text(&empty)]);
    assert!(code(&output) == 1 && stderr(&output).contains("no face found"), "{}", stderr(&output));
    let output = vanity(&["advise", text(&folder.path().join("missing.jpg"))]);
    assert!(code(&output) == 1 && stderr(&output).contains("missing.jpg"));
}

#[test]
fn wrong_wishes_are_refused_before_anything_is_read() {
    let folder = folder();
    let portrait = portrait();
    let broken = folder.path().join("shades.csv");
    std::fs::write(&broken, "Pale,white\n").unwrap();
    for (arguments, named) in [
        (["--without", "luck"], "undertone"),
        (["--family", "nobody"], "nobody"),
        (["--look", "no-such-look"], "no-such-look"),
        (["--shades", text(&broken)], "shades.csv:1"),
    ] {
        let output = vanity(&[&["advise", text(&portrait)], &arguments[..]].concat());
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(named), "{}", stderr(&output));
    }
}
