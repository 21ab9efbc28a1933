//! Where everything is.

use super::sample;
use crate::export::handout::{
    Fonts, Sheet,
    block::{Item, Mark},
    layout::{self, layout},
};

/// One line for each box: page, name, corner and size in whole points, and the text.
fn told(sheet: &Sheet) -> String {
    let pages = layout(sheet, &Fonts::house().unwrap());
    let mut told = String::new();
    for (page, items) in (1..).zip(pages) {
        for Item { name, frame, mark } in items {
            let text = match mark {
                Mark::Text(_, lines) => lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("/"),
                _ => String::new(),
            };
            let [left, top, width, height] = [frame.left, frame.top, frame.width, frame.height].map(f32::round);
            told += format!("{page} {name} {left} {top} {width} {height} {text}").trim_end();
            told += "\n";
        }
    }
    told
}

/// Boxes that are read or looked at are on their page, and none is over another.
pub fn assert_sound(sheet: &Sheet, fonts: &Fonts) {
    for items in layout(sheet, fonts) {
        let whole = |item: &&Item| matches!(item.mark, Mark::Text(..) | Mark::Picture(_));
        let seen: Vec<&Item> = items.iter().filter(whole).collect();
        for item in &items {
            assert!(layout::on_page(item.frame), "off the page: {item:?}");
        }
        for (at, one) in seen.iter().enumerate() {
            for other in &seen[at + 1..] {
                assert!(!overlap(one, other), "over each other:\n{one:?}\n{other:?}");
            }
        }
    }
}

fn overlap(one: &Item, other: &Item) -> bool {
    let [a, b] = [one.frame, other.frame];
    let near = 0.02;
    a.left + near < b.left + b.width
        && b.left + near < a.left + a.width
        && a.top + near < b.top + b.height
        && b.top + near < a.top + a.height
}

#[test]
fn the_boxes_are_where_they_were() {
    let told = told(&sample::sheet(5, 6));
    let known = include_str!("boxes.txt");
    assert!(told == known, "the layout changed; if that is meant, keep this as boxes.txt:\n{told}");
}

#[test]
fn many_and_few_are_sound() {
    let fonts = Fonts::house().unwrap();
    for (products, steps) in [(0, 0), (1, 1), (3, 4), (5, 6), (8, 9), (14, 12), (20, 14), (21, 15), (90, 90)] {
        assert_sound(&sample::sheet(products, steps), &fonts);
    }
}

#[test]
fn twenty_products_and_fourteen_steps_are_all_there() {
    let told = told(&sample::sheet(20, 14));
    assert_eq!(told.lines().filter(|line| line.starts_with("1 name ")).count(), 20);
    assert_eq!(told.lines().filter(|line| line.starts_with("2 step.title ")).count(), 14);
    assert!(!told.contains(" more "), "{told}");
}

#[test]
fn what_does_not_fit_is_counted() {
    let told = told(&sample::sheet(90, 90));
    for (page, name) in [("1", "name"), ("2", "step.title")] {
        let shown = told.lines().filter(|line| line.starts_with(&format!("{page} {name} "))).count();
        assert!(shown > 10, "{told}");
        assert!(told.lines().any(|line| line.ends_with(&format!("and {} more", 90 - shown))), "{told}");
    }
}

#[test]
fn a_short_sheet_has_large_pictures() {
    let told = told(&sample::sheet(3, 3));
    let after: Vec<f32> = told
        .lines()
        .find(|line| line.starts_with("1 after "))
        .unwrap()
        .split(' ')
        .skip(2)
        .map(|n| n.parse().unwrap())
        .collect();
    assert!(after[2] > 240.0 && after[3] > 300.0, "{after:?}");
}
