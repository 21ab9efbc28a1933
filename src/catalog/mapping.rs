//! Which columns tell what: guessed from their names and from what is in them, and changed by the person.

use std::collections::BTreeMap;

use super::{
    Field, Table, colour,
    field::{self, key},
};

/// Columns of a table by what they tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    columns: BTreeMap<Field, Vec<usize>>,
}

/// Why columns cannot be mapped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// A name that the table does not have.
    #[error("there is no column '{name}'; there are: {there}")]
    NoColumn {
        /// As asked for.
        name: String,
        /// All names.
        there: String,
    },
    /// Neither one column nor three.
    #[error("'{field}' takes one column with three numbers, or three columns with commas between them, not {count}")]
    Triple {
        /// The field.
        field: &'static str,
        /// How many columns were named.
        count: usize,
    },
}

impl Mapping {
    /// What the columns of a table tell, as far as their names and what is in them say.
    pub fn guess(table: &Table) -> Self {
        let keys: Vec<String> = table.columns.iter().map(|column| key(column)).collect();
        let named = |field: Field| -> Vec<usize> {
            let places = |name: &&str| {
                keys.iter().enumerate().filter(|(_, key)| key.as_str() == *name).map(|(i, _)| i).collect()
            };
            field.synonyms().iter().flat_map(|name| -> Vec<usize> { places(name) }).collect()
        };
        let mut mapping = Self::default();
        for field in Field::ALL {
            mapping.set(field, named(field));
        }
        for (field, letters, prefixes) in [
            (Field::Lab, ["l", "a", "b"], &["lab", "cie", "cielab"][..]),
            (Field::Rgb, ["r", "g", "b"], &["rgb", "srgb"]),
        ] {
            let numbers =
                |triple: &Vec<usize>| triple.iter().all(|&i| table.sample(i).all(|t| colour::number(t).is_some()));
            let single = mapping.of(field).first().copied().filter(|&i| reads_as(table, i, field));
            let several = || triple(&keys, letters, prefixes).or_else(|| triple_of_words(&keys, field)).filter(numbers);
            mapping.set(field, single.map(|one| vec![one]).or_else(several).unwrap_or_default());
        }
        mapping.sort_out_colors(table);
        mapping
    }

    /// `Colour` may hold colours, or what they are called; where no column's name says that it holds colours, its cells do.
    fn sort_out_colors(&mut self, table: &Table) {
        let (mut colors, names): (Vec<usize>, Vec<usize>) = self.of(Field::Color).iter().partition(|&&i| {
            let plain = matches!(key(&table.columns[i]).as_str(), "color" | "colour" | "swatch");
            !plain || reads_as(table, i, Field::Color)
        });
        if colors.is_empty() && self.of(Field::Lab).is_empty() && self.of(Field::Rgb).is_empty() {
            let marked =
                |i: &usize| table.sample(*i).all(|text| text.starts_with('#')) && reads_as(table, *i, Field::Color);
            colors.extend((0..table.columns.len()).find(marked));
        }
        let shades = self.of(Field::Shade).iter().copied().filter(|i| !colors.contains(i)).chain(names).collect();
        self.set(Field::Shade, shades);
        self.set(Field::Color, colors);
    }

