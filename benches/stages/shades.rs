//! The nearest shades of a catalogue.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use vanity::catalog::{Item, nearest};

/// As many shades as two large tables of foundations have together.
const SHADES: u32 = 7_500;

pub fn all(c: &mut Criterion) {
    let color = |i: u32| [(i * 37 % 256) as u8, (i * 91 % 256) as u8, (i * 53 % 256) as u8];
    let items: Vec<Item> = (0..SHADES).map(|i| Item::of(color(i))).collect();
    let skin = Item::of([160, 111, 74]).lab;
    let mut group = c.benchmark_group("catalog");
    group.throughput(Throughput::Elements(u64::from(SHADES)));
    group.bench_function("nearest of 7,500", |b| b.iter(|| nearest(black_box(&items), black_box(skin), None, 6).len()));
}
