//! `vanity bench`: how long every stage takes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use self::endless::EndlessSource;
use super::{
    Exit, Failure,
    arguments::{self, Bench},
    library, look, output, resources,
    statistics::{Summary, short},
    system,
};
use crate::{
    look::Look,
    makeup::{Atlas, Baker},
    pipeline::{Governor, Pipeline, Quality, StageTimes, Worn},
    resources::Resources,
};

mod crowd;
mod endless;
mod live;
mod pile;

/// Frames before the measuring begins: models, buffers and tracks come to their working state.
const WARM_UP_FRAMES: usize = 15;
/// Bakes of the look after the first one.
const WARM_BAKES: u32 = 5;

pub(super) fn run(task: &Bench) -> Result<Exit, Failure> {
    let resources = resources()?;
    let look = chosen_look(&resources, task)?;
    if task.live {
        let looks = library(&resources)?;
        let live = live::measure(&resources, arguments::source(&task.source), &look, looks.looks(), task.seconds)?;
        return match &task.json {
            Some(path) => output::write_json(path, &live.to_json()).map(|()| Exit::Done),
            None => live.print().map(|()| Exit::Done),
        };
    }
    let (atlas, bake) = measured_bake(&resources, &look)?;
    let mut pipeline = Pipeline::new(&resources).map_err(Failure::environment)?;
    let mut source = EndlessSource::open(arguments::source(&task.source), task.size, task.faces, &resources)
        .map_err(Failure::Input)?;
    let worn = Worn { atlas: Some(atlas.into()), intensity: 1.0, ..Worn::default() };
    for _ in 0..WARM_UP_FRAMES {
        measured_frame(&mut source, &mut pipeline, &worn)?;
    }
    let (mut frames, start) = (Vec::new(), Instant::now());
    let mut governor = Governor::new();
    while start.elapsed().as_secs_f64() < task.seconds {
        let frame = measured_frame(&mut source, &mut pipeline, &worn)?;
        if let Some(budget) = task.budget {
            pipeline.set_quality(governor.observe(frame.total, Duration::from_secs_f64(budget / 1000.0)));
        }
        frames.push(frame);
    }
    let (wall, size, dropped) = (start.elapsed(), source.size(), source.dropped());
    let report =
        Report { look, bake, frames, wall, size, dropped, quality: governor.quality(), steps: governor.steps() };
    match &task.json {
        Some(path) => output::write_json(path, &report.to_json())?,
        None => report.print()?,
    }
    Ok(Exit::Done)
}

fn chosen_look(resources: &Resources, task: &Bench) -> Result<Look, Failure> {
    match (&task.look, task.products) {
        (Some(id_or_path), _) => look(resources, id_or_path),
        (None, Some(count)) => Ok(pile::of_products(&library(resources)?, usize::from(count))),
        (None, None) => {
            let library = library(resources)?;
            let fullest = library.looks().iter().max_by_key(|look| look.products.len());
            fullest.cloned().ok_or_else(|| Failure::Environment(anyhow::anyhow!("there are no built-in looks")))
        }
    }
}

/// How long the look takes to be painted.
struct Bake {
    /// With shapes to be drawn first.
    cold: Duration,
    /// Median with the shapes drawn.
    warm: Duration,
}

fn measured_bake(resources: &Resources, look: &Look) -> Result<(Atlas, Bake), Failure> {
    let baker = Baker::new(resources).map_err(Failure::environment)?;
    let timed = || {
        let start = Instant::now();
        baker.bake(look).map(|atlas| (atlas, start.elapsed())).map_err(Failure::usage)
    };
    let (atlas, cold) = timed()?;
    let mut warm = (0..WARM_BAKES).map(|_| Ok(timed()?.1)).collect::<Result<Vec<_>, Failure>>()?;
    warm.sort();
    Ok((atlas, Bake { cold, warm: warm[warm.len() / 2] }))
}

/// One frame's times.
struct Measured {
    capture: Duration,
    stages: StageTimes,
    total: Duration,
    faces: usize,
}

fn measured_frame(source: &mut EndlessSource, pipeline: &mut Pipeline, worn: &Worn) -> Result<Measured, Failure> {
    let frame = source.next_frame().map_err(Failure::Input)?;
    let capture = source.capture_time();
    let captured = Instant::now();
    let processed = pipeline.process(&frame, worn).map_err(Failure::environment)?;
    let total = captured.elapsed();
    // Every frame of an endless source has pixels of its own, so that none is skipped.
    let (composite, stages) = processed.expect("a new picture is always processed");
    Ok(Measured { capture, stages, total, faces: composite.faces.len() })
}

struct Report {
    look: Look,
    bake: Bake,
    frames: Vec<Measured>,
    wall: Duration,
    size: (u32, u32),
    dropped: u64,
    /// At the end, and how often it changed.
    quality: Quality,
    steps: u64,
}

