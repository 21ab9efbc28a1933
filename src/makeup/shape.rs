//! Product shapes: SVG drawings over the UV plane, where 1000 units are the whole plane. What is opaque is painted.
//!
//! Shapes of paired places (eyes, cheeks) are drawn for the picture's left and mirrored. A drawing's top-level elements are its parts:
//! a Gaussian blur on a part softens it, and a part whose id begins with `cut` is taken away from those before it.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use resvg::{tiny_skia::Transform, usvg};

use super::{
    BakeError,
    atlas::PageId,
    part::{self, Part},
};
use crate::{geometry::Vec2, language::say, look::Side};

/// Side of the SVG canvas: the whole UV plane.
const CANVAS: f32 = 1000.0;

/// A folder of shapes under `assets/shapes/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShapeKind {
    /// The whole face.
    Foundation,
    /// Under the eyes and elsewhere, paired.
    Concealer,
    /// Shadows, paired.
    Contour,
    /// Where the sun falls, paired.
    Bronzer,
    /// Cheeks, paired.
    Blush,
    /// What stands out, paired.
    Highlighter,
    /// Nose and cheeks.
    Freckles,
    /// Brows, paired.
    Brows,
    /// Around the eyes, paired.
    Eyeshadow,
    /// Along the lashes, paired.
    Eyeliner,
    /// Hairs from the edge of the lids, paired.
    Lashes,
    /// Along the border of the lips.
    LipLiner,
    /// The lips.
    Lips,
    /// Where particles lie, paired.
    Glitter,
    /// Drawings.
    FacePaint,
}

impl ShapeKind {
    const ALL: [Self; 15] = [
        Self::Foundation,
        Self::Concealer,
        Self::Contour,
        Self::Bronzer,
        Self::Blush,
        Self::Highlighter,
        Self::Freckles,
        Self::Brows,
        Self::Eyeshadow,
        Self::Eyeliner,
        Self::Lashes,
        Self::LipLiner,
        Self::Lips,
        Self::Glitter,
        Self::FacePaint,
    ];

    /// The kind whose drawings are in a folder.
    pub fn of(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// The folder's name.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Foundation => "foundation",
            Self::Concealer => "concealer",
            Self::Contour => "contour",
            Self::Bronzer => "bronzer",
            Self::Blush => "blush",
            Self::Highlighter => "highlighter",
            Self::Freckles => "freckles",
            Self::Brows => "brows",
            Self::Eyeshadow => "eyeshadow",
            Self::Eyeliner => "eyeliner",
            Self::Lashes => "lashes",
            Self::LipLiner => "lip-liner",
            Self::Lips => "lips",
            Self::Glitter => "glitter",
            Self::FacePaint => "face-paint",
        }
    }

    /// Drawn for the picture's left, and mirrored.
    fn paired(self) -> bool {
        !matches!(self, Self::Foundation | Self::Freckles | Self::LipLiner | Self::Lips | Self::FacePaint)
    }

    /// Whether what is painted here is lip rather than skin.
    pub fn is_on_lips(self) -> bool {
        matches!(self, Self::Lips | Self::LipLiner)
    }
}

/// Which drawing, which half of it, and how soft its edge is made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShapeRef {
    /// Folder.
    pub kind: ShapeKind,
    /// File name without `.svg`.
    pub name: String,
    /// Which half of the face.
    pub side: Side,
    /// Extra blur, thousandths of the UV plane (standard deviation).
    pub blur: u16,
}

/// How much of each texel a shape covers, 0..=255, in one view.
#[derive(Debug)]
pub struct ShapeMask {
    /// Row-major, of the view's size.
    pub share: Vec<u8>,
}

type MaskKey = (ShapeRef, PageId, usize);

/// A part of the UV plane (0..1), and how many texels are drawn of it: width, height.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Upper left and lower right corner.
    pub window: (Vec2, Vec2),
    /// Texels.
    pub size: (usize, usize),
}

impl View {
    /// A page whose size is divided by `shrink`.
    fn of(page: PageId, shrink: usize) -> Self {
        Self { window: page.window(), size: (page.size().0 / shrink, page.size().1 / shrink) }
    }
}

/// All shapes, parsed, and the masks drawn so far.
#[derive(Default)]
pub struct ShapeBook {
    trees: HashMap<(ShapeKind, String), usvg::Tree>,
    masks: Mutex<HashMap<MaskKey, Option<Arc<ShapeMask>>>>,
}

