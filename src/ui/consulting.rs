//! From what is worn to what is written down of a consultation.

use super::{ClientsWish, clients_thread::Seen, pictures::Pictures};
use crate::{
    look::{Look, Product, format},
    salon::{ChosenProduct, TriedLook, Visit},
    studio::Studio,
};

/// What keeps the look that is worn with the consultation that is going on; nothing where either is missing.
pub fn keep(studio: &Studio, pictures: Option<&Pictures>) -> Vec<ClientsWish> {
    let (Some(one), Some(look)) = (studio.clients.visit(), studio.worn_look()) else { return Vec::new() };
    let mut visit = Visit { notes: studio.clients.notes.clone(), ..one.visit.clone() };
    note(&mut visit, look);
    let written = ClientsWish::Write(one.id, Box::new(visit));
    let seen = pictures.and_then(Pictures::composite).map(|seen| ClientsWish::KeepPictures(one.id, Seen(seen.clone())));
    std::iter::once(written).chain(seen).collect()
}

/// A look that was kept before stands last now; the products are those of the last look, and what was chosen before and is none of its kinds.
fn note(visit: &mut Visit, look: &Look) {
    if let Ok(document) = format::write(look) {
        visit.looks_tried.retain(|tried| tried.name != look.name);
        visit.looks_tried.push(TriedLook { name: look.name.clone(), document });
    }
    let chosen: Vec<ChosenProduct> =
        look.products.iter().filter(|product| product.coverage() > 0.0).flat_map(chosen).collect();
    visit.products.retain(|product| !chosen.iter().any(|other| other.kind == product.kind));
    visit.products.extend(chosen);
}

/// The shades of a product, each with what it is sold as where that is known; a product without a shade by itself.
fn chosen(product: &Product) -> Vec<ChosenProduct> {
    let kind = product.name().to_owned();
    let shades = product.shades();
    if shades.is_empty() {
        return vec![ChosenProduct { kind, ..ChosenProduct::default() }];
    }
    let of = |shade: &&crate::look::Shade| {
        let [r, g, b] = shade.color;
        let article = shade.article.clone().unwrap_or_default();
        ChosenProduct {
            kind: kind.clone(),
            brand: article.brand,
            product: article.product,
            shade: article.shade,
            colour: Some(format!("#{r:02x}{g:02x}{b:02x}")),
            gtin: article.gtin.map(|gtin| gtin.to_string()),
            price: article.price.map(|price| price.to_string()),
        }
    };
    shades.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::Library, resources::Resources};

    #[test]
    fn looks_are_kept_in_order_and_products_of_a_kind_once() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let [red, rose] = ["classic-red", "soft-rose"].map(|id| library.get(id).unwrap());
        let mut visit = Visit {
            at: jiff::Timestamp::UNIX_EPOCH,
            notes: String::new(),
            looks_tried: Vec::new(),
            products: Vec::new(),
            advice: Vec::new(),
        };
        [red, rose, red].into_iter().for_each(|look| note(&mut visit, look));
        let names: Vec<&str> = visit.looks_tried.iter().map(|look| look.name.as_str()).collect();
        assert_eq!(names, ["Soft Rose", "Classic Red"]);
        assert_eq!(format::parse(&visit.looks_tried[1].document).unwrap(), *red);
        let lipsticks: Vec<_> = visit.products.iter().filter(|product| product.kind == "Lipstick").collect();
        assert_eq!(lipsticks.len(), 1);
        assert!(lipsticks[0].colour.as_ref().is_some_and(|colour| colour.starts_with('#')));
    }
}