    /// The columns that tell a field, the first first; those of a triple in their order.
    pub fn of(&self, field: Field) -> &[usize] {
        self.columns.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Takes columns for a field, counted from 0; none for a field that the table does not tell.
    pub fn set(&mut self, field: Field, columns: Vec<usize>) {
        if columns.is_empty() {
            self.columns.remove(&field);
        } else {
            self.columns.insert(field, columns);
        }
    }

    /// Takes columns by their names, with commas between them; no name takes none.
    ///
    /// # Errors
    /// [`MappingError`] says what is wrong.
    pub fn set_named(&mut self, table: &Table, field: Field, names: &str) -> Result<(), MappingError> {
        let place = |name: &str| {
            let same = |column: &&String| column.as_str() == name;
            let alike = |column: &&String| field::key(column) == field::key(name) && !field::key(name).is_empty();
            let find = |found: &dyn Fn(&&String) -> bool| table.columns.iter().position(|column| found(&column));
            find(&same)
                .or_else(|| find(&alike))
                .ok_or_else(|| MappingError::NoColumn { name: name.into(), there: table.columns.join(", ") })
        };
        // A name may have a comma in it itself.
        let columns = match names.trim() {
            "" => Vec::new(),
            whole => match place(whole) {
                Ok(one) => vec![one],
                Err(_) => whole.split(',').map(|name| place(name.trim())).collect::<Result<_, _>>()?,
            },
        };
        if field.is_triple() && !matches!(columns.len(), 0 | 1 | 3) {
            return Err(MappingError::Triple { field: field.name(), count: columns.len() });
        }
        self.set(field, columns);
        Ok(())
    }

    /// Whether some column tells the colour.
    pub fn has_color(&self) -> bool {
        [Field::Color, Field::Lab, Field::Rgb].iter().any(|field| !self.of(*field).is_empty())
    }
}

/// Whether most of what is in a column is such a colour.
fn reads_as(table: &Table, column: usize, field: Field) -> bool {
    let reads = |text: &&str| match field {
        Field::Lab => colour::lab(text).is_some(),
        _ => colour::rgb8(text).is_some(),
    };
    let (right, all) = (table.sample(column).filter(reads).count(), table.sample(column).count());
    right * 2 > all
}

/// Three columns such as `Lab_L`, `Lab_a`, `Lab_b`; or `L`, `a`, `b` side by side: an `L` alone may be any lightness, and a `b` blue.
fn triple(keys: &[String], letters: [&str; 3], prefixes: &[&str]) -> Option<Vec<usize>> {
    let with = |prefix: &str| {
        letters.iter().map(|letter| keys.iter().position(|key| *key == format!("{prefix}{letter}"))).collect()
    };
    let side_by_side = || {
        let first = keys.windows(3).position(|keys| keys.iter().zip(letters).all(|(key, letter)| key == letter))?;
        Some((first..first + 3).collect())
    };
    prefixes.iter().find_map(|prefix| with(prefix)).or_else(side_by_side)
}

/// `Red`, `Green`, `Blue`; `Lstar`, `astar`, `bstar`.
fn triple_of_words(keys: &[String], field: Field) -> Option<Vec<usize>> {
    let words = if field == Field::Lab { ["lstar", "astar", "bstar"] } else { ["red", "green", "blue"] };
    words.iter().map(|word| keys.iter().position(|key| key == word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(csv: &str) -> Table {
        Table::of_bytes(csv.as_bytes(), "t").unwrap()
    }

    /// What a guess makes of a table: fields and names of columns.
    fn guessed(csv: &str) -> String {
        let table = table(csv);
        let mapping = Mapping::guess(&table);
        let fields = Field::ALL.into_iter().filter(|field| !mapping.of(*field).is_empty());
        let told = fields.map(|field| {
            let names: Vec<&str> = mapping.of(field).iter().map(|&i| table.columns[i].as_str()).collect();
            format!("{}={}", field.name(), names.join("+"))
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn columns_are_told_by_their_names() {
        assert_eq!(
            guessed("Brand Name;Product_Title;SHADE;Hex Code;EAN;Price;URL;Image URL;Type\nA;B;C;#112233;;;;;\n"),
            "hex=Hex Code brand=Brand Name product=Product_Title shade=SHADE kind=Type gtin=EAN price=Price link=URL picture=Image URL"
        );
        assert_eq!(guessed("name,specific,hex\nNA,355N,#112233\n"), "hex=hex shade=name+specific");
    }

    #[test]
    fn a_lightness_or_a_hue_is_no_measurement() {
        assert_eq!(guessed("hex,H,S,V,L,group\n112233,1,2,3,4,5\n"), "hex=hex");
        assert_eq!(guessed("hex,hue,sat,lightness\n#112233,1,2,3\n"), "hex=hex");
        assert_eq!(guessed("R,G,B,L\n1,2,3,4\n"), "rgb=R+G+B");
        assert_eq!(guessed("L,R,G,B,A\n1,2,3,4,5\n"), "rgb=R+G+B");
        assert_eq!(guessed("hex,L,a,b\n#112233,x,y,z\n"), "hex=hex", "only numbers are a measurement");
    }

    #[test]
    fn measurements_are_three_columns_or_one() {
        assert_eq!(guessed("R,G,B,L*,a*,b*\n1,2,3,4,5,6\n"), "lab=L*+a*+b* rgb=R+G+B");
        assert_eq!(guessed("lab_b,lab_a,lab_l,illuminant\n1,2,3,D50\n"), "lab=lab_l+lab_a+lab_b illuminant=illuminant");
        assert_eq!(guessed("Lab\n\"54.1, 2, 3\"\n"), "lab=Lab");
        assert_eq!(guessed("red,green,blue\n1,2,3\n"), "rgb=red+green+blue");
    }

    #[test]
    fn what_is_in_a_column_says_whether_it_holds_colours() {
        assert_eq!(guessed("color,hex\nRuby Woo,#112233\nTopped,#332211\n"), "hex=hex shade=color");
        assert_eq!(guessed("colour\n#112233\n"), "hex=colour");
        assert_eq!(guessed("what,ever\na,#112233\nb,#445566\n"), "hex=ever");
        assert_eq!(guessed("what,ever\na,112233\n"), "", "a number may be anything");
    }

    #[test]
    fn the_person_has_the_last_word() {
        let table = table("a,\"b, c\",x,y,z\n1,2,3,4,5\n");
        let mut mapping = Mapping::guess(&table);
        mapping.set_named(&table, Field::Shade, "b, c").unwrap();
        mapping.set_named(&table, Field::Lab, "X, y,z").unwrap();
        assert_eq!((mapping.of(Field::Shade), mapping.of(Field::Lab)), (&[1][..], &[2, 3, 4][..]));
        mapping.set_named(&table, Field::Lab, "").unwrap();
        assert!(mapping.of(Field::Lab).is_empty() && !mapping.has_color());
        let error = mapping.set_named(&table, Field::Rgb, "x,y").unwrap_err().to_string();
        assert!(error.contains("not 2"), "{error}");
        let error = mapping.set_named(&table, Field::Brand, "maker").unwrap_err().to_string();
        assert!(error.contains("'maker'") && error.contains("x, y, z"), "{error}");
    }
}
