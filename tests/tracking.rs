//! Following faces with the real models: still, turned, rolled, cut off, dark, small, lost and found again.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use vanity::{
    capture::Frame,
    face::{Face, FaceTracker},
    geometry::{RotatedSquare, Vec2},
    raster::{
        Pixmap,
        warp::{Border, planes_from_square},
    },
    resources::Resources,
};

const STEP: Duration = Duration::from_millis(33);

fn tracker() -> FaceTracker {
    FaceTracker::new(&Resources::locate().unwrap()).unwrap()
}

fn portrait() -> Pixmap {
    let picture = image::open(Resources::locate().unwrap().asset("demo/portrait.png")).unwrap().to_rgba8();
    Pixmap::from_rgba(picture.width(), picture.height(), picture.into_raw()).unwrap()
}

/// A square view of the portrait: `side` portrait pixels around `center`, turned, `size` pixels a side.
fn view(center: Vec2, side: f32, degrees: f32, size: usize, border: Border) -> Pixmap {
    let square = RotatedSquare { center, side, angle: degrees.to_radians() };
    let mut planes = Vec::new();
    planes_from_square(&portrait(), &square, size, border, [0.0, 255.0], &mut planes);
    let mut picture = Pixmap::new(size as u32, size as u32);
    for (i, pixel) in picture.pixels_mut().iter_mut().enumerate() {
        (0..3).for_each(|c| pixel[c] = planes[c * size * size + i].round() as u8);
    }
    picture
}

/// Pastes a picture onto a grey frame.
fn pasted(pictures: &[(&Pixmap, u32, u32)], width: u32, height: u32) -> Pixmap {
    let mut frame = Pixmap::new(width, height);
    frame.pixels_mut().fill([90, 90, 90, 255]);
    for &(picture, left, top) in pictures {
        for y in 0..picture.height() {
            let start = ((top + y) * width + left) as usize;
            frame.pixels_mut()[start..start + picture.width() as usize].copy_from_slice(picture.row(y));
        }
    }
    frame
}

fn play(tracker: &mut FaceTracker, picture: &Arc<Pixmap>, index: u64) -> Vec<Face> {
    let frame =
        Frame { seq: index, captured_at: Instant::now(), media_time: STEP * index as u32, pixels: picture.clone() };
    tracker.track(&frame).unwrap()
}

/// Where the face is in the portrait.
const FACE: Vec2 = Vec2::new(222.0, 120.0);

#[test]
fn a_frozen_picture_gives_frozen_landmarks() {
    let picture = Arc::new(portrait());
    let mut tracker = tracker();
    let first = play(&mut tracker, &picture, 0);
    assert_eq!(first.len(), 1);
    for index in 1..40 {
        let faces = play(&mut tracker, &picture, index);
        assert_eq!(faces.len(), 1);
        assert_eq!(faces[0].track, first[0].track);
        assert_eq!(faces[0].landmarks, first[0].landmarks, "frame {index}");
    }
}

#[test]
fn a_rolled_head_is_found_and_its_roll_is_told() {
    for degrees in [-40.0f32, -20.0, 20.0, 40.0] {
        let picture = view(FACE, 320.0, degrees, 400, Border::Replicate);
        let faces = tracker().find(&picture).unwrap();
        assert_eq!(faces.len(), 1, "{degrees}");
        // Turning the view turns the head the other way.
        let roll = faces[0].pose.roll + degrees;
        assert!(roll.abs() < 12.0, "{degrees}: {:?}", faces[0].pose);
    }
}

#[test]
fn cut_off_dark_small_and_empty_pictures_do_not_break() {
    for shift in [60.0, 110.0, 160.0] {
        for face in tracker().find(&view(FACE + Vec2::new(shift, 0.0), 320.0, 0.0, 400, Border::Black)).unwrap() {
            assert!(face.landmarks.iter().all(|p| p.is_finite()));
            assert!(face.bounds.size().max_element() < 320.0, "a wild mask: {:?}", face.bounds);
        }
    }
    let mut dark = portrait();
    dark.data_mut().chunks_exact_mut(4).for_each(|pixel| (0..3).for_each(|c| pixel[c] /= 20));
    assert!(tracker().find(&dark).unwrap().len() <= 1);
    let small = view(FACE, 400.0, 0.0, 265, Border::Replicate);
    let found = tracker().find(&pasted(&[(&small, 1500, 600)], 1920, 1080)).unwrap();
    assert_eq!(found.len(), 1, "a face of about sixty pixels");
    assert!((found[0].bounds.center() - Vec2::new(1632.0, 732.0)).length() < 40.0, "{:?}", found[0].bounds);
    for (width, height) in [(1, 1), (1, 4000), (3, 2), (640, 480)] {
        assert!(tracker().find(&Pixmap::new(width, height)).unwrap().is_empty());
    }
    let mut noise = Pixmap::new(640, 480);
    let mut state = 1u32;
    noise.data_mut().iter_mut().for_each(|byte| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *byte = (state >> 24) as u8;
    });
    assert!(tracker().find(&noise).unwrap().is_empty());
}

#[test]
fn a_lost_face_fades_without_a_ghost_and_comes_back() {
    let (there, gone) = (Arc::new(portrait()), Arc::new(Pixmap::new(512, 512)));
    let mut tracker = tracker();
    let mut index = 0;
    let mut next = |picture: &Arc<Pixmap>| {
        index += 1;
        play(&mut tracker, picture, index)
    };
    (0..10).for_each(|_| drop(next(&there)));
    let fading: Vec<f32> = (0..8).map(|_| next(&gone).first().map_or(0.0, |face| face.presence)).collect();
    let frames_in_150_ms = 4;
    assert!(fading.is_sorted_by(|a, b| a >= b) && fading[frames_in_150_ms] == 0.0, "{fading:?}");
    let coming: Vec<f32> = (0..9).map(|_| next(&there).first().map_or(0.0, |face| face.presence)).collect();
    assert!(coming.is_sorted() && coming[0] > 0.0 && coming[5] == 1.0, "{coming:?}");
}

#[test]
fn several_faces_keep_their_own_tracks() {
    let one = view(FACE, 320.0, 0.0, 300, Border::Replicate);
    let other = view(FACE, 320.0, 12.0, 260, Border::Replicate);
    let frame = Arc::new(pasted(&[(&one, 20, 20), (&other, 500, 60), (&one, 900, 30)], 1280, 400));
    let mut tracker = tracker();
    let faces: Vec<Vec<u64>> = (0..25)
        .map(|index| {
            let mut ids: Vec<u64> = play(&mut tracker, &frame, index).iter().map(|face| face.track).collect();
            ids.sort_unstable();
            ids
        })
        .collect();
    assert_eq!(faces[24].len(), 3, "{faces:?}");
    let never_renamed = faces.windows(2).all(|pair| pair[0].iter().all(|id| pair[1].contains(id)));
    assert!(never_renamed, "{faces:?}");
    let sizes: Vec<f32> = play(&mut tracker, &frame, 25).iter().map(|face| face.bounds.size().y).collect();
    assert!(sizes.is_sorted_by(|a, b| a >= b), "the largest first: {sizes:?}");
}
