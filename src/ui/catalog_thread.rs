//! Catalogues are read, kept and taken away on a thread of their own: a table may be long, and a disk slow.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    thread::JoinHandle,
};

use super::{
    Request,
    tasks::{End, Ticket},
};
use crate::{
    catalog::{Field, Import, Kind, Shelf, ShelfError, Table},
    language::say,
    look::names,
    studio::{CatalogChange, Command, ImportState, Importing},
};

impl CatalogWish {
    /// What the person reads while it goes on, and what becomes of it when that is broken off.
    pub fn task(&self) -> (String, End) {
        match self {
            Self::List => (say("Reading the catalogues").into(), End::Never),
            Self::Read(_) | Self::Map(..) | Self::Sort(..) => {
                let closed = Command::Catalog(CatalogChange::Import(None));
                (say("Reading the table").into(), End::Then(vec![Request::Studio(closed)]))
            }
            // Half of it would be worse than all.
            Self::Keep(..) | Self::Remove(_) => (say("Writing the catalogue").into(), End::Never),
        }
    }
}

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

/// The thread, and what it has done. When this is dropped, what was asked for is done first: no catalogue is lost by closing the window.
pub struct CatalogThread {
    wishes: Option<Sender<(CatalogWish, Option<Ticket>)>>,
    made: Receiver<Command>,
    thread: Option<JoinHandle<()>>,
}

impl CatalogThread {
    /// Starts it with the catalogues that are kept.
    pub fn start(ctx: &egui::Context) -> Self {
        let ((wishes, taken), (sender, made)) = (channel::<(CatalogWish, Option<Ticket>)>(), channel());
        let ctx = ctx.clone();
        let started = std::thread::Builder::new().name("vanity-catalog".into()).spawn(move || {
            for (wish, ticket) in taken {
                let wanted = || ticket.as_ref().is_none_or(Ticket::is_wanted);
                let commands = if wanted() { carried_out(&Shelf::own(), wish) } else { Vec::new() };
                for command in commands.into_iter().filter(|_| wanted()) {
                    // The window may be closed by now.
                    let _ = sender.send(command);
                }
                drop(ticket);
                ctx.request_repaint();
            }
        });
        let thread = started.inspect_err(|error| tracing::warn!("catalogues cannot be read: {error}")).ok();
        let thread = Self { wishes: Some(wishes), made, thread };
        thread.ask(CatalogWish::List, None);
        thread
    }

    /// Begins something; one is done after the other. With a ticket it is seen to go on, and may be broken off.
    pub fn ask(&self, wish: CatalogWish, ticket: Option<Ticket>) {
        // Without its thread nothing is done, which was told.
        let _ = self.wishes.as_ref().map(|wishes| wishes.send((wish, ticket)));
    }

    /// What was done since the last time.
    pub fn made(&self) -> Vec<Command> {
        self.made.try_iter().collect()
    }
}

impl Drop for CatalogThread {
    fn drop(&mut self) {
        self.wishes = None;
        // A panic in it was told by the thread itself.
        let _ = self.thread.take().map(JoinHandle::join);
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
