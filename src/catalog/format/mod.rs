//! Files of shades: tables to import, in CSV or JSON, and the document that a catalogue is kept as.

pub(super) mod csv;
pub(super) mod json;
mod kept;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::TableError;

pub use kept::{DocumentError, MAX_BYTES, read, write};

/// The text of a file: by its byte order mark, or else UTF-8, or else Windows-1252, which holds Latin-1 and never fails.
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, TableError> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        None => {
            let (text, misread) = UTF_8.decode_without_bom_handling(bytes);
            if misread { WINDOWS_1252.decode_without_bom_handling(bytes).0 } else { text }
        }
    };
    if text.contains('\0') { Err(TableError::NoText) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_files_are_text_and_pictures_are_not() {
        assert_eq!(text("Lancôme".as_bytes()).unwrap(), "Lancôme");
        assert_eq!(text(b"\xEF\xBB\xBFLanc\xC3\xB4me").unwrap(), "Lancôme");
        assert_eq!(text(b"Lanc\xF4me 12 \x80").unwrap(), "Lancôme 12 €");
        assert_eq!(text(b"\xFF\xFEL\0a\0").unwrap(), "La");
        assert!(matches!(text(b"\x89PNG\r\n\x1a\n\0\0\0"), Err(TableError::NoText)));
    }
}
