//! Baking a look, and painting it: by the size of the face, and by the number of faces.

use std::{hint::black_box, sync::Arc};

use criterion::{BatchSize, Criterion, Throughput};
use vanity::{
    compose::Compositor,
    face::FaceTracker,
    makeup::{Atlas, Baker},
    pipeline::{Pipeline, Worn},
    resources::Resources,
};

use super::sample::{frame_of, frame_with, fullest_look, resources};

/// Middles of four faces of a height of 300 pixels.
const CROWD: [(f32, f32); 4] = [(480.0, 270.0), (1440.0, 270.0), (480.0, 810.0), (1440.0, 810.0)];

pub fn all(c: &mut Criterion) {
    let resources = resources();
    let (look, baker) = (fullest_look(&resources), Baker::new(&resources).expect("the shapes open"));
    c.bench_function("bake/full size", |b| b.iter(|| baker.bake(black_box(&look)).expect("the look is painted")));
    c.bench_function("bake/thumbnail", |b| b.iter(|| baker.bake_small(black_box(&look)).expect("the look is painted")));
    let atlas = Arc::new(baker.bake(&look).expect("the look is painted"));
    by_size(c, &resources, &atlas);
    by_number(c, &resources, &atlas);
}

/// Light, facets and pixels of one face of several heights; a frame without a face is the copy alone. Throughput counts painted pixels.
fn by_size(c: &mut Criterion, resources: &Resources, atlas: &Atlas) {
    let mut group = c.benchmark_group("compose");
    let mut tracker = FaceTracker::new(resources).expect("the models load");
    let mut compositor = Compositor::new();
    for height in [135.0, 270.0, 540.0, 960.0] {
        let frame = frame_with(resources, height, &[(960.0, 540.0)]);
        let faces = tracker.find(&frame).expect("the models work");
        assert_eq!(faces.len(), 1, "one face of {height} pixels");
        let made_up = compositor.compose(&frame, &faces, atlas, 1.0);
        let painted = made_up.pixels().iter().zip(frame.pixels()).filter(|(a, b)| a != b).count();
        group.throughput(Throughput::Elements(painted as u64));
        group.bench_function(format!("face of {height} px"), |b| {
            b.iter(|| compositor.compose(black_box(&frame), &faces, atlas, 1.0));
        });
    }
    let frame = frame_with(resources, 540.0, &[]);
    group.throughput(Throughput::Bytes(2 * frame.data().len() as u64));
    group.bench_function("no face", |b| b.iter(|| compositor.compose(black_box(&frame), &[], atlas, 1.0)));
}

/// The whole pipeline, frame by frame, with one, two and four faces of one size.
fn by_number(c: &mut Criterion, resources: &Resources, atlas: &Arc<Atlas>) {
    let worn = Worn { atlas: Some(Arc::clone(atlas)), intensity: 1.0, ..Worn::default() };
    for count in [1, 2, 4] {
        let picture = frame_with(resources, 300.0, &CROWD[..count]);
        let mut pipeline = Pipeline::new(resources).expect("the models load");
        let mut seq = 0;
        let mut next = || {
            seq += 1;
            frame_of(&picture, seq)
        };
        // Further faces are found by turns.
        let seen = (0..60).map(|_| pipeline.process(&next(), &worn).expect("the models work")).last().flatten();
        assert_eq!(seen.map_or(0, |(composite, _)| composite.faces.len()), count, "faces found");
        c.bench_function(&format!("whole frame/{count} faces"), |b| {
            b.iter_batched_ref(
                &mut next,
                |frame| pipeline.process(frame, &worn).expect("the models work").is_some(),
                BatchSize::PerIteration,
            );
        });
    }
}
