//! A look, painted once into the face's own UV space. Knows nothing of frames.
//!
//! Each product comes down to layers: a shape (an SVG drawing over the UV plane) in an ink (a pigment film and a finish). The layers
//! of all products are stacked texel by texel into one film (`pigment`), so that a frame costs the same whatever the look.

pub mod atlas;
mod blush;
mod bronzer;
mod brows;
mod concealer;
mod contour;
mod decal;
mod eyeliner;
mod eyeshadow;
mod face_paint;
mod foundation;
mod freckles;
mod glitter;
mod highlighter;
mod lashes;
mod layer;
mod lip_liner;
mod lipstick;
mod part;
pub mod passes;
mod picture;
pub mod pigment;
pub mod shape;
mod wet;

use std::{iter, path::PathBuf, sync::Arc};

use rayon::prelude::*;

pub use atlas::Atlas;
pub use decal::FULL_TRANSFER;

use crate::{
    language::say,
    look::{Look, Product},
    resources::Resources,
};
use atlas::{Level, Page, PageId, Texel};
use layer::Layer;
use passes::Passes;
use picture::PictureBook;
use shape::ShapeBook;
use wet::{Drawn, Marks, Stroke, paint};

/// How many times smaller the pages of a thumbnail are.
const THUMBNAIL_SHRINK: usize = 4;
/// How many times smaller the pages are that only say whether something is seen.
const TINY_SHRINK: usize = 8;

/// Paints looks. Keeps the shapes and the masks drawn from them; clones share both.
#[derive(Debug, Clone)]
pub struct Baker {
    shapes: Arc<ShapeBook>,
    pictures: Arc<PictureBook>,
}

