//! The canonical face: 468 vertices with UV and 898 triangles (MediaPipe face geometry, Apache-2.0; see `assets/face/README.md`).

use std::sync::LazyLock;

use glam::{Vec2, Vec3};

/// Vertices of the canonical mesh; landmarks 468..478 (irises) have none.
pub const VERTEX_COUNT: usize = 468;
/// Landmarks that the mesh model gives for a face: the vertices, then five points for each iris.
pub const LANDMARK_COUNT: usize = 478;

/// The canonical face mesh.
#[derive(Debug)]
pub struct CanonicalFace {
    /// Positions in centimetres: x to the person's left (the picture's right), y up, z towards the viewer.
    pub positions: Vec<Vec3>,
    /// Texture coordinates 0..1, v downward as in a picture.
    pub uv: Vec<Vec2>,
    /// Vertex indices of each triangle.
    pub triangles: Vec<[u16; 3]>,
}

/// The mesh, parsed once.
pub fn canonical_face() -> &'static CanonicalFace {
    static FACE: LazyLock<CanonicalFace> = LazyLock::new(parse);
    &FACE
}

fn parse() -> CanonicalFace {
    let numbers = |line: &str| {
        line.split(',').map(|n| n.trim().parse::<f32>().expect("a number in the canonical face")).collect::<Vec<_>>()
    };
    let rows = |text: &str| text.lines().skip(1).filter(|line| !line.is_empty()).map(numbers).collect::<Vec<_>>();
    let vertices = rows(include_str!("../../assets/face/canonical_vertices.csv"));
    let triangles = rows(include_str!("../../assets/face/canonical_triangles.csv"));
    CanonicalFace {
        positions: vertices.iter().map(|v| Vec3::new(v[0], v[1], v[2])).collect(),
        uv: vertices.iter().map(|v| Vec2::new(v[3], v[4])).collect(),
        triangles: triangles.iter().map(|t| [t[0] as u16, t[1] as u16, t[2] as u16]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mesh_is_whole() {
        let face = canonical_face();
        assert_eq!(face.positions.len(), VERTEX_COUNT);
        assert_eq!(face.triangles.len(), 898);
        assert!(face.triangles.iter().flatten().all(|&i| usize::from(i) < VERTEX_COUNT));
        assert!(face.uv[10].y < face.uv[152].y, "the forehead is above the chin");
    }
}
