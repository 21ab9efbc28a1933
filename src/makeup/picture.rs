//! Pictures that a look brings along: any PNG, JPEG, WebP or SVG, laid over the whole UV plane in its own colours.
//!
//! They come from outside, so that all of it is bounded: bytes, pixels, and what a drawing may fetch (nothing).

use std::{
    collections::{HashMap, VecDeque},
    fmt,
    io::Read,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use resvg::{
    tiny_skia::{FilterQuality, Pixmap, PixmapPaint, Transform},
    usvg,
};

use super::{BakeError, atlas::PageId, shape};
use crate::{
    files,
    language::say,
    look::Side,
    raster::{self, codec},
};

/// Longest file of a picture, bytes.
const MOST_BYTES: u64 = 16 << 20;
/// Longest file of a drawing, bytes.
const MOST_DRAWING_BYTES: u64 = 1 << 20;
/// Most pixels of a picture.
const MOST_PIXELS: u64 = 4096 * 4096;
/// Pages of pictures that are kept: four of a picture at two sizes, for four pictures.
const KEPT: usize = 32;

/// Which picture, and which half of the face.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PictureRef {
    /// The file.
    pub path: PathBuf,
    /// Which half of the face.
    pub side: Side,
}

/// A picture on one page: red, green, blue and the share that is covered, straight; row-major, of the page's size.
pub type PictureMask = Vec<[u8; 4]>;

/// A file as it was when it was read: one that is changed is read again.
type Stamp = (Option<SystemTime>, u64);
type PageKey = (PictureRef, Stamp, PageId, usize);

/// The pages of pictures that were drawn lately.
#[derive(Default)]
pub struct PictureBook {
    pages: Mutex<Pages>,
}

#[derive(Default)]
struct Pages {
    drawn: HashMap<PageKey, Option<Arc<PictureMask>>>,
    /// Oldest first.
    order: VecDeque<PageKey>,
}

impl fmt::Debug for PictureBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PictureBook")
    }
}

enum Picture {
    Drawing(Box<usvg::Tree>),
    /// Full size first, each half the size of the one before.
    Pixels(Vec<Pixmap>),
}

impl PictureBook {
    /// A picture on the pages of an atlas whose sizes are divided by `shrink`, in the order of [`PageId::ALL`]; `None` where it does not
    /// reach a page.
    pub fn pages(&self, picture: &PictureRef, shrink: usize) -> Result<[Option<Arc<PictureMask>>; 4], BakeError> {
        let stamp = stamp(&picture.path)?;
        let key = |page: PageId| (picture.clone(), stamp, page, shrink);
        {
            let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
            let known: Vec<_> = PageId::ALL.iter().filter_map(|page| pages.drawn.get(&key(*page)).cloned()).collect();
            if let Ok(known) = known.try_into() {
                return Ok(known);
            }
        }
        let read = read(&picture.path)?;
        let drawn = PageId::ALL.map(|page| draw(&read, picture.side, page, shrink).map(Arc::new));
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        for (page, drawn) in PageId::ALL.into_iter().zip(&drawn) {
            if pages.drawn.insert(key(page), drawn.clone()).is_none() {
                pages.order.push_back(key(page));
            }
        }
        while pages.order.len() > KEPT {
            let oldest = pages.order.pop_front();
            oldest.and_then(|oldest| pages.drawn.remove(&oldest));
        }
        Ok(drawn)
    }
}

fn fault(path: &Path, reason: impl ToString) -> BakeError {
    BakeError::Picture { path: path.into(), reason: reason.to_string() }
}

fn stamp(path: &Path) -> Result<Stamp, BakeError> {
    let there = std::fs::metadata(path).map_err(|error| fault(path, error))?;
    Ok((there.modified().ok(), there.len()))
}

fn read(path: &Path) -> Result<Picture, BakeError> {
    let is_drawing = path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("svg"));
    let most = if is_drawing { MOST_DRAWING_BYTES } else { MOST_BYTES };
    let mut bytes = Vec::new();
    let read = files::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|error| fault(path, error))?;
    if bytes.len() as u64 > most {
        let problem = say!("the file is longer than {most} MiB, the most that a decal can have", most = most >> 20);
        return Err(fault(path, problem));
    }
    if is_drawing { drawing(path, &bytes) } else { pixels(path, &bytes) }
}

