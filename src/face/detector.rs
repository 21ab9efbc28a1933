//! Where in a picture there are faces: the BlazeFace detectors (V. Bazarevsky et al., "BlazeFace: sub-millisecond neural face detection on
//! mobile GPUs", 2019).

use super::roi::roi_from_points;
use crate::{
    geometry::{Rect, RotatedSquare, Vec2},
    inference::{InferenceError, Model},
    raster::{
        Pixmap,
        warp::{Border, planes_from_square},
    },
};

/// Boxes that overlap more than this (intersection over union) are one face.
const SAME_FACE: f32 = 0.3;
/// Values per box: centre, size, and six points.
const BOX_VALUES: usize = 16;

/// Which of the two detectors: how its anchors lie, and when it is sure.
#[derive(Debug, Clone, Copy)]
pub struct DetectorKind {
    /// Stride of each group of feature cells, and anchors per cell.
    grids: &'static [(usize, usize)],
    /// Least score.
    threshold: f32,
}

impl DetectorKind {
    /// Faces within about two metres.
    pub const SHORT_RANGE: Self = Self { grids: &[(8, 2), (16, 6)], threshold: 0.5 };
    /// Small and far faces.
    pub const FULL_RANGE: Self = Self { grids: &[(4, 1)], threshold: 0.6 };
}

/// A found face.
#[derive(Debug, Clone)]
pub struct Detection {
    /// 0..=1.
    pub score: f32,
    /// Frame pixels.
    pub bounds: Rect,
    /// Eyes (the picture's left first), nose, mouth, ears; frame pixels.
    pub points: [Vec2; 6],
}

impl Detection {
    /// Where the mesh model should look.
    pub fn roi(&self) -> RotatedSquare {
        roi_from_points(&self.bounds, self.points[0], self.points[1])
    }
}

/// A detector with its anchors and buffers.
pub struct Detector {
    model: Box<dyn Model>,
    kind: DetectorKind,
    size: usize,
    anchors: Vec<Vec2>,
    input: Vec<f32>,
}

impl Detector {
    /// The model's input is `[1, 3, size, size]` in -1..=1; its outputs are boxes `[1, anchors, 16]` in input pixels, relative to their
    /// anchors, and scores `[1, anchors, 1]` as logits.
    pub fn new(model: Box<dyn Model>, kind: DetectorKind) -> Self {
        let size = model.input_shapes()[0].last().copied().unwrap_or(1);
        Self { model, kind, size, anchors: anchors(size, kind.grids), input: Vec::new() }
    }

    /// All faces in a square of a frame, the surest first. Outside the frame the square is black.
    ///
    /// # Errors
    /// [`InferenceError`] where the model fails.
    pub fn detect(&mut self, frame: &Pixmap, square: &RotatedSquare) -> Result<Vec<Detection>, InferenceError> {
        planes_from_square(frame, square, self.size, Border::Black, [-1.0, 1.0], &mut self.input);
        let outputs = self.model.run(&[&self.input])?;
        let [boxes, scores] = outputs.as_slice() else { return Ok(Vec::new()) };
        Ok(merged(self.candidates(boxes, scores, square)))
    }

    fn candidates(&self, boxes: &[f32], scores: &[f32], square: &RotatedSquare) -> Vec<Detection> {
        let frame_from_unit = square.frame_from_unit();
        let rows = boxes.chunks_exact(BOX_VALUES).zip(scores).zip(&self.anchors);
        let decode = |((row, &logit), &anchor): ((&[f32], &f32), &Vec2)| {
            let score = 1.0 / (1.0 + (-logit.clamp(-100.0, 100.0)).exp());
            if score.is_nan() || score < self.kind.threshold {
                return None;
            }
            let point = |i: usize| Vec2::new(row[i], row[i + 1]) / self.size as f32;
            let in_frame = |unit: Vec2| frame_from_unit.transform_point2(unit + anchor);
            let (center, half) = (point(0), point(2) * 0.5);
            let bounds = Rect { min: in_frame(center - half), max: in_frame(center + half) };
            Some(Detection { score, bounds, points: std::array::from_fn(|i| in_frame(point(4 + 2 * i))) })
        };
        rows.filter_map(decode).collect()
    }
}

/// Centres of the anchors, 0..1, in the order of the model's outputs.
fn anchors(size: usize, grids: &[(usize, usize)]) -> Vec<Vec2> {
    let mut anchors = Vec::new();
    for &(stride, per_cell) in grids {
        let cells = size.div_ceil(stride);
        for cell in 0..cells * cells {
            let center = (Vec2::new((cell % cells) as f32, (cell / cells) as f32) + 0.5) / cells as f32;
            anchors.extend(std::iter::repeat_n(center, per_cell));
        }
    }
    anchors
}

/// Weighted non-maximum suppression: overlapping boxes become their mean by score.
fn merged(mut candidates: Vec<Detection>) -> Vec<Detection> {
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut faces = Vec::new();
    while let Some(best) = candidates.first().cloned() {
        let (same, others): (Vec<_>, Vec<_>) = candidates
            .into_iter()
            .enumerate()
            .partition(|(i, other)| *i == 0 || best.bounds.intersection_over_union(&other.bounds) > SAME_FACE);
        let total: f32 = same.iter().map(|(_, other)| other.score).sum();
        let mean = |of: &dyn Fn(&Detection) -> Vec2| same.iter().map(|(_, d)| of(d) * d.score).sum::<Vec2>() / total;
        faces.push(Detection {
            score: best.score,
            bounds: Rect { min: mean(&|d| d.bounds.min), max: mean(&|d| d.bounds.max) },
            points: std::array::from_fn(|i| mean(&|d| d.points[i])),
        });
        candidates = others.into_iter().map(|(_, other)| other).collect();
    }
    faces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detection(score: f32, x: f32) -> Detection {
        let bounds = Rect { min: Vec2::new(x, 0.0), max: Vec2::new(x + 10.0, 10.0) };
        Detection { score, bounds, points: [Vec2::splat(x); 6] }
    }

    #[test]
    fn anchors_are_as_many_as_the_models_boxes() {
        assert_eq!(anchors(128, DetectorKind::SHORT_RANGE.grids).len(), 896);
        assert_eq!(anchors(192, DetectorKind::FULL_RANGE.grids).len(), 2304);
    }

    #[test]
    fn overlapping_boxes_become_one_and_apart_stay_two() {
        let faces = merged(vec![detection(0.6, 1.0), detection(0.9, 0.0), detection(0.7, 50.0)]);
        assert_eq!(faces.len(), 2);
        assert!((faces[0].bounds.min.x - 0.4).abs() < 1e-5, "{:?}", faces[0].bounds);
        assert_eq!(faces[1].points[0], Vec2::splat(50.0));
    }
}
