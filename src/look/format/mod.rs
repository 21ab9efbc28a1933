//! Look documents: TOML, versioned, made to be written by hand. `docs/look-format.md` describes them.

mod misfit;
pub mod perfect;
mod v1;

use toml::de::{DeInteger, DeTable};

use super::Look;
use crate::language::say;

/// What the `format` line of a look document says.
pub const FORMAT: &str = "vanity-look";
/// The newest version that this program reads, and the one it writes.
pub const VERSION: i64 = 1;
/// Longest document, bytes.
pub const MAX_BYTES: usize = 64 * 1024;

/// Why a text is not a look.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// Longer than any look.
    #[error("{}", say!("the document has {bytes} bytes; a look has at most {most}", bytes = bytes, most = MAX_BYTES))]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not TOML, or not in the shape of a look.
    #[error("{place}: {problem}")]
    Shape {
        /// Where: `line 12, product 2 (blush), coverage`.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// Some other document.
    #[error("{}", say!("this is not a look: the first line of a look is `format = \"{format}\"`", format = FORMAT))]
    NotALook,
    /// Written by a newer program.
    #[error(
        "{}",
        say!(
            "this look is version {found}, and this program reads up to version {newest}; a newer Vanity opens it",
            found = found,
            newest = VERSION,
        )
    )]
    Newer {
        /// Its version.
        found: String,
    },
    /// A version that never was.
    #[error("{}", say!("a look's `version` is a whole number from 1 to {newest}", newest = VERSION))]
    NoVersion,
    /// A value outside its bounds.
    #[error("{place}: {problem}")]
    Value {
        /// Where: `product 2 (blush), coverage`.
        place: String,
        /// What is wrong and what is right.
        problem: String,
    },
    /// The look cannot be written.
    #[error("{}", say!("the look cannot be written: {problem}", problem = .0))]
    Write(#[from] toml::ser::Error),
}

/// Reads a look of any version.
///
/// # Errors
/// [`FormatError`] says where the text departs from the format, and what would be right.
pub fn parse(text: &str) -> Result<Look, FormatError> {
    if text.len() > MAX_BYTES {
        return Err(FormatError::TooLong { bytes: text.len() });
    }
    let table = DeTable::parse(text).map_err(|error| misfit::no_toml(text, &error))?;
    if table.get_ref().get("format").and_then(|value| value.get_ref().as_str()) != Some(FORMAT) {
        return Err(FormatError::NotALook);
    }
    let version = table.get_ref().get("version").and_then(|value| value.get_ref().as_integer());
    match version.ok_or(FormatError::NoVersion).and_then(known)? {
        1 => v1::Document::read(text, table)?.into_look(),
        _ => Err(FormatError::NoVersion),
    }
}

/// A version that this program may know. A document's numbers can be longer than any that a program counts with.
fn known(version: &DeInteger<'_>) -> Result<i64, FormatError> {
    let digits = version.as_str();
    match i64::from_str_radix(digits, version.radix()) {
        Ok(version) if version <= VERSION => Ok(version),
        Err(_) if digits.starts_with('-') => Err(FormatError::NoVersion),
        _ => Err(FormatError::Newer { found: misfit::told(digits) }),
    }
}

