//! The PDF as another program reads it.

use lopdf::Document;

use super::sample;
use crate::export::handout::{Fonts, Sheet, pdf};

fn read(sheet: &Sheet) -> (Vec<u8>, Document) {
    let bytes = pdf(sheet, &Fonts::house().unwrap()).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    (bytes, document)
}

/// The text of a page without white space.
fn text(document: &Document, page: u32) -> String {
    document.extract_text(&[page]).unwrap().split_whitespace().collect()
}

#[test]
fn there_are_two_pages_with_text_that_can_be_searched() {
    let (_, document) = read(&sample::sheet(5, 6));
    assert_eq!(document.get_pages().len(), 2);
    let first = text(&document, 1);
    for wanted in ["IvoryVows", "ForAmélieLaurent", "Monk4,ITA32±5", "MaisonRoseVelours5", "€34", "Yourproducts"] {
        assert!(first.contains(wanted), "{wanted}: {first}");
    }
    let second = text(&document, 2);
    for wanted in ["Stepbystep", "Blendthecrease6", "Comebackinspring.", "nothingwassentanywhere"] {
        assert!(second.contains(wanted), "{wanted}: {second}");
    }
}

#[test]
fn the_file_tells_the_look_and_the_day_and_nobody() {
    let (bytes, document) = read(&sample::sheet(1, 1));
    let info = document
        .trailer
        .get(b"Info")
        .and_then(|info| info.as_reference())
        .and_then(|id| document.get_dictionary(id))
        .unwrap();
    let told = |key: &[u8]| info.get(key).ok().and_then(|value| lopdf::decode_text_string(value).ok());
    assert_eq!(told(b"Title").as_deref(), Some("Ivory Vows"));
    assert!(told(b"CreationDate").unwrap().contains("20261127"));
    assert!([&b"Author"[..], b"Creator", b"Producer"].iter().all(|key| told(key).is_none()), "{info:?}");
    let host = std::env::var("HOSTNAME").unwrap_or_default();
    assert!(host.is_empty() || !String::from_utf8_lossy(&bytes).contains(&host));
}

#[test]
fn fonts_are_embedded_in_part() {
    let (bytes, document) = read(&sample::sheet(5, 6));
    let embedded = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has(b"FontFile2"));
    let all = document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|dictionary| {
        dictionary.get(b"Type").and_then(|kind| kind.as_name()).is_ok_and(|name| name == b"FontDescriptor")
    });
    assert_eq!((embedded.count(), all.count()), (3, 3));
    assert!(bytes.len() < 400_000, "{}", bytes.len());
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    assert!(read(&sample::sheet(3, 3)).0 == read(&sample::sheet(3, 3)).0);
}
