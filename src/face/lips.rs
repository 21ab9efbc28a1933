//! Where mesh and parser disagree about the lips' outer border.
//!
//! The mesh knows mouths of one make: wide-open, crooked and full ones it draws too narrow or too wide. The rule: on the line from each
//! landmark of the inner border through the one of the outer border, the outer one moves to where the lips' share falls below a half,
//! within bounds, and the rings beside it go along. The mesh is right where what lies beyond is no skin (a hand, hair), where the lip is
//! hardly wider than the parser's cells, and at the corners. Where lips end, the shares after the landmarks' vote tell better than those
//! before: chosen on 260 portraits of the parser's training set, by how much of the lips in people's masks is painted, and nothing else.

use std::time::Duration;

use super::{
    border::{Shifts, border},
    parsing::{Parsing, Part},
};
use crate::geometry::{
    Affine2, Vec3,
    regions::{INNER_LIPS, OUTER_LIPS},
};

const COUNT: usize = OUTER_LIPS.len();
/// Landmarks between the outer and the inner border, each ring in the order of [`OUTER_LIPS`].
const BETWEEN: [[usize; COUNT]; 2] = [
    [76, 77, 90, 180, 85, 16, 315, 404, 320, 307, 306, 408, 304, 303, 302, 11, 72, 73, 74, 184],
    [62, 96, 89, 179, 86, 15, 316, 403, 319, 325, 292, 407, 272, 271, 268, 12, 38, 41, 42, 183],
];
/// The skin's landmarks next to the border, in the same order, and how far they go along.
const AROUND: ([usize; COUNT], f32) =
    ([57, 43, 106, 182, 83, 18, 313, 406, 335, 273, 287, 410, 322, 391, 393, 164, 167, 165, 92, 186], 0.75);
/// Places of the corners in the rings.
const CORNERS: [usize; 2] = [0, 10];

/// A lip of the first many cells tells nothing; one of the second, all.
const TOLD: (f32, f32) = (0.3, 1.2);
/// Most that a landmark moves in and out, shares of the lip.
const IN: f32 = 0.25;
const OUT: f32 = 0.35;
/// Share of skin that there is to be beyond the border, and how far beyond it, shares of the lip.
const SKIN: f32 = 0.5;
const BEYOND: f32 = 0.35;
/// A smaller change than this share of a lip is a trembling.
const TREMBLING: f32 = 0.08;

/// How far each landmark of the outer border is moved, shares of the lip, positive outwards.
#[derive(Debug, Clone)]
pub(super) struct Lips {
    shifts: Shifts<COUNT>,
}

impl Default for Lips {
    fn default() -> Self {
        Self { shifts: Shifts::new(TREMBLING) }
    }
}

impl Lips {
    /// Moves the border among the landmarks (frame pixels); `elapsed` is since the last time, none where the face is new to it.
    pub(super) fn fit(&mut self, landmarks: &mut [Vec3], parsing: &Parsing, elapsed: Option<Duration>) {
        let to_cells = parsing.cells_from_frame();
        let raw: [f32; COUNT] = std::array::from_fn(|i| shift(landmarks, parsing, &to_cells, i));
        // Neighbours move alike.
        let even = std::array::from_fn(|i| match CORNERS.contains(&i) {
            true => 0.0,
            false => 0.25 * raw[i - 1] + 0.5 * raw[i] + 0.25 * raw[(i + 1) % COUNT],
        });
        move_border(landmarks, self.shifts.follow(even, elapsed));
    }
}

/// Moves the outer border by shares of the lip, and what is beside it along, or triangles of the mesh would fold over: each landmark
/// between the borders by its own share of the way, and the skin's next ones.
fn move_border(landmarks: &mut [Vec3], shifts: [f32; COUNT]) {
    for (i, shift) in shifts.into_iter().enumerate() {
        let (inner, lip) = (landmarks[INNER_LIPS[i]], landmarks[OUTER_LIPS[i]] - landmarks[INNER_LIPS[i]]);
        let (outwards, line) = (lip * shift, lip.truncate());
        landmarks[OUTER_LIPS[i]] += outwards;
        for ring in BETWEEN {
            let along = (landmarks[ring[i]] - inner).truncate().dot(line) / line.length_squared().max(1e-6);
            landmarks[ring[i]] += outwards * along.clamp(0.0, 1.0);
        }
        landmarks[AROUND.0[i]] += outwards * AROUND.1;
    }
}

