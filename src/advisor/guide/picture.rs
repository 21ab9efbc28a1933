//! A step drawn on the person's own face: what is worn so far, the place of this step outlined, and arrows along its strokes.

use resvg::tiny_skia::{LineCap, LineJoin, Paint, PathBuilder, PixmapMut, Stroke as Pen, Transform};

use super::{Guide, arrows};
use crate::{
    advisor::heat::over_face,
    compose::Compositor,
    face::{Face, FaceCrop, square_of},
    geometry::{
        Rect, Vec2,
        regions::{LEFT_BROW, LEFT_EYE, OUTER_LIPS, RIGHT_BROW, RIGHT_EYE},
    },
    look::{Area, Look, Product},
    makeup::{
        Atlas, BakeError, Baker,
        atlas::{PageId, Texel},
    },
    raster::Pixmap,
    resources::Resources,
    transfer,
};

/// Longest side of a step's picture, pixels.
const SIDE: u32 = 900;
/// Share of a product's strongest paint from which on a place is within its outline.
const WITHIN: f32 = 0.3;
/// Widths of lines and of the dark edge around them, over the picture's side.
const LINE: f32 = 0.0045;
const EDGE: f32 = 0.0085;
/// Length of an arrow's head, over the picture's side.
const HEAD: f32 = 0.018;
/// Side of a close-up over the width of what it shows.
const CLOSE_OVER_PART: f32 = 1.35;

/// Why a step cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum GuideError {
    /// A drawing is missing or broken.
    #[error(transparent)]
    Shapes(#[from] BakeError),
    /// The face has no extent.
    #[error("the face is too small to be drawn on; come closer to the camera")]
    NoFace,
    /// There is no such step.
    #[error("the look has no step {0}")]
    NoStep(usize),
}

/// Draws steps.
pub struct GuidePainter {
    baker: Baker,
    compositor: Compositor,
}

impl GuidePainter {
    /// Reads the drawings.
    ///
    /// # Errors
    /// [`GuideError::Shapes`] names what is missing.
    pub fn new(resources: &Resources) -> Result<Self, GuideError> {
        Ok(Self { baker: Baker::new(resources)?, compositor: transfer::compositor(resources) })
    }

    /// The face of a frame after a step, counted from 0, at most 900 pixels a side.
    ///
    /// # Errors
    /// [`GuideError`] says what is missing.
    pub fn draw(
        &mut self,
        frame: &Pixmap,
        face: &Face,
        look: &Look,
        guide: &Guide,
        step: usize,
    ) -> Result<Pixmap, GuideError> {
        let product = &guide.steps.get(step).ok_or(GuideError::NoStep(step))?.product;
        let FaceCrop { picture, face } = FaceCrop::of(frame, face, SIDE).ok_or(GuideError::NoFace)?;
        let atlas = self.baker.bake(&guide.worn_after(look, step))?;
        let worn = self.compositor.compose(&picture, std::slice::from_ref(&face), &atlas, 1.0);
        let mut drawn = (*worn).clone();
        // Around single hairs a line would hide them.
        if !matches!(product, Product::Lashes(_)) {
            let alone = self.baker.bake(&Look::of(vec![product.with_coverage(1.0)]))?;
            outline(&mut drawn, &face, &alone);
        }
        draw_arrows(&mut drawn, &face, product);
        Ok(drawn)
    }
}

/// The part of a step's picture that the step is about: an eye with its brow, the lips, or all of it.
pub fn close_up(drawn: Pixmap, frame: &Pixmap, face: &Face, product: &Product) -> Pixmap {
    let Some(FaceCrop { face, .. }) = FaceCrop::of(frame, face, SIDE) else { return drawn };
    let bounds = |points: &[&[usize]]| {
        Rect::around(
            points
                .iter()
                .copied()
                .flatten()
                .filter_map(|&point| face.landmarks.get(point).map(|point| point.truncate())),
        )
    };
    let wider = |a: &Rect, b: &Rect| a.size().x.total_cmp(&b.size().x);
    let part = match product.area() {
        Area::Eyes => {
            let eyes = [[&LEFT_EYE[..], &LEFT_BROW[..]], [&RIGHT_EYE[..], &RIGHT_BROW[..]]];
            // Of a turned head the one that is nearer.
            eyes.iter().filter_map(|eye| bounds(eye)).max_by(wider)
        }
        Area::Lips => bounds(&[&OUTER_LIPS]),
        Area::Face | Area::Hair => None,
    };
    part.and_then(|part| square_of(&drawn, &part, CLOSE_OVER_PART)).unwrap_or(drawn)
}

