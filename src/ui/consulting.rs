//! From what is worn to what is written down of a consultation.

use super::{ClientsWish, clients_thread::Seen, pictures::Pictures};
use crate::{
    export::handout,
    look::{Look, Product, format},
    raster::color::hex,
    salon::{ChosenProduct, TriedLook, Visit},
    studio::{ClientsChange, Command, Studio},
};

/// Something that is written down of a consultation. It changes what is kept then, whatever the window showed when it was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// These are the notes now.
    Notes(String),
    /// A look was tried: it stands last now, and its products are those that were chosen.
    Tried(Box<Tried>),
    /// The look of a name is left out.
    WithoutLook(String),
    /// A product is left out.
    WithoutProduct(Box<ChosenProduct>),
}

/// A look, its products, and what was known of the face then.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    look: TriedLook,
    products: Vec<ChosenProduct>,
    advice: Vec<String>,
}

impl Entry {
    /// Writes it into a visit.
    pub fn enter(self, visit: &mut Visit) {
        match self {
            Self::Notes(notes) => visit.notes = notes,
            Self::Tried(tried) => {
                visit.looks_tried.retain(|look| look.name != tried.look.name);
                visit.looks_tried.push(tried.look);
                visit.products = tried.products;
                if !tried.advice.is_empty() {
                    visit.advice = tried.advice;
                }
            }
            Self::WithoutLook(name) => visit.looks_tried.retain(|look| look.name != name),
            Self::WithoutProduct(product) => visit.products.retain(|other| *other != *product),
        }
    }
}

/// What keeps the notes that were typed; nothing where they are kept.
pub fn keep_notes(studio: &mut Studio) -> Option<ClientsWish> {
    let (id, notes) = studio.clients.unkept_notes()?;
    let wish = ClientsWish::Write(id, Entry::Notes(notes.into()));
    studio.update(Command::Clients(ClientsChange::Noted));
    Some(wish)
}

/// What keeps the look that is worn with the consultation that is going on; nothing where either is missing.
pub fn keep(studio: &Studio, pictures: Option<&Pictures>) -> Vec<ClientsWish> {
    let (Some(one), Some(look)) = (studio.clients.visit(), studio.worn_look()) else { return Vec::new() };
    let reading = studio.reading();
    let advice = reading.map(|reading| handout::facts(&reading.advice)).unwrap_or_default();
    let advice = advice.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let Some(tried) = tried(look, studio.skin_depth, advice) else { return Vec::new() };
    let written = ClientsWish::Write(one.id, Entry::Tried(Box::new(tried)));
    let seen = pictures.and_then(Pictures::composite).map(|seen| ClientsWish::KeepPictures(one.id, Seen(seen.clone())));
    std::iter::once(written).chain(seen).collect()
}

/// The look as it is, and its products in the colours that they have on skin of this depth.
fn tried(look: &Look, skin_depth: f32, advice: Vec<String>) -> Option<Tried> {
    let document = format::write(look).ok()?;
    let worn = look.on(skin_depth).products;
    let products = worn.iter().filter(|product| product.coverage() > 0.0).flat_map(chosen).collect();
    Some(Tried { look: TriedLook { name: look.name.clone(), document }, products, advice })
}

/// The look that is worn, without products that were left out of the consultation that it was kept with.
pub fn handed_over(studio: &Studio) -> Option<Look> {
    let look = studio.worn_look()?;
    let visit = studio.clients.visit().map(|one| &one.visit);
    let last = visit.filter(|visit| visit.looks_tried.last().is_some_and(|tried| tried.name == look.name));
    let wanted =
        |product: &&Product| last.is_none_or(|visit| visit.products.iter().any(|chosen| chosen.kind == product.name()));
    Some(Look { products: look.products.iter().filter(wanted).cloned().collect(), ..look.clone() })
}

/// The shades of a product, each with what it is sold as where that is known; a product without a shade by itself.
fn chosen(product: &Product) -> Vec<ChosenProduct> {
    let kind = product.name().to_owned();
    let shades = product.shades();
    let articles = product.articles();
    let of = |place: usize| {
        let article = articles.get(place).copied().flatten().cloned().unwrap_or_default();
        ChosenProduct {
            kind: kind.clone(),
            brand: article.brand,
            product: article.product,
            shade: article.shade,
            colour: shades.get(place).map(|shade| hex(shade.color)),
            gtin: article.gtin.map(|gtin| gtin.to_string()),
            price: article.price.map(|price| price.to_string()),
        }
    };
    (0..articles.len().max(1)).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::Library, resources::Resources};

    fn visit() -> Visit {
        Visit {
            at: jiff::Timestamp::UNIX_EPOCH,
            notes: String::new(),
            looks_tried: vec![],
            products: vec![],
            advice: vec![],
        }
    }

    #[test]
    fn products_are_kept_in_the_colours_that_were_worn() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let nude = library.get("nude-silk").unwrap();
        let kept = tried(nude, 1.0, Vec::new()).unwrap();
        let lips = nude.products.iter().find(|product| product.name() == "Lipstick").unwrap().shades()[0].clone();
        let chosen = kept.products.iter().find(|product| product.kind == "Lipstick").unwrap();
        assert_eq!(chosen.colour, lips.deep.map(hex));
        assert_eq!(format::parse(&kept.look.document).unwrap(), *nude, "the look itself goes with any skin");
    }

    #[test]
    fn looks_are_kept_in_order_with_the_products_of_the_last_one() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let [red, rose] = ["classic-red", "soft-rose"].map(|id| library.get(id).unwrap());
        let mut visit = visit();
        for look in [red, rose, red] {
            Entry::Tried(Box::new(tried(look, 0.0, Vec::new()).unwrap())).enter(&mut visit);
        }
        let names: Vec<&str> = visit.looks_tried.iter().map(|look| look.name.as_str()).collect();
        assert_eq!(names, ["Soft Rose", "Classic Red"]);
        assert_eq!(format::parse(&visit.looks_tried[1].document).unwrap(), *red);
        let lipsticks: Vec<_> = visit.products.iter().filter(|product| product.kind == "Lipstick").cloned().collect();
        assert_eq!(lipsticks.len(), 1);
        assert!(lipsticks[0].colour.as_ref().is_some_and(|colour| colour.starts_with('#')));
        Entry::WithoutProduct(Box::new(lipsticks[0].clone())).enter(&mut visit);
        Entry::WithoutLook("Soft Rose".into()).enter(&mut visit);
        Entry::Notes("warm".into()).enter(&mut visit);
        assert!(visit.products.iter().all(|product| product.kind != "Lipstick") && !visit.products.is_empty());
        assert_eq!((visit.looks_tried.len(), visit.notes.as_str()), (1, "warm"));
    }
}
