//! What is worn: put on, changed, and gone along the shelf.

use super::{Outfit, Studio};
use crate::{look::Look, pipeline::EngineCommand};

impl Studio {
    pub(super) fn wear(&mut self, id: Option<String>) -> Vec<EngineCommand> {
        let chosen = id.as_ref().and_then(|id| self.all_looks().find(|look| look.id == *id)).cloned();
        if let Some(orders) = chosen.as_ref().and_then(|look| self.put_on_board(look)) {
            return orders;
        }
        if let (Some(mix), Some(look)) = (&mut self.mix, &chosen) {
            // The look is not worn by itself: it is what the worn one is mixed with.
            mix.with(look.clone());
            return Vec::new();
        }
        self.mix = None;
        let outfit = match &id {
            None => None,
            Some(id) => match self.all_looks().find(|look| look.id == *id) {
                Some(look) => Some(Outfit::keeping(look, self.pieces(), &self.locks)),
                None => return Vec::new(),
            },
        };
        let listed = id.as_ref().filter(|id| self.looks.iter().any(|look| look.id == **id));
        listed.into_iter().for_each(|id| self.preferences.note_worn(id));
        if (&id, &outfit) != (&self.worn, &self.outfit) {
            let left = self.worn_now();
            self.history.leave(left);
        }
        self.put_on((id, outfit))
    }

    /// While one product's coverage moves, only the first change is a step of the history.
    pub(super) fn cover(&mut self, piece: usize, coverage: f32) -> Vec<EngineCommand> {
        self.mix = None;
        let Some(outfit) = self.outfit.as_ref().filter(|outfit| outfit.covers_otherwise(piece, coverage)) else {
            return Vec::new();
        };
        let mut covered = outfit.clone();
        covered.cover(piece, coverage);
        if self.covering != Some(piece) {
            let left = self.worn_now();
            self.history.leave(left);
        }
        let orders = self.put_on((self.worn.clone(), Some(covered)));
        self.covering = Some(piece);
        orders
    }

    /// Changes what is worn, as one step of the history where anything is different then.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Outfit)) -> Vec<EngineCommand> {
        self.mix = None;
        let Some(mut outfit) = self.outfit.clone() else { return Vec::new() };
        change(&mut outfit);
        if Some(&outfit) == self.outfit.as_ref() {
            return Vec::new();
        }
        let left = self.worn_now();
        self.history.leave(left);
        self.put_on((self.worn.clone(), Some(outfit)))
    }

    /// A look from a file joins the shelf, unless it is one of those that are there. The looks that thumbnails are made of change.
    pub(super) fn try_on(&mut self, look: Look) -> Vec<EngineCommand> {
        self.mix = None;
        let (id, guest) = as_guest(&self.looks, look);
        self.guest = guest;
        let mut orders = vec![EngineCommand::Thumbnails(self.all_looks().cloned().collect())];
        orders.extend(self.wear(Some(id)));
        orders
    }

    pub(super) fn worn_now(&self) -> (Option<String>, Option<Outfit>) {
        (self.worn.clone(), self.outfit.clone())
    }

    pub(super) fn put_on(&mut self, (id, outfit): (Option<String>, Option<Outfit>)) -> Vec<EngineCommand> {
        self.covering = None;
        if outfit.as_ref().map(|outfit| &outfit.look().id) != self.outfit.as_ref().map(|outfit| &outfit.look().id) {
            self.opened = None;
        }
        self.worn = id;
        self.wearing = outfit.as_ref().map(Outfit::worn);
        self.outfit = outfit;
        let mut orders = vec![EngineCommand::Wear(self.wearing.clone().map(Box::new))];
        orders.extend(self.welcome_back());
        orders
    }

    /// What is worn has its card on the shelf, also where undo has brought it back after another guest.
    fn welcome_back(&mut self) -> Option<EngineCommand> {
        let worn = self.outfit.as_ref().map(Outfit::look)?;
        let there = self.all_looks().any(|look| Some(&look.id) == self.worn.as_ref());
        if there {
            return None;
        }
        let id = self.worn.clone()?;
        self.guest = Some(Look { id, ..worn.clone() });
        Some(EngineCommand::Thumbnails(self.all_looks().cloned().collect()))
    }

    /// Goes along the shelf; from a bare face, the first step is onto its first or last look.
    pub(super) fn step(&mut self, by: isize) -> Vec<EngineCommand> {
        let shelf = self.shelf();
        let count = shelf.len() as isize;
        if count == 0 {
            return Vec::new();
        }
        // While looks are mixed, one goes along those that the first is mixed with; while four are compared, from the chosen one.
        let compared = self.board.as_ref().and_then(|board| board.looks.get(board.chosen));
        let partner = self.mix.as_ref().and_then(|mix| mix.to.as_ref()).or(compared).map(|look| &look.id);
        let here = shelf.iter().position(|look| Some(&look.id) == partner.or(self.worn.as_ref()));
        let next = match here {
            Some(here) => (here as isize).saturating_add(by).rem_euclid(count),
            None if by > 0 => 0,
            None => count - 1,
        };
        let id = shelf[next as usize].id.clone();
        let place = self.board.as_ref().map(|board| board.chosen);
        let orders = self.wear(Some(id));
        self.board.iter_mut().zip(place).for_each(|(board, place)| board.chosen = place);
        orders
    }
}

/// The id of a look, and the look itself where it is not on the shelf; an id that is taken there gets a number.
pub(super) fn as_guest(shelf: &[Look], mut look: Look) -> (String, Option<Look>) {
    if shelf.contains(&look) {
        return (look.id, None);
    }
    let taken = |id: &str| shelf.iter().any(|look| look.id == id);
    let numbered = (2u32..).map(|number| format!("{}-{number}", look.id));
    let id = std::iter::once(look.id.clone())
        .chain(numbered)
        .find(|id| !taken(id))
        .expect("there are more numbers than looks");
    look.id.clone_from(&id);
    (id, Some(look))
}
