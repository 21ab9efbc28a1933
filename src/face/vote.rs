//! Where mesh and parser disagree about the parts of a face.
//!
//! The rule: whether a place shows the face or something in front of it is for the parser alone to say, for the mesh does not see it.
//! Which part of the face it is, both vote on: inside a part's ring of landmarks the part's share is multiplied by up to `e^w`, outside
//! of it by down to `e^-w`, with a slope between that is as wide as landmarks and masks are inexact; then the face's parts are scaled
//! to what they had together before. A parser that is sure is not outvoted.
//!
//! Weights and slopes were chosen on 60 portraits of the parser's training set (see `models/training/parsing/`).

use std::{ops::Range, sync::Arc};

use super::parsing::{Parsing, Part};
use crate::geometry::{
    Vec2, Vec3,
    regions::{INNER_LIPS, LEFT_BROW, LEFT_EYE, LOWER_LIP, RIGHT_BROW, RIGHT_EYE, UPPER_LIP},
};

/// A part that the mesh has a say in.
struct Ballot {
    part: Part,
    rings: &'static [&'static [usize]],
    /// `w`: logarithm of the largest factor.
    weight: f32,
    /// Distance from a ring at which the mesh's vote is whole, in sides of the square.
    slope: f32,
}

const BALLOTS: [Ballot; 5] = [
    Ballot { part: Part::Brows, rings: &[&LEFT_BROW, &RIGHT_BROW], weight: 2.0, slope: 6.0 / 256.0 },
    Ballot { part: Part::Eyes, rings: &[&LEFT_EYE, &RIGHT_EYE], weight: 4.0, slope: 4.0 / 256.0 },
    Ballot { part: Part::UpperLip, rings: &[&UPPER_LIP], weight: 4.0, slope: 4.0 / 256.0 },
    Ballot { part: Part::LowerLip, rings: &[&LOWER_LIP], weight: 4.0, slope: 4.0 / 256.0 },
    Ballot { part: Part::InnerMouth, rings: &[&INNER_LIPS], weight: 4.0, slope: 6.0 / 256.0 },
];

/// The parsing after the landmarks (frame pixels) have voted.
pub(super) fn vote(parsing: &Parsing, landmarks: &[Vec3]) -> Parsing {
    let (size, to_cells) = (parsing.size, parsing.cells_from_frame());
    let points: Vec<Vec2> = landmarks.iter().map(|point| to_cells.transform_point2(point.truncate())).collect();
    let factors = BALLOTS.each_ref().map(|ballot| factors(ballot, &points, size));
    let mut copy: Arc<[u8]> = parsing.shares().into();
    let shares = Arc::make_mut(&mut copy);
    let area = size * size;
    (0..area).for_each(|cell| {
        let own = |part: Part| usize::from(part as u8) * area + cell;
        let skin = f32::from(shares[own(Part::Skin)]);
        let before: [f32; BALLOTS.len()] = std::array::from_fn(|i| f32::from(shares[own(BALLOTS[i].part)]));
        let total = before.iter().sum::<f32>();
        // Nearly all cells are nothing but skin, or nothing of a face.
        if total == 0.0 {
            return;
        }
        let after: [f32; BALLOTS.len()] = std::array::from_fn(|i| before[i] * factors[i][cell]);
        let scale = (skin + total) / (skin + after.iter().sum::<f32>()).max(1e-6);
        shares[own(Part::Skin)] = (skin * scale + 0.5) as u8;
        for (ballot, after) in BALLOTS.iter().zip(after) {
            shares[own(ballot.part)] = (after * scale + 0.5) as u8;
        }
    });
    parsing.with_shares(copy)
}

/// What a part's share is multiplied by in each cell.
fn factors(ballot: &Ballot, points: &[Vec2], size: usize) -> Vec<f32> {
    let reach = (ballot.slope * size as f32).max(0.5);
    let mut factors = vec![(-ballot.weight).exp(); size * size];
    for ring in ballot.rings {
        let ring: Vec<Vec2> = ring.iter().map(|&point| points[point]).collect();
        let low = ring.iter().copied().fold(Vec2::INFINITY, Vec2::min) - reach;
        let high = ring.iter().copied().fold(Vec2::NEG_INFINITY, Vec2::max) + reach;
        let span = |low: f32, high: f32| {
            (low.ceil().max(0.0) as usize)..((high.floor() + 1.0).clamp(0.0, size as f32) as usize)
        };
        let columns = span(low.x, high.x);
        let mut row_of = Row::default();
        for row in span(low.y, high.y) {
            let known = &mut factors[row * size..][columns.clone()];
            for (known, inside) in known.iter_mut().zip(row_of.signed_distances(&ring, columns.clone(), row)) {
                let factor = (ballot.weight * (inside / reach).clamp(-1.0, 1.0)).exp();
                *known = known.max(factor);
            }
        }
    }
    factors
}

