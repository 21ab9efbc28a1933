//! One effect of the interface as products of this program.

use serde_json::Value;

use super::{LeftOut, PerfectError, fields::Fields};
use crate::{
    language::say,
    look::{
        Base, Eyeshadow, Finish, HairColor, HairShape, Lipstick, Product, Retouch, SecondTone, Shade, Side, Stroke,
        format::{misfit::told, v1::shade::color},
    },
};

/// What `colorIntensity` is taken for where it is missing, as in the interface's own examples.
const USUAL_INTENSITY: f32 = 0.5;
/// Opacity of products that tint the skin at full `colorIntensity`.
const TINT_OPACITY: f32 = 0.6;
/// Opacity of powders, pencils and hairs.
const POWDER_OPACITY: f32 = 0.75;
const PENCIL_OPACITY: f32 = 0.95;
/// How much of a lip colour's opacity is lost at full `transparencyIntensity`.
const LOST_WHEN_TRANSPARENT: f32 = 0.6;
/// Shimmer and glow from which a highlighter is more than satin.
const CLEARLY: f32 = 0.25;

const STRENGTH: &str = "a finish has one strength here";
const PARTICLES: &str = "particles glint in the shade's own colour here, in one size and number";

/// A palette: one colour, and how it is worn.
struct Palette {
    color: Option<[u8; 3]>,
    texture: Option<Finish>,
    /// `colorIntensity`, 0..=1.
    intensity: f32,
    fields: Fields,
}

/// How a kind of product is made from palettes.
struct Strokes {
    category: &'static str,
    of: fn(Stroke) -> Product,
    /// Drawings for the first, second... palette, or all for a single one where `together`.
    shapes: &'static [&'static str],
    together: bool,
    opacity: f32,
    /// Coverage at full `colorIntensity`: what is usual there is usual here.
    full: f32,
    finish: Finish,
}

/// The products of an effect, counted from 1; none where it has no counterpart, which is then listed.
pub(super) fn products(
    number: usize,
    effect: Value,
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Product>, PerfectError> {
    let place = say!("effect {number}", number = number);
    let mut effect = Fields::of(place.clone(), effect)?;
    let category =
        effect.text("category")?.ok_or_else(|| effect.wrong("category", say("this field is missing").into()))?;
    let known = category.trim().to_ascii_lowercase().replace(['-', ' '], "_");
    effect.set_place(format!("{place} ({})", told(&category)));
    let products = match known.as_str() {
        "skin_smooth" => smoothing(&mut effect, left_out)?,
        "foundation" => foundation(&mut effect, left_out)?,
        "concealer" => concealer(&mut effect, left_out)?,
        "eye_shadow" | "eyeshadow" => eyeshadow(&mut effect, left_out)?,
        "lip_color" | "lipstick" => lip_color(&mut effect, left_out)?,
        "hair_color" => hair(&mut effect, left_out)?,
        _ => match kind(&known) {
            Some(kind) => strokes(&mut effect, kind, left_out)?,
            None => {
                left_out.push(LeftOut { place, reason: say!("there is no '{name}' here", name = told(&category)) });
                return Ok(Vec::new());
            }
        },
    };
    if products.is_empty() {
        let reason = say("it has no colour, and is left out").into();
        left_out.push(LeftOut { place: effect.place(""), reason });
    }
    effect.close(left_out);
    Ok(products)
}

/// Kinds that are strokes, with what is worn where a pattern's name says nothing.
fn kind(category: &str) -> Option<Strokes> {
    let powder = |category, of, shapes, full| Strokes {
        category,
        of,
        shapes,
        together: false,
        opacity: POWDER_OPACITY,
        full,
        finish: Finish::Matte,
    };
    let pencil = |category, of, shapes| Strokes { opacity: PENCIL_OPACITY, ..powder(category, of, shapes, 1.0) };
    Some(match category {
        "contour" => powder("contour", Product::Contour, &["cheeks"], 0.4),
        "bronzer" => powder("bronzer", Product::Bronzer, &["cheeks"], 0.5),
        "blush" | "blusher" => powder("blush", Product::Blush, &["apple", "lifted", "draped"], 0.55),
        "highlighter" => {
            Strokes { finish: Finish::Shimmer, ..powder("highlighter", Product::Highlighter, &["cheekbones"], 0.7) }
        }
        "eyebrows" | "eyebrow" => powder("eyebrows", Product::Brows, &["natural"], 0.3),
        "eye_liner" | "eyeliner" => pencil("eye_liner", Product::Eyeliner, &["classic-wing", "lower", "inner-rim"]),
        "eyelashes" | "eyelash" => Strokes { together: true, ..pencil("eyelashes", Product::Lashes, &["natural"]) },
        "lip_liner" => Strokes { finish: Finish::Satin, ..pencil("lip_liner", Product::LipLiner, &["natural"]) },
        _ => return None,
    })
}

/// A pattern of the interface, by category and by how its name begins, and the drawings here that come nearest.
type Pattern = (&'static str, &'static str, &'static [&'static str]);

