//! Seeing: detectors, mesh, smoothing, and all of it for a frame.

use std::{hint::black_box, time::Duration};

use criterion::{BatchSize, Criterion};
use vanity::{
    face::{
        FaceTracker,
        detector::{Detector, DetectorKind},
        mesh::Mesh,
        smoothing::Smoothing,
    },
    geometry::{RotatedSquare, Vec2},
    inference::{Manifest, Model, OnnxModel, Runtime},
};

use super::sample::{demo, frame_with, next, resources};

pub fn all(c: &mut Criterion) {
    let resources = resources();
    let runtime = Runtime::load().expect("the runtime is there");
    let manifest = Manifest::open(&resources.models()).expect("the models are there");
    let model = |name: &str| -> Box<dyn Model> {
        Box::new(OnnxModel::open(&runtime, &manifest, name).expect("the model loads"))
    };
    let frame = frame_with(&resources, 540.0, &[(960.0, 540.0)]);
    let whole = RotatedSquare { center: Vec2::new(960.0, 540.0), side: 1920.0, angle: 0.0 };
    let detectors = [
        ("detect/short range", "face_detection_short_range", DetectorKind::SHORT_RANGE),
        ("detect/full range", "face_detection_full_range", DetectorKind::FULL_RANGE),
    ];
    for (name, file, kind) in detectors {
        let mut detector = Detector::new(model(file), kind);
        c.bench_function(name, |b| b.iter(|| detector.detect(black_box(&frame), &whole).expect("the model works")));
    }
    let mut tracker = FaceTracker::new(&resources).expect("the models load");
    let faces = tracker.find(&frame).expect("the models work");
    assert_eq!(faces.len(), 1, "the face in the sample portrait");
    let mut mesh = Mesh::new(model("face_landmark_478"));
    c.bench_function("mesh", |b| b.iter(|| mesh.fit(black_box(&frame), &faces[0].roi).expect("the model works")));

    let still = faces[0].landmarks.clone();
    let moved: Vec<_> = still.iter().map(|point| *point + 2.0).collect();
    let (mut smoothing, mut there) = (Smoothing::default(), false);
    c.bench_function("smoothing", |b| {
        b.iter(|| {
            there = !there;
            smoothing.smooth(if there { &still } else { &moved }, 400.0, Some(Duration::from_millis(33))).len()
        });
    });

    let mut source = demo(&resources);
    c.bench_function("track 1080p", |b| {
        let next = || next(source.as_mut());
        b.iter_batched_ref(next, |frame| tracker.track(frame).expect("the models work").len(), BatchSize::PerIteration);
    });
    c.bench_function("find 1080p", |b| b.iter(|| tracker.find(&frame).expect("the models work").len()));
}
