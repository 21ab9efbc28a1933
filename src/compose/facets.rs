//! A face's mesh as flat facets on the frame, ready to be filled row by row.

use std::sync::LazyLock;

use super::light::Light;
use crate::{
    face::Face,
    geometry::{
        Vec2, Vec3,
        canonical::{VERTEX_COUNT, canonical_face},
    },
    makeup::{
        Atlas,
        atlas::{PageId, page_of_triangle},
    },
};

/// What varies over a facet, in order: atlas texel x and y; lit skin colour (r, g, b, linear); share by facing; surface normal
/// (x, y, z); luminance of bare lips over that of skin.
pub(super) const VARYINGS: usize = 10;

/// How a surface that turns away takes less and less makeup, so that its edge at the face's outline is never seen: the cosine between
/// normal and view where the fade begins and where it ends.
const FACING: (f32, f32) = (0.05, 0.32);

/// The vertices' outward normals and screen positions.
#[derive(Debug, Clone)]
pub(super) struct Surface {
    /// Frame pixels; z in pixels, negative towards the camera.
    pub points: Vec<Vec3>,
    /// Unit length, outward.
    pub normals: Vec<Vec3>,
    /// For each triangle of the canonical mesh: does it face the camera?
    pub front: Vec<bool>,
}

impl Surface {
    pub(super) fn of(face: &Face) -> Self {
        let points = face.landmarks[..VERTEX_COUNT].to_vec();
        let mut normals = vec![Vec3::ZERO; VERTEX_COUNT];
        let front = canonical_face().triangles.iter().map(|triangle| {
            let [a, b, c] = triangle.map(|vertex| points[usize::from(vertex)]);
            let outward = (b - a).cross(c - a) * *OUTWARD;
            triangle.iter().for_each(|&vertex| normals[usize::from(vertex)] += outward);
            outward.z < 0.0
        });
        let front = front.collect();
        normals.iter_mut().for_each(|normal| *normal = normal.normalize_or(Vec3::NEG_Z));
        Self { points, normals, front }
    }
}

/// For each triangle of the canonical mesh: does it face the camera?
pub fn front_facing(face: &Face) -> Vec<bool> {
    Surface::of(face).front
}

/// +1 or -1: what makes the triangles' cross products point out of the face in frame coordinates (y down, z away from the camera).
static OUTWARD: LazyLock<f32> = LazyLock::new(|| {
    let face = canonical_face();
    let toward_camera = face.triangles.iter().map(|triangle| {
        let frame = |vertex: u16| face.positions[usize::from(vertex)] * Vec3::new(1.0, -1.0, -1.0);
        let [a, b, c] = triangle.map(frame);
        (b - a).cross(c - a).z
    });
    if toward_camera.sum::<f32>() < 0.0 { 1.0 } else { -1.0 }
});

/// A triangle on the frame.
pub(super) struct Facet {
    /// Corners, frame pixels.
    corners: [Vec2; 3],
    /// Depth, for the painter's order.
    depth: f32,
    /// Which atlas page; `None` paints nothing and only hides what is behind.
    pub page: Option<PageId>,
    /// `value(x, y) = planes[0] + planes[1] * x + planes[2] * y`, each for all [`VARYINGS`].
    pub planes: [[f32; VARYINGS]; 3],
}

/// [`VARYINGS`] along a row: each is `start + step * x`.
pub(super) struct Line {
    pub start: [f32; VARYINGS],
    pub step: [f32; VARYINGS],
}

/// The mip level that each page is read at, by how many texels of it fall on a pixel of this face.
pub(super) type Levels = [usize; PageId::ALL.len()];

/// All facets that face the camera, the farthest first.
pub(super) fn facets(light: &Light, atlas: &Atlas) -> (Vec<Facet>, Levels) {
    let surface = &light.surface;
    let levels = levels(surface, atlas);
    let mut facets: Vec<Facet> = Vec::with_capacity(600);
    for (index, triangle) in canonical_face().triangles.iter().enumerate() {
        if surface.front[index] {
            let page = atlas.painted[index].then(|| page_of_triangle()[index]);
            facets.extend(facet(surface, light, atlas, triangle.map(usize::from), page, &levels));
        }
    }
    facets.sort_by(|a, b| b.depth.total_cmp(&a.depth));
    (facets, levels)
}

fn facet(
    surface: &Surface,
    light: &Light,
    atlas: &Atlas,
    vertices: [usize; 3],
    page: Option<PageId>,
    levels: &Levels,
) -> Option<Facet> {
    let corners = vertices.map(|vertex| surface.points[vertex].truncate());
    let (e1, e2) = (corners[1] - corners[0], corners[2] - corners[0]);
    let area = e1.perp_dot(e2);
    if area.abs() < 1e-3 {
        return None;
    }
    let values = vertices.map(|vertex| varyings(surface, light, atlas, vertex, page, levels));
    let mut planes = [[0.0; VARYINGS]; 3];
    for i in 0..VARYINGS {
        let (d1, d2) = (values[1][i] - values[0][i], values[2][i] - values[0][i]);
        let dx = (d1 * e2.y - d2 * e1.y) / area;
        let dy = (d2 * e1.x - d1 * e2.x) / area;
        planes[0][i] = values[0][i] - dx * corners[0].x - dy * corners[0].y;
        planes[1][i] = dx;
        planes[2][i] = dy;
    }
    let depth = vertices.iter().map(|&vertex| surface.points[vertex].z).sum();
    Some(Facet { corners, depth, page, planes })
}

