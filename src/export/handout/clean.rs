//! Text from outside to text that can be set: nothing invisible, nothing without a glyph, nothing endless.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Fonts;

/// Most characters of a text; no place on a sheet holds more.
const LONGEST: usize = 1600;
/// Most marks over one letter: more would climb into the line above.
const MOST_MARKS: usize = 2;
/// Letters that Unicode does not take apart.
const PLAIN: [(char, char); 10] = [
    ('Ł', 'L'),
    ('ł', 'l'),
    ('Đ', 'D'),
    ('đ', 'd'),
    ('Ħ', 'H'),
    ('ħ', 'h'),
    ('‐', '-'),
    ('‑', '-'),
    ('―', '—'),
    ('⁓', '~'),
];

/// One line: all white space is one space.
pub fn line(text: &str, fonts: &Fonts) -> String {
    paragraphs(text, fonts).replace('\n', " ")
}

/// Lines that are kept, without empty ones.
pub fn paragraphs(text: &str, fonts: &Fonts) -> String {
    let mut settable = String::new();
    let mut marks = 0;
    for character in text.chars().take(LONGEST).nfc() {
        marks = if is_combining_mark(character) { marks + 1 } else { 0 };
        match character {
            '\n' | '\u{2028}' | '\u{2029}' => settable.push('\n'),
            _ if character.is_whitespace() || character.is_control() => settable.push(' '),
            _ if is_invisible(character) || marks > MOST_MARKS => {}
            _ => match replacement(character, fonts) {
                known if !known.is_empty() => settable.push_str(&known),
                _ if character.is_alphanumeric() && !settable.ends_with('?') => settable.push('?'),
                _ => {}
            },
        }
    }
    let lines = settable.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// What is set for a character: itself, or else its plain form; nothing where no font has either.
pub fn replacement(character: char, fonts: &Fonts) -> String {
    if fonts.has(character) {
        return character.to_string();
    }
    if let Some((_, plain)) = PLAIN.iter().find(|(from, _)| *from == character) {
        return plain.to_string();
    }
    std::iter::once(character).nfkd().filter(|&part| !is_combining_mark(part) && fonts.has(part)).collect()
}

/// Signs that steer other signs: joiners, directions, variants, tags.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFF}'
        | '\u{E0000}'..='\u{E0FFF}')
}
