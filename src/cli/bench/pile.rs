//! A look of a given number of products, to see what their number costs.

use std::mem::discriminant;

use crate::look::{Library, Look, Product};

/// So many products from the built-in looks. A foundation comes first, because it paints the whole face; after it one product of each
/// kind, and then more of every kind, in the looks' order.
pub(super) fn of_products(library: &Library, count: usize) -> Look {
    let mut waiting: Vec<&Product> = library.looks().iter().flat_map(|look| &look.products).collect();
    waiting.sort_by_key(|product| !matches!(product, Product::Foundation(_)));
    let mut products: Vec<Product> = Vec::with_capacity(count);
    while products.len() < count && !waiting.is_empty() {
        let mut kinds = Vec::new();
        waiting.retain(|product| {
            let kind = discriminant(*product);
            let taken = products.len() < count && !kinds.contains(&kind) && !products.contains(product);
            if taken {
                kinds.push(kind);
                products.push((*product).clone());
            }
            !taken
        });
        if kinds.is_empty() {
            break;
        }
    }
    Look {
        id: format!("{}-products", products.len()),
        name: format!("{} products", products.len()),
        family: "bench".into(),
        description: String::new(),
        tags: Vec::new(),
        products,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    #[test]
    fn any_number_from_1_to_20_is_had_and_the_first_is_foundation() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        for count in 1..=20 {
            let look = of_products(&library, count);
            assert_eq!(look.products.len(), count);
            assert!(matches!(look.products[0], Product::Foundation(_)));
        }
    }
}