/// Patterns that go by the same name here.
const SAME: [Pattern; 11] = [
    ("blush", "1color", &["apple"]),
    ("bronzer", "Bronzer", &["cheeks"]),
    ("eyebrows", "Original", &["natural"]),
    ("eyebrows", "SoftArch", &["soft-arch"]),
    ("eyelashes", "Natural", &["natural"]),
    ("eyelashes", "Upper&Lower", &["natural", "lower"]),
    ("eyelashes", "UpperDense", &["volume"]),
    ("eyelashes", "Upper", &["length"]),
    ("eyelashes", "Wispies", &["wispy"]),
    ("lip_liner", "Large&Full", &["over"]),
    ("lip_liner", "Natural", &["natural"]),
];

/// Patterns that come near a drawing here.
const NEAR: [Pattern; 13] = [
    ("eye_liner", "Arabic", &["siren"]),
    ("eyebrows", "Drama", &["bold"]),
    ("eyebrows", "HighArch", &["defined"]),
    ("eyebrows", "Straight", &["natural"]),
    ("eyebrows", "Thin", &["defined"]),
    ("eyebrows", "Upward", &["feathered"]),
    ("eyelashes", "Artistic", &["clusters"]),
    ("eyelashes", "Winged", &["cat-eye"]),
    ("lip_liner", "LargerLower", &["over"]),
    ("lip_liner", "LargerUpper", &["over"]),
    ("lip_liner", "Rosebud", &["under"]),
    ("lip_liner", "Small", &["under"]),
    ("lip_liner", "Wider", &["over"]),
];

fn strokes(effect: &mut Fields, mut kind: Strokes, left_out: &mut Vec<LeftOut>) -> Result<Vec<Product>, PerfectError> {
    let mut pattern = effect.object("pattern")?;
    let name = pattern.text("name")?.filter(|name| !name.is_empty());
    pattern.take("type");
    for field in ["curvature", "thickness", "definition"] {
        pattern.leave_out(field, "brows keep the form of their drawing here", left_out);
    }
    if let Some(name) = &name {
        let known = |list: &[Pattern]| {
            list.iter().find(|(of, start, _)| *of == kind.category && name.starts_with(start)).map(|pattern| pattern.2)
        };
        let (same, near) = (known(&SAME), known(&NEAR));
        kind.shapes = same.or(near).unwrap_or(kind.shapes);
        if same.is_none() {
            let reason = say!(
                "'{name}' is a drawing of Perfect Corp's own; worn as {shapes}",
                name = told(name),
                shapes = named(kind.shapes),
            );
            left_out.push(LeftOut { place: effect.place("pattern"), reason });
        }
    }
    pattern.close(left_out);
    let palettes = palettes(effect, if kind.together { 1 } else { kind.shapes.len() }, left_out)?;
    let mut products = Vec::new();
    for (i, shape) in kind.shapes.iter().enumerate() {
        let Some(palette) = palettes.get(if kind.together { 0 } else { i }) else { break };
        let Some(color) = palette.color else { continue };
        products.push((kind.of)(Stroke {
            shape: (*shape).into(),
            shade: Shade::of(color, kind.opacity),
            coverage: palette.intensity * kind.full,
            finish: palette.texture.unwrap_or(kind.finish),
            side: Side::Both,
        }));
    }
    close(palettes, left_out);
    Ok(products)
}

