//! Version 1 of the look document, as released: a newer version gets a file of its own and a migration from this one.

use serde::{Deserialize, Serialize};
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer, Error, ValueDeserializer},
};

mod article;
mod decal;
mod photo;
mod screen;
pub(super) mod shade;

use decal::DecalV1;
use photo::PhotoV1;
use screen::{HairV1, LensesV1, RetouchV1};
use shade::ShadeV1;

use super::{FORMAT, FormatError, misfit};
use crate::{
    language::say,
    look::{
        Base, Eyeshadow, Finish, Lipstick, Look, MAX_PRODUCTS, MAX_ZONES, Product, SecondTone, Shade, Side, Stroke,
    },
};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    format: String,
    version: i64,
    id: String,
    name: String,
    family: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    tags: Vec<String>,
    /// Read apart, each by its kind: an error then knows its line and field.
    #[serde(skip_deserializing)]
    product: Vec<ProductV1>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum ProductV1 {
    Foundation(BaseV1),
    Concealer(BaseV1),
    Contour(StrokeV1),
    Bronzer(StrokeV1),
    Blush(StrokeV1),
    Highlighter(StrokeV1),
    Freckles(StrokeV1),
    Brows(StrokeV1),
    Eyeshadow(EyeshadowV1),
    Eyeliner(StrokeV1),
    Lashes(StrokeV1),
    LipLiner(StrokeV1),
    Lipstick(LipstickV1),
    Glitter(StrokeV1),
    FacePaint(StrokeV1),
    Decal(DecalV1),
    Hair(HairV1),
    Lenses(LensesV1),
    Teeth(RetouchV1),
    Smoothing(RetouchV1),
    UnderEye(RetouchV1),
    Photo(PhotoV1),
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FinishV1 {
    Matte,
    Satin,
    Sheer,
    Gloss,
    Shimmer,
    Metallic,
    Holographic,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SideV1 {
    #[default]
    Both,
    Left,
    Right,
}

impl SideV1 {
    fn is_both(&self) -> bool {
        *self == Self::Both
    }
}

fn full() -> String {
    "full".into()
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaseV1 {
    #[serde(default = "full")]
    shape: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    shade: Option<ShadeV1>,
    coverage: f64,
    finish: FinishV1,
    #[serde(default, skip_serializing_if = "SideV1::is_both")]
    side: SideV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StrokeV1 {
    shape: String,
    shade: ShadeV1,
    coverage: f64,
    finish: FinishV1,
    #[serde(default, skip_serializing_if = "SideV1::is_both")]
    side: SideV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EyeshadowV1 {
    zone: Vec<StrokeV1>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LipstickV1 {
    shade: ShadeV1,
    #[serde(skip_serializing_if = "Option::is_none")]
    second: Option<SecondToneV1>,
    coverage: f64,
    #[serde(default)]
    blur: f64,
    finish: FinishV1,
    #[serde(default, skip_serializing_if = "SideV1::is_both")]
    side: SideV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SecondToneV1 {
    shape: String,
    shade: ShadeV1,
}

impl Document {
    pub(super) fn from_look(look: &Look) -> Self {
        Self {
            format: FORMAT.into(),
            version: 1,
            id: look.id.clone(),
            name: look.name.clone(),
            family: look.family.clone(),
            description: look.description.clone(),
            tags: look.tags.clone(),
            product: look.products.iter().map(ProductV1::from_product).collect(),
        }
    }

    /// Reads the document of a table; `text` is what the table was read from.
    pub(super) fn read(text: &str, mut table: Spanned<DeTable<'_>>) -> Result<Self, FormatError> {
        let products = table.get_mut().remove("product");
        let fields = table.get_ref().clone();
        let read = Self::deserialize(Deserializer::from(table));
        let mut document = read.map_err(|error| misfit::misfit(text, "", &fields, &error))?;
        let Some(products) = products else { return Ok(document) };
        let span = products.span();
        let DeValue::Array(products) = products.into_inner() else {
            return Err(misfit::misplaced(text, &span, "product", say("each product begins with `[[product]]`")));
        };
        for (i, product) in products.into_iter().enumerate() {
            document.product.push(ProductV1::read(text, i + 1, product)?);
        }
        Ok(document)
    }

    pub(super) fn into_look(self) -> Result<Look, FormatError> {
        file_safe("id", &self.id)?;
        file_safe("family", &self.family)?;
        length("name", &self.name, 1, 60)?;
        length("description", &self.description, 0, 400)?;
        count("tags", self.tags.len(), 0, 20)?;
        self.tags.iter().try_for_each(|tag| length("tags", tag, 1, 30))?;
        count("product", self.product.len(), 0, MAX_PRODUCTS)?;
        let products = self.product.into_iter().enumerate().map(|(i, product)| product.into_product(i + 1));
        Ok(Look {
            id: self.id,
            name: self.name,
            family: self.family,
            description: self.description,
            tags: self.tags,
            products: products.collect::<Result<_, _>>()?,
        })
    }
}

impl ProductV1 {
    fn read(text: &str, number: usize, mut product: Spanned<DeValue<'_>>) -> Result<Self, FormatError> {
        let (span, place) = (product.span(), say!("product {number}", number = number));
        let DeValue::Table(table) = product.get_mut() else {
            return Err(misfit::misplaced(text, &span, &place, say("each product begins with `[[product]]`")));
        };
        let Some(kind) = table.remove("kind") else {
            return Err(misfit::misplaced(text, &span, &place, say("missing field `kind`")));
        };
        let fields = table.clone();
        let named = kind.get_ref().as_str().unwrap_or_default();
        let Some(read) = Self::of_kind(named, product.into()) else {
            let problem =
                say!("there is no product '{kind}'; docs/look-format.md names them", kind = misfit::told(named));
            return Err(misfit::misplaced(text, &kind.span(), &format!("{place}, kind"), &problem));
        };
        read.map_err(|error| misfit::misfit(text, &numbered(number, named), &fields, &error))
    }

    /// `None` where there is no such kind.
    fn of_kind(kind: &str, fields: ValueDeserializer<'_>) -> Option<Result<Self, Error>> {
        let stroke = match kind {
            "foundation" => return Some(BaseV1::deserialize(fields).map(Self::Foundation)),
            "concealer" => return Some(BaseV1::deserialize(fields).map(Self::Concealer)),
            "eyeshadow" => return Some(EyeshadowV1::deserialize(fields).map(Self::Eyeshadow)),
            "lipstick" => return Some(LipstickV1::deserialize(fields).map(Self::Lipstick)),
            "decal" => return Some(DecalV1::deserialize(fields).map(Self::Decal)),
            "hair" => return Some(HairV1::deserialize(fields).map(Self::Hair)),
            "lenses" => return Some(LensesV1::deserialize(fields).map(Self::Lenses)),
            "teeth" => return Some(RetouchV1::deserialize(fields).map(Self::Teeth)),
            "smoothing" => return Some(RetouchV1::deserialize(fields).map(Self::Smoothing)),
            "under-eye" => return Some(RetouchV1::deserialize(fields).map(Self::UnderEye)),
            "photo" => return Some(PhotoV1::deserialize(fields).map(Self::Photo)),
            "contour" => Self::Contour,
            "bronzer" => Self::Bronzer,
            "blush" => Self::Blush,
            "highlighter" => Self::Highlighter,
            "freckles" => Self::Freckles,
            "brows" => Self::Brows,
            "eyeliner" => Self::Eyeliner,
            "lashes" => Self::Lashes,
            "lip-liner" => Self::LipLiner,
            "glitter" => Self::Glitter,
            "face-paint" => Self::FacePaint,
            _ => return None,
        };
        Some(StrokeV1::deserialize(fields).map(stroke))
    }

    fn from_product(product: &Product) -> Self {
        match product {
            Product::Foundation(base) => Self::Foundation(BaseV1::from_base(base)),
            Product::Concealer(base) => Self::Concealer(BaseV1::from_base(base)),
            Product::Contour(stroke) => Self::Contour(StrokeV1::from_stroke(stroke)),
            Product::Bronzer(stroke) => Self::Bronzer(StrokeV1::from_stroke(stroke)),
            Product::Blush(stroke) => Self::Blush(StrokeV1::from_stroke(stroke)),
            Product::Highlighter(stroke) => Self::Highlighter(StrokeV1::from_stroke(stroke)),
            Product::Freckles(stroke) => Self::Freckles(StrokeV1::from_stroke(stroke)),
            Product::Brows(stroke) => Self::Brows(StrokeV1::from_stroke(stroke)),
            Product::Eyeshadow(shadow) => {
                Self::Eyeshadow(EyeshadowV1 { zone: shadow.zones.iter().map(StrokeV1::from_stroke).collect() })
            }
            Product::Eyeliner(stroke) => Self::Eyeliner(StrokeV1::from_stroke(stroke)),
            Product::Lashes(stroke) => Self::Lashes(StrokeV1::from_stroke(stroke)),
            Product::LipLiner(stroke) => Self::LipLiner(StrokeV1::from_stroke(stroke)),
            Product::Lipstick(lipstick) => Self::Lipstick(LipstickV1::from_lipstick(lipstick)),
            Product::Glitter(stroke) => Self::Glitter(StrokeV1::from_stroke(stroke)),
            Product::FacePaint(stroke) => Self::FacePaint(StrokeV1::from_stroke(stroke)),
            Product::Decal(decal) => Self::Decal(DecalV1::from_decal(decal)),
            Product::Hair(hair) => Self::Hair(HairV1::from_hair(hair)),
            Product::Lenses(lenses) => Self::Lenses(LensesV1::from_lenses(lenses)),
            Product::Teeth(retouch) => Self::Teeth(RetouchV1::from_retouch(retouch)),
            Product::Smoothing(retouch) => Self::Smoothing(RetouchV1::from_retouch(retouch)),
            Product::UnderEye(retouch) => Self::UnderEye(RetouchV1::from_retouch(retouch)),
            Product::Photo(photo) => Self::Photo(PhotoV1::from_photo(photo)),
        }
    }

    fn into_product(self, number: usize) -> Result<Product, FormatError> {
        let at = |kind: &str| Place(numbered(number, kind));
        Ok(match self {
            Self::Foundation(base) => Product::Foundation(base.into_base(&at("foundation"))?),
            Self::Concealer(base) => Product::Concealer(base.into_base(&at("concealer"))?),
            Self::Contour(stroke) => Product::Contour(stroke.into_stroke(&at("contour"))?),
            Self::Bronzer(stroke) => Product::Bronzer(stroke.into_stroke(&at("bronzer"))?),
            Self::Blush(stroke) => Product::Blush(stroke.into_stroke(&at("blush"))?),
            Self::Highlighter(stroke) => Product::Highlighter(stroke.into_stroke(&at("highlighter"))?),
            Self::Freckles(stroke) => Product::Freckles(stroke.into_stroke(&at("freckles"))?),
            Self::Brows(stroke) => Product::Brows(stroke.into_stroke(&at("brows"))?),
            Self::Eyeshadow(shadow) => Product::Eyeshadow(shadow.into_eyeshadow(number)?),
            Self::Eyeliner(stroke) => Product::Eyeliner(stroke.into_stroke(&at("eyeliner"))?),
            Self::Lashes(stroke) => Product::Lashes(stroke.into_stroke(&at("lashes"))?),
            Self::LipLiner(stroke) => Product::LipLiner(stroke.into_stroke(&at("lip-liner"))?),
            Self::Lipstick(lipstick) => Product::Lipstick(lipstick.into_lipstick(&at("lipstick"))?),
            Self::Glitter(stroke) => Product::Glitter(stroke.into_stroke(&at("glitter"))?),
            Self::FacePaint(stroke) => Product::FacePaint(stroke.into_stroke(&at("face-paint"))?),
            Self::Decal(decal) => Product::Decal(decal.into_decal(&at("decal"))?),
            Self::Hair(hair) => Product::Hair(hair.into_hair(&at("hair"))?),
            Self::Lenses(lenses) => Product::Lenses(lenses.into_lenses(&at("lenses"))?),
            Self::Teeth(retouch) => Product::Teeth(retouch.into_retouch(&at("teeth"))?),
            Self::Smoothing(retouch) => Product::Smoothing(retouch.into_unsold(&at("smoothing"))?),
            Self::UnderEye(retouch) => Product::UnderEye(retouch.into_retouch(&at("under-eye"))?),
            Self::Photo(photo) => Product::Photo(photo.into_photo(&at("photo"))?),
        })
    }
}

impl BaseV1 {
    fn from_base(base: &Base) -> Self {
        Self {
            shape: base.shape.clone(),
            shade: base.shade.as_ref().map(ShadeV1::from_shade),
            coverage: decimal(base.coverage),
            finish: base.finish.into(),
            side: base.side.into(),
        }
    }

    fn into_base(self, at: &Place) -> Result<Base, FormatError> {
        Ok(Base {
            shape: at.name("shape", self.shape)?,
            shade: self.shade.map(|shade| at.shade(shade)).transpose()?,
            coverage: at.unit("coverage", self.coverage)?,
            finish: self.finish.into(),
            side: self.side.into(),
        })
    }
}

impl StrokeV1 {
    fn from_stroke(stroke: &Stroke) -> Self {
        Self {
            shape: stroke.shape.clone(),
            shade: ShadeV1::from_shade(&stroke.shade),
            coverage: decimal(stroke.coverage),
            finish: stroke.finish.into(),
            side: stroke.side.into(),
        }
    }

    fn into_stroke(self, at: &Place) -> Result<Stroke, FormatError> {
        Ok(Stroke {
            shape: at.name("shape", self.shape)?,
            shade: at.shade(self.shade)?,
            coverage: at.unit("coverage", self.coverage)?,
            finish: self.finish.into(),
            side: self.side.into(),
        })
    }
}

impl EyeshadowV1 {
    fn into_eyeshadow(self, number: usize) -> Result<Eyeshadow, FormatError> {
        let place = numbered(number, "eyeshadow");
        count(&format!("{place}, zone"), self.zone.len(), 1, MAX_ZONES)?;
        let zones = self.zone.into_iter().enumerate().map(|(zone, stroke)| {
            stroke.into_stroke(&Place(format!("{place}, {}", say!("zone {number}", number = zone + 1))))
        });
        Ok(Eyeshadow { zones: zones.collect::<Result<_, _>>()? })
    }
}

impl LipstickV1 {
    fn from_lipstick(lipstick: &Lipstick) -> Self {
        let second = |second: &SecondTone| SecondToneV1 {
            shape: second.shape.clone(),
            shade: ShadeV1::from_shade(&second.shade),
        };
        Self {
            shade: ShadeV1::from_shade(&lipstick.shade),
            second: lipstick.second.as_ref().map(second),
            coverage: decimal(lipstick.coverage),
            blur: decimal(lipstick.blur),
            finish: lipstick.finish.into(),
            side: lipstick.side.into(),
        }
    }

    fn into_lipstick(self, at: &Place) -> Result<Lipstick, FormatError> {
        let second = |second: SecondToneV1| {
            Ok::<_, FormatError>(SecondTone {
                shape: at.name("second, shape", second.shape)?,
                shade: at.shade(second.shade)?,
            })
        };
        Ok(Lipstick {
            shade: at.shade(self.shade)?,
            second: self.second.map(second).transpose()?,
            coverage: at.unit("coverage", self.coverage)?,
            blur: at.unit("blur", self.blur)?,
            finish: self.finish.into(),
            side: self.side.into(),
        })
    }
}

impl From<Finish> for FinishV1 {
    fn from(finish: Finish) -> Self {
        match finish {
            Finish::Matte => Self::Matte,
            Finish::Satin => Self::Satin,
            Finish::Sheer => Self::Sheer,
            Finish::Gloss => Self::Gloss,
            Finish::Shimmer => Self::Shimmer,
            Finish::Metallic => Self::Metallic,
            Finish::Holographic => Self::Holographic,
        }
    }
}

impl From<FinishV1> for Finish {
    fn from(finish: FinishV1) -> Self {
        match finish {
            FinishV1::Matte => Self::Matte,
            FinishV1::Satin => Self::Satin,
            FinishV1::Sheer => Self::Sheer,
            FinishV1::Gloss => Self::Gloss,
            FinishV1::Shimmer => Self::Shimmer,
            FinishV1::Metallic => Self::Metallic,
            FinishV1::Holographic => Self::Holographic,
        }
    }
}

impl From<Side> for SideV1 {
    fn from(side: Side) -> Self {
        match side {
            Side::Both => Self::Both,
            Side::Left => Self::Left,
            Side::Right => Self::Right,
        }
    }
}

impl From<SideV1> for Side {
    fn from(side: SideV1) -> Self {
        match side {
            SideV1::Both => Self::Both,
            SideV1::Left => Self::Left,
            SideV1::Right => Self::Right,
        }
    }
}

fn numbered(number: usize, kind: &str) -> String {
    say!("product {number} ({kind})", number = number, kind = kind)
}

/// Where in the document a value stands, for messages.
struct Place(String);

impl Place {
    fn wrong(&self, field: &str, problem: String) -> FormatError {
        FormatError::Value { place: format!("{}, {field}", self.0), problem }
    }

    fn unit(&self, field: &str, value: f64) -> Result<f32, FormatError> {
        if (0.0..=1.0).contains(&value) {
            Ok(value as f32)
        } else {
            let problem = say!("{value} is not between {least} and {most}", value = value, least = 0, most = 1);
            Err(self.wrong(field, problem))
        }
    }

    fn name(&self, field: &str, value: String) -> Result<String, FormatError> {
        file_safe(&format!("{}, {field}", self.0), &value)?;
        Ok(value)
    }

    fn shade(&self, shade: ShadeV1) -> Result<Shade, FormatError> {
        shade.into_shade(self)
    }

    /// A shade that does not go with the skin.
    fn one_colour(&self, shade: ShadeV1) -> Result<Shade, FormatError> {
        let shade = self.shade(shade)?;
        match shade.deep {
            Some(_) => Err(self.wrong("shade", say("`deep` is for what is painted on the skin").into())),
            None => Ok(shade),
        }
    }
}

/// A number as a person would write it: 0.7 rather than 0.699999988079071.
fn decimal(value: f32) -> f64 {
    (f64::from(value) * 10_000.0).round() / 10_000.0
}

fn file_safe(place: &str, text: &str) -> Result<(), FormatError> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if (1..=60).contains(&text.len()) && text.chars().all(allowed) {
        return Ok(());
    }
    let problem = say!("'{text}' is not 1 to 60 lower-case letters, digits and dashes", text = misfit::told(text));
    Err(FormatError::Value { place: place.into(), problem })
}

fn length(place: &str, text: &str, least: usize, most: usize) -> Result<(), FormatError> {
    let characters = text.chars().count();
    if (least..=most).contains(&characters) && !text.chars().any(char::is_control) {
        return Ok(());
    }
    let problem = say!(
        "{count} characters; {least} to {most} are possible, on one line",
        count = characters,
        least = least,
        most = most,
    );
    Err(FormatError::Value { place: place.into(), problem })
}

fn count(place: &str, found: usize, least: usize, most: usize) -> Result<(), FormatError> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    let problem = say!("{count} entries; {least} to {most} are possible", count = found, least = least, most = most);
    Err(FormatError::Value { place: place.into(), problem })
}
