//! What the program says, in the person's own language.
//!
//! Sentences are written in English where they are said, and wrapped: [`say()`] for fixed words, `say!` for sentences with holes. Another
//! language is one file in which each English sentence stands beside its translation; a sentence that it lacks is said in English.

mod file;
pub(crate) mod sentence;

use std::{
    path::PathBuf,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::resources::{self, Resources};
pub use file::{Language, LanguageError};
pub(crate) use sentence::say;

/// The languages beside English, once they have been learnt.
static LEARNT: OnceLock<Vec<Language>> = OnceLock::new();
/// The one that is spoken: its place in [`LEARNT`] and one; zero is English.
static SPOKEN: AtomicUsize = AtomicUsize::new(0);

/// Code of the language that sentences are written in.
pub const ENGLISH: &str = "en";

/// Reads every language file of some folders, once in the life of the program; folders that are not there are passed over. A file in a later
/// folder replaces one of the same name in an earlier one.
///
/// Returns what is wrong with files that had to be left out; nothing when it was called before.
pub fn learn(folders: &[PathBuf]) -> Vec<LanguageError> {
    let mut faults = Vec::new();
    LEARNT.get_or_init(|| file::languages(folders, &mut faults));
    faults
}

/// Learns the languages of the house and those that the person has put into `languages/` beside their own things. As [`learn`].
pub fn learn_all(resources: &Resources) -> Vec<LanguageError> {
    let own = resources::kept().map(|folder| folder.join("languages"));
    learn(&[Some(resources.asset("languages")), own].into_iter().flatten().collect::<Vec<_>>())
}

/// The languages that can be spoken beside English, in the order of their codes.
pub fn learnt() -> &'static [Language] {
    LEARNT.get().map_or(&[], Vec::as_slice)
}

/// Speaks the language of this code from now on: `None` is the system's, as far as it was learnt. A code that nobody has learnt means English.
pub fn speak(code: Option<&str>) {
    let place = match code {
        Some(code) => place_of(code),
        None => sys_locale::get_locales().find_map(|locale| known(&locale)).unwrap_or_default(),
    };
    SPOKEN.store(place, Ordering::Relaxed);
}

fn place_of(code: &str) -> usize {
    learnt().iter().position(|language| language.code == code).map_or(0, |place| place + 1)
}

/// The place of the language that the system asks for by a tag such as `zh-CN`, `zh_Hans.UTF-8` or `en-GB`; `None` where it is not known.
fn known(locale: &str) -> Option<usize> {
    let primary = |tag: &str| tag.split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
    let wanted = primary(locale);
    if wanted == ENGLISH || wanted == "c" {
        return Some(0);
    }
    learnt().iter().position(|language| primary(&language.code) == wanted).map(|place| place + 1)
}

/// Code of the language that is spoken.
pub fn spoken() -> &'static str {
    current().map_or(ENGLISH, |language| &language.code)
}

fn current() -> Option<&'static Language> {
    let place = SPOKEN.load(Ordering::Relaxed).checked_sub(1)?;
    learnt().get(place)
}

/// Words in the language that is spoken; as they are where it has none for them.
pub fn say(english: &str) -> &str {
    current().and_then(|language| language.translation(english)).unwrap_or(english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_stay_as_they_are() {
        assert_eq!(say("Nobody has translated this"), "Nobody has translated this");
        assert_eq!(say!("{a} and {b}", a = 1, b = format_args!("{:.1}", 2.04)), "1 and 2.0");
    }

    #[test]
    fn the_system_may_ask_for_english_in_many_ways() {
        assert!(["en-GB", "en_US.UTF-8", "C", "C.UTF-8"].into_iter().all(|locale| known(locale) == Some(0)));
        assert_eq!(known("xx-YY"), None);
    }
}
