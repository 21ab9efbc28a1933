//! What a look is called after its file.

/// Longest id and name, characters.
const LONGEST: usize = 60;

/// The id and the name of a look whose file has this name, without its suffix: `my_Summer look` is `my-summer-look`, "My Summer
/// Look". Both are as a look document allows them.
pub fn of_file(file: &str) -> (String, String) {
    let words: Vec<&str> = file.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name: String = words.iter().map(|word| capitalized(word)).collect::<Vec<_>>().join(" ");
    let name: String = name.chars().take(LONGEST).collect();
    let plain = |word: &str| -> String { word.chars().filter(char::is_ascii_alphanumeric).collect() };
    let id = words.iter().map(|word| plain(word)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let id: String = id.to_ascii_lowercase().chars().take(LONGEST).collect();
    let or =
        |text: String, instead: &str| if text.trim().is_empty() { instead.to_owned() } else { text.trim().to_owned() };
    (or(id, "look"), or(name, "Look"))
}

/// The word with its first letter in upper case.
pub fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::of_file;

    #[test]
    fn names_are_readable_and_ids_are_plain() {
        assert_eq!(of_file("party-look_2"), ("party-look-2".into(), "Party Look 2".into()));
        assert_eq!(of_file("été"), ("t".into(), "Été".into()));
        assert_eq!(of_file("口紅"), ("look".into(), "口紅".into()));
        assert_eq!(of_file("..."), ("look".into(), "Look".into()));
        let (id, name) = of_file(&"a".repeat(200));
        assert_eq!((id.len(), name.len()), (60, 60));
    }
}
