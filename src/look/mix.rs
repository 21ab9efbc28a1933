//! Looks put together from parts of others: the lips of one, the eyes of another.

use super::{Area, Look, Product};

impl Look {
    /// This look with the products of some areas taken from another one. The order of areas is that of making up: skin, eyes, lips;
    /// within an area the products keep their order.
    pub fn with_areas_of(&self, other: &Self, areas: &[Area]) -> Self {
        if areas.is_empty() {
            return self.clone();
        }
        let of_area = |area: Area| {
            let from = if areas.contains(&area) { other } else { self };
            from.products.iter().filter(move |product| product.area() == area).cloned()
        };
        let products: Vec<Product> = Area::ALL.into_iter().flat_map(of_area).collect();
        Self { products, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::Library, resources::Resources};

    fn looks() -> (Look, Look) {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        (library.get("classic-red").unwrap().clone(), library.get("midnight-smoke").unwrap().clone())
    }

    fn of(look: &Look, area: Area) -> Vec<&Product> {
        look.products.iter().filter(|product| product.area() == area).collect()
    }

    #[test]
    fn the_eyes_of_one_and_the_lips_of_another() {
        let (red, smoke) = looks();
        let mixed = red.with_areas_of(&smoke, &[Area::Eyes]);
        assert_eq!(of(&mixed, Area::Eyes), of(&smoke, Area::Eyes));
        assert_eq!(of(&mixed, Area::Lips), of(&red, Area::Lips));
        assert_eq!(of(&mixed, Area::Face), of(&red, Area::Face));
    }

    #[test]
    fn nothing_taken_changes_nothing() {
        let (red, smoke) = looks();
        assert_eq!(red.with_areas_of(&smoke, &[]), red);
        let bare = Look { products: Vec::new(), ..smoke };
        assert!(of(&red.with_areas_of(&bare, &[Area::Lips]), Area::Lips).is_empty());
    }
}
