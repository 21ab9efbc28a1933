//! One part of a product shape, drawn onto a page.

use std::ops::Range;

use resvg::{
    tiny_skia::{self, Transform},
    usvg,
};

use crate::raster::blur::gaussian;

/// How far a Gaussian blur reaches, in standard deviations.
const BLUR_REACH: f32 = 3.0;
/// A part that is blurred by more than this (standard deviation, pixels) is drawn smaller. It is the blur that three boxes of radius 4
/// give, so that every page gets the same softness.
const FINEST_BLUR_PX: f32 = 4.472_136;

/// A rectangle of a page, and how much of each of its pixels a part covers.
pub(super) struct Part {
    columns: Range<usize>,
    rows: Range<usize>,
    /// Row-major, 0..=255.
    share: Vec<u8>,
}

impl Part {
    /// Draws a part sharp and then blurs it. (The renderer's own filter blurs whole layers of four floats; a thousand times the work.)
    /// `transform` leads to the page's pixels, `size` is the page's; `None` where the part does not reach the page.
    pub(super) fn drawn(node: &usvg::Node, transform: Transform, size: (usize, usize), blur_px: f32) -> Option<Self> {
        let (columns, rows) = place(node, transform, size, blur_px * BLUR_REACH)?;
        // A soft part has no fine detail: drawn small and enlarged it looks the same, at a fraction of the cost.
        let step = (blur_px / FINEST_BLUR_PX).max(1.0);
        // The canvas reaches beyond the page as far as the blur does: what lies outside softens into the page, and a shape shows no
        // seam where two pages meet.
        let margin = (blur_px / step * BLUR_REACH).ceil() as usize + 1;
        let across = |range: &Range<usize>| (range.len() as f32 / step).ceil() as usize + 2 * margin;
        let (wide, high) = (across(&columns), across(&rows));
        let transform = transform
            .post_translate(-(columns.start as f32), -(rows.start as f32))
            .post_scale(1.0 / step, 1.0 / step)
            .post_translate(margin as f32, margin as f32);
        let mut mask = sharp(node, transform, (wide, high))?;
        gaussian(&mut mask, wide, high, blur_px / step);
        let share = enlarged(&mask, wide, margin, step, (columns.len(), rows.len()));
        share.iter().any(|&share| share > 0).then_some(Self { columns, rows, share })
    }

    /// Lays the part onto a page of `width` columns (where two parts meet, at least one of them covers), or cuts it away.
    pub(super) fn lay_on(&self, page: &mut [u8], width: usize, cut: bool) {
        for (row, part) in self.rows.clone().zip(self.share.chunks_exact(self.columns.len())) {
            let page = &mut page[row * width..][self.columns.clone()];
            for (share, &part) in page.iter_mut().zip(part).filter(|(_, part)| **part > 0) {
                let (whole, part) = (u32::from(*share), u32::from(part));
                let left = (if cut { whole } else { 255 - whole }) * (255 - part) / 255;
                *share = (if cut { left } else { 255 - left }) as u8;
            }
        }
    }
}

/// Standard deviation of a part's Gaussian blur, units of the canvas; 0 without one.
pub(super) fn blur_of(node: &usvg::Node) -> f32 {
    let usvg::Node::Group(group) = node else { return 0.0 };
    let primitives = group.filters().iter().flat_map(|filter| filter.primitives());
    let blurs = primitives.filter_map(|primitive| match primitive.kind() {
        usvg::filter::Kind::GaussianBlur(blur) => Some(blur.std_dev_x().get()),
        _ => None,
    });
    blurs.sum()
}

/// The columns and rows of a page that a part reaches with `margin` pixels around it.
fn place(
    node: &usvg::Node,
    transform: Transform,
    (width, height): (usize, usize),
    margin: f32,
) -> Option<(Range<usize>, Range<usize>)> {
    let ink = node.abs_stroke_bounding_box().transform(transform)?;
    let range = |low: f32, high: f32, size: usize| {
        let (low, high) = ((low - margin - 1.0).max(0.0) as usize, (high + margin + 1.0).max(0.0).ceil() as usize);
        Some(low..high.min(size)).filter(|range| !range.is_empty())
    };
    Some((range(ink.left(), ink.right(), width)?, range(ink.top(), ink.bottom(), height)?))
}

/// The part's opacity without its blur; `None` where nothing of it is on the canvas.
fn sharp(node: &usvg::Node, transform: Transform, (wide, high): (usize, usize)) -> Option<Vec<u8>> {
    let mut canvas = tiny_skia::Pixmap::new(wide as u32, high as u32)?;
    match node {
        usvg::Node::Group(group) if !group.filters().is_empty() => {
            let transform = transform.pre_concat(group.abs_transform());
            group.children().iter().for_each(|child| draw_node(child, transform, &mut canvas));
        }
        _ => draw_node(node, transform, &mut canvas),
    }
    let mask: Vec<u8> = canvas.pixels().iter().map(|pixel| pixel.alpha()).collect();
    mask.iter().any(|&share| share > 0).then_some(mask)
}

fn draw_node(node: &usvg::Node, transform: Transform, canvas: &mut tiny_skia::Pixmap) {
    // The renderer moves a lone node to the origin; this moves it back.
    if let Some(ink) = node.abs_layer_bounding_box() {
        resvg::render_node(node, transform.pre_translate(ink.x(), ink.y()), &mut canvas.as_mut());
    }
}

/// Cuts the margin off a mask and makes each of its pixels `step` wide, blending between neighbours.
fn enlarged(mask: &[u8], wide: usize, margin: usize, step: f32, (width, height): (usize, usize)) -> Vec<u8> {
    let place = |i: usize| {
        let at = (i as f32 + 0.5) / step - 0.5 + margin as f32;
        (at as usize, ((at - at.floor()) * 256.0) as u32)
    };
    let columns: Vec<(usize, u32)> = (0..width).map(place).collect();
    let mut large = Vec::with_capacity(width * height);
    for (row, down) in (0..height).map(place) {
        let (upper, lower) = (&mask[row * wide..][..wide], &mask[(row + 1) * wide..][..wide]);
        large.extend(columns.iter().map(|&(column, along)| {
            let mix = |line: &[u8]| u32::from(line[column]) * (256 - along) + u32::from(line[column + 1]) * along;
            ((mix(upper) * (256 - down) + mix(lower) * down + (1 << 15)) >> 16) as u8
        }));
    }
    large
}