/// Why a look cannot be painted.
#[derive(Debug, thiserror::Error)]
pub enum BakeError {
    /// A shape file is missing or broken.
    #[error("{}", say!("shape '{name}': {reason}", name = name, reason = reason))]
    Shape {
        /// Which.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// A decal's picture is missing, or is none.
    #[error("{reason}", reason = picture_fault(path, reason))]
    Picture {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// Names the file once: what is wrong with it may name it already.
fn picture_fault(path: &std::path::Path, reason: &str) -> String {
    let path = path.display().to_string();
    if reason.contains(&path) { reason.into() } else { format!("{path}: {reason}") }
}

impl Baker {
    /// Reads the product shapes.
    ///
    /// # Errors
    /// [`BakeError::Shape`] for a missing or broken shape file.
    pub fn new(resources: &Resources) -> Result<Self, BakeError> {
        Ok(Self { shapes: Arc::new(ShapeBook::open(&resources.asset("shapes"))?), pictures: Arc::default() })
    }

    /// The drawings that products can have.
    pub fn shapes(&self) -> Arc<ShapeBook> {
        Arc::clone(&self.shapes)
    }

    /// The look without the decals whose pictures cannot be had, and why they cannot: the rest of it can still be worn.
    pub fn without_missing_pictures(&self, look: &Look) -> (Look, Vec<BakeError>) {
        let mut faults = Vec::new();
        let mut look = look.clone();
        look.products.retain(|product| {
            let missing = layers(product).into_iter().find_map(|layer| match layer {
                Layer::Picture { picture, .. } => self.pictures.pages(&picture, 1).err(),
                Layer::Shape { .. } => None,
            });
            let there = missing.is_none();
            faults.extend(missing);
            there
        });
        (look, faults)
    }

    /// Paints a look at full size.
    ///
    /// # Errors
    /// [`BakeError`] where the look names a shape that does not exist, or a picture that cannot be had.
    pub fn bake(&self, look: &Look) -> Result<Atlas, BakeError> {
        self.bake_shrunk(look, 1)
    }

    /// Paints a look at a quarter of the size, for thumbnails.
    ///
    /// # Errors
    /// As [`Baker::bake`].
    pub fn bake_small(&self, look: &Look) -> Result<Atlas, BakeError> {
        self.bake_shrunk(look, THUMBNAIL_SHRINK)
    }

    /// Paints a look at an eighth of the size, which is enough to see what of it shows.
    ///
    /// # Errors
    /// As [`Baker::bake`].
    pub fn bake_tiny(&self, look: &Look) -> Result<Atlas, BakeError> {
        self.bake_shrunk(look, TINY_SHRINK)
    }

    fn bake_shrunk(&self, look: &Look, shrink: usize) -> Result<Atlas, BakeError> {
        let layers_on = |depth| look.on(depth).products.iter().flat_map(layers).collect::<Vec<Layer>>();
        let (pale, deep) = (layers_on(0.0), layers_on(1.0));
        let pages = (0..PageId::ALL.len()).into_par_iter().map(|page| self.page(&pale, &deep, page, shrink));
        let pages: Vec<Page> = pages.collect::<Result<_, _>>()?;
        // `collect` keeps the order and the number of PageId::ALL.
        Ok(Atlas::new(pages.try_into().expect("four pages"), Passes::of(look)))
    }

    /// `pale` and `deep` are the same layers as they are on pale and on the deepest skin.
    fn page(&self, pale: &[Layer], deep: &[Layer], page: usize, shrink: usize) -> Result<Page, BakeError> {
        let drawn: Vec<Option<Drawn>> =
            pale.par_iter().map(|layer| self.drawn(layer, page, shrink)).collect::<Result<_, _>>()?;
        let stack =
            |layers| Vec::from_iter(iter::zip(layers, &drawn).filter_map(|(l, drawn)| Some((l, drawn.as_ref()?))));
        let (pale, deep): (Vec<Stroke>, Vec<Stroke>) = (stack(pale), stack(deep));
        if pale.is_empty() {
            return Ok(Page::default());
        }
        let (width, height) = (PageId::ALL[page].size().0 / shrink, PageId::ALL[page].size().1 / shrink);
        let mut texels = vec![Texel::NEUTRAL; width * height];
        texels.par_chunks_mut(width).enumerate().for_each(|(y, row)| paint(row, y * width, &pale, |_| true));
        let goes_with_the_skin =
            Vec::from_iter(iter::zip(&pale, &deep).map(|(pale, deep)| !pale.0.is_inked_as(deep.0)));
        let deep = goes_with_the_skin.contains(&true).then(|| {
            // Most of a page is the same for everybody.
            let differs =
                |marks: &[Marks]| iter::zip(marks, &goes_with_the_skin).any(|(marks, &goes)| goes && marks.any());
            let mut texels = texels.clone();
            texels.par_chunks_mut(width).enumerate().for_each(|(y, row)| paint(row, y * width, &deep, differs));
            Level { width, height, texels }
        });
        Ok(Page::with_pyramids(Level { width, height, texels }, deep))
    }

    /// What a layer covers of a page, counted as in [`PageId::ALL`]; `None` where it does not reach it.
    fn drawn(&self, layer: &Layer, page: usize, shrink: usize) -> Result<Option<Drawn>, BakeError> {
        Ok(match layer {
            Layer::Shape { shape, .. } => self.shapes.mask(shape, PageId::ALL[page], shrink)?.map(Drawn::Shape),
            Layer::Picture { picture, .. } => self.pictures.pages(picture, shrink)?[page].clone().map(Drawn::Picture),
        })
    }
}

/// The film of a product's first layer, where it is laid on in full; `None` for what has no pigment.
pub fn film(product: &Product) -> Option<pigment::Film> {
    match layers(product).first() {
        Some(Layer::Shape { ink, .. }) if ink.film != pigment::Film::CLEAR => Some(ink.film),
        _ => None,
    }
}

fn layers(product: &Product) -> Vec<Layer> {
    match product {
        Product::Foundation(product) => foundation::layers(product),
        Product::Concealer(product) => concealer::layers(product),
        Product::Contour(product) => contour::layers(product),
        Product::Bronzer(product) => bronzer::layers(product),
        Product::Blush(product) => blush::layers(product),
        Product::Highlighter(product) => highlighter::layers(product),
        Product::Freckles(product) => freckles::layers(product),
        Product::Brows(product) => brows::layers(product),
        Product::Eyeshadow(product) => eyeshadow::layers(product),
        Product::Eyeliner(product) => eyeliner::layers(product),
        Product::Lashes(product) => lashes::layers(product),
        Product::LipLiner(product) => lip_liner::layers(product),
        Product::Lipstick(product) => lipstick::layers(product),
        Product::Glitter(product) => glitter::layers(product),
        Product::FacePaint(product) => face_paint::layers(product),
        Product::Decal(product) => decal::layers(product),
        // See `passes`.
        Product::Hair(_)
        | Product::Lenses(_)
        | Product::Teeth(_)
        | Product::Smoothing(_)
        | Product::UnderEye(_)
        | Product::Photo(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Library;

    fn built_in() -> (Library, Baker) {
        let resources = Resources::locate().unwrap();
        (Library::open(&resources.asset("looks")).unwrap(), Baker::new(&resources).unwrap())
    }

    #[test]
    fn every_built_in_look_can_be_painted() {
        let (library, baker) = built_in();
        for look in library.looks() {
            let atlas = baker.bake_small(look).unwrap_or_else(|error| panic!("{}: {error}", look.id));
            assert!(atlas.painted.iter().any(|&painted| painted) || !atlas.passes.is_empty(), "{}", look.id);
        }
    }

    #[test]
    fn a_page_has_deep_levels_only_where_something_goes_with_the_skin() {
        let (library, baker) = built_in();
        let mut look = library.get("cobalt").unwrap().clone();
        look.products.retain(|product| matches!(product, Product::Eyeshadow(_) | Product::Lipstick(_)));
        let has_deep = |look: &Look| baker.bake_small(look).unwrap().pages.map(|page| !page.deep.is_empty());
        assert_eq!(
            has_deep(&look),
            [true, false, false, true],
            "blue lids and a nude lip, which the whole face's page has, too"
        );
        assert_eq!(has_deep(&look.on(0.5)), [false; 4]);
        let [pale, deep] = [0.0, 1.0].map(|depth| baker.bake_small(&look.on(depth)).unwrap());
        let both = &baker.bake_small(&look).unwrap().pages[PageId::Lips as usize];
        let lips = |atlas: &Atlas| atlas.pages[PageId::Lips as usize].levels[0].texels.clone();
        assert_eq!((&both.levels[0].texels, &both.deep[0].texels), (&lips(&pale), &lips(&deep)));
    }

    #[test]
    fn a_bare_look_paints_nothing() {
        let (library, baker) = built_in();
        let bare = Look { products: Vec::new(), ..library.looks()[0].clone() };
        assert!(baker.bake(&bare).unwrap().painted.iter().all(|&painted| !painted));
    }

    #[test]
    fn a_decal_whose_picture_is_missing_is_left_out_and_the_rest_is_worn() {
        let (library, baker) = built_in();
        let mut look = library.looks()[0].clone();
        let decal = crate::look::Decal {
            picture: "/nowhere/flower.png".into(),
            coverage: 1.0,
            finish: crate::look::Finish::Satin,
            side: crate::look::Side::Both,
            article: None,
        };
        look.products.push(Product::Decal(decal));
        assert!(baker.bake_small(&look).unwrap_err().to_string().contains("flower.png"));
        let (rest, faults) = baker.without_missing_pictures(&look);
        assert_eq!((faults.len(), &rest.products[..]), (1, &look.products[..look.products.len() - 1]));
        assert!(baker.bake_small(&rest).is_ok());
    }

    #[test]
    fn an_unknown_shape_is_named_with_those_there_are() {
        let (library, baker) = built_in();
        let mut look = library.looks()[0].clone();
        let blush = look.products.iter_mut().find_map(|product| match product {
            Product::Blush(blush) => Some(blush),
            _ => None,
        });
        blush.unwrap().shape = "elbow".into();
        let error = baker.bake_small(&look).unwrap_err().to_string();
        assert!(error.contains("blush/elbow") && error.contains("apple"), "{error}");
    }
}
