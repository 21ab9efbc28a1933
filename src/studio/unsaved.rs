//! A look that somebody is making, kept until the program ends as it should: after a crash or a power cut it is offered again.

use std::{io, path::Path};

use crate::{
    files,
    look::{Look, file, format},
};

/// Name in the folder of what a person keeps.
const NAME: &str = "unsaved.toml";

/// Keeps a look that was changed and not saved, or nothing.
///
/// # Errors
/// What the system said.
pub fn keep(folder: &Path, look: Option<&Look>) -> io::Result<()> {
    let path = folder.join(NAME);
    let Some(look) = look else {
        return match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    };
    let text = format::write(look).map_err(|error| io::Error::other(error.to_string()))?;
    std::fs::create_dir_all(folder)?;
    files::write_atomically(&path, text.as_bytes())
}

/// The look that was being made when the program ended last without having been closed; a file that is none is left alone.
pub fn left(folder: &Path) -> Option<Look> {
    let path = folder.join(NAME);
    path.is_file().then(|| file::open(&path)).and_then(Result::ok).map(|opened| opened.look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::Library, resources::Resources};

    #[test]
    fn what_was_being_made_is_there_after_a_crash_and_not_after_an_end() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let mut look = library.get("classic-red").unwrap().clone();
        look.products[0] = look.products[0].with_coverage(0.31);
        let kept = tempfile::tempdir().unwrap();
        let folder = kept.path().join("new");
        assert_eq!(left(&folder), None);
        keep(&folder, None).unwrap();
        keep(&folder, Some(&look)).unwrap();
        assert_eq!(left(&folder), Some(look));
        keep(&folder, None).unwrap();
        assert_eq!(left(&folder), None);
        std::fs::write(folder.join(NAME), "junk").unwrap();
        assert_eq!(left(&folder), None);
    }
}
