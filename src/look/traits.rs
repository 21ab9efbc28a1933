//! What a person may choose of a product, whatever its kind: its drawing, its finish, which half of the face, its colour.

use super::{Finish, Product, Shade, Side};

impl Product {
    /// Folder of its drawings in `assets/shapes/`, for a product whose drawing can be chosen as a whole; an eyeshadow has one for each zone.
    pub fn shape_folder(&self) -> Option<String> {
        self.shape().map(|_| self.name().to_lowercase().replace(' ', "-"))
    }

    /// Its drawing.
    pub fn shape(&self) -> Option<&str> {
        match self {
            Self::Foundation(base) | Self::Concealer(base) => Some(&base.shape),
            Self::Contour(stroke)
            | Self::Bronzer(stroke)
            | Self::Blush(stroke)
            | Self::Highlighter(stroke)
            | Self::Freckles(stroke)
            | Self::Brows(stroke)
            | Self::Eyeliner(stroke)
            | Self::Lashes(stroke)
            | Self::LipLiner(stroke)
            | Self::Glitter(stroke)
            | Self::FacePaint(stroke) => Some(&stroke.shape),
            _ => None,
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
        let mut product = self.clone();
        let shades = product.parts().into_iter().flat_map(|part| part.shades);
        if let Some(shade) = shades.into_iter().nth(number) {
            // It is nothing any more that one can buy.
            shade.article = shade.article.take().filter(|_| shade.color == color);
            shade.color = color;
        }
        product
    }

    fn changed(&self, change: impl Fn(Part<'_>)) -> Self {
        let mut product = self.clone();
        product.parts().into_iter().for_each(change);
        product
    }

    /// What can be changed of it, part by part.
    fn parts(&mut self) -> Vec<Part<'_>> {
        match self {
            Self::Foundation(base) | Self::Concealer(base) => vec![Part {
                shape: Some(&mut base.shape),
                finish: Some(&mut base.finish),
                side: Some(&mut base.side),
                shades: base.shade.iter_mut().collect(),
            }],
            Self::Contour(stroke)
            | Self::Bronzer(stroke)
            | Self::Blush(stroke)
            | Self::Highlighter(stroke)
            | Self::Freckles(stroke)
            | Self::Brows(stroke)
            | Self::Eyeliner(stroke)
            | Self::Lashes(stroke)
            | Self::LipLiner(stroke)
            | Self::Glitter(stroke)
            | Self::FacePaint(stroke) => vec![Part {
                shape: Some(&mut stroke.shape),
                finish: Some(&mut stroke.finish),
                side: Some(&mut stroke.side),
                shades: vec![&mut stroke.shade],
            }],
            Self::Eyeshadow(shadow) => shadow.zones.iter_mut().map(zone_part).collect(),
            Self::Lipstick(lipstick) => {
                let second = lipstick.second.iter_mut().map(|second| &mut second.shade);
                vec![Part {
                    shape: None,
                    finish: Some(&mut lipstick.finish),
                    side: Some(&mut lipstick.side),
                    shades: std::iter::once(&mut lipstick.shade).chain(second).collect(),
                }]
            }
            Self::Decal(decal) => vec![Part {
                shape: None,
                finish: Some(&mut decal.finish),
                side: Some(&mut decal.side),
                shades: Vec::new(),
            }],
            Self::Hair(hair) => vec![Part { shape: None, finish: None, side: None, shades: vec![&mut hair.shade] }],
            Self::Lenses(lenses) => {
                vec![Part { shape: None, finish: None, side: Some(&mut lenses.side), shades: vec![&mut lenses.shade] }]
            }
            Self::Teeth(_) | Self::Smoothing(_) | Self::UnderEye(_) | Self::Photo(_) => Vec::new(),
        }
    }
}

/// One zone of a product, or all of it.
struct Part<'a> {
    shape: Option<&'a mut String>,
    finish: Option<&'a mut Finish>,
    side: Option<&'a mut Side>,
    shades: Vec<&'a mut Shade>,
}

/// A zone of an eyeshadow: its drawing says which zone it is, and stays.
fn zone_part(zone: &mut super::Stroke) -> Part<'_> {
    Part { shape: None, finish: Some(&mut zone.finish), side: Some(&mut zone.side), shades: vec![&mut zone.shade] }
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
            for (number, color) in product.colors().into_iter().enumerate() {
                let changed = product.with_color(number, [1, 2, 3]);
                assert_eq!(changed.colors()[number], [1, 2, 3]);
                assert_eq!(&changed.with_color(number, color), product);
            }
            assert_eq!(&product.with_color(99, [0; 3]), product);
        }
    }
}
