//! A table and its mapping to shades, with a reason for each row that is none.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

use super::{Catalog, Field, Item, Kind, Mapping, Table, picture, plain_name, row};
use crate::language::say;

/// Something to tell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The row's number; [`Table::counts`] says of what.
    pub number: usize,
    /// What is wrong, and where it helps, what would be right.
    pub text: String,
}

/// What becomes of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The table.
    pub table: Arc<Table>,
    /// Which columns tell what.
    pub mapping: Mapping,
    /// What all shades are sold as, where no column tells it.
    pub kind: Option<Kind>,
    /// The shades, in the order of their rows.
    pub items: Vec<Item>,
    /// Rows that are no shades, and why.
    pub rejected: Vec<Note>,
    /// Rows that are shades, and what of them was left out or looks odd.
    pub notes: Vec<Note>,
}

impl Import {
    /// Reads a table with a guessed mapping; the kind is guessed from its title.
    pub fn guess(table: Arc<Table>) -> Self {
        let (mapping, kind) = (Mapping::guess(&table), Kind::told_by(&table.title));
        Self::of(table, mapping, kind)
    }

    /// Whether nothing could be taken over because no column holds a colour: what is not sold by its colour needs none.
    pub fn lacks_color(&self) -> bool {
        self.items.is_empty() && !self.mapping.has_color()
    }

    /// Reads a table. A row without a colour, or with a number, price or link that would lead a buyer astray, is rejected; words that say
    /// nothing to the program are left out. A row that is the same as one before is kept, and noted.
    pub fn of(table: Arc<Table>, mapping: Mapping, kind: Option<Kind>) -> Self {
        let (mut items, mut rejected, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        let mut seen: HashMap<&[String], usize> = HashMap::new();
        for row in &table.rows {
            let number = row.number;
            let mut note = |text| notes.push(Note { number, text });
            let cells = row.cells.as_ref().map_err(Clone::clone);
            match cells.and_then(|cells| Ok((cells, row::read(cells, &mapping, kind)?))) {
                Ok((cells, read)) => {
                    read.left_out.into_iter().for_each(&mut note);
                    match seen.entry(cells) {
                        Entry::Occupied(first) => note(say!(
                            "it is the same as {counts} {number}",
                            counts = say(table.counts),
                            number = first.get(),
                        )),
                        Entry::Vacant(entry) => _ = entry.insert(number),
                    }
                    items.push(read.item);
                }
                Err(text) => rejected.push(Note { number, text }),
            }
        }
        Self { table: Arc::clone(&table), mapping, kind, items, rejected, notes }
    }

    /// The same table with other columns for a field.
    #[must_use]
    pub fn with(&self, field: Field, columns: Vec<usize>) -> Self {
        let mut mapping = self.mapping.clone();
        mapping.set(field, columns);
        Self::of(Arc::clone(&self.table), mapping, self.kind)
    }

    /// The same table with all shades of a kind, where no column tells it.
    #[must_use]
    pub fn with_kind(&self, kind: Option<Kind>) -> Self {
        Self::of(Arc::clone(&self.table), self.mapping.clone(), kind)
    }

    /// The catalogue of all shades, under a name. Pictures that lie beside the table are found from everywhere then.
    pub fn catalog(&self, name: &str) -> Catalog {
        let place = |item: &Item| picture::beside(self.table.folder.as_deref()?, item.picture.as_deref()?);
        let whole = |item: &Item| Item { picture: place(item).or_else(|| item.picture.clone()), ..item.clone() };
        Catalog { name: plain_name(name), items: self.items.iter().map(whole).collect() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        catalog::Coverage,
        look::Finish,
        raster::difference::{Lab, ciede2000},
    };

    fn import(text: &str) -> Import {
        Import::guess(Arc::new(Table::of_bytes(text.as_bytes(), "my shades").unwrap()))
    }

    #[test]
    fn a_picture_beside_the_table_is_found_from_everywhere_and_an_address_stays_one() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("ruby.png"), "").unwrap();
        let path = home.path().join("shop.csv");
        std::fs::write(&path, "hex,image\n#112233,ruby.png\n#112233,https://example.org/a.png\n#112233,../ruby.png\n")
            .unwrap();
        let catalog = Import::guess(Arc::new(Table::open(&path).unwrap())).catalog("Shop");
        let pictures: Vec<_> = catalog.items.iter().filter_map(|item| item.picture.as_deref()).collect();
        let ruby = home.path().join("ruby.png");
        assert_eq!(pictures, [ruby.to_str().unwrap(), "https://example.org/a.png", "../ruby.png"]);
    }

    #[test]
    fn what_is_sold_without_a_colour_needs_none() {
        let import = import(
            "product,kind,hex\nStrips,Teeth Whitening,\nGems,face gems,#FF0000\nVelvet,lipstick,\nStrips,teeth,red\n",
        );
        let told: Vec<_> = import.items.iter().map(|item| (item.kind, item.color)).collect();
        assert_eq!(told, [(Some(Kind::Teeth), [255; 3]), (Some(Kind::Decal), [255, 0, 0])]);
        assert_eq!(import.rejected.iter().map(|note| note.number).collect::<Vec<_>>(), [4, 5]);
        let shown = import.items.iter().map(Item::shade_name).collect::<Vec<_>>();
        assert_eq!(shown, ["Strips", "Gems"]);
    }

