//! A language as a file: TOML, named by its code (`zh-Hans.toml`).
//!
//! ```toml
//! name = "简体中文"            # what the language calls itself
//! [words]
//! "Close" = "关闭"            # English, then the translation
//! "Wear {name}" = "试用{name}" # holes may change their order, and none may be lost
//! ```

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::files;

/// A larger file is no list of sentences.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// One language beside English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its tag, as in BCP 47: `zh-Hans`.
    pub code: String,
    /// What it calls itself.
    pub name: String,
    words: HashMap<String, String>,
}

impl Language {
    /// What an English sentence is in this language.
    pub fn translation(&self, english: &str) -> Option<&str> {
        self.words.get(english).map(String::as_str)
    }

    /// Every English sentence that it has a translation for, in no order.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// Reads the file of a language.
    ///
    /// # Errors
    /// [`LanguageError`] says what is wrong with it.
    pub fn read(path: &Path) -> Result<Self, LanguageError> {
        let fault = |problem: String| LanguageError { path: path.to_path_buf(), problem };
        let text = files::text(path, MOST_BYTES).map_err(|error| fault(error.to_string()))?;
        let document: Document = toml::from_str(&text).map_err(|error| fault(error.message().to_owned()))?;
        let code = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        if let Some((english, _)) = document.words.iter().find(|(english, said)| holes(english) != holes(said)) {
            return Err(fault(format!("the holes of '{english}' and of its translation differ")));
        }
        Ok(Self { code, name: document.name, words: document.words })
    }
}

/// A file of a language that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("The language in {} is left out: {problem}", path.display())]
pub struct LanguageError {
    /// Which.
    pub path: PathBuf,
    /// What is wrong with it.
    pub problem: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    name: String,
    words: HashMap<String, String>,
}

/// Names of the holes in a sentence.
fn holes(sentence: &str) -> BTreeSet<&str> {
    sentence.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// The languages in some folders; what cannot be read goes to the faults.
pub fn languages(folders: &[PathBuf], faults: &mut Vec<LanguageError>) -> Vec<Language> {
    let entries = folders.iter().filter_map(|folder| folder.read_dir().ok()).flatten().flatten();
    let mut found = BTreeMap::new();
    for path in entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|suffix| suffix == "toml"))
    {
        match Language::read(&path) {
            Ok(language) => drop(found.insert(language.code.clone(), language)),
            Err(error) => faults.push(error),
        }
    }
    found.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Language, LanguageError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("eo.toml");
        std::fs::write(&path, text).unwrap();
        Language::read(&path)
    }

    #[test]
    fn sentences_stand_beside_their_translation() {
        let language = read("name = \"Esperanto\"\n[words]\n\"Wear {name}\" = \"{name}: surmeti\"").unwrap();
        assert_eq!((language.code.as_str(), language.name.as_str()), ("eo", "Esperanto"));
        assert_eq!(language.translation("Wear {name}"), Some("{name}: surmeti"));
        assert_eq!(language.translation("Close"), None);
    }

    #[test]
    fn a_lost_hole_or_a_broken_file_is_told() {
        let lost = read("name = \"E\"\n[words]\n\"Wear {name}\" = \"surmeti\"").unwrap_err().to_string();
        assert!(lost.contains("Wear {name}"), "{lost}");
        assert!(
            read("name = ").is_err() && read("words = 3").is_err() && read("name = \"E\"\nword = 1\n[words]").is_err()
        );
    }

    #[test]
    fn a_later_folder_replaces_and_faults_are_collected() {
        let (house, own) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (folder, name) in [(&house, "A"), (&own, "B")] {
            std::fs::write(folder.path().join("eo.toml"), format!("name = \"{name}\"\n[words]\n")).unwrap();
        }
        std::fs::write(own.path().join("xx.toml"), "[").unwrap();
        let mut faults = Vec::new();
        let folders = [house.path().to_path_buf(), own.path().to_path_buf(), "nowhere".into()];
        let found = languages(&folders, &mut faults);
        assert_eq!(found.iter().map(|language| language.name.as_str()).collect::<Vec<_>>(), ["B"]);
        assert!(faults.len() == 1 && faults[0].to_string().contains("xx.toml"));
    }
}
