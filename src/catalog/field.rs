//! What a column of a table can tell of a shade.

/// One thing that is known of a shade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The colour as one text: `#A06F4A`.
    Color,
    /// The colour as a measurement: three columns, or one text with three numbers.
    Lab,
    /// The light that the measurement is for; D65 where it is not told.
    Illuminant,
    /// The colour as three numbers from 0 to 255: three columns, or one text.
    Rgb,
    /// Who makes it.
    Brand,
    /// What the product is called.
    Product,
    /// What the shade is called.
    Shade,
    /// What it is sold as.
    Kind,
    /// How it reflects.
    Finish,
    /// How well it hides what is beneath.
    Coverage,
    /// Its number in trade.
    Gtin,
    /// What it costs.
    Price,
    /// In which currency.
    Currency,
    /// A page about it.
    Link,
    /// A picture of it.
    Picture,
}

impl Field {
    /// All fields; colours are looked for in this order.
    pub const ALL: [Self; 15] = [
        Self::Lab,
        Self::Illuminant,
        Self::Color,
        Self::Rgb,
        Self::Brand,
        Self::Product,
        Self::Shade,
        Self::Kind,
        Self::Finish,
        Self::Coverage,
        Self::Gtin,
        Self::Price,
        Self::Currency,
        Self::Link,
        Self::Picture,
    ];

    /// What it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Color => "hex",
            Self::Lab => "lab",
            Self::Illuminant => "illuminant",
            Self::Rgb => "rgb",
            Self::Brand => "brand",
            Self::Product => "product",
            Self::Shade => "shade",
            Self::Kind => "kind",
            Self::Finish => "finish",
            Self::Coverage => "coverage",
            Self::Gtin => "gtin",
            Self::Price => "price",
            Self::Currency => "currency",
            Self::Link => "link",
            Self::Picture => "picture",
        }
    }

    /// What people read in the window.
    pub fn label(self) -> &'static str {
        match self {
            Self::Color => "Colour (hex)",
            Self::Lab => "Colour (Lab)",
            Self::Illuminant => "Light of the Lab",
            Self::Rgb => "Colour (RGB)",
            Self::Brand => "Brand",
            Self::Product => "Product",
            Self::Shade => "Shade",
            Self::Kind => "Kind",
            Self::Finish => "Finish",
            Self::Coverage => "Coverage",
            Self::Gtin => "GTIN",
            Self::Price => "Price",
            Self::Currency => "Currency",
            Self::Link => "Link",
            Self::Picture => "Picture",
        }
    }

    /// The field of a name, or of the name of a column that tells it.
    pub fn of_name(name: &str) -> Option<Self> {
        let alike = |field: &Self| field.synonyms().contains(&key(name).as_str());
        Self::ALL.into_iter().find(|field| field.name() == name).or_else(|| Self::ALL.into_iter().find(alike))
    }

    /// Whether its columns are three numbers; otherwise, the first of its columns that tells something counts.
    pub fn is_triple(self) -> bool {
        matches!(self, Self::Lab | Self::Rgb)
    }

    /// Names of columns that tell it, the best first, in lower case and without anything but letters and digits.
    pub(super) fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::Color => &[
                "hex",
                "hexcode",
                "hexcolor",
                "hexcolour",
                "hexvalue",
                "colorhex",
                "colourhex",
                "shadehex",
                "swatchhex",
                "rgbhex",
                "htmlcolor",
                "srgb",
                "srgbhex",
                "colorcode",
                "colourcode",
                "color",
                "colour",
                "swatch",
                "shadecolor",
                "shadecolour",
            ],
            Self::Lab => &["lab", "cielab", "labd65", "labvalue", "labvalues", "colorlab", "colourlab"],
            Self::Illuminant => &["illuminant", "whitepoint", "light"],
            Self::Rgb => &["rgb", "rgbvalue", "rgbvalues", "srgbvalue", "colorrgb", "colourrgb"],
            Self::Brand => &[
                "brand",
                "brandname",
                "manufacturer",
                "maker",
                "make",
                "company",
                "vendor",
                "label",
                "marke",
                "marque",
            ],
            Self::Product => &[
                "product",
                "productname",
                "producttitle",
                "title",
                "item",
                "itemname",
                "line",
                "productline",
                "range",
                "collection",
                "produkt",
                "produit",
            ],
            Self::Shade => &[
                "shade",
                "shadename",
                "colorname",
                "colourname",
                "shadetitle",
                "variant",
                "variantname",
                "tone",
                "name",
                "specific",
                "shadecode",
                "shadenumber",
                "shadeno",
                "nuance",
                "farbton",
                "teinte",
            ],
            Self::Kind => &["kind", "producttype", "type", "category", "productcategory", "categoryname"],
            Self::Finish => &["finish", "texture", "surface"],
            Self::Coverage => &["coverage", "opacity"],
            Self::Gtin => &[
                "gtin", "gtin13", "gtin14", "gtin12", "gtin8", "ean", "ean13", "eancode", "upc", "upca", "upccode",
                "barcode",
            ],
            Self::Price => &["price", "listprice", "retailprice", "rrp", "msrp", "cost", "amount", "preis", "prix"],
            Self::Currency => &["currency", "currencycode", "pricecurrency"],
            Self::Link => {
                &["link", "url", "href", "productlink", "producturl", "producthref", "webpage", "page", "website"]
            }
            Self::Picture => {
                &["picture", "image", "img", "imgsrc", "imageurl", "imagelink", "photo", "thumbnail", "imagesrc"]
            }
        }
    }
}

/// The name of a column without what people write differently.
pub(super) fn key(column: &str) -> String {
    column.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_column_tells_two_things() {
        let all: Vec<&str> = Field::ALL.iter().flat_map(|field| field.synonyms()).copied().collect();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        assert!(all.iter().all(|name| key(name) == **name));
        assert!(Field::ALL.iter().all(|field| Field::of_name(field.name()) == Some(*field)));
        assert_eq!(key(" Hex_Code "), "hexcode");
        assert_eq!((Field::of_name("Colour"), Field::of_name("wand")), (Some(Field::Color), None));
    }
}
