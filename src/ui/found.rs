//! The shades that were found last: a frame comes many times a second, and a table is long. They are looked for anew when the catalogues,
//! the words, the colour or the kind have changed.

use std::sync::{Arc, Weak};

use egui::{Id, Ui};

use crate::{
    catalog::{Catalog, Item, Kind, Near, Words, nearest},
    raster::difference::Lab,
    studio::Catalogs,
};

/// Shades that are found.
const COUNT: usize = 6;

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Words of the name.
    pub words: Words,
    /// The colour that is to be near; without one the first shades are found.
    pub color: Option<Lab>,
    /// What it is sold as.
    pub kind: Option<Kind>,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    wanted: Wanted,
    /// Held weakly: catalogues that were replaced are let go of.
    of: Weak<Vec<Catalog>>,
    /// The shades, the nearest first, with their differences.
    shades: Vec<(Item, f64)>,
    /// There is none of the kind that is wanted, and these are of any.
    pub of_any_kind: bool,
}

impl Found {
    /// What there is now, kept under an id.
    pub fn of(ui: &Ui, id: Id, catalogs: &Catalogs, wanted: &Wanted) -> Arc<Self> {
        let id = id.with("found");
        let before = ui.data(|data| data.get_temp::<Arc<Self>>(id)).filter(|before| before.holds(catalogs, wanted));
        before.unwrap_or_else(|| {
            let now = Arc::new(Self::looked_for(catalogs, wanted));
            ui.data_mut(|data| data.insert_temp(id, Arc::clone(&now)));
            now
        })
    }

    /// The shades, the nearest first.
    pub fn shades(&self) -> impl ExactSizeIterator<Item = Near<'_>> {
        self.shades.iter().map(|(item, difference)| Near { item, difference: *difference })
    }

    fn holds(&self, catalogs: &Catalogs, Wanted { words, color, kind }: &Wanted) -> bool {
        let same = self.of.upgrade().is_some_and(|of| Arc::ptr_eq(&of, &catalogs.kept));
        same && self.wanted.words == *words && self.wanted.color == *color && self.wanted.kind == *kind
    }

    fn looked_for(catalogs: &Catalogs, wanted: &Wanted) -> Self {
        let of_kind = shades(catalogs, wanted, wanted.kind);
        // Nothing else is a whitener or an eye cream.
        let of_any_kind = of_kind.is_empty() && wanted.kind.is_some_and(Kind::is_colored);
        let shades = if of_any_kind { shades(catalogs, wanted, None) } else { of_kind };
        Self { wanted: wanted.clone(), of: Arc::downgrade(&catalogs.kept), shades, of_any_kind }
    }
}

fn shades(catalogs: &Catalogs, Wanted { words, color, .. }: &Wanted, kind: Option<Kind>) -> Vec<(Item, f64)> {
    let named = catalogs.items().filter(|item| words.are_in(item));
    match color {
        Some(color) => {
            let near = nearest(named, *color, kind, COUNT).into_iter();
            near.map(|near| (near.item.clone(), near.difference)).collect()
        }
        None => named.filter(|item| item.is_sold_as(kind)).take(COUNT).map(|item| (item.clone(), 0.0)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogs(colors: &[[u8; 3]]) -> Catalogs {
        let items = colors.iter().map(|color| Item::of(*color)).collect();
        Catalogs { kept: Arc::new(vec![Catalog { name: "A".into(), items }]), ..Catalogs::default() }
    }

    #[test]
    fn shades_are_looked_for_once_until_something_changes() {
        let wanted = |text: &str, color: [u8; 3], kind| Wanted {
            words: Words::of(text),
            color: Some(Item::of(color).lab),
            kind,
        };
        let (one, two) = (catalogs(&[[10; 3], [200; 3]]), catalogs(&[[10; 3]]));
        let red = wanted("", [200; 3], None);
        egui::__run_test_ui(|ui| {
            let find = |catalogs: &Catalogs, wanted: &Wanted| Found::of(ui, Id::NULL, catalogs, wanted);
            let first = find(&one, &red);
            assert_eq!(first.shades().next().unwrap().item.color, [200; 3]);
            assert!(Arc::ptr_eq(&first, &find(&one, &red.clone())));
            for other in [wanted("c8", [200; 3], None), wanted("", [10; 3], None)] {
                let found = find(&one, &other);
                assert!(!Arc::ptr_eq(&first, &found) && Arc::ptr_eq(&found, &find(&one, &other)));
            }
            let lipstick = find(&one, &wanted("", [200; 3], Some(Kind::Lipstick)));
            assert!(lipstick.of_any_kind && lipstick.shades().len() == 2);
            let other = find(&two, &red);
            assert_eq!(other.shades().next().unwrap().item.color, [10; 3], "other catalogues are kept now");
        });
    }
}
