//! The JSON documents of `vanity catalog`.

use serde_json::{Map, Value, json};

use crate::{
    catalog::{Catalog, Field, Import, Item, Near, Note, difference_in_words},
    raster::{color::hex, difference::Lab},
};

/// Shades that a report shows of a table.
const PREVIEW: usize = 20;

pub(super) fn import(import: &Import, name: &str) -> Value {
    let mapped = Field::ALL.into_iter().filter(|field| !import.mapping.of(*field).is_empty());
    let columns = |field: Field| -> Vec<&str> {
        import.mapping.of(field).iter().map(|&column| import.table.columns[column].as_str()).collect()
    };
    let mapping: Map<String, Value> = mapped.map(|field| (field.name().into(), json!(columns(field)))).collect();
    json!({
        "name": name,
        "columns": import.table.columns,
        "mapping": mapping,
        "rows": import.table.rows.len(),
        "accepted": import.items.len(),
        "rejected": notes(&import.rejected),
        "notes": notes(&import.notes),
        "counts": import.table.counts,
        "preview": import.items.iter().take(PREVIEW).map(item).collect::<Vec<_>>(),
    })
}

fn notes(notes: &[Note]) -> Vec<Value> {
    notes.iter().map(|note| json!({ "row": note.number, "reason": note.text })).collect()
}

pub(super) fn list(catalogs: &[Catalog]) -> Value {
    catalogs.iter().map(|catalog| json!({ "name": catalog.name, "shades": catalog.items.len() })).collect()
}

pub(super) fn nearest(color: Lab, found: &[Near<'_>]) -> Value {
    let shades = found.iter().map(|near| {
        let mut shade = item(near.item);
        shade["difference"] = json!(short(near.difference));
        shade["words"] = json!(difference_in_words(color, near.item.lab));
        shade
    });
    json!({ "lab": color.0.map(short), "shades": shades.collect::<Vec<_>>() })
}

/// What is known of a shade; what is not is left out.
fn item(item: &Item) -> Value {
    let article = &item.article;
    let mut shade = json!({ "color": hex(item.color), "lab": item.lab.0.map(short) });
    let texts = [("brand", &article.brand), ("product", &article.product), ("shade", &article.shade)];
    let named = texts.map(|(name, text)| (name, Some(text.clone()).filter(|text| !text.is_empty())));
    let known = [
        ("kind", item.kind.map(|kind| kind.name().to_owned())),
        ("finish", item.finish.map(|finish| finish.name().into())),
        ("coverage", item.coverage.map(|coverage| coverage.name().into())),
        ("gtin", article.gtin.as_ref().map(ToString::to_string)),
        ("price", article.price.as_ref().map(ToString::to_string)),
        ("link", article.link.as_ref().map(|link| link.as_str().into())),
        ("picture", item.picture.clone()),
    ];
    for (name, value) in named.into_iter().chain(known) {
        if let Some(value) = value {
            shade[name] = json!(value);
        }
    }
    shade
}

/// A thousandth is more than an eye tells apart.
fn short(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
