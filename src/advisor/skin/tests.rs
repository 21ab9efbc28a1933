//! Faces whose skin is known, because it is drawn.

use super::*;
use crate::{geometry::Vec3, transfer::charts::PLANE};

const SKINS: [Vec3; 3] = [Vec3::new(0.55, 0.36, 0.27), Vec3::new(0.28, 0.16, 0.10), Vec3::new(0.07, 0.038, 0.024)];

/// Skin of one colour, with `paint` over it.
fn face(skin: Vec3, paint: impl Fn(usize, usize) -> Option<Vec3>) -> Flat {
    let colors: Vec<Vec3> =
        (0..PLANE * PLANE).map(|index| paint(index % PLANE, index / PLANE).unwrap_or(skin)).collect();
    let seen = regions().iter().map(|region| if region.is_some() { 1.0 } else { 0.0 }).collect();
    Flat { reflectance: colors.clone(), in_even_light: colors, light: Vec3::ONE, skin: seen }
}

fn within(center: (usize, usize), radius: usize) -> impl Fn(usize, usize) -> bool {
    move |x, y| x.abs_diff(center.0).pow(2) + y.abs_diff(center.1).pow(2) <= radius * radius
}

/// Middle of the cheek on the picture's left, texels.
const CHEEK: (usize, usize) = (110, 195);

fn found(flat: &Flat, concern: Concern) -> Finding {
    Finding::of(concern, flat).unwrap()
}

#[test]
fn plain_skin_of_any_tone_has_nothing_to_show() {
    for skin in SKINS {
        let flat = face(skin, |_, _| None);
        for concern in Concern::ALL {
            assert_eq!(found(&flat, concern).score, 100, "{concern:?} on {skin}");
        }
    }
}

#[test]
fn drawn_spots_are_counted_and_shown_where_they_are() {
    for skin in SKINS {
        let centers = [CHEEK, (190, 70), (250, 190)];
        let flat = face(skin, |x, y| centers.iter().any(|&c| within(c, 3)(x, y)).then_some(skin * 0.6));
        let spots = found(&flat, Concern::Spots);
        assert_eq!(spots.value, 3.0, "{skin}");
        let hot = |(x, y): (usize, usize)| spots.heat.values[y * PLANE + x];
        assert!(centers.iter().all(|&center| hot(center) > 0.5) && hot((CHEEK.0 + 15, CHEEK.1)) == 0.0, "{skin}");
    }
}

#[test]
fn a_drawn_flush_is_red_and_uneven_and_shown_where_it_is() {
    for skin in SKINS {
        let red = skin * Vec3::new(1.1, 0.75, 0.8);
        let flat = face(skin, |x, y| (within(CHEEK, 26)(x, y) || within((274, 195), 26)(x, y)).then_some(red));
        let redness = found(&flat, Concern::Redness);
        assert!(redness.score < 40, "{skin}: {}", redness.score);
        let hot = |x: usize, y: usize| redness.heat.values[y * PLANE + x];
        assert!(hot(CHEEK.0, CHEEK.1) > 0.5 && hot(192, 70) < 0.1, "{skin}");
        assert!(found(&flat, Concern::Evenness).value > 0.2, "{skin}");
        assert_eq!(found(&flat, Concern::Spots).value, 0.0, "a flush is no spot");
    }
}

#[test]
fn shine_shadows_and_relief_are_told_apart() {
    for skin in SKINS {
        let wet = face(skin, |x, y| within((192, 70), 40)(x, y).then_some(skin + 0.15));
        assert!(found(&wet, Concern::Shine).score < 80, "{skin}");
        let tired = face(skin, |x, y| {
            let under = matches!(regions()[y * PLANE + x], Some(Region::LeftUnderEye | Region::RightUnderEye));
            under.then_some(skin * 0.6)
        });
        let shadow = found(&tired, Concern::UnderEye);
        assert!(shadow.score < 65 && found(&tired, Concern::Shine).score == 100, "{skin}: {}", shadow.value);
        assert!(shadow.heat.seen[70 * PLANE + 192] == 0.0, "the forehead is not under the eyes");
        let rough = face(skin, |x, y| (x % 3 == 0 && y % 3 == 0).then_some(skin * 0.7));
        assert!(found(&rough, Concern::Texture).score < found(&wet, Concern::Texture).score, "{skin}");
    }
}

#[test]
fn a_face_that_is_hardly_seen_tells_nothing() {
    let mut flat = face(SKINS[0], |_, _| None);
    flat.skin.fill(0.0);
    assert!(Concern::ALL.into_iter().all(|concern| Finding::of(concern, &flat).is_none()));
}
