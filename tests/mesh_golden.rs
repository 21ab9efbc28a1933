//! The mesh model, run by this program, against landmarks of the same crops: those that MediaPipe 0.10.14 itself gives
//! (`tests/mesh_golden/`), and those that come with the crops. The crops show real people and are not part of the project.

use std::path::PathBuf;

use vanity::{
    inference::{Manifest, Model, OnnxModel, Runtime},
    resources::Resources,
};

/// Pixels of the 192x192 crop.
const TOLERANCE_PX: f32 = 1e-3;

/// The shape and raw values of a NumPy array file, format version 1.
fn npy(path: PathBuf) -> Option<(Vec<usize>, Vec<u8>)> {
    let bytes = std::fs::read(path).ok()?;
    let header_end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let header = std::str::from_utf8(&bytes[10..header_end]).unwrap();
    let shape = header.split_once('(').unwrap().1.split_once(')').unwrap().0;
    Some((shape.split(',').filter_map(|n| n.trim().parse().ok()).collect(), bytes[header_end..].to_vec()))
}

/// Largest difference between what the model gives for each crop and what is expected, crop pixels.
fn worst(model: &mut OnnxModel, crops: &[u8], area: usize, expected: &[u8]) -> f32 {
    let mut worst = 0.0f32;
    for (crop, expected) in crops.chunks_exact(area * 3).zip(expected.chunks_exact(478 * 3 * 4)) {
        let plane = |c: usize| (0..area).map(move |i| f32::from(crop[i * 3 + c]) / 255.0);
        let input: Vec<f32> = (0..3).flat_map(plane).collect();
        let landmarks = &model.run(&[&input]).unwrap()[0];
        let expected = expected.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        worst = landmarks.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(worst, f32::max);
    }
    worst
}

#[test]
fn landmarks_match_the_references() {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let data = std::env::var_os("VANITY_TEST_DATA").map_or_else(|| project.join("../shared/data"), PathBuf::from);
    let data = data.join("mesh_golden");
    let Some((shape, crops)) = npy(data.join("frames192.npy")) else {
        eprintln!("skipped: no reference crops in {}", data.display());
        return;
    };
    assert_eq!(shape[0], 29);
    let manifest = Manifest::open(&Resources::locate().unwrap().models()).unwrap();
    let mut model = OnnxModel::open(&Runtime::load().unwrap(), &manifest, "face_landmark_478").unwrap();
    let theirs = project.join("tests/mesh_golden/mediapipe_landmarks478.npy");
    for reference in [theirs, data.join("landmarks478.npy")] {
        let (expected_shape, expected) = npy(reference.clone()).unwrap_or_else(|| panic!("{}", reference.display()));
        assert_eq!(expected_shape, [29, 478, 3]);
        let worst = worst(&mut model, &crops, shape[1] * shape[2], &expected);
        println!("{}: largest difference over {} crops: {worst} px", reference.display(), shape[0]);
        assert!(worst <= TOLERANCE_PX, "{worst} px");
    }
}
