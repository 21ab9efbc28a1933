//! The folder where pictures that were taken go, and what is written into them: the look, never the person.

use std::path::{Path, PathBuf};

use crate::{
    look::{Look, Worn},
    raster::{
        Pixmap,
        codec::{self, CodecError},
    },
};

/// Where pictures are saved unless the person says otherwise: the system's folder for them.
pub fn pictures_folder() -> PathBuf {
    let folders = directories::UserDirs::new();
    let folder = folders.as_ref().map(|folders| folders.picture_dir().unwrap_or(folders.home_dir()).to_path_buf());
    folder.filter(|folder| folder.is_dir()).unwrap_or_else(|| PathBuf::from("."))
}

/// Where pictures that were taken go.
pub fn folder() -> PathBuf {
    pictures_folder().join("Vanity")
}

/// A name in a folder that no file has yet; a folder has no suffix.
pub fn free_name(folder: &Path, stem: &str, suffix: &str) -> PathBuf {
    let name = |number: u32| {
        let stem = if number == 0 { stem.to_owned() } else { format!("{stem}-{number}") };
        folder.join(if suffix.is_empty() { stem } else { format!("{stem}.{suffix}") })
    };
    (0..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

/// A new file in a folder, which is made where there is none: called after the time and the look.
///
/// # Errors
/// What the system said where the folder cannot be made.
pub fn new_file(folder: &Path, look: Option<&Look>, suffix: &str) -> std::io::Result<PathBuf> {
    let told = |error: std::io::Error| std::io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(told)?;
    let time = jiff::ZonedDateTime::now().strftime("%Y-%m-%d %H.%M.%S");
    let look = look.map_or("bare", |look| look.id.as_str());
    Ok(free_name(folder, &format!("{time} {look}"), suffix))
}

/// Writes a picture, by its suffix as PNG, JPEG or WebP, with what is worn in it beside the pixels ([`Worn::packet`]).
///
/// # Errors
/// [`CodecError`] where the file cannot be written.
pub fn save(path: &Path, picture: &Pixmap, worn: Option<&Worn>) -> Result<(), CodecError> {
    codec::save_with(path, picture, worn.and_then(Worn::packet).as_deref())
}

/// Pictures and films of a folder, the newest first.
pub fn taken(folder: &Path, most: usize) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let shown = |path: &PathBuf| {
        codec::has_suffix(path) || path.extension().is_some_and(|suffix| suffix == "gif" || suffix == "mp4")
    };
    let aged = |path: PathBuf| Some((path.metadata().ok()?.modified().ok()?, path));
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(shown).filter_map(aged).collect();
    files.sort_by(|one, other| other.cmp(one));
    files.into_iter().take(most).map(|(_, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        look::{Library, file},
        resources::Resources,
    };

    #[test]
    fn no_picture_is_ever_overwritten_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let first = free_name(folder.path(), "a", "png");
        std::fs::write(&first, "").unwrap();
        assert_eq!(free_name(folder.path(), "a", "png"), folder.path().join("a-1.png"));
        let new = folder.path().join("new");
        let names: Vec<PathBuf> = (0..3)
            .map(|_| {
                let path = new_file(&new, None, "png").unwrap();
                save(&path, &Pixmap::new(2, 2), None).unwrap();
                path
            })
            .collect();
        assert_eq!(taken(&new, 9).len(), 3);
        assert!(names[0].file_name().unwrap().to_string_lossy().ends_with(" bare.png"), "{names:?}");
    }

    #[test]
    fn a_picture_holds_what_is_worn_and_nothing_of_the_person() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let worn = Worn { look: library.get("classic-red").unwrap().clone(), intensity: 0.6 };
        for suffix in codec::SUFFIXES {
            let path = folder.path().join("a").with_extension(suffix);
            save(&path, &Pixmap::new(8, 8), Some(&worn)).unwrap();
            let opened = file::worn_in(&path).unwrap().unwrap();
            assert_eq!((&opened.look.products, opened.intensity), (&worn.look.products, Some(0.6)), "{suffix}");
            assert_eq!(codec::load(&path).unwrap().size(), [8, 8]);
        }
        let decoder =
            png::Decoder::new(std::io::BufReader::new(std::fs::File::open(folder.path().join("a.png")).unwrap()));
        let reader = decoder.read_info().unwrap();
        assert_eq!(reader.info().utf8_text.len(), 1);
        assert!(reader.info().uncompressed_latin1_text.is_empty() && reader.info().exif_metadata.is_none());
    }
}
