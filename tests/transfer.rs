//! Looks that are copied: what is painted on a face is read off its picture again, and what tells too little is refused with a reason.

use std::sync::Arc;

use vanity::{
    compose::Compositor,
    face::{Face, FaceTracker},
    look::{Library, Look},
    makeup::Baker,
    raster::{
        Pixmap, codec,
        color::linear_from_rgb8,
        difference::{Lab, ciede2000},
    },
    resources::Resources,
    transfer::{
        CopyError, PhotoReader, ReadError, Reading,
        slots::{self, Ensemble, SLOTS},
    },
};

fn resources() -> Resources {
    Resources::locate().unwrap()
}

fn portrait() -> Pixmap {
    codec::load(&resources().asset("demo/portrait.png")).unwrap()
}

/// The sample portrait in a look.
fn wearing(look: &Look) -> Pixmap {
    let portrait = portrait();
    let faces = FaceTracker::new(&resources()).unwrap().find(&portrait).unwrap();
    let atlas = Baker::new(&resources()).unwrap().bake(look).unwrap();
    (*Compositor::new().compose(&portrait, &faces, &atlas, 1.0)).clone()
}

fn read(picture: Pixmap) -> Result<Reading, CopyError> {
    let mut reader = PhotoReader::new(&resources()).unwrap();
    let photo = reader.look_at(Arc::new(picture)).unwrap();
    reader.read(&photo, None)
}

fn worn(reading: &Reading) -> Ensemble {
    std::array::from_fn(|index| reading.findings[index].worn)
}

fn slot(name: &str) -> usize {
    SLOTS.iter().position(|slot| slot.name == name).unwrap()
}

#[test]
fn a_red_lip_is_read_as_a_red_lip() {
    let library = Library::open(&resources().asset("looks")).unwrap();
    let look = library.get("classic-red").unwrap();
    let reading = read(wearing(look)).unwrap();
    let (wanted, found) = (slots::ensemble(look)[slot("lipstick")].unwrap(), worn(&reading)[slot("lipstick")].unwrap());
    let lab = |color| Lab::from_linear(linear_from_rgb8(color));
    let off = ciede2000(lab(wanted.color), lab(found.color));
    assert!(off < 12.0, "{:?} was read as {:?}: {off}", wanted.color, found.color);
    let [red, green, _] = found.color;
    assert!(red > 2 * green, "{:?} is no red", found.color);
    assert!(!reading.findings[slot("lipstick")].region.is_empty());
}

#[test]
fn other_lips_are_read_as_others() {
    let library = Library::open(&resources().asset("looks")).unwrap();
    let lips = |id: &str| {
        let reading = read(wearing(library.get(id).unwrap())).unwrap();
        worn(&reading)[slot("lipstick")].map(|worn| Lab::from_linear(linear_from_rgb8(worn.color)))
    };
    let (red, berry) = (lips("classic-red").unwrap(), lips("berry-stain").unwrap());
    assert!(ciede2000(red, berry) > 8.0, "{red:?} and {berry:?}");
}

#[test]
fn what_is_read_can_be_worn() {
    let library = Library::open(&resources().asset("looks")).unwrap();
    let reading = read(wearing(library.get("smoky-plum").unwrap())).unwrap();
    assert!(!reading.look.products.is_empty());
    let text = vanity::look::format::write(&reading.look).unwrap();
    assert_eq!(vanity::look::format::parse(&text).unwrap().products.len(), reading.look.products.len());
    assert!(Baker::new(&resources()).unwrap().bake_small(&reading.look).is_ok());
}

#[test]
fn pictures_that_tell_too_little_are_refused() {
    assert!(matches!(read(Pixmap::new(300, 200)), Err(CopyError::NoFace)));
    let mut grey = portrait();
    for pixel in grey.pixels_mut() {
        let mean = ((u32::from(pixel[0]) + u32::from(pixel[1]) + u32::from(pixel[2])) / 3) as u8;
        pixel[..3].fill(mean);
    }
    assert!(matches!(read(grey), Err(CopyError::Face(ReadError::NoColor))));
    let small = vanity::raster::resize::resized(&portrait(), 180, 180);
    let small = read(small).map(|_| ());
    assert!(matches!(small, Err(CopyError::Face(ReadError::TooSmall(_)) | CopyError::NoFace)), "{small:?}");
}

#[test]
fn with_two_faces_one_has_to_be_chosen() {
    let one = portrait();
    let [width, height] = one.size();
    let mut two = Pixmap::new(2 * width as u32, height as u32);
    for (row, source) in two.pixels_mut().chunks_exact_mut(2 * width).zip(one.pixels().chunks_exact(width)) {
        row[..width].copy_from_slice(source);
        row[width..].copy_from_slice(source);
    }
    let mut reader = PhotoReader::new(&resources()).unwrap();
    let photo = reader.look_at(Arc::new(two)).unwrap();
    let middles: Vec<f32> = photo.faces.iter().map(|face: &Face| face.bounds.center().x).collect();
    assert!(middles.len() == 2 && middles[0] < middles[1], "{middles:?}");
    assert!(matches!(reader.read(&photo, None), Err(CopyError::WhichFace(2))));
    assert!(reader.read(&photo, Some(2)).is_ok());
    assert!(matches!(reader.read(&photo, Some(3)), Err(CopyError::NoSuchFace { number: 3, count: 2 })));
    assert!(matches!(reader.read(&photo, Some(0)), Err(CopyError::NoSuchFace { .. })));
}