fn drawing(path: &Path, bytes: &[u8]) -> Result<Picture, BakeError> {
    let nothing_else =
        usvg::ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = usvg::Options { image_href_resolver: nothing_else, ..usvg::Options::default() };
    let tree = usvg::Tree::from_data(bytes, &options).map_err(|error| fault(path, error))?;
    Ok(Picture::Drawing(Box::new(tree)))
}

fn pixels(path: &Path, bytes: &[u8]) -> Result<Picture, BakeError> {
    let (width, height) = codec::dimensions(bytes, path).map_err(|error| fault(path, error))?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let problem =
            say!("{width} by {height} pixels; a decal has at most 16 megapixels", width = width, height = height);
        return Err(fault(path, problem));
    }
    let picture = codec::decode(bytes, path).map_err(|error| fault(path, error))?;
    let mut levels: Vec<Pixmap> = premultiplied(&picture).into_iter().collect();
    while let Some(smaller) = levels.last().and_then(halved) {
        levels.push(smaller);
    }
    Ok(Picture::Pixels(levels))
}

/// `None` for an empty picture.
fn premultiplied(picture: &raster::Pixmap) -> Option<Pixmap> {
    let mut canvas = Pixmap::new(picture.width(), picture.height())?;
    for (to, [r, g, b, alpha]) in canvas.data_mut().chunks_exact_mut(4).zip(picture.pixels()) {
        let share = |channel: &u8| ((u32::from(*channel) * u32::from(*alpha) + 127) / 255) as u8;
        to.copy_from_slice(&[share(r), share(g), share(b), *alpha]);
    }
    Some(canvas)
}

/// Half the size, each pixel the mean of four; `None` where a side is a single pixel.
fn halved(picture: &Pixmap) -> Option<Pixmap> {
    let (width, height) = (picture.width() / 2, picture.height() / 2);
    let mut half = Pixmap::new(width, height)?;
    let row = picture.width() as usize * 4;
    for (y, line) in half.data_mut().chunks_exact_mut(width as usize * 4).enumerate() {
        let (upper, lower) = (&picture.data()[2 * y * row..][..row], &picture.data()[(2 * y + 1) * row..][..row]);
        for (i, to) in line.iter_mut().enumerate() {
            let at = i / 4 * 8 + i % 4;
            let sum = [upper[at], upper[at + 4], lower[at], lower[at + 4]].into_iter().map(u32::from).sum::<u32>();
            *to = ((sum + 2) / 4) as u8;
        }
    }
    Some(half)
}

/// Draws a picture onto a page. It lies in the middle of the UV plane, as large as fits.
fn draw(picture: &Picture, side: Side, page: PageId, shrink: usize) -> Option<PictureMask> {
    let (width, height) = (page.size().0 / shrink, page.size().1 / shrink);
    let mut canvas = Pixmap::new(width as u32, height as u32)?;
    let (min, max) = page.window();
    let page_from_plane = Transform::from_row(
        width as f32 / (max.x - min.x),
        0.0,
        0.0,
        height as f32 / (max.y - min.y),
        -min.x * width as f32 / (max.x - min.x),
        -min.y * height as f32 / (max.y - min.y),
    );
    match picture {
        Picture::Drawing(tree) => {
            let transform = page_from_plane.pre_concat(onto_plane(tree.size().width(), tree.size().height()));
            resvg::render(tree, transform, &mut canvas.as_mut());
        }
        Picture::Pixels(levels) => {
            let to_page =
                |level: &Pixmap| page_from_plane.pre_concat(onto_plane(level.width() as f32, level.height() as f32));
            // The smallest level that is not enlarged, or else the largest there is.
            let enough = |level: &&Pixmap| to_page(level).sx <= 1.0 && to_page(level).sy <= 1.0;
            let level = levels.iter().rev().find(enough).or(levels.first())?;
            let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
            canvas.draw_pixmap(0, 0, level.as_ref(), &paint, to_page(level), None);
        }
    }
    let straight = canvas.pixels().iter().map(|pixel| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    });
    let mut mask: PictureMask = straight.collect();
    shape::cut_half(&mut mask, [0; 4], width, side, (min.x, max.x));
    mask.iter().any(|pixel| pixel[3] > 0).then_some(mask)
}

