//! The program as scripts see it: what it prints, what it writes, and how it ends.

mod support {
    pub mod program;
}

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use support::program::{code, folder, names_in, portrait, stderr, stdout, text, vanity};
use vanity::raster::{Pixmap, codec};

/// Ids of the built-in looks, as `vanity looks list` gives them.
fn look_ids() -> Vec<String> {
    let output = vanity(&["looks", "list"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    stdout(&output).lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

fn applied(inputs: &[&Path], out: &Path, more: &[&str]) -> Output {
    let look = look_ids().remove(0);
    let mut arguments = vec!["apply"];
    arguments.extend(inputs.iter().map(|path| text(path)));
    arguments.extend(["-o", text(out), "--look", &look]);
    arguments.extend(more);
    vanity(&arguments)
}

#[test]
fn help_explains_itself() {
    let output = vanity(&["--help"]);
    assert_eq!(code(&output), 0);
    let help = stdout(&output);
    for word in ["apply", "landmarks", "looks", "cameras", "doctor", "bench", "Examples:", "Exit codes:", "VANITY_LOG"]
    {
        assert!(help.contains(word), "{word} is not in\n{help}");
    }
    assert!(stdout(&vanity(&["apply", "--help"])).contains("--intensity"));
    assert!(stdout(&vanity(&["--version"])).starts_with("vanity "));
}

#[test]
fn wrong_usage_ends_with_2() {
    let (portrait, home) = (portrait(), folder());
    let out = home.path().join("out.png");
    let (photo, file) = (text(&portrait), text(&out));
    let wrong: [&[&str]; 12] = [
        &["fly"],
        &["apply"],
        &["apply", photo],
        &["apply", photo, "-o", file],
        &["apply", photo, "-o", file, "--look", "no-such-look"],
        &["apply", photo, "-o", file, "--look", "classic-red", "--intensity", "2"],
        &["apply", photo, photo, "-o", file, "--look", "classic-red"],
        &["apply", text(home.path()), "-o", file, "--look", "classic-red"],
        &["apply", photo, "-o", "out.gif", "--look", "classic-red"],
        &["apply", photo, photo, "-o", photo, "--look", "classic-red"],
        &["bench", "--size", "big"],
        &["open", "no-such-file.png"],
    ];
    for arguments in wrong {
        let output = vanity(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(!stderr(&output).is_empty(), "{arguments:?} says nothing");
    }
    assert!(!out.exists());
}

#[test]
fn negative_numbers_are_told_their_bounds() {
    let intensity = vanity(&["apply", "a.png", "-o", "b.png", "--look", "classic-red", "--intensity", "-1"]);
    let seconds = vanity(&["bench", "--seconds", "-1"]);
    assert_eq!([code(&intensity), code(&seconds)], [2, 2]);
    assert!(stderr(&intensity).contains("from 0 to 1"), "{}", stderr(&intensity));
    assert!(stderr(&seconds).contains("from 0.1"), "{}", stderr(&seconds));
}

#[test]
fn looks_are_listed_one_a_line_with_the_id_first() {
    let ids = look_ids();
    assert!(ids.len() >= 12, "{ids:?}");
    assert!(
        ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')),
        "{ids:?}"
    );
}

#[test]
fn a_look_of_another_program_is_imported_and_what_is_not_taken_over_is_listed() {
    let home = folder();
    let (foreign, look, report) =
        (home.path().join("party.json"), home.path().join("party.toml"), home.path().join("report.json"));
    let document = r##"{"version": "1.0", "effects": [{"category": "nails"}, {"category": "lip_color",
        "shape": {"name": "plump"}, "palettes": [{"color": "#AA1122", "texture": "matte", "colorIntensity": 80}]}]}"##;
    fs::write(&foreign, document).unwrap();
    let imported = vanity(&["looks", "import", text(&foreign), "-o", text(&look), "--json", text(&report)]);
    assert_eq!(code(&imported), 0, "{}", stderr(&imported));
    assert!(stderr(&imported).contains("nails") && stderr(&imported).contains("plump"), "{}", stderr(&imported));
    let report: Value = serde_json::from_str(&fs::read_to_string(&report).unwrap()).unwrap();
    assert_eq!(report["products"], 1);
    assert_eq!(report["left_out"].as_array().unwrap().len(), 2, "{report}");
    assert_eq!(code(&vanity(&["looks", "validate", text(&look)])), 0);

    let printed = vanity(&["looks", "import", text(&foreign)]);
    assert_eq!(stdout(&printed), fs::read_to_string(&look).unwrap());
    fs::write(&foreign, document.replace("80", "800")).unwrap();
    let wrong = vanity(&["looks", "import", text(&foreign), "-o", text(&look)]);
    assert_eq!(code(&wrong), 1);
    assert!(stderr(&wrong).contains("effect 2 (lip_color), palette 1, colorIntensity"), "{}", stderr(&wrong));
}

#[test]
fn a_sheet_shows_looks_on_faces_and_names_who_is_missing() {
    let home = folder();
    let sheet = home.path().join("sheet.png");
    let empty = home.path().join("empty.png");
    codec::save(&empty, &Pixmap::new(300, 300)).unwrap();
    let face = portrait();
    let looks = "classic-red, cobalt";
    let made =
        vanity(&["looks", "sheet", text(&face), text(&empty), "-o", text(&sheet), "--looks", looks, "--cell", "128"]);
    assert_eq!(code(&made), 1, "one face is missing: {}", stderr(&made));
    assert!(stderr(&made).contains("empty.png: no face found"), "{}", stderr(&made));
    let picture = codec::load(&sheet).unwrap();
    assert_eq!(picture.size(), [6 + 3 * 134, 6 + 128 + 18 + 6], "one row; bare and two looks");
    let cell = |column: u32| {
        let pixels = (0..128).flat_map(|y| (0..128).map(move |x| (x, y)));
        pixels.map(|(x, y)| picture.pixel(6 + column * 134 + x, 6 + y)).collect::<Vec<_>>()
    };
    assert!(cell(0) != cell(1) && cell(1) != cell(2));

    let nobody = home.path().join("nobody.png");
    let failed = vanity(&["looks", "sheet", text(&empty), "-o", text(&nobody), "--looks", "cobalt"]);
    assert_eq!(code(&failed), 1);
    assert!(!nobody.exists(), "a sheet without faces is none");
    for wrong in
        [["-o", "sheet.gif", "--cell", "128"], ["-o", "sheet.png", "--cell", "5000"], ["-o", "a.png", "--looks", "no"]]
    {
        let output = vanity(&[&["looks", "sheet", text(&face)][..], &wrong[..]].concat());
        assert_eq!(code(&output), 2, "{wrong:?}: {}", stderr(&output));
    }
}

#[test]
fn a_shown_look_is_a_document_that_can_be_checked_and_worn() {
    let home = folder();
    let id = look_ids().remove(0);
    let shown = vanity(&["looks", "show", &id]);
    assert_eq!(code(&shown), 0, "{}", stderr(&shown));
    let file = home.path().join("mine.toml");
    fs::write(&file, &shown.stdout).unwrap();
    let broken = home.path().join("broken.toml");
    fs::write(&broken, stdout(&shown).replace("coverage", "covrage")).unwrap();

    let fine = vanity(&["looks", "validate", text(&file)]);
    assert_eq!(code(&fine), 0, "{}", stderr(&fine));
    let mixed = vanity(&["looks", "validate", text(&broken), text(&file), "nowhere.toml"]);
    assert_eq!(code(&mixed), 1);
    assert!(stdout(&mixed).contains("mine.toml: ok"), "the good one is still checked: {}", stdout(&mixed));
    assert!(stderr(&mixed).contains("covrage") && stderr(&mixed).contains("nowhere.toml"), "{}", stderr(&mixed));

    let out = home.path().join("out.png");
    let worn = vanity(&["apply", text(&portrait()), "-o", text(&out), "--look", text(&file)]);
    assert_eq!(code(&worn), 0, "{}", stderr(&worn));
    assert_eq!(code(&vanity(&["looks", "show", "no-such-look"])), 2);
}

#[test]
fn apply_paints_the_face_keeps_the_size_and_leaves_the_rest() {
    let home = folder();
    let (out, report) = (home.path().join("out.png"), home.path().join("out.json"));
    let output = applied(&[&portrait()], &out, &["--json", text(&report)]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));

    let document: Value = serde_json::from_slice(&fs::read(&report).unwrap()).unwrap();
    let faces = document["pictures"][0]["faces"].as_array().unwrap();
    assert_eq!(faces.len(), 1);
    let [x, y, width, height] = [0, 1, 2, 3].map(|i| faces[0]["box"][i].as_f64().unwrap());
    let around = |px: f64, py: f64| {
        (x - width * 0.2..x + width * 1.2).contains(&px) && (y - height * 0.25..y + height * 1.15).contains(&py)
    };
    let (before, after) = (codec::load(&portrait()).unwrap(), codec::load(&out).unwrap());
    assert_eq!(before.size(), after.size());
    let changed = changed_pixels(&before, &after);
    assert!(changed.len() > 500, "only {} pixels are painted", changed.len());
    let outside = changed.iter().filter(|&&(px, py)| !around(f64::from(px), f64::from(py))).count();
    assert_eq!(outside, 0, "pixels away from the face changed");
}

