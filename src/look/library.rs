//! The looks in a folder.

use std::path::{Path, PathBuf};

use super::{
    Look, file,
    format::{FormatError, perfect::PerfectError},
};
use crate::language::say;

/// Looks, ordered by file name.
#[derive(Debug, Clone, Default)]
pub struct Library {
    looks: Vec<Look>,
}

/// Why a look cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// No look of that id.
    #[error("{}", say!("there is no look '{id}'; `vanity looks list` names them", id = id))]
    Unknown {
        /// What was asked for.
        id: String,
    },
    /// A file or folder that cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that is not a look.
    #[error("{}: {source}", path.display())]
    Malformed {
        /// Which.
        path: PathBuf,
        /// What is wrong in it.
        source: FormatError,
    },
    /// A file that is no look to import.
    #[error("{}: {source}", path.display())]
    Foreign {
        /// Which.
        path: PathBuf,
        /// What is wrong in it.
        source: PerfectError,
    },
    /// Two files with the same id.
    #[error("{}", say!("{path}: the id '{id}' is taken by another look in the folder; give it another", path = path.display(), id = id))]
    Twice {
        /// The later one.
        path: PathBuf,
        /// The id.
        id: String,
    },
}

impl Library {
    /// Reads every `*.toml` in a folder. What is no look is left out with a warning, so that one bad file does not take the others away.
    ///
    /// # Errors
    /// [`LibraryError::Unreadable`] where the folder itself cannot be read.
    pub fn open(folder: &Path) -> Result<Self, LibraryError> {
        let (library, faults) = Self::open_with_faults(folder)?;
        faults.iter().for_each(|fault| tracing::warn!("a look is left out: {fault}"));
        Ok(library)
    }

    /// As [`Library::open`], with what is wrong in the files that are left out instead of a warning.
    ///
    /// # Errors
    /// As [`Library::open`].
    pub fn open_with_faults(folder: &Path) -> Result<(Self, Vec<LibraryError>), LibraryError> {
        let unreadable = |source| LibraryError::Unreadable { path: folder.into(), source };
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            paths.push(entry.map_err(unreadable)?.path());
        }
        paths.retain(|path| path.extension().is_some_and(|suffix| suffix == "toml"));
        paths.sort();
        let (mut library, mut faults) = (Self::default(), Vec::new());
        for path in paths {
            match file::open(&path).map(|opened| opened.look) {
                Ok(look) if library.get(&look.id).is_some() => faults.push(LibraryError::Twice { path, id: look.id }),
                Ok(look) => library.looks.push(look),
                Err(fault) => faults.push(fault),
            }
        }
        Ok((library, faults))
    }

    /// All looks, in the order of their files' names.
    pub fn looks(&self) -> &[Look] {
        &self.looks
    }

    /// The look of an id.
    pub fn get(&self, id: &str) -> Option<&Look> {
        self.looks.iter().find(|look| look.id == id)
    }

    /// The look of an id, or one read from a file where `id_or_path` names an existing file or ends in `.toml`. What an imported look
    /// leaves out is told as warnings.
    ///
    /// # Errors
    /// [`LibraryError`] says what is wrong.
    pub fn resolve(&self, id_or_path: &str) -> Result<Look, LibraryError> {
        let path = Path::new(id_or_path);
        match self.get(id_or_path) {
            Some(look) => Ok(look.clone()),
            None if path.exists() || path.extension().is_some_and(|suffix| suffix == "toml") => {
                let opened = file::open(path)?;
                opened.left_out.iter().for_each(|left_out| tracing::warn!("{}: {left_out}", path.display()));
                Ok(opened.look)
            }
            None => Err(LibraryError::Unknown { id: id_or_path.into() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::format, resources::Resources};

    fn built_in() -> Library {
        Library::open(&Resources::locate().unwrap().asset("looks")).unwrap()
    }

    #[test]
    fn there_are_at_least_twelve_looks_in_several_families() {
        let library = built_in();
        let mut families: Vec<&str> = library.looks().iter().map(|look| look.family.as_str()).collect();
        families.sort_unstable();
        families.dedup();
        assert!(library.looks().len() >= 12, "{}", library.looks().len());
        assert!(families.len() >= 4, "{families:?}");
    }

    #[test]
    fn a_look_is_found_by_id_or_file() {
        let library = built_in();
        let id = library.looks()[0].id.clone();
        assert_eq!(library.resolve(&id).unwrap().id, id);
        let missing = library.resolve("no-such-look").unwrap_err().to_string();
        assert!(missing.contains("looks list"), "{missing}");
        let file = library.resolve("nowhere/look.toml").unwrap_err().to_string();
        assert!(file.contains("nowhere"), "{file}");
    }

    #[test]
    fn every_built_in_look_is_whole() {
        let (_, faults) = Library::open_with_faults(&Resources::locate().unwrap().asset("looks")).unwrap();
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn a_broken_look_is_named_and_takes_no_other_away() {
        let folder = tempfile::tempdir().unwrap();
        let built_in = built_in();
        let text = format::write(&built_in.looks()[0]).unwrap();
        std::fs::write(folder.path().join("bad.toml"), "format = 3").unwrap();
        std::fs::write(folder.path().join("good.toml"), &text).unwrap();
        std::fs::write(folder.path().join("later.toml"), &text).unwrap();
        std::fs::create_dir(folder.path().join("folder.toml")).unwrap();
        assert_eq!(Library::open(folder.path()).unwrap().looks(), &built_in.looks()[..1]);
        let (_, faults) = Library::open_with_faults(folder.path()).unwrap();
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[0].contains("bad.toml") && faults[2].contains("later.toml"), "{faults:?}");
    }

    #[test]
    fn what_is_no_text_is_no_look() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("picture.toml");
        std::fs::write(&path, b"\x89PNG\xFF\xFE").unwrap();
        let error = built_in().resolve(&path.to_string_lossy()).unwrap_err().to_string();
        assert!(error.contains("not a text file"), "{error}");
    }

    #[test]
    fn a_folder_is_no_look() {
        let error = built_in().resolve("/").unwrap_err().to_string();
        assert!(error.contains("folder"), "{error}");
    }
}
