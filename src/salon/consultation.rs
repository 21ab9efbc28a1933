//! What happened when a client came.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    ClientId, Moment, SalonError,
    limits::{self, LONGEST_DOCUMENT, LONGEST_LINE, LONGEST_NOTES},
};

/// Which consultation. A number is never given to a second one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConsultationId(pub(super) i64);

/// What is written down of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When they came; kept to the microsecond.
    pub at: Timestamp,
    /// Whatever is good to know.
    pub notes: String,
    /// In the order they were tried.
    pub looks_tried: Vec<TriedLook>,
    /// In the order they were chosen.
    pub products: Vec<ChosenProduct>,
    /// Lines of advice as they were shown.
    pub advice: Vec<String>,
}

/// A look that was tried on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TriedLook {
    /// What people read.
    pub name: String,
    /// The look document, TOML, as it was then.
    pub document: String,
}

/// A product that was chosen. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChosenProduct {
    /// What it is sold as: `lipstick`.
    pub kind: String,
    /// Who makes it.
    pub brand: String,
    /// What its maker calls it.
    pub product: String,
    /// What its maker calls the shade.
    pub shade: String,
    /// sRGB, `#rrggbb`.
    pub colour: Option<String>,
    /// Its number in trade.
    pub gtin: Option<String>,
    /// What it cost then, with the currency.
    pub price: Option<String>,
}

/// A visit as it is kept. The pictures are asked for one by one, as they may be large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    /// Which.
    pub id: ConsultationId,
    /// Whose.
    pub client: ClientId,
    /// What was written down.
    pub visit: Visit,
    /// Of which moments there is a picture, in their order.
    pub pictures: Vec<Moment>,
}

impl Visit {
    /// As it is kept.
    pub(super) fn cleaned(&self) -> Result<Self, SalonError> {
        Ok(Self {
            at: self.at,
            notes: limits::paragraphs("notes", &self.notes, LONGEST_NOTES)?,
            looks_tried: limits::list("list of looks", &self.looks_tried, TriedLook::cleaned)?,
            products: limits::list("list of products", &self.products, ChosenProduct::cleaned)?,
            advice: limits::list("advice", &self.advice, |text| limits::line("line of advice", text, LONGEST_LINE))?,
        })
    }
}

impl TriedLook {
    fn cleaned(&self) -> Result<Self, SalonError> {
        Ok(Self {
            name: limits::line("name of a look", &self.name, LONGEST_LINE)?,
            document: limits::paragraphs("look document", &self.document, LONGEST_DOCUMENT)?,
        })
    }
}

impl ChosenProduct {
    fn cleaned(&self) -> Result<Self, SalonError> {
        let line = |what, text: &String| limits::line(what, text, LONGEST_LINE);
        Ok(Self {
            kind: line("kind of a product", &self.kind)?,
            brand: line("brand", &self.brand)?,
            product: line("name of a product", &self.product)?,
            shade: line("name of a shade", &self.shade)?,
            colour: self.colour.as_deref().map(colour).transpose()?,
            gtin: self.gtin.as_ref().map(|text| line("GTIN", text)).transpose()?,
            price: self.price.as_ref().map(|text| line("price", text)).transpose()?,
        })
    }
}

fn colour(text: &str) -> Result<String, SalonError> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
    match digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        Some(_) => Ok(text.to_ascii_lowercase()),
        None => Err(SalonError::NoColour(text.chars().take(20).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_has_six_digits() {
        assert_eq!(colour("#AA1122").unwrap(), "#aa1122");
        for wrong in ["", "#", "aa1122", "#aa112", "#aa11223", "#gg1122", "#é1122", "#+a1122"] {
            assert!(matches!(colour(wrong), Err(SalonError::NoColour(_))), "{wrong}");
        }
    }
}
