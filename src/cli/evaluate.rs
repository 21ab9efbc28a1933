//! `vanity evaluate parsing`: what the program sees, against masks that people drew.
//!
//! Of each photo the largest face's near square is sampled on a grid on which the face is 400 pixels wide; the labels are those of
//! `vanity parse`, with mesh, parser and picture all in their say.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow, bail};

use self::{
    edges::Hits,
    groups::groups_of,
    report::{Picture, Report},
    tally::Tally,
    truth::truth,
};
use super::{
    Exit, Failure,
    apply::{failure_line, progress_bar},
    arguments::{Evaluate, EvaluateParsing, EvaluateTask},
    output, plan, resources,
};
use crate::{
    face::{self, FaceTracker, Part},
    geometry::Vec2,
    raster::{
        Pixmap,
        codec::{self, Mask},
    },
};

mod edges;
mod groups;
mod reading;
mod report;
mod tally;
mod transfer;
mod truth;

/// Samples a side: the square is 1.6 times the face's box, so that the face is 400 wide.
const SIDE: usize = 640;

pub(super) fn run(task: &Evaluate) -> Result<Exit, Failure> {
    match &task.task {
        EvaluateTask::Parsing(task) => parsing(task),
        EvaluateTask::Reading(task) => reading::run(task),
        EvaluateTask::Transfer(task) => transfer::run(task),
    }
}

fn parsing(task: &EvaluateParsing) -> Result<Exit, Failure> {
    for folder in [&task.images, &task.masks] {
        if !folder.is_dir() {
            return Err(Failure::Usage(anyhow!("{} is no folder", folder.display())));
        }
    }
    let own = task.groups.as_deref().map(own_groups).transpose().map_err(Failure::usage)?;
    let mut tracker = FaceTracker::new(&resources()?).map_err(Failure::environment)?;
    let (photos, failed) = plan::expanded(std::slice::from_ref(&task.images));
    failed.iter().for_each(|(input, reason)| output::complain(&format!("{}: {reason}", input.display())));
    let (mut report, mut failures) = (Report::default(), failed.len());
    let bar = progress_bar(photos.len(), "photos");
    for photo in &photos {
        match measured(&mut tracker, photo, task, own.as_ref()) {
            Ok(Some(picture)) => report.pictures.push(picture),
            Ok(None) => report.without_face.push(photo.clone()),
            Err(error) => {
                failures += 1;
                bar.suspend(|| output::complain(&failure_line(photo, &error)));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if report.pictures.is_empty() {
        return Err(Failure::Input(anyhow!("there is no photo with a face and a mask; nothing was measured")));
    }
    match &task.json {
        Some(path) => output::write_json(path, &report.to_json())?,
        None => output::say(&report.table())?,
    }
    Ok(if failures > 0 { Exit::SomeFailed } else { Exit::Done })
}

/// Everything that is counted of one photo; `None` where there is no face.
fn measured(
    tracker: &mut FaceTracker,
    photo: &Path,
    task: &EvaluateParsing,
    own: Option<&HashMap<String, String>>,
) -> anyhow::Result<Option<Picture>> {
    let stem = photo.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let path = task.masks.join(&stem).with_extension("png");
    let picture = codec::load(photo)?;
    let mask = Mask::load(&path)?;
    if mask.size != picture.size() {
        let [[w, h], [mw, mh]] = [picture.size(), mask.size];
        bail!("the photo is {w} x {h} pixels, and its mask {} is {mw} x {mh}", path.display());
    }
    let truth = truth(mask, task.scheme).with_context(|| path.display().to_string())?;
    let faces = tracker.find(&picture)?;
    let Some((face, parsing)) = faces.first().and_then(|face| Some((face, face.parsing.as_ref()?))) else {
        return Ok(None);
    };
    let labels = face::labels(&picture, &faces);
    let frame_from_unit = parsing.square.frame_from_unit();
    let places: Vec<Option<usize>> = (0..SIDE * SIDE)
        .map(|i| {
            let unit = (Vec2::new((i % SIDE) as f32, (i / SIDE) as f32) + 0.5) / SIDE as f32;
            pixel_at(&picture, frame_from_unit.transform_point2(unit))
        })
        .collect();
    let sampled = |parts: &[u8]| -> Vec<u8> {
        places.iter().map(|place| place.map_or(truth::UNKNOWN, |place| parts[place])).collect()
    };
    let (wanted, found) = (sampled(&truth), sampled(&labels.numbers));
    let mut groups = groups_of(face, &picture, &truth, &wanted);
    groups.extend(own.and_then(|own| own.get(&stem)).map(|group| format!("own: {group}")));
    Ok(Some(Picture {
        tally: Tally::of(&wanted, &found),
        edges: Part::ALL.map(|part| Hits::of(&wanted, &found, SIDE, part)),
        groups,
    }))
}

/// Index of the pixel that a point lies in; `None` outside of the picture.
fn pixel_at(picture: &Pixmap, point: Vec2) -> Option<usize> {
    let [width, height] = picture.size();
    let inside = point.x >= 0.0 && point.y >= 0.0 && point.x < width as f32 && point.y < height as f32;
    inside.then(|| point.y as usize * width + point.x as usize)
}

/// Photo names (with or without suffix) and their groups.
fn own_groups(path: &Path) -> anyhow::Result<HashMap<String, String>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut groups = HashMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let Some((name, group)) = line.split_once(',') else {
            bail!("{}:{}: a photo's name, a comma and its group are needed", path.display(), number + 1);
        };
        let stem = PathBuf::from(name.trim()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        groups.insert(stem, group.trim().to_owned());
    }
    Ok(groups)
}
