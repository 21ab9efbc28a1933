//! What is worn: a look, and what the person has made of each of its products.

use crate::{
    catalog::Item,
    look::{Area, Look, Product, Shade},
};

/// A product that is worn.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// As the look has it.
    product: Product,
    /// How much is laid on, 0..=1 of a full layer.
    coverage: f32,
    /// Whether it is worn at all.
    on: bool,
}

/// What keeps what is worn while other looks are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// All of an area, also where nothing is worn there.
    Area(Area),
    /// The products of a name, such as all eyeliners.
    Product(&'static str),
}

/// A look as it is worn.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outfit {
    look: Look,
    pieces: Vec<Piece>,
}

impl Piece {
    fn of(product: &Product) -> Self {
        Self { product: product.clone(), coverage: product.coverage(), on: true }
    }

    /// The product as the look has it.
    pub fn product(&self) -> &Product {
        &self.product
    }

    /// How much is laid on, 0..=1 of a full layer.
    pub fn coverage(&self) -> f32 {
        self.coverage
    }

    /// Whether it is worn at all.
    pub fn is_on(&self) -> bool {
        self.on
    }

    fn worn(&self) -> Option<Product> {
        // A product that nobody touched stays exactly as it is written.
        let as_written = self.coverage == self.product.coverage();
        let product = || if as_written { self.product.clone() } else { self.product.with_coverage(self.coverage) };
        self.on.then(product)
    }
}

impl Outfit {
    /// A look as it is written.
    pub(super) fn of(look: &Look) -> Self {
        Self { look: look.clone(), pieces: look.products.iter().map(Piece::of).collect() }
    }

    /// A look with what is locked of what is worn now. Areas come in the order of making up: skin, eyes, lips, hair; a locked product
    /// stands where the look has its own of that name, or else at the end of its area.
    pub(super) fn keeping(look: &Look, worn: &[Piece], locks: &[Lock]) -> Self {
        let new = Self::of(look);
        if locks.is_empty() {
            return new;
        }
        let pieces = Area::ALL.into_iter().flat_map(|area| {
            let here = |piece: &&Piece| piece.product.area() == area;
            let kept: Vec<&Piece> =
                worn.iter().filter(here).filter(|piece| locks_hold(locks, &piece.product)).collect();
            if locks.contains(&Lock::Area(area)) {
                return kept.into_iter().cloned().collect();
            }
            let mut pieces: Vec<Piece> = Vec::new();
            for piece in new.pieces.iter().filter(here) {
                let name = piece.product.name();
                let instead: Vec<&Piece> = kept.iter().copied().filter(|kept| kept.product.name() == name).collect();
                if instead.is_empty() {
                    pieces.push(piece.clone());
                } else if !pieces.iter().any(|piece| piece.product.name() == name) {
                    pieces.extend(instead.into_iter().cloned());
                }
            }
            let missing = |kept: &&&Piece| !pieces.iter().any(|piece| piece.product.name() == kept.product.name());
            let at_the_end: Vec<Piece> = kept.iter().filter(missing).map(|piece| (*piece).clone()).collect();
            pieces.extend(at_the_end);
            pieces
        });
        Self { pieces: pieces.collect(), look: new.look }
    }

    /// The look that the face wears.
    pub(super) fn worn(&self) -> Look {
        Look { products: self.pieces.iter().filter_map(Piece::worn).collect(), ..self.look.clone() }
    }

