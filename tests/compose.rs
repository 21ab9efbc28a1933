//! Painting on a mesh of known shape: what changes, what must not, and what must never break.

use vanity::{
    compose::{ColorGrid, Compositor, Recolor},
    face::Face,
    geometry::{
        Affine2, Mat3, Rect, Vec2, Vec3,
        regions::{FACE_OVAL, OUTER_LIPS},
    },
    inference::InferenceError,
    look::{CODE, Library, Look, PhotoStyle, Product},
    makeup::{Atlas, Baker},
    raster::Pixmap,
    resources::Resources,
};

/// The canonical face after a turn of the head, its origin at `center`.
fn face(center: Vec2, pixels_per_cm: f32, yaw: f32, roll: f32) -> Face {
    let turn = Mat3::from_rotation_z(roll.to_radians()) * Mat3::from_rotation_y(yaw.to_radians());
    let frame = |p: Vec3| center.extend(0.0) + turn * (p * Vec3::new(1.0, -1.0, -1.0)) * pixels_per_cm;
    Face::canonical(frame, pixels_per_cm, 0.0)
}

fn frontal() -> Face {
    face(Vec2::new(240.0, 240.0), 20.0, 0.0, 0.0)
}

/// A frame of skin with a grain, so that a changed pixel shows.
fn skin(tone: [u8; 3]) -> Pixmap {
    let mut frame = Pixmap::new(480, 480);
    for (i, pixel) in frame.pixels_mut().iter_mut().enumerate() {
        let grain = ((i as u32).wrapping_mul(2_654_435_761) >> 20) as u8 % 9;
        *pixel = [tone[0] + grain, tone[1] + grain, tone[2] + grain, 255];
    }
    frame
}

fn looks() -> (Library, Baker) {
    let resources = Resources::locate().unwrap();
    (Library::open(&resources.asset("looks")).unwrap(), Baker::new(&resources).unwrap())
}

fn atlas(id: &str) -> Atlas {
    let (library, baker) = looks();
    baker.bake(library.get(id).unwrap()).unwrap()
}

fn lipstick_of(id: &str) -> Atlas {
    let (library, baker) = looks();
    let mut look: Look = library.get(id).unwrap().clone();
    look.products.retain(|product| matches!(product, Product::Lipstick(_)));
    baker.bake(&look).unwrap()
}

fn changed(before: &Pixmap, after: &Pixmap) -> Vec<Vec2> {
    let width = before.width() as usize;
    let pairs = before.pixels().iter().zip(after.pixels()).enumerate().filter(|(_, (a, b))| a != b);
    pairs.map(|(i, _)| Vec2::new((i % width) as f32 + 0.5, (i / width) as f32 + 0.5)).collect()
}

fn lower_lip(face: &Face) -> (u32, u32) {
    let at = face.landmarks[17].truncate().lerp(face.landmarks[14].truncate(), 0.5);
    (at.x as u32, at.y as u32)
}

#[test]
fn lipstick_changes_the_lips_and_not_one_pixel_elsewhere() {
    let (frame, face) = (skin([180, 130, 110]), frontal());
    let made_up = Compositor::new().compose(&frame, std::slice::from_ref(&face), &lipstick_of("classic-red"), 1.0);
    let lips = Rect::around(OUTER_LIPS.map(|i| face.landmarks[i].truncate())).unwrap();
    let changed = changed(&frame, &made_up);
    assert!(changed.len() > 500, "{} pixels painted", changed.len());
    let feather_px = 5.0;
    for at in changed {
        let near = at.cmpge(lips.min - feather_px).all() && at.cmple(lips.max + feather_px).all();
        assert!(near, "{at} is painted, the lips are {lips:?}");
    }
    let (x, y) = lower_lip(&face);
    let [r, g, b, _] = made_up.pixel(x, y).map(u32::from);
    assert!(r > 2 * g && r > 2 * b, "{r} {g} {b} is not red");
}

#[test]
fn no_intensity_no_face_and_no_presence_change_nothing() {
    let atlas = atlas("cobalt");
    let (frame, face) = (skin([120, 85, 70]), frontal());
    let absent = Face { presence: 0.0, ..face.clone() };
    let mut compositor = Compositor::new();
    for (faces, intensity) in [(vec![face], 0.0), (vec![], 1.0), (vec![absent], 1.0)] {
        assert!(*compositor.compose(&frame, &faces, &atlas, intensity) == frame);
    }
}

#[test]
fn no_look_paints_outside_the_face() {
    let (library, baker) = looks();
    let (frame, face) = (skin([90, 60, 48]), frontal());
    let center = face.bounds.center();
    let ring = FACE_OVAL.map(|i| face.landmarks[i].truncate() - center);
    // The face oval is star-shaped about its centre: its point in the same direction tells how far the face reaches there.
    let reach = |at: Vec2| {
        let along = |p: &&Vec2| p.normalize().dot((at - center).normalize());
        ring.iter().max_by(|a, b| along(a).total_cmp(&along(b))).map_or(0.0, |p| p.length())
    };
    for look in library.looks() {
        let made_up = Compositor::new().compose(&frame, std::slice::from_ref(&face), &baker.bake(look).unwrap(), 1.0);
        for at in changed(&frame, &made_up) {
            assert!(at.distance(center) < reach(at) * 1.02, "{}: {at} is painted", look.id);
        }
    }
}

/// Turns everything blue, all over the frame.
struct Blue;