impl Report {
    fn summary(&self, of: impl Fn(&Measured) -> Duration) -> Summary {
        Summary::of(self.frames.iter().map(of))
    }

    fn fps(&self) -> f64 {
        self.frames.len() as f64 / self.wall.as_secs_f64()
    }

    fn mean_faces(&self) -> f64 {
        self.frames.iter().map(|frame| frame.faces).sum::<usize>() as f64 / self.frames.len().max(1) as f64
    }

    fn to_json(&self) -> Value {
        json!({
            "frames": self.frames.len(),
            "fps": short(self.fps()),
            "dropped": self.dropped,
            "size": [self.size.0, self.size.1],
            "look": self.look.id,
            "faces_mean": short(self.mean_faces()),
            "stages": {
                "capture": self.summary(|frame| frame.capture).to_json(),
                "detect": self.summary(|frame| frame.stages.detect).to_json(),
                "track": self.summary(|frame| frame.stages.track).to_json(),
                "landmarks": self.summary(|frame| frame.stages.landmarks).to_json(),
                "parse": self.summary(|frame| frame.stages.parse).to_json(),
                "compose": self.summary(|frame| frame.stages.compose).to_json(),
                "smoothing": self.summary(|frame| frame.stages.passes.smoothing).to_json(),
                "teeth": self.summary(|frame| frame.stages.passes.teeth).to_json(),
                "photo": self.summary(|frame| frame.stages.passes.photo).to_json(),
                "lenses": self.summary(|frame| frame.stages.passes.lenses).to_json(),
                "brows": self.summary(|frame| frame.stages.passes.brows).to_json(),
                "hair": self.summary(|frame| frame.stages.passes.hair).to_json(),
            },
            "side_by_side": [["landmarks", "parse"]],
            "total": self.summary(|frame| frame.total).to_json(),
            "bake": {
                "cold_ms": short(self.bake.cold.as_secs_f64() * 1000.0),
                "warm_ms": short(self.bake.warm.as_secs_f64() * 1000.0),
            },
            "quality": { "level": self.quality.name(), "steps": self.steps },
            "peak_rss_mib": system::peak_rss_mib().map(short),
        })
    }

    fn print(&self) -> Result<(), Failure> {
        let (width, height) = self.size;
        output::say(&format!("{width}x{height}, look '{}', {:.1} faces a frame", self.look.id, self.mean_faces()))?;
        output::say("stage, ms         p50      p95      p99     mean")?;
        output::say(&self.summary(|frame| frame.capture).line("capture"))?;
        output::say(&self.summary(|frame| frame.stages.perception()).line("perception"))?;
        output::say(&self.summary(|frame| frame.stages.detect).line("  detect"))?;
        output::say(&self.summary(|frame| frame.stages.track).line("  track"))?;
        output::say(&self.summary(|frame| frame.stages.landmarks).line("  landmarks"))?;
        output::say(&self.summary(|frame| frame.stages.parse).line("  parse"))?;
        output::say(&self.summary(|frame| frame.stages.compose).line("painting"))?;
        if self.summary(|frame| frame.stages.passes.total()).mean_ms > 0.0 {
            output::say(&self.summary(|frame| frame.stages.passes.smoothing).line("  smoothing"))?;
            output::say(&self.summary(|frame| frame.stages.passes.teeth).line("  teeth"))?;
            output::say(&self.summary(|frame| frame.stages.passes.photo).line("  photo"))?;
            output::say(&self.summary(|frame| frame.stages.passes.lenses).line("  lenses"))?;
            output::say(&self.summary(|frame| frame.stages.passes.brows).line("  brows"))?;
            output::say(&self.summary(|frame| frame.stages.passes.hair).line("  hair"))?;
        }
        output::say(&self.summary(|frame| frame.total).line("total"))?;
        output::say(
            "total is from a captured frame to a finished composite; the stages run one after another, landmarks and parse side by side",
        )?;
        let (frames, fps, dropped) = (self.frames.len(), self.fps(), self.dropped);
        output::say(&format!("{frames} frames, {fps:.1} a second with capture, {dropped} dropped by the source"))?;
        let (cold, warm) = (self.bake.cold.as_secs_f64() * 1000.0, self.bake.warm.as_secs_f64() * 1000.0);
        output::say(&format!("baking the look: {cold:.1} ms the first time, {warm:.1} ms again"))?;
        if self.steps > 0 {
            output::say(&format!("quality at the end: {} ({} steps)", self.quality.name(), self.steps))?;
        }
        if let Some(peak) = system::peak_rss_mib() {
            output::say(&format!("peak memory: {peak:.0} MiB"))?;
        }
        Ok(())
    }
}