fn named(shapes: &[&str]) -> String {
    shapes.iter().map(|shape| say(shape)).collect::<Vec<_>>().join(", ")
}

fn smoothing(effect: &mut Fields, left_out: &mut Vec<LeftOut>) -> Result<Vec<Product>, PerfectError> {
    let coverage = effect.percent("skinSmoothStrength")?.unwrap_or(USUAL_INTENSITY);
    effect.leave_out("skinSmoothColorIntensity", "smoothing leaves the skin's colour as it is here", left_out);
    Ok(vec![Product::Smoothing(Retouch::of(coverage))])
}

fn foundation(effect: &mut Fields, left_out: &mut Vec<LeftOut>) -> Result<Vec<Product>, PerfectError> {
    let Some(mut palette) = palettes(effect, 1, left_out)?.pop() else { return Ok(Vec::new()) };
    let coverage = palette.fields.percent("coverageIntensity")?.unwrap_or(USUAL_INTENSITY);
    let glow = palette.fields.percent("glowIntensity")?.unwrap_or_default();
    let finish = palette.texture.unwrap_or(if glow < CLEARLY { Finish::Matte } else { Finish::Satin });
    let shade = tint(palette.color, palette.intensity);
    palette.fields.close(left_out);
    Ok(vec![Product::Foundation(Base { shape: "full".into(), shade, coverage, finish, side: Side::Both })])
}

fn concealer(effect: &mut Fields, left_out: &mut Vec<LeftOut>) -> Result<Vec<Product>, PerfectError> {
    let Some(mut palette) = palettes(effect, 1, left_out)?.pop() else { return Ok(Vec::new()) };
    let coverage = palette.fields.percent("coverageLevel")?.unwrap_or(USUAL_INTENSITY);
    let under_eye = palette.fields.percent("colorUnderEyeIntensity")?.unwrap_or(palette.intensity);
    let finish = palette.texture.unwrap_or(Finish::Satin);
    palette.fields.close(left_out);
    let places = [("full", palette.intensity), ("under-eye", under_eye)];
    let worn = places.into_iter().filter(|(_, intensity)| *intensity > 0.0);
    let product = |(shape, intensity): (&str, f32)| {
        let shade = tint(palette.color, intensity);
        Product::Concealer(Base { shape: shape.into(), shade, coverage, finish, side: Side::Both })
    };
    Ok(worn.map(product).collect())
}

/// Without a colour, or with none of it, a base matches the wearer's own skin.
fn tint(color: Option<[u8; 3]>, intensity: f32) -> Option<Shade> {
    color.filter(|_| intensity > 0.0).map(|color| Shade::of(color, intensity * TINT_OPACITY))
}

/// Zones for one colour, two, up to five.
const ZONES: [&[&str]; 5] = [
    &["wash"],
    &["lid", "crease"],
    &["lid", "crease", "outer-corner"],
    &["lid", "crease", "outer-corner", "inner-corner"],
    &["lid", "crease", "outer-corner", "inner-corner", "lower-line"],
];
/// Coverage of a zone at full `colorIntensity`.
const FULL_ZONE: f32 = 0.6;