impl std::fmt::Debug for ShapeBook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ShapeBook({} shapes)", self.trees.len())
    }
}

impl ShapeBook {
    /// Reads every SVG in the folders of `shapes`.
    pub fn open(shapes: &Path) -> Result<Self, BakeError> {
        let mut trees = HashMap::new();
        for kind in ShapeKind::ALL {
            let folder = shapes.join(kind.folder());
            let unreadable = |error: std::io::Error| BakeError::Shape {
                name: folder.display().to_string(),
                reason: error.to_string(),
            };
            for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
                let path = entry.map_err(unreadable)?.path();
                if path.extension().is_some_and(|suffix| suffix == "svg") {
                    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    trees.insert((kind, name), read_tree(&path)?);
                }
            }
        }
        Ok(Self { trees, masks: Mutex::default() })
    }

    /// Names of the shapes in a folder, sorted.
    pub fn names(&self, kind: ShapeKind) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.trees.keys().filter(|(of, _)| *of == kind).map(|(_, name)| name.as_str()).collect();
        names.sort_unstable();
        names
    }

    /// A shape as it is drawn, on both halves of the face; `None` where there is none of that name, or nothing of it in the view.
    pub fn drawn(&self, kind: ShapeKind, name: &str, view: View) -> Option<ShapeMask> {
        let shape = ShapeRef { kind, name: name.into(), side: Side::Both, blur: 0 };
        draw(self.trees.get(&(kind, name.into()))?, &shape, view)
    }

    /// The mask of a shape on a page whose size is divided by `shrink`; `None` where it does not reach the page.
    pub fn mask(&self, shape: &ShapeRef, page: PageId, shrink: usize) -> Result<Option<Arc<ShapeMask>>, BakeError> {
        let key = (shape.clone(), page, shrink);
        if let Some(mask) = self.masks.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(mask.clone());
        }
        let tree = self.trees.get(&(shape.kind, shape.name.clone())).ok_or_else(|| BakeError::Shape {
            name: format!("{}/{}", shape.kind.folder(), shape.name),
            reason: say!("no such shape; there are: {names}", names = self.names(shape.kind).join(", ")),
        })?;
        let mask = draw(tree, shape, View::of(page, shrink)).map(Arc::new);
        self.masks.lock().unwrap_or_else(PoisonError::into_inner).insert(key, mask.clone());
        Ok(mask)
    }
}

