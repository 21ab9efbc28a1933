//! Giving a picture away: what of it, and as what.

use std::path::PathBuf;

use super::Studio;
use crate::export::PictureKind;

/// What is given away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shared {
    /// What is seen now.
    Seen,
    /// A picture or film that was taken.
    Taken(PathBuf),
}

/// How what is seen is given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareChoice {
    /// What of it.
    pub kind: PictureKind,
    /// As large as messengers pass on.
    pub small: bool,
    /// Whether the file holds the look, so that others can wear it.
    pub with_look: bool,
}

impl Default for ShareChoice {
    fn default() -> Self {
        Self { kind: PictureKind::default(), small: false, with_look: true }
    }
}

impl Studio {
    /// Opens the sheet for something, or closes it; the gallery makes room for it.
    pub(super) fn share(&mut self, shared: Option<Shared>) {
        self.shutter.gallery_shown &= shared.is_none();
        self.sharing = shared;
    }
}

#[cfg(test)]
mod tests {
    use super::{super::test_studio as studio, *};
    use crate::studio::Command;

    #[test]
    fn the_gallery_makes_room_for_the_sheet() {
        let mut studio = studio();
        studio.update(Command::ToggleGallery);
        let taken = Shared::Taken("a.png".into());
        studio.update(Command::Share(Some(taken.clone())));
        assert!(!studio.shutter.gallery_shown && studio.sharing == Some(taken));
        studio.update(Command::Share(None));
        assert!(!studio.shutter.gallery_shown && studio.sharing.is_none());
    }
}
