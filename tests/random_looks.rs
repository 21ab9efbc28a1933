//! Random and hostile look documents, on their whole way: an error that says something, or a painted atlas; never a panic.

use std::{fs, path::Path, sync::LazyLock};

use proptest::prelude::*;
use vanity::{
    look::{Library, Look, Product, file, format},
    makeup::Baker,
    resources::Resources,
};

static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::locate().unwrap());
static BAKER: LazyLock<Baker> = LazyLock::new(|| Baker::new(&RESOURCES).unwrap());
static LOOKS: LazyLock<Library> = LazyLock::new(|| Library::open(&RESOURCES.asset("looks")).unwrap());

/// Products of the built-in looks, so that most shapes exist.
fn products() -> Vec<&'static Product> {
    LOOKS.looks().iter().flat_map(|look| &look.products).collect()
}

fn read(folder: &Path, text: &[u8]) -> Result<Look, String> {
    let path = folder.join("look.toml");
    fs::write(&path, text).unwrap();
    file::open(&path).map(|opened| opened.look).map_err(|error| error.to_string())
}

/// What was read is painted, or it says why not.
fn painted_or_explained(look: &Look) {
    if let Err(error) = BAKER.bake_small(look) {
        assert!(!error.to_string().is_empty());
    }
    let (rest, missing) = BAKER.without_missing_pictures(look);
    assert_eq!(rest.products.len() + missing.len(), look.products.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Any products in any order, each as strong as you like.
    #[test]
    fn any_pile_of_products_is_painted(picks in proptest::collection::vec((any::<usize>(), 0.0f32..=1.0), 0..12)) {
        let all = products();
        let pick = |(index, coverage): &(usize, f32)| all[index % all.len()].with_coverage(*coverage);
        let look = Look { products: picks.iter().map(pick).collect(), ..LOOKS.looks()[0].clone() };
        prop_assert!(BAKER.bake_small(&look).is_ok());
        let again = format::parse(&format::write(&look).unwrap()).unwrap();
        prop_assert_eq!(again.products.len(), look.products.len());
        painted_or_explained(&again);
    }

    /// A look with a part of its text replaced by another part of it.
    #[test]
    fn a_garbled_look_is_an_error_or_is_painted(
        which in any::<usize>(), from in any::<usize>(), to in any::<usize>(), length in 0usize..40,
    ) {
        let look = &LOOKS.looks()[which % LOOKS.looks().len()];
        let mut text = format::write(look).unwrap().into_bytes();
        let (from, to) = (from % text.len(), to % text.len());
        let piece = text[from..(from + length).min(text.len())].to_vec();
        let end = (to + piece.len()).min(text.len());
        text.splice(to..end, piece);
        let folder = tempfile::tempdir().unwrap();
        match read(folder.path(), &text) {
            Ok(look) => painted_or_explained(&look),
            Err(error) => prop_assert!(error.contains("look.toml"), "{error}"),
        }
    }

    #[test]
    fn any_bytes_are_an_error_or_a_look(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let folder = tempfile::tempdir().unwrap();
        if let Ok(look) = read(folder.path(), &bytes) {
            painted_or_explained(&look);
        }
    }

    #[test]
    fn any_bytes_are_an_error_or_a_decal(bytes in proptest::collection::vec(any::<u8>(), 0..300), drawing in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let name = if drawing { "a.svg" } else { "a.png" };
        let head: &[u8] = if drawing { b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>" } else { b"\x89PNG\r\n\x1a\n" };
        fs::write(folder.path().join(name), [head, &bytes].concat()).unwrap();
        painted_or_explained(&read(folder.path(), decal(name).as_bytes()).unwrap());
    }
}

fn decal(picture: &str) -> String {
    format!(
        "format = 'vanity-look'\nversion = 1\nid = 'a'\nname = 'A'\nfamily = 'a'\n[[product]]\nkind = 'decal'\n\
         picture = '{picture}'\ncoverage = 1.0\nfinish = 'gloss'\n"
    )
}

#[test]
fn hostile_documents_are_refused_quickly() {
    let folder = tempfile::tempdir().unwrap();
    let head = "format = 'vanity-look'\nversion = 1\nid = 'a'\nname = 'A'\nfamily = 'a'\n";
    let hostile = [
        format!("{head}tags = {}", "[".repeat(30_000)),
        format!("{head}{}", "[[product]]\n".repeat(4_000)),
        format!("{head}[[product]]\nkind = 'eyeshadow'\nzone = [{}]", "{},".repeat(10_000)),
        format!("{head}name.{} = 1", vec!["a"; 20_000].join(".")),
        format!("{{\"effects\": {}", "[".repeat(200_000)),
        format!("{{\"effects\": [{}]}}", vec!["{\"category\": \"blush\", \"palettes\": []}"; 5_000].join(",")),
        "{".repeat(260_000),
    ];
    for text in hostile {
        let error = read(folder.path(), text.as_bytes()).unwrap_err();
        assert!(error.contains("look.toml") && error.len() < 1500, "{error}");
    }
}

#[test]
fn hostile_pictures_are_refused_or_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let svg = |body: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' {body}</svg>")
    };
    // A PNG that claims to be 60,000 by 60,000.
    let mut huge = vec![0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13];
    huge.extend_from_slice(b"IHDR");
    huge.extend_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 6, 0, 0, 0, 0, 0, 0, 0]);
    let pictures: [(&str, Vec<u8>); 5] = [
        ("wide.svg", svg("width='1e9' height='1'><rect width='1e9' height='1'/>").into()),
        ("tiny.svg", svg("width='1e-9' height='1e-9'><rect width='1' height='1'/>").into()),
        ("itself.svg", svg("width='9' height='9'><g id='a'><use xlink:href='#a'/></g>").into()),
        ("deep.svg", svg(&format!("width='9' height='9'>{}{}", "<g>".repeat(2_000), "</g>".repeat(2_000))).into()),
        ("huge.png", huge),
    ];
    for (name, bytes) in pictures {
        fs::write(folder.path().join(name), bytes).unwrap();
        painted_or_explained(&read(folder.path(), decal(name).as_bytes()).unwrap());
    }
}
