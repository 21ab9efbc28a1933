//! What a day was like: how many visits, how long, which looks. Nothing that tells one visitor from another.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::files;

/// Visits of a day, or one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// How many.
    pub visits: u64,
    /// How long all of them took together, seconds.
    pub seconds: u64,
    /// How often each look was worn, by its id.
    pub looks: BTreeMap<String, u64>,
    /// How often each shade was tried on, by its brand, product and name.
    pub shades: BTreeMap<String, u64>,
}

/// Why nothing was counted.
#[derive(Debug, thiserror::Error)]
#[error("the day's summary cannot be kept in {}: {reason}", path.display())]
pub struct SummaryError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong.
    pub reason: String,
}

impl Summary {
    /// The date here, as files are called.
    pub fn today() -> String {
        jiff::ZonedDateTime::now().strftime("%Y-%m-%d").to_string()
    }

    /// A look was worn.
    pub(super) fn count(&mut self, look: &str) {
        *self.looks.entry(look.into()).or_default() += 1;
    }

    /// A shade was tried on.
    pub(super) fn count_shade(&mut self, shade: &str) {
        *self.shades.entry(shade.into()).or_default() += 1;
    }

    /// Adds this to the file of a day (`YYYY-MM-DD`) in a folder, which is made where there is none.
    ///
    /// # Errors
    /// [`SummaryError`]; a file that is there and cannot be read stays as it is.
    pub fn add_to(&self, folder: &Path, day: &str) -> Result<(), SummaryError> {
        let path = folder.join(format!("{day}.json"));
        let failed = |reason: String| SummaryError { path: path.clone(), reason };
        std::fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
        let mut day: Self = match std::fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(failed(error.to_string())),
        };
        day.visits += self.visits;
        day.seconds += self.seconds;
        for (day, visit) in [(&mut day.looks, &self.looks), (&mut day.shades, &self.shades)] {
            visit.iter().for_each(|(name, times)| *day.entry(name.clone()).or_default() += times);
        }
        let text = serde_json::to_string_pretty(&day).map_err(|error| failed(error.to_string()))?;
        files::write_atomically(&path, text.as_bytes()).map_err(|error| failed(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visits_add_up_and_a_broken_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let mut visit = Summary { visits: 1, seconds: 40, ..Summary::default() };
        visit.count("cobalt");
        visit.count("cobalt");
        visit.count_shade("Maker · Ruby");
        visit.add_to(folder.path(), "2026-01-31").unwrap();
        visit.add_to(folder.path(), "2026-01-31").unwrap();
        let path = folder.path().join("2026-01-31.json");
        let day: Summary = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!((day.visits, day.seconds, day.looks["cobalt"], day.shades["Maker · Ruby"]), (2, 80, 4, 2));
        std::fs::write(&path, "mine").unwrap();
        assert!(visit.add_to(folder.path(), "2026-01-31").is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    }
}
