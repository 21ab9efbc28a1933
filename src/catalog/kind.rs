//! Kinds of products that are sold, nearly all of them in shades.

use super::Item;
use crate::look::Product;

/// What a shade is sold as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is the product of a look of the same name")]
pub enum Kind {
    Foundation,
    Concealer,
    Contour,
    Bronzer,
    Blush,
    Highlighter,
    Brows,
    Eyeshadow,
    Eyeliner,
    Lashes,
    LipLiner,
    Lipstick,
    Glitter,
    FacePaint,
    Hair,
    Lenses,
    Decal,
    Teeth,
    UnderEye,
}

/// Beginnings of words that say a kind, one phrase after the other: what is told apart by more words comes first.
const PHRASES: [(&[&str], Kind); 54] = [
    (&["foundation"], Kind::Foundation),
    (&["skin", "tint"], Kind::Foundation),
    (&["bb", "cream"], Kind::Foundation),
    (&["cc", "cream"], Kind::Foundation),
    (&["fond", "de", "teint"], Kind::Foundation),
    (&["concealer"], Kind::Concealer),
    (&["corrector"], Kind::Concealer),
    (&["contour"], Kind::Contour),
    (&["bronz"], Kind::Bronzer),
    (&["blush"], Kind::Blush),
    (&["highlight"], Kind::Highlighter),
    (&["illuminat"], Kind::Highlighter),
    (&["luminizer"], Kind::Highlighter),
    (&["brow"], Kind::Brows),
    (&["eyebrow"], Kind::Brows),
    (&["eye", "brow"], Kind::Brows),
    (&["eyeshadow"], Kind::Eyeshadow),
    (&["eye", "shadow"], Kind::Eyeshadow),
    (&["shadow"], Kind::Eyeshadow),
    (&["eyeliner"], Kind::Eyeliner),
    (&["eye", "liner"], Kind::Eyeliner),
    (&["eye", "pencil"], Kind::Eyeliner),
    (&["kajal"], Kind::Eyeliner),
    (&["kohl"], Kind::Eyeliner),
    (&["mascara"], Kind::Lashes),
    (&["lash"], Kind::Lashes),
    (&["eyelash"], Kind::Lashes),
    (&["lipliner"], Kind::LipLiner),
    (&["lip", "liner"], Kind::LipLiner),
    (&["lip", "pencil"], Kind::LipLiner),
    (&["lipstick"], Kind::Lipstick),
    (&["lipgloss"], Kind::Lipstick),
    (&["lip"], Kind::Lipstick),
    (&["rouge", "à", "lèvres"], Kind::Lipstick),
    (&["gloss"], Kind::Lipstick),
    (&["glitter"], Kind::Glitter),
    (&["face", "paint"], Kind::FacePaint),
    (&["hair"], Kind::Hair),
    (&["lens"], Kind::Lenses),
    (&["lenses"], Kind::Lenses),
    (&["contact", "lens"], Kind::Lenses),
    (&["rouge"], Kind::Blush),
    (&["cheek"], Kind::Blush),
    (&["decal"], Kind::Decal),
    (&["sticker"], Kind::Decal),
    (&["gem"], Kind::Decal),
    (&["tattoo"], Kind::Decal),
    (&["teeth"], Kind::Teeth),
    (&["tooth"], Kind::Teeth),
    (&["whitening", "strip"], Kind::Teeth),
    (&["under", "eye"], Kind::UnderEye),
    (&["eye", "cream"], Kind::UnderEye),
    (&["eye", "patch"], Kind::UnderEye),
    (&["eye", "gel"], Kind::UnderEye),
];

impl Kind {
    /// All kinds, in the order of making up.
    pub const ALL: [Self; 19] = [
        Self::Foundation,
        Self::Concealer,
        Self::Contour,
        Self::Bronzer,
        Self::Blush,
        Self::Highlighter,
        Self::Brows,
        Self::Eyeshadow,
        Self::Eyeliner,
        Self::Lashes,
        Self::LipLiner,
        Self::Lipstick,
        Self::Glitter,
        Self::FacePaint,
        Self::Hair,
        Self::Lenses,
        Self::Decal,
        Self::Teeth,
        Self::UnderEye,
    ];

