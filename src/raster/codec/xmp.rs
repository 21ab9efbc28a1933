//! XMP packets (ISO 16684-1) in picture and film files, each where its format keeps them (Adobe, "XMP Specification Part 3: Storage in
//! Files"). What a packet says is nothing to this module.

use std::{
    fs::File,
    io::{BufReader, Cursor, Read, Seek, SeekFrom},
    path::Path,
};

use image::{ImageDecoder, ImageFormat, ImageReader};

use super::{CodecError, LONGEST_FILE};
use crate::files;

/// Keyword of the text in a PNG that is a packet.
pub(super) const PNG_KEYWORD: &str = "XML:com.adobe.xmp";
/// What a JPEG's segment with a packet begins with.
const JPEG_NAME: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// Longest content of a JPEG's segment, bytes.
const LONGEST_SEGMENT: usize = 0xFFFF - 2;
/// What a GIF's application extension with a packet begins with: introducer, label, length of the name, the name.
const GIF_NAME: &[u8] = b"\x21\xFF\x0BXMP DataXMP";
/// Type of an MP4's box with a packet.
const MP4_TYPE: [u8; 16] =
    [0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC];
/// More boxes than any film has on its outermost level.
const MOST_BOXES: usize = 10_000;

/// Puts a packet into a JPEG, behind its beginning and the JFIF segment that has to come first. One that is longer than a segment can be is
/// left out.
pub(super) fn into_jpeg(bytes: &mut Vec<u8>, packet: &str) {
    let start = match bytes[..] {
        [_, _, 0xFF, 0xE0, high, low, ..] => 4 + usize::from(u16::from_be_bytes([high, low])),
        _ => 2,
    };
    let length = JPEG_NAME.len() + packet.len();
    if length <= LONGEST_SEGMENT && bytes.len() > start {
        let mut segment = b"\xFF\xE1".to_vec();
        segment.extend(((length + 2) as u16).to_be_bytes());
        segment.extend(JPEG_NAME);
        segment.extend(packet.as_bytes());
        bytes.splice(start..start, segment);
    }
}

/// A packet as what comes between a GIF's head and its frames. The bytes that count down behind it lead a reader that takes the packet's
/// own for lengths of blocks to its end.
pub fn for_gif(packet: &str) -> Vec<u8> {
    let ramp = std::iter::once(1).chain((0..=255).rev()).chain([0]);
    GIF_NAME.iter().copied().chain(packet.bytes()).chain(ramp).collect()
}

/// A packet as what comes behind all else of an MP4.
pub fn for_mp4(packet: &str) -> Vec<u8> {
    let length = 8 + MP4_TYPE.len() + packet.len();
    let head = u32::try_from(length).unwrap_or_default().to_be_bytes();
    [&head[..], b"uuid", &MP4_TYPE, packet.as_bytes()].concat()
}

/// The packet in a PNG, JPEG, WebP, GIF or MP4 file, where there is one of up to so many bytes.
///
/// # Errors
/// [`CodecError::File`] where the file cannot be read. What is broken, or of another format, has no packet.
pub fn found_in(path: &Path, most: usize) -> Result<Option<String>, CodecError> {
    let refused = |source| CodecError::File { path: path.into(), source };
    let mut file = files::open(path).map_err(refused)?;
    let mut start = [0; 16];
    let length = read_up_to(&mut file, &mut start).map_err(refused)?;
    file.rewind().map_err(refused)?;
    let found = match image::guess_format(&start[..length]) {
        Ok(ImageFormat::Png) => in_png(file, most),
        Ok(ImageFormat::Gif) => in_gif(file),
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::WebP)) => in_picture(file, format),
        _ if &start[4..8] == b"ftyp" => in_mp4(file, most).map_err(refused)?,
        _ => None,
    };
    Ok(found.filter(|packet| packet.len() <= most).and_then(|packet| String::from_utf8(packet).ok()))
}

fn read_up_to(file: &mut File, bytes: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < bytes.len() {
        match file.read(&mut bytes[length..])? {
            0 => break,
            count => length += count,
        }
    }
    Ok(length)
}

fn in_png(file: File, most: usize) -> Option<Vec<u8>> {
    let limits = png::Limits { bytes: 2 * most + (1 << 20) };
    let reader = png::Decoder::new_with_limits(BufReader::new(file), limits).read_info().ok()?;
    let mut text = reader.info().utf8_text.iter().find(|text| text.keyword == PNG_KEYWORD)?.clone();
    // A few bytes can be made to swell to gigabytes: what swells beyond the most is none.
    text.decompress_text_with_limit(most).ok()?;
    text.get_text().ok().map(String::into_bytes)
}

fn in_gif(file: File) -> Option<Vec<u8>> {
    let mut options = gif::DecodeOptions::new();
    options.set_memory_limit(gif::MemoryLimit::Bytes(std::num::NonZeroU64::new(LONGEST_FILE)?));
    options.skip_frame_decoding(true);
    let mut decoder = options.read_info(BufReader::new(file)).ok()?;
    // What comes before the first frame has been read once that is known.
    decoder.next_frame_info().ok()?;
    decoder.xmp_metadata().map(<[u8]>::to_vec)
}

fn in_picture(file: File, format: ImageFormat) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(LONGEST_FILE).read_to_end(&mut bytes).ok()?;
    ImageReader::with_format(Cursor::new(bytes), format).into_decoder().ok()?.xmp_metadata().ok()?
}

