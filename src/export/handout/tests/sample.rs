//! Sheets to try.

use image::{Rgb, RgbImage};

use crate::export::handout::{Product, Sheet, Step, Words};

/// A picture that is not of one colour.
pub fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x * 255 / width.max(1)) as u8, (y * 255 / height.max(1)) as u8, 120]))
}

/// A sheet with so many products and steps.
pub fn sheet(products: usize, steps: usize) -> Sheet {
    let owned = str::to_owned;
    let product = |at: usize| Product {
        kind: owned("Lipstick"),
        name: format!("Maison Rose Velours {at}"),
        shade: owned("Rose Thé"),
        colour: Some([150 + at as u8, 60, 70]),
        finish: owned("satin"),
        price: Some(owned("€ 34")),
        why: Some(owned("Warm enough for your undertone, and deep enough to be seen.")),
    };
    let step = |at: usize| Step {
        title: format!("Blend the crease {at}"),
        how: owned("With the clean brush, in small circles along the fold of the lid, until no edge is seen."),
        tool: Some(owned("a fluffy blending brush")),
        picture: at.is_multiple_of(2).then(|| picture(120, 90)),
    };
    Sheet {
        words: Words::spoken(),
        salon: Some(owned("Salon Lumière")),
        client: Some(owned("Amélie Laurent")),
        date: owned("2026-11-27"),
        look: owned("Ivory Vows"),
        about: Some(owned(
            "Soft focus for long embraces and longer photographs: rose, champagne, lashes that survive tears.",
        )),
        before: picture(300, 400),
        after: picture(300, 400),
        facts: vec![(owned("Skin tone"), owned("Monk 4, ITA 32 ± 5")), (owned("Undertone"), owned("Warm"))],
        notes: Some(owned("Take the liner thinner by day.\nCome back in spring.")),
        products: (1..=products).map(product).collect(),
        steps: (1..=steps).map(step).collect(),
    }
}
