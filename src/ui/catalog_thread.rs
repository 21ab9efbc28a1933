//! Catalogues are read, kept and taken away on a thread of their own: a table may be long, and a disk slow.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use super::{
    Request,
    tasks::{End, Slot, Tasks, Ticket},
    worker::Worker,
};
use crate::{
    catalog::{Field, Import, Kind, Shelf, ShelfError, Table},
    language::say,
    look::names,
    studio::{CatalogChange, Command, ImportState, Importing},
};

/// Longest wait for what is still to be kept when the window closes: only for a disk that answers no more.
const GOODBYE: Duration = Duration::from_secs(600);

/// Something to do with catalogues.
#[derive(Debug, Clone, PartialEq)]
pub enum CatalogWish {
    /// Read those that are kept.
    List,
    /// Read a table.
    Read(PathBuf),
    /// Read it again with other columns for a field.
    Map(Arc<Import>, Field, Vec<usize>),
    /// Read it again with all shades of a kind, where no column tells it.
    Sort(Arc<Import>, Option<Kind>),
    /// Keep its shades under a name.
    Keep(Arc<Import>, String),
    /// Take the catalogue of a name away.
    Remove(String),
}

/// Starts the thread.
pub(super) fn start(ctx: &egui::Context) -> Worker<CatalogWish, Command> {
    Worker::start(ctx, "vanity-catalog", GOODBYE, || |wish, _: &Ticket| carried_out(&Shelf::own(), wish))
}

impl CatalogWish {
    /// The task that the person sees go on.
    pub(super) fn task(&self, tasks: &mut Tasks) -> Ticket {
        let closed = || Request::Studio(Command::Catalog(CatalogChange::Import(None)));
        let (what, slot, end) = match self {
            Self::List => ("Reading the catalogues", Slot::Any, End::Never(Vec::new())),
            Self::Read(_) => ("Reading the table", Slot::Table, End::Then(vec![closed()])),
            // What was read before stays.
            Self::Map(..) | Self::Sort(..) => ("Reading the table", Slot::Table, End::Then(Vec::new())),
            // Half of it would be worse than all.
            Self::Keep(..) | Self::Remove(_) => ("Writing the catalogue", Slot::Any, End::Never(Vec::new())),
        };
        tasks.ticket(say(what).into(), slot, end)
    }
}

/// Whether a file that is dropped onto the window is a table of shades: a JSON document may be a look to import.
pub fn is_meant(path: &Path) -> bool {
    let suffix = path.extension().map(|suffix| suffix.to_string_lossy().to_ascii_lowercase());
    match suffix.as_deref() {
        Some("csv" | "tsv") => true,
        Some("json") => {
            let mut start = Vec::new();
            let read = File::open(path).and_then(|file| file.take(64 * 1024).read_to_end(&mut start));
            read.is_ok() && !String::from_utf8_lossy(&start).contains("\"effects\"")
        }
        _ => false,
    }
}

/// What the window shows while a table is read.
pub fn begun(path: &Path) -> Command {
    let (_, name) = names::of_file(&path.file_stem().unwrap_or_default().to_string_lossy());
    Command::Catalog(CatalogChange::Import(Some(Importing { name, state: ImportState::Reading })))
}

/// Does what is wished with the catalogues of a shelf; gives what the window has to be told.
pub fn carried_out(shelf: &Result<Shelf, ShelfError>, wish: CatalogWish) -> Vec<Command> {
    let reached = |import: Import| vec![Command::Catalog(CatalogChange::Reached(ImportState::Read(Arc::new(import))))];
    match wish {
        CatalogWish::List => shelf.as_ref().map(listed).unwrap_or_default(),
        CatalogWish::Read(path) => match Table::open(&path) {
            Ok(table) => reached(Import::guess(Arc::new(table))),
            Err(error) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let problem = say!("{name}: {error}.", name = name, error = error);
                vec![Command::Catalog(CatalogChange::Reached(ImportState::Failed(problem)))]
            }
        },
        CatalogWish::Map(import, field, columns) => reached(import.with(field, columns)),
        CatalogWish::Sort(import, kind) => reached(import.with_kind(kind)),
        CatalogWish::Keep(import, name) => told(shelf, |shelf| {
            let catalog = import.catalog(&name);
            let count = catalog.items.len();
            Ok(if shelf.keep(&catalog)? {
                say!(
                    "'{name}' is kept with {count} shades, in the place of the one before.",
                    name = catalog.name,
                    count = count
                )
            } else {
                say!("'{name}' is kept with {count} shades.", name = catalog.name, count = count)
            })
        }),
        CatalogWish::Remove(name) => told(shelf, |shelf| {
            shelf.remove(&name)?;
            Ok(say!("'{name}' is not kept any more.", name = name))
        }),
    }
}

fn listed(shelf: &Shelf) -> Vec<Command> {
    let (catalogs, faults) = shelf.catalogs();
    let kept = Command::Catalog(CatalogChange::Kept(Arc::new(catalogs)));
    let told = faults.iter().map(|fault| Command::Tell(say!("A catalogue is left out: {fault}.", fault = fault)));
    std::iter::once(kept).chain(told).collect()
}

/// Changes the shelf, and tells how that went.
fn told(shelf: &Result<Shelf, ShelfError>, change: impl FnOnce(&Shelf) -> Result<String, ShelfError>) -> Vec<Command> {
    let shelf = match shelf {
        Ok(shelf) => shelf,
        Err(error) => return vec![Command::Tell(error.to_string())],
    };
    match change(shelf) {
        Ok(text) => {
            let done = [Command::Catalog(CatalogChange::Import(None)), Command::Tell(text)];
            listed(shelf).into_iter().chain(done).collect()
        }
        Err(error) => vec![Command::Tell(error.to_string())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_told_from_looks() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str, text: &str| {
            let path = home.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        assert!(is_meant(&at("a.CSV", "")) && is_meant(&at("a.json", "[{\"hex\": \"#112233\"}]")));
        assert!(!is_meant(&at("b.json", "{\"effects\": []}")) && !is_meant(&at("a.toml", "")));
        assert!(!is_meant(&home.path().join("missing.json")));
    }

    #[test]
    fn a_table_is_read_kept_and_taken_away() {
        let home = tempfile::tempdir().unwrap();
        let shelf = Ok(Shelf::at(home.path().join("catalogs")));
        let path = home.path().join("my shades.csv");
        std::fs::write(&path, "hex\n#112233\nred\n").unwrap();
        let read = carried_out(&shelf, CatalogWish::Read(path));
        let [Command::Catalog(CatalogChange::Reached(ImportState::Read(import)))] = &read[..] else {
            panic!("{read:?}")
        };
        assert_eq!((import.items.len(), import.rejected.len()), (1, 1));
        let kept = carried_out(&shelf, CatalogWish::Keep(Arc::clone(import), "Mine".into()));
        let count = |commands: &[Command]| match &commands[0] {
            Command::Catalog(CatalogChange::Kept(kept)) => kept.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!(count(&kept), 1);
        assert_eq!(count(&carried_out(&shelf, CatalogWish::Remove("Mine".into()))), 0);
        let missing = carried_out(&shelf, CatalogWish::Read("missing.csv".into()));
        assert!(format!("{missing:?}").contains("missing.csv"), "{missing:?}");
    }
}
