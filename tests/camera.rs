//! Cameras from the device node to the picture, healthy and not: real library, real threads, emulated devices.

mod support {
    pub mod emulated_camera;
    pub mod pictures;
    pub mod watching;
}

use std::{
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use support::{
    emulated_camera::{Format, Model, emulated, program_with_cameras},
    pictures::{PRIMARY, SECONDARY, seen, shows},
    watching::{
        drop_quickly, frames, open, wait_for, wait_for_composite, wait_for_picture, wait_for_uselessness,
        wait_for_word, watched,
    },
};
use vanity::{
    capture::{Captured, SourceSpec, Waiting},
    pipeline::{Engine, EngineCommand, EngineOptions, SourceStatus},
    resources::Resources,
};

/// From the return of a camera to its first picture.
const BACK_WITHIN: Duration = Duration::from_secs(2);

const fn format(coding: &'static str, width: u32, height: u32, intervals: &'static str) -> Format {
    Format { coding, width, height, intervals }
}

/// Small, so that tests spend no time on pictures.
const SMALL: &[Format] = &[format("YUYV", 320, 240, "1/30")];
const DESK: Model = Model { name: "Desk Camera", formats: SMALL, colors: PRIMARY };
const DOOR: Model = Model { name: "Door Camera", formats: SMALL, colors: SECONDARY };

#[test]
fn cameras_are_listed_and_their_metadata_nodes_are_not() {
    let world = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_vanity"));
    let Some((mut list, cameras)) = program_with_cameras(program, world.path()) else { return };
    let none = list.arg("cameras").output().unwrap();
    assert!(none.status.success() && none.stdout.is_empty());
    assert!(String::from_utf8_lossy(&none.stderr).contains("no camera found"));

    cameras.plug(2, &DOOR);
    cameras.plug(0, &DESK);
    cameras.plug_metadata_node(1, DESK.name);
    cameras.plug_metadata_node(3, DOOR.name);
    let two = list.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&two.stdout), "0  Desk Camera\n2  Door Camera\n");
    let json: Value = serde_json::from_slice(&list.args(["--json", "-"]).output().unwrap().stdout).unwrap();
    assert_eq!(json["cameras"][1], serde_json::json!({ "id": "2", "name": "Door Camera" }));
}

