//! Two looks that are being mixed.

use crate::look::Look;

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
    /// Chooses the other look.
    pub(super) fn with(&mut self, look: Look) {
        (self.to, self.wanted) = (Some(look), true);
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
