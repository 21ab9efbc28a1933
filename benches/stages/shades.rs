//! The nearest shades of a catalogue.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use vanity::catalog::{Item, MAX_ROWS, Words, nearest};

/// As many shades as two large tables of foundations have together.
const SHADES: u32 = 7_500;

fn color(i: u32) -> [u8; 3] {
    [(i * 37 % 256) as u8, (i * 91 % 256) as u8, (i * 53 % 256) as u8]
}

/// As tables have them.
fn named(i: u32) -> Item {
    let mut item = Item::of(color(i / 7));
    (item.article.brand, item.article.product) = (format!("Maker {}", i % 40), "Velvet Lipstick".into());
    item.article.shade = format!("No. {i}");
    item
}

pub fn all(c: &mut Criterion) {
    let items: Vec<Item> = (0..SHADES).map(|i| Item::of(color(i))).collect();
    let skin = Item::of([160, 111, 74]).lab;
    let mut group = c.benchmark_group("catalog");
    group.throughput(Throughput::Elements(u64::from(SHADES)));
    group.bench_function("nearest of 7,500", |b| b.iter(|| nearest(black_box(&items), black_box(skin), None, 6).len()));
    let table: Vec<Item> = (0..MAX_ROWS as u32).map(named).collect();
    group.throughput(Throughput::Elements(MAX_ROWS as u64));
    group.bench_function("nearest of 100,000", |b| {
        b.iter(|| nearest(black_box(&table), black_box(skin), None, 6).len())
    });
    let words = Words::of("velvet 9999");
    group.bench_function("search of 100,000", |b| {
        b.iter(|| table.iter().filter(|item| black_box(&words).are_in(item)).count());
    });
}
