//! Each stage by itself, on the sample portrait at 1920x1080.

use std::{hint::black_box, time::Duration};

use criterion::{Criterion, criterion_group, criterion_main};
use vanity::{
    capture::{self, Captured, Frame, FrameSource, OpenOptions, Pace, SourceSpec},
    compose::Compositor,
    face::FaceTracker,
    look::{Library, Look},
    makeup::Baker,
    resources::Resources,
};

fn resources() -> Resources {
    Resources::locate().expect("the benchmark runs in a checkout")
}

fn demo(resources: &Resources) -> Box<dyn FrameSource> {
    let options = OpenOptions { pace: Pace::EveryFrame, size: Some((1920, 1080)) };
    capture::open(&SourceSpec::Demo, &options, resources).expect("the sample portrait opens")
}

fn next(source: &mut dyn FrameSource) -> Frame {
    loop {
        if let Captured::Frame(frame) = source.next_frame(Duration::from_secs(1)) {
            return frame;
        }
    }
}

fn fullest_look(resources: &Resources) -> Look {
    let library = Library::open(&resources.asset("looks")).expect("the built-in looks open");
    library.looks().iter().max_by_key(|look| look.products.len()).expect("there are looks").clone()
}

fn capture_demo(c: &mut Criterion) {
    let mut source = demo(&resources());
    c.bench_function("capture demo 1080p", |b| b.iter(|| next(source.as_mut())));
}

fn perception(c: &mut Criterion) {
    let resources = resources();
    let (mut source, mut tracker) = (demo(&resources), FaceTracker::new(&resources).expect("the models load"));
    c.bench_function("track 1080p", |b| {
        b.iter_batched_ref(
            || next(source.as_mut()),
            |frame| tracker.track(frame).expect("the models work").len(),
            criterion::BatchSize::PerIteration,
        );
    });
    let still = next(source.as_mut());
    c.bench_function("find 1080p", |b| b.iter(|| tracker.find(&still.pixels).expect("the models work").len()));
}

fn painting(c: &mut Criterion) {
    let resources = resources();
    let (look, baker) = (fullest_look(&resources), Baker::new(&resources).expect("the shapes open"));
    c.bench_function("bake", |b| b.iter(|| baker.bake(black_box(&look)).expect("the look can be painted")));
    c.bench_function("bake small", |b| b.iter(|| baker.bake_small(black_box(&look)).expect("the look can be painted")));
    let atlas = baker.bake(&look).expect("the look can be painted");
    let frame = next(demo(&resources).as_mut());
    let faces =
        FaceTracker::new(&resources).and_then(|mut tracker| tracker.find(&frame.pixels)).expect("the models work");
    assert_eq!(faces.len(), 1, "the face in the sample portrait");
    let mut compositor = Compositor::new();
    c.bench_function("compose 1080p", |b| b.iter(|| compositor.compose(&frame.pixels, &faces, &atlas, 1.0)));
}

criterion_group!(stages, capture_demo, perception, painting);
criterion_main!(stages);