/// A row of cells, worked on edge by edge so that each step runs over many cells at once.
#[derive(Default)]
struct Row {
    nearest: Vec<f32>,
    inside: Vec<bool>,
}

impl Row {
    /// Distances of cells of a row from a closed ring, positive inside (even-odd).
    fn signed_distances(&mut self, ring: &[Vec2], columns: Range<usize>, row: usize) -> impl Iterator<Item = f32> {
        self.nearest.clear();
        self.nearest.resize(columns.len(), f32::INFINITY);
        self.inside.clear();
        self.inside.resize(columns.len(), false);
        let y = row as f32;
        for (i, &a) in ring.iter().enumerate() {
            let edge = ring[(i + 1) % ring.len()] - a;
            let scale = 1.0 / edge.length_squared().max(1e-12);
            let crosses = (a.y > y) != (a.y + edge.y > y);
            let crossing = if crosses { a.x + (y - a.y) / edge.y * edge.x } else { f32::NEG_INFINITY };
            for ((nearest, inside), column) in self.nearest.iter_mut().zip(&mut self.inside).zip(columns.start..) {
                let to = Vec2::new(column as f32 - a.x, y - a.y);
                let along = ((to.x * edge.x + to.y * edge.y) * scale).clamp(0.0, 1.0);
                let (x, y) = (to.x - along * edge.x, to.y - along * edge.y);
                *nearest = nearest.min(x * x + y * y);
                *inside ^= (column as f32) < crossing;
            }
        }
        self.nearest.iter().zip(&self.inside).map(|(nearest, &inside)| nearest.sqrt() * if inside { 1.0 } else { -1.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::RotatedSquare;

    const SIZE: usize = 64;
    const SQUARE: RotatedSquare = RotatedSquare { center: Vec2::new(32.0, 32.0), side: 64.0, angle: 0.0 };

    /// The same scores everywhere.
    fn everywhere(scores: &[(Part, f32)]) -> Parsing {
        let mut planes = vec![-20.0f32; Part::ALL.len() * SIZE * SIZE];
        for &(part, score) in scores {
            planes[part as usize * SIZE * SIZE..][..SIZE * SIZE].fill(score);
        }
        Parsing::from_scores(SQUARE, SIZE, &planes)
    }

    /// Landmarks of which only the upper lip is anywhere: a box from (20, 40) to (44, 50).
    fn lip() -> Vec<Vec3> {
        let mut landmarks = vec![Vec3::splat(-500.0); 478];
        for (i, &point) in UPPER_LIP.iter().enumerate() {
            let x = if i < 11 { 20.0 + 2.4 * i as f32 } else { 44.0 - 2.4 * (i - 11) as f32 };
            landmarks[point] = Vec3::new(x, if i < 11 { 40.0 } else { 50.0 }, 0.0);
        }
        landmarks
    }

    fn share(parsing: &Parsing, part: Part, x: usize, y: usize) -> u8 {
        parsing.plane(part)[y * SIZE + x]
    }

    #[test]
    fn a_doubtful_parser_follows_the_mesh() {
        let voted = vote(&everywhere(&[(Part::Skin, 1.0), (Part::UpperLip, 0.6)]), &lip());
        assert!(share(&voted, Part::UpperLip, 32, 45) > 230);
        assert!(share(&voted, Part::UpperLip, 32, 20) < 10);
        assert!(share(&voted, Part::Skin, 32, 20) > 245);
    }

    #[test]
    fn a_sure_one_does_not() {
        let voted = vote(&everywhere(&[(Part::Skin, 9.0), (Part::UpperLip, 0.0)]), &lip());
        assert!(share(&voted, Part::Skin, 32, 45) > 240);
    }

    #[test]
    fn what_is_in_front_stays_in_front() {
        let parsing = everywhere(&[(Part::Other, 2.0), (Part::Skin, 0.0), (Part::UpperLip, 0.0)]);
        let voted = vote(&parsing, &lip());
        for cell in 0..SIZE * SIZE {
            assert_eq!(parsing.plane(Part::Other)[cell], voted.plane(Part::Other)[cell]);
            let sum: u32 = Part::ALL.iter().map(|&part| u32::from(voted.plane(part)[cell])).sum();
            assert!((250..=260).contains(&sum), "{sum}");
        }
    }

    #[test]
    fn distance_has_its_sign() {
        let square = [Vec2::new(3.0, 3.0), Vec2::new(7.0, 3.0), Vec2::splat(7.0), Vec2::new(3.0, 7.0)];
        let mut row = Row::default();
        assert_eq!(
            row.signed_distances(&square, 1..5, 4).collect::<Vec<_>>(),
            [-2.0, -1.0, 0.0, 1.0].map(|v: f32| v + 0.0)
        );
        assert_eq!(row.signed_distances(&square, 5..6, 0).collect::<Vec<_>>(), [-3.0]);
    }
}
