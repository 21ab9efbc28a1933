//! `vanity transfer`: the makeup of one photo, worn in another.

use std::{path::Path, sync::Arc};

use anyhow::{Context, anyhow};
use serde_json::{Value, json};

use super::{
    Exit, Failure,
    apply::{failure_line, painting_failure},
    arguments::{Mode, Transfer},
    json::short,
    output, plan, resources,
};
use crate::{
    export::{self, PictureKind},
    files,
    geometry::Rect,
    look::{Decal, Look, PhotoStyle, Product, file::picture_beside, format, names},
    pipeline::StillPainter,
    raster::{Pixmap, codec, color::hex},
    resources::Resources,
    transfer::{CopyError, Finding, PhotoReader, ReadError, Reading},
};

pub(super) fn run(task: &Transfer) -> Result<Exit, Failure> {
    plan::writable(&task.output).map_err(Failure::usage)?;
    check_names(task)?;
    let resources = resources()?;
    let named = |path: &Path, error: anyhow::Error| Failure::Input(anyhow!(failure_line(path, &error)));
    let reference = codec::load(&task.reference).map_err(|error| named(&task.reference, error.into()))?;
    let input = codec::load(&task.input).map_err(|error| named(&task.input, error.into()))?;
    let (reading, lifted) = read(&resources, reference, task)?;
    if reading.eyes_covered && task.mode == Mode::Product {
        let problem = "the lids are covered, by glasses or hair; what they wear is left out";
        output::complain(&format!("{}: {problem}", task.reference.display()));
    }
    let mut look = named_after(reading.look.clone(), &task.reference);
    let folder = tempfile::tempdir().context("there is no folder for what is lifted").map_err(Failure::input)?;
    match &lifted {
        Some(picture) => {
            let path = folder.path().join("lifted.png");
            codec::save(&path, picture).map_err(Failure::input)?;
            look.products = vec![Product::Decal(Decal::of(&path))];
        }
        None if task.mode == Mode::Photo => {
            look.products.push(Product::Photo(PhotoStyle { coverage: 1.0, ..reading.style.clone() }));
        }
        None => {}
    }
    let mut painter = StillPainter::new(&resources, &look, task.intensity).map_err(painting_failure)?;
    let composite = painter.paint(Arc::new(input)).map_err(Failure::environment)?;
    if composite.faces.is_empty() {
        output::complain(&format!("{}: no face found; written as it is", task.input.display()));
    }
    export::save(&composite, PictureKind::MadeUp, &task.output).map_err(Failure::input)?;
    if let Some(path) = &task.look_out {
        if let Some(picture) = &lifted {
            codec::save(&picture_beside(path), picture).map_err(Failure::input)?;
            // A look names what lies beside it.
            look.products =
                vec![Product::Decal(Decal::of(Path::new(picture_beside(path).file_name().unwrap_or_default())))];
        }
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

/// The files that are read or written must not be the one that is lifted.
fn check_names(task: &Transfer) -> Result<(), Failure> {
    let Some(lifted) = task.look_out.as_deref().filter(|_| task.mode == Mode::Texture).map(picture_beside) else {
        return Ok(());
    };
    let others = [Some(&task.reference), Some(&task.input), Some(&task.output), task.json.as_ref()];
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.into());
    match others.into_iter().flatten().find(|other| absolute(other) == absolute(&lifted)) {
        Some(other) => Err(Failure::Usage(anyhow!(
            "what is lifted would be written over {}. Choose another name for --look-out",
            other.display()
        ))),
        None => Ok(()),
    }
}

/// What the reference wears, and where that is asked for, what was lifted off it.
fn read(resources: &Resources, reference: Pixmap, task: &Transfer) -> Result<(Reading, Option<Pixmap>), Failure> {
    let mut reader = PhotoReader::new(resources).map_err(Failure::environment)?;
    let photo = reader.look_at(Arc::new(reference)).map_err(Failure::environment)?;
    let failed = |error: CopyError| {
        let hint = match error {
            CopyError::WhichFace(count) => {
                format!(". Say which: --face 1 is the one on the left, --face {count} the one on the right")
            }
            _ => String::new(),
        };
        if matches!(&error, CopyError::Perception(_) | CopyError::Face(ReadError::Model(_) | ReadError::Shapes(_))) {
            return Failure::environment(error);
        }
        Failure::Input(anyhow!("{}{hint}", failure_line(&task.reference, &error.into())))
    };
    let number = task.face.map(usize::from);
    let reading = reader.read(&photo, number).map_err(failed)?;
    let lifted = (task.mode == Mode::Texture).then(|| reader.lift(&photo, number)).transpose().map_err(failed)?;
    Ok((reading, lifted))
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
        "eyes_covered": reading.eyes_covered,
        "findings": reading.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(finding: &Finding) -> Value {
    let worn = finding.worn.map(|worn| {
        json!({
            "shape": finding.slot.shapes[worn.shape].1,
            "shape_confidence": short(finding.shape_share),
            "finish": finding.slot.finishes[worn.finish].name(),
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
