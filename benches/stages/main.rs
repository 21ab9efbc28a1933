//! Each stage by itself. `cargo bench` runs all; `cargo bench -- compose` those whose name holds a word. `docs/performance.md` says what
//! the figures mean.

mod faces;
mod interface;
mod painting;
mod pictures;
mod sample;
mod shades;

use criterion::{criterion_group, criterion_main};

criterion_group!(stages, pictures::all, faces::all, interface::all, painting::all, shades::all);
criterion_main!(stages);