/// The text of a look, in the newest version.
///
/// # Errors
/// [`FormatError::Value`] for a look that [`parse`] would refuse.
pub fn write(look: &Look) -> Result<String, FormatError> {
    let text = toml::to_string(&v1::Document::from_look(look))?;
    parse(&text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::look::{
        Article, Base, CODE, Decal, Eyeshadow, Finish, HairColor, HairShape, Lenses, Lipstick, PhotoStyle, Product,
        Retouch, SecondTone, Shade, Side, Stroke,
    };

    const ROSE: &str = r##"
format = "vanity-look"
version = 1
id = "rose"
name = "Rose"
family = "everyday"

[[product]]
kind = "lipstick"
shade = { color = "#A84B52", opacity = 0.7 }
finish = "gloss"
coverage = 0.6
"##;

    fn error_of(from: &str, to: &str) -> String {
        parse(&ROSE.replace(from, to)).unwrap_err().to_string()
    }

    #[test]
    fn a_look_is_read() {
        let look = parse(ROSE).unwrap();
        assert_eq!(look.name, "Rose");
        let Product::Lipstick(lipstick) = &look.products[0] else { panic!("{look:?}") };
        assert_eq!((lipstick.shade.color, lipstick.finish, lipstick.blur), ([0xA8, 0x4B, 0x52], Finish::Gloss, 0.0));
    }

    #[test]
    fn errors_say_where_and_what() {
        assert!(error_of("0.6", "1.6").contains("product 1 (lipstick), coverage: 1.6 is not between 0 and 1"));
        assert!(error_of("0.6", "nan").contains("coverage"));
        assert!(error_of("#A84B52", "red").contains("#RRGGBB"));
        assert!(error_of("\"rose\"", "\"../rose\"").contains("id"));
        assert!(error_of("gloss", "glossy").contains("unknown variant `glossy`"));
        assert!(error_of("coverage", "covrage").contains("covrage"));
        assert!(error_of("version = 1", "version = 2").contains("newer Vanity"));
        assert!(error_of("version = 1", "version = 0").contains("whole number"));
        assert!(error_of("version = 1", "version = 99999999999999999999").contains("newer Vanity"));
        assert!(error_of("version = 1", "version = -99999999999999999999").contains("whole number"));
        assert!(error_of("vanity-look", "recipe").contains("not a look"));
        assert!(parse(&"#".repeat(MAX_BYTES + 1)).unwrap_err().to_string().contains("at most"));
    }

    #[test]
    fn errors_of_shape_name_line_product_and_field() {
        let expected = [
            ("coverage = 0.6", "coverage = \"lots\"", "line 12, product 1 (lipstick), coverage: invalid type"),
            ("coverage = 0.6", "covrage = 0.6", "line 12, product 1 (lipstick): unknown field `covrage`"),
            ("coverage = 0.6", "", "line 8, product 1 (lipstick): missing field `coverage`"),
            ("0.7", "true", "line 10, product 1 (lipstick), shade, opacity: invalid type"),
            ("\"gloss\"", "\"wet\"", "line 11, product 1 (lipstick), finish: unknown variant `wet`"),
            ("\"lipstick\"", "\"lipstik\"", "line 9, product 1, kind: there is no product 'lipstik'"),
            ("kind = \"lipstick\"", "", "line 8, product 1: missing field `kind`"),
            ("kind = \"lipstick\"", "kind = 4", "line 9, product 1, kind: "),
            ("[[product]]", "[product]", "line 8, product: "),
            ("name = \"Rose\"", "name = 7", "line 5, name: invalid type"),
            ("name = \"Rose\"", "name = ", "line 5, column 8: "),
            ("name = \"Rose\"", "nom = 7", "line 5: unknown field `nom`"),
        ];
        for (from, to, start) in expected {
            let error = error_of(from, to);
            assert!(error.starts_with(start), "{to}: {error}");
        }
        let zones = ROSE.replace("lipstick", "eyeshadow") + "zone = [{ shape = 3 }]";
        let error = parse(&zones).unwrap_err().to_string();
        assert!(error.contains("product 1 (eyeshadow)"), "{error}");
    }

    #[test]
    fn a_long_line_is_not_told_back_whole() {
        let long = "x".repeat(20_000);
        for (from, to) in [("gloss", long.as_str()), ("#A84B52", &long), ("coverage", &long), ("lipstick", &long)] {
            assert!(error_of(from, to).len() < 1000, "{from}");
        }
        assert!(error_of("0.6", &format!("{long}\"")).len() < 1000);
        assert!(error_of("\"rose\"", &format!("\"{long}\"")).len() < 1000);
    }

    fn unit() -> impl Strategy<Value = f32> {
        (0u16..=100).prop_map(|percent| f32::from(percent) / 100.0)
    }

    fn shade() -> impl Strategy<Value = Shade> {
        let deep = proptest::option::of(any::<[u8; 3]>());
        (any::<[u8; 3]>(), deep, unit(), proptest::option::of(article())).prop_map(|(color, deep, opacity, article)| {
            // What one can buy has one colour.
            let deep = deep.filter(|_| article.is_none());
            Shade { color, deep, opacity, article: article.map(Box::new) }
        })
    }

    fn one_colour() -> impl Strategy<Value = Shade> {
        shade().prop_map(|shade| Shade { deep: None, ..shade })
    }

    fn article() -> impl Strategy<Value = Article> {
        let gtins = vec![None, Some("9506000134352".parse().unwrap()), Some("96385074".parse().unwrap())];
        let name = || "[^\\p{Cc}]{0,12}";
        let price =
            proptest::option::of("[0-9]{1,5}\\.[0-9]{2}( [A-Z]{3})?").prop_map(|text| Some(text?.parse().unwrap()));
        let link =
            proptest::option::of("https://[a-z]{1,8}/[^\\p{Cc}\\s]{0,9}").prop_map(|text| Some(text?.parse().unwrap()));
        (name(), name(), name(), proptest::sample::select(gtins), price, link)
            .prop_map(|(brand, product, shade, gtin, price, link)| Article { brand, product, shade, gtin, price, link })
    }

    fn finish() -> impl Strategy<Value = Finish> {
        proptest::sample::select(Finish::ALL.to_vec())
    }

    fn side() -> impl Strategy<Value = Side> {
        proptest::sample::select(vec![Side::Both, Side::Left, Side::Right])
    }

    fn stroke() -> impl Strategy<Value = Stroke> {
        ("[a-z][a-z-]{0,8}", shade(), unit(), finish(), side())
            .prop_map(|(shape, shade, coverage, finish, side)| Stroke { shape, shade, coverage, finish, side })
    }

    fn base() -> impl Strategy<Value = Base> {
        (stroke(), any::<bool>()).prop_map(|(stroke, matched)| Base {
            shape: stroke.shape,
            shade: Some(stroke.shade).filter(|_| !matched),
            coverage: stroke.coverage,
            finish: stroke.finish,
            side: stroke.side,
        })
    }

    fn lipstick() -> impl Strategy<Value = Lipstick> {
        (stroke(), unit(), proptest::option::of(stroke())).prop_map(|(stroke, blur, second)| Lipstick {
            shade: stroke.shade,
            second: second.map(|second| SecondTone { shape: second.shape, shade: second.shade }),
            coverage: stroke.coverage,
            blur,
            finish: stroke.finish,
            side: stroke.side,
        })
    }

    fn decal() -> impl Strategy<Value = Decal> {
        ("[a-zA-Z.][a-z./ äß-]{0,30}", stroke()).prop_map(|(picture, stroke)| Decal {
            picture,
            coverage: stroke.coverage,
            finish: stroke.finish,
            side: stroke.side,
            article: stroke.shade.article,
        })
    }

    fn hair() -> impl Strategy<Value = HairColor> {
        let shapes = vec![HairShape::AllOver, HairShape::Ombre, HairShape::Highlights, HairShape::Roots];
        (proptest::sample::select(shapes), one_colour(), unit()).prop_map(|(shape, shade, coverage)| HairColor {
            shape,
            shade,
            coverage,
        })
    }

    fn lenses() -> impl Strategy<Value = Lenses> {
        (one_colour(), unit(), unit(), side()).prop_map(|(shade, ring, coverage, side)| Lenses {
            shade,
            ring,
            coverage,
            side,
        })
    }

    fn retouch() -> impl Strategy<Value = Product> {
        let sold: Vec<fn(Retouch) -> Product> = vec![Product::Teeth, Product::UnderEye];
        let sold = (proptest::sample::select(sold), unit(), one_colour())
            .prop_map(|(of, coverage, shade)| of(Retouch { coverage, article: shade.article }));
        prop_oneof![sold, unit().prop_map(|coverage| Product::Smoothing(Retouch::of(coverage)))]
    }

    fn photo() -> impl Strategy<Value = PhotoStyle> {
        let number = (-40_000i32..40_000).prop_map(|number| number as f32 / 10_000.0);
        (proptest::collection::vec(number, CODE), unit()).prop_map(|(code, coverage)| PhotoStyle { code, coverage })
    }

    fn product() -> impl Strategy<Value = Product> {
        let of: Vec<fn(Stroke) -> Product> = vec![
            Product::Contour,
            Product::Bronzer,
            Product::Blush,
            Product::Highlighter,
            Product::Freckles,
            Product::Brows,
            Product::Eyeliner,
            Product::Lashes,
            Product::LipLiner,
            Product::Glitter,
            Product::FacePaint,
        ];
        prop_oneof![
            base().prop_map(Product::Foundation),
            base().prop_map(Product::Concealer),
            (proptest::sample::select(of), stroke()).prop_map(|(of, stroke)| of(stroke)),
            proptest::collection::vec(stroke(), 1..=5).prop_map(|zones| Product::Eyeshadow(Eyeshadow { zones })),
            lipstick().prop_map(Product::Lipstick),
            decal().prop_map(Product::Decal),
            hair().prop_map(Product::Hair),
            lenses().prop_map(Product::Lenses),
            retouch(),
            photo().prop_map(Product::Photo),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            products in proptest::collection::vec(product(), 0..6),
            name in "[A-Za-z][^\\p{Cc}]{0,20}[a-z]",
            tags in proptest::collection::vec("[a-z]{1,8}", 0..4),
        ) {
            let look = Look {
                id: "some-look-7".into(), name, family: "everyday".into(), description: "Soft \"rose\".".into(), tags, products,
            };
            prop_assert_eq!(parse(&write(&look).unwrap()).unwrap(), look);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,200}") {
            let _ = parse(&text);
            let _ = parse(&format!("{ROSE}\n{text}"));
        }
    }
}
