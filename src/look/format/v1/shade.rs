//! A product's colour: sRGB, or a measurement.

use serde::{Deserialize, Serialize};

use super::{FormatError, Place, article::ArticleV1, decimal};
use crate::{
    language::say,
    look::{Shade, format::misfit::told},
    raster::{
        color::hex,
        lab::{Illuminant, rgb8_from_lab},
    },
};

/// Largest a and b of a measurement, either way.
const MOST_CHROMATIC: f64 = 128.0;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShadeV1 {
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lab: Option<[f64; 3]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    illuminant: Option<IlluminantV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deep: Option<String>,
    opacity: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<Box<ArticleV1>>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum IlluminantV1 {
    A,
    D50,
    D65,
    F2,
    F7,
    F11,
}

impl ShadeV1 {
    /// A measurement was turned into sRGB when it was read, and is written as that.
    pub(super) fn from_shade(shade: &Shade) -> Self {
        let article = shade.article.as_deref().map(|article| Box::new(ArticleV1::from_article(article)));
        Self {
            color: Some(hex(shade.color)),
            lab: None,
            illuminant: None,
            deep: shade.deep.map(hex),
            opacity: decimal(shade.opacity),
            article,
        }
    }

    pub(super) fn into_shade(self, at: &Place) -> Result<Shade, FormatError> {
        let wrong = |problem: &str| at.wrong("shade", say(problem).into());
        let named = |text: &String| {
            let problem = || say!("'{text}' is not a colour; write #RRGGBB", text = told(text));
            color(text).ok_or_else(|| at.wrong("shade", problem()))
        };
        let color = match (&self.color, self.lab, self.illuminant) {
            (Some(text), None, None) => named(text)?,
            (None, Some(lab), Some(illuminant)) => {
                measured(lab, illuminant).map_err(|problem| at.wrong("shade", problem))?
            }
            (None, None, _) => return Err(wrong("a shade has a `color`, or a `lab` with its `illuminant`")),
            (Some(_), Some(_), _) => return Err(wrong("a shade has either `color` or `lab`")),
            (Some(_), None, Some(_)) => return Err(wrong("`illuminant` belongs to `lab`; a `color` is D65")),
            (None, Some(_), None) => return Err(wrong("`lab` needs its `illuminant`: A, D50, D65, F2, F7 or F11")),
        };
        let deep = self.deep.as_ref().map(named).transpose()?;
        if deep.is_some() && self.article.is_some() {
            return Err(wrong("what one can buy has one colour: a shade has either `deep` or an `article`"));
        }
        let within = Place(format!("{}, shade", at.0));
        let article = self.article.map(|article| article.into_article(&within)).transpose()?.map(Box::new);
        Ok(Shade { color, deep, opacity: at.unit("opacity", self.opacity)?, article })
    }
}

fn measured(lab: [f64; 3], illuminant: IlluminantV1) -> Result<[u8; 3], String> {
    let [lightness, a, b] = lab;
    if !(0.0..=100.0).contains(&lightness) {
        return Err(say!("lightness {lightness} is not between 0 and 100", lightness = lightness));
    }
    if let Some(wrong) = [a, b].into_iter().find(|value| !(-MOST_CHROMATIC..=MOST_CHROMATIC).contains(value)) {
        return Err(say!(
            "a and b {value} is not between {least} and {most}",
            value = wrong,
            least = -MOST_CHROMATIC,
            most = MOST_CHROMATIC,
        ));
    }
    Ok(rgb8_from_lab(lab, illuminant.into()))
}

/// `#RRGGBB`.
pub(in crate::look::format) fn color(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
}

impl From<IlluminantV1> for Illuminant {
    fn from(illuminant: IlluminantV1) -> Self {
        match illuminant {
            IlluminantV1::A => Self::A,
            IlluminantV1::D50 => Self::D50,
            IlluminantV1::D65 => Self::D65,
            IlluminantV1::F2 => Self::F2,
            IlluminantV1::F7 => Self::F7,
            IlluminantV1::F11 => Self::F11,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::look::{Product, format};

    fn read(shade: &str) -> Result<[u8; 3], String> {
        let text = format!(
            "format = 'vanity-look'\nversion = 1\nid = 'a'\nname = 'A'\nfamily = 'a'\n[[product]]\nkind = 'blush'\nshape = 'apple'\n\
             coverage = 0.5\nfinish = 'matte'\nshade = {{ {shade}, opacity = 0.5 }}\n"
        );
        let look = format::parse(&text).map_err(|error| error.to_string())?;
        let Product::Blush(blush) = &look.products[0] else { panic!("{look:?}") };
        let written = format::write(&look).unwrap();
        assert_eq!(format::parse(&written).unwrap(), look, "{written}");
        Ok(blush.shade.color)
    }

    #[test]
    fn a_measurement_is_a_colour_that_depends_on_its_light() {
        let daylight = read("lab = [42.1, 53.38, 28.19], illuminant = 'D50'").unwrap();
        assert!(daylight.iter().zip([179, 49, 57]).all(|(a, b)| a.abs_diff(b) <= 2), "{daylight:?}");
        assert_ne!(read("lab = [42.1, 53.38, 28.19], illuminant = 'A'").unwrap(), daylight);
        assert_eq!(read("lab = [100, 0, 0], illuminant = 'F11'").unwrap(), [255; 3]);
    }

    #[test]
    fn only_what_is_painted_goes_with_the_skin() {
        assert!(read("color = '#C09080', deep = '#804020'").is_ok());
        let text = "format = 'vanity-look'\nversion = 1\nid = 'a'\nname = 'A'\nfamily = 'a'\n[[product]]\nkind = 'hair'\n\
                    shape = 'all-over'\ncoverage = 1\nshade = { color = '#C09080', deep = '#804020', opacity = 1 }\n";
        let error = format::parse(text).unwrap_err().to_string();
        assert!(error.contains("product 1 (hair), shade: `deep` is for what is painted"), "{error}");
    }

    #[test]
    fn errors_say_what_is_missing_or_too_much() {
        let error = |shade: &str| read(shade).unwrap_err();
        for (shade, part) in [
            ("lab = [42, 53, 28]", "needs its `illuminant`"),
            ("lab = [42, 53, 28], illuminant = 'D93'", "D93"),
            ("lab = [142, 53, 28], illuminant = 'D50'", "lightness 142"),
            ("lab = [42, 530, 28], illuminant = 'D50'", "530"),
            ("lab = [nan, 0, 0], illuminant = 'D50'", "lightness NaN"),
            ("lab = [42, 53], illuminant = 'D50'", "shade, lab"),
            ("color = '#112233', lab = [42, 53, 28], illuminant = 'D50'", "either"),
            ("color = '#112233', illuminant = 'D50'", "belongs to `lab`"),
            ("illuminant = 'D50'", "a shade has"),
            ("color = '#112233', article = { gtin = '9506000134353' }", "article, gtin: its check digit"),
            ("color = '#112233', article = { link = 'javascript:x' }", "article, link: a link begins with http"),
            ("color = '#112233', article = { price = 'free' }", "article, price: a price is a number"),
            ("color = '#112233', article = { brand = \"a\\nb\" }", "article, brand: 3 characters"),
            ("color = '#112233', deep = 'brown'", "'brown' is not a colour"),
            ("color = '#112233', deep = '#112233', article = { shade = 'Ink' }", "what one can buy has one colour"),
            ("color = '#112233', article = { maker = 'a' }", "unknown field `maker`"),
        ] {
            assert!(error(shade).contains("product 1 (blush), shade"), "{shade}: {}", error(shade));
            assert!(error(shade).contains(part), "{shade}: {}", error(shade));
        }
    }
}
