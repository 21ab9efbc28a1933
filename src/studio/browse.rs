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
        let looks: Vec<&Look> = match &self.browsing {
            Browse::All => self.guest.iter().chain(&self.looks).collect(),
            Browse::Family(family) => {
                self.guest.iter().chain(self.looks.iter().filter(|look| look.family == *family)).collect()
            }
            Browse::Favourites => self.named(&self.preferences.favourites),
            Browse::Recent => self.named(&self.preferences.recent),
        };
        let words: Vec<String> = self.search.split_whitespace().map(str::to_lowercase).collect();
        let mut found: Vec<(usize, &Look)> =
            looks.into_iter().filter_map(|look| Some((farness(look, &words)?, look))).collect();
        found.sort_by_key(|(farness, _)| *farness);
        found.into_iter().map(|(_, look)| look).collect()
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

/// How far words, in small letters, are from what people know a look by, as it is written and as they read it: found in its name they are
/// next to it, then where a word of its family, tags or products begins so, then as whole words of its description. `None` where one of
/// them is in none of these.
fn farness(look: &Look, words: &[String]) -> Option<usize> {
    let kinds = std::iter::once(look.family.as_str()).chain(look.tags.iter().map(String::as_str));
    let kinds: Vec<&str> = kinds.chain(look.products.iter().map(|product| product.name())).collect();
    let told = |text: &str, word: &str, whole: bool| [text, say(text)].iter().any(|text| has(text, word, whole));
    let of = |word: &String| match word {
        word if told(&look.name, word, false) => Some(0),
        word if kinds.iter().any(|text| told(text, word, false)) => Some(1),
        word => told(&look.description, word, true).then_some(2),
    };
    words.iter().map(of).sum()
}

/// Whether a word of a text begins with one in small letters, or is it. Writing without letters of an alphabet has no words to begin.
fn has(text: &str, word: &str, whole: bool) -> bool {
    let text = text.to_lowercase();
    let letter = |letter: char| letter.is_ascii_alphanumeric();
    text.match_indices(word).any(|(at, found)| {
        let (begins, ends) = (!text[..at].ends_with(letter), !text[at + found.len()..].starts_with(letter));
        begins && (ends || !whole)
    })
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
        studio.update(Command::Search("red".into()));
        assert_eq!(ids(&studio)[0], "classic-red", "a name counts before what is said of a look");
        assert!(!ids(&studio).contains(&"well-rested"), "redness is not red");
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