    /// The look as it is written.
    pub(super) fn look(&self) -> &Look {
        &self.look
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether a piece is there, and would not be as asked for already.
    pub(super) fn covers_otherwise(&self, piece: usize, coverage: f32) -> bool {
        self.pieces.get(piece).is_some_and(|piece| piece.coverage != coverage)
    }

    pub(super) fn cover(&mut self, piece: usize, coverage: f32) {
        if let Some(piece) = self.pieces.get_mut(piece) {
            piece.coverage = coverage.clamp(0.0, 1.0);
        }
    }

    /// Another product in a piece's place: it stays on or off, and has its own coverage.
    pub(super) fn replace(&mut self, piece: usize, product: Product) {
        if let Some(piece) = self.pieces.get_mut(piece) {
            *piece = Piece { on: piece.on, ..Piece::of(&product) };
        }
    }

    /// Lays a piece on where another one was; only within its area, as areas have an order of their own.
    pub(super) fn move_to(&mut self, from: usize, to: usize) {
        let area = |at: usize| self.pieces.get(at).map(|piece| piece.product.area());
        if area(from).is_some() && area(from) == area(to) {
            let piece = self.pieces.remove(from);
            self.pieces.insert(to, piece);
        }
    }

    /// A shade that one can buy at one of the product's places; without one the colour that is there is no shop's any more.
    pub(super) fn bind(&mut self, piece: usize, place: usize, item: Option<&Item>) {
        let Some(piece) = self.pieces.get_mut(piece) else { return };
        let here = piece.product.shades().get(place).copied().cloned();
        match (item, here) {
            (Some(item), _) => piece.product = item.put_on(&piece.product, place),
            (None, Some(here)) => {
                piece.product = piece.product.with_shade(place, Shade { article: None, ..here }, None)
            }
            (None, None) => piece.product = piece.product.with_goods(None).unwrap_or_else(|| piece.product.clone()),
        }
    }

    pub(super) fn toggle(&mut self, piece: usize) {
        if let Some(piece) = self.pieces.get_mut(piece) {
            piece.on = !piece.on;
        }
    }
}

/// Whether a product stays while other looks are tried.
pub(super) fn locks_hold(locks: &[Lock], product: &Product) -> bool {
    locks.contains(&Lock::Area(product.area())) || locks.contains(&Lock::Product(product.name()))
}

/// Locks something, or lets go of it. Letting go of one product of a locked area leaves the others of that area locked.
pub(super) fn toggle_lock(locks: &mut Vec<Lock>, lock: Lock, pieces: &[Piece]) {
    let products: Vec<&Product> = pieces.iter().map(Piece::product).collect();
    if locks.contains(&lock) {
        locks.retain(|other| *other != lock);
        return;
    }
    let area_of = |name: &str| products.iter().find(|product| product.name() == name).map(|product| product.area());
    match lock {
        Lock::Area(area) => {
            locks.retain(|other| !matches!(other, Lock::Product(name) if area_of(name) == Some(area)));
            locks.push(lock);
        }
        Lock::Product(name) => match area_of(name).filter(|area| locks.contains(&Lock::Area(*area))) {
            None => locks.push(lock),
            Some(area) => {
                locks.retain(|other| *other != Lock::Area(area));
                for other in products.iter().filter(|product| product.area() == area && product.name() != name) {
                    if !locks.contains(&Lock::Product(other.name())) {
                        locks.push(Lock::Product(other.name()));
                    }
                }
            }
        },
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
        let worn = Outfit::of(&smoke);
        let mixed = Outfit::keeping(&red, worn.pieces(), &[Lock::Area(Area::Eyes)]).worn();
        assert_eq!(of(&mixed, Area::Eyes), of(&smoke, Area::Eyes));
        assert_eq!(of(&mixed, Area::Lips), of(&red, Area::Lips));
        assert_eq!(of(&mixed, Area::Face), of(&red, Area::Face));
        let bare = Look { products: Vec::new(), ..smoke };
        let mixed = Outfit::keeping(&red, Outfit::of(&bare).pieces(), &[Lock::Area(Area::Lips)]).worn();
        assert!(of(&mixed, Area::Lips).is_empty(), "bare lips are kept, too");
        assert_eq!(Outfit::keeping(&red, worn.pieces(), &[]).worn(), red);
    }

    #[test]
    fn a_locked_product_takes_the_place_of_its_own_kind_with_what_was_made_of_it() {
        let (red, smoke) = looks();
        let mut worn = Outfit::of(&smoke);
        let lipstick = worn.pieces().iter().position(|piece| piece.product.name() == "Lipstick").unwrap();
        worn.cover(lipstick, 0.123);
        let mixed = Outfit::keeping(&red, worn.pieces(), &[Lock::Product("Lipstick")]).worn();
        let lipsticks: Vec<&Product> = mixed.products.iter().filter(|product| product.name() == "Lipstick").collect();
        assert_eq!(lipsticks.len(), 1);
        assert_eq!(lipsticks[0].colors(), smoke.products[lipstick].colors());
        assert!((lipsticks[0].coverage() - 0.123).abs() < 1e-6);
        assert_eq!(mixed.products.len(), red.products.len());
        let bare = Look { products: Vec::new(), ..red };
        let mixed = Outfit::keeping(&bare, worn.pieces(), &[Lock::Product("Lipstick")]).worn();
        assert_eq!(mixed.products.len(), 1);
    }

    #[test]
    fn products_change_places_within_their_area_only() {
        let (_, smoke) = looks();
        let mut outfit = Outfit::of(&smoke);
        let eyes: Vec<usize> =
            (0..outfit.pieces.len()).filter(|&at| outfit.pieces[at].product.area() == Area::Eyes).collect();
        let lips = outfit.pieces.iter().position(|piece| piece.product.area() == Area::Lips).unwrap();
        let first = outfit.pieces[eyes[0]].clone();
        outfit.move_to(eyes[0], eyes[1]);
        assert_eq!(outfit.pieces[eyes[1]], first);
        let before = outfit.clone();
        outfit.move_to(eyes[0], lips);
        outfit.move_to(99, 0);
        assert_eq!(outfit, before);
        outfit.toggle(eyes[0]);
        outfit.replace(eyes[0], smoke.products[lips].clone());
        assert!(!outfit.pieces[eyes[0]].on, "what is off stays off");
    }

    #[test]
    fn letting_go_of_one_product_leaves_the_rest_of_its_area_locked() {
        let (red, _) = looks();
        let outfit = Outfit::of(&red);
        let mut locks = Vec::new();
        toggle_lock(&mut locks, Lock::Product("Lashes"), outfit.pieces());
        toggle_lock(&mut locks, Lock::Area(Area::Eyes), outfit.pieces());
        assert_eq!(locks, [Lock::Area(Area::Eyes)], "the area has the product in it");
        toggle_lock(&mut locks, Lock::Product("Lashes"), outfit.pieces());
        let held = |name: &str| {
            let piece = outfit.pieces().iter().find(|piece| piece.product.name() == name).unwrap();
            locks_hold(&locks, &piece.product)
        };
        assert!(!held("Lashes") && held("Eyeliner"));
    }
}
