//! Tables in JSON: a list of objects, or an object that holds one such list.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use crate::{
    catalog::{
        MAX_ROWS, Row, Table, TableError,
        table::{MAX_CELLS, MAX_COLUMNS},
    },
    language::say,
};

/// Objects within objects are columns such as `colour.hex`, so deep.
const DEEPEST: usize = 4;

/// Reads a table whose columns are the keys of all objects, in alphabetical order.
pub(in crate::catalog) fn read(text: &str) -> Result<Table, TableError> {
    let entries: Entries = serde_json::from_str(text).map_err(|error| TableError::Json(error.to_string()))?;
    let entries = match entries {
        Entries::List(entries) => entries,
        Entries::TooMany => return Err(TableError::TooLarge),
        Entries::Other => return Err(TableError::Json(say("it holds no list of shades").into())),
    };
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for key in entries.iter().flatten().flat_map(BTreeMap::keys) {
        places.insert(key, 0);
        if places.len() > MAX_COLUMNS {
            return Err(TableError::TooLarge);
        }
    }
    if entries.len() * places.len() > MAX_CELLS {
        return Err(TableError::TooLarge);
    }
    let columns: Vec<String> = places.keys().map(|key| (*key).to_owned()).collect();
    let cells = |entry: &BTreeMap<String, String>| {
        columns.iter().map(|key| entry.get(key).cloned().unwrap_or_default()).collect()
    };
    let no_object = || say("it is no object with names and values").to_owned();
    let rows = entries.iter().enumerate();
    let rows = rows.map(|(i, entry)| Row { number: i + 1, cells: entry.as_ref().map(cells).ok_or_else(no_object) });
    Ok(Table { title: String::new(), folder: None, rows: rows.collect(), columns, counts: "entry" })
}

/// The list in a document; one by one, so that no list is ever longer than it may be.
enum Entries {
    /// Each with its texts by name, or `None` where it is no object.
    List(Vec<Option<BTreeMap<String, String>>>),
    TooMany,
    Other,
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntriesVisitor { within: false })
    }
}

struct EntriesVisitor {
    /// In an object already: lists are not looked for any deeper.
    within: bool,
}

/// A value of the outer object.
struct Inner(Entries);

impl<'de> Deserialize<'de> for Inner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntriesVisitor { within: true }).map(Self)
    }
}

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of shades")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Entries, A::Error> {
        let mut entries = Vec::new();
        while let Some(value) = list.next_element::<Value>()? {
            if entries.len() >= MAX_ROWS {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                return Ok(Entries::TooMany);
            }
            entries.push(match value {
                Value::Object(_) => {
                    let mut texts = BTreeMap::new();
                    flatten(&mut texts, "", &value, 0);
                    Some(texts)
                }
                _ => None,
            });
        }
        Ok(Entries::List(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Entries, A::Error> {
        let mut found = Entries::Other;
        while let Some(_key) = object.next_key::<String>()? {
            if self.within {
                object.next_value::<IgnoredAny>()?;
                continue;
            }
            match (object.next_value::<Inner>()?.0, &found) {
                (Entries::List(list), _) if list.iter().all(Option::is_none) => {}
                (new @ (Entries::List(_) | Entries::TooMany), Entries::Other) => found = new,
                (Entries::List(_) | Entries::TooMany, _) => {
                    return Err(A::Error::custom(say("it holds several lists of objects, not one")));
                }
                (Entries::Other, _) => {}
            }
        }
        Ok(found)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Entries, E> {
        Ok(Entries::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Entries, E> {
        Ok(Entries::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Entries, E> {
        Ok(Entries::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Entries, E> {
        Ok(Entries::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Entries, E> {
        Ok(Entries::Other)
    }

    fn visit_unit<E>(self) -> Result<Entries, E> {
        Ok(Entries::Other)
    }
}

/// Texts and numbers by their names; a list of them is one text, and what lies deeper is left out.
fn flatten(texts: &mut BTreeMap<String, String>, name: &str, value: &Value, depth: usize) {
    match value {
        Value::Object(fields) if depth < DEEPEST && texts.len() <= MAX_COLUMNS => {
            for (key, value) in fields {
                let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                flatten(texts, &name, value, depth + 1);
            }
        }
        Value::Array(values) => {
            let parts: Option<Vec<String>> = values.iter().take(16).map(scalar).collect();
            texts.insert(name.into(), parts.map(|parts| parts.join(", ")).unwrap_or_default());
        }
        other => {
            texts.insert(name.into(), scalar(other).unwrap_or_default());
        }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(value) => Some(value.to_string()),
        Value::String(text) => Some(text.trim().into()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_at_the_top_or_in_an_object() {
        let bare =
            read(r##"[{"hex": "#112233", "price": 12.5}, 7, {"brand": "A", "colour": {"lab": [54.2, 13, 22]}}]"##)
                .unwrap();
        assert_eq!(bare.columns, ["brand", "colour.lab", "hex", "price"]);
        assert_eq!(bare.rows[0].cells.as_ref().unwrap(), &["", "", "#112233", "12.5"]);
        assert_eq!(bare.rows[2].cells.as_ref().unwrap()[1], "54.2, 13, 22");
        assert!(bare.rows[1].cells.is_err());
        let inside =
            read(r##"{"version": 2, "tags": ["a"], "note": null, "x": {"y": [{}]}, "shades": [{"hex": "#112233"}]}"##)
                .unwrap();
        assert_eq!((inside.rows.len(), inside.counts), (1, "entry"));
    }

    #[test]
    fn what_is_no_list_says_so() {
        for (text, part) in [
            ("{}", "no list"),
            ("{\"a\": 1", "EOF"),
            ("[{]", "line 1"),
            (r#"{"a": [{"x": 1}], "b": [{"y": 2}]}"#, "several"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(part), "{text}: {error}");
        }
        let deep = "[".repeat(100_000);
        assert!(read(&deep).is_err());
        assert!(matches!(read(&format!("[{}0]", "0,".repeat(MAX_ROWS))), Err(TableError::TooLarge)));
    }
}
