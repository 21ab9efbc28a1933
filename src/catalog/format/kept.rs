//! The document that a catalogue is kept as: JSON, versioned. A newer version gets a file of its own and a migration from this one.

use serde::{Deserialize, Serialize};

use crate::{
    catalog::{Catalog, Coverage, Item, Kind, MAX_NAME, MAX_ROWS, colour},
    language::say,
    look::{Article, Finish, article},
    raster::{color::hex, difference::Lab},
};

const FORMAT: &str = "vanity-catalog";
const VERSION: u32 = 1;
/// Longest document, bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Why a text is not a kept catalogue.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// Not JSON, or not in the shape of a catalogue.
    #[error("{}", say!("this is not a kept catalogue: {problem}", problem = .0))]
    Shape(#[from] serde_json::Error),
    /// Some other document, or one that a newer program wrote.
    #[error("{}", say!("this is not a catalogue of version {version}; a newer Vanity may have written it", version = VERSION))]
    Version,
    /// A value that no catalogue has.
    #[error("{}", say!("shade {number}: {problem}", number = number, problem = problem))]
    Value {
        /// Which, counted from 1.
        number: usize,
        /// What is wrong.
        problem: String,
    },
    /// Too long a name, or too many shades.
    #[error("{}", say("its name or its number of shades is beyond what a catalogue has"))]
    Bounds,
}

#[derive(Debug, Serialize, Deserialize)]
struct DocumentV1 {
    format: String,
    version: u32,
    name: String,
    items: Vec<ItemV1>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemV1 {
    color: String,
    /// Of a shade that was measured; otherwise it follows from the colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    lab: Option<[f64; 3]>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    brand: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    product: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    shade: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finish: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gtin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
}

/// The text of a kept catalogue.
///
/// # Errors
/// [`DocumentError::Shape`] where it cannot be written.
pub fn write(catalog: &Catalog) -> Result<String, DocumentError> {
    let items = catalog.items.iter().map(ItemV1::from_item).collect();
    let document = DocumentV1 { format: FORMAT.into(), version: VERSION, name: catalog.name.clone(), items };
    Ok(serde_json::to_string(&document)?)
}

/// Reads a kept catalogue.
///
/// # Errors
/// [`DocumentError`] says what is wrong.
pub fn read(text: &str) -> Result<Catalog, DocumentError> {
    let document: DocumentV1 = serde_json::from_str(text)?;
    if (document.format.as_str(), document.version) != (FORMAT, VERSION) {
        return Err(DocumentError::Version);
    }
    let named = (1..=MAX_NAME).contains(&document.name.chars().count()) && !document.name.chars().any(char::is_control);
    if !named || document.items.len() > MAX_ROWS {
        return Err(DocumentError::Bounds);
    }
    let read = |(i, item): (usize, ItemV1)| {
        item.into_item().map_err(|problem| DocumentError::Value { number: i + 1, problem: say(problem).into() })
    };
    let items = document.items.into_iter().enumerate().map(read).collect::<Result<_, _>>()?;
    Ok(Catalog { name: document.name, items })
}

impl ItemV1 {
    fn from_item(item: &Item) -> Self {
        let article = &item.article;
        let measured = item.lab != Item::of(item.color).lab;
        Self {
            color: hex(item.color),
            lab: measured.then_some(item.lab.0),
            brand: article.brand.clone(),
            product: article.product.clone(),
            shade: article.shade.clone(),
            kind: item.kind.map(|kind| kind.name().into()),
            finish: item.finish.map(|finish| finish.name().into()),
            coverage: item.coverage.map(|coverage| coverage.name().into()),
            gtin: article.gtin.as_ref().map(ToString::to_string),
            price: article.price.as_ref().map(ToString::to_string),
            link: article.link.as_ref().map(|link| link.as_str().into()),
            picture: item.picture.clone(),
        }
    }

    fn into_item(self) -> Result<Item, &'static str> {
        let name = |name: String| {
            let right = name.chars().count() <= article::MAX_NAME && !name.chars().any(char::is_control);
            if right { Ok(name) } else { Err("a name is too long or has more than one line") }
        };
        let known = |text: Option<String>| text.unwrap_or_default();
        let (kind, finish, coverage) = (known(self.kind), known(self.finish), known(self.coverage));
        let color = colour::rgb8(&self.color).ok_or("its color is none")?;
        let measured = self.lab.map(|lab| Some(Lab(lab)).filter(|_| colour::is_lab(&lab)).ok_or("its lab is none"));
        Ok(Item {
            color,
            lab: measured.unwrap_or_else(|| Ok(Item::of(color).lab))?,
            article: Article {
                brand: name(self.brand)?,
                product: name(self.product)?,
                shade: name(self.shade)?,
                gtin: self.gtin.map(|text| text.parse()).transpose().map_err(|_| "its gtin is none")?,
                price: self.price.map(|text| text.parse()).transpose().map_err(|_| "its price is none")?,
                link: self.link.map(|text| text.parse()).transpose().map_err(|_| "its link is none")?,
            },
            kind: Kind::of_name(&kind),
            finish: Finish::ALL.into_iter().find(|one| one.name() == finish),
            coverage: Coverage::ALL.into_iter().find(|one| one.name() == coverage),
            picture: self.picture,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item() -> impl Strategy<Value = Item> {
        let name = || "[^\\p{Cc}]{0,12}";
        let one = |all: Vec<Option<u8>>| proptest::sample::select(all);
        (any::<[u8; 3]>(), name(), name(), one(vec![None, Some(0), Some(5)]), any::<bool>()).prop_map(
            |(color, brand, shade, which, full)| {
                let mut item = Item::of(color);
                if full {
                    item.lab = Lab([50.5, 20.25, -10.0]);
                }
                (item.article.brand, item.article.shade) = (brand, shade);
                item.kind = which.map(|which| Kind::ALL[usize::from(which)]);
                item.finish = which.map(|which| Finish::ALL[usize::from(which)]);
                if full {
                    item.coverage = Some(Coverage::Sheer);
                    item.article.gtin = Some("96385074".parse().unwrap());
                    item.article.price = Some("12.5 EUR".parse().unwrap());
                    item.article.link = Some("https://example.org".parse().unwrap());
                    item.picture = Some("a.jpg".into());
                }
                item
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_back(items in proptest::collection::vec(item(), 0..8), name in "[a-z][^\\p{Cc}]{0,20}") {
            let catalog = Catalog { name, items };
            prop_assert_eq!(read(&write(&catalog).unwrap()).unwrap(), catalog);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,200}") {
            let _ = read(&text);
        }
    }

    #[test]
    fn what_is_damaged_says_where() {
        let catalog = Catalog { name: "A".into(), items: vec![Item::of([1, 2, 3]), Item::of([4, 5, 6])] };
        let text = write(&catalog).unwrap();
        for (from, to, part) in [
            ("#040506", "blue", "shade 2: its color"),
            ("\"version\":1", "\"version\":2", "newer Vanity"),
            ("vanity-catalog", "recipe", "not a catalogue"),
            ("\"name\":\"A\"", "\"name\":\"\"", "its name"),
            ("items", "things", "missing field `items`"),
        ] {
            let error = read(&text.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(part), "{to}: {error}");
        }
    }
}