fn varyings(
    surface: &Surface,
    light: &Light,
    atlas: &Atlas,
    vertex: usize,
    page: Option<PageId>,
    levels: &Levels,
) -> [f32; VARYINGS] {
    let texel =
        page.map_or(Vec2::ZERO, |page| texel_of(atlas, page, levels[page as usize], canonical_face().uv[vertex]));
    let (normal, lit) = (surface.normals[vertex], light.lit[vertex]);
    let facing = ((-normal.z - FACING.0) / (FACING.1 - FACING.0)).clamp(0.0, 1.0);
    [texel.x, texel.y, lit.x, lit.y, lit.z, facing, normal.x, normal.y, normal.z, light.lips[vertex]]
}

fn texel_of(atlas: &Atlas, page: PageId, level: usize, uv: Vec2) -> Vec2 {
    let (min, max) = page.window();
    let level = &atlas.pages[page as usize].levels[level];
    (uv - min) / (max - min) * Vec2::new(level.width as f32, level.height as f32)
}

fn levels(surface: &Surface, atlas: &Atlas) -> Levels {
    let mut areas = [(0.0f32, 0.0f32); PageId::ALL.len()];
    let area = |p: [Vec2; 3]| (p[1] - p[0]).perp_dot(p[2] - p[0]).abs();
    for (index, triangle) in canonical_face().triangles.iter().enumerate() {
        if surface.front[index] && atlas.painted[index] {
            let page = page_of_triangle()[index];
            let (texels, pixels) = &mut areas[page as usize];
            *texels += area(triangle.map(|v| texel_of(atlas, page, 0, canonical_face().uv[usize::from(v)])));
            *pixels += area(triangle.map(|v| surface.points[usize::from(v)].truncate()));
        }
    }
    std::array::from_fn(|page| {
        let (texels, pixels) = areas[page];
        let halvings = (0.5 * (texels / pixels.max(1.0)).max(1.0).log2()).round() as usize;
        halvings.min(atlas.pages[page].levels.len().saturating_sub(1))
    })
}

impl Facet {
    /// First row and row after the last whose pixel centres the facet can touch.
    #[inline(always)]
    pub(super) fn rows(&self) -> (i32, i32) {
        let ys = self.corners.map(|corner| corner.y);
        (first_centre(ys[0].min(ys[1]).min(ys[2])), first_centre(ys[0].max(ys[1]).max(ys[2])))
    }

    /// What varies, along the pixel centres of a row.
    #[inline(always)]
    pub(super) fn line(&self, row: i32) -> Line {
        let [base, dx, dy] = &self.planes;
        let y = row as f32 + 0.5;
        Line { start: std::array::from_fn(|i| base[i] + dy[i] * y), step: *dx }
    }

    /// Columns whose pixel centres lie inside the facet on a row. Neighbouring facets share each edge's arithmetic, so that no pixel
    /// is missed or painted by both.
    #[inline(always)]
    pub(super) fn columns(&self, row: i32) -> std::ops::Range<i32> {
        let y = row as f32 + 0.5;
        let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
        for (from, to) in [(0, 1), (1, 2), (2, 0)] {
            let (mut a, mut b) = (self.corners[from], self.corners[to]);
            if (a.y, a.x) > (b.y, b.x) {
                std::mem::swap(&mut a, &mut b);
            }
            if a.y <= y && y < b.y {
                let x = a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y));
                left = left.min(x);
                right = right.max(x);
            }
        }
        if left < right { first_centre(left)..first_centre(right) } else { 0..0 }
    }
}

/// The first pixel whose centre is at or beyond a coordinate.
#[inline(always)]
fn first_centre(at: f32) -> i32 {
    (at - 0.5).ceil() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(corners: [Vec2; 3]) -> Facet {
        Facet { corners, depth: 0.0, page: None, planes: [[0.0; VARYINGS]; 3] }
    }

    #[test]
    fn two_halves_of_a_square_fill_it_once() {
        let p = [Vec2::new(1.3, 1.1), Vec2::new(9.6, 1.4), Vec2::new(9.2, 8.7), Vec2::new(1.8, 8.8)];
        let halves = [flat([p[0], p[1], p[2]]), flat([p[0], p[2], p[3]])];
        for row in 2..8 {
            let mut hits = [0; 12];
            for half in &halves {
                half.columns(row).for_each(|x| hits[x as usize] += 1);
            }
            assert!(hits[2..9].iter().all(|&n| n == 1), "row {row}: {hits:?}");
            assert!(hits.iter().all(|&n| n <= 1), "row {row}: {hits:?}");
        }
    }
}
