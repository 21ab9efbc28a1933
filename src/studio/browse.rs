//! Finding a look: families, favourites, what was worn lately, and words.

use super::{Command, Studio};
use crate::{language::say, look::Look, pipeline::EngineCommand};

/// Longest text to search for, letters.
const LONGEST_SEARCH: usize = 60;

/// Which looks stand on the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Browse {
    /// All.
    #[default]
    All,
    /// Those that the person marked.
    Favourites,
    /// Those that were worn lately, the latest first.
    Recent,
    /// Those of a family.
    Family(String),
}

impl Studio {
    /// The looks on the shelf: a guest first, then those that are browsed and that the searched words are in.
    pub fn shelf(&self) -> Vec<&Look> {
        let mut looks: Vec<&Look> = match &self.browsing {
            Browse::All => self.guest.iter().chain(&self.looks).collect(),
            Browse::Family(family) => {
                self.guest.iter().chain(self.looks.iter().filter(|look| look.family == *family)).collect()
            }
            Browse::Favourites => self.named(&self.preferences.favourites),
            Browse::Recent => self.named(&self.preferences.recent),
        };
        let words: Vec<String> = self.search.split_whitespace().map(str::to_lowercase).collect();
        looks.retain(|look| words.iter().all(|word| is_told_by(look, word)));
        looks
    }

    /// The looks of these ids that are there, in this order.
    fn named(&self, ids: &[String]) -> Vec<&Look> {
        ids.iter().filter_map(|id| self.all_looks().find(|look| look.id == *id)).collect()
    }

    /// The family that is browsed, if one is.
    pub fn family(&self) -> Option<&str> {
        match &self.browsing {
            Browse::Family(family) => Some(family),
            Browse::All | Browse::Favourites | Browse::Recent => None,
        }
    }

    pub(super) fn browse(&mut self, command: Command) -> Vec<EngineCommand> {
        match command {
            Command::Browse(Browse::Family(family)) if !self.families().contains(&family.as_str()) => {
                self.browsing = Browse::All;
            }
            Command::Browse(browse) => self.browsing = browse,
            Command::Search(text) => self.search = text.chars().take(LONGEST_SEARCH).collect(),
            Command::ToggleFavourite(id) if self.all_looks().any(|look| look.id == id) => {
                self.preferences.toggle_favourite(&id);
            }
            _ => {}
        }
        Vec::new()
    }
}

/// Whether a word, in small letters, is in what people know a look by, as it is written and as they read it: its name, family, tags,
/// description and products.
fn is_told_by(look: &Look, word: &str) -> bool {
    let texts = [&look.name, &look.family, &look.description].into_iter().chain(&look.tags);
    let products = look.products.iter().map(|product| product.name());
    let mut texts = texts.map(String::as_str).chain(products);
    texts.any(|text| [text, say(text)].iter().any(|text| text.to_lowercase().contains(word)))
}

#[cfg(test)]
mod tests {
    use super::{super::test_studio as studio, *};

    fn ids(studio: &Studio) -> Vec<&str> {
        studio.shelf().iter().map(|look| look.id.as_str()).collect()
    }

    #[test]
    fn every_word_has_to_be_found_somewhere() {
        let mut studio = studio();
        studio.update(Command::Search("  RED classic ".into()));
        assert_eq!(ids(&studio), ["classic-red"]);
        studio.update(Command::Search("freckles".into()));
        assert!(ids(&studio).contains(&"sun-freckles"));
        studio.update(Command::Search("no such look anywhere".into()));
        assert!(ids(&studio).is_empty());
        studio.update(Command::Step(1));
        assert_eq!(studio.worn, None, "there is nothing to go along");
    }

    #[test]
    fn favourites_and_recents_stand_in_their_order() {
        let mut studio = studio();
        for id in ["cobalt", "soft-rose", "no-such-look"] {
            studio.update(Command::ToggleFavourite(id.into()));
            studio.update(Command::Wear(Some(id.into())));
        }
        studio.update(Command::Browse(Browse::Favourites));
        assert_eq!(ids(&studio), ["cobalt", "soft-rose"]);
        studio.update(Command::Browse(Browse::Recent));
        assert_eq!(ids(&studio), ["soft-rose", "cobalt"]);
        studio.update(Command::Browse(Browse::Family("nobody's".into())));
        assert_eq!(studio.browsing, Browse::All);
    }
}
