//! What a file is that the person opens or drops onto the window: a look, or a picture to look at.

use std::path::{Path, PathBuf};

use crate::{
    capture::SourceSpec,
    language::say,
    look::file::{self, Opened},
    studio::Command,
};

/// Suffixes of look documents, and of looks to import.
const LOOKS: [&str; 2] = ["toml", "json"];
/// How many things that an imported look leaves out are told in the window; the command line tells all.
const MOST_TOLD: usize = 3;

/// What opening a file asks for.
pub fn opened(path: PathBuf) -> Vec<Command> {
    let is_look = path.extension().is_some_and(|suffix| LOOKS.iter().any(|look| suffix.eq_ignore_ascii_case(look)));
    if !is_look {
        return match file::worn_in(&path) {
            Ok(Some(opened)) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let told = say!("The look that is worn in {picture}", picture = name);
                vec![Command::TryOn(Box::new(opened.look)), Command::Tell(told)]
            }
            // A look that cannot be read keeps nobody from the picture.
            Ok(None) | Err(_) => vec![Command::Open(SourceSpec::File(path))],
        };
    }
    match file::open(&path) {
        Ok(opened) => {
            let told = told(&path, &opened).map(Command::Tell);
            std::iter::once(Command::TryOn(Box::new(opened.look))).chain(told).collect()
        }
        Err(error) => vec![Command::Tell(error.to_string())],
    }
}

/// What an imported look leaves out; `None` where that is nothing.
fn told(path: &Path, opened: &Opened) -> Option<String> {
    let left_out = &opened.left_out;
    let rest = left_out.len().saturating_sub(MOST_TOLD);
    let mut lines = vec![say!("'{name}' is worn. Not all of it could be taken over:", name = say(&opened.look.name))];
    lines.extend(left_out.iter().take(MOST_TOLD).map(|left_out| format!("• {left_out}")));
    if rest > 0 {
        lines.push(say!("and {rest} more: `vanity looks import {path}` lists all", rest = rest, path = path.display()));
    }
    (!left_out.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{export::gallery, look::Library, raster::Pixmap, resources::Resources};

    fn opened_as(name: &str, text: &str) -> Vec<Command> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        opened(path)
    }

    #[test]
    fn a_look_is_worn_and_what_it_leaves_out_is_told() {
        let palettes = r##""palettes": [{"color": "#AA1122"}]"##;
        let text = format!(
            "{{\"effects\": [{{\"category\": \"lip_color\", {palettes}, \"a\": 1, \"b\": 1, \"c\": 1, \"d\": 1, \"e\": 1}}]}}"
        );
        let commands = opened_as("Party.JSON", &text);
        let [Command::TryOn(look), Command::Tell(text)] = &commands[..] else { panic!("{commands:?}") };
        assert_eq!(look.name, "Party");
        assert!(text.contains("• effect 1 (lip_color), a: ") && text.contains("and 2 more"), "{text}");
        assert!(matches!(&opened_as("bad.toml", "x")[..], [Command::Tell(text)] if text.contains("bad.toml")));
    }

    #[test]
    fn a_picture_gives_back_the_look_that_is_worn_in_it() {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let look = library.get("classic-red").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("me.png");
        gallery::save(&path, &Pixmap::new(8, 8), Some(look)).unwrap();
        let commands = opened(path.clone());
        let [Command::TryOn(worn), Command::Tell(_)] = &commands[..] else { panic!("{commands:?}") };
        assert_eq!(worn.products, look.products);
        gallery::save(&path, &Pixmap::new(8, 8), None).unwrap();
        assert_eq!(opened(path.clone()), [Command::Open(SourceSpec::File(path))]);
    }

    #[test]
    fn everything_else_is_looked_at() {
        assert_eq!(opened("a.png".into()), [Command::Open(SourceSpec::File("a.png".into()))]);
    }
}
