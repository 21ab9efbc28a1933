//! Preferences as a file: TOML, with a version. Keys that are missing have their usual value, so that an older file goes on to work.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Appearance, Preferences, Shot};
use crate::{files, language::say};

/// What is written now.
const VERSION: u32 = 1;
/// Name in the folder of what a person keeps.
const NAME: &str = "preferences.toml";
/// A larger file is none of ours.
const MOST_BYTES: u64 = 256 * 1024;
/// Most ids in a list, and most letters of one.
const MOST_IDS: usize = 1000;
const LONGEST_ID: usize = 200;

/// Why preferences are not there, or could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum PreferencesError {
    /// The file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not what the program writes.
    #[error(
        "{}",
        say!(
            "{path} cannot be read ({problem}); it is kept beside as {aside}",
            path = path.display(),
            problem = problem,
            aside = aside(path).display()
        )
    )]
    Broken {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(default)]
struct Document {
    version: u32,
    welcomed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    appearance: String,
    text_scale: f32,
    still: bool,
    countdown: u8,
    shot: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    camera: Option<String>,
    salon: String,
    favourites: Vec<String>,
    recent: Vec<String>,
}

impl Default for Document {
    fn default() -> Self {
        Self::from(&Preferences::default())
    }
}

impl From<&Preferences> for Document {
    fn from(preferences: &Preferences) -> Self {
        let Preferences { welcomed, text_scale, still, countdown, .. } = *preferences;
        let appearance = match preferences.appearance {
            Appearance::System => "system",
            Appearance::Light => "light",
            Appearance::Dark => "dark",
        };
        let (favourites, recent) = (preferences.favourites.clone(), preferences.recent.clone());
        Self {
            version: VERSION,
            welcomed,
            language: preferences.language.clone(),
            appearance: appearance.into(),
            text_scale,
            still,
            countdown,
            shot: shot_name(preferences.shot).into(),
            camera: preferences.camera.clone(),
            salon: preferences.salon.clone(),
            favourites,
            recent,
        }
    }
}

impl From<Document> for Preferences {
    fn from(document: Document) -> Self {
        let appearance = match document.appearance.as_str() {
            "light" => Appearance::Light,
            "dark" => Appearance::Dark,
            _ => Appearance::System,
        };
        let ids = |ids: Vec<String>| -> Vec<String> {
            ids.into_iter().filter(|id| id.len() <= LONGEST_ID).take(MOST_IDS).collect()
        };
        let Document { welcomed, language, text_scale, still, countdown, salon, favourites, recent, .. } = document;
        let shot = Shot::ALL.into_iter().find(|shot| shot_name(*shot) == document.shot).unwrap_or_default();
        let line = |text: String| text.chars().filter(|c| !c.is_control()).take(LONGEST_ID).collect();
        let (salon, camera) = (line(salon), document.camera.map(line));
        let language = language.filter(|code| code.len() <= LONGEST_ID);
        let (favourites, recent) = (ids(favourites), ids(recent));
        Self { welcomed, language, appearance, text_scale, still, countdown, shot, camera, salon, favourites, recent }
            .brought_into_bounds()
    }
}

/// As the file spells it.
fn shot_name(shot: Shot) -> &'static str {
    match shot {
        Shot::Photo => "photo",
        Shot::Pair => "pair",
        Shot::Burst => "burst",
        Shot::Gif => "gif",
        Shot::Clip => "clip",
    }
}

/// Reads the preferences of a folder; the usual ones where there are none. A file that cannot be read is moved aside, so that nothing in it
/// is lost, and the usual ones count.
///
/// # Errors
/// [`PreferencesError`] says what is wrong.
pub fn load(folder: &Path) -> Result<Preferences, PreferencesError> {
    let path = folder.join(NAME);
    if !path.exists() {
        return Ok(Preferences::default());
    }
    match read(&path) {
        Ok(document) => Ok(document.into()),
        Err(problem) => {
            std::fs::rename(&path, aside(&path))
                .map_err(|source| PreferencesError::File { path: path.clone(), source })?;
            Err(PreferencesError::Broken { path, problem })
        }
    }
}

fn read(path: &Path) -> Result<Document, String> {
    let text = files::text(path, MOST_BYTES).map_err(|error| error.to_string())?;
    let document: Document = toml::from_str(&text).map_err(|error| error.message().to_owned())?;
    match document.version {
        VERSION => Ok(document),
        newer => Err(say!("it is of version {newer}, which this program does not know yet", newer = newer)),
    }
}