fn changed_pixels(before: &Pixmap, after: &Pixmap) -> Vec<(u32, u32)> {
    let pairs = before.pixels().iter().zip(after.pixels()).enumerate();
    let width = before.width() as usize;
    pairs.filter(|(_, (a, b))| a != b).map(|(i, _)| ((i % width) as u32, (i / width) as u32)).collect()
}

#[test]
fn at_intensity_zero_a_png_comes_out_as_it_went_in() {
    let home = folder();
    let out = home.path().join("out.png");
    assert_eq!(code(&applied(&[&portrait()], &out, &["--intensity", "0"])), 0);
    assert!(codec::load(&portrait()).unwrap() == codec::load(&out).unwrap());
}

#[test]
fn a_card_in_the_photo_tells_the_light_and_what_is_no_card_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut portrait = codec::load(&portrait()).unwrap();
    // Evening light on everything, and a grey card in the corner of it.
    let warm = |pixel: [u8; 4]| [pixel[0], (f32::from(pixel[1]) * 0.85) as u8, (f32::from(pixel[2]) * 0.6) as u8, 255];
    portrait.pixels_mut().iter_mut().for_each(|pixel| *pixel = warm(*pixel));
    let width = portrait.width() as usize;
    (0..40 * 40).for_each(|i| portrait.pixels_mut()[i / 40 * width + i % 40] = warm([118, 118, 118, 255]));
    let photo = folder.path().join("evening.png");
    codec::save(&photo, &portrait).unwrap();
    let paint = |name: &str, extra: &[&str]| {
        let output = folder.path().join(name);
        let mut arguments = vec!["apply", photo.to_str().unwrap(), "-o", output.to_str().unwrap(), "--look", "cobalt"];
        arguments.extend(extra);
        (vanity(&arguments), output)
    };
    let (guessed, one) = paint("guessed.png", &[]);
    let (told, other) = paint("told.png", &["--grey-card", "20,20"]);
    assert!(guessed.status.success() && told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let (one, other) = (codec::load(&one).unwrap(), codec::load(&other).unwrap());
    assert_eq!(other.pixel(20, 20), portrait.pixel(20, 20), "the card itself is left alone");
    assert!(one != other, "the card says something else than the guess");
    let (refused, output) = paint("refused.png", &["--grey-card", "9000,9000"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("outside the picture") && !output.exists());
    assert_eq!(paint("odd.png", &["--grey-card", "here"]).0.status.code(), Some(2));
}

#[test]
fn before_and_after_stand_side_by_side() {
    let home = folder();
    let out = home.path().join("both.jpg");
    assert_eq!(code(&applied(&[&portrait()], &out, &["--before-after"])), 0);
    let (one, both) = (codec::load(&portrait()).unwrap(), codec::load(&out).unwrap());
    assert!(both.width() > 2 * one.width() && both.height() == one.height(), "{both:?}");
}

#[test]
fn of_several_inputs_the_good_ones_are_done_and_the_bad_ones_named() {
    let home = folder();
    let photos = home.path().join("photos");
    fs::create_dir(&photos).unwrap();
    fs::copy(portrait(), photos.join("one.png")).unwrap();
    fs::write(photos.join("torn.png"), &fs::read(portrait()).unwrap()[..5000]).unwrap();
    fs::write(photos.join("letter.jpg"), "Dear all").unwrap();
    let plain = home.path().join("wall.png");
    codec::save(&plain, &Pixmap::new(64, 64)).unwrap();
    let out = home.path().join("out");

    let output = applied(&[&photos, &plain, Path::new("gone.png"), &portrait()], &out, &["--json", "-"]);
    assert_eq!(code(&output), 1);
    let complaints = stderr(&output);
    for bad in ["torn.png", "letter.jpg", "gone.png"] {
        assert!(complaints.contains(bad), "{bad} is not named in\n{complaints}");
    }
    assert!(complaints.contains("wall.png: no face"), "{complaints}");
    assert_eq!(names_in(&out), ["one.png", "portrait.png", "wall.png"], "nothing half-written is left");
    let document: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(document["pictures"].as_array().unwrap().len(), 6);
    assert!(codec::load(&out.join("wall.png")).unwrap() == codec::load(&plain).unwrap());
}

#[test]
fn an_input_is_overwritten_only_when_it_is_named() {
    let home = folder();
    let photo = home.path().join("me.png");
    fs::copy(portrait(), &photo).unwrap();
    let original = fs::read(&photo).unwrap();
    assert_eq!(code(&applied(&[&photo], home.path(), &[])), 0);
    assert_eq!(fs::read(&photo).unwrap(), original);
    assert_eq!(names_in(home.path()), ["me-2.png", "me.png"]);
    let output = applied(&[&photo], &photo, &[]);
    assert_eq!(code(&output), 0);
    assert!(stderr(&output).contains("me.png: the photo itself is replaced"), "{}", stderr(&output));
    assert_ne!(fs::read(&photo).unwrap(), original);
}

#[test]
fn a_photo_that_is_cut_off_is_named_and_no_folder_is_made_for_it() {
    let (home, whole) = (folder(), folder());
    let (photo, torn) = (whole.path().join("whole.jpg"), whole.path().join("torn.jpg"));
    codec::save(&photo, &codec::load(&portrait()).unwrap()).unwrap();
    let bytes = fs::read(&photo).unwrap();
    fs::write(&torn, &bytes[..bytes.len() / 2]).unwrap();
    let out = home.path().join("out");
    let output = applied(&[&torn, Path::new("gone.png")], &out, &[]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("torn.jpg: the file is cut off"), "{}", stderr(&output));
    assert!(names_in(home.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_at_once() {
    let home = folder();
    let (pipe, look) = (home.path().join("pipe"), home.path().join("pipe.toml"));
    for path in [&pipe, &look] {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }
    let out = home.path().join("out.png");
    let attempts: [&[&str]; 4] = [
        &["apply", text(&pipe), "-o", text(&out), "--look", "classic-red"],
        &["landmarks", text(&pipe)],
        &["bench", "--source", text(&pipe), "--seconds", "0.1"],
        &["looks", "validate", text(&look)],
    ];
    for arguments in attempts {
        let output = vanity(arguments);
        assert_eq!(code(&output), 1, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("pipe or a device"), "{arguments:?}: {}", stderr(&output));
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let home = folder();
    let (link, file) = (home.path().join("link.png"), home.path().join("real.png"));
    std::os::unix::fs::symlink("real.png", &link).unwrap();
    assert_eq!(code(&applied(&[&portrait()], &link, &[])), 0);
    assert!(link.is_symlink() && file.is_file());
}

#[test]
fn nothing_is_lost_when_the_output_cannot_be_written() {
    let home = folder();
    let out = home.path().join("no/such/folder/out.png");
    let output = applied(&[&portrait()], &out, &[]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("no/such/folder does not exist"), "{}", stderr(&output));
    assert!(!stderr(&output).contains(".vanity-"), "{}", stderr(&output));
    assert!(names_in(home.path()).is_empty());
}

#[test]
fn landmarks_are_478_points_in_pixels_of_the_picture() {
    let output = vanity(&["landmarks", text(&portrait()), "--json", "-"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let face = &document["faces"][0];
    assert!(face["score"].as_f64().unwrap() > 0.5);
    let points = face["landmarks"].as_array().unwrap();
    assert_eq!(points.len(), 478);
    let [x, y, width, height] = [0, 1, 2, 3].map(|i| face["box"][i].as_f64().unwrap());
    for point in points {
        let [px, py] = [0, 1].map(|i| point[i].as_f64().unwrap());
        assert!((x - 0.01..=x + width + 0.01).contains(&px) && (y - 0.01..=y + height + 0.01).contains(&py), "{point}");
    }
    assert_eq!(code(&vanity(&["landmarks", "gone.png"])), 1);
}

#[test]
fn a_parsed_photo_is_a_mask_of_its_size_and_an_overlay() {
    let home = folder();
    let (mask, overlay) = (home.path().join("mask.png"), home.path().join("overlay.png"));
    let output = vanity(&["parse", text(&portrait()), "-o", text(&mask), "--overlay", text(&overlay)]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let (photo, mask) = (codec::load(&portrait()).unwrap(), codec::Mask::load(&mask).unwrap());
    assert_eq!(mask.size, photo.size());
    let count = |part: u8| mask.numbers.iter().filter(|number| **number == part).count();
    // Background, skin, brows, eyes, lips, mouth and hair are all to be seen in the portrait; glasses are not.
    assert!([0, 1, 2, 3, 4, 5, 6, 7].iter().all(|&part| count(part) > 20), "{:?}", [0, 1, 2, 3, 4, 5, 6, 7].map(count));
    assert!(count(1) > 10 * count(3) && count(10) == 0 && mask.numbers.iter().all(|&number| number < 12));
    assert!(!changed_pixels(&photo, &codec::load(&overlay).unwrap()).is_empty());
    for wrong in [["gone.png", "m.png", "1"], [text(&portrait()), "m.jpg", "1"]] {
        let output = vanity(&["parse", wrong[0], "-o", text(&home.path().join(wrong[1]))]);
        assert_eq!(code(&output).to_string(), wrong[2], "{}", stderr(&output));
        assert!(!home.path().join(wrong[1]).exists());
    }
}

#[test]
fn masks_that_people_drew_are_measured_against() {
    let home = folder();
    let (images, masks) = (home.path().join("images"), home.path().join("masks"));
    for folder in [&images, &masks] {
        std::fs::create_dir(folder).unwrap();
    }
    std::fs::copy(portrait(), images.join("anna.png")).unwrap();
    let mask = masks.join("anna.png");
    assert_eq!(code(&vanity(&["parse", text(&portrait()), "-o", text(&mask)])), 0);
    let groups = home.path().join("groups.csv");
    std::fs::write(&groups, "anna.png,portraits\n").unwrap();
    let measure = |more: &[&str]| {
        let all = [&["evaluate", "parsing", "--images", text(&images), "--masks", text(&masks)], more].concat();
        vanity(&all)
    };
    let output = measure(&["--json", "-", "--groups", text(&groups)]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    // Near the face the mask says what the program itself said.
    assert!(report["makeup_f1"].as_f64().unwrap() > 0.99, "{report}");
    assert_eq!(report["groups"]["own: portraits"]["pictures"], 1);
    let mut wrong = codec::Mask::load(&mask).unwrap();
    wrong.numbers.iter_mut().filter(|number| **number == 7).for_each(|number| *number = 1);
    wrong.save(&mask).unwrap();
    let table = stdout(&measure(&[]));
    let hair = table.lines().find(|line| line.starts_with("hair")).unwrap();
    assert!(hair.contains("0.000"), "hair that was drawn as skin is found wrongly: {hair}");
    std::fs::copy(portrait(), &mask).unwrap();
    let output = measure(&[]);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("colours"), "{}", stderr(&output));
}

#[test]
fn bench_gives_every_stage() {
    let arguments = ["bench", "--source", "demo", "--size", "640x360", "--seconds", "0.5", "--json", "-"];
    let output = vanity(&arguments);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(document["frames"].as_u64().unwrap() > 0 && document["fps"].as_f64().unwrap() > 0.0);
    for stage in ["capture", "detect", "track", "landmarks", "compose"] {
        for key in ["p50_ms", "p95_ms", "p99_ms", "mean_ms"] {
            assert!(document["stages"][stage][key].is_number(), "{stage} {key} in {document}");
        }
    }
    assert!(document["faces_mean"].as_f64().unwrap() > 0.9, "the face is followed");
    assert!(document["total"]["p50_ms"].as_f64() >= document["stages"]["landmarks"]["p50_ms"].as_f64());
    assert!(document["bake"]["cold_ms"].as_f64().unwrap() > 0.0);
    assert!(document["peak_rss_mib"].is_number() || !cfg!(target_os = "linux"));
}

#[test]
fn a_number_of_products_can_be_measured() {
    let arguments = ["bench", "--products", "12", "--size", "640x360", "--seconds", "0.2", "--json", "-"];
    let output = vanity(&arguments);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["look"], "12-products");
    assert_eq!(code(&vanity(&["bench", "--products", "21"])), 2);
    assert_eq!(code(&vanity(&["bench", "--products", "3", "--look", "cobalt"])), 2);
}

#[test]
fn a_photo_can_be_measured_too() {
    let photo = portrait();
    let output = vanity(&["bench", "--source", text(&photo), "--size", "640x360", "--seconds", "0.3"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    for line in ["perception", "painting", "total", "baking the look"] {
        assert!(stdout(&output).contains(line), "{line} is not in\n{}", stdout(&output));
    }
}

#[test]
fn without_models_the_exit_code_is_3_and_says_where_to_look() {
    let home = folder();
    fs::create_dir_all(home.path().join("assets/looks")).unwrap();
    fs::create_dir_all(home.path().join("models")).unwrap();
    fs::write(home.path().join("models/manifest.toml"), "version = 1\n").unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
        command.args(arguments).env("VANITY_HOME", home.path()).output().unwrap()
    };
    let output = run(&["landmarks", text(&portrait())]);
    assert_eq!(code(&output), 3, "{}", stderr(&output));
    assert!(stderr(&output).contains("vanity doctor"), "{}", stderr(&output));
    let doctor = run(&["doctor"]);
    assert_eq!(code(&doctor), 3);
    assert!(stdout(&doctor).lines().any(|line| line.starts_with("MISSING  finding faces")), "{}", stdout(&doctor));
}

#[test]
fn the_doctor_names_the_model_that_was_altered() {
    let (home, checkout) = (folder(), Path::new(env!("CARGO_MANIFEST_DIR")));
    fs::create_dir_all(home.path().join("models")).unwrap();
    fs::create_dir_all(home.path().join("assets/looks")).unwrap();
    for entry in fs::read_dir(checkout.join("models")).unwrap().map(Result::unwrap) {
        if entry.path().is_file() {
            fs::copy(entry.path(), home.path().join("models").join(entry.file_name())).unwrap();
        }
    }
    let model = home.path().join("models/face_landmark_478.onnx");
    let mut bytes = fs::read(&model).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&model, bytes).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
    let doctor = command.arg("doctor").env("VANITY_HOME", home.path()).output().unwrap();
    assert_eq!(code(&doctor), 3);
    let found = stdout(&doctor);
    let models = found.lines().find(|line| line.starts_with("MISSING  models")).unwrap_or_else(|| panic!("{found}"));
    assert!(models.contains("face_landmark_478.onnx"), "{models}");
}

#[test]
fn a_broken_look_is_left_out_and_named() {
    let home = folder();
    let (looks, shown) = (home.path().join("assets/looks"), vanity(&["looks", "show", "classic-red"]));
    fs::create_dir_all(&looks).unwrap();
    fs::create_dir_all(home.path().join("models")).unwrap();
    fs::write(home.path().join("models/manifest.toml"), "version = 1\n").unwrap();
    fs::write(looks.join("good.toml"), &shown.stdout).unwrap();
    fs::write(looks.join("bad.toml"), "format = ").unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanity"));
        command.args(arguments).env("VANITY_HOME", home.path()).output().unwrap()
    };
    let list = run(&["looks", "list"]);
    assert_eq!(code(&list), 0, "{}", stderr(&list));
    assert!(stdout(&list).starts_with("classic-red") && stdout(&list).lines().count() == 1, "{}", stdout(&list));
    assert!(stderr(&list).contains("bad.toml"), "{}", stderr(&list));
    let found = stdout(&run(&["doctor"]));
    let line = found.lines().find(|line| line.starts_with("without  looks")).unwrap_or_else(|| panic!("{found}"));
    assert!(line.contains("bad.toml: line 1"), "{line}");
}

#[test]
fn the_doctor_finds_everything_needed_in_a_checkout() {
    let output = vanity(&["doctor"]);
    assert_eq!(code(&output), 0, "{}{}", stdout(&output), stderr(&output));
    assert!(stdout(&output).contains("Everything needed is here."));
}

#[test]
fn cameras_are_listed_even_when_there_is_none() {
    let output = vanity(&["cameras", "--json", "-"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(document["cameras"].is_array());
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    // `true` reads nothing, so that the list is written into a closed pipe; the sleep lets it close first.
    let script =
        format!("(sleep 0.2; '{}' looks list; echo \"ended with $?\" >&2) | true", env!("CARGO_BIN_EXE_vanity"));
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert_eq!(stderr(&output).trim(), "ended with 0");
}
