//! `vanity catalog`: shades that one can buy.

mod json;

use std::{path::Path, sync::Arc};

use anyhow::{Context, anyhow};

use super::{
    Exit, Failure,
    arguments::{Catalog, CatalogTask, ImportCatalog, NearestShades},
    output,
};
use crate::{
    catalog::{Field, Import, Kind, Mapping, Near, Note, Shelf, ShelfError, Table, difference_in_words, nearest},
    look::names,
    raster::{color::hex, difference::Lab},
};

/// Rows that are told one by one without `--dry-run`.
const MOST_TOLD: usize = 20;

pub(super) fn run(task: &Catalog) -> Result<Exit, Failure> {
    match &task.task {
        CatalogTask::Import(task) => import(task),
        CatalogTask::List { json } => list(json.as_deref()),
        CatalogTask::Remove { name } => remove(name),
        CatalogTask::Nearest(task) => near(task),
    }
}

fn shelf() -> Result<Shelf, Failure> {
    Shelf::own().map_err(Failure::environment)
}

/// Reads the table, tells what becomes of it, and keeps the shades.
fn import(task: &ImportCatalog) -> Result<Exit, Failure> {
    let (file, import) = (task.file.display(), read(task)?);
    let called = task.name.clone().unwrap_or_else(|| names::of_file(&import.table.title).1);
    let catalog = import.catalog(&called);
    if let Some(path) = &task.json {
        output::write_json(path, &json::import(&import, &catalog.name))?;
    }
    // The standard output belongs to the document where that is written there.
    let quiet = task.json.as_deref() == Some(Path::new("-"));
    let say = |line: &str| if quiet { Ok(()) } else { output::say(line) };
    mapping(&import).iter().try_for_each(|line| say(line))?;
    tell(&import, &import.notes, task.dry_run, |line| say(&format!("note: {line}")))?;
    tell(&import, &import.rejected, task.dry_run, |line| {
        output::complain(&format!("rejected: {line}"));
        Ok(())
    })?;
    let (rows, accepted, rejected) = (import.table.rows.len(), import.items.len(), import.rejected.len());
    say(&format!("{file}: {rows} rows, {accepted} accepted, {rejected} rejected"))?;
    if accepted == 0 {
        return Err(Failure::input(anyhow!("{file}: no row is a shade, so nothing is kept")));
    }
    if task.dry_run {
        say("nothing is kept: this was a dry run")?;
    } else {
        let replaced = shelf()?.keep(&catalog).map_err(Failure::input)?;
        say(&format!("{} '{}'", if replaced { "replaced" } else { "kept as" }, catalog.name))?;
    }
    Ok(if rejected == 0 { Exit::Done } else { Exit::SomeFailed })
}

/// The table, read as its columns' names and the person say.
fn read(task: &ImportCatalog) -> Result<Import, Failure> {
    let file = task.file.display();
    let table = Table::open(&task.file).with_context(|| file.to_string()).map_err(Failure::input)?;
    let mut mapping = Mapping::guess(&table);
    for (field, columns) in &task.maps {
        mapping.set_named(&table, *field, columns).map_err(Failure::usage)?;
    }
    let kind = task.kind.or_else(|| Kind::told_by(&table.title));
    let import = Import::of(Arc::new(table), mapping, kind);
    if import.lacks_color() {
        let there = import.table.columns.join(", ");
        let error = anyhow!("{file}: no column holds a colour; name one with --map hex=COLUMN. There are: {there}");
        return Err(Failure::input(error));
    }
    Ok(import)
}

/// Which column tells what, a line each.
fn mapping(import: &Import) -> Vec<String> {
    let told = Field::ALL.into_iter().filter_map(|field| {
        let columns = import.mapping.of(field).iter();
        let names: Vec<&str> = columns.map(|&column| import.table.columns[column].as_str()).collect();
        let between = if field.is_triple() { ", " } else { ", else " };
        (!names.is_empty()).then(|| format!("{:10}  {}", field.name(), names.join(between)))
    });
    let kind = import.kind.map(|kind| format!("{:10}  all are {}, where nothing else is told", "", kind.name()));
    told.chain(kind).collect()
}

fn tell(
    import: &Import,
    notes: &[Note],
    all: bool,
    mut say: impl FnMut(&str) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let most = if all { notes.len() } else { MOST_TOLD };
    for note in notes.iter().take(most) {
        say(&format!("{} {}: {}", import.table.counts, note.number, note.text))?;
    }
    match notes.len().saturating_sub(most) {
        0 => Ok(()),
        rest => Ok(say(&format!("and {rest} more; --dry-run tells all"))?),
    }
}

fn list(json: Option<&Path>) -> Result<Exit, Failure> {
    let (catalogs, faults) = shelf()?.catalogs();
    match json {
        Some(path) => output::write_json(path, &json::list(&catalogs))?,
        None => {
            for catalog in &catalogs {
                output::say(&format!("{:>6}  {}", catalog.items.len(), catalog.name))?;
            }
        }
    }
    faults.iter().for_each(|fault| output::complain(&fault.to_string()));
    Ok(if faults.is_empty() { Exit::Done } else { Exit::SomeFailed })
}

fn remove(name: &str) -> Result<Exit, Failure> {
    shelf()?.remove(name).map_err(|error| match error {
        ShelfError::Unknown { .. } => Failure::usage(error),
        other => Failure::input(other),
    })?;
    output::say(&format!("'{name}' is not kept any more"))?;
    Ok(Exit::Done)
}

fn near(task: &NearestShades) -> Result<Exit, Failure> {
    let no_color = || Failure::usage(anyhow!("'{}' is no colour; write #RRGGBB, with quotes around it", task.color));
    let color = task.lab().ok_or_else(no_color)?;
    if let Some(kind) = task.kind.filter(|kind| !kind.is_colored()) {
        return Err(Failure::usage(anyhow!(
            "{} is not sold by its colour; leave --kind out to see what is",
            kind.name()
        )));
    }
    let (catalogs, faults) = shelf()?.catalogs();
    faults.iter().for_each(|fault| output::complain(&format!("left out: {fault}")));
    if catalogs.is_empty() {
        return Err(Failure::input(anyhow!("no catalogue is kept; `vanity catalog import FILE` keeps one")));
    }
    let items = catalogs.iter().flat_map(|catalog| &catalog.items);
    let found = nearest(items, color, task.kind, task.count);
    if let Some(path) = &task.json {
        output::write_json(path, &json::nearest(color, &found))?;
    } else {
        found.iter().try_for_each(|near| print(color, near))?;
    }
    if found.is_empty() && task.count > 0 {
        return Err(Failure::input(anyhow!("no shade of the catalogues is of that kind; leave --kind out to see all")));
    }
    Ok(Exit::Done)
}

fn print(color: Lab, near: &Near<'_>) -> std::io::Result<()> {
    let words = difference_in_words(color, near.item.lab);
    output::say(&format!("{:5.1}  {}  {}  ({words})", near.difference, hex(near.item.color), near.item.name()))
}
