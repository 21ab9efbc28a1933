//! Catalogues of shades that one can buy, as the window shows them.

use std::sync::Arc;

use super::Studio;
use crate::{
    catalog::{Catalog, Import, Item},
    pipeline::EngineCommand,
};

/// What is kept, and what is being imported.
#[derive(Debug, Clone, Default)]
pub struct Catalogs {
    /// Whether the card with them is shown.
    pub shown: bool,
    /// Those that are kept, by their names.
    pub kept: Arc<Vec<Catalog>>,
    /// A table that may become one.
    pub importing: Option<Importing>,
}

/// A table that may become a catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Importing {
    /// What the catalogue will be called.
    pub name: String,
    /// How far it is.
    pub state: ImportState,
}

/// How far a table is.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportState {
    /// It is being read.
    Reading,
    /// It cannot be read; the text says why.
    Failed(String),
    /// What becomes of it.
    Read(Arc<Import>),
}

/// What can happen to catalogues.
#[derive(Debug, Clone, PartialEq)]
pub enum CatalogChange {
    /// These are kept now.
    Kept(Arc<Vec<Catalog>>),
    /// Begin to import a table, or do not import it.
    Import(Option<Importing>),
    /// The table has come so far; nothing where the person has gone away from it.
    Reached(ImportState),
    /// Call the new catalogue this.
    Name(String),
}

impl Catalogs {
    /// All shades of all catalogues.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.kept.iter().flat_map(|catalog| &catalog.items)
    }

    /// Shows the card or takes it away, with what was being imported.
    pub(super) fn toggle(&mut self) {
        self.shown = !self.shown;
        self.importing = None;
    }

    pub(super) fn change(&mut self, change: CatalogChange) {
        match (change, &mut self.importing) {
            (CatalogChange::Kept(kept), _) => self.kept = kept,
            (CatalogChange::Import(importing), _) => {
                self.shown |= importing.is_some();
                self.importing = importing;
            }
            (CatalogChange::Reached(state), Some(importing)) => importing.state = state,
            (CatalogChange::Name(name), Some(importing)) => importing.name = name,
            (CatalogChange::Reached(_) | CatalogChange::Name(_), None) => {}
        }
    }
}

impl Studio {
    /// Wears a shade that one can buy, or lets go of the one that is worn there, as one step of the history.
    pub(super) fn bind(&mut self, piece: usize, place: usize, item: Option<&Item>) -> Vec<EngineCommand> {
        self.change(|outfit| outfit.bind(piece, place, item))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Command, Lock};
    use super::*;
    use crate::{
        capture::SourceSpec,
        look::{Area, Library, Look, Product, format},
        resources::Resources,
    };

    fn studio() -> Studio {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let mut studio = Studio::new(&library, None, SourceSpec::Demo);
        studio.update(Command::Wear(Some("classic-red".into())));
        studio
    }

    fn ink() -> Item {
        let mut item = Item::of([1, 2, 3]);
        (item.article.brand, item.article.shade) = ("Maker".into(), "Ink".into());
        item
    }

    fn lips(look: &Look) -> &Product {
        look.products.iter().find(|product| matches!(product, Product::Lipstick(_))).unwrap()
    }

    fn bound(studio: &mut Studio) -> usize {
        let lipstick =
            studio.pieces().iter().position(|piece| matches!(piece.product(), Product::Lipstick(_))).unwrap();
        let orders = studio.update(Command::Bind(lipstick, 0, Some(Box::new(ink()))));
        assert!(matches!(orders[0], EngineCommand::Wear(Some(_))), "{orders:?}");
        lipstick
    }

    #[test]
    fn a_bound_shade_is_worn_and_undone_as_one_step() {
        let mut studio = studio();
        let before = studio.worn_look().cloned();
        let lipstick = bound(&mut studio);
        let worn = lips(studio.worn_look().unwrap()).shades()[0].clone();
        assert_eq!((worn.color, worn.article.unwrap().shade), ([1, 2, 3], "Ink".into()));
        studio.update(Command::Undo);
        assert_eq!(studio.worn_look().cloned(), before);
        studio.update(Command::Redo);
        studio.update(Command::Bind(lipstick, 0, None));
        let worn = lips(studio.worn_look().unwrap()).shades()[0].clone();
        assert_eq!((worn.color, worn.article), ([1, 2, 3], None), "the colour stays when the shade is let go of");
        assert!(studio.update(Command::Bind(99, 0, Some(Box::new(ink())))).is_empty());
        assert!(studio.update(Command::Bind(lipstick, 9, Some(Box::new(ink())))).is_empty());
    }

    #[test]
    fn a_bound_shade_stays_with_coverage_locks_and_files() {
        let mut studio = studio();
        let lipstick = bound(&mut studio);
        studio.update(Command::Cover(lipstick, 0.37));
        studio.update(Command::ToggleLock(Lock::Area(Area::Lips)));
        studio.update(Command::Wear(Some("soft-rose".into())));
        let worn = studio.worn_look().unwrap();
        assert_eq!(lips(worn).shades()[0].article.as_ref().unwrap().brand, "Maker");
        assert!((lips(worn).coverage() - 0.37).abs() < 1e-6);
        let again = format::parse(&format::write(worn).unwrap()).unwrap();
        assert_eq!(lips(&again).shades()[0].article, lips(worn).shades()[0].article);
        studio.update(Command::ToggleMix);
        studio.update(Command::Wear(Some("smoky-plum".into())));
        let (from, ..) = studio.take_mix_wish().unwrap();
        assert!(lips(&from).shades()[0].article.is_some(), "the end of a mix is what was worn");
    }

    #[test]
    fn what_comes_too_late_changes_nothing() {
        let mut catalogs = Catalogs::default();
        catalogs.change(CatalogChange::Reached(ImportState::Failed("late".into())));
        assert!(catalogs.importing.is_none());
        catalogs.change(CatalogChange::Import(Some(Importing { name: "A".into(), state: ImportState::Reading })));
        catalogs.change(CatalogChange::Name("B".into()));
        assert!(catalogs.shown && catalogs.importing.as_ref().is_some_and(|importing| importing.name == "B"));
        catalogs.toggle();
        assert!(!catalogs.shown && catalogs.importing.is_none());
    }
}