    #[test]
    fn a_row_is_read_whole() {
        let import = import(
            "brand,product,shade,hex,finish,coverage,gtin,price,currency,link,image\n\
             Maker,Velvet Lipstick,Ruby,#9E1B32,Soft matte,full,9506000134352,12.50,EUR,https://example.org/ruby,ruby.jpg\n",
        );
        let item = &import.items[0];
        assert_eq!(item.name(), "Maker · Velvet Lipstick · Ruby");
        assert_eq!((item.color, item.kind), ([0x9E, 0x1B, 0x32], Some(Kind::Lipstick)));
        assert_eq!((item.finish, item.coverage), (Some(Finish::Matte), Some(Coverage::Full)));
        assert_eq!(item.article.price.as_ref().unwrap().to_string(), "12.50 EUR");
        assert_eq!(item.picture.as_deref(), Some("ruby.jpg"));
        assert!(import.rejected.is_empty() && import.notes.is_empty(), "{:?}", import.notes);
    }

    #[test]
    fn what_would_lead_astray_is_rejected_with_its_reason() {
        let row = |hex: &str, gtin: &str, price: &str, link: &str| {
            import(&format!("brand,hex,gtin,price,link\nA,{hex},{gtin},{price},{link}\n"))
        };
        for (import, reason) in [
            (row("", "", "", ""), "no colour"),
            (row("NA", "", "", ""), "no colour"),
            (row("red", "", "", ""), "'red' is no colour"),
            (row("#112233", "9506000134353", "", ""), "check digit is 3 and should be 2"),
            (row("#112233", "12345", "", ""), "8, 12, 13 or 14 digits, not 5"),
            (row("#112233", "", "cheap", ""), "price 'cheap'"),
            (row("#112233", "", "", "javascript:alert(1)"), "http"),
            (row("#112233", "", "", "https://a,b"), "6 cells"),
            (row(&format!("#112233\n{},#112233,,,", "x".repeat(300)), "", "", ""), "300 characters"),
        ] {
            let told = &import.rejected.last().unwrap_or_else(|| panic!("{reason}: {import:?}")).text;
            assert!(told.contains(reason), "{reason}: {told}");
        }
        let whole = import("hex,kind,finish\n#112233,wand,sparkly\n#112233,wand,sparkly\n");
        assert_eq!((whole.items.len(), whole.rejected.len(), whole.notes.len()), (2, 0, 5));
        assert!(whole.notes[4].text.contains("same as line 2"), "{:?}", whole.notes);
    }

    #[test]
    fn a_measurement_counts_before_a_hex_and_a_missing_one_does_not() {
        let import = import("hex,L,a,b\n#000000,54.1,12.5,30.25\n#000000,,,\n#000000,54.1,12,\n");
        assert_eq!(import.items[0].lab, Lab([54.1, 12.5, 30.25]));
        assert_eq!(import.items[1].color, [0; 3]);
        assert_eq!(import.rejected[0].number, 4);
        let instrument = super::Import::guess(Arc::new(
            Table::of_bytes(b"lab,illuminant\n50 20 10,D50\n50 20 10,\n50 20 10,D93\n", "t").unwrap(),
        ));
        let [one, two] = &instrument.items[..] else { panic!("{instrument:?}") };
        assert!(ciede2000(one.lab, two.lab) > 0.2 && ciede2000(one.lab, two.lab) < 6.0);
        assert!(instrument.rejected[0].text.contains("D93"));
    }

    #[test]
    fn columns_and_kind_can_be_others() {
        let first = import("one,two\n112233,#445566\n");
        assert_eq!(first.items[0].color, [0x44, 0x55, 0x66]);
        let second = first.with(Field::Color, vec![0]).with_kind(Some(Kind::Blush));
        assert_eq!((second.items[0].color, second.items[0].kind), ([0x11, 0x22, 0x33], Some(Kind::Blush)));
        let third = second.with(Field::Color, Vec::new());
        assert_eq!((third.items.len(), third.rejected.len()), (0, 1));
        assert_eq!(third.catalog("  a\nb ").name, "a b");
    }

    proptest! {
        #[test]
        fn every_row_is_a_shade_or_told(
            rows in proptest::collection::vec("(#[0-9a-f]{6}|[^\"]{0,9}),([0-9]{13}|.{0,6}),(https?://[a-z]{1,4}|\\PC{0,9})", 0..20),
        ) {
            let text = format!("hex,gtin,link\n{}\n", rows.join("\n"));
            if let Ok(table) = Table::of_bytes(text.as_bytes(), "t") {
                let import = Import::guess(Arc::new(table));
                prop_assert_eq!(import.items.len() + import.rejected.len(), import.table.rows.len());
            }
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), json in any::<bool>()) {
            let bytes = if json { [b"[{\"hex\": \"#112233\", \"a\": ".as_slice(), &bytes, b"}]"].concat() } else { bytes };
            if let Ok(table) = Table::of_bytes(&bytes, "t") {
                let import = Import::guess(Arc::new(table));
                prop_assert_eq!(import.items.len() + import.rejected.len(), import.table.rows.len());
            }
        }
    }
}
