//! Files that hold a look: a look document, or a look to import.

use std::{
    io::{Error, ErrorKind, Read},
    path::{Path, PathBuf},
};

use super::{
    LONGEST_PACKET, Look, Product, Worn,
    format::{
        self,
        perfect::{self, LeftOut},
    },
    library::LibraryError,
};
use crate::{files, language::say, raster::codec::xmp};

/// A look from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The look.
    pub look: Look,
    /// How strongly it was worn in the picture that it comes from, 0..=1; none where it does not come from one.
    pub intensity: Option<f32>,
    /// What of an imported look is not in it; empty for a look document, which is read whole or not at all.
    pub left_out: Vec<LeftOut>,
}

/// Where the picture of a look's decal lies beside its file. Not the look's own name with another suffix: that is likely a picture of
/// somebody who wears it.
pub fn picture_beside(look: &Path) -> PathBuf {
    look.with_extension("lifted.png")
}

/// Reads a look document, imports a look of Perfect Corp's interface, or takes the look out of a picture that holds the one that is worn in
/// it; never more of the file than a look can have.
///
/// # Errors
/// [`LibraryError`] says what is wrong.
pub fn open(path: &Path) -> Result<Opened, LibraryError> {
    if let Some(opened) = worn_in(path)? {
        return Ok(opened);
    }
    let text = text(path).map_err(|source| LibraryError::Unreadable { path: path.into(), source })?;
    if perfect::is_meant(&text) {
        return import(path, &text);
    }
    let mut look = format::parse(&text).map_err(|source| LibraryError::Malformed { path: path.into(), source })?;
    look.products.iter_mut().for_each(|product| find_picture(product, path));
    Ok(Opened { look, intensity: None, left_out: Vec::new() })
}

/// Whether a file is one that may hold the look that is worn in it: a picture, an animated one, or a film.
fn may_hold_look(path: &Path) -> bool {
    let suffix = path.extension().map(|suffix| suffix.to_string_lossy().to_ascii_lowercase());
    suffix.is_some_and(|suffix| ["png", "jpg", "jpeg", "webp", "gif", "mp4"].contains(&suffix.as_str()))
}

/// The look that a picture or film holds, as one does that the window took; none where it is neither, or holds none.
///
/// # Errors
/// [`LibraryError`] where what it holds is no look.
pub fn worn_in(picture: &Path) -> Result<Option<Opened>, LibraryError> {
    if !may_hold_look(picture) {
        return Ok(None);
    }
    // What is wrong with the picture itself is told by whoever looks at it.
    let Ok(Some(packet)) = xmp::found_in(picture, LONGEST_PACKET) else { return Ok(None) };
    let malformed = |source| LibraryError::Malformed { path: picture.into(), source };
    let Some(Worn { mut look, intensity }) = Worn::of_packet(&packet).map_err(malformed)? else { return Ok(None) };
    look.products.iter_mut().for_each(|product| find_picture(product, picture));
    Ok(Some(Opened { look, intensity: Some(intensity), left_out: Vec::new() }))
}

/// The picture of a decal lies beside the look's file, or where its path begins at the root.
fn find_picture(product: &mut Product, look_file: &Path) {
    if let Product::Decal(decal) = product {
        let folder = std::path::absolute(look_file).ok().and_then(|file| Some(file.parent()?.to_path_buf()));
        let path = folder.unwrap_or_default().join(&decal.picture);
        decal.picture = path.to_string_lossy().into_owned();
    }
}

fn import(path: &Path, text: &str) -> Result<Opened, LibraryError> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let imported =
        perfect::import(text, &name).map_err(|source| LibraryError::Foreign { path: path.into(), source })?;
    Ok(Opened { look: imported.look, intensity: None, left_out: imported.left_out })
}

fn text(path: &Path) -> Result<String, Error> {
    let most = format::MAX_BYTES.max(perfect::MAX_BYTES) as u64 + 1;
    let mut text = String::new();
    files::open(path)?.take(most).read_to_string(&mut text).map_err(|error| match error.kind() {
        ErrorKind::InvalidData => Error::new(error.kind(), say("this is not a text file (a look is TOML in UTF-8)")),
        _ => error,
    })?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decal_finds_its_picture_beside_the_look() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("flag.toml");
        let with = |picture: &str| {
            let text = format!(
                "format = 'vanity-look'\nversion = 1\nid = 'a'\nname = 'A'\nfamily = 'a'\n[[product]]\nkind = 'decal'\n\
                 picture = '{picture}'\ncoverage = 1.0\nfinish = 'satin'\n"
            );
            std::fs::write(&path, text).unwrap();
            open(&path).map(|opened| match &opened.look.products[0] {
                Product::Decal(decal) => decal.picture.clone(),
                other => panic!("{other:?}"),
            })
        };
        assert_eq!(Path::new(&with("flag.png").unwrap()), folder.path().join("flag.png"));
        let absolute = folder.path().join("elsewhere.png");
        assert_eq!(Path::new(&with(&absolute.to_string_lossy()).unwrap()), absolute);
        for elsewhere in ["//server/share/a.png", "\\\\server\\a.png", "", "a\u{7}b"] {
            let error = with(elsewhere).unwrap_err().to_string();
            assert!(error.contains("line ") || error.contains("product 1 (decal), picture"), "{elsewhere}: {error}");
        }
    }

    #[test]
    fn a_look_to_import_is_opened_as_any_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("party.json");
        let text = r##"{"effects": [{"category": "lip_color", "palettes": [{"color": "#AA1122", "gloss": 40}]}]}"##;
        std::fs::write(&path, text).unwrap();
        let opened = open(&path).unwrap();
        assert_eq!((opened.look.name.as_str(), opened.look.products.len()), ("Party", 1));
        assert_eq!(opened.left_out.len(), 1, "{:?}", opened.left_out);
        std::fs::write(&path, "{\"effects\": 3}").unwrap();
        let error = open(&path).unwrap_err().to_string();
        assert!(error.contains("party.json") && error.contains("effects"), "{error}");
    }
}
