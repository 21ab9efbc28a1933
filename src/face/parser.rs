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

/// Blocks a side that a square is looked at in for cuts.
const BLOCKS: usize = 8;
/// Mean change of the blocks (-1..=1) from one look to the next that is a cut. Heads that turn, talk and nod change them by 0.12 at
/// most, with four times the usual time between looks; of pairs of different portraits one in a thousand by less than 0.17.
const CUT: f32 = 0.15;

/// What the network remembers of one face in one square; empty at first, and after anything that breaks the sequence.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    kept: Vec<f32>,
    /// Means of the blocks of what was seen, plane by plane.
    seen: Vec<f32>,
}

impl Memory {
    /// Forgets all if what is seen now has nothing to do with what was seen before.
    fn meet(&mut self, planes: &[f32], size: usize) {
        let now = block_means(planes, size);
        let change = now.iter().zip(&self.seen).map(|(now, before)| (now - before).abs()).sum::<f32>();
        if change > CUT * now.len() as f32 {
            self.kept.clear();
        }
        self.seen = now;
    }
}

/// Mean of each block of planes of `size * size` values.
fn block_means(planes: &[f32], size: usize) -> Vec<f32> {
    let block = (size / BLOCKS).max(1);
    let mut means = Vec::with_capacity(3 * BLOCKS * BLOCKS);
    for rows in planes.chunks_exact(block * size) {
        let mut sums = [0.0f32; BLOCKS];
        for row in rows.chunks_exact(size) {
            for (sum, part) in sums.iter_mut().zip(row.chunks_exact(block)) {
                *sum += part.iter().sum::<f32>();
            }
        }
        means.extend(sums.map(|sum| sum / (block * block) as f32));
    }
    means
}

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
        memory.meet(&self.input, self.size);
        memory.kept.resize(self.memory_len, 0.0);
        let mut outputs = self.model.run(&[&self.input, &memory.kept])?.into_iter();
        let (Some(scores), Some(next)) = (outputs.next(), outputs.next()) else { return Ok(None) };
        if next.iter().all(|value| value.is_finite()) {
            memory.kept = next;
        } else {
            memory.kept.clear();
        }
        let size = (scores.len() / Part::ALL.len()).isqrt();
        Ok((size > 0).then(|| Parsing::from_scores(square, size, &scores)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_empties_the_memory_and_motion_does_not() {
        let size = 64;
        let face = |shade: f32| vec![shade; 3 * size * size];
        let mut memory = Memory { kept: vec![1.0; 4], ..Memory::default() };
        memory.meet(&face(0.1), size);
        memory.meet(&face(0.2), size);
        assert_eq!(memory.kept.len(), 4);
        memory.meet(&face(0.5), size);
        assert!(memory.kept.is_empty());
    }
}
