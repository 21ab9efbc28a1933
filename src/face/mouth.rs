//! Where mesh and parser disagree about the mouth's opening.
//!
//! On a smile the mesh's border between teeth and lower lip often lies too low, most of all where lips are as dark as the skin: a bare band
//! would stay between paint and teeth. The parser sees where they meet. The rule: along the line from each landmark of the upper border to
//! the one below it, the lower one moves to where the parser's share of the mouth's inside falls below a half, within bounds; where the
//! parser sees no open mouth, and where the mesh's opening is hardly wider than the parser's cells, the mesh is right. Of the upper lip the
//! mesh knows more: held against people's masks of 130 portraits of the parser's training set, moving that border made it worse.

use std::time::Duration;

use super::{
    border::{Shifts, border},
    parsing::{Parsing, Part},
};
use crate::geometry::{Affine2, Vec3};

/// Landmarks of the upper border, those below them, and those of the lower lip's outer border below these.
const UPPER: [usize; COUNT] = [191, 80, 81, 82, 13, 312, 311, 310, 415];
const LOWER: [usize; COUNT] = [95, 88, 178, 87, 14, 317, 402, 318, 324];
const BELOW: [usize; COUNT] = [146, 91, 181, 84, 17, 314, 405, 321, 375];
const COUNT: usize = 9;

/// An opening of the first many cells tells nothing; one of the second, all.
const TOLD: (f32, f32) = (1.5, 3.0);
/// Most that a landmark moves up, share of the opening; and down, share of the lip.
const UP: f32 = 0.6;
const DOWN: f32 = 0.5;
/// A smaller change than this share of the opening is a trembling.
const TREMBLING: f32 = 0.06;

/// How far each landmark of the lower border is moved, shares of the opening, positive downwards.
#[derive(Debug, Clone)]
pub(super) struct Mouth {
    shifts: Shifts<COUNT>,
}

impl Default for Mouth {
    fn default() -> Self {
        Self { shifts: Shifts::new(TREMBLING) }
    }
}

impl Mouth {
    /// Moves the border among the landmarks (frame pixels); `elapsed` is since the last time, none where the face is new to it.
    pub(super) fn fit(&mut self, landmarks: &mut [Vec3], parsing: &Parsing, elapsed: Option<Duration>) {
        let to_cells = parsing.cells_from_frame();
        let raw: [f32; COUNT] = std::array::from_fn(|i| shift(landmarks, parsing, &to_cells, i));
        // Neighbours move alike.
        let even = std::array::from_fn(|i| {
            0.25 * raw[i.saturating_sub(1)] + 0.5 * raw[i] + 0.25 * raw[(i + 1).min(COUNT - 1)]
        });
        for (i, shift) in self.shifts.follow(even, elapsed).into_iter().enumerate() {
            let opening = landmarks[LOWER[i]] - landmarks[UPPER[i]];
            landmarks[LOWER[i]] += opening * shift;
        }
    }
}

/// How far the parser would move one landmark.
fn shift(landmarks: &[Vec3], parsing: &Parsing, to_cells: &Affine2, pair: usize) -> f32 {
    let at = |point: usize| to_cells.transform_point2(landmarks[point].truncate());
    let (upper, lower) = (at(UPPER[pair]), at(LOWER[pair]));
    let opening = (lower - upper).length();
    let told = ((opening - TOLD.0) / (TOLD.1 - TOLD.0)).clamp(0.0, 1.0);
    if told == 0.0 || !opening.is_finite() {
        return 0.0;
    }
    let share = |along: f32| parsing.share_of(&[Part::InnerMouth], upper + (lower - upper) * along);
    let room = (at(BELOW[pair]) - lower).length() / opening * DOWN;
    border(share, 0.25..=0.75, 1.0 + DOWN).map_or(0.0, |border| (border - 1.0).clamp(-UP, room) * told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{RotatedSquare, Vec2};

    const SIZE: usize = 64;
    const SQUARE: RotatedSquare = RotatedSquare { center: Vec2::new(32.0, 32.0), side: 64.0, angle: 0.0 };
    /// The same mouth again, a frame later.
    const FRAME: Option<Duration> = Some(Duration::from_millis(33));

    /// A parsing whose rows from `top` to `bottom` are the mouth's inside.
    fn open_between(top: f32, bottom: f32) -> Parsing {
        let mut scores = vec![-9.0; Part::ALL.len() * SIZE * SIZE];
        for row in 0..SIZE {
            for column in 0..SIZE {
                let inside = row as f32 >= top && row as f32 <= bottom;
                let part = if inside { Part::InnerMouth } else { Part::LowerLip };
                scores[part as usize * SIZE * SIZE + row * SIZE + column] = 9.0;
            }
        }
        Parsing::from_scores(SQUARE, SIZE, &scores)
    }

    /// Landmarks of a mouth whose opening lies between two rows of pixels.
    fn mouth(top: f32, bottom: f32) -> Vec<Vec3> {
        let mut points = vec![Vec3::ZERO; 478];
        for i in 0..COUNT {
            let x = 20.0 + 3.0 * i as f32;
            for (point, y) in [(UPPER[i], top), (LOWER[i], bottom), (BELOW[i], bottom + 8.0)] {
                points[point] = Vec3::new(x, y, 0.0);
            }
        }
        points
    }

    fn opening(points: &[Vec3]) -> (f32, f32) {
        (points[13].y, points[14].y)
    }

    #[test]
    fn the_border_goes_to_where_teeth_and_lips_meet() {
        for (bottom, told, wanted) in [(40.0, 33.0, 33.75), (34.0, 36.0, 36.75)] {
            let mut points = mouth(20.0, bottom);
            Mouth::default().fit(&mut points, &open_between(20.0, told), None);
            let (top, moved) = opening(&points);
            assert!(top == 20.0 && (moved - wanted).abs() < 1.0, "{top} to {moved}");
            assert_eq!(points[17].y, bottom + 8.0, "the lips' outer border stays");
        }
    }

    #[test]
    fn a_lip_is_never_used_up() {
        let mut points = mouth(28.0, 36.0);
        Mouth::default().fit(&mut points, &open_between(0.0, 63.0), None);
        assert!(opening(&points).1 <= 40.0 + 1e-3);
    }

    #[test]
    fn a_mouth_that_is_closed_or_that_the_parser_does_not_see_stays() {
        for (top, bottom, parsing) in [(30.0, 31.0, open_between(20.0, 40.0)), (20.0, 40.0, open_between(90.0, 91.0))] {
            let before = mouth(top, bottom);
            let mut points = before.clone();
            Mouth::default().fit(&mut points, &parsing, None);
            assert_eq!(points, before);
        }
    }

    #[test]
    fn a_change_is_followed_calmly() {
        let mut state = Mouth::default();
        state.fit(&mut mouth(20.0, 40.0), &open_between(20.0, 39.0), None);
        let bottom = |state: &mut Mouth| {
            let mut points = mouth(20.0, 40.0);
            state.fit(&mut points, &open_between(20.0, 33.0), FRAME);
            opening(&points).1
        };
        let first = bottom(&mut state);
        let last = (0..12).map(|_| bottom(&mut state)).last().unwrap();
        assert!((36.0..39.0).contains(&first) && (last - 33.75).abs() < 2.0, "{first}, then {last}");
    }
}
