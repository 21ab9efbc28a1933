//! How much a card may hold, and how texts are cleaned before they are kept.

use super::SalonError;

/// Fewest characters of a new passphrase.
pub const SHORTEST_PASSPHRASE: usize = 8;
/// Longest name of a client, characters.
pub const LONGEST_NAME: usize = 200;
/// Longest text on how to reach a client, characters.
pub const LONGEST_CONTACT: usize = 1000;
/// Longest notes, of a client and of a consultation each, characters.
pub const LONGEST_NOTES: usize = 20_000;
/// Longest wording of a consent, characters.
pub const LONGEST_WORDING: usize = 20_000;
/// Longest line of advice, and longest name of a look, a product and what belongs to it, characters.
pub const LONGEST_LINE: usize = 1000;
/// Longest look document, characters.
pub const LONGEST_DOCUMENT: usize = 64 * 1024;
/// Most looks, products and lines of advice of a consultation, each.
pub const MOST_IN_A_LIST: usize = 200;
/// Largest picture, bytes.
pub const LARGEST_PICTURE: usize = 8 << 20;

/// A text on one line: breaks become blanks, what cannot be seen is removed.
///
/// # Errors
/// [`SalonError::TooLong`] counts what would be left.
pub(super) fn line(what: &'static str, text: &str, most: usize) -> Result<String, SalonError> {
    let text: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    paragraphs(what, text.trim(), most)
}

/// A text of one line or more: what cannot be seen is removed, but for breaks and tabs.
///
/// # Errors
/// As [`line()`].
pub(super) fn paragraphs(what: &'static str, text: &str, most: usize) -> Result<String, SalonError> {
    let text: String = text.chars().filter(|c| !is_unseen(*c)).collect();
    not_longer(what, "characters", text.chars().count(), most)?;
    Ok(text)
}

/// The lines of a list, cleaned one by one.
///
/// # Errors
/// [`SalonError::TooLong`], of the list or of what is in it.
pub(super) fn list<T>(
    what: &'static str,
    items: &[T],
    clean: impl Fn(&T) -> Result<T, SalonError>,
) -> Result<Vec<T>, SalonError> {
    not_longer(what, "entries", items.len(), MOST_IN_A_LIST)?;
    items.iter().map(clean).collect()
}

/// A text that has to say something.
///
/// # Errors
/// [`SalonError::Empty`].
pub(super) fn needed(what: &'static str, text: String) -> Result<String, SalonError> {
    if text.trim().is_empty() { Err(SalonError::Empty { what }) } else { Ok(text) }
}

fn not_longer(what: &'static str, unit: &'static str, found: usize, most: usize) -> Result<(), SalonError> {
    if found > most { Err(SalonError::TooLong { what, most, unit, found }) } else { Ok(()) }
}

/// Control characters, and those that turn the direction of what follows: with them a name can be made to look like another. The marks
/// that some scripts need for joining letters are none of these.
fn is_unseen(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\t');
    control || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_removed() {
        assert_eq!(line("name", " Zoë\n\tO\u{0}'H\u{7}ara\u{202e}\u{9b} ", 200).unwrap(), "Zoë  O'Hara");
        assert_eq!(line("name", "می\u{200c}نا", 200).unwrap(), "می\u{200c}نا");
        assert_eq!(paragraphs("notes", "a\r\n\tb\u{1b}[31m", 200).unwrap(), "a\n\tb[31m");
    }

    #[test]
    fn the_limit_counts_characters_that_are_left() {
        assert_eq!(line("name", &"é".repeat(200), 200).unwrap().chars().count(), 200);
        assert!(line("name", &format!("{}\u{0}", "é".repeat(200)), 200).is_ok());
        let error = line("name", &"é".repeat(201), 200).unwrap_err().to_string();
        assert!(error.contains("name") && error.contains("200 characters") && error.contains("201"), "{error}");
        let advice = vec![String::new(); MOST_IN_A_LIST + 1];
        let error = list("advice", &advice, |text| Ok(text.clone())).unwrap_err().to_string();
        assert!(error.contains("200 entries"), "{error}");
    }

    #[test]
    fn blanks_say_nothing() {
        assert!(matches!(needed("name", " \n".into()), Err(SalonError::Empty { what: "name" })));
        assert_eq!(needed("name", "a".into()).unwrap(), "a");
    }
}
