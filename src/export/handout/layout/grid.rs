//! Blocks in columns.

use super::super::{
    block::Block,
    style::{GUTTER, LINE, MEASURE},
};

/// Most that the gap between rows grows by, in parts of itself.
const STRETCH: f32 = 0.8;

/// How blocks stand in columns.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// How many columns.
    pub columns: usize,
    /// Between a row and the next, points.
    pub gap: f32,
    /// Whether there is a hairline over each row, in the middle of the gap.
    pub ruled: bool,
}

impl Grid {
    /// Width of a column, points.
    pub fn column(&self) -> f32 {
        (MEASURE - GUTTER * (self.columns - 1) as f32) / self.columns as f32
    }

    /// With more room between the rows of so many blocks, to fill spare height in points as far as that looks well.
    pub fn loosened(&self, blocks: usize, spare: f32) -> Self {
        let gaps = blocks.div_ceil(self.columns).saturating_sub(1).max(1);
        Self { gap: self.gap + (spare / gaps as f32).min(self.gap * STRETCH), ..*self }
    }

    /// The blocks down the first column, then down the next; blocks beside each other begin at one height.
    pub fn placed(&self, blocks: &[Block]) -> Block {
        let rows = blocks.len().div_ceil(self.columns);
        let mut placed = Block::default();
        for row in 0..rows {
            let across = (0..self.columns).filter_map(|column| Some((column, blocks.get(column * rows + row)?)));
            let down = if row == 0 { 0.0 } else { placed.height + self.gap };
            for (column, block) in across {
                let right = column as f32 * (self.column() + GUTTER);
                if self.ruled && row > 0 {
                    placed = placed.with(Block::rule(self.column(), LINE).moved(right, down - self.gap / 2.0));
                }
                placed = placed.with(block.clone().moved(right, down));
            }
        }
        placed
    }

    /// As many of the blocks from the first on as fit a height together with the line that says how many are left out.
    pub fn fitting(&self, blocks: &[Block], height: f32, more: impl Fn(usize) -> Block) -> Block {
        let cut = (0..blocks.len())
            .rev()
            .map(|kept| self.placed(&blocks[..kept]).above(self.gap.min(8.0), more(blocks.len() - kept)));
        let whole = std::iter::once_with(|| self.placed(blocks));
        whole.chain(cut).find(|block| block.height <= height).unwrap_or_default()
    }
}
