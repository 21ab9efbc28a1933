use glam::Vec2;

/// Whether a point lies inside a closed ring of points, by how often a ray from it crosses the ring.
pub fn is_inside(ring: &[Vec2], at: Vec2) -> bool {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    let crossed =
        edges.filter(|(a, b)| (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x);
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notch_is_outside() {
        let ring = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0)].map(|(x, y)| Vec2::new(x, y));
        assert!(is_inside(&ring, Vec2::new(0.5, 2.0)) && is_inside(&ring, Vec2::new(2.0, 0.5)));
        assert!(!is_inside(&ring, Vec2::new(2.0, 3.0)) && !is_inside(&ring, Vec2::new(5.0, 1.0)));
    }
}
