//! Version 1 of the look document, as released: a newer version gets a file of its own and a migration from this one.

use serde::{Deserialize, Serialize};

use super::{FORMAT, FormatError};
use crate::look::{
    Blush, Eyeliner, Eyeshadow, Finish, Foundation, Lipstick, Look, MAX_PRODUCTS, MAX_ZONES, Product, Shade, ShadowZone,
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
    #[serde(default)]
    product: Vec<ProductV1>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum ProductV1 {
    Foundation(FoundationV1),
    Blush(BlushV1),
    Eyeshadow(EyeshadowV1),
    Eyeliner(EyelinerV1),
    Lipstick(LipstickV1),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShadeV1 {
    color: String,
    opacity: f64,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FinishV1 {
    Matte,
    Satin,
    Gloss,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FoundationV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    shade: Option<ShadeV1>,
    coverage: f64,
    finish: FinishV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlushV1 {
    placement: String,
    shade: ShadeV1,
    coverage: f64,
    finish: FinishV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EyeshadowV1 {
    zone: Vec<ZoneV1>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ZoneV1 {
    place: String,
    shade: ShadeV1,
    coverage: f64,
    finish: FinishV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EyelinerV1 {
    shape: String,
    shade: ShadeV1,
    coverage: f64,
    finish: FinishV1,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LipstickV1 {
    shade: ShadeV1,
    coverage: f64,
    #[serde(default)]
    blur: f64,
    finish: FinishV1,
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
    fn from_product(product: &Product) -> Self {
        match product {
            Product::Foundation(p) => Self::Foundation(FoundationV1 {
                shade: p.shade.as_ref().map(ShadeV1::from_shade),
                coverage: decimal(p.coverage),
                finish: p.finish.into(),
            }),
            Product::Blush(p) => Self::Blush(BlushV1 {
                placement: p.placement.clone(),
                shade: ShadeV1::from_shade(&p.shade),
                coverage: decimal(p.coverage),
                finish: p.finish.into(),
            }),
            Product::Eyeshadow(p) => {
                Self::Eyeshadow(EyeshadowV1 { zone: p.zones.iter().map(ZoneV1::from_zone).collect() })
            }
            Product::Eyeliner(p) => Self::Eyeliner(EyelinerV1 {
                shape: p.shape.clone(),
                shade: ShadeV1::from_shade(&p.shade),
                coverage: decimal(p.coverage),
                finish: p.finish.into(),
            }),
            Product::Lipstick(p) => Self::Lipstick(LipstickV1 {
                shade: ShadeV1::from_shade(&p.shade),
                coverage: decimal(p.coverage),
                blur: decimal(p.blur),
                finish: p.finish.into(),
            }),
        }
    }

    fn into_product(self, number: usize) -> Result<Product, FormatError> {
        Ok(match self {
            Self::Foundation(p) => {
                let at = Place(format!("product {number} (foundation)"));
                let shade = p.shade.map(|shade| at.shade(shade)).transpose()?;
                Product::Foundation(Foundation {
                    shade,
                    coverage: at.unit("coverage", p.coverage)?,
                    finish: p.finish.into(),
                })
            }
            Self::Blush(p) => {
                let at = Place(format!("product {number} (blush)"));
                let placement = at.name("placement", p.placement)?;
                let coverage = at.unit("coverage", p.coverage)?;
                Product::Blush(Blush { shade: at.shade(p.shade)?, placement, coverage, finish: p.finish.into() })
            }
            Self::Eyeshadow(p) => {
                count(&format!("product {number} (eyeshadow), zone"), p.zone.len(), 1, MAX_ZONES)?;
                let zones = p.zone.into_iter().enumerate().map(|(zone, value)| {
                    value.into_zone(&Place(format!("product {number} (eyeshadow), zone {}", zone + 1)))
                });
                Product::Eyeshadow(Eyeshadow { zones: zones.collect::<Result<_, _>>()? })
            }
            Self::Eyeliner(p) => {
                let at = Place(format!("product {number} (eyeliner)"));
                let (shape, coverage) = (at.name("shape", p.shape)?, at.unit("coverage", p.coverage)?);
                Product::Eyeliner(Eyeliner { shade: at.shade(p.shade)?, shape, coverage, finish: p.finish.into() })
            }
            Self::Lipstick(p) => {
                let at = Place(format!("product {number} (lipstick)"));
                let (coverage, blur) = (at.unit("coverage", p.coverage)?, at.unit("blur", p.blur)?);
                Product::Lipstick(Lipstick { shade: at.shade(p.shade)?, coverage, blur, finish: p.finish.into() })
            }
        })
    }
}

impl ZoneV1 {
    fn from_zone(zone: &ShadowZone) -> Self {
        Self {
            place: zone.place.clone(),
            shade: ShadeV1::from_shade(&zone.shade),
            coverage: decimal(zone.coverage),
            finish: zone.finish.into(),
        }
    }

    fn into_zone(self, at: &Place) -> Result<ShadowZone, FormatError> {
        Ok(ShadowZone {
            place: at.name("place", self.place)?,
            shade: at.shade(self.shade)?,
            coverage: at.unit("coverage", self.coverage)?,
            finish: self.finish.into(),
        })
    }
}

impl ShadeV1 {
    fn from_shade(shade: &Shade) -> Self {
        let [r, g, b] = shade.color;
        Self { color: format!("#{r:02X}{g:02X}{b:02X}"), opacity: decimal(shade.opacity) }
    }
}

impl From<Finish> for FinishV1 {
    fn from(finish: Finish) -> Self {
        match finish {
            Finish::Matte => Self::Matte,
            Finish::Satin => Self::Satin,
            Finish::Gloss => Self::Gloss,
        }
    }
}

impl From<FinishV1> for Finish {
    fn from(finish: FinishV1) -> Self {
        match finish {
            FinishV1::Matte => Self::Matte,
            FinishV1::Satin => Self::Satin,
            FinishV1::Gloss => Self::Gloss,
        }
    }
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
            Err(self.wrong(field, format!("{value} is not between 0 and 1")))
        }
    }

    fn name(&self, field: &str, value: String) -> Result<String, FormatError> {
        file_safe(&format!("{}, {field}", self.0), &value)?;
        Ok(value)
    }

    fn shade(&self, shade: ShadeV1) -> Result<Shade, FormatError> {
        let color = color(&shade.color)
            .ok_or_else(|| self.wrong("shade", format!("'{}' is not a colour; write #RRGGBB", shade.color)))?;
        Ok(Shade { color, opacity: self.unit("opacity", shade.opacity)? })
    }
}

fn color(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
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
    let problem = format!("'{text}' is not 1 to 60 lower-case letters, digits and dashes");
    Err(FormatError::Value { place: place.into(), problem })
}

fn length(place: &str, text: &str, least: usize, most: usize) -> Result<(), FormatError> {
    let characters = text.chars().count();
    if (least..=most).contains(&characters) && !text.chars().any(char::is_control) {
        return Ok(());
    }
    let problem = format!("{characters} characters; {least} to {most} are possible, on one line");
    Err(FormatError::Value { place: place.into(), problem })
}

fn count(place: &str, found: usize, least: usize, most: usize) -> Result<(), FormatError> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    Err(FormatError::Value { place: place.into(), problem: format!("{found} entries; {least} to {most} are possible") })
}