fn in_mp4(mut file: File, most: usize) -> std::io::Result<Option<Vec<u8>>> {
    let end = file.metadata()?.len();
    let mut at = 0u64;
    for _ in 0..MOST_BOXES {
        let mut head = [0; 24];
        file.seek(SeekFrom::Start(at))?;
        let known = read_up_to(&mut file, &mut head)?;
        let word =
            |from: usize| u64::from(u32::from_be_bytes([head[from], head[from + 1], head[from + 2], head[from + 3]]));
        let length = match word(0) {
            // To the end of the file, and 64 bits that follow.
            0 => end - at,
            1 => (word(8) << 32) | word(12),
            length => length,
        };
        if known == head.len() && word(0) > 1 && &head[4..8] == b"uuid" && head[8..] == MP4_TYPE {
            let length = length.saturating_sub(head.len() as u64);
            let mut packet = vec![0; if length <= most as u64 { length as usize } else { return Ok(None) }];
            let read = read_up_to(&mut file, &mut packet)?;
            return Ok((read == packet.len()).then_some(packet));
        }
        match at.checked_add(length) {
            Some(next) if length >= 8 && next < end => at = next,
            _ => break,
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::{Pixmap, codec};

    const MOST: usize = 1 << 16;
    const PACKET: &str = "<x>玫瑰 rose</x>";

    fn picture() -> Pixmap {
        let mut picture = Pixmap::new(8, 8);
        (0u8..64).for_each(|i| picture.pixels_mut()[usize::from(i)] = [i * 3, 255 - i * 3, 7, 255]);
        picture
    }

    fn gif(packet: Option<&str>) -> Vec<u8> {
        let mut encoder = gif::Encoder::new(Vec::new(), 4, 4, &[]).unwrap();
        encoder.set_repeat(gif::Repeat::Infinite).unwrap();
        encoder.get_mut().extend(packet.map(for_gif).unwrap_or_default());
        encoder.write_frame(&gif::Frame::from_rgb(4, 4, &[9; 48])).unwrap();
        encoder.into_inner().unwrap()
    }

    fn files(packet: Option<&str>) -> Vec<(&'static str, Vec<u8>)> {
        let film =
            [&b"\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x0Cmdat\0\0\0\0"[..], &packet.map(for_mp4).unwrap_or_default()];
        let encoded =
            |suffix| (suffix, codec::encode(&Path::new("a").with_extension(suffix), &picture(), packet).unwrap());
        vec![encoded("png"), encoded("webp"), encoded("jpg"), ("gif", gif(packet)), ("mp4", film.concat())]
    }

    #[test]
    fn a_packet_is_found_again_in_every_format() {
        let folder = tempfile::tempdir().unwrap();
        for (packet, found) in [(Some(PACKET), Some(PACKET)), (None, None)] {
            for (suffix, bytes) in files(packet) {
                let path = folder.path().join("a").with_extension(suffix);
                std::fs::write(&path, bytes).unwrap();
                assert_eq!(found_in(&path, MOST).unwrap().as_deref(), found, "{suffix}");
                assert_eq!(found_in(&path, PACKET.len() - 1).unwrap(), None, "{suffix}: too long");
                if codec::has_suffix(&path) {
                    let (read, exact) = (codec::load(&path).unwrap(), suffix != "jpg");
                    assert!(read == picture() || !exact && read.size() == [8, 8], "{suffix}");
                }
            }
        }
        let jpeg = codec::encode(Path::new("a.jpg"), &picture(), Some(PACKET)).unwrap();
        assert_eq!((&jpeg[2..4], &jpeg[6..10]), (&b"\xFF\xE0"[..], &b"JFIF"[..]), "it comes first");
        let mut decoder = gif::DecodeOptions::new().read_info(Cursor::new(gif(Some(PACKET)))).unwrap();
        assert!(decoder.read_next_frame().unwrap().is_some(), "others see its frames");
    }

    #[test]
    fn a_file_that_is_cut_anywhere_has_a_packet_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        for (suffix, whole) in files(Some(PACKET)) {
            for length in 0..whole.len() {
                std::fs::write(&path, &whole[..length]).unwrap();
                let found = found_in(&path, MOST).unwrap();
                assert!(found.is_none_or(|packet| packet == PACKET), "{suffix} of {length}");
            }
        }
        assert!(found_in(&folder.path().join("none.png"), MOST).is_err());
    }

    #[test]
    fn what_swells_is_no_packet() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.png");
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
        encoder.set_color(png::ColorType::Rgba);
        let mut swelling = png::text_metadata::ITXtChunk::new(PNG_KEYWORD, "a".repeat(4 << 20));
        swelling.compress_text().unwrap();
        let mut writer = encoder.write_header().unwrap();
        writer.write_text_chunk(&swelling).unwrap();
        writer.write_image_data(&[0; 4]).unwrap();
        writer.finish().unwrap();
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(found_in(&path, 1 << 18).unwrap(), None);
        let mut endless = b"\0\0\0\x14ftypisom\0\0\0\0isom".to_vec();
        endless.extend(b"\0\0\0\x01free\0\0\0\0\0\0\0\0".repeat(9));
        std::fs::write(&path, endless).unwrap();
        assert_eq!(found_in(&path, MOST).unwrap(), None);
    }
}