/// From the pixels of a picture to the UV plane of 0..=1.
fn onto_plane(width: f32, height: f32) -> Transform {
    let scale = 1.0 / width.max(height).max(1.0);
    Transform::from_row(scale, 0.0, 0.0, scale, (1.0 - width * scale) / 2.0, (1.0 - height * scale) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    fn face_page(path: &Path, side: Side) -> Arc<PictureMask> {
        let [face, ..] = PictureBook::default().pages(&PictureRef { path: path.into(), side }, 1).unwrap();
        face.unwrap()
    }

    fn at(mask: &PictureMask, u: f32, v: f32) -> [u8; 4] {
        let (width, height) = PageId::Face.size();
        mask[(v * height as f32) as usize * width + (u * width as f32) as usize]
    }

    const DRAWING: &[u8] =
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 1000' width='1000' height='1000'>\
        <rect x='100' y='500' width='200' height='200' fill='#E03040'/><rect x='700' y='500' width='200' height='200' \
        fill='#2040C0' fill-opacity='0.5'/></svg>";

    #[test]
    fn a_drawing_keeps_its_colours_and_what_shines_through() {
        let (_folder, path) = file("two.svg", DRAWING);
        let mask = face_page(&path, Side::Both);
        assert_eq!(at(&mask, 0.2, 0.6), [0xE0, 0x30, 0x40, 255]);
        let blue = at(&mask, 0.8, 0.6);
        assert!(blue[3].abs_diff(128) <= 1 && blue[2].abs_diff(0xC0) <= 2, "{blue:?}");
        assert_eq!(at(&mask, 0.5, 0.6)[3], 0);
        let mask = face_page(&path, Side::Left);
        assert_eq!(
            (at(&mask, 0.2, 0.6)[3], at(&mask, 0.8, 0.6)),
            (0, blue),
            "the wearer's left is the picture's right"
        );
    }

    #[test]
    fn a_large_photo_is_made_smaller_without_gaps() {
        let mut picture = raster::Pixmap::new(2000, 1000);
        for (i, pixel) in picture.pixels_mut().iter_mut().enumerate() {
            // Stripes finer than a texel: what is seen is their mean.
            *pixel = if i % 2 == 0 { [200, 100, 0, 255] } else { [0, 100, 200, 255] };
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stripes.png");
        codec::save(&path, &picture).unwrap();
        let mask = face_page(&path, Side::Both);
        let middle = at(&mask, 0.5, 0.5);
        assert!(middle[0].abs_diff(100) < 6 && middle[2].abs_diff(100) < 6 && middle[3] == 255, "{middle:?}");
        assert_eq!(at(&mask, 0.5, 0.1)[3], 0, "it is wider than high, and lies in the middle");
    }

    #[test]
    fn what_is_no_picture_is_named_and_says_why() {
        let told = |name: &str, bytes: &[u8]| {
            let (_folder, path) = file(name, bytes);
            PictureBook::default().pages(&PictureRef { path, side: Side::Both }, 4).unwrap_err().to_string()
        };
        assert!(told("a.png", b"no").contains("a.png"));
        assert!(told("a.svg", b"no").contains("a.svg"));
        assert!(told("long.svg", &vec![b' '; (1 << 20) + 1]).contains("1 MiB"));
        let nowhere = PictureRef { path: "/nowhere/a.png".into(), side: Side::Both };
        let missing = PictureBook::default().pages(&nowhere, 4).unwrap_err().to_string();
        assert!(missing.contains("/nowhere/a.png"), "{missing}");
    }

    #[test]
    fn a_drawing_fetches_nothing() {
        let (folder, secret) = file("secret.svg", DRAWING);
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><image href='{}' width='10' height='10'/></svg>",
            secret.display()
        );
        let path = folder.path().join("fetch.svg");
        std::fs::write(&path, text).unwrap();
        let pages = PictureBook::default().pages(&PictureRef { path, side: Side::Both }, 4).unwrap();
        assert!(pages.iter().all(Option::is_none));
    }

    #[test]
    fn a_picture_that_is_changed_is_read_again() {
        let (_folder, path) = file("two.svg", DRAWING);
        let book = PictureBook::default();
        let picture = PictureRef { path: path.clone(), side: Side::Both };
        let before = book.pages(&picture, 4).unwrap()[0].clone().unwrap();
        assert!(Arc::ptr_eq(&before, book.pages(&picture, 4).unwrap()[0].as_ref().unwrap()), "drawn once");
        std::fs::write(&path, [DRAWING, b" "].concat()).unwrap();
        assert!(!Arc::ptr_eq(&before, book.pages(&picture, 4).unwrap()[0].as_ref().unwrap()));
    }
}