fn aside(path: &Path) -> PathBuf {
    path.with_extension("toml.old")
}

/// Writes the preferences into a folder, which is made where there is none.
///
/// # Errors
/// [`PreferencesError::File`] where that does not work.
pub fn save(folder: &Path, preferences: &Preferences) -> Result<(), PreferencesError> {
    let path = folder.join(NAME);
    toml::to_string(&Document::from(preferences))
        .map_err(std::io::Error::other)
        .and_then(|text| std::fs::create_dir_all(folder).map(|()| text))
        .and_then(|text| files::write_atomically(&path, text.as_bytes()))
        .map_err(|source| PreferencesError::File { path, source })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_is_kept_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        for text in ["version = 99", "welcomed = 3", "\u{0}", "favourites = ["] {
            std::fs::write(&path, text).unwrap();
            assert!(matches!(load(folder.path()), Err(PreferencesError::Broken { .. })), "{text}");
            assert_eq!(std::fs::read_to_string(aside(&path)).unwrap(), text);
            assert_eq!(load(folder.path()).unwrap(), Preferences::default());
        }
    }

    #[test]
    fn an_older_file_without_some_keys_works() {
        let folder = tempfile::tempdir().unwrap();
        let text = "version = 1\nwelcomed = true\nfavourites = [\"soft-rose\"]\nfuture_key = 3\ntext_scale = nan";
        std::fs::write(folder.path().join(NAME), text).unwrap();
        let read = load(folder.path()).unwrap();
        let wanted = Preferences { welcomed: true, favourites: vec!["soft-rose".into()], ..Preferences::default() };
        assert_eq!(read, wanted);
    }

    /// Files as they were written before, the oldest first: each is read in full, and what came later has its usual value.
    #[test]
    fn settings_survive_upgrades() {
        let marked = |ids: [&str; 2]| ids.map(str::to_owned).to_vec();
        let first = Preferences {
            welcomed: true,
            appearance: Appearance::Dark,
            text_scale: 1.2,
            still: true,
            countdown: 5,
            favourites: marked(["soft-rose", "cobalt"]),
            recent: marked(["cobalt", "classic-red"]),
            ..Preferences::default()
        };
        let with_language = Preferences { language: Some("zh-Hans".into()), ..first.clone() };
        let with_salon = Preferences { salon: "Atelier Ä".into(), ..with_language.clone() };
        let with_camera =
            Preferences { camera: Some("HD Webcam: C920".into()), shot: Shot::Burst, ..with_salon.clone() };
        let files = [
            ("1-first.toml", first),
            ("2-language.toml", with_language),
            ("3-salon.toml", with_salon),
            ("4-camera-and-shot.toml", with_camera.clone()),
        ];
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/preferences/earlier");
        assert_eq!(std::fs::read_dir(&samples).unwrap().count(), files.len(), "each sample says what it holds");
        for (name, wanted) in files {
            let folder = tempfile::tempdir().unwrap();
            std::fs::copy(samples.join(name), folder.path().join(NAME)).unwrap();
            assert_eq!(load(folder.path()).unwrap(), wanted, "{name}");
        }
        let folder = tempfile::tempdir().unwrap();
        save(folder.path(), &with_camera).unwrap();
        let [now, newest] = [folder.path().join(NAME), samples.join("4-camera-and-shot.toml")];
        let [now, newest] = [now, newest].map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(now, newest, "the shape has changed: keep a sample of the one before, and add one of this");
    }

    proptest! {
        #[test]
        fn what_is_kept_comes_back(
            favourites in proptest::collection::vec("[a-z0-9-]{1,20}", 0..8),
            recent in proptest::collection::vec("\\PC{1,20}", 0..20),
            (welcomed, still, countdown, scale) in any::<(bool, bool, u8, f32)>(),
            language in proptest::option::of("[a-z]{2}(-[A-Z][a-z]{3})?"),
            salon in "\\PC{0,40}",
            camera in proptest::option::of("\\PC{0,40}"),
            shot in proptest::sample::select(Shot::ALL.to_vec()),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let kept = Preferences {
                welcomed, language, still, countdown, shot, camera, salon, favourites, recent, text_scale: scale,
                appearance: Appearance::Dark,
            }.brought_into_bounds();
            save(folder.path(), &kept).unwrap();
            prop_assert_eq!(load(folder.path()).unwrap(), kept);
        }
    }
}
