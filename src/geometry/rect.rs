use glam::{Affine2, Vec2};

/// An axis-aligned rectangle in frame pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left and top.
    pub min: Vec2,
    /// Right and bottom.
    pub max: Vec2,
}

impl Rect {
    /// The smallest rectangle around all points; `None` for no points.
    pub fn around(points: impl IntoIterator<Item = Vec2>) -> Option<Self> {
        points.into_iter().fold(None, |rect: Option<Self>, p| {
            Some(rect.map_or(Self { min: p, max: p }, |r| Self { min: r.min.min(p), max: r.max.max(p) }))
        })
    }

    /// Width and height.
    pub fn size(&self) -> Vec2 {
        self.max - self.min
    }

    /// The middle.
    pub fn center(&self) -> Vec2 {
        (self.min + self.max) * 0.5
    }

    /// Area over both divided by area over either: 0 for apart, 1 for the same.
    pub fn intersection_over_union(&self, other: &Self) -> f32 {
        let overlap = (self.max.min(other.max) - self.min.max(other.min)).max(Vec2::ZERO);
        let shared = overlap.x * overlap.y;
        let union = self.size().element_product() + other.size().element_product() - shared;
        if union > 0.0 { shared / union } else { 0.0 }
    }
}

/// A square turned about its centre, in frame pixels: where a face model looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RotatedSquare {
    /// Centre, frame pixels.
    pub center: Vec2,
    /// Side, frame pixels.
    pub side: f32,
    /// Turn in radians; positive turns x towards y (clockwise on screen).
    pub angle: f32,
}

impl RotatedSquare {
    /// Maps the unit square (0..1 in both axes) onto this square in the frame.
    pub fn frame_from_unit(&self) -> Affine2 {
        Affine2::from_scale_angle_translation(Vec2::splat(self.side), self.angle, self.center)
            * Affine2::from_translation(Vec2::splat(-0.5))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_square_lands_on_the_corners() {
        let square = RotatedSquare { center: Vec2::new(10.0, 20.0), side: 4.0, angle: std::f32::consts::FRAC_PI_2 };
        let corner = square.frame_from_unit().transform_point2(Vec2::ZERO);
        assert!((corner - Vec2::new(12.0, 18.0)).length() < 1e-4, "{corner}");
    }

    #[test]
    fn overlap_of_halves() {
        let a = Rect { min: Vec2::ZERO, max: Vec2::new(2.0, 1.0) };
        let b = Rect { min: Vec2::new(1.0, 0.0), max: Vec2::new(3.0, 1.0) };
        assert!((a.intersection_over_union(&b) - 1.0 / 3.0).abs() < 1e-6);
    }
}
