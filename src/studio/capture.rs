//! Taking pictures of what is seen.

use std::path::PathBuf;

use super::{Command, Studio};
use crate::{
    look::Worn,
    preferences::{COUNTDOWNS, Preferences},
};

/// What the shutter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shot {
    /// One picture.
    #[default]
    Photo,
    /// Before and after in one picture.
    Pair,
    /// Five pictures, one quickly after the other.
    Burst,
    /// A few seconds as an animated picture.
    Gif,
    /// A few seconds as a film.
    Clip,
}

impl Shot {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Photo, Self::Pair, Self::Burst, Self::Gif, Self::Clip];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Photo => "Photo",
            Self::Pair => "Before and after",
            Self::Burst => "Burst",
            Self::Gif => "Animated picture",
            Self::Clip => "Film",
        }
    }
}

impl Studio {
    /// What is worn, and how strongly.
    pub fn seen_worn(&self) -> Option<Worn> {
        self.worn_look().map(|look| Worn { look: look.clone(), intensity: self.intensity })
    }
}

/// How taking pictures is doing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shutter {
    /// What it takes.
    pub shot: Shot,
    /// Seconds until it does, while they are counted down.
    pub counting: Option<u8>,
    /// How much of a film is taken, 0..=1.
    pub filming: Option<f32>,
    /// Files of the pictures that were taken, the newest first.
    pub taken: Vec<PathBuf>,
    /// Whether they are shown.
    pub gallery_shown: bool,
}

impl Shutter {
    /// Whether it is about to take a picture, or takes one.
    pub fn is_busy(&self) -> bool {
        self.counting.is_some() || self.filming.is_some()
    }

    pub(super) fn update(&mut self, command: &Command, preferences: &mut Preferences) {
        match command {
            Command::ChooseShot(shot) if !self.is_busy() => self.shot = *shot,
            Command::Countdown(seconds) if COUNTDOWNS.contains(seconds) => preferences.countdown = *seconds,
            Command::ToggleGallery => self.gallery_shown = !self.gallery_shown,
            _ => {}
        }
    }
}
