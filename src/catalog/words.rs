//! Finding shades by their names, among as many as a table holds, while somebody types.

use super::Item;

/// Words that a shade's name has to have, in any order and case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Of what was typed; signs between words are none.
    pub fn of(text: &str) -> Self {
        let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
        Self(words.map(str::to_lowercase).collect())
    }

    /// Whether every shade has them.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a shade has all of them in its brand, product and name, or in its colour's number where it has none of those.
    pub fn are_in(&self, item: &Item) -> bool {
        let parts = [&item.article.brand, &item.article.product, &item.article.shade];
        if parts.iter().any(|part| !part.is_empty()) {
            return self.0.iter().all(|word| parts.iter().any(|part| holds(part, word)));
        }
        self.is_empty() || self.0.iter().all(|word| holds(&item.name(), word))
    }
}

/// Whether a text has a word, which is written small, in any case. Most texts are plain letters, which need no copy for that.
fn holds(text: &str, word: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(word);
    }
    word.is_ascii() && text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item(brand: &str, product: &str, shade: &str) -> Item {
        let mut item = Item::of([0x9E, 0x1B, 0x32]);
        (item.article.brand, item.article.product, item.article.shade) = (brand.into(), product.into(), shade.into());
        item
    }

    #[test]
    fn all_words_are_found_in_any_order_and_case() {
        let ruby = item("Maker", "Velvet Lipstick", "Rubí");
        for typed in ["", "  ", "maker", "VELVET make", "rubí", "RUBÍ velvet", "Maker · Velvet"] {
            assert!(Words::of(typed).are_in(&ruby), "{typed}");
        }
        for typed in ["maker plum", "rubi", "velvetlipstick", "é"] {
            assert!(!Words::of(typed).are_in(&ruby), "{typed}");
        }
        let nameless = item("", "", "");
        assert!(Words::of("9e1b").are_in(&nameless) && !Words::of("a0").are_in(&nameless));
    }

    proptest! {
        #[test]
        fn a_word_is_found_as_in_a_text_that_is_written_small(text in "\\PC{0,20}", word in "\\PC{1,3}") {
            let word = word.to_lowercase();
            prop_assert_eq!(holds(&text, &word), text.to_lowercase().contains(&word));
        }
    }
}
