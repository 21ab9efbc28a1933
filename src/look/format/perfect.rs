//! Looks of Perfect Corp's makeup interface (`{version, effects: [{category, pattern, palettes}]}`), as its reference describes them:
//! <https://docs.perfectcorp.com/reference/makeup_vto>, version 1.0. `docs/importing-looks.md` has the table of what becomes what.
//!
//! Its drawings and strengths are not public, so that an imported look is a beginning to go on from. What has no counterpart here is
//! listed, with the reason, and never dropped in silence.

mod effect;
mod fields;

use serde_json::Value;

use super::misfit::told;
use crate::{
    language::say,
    look::{Look, MAX_PRODUCTS, names},
};
use fields::Fields;

/// Longest document, bytes.
pub const MAX_BYTES: usize = 256 * 1024;
/// Most effects in one document.
const MAX_EFFECTS: usize = MAX_PRODUCTS;
/// The shelf that imported looks stand on.
const FAMILY: &str = "imported";
/// Fields of a whole request to the interface that say where pictures lie, and nothing of the look.
const OF_THE_REQUEST: [&str; 5] = ["src_file_url", "src_file_id", "ref_file_url", "ref_file_id", "request_id"];

/// A look that was imported.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The look, in the products of this program.
    pub look: Look,
    /// What is not in it, or only nearly.
    pub left_out: Vec<LeftOut>,
}

/// Something that was not taken over as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Where: `effect 2 (blush), pattern`.
    pub place: String,
    /// Why, and what is worn instead.
    pub reason: String,
}

impl std::fmt::Display for LeftOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// Why a text cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum PerfectError {
    /// Longer than any look.
    #[error("{}", say!("the document has {bytes} bytes; a look to import has at most {most}", bytes = bytes, most = MAX_BYTES))]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not JSON.
    #[error("{}", say!("this is not JSON: {problem}", problem = problem))]
    NotJson {
        /// What is wrong, and where.
        problem: String,
    },
    /// Some other document.
    #[error("{}", say("this is no look to import: it has no list of `effects`"))]
    NotALook,
    /// Written for a newer interface.
    #[error("{}", say!("this look is version {found}, and version 1 can be imported", found = found))]
    Version {
        /// Its version.
        found: String,
    },
    /// Nothing in it has a counterpart here.
    #[error("{}", say!("nothing in this look can be worn here: {why}", why = why))]
    Nothing {
        /// The first reasons.
        why: String,
    },
    /// A value that is not what the interface's reference says.
    #[error("{place}: {problem}")]
    Value {
        /// Where: `effect 2 (blush), palette 1, colorIntensity`.
        place: String,
        /// What is wrong and what is right.
        problem: String,
    },
}