impl Recolor for Blue {
    fn grid(&mut self, frame: &Pixmap, _: &Face, _: Vec3, code: &[f32]) -> Result<ColorGrid, InferenceError> {
        assert_eq!(code.len(), CODE);
        let blue = [0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0, 0.9];
        let cells_from_frame = Affine2::from_scale(Vec2::splat(4.0 / frame.width() as f32));
        Ok(ColorGrid { side: 4, cells: blue.repeat(3 * 16), inside: vec![1.0; 16], cells_from_frame })
    }
}

#[test]
fn a_photos_look_goes_on_the_face_by_its_share_and_nowhere_else() {
    let (frame, face) = (skin([180, 130, 110]), frontal());
    let (_, baker) = looks();
    let worn = |coverage: f32, intensity: f32| {
        let style = PhotoStyle { code: vec![0.5; CODE], coverage };
        let atlas = baker.bake(&Look::of(vec![Product::Photo(style)])).unwrap();
        let mut compositor = Compositor::new();
        compositor.set_recolor(Box::new(Blue));
        let made_up = compositor.compose(&frame, std::slice::from_ref(&face), &atlas, intensity);
        assert!(compositor.take_fault().is_none());
        made_up
    };
    let whole = worn(1.0, 1.0);
    for at in changed(&frame, &whole) {
        let within = at.cmpge(face.bounds.min - 1.0).all() && at.cmple(face.bounds.max + 1.0).all();
        assert!(within, "{at} is changed");
    }
    let cheek = face.landmarks[50].truncate().as_uvec2();
    let blue = |picture: &Pixmap| i32::from(picture.pixel(cheek.x, cheek.y)[2]);
    let red = |picture: &Pixmap| i32::from(picture.pixel(cheek.x, cheek.y)[0]);
    assert!(blue(&whole) > red(&whole) + 60, "{:?}", whole.pixel(cheek.x, cheek.y));
    for half in [worn(0.5, 1.0), worn(1.0, 0.5)] {
        assert!(red(&half) > red(&whole) && red(&half) < red(&frame));
    }
    assert!(*worn(0.0, 1.0) == frame && *worn(1.0, 0.0) == frame);
    // The eyes stay themselves.
    for iris in [468, 473] {
        let eye = face.landmarks[iris].truncate().as_uvec2();
        assert_eq!(whole.pixel(eye.x, eye.y), frame.pixel(eye.x, eye.y));
    }
}

#[test]
fn open_eyes_are_never_painted() {
    let (frame, face) = (skin([200, 150, 130]), frontal());
    let made_up = Compositor::new().compose(&frame, std::slice::from_ref(&face), &atlas("midnight-smoke"), 1.0);
    for (upper, lower) in [(159, 145), (386, 374)] {
        let pupil = face.landmarks[upper].truncate().lerp(face.landmarks[lower].truncate(), 0.5);
        let (x, y) = (pupil.x as u32, pupil.y as u32);
        assert_eq!(made_up.pixel(x, y), frame.pixel(x, y));
    }
}

#[test]
fn the_same_frame_gives_the_same_picture_again() {
    let atlas = atlas("bronze-hour");
    let (frame, faces) = (skin([150, 105, 88]), [frontal()]);
    let mut compositor = Compositor::new();
    let first = compositor.compose(&frame, &faces, &atlas, 0.8);
    for _ in 0..5 {
        assert!(*compositor.compose(&frame, &faces, &atlas, 0.8) == *first);
    }
}

#[test]
fn faces_turned_cut_off_tiny_or_huge_are_survived() {
    let atlas = atlas("emerald-gold");
    let frame = skin([150, 105, 88]);
    let at = |x: f32, y: f32, scale: f32, yaw: f32, roll: f32| face(Vec2::new(x, y), scale, yaw, roll);
    let mut faces = vec![
        at(240.0, 240.0, 20.0, 45.0, 0.0),
        at(240.0, 240.0, 20.0, 90.0, 40.0),
        at(240.0, 240.0, 20.0, 180.0, 0.0),
        at(0.0, 480.0, 20.0, 0.0, 0.0),
        at(-5000.0, 9000.0, 20.0, 0.0, 0.0),
        at(240.0, 240.0, 0.01, 0.0, 0.0),
        at(240.0, 240.0, 400.0, 0.0, 20.0),
    ];
    for face in &faces {
        Compositor::new().compose(&frame, std::slice::from_ref(face), &atlas, 1.0);
    }
    let away = Compositor::new().compose(&frame, &faces[2..3], &atlas, 1.0);
    assert!(*away == frame, "the back of a head wears nothing");
    (0..).zip(&mut faces).for_each(|(track, face)| face.track = track);
    assert_eq!(Compositor::new().compose(&frame, &faces, &atlas, 1.0).size(), frame.size());
}

/// A matte opaque shade must show its own hue on the palest and the deepest skin, neither ashy nor washed out.
#[test]
fn a_shade_stays_itself_on_every_skin() {
    let atlas = lipstick_of("fuchsia-pop");
    for tone in [[235, 205, 185], [190, 140, 115], [120, 80, 60], [62, 42, 34]] {
        let (frame, face) = (skin(tone), frontal());
        let made_up = Compositor::new().compose(&frame, std::slice::from_ref(&face), &atlas, 1.0);
        let (x, y) = lower_lip(&face);
        let [r, g, b, _] = made_up.pixel(x, y).map(f32::from);
        assert!(r > 1.4 * b && b > 1.3 * g, "{tone:?} gives {r} {g} {b}");
    }
}
