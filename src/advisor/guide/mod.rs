//! From a look to the steps of putting it on for real: one product a step, in the order makeup artists work in.

mod arrows;
mod how;
mod picture;
mod tip;

pub use picture::{GuideError, GuidePainter, close_up};
pub use tip::{Fit, Tip};

use super::Advice;
use crate::look::{Look, Product};

/// One product to put on.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What.
    pub product: Product,
    /// Its place among the look's products, from 0.
    pub index: usize,
    /// With what.
    pub tool: &'static str,
    /// Where it goes.
    pub place: String,
    /// How it goes on.
    pub how: String,
    /// What is different on this face.
    pub tip: Option<Tip>,
}

impl Step {
    /// What people read above it.
    pub fn title(&self) -> &'static str {
        self.product.name()
    }

    /// What is different on this face, where the person wants to hear it.
    pub fn for_you(&self) -> Option<&Tip> {
        self.tip.as_ref().filter(|tip| tip.wanted)
    }
}

/// All steps of a look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Guide {
    /// In order.
    pub steps: Vec<Step>,
    /// Products that are not put on with a brush: dyed hair, lenses, retouching, a photo's style.
    pub left_out: Vec<&'static str>,
}

/// The place of a product in the order of making up; `None` for what is not put on with a brush.
fn rank(product: &Product) -> Option<usize> {
    Some(match product {
        Product::Foundation(_) => 0,
        Product::Concealer(_) => 1,
        Product::Contour(_) => 2,
        Product::Bronzer(_) => 3,
        Product::Blush(_) => 4,
        Product::Highlighter(_) => 5,
        Product::Freckles(_) => 6,
        Product::Brows(_) => 7,
        Product::Eyeshadow(_) => 8,
        Product::Eyeliner(_) => 9,
        Product::Lashes(_) => 10,
        Product::FacePaint(_) | Product::Decal(_) => 11,
        Product::Glitter(_) => 12,
        Product::LipLiner(_) => 13,
        Product::Lipstick(_) => 14,
        Product::Hair(_)
        | Product::Lenses(_)
        | Product::Teeth(_)
        | Product::Smoothing(_)
        | Product::UnderEye(_)
        | Product::Photo(_) => return None,
    })
}

impl Guide {
    /// Of a look; `advice` fits it to a face.
    pub fn of(look: &Look, advice: Option<&Advice>) -> Self {
        let mut order: Vec<(usize, usize)> = look
            .products
            .iter()
            .enumerate()
            .filter(|(_, product)| product.coverage() > 0.0)
            .filter_map(|(index, product)| Some((rank(product)?, index)))
            .collect();
        order.sort_unstable();
        let step = |(_, index): (usize, usize)| {
            let product = look.products[index].clone();
            let how::How { tool, place, how } = how::of(&product);
            let tip = advice.and_then(|advice| tip::of(&product, advice));
            Step { product, index, tool, place, how, tip }
        };
        let left_out = look.products.iter().filter(|product| rank(product).is_none()).map(Product::name).collect();
        Self { steps: order.into_iter().map(step).collect(), left_out }
    }

    /// What is worn after a step, counted from 0: the products of all steps up to it, laid on in the look's own order.
    pub fn worn_after(&self, look: &Look, step: usize) -> Look {
        let mut indices: Vec<usize> = self.steps.iter().take(step + 1).map(|step| step.index).collect();
        indices.sort_unstable();
        let products = indices.into_iter().filter_map(|index| look.products.get(index).cloned()).collect();
        Look { products, ..look.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{advisor::tests::portrait_advice, look::Library, resources::Resources};

    #[test]
    fn every_built_in_look_has_a_guide_from_skin_to_lips() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let advice = portrait_advice();
        for look in library.looks() {
            let guide = Guide::of(look, Some(&advice));
            assert_eq!(guide.steps.len() + guide.left_out.len(), look.products.len(), "{}", look.id);
            let ranks: Vec<_> = guide.steps.iter().map(|step| rank(&step.product)).collect();
            assert!(ranks.is_sorted(), "{}", look.id);
            for (number, step) in guide.steps.iter().enumerate() {
                assert!(!step.tool.is_empty() && step.place.ends_with('.') && step.how.ends_with('.'), "{step:?}");
                assert_eq!(guide.worn_after(look, number).products.len(), number + 1);
            }
        }
    }
}