fn eyeshadow(effect: &mut Fields, left_out: &mut Vec<LeftOut>) -> Result<Vec<Product>, PerfectError> {
    let mut pattern = effect.object("pattern")?;
    let name = pattern.text("name")?.filter(|name| !name.is_empty());
    pattern.close(left_out);
    let palettes = palettes(effect, ZONES.len(), left_out)?;
    let colors: Vec<([u8; 3], &Palette)> =
        palettes.iter().filter_map(|palette| Some((palette.color?, palette))).collect();
    let Some(places) = colors.len().checked_sub(1).and_then(|last| ZONES.get(last)) else { return Ok(Vec::new()) };
    if let Some(name) = name {
        let reason = say!(
            "'{name}' is a drawing of Perfect Corp's own; worn on {places}",
            name = told(&name),
            places = named(places),
        );
        left_out.push(LeftOut { place: effect.place("pattern"), reason });
    }
    let zone = |((color, palette), shape): (&([u8; 3], &Palette), &&str)| Stroke {
        shape: (*shape).into(),
        shade: Shade::of(*color, POWDER_OPACITY),
        coverage: palette.intensity * FULL_ZONE,
        finish: palette.texture.unwrap_or(Finish::Matte),
        side: Side::Both,
    };
    let zones = colors.iter().zip(*places).map(zone).collect();
    close(palettes, left_out);
    Ok(vec![Product::Eyeshadow(Eyeshadow { zones })])
}

fn lip_color(effect: &mut Fields, left_out: &mut Vec<LeftOut>) -> Result<Vec<Product>, PerfectError> {
    let mut shape = effect.object("shape")?;
    if let Some(name) = shape.text("name")?.filter(|name| !name.is_empty() && name != "original") {
        let reason = say!("'{name}' would reshape the lips; they keep their own form here", name = told(&name));
        left_out.push(LeftOut { place: effect.place("shape"), reason });
    }
    shape.close(left_out);
    let mut morphology = effect.object("morphology")?;
    for field in ["fullness", "wrinkless"] {
        morphology.leave_out(field, "lips keep their own form here", left_out);
    }
    morphology.close(left_out);
    let mut style = effect.object("style")?;
    let kind = style.text("type")?.unwrap_or_else(|| "full".into());
    let second = match kind.as_str() {
        "full" => None,
        "ombre" => Some("inner"),
        "twoTone" => Some("lower"),
        _ => {
            let reason =
                say!("there is no '{name}' lip here; the first colour is worn on the whole lip", name = told(&kind));
            left_out.push(LeftOut { place: style.place("type"), reason });
            None
        }
    };
    for field in ["innerRatio", "featherStrength"] {
        style.leave_out(field, "an ombre lip has one size and softness here", left_out);
    }
    style.close(left_out);
    let mut palettes = palettes(effect, if second.is_some() { 2 } else { 1 }, left_out)?.into_iter();
    let Some((first, color)) = palettes.next().and_then(|palette| Some((palette.color?, palette))).map(|(c, p)| (p, c))
    else {
        return Ok(Vec::new());
    };
    let (finish, coverage) = (first.texture.unwrap_or(Finish::Satin), first.intensity);
    let shade = lip_shade(first, color, left_out)?;
    let second = match (second, palettes.next()) {
        (Some(shape), Some(palette)) => match palette.color {
            Some(color) => Some(SecondTone { shape: shape.into(), shade: lip_shade(palette, color, left_out)? }),
            None => None,
        },
        _ => None,
    };
    Ok(vec![Product::Lipstick(Lipstick { shade, second, coverage, blur: 0.0, finish, side: Side::Both })])
}

fn lip_shade(mut palette: Palette, color: [u8; 3], left_out: &mut Vec<LeftOut>) -> Result<Shade, PerfectError> {
    let transparent = palette.fields.percent("transparencyIntensity")?.unwrap_or_default();
    palette.fields.close(left_out);
    Ok(Shade::of(color, PENCIL_OPACITY - LOST_WHEN_TRANSPARENT * transparent))
}

