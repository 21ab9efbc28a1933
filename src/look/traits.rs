//! What a person may choose of a product, whatever its kind: its drawing, its finish, which half of the face, its colour.

use super::{Finish, Product, Shade, Side, Stroke};

impl Product {
    /// Folder of its drawings in `assets/shapes/`, for a product whose drawing can be chosen as a whole; an eyeshadow has one for each zone.
    pub fn shape_folder(&self) -> Option<String> {
        self.shape().map(|_| self.name().to_lowercase().replace(' ', "-"))
    }

    /// Its drawing.
    pub fn shape(&self) -> Option<&str> {
        match self {
            Self::Foundation(base) | Self::Concealer(base) => Some(&base.shape),
            other => other.stroke().map(|stroke| stroke.shape.as_str()),
        }
    }

    /// With another drawing.
    #[must_use]
    pub fn with_shape(&self, shape: &str) -> Self {
        self.changed(|parts| parts.shape.into_iter().for_each(|own| own.replace_range(.., shape)))
    }

    /// How its surface reflects; of several zones, the first one's.
    pub fn finish(&self) -> Option<Finish> {
        let mut product = self.clone();
        product.parts().into_iter().find_map(|part| part.finish.copied())
    }

    /// With another finish, on all of its zones.
    #[must_use]
    pub fn with_finish(&self, finish: Finish) -> Self {
        self.changed(|parts| parts.finish.into_iter().for_each(|own| *own = finish))
    }

    /// Which half of the face it is on; of several zones, the first one's.
    pub fn side(&self) -> Option<Side> {
        let mut product = self.clone();
        product.parts().into_iter().find_map(|part| part.side.copied())
    }

    /// On another half of the face, with all of its zones.
    #[must_use]
    pub fn with_side(&self, side: Side) -> Self {
        self.changed(|parts| parts.side.into_iter().for_each(|own| *own = side))
    }

    /// With another colour in place of the one of that number in [`Product::colors`].
    #[must_use]
    pub fn with_color(&self, number: usize, color: [u8; 3]) -> Self {
        match self.shades().get(number) {
            Some(shade) if shade.color != color || shade.deep.is_some() => {
                // It is nothing any more that one can buy, and what somebody chose is meant for this skin.
                self.with_shade(number, Shade { color, deep: None, article: None, ..(*shade).clone() }, None)
            }
            _ => self.clone(),
        }
    }

    /// The product as it is on skin of a depth from 0 (pale) to 1 (deepest): each shade is one colour ([`Shade::on`]).
    #[must_use]
    pub fn on(&self, depth: f32) -> Self {
        let mut product = self.clone();
        for (place, shade) in self.shades().into_iter().enumerate().filter(|(_, shade)| shade.deep.is_some()) {
            product = product.with_shade(place, Shade { color: shade.on(depth), deep: None, ..shade.clone() }, None);
        }
        product
    }

    fn changed(&self, change: impl Fn(Part<'_>)) -> Self {
        let mut product = self.clone();
        product.parts().into_iter().for_each(change);
        product
    }

    /// What can be changed of it, part by part: an eyeshadow has a part for each zone, whose drawing says which zone it is, and stays.
    fn parts(&mut self) -> Vec<Part<'_>> {
        if self.stroke().is_some() {
            fn whole(stroke: &mut Stroke) -> Part<'_> {
                Part::new(Some(&mut stroke.shape), &mut stroke.finish, &mut stroke.side)
            }
            return self.stroke_mut().map(whole).into_iter().collect();
        }
        match self {
            Self::Foundation(base) | Self::Concealer(base) => {
                vec![Part::new(Some(&mut base.shape), &mut base.finish, &mut base.side)]
            }
            Self::Eyeshadow(shadow) => {
                shadow.zones.iter_mut().map(|zone| Part::new(None, &mut zone.finish, &mut zone.side)).collect()
            }
            Self::Lipstick(lipstick) => vec![Part::new(None, &mut lipstick.finish, &mut lipstick.side)],
            Self::Decal(decal) => vec![Part::new(None, &mut decal.finish, &mut decal.side)],
            Self::Lenses(lenses) => vec![Part { shape: None, finish: None, side: Some(&mut lenses.side) }],
            _ => Vec::new(),
        }
    }
}

/// One zone of a product, or all of it.
struct Part<'a> {
    shape: Option<&'a mut String>,
    finish: Option<&'a mut Finish>,
    side: Option<&'a mut Side>,
}

impl<'a> Part<'a> {
    fn new(shape: Option<&'a mut String>, finish: &'a mut Finish, side: &'a mut Side) -> Self {
        Self { shape, finish: Some(finish), side: Some(side) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::Library, resources::Resources};

    #[test]
    fn what_is_chosen_is_worn_and_nothing_else_changes() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        for product in library.looks().iter().flat_map(|look| &look.products) {
            if let (Some(finish), Some(side)) = (product.finish(), product.side()) {
                let changed = product.with_finish(Finish::Gloss).with_side(Side::Left);
                assert_eq!((changed.finish(), changed.side()), (Some(Finish::Gloss), Some(Side::Left)));
                if !matches!(product, Product::Eyeshadow(_)) {
                    assert_eq!(&changed.with_finish(finish).with_side(side), product);
                }
            }
            if let Some(shape) = product.shape() {
                assert_eq!(product.with_shape("other").shape(), Some("other"));
                assert_eq!(&product.with_shape("other").with_shape(shape), product);
                let folder = format!("shapes/{}", product.shape_folder().unwrap());
                assert!(Resources::locate().unwrap().asset(&folder).is_dir(), "{folder}");
            }
            let depths = [0.0, 0.4, 1.0].map(|depth| product.on(depth));
            assert!(depths.iter().flat_map(Product::shades).all(|shade| shade.deep.is_none()));
            assert_eq!((depths[0].colors(), depths[0].coverage()), (product.colors(), product.coverage()));
            let deepest = product.shades().into_iter().map(|shade| shade.deep.unwrap_or(shade.color));
            assert!(depths[2].colors().into_iter().eq(deepest));
            for (number, color) in product.colors().into_iter().enumerate() {
                let changed = product.with_color(number, [1, 2, 3]);
                assert_eq!(changed.colors()[number], [1, 2, 3]);
                // The colour comes back, but not what it was on deep skin.
                assert_eq!(product.with_color(number, color).shades()[number].deep, None, "chosen for this skin");
                let plain = Shade { deep: None, ..product.shades()[number].clone() };
                assert_eq!(changed.with_color(number, color), product.with_shade(number, plain, None));
            }
            assert_eq!(&product.with_color(99, [0; 3]), product);
        }
    }
}
