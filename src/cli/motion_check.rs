//! `vanity motion-check`: whether makeup sticks to a face that moves.
//!
//! A clip is followed with and without smoothing, made up through the real compositor, and held against the picture's own motion, which
//! is read off its pixels (`raster::flow`) and knows nothing of the mesh. `docs/motion.md` is written by this.

use std::path::{Path, PathBuf};

use anyhow::Context;

use self::{
    flicker::{Flicker, Painter},
    jitter::Jitter,
    lag::Lag,
    report::{Measured, Report},
    step::Step,
    watch::{Seen, Watch},
};
use super::{Exit, Failure, arguments::MotionCheck, look, output, resources};
use crate::{face::Face, geometry::Vec2, makeup::Baker, resources::Resources};

mod flicker;
mod jitter;
mod lag;
mod report;
mod step;
mod watch;

pub(super) fn run(task: &MotionCheck) -> Result<Exit, Failure> {
    let resources = resources()?;
    let worn = look(&resources, &task.look)?;
    let atlas = Baker::new(&resources).map_err(Failure::environment)?.bake(&worn).map_err(Failure::usage)?;
    let mut clips = Vec::new();
    for clip in clips_of(&task.clips)? {
        let painter = Painter::new(&atlas, &resources);
        clips.push(measure(&resources, &clip, painter, task.frames)?);
    }
    let report = Report { look: worn.id, clips };
    if let Some(folder) = &task.write {
        report.write(folder)?;
    }
    match &task.json {
        Some(path) => output::write_json(path, &report.to_json())?,
        None => output::say(&report.table())?,
    }
    Ok(Exit::Done)
}

/// Clips by name; a folder stands for the files in it. The demo where none is named.
fn clips_of(named: &[PathBuf]) -> Result<Vec<String>, Failure> {
    if named.is_empty() {
        return Ok(vec!["demo".into()]);
    }
    let mut clips = Vec::new();
    for path in named {
        if path.is_dir() {
            let entries =
                std::fs::read_dir(path).with_context(|| path.display().to_string()).map_err(Failure::input)?;
            let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            found.sort();
            clips.extend(found.into_iter().filter(|path| path.is_file()));
        } else {
            clips.push(path.clone());
        }
    }
    Ok(clips.iter().map(|path| path.to_string_lossy().into_owned()).collect())
}

/// Plays one clip and measures the largest face in it.
fn measure(resources: &Resources, clip: &str, mut painter: Painter, frames: usize) -> Result<Measured, Failure> {
    let mut watch = Watch::open(resources, clip)?;
    let name = Path::new(clip).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut measured = Measured { name, ..Measured::default() };
    let mut before: Option<Seen> = None;
    while measured.frames < frames {
        let Some(seen) = watch.next()? else { break };
        measured.frames += 1;
        let Some(seen) = seen else {
            measured.interrupt();
            before = None;
            continue;
        };
        measured.face_px.push(seen.smooth.bounds.size().x);
        measured.lag.add(&seen.raw, &seen.smooth);
        if let Some(before) = before.as_ref().filter(|before| before.smooth.track == seen.smooth.track) {
            let step = Step::between(before, &seen);
            measured.raw.jitter.add(&step, &before.raw, &seen.raw);
            measured.smooth.jitter.add(&step, &before.smooth, &seen.smooth);
            painter.add(&step, before, &seen, &mut measured);
        } else {
            painter.begin(&seen);
        }
        before = Some(seen);
    }
    measured.interrupt();
    Ok(measured)
}

/// A landmark in the frame.
fn point(face: &Face, index: usize) -> Vec2 {
    face.landmarks[index].truncate()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_is_measured_and_hardly_jitters() {
        let resources = Resources::locate().unwrap();
        let atlas = Baker::new(&resources).unwrap().bake(&look(&resources, "classic-red").unwrap()).unwrap();
        let measured = measure(&resources, "demo", Painter::new(&atlas, &resources), 8).unwrap();
        assert_eq!(measured.frames, 8);
        let (raw, smooth) = (measured.raw.jitter.px(), measured.smooth.jitter.px());
        assert!(raw > 0.0 && smooth < 0.5, "{raw} {smooth}");
        assert!(measured.smooth.flicker.p95() < 5.0, "{}", measured.smooth.flicker.p95());
    }
}
