//! The catalogues that are kept: one document each, in a folder of their own.

use std::{
    fs, io,
    io::Read,
    path::{Path, PathBuf},
};

use super::{
    Catalog,
    format::{self, DocumentError},
};
use crate::{files, language::say, look::names, resources};

/// Where catalogues are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    folder: PathBuf,
}

/// Why a catalogue is not kept, found or taken away.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// The system names no folder for a program's data.
    #[error("{}", say("this system has no folder for what programs keep; set VANITY_DATA to a folder"))]
    NoFolder,
    /// The system refused.
    #[error("{}: {source}", path.display())]
    System {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A document that is no catalogue, any more or yet.
    #[error("{}: {source}", path.display())]
    Document {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        source: DocumentError,
    },
    /// No catalogue of that name.
    #[error("{}", say!("no catalogue is called '{name}'; {there}", name = name, there = told(there)))]
    Unknown {
        /// As asked for.
        name: String,
        /// Those that are there.
        there: Vec<String>,
    },
}

fn told(names: &[String]) -> String {
    if names.is_empty() { say("none is kept").into() } else { say!("there are: {names}", names = names.join(", ")) }
}

impl Shelf {
    /// The person's own, in the program's data folder.
    ///
    /// # Errors
    /// [`ShelfError::NoFolder`] where there is none.
    pub fn own() -> Result<Self, ShelfError> {
        let kept = resources::kept().ok_or(ShelfError::NoFolder)?;
        Ok(Self { folder: kept.join("catalogs") })
    }

    /// In a folder, which need not be there yet.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// All catalogues by their names, and what is wrong with documents that cannot be read: one of them takes no other away.
    pub fn catalogs(&self) -> (Vec<Catalog>, Vec<ShelfError>) {
        let (read, faults) = self.read_all();
        (read.into_iter().map(|(_, catalog)| catalog).collect(), faults)
    }

    /// Keeps a catalogue, in the place of one of the same name; tells whether there was one.
    ///
    /// # Errors
    /// [`ShelfError`] says what is wrong; what was kept before is then still there.
    pub fn keep(&self, catalog: &Catalog) -> Result<bool, ShelfError> {
        let system = |path: &Path| {
            let path = path.to_path_buf();
            move |source| ShelfError::System { path, source }
        };
        fs::create_dir_all(&self.folder).map_err(system(&self.folder))?;
        let before = self.read_all().0.into_iter().find(|(_, other)| other.name == catalog.name);
        let replaced = before.is_some();
        let path = before.map_or_else(|| self.free_path(&catalog.name), |(path, _)| path);
        let text = format::write(catalog).map_err(|source| ShelfError::Document { path: path.clone(), source })?;
        files::write_atomically(&path, text.as_bytes()).map_err(system(&path))?;
        Ok(replaced)
    }

    /// Takes the catalogue of a name away.
    ///
    /// # Errors
    /// [`ShelfError`] says what is wrong.
    pub fn remove(&self, name: &str) -> Result<(), ShelfError> {
        let kept = self.read_all().0;
        let there = || kept.iter().map(|(_, catalog)| catalog.name.clone()).collect();
        let found = kept.iter().find(|(_, catalog)| catalog.name == name);
        let (path, _) = found.ok_or_else(|| ShelfError::Unknown { name: name.into(), there: there() })?;
        fs::remove_file(path).map_err(|source| ShelfError::System { path: path.clone(), source })
    }

    fn read_all(&self) -> (Vec<(PathBuf, Catalog)>, Vec<ShelfError>) {
        // A folder that is not there is an empty one.
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|suffix| suffix == "json"));
        paths.sort();
        let (mut read, mut faults) = (Vec::new(), Vec::new());
        for path in paths {
            match open(&path) {
                Ok(catalog) => read.push((path, catalog)),
                Err(fault) => faults.push(fault),
            }
        }
        read.sort_by(|(_, one), (_, two)| one.name.cmp(&two.name));
        (read, faults)
    }

    /// Different names may look the same as a file's.
    fn free_path(&self, name: &str) -> PathBuf {
        let (id, _) = names::of_file(name);
        let path = |number: u32| {
            self.folder.join(if number == 0 { format!("{id}.json") } else { format!("{id}-{number}.json") })
        };
        (0..).map(path).find(|path| !path.exists()).unwrap_or_else(|| path(0))
    }
}

fn open(path: &Path) -> Result<Catalog, ShelfError> {
    let system = |source| ShelfError::System { path: path.into(), source };
    let mut text = String::new();
    let most = format::MAX_BYTES as u64;
    files::open(path).map_err(system)?.take(most).read_to_string(&mut text).map_err(system)?;
    format::read(&text).map_err(|source| ShelfError::Document { path: path.into(), source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Item;

    fn catalog(name: &str, colors: &[[u8; 3]]) -> Catalog {
        Catalog { name: name.into(), items: colors.iter().map(|color| Item::of(*color)).collect() }
    }

    #[test]
    fn catalogues_are_kept_replaced_and_taken_away() {
        let home = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(home.path().join("not/there/yet"));
        assert!(shelf.catalogs().0.is_empty());
        assert!(!shelf.keep(&catalog("口紅", &[[1; 3]])).unwrap());
        assert!(!shelf.keep(&catalog("腮紅", &[[2; 3]])).unwrap(), "both have no letters of ASCII");
        assert!(shelf.keep(&catalog("口紅", &[[3; 3], [4; 3]])).unwrap());
        let names: Vec<(String, usize)> =
            shelf.catalogs().0.into_iter().map(|catalog| (catalog.name, catalog.items.len())).collect();
        assert_eq!(names, [("口紅".into(), 2), ("腮紅".into(), 1)]);
        shelf.remove("口紅").unwrap();
        let error = shelf.remove("口紅").unwrap_err().to_string();
        assert!(error.contains("腮紅"), "{error}");
    }

    #[test]
    fn a_damaged_document_is_named_and_takes_no_other_away() {
        let home = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(home.path());
        shelf.keep(&catalog("Good", &[[1; 3]])).unwrap();
        fs::write(home.path().join("bad.json"), "{\"format\": 3").unwrap();
        fs::create_dir(home.path().join("folder.json")).unwrap();
        fs::write(home.path().join("note.txt"), "none").unwrap();
        let (catalogs, faults) = shelf.catalogs();
        assert_eq!((catalogs.len(), faults.len()), (1, 2));
        assert!(faults[0].to_string().contains("bad.json"), "{faults:?}");
        // A place where no folder can be.
        fs::write(home.path().join("file"), "").unwrap();
        assert!(Shelf::at(home.path().join("file/x")).keep(&catalog("A", &[])).is_err());
    }
}
