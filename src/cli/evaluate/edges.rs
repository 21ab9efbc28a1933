//! How exactly the edges of a part are met.

use super::truth::UNKNOWN;
use crate::face::Part;

/// Samples that an edge may be off by.
const REACH: i32 = 2;

/// Edge samples of a part, and how many of them have one of the other side within reach.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hits {
    found: u64,
    found_near: u64,
    drawn: u64,
    drawn_near: u64,
}

impl Hits {
    /// Compares the edges of a part on a square grid.
    pub(super) fn of(drawn: &[u8], found: &[u8], side: usize, part: Part) -> Self {
        let known = |i: usize| drawn[i] != UNKNOWN;
        let edge = |parts: &[u8]| -> Vec<bool> {
            let inside = |i: usize| parts[i] == part as u8 && known(i);
            (0..parts.len()).map(|i| inside(i) && !neighbours(i, side).all(inside)).collect()
        };
        let (drawn, found) = (edge(drawn), edge(found));
        let count = |one: &[bool], other: &[bool]| {
            let edges = one.iter().enumerate().filter(|(_, edge)| **edge);
            edges.fold((0, 0), |(all, near), (i, _)| (all + 1, near + u64::from(is_near(other, i, side))))
        };
        let ((found_all, found_near), (drawn_all, drawn_near)) = (count(&found, &drawn), count(&drawn, &found));
        Self { found: found_all, found_near, drawn: drawn_all, drawn_near }
    }

    pub(super) fn sum(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().fold(Self::default(), |a, b| Self {
            found: a.found + b.found,
            found_near: a.found_near + b.found_near,
            drawn: a.drawn + b.drawn,
            drawn_near: a.drawn_near + b.drawn_near,
        })
    }

    /// 0..=1; `None` where no edge was drawn.
    pub(super) fn f1(&self) -> Option<f64> {
        let share = |near: u64, all: u64| near as f64 / all.max(1) as f64;
        let (precision, recall) = (share(self.found_near, self.found), share(self.drawn_near, self.drawn));
        (self.drawn > 0).then(|| 2.0 * precision * recall / (precision + recall).max(1e-9))
    }
}

/// The up to eight places around one.
fn neighbours(i: usize, side: usize) -> impl Iterator<Item = usize> {
    within(i, side, 1)
}

fn is_near(edges: &[bool], i: usize, side: usize) -> bool {
    let (x, y) = ((i % side) as i32, (i / side) as i32);
    within(i, side, REACH).any(|j| {
        let (dx, dy) = ((j % side) as i32 - x, (j / side) as i32 - y);
        edges[j] && dx * dx + dy * dy <= REACH * REACH
    })
}

/// Places of the grid no further than so many rows and columns.
fn within(i: usize, side: usize, reach: i32) -> impl Iterator<Item = usize> {
    let (x, y, end) = ((i % side) as i32, (i / side) as i32, side as i32);
    let span = move |at: i32| (at - reach).max(0)..(at + reach + 1).min(end);
    span(y).flat_map(move |row| span(x).map(move |column| (row * end + column) as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIDE: usize = 24;

    /// A box of skin whose left edge is at a column.
    fn skin_from(left: usize) -> Vec<u8> {
        (0..SIDE * SIDE)
            .map(|i| u8::from((left..left + 8).contains(&(i % SIDE)) && (6..14).contains(&(i / SIDE))))
            .collect()
    }

    #[test]
    fn edges_within_reach_are_met() {
        let f1 = |shift: usize| Hits::of(&skin_from(5), &skin_from(5 + shift), SIDE, Part::Skin).f1().unwrap();
        assert_eq!(f1(0), 1.0);
        assert_eq!(f1(2), 1.0);
        assert!((0.3..0.9).contains(&f1(4)), "{}", f1(4));
    }

    #[test]
    fn what_is_unknown_has_no_edge() {
        let mut drawn = skin_from(5);
        drawn[..SIDE * 10].fill(UNKNOWN);
        let hits = Hits::of(&drawn, &skin_from(5), SIDE, Part::Skin);
        assert_eq!(hits.f1(), Some(1.0));
        assert_eq!(Hits::of(&vec![UNKNOWN; SIDE * SIDE], &skin_from(5), SIDE, Part::Skin).f1(), None);
    }
}