/// How far the parser would move one landmark.
fn shift(landmarks: &[Vec3], parsing: &Parsing, to_cells: &Affine2, place: usize) -> f32 {
    let at = |point: usize| to_cells.transform_point2(landmarks[point].truncate());
    let (inner, outer) = (at(INNER_LIPS[place]), at(OUTER_LIPS[place]));
    let told = (((outer - inner).length() - TOLD.0) / (TOLD.1 - TOLD.0)).clamp(0.0, 1.0);
    if told == 0.0 || CORNERS.contains(&place) {
        return 0.0;
    }
    let share = |parts: &[Part], along: f32| parsing.share_of(parts, inner + (outer - inner) * along);
    let lips = |along: f32| share(&[Part::UpperLip, Part::LowerLip], along);
    border(lips, 0.25..=1.0, 1.0 + OUT)
        .filter(|border| share(&[Part::Skin], border + BEYOND) >= SKIN)
        .map_or(0.0, |border| (border - 1.0).clamp(-IN, OUT) * told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{RotatedSquare, Vec2, canonical::canonical_face};

    const SIZE: usize = 64;
    const SQUARE: RotatedSquare = RotatedSquare { center: Vec2::new(32.0, 32.0), side: 64.0, angle: 0.0 };

    /// A mouth around the middle: rings at 6, 8, 10 and 12 pixels from it, of which the corners are the outermost to the left and right.
    fn mouth() -> Vec<Vec3> {
        let mut points = vec![Vec3::ZERO; 478];
        let rings = [(OUTER_LIPS, 12.0), (BETWEEN[0], 10.0), (BETWEEN[1], 8.0), (INNER_LIPS, 6.0)];
        for (ring, radius) in rings {
            for (i, point) in ring.into_iter().enumerate() {
                let (sine, cosine) = (std::f32::consts::TAU * i as f32 / COUNT as f32).sin_cos();
                points[point] = Vec3::new(32.0 - radius * cosine, 32.0 + radius * sine, 0.0);
            }
        }
        points
    }

    /// Lips out to a radius, and something beyond.
    fn lips_to(radius: f32, beyond: Part) -> Parsing {
        let mut scores = vec![-9.0; Part::ALL.len() * SIZE * SIZE];
        for row in 0..SIZE {
            for column in 0..SIZE {
                let far = Vec2::new(column as f32 + 0.5, row as f32 + 0.5).distance(Vec2::splat(32.0));
                let part = if far < radius { Part::LowerLip } else { beyond };
                scores[part as usize * SIZE * SIZE + row * SIZE + column] = 9.0;
            }
        }
        Parsing::from_scores(SQUARE, SIZE, &scores)
    }

    fn fitted(parsing: &Parsing) -> Vec<Vec3> {
        let mut points = mouth();
        Lips::default().fit(&mut points, parsing, None);
        points
    }

    #[test]
    fn the_border_goes_to_where_lips_and_skin_meet_and_the_rings_between_go_along() {
        for (radius, wanted) in [(14.0, 14.0), (11.0, 11.0), (30.0, 12.0), (2.0, 12.0)] {
            let points = fitted(&lips_to(radius, Part::Skin));
            assert!((points[17].y - 32.0 - wanted).abs() < 0.5, "{radius}: {}", points[17]);
            let share = (points[16].y - points[14].y) / (points[17].y - points[14].y);
            assert!((share - 2.0 / 3.0).abs() < 0.01 && points[14] == mouth()[14], "{share}");
        }
    }

    #[test]
    fn the_mesh_hardly_folds_however_far_the_border_moves() {
        let face = canonical_face();
        let flat = |points: &[Vec3], [a, b, c]: [u16; 3]| {
            let at = |vertex: u16| points[usize::from(vertex)].truncate();
            (at(b) - at(a)).perp_dot(at(c) - at(a))
        };
        let before: Vec<Vec3> = (0..478).map(|i| face.positions.get(i).copied().unwrap_or_default()).collect();
        for shift in [-IN, 0.5 * OUT, OUT] {
            let mut points = before.clone();
            // As far as can be next to the corners.
            let even = std::array::from_fn(|i| match i {
                0 | 10 => 0.0,
                1 | 9 | 11 | 19 => 0.75 * shift,
                _ => shift,
            });
            move_border(&mut points, even);
            let folds = |triangle: &&[u16; 3]| flat(&before, **triangle) * flat(&points, **triangle) <= 0.0;
            let folded = face.triangles.iter().filter(folds).count();
            assert!(folded <= if shift < 0.0 { 2 } else { 0 }, "{shift}: {folded} of {}", face.triangles.len());
        }
    }

    #[test]
    fn corners_and_what_is_beside_something_in_front_stay() {
        let points = fitted(&lips_to(14.0, Part::Skin));
        assert_eq!((points[61], points[291]), (mouth()[61], mouth()[291]));
        assert_eq!(fitted(&lips_to(14.0, Part::Other)), mouth());
    }
}
