//! One shade that one can buy.

use super::Kind;
use crate::{
    look::{Article, Finish},
    raster::{
        color::{hex, linear_from_rgb8},
        difference::Lab,
    },
};

/// A shade in a catalogue. Only its colour is always known.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it is called in a shop.
    pub article: Article,
    /// sRGB, 0..=255 for each channel, D65: what the engine paints with.
    pub color: [u8; 3],
    /// CIE Lab for D65: as measured, or else of [`Item::color`].
    pub lab: Lab,
    /// What it is sold as.
    pub kind: Option<Kind>,
    /// How it reflects.
    pub finish: Option<Finish>,
    /// How well it hides what is beneath.
    pub coverage: Option<Coverage>,
    /// Where its maker shows it: an address or a file name. It is only ever kept, never fetched.
    pub picture: Option<String>,
}

impl Item {
    /// A colour, and nothing else that is known.
    pub fn of(color: [u8; 3]) -> Self {
        let lab = Lab::from_linear(linear_from_rgb8(color));
        Self { article: Article::default(), color, lab, kind: None, finish: None, coverage: None, picture: None }
    }

    /// Whether it is chosen by its colour.
    pub fn is_colored(&self) -> bool {
        self.kind.is_none_or(Kind::is_colored)
    }

    /// Whether it is meant where this kind is asked for, or anything that is chosen by its colour.
    pub fn is_sold_as(&self, kind: Option<Kind>) -> bool {
        kind.map_or(self.is_colored(), |kind| self.kind == Some(kind))
    }

    /// What people read beside [`Article::maker`]: the shade, or else the colour's number, which tells it from its neighbours.
    pub fn shade_name(&self) -> String {
        match self.article.shade.is_empty() {
            true if self.is_colored() => hex(self.color),
            true => self.article.product.clone(),
            false => self.article.shade.clone(),
        }
    }

    /// What people read: brand, product and shade, or else the colour's number.
    pub fn name(&self) -> String {
        self.article.name().unwrap_or_else(|| hex(self.color))
    }
}

/// How well a normal layer hides what is beneath, in the words of shops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// The skin shows through.
    Sheer,
    /// Evens out.
    Medium,
    /// Hides.
    Full,
}

impl Coverage {
    /// All of them, from the sheerest on.
    pub const ALL: [Self; 3] = [Self::Sheer, Self::Medium, Self::Full];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sheer => "sheer",
            Self::Medium => "medium",
            Self::Full => "full",
        }
    }

    /// What people read where nothing else says that it is about coverage.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Sheer => "sheer coverage",
            Self::Medium => "medium coverage",
            Self::Full => "full coverage",
        }
    }

    /// The opacity of a shade of a look that comes near it, 0..=1; a choice of ours, as shops measure none.
    pub fn opacity(self) -> f32 {
        match self {
            Self::Sheer => 0.35,
            Self::Medium => 0.6,
            Self::Full => 0.9,
        }
    }

    /// What a shop's words say: `Medium to full`, `buildable`.
    pub(super) fn told_by(text: &str) -> Option<Self> {
        let words: [(&[&str], Self); 3] = [
            (&["medium", "build"], Self::Medium),
            (&["full", "high", "max"], Self::Full),
            (&["sheer", "light", "low"], Self::Sheer),
        ];
        said(text, &words)
    }
}

/// What a shop's words say of the finish: `soft matte`, `pearl`.
pub(super) fn finish_told_by(text: &str) -> Option<Finish> {
    let words: [(&[&str], Finish); 7] = [
        (&["holograph", "duochrome", "iridescent", "multichrome"], Finish::Holographic),
        (&["metal", "foil", "chrome"], Finish::Metallic),
        (&["shimmer", "pearl", "frost", "glitter", "glow"], Finish::Shimmer),
        (&["gloss", "vinyl", "lacquer", "shine", "wet"], Finish::Gloss),
        (&["satin", "natural", "cream", "radian", "lumin", "dewy", "semi"], Finish::Satin),
        (&["matte", "mat", "velvet", "powder"], Finish::Matte),
        (&["sheer", "balm", "tint"], Finish::Sheer),
    ];
    said(text, &words)
}

fn said<T: Copy>(text: &str, words: &[(&[&str], T)]) -> Option<T> {
    let text = text.to_lowercase();
    words.iter().find(|(words, _)| words.iter().any(|word| text.contains(word))).map(|(_, meant)| *meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finish_and_coverage_is_read_by_its_own_name() {
        for finish in Finish::ALL {
            assert_eq!(finish_told_by(finish.name()), Some(finish));
        }
        for coverage in Coverage::ALL {
            assert_eq!(Coverage::told_by(coverage.name()), Some(coverage));
        }
        assert_eq!(finish_told_by("Soft-Matte"), Some(Finish::Matte));
        assert_eq!(Coverage::told_by("light to medium"), Some(Coverage::Medium));
        assert_eq!(finish_told_by("crystalline"), None);
    }

    #[test]
    fn a_shade_without_a_name_is_called_by_its_colour() {
        assert_eq!(Item::of([0xA0, 0x6F, 0x4A]).name(), "#A06F4A");
    }
}
