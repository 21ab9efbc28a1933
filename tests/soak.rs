//! The engine for a long time: no growth in memory, no lost thread, dropped frames counted.
//!
//! Runs a few seconds; `VANITY_SOAK_SECONDS=600` makes it ten minutes. `VANITY_SOAK_SOURCE=FILE` plays a clip instead of the demo.
#![cfg(target_os = "linux")]

use std::{
    collections::BTreeSet,
    fs,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use vanity::{
    capture::SourceSpec,
    look::{Library, Look},
    pipeline::{Engine, EngineCommand, EngineOptions, SourceStatus},
    resources::Resources,
};

/// Until all looks were worn and the allocators of all threads have what they need, memory grows: at least so long, or a third of the time.
const SETTLING: Duration = Duration::from_secs(10);
/// Memory may move this much after that: allocators keep some of what they were given back.
const GROWTH_LIMIT_MIB: f64 = 24.0;

fn soak_time() -> Duration {
    let text = std::env::var("VANITY_SOAK_SECONDS").unwrap_or_else(|_| "8".into());
    Duration::from_secs_f64(text.parse().expect("VANITY_SOAK_SECONDS is a number of seconds"))
}

fn source() -> SourceSpec {
    std::env::var_os("VANITY_SOAK_SOURCE").map_or(SourceSpec::Demo, |path| SourceSpec::File(path.into()))
}

/// Resident memory now.
fn rss_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    kib.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap() / 1024.0
}

/// Names of this process's threads that the engine owns. The kernel keeps 15 characters of a name.
fn engine_threads() -> BTreeSet<String> {
    let tasks = fs::read_dir("/proc/self/task").unwrap().filter_map(Result::ok);
    let names = tasks.filter_map(|task| fs::read_to_string(task.path().join("comm")).ok());
    names.map(|name| name.trim().to_owned()).filter(|name| name.starts_with("vanity-")).collect()
}

fn thread_count() -> usize {
    fs::read_dir("/proc/self/task").unwrap().count()
}

fn started(resources: &Resources, look: &Look, source: SourceSpec, woken: &Arc<AtomicU64>) -> Engine {
    let woken = Arc::clone(woken);
    let options = EngineOptions { resources: resources.clone(), source, look: Some(look.clone()), intensity: 1.0 };
    Engine::start(options, Arc::new(move || _ = woken.fetch_add(1, Ordering::Relaxed))).unwrap()
}

/// What a person does meanwhile: takes frames, and now and then another look, intensity or source.
fn used(engine: &Engine, looks: &[Look], source: &SourceSpec, until: Instant) -> (u64, u64) {
    let (mut frames, mut with_a_face, mut step) = (0, 0, 0);
    let mut next_step = Instant::now();
    while Instant::now() < until {
        if let Some(composite) = engine.take_composite() {
            frames += 1;
            with_a_face += u64::from(!composite.faces.is_empty());
        }
        engine.take_thumbnails();
        assert!(!matches!(engine.status(), SourceStatus::Failed(_)), "{:?}", engine.status());
        if Instant::now() >= next_step {
            step += 1;
            next_step += Duration::from_millis(400);
            engine.send(EngineCommand::Wear(Some(Box::new(looks[step % looks.len()].clone()))));
            engine.send(EngineCommand::Intensity((step % 5) as f32 / 4.0));
            if step % 8 == 0 {
                engine.send(EngineCommand::Thumbnails(looks.to_vec()));
            }
            if step % 25 == 0 {
                engine.send(EngineCommand::Open(source.clone()));
            }
        }
        thread::sleep(Duration::from_millis(4));
    }
    (frames, with_a_face)
}

#[test]
fn a_long_run_neither_grows_nor_loses_a_thread() {
    let resources = Resources::locate().unwrap();
    let looks = Library::open(&resources.asset("looks")).unwrap().looks().to_vec();
    let woken = Arc::new(AtomicU64::new(0));

    // Rayon's workers stay for good and inherit the name of the thread that starts them: not one of the engine's.
    rayon::current_num_threads();
    // Once up and down first: libraries keep what they have set up.
    let engine = started(&resources, &looks[0], source(), &woken);
    used(&engine, &looks, &source(), Instant::now() + Duration::from_secs(2));
    drop(engine);
    assert_eq!(engine_threads(), BTreeSet::new(), "every thread has ended");
    let threads_before = thread_count();

    let time = soak_time();
    let engine = started(&resources, &looks[0], source(), &woken);
    used(&engine, &looks, &source(), Instant::now() + (time / 3).max(SETTLING));
    let (settled, running) = (rss_mib(), engine_threads());
    let (frames, with_a_face) = used(&engine, &looks, &source(), Instant::now() + time * 2 / 3);
    let (grown, speed) = (rss_mib() - settled, engine.speed());
    println!(
        "{time:?}: {frames} frames in the last two thirds, {with_a_face} with a face, {:.1} fps, {} dropped, {settled:.0} MiB {grown:+.1}",
        speed.fps, speed.dropped
    );
    assert_eq!(engine_threads(), running, "no thread was lost or added on the way");
    assert_eq!(running.len(), 5, "{running:?}");
    assert!(frames > 10 && with_a_face * 10 > frames * 8, "{with_a_face} of {frames} frames with a face");
    assert!(grown < GROWTH_LIMIT_MIB, "memory grew by {grown:.1} MiB from {settled:.1}");
    assert!(woken.load(Ordering::Relaxed) >= frames, "the owner is woken for each frame");

    let start = Instant::now();
    drop(engine);
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(engine_threads(), BTreeSet::new());
    assert!(thread_count() <= threads_before, "{} threads before, {} after", threads_before, thread_count());
}
