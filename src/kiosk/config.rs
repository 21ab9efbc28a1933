//! How a kiosk is set up: a TOML file.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Deserializer, de::Error};

use super::Pin;
use crate::{
    files,
    look::{Library, Look},
};

/// What this program reads.
const VERSION: u32 = 1;
/// A larger file is none of these.
const MOST_BYTES: u64 = 256 * 1024;

/// What is seen while nobody is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attract {
    /// The sample portrait.
    Portrait,
    /// Whoever passes by, on the camera. Only where that is allowed without asking each of them.
    Passers,
}

/// How a kiosk is set up.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KioskConfig {
    version: u32,
    /// What stands above everything.
    #[serde(default = "title")]
    pub title: String,
    /// Digits that let whoever runs the kiosk leave it, or their hash.
    #[serde(deserialize_with = "pin")]
    pin: Pin,
    /// Ids of the looks that are offered, in this order; all where neither these nor families are named.
    #[serde(default)]
    looks: Vec<String>,
    /// Families whose looks are offered.
    #[serde(default)]
    families: Vec<String>,
    /// Tables of shades (CSV, JSON) that are sold here, as seen from this file; visitors can try each on.
    #[serde(default)]
    pub catalogues: Vec<PathBuf>,
    /// Brands of those tables that are offered; all where none is named.
    #[serde(default)]
    pub brands: Vec<String>,
    /// What is seen while nobody is here.
    #[serde(default = "attract")]
    pub attract: Attract,
    #[serde(default = "attract_seconds")]
    attract_seconds: u32,
    #[serde(default = "timeout_seconds")]
    timeout_seconds: u32,
    #[serde(default = "warning_seconds")]
    warning_seconds: u32,
    /// The camera's id, as `vanity cameras` lists it; the first one where none is named.
    #[serde(default)]
    pub camera: Option<String>,
    /// Codes of the languages that a visitor can choose from; the first is spoken until one is chosen. English where none is named.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whether a visitor may fetch the picture with their own telephone: it is then offered in the local network, as long as its code is shown.
    #[serde(default)]
    pub take_home: bool,
    /// The address of this computer in that network; asked of the system where none is named.
    #[serde(default)]
    pub address: Option<std::net::IpAddr>,
    /// Folder for a file a day that counts visits and looks; none is written where this is left out.
    #[serde(default)]
    pub summary: Option<PathBuf>,
}

fn pin<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pin, D::Error> {
    Pin::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}
fn title() -> String {
    "Vanity".into()
}
fn attract() -> Attract {
    Attract::Portrait
}
fn attract_seconds() -> u32 {
    4
}
fn timeout_seconds() -> u32 {
    60
}
fn warning_seconds() -> u32 {
    15
}

/// Why a kiosk cannot be set up like that.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no such file.
    #[error("the kiosk's file is not right: {0}")]
    Syntax(String),
    /// It is of another version.
    #[error("the kiosk's file is of version {0}, and this program reads version {VERSION}")]
    Version(u32),
    /// A time makes no sense.
    #[error("`{name}` is {seconds} seconds; it must be {least} to {most}")]
    Time {
        /// Which.
        name: &'static str,
        /// What the file says.
        seconds: u32,
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A table of shades is none.
    #[error("{}: {reason}", path.display())]
    Catalogue {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A look, a family, a language or a brand is not there.
    #[error(
        "there is no {what} '{name}'; `vanity looks list` shows the looks, assets/languages has the languages, and brands stand in the tables"
    )]
    Unknown {
        /// A look, a family, a language or a brand.
        what: &'static str,
        /// Its name in the file.
        name: String,
    },
}

impl KioskConfig {
    /// Reads a file.
    ///
    /// # Errors
    /// [`ConfigError`] says what is wrong with it.
    pub fn open(path: &Path) -> Result<Self, ConfigError> {
        let text = files::text(path, MOST_BYTES).map_err(|source| ConfigError::File { path: path.into(), source })?;
        let mut config = Self::parse(&text)?;
        // Other files are named as seen from this one.
        let folder = path.parent().unwrap_or(Path::new(""));
        config.summary = config.summary.map(|summary| folder.join(summary));
        config.catalogues.iter_mut().for_each(|table| *table = folder.join(&table));
        Ok(config)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// [`ConfigError`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text).map_err(|error| ConfigError::Syntax(error.to_string()))?;
        if config.version != VERSION {
            return Err(ConfigError::Version(config.version));
        }
        for (name, seconds, least, most) in [
            ("attract_seconds", config.attract_seconds, 1, 3600),
            ("timeout_seconds", config.timeout_seconds, 5, 3600),
            ("warning_seconds", config.warning_seconds, 3, 600),
        ] {
            if !(least..=most).contains(&seconds) {
                return Err(ConfigError::Time { name, seconds, least, most });
            }
        }
        Ok(config)
    }

