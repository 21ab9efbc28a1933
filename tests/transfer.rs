//! Looks that are copied: what is painted on a face is read off its picture again, and what tells too little is refused with a reason.

use std::sync::Arc;

use vanity::{
    compose::Compositor,
    face::{Face, FaceTracker},
    geometry::Vec2,
    look::{CODE, Decal, Library, Look, PhotoStyle, Product},
    makeup::Baker,
    pipeline::StillPainter,
    raster::{
        Pixmap, codec,
        color::linear_from_rgb8,
        difference::{Lab, ciede2000},
    },
    resources::Resources,
    transfer::{
        CopyError, LookSpace, PhotoReader, ReadError, Reading,
        boldness::boldness,
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
fn the_photos_own_look_brings_the_face_nearer_to_the_photo() {
    let library = Library::open(&resources().asset("looks")).unwrap();
    let wanted = wearing(library.get("berry-stain").unwrap());
    let reading = read(wanted.clone()).unwrap();
    assert_eq!(reading.style.code.len(), CODE);
    let worn = |coverage: f32| {
        let style = PhotoStyle { coverage, ..reading.style.clone() };
        let look = Look { products: vec![Product::Photo(style)], ..reading.look.clone() };
        let mut painter = StillPainter::new(&resources(), &look, 1.0).unwrap();
        painter.paint(Arc::new(portrait())).unwrap()
    };
    let (bare, photo) = (portrait(), worn(1.0));
    let face = &photo.faces[0];
    let away = |index: usize| {
        let at = Vec2::new((index % bare.width() as usize) as f32, (index / bare.width() as usize) as f32);
        !(at.cmpge(face.bounds.min - 2.0).all() && at.cmple(face.bounds.max + 1.0).all())
    };
    let same = |index: usize| photo.made_up.pixels()[index] == bare.pixels()[index];
    assert!((0..bare.pixels().len()).filter(|&index| away(index)).all(same), "something beside the face is changed");
    // Bare lips, made berry by the network alone.
    let lip = |picture: &Pixmap| {
        let at = (face.landmarks[14].truncate() * 0.5 + face.landmarks[17].truncate() * 0.5).as_uvec2();
        let [r, g, b, _] = picture.pixel(at.x, at.y);
        Lab::from_linear(linear_from_rgb8([r, g, b]))
    };
    let (before, after) = (ciede2000(lip(&bare), lip(&wanted)), ciede2000(lip(&photo.made_up), lip(&wanted)));
    assert!(after < 0.8 * before, "the lips are {after} from the photo's, bare ones {before}");
    assert!(*worn(0.0).made_up == bare);
}

#[test]
fn a_drawing_is_lifted_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spots.svg");
    let spots = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 1000' width='1000' height='1000'>\
        <circle cx='280' cy='560' r='60' fill='#1840C0'/></svg>";
    std::fs::write(&path, spots).unwrap();
    let painted = wearing(&Look::of(vec![Product::Decal(Decal::of(&path))]));
    let mut reader = PhotoReader::new(&resources()).unwrap();
    let photo = reader.look_at(Arc::new(painted)).unwrap();
    let lifted = reader.lift(&photo, None).unwrap();
    let at = |x: f32, y: f32| {
        let side = lifted.width() as f32;
        lifted.pixel((x * side) as u32, (y * side) as u32)
    };
    let ([red, _, blue, cover], other) = (at(0.28, 0.56), at(0.72, 0.56));
    assert!(cover > other[3].saturating_add(60) && blue > red + 40, "{:?}, the other cheek {other:?}", at(0.28, 0.56));
}

#[test]
fn a_mix_of_photos_lies_between_their_styles() {
    let (mut space, library) = space();
    let with = |value: f32, coverage: f32| {
        let mut look = library.looks()[0].clone();
        look.products.push(Product::Photo(PhotoStyle { code: vec![value; CODE], coverage }));
        look
    };
    let style = |look: &Look| match look.products.last() {
        Some(Product::Photo(style)) => (style.code[7], style.coverage),
        other => panic!("{other:?}"),
    };
    let (code, coverage) = style(&space.mix(&with(-1.0, 1.0), &with(1.0, 0.5), 0.5).unwrap());
    assert!(code.abs() < 1e-6 && (coverage - 0.75).abs() < 1e-6);
    let (code, coverage) = style(&space.mix(&library.looks()[1], &with(1.0, 0.8), 0.25).unwrap());
    assert!((code - 1.0).abs() < 1e-6 && (coverage - 0.2).abs() < 1e-6);
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

/// The portrait as a cartoon: without fine structure, and in steps of brightness.
fn drawn_in_few_colours() -> Pixmap {
    let portrait = portrait();
    let [width, height] = portrait.size().map(|side| side as u32);
    let smooth = vanity::raster::resize::resized(&portrait, width / 6, height / 6);
    let mut drawn = vanity::raster::resize::resized(&smooth, 4 * width, 4 * height);
    for channel in drawn.pixels_mut().iter_mut().flat_map(|pixel| &mut pixel[..3]) {
        *channel = *channel / 64 * 64 + 32;
    }
    drawn
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
    // Toned: every colour is a matter of brightness.
    let mut sepia = portrait();
    for pixel in sepia.pixels_mut() {
        let grey = (u32::from(pixel[0]) + u32::from(pixel[1]) + u32::from(pixel[2])) / 3;
        pixel[..3].copy_from_slice(&[(grey * 5 / 4).min(255) as u8, grey as u8, (grey * 3 / 4) as u8]);
    }
    assert!(matches!(read(sepia), Err(CopyError::Face(ReadError::NoColor))));
    assert!(matches!(read(drawn_in_few_colours()), Err(CopyError::Face(ReadError::Drawing))));
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

fn space() -> (LookSpace, Library) {
    let library = Library::open(&resources().asset("looks")).unwrap();
    (LookSpace::new(&resources(), &library).unwrap(), library)
}

#[test]
fn drawn_looks_can_be_worn_and_a_seed_gives_the_same() {
    let (mut space, library) = space();
    let baker = Baker::new(&resources()).unwrap();
    for (seed, family) in library.looks().iter().map(|look| look.family.as_str()).enumerate() {
        let look = space.surprise(Some(family), None, seed as u64).unwrap();
        assert_eq!(look.family, family);
        assert!(baker.bake_small(&look).is_ok());
        assert!(vanity::look::format::parse(&vanity::look::format::write(&look).unwrap()).is_ok());
    }
    assert_eq!(space.surprise(None, None, 5).unwrap(), space.surprise(None, None, 5).unwrap());
    assert_ne!(space.surprise(None, None, 5).unwrap(), space.surprise(None, None, 6).unwrap());
}

#[test]
fn bold_looks_are_bolder_than_faint_ones() {
    let (mut space, _) = space();
    let mut mean = |share: f32| {
        let drawn = (0..8).map(|seed| space.surprise(None, Some(share), seed).unwrap());
        drawn.map(|look| boldness(&slots::ensemble(&look))).sum::<f32>() / 8.0
    };
    let (faint, bold) = (mean(0.1), mean(0.9));
    assert!(bold > 1.5 * faint, "{faint} and {bold}");
}

#[test]
fn a_mix_meets_both_ends_and_lies_between() {
    let (mut space, library) = space();
    let (rose, red) = (library.get("soft-rose").unwrap(), library.get("classic-red").unwrap());
    assert_eq!(space.mix(rose, red, 0.0).unwrap(), *rose);
    assert_eq!(space.mix(rose, red, 1.0).unwrap(), *red);
    let lips = |look: &Look| {
        let worn = slots::ensemble(look)[slot("lipstick")].unwrap();
        Lab::from_linear(linear_from_rgb8(worn.color))
    };
    let whole = ciede2000(lips(rose), lips(red));
    let near = space.mix(rose, red, 0.02).unwrap();
    assert!(ciede2000(lips(&near), lips(rose)) < 0.2 * whole + 1.0);
    let nude = library.get("nude-silk").unwrap();
    let on_deep = |look: &Look| lips(&look.on(1.0));
    let mixed = on_deep(&space.mix(nude, rose, 0.02).unwrap());
    assert!(ciede2000(mixed, on_deep(nude)) < 3.0, "{mixed:?} on deep skin");
    // Two red lips that are the same for everybody stay so.
    let fuchsia = library.get("fuchsia-pop").unwrap();
    let mixed = space.mix(red, fuchsia, 0.5).unwrap();
    let lipstick = mixed.products.iter().find(|product| product.name() == "Lipstick").unwrap();
    assert_eq!(lipstick.shades()[0].deep, None);
    assert!(
        mixed.products.iter().flat_map(Product::shades).any(|shade| shade.deep.is_some()),
        "others go with the skin"
    );
    let half = lips(&space.mix(rose, red, 0.5).unwrap());
    assert!(ciede2000(half, lips(rose)) < whole && ciede2000(half, lips(red)) < whole);
}

#[test]
fn what_is_kept_stays_when_the_rest_is_finished() {
    let (mut space, library) = space();
    let look = library.get("classic-red").unwrap();
    let is_lipstick = |product: &vanity::look::Product| product.name() == "Lipstick";
    let finished = space.finish(look, is_lipstick, 3).unwrap();
    let lipsticks =
        |look: &Look| look.products.iter().filter(|product| is_lipstick(product)).cloned().collect::<Vec<_>>();
    assert_eq!(lipsticks(&finished), lipsticks(look));
    assert!(finished.products.len() > 2, "{finished:?}");
    assert!(Baker::new(&resources()).unwrap().bake_small(&finished).is_ok());
}

#[test]
fn near_looks_come_in_order() {
    let (mut space, library) = space();
    let near = space.near(library.get("smoky-plum").unwrap(), 5).unwrap();
    assert_eq!(near.len(), 5);
    assert!(near.windows(2).all(|pair| pair[0].1 <= pair[1].1));
    assert!(near.iter().all(|(id, _)| id != "smoky-plum" && library.get(id).is_some()));
}