    /// As look documents spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Foundation => "foundation",
            Self::Concealer => "concealer",
            Self::Contour => "contour",
            Self::Bronzer => "bronzer",
            Self::Blush => "blush",
            Self::Highlighter => "highlighter",
            Self::Brows => "brows",
            Self::Eyeshadow => "eyeshadow",
            Self::Eyeliner => "eyeliner",
            Self::Lashes => "lashes",
            Self::LipLiner => "lip-liner",
            Self::Lipstick => "lipstick",
            Self::Glitter => "glitter",
            Self::FacePaint => "face-paint",
            Self::Hair => "hair",
            Self::Lenses => "lenses",
            Self::Decal => "decal",
            Self::Teeth => "teeth",
            Self::UnderEye => "under-eye",
        }
    }

    /// Whether it is chosen by its colour. What is not may stand in a table without one.
    pub fn is_colored(self) -> bool {
        !matches!(self, Self::Decal | Self::Teeth | Self::UnderEye)
    }

    /// Whether an item is of this kind, or its catalogue does not say of which it is.
    pub fn may_be(self, item: &Item) -> bool {
        item.kind.is_none_or(|kind| kind == self)
    }

    /// The kind of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What a shop's words say: `Liquid Foundation`, `lip pencil`. `None` where they say nothing.
    pub fn told_by(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let said = |phrase: &[&str]| {
            words.windows(phrase.len()).any(|words| words.iter().zip(phrase).all(|(word, part)| word.starts_with(part)))
        };
        PHRASES.iter().find(|(phrase, _)| said(phrase)).map(|(_, kind)| *kind)
    }

    /// The kind that a product of a look is bought as; `None` for what no shop sells.
    pub fn of(product: &Product) -> Option<Self> {
        Some(match product {
            Product::Foundation(_) => Self::Foundation,
            Product::Concealer(_) => Self::Concealer,
            Product::Contour(_) => Self::Contour,
            Product::Bronzer(_) => Self::Bronzer,
            Product::Blush(_) => Self::Blush,
            Product::Highlighter(_) => Self::Highlighter,
            // Freckles are drawn with a brow pencil.
            Product::Brows(_) | Product::Freckles(_) => Self::Brows,
            Product::Eyeshadow(_) => Self::Eyeshadow,
            Product::Eyeliner(_) => Self::Eyeliner,
            Product::Lashes(_) => Self::Lashes,
            Product::LipLiner(_) => Self::LipLiner,
            Product::Lipstick(_) => Self::Lipstick,
            Product::Glitter(_) => Self::Glitter,
            Product::FacePaint(_) => Self::FacePaint,
            Product::Hair(_) => Self::Hair,
            Product::Lenses(_) => Self::Lenses,
            Product::Decal(_) => Self::Decal,
            Product::Teeth(_) => Self::Teeth,
            Product::UnderEye(_) => Self::UnderEye,
            // No cream does that, and a photo's look is no goods.
            Product::Smoothing(_) | Product::Photo(_) => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_shops_are_understood() {
        for (text, kind) in [
            ("Liquid Foundation", Some(Kind::Foundation)),
            ("LIP PENCIL", Some(Kind::LipLiner)),
            ("lip_liner", Some(Kind::LipLiner)),
            ("Lip gloss", Some(Kind::Lipstick)),
            ("Eclipse Eye-Shadow Palette", Some(Kind::Eyeshadow)),
            ("Volume Mascara", Some(Kind::Lashes)),
            ("Rouge à lèvres", Some(Kind::Lipstick)),
            ("Setting spray", None),
            ("Face gems", Some(Kind::Decal)),
            ("Teeth Whitening Strips", Some(Kind::Teeth)),
            ("Under-eye patches", Some(Kind::UnderEye)),
            ("Under Eye Concealer", Some(Kind::Concealer)),
            ("", None),
        ] {
            assert_eq!(Kind::told_by(text), kind, "{text}");
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::of_name(kind.name()), Some(kind));
            assert_eq!(Kind::told_by(kind.name()), Some(kind));
        }
    }
}
