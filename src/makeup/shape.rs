//! Product shapes: SVG drawings over the UV plane, where 1000 units are the whole plane. What is opaque is painted.
//!
//! Shapes of paired places (eyes, cheeks) are drawn for the picture's left and mirrored.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use resvg::{tiny_skia, usvg};

use super::{BakeError, atlas::PageId};

/// Side of the SVG canvas: the whole UV plane.
const CANVAS: f32 = 1000.0;

/// A folder of shapes under `assets/shapes/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShapeKind {
    /// The whole face.
    Foundation,
    /// Cheeks, paired.
    Blush,
    /// Around the eyes, paired.
    Eyeshadow,
    /// Along the lashes, paired.
    Eyeliner,
    /// The lips.
    Lips,
}

impl ShapeKind {
    const ALL: [Self; 5] = [Self::Foundation, Self::Blush, Self::Eyeshadow, Self::Eyeliner, Self::Lips];

    /// The folder's name.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Foundation => "foundation",
            Self::Blush => "blush",
            Self::Eyeshadow => "eyeshadow",
            Self::Eyeliner => "eyeliner",
            Self::Lips => "lips",
        }
    }

    fn paired(self) -> bool {
        matches!(self, Self::Blush | Self::Eyeshadow | Self::Eyeliner)
    }
}

/// Which drawing, and how soft its edge is made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShapeRef {
    /// Folder.
    pub kind: ShapeKind,
    /// File name without `.svg`.
    pub name: String,
    /// Extra blur, thousandths of the UV plane (standard deviation).
    pub blur: u16,
}

/// How much of each texel a shape covers, 0..=255, for one page.
#[derive(Debug)]
pub struct ShapeMask {
    /// Row-major, of the page's size.
    pub share: Vec<u8>,
}

type MaskKey = (ShapeRef, PageId, usize);

/// All shapes, parsed, and the masks drawn so far.
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

    /// The mask of a shape on a page whose size is divided by `shrink`; `None` where it does not reach the page.
    pub fn mask(&self, shape: &ShapeRef, page: PageId, shrink: usize) -> Result<Option<Arc<ShapeMask>>, BakeError> {
        let key = (shape.clone(), page, shrink);
        if let Some(mask) = self.masks.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(mask.clone());
        }
        let tree = self.trees.get(&(shape.kind, shape.name.clone())).ok_or_else(|| BakeError::Shape {
            name: format!("{}/{}", shape.kind.folder(), shape.name),
            reason: format!("no such shape; there are: {}", self.names(shape.kind).join(", ")),
        })?;
        let mask = draw(tree, shape, page, shrink).map(Arc::new);
        self.masks.lock().unwrap_or_else(PoisonError::into_inner).insert(key, mask.clone());
        Ok(mask)
    }
}

fn read_tree(path: &Path) -> Result<usvg::Tree, BakeError> {
    let broken = |reason: String| BakeError::Shape { name: path.display().to_string(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| broken(error.to_string()))?;
    let tree = usvg::Tree::from_str(&text, &usvg::Options::default()).map_err(|error| broken(error.to_string()))?;
    if (tree.size().width() - CANVAS).abs() > 0.5 || (tree.size().height() - CANVAS).abs() > 0.5 {
        return Err(broken("the drawing must be 1000 by 1000 units".into()));
    }
    Ok(tree)
}

fn draw(tree: &usvg::Tree, shape: &ShapeRef, page: PageId, shrink: usize) -> Option<ShapeMask> {
    let (width, height) = (page.size().0 / shrink, page.size().1 / shrink);
    let mut canvas = tiny_skia::Pixmap::new(width as u32, height as u32)?;
    let (min, max) = page.window();
    let scale = (width as f32 / (max.x - min.x) / CANVAS, height as f32 / (max.y - min.y) / CANVAS);
    let page_from_canvas =
        tiny_skia::Transform::from_row(scale.0, 0.0, 0.0, scale.1, -min.x * CANVAS * scale.0, -min.y * CANVAS * scale.1);
    let mirror = tiny_skia::Transform::from_row(-1.0, 0.0, 0.0, 1.0, CANVAS, 0.0);
    let sides = [Some(page_from_canvas), shape.kind.paired().then(|| page_from_canvas.pre_concat(mirror))];
    for transform in sides.into_iter().flatten().filter(|transform| reaches(tree, *transform, (width, height))) {
        resvg::render(tree, transform, &mut canvas.as_mut());
    }
    let mut share: Vec<u8> = canvas.pixels().iter().map(|pixel| pixel.alpha()).collect();
    if share.iter().all(|&share| share == 0) {
        return None;
    }
    if shape.blur > 0 {
        crate::raster::blur::gaussian(&mut share, width, height, f32::from(shape.blur) * scale.0);
    }
    Some(ShapeMask { share })
}

fn reaches(tree: &usvg::Tree, transform: tiny_skia::Transform, (width, height): (usize, usize)) -> bool {
    let ink = tree.root().abs_layer_bounding_box();
    let Some(ink) = ink.to_rect().transform(transform) else { return true };
    ink.right() > 0.0 && ink.bottom() > 0.0 && ink.left() < width as f32 && ink.top() < height as f32
}