/// Draws a line around what an atlas paints.
fn outline(picture: &mut Pixmap, face: &Face, atlas: &Atlas) {
    let [width, height] = picture.size();
    let most = atlas.pages.iter().filter_map(|page| page.levels.first()).flat_map(|level| &level.texels);
    let most = most.map(|&texel| strength(texel)).fold(0.0, f32::max);
    if most <= 0.0 {
        return;
    }
    let mut within = vec![false; width * height];
    let mut marks = Pixmap::new(width as u32, height as u32);
    over_face(&mut marks, face, |pixel, uv| pixel[0] = if paint_at(atlas, uv) > WITHIN * most { 255 } else { 0 });
    within.iter_mut().zip(marks.pixels()).for_each(|(within, mark)| *within = mark[0] > 0);
    let radius = (LINE * width as f32 * 0.5).max(1.0).ceil() as isize;
    let near_edge = |x: isize, y: isize, reach: isize| {
        let at = |x: isize, y: isize| {
            let inside = x >= 0 && y >= 0 && x < width as isize && y < height as isize;
            inside && within[y as usize * width + x as usize]
        };
        at(x, y) && !(at(x - reach, y) && at(x + reach, y) && at(x, y - reach) && at(x, y + reach))
    };
    for y in 0..height as isize {
        for x in 0..width as isize {
            let pixel = &mut picture.pixels_mut()[y as usize * width + x as usize];
            if near_edge(x, y, radius) {
                *pixel = [255, 255, 255, pixel[3]];
            } else if near_edge(x, y, 2 * radius) {
                pixel[..3].iter_mut().for_each(|channel| *channel /= 2);
            }
        }
    }
}

/// How much a texel changes what is beneath it, 0..=1.
fn strength(texel: Texel) -> f32 {
    let film = texel.film();
    let hidden = 1.0 - film.two_way.iter().copied().fold(1.0, f32::min);
    // What only changes the surface, or matches the wearer, has no pigment.
    if hidden > 0.02 {
        hidden
    } else if texel != Texel::NEUTRAL {
        0.02
    } else {
        0.0
    }
}

/// How strongly an atlas paints at a place of the UV plane: on the densest page that holds it.
fn paint_at(atlas: &Atlas, uv: Vec2) -> f32 {
    let on = |id: PageId| {
        let level = atlas.pages[id as usize].levels.first()?;
        let (min, max) = id.window();
        let at = (uv - min) / (max - min);
        let inside = at.cmpge(Vec2::ZERO).all() && at.cmplt(Vec2::ONE).all();
        let texel = |at: Vec2| level.texels[at.y as usize * level.width + at.x as usize];
        inside.then(|| strength(texel(at * Vec2::new(level.width as f32, level.height as f32))))
    };
    let dense = [PageId::LeftEye, PageId::RightEye, PageId::Lips].into_iter().find_map(on);
    dense.unwrap_or(0.0).max(on(PageId::Face).unwrap_or(0.0))
}

fn draw_arrows(picture: &mut Pixmap, face: &Face, product: &Product) {
    let side = picture.width() as f32;
    let mut path = PathBuilder::new();
    for chain in arrows::of(product) {
        let points: Vec<Vec2> = chain.iter().map(|&vertex| face.landmarks[vertex].truncate()).collect();
        let [.., before, end] = points[..] else { continue };
        path.move_to(points[0].x, points[0].y);
        // Through the middles between the points, bent by the points themselves.
        for pair in points.windows(2).skip(1) {
            let middle = if pair[1] == end { end } else { (pair[0] + pair[1]) * 0.5 };
            path.quad_to(pair[0].x, pair[0].y, middle.x, middle.y);
        }
        if points.len() == 2 {
            path.line_to(end.x, end.y);
        }
        let back = (before - end).normalize_or_zero() * HEAD * side;
        for turn in [0.5f32, -0.5] {
            let tip = end + Vec2::from_angle(turn).rotate(back);
            path.move_to(tip.x, tip.y);
            path.line_to(end.x, end.y);
        }
    }
    let (Some(path), (width, height)) = (path.finish(), (picture.width(), picture.height())) else { return };
    let Some(mut canvas) = PixmapMut::from_bytes(picture.data_mut(), width, height) else { return };
    for (share, ink) in [(EDGE, [30, 16, 18]), (LINE, [255, 255, 255])] {
        let pen = Pen {
            width: (share * side).max(1.5),
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Pen::default()
        };
        let mut paint = Paint::default();
        paint.set_color_rgba8(ink[0], ink[1], ink[2], 255);
        paint.anti_alias = true;
        canvas.stroke_path(&path, &paint, &pen, Transform::identity(), None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{advisor::tests::portrait, look::Library};

    #[test]
    fn a_lip_step_is_drawn_about_the_lips() {
        let resources = Resources::locate().unwrap();
        let (picture, faces) = portrait();
        let library = Library::open(&resources.asset("looks")).unwrap();
        let look = library.get("classic-red").unwrap();
        let guide = Guide::of(look, None);
        let mut painter = GuidePainter::new(&resources).unwrap();
        let last = guide.steps.len() - 1;
        let drawn = painter.draw(&picture, &faces[0], look, &guide, last).unwrap();
        let crop = FaceCrop::of(&picture, &faces[0], SIDE).unwrap();
        assert_eq!(drawn.size(), crop.picture.size());
        let white = |y: usize| {
            let row = |picture: &Pixmap| picture.row(y as u32).iter().filter(|pixel| pixel[..3] == [255; 3]).count();
            row(&drawn).saturating_sub(row(&crop.picture))
        };
        let mouth = crop.face.landmarks[17].y as usize;
        let brows = crop.face.landmarks[9].y as usize;
        assert!((mouth - 6..mouth + 6).any(|y| white(y) > 3), "the lower lip is outlined");
        assert!((brows - 6..brows + 6).all(|y| white(y) == 0), "the forehead is not");
        assert!(matches!(painter.draw(&picture, &faces[0], look, &guide, 99), Err(GuideError::NoStep(99))));
    }
}
