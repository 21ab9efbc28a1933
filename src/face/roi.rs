//! The square that the mesh model looks at.

use crate::geometry::{Rect, RotatedSquare, Vec2, Vec3};

/// Side of the square over the longer side of the face's box.
const ROOM: f32 = 1.5;
/// Outer corners of the eyes, the picture's left first: their line gives the roll.
const EYE_CORNERS: (usize, usize) = (33, 263);
/// A square that changes less than this is kept, so that a still face gives the same numbers again: shift and growth as shares of
/// its side, turn in radians (1.5 degrees).
const DEAD_SHIFT: f32 = 0.02;
const DEAD_GROWTH: f32 = 0.03;
const DEAD_TURN: f32 = 0.026;

/// A square around a box, its x axis along the line from one point to another.
pub(super) fn roi_from_points(bounds: &Rect, from: Vec2, to: Vec2) -> RotatedSquare {
    let along = to - from;
    RotatedSquare { center: bounds.center(), side: bounds.size().max_element() * ROOM, angle: along.y.atan2(along.x) }
}

/// A square around a face's landmarks (frame pixels).
pub(super) fn roi_from_landmarks(landmarks: &[Vec3]) -> Option<RotatedSquare> {
    let bounds = Rect::around(landmarks.iter().map(|point| point.truncate()))?;
    let (left, right) = (landmarks[EYE_CORNERS.0].truncate(), landmarks[EYE_CORNERS.1].truncate());
    Some(roi_from_points(&bounds, left, right))
}

/// `next`, or `known` where they hardly differ.
pub(super) fn steady(known: RotatedSquare, next: RotatedSquare) -> RotatedSquare {
    let turn =
        (next.angle - known.angle + std::f32::consts::PI).rem_euclid(std::f32::consts::TAU) - std::f32::consts::PI;
    let still = known.center.distance(next.center) < DEAD_SHIFT * known.side
        && (next.side / known.side - 1.0).abs() < DEAD_GROWTH
        && turn.abs() < DEAD_TURN;
    if still { known } else { next }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: RotatedSquare = RotatedSquare { center: Vec2::new(100.0, 80.0), side: 100.0, angle: 3.13 };

    #[test]
    fn small_changes_are_ignored_and_large_ones_taken() {
        let near = RotatedSquare { center: Vec2::new(101.5, 80.0), side: 102.0, angle: -3.13 };
        assert_eq!(steady(KNOWN, near), KNOWN);
        for far in [
            RotatedSquare { center: Vec2::new(103.0, 80.0), ..KNOWN },
            RotatedSquare { side: 104.0, ..KNOWN },
            RotatedSquare { angle: 3.0, ..KNOWN },
        ] {
            assert_eq!(steady(KNOWN, far), far);
        }
    }
}
