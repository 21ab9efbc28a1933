//! A product of a look in a shade that one can buy.

use super::{Coverage, Item};
use crate::look::{Product, Shade};

impl Item {
    /// The product with this shade at one of the places of [`Product::shades`]: it has the shade's colour exactly, and its finish and
    /// opacity as far as the catalogue tells them. How much of it is laid on stays. What is sold without a colour becomes this article at
    /// place 0. Without such a place the product stays as it is.
    #[must_use]
    pub fn put_on(&self, product: &Product, place: usize) -> Product {
        if let Some(bought) = product.with_goods(Some(self.article.clone())).filter(|_| place == 0) {
            return bought;
        }
        let before = product.shades().get(place).map(|shade| shade.opacity);
        let opacity = self.coverage.map(Coverage::opacity).or(before).unwrap_or(Coverage::Medium.opacity());
        let shade = Shade { color: self.color, deep: None, opacity, article: Some(Box::new(self.article.clone())) };
        product.with_shade(place, shade, self.finish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        look::{Finish, Library, Retouch},
        resources::Resources,
    };

    #[test]
    fn what_is_bought_is_what_is_worn() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let look = library.get("classic-red").unwrap();
        let lipstick = look.products.iter().find(|product| matches!(product, Product::Lipstick(_))).unwrap();
        let mut item = Item::of([1, 2, 3]);
        item.article.shade = "Ink".into();
        let bound = item.put_on(lipstick, 0);
        let (before, after) = (lipstick.shades()[0], bound.shades()[0]);
        assert_eq!((after.color, after.opacity), ([1, 2, 3], before.opacity));
        assert_eq!(after.article.as_deref(), Some(&item.article));
        assert_eq!(bound.coverage(), lipstick.coverage());
        let known = Item { coverage: Some(Coverage::Sheer), finish: Some(Finish::Gloss), ..item };
        let Product::Lipstick(worn) = known.put_on(lipstick, 0) else { panic!() };
        assert_eq!((worn.shade.opacity, worn.finish), (Coverage::Sheer.opacity(), Finish::Gloss));
        assert_eq!(&known.put_on(lipstick, 7), lipstick);
        let whitener = Product::Teeth(Retouch::of(0.4));
        let bound = known.put_on(&whitener, 0);
        assert_eq!((bound.articles(), bound.coverage()), (vec![Some(&known.article)], 0.4));
        assert_eq!(known.put_on(&whitener, 1), whitener);
        let smoothing = Product::Smoothing(Retouch::of(0.4));
        assert_eq!(known.put_on(&smoothing, 0), smoothing, "nobody sells it");
    }
}
