//! What every product has in common, whatever its kind: a name, colours, and how much of it is laid on.

use super::{Article, Base, Eyeshadow, Finish, Product, Shade, Stroke};

impl Product {
    /// What people read; products of one kind have the same.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Foundation(_) => "Foundation",
            Self::Concealer(_) => "Concealer",
            Self::Contour(_) => "Contour",
            Self::Bronzer(_) => "Bronzer",
            Self::Blush(_) => "Blush",
            Self::Highlighter(_) => "Highlighter",
            Self::Freckles(_) => "Freckles",
            Self::Brows(_) => "Brows",
            Self::Eyeshadow(_) => "Eyeshadow",
            Self::Eyeliner(_) => "Eyeliner",
            Self::Lashes(_) => "Lashes",
            Self::LipLiner(_) => "Lip liner",
            Self::Lipstick(_) => "Lipstick",
            Self::Glitter(_) => "Glitter",
            Self::FacePaint(_) => "Face paint",
            Self::Decal(_) => "Decal",
            Self::Hair(_) => "Hair colour",
            Self::Lenses(_) => "Lenses",
            Self::Teeth(_) => "Teeth whitening",
            Self::Smoothing(_) => "Smoothing",
            Self::UnderEye(_) => "Under-eye light",
            Self::Photo(_) => "Photo style",
        }
    }

    /// Its own colours, in the order they are laid on; none for a product that matches the wearer or
    /// brings a picture.
    pub fn colors(&self) -> Vec<[u8; 3]> {
        self.shades().iter().map(|shade| shade.color).collect()
    }

    /// Its one stroke, where all of it is one.
    pub fn stroke(&self) -> Option<&Stroke> {
        match self {
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
            | Self::FacePaint(stroke) => Some(stroke),
            _ => None,
        }
    }

    /// As [`Product::stroke`], to be changed.
    pub(super) fn stroke_mut(&mut self) -> Option<&mut Stroke> {
        match self {
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
            | Self::FacePaint(stroke) => Some(stroke),
            _ => None,
        }
    }

    /// Its own shades, in the order they are laid on; none where it has no colours of its own.
    pub fn shades(&self) -> Vec<&Shade> {
        if let Some(stroke) = self.stroke() {
            return vec![&stroke.shade];
        }
        match self {
            Self::Foundation(base) | Self::Concealer(base) => base.shade.iter().collect(),
            Self::Eyeshadow(shadow) => shadow.zones.iter().map(|zone| &zone.shade).collect(),
            Self::Lipstick(lipstick) => {
                let second = lipstick.second.iter().map(|second| &second.shade);
                std::iter::once(&lipstick.shade).chain(second).collect()
            }
            Self::Hair(hair) => vec![&hair.shade],
            Self::Lenses(lenses) => vec![&lenses.shade],
            _ => Vec::new(),
        }
    }

    /// What one can buy for it, place by place: for each of [`Product::shades`], or for all of what is sold without a colour.
    pub fn articles(&self) -> Vec<Option<&Article>> {
        match self {
            Self::Decal(decal) => vec![decal.article.as_deref()],
            Self::Teeth(retouch) | Self::UnderEye(retouch) => vec![retouch.article.as_deref()],
            colored => colored.shades().into_iter().map(|shade| shade.article.as_deref()).collect(),
        }
    }

    /// The same product as something that one can buy without a colour, or as nothing any more; `None` where it is sold by its colour, or
    /// not at all.
    pub fn with_goods(&self, article: Option<Article>) -> Option<Self> {
        let mut product = self.clone();
        let own = match &mut product {
            Self::Decal(decal) => &mut decal.article,
            Self::Teeth(retouch) | Self::UnderEye(retouch) => &mut retouch.article,
            _ => return None,
        };
        *own = article.map(Box::new);
        Some(product)
    }

    /// Whether it has no colour but the wearer's own.
    pub fn takes_own_tone(&self) -> bool {
        matches!(self, Self::Foundation(Base { shade: None, .. }) | Self::Concealer(Base { shade: None, .. }))
    }

    /// The same product in another shade at one of the places of [`Product::shades`], and with another finish there if one is given. A
    /// base that matches the wearer gets a shade of its own at place 0. Without such a place the product stays as it is.
    #[must_use]
    pub fn with_shade(&self, place: usize, shade: Shade, finish: Option<Finish>) -> Self {
        let mut product = self.clone();
        let (old_shade, old_finish) = match &mut product {
            Self::Foundation(Base { shade: none @ None, finish, .. })
            | Self::Concealer(Base { shade: none @ None, finish, .. })
                if place == 0 =>
            {
                (none.insert(shade.clone()), Some(finish))
            }
            other => match other.shades_mut().into_iter().nth(place) {
                Some(found) => found,
                None => return self.clone(),
            },
        };
        *old_shade = shade;
        if let (Some(old), Some(new)) = (old_finish, finish) {
            *old = new;
        }
        product
    }

    /// As [`Product::shades`], each with the finish that goes with it.
    fn shades_mut(&mut self) -> Vec<(&mut Shade, Option<&mut Finish>)> {
        fn of(stroke: &mut Stroke) -> (&mut Shade, Option<&mut Finish>) {
            (&mut stroke.shade, Some(&mut stroke.finish))
        }
        if self.stroke().is_some() {
            return self.stroke_mut().map(of).into_iter().collect();
        }
        match self {
            Self::Foundation(base) | Self::Concealer(base) => {
                base.shade.iter_mut().zip([&mut base.finish]).map(|(shade, finish)| (shade, Some(finish))).collect()
            }
            Self::Eyeshadow(shadow) => shadow.zones.iter_mut().map(of).collect(),
            Self::Lipstick(lipstick) => {
                let second = lipstick.second.iter_mut().map(|second| (&mut second.shade, None));
                std::iter::once((&mut lipstick.shade, Some(&mut lipstick.finish))).chain(second).collect()
            }
            Self::Hair(hair) => vec![(&mut hair.shade, None)],
            Self::Lenses(lenses) => vec![(&mut lenses.shade, None)],
            _ => Vec::new(),
        }
    }

    /// How much is laid on, 0..=1 of a full layer; of several zones, the one with the most.
    pub fn coverage(&self) -> f32 {
        match self {
            Self::Eyeshadow(shadow) => shadow.zones.iter().map(|zone| zone.coverage).fold(0.0, f32::max),
            // The other kinds have one coverage.
            other => *other.clone().single_coverage().unwrap_or(&mut 0.0),
        }
    }

    /// The same product with so much laid on, 0..=1 of a full layer. Zones keep their proportion; where none has anything on it, all get
    /// the same.
    #[must_use]
    pub fn with_coverage(&self, coverage: f32) -> Self {
        let coverage = coverage.clamp(0.0, 1.0);
        let mut product = self.clone();
        if let Self::Eyeshadow(shadow) = &mut product {
            scale(shadow, self.coverage(), coverage);
        } else if let Some(own) = product.single_coverage() {
            *own = coverage;
        }
        product
    }

    /// The coverage of a product that has one for all of it.
    fn single_coverage(&mut self) -> Option<&mut f32> {
        if self.stroke().is_some() {
            return self.stroke_mut().map(|stroke| &mut stroke.coverage);
        }
        Some(match self {
            Self::Foundation(base) | Self::Concealer(base) => &mut base.coverage,
            Self::Lipstick(lipstick) => &mut lipstick.coverage,
            Self::Decal(decal) => &mut decal.coverage,
            Self::Hair(hair) => &mut hair.coverage,
            Self::Lenses(lenses) => &mut lenses.coverage,
            Self::Teeth(retouch) | Self::Smoothing(retouch) | Self::UnderEye(retouch) => &mut retouch.coverage,
            Self::Photo(photo) => &mut photo.coverage,
            _ => return None,
        })
    }
}

