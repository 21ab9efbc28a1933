//! Where the picture of a shade lies, when it lies beside its table.

use std::path::{Component, Path};

use crate::raster::codec;

/// The whole path of a picture that a table names by its place beside the table: below its folder, whatever links there are. `None` for an
/// address, for what is elsewhere, and for what is not there.
pub(super) fn beside(folder: &Path, place: &str) -> Option<String> {
    let named = Path::new(place);
    let below = named.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if place.contains("://") || !below || !codec::has_suffix(named) {
        return None;
    }
    let path = std::path::absolute(folder.join(named)).ok().filter(|path| path.is_file())?;
    let found = path.canonicalize().ok()?.starts_with(folder.canonicalize().ok()?);
    path.to_str().filter(|_| found).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_beside_the_table_is_found() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("shop");
        std::fs::create_dir_all(folder.join("pictures")).unwrap();
        for place in ["ruby.png", "pictures/rose.JPG", "notes.txt", "../secret.png"] {
            std::fs::write(folder.join(place), "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(home.path().join("secret.png"), folder.join("link.png")).unwrap();
        let found = |place: &str| beside(&folder, place);
        assert!(found("ruby.png").unwrap().ends_with("ruby.png") && found("./pictures/rose.JPG").is_some());
        let outside = home.path().join("secret.png");
        for place in
            ["../secret.png", outside.to_str().unwrap(), "link.png", "notes.txt", "missing.png", "pictures", ""]
        {
            assert_eq!(found(place), None, "{place}");
        }
        assert_eq!(found("https://example.org/ruby.png"), None);
    }
}
