//! What a person has chosen and finds again the next time: how the program looks, and ids of looks. Nothing about the person, and no picture.

mod file;

pub use file::{PreferencesError, load, save};

/// How many looks are remembered as worn lately.
pub const MOST_RECENT: usize = 12;
/// Sizes of text, over the usual one.
pub const TEXT_SCALES: [f32; 4] = [0.9, 1.0, 1.2, 1.5];
/// Seconds that may be counted down before a photo is taken.
pub const COUNTDOWNS: [u8; 4] = [0, 3, 5, 10];

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Appearance {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

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

/// What is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Preferences {
    /// The first steps have been gone through, or were skipped.
    pub welcomed: bool,
    /// Code of the language that is spoken; the system's where none is chosen.
    pub language: Option<String>,
    /// Light or dark.
    pub appearance: Appearance,
    /// Size of all text over the usual one; one of [`TEXT_SCALES`].
    pub text_scale: f32,
    /// Nothing moves that need not.
    pub still: bool,
    /// Seconds counted down before a photo is taken; one of [`COUNTDOWNS`].
    pub countdown: u8,
    /// What the shutter takes.
    pub shot: Shot,
    /// Name of the camera that was chosen last; its place among those that are connected may change.
    pub camera: Option<String>,
    /// What the salon is called on sheets; empty at home.
    pub salon: String,
    /// Ids of looks that the person marked, the newest last.
    pub favourites: Vec<String>,
    /// Ids of looks that were worn, the latest first; at most [`MOST_RECENT`].
    pub recent: Vec<String>,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            welcomed: false,
            language: None,
            appearance: Appearance::System,
            text_scale: 1.0,
            still: false,
            countdown: 3,
            shot: Shot::default(),
            camera: None,
            salon: String::new(),
            favourites: Vec::new(),
            recent: Vec::new(),
        }
    }
}

impl Preferences {
    /// Whether a look is marked.
    pub fn is_favourite(&self, id: &str) -> bool {
        self.favourites.iter().any(|favourite| favourite == id)
    }

    /// Marks a look, or does not any more.
    pub fn toggle_favourite(&mut self, id: &str) {
        match self.is_favourite(id) {
            true => self.favourites.retain(|favourite| favourite != id),
            false => self.favourites.push(id.into()),
        }
    }

    /// Remembers that a look was worn.
    pub fn note_worn(&mut self, id: &str) {
        self.recent.retain(|recent| recent != id);
        self.recent.insert(0, id.into());
        self.recent.truncate(MOST_RECENT);
    }

    /// Takes the nearest value that is offered, whatever a file said.
    fn brought_into_bounds(mut self) -> Self {
        let near = |scale: f32| TEXT_SCALES.into_iter().min_by(|a, b| (a - scale).abs().total_cmp(&(b - scale).abs()));
        self.text_scale = near(self.text_scale).filter(|_| self.text_scale.is_finite()).unwrap_or(1.0);
        let near = COUNTDOWNS.into_iter().min_by_key(|seconds| seconds.abs_diff(self.countdown));
        self.countdown = near.unwrap_or_default();
        self.recent.truncate(MOST_RECENT);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_worn_lately_is_there_once_and_first() {
        let mut preferences = Preferences::default();
        (0..20).for_each(|i| preferences.note_worn(&i.to_string()));
        preferences.note_worn("15");
        assert_eq!(preferences.recent.len(), MOST_RECENT);
        assert_eq!(preferences.recent[..3], ["15", "19", "18"]);
    }

    #[test]
    fn a_favourite_is_marked_once() {
        let mut preferences = Preferences::default();
        preferences.toggle_favourite("a");
        assert!(preferences.is_favourite("a"));
        preferences.toggle_favourite("a");
        assert!(preferences.favourites.is_empty());
    }
}