fn hair(effect: &mut Fields, left_out: &mut Vec<LeftOut>) -> Result<Vec<Product>, PerfectError> {
    let mut pattern = effect.object("pattern")?;
    let shape = match pattern.text("name")?.as_deref() {
        Some("ombre") => HairShape::Ombre,
        _ => HairShape::AllOver,
    };
    pattern.close(left_out);
    let Some(palette) = palettes(effect, 1, left_out)?.pop() else { return Ok(Vec::new()) };
    let (coverage, color) = (palette.intensity, palette.color);
    palette.fields.close(left_out);
    let dye = |color| Product::Hair(HairColor { shape, shade: Shade::of(color, POWDER_OPACITY), coverage });
    Ok(color.map(dye).into_iter().collect())
}

/// The first `most` palettes of an effect; what follows is listed.
fn palettes(effect: &mut Fields, most: usize, left_out: &mut Vec<LeftOut>) -> Result<Vec<Palette>, PerfectError> {
    let values = effect.list("palettes")?;
    if values.len() > most {
        let reason = match most {
            1 => say("only the first colour is worn").into(),
            _ => say!("only the first {most} colours are worn", most = most),
        };
        left_out.push(LeftOut { place: effect.place("palettes"), reason });
    }
    let read =
        |(i, value): (usize, Value)| palette(effect.place(&say!("palette {number}", number = i + 1)), value, left_out);
    values.into_iter().take(most).enumerate().map(read).collect()
}

/// Lists what nobody took from palettes that need no more than their colour, finish and strength.
fn close(palettes: Vec<Palette>, left_out: &mut Vec<LeftOut>) {
    for mut palette in palettes {
        palette.fields.leave_out("glowIntensity", STRENGTH, left_out);
        palette.fields.close(left_out);
    }
}

fn palette(place: String, value: Value, left_out: &mut Vec<LeftOut>) -> Result<Palette, PerfectError> {
    let mut fields = Fields::of(place, value)?;
    let text = fields.text("color")?;
    let read = |text: &String| {
        let problem = || say!("'{text}' is not a colour; write #RRGGBB", text = told(text));
        color(text).ok_or_else(|| fields.wrong("color", problem()))
    };
    let color = text.as_ref().map(read).transpose()?;
    let intensity = fields.percent("colorIntensity")?.unwrap_or(USUAL_INTENSITY);
    let named = fields.text("texture")?;
    let mut texture = named.as_deref().and_then(finish);
    if let Some(named) = named.filter(|_| texture.is_none()) {
        let reason = say!("there is no finish '{name}' here; the usual one is worn", name = told(&named));
        left_out.push(LeftOut { place: fields.place("texture"), reason });
    }
    // What belongs to another texture has no effect there either.
    let glints = matches!(texture, None | Some(Finish::Shimmer | Finish::Metallic | Finish::Holographic));
    let shimmer = fields.percent("shimmerIntensity")?;
    let glows = matches!(texture, Some(Finish::Satin)) && fields.take("glowStrength").is_some();
    for (field, reason) in [("shimmerColor", PARTICLES), ("shimmerDensity", PARTICLES), ("shimmerSize", PARTICLES)] {
        match glints {
            true => fields.leave_out(field, reason, left_out),
            false => drop(fields.take(field)),
        }
    }
    if glows {
        left_out.push(LeftOut { place: fields.place("glowStrength"), reason: say(STRENGTH).into() });
    }
    for field in ["gloss", "metallicIntensity"] {
        fields.leave_out(field, STRENGTH, left_out);
    }
    for field in ["thickness", "smoothness"] {
        fields.leave_out(field, "a line keeps the width of its drawing here", left_out);
    }
    // A highlighter has no texture there: its shimmer says what it is.
    texture =
        texture.or_else(|| shimmer.map(|shimmer| if shimmer < CLEARLY { Finish::Satin } else { Finish::Shimmer }));
    Ok(Palette { color, texture, intensity, fields })
}

fn finish(texture: &str) -> Option<Finish> {
    Some(match texture {
        "matte" => Finish::Matte,
        "satin" => Finish::Satin,
        "sheer" => Finish::Sheer,
        "gloss" => Finish::Gloss,
        "shimmer" => Finish::Shimmer,
        "metallic" => Finish::Metallic,
        "holographic" => Finish::Holographic,
        _ => return None,
    })
}
