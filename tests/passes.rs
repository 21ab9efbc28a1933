//! What a look changes beyond the painted skin, on the sample portrait: it is where it should be, and nowhere else.

use std::sync::Arc;

use vanity::{
    face::{Face, Parsing, Part},
    geometry::{Vec2, regions},
    look::{Finish, HairColor, HairShape, Lenses, Look, Product, Retouch, Shade, Side, Stroke},
    pipeline::{Composite, StillPainter},
    raster::{Pixmap, codec},
    resources::Resources,
};

fn wearing(product: Product) -> Composite {
    let resources = Resources::locate().unwrap();
    let look = Look {
        id: "test".into(),
        name: "Test".into(),
        family: "test".into(),
        description: String::new(),
        tags: Vec::new(),
        products: vec![product],
    };
    let portrait: Pixmap = codec::load(&resources.asset("demo/portrait.png")).unwrap();
    StillPainter::new(&resources, &look, 1.0).unwrap().paint(Arc::new(portrait)).unwrap()
}

/// Pixels that differ: their centres.
fn changed(composite: &Composite) -> Vec<Vec2> {
    let width = composite.made_up.width() as usize;
    let pairs = composite.frame.pixels.pixels().iter().zip(composite.made_up.pixels()).enumerate();
    let differing = pairs.filter(|(_, (bare, made_up))| bare != made_up);
    differing.map(|(i, _)| Vec2::new((i % width) as f32 + 0.5, (i / width) as f32 + 0.5)).collect()
}

/// Share of hair in the cell at a point.
fn hair_at(parsing: &Parsing, point: Vec2) -> f32 {
    let end = parsing.size as f32 - 1.0;
    let cell = parsing.cells_from_frame().transform_point2(point).round().clamp(Vec2::ZERO, Vec2::splat(end));
    f32::from(parsing.plane(Part::Hair)[cell.y as usize * parsing.size + cell.x as usize]) / 255.0
}

/// Whether a pixel has changed so much that it is seen.
fn is_seen(composite: &Composite, at: Vec2) -> bool {
    let pixel = |picture: &Pixmap| picture.pixel(at.x as u32, at.y as u32);
    let (bare, made_up) = (pixel(&composite.frame.pixels), pixel(&composite.made_up));
    (0..3).any(|c| bare[c].abs_diff(made_up[c]) > 12)
}

fn point(face: &Face, landmark: usize) -> Vec2 {
    face.landmarks[landmark].truncate()
}

fn mean(picture: &Pixmap, at: impl Iterator<Item = Vec2>) -> [f32; 3] {
    let (mut sum, mut count) = ([0.0f32; 3], 0.0f32);
    for point in at {
        let pixel = picture.pixel(point.x as u32, point.y as u32);
        (0..3).for_each(|c| sum[c] += f32::from(pixel[c]));
        count += 1.0;
    }
    sum.map(|sum| sum / count.max(1.0))
}

#[test]
fn dye_goes_on_hair_and_leaves_face_and_background() {
    for shape in [HairShape::AllOver, HairShape::Ombre, HairShape::Highlights, HairShape::Roots] {
        let shade = Shade::of([30, 60, 200], 0.9);
        let composite = wearing(Product::Hair(HairColor { shape, shade, coverage: 1.0 }));
        let dyed: Vec<Vec2> = changed(&composite).into_iter().filter(|p| is_seen(&composite, *p)).collect();
        assert!(dyed.len() > 500, "{shape:?}: {} pixels", dyed.len());
        let face = &composite.faces[0];
        let (near, wide) = (face.parsing.as_ref().unwrap(), face.surroundings.as_ref().unwrap());
        let hair = |p: &&Vec2| [near, wide].into_iter().any(|parsing| hair_at(parsing, **p) > 0.2);
        let share = dyed.iter().filter(hair).count() as f32 / dyed.len() as f32;
        assert!(share > 0.85, "{shape:?}: {share} of what is dyed is hair");
        let blueness = |picture: &Pixmap| {
            let [r, _, b] = mean(picture, dyed.iter().copied());
            b - r
        };
        assert!(blueness(&composite.made_up) > blueness(&composite.frame.pixels) + 8.0, "{shape:?}");
        for cheek in [50, 280, 1, 152] {
            assert!(!dyed.contains(&(point(face, cheek).floor() + 0.5)), "{shape:?}: landmark {cheek} is dyed");
        }
    }
}

#[test]
fn a_lens_colours_the_iris_of_one_eye_and_keeps_pupil_and_white() {
    let shade = Shade::of([40, 160, 60], 0.9);
    let lenses = Lenses { shade, ring: 0.5, coverage: 1.0, side: Side::Right };
    let composite = wearing(Product::Lenses(lenses));
    let face = &composite.faces[0];
    let [center, right, top, left, bottom] = regions::LEFT_IRIS.map(|index| point(face, index));
    let radius = ((right - left).length() + (bottom - top).length()) / 4.0;
    let worn = changed(&composite);
    assert!(worn.len() as f32 > radius * radius, "{} pixels of an iris with radius {radius}", worn.len());
    assert!(worn.iter().all(|p| p.distance(center) < radius * 1.4), "the other eye and the skin are left alone");
    assert!(worn.iter().all(|p| p.distance(center) > radius * 0.15), "the pupil stays black");
}

