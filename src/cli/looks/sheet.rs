//! `vanity looks sheet`: looks beside each other on several faces.

use std::path::Path;

use anyhow::{Context, anyhow};

use crate::{
    cli::{
        Exit, Failure,
        apply::{failure_line, painting_failure, progress_bar},
        arguments::Sheet,
        library, output, plan, resources,
    },
    export::ContactSheet,
    look::{Library, Look},
    pipeline::SheetPainter,
    raster::{codec, lettering::Lettering},
};

/// Shows every built-in look.
const ALL: &str = "all";

pub(super) fn run(task: &Sheet) -> Result<Exit, Failure> {
    plan::writable(&task.output).map_err(Failure::usage)?;
    let resources = resources()?;
    let looks = looks(&library(&resources)?, &task.looks)?;
    let (photos, failed) = plan::expanded(&task.faces);
    let columns = looks.len() + 1;
    if ContactSheet::size(columns, photos.len(), task.cell).is_none() {
        let problem = format!(
            "a sheet of {} faces and {} looks is larger than 100 megapixels; show fewer, or give a smaller --cell",
            photos.len(),
            looks.len()
        );
        return Err(Failure::Usage(anyhow!(problem)));
    }
    let lettering = Lettering::open(&resources).map_err(Failure::environment)?;
    let mut painter = SheetPainter::new(&resources, task.cell).map_err(painting_failure)?;
    let mut failures = failed.len();
    failed.iter().for_each(|(input, reason)| output::complain(&format!("{}: {reason}", input.display())));
    let mut names = Vec::new();
    let bar = progress_bar(photos.len() + looks.len(), "faces and looks");
    for photo in &photos {
        match face(&mut painter, photo) {
            Ok(()) => names.push(photo.file_stem().unwrap_or_default().to_string_lossy().into_owned()),
            Err(error) => {
                failures += 1;
                bar.suspend(|| output::complain(&failure_line(photo, &error)));
            }
        }
        bar.inc(1);
    }
    if names.is_empty() {
        return Err(Failure::Input(anyhow!("there is no face to show; no sheet is written")));
    }
    let too_large = || Failure::Usage(anyhow!("the sheet is too large"));
    let mut sheet = ContactSheet::new(&lettering, columns, names.len(), task.cell).ok_or_else(too_large)?;
    for (row, (face, name)) in painter.bare().iter().zip(&names).enumerate() {
        sheet.put(0, row, face, name);
    }
    for (column, look) in (1..).zip(&looks) {
        for (row, face) in painter.wearing(look).map_err(painting_failure)?.iter().enumerate() {
            sheet.put(column, row, face, &look.name);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    codec::save(&task.output, &sheet.into_picture()).map_err(Failure::input)?;
    Ok(if failures == 0 { Exit::Done } else { Exit::SomeFailed })
}

/// The looks to show, in the order they are named. Without names: the first of each family, which shows the whole range.
fn looks(library: &Library, wanted: &[String]) -> Result<Vec<Look>, Failure> {
    if wanted.is_empty() {
        let mut looks: Vec<Look> = Vec::new();
        for look in library.looks() {
            if !looks.iter().any(|first| first.family == look.family) {
                looks.push(look.clone());
            }
        }
        return Ok(looks);
    }
    let mut looks = Vec::new();
    for id_or_path in wanted {
        match id_or_path.trim() {
            ALL => looks.extend(library.looks().iter().cloned()),
            named => looks.push(library.resolve(named).map_err(Failure::usage)?),
        }
    }
    Ok(looks)
}

fn face(painter: &mut SheetPainter, photo: &Path) -> anyhow::Result<()> {
    let found = painter.add(&codec::load(photo)?)?;
    found.then_some(()).context("no face found; it has no row")
}
