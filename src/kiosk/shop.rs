//! What a kiosk sells: shades of its own tables, the nearest ones to what is worn.

use std::sync::Arc;

use super::{ConfigError, KioskConfig};
use crate::{
    catalog::{Import, Item, Kind, Table, nearest},
    look::Look,
    raster::difference::Lab,
};

/// Shades that are offered for one colour of a look.
const COUNT: usize = 6;

/// All shades that are sold; none where the kiosk only shows looks.
#[derive(Debug, Clone, Default)]
pub struct Shop {
    items: Vec<Item>,
}

/// Shades that one colour of a look may have.
#[derive(Debug, Clone, PartialEq)]
pub struct Counter {
    /// The product, counted from 0 in the look.
    pub product: usize,
    /// The colour, counted from 0 in the product.
    pub place: usize,
    /// Whether they are the nearest to the visitor's skin rather than to a colour of the look.
    pub for_skin: bool,
    /// The shades, the nearest first.
    pub shades: Vec<Item>,
}

impl Shop {
    /// Reads the tables that the kiosk's file names, and leaves out brands that it does not.
    ///
    /// # Errors
    /// [`ConfigError`] names a table that cannot be read or holds no shade, and a brand that is in none.
    pub fn open(config: &KioskConfig) -> Result<Self, ConfigError> {
        let mut items = Vec::new();
        for path in &config.catalogues {
            let wrong = |reason: String| ConfigError::Catalogue { path: path.clone(), reason };
            let table = Table::open(path).map_err(|error| wrong(error.to_string()))?;
            let import = Import::guess(Arc::new(table));
            if import.items.is_empty() {
                let why = import.rejected.first().map_or("it has no rows", |note| note.text.as_str());
                return Err(wrong(format!("none of its rows is a shade: {why}")));
            }
            let before = items.len();
            items.extend(import.items.into_iter().filter(|item| item.kind.is_some()));
            if items.len() == before {
                return Err(wrong(
                    "no row says what it is sold as: it needs a column `kind` (lipstick, blush, …)".into(),
                ));
            }
        }
        let is_of = |item: &Item, brand: &String| item.article.brand.to_lowercase() == brand.to_lowercase();
        for brand in &config.brands {
            if !items.iter().any(|item| is_of(item, brand)) {
                return Err(ConfigError::Unknown { what: "brand", name: brand.clone() });
            }
        }
        items.retain(|item| config.brands.is_empty() || config.brands.iter().any(|brand| is_of(item, brand)));
        Ok(Self { items })
    }

    /// How many shades there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing is sold.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether a product of a look that takes the wearer's own tone is sold in shades.
    pub fn matches_skin(&self, look: &Look) -> bool {
        let sold = |kind| self.items.iter().any(|item| item.kind == Some(kind));
        look.products.iter().filter(|product| product.takes_own_tone()).filter_map(Kind::of).any(sold)
    }

    /// For each colour of a look the nearest shades of its kind, and for what takes the wearer's own tone the nearest to the skin, where
    /// that is known. Colours without any are left out.
    pub fn counters(&self, look: &Look, skin: Option<Lab>) -> Vec<Counter> {
        let mut counters = Vec::new();
        for (number, product) in look.products.iter().enumerate() {
            let Some(kind) = Kind::of(product) else { continue };
            let for_skin = product.takes_own_tone();
            let colors: Vec<Lab> = match for_skin {
                true => skin.into_iter().collect(),
                false => product.colors().into_iter().map(|color| Item::of(color).lab).collect(),
            };
            for (place, color) in colors.into_iter().enumerate() {
                let near = nearest(&self.items, color, Some(kind), COUNT);
                let shades: Vec<Item> = near.into_iter().map(|near| near.item.clone()).collect();
                if !shades.is_empty() {
                    counters.push(Counter { product: number, place, for_skin, shades });
                }
            }
        }
        counters
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::Library, resources::Resources};

    const TABLE: &str = "brand,product,shade,hex,kind\nMaker,Velvet,Ruby,#9E1B32,lipstick\nMaker,Velvet,Rose,#C4606F,lipstick\n\
                         Other,Silk,Plum,#5A2040,lipstick\nOther,Glow,Peach,#E8A080,blush\n";

    fn config(more: &str) -> KioskConfig {
        KioskConfig::parse(&format!("version = 1\npin = \"1234\"\n{more}")).unwrap()
    }

    #[test]
    fn only_what_is_named_is_sold() {
        let home = tempfile::tempdir().unwrap();
        let table = home.path().join("shades.csv");
        std::fs::write(&table, TABLE).unwrap();
        let open = |more: &str| Shop::open(&config(&format!("catalogues = ['{}']\n{more}", table.display())));
        assert!(Shop::open(&config("")).unwrap().is_empty());
        assert_eq!(open("").unwrap().len(), 4);
        assert_eq!(open("brands = [\"maker\"]").unwrap().len(), 2);
        let error = open("brands = [\"Nobody\"]").unwrap_err().to_string();
        assert!(error.contains("no brand 'Nobody'"), "{error}");
        std::fs::write(&table, "shade,hex\nRuby,red\n").unwrap();
        let error = open("").unwrap_err().to_string();
        assert!(error.contains("shades.csv") && error.contains("none of its rows is a shade"), "{error}");
        std::fs::write(&table, "shade,hex\nRuby,#9E1B32\n").unwrap();
        let error = open("").unwrap_err().to_string();
        assert!(error.contains("what it is sold as"), "{error}");
        std::fs::remove_file(&table).unwrap();
        assert!(matches!(open(""), Err(ConfigError::Catalogue { .. })));
    }

    #[test]
    fn each_colour_has_its_nearest_shades_of_the_right_kind() {
        let home = tempfile::tempdir().unwrap();
        let table = home.path().join("shades.csv");
        std::fs::write(&table, TABLE).unwrap();
        let shop = Shop::open(&config(&format!("catalogues = ['{}']", table.display()))).unwrap();
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let look = library.get("classic-red").unwrap();
        let counters = shop.counters(look, None);
        let lips = counters.iter().find(|counter| Kind::of(&look.products[counter.product]) == Some(Kind::Lipstick));
        assert_eq!(lips.unwrap().shades[0].article.shade, "Ruby");
        for counter in &counters {
            let kind = Kind::of(&look.products[counter.product]);
            assert!(counter.shades.iter().all(|item| item.kind == kind), "{counter:?}");
        }
        assert!(Shop::default().counters(look, None).is_empty());
    }
}
