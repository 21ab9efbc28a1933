//! The shades that look most like a colour, and how they differ in words.

use super::{Item, Kind};
use crate::{
    language::say,
    raster::difference::{Lab, ciede2000, ciede2000_at_least},
};

/// How many shades are gathered at least before they are sorted.
const MOST_UNSORTED: usize = 64;

/// A shade, and how different it looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near<'a> {
    /// The shade.
    pub item: &'a Item,
    /// CIEDE2000. About 1 is the smallest difference that is seen side by side.
    pub difference: f64,
}

/// The `count` shades that look most like a colour, the nearest first; of a kind if one is given, or else of all that are sold by their
/// colour. Shades at the same distance keep their order.
pub fn nearest<'a>(
    items: impl IntoIterator<Item = &'a Item>,
    color: Lab,
    kind: Option<Kind>,
    count: usize,
) -> Vec<Near<'a>> {
    let of_kind = items.into_iter().filter(|item| item.is_sold_as(kind));
    let near = nearest_of(of_kind.map(|item| (item, item.lab)), color, count);
    near.into_iter().map(|(item, difference)| Near { item, difference }).collect()
}

/// As [`nearest`], of anything that has a colour: each with its difference. Tables are long and what is shown of them is short, so that what
/// is far off by its lightness alone is not looked at closer.
pub fn nearest_of<T>(colored: impl IntoIterator<Item = (T, Lab)>, color: Lab, count: usize) -> Vec<(T, f64)> {
    let settle = |near: &mut Vec<(T, f64)>| {
        near.sort_by(|one, two| one.1.total_cmp(&two.1));
        near.truncate(count);
    };
    let (mut near, mut farthest) = (Vec::new(), f64::INFINITY);
    for (thing, lab) in colored {
        if ciede2000_at_least(color, lab) >= farthest {
            continue;
        }
        near.push((thing, ciede2000(color, lab)));
        // Sorting seldom costs less than finding each one's place.
        if near.len() >= (2 * count).max(MOST_UNSORTED) {
            settle(&mut near);
            farthest = near.last().filter(|_| near.len() == count).map_or(farthest, |(_, difference)| *difference);
        }
    }
    settle(&mut near);
    near
}

/// How `other` differs from `color` as one would say it: `a little lighter and warmer`. Warmer is yellower, cooler pinker or bluer, as
/// makeup artists say of skin and lips.
pub fn difference_in_words(color: Lab, other: Lab) -> String {
    let whole = ciede2000(color, other);
    if whole < 1.0 {
        return say("no difference to be seen").into();
    }
    let mut parts = parts(color, other);
    parts.sort_by(|one, two| two.0.total_cmp(&one.0));
    let largest = parts[0].0;
    let told = match parts {
        [(_, first), (size, second), _] if size >= largest * 0.5 => {
            say!("{first} and {second}", first = say(first), second = say(second))
        }
        [(_, first), ..] => say(first).into(),
    };
    match whole {
        ..2.5 => say!("a little {difference}", difference = told),
        ..6.0 => told,
        _ => say!("much {difference}", difference = told),
    }
}

/// Sizes and words of the differences in lightness, hue and chroma, weighted as in CIE94 so that they can be compared.
fn parts(color: Lab, other: Lab) -> [(f64, &'static str); 3] {
    let (Lab([light, a, b]), Lab([other_light, other_a, other_b])) = (color, other);
    let (chroma, other_chroma) = (a.hypot(b), other_a.hypot(other_b));
    let mean = (chroma * other_chroma).sqrt();
    let lightness = other_light - light;
    let colorful = (other_chroma - chroma) / (1.0 + 0.045 * mean);
    // Towards yellow (90 degrees) from either side is warmer.
    let from_yellow = |a: f64, b: f64| (-a).atan2(b).abs();
    let hue = 2.0 * mean * ((from_yellow(a, b) - from_yellow(other_a, other_b)) / 2.0).sin() / (1.0 + 0.015 * mean);
    let word =
        |value: f64, more: &'static str, less: &'static str| (value.abs(), if value > 0.0 { more } else { less });
    [word(lightness, "lighter", "darker"), word(hue, "warmer", "cooler"), word(colorful, "more vivid", "more muted")]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_nearest_come_first_and_kinds_are_told_apart() {
        let of = |color, kind| Item { kind, ..Item::of(color) };
        let items = [
            of([200, 0, 0], Some(Kind::Lipstick)),
            of([190, 10, 10], None),
            of([160, 111, 74], Some(Kind::Foundation)),
            of([200, 0, 0], Some(Kind::LipLiner)),
        ];
        let found = |kind, count| {
            let near = nearest(&items, items[0].lab, kind, count);
            near.iter()
                .map(|near| items.iter().position(|item| std::ptr::eq(item, near.item)).unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(found(None, 9), [0, 3, 1, 2]);
        assert_eq!(found(None, 2), [0, 3]);
        assert_eq!(found(Some(Kind::Foundation), 9), [2]);
        assert!(found(Some(Kind::Hair), 9).is_empty());
        assert_eq!(nearest(&items, items[0].lab, None, 1)[0].difference, 0.0);
    }

    #[test]
    fn differences_are_said_in_words() {
        let skin = Lab([60.0, 14.0, 24.0]);
        for (other, words) in [
            (skin, "no difference to be seen"),
            (Lab([62.0, 14.0, 24.0]), "a little lighter"),
            (Lab([56.0, 14.0, 24.0]), "darker"),
            (Lab([40.0, 14.0, 24.0]), "much darker"),
            (Lab([60.0, 18.0, 21.0]), "cooler"),
            (Lab([60.0, 11.0, 26.0]), "warmer"),
            (Lab([60.0, 10.0, 17.1]), "more muted"),
            (Lab([64.0, 10.0, 26.0]), "lighter and warmer"),
        ] {
            assert_eq!(difference_in_words(skin, other), words, "{other:?}");
        }
        let pink = Lab([50.0, 50.0, -5.0]);
        assert_eq!(difference_in_words(pink, Lab([50.0, 49.0, 12.0])), "much warmer");
    }

    proptest! {
        #[test]
        fn what_is_left_out_by_its_lightness_is_never_missed(
            colors in proptest::collection::vec(any::<[u8; 3]>(), 0..400),
            asked in any::<[u8; 3]>(),
            count in 0usize..30,
        ) {
            let (items, color): (Vec<Item>, _) = (colors.into_iter().map(Item::of).collect(), Item::of(asked).lab);
            let mut all: Vec<(usize, f64)> =
                items.iter().enumerate().map(|(number, item)| (number, ciede2000(color, item.lab))).collect();
            all.sort_by(|one, two| one.1.total_cmp(&two.1));
            all.truncate(count);
            prop_assert_eq!(nearest_of(items.iter().map(|item| item.lab).enumerate(), color, count), all);
        }

        #[test]
        fn what_differs_one_way_differs_the_other_way_round(
            one in any::<[u8; 3]>(),
            two in any::<[u8; 3]>(),
        ) {
            let [one, two] = [one, two].map(|color| Item::of(color).lab);
            let (there, back) = (difference_in_words(one, two), difference_in_words(two, one));
            prop_assert_eq!(there.contains("lighter"), back.contains("darker"), "{} / {}", there, back);
            prop_assert_eq!(there.contains("warmer"), back.contains("cooler"), "{} / {}", there, back);
        }
    }
}