fn scale(shadow: &mut Eyeshadow, from: f32, to: f32) {
    for zone in &mut shadow.zones {
        zone.coverage = if from > 0.0 { zone.coverage / from * to } else { to };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{look::Library, resources::Resources};

    #[test]
    fn every_product_of_every_look_can_be_made_stronger_and_weaker() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        for product in library.looks().iter().flat_map(|look| &look.products) {
            assert_eq!(product.with_coverage(product.coverage()).coverage(), product.coverage());
            for coverage in [0.0, 0.5, 1.0] {
                assert!((product.with_coverage(coverage).coverage() - coverage).abs() < 1e-6, "{product:?}");
            }
            assert_eq!(product.with_coverage(7.0).coverage(), 1.0);
        }
    }

    #[test]
    fn every_shade_of_every_product_can_be_another() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let new = Shade::of([1, 2, 3], 0.125);
        for product in library.looks().iter().flat_map(|look| &look.products) {
            assert_eq!(&product.with_shade(99, new.clone(), Some(Finish::Gloss)), product);
            for place in 0..product.shades().len() {
                let changed = product.with_shade(place, new.clone(), None);
                assert_eq!(changed.shades()[place], &new);
                assert_eq!(&changed.with_shade(place, product.shades()[place].clone(), None), product);
            }
        }
        let mut matched = library.looks().iter().flat_map(|look| &look.products);
        let matched = matched.find(|p| matches!(p, Product::Foundation(Base { shade: None, .. }))).unwrap();
        let Product::Foundation(base) = matched.with_shade(0, new.clone(), Some(Finish::Sheer)) else { panic!() };
        assert_eq!((base.shade, base.finish), (Some(new), Finish::Sheer));
    }

    #[test]
    fn zones_keep_their_proportion() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let products = library.looks().iter().flat_map(|look| &look.products);
        let shadow = products.filter(|product| product.colors().len() > 1).find(|p| matches!(p, Product::Eyeshadow(_)));
        let (Some(Product::Eyeshadow(before)), Some(Product::Eyeshadow(after))) =
            (shadow, shadow.map(|shadow| shadow.with_coverage(shadow.coverage() / 2.0)))
        else {
            panic!("no look has an eyeshadow of two colours");
        };
        for (before, after) in before.zones.iter().zip(&after.zones) {
            assert!((after.coverage - before.coverage / 2.0).abs() < 1e-6);
        }
    }
}