fn read_tree(path: &Path) -> Result<usvg::Tree, BakeError> {
    let broken = |reason: String| BakeError::Shape { name: path.display().to_string(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| broken(error.to_string()))?;
    let tree = usvg::Tree::from_str(&text, &usvg::Options::default()).map_err(|error| broken(error.to_string()))?;
    if (tree.size().width() - CANVAS).abs() > 0.5 || (tree.size().height() - CANVAS).abs() > 0.5 {
        return Err(broken(say("the drawing must be 1000 by 1000 units").into()));
    }
    Ok(tree)
}

fn draw(tree: &usvg::Tree, shape: &ShapeRef, view: View) -> Option<ShapeMask> {
    let View { window: (min, max), size: (width, height) } = view;
    let scale = (width as f32 / (max.x - min.x) / CANVAS, height as f32 / (max.y - min.y) / CANVAS);
    let view_from_canvas =
        Transform::from_row(scale.0, 0.0, 0.0, scale.1, -min.x * CANVAS * scale.0, -min.y * CANVAS * scale.1);
    let mirror = Transform::from_row(-1.0, 0.0, 0.0, 1.0, CANVAS, 0.0);
    let sides = [Some(view_from_canvas), shape.kind.paired().then(|| view_from_canvas.pre_concat(mirror))];
    let mut share = vec![0u8; width * height];
    for node in tree.root().children() {
        let cut = node.id().starts_with("cut");
        let blur = (part::blur_of(node) + f32::from(shape.blur)) * scale.0;
        for transform in sides.into_iter().flatten() {
            if let Some(part) = Part::drawn(node, transform, (width, height), blur) {
                part.lay_on(&mut share, width, cut);
            }
        }
    }
    cut_half(&mut share, 0, width, shape.side, (min.x, max.x));
    share.iter().any(|&share| share > 0).then_some(ShapeMask { share })
}

/// Takes away what lies on the other half of the face. The wearer's right is the left of the UV plane.
pub fn cut_half<T: Copy>(page: &mut [T], nothing: T, width: usize, side: Side, (from, to): (f32, f32)) {
    let middle = ((0.5 - from) / (to - from) * width as f32).round().clamp(0.0, width as f32) as usize;
    let others = match side {
        Side::Both => return,
        Side::Left => 0..middle,
        Side::Right => middle..width,
    };
    page.chunks_exact_mut(width).for_each(|row| row[others.clone()].fill(nothing));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(svg: &str, kind: ShapeKind) -> ShapeMask {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 1000' width='1000' height='1000'>{svg}</svg>"
        );
        let tree = usvg::Tree::from_str(&text, &usvg::Options::default()).unwrap();
        let shape = ShapeRef { kind, name: "test".into(), side: Side::Both, blur: 0 };
        draw(&tree, &shape, View::of(PageId::Face, 1)).unwrap()
    }

    fn at(mask: &ShapeMask, u: f32, v: f32) -> u8 {
        let (width, height) = PageId::Face.size();
        mask.share[(v * height as f32) as usize * width + (u * width as f32) as usize]
    }

    const BLUR: &str = "<filter id='b' filterUnits='userSpaceOnUse' x='0' y='0' width='1000' height='1000'><feGaussianBlur stdDeviation='20'/></filter>";

    #[test]
    fn a_part_lands_where_it_is_drawn_and_pairs_are_mirrored() {
        let circle = "<circle cx='250' cy='600' r='60'/>";
        let paired = mask(circle, ShapeKind::Blush);
        assert_eq!([at(&paired, 0.25, 0.6), at(&paired, 0.75, 0.6), at(&paired, 0.5, 0.6)], [255, 255, 0]);
        assert_eq!(at(&mask(circle, ShapeKind::Lips), 0.75, 0.6), 0);
    }

    #[test]
    fn a_blurred_part_is_soft_and_stays_in_place() {
        let soft =
            mask(&format!("{BLUR}<rect x='200' y='200' width='200' height='200' filter='url(#b)'/>"), ShapeKind::Lips);
        assert!(at(&soft, 0.3, 0.3) > 240);
        assert!((100..155).contains(&at(&soft, 0.2, 0.3)), "{}", at(&soft, 0.2, 0.3));
        assert_eq!(at(&soft, 0.05, 0.3), 0);
    }

    #[test]
    fn pages_agree_where_they_meet() {
        let text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1000 1000' width='1000' height='1000'>{BLUR}\
             <circle cx='250' cy='480' r='60' filter='url(#b)'/></svg>"
        );
        let tree = usvg::Tree::from_str(&text, &usvg::Options::default()).unwrap();
        let shape = ShapeRef { kind: ShapeKind::Lips, name: "test".into(), side: Side::Both, blur: 0 };
        let on = |page: PageId, u: f32, v: f32| {
            let ((min, max), (width, height)) = (page.window(), page.size());
            let (x, y) = ((u - min.x) / (max.x - min.x) * width as f32, (v - min.y) / (max.y - min.y) * height as f32);
            draw(&tree, &shape, View::of(page, 1)).unwrap().share[y as usize * width + x as usize]
        };
        for v in [0.42, 0.45, 0.468] {
            let (coarse, dense) = (on(PageId::Face, 0.25, v), on(PageId::LeftEye, 0.25, v));
            assert!(coarse.abs_diff(dense) < 12, "at {v}: {coarse} on the face's page, {dense} on the eye's");
        }
    }

    #[test]
    fn a_soft_cut_takes_away_softly() {
        let cut =
            "<circle cx='500' cy='500' r='200'/><g id='cut-1' filter='url(#b)'><circle cx='500' cy='500' r='100'/></g>";
        let mask = mask(&format!("{BLUR}{cut}"), ShapeKind::Foundation);
        assert!(
            at(&mask, 0.5, 0.5) < 20 && at(&mask, 0.68, 0.5) > 235,
            "{} {}",
            at(&mask, 0.5, 0.5),
            at(&mask, 0.68, 0.5)
        );
        assert!((60..195).contains(&at(&mask, 0.6, 0.5)), "{}", at(&mask, 0.6, 0.5));
    }

    #[test]
    fn a_cut_takes_away() {
        let ring = "<circle cx='500' cy='500' r='200'/><circle id='cut-1' cx='500' cy='500' r='100'/>";
        let mask = mask(ring, ShapeKind::Foundation);
        assert_eq!([at(&mask, 0.5, 0.5), at(&mask, 0.65, 0.5)], [0, 255]);
    }
}