#[test]
fn brow_hairs_of_one_side_take_the_colour_and_the_other_brow_stays() {
    let shade = Shade::of([200, 20, 30], 1.0);
    let product = Stroke { shape: "natural".into(), shade, coverage: 1.0, finish: Finish::Matte, side: Side::Right };
    let composite = wearing(Product::Brows(product));
    let face = &composite.faces[0];
    let parsing = face.parsing.as_ref().unwrap();
    let [left, right] = [regions::LEFT_BROW, regions::RIGHT_BROW]
        .map(|ring| vanity::geometry::Rect::around(ring.iter().map(|&landmark| point(face, landmark))).unwrap());
    let tinted: Vec<Vec2> = changed(&composite).into_iter().filter(|p| is_seen(&composite, *p)).collect();
    assert!(tinted.len() > 30, "{} pixels", tinted.len());
    let reach = left.size().y;
    assert!(tinted.iter().all(|p| p.x < left.max.x + reach && p.y < left.max.y + reach && p.y > left.min.y - reach));
    assert!(!tinted.iter().any(|p| p.x > right.min.x), "the other brow stays");
    // Hairs, not only the skin between them: the darkest half of what the parser calls brow gets redder.
    let brightness = |p: &Vec2| composite.frame.pixels.pixel(p.x as u32, p.y as u32)[1];
    let mut brow: Vec<Vec2> = tinted.into_iter().filter(|p| parsing.at(*p).0 == Part::Brows).collect();
    brow.sort_by_key(brightness);
    brow.truncate(brow.len() / 2);
    let redness = |picture: &Pixmap| {
        let [r, g, _] = mean(picture, brow.iter().copied());
        r - g
    };
    assert!(brow.len() > 10 && redness(&composite.made_up) > redness(&composite.frame.pixels) + 15.0);
}

#[test]
fn smoothing_evens_the_skin_and_leaves_eyes_and_lips() {
    let composite = wearing(Product::Smoothing(Retouch::of(1.0)));
    let face = &composite.faces[0];
    let smoothed = changed(&composite);
    let parsing = face.parsing.as_ref().unwrap();
    let outside = smoothed.iter().filter(|p| !matches!(parsing.at(**p).0, Part::Skin | Part::Brows)).count();
    assert!((outside as f32) < 0.02 * smoothed.len() as f32, "{outside} of {}", smoothed.len());
    // Neighbours on the cheek stay as different as they were (pores); places a blemish apart come closer.
    let cheek = point(face, 280);
    let roughness = |picture: &Pixmap, step: f32| {
        let side = face.bounds.size().x * 0.12;
        let mut sum = 0.0;
        for i in 0..400 {
            let at = cheek + Vec2::new((i % 20) as f32 / 20.0 - 0.5, (i / 20) as f32 / 20.0 - 0.5) * side;
            let green = |p: Vec2| f32::from(picture.pixel(p.x as u32, p.y as u32)[1]);
            sum += (green(at) - green(at + Vec2::new(step, 0.0))).abs();
        }
        sum
    };
    let kept = |step: f32| roughness(&composite.made_up, step) / roughness(&composite.frame.pixels, step);
    let (fine, coarse) = (kept(1.0), kept(face.bounds.size().x * 0.04));
    assert!(fine > 0.75, "pores stay: {fine}");
    assert!(coarse < fine, "{coarse} of the blotches and {fine} of the pores are left");
}

#[test]
fn shadows_under_the_eyes_are_lifted_and_nothing_else() {
    let composite = wearing(Product::UnderEye(Retouch::of(1.0)));
    let face = &composite.faces[0];
    let lifted = changed(&composite);
    assert!(!lifted.is_empty());
    let [before, after] = [&*composite.frame.pixels, &*composite.made_up].map(|p| mean(p, lifted.iter().copied()));
    assert!((0..3).all(|c| after[c] >= before[c]), "{before:?} to {after:?}");
    let (brow, lip) = (point(face, 105).y, point(face, 0).y);
    assert!(lifted.iter().all(|p| p.y > brow && p.y < lip));
}

#[test]
fn teeth_get_whiter_and_lips_stay() {
    let composite = wearing(Product::Teeth(Retouch::of(1.0)));
    let face = &composite.faces[0];
    let whitened = changed(&composite);
    assert!(whitened.len() > 50, "{} pixels", whitened.len());
    let yellow = |picture: &Pixmap| {
        let [r, g, b] = mean(picture, whitened.iter().copied());
        (r + g) / 2.0 - b
    };
    assert!(yellow(&composite.made_up) < yellow(&composite.frame.pixels));
    let (left, right) = (point(face, 61), point(face, 291));
    let (top, bottom) = (point(face, 0), point(face, 17));
    assert!(whitened.iter().all(|p| p.x > left.x && p.x < right.x && p.y > top.y && p.y < bottom.y));
}
