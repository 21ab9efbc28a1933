//! What a file is that the person opens or drops onto the window: a look, or a picture to look at.

use std::path::{Path, PathBuf};

use super::{Request, catalog_thread};
use crate::{
    capture::SourceSpec,
    export::MovingKind,
    language::say,
    look::file::{self, Opened},
    raster::codec,
    studio::Command,
};

/// Suffixes of look documents, and of looks to import.
const LOOKS: [&str; 2] = ["toml", "json"];
/// How many things that an imported look leaves out are told in the window; the command line tells all.
const MOST_TOLD: usize = 3;

/// What dropping a file onto the window asks for. A photo may be there to be made up or to be copied from: the person is asked.
pub fn dropped(path: PathBuf) -> Vec<Request> {
    if codec::has_suffix(&path) {
        vec![Request::Studio(Command::Offer(Some(path)))]
    } else if catalog_thread::is_meant(&path) {
        vec![Request::ImportCatalog(path)]
    } else {
        opened(path).into_iter().map(Request::Studio).collect()
    }
}

/// What copying the look of a photo asks for: one that holds its look need not be read.
pub fn copied(path: PathBuf) -> Vec<Request> {
    match file::worn_in(&path) {
        Ok(Some(opened)) => {
            std::iter::once(Command::Offer(None)).chain(worn(&path, opened)).map(Request::Studio).collect()
        }
        Ok(None) | Err(_) => vec![Request::ReadPhoto(path)],
    }
}

/// What opening a file asks for. A film is there to be watched, whatever it holds.
pub fn opened(path: PathBuf) -> Vec<Command> {
    let is_one_of = |suffixes: &[&str]| {
        path.extension().is_some_and(|suffix| suffixes.iter().any(|one| suffix.eq_ignore_ascii_case(one)))
    };
    if !is_one_of(&LOOKS) {
        return match file::worn_in(&path) {
            Ok(Some(opened)) if !is_one_of(&[MovingKind::Film.suffix()]) => worn(&path, opened),
            // A look that cannot be read keeps nobody from the picture.
            Ok(_) | Err(_) => vec![Command::Open(SourceSpec::File(path))],
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

/// The look that a picture holds is worn as it was there.
fn worn(path: &Path, opened: Opened) -> Vec<Command> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let told = Command::Tell(say!("The look that is worn in {picture}", picture = name));
    let intensity = opened.intensity.map(Command::Intensity);
    std::iter::once(Command::TryOn(Box::new(opened.look))).chain(intensity).chain([told]).collect()
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
    use crate::{
        export::gallery,
        look::{Library, Worn},
        raster::Pixmap,
        resources::Resources,
    };

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
        let path = folder.path().join("me.jpg");
        let taken = Worn { look: look.clone(), intensity: 0.4 };
        gallery::save(&path, &Pixmap::new(8, 8), Some(&taken)).unwrap();
        let commands = opened(path.clone());
        let [Command::TryOn(worn), Command::Intensity(0.4), Command::Tell(_)] = &commands[..] else {
            panic!("{commands:?}")
        };
        assert_eq!(worn.products, look.products);
        assert_eq!(copied(path.clone()).len(), 4, "it need not be read");
        assert_eq!(dropped(path.clone()), [Request::Studio(Command::Offer(Some(path.clone())))], "the person is asked");
        gallery::save(&path, &Pixmap::new(8, 8), None).unwrap();
        assert_eq!(opened(path.clone()), [Command::Open(SourceSpec::File(path.clone()))]);
        assert_eq!(copied(path.clone()), [Request::ReadPhoto(path)]);
    }

    #[test]
    fn everything_else_is_looked_at() {
        assert_eq!(opened("a.png".into()), [Command::Open(SourceSpec::File("a.png".into()))]);
    }
}
