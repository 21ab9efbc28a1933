//! Looks out of the space of looks: two that are being mixed, and one that was finished around what is locked.

use super::{Outfit, Studio, as_guest};
use crate::{look::Look, pipeline::EngineCommand};

/// A look, the one that it is mixed with, and how far from the first to the second.
#[derive(Debug, Clone, PartialEq)]
pub struct Mix {
    /// What was worn when mixing began.
    pub from: Look,
    /// What it is mixed with; `None` until one is chosen.
    pub to: Option<Look>,
    /// 0..=1.
    pub share: f32,
    /// Whether a mix of them is worn by now.
    pub(super) worn: bool,
    /// Whether there is a mix to be asked for.
    wanted: bool,
}

impl From<Look> for Mix {
    fn from(from: Look) -> Self {
        Self { from, to: None, share: 0.5, worn: false, wanted: false }
    }
}

impl Mix {
    /// Chooses the other look; the first mix with it is a step of its own.
    pub(super) fn with(&mut self, look: Look) {
        (self.to, self.wanted, self.worn) = (Some(look), true, false);
    }

    /// Goes to a share of the way.
    pub(super) fn go(&mut self, share: f32) {
        if share.is_finite() {
            (self.share, self.wanted) = (share.clamp(0.0, 1.0), true);
        }
    }

    /// Both looks and the share, once for each change.
    pub(super) fn take_wish(&mut self) -> Option<(Look, Look, f32)> {
        let to = self.to.clone()?;
        std::mem::take(&mut self.wanted).then(|| (self.from.clone(), to, self.share))
    }
}

impl Studio {
    /// The mix that the person wants and that has not been asked for yet: both looks, and how far from the first to the second.
    pub fn take_mix_wish(&mut self) -> Option<(Look, Look, f32)> {
        self.mix.as_mut()?.take_wish()
    }

    /// Only the first of the mixes of two looks is a step of the history.
    pub(super) fn wear_mix(&mut self, look: Look) -> Vec<EngineCommand> {
        let Some(mix) = &mut self.mix else { return Vec::new() };
        let first = !std::mem::replace(&mut mix.worn, true);
        if first {
            let left = self.worn_now();
            self.history.leave(left);
        }
        let outfit = Outfit::keeping(&look, self.pieces(), &self.locks);
        let (id, guest) = as_guest(&self.looks, look);
        self.guest = guest.or(self.guest.take());
        let mut orders = self.put_on((Some(id), Some(outfit)));
        if first {
            orders.push(EngineCommand::Thumbnails(self.all_looks().cloned().collect()));
        }
        orders
    }

    /// A look that was finished around what is locked: nothing is added where that is locked too. If another one is worn by now, it comes
    /// too late.
    pub(super) fn wear_finished(&mut self, look: &Look) -> Vec<EngineCommand> {
        if self.wearing.as_ref().map(|worn| &worn.id) != Some(&look.id) {
            return Vec::new();
        }
        let (pieces, locks) = (self.pieces().to_vec(), self.locks.clone());
        self.change(|outfit| *outfit = Outfit::keeping(look, &pieces, &locks))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Command, Lock};
    use super::{super::test_studio as studio, *};
    use crate::look::Area;

    #[test]
    fn the_ends_of_a_mix_are_worn_and_undo_ends_mixing() {
        let mut studio = studio();
        let wear = |id: &str| Command::Wear(Some(id.into()));
        studio.update(wear("soft-rose"));
        studio.update(Command::ToggleMix);
        studio.update(wear("classic-red"));
        let (from, to, _) = studio.take_mix_wish().unwrap();
        studio.update(Command::Mixed(Box::new(to)));
        assert_eq!(studio.worn.as_deref(), Some("classic-red"));
        assert!(studio.worn_look().is_some() && !studio.pieces().is_empty());
        studio.update(Command::Mixed(Box::new(from)));
        assert_eq!(studio.worn_look().map(|look| look.id.as_str()), Some("soft-rose"));
        studio.update(Command::Undo);
        assert!(studio.mix.is_none());
        assert!(studio.update(Command::Mixed(Box::new(studio.looks[0].clone()))).is_empty(), "it comes too late");
    }

    #[test]
    fn what_is_finished_leaves_locked_areas_alone_and_may_come_too_late() {
        let mut studio = studio();
        studio.update(Command::Wear(Some("barely-there".into())));
        studio.update(Command::ToggleLock(Lock::Area(Area::Eyes)));
        let eyes = |look: &Look| look.products.iter().filter(|p| p.area() == Area::Eyes).cloned().collect::<Vec<_>>();
        let before = eyes(studio.worn_look().unwrap());
        let bold = studio.looks.iter().find(|look| look.id == "smoky-plum").unwrap().products.clone();
        let finished =
            |id: &str| Look { products: bold.clone(), ..studio.looks.iter().find(|l| l.id == id).unwrap().clone() };
        let (mine, other) = (finished("barely-there"), finished("soft-rose"));
        assert!(studio.update(Command::Finished(Box::new(other))).is_empty());
        studio.update(Command::Finished(Box::new(mine)));
        assert_eq!(eyes(studio.worn_look().unwrap()), before);
        assert!(studio.worn_look().unwrap().products.iter().any(|product| product.name() == "Contour"));
    }
}