    /// The looks that are offered.
    ///
    /// # Errors
    /// [`ConfigError::Unknown`] where one of them, or a family, is not there.
    pub fn offered(&self, library: &Library) -> Result<Vec<Look>, ConfigError> {
        let unknown = |what, name: &String| ConfigError::Unknown { what, name: name.clone() };
        if self.looks.is_empty() && self.families.is_empty() {
            return Ok(library.looks().to_vec());
        }
        let mut offered = Vec::new();
        for id in &self.looks {
            offered.push(library.get(id).ok_or_else(|| unknown("look", id))?.clone());
        }
        for family in &self.families {
            let before = offered.len();
            let of_family = |look: &&Look| look.family == *family && !self.looks.contains(&look.id);
            offered.extend(library.looks().iter().filter(of_family).cloned());
            if offered.len() == before && !library.looks().iter().any(|look| look.family == *family) {
                return Err(unknown("family", family));
            }
        }
        Ok(offered)
    }

    /// Whether all languages are among those that are known.
    ///
    /// # Errors
    /// [`ConfigError::Unknown`] names one that is not.
    pub fn check_languages(&self, known: &[&str]) -> Result<(), ConfigError> {
        match self.languages.iter().find(|code| !known.contains(&code.as_str())) {
            Some(code) => Err(ConfigError::Unknown { what: "language", name: code.clone() }),
            None => Ok(()),
        }
    }

    /// Whether this is the number that lets one leave.
    pub(super) fn opens(&self, typed: &str) -> bool {
        self.pin.opens(typed)
    }

    /// How long each look is seen while nobody is here.
    pub fn attract_step(&self) -> Duration {
        Duration::from_secs(self.attract_seconds.into())
    }

    /// How long nobody touches the screen before the warning.
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds.into())
    }

    /// How long the warning stands before the visit ends.
    pub fn warning(&self) -> Duration {
        Duration::from_secs(self.warning_seconds.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    #[test]
    fn a_wrong_file_is_told_apart() {
        let right = "version = 1\npin = \"1234\"\n";
        assert!(KioskConfig::parse(right).is_ok());
        for (text, wanted) in [
            ("pin = \"1234\"", "version"),
            ("version = 2\npin = \"1234\"", "version 2"),
            ("version = 1\npin = \"12\"", "4 to 12 digits"),
            ("version = 1\npin = \"12ab\"", "4 to 12 digits"),
            ("version = 1\npin = \"1234\"\ntimeout_seconds = 1", "5 to 3600"),
            ("version = 1\npin = \"1234\"\ncolour = 3", "colour"),
        ] {
            let error = KioskConfig::parse(text).unwrap_err().to_string();
            assert!(error.contains(wanted), "{text}: {error}");
        }
    }

    #[test]
    fn only_what_is_named_is_offered() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let offered = |more: &str| {
            let config = KioskConfig::parse(&format!("version = 1\npin = \"1234\"\n{more}")).unwrap();
            config.offered(&library)
        };
        let ids = |looks: Vec<Look>| looks.into_iter().map(|look| look.id).collect::<Vec<_>>();
        assert_eq!(offered("").unwrap().len(), library.looks().len());
        assert_eq!(ids(offered("looks = [\"cobalt\", \"soft-rose\"]").unwrap()), ["cobalt", "soft-rose"]);
        let family = library.get("cobalt").unwrap().family.clone();
        let both = ids(offered(&format!("looks = [\"cobalt\"]\nfamilies = [\"{family}\"]")).unwrap());
        assert_eq!(both.iter().filter(|id| *id == "cobalt").count(), 1);
        assert!(matches!(offered("looks = [\"none\"]"), Err(ConfigError::Unknown { .. })));
        assert!(matches!(offered("families = [\"none\"]"), Err(ConfigError::Unknown { .. })));
    }
}
