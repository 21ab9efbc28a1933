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
