//! A table as it stands in a file, before anything is made of it.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use super::format;
use crate::{files, language::say};

/// Longest file, bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;
/// Most rows.
pub const MAX_ROWS: usize = 100_000;
/// Most columns.
pub const MAX_COLUMNS: usize = 200;
/// Most cells: what a file of many empty ones would take up in memory is bounded, too.
pub(super) const MAX_CELLS: usize = 4_000_000;

/// Columns with names, and rows of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the file is called, without folder and suffix.
    pub title: String,
    /// The folder that it lies in, where it was opened as a file.
    pub folder: Option<PathBuf>,
    /// Names of the columns, in the file's order; not all need be different.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What a row's number counts: `line` of a file, or `entry` of a list.
    pub counts: &'static str,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it begins in the file, counted from 1.
    pub number: usize,
    /// A cell for each column; or why there are none.
    pub cells: Result<Vec<String>, String>,
}

/// Why a file is not a table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The system refused.
    #[error("{}", say!("it cannot be read: {problem}", problem = .0))]
    Unreadable(#[from] std::io::Error),
    /// Longer than [`MAX_BYTES`].
    #[error("{}", say!("it is longer than {most} MiB; split it into several catalogues", most = MAX_BYTES / 1024 / 1024))]
    TooLong,
    /// A picture, an office document...
    #[error(
        "{}",
        say(
            "this is not a text file; a catalogue is CSV (commas, semicolons or tabs) or JSON: a spreadsheet saves it with \"Save as\""
        )
    )]
    NoText,
    /// Nothing in it.
    #[error("{}", say("there are no rows in it; the first row names the columns, and each further row is a shade"))]
    Empty,
    /// More than [`MAX_ROWS`], or more columns or cells than a table of products has.
    #[error(
        "{}",
        say!(
            "it has too many rows or columns; {rows} rows and {columns} columns are the most, split it into several catalogues",
            rows = MAX_ROWS,
            columns = MAX_COLUMNS,
        )
    )]
    TooLarge,
    /// Not JSON, or not a list of objects.
    #[error("{}", say!("its JSON cannot be read: {problem}", problem = .0))]
    Json(String),
}

impl Table {
    /// Reads a CSV or JSON file, and never more of it than a table may have.
    ///
    /// # Errors
    /// [`TableError`] says what is wrong.
    pub fn open(path: &Path) -> Result<Self, TableError> {
        let mut bytes = Vec::new();
        files::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        let title = path.file_stem().unwrap_or_default().to_string_lossy();
        // What a path leaves out is the folder that the program runs in.
        let folder = std::path::absolute(path)?.parent().map(Path::to_path_buf);
        Ok(Self { folder, ..Self::of_bytes(&bytes, &title)? })
    }

    /// Reads the bytes of a CSV or JSON file that is called `title`.
    ///
    /// # Errors
    /// [`TableError`] says what is wrong.
    pub fn of_bytes(bytes: &[u8], title: &str) -> Result<Self, TableError> {
        if bytes.len() > MAX_BYTES {
            return Err(TableError::TooLong);
        }
        let text = format::text(bytes)?;
        let is_json = text.trim_start().starts_with(['[', '{']);
        let mut table = if is_json { format::json::read(&text)? } else { format::csv::read(&text)? };
        table.title = title.into();
        if table.rows.is_empty() { Err(TableError::Empty) } else { Ok(table) }
    }

    /// The first cells of a column that have something in them.
    pub(super) fn sample(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().take(100).filter_map(|row| row.cells.as_ref().ok());
        cells.filter_map(move |cells| super::row::known(cells.get(column)?))
    }
}
