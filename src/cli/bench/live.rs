//! How the running engine feels, with every thread it has: the pace of the picture, from a slider to the picture, and from a face that has
//! settled to thumbnails of many looks.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, channel},
    },
    time::{Duration, Instant},
};

use anyhow::anyhow;
use serde_json::{Value, json};

use super::super::{
    Failure, output,
    statistics::{Summary, short},
};
use crate::{
    capture::SourceSpec,
    look::Look,
    pipeline::{Composite, Engine, EngineCommand, EngineOptions},
    resources::Resources,
};

/// Looks that thumbnails are made of.
const LOOKS: usize = 40;
/// How often each slider is moved.
const MOVES: usize = 24;
/// How present a face is when it has settled.
const SETTLED: f32 = 0.99;
/// Longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was measured.
pub(super) struct Live {
    fps: f64,
    latency: Summary,
    thumbnails: Duration,
    /// Of each slider: its name, the pictures from the command to the first that shows it, and the time.
    sliders: Vec<(&'static str, Vec<usize>, Summary)>,
}

/// Runs the engine as the window does, for about `seconds` and the time that the sliders and the thumbnails take.
pub(super) fn measure(
    resources: &Resources,
    source: SourceSpec,
    look: &Look,
    looks: &[Look],
    seconds: f64,
) -> Result<Live, Failure> {
    let (wake, woken) = channel();
    let options = EngineOptions { resources: resources.clone(), source, look: Some(look.clone()), intensity: 1.0 };
    // The engine outlives nobody who listens.
    let engine =
        Engine::start(options, Arc::new(move || wake.send(()).unwrap_or_default())).map_err(Failure::environment)?;
    let live = Watched { engine, woken };
    live.engine.send(EngineCommand::Thumbnails(looks.iter().take(LOOKS).cloned().collect()));
    live.until(|composite| composite.faces.first().is_some_and(|face| face.presence >= SETTLED))?;
    let thumbnails = live.thumbnails(LOOKS.min(looks.len()))?;
    let (fps, latency) = live.pace(seconds)?;
    let faint =
        Look { products: look.products.iter().map(|product| product.with_coverage(0.0)).collect(), ..look.clone() };
    let intensity = |on: bool| EngineCommand::Intensity(f32::from(u8::from(on)));
    let worn = |on: bool| EngineCommand::Wear(Some(Box::new(if on { look.clone() } else { faint.clone() })));
    let sliders = vec![live.slider("intensity", intensity)?, live.slider("products", worn)?];
    Ok(Live { fps, latency, thumbnails, sliders })
}

struct Watched {
    engine: Engine,
    woken: Receiver<()>,
}

impl Watched {
    /// The next picture.
    fn next(&self) -> Result<Arc<Composite>, Failure> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(composite) = self.engine.take_composite() {
                return Ok(composite);
            }
            // Whoever woke us is asked what there is; the time only bounds the wait.
            let _ = self.woken.recv_timeout(Duration::from_millis(50));
        }
        Err(Failure::Environment(anyhow!("the engine gave no picture within {} seconds", PATIENCE.as_secs())))
    }

    /// Pictures until one is as wanted; how many they were.
    fn until(&self, wanted: impl Fn(&Composite) -> bool) -> Result<usize, Failure> {
        let start = Instant::now();
        for number in 1.. {
            if wanted(&*self.next()?) {
                return Ok(number);
            }
            if start.elapsed() > PATIENCE {
                break;
            }
        }
        Err(Failure::Environment(anyhow!("no face was shown as asked for within {} seconds", PATIENCE.as_secs())))
    }

    fn thumbnails(&self, count: usize) -> Result<Duration, Failure> {
        let (start, mut made) = (Instant::now(), std::collections::BTreeSet::new());
        while made.len() < count {
            made.extend(self.engine.take_thumbnails().into_iter().map(|thumbnail| thumbnail.look));
            if start.elapsed() > PATIENCE {
                return Err(Failure::Environment(anyhow!("only {} thumbnails were made", made.len())));
            }
            let _ = self.woken.recv_timeout(Duration::from_millis(5));
        }
        Ok(start.elapsed())
    }

    fn pace(&self, seconds: f64) -> Result<(f64, Summary), Failure> {
        let (start, mut latencies) = (Instant::now(), Vec::new());
        while start.elapsed().as_secs_f64() < seconds {
            latencies.push(self.next()?.latency);
        }
        Ok((latencies.len() as f64 / start.elapsed().as_secs_f64(), Summary::of(latencies)))
    }

    /// Moves a slider between nothing and all, again and again.
    fn slider(
        &self,
        name: &'static str,
        command: impl Fn(bool) -> EngineCommand,
    ) -> Result<(&'static str, Vec<usize>, Summary), Failure> {
        let (mut pictures, mut times) = (Vec::new(), Vec::new());
        for number in 0..MOVES {
            let on = number % 2 == 1;
            // A picture that waits shows what was before.
            self.next()?;
            let start = Instant::now();
            self.engine.send(command(on));
            pictures.push(self.until(|composite| is_made_up(composite) == on)?);
            times.push(start.elapsed());
        }
        pictures.sort_unstable();
        Ok((name, pictures, Summary::of(times)))
    }
}

fn is_made_up(composite: &Composite) -> bool {
    composite.made_up.pixels() != composite.frame.pixels.pixels()
}

impl Live {
    pub(super) fn to_json(&self) -> Value {
        let slider = |(name, pictures, times): &(&'static str, Vec<usize>, Summary)| {
            let most = pictures.last().copied().unwrap_or_default();
            json!({ "slider": name, "pictures_p50": middle(pictures), "pictures_most": most, "time": times.to_json() })
        };
        json!({
            "fps": short(self.fps),
            "latency": self.latency.to_json(),
            "thumbnails_of_40_ms": short(self.thumbnails.as_secs_f64() * 1000.0),
            "sliders": self.sliders.iter().map(slider).collect::<Vec<_>>(),
        })
    }

    pub(super) fn print(&self) -> Result<(), Failure> {
        output::say(&format!("{:.1} pictures a second", self.fps))?;
        output::say("ms                p50      p95      p99     mean")?;
        output::say(&self.latency.line("latency"))?;
        for (name, pictures, times) in &self.sliders {
            output::say(&times.line(name))?;
            let most = pictures.last().copied().unwrap_or_default();
            output::say(&format!(
                "  shown in picture {} after the slider was moved, at most {most}",
                middle(pictures)
            ))?;
        }
        let seconds = self.thumbnails.as_secs_f64();
        Ok(output::say(&format!("thumbnails of {LOOKS} looks: {seconds:.2} s after the face had settled"))?)
    }
}

/// The median of sorted counts.
fn middle(sorted: &[usize]) -> usize {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
