//! Whether a JPEG is whole. Decoders fill what is missing with grey and say nothing.

/// Marker that ends a picture.
const END: u8 = 0xD9;

/// Whether a JPEG has its end marker. Segments are stepped over by their lengths, so that the end of a thumbnail inside one is not taken
/// for the picture's own; what follows the end does not matter.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some((marker, after)) = next_marker(bytes, at) {
        at = match marker {
            END => return true,
            // Start, restarts and TEM stand alone.
            0x01 | 0xD0..=0xD8 => after,
            _ => match bytes.get(after..after + 2) {
                Some(length) => after + usize::from(u16::from_be_bytes([length[0], length[1]])).max(2),
                None => return false,
            },
        };
    }
    false
}

/// The first marker at or after a position, and the position behind it. Stuffed zeros in the picture's data and fill bytes are none.
fn next_marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(at..)?;
    let found = rest.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xFF))?;
    Some((rest[found + 1], at + found + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Start, a segment that holds a whole small picture, a scan with a stuffed zero and a restart, end.
    const WHOLE: &[u8] =
        b"\xFF\xD8\xFF\xE1\x00\x06\xFF\xD8\xFF\xD9\xFF\xFF\xDA\x00\x03\x01data\xFF\x00more\xFF\xD0rest\xFF\xD9";

    #[test]
    fn only_the_pictures_own_end_counts() {
        assert!(is_whole(WHOLE));
        assert!(is_whole(&[WHOLE, b"junk \xFF\xE0"].concat()));
        for length in 0..WHOLE.len() {
            assert!(!is_whole(&WHOLE[..length]), "cut after {length} bytes");
        }
    }
}
