//! `vanity transfer`: the makeup of one photo, worn in another.

use std::{path::Path, sync::Arc};

use anyhow::{Context, anyhow, bail};
use serde_json::{Value, json};

use super::{
    Exit, Failure,
    apply::{failure_line, painting_failure},
    arguments::Transfer,
    output, plan, resources,
};
use crate::{
    export::{self, PictureKind},
    face::{Face, FaceTracker},
    files,
    geometry::Rect,
    look::{Look, format, names},
    pipeline::StillPainter,
    raster::{Pixmap, codec},
    resources::Resources,
    transfer::{Finding, LookReader, Reading},
};

pub(super) fn run(task: &Transfer) -> Result<Exit, Failure> {
    plan::writable(&task.output).map_err(Failure::usage)?;
    let resources = resources()?;
    let named = |path: &Path, error: anyhow::Error| Failure::Input(anyhow!(failure_line(path, &error)));
    let reference = codec::load(&task.reference).map_err(|error| named(&task.reference, error.into()))?;
    let input = codec::load(&task.input).map_err(|error| named(&task.input, error.into()))?;
    let reading = read(&resources, &reference, task)?;
    let look = Look { ..named_after(reading.look.clone(), &task.reference) };
    let mut painter = StillPainter::new(&resources, &look, task.intensity).map_err(painting_failure)?;
    let composite = painter.paint(Arc::new(input)).map_err(Failure::environment)?;
    if composite.faces.is_empty() {
        output::complain(&format!("{}: no face found; written as it is", task.input.display()));
    }
    export::save(&composite, PictureKind::MadeUp, &task.output).map_err(Failure::input)?;
    if let Some(path) = &task.look_out {
        let text = format::write(&look).map_err(Failure::input)?;
        files::write_atomically(path, text.as_bytes())
            .with_context(|| format!("the look {} cannot be written", path.display()))
            .map_err(Failure::input)?;
    }
    if let Some(path) = &task.json {
        output::write_json(path, &document(task, &reading))?;
    }
    Ok(Exit::Done)
}

fn read(resources: &Resources, reference: &Pixmap, task: &Transfer) -> Result<Reading, Failure> {
    let mut tracker = FaceTracker::new(resources).map_err(Failure::environment)?;
    let mut reader = LookReader::new(resources).map_err(Failure::environment)?;
    let faces = tracker.find(reference).map_err(Failure::environment)?;
    let of_reference =
        |error: anyhow::Error| Failure::Input(anyhow!("{}", failure_line(&task.reference, &error)));
    let face = chosen(faces, task.face).map_err(of_reference)?;
    reader.read(reference, &face).map_err(|error| of_reference(error.into()))
}

/// The face that is meant: the only one, or the one of that number from the left.
fn chosen(mut faces: Vec<Face>, number: Option<u8>) -> anyhow::Result<Face> {
    faces.sort_by(|a, b| a.bounds.center().x.total_cmp(&b.bounds.center().x));
    let count = faces.len();
    match (number, count) {
        (_, 0) => bail!("no face found. Choose a picture that shows a face from the front, in good light"),
        (None, 1) => Ok(faces.remove(0)),
        (None, _) => bail!("there are {count} faces. Say whose makeup is meant: --face 1 is the one on the left, --face {count} the one on the right"),
        (Some(number), _) if usize::from(number) <= count => Ok(faces.remove(usize::from(number) - 1)),
        (Some(number), _) => bail!("there is no face {number}: only {count} found"),
    }
}

/// The look, called after the photo's file.
fn named_after(look: Look, photo: &Path) -> Look {
    let (id, name) = names::of_file(&photo.file_stem().unwrap_or_default().to_string_lossy());
    Look { id, name, description: "Read off a photo.".into(), ..look }
}

fn document(task: &Transfer, reading: &Reading) -> Value {
    json!({
        "reference": task.reference.to_string_lossy(),
        "input": task.input.to_string_lossy(),
        "output": task.output.to_string_lossy(),
        "skin": hex(reading.skin),
        "findings": reading.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding) -> Value {
    let worn = finding.worn.map(|worn| {
        json!({
            "shape": finding.slot.shapes[worn.shape].1,
            "shape_confidence": short(finding.shape_share),
            "finish": format!("{:?}", finding.slot.finishes[worn.finish]).to_lowercase(),
            "color": (finding.slot.opacity > 0.0).then(|| hex(worn.color)),
            "coverage": short(worn.coverage),
            "blur": short(worn.blur),
        })
    });
    let measured = finding.measured.map(|(color, texels)| json!({ "color": hex(color), "texels": texels }));
    let bounds = Rect::around(finding.region.iter().flatten().copied());
    let region = bounds.map(|Rect { min, max }| [min.x, min.y, max.x - min.x, max.y - min.y].map(|v| v.round()));
    json!({ "product": finding.slot.name, "confidence": short(finding.presence), "worn": worn, "measured": measured, "region": region })
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

fn short(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}