#[test]
fn the_bench_measures_a_camera() {
    let world = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_vanity"));
    let Some((mut bench, cameras)) = program_with_cameras(program, world.path()) else { return };
    cameras.plug(0, &DESK);
    let output = bench.args(["bench", "--source", "camera:0", "--seconds", "0.5", "--json", "-"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["size"], serde_json::json!([320, 240]));
    assert!(report["frames"].as_u64().unwrap() >= 5, "{report}");
}

#[test]
fn the_format_nearest_to_720p30_is_chosen() {
    emulated("the_format_nearest_to_720p30_is_chosen", |cameras| {
        let formats = [
            format("YUYV", 640, 480, "1/30 1/15"),
            format("YUYV", 1280, 720, "1/10 2/15"),
            format("MJPG", 640, 480, "1/60 1/30"),
            format("MJPG", 1280, 720, "1/60 1/30 1/15"),
            format("MJPG", 1920, 1080, "1/30"),
        ];
        cameras.plug(0, &Model { formats: &formats, ..DESK });
        let mut source = open(None);
        let frame = wait_for_picture(source.as_mut(), &PRIMARY);
        assert_eq!(frame.pixels.size(), [1280, 720]);
        assert_eq!(source.describe(), "Desk Camera · 1280×720 · 30 fps");
        let seconds = Duration::from_secs(2);
        let heard = watched(source.as_mut(), seconds);
        let rate = frames(&heard).count() as f64 / seconds.as_secs_f64();
        assert!((15.0..33.0).contains(&rate), "{rate} frames a second");
    });
}

#[test]
fn every_coding_gives_the_right_colors() {
    emulated("every_coding_gives_the_right_colors", |cameras| {
        for (number, coding) in ["MJPG", "YUYV", "NV12"].into_iter().enumerate() {
            let formats = [format(coding, 640, 480, "1/30")];
            cameras.plug(number as u32, &Model { formats: &formats, ..DESK });
            let mut source = open(Some(&number.to_string()));
            let first = wait_for("a frame", source.as_mut(), |captured| match captured {
                Captured::Frame(frame) => Some(frame.clone()),
                _ => None,
            });
            assert!(shows(&first.pixels, &PRIMARY), "{coding}: {:?}", seen(&first.pixels));
            assert_eq!(first.pixels.size(), [640, 480]);
        }
    });
}

#[test]
fn an_unplugged_camera_comes_back_within_two_seconds() {
    emulated("an_unplugged_camera_comes_back_within_two_seconds", |cameras| {
        cameras.plug(0, &DESK);
        let mut source = open(Some("0"));
        let mut last = wait_for_picture(source.as_mut(), &PRIMARY);
        // The number changes when the old one is still taken.
        for (from, to) in [(0, 0), (0, 0), (0, 1)] {
            cameras.unplug(from);
            wait_for_word(source.as_mut(), &Waiting::Unplugged);
            thread::sleep(Duration::from_millis(130));
            let returned = Instant::now();
            cameras.replug(from, to);
            let first = wait_for_picture(source.as_mut(), &PRIMARY);
            let time = first.captured_at - returned;
            println!("back {time:?} after its return as {to}");
            assert!(time <= BACK_WITHIN, "{time:?}");
            assert!(first.seq > last.seq && first.media_time > last.media_time, "time goes on");
            last = first;
        }
    });
}

#[test]
fn another_camera_takes_over_only_where_none_was_chosen() {
    emulated("another_camera_takes_over_only_where_none_was_chosen", |cameras| {
        cameras.plug(0, &DESK);
        let mut any = open(None);
        wait_for_picture(any.as_mut(), &PRIMARY);
        drop(any);
        let mut chosen = open(Some("0"));
        wait_for_picture(chosen.as_mut(), &PRIMARY);
        cameras.plug(1, &DOOR);
        cameras.unplug(0);
        wait_for_word(chosen.as_mut(), &Waiting::Unplugged);
        let heard = watched(chosen.as_mut(), Duration::from_secs(1));
        assert_eq!(frames(&heard).count(), 0, "the other camera was not chosen");
        any = open(None);
        wait_for_picture(any.as_mut(), &SECONDARY);
    });
}

#[test]
fn of_two_cameras_of_one_name_the_chosen_one_is_kept() {
    emulated("of_two_cameras_of_one_name_the_chosen_one_is_kept", |cameras| {
        cameras.plug(0, &Model { colors: SECONDARY, ..DESK });
        cameras.plug(1, &DESK);
        let mut source = open(Some("1"));
        wait_for_picture(source.as_mut(), &PRIMARY);
        cameras.fault(1, "broken");
        wait_for_uselessness(source.as_mut());
        cameras.mend(1);
        let heard = watched(source.as_mut(), Duration::from_secs(2));
        assert!(frames(&heard).count() > 5);
        assert!(frames(&heard).all(|frame| shows(&frame.pixels, &PRIMARY)), "the other camera was taken");
    });
}

#[test]
fn a_stalled_camera_is_told_and_goes_on() {
    emulated("a_stalled_camera_is_told_and_goes_on", |cameras| {
        cameras.plug(0, &DESK);
        let mut source = open(Some("0"));
        wait_for_picture(source.as_mut(), &PRIMARY);
        cameras.fault(0, "stalled");
        wait_for_word(source.as_mut(), &Waiting::Stalled);
        cameras.mend(0);
        wait_for_picture(source.as_mut(), &PRIMARY);
        assert!(frames(&watched(source.as_mut(), Duration::from_millis(500))).count() > 2);

        cameras.fault(0, "stalled");
        wait_for_word(source.as_mut(), &Waiting::Stalled);
        cameras.unplug(0);
        wait_for_word(source.as_mut(), &Waiting::Unplugged);
    });
}

#[test]
fn junk_among_good_frames_is_left_out() {
    emulated("junk_among_good_frames_is_left_out", |cameras| {
        for (number, coding) in ["MJPG", "YUYV", "NV12"].into_iter().enumerate() {
            let number = number as u32;
            cameras.plug(number, &Model { formats: &[format(coding, 320, 240, "1/30")], ..DESK });
            let mut source = open(Some(&number.to_string()));
            wait_for_picture(source.as_mut(), &PRIMARY);
            // Raw noise is a picture like any other.
            let kinds: &[&str] = if coding == "MJPG" { &["half", "empty", "noise"] } else { &["half", "empty"] };
            for kind in kinds {
                cameras.fault(number, &format!("{kind} 3"));
                let heard = watched(source.as_mut(), Duration::from_millis(900));
                cameras.mend(number);
                let wrong = frames(&heard).find(|frame| !shows(&frame.pixels, &PRIMARY));
                assert!(wrong.is_none(), "{coding} {kind}: {:?}", seen(&wrong.unwrap().pixels));
                assert!(frames(&heard).count() > 5, "{coding} {kind}");
                assert!(!heard.iter().any(|c| matches!(c, Captured::Waiting(reason) if *reason != Waiting::Starting)));
            }
        }
    });
}

#[test]
fn nothing_but_junk_is_told_until_it_ends() {
    emulated("nothing_but_junk_is_told_until_it_ends", |cameras| {
        cameras.plug(0, &Model { formats: &[format("MJPG", 320, 240, "1/30")], ..DESK });
        cameras.plug(1, &Model { formats: &[format("YUYV", 320, 240, "1/5")], ..DOOR });
        let mut sources = [open(Some("0")), open(Some("1"))];
        wait_for_picture(sources[0].as_mut(), &PRIMARY);
        wait_for_picture(sources[1].as_mut(), &SECONDARY);
        cameras.fault(0, "noise");
        cameras.fault(1, "empty");
        for source in &mut sources {
            assert!(wait_for_uselessness(source.as_mut()).contains("broken pictures"));
        }
        // Longer than a camera may be silent: this one is not silent.
        for captured in watched(sources[0].as_mut(), Duration::from_millis(2500)) {
            assert!(matches!(captured, Captured::Waiting(Waiting::Unusable { .. })), "{captured:?}");
        }
        cameras.mend(0);
        cameras.mend(1);
        wait_for_picture(sources[0].as_mut(), &PRIMARY);
        wait_for_picture(sources[1].as_mut(), &SECONDARY);
    });
}

#[test]
fn a_camera_in_use_is_told_and_taken_when_it_is_free() {
    emulated("a_camera_in_use_is_told_and_taken_when_it_is_free", |cameras| {
        for (number, fault) in ["busy-open", "busy-format", "busy-stream"].into_iter().enumerate() {
            let number = number as u32;
            cameras.plug(number, &Model { formats: &[DOOR.formats[0], format("YUYV", 640, 480, "1/30")], ..DESK });
            cameras.fault(number, fault);
            let mut source = open(Some(&number.to_string()));
            wait_for_word(source.as_mut(), &Waiting::Busy);
            cameras.mend(number);
            wait_for_picture(source.as_mut(), &PRIMARY);
        }
    });
}

#[test]
fn a_refused_camera_is_told_with_what_to_do() {
    emulated("a_refused_camera_is_told_with_what_to_do", |cameras| {
        cameras.plug(0, &DESK);
        cameras.fault(0, "denied");
        let mut source = open(None);
        let hint = wait_for("the refusal", source.as_mut(), |captured| match captured {
            Captured::Waiting(Waiting::NoPermission { hint }) => Some(hint.clone()),
            _ => None,
        });
        assert!(hint.contains("usermod -aG video"), "{hint}");
        cameras.mend(0);
        wait_for_picture(source.as_mut(), &PRIMARY);
    });
}

#[test]
fn without_a_camera_one_is_waited_for() {
    emulated("without_a_camera_one_is_waited_for", |cameras| {
        let mut source = open(None);
        wait_for_word(source.as_mut(), &Waiting::NoCamera);
        cameras.plug_node_without_pictures(0, "Decoder");
        cameras.plug_metadata_node(1, "Decoder");
        cameras.plug(3, &DOOR);
        wait_for_picture(source.as_mut(), &SECONDARY);
        assert!(source.describe().starts_with("Door Camera · 320×240"), "{}", source.describe());
    });
}

#[test]
fn what_keeps_a_camera_from_use_is_told_before_what_is_no_camera() {
    emulated("what_keeps_a_camera_from_use_is_told_before_what_is_no_camera", |cameras| {
        cameras.plug_node_without_pictures(0, "Decoder");
        cameras.plug(1, &DESK);
        cameras.fault(1, "busy-open");
        let mut source = open(None);
        wait_for_word(source.as_mut(), &Waiting::Busy);
    });
}

#[test]
fn a_camera_left_in_an_odd_format_is_put_into_a_good_one() {
    emulated("a_camera_left_in_an_odd_format_is_put_into_a_good_one", |cameras| {
        // Another program has left the camera at 7.5 or 29.97 frames a second.
        cameras.plug(0, &Model { formats: &[format("YUYV", 320, 240, "2/15 1/30")], ..DESK });
        cameras.plug(1, &Model { formats: &[format("YUYV", 320, 240, "1001/30000 1/25")], ..DOOR });
        // Or in a coding that is not understood.
        let foreign = [format("H264", 1280, 720, "1/30"), format("NV12", 320, 240, "1/30")];
        cameras.plug(2, &Model { formats: &foreign, ..DESK });
        let mut sources = [open(Some("0")), open(Some("1")), open(Some("2"))];
        wait_for_picture(sources[0].as_mut(), &PRIMARY);
        wait_for_picture(sources[1].as_mut(), &SECONDARY);
        wait_for_picture(sources[2].as_mut(), &PRIMARY);
        assert!(sources[0].describe().ends_with("30 fps"), "{}", sources[0].describe());
        assert!(sources[1].describe().ends_with("25 fps"), "{}", sources[1].describe());
    });
}

#[test]
fn rates_with_fractions_only_are_told_in_plain_words() {
    emulated("rates_with_fractions_only_are_told_in_plain_words", |cameras| {
        cameras.plug(0, &Model { formats: &[format("YUYV", 320, 240, "1001/30000")], ..DESK });
        let mut source = open(Some("0"));
        let reason = wait_for_uselessness(source.as_mut());
        assert!(reason.contains("whole number of pictures a second"), "{reason}");
    });
}

#[test]
fn a_failing_driver_does_not_end_the_trying() {
    emulated("a_failing_driver_does_not_end_the_trying", |cameras| {
        for (number, fault) in ["broken", "broken-stop"].into_iter().enumerate() {
            let number = number as u32;
            cameras.plug(number, &DESK);
            let mut source = open(Some(&number.to_string()));
            wait_for_picture(source.as_mut(), &PRIMARY);
            cameras.fault(number, fault);
            wait_for_uselessness(source.as_mut());
            cameras.mend(number);
            wait_for_picture(source.as_mut(), &PRIMARY);
        }
    });
}

#[test]
fn a_camera_that_hangs_is_left_behind_and_taken_again_when_it_answers() {
    emulated("a_camera_that_hangs_is_left_behind_and_taken_again_when_it_answers", |cameras| {
        cameras.plug(0, &DESK);
        cameras.plug(1, &DOOR);
        let mut hanging = open(Some("0"));
        wait_for_picture(hanging.as_mut(), &PRIMARY);
        cameras.fault(0, "hung");
        wait_for_word(hanging.as_mut(), &Waiting::Stalled);
        drop_quickly(hanging);

        let mut other = open(Some("1"));
        wait_for_picture(other.as_mut(), &SECONDARY);
        let mut again = open(Some("0"));
        assert_eq!(frames(&watched(again.as_mut(), Duration::from_millis(800))).count(), 0);
        cameras.mend(0);
        wait_for_picture(again.as_mut(), &PRIMARY);
    });
}

#[test]
fn a_process_ends_though_its_cameras_hang() {
    emulated("a_process_ends_though_its_cameras_hang", |cameras| {
        cameras.plug(0, &DESK);
        cameras.plug(1, &DOOR);
        let mut fetching = open(Some("0"));
        wait_for_picture(fetching.as_mut(), &PRIMARY);
        cameras.fault(0, "hung");
        cameras.fault(1, "hung-open");
        let mut opening = open(Some("1"));
        wait_for_word(fetching.as_mut(), &Waiting::Stalled);
        wait_for_word(opening.as_mut(), &Waiting::Stalled);
        drop_quickly(fetching);
        drop_quickly(opening);
        // That the process ends is seen by the one that waits for it.
    });
}

#[test]
fn a_running_engine_changes_cameras_even_from_one_that_hangs() {
    emulated("a_running_engine_changes_cameras_even_from_one_that_hangs", |cameras| {
        cameras.plug(0, &DESK);
        cameras.plug(1, &DOOR);
        let camera = |number: u32| SourceSpec::Camera(Some(number.to_string()));
        let resources = Resources::locate().unwrap();
        let options = EngineOptions { resources, source: camera(0), look: None, intensity: 1.0 };
        let engine = Engine::start(options, Arc::new(|| ())).unwrap();
        wait_for_composite(&engine, &PRIMARY);
        assert_eq!(engine.status(), SourceStatus::Streaming("Desk Camera · 320×240 · 30 fps".into()));
        engine.send(EngineCommand::Open(camera(1)));
        wait_for_composite(&engine, &SECONDARY);
        assert_eq!(engine.status(), SourceStatus::Streaming("Door Camera · 320×240 · 30 fps".into()));
        cameras.fault(1, "hung");
        thread::sleep(Duration::from_millis(100));
        engine.send(EngineCommand::Open(camera(0)));
        wait_for_composite(&engine, &PRIMARY);
    });
}
