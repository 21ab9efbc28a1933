//! What nobody means to put on a sheet.

use image::{Rgb, RgbImage};
use proptest::prelude::*;

use super::{layout::assert_sound, sample};
use crate::export::handout::{Fonts, Product, Sheet, SheetError, Step, Words, clean, pdf};

fn pages(bytes: &[u8]) -> usize {
    lopdf::Document::load_mem(bytes).unwrap().get_pages().len()
}

/// A picture that JPEG can hardly make smaller.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 1u32;
    RgbImage::from_fn(width, height, |_, _| {
        Rgb(std::array::from_fn(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        }))
    })
}

#[test]
fn noisy_pictures_stay_under_three_megabytes() {
    let mut sheet = sample::sheet(3, 6);
    sheet.before = noise(1000, 1200);
    sheet.after = RgbImage::clone(&sheet.before);
    sheet.after.put_pixel(0, 0, Rgb([0; 3]));
    sheet.steps.iter_mut().for_each(|step| step.picture = Some(noise(300, 300)));
    let bytes = pdf(&sheet, &Fonts::house().unwrap()).unwrap();
    assert!(bytes.len() < 3_000_000, "{}", bytes.len());
}

#[test]
fn pictures_of_any_size_are_cut_to_their_frames() {
    let mut sheet = sample::sheet(3, 3);
    sheet.before = RgbImage::new(6000, 4000);
    sheet.after = RgbImage::new(1, 1);
    sheet.steps[0].picture = Some(RgbImage::new(3000, 1));
    sheet.steps[1].picture = Some(RgbImage::new(0, 0));
    let bytes = pdf(&sheet, &Fonts::house().unwrap()).unwrap();
    assert_eq!(pages(&bytes), 2);
    assert!(bytes.len() < 300_000, "{}", bytes.len());
}

#[test]
fn nothing_at_all_is_still_two_pages() {
    let fonts = Fonts::house().unwrap();
    for sheet in [Sheet::default(), Sheet { words: Words::spoken(), before: sample::picture(1, 1), ..Sheet::default() }]
    {
        assert_sound(&sheet, &fonts);
        assert_eq!(pages(&pdf(&sheet, &fonts).unwrap()), 2);
    }
}

#[test]
fn words_without_end_are_cut_and_stay_on_the_page() {
    let fonts = Fonts::house().unwrap();
    let endless = "W".repeat(10_000);
    let mut sheet = sample::sheet(9, 7);
    let Sheet { salon, client, date, look, about, facts, notes, products, steps, .. } = &mut sheet;
    for text in [date, look].into_iter().chain([salon, client, about, notes].into_iter().flatten()) {
        text.clone_from(&endless);
    }
    facts.iter_mut().for_each(|(name, value)| (*name, *value) = (endless.clone(), endless.clone()));
    for Product { kind, name, shade, finish, price, why, .. } in products {
        for text in [kind, name, shade, finish].into_iter().chain(price).chain(why) {
            text.clone_from(&endless);
        }
    }
    for Step { title, how, tool, .. } in steps {
        for text in [title, how].into_iter().chain(tool) {
            text.clone_from(&endless);
        }
    }
    assert_sound(&sheet, &fonts);
    assert_eq!(pages(&pdf(&sheet, &fonts).unwrap()), 2);
}

#[test]
fn what_cannot_be_set_is_left_out_or_made_plain() {
    let fonts = Fonts::house().unwrap();
    for (given, set) in [
        ("rose\u{0}\u{7}\t\n gold", "rose gold"),
        ("satin 💄✨", "satin"),
        ("Škoda Łódź ﬁn", "Skoda Lódz fin"),
        ("\u{202E}evil\u{202C}\u{200B}", "evil"),
        ("محمد 象牙", "? ?"),
        ("Z\u{0300}\u{0301}\u{0303}\u{0304}a", "Z\u{0300}\u{0301}a"),
        ("", ""),
        ("  \n ", ""),
    ] {
        assert_eq!(clean::line(given, &fonts), set, "{given:?}");
    }
    assert_eq!(clean::paragraphs("one\n\n  two \n", &fonts), "one\ntwo");
}

#[test]
fn bytes_that_are_no_font_are_told_so() {
    for bytes in [Vec::new(), b"not a font".to_vec(), vec![0; 4096]] {
        assert!(matches!(Fonts::house().unwrap().with_further(bytes, 0), Err(SheetError::Font)));
    }
    let inter = include_bytes!("../../../../assets/fonts/inter-regular.ttf");
    assert!(matches!(Fonts::house().unwrap().with_further(inter.to_vec(), 7), Err(SheetError::Font)));
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        4 => "[a-zé ]{0,60}",
        2 => "\\PC{0,300}",
        1 => any::<String>(),
        1 => "[A-Z]{200,900}",
        1 => "[\u{5d0}-\u{5ea}\u{627}-\u{64a}a-z0-9() ]{0,80}",
        1 => "[\u{4e00}-\u{9fa5}，。]{0,200}",
    ]
}

fn any_picture() -> impl Strategy<Value = RgbImage> {
    (0u32..60, 0u32..60).prop_map(|(width, height)| sample::picture(width, height))
}

prop_compose! {
    fn any_product()(text in prop::collection::vec(any_text(), 6), colour in any::<Option<[u8; 3]>>(), price in any::<bool>(), why in any::<bool>()) -> Product {
        let [kind, name, shade, finish, cost, reason] = <[String; 6]>::try_from(text).unwrap();
        Product { kind, name, shade, colour, finish, price: price.then_some(cost), why: why.then_some(reason) }
    }
}

prop_compose! {
    fn any_step()(title in any_text(), how in any_text(), tool in prop::option::of(any_text()), picture in prop::option::of(any_picture())) -> Step {
        Step { title, how, tool, picture }
    }
}

prop_compose! {
    fn any_sheet()(
        text in prop::collection::vec(any_text(), 6),
        pictures in [any_picture(), any_picture()],
        facts in prop::collection::vec((any_text(), any_text()), 0..12),
        products in prop::collection::vec(any_product(), 0..30),
        steps in prop::collection::vec(any_step(), 0..22),
    ) -> Sheet {
        let [salon, client, date, look, about, notes] = <[String; 6]>::try_from(text).unwrap();
        let [before, after] = pictures;
        Sheet {
            words: Words::spoken(), salon: Some(salon), client: Some(client), date, look, about: Some(about), before, after, facts,
            notes: Some(notes), products, steps,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sheet_is_two_sound_pages(sheet in any_sheet()) {
        let fonts = Fonts::house().unwrap();
        assert_sound(&sheet, &fonts);
        prop_assert_eq!(pages(&pdf(&sheet, &fonts).unwrap()), 2);
    }
}
