//! The parsing network: tells skin from hair, glasses and hands, and remembers what it saw on the frame before.

use super::parsing::{Parsing, Part};
use crate::{
    geometry::RotatedSquare,
    inference::{InferenceError, Model},
    raster::{
        Pixmap,
        warp::{Border, planes_from_square},
    },
};

/// What the network remembers of one face in one square; empty at first, and after anything that breaks the sequence.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory(Vec<f32>);

/// The network.
pub(super) struct Parser {
    model: Box<dyn Model>,
    size: usize,
    memory_len: usize,
    input: Vec<f32>,
}

impl Parser {
    /// The model's inputs are a picture `[1, 3, size, size]` in -1..=1 and a memory; its outputs the scores of the parts,
    /// `[1, 12, cells, cells]`, and the memory for the next frame.
    pub(super) fn new(model: Box<dyn Model>) -> Self {
        let shapes = model.input_shapes();
        let size = shapes[0].last().copied().unwrap_or(1);
        let memory_len = shapes.get(1).map_or(0, |shape| shape.iter().product());
        Self { model, size, memory_len, input: Vec::new() }
    }

    /// Parses a square of the frame. What lies outside the frame is background.
    ///
    /// # Errors
    /// [`InferenceError`] where the model fails.
    pub(super) fn parse(
        &mut self,
        frame: &Pixmap,
        square: RotatedSquare,
        memory: &mut Memory,
    ) -> Result<Option<Parsing>, InferenceError> {
        planes_from_square(frame, &square, self.size, Border::Black, [-1.0, 1.0], &mut self.input);
        memory.0.resize(self.memory_len, 0.0);
        let mut outputs = self.model.run(&[&self.input, &memory.0])?.into_iter();
        let (Some(scores), Some(next)) = (outputs.next(), outputs.next()) else { return Ok(None) };
        if next.iter().all(|value| value.is_finite()) {
            memory.0 = next;
        } else {
            memory.0.clear();
        }
        let size = (scores.len() / Part::ALL.len()).isqrt();
        Ok((size > 0).then(|| Parsing::from_scores(square, size, &scores)))
    }
}