/// Whether a text is meant to be imported rather than read as a look document: TOML never begins with a brace.
pub fn is_meant(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// Reads a look. It has no name of its own; `name` is what it is called, such as its file's name.
///
/// # Errors
/// [`PerfectError`] says where the text departs from the interface's reference.
pub fn import(text: &str, name: &str) -> Result<Imported, PerfectError> {
    if text.len() > MAX_BYTES {
        return Err(PerfectError::TooLong { bytes: text.len() });
    }
    let read = serde_json::from_str(text.trim_start_matches('\u{feff}'));
    let document: Value = read.map_err(|error| PerfectError::NotJson { problem: told(&error.to_string()) })?;
    let Value::Object(values) = document else { return Err(PerfectError::NotALook) };
    let mut document = Fields::new(String::new(), values);
    let Some(Value::Array(effects)) = document.take("effects") else { return Err(PerfectError::NotALook) };
    version(document.take("version").as_ref())?;
    if effects.len() > MAX_EFFECTS {
        let problem = say!("{count} entries; up to {most} are possible", count = effects.len(), most = MAX_EFFECTS);
        return Err(PerfectError::Value { place: "effects".into(), problem });
    }
    OF_THE_REQUEST.iter().for_each(|field| drop(document.take(field)));
    let mut left_out = Vec::new();
    document.close(&mut left_out);
    let mut products = Vec::new();
    for (i, effect) in effects.into_iter().enumerate() {
        products.extend(effect::products(i + 1, effect, &mut left_out)?);
    }
    if products.len() > MAX_PRODUCTS {
        let reason = say!(
            "a look has at most {most} products; the last {count} are left out",
            most = MAX_PRODUCTS,
            count = products.len() - MAX_PRODUCTS,
        );
        left_out.push(LeftOut { place: "effects".into(), reason });
        products.truncate(MAX_PRODUCTS);
    }
    if products.is_empty() {
        let why: Vec<String> = left_out.iter().take(3).map(ToString::to_string).collect();
        let why = if why.is_empty() { say("it has no effects").into() } else { why.join("; ") };
        return Err(PerfectError::Nothing { why });
    }
    let (id, name) = names::of_file(name);
    let description = "Imported from a look of Perfect Corp's makeup interface.".into();
    let look = Look { id, name, family: FAMILY.into(), description, tags: Vec::new(), products };
    Ok(Imported { look, left_out })
}

/// A look without a version is one of version 1: the interface takes it, too.
fn version(version: Option<&Value>) -> Result<(), PerfectError> {
    let found = match version {
        None => return Ok(()),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    if found == "1" || found.starts_with("1.") { Ok(()) } else { Err(PerfectError::Version { found: told(&found) }) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::look::{Area, Finish, Product, format};

    /// As in the interface's reference, with every category.
    const EXAMPLE: &str = r##"{
      "version": "1.0",
      "effects": [
        {"category": "skin_smooth", "skinSmoothStrength": 55, "skinSmoothColorIntensity": 45},
        {"category": "foundation", "palettes": [
          {"color": "#EAC595", "colorIntensity": 50, "glowIntensity": 0, "coverageIntensity": 40}]},
        {"category": "concealer", "palettes": [
          {"color": "#FBF5E9", "colorIntensity": 0, "colorUnderEyeIntensity": 50, "coverageLevel": 50}]},
        {"category": "contour", "pattern": {"name": "HeartFace2"}, "palettes": [{"color": "#9F7C50", "colorIntensity": 50}]},
        {"category": "bronzer", "pattern": {"name": "Bronzer1"}, "palettes": [{"color": "#A0522D", "colorIntensity": 40}]},
        {"category": "blush", "pattern": {"name": "2colors1"}, "palettes": [
          {"color": "#e19f9f", "texture": "matte", "colorIntensity": 60, "shimmerColor": "#d63252", "shimmerDensity": 50},
          {"color": "#c98a8a", "texture": "satin", "glowStrength": 40, "colorIntensity": 70}]},
        {"category": "highlighter", "pattern": {"name": "OvalFace2"}, "palettes": [{"color": "#FFD700", "glowIntensity": 60,
          "shimmerIntensity": 70, "shimmerDensity": 50, "shimmerSize": 40, "colorIntensity": 55}]},
        {"category": "eyebrows", "pattern": {"type": "shape", "name": "SoftArch1", "curvature": 10, "thickness": 5,
          "definition": 60}, "palettes": [{"color": "#3B2314", "texture": "matte", "colorIntensity": 80}]},
        {"category": "eye_shadow", "pattern": {"name": "3colors1"}, "palettes": [
          {"color": "#8B0000", "texture": "matte", "colorIntensity": 70},
          {"color": "#4B0082", "texture": "shimmer", "shimmerColor": "#fff0f0", "shimmerIntensity": 50, "colorIntensity": 60},
          {"color": "#222222", "texture": "metallic", "metallicIntensity": 50, "colorIntensity": 60}]},
        {"category": "eye_liner", "pattern": {"name": "Arabic3"}, "palettes": [
          {"color": "#1A1A1A", "texture": "matte", "colorIntensity": 58}]},
        {"category": "eyelashes", "pattern": {"name": "Upper&Lower1"}, "palettes": [{"color": "#000000", "colorIntensity": 80}]},
        {"category": "lip_liner", "pattern": {"name": "LargerLower1"}, "palettes": [
          {"color": "#aa0000", "texture": "satin", "colorIntensity": 50, "thickness": 50, "smoothness": 50}]},
        {"category": "lip_color", "shape": {"name": "plump"}, "morphology": {"fullness": 30, "wrinkless": 25},
          "style": {"type": "ombre", "innerRatio": 40, "featherStrength": 30}, "palettes": [
          {"color": "#e11c43", "texture": "gloss", "colorIntensity": 80, "gloss": 75, "transparencyIntensity": 50},
          {"color": "#801020", "texture": "gloss", "colorIntensity": 80, "gloss": 75, "transparencyIntensity": 50}]}
      ]
    }"##;

    fn kinds(look: &Look) -> Vec<Area> {
        look.products.iter().map(Product::area).collect()
    }

    #[test]
    fn every_category_becomes_a_product_that_can_be_written() {
        let imported = import(EXAMPLE, "my_Summer look").unwrap();
        let look = &imported.look;
        assert_eq!((look.id.as_str(), look.name.as_str()), ("my-summer-look", "My Summer Look"));
        // Two blushes for two colours, upper and lower lashes.
        assert_eq!(kinds(look).len(), 15, "{look:#?}");
        assert_eq!(format::parse(&format::write(look).unwrap()).unwrap().id, look.id);
        let Some(Product::Lipstick(lipstick)) = look.products.last() else { panic!("{look:#?}") };
        assert_eq!((lipstick.shade.color, lipstick.finish), ([0xE1, 0x1C, 0x43], Finish::Gloss));
        assert_eq!(lipstick.second.as_ref().unwrap().shape, "inner");
    }

    #[test]
    fn what_has_no_counterpart_is_listed_with_the_reason() {
        let told: Vec<String> = import(EXAMPLE, "x").unwrap().left_out.iter().map(ToString::to_string).collect();
        for expected in [
            "effect 1 (skin_smooth), skinSmoothColorIntensity: ",
            "effect 4 (contour), pattern: 'HeartFace2'",
            "effect 8 (eyebrows), pattern, curvature: ",
            "effect 13 (lip_color), shape: 'plump'",
            "effect 13 (lip_color), morphology, fullness: ",
            "effect 12 (lip_liner), palette 1, thickness: ",
        ] {
            assert!(told.iter().any(|line| line.starts_with(expected)), "{expected}\n{told:#?}");
        }
        assert!(!told.iter().any(|line| line.contains("SoftArch1")), "a shape of the same name is the same shape");
        let odd = r##"{"mood": 1, "effects": [{"category": "nails"}, {"category": "blush", "sparkle": true,
            "palettes": [{"color": "#FF0000", "texture": "wet"}]}]}"##;
        let imported = import(odd, "x").unwrap();
        let told: Vec<String> = imported.left_out.iter().map(ToString::to_string).collect();
        for expected in [
            "mood: ",
            "effect 1: there is no 'nails'",
            "effect 2 (blush), sparkle: ",
            "palette 1, texture: there is no finish 'wet'",
        ] {
            assert!(told.iter().any(|line| line.contains(expected)), "{expected}\n{told:#?}");
        }
        assert_eq!(imported.look.products.len(), 1);
    }

    #[test]
    fn errors_say_where_and_what() {
        let error = |text: &str| import(text, "x").unwrap_err().to_string();
        let with = |from: &str, to: &str| error(&EXAMPLE.replacen(from, to, 1));
        assert!(error("{").contains("not JSON"));
        assert!(error("[]").contains("effects"));
        assert!(error("{}").contains("effects"));
        assert!(error(r#"{"effects": []}"#).contains("no effects"));
        assert!(error(r#"{"effects": [{"category": "nails"}]}"#).contains("nails"));
        assert!(with("\"1.0\"", "\"2.0\"").contains("version 2.0"));
        assert!(
            with("\"colorIntensity\": 60", "\"colorIntensity\": 160")
                .contains("effect 6 (blush), palette 1, colorIntensity: 160")
        );
        assert!(with("#e19f9f", "pink").contains("effect 6 (blush), palette 1, color: 'pink'"));
        assert!(with("\"#e19f9f\"", "7").contains("effect 6 (blush), palette 1, color"));
        assert!(with("\"skin_smooth\"", "5").contains("effect 1"));
        assert!(error(&format!("{{\"effects\": [{}]}}", vec!["{}"; 41].join(","))).contains("up to 40"));
        assert!(error(&" ".repeat(MAX_BYTES + 1)).contains("at most"));
        assert!(error(&"[".repeat(100_000)).contains("not JSON"));
        let long = "x".repeat(20_000);
        assert!(with("#e19f9f", &long).len() < 1000);
    }

    #[test]
    fn a_look_document_is_told_from_one_to_import() {
        assert!(is_meant("\u{feff}\n {"));
        assert!(!is_meant("format = \"vanity-look\""));
    }

    proptest! {
        #[test]
        fn any_text_is_a_look_or_an_error(
            at in 0..EXAMPLE.len(), length in 0usize..40, with in "[\\[\\]{}\",:0-9a-z#\\-]{0,12}", name in "\\PC{0,80}",
        ) {
            let end = (at + length).min(EXAMPLE.len());
            let text = format!("{}{with}{}", &EXAMPLE[..at], &EXAMPLE[end..]);
            if let Ok(imported) = import(&text, &name) {
                let written = format::write(&imported.look);
                prop_assert!(written.is_ok(), "{written:?}");
            }
        }
    }
}
