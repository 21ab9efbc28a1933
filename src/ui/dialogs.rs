//! The system's own file dialogs, on threads of their own.

use std::{
    path::PathBuf,
    sync::mpsc::{Receiver, Sender, channel},
};

use crate::{
    export::{
        MovingKind,
        gallery::{free_name, pictures_folder},
    },
    language::say,
    raster::codec,
    salon::ClientId,
    studio::ShareChoice,
};

/// What a dialog ended with.
#[derive(Debug)]
pub enum Answer {
    /// Open this.
    Open(PathBuf),
    /// Copy the look of this.
    CopyFrom(PathBuf),
    /// Save there.
    SaveAs(PathBuf, ShareChoice),
    /// Write a copy of the first there.
    SaveCopyAs(PathBuf, PathBuf),
    /// Save the look there.
    SaveLookAs(PathBuf),
    /// Import the shades of this.
    Catalog(PathBuf),
    /// Save the sheet there.
    SaveSheetAs(PathBuf),
    /// Write what is known of a client into this new folder.
    ExportClient(ClientId, PathBuf),
    /// This system has no dialogs for it.
    NoDialogs(Wanted),
}

/// What a dialog is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Something to open.
    Open,
    /// A photo to copy a look from.
    Reference,
    /// A table of shades.
    Catalog,
    /// A name for the picture.
    Picture(ShareChoice),
    /// A name for a copy of this.
    Copy(PathBuf),
    /// A name for the look.
    Look,
    /// A name for the sheet.
    Sheet,
    /// A folder for what is known of a client.
    Export(ClientId),
}

/// Dialogs that are open, and their answers.
pub struct Dialogs {
    sender: Sender<Answer>,
    answers: Receiver<Answer>,
}

impl Default for Dialogs {
    fn default() -> Self {
        let (sender, answers) = channel();
        Self { sender, answers }
    }
}

impl Dialogs {
    /// Asks for a photo, clip or look to open.
    pub fn ask_open(&self, ctx: &egui::Context) {
        self.ask(ctx, Wanted::Open, || {
            let dialog = rfd::FileDialog::new().set_title(say("Open a photo, a clip or a look"));
            let dialog = dialog.add_filter(
                say("Photos, clips and looks"),
                &["png", "jpg", "jpeg", "webp", "mp4", "mov", "m4v", "mkv", "webm", "avi", "toml", "json"],
            );
            dialog.add_filter(say("All files"), &["*"]).pick_file().map(Answer::Open)
        });
    }

    /// Asks for a photo to copy a look from.
    pub fn ask_reference(&self, ctx: &egui::Context) {
        self.ask(ctx, Wanted::Reference, || {
            let dialog = rfd::FileDialog::new().set_title(say("Copy the makeup of a photo"));
            let films = [MovingKind::Animation.suffix(), MovingKind::Film.suffix()];
            let dialog = dialog.add_filter(say("Photos"), &[&codec::SUFFIXES[..], &films].concat());
            dialog.add_filter(say("All files"), &["*"]).pick_file().map(Answer::CopyFrom)
        });
    }

    /// Asks for a table of shades.
    pub fn ask_catalog(&self, ctx: &egui::Context) {
        self.ask(ctx, Wanted::Catalog, || {
            let dialog = rfd::FileDialog::new().set_title(say("Import a catalogue"));
            let dialog = dialog.add_filter(say("Tables"), &["csv", "tsv", "txt", "json"]);
            dialog.add_filter(say("All files"), &["*"]).pick_file().map(Answer::Catalog)
        });
    }

    /// Asks where to save a picture.
    pub fn ask_save(&self, ctx: &egui::Context, name: String, choice: ShareChoice) {
        self.ask(ctx, Wanted::Picture(choice), move || {
            let dialog = rfd::FileDialog::new().set_title(say("Save the picture")).set_file_name(name);
            let dialog = dialog.set_directory(pictures_folder());
            dialog
                .add_filter(say("Pictures"), &["png", "jpg", "webp"])
                .save_file()
                .map(|path| Answer::SaveAs(with_suffix(path, "png"), choice))
        });
    }

    /// Asks where to write a copy of a file.
    pub fn ask_copy(&self, ctx: &egui::Context, from: PathBuf) {
        self.ask(ctx, Wanted::Copy(from.clone()), move || {
            let suffix = from.extension().unwrap_or_default().to_string_lossy().into_owned();
            let name = from.file_name().unwrap_or_default().to_string_lossy();
            let dialog = rfd::FileDialog::new().set_title(say("Save a copy")).set_file_name(name);
            let place = dialog.set_directory(pictures_folder()).save_file()?;
            Some(Answer::SaveCopyAs(from, with_suffix(place, &suffix)))
        });
    }

    /// Asks where to save a look.
    pub fn ask_save_look(&self, ctx: &egui::Context, name: String) {
        self.ask(ctx, Wanted::Look, move || {
            let dialog = rfd::FileDialog::new().set_title(say("Save the look")).set_file_name(name);
            let dialog = dialog.add_filter(say("Looks"), &["toml"]);
            dialog.save_file().map(|path| Answer::SaveLookAs(with_suffix(path, "toml")))
        });
    }

    /// Asks where to save a sheet.
    pub fn ask_save_sheet(&self, ctx: &egui::Context, name: String) {
        self.ask(ctx, Wanted::Sheet, move || {
            let dialog = rfd::FileDialog::new().set_title(say("Save the sheet")).set_file_name(name);
            let dialog = dialog.set_directory(pictures_folder()).add_filter(say("Documents"), &["pdf"]);
            dialog.save_file().map(|path| Answer::SaveSheetAs(with_suffix(path, "pdf")))
        });
    }

    /// Asks for the folder in which a new one, with what is known of a client, is made.
    pub fn ask_export(&self, ctx: &egui::Context, client: ClientId, name: String) {
        self.ask(ctx, Wanted::Export(client), move || {
            let dialog = rfd::FileDialog::new().set_title(say("Where to write what is known of the client"));
            dialog.pick_folder().map(|folder| Answer::ExportClient(client, free_name(&folder, &file_stem(&name), "")))
        });
    }

    /// The next answer.
    pub fn answer(&self) -> Option<Answer> {
        self.answers.try_recv().ok()
    }

    fn ask(&self, ctx: &egui::Context, wanted: Wanted, dialog: impl FnOnce() -> Option<Answer> + Send + 'static) {
        let (sender, ctx, without) = (self.sender.clone(), ctx.clone(), wanted.clone());
        let asked = std::thread::Builder::new().name("vanity-dialog".into()).spawn(move || {
            let answer = if available() { dialog() } else { Some(Answer::NoDialogs(wanted)) };
            // The window may be closed by now.
            let _ = answer.map(|answer| sender.send(answer));
            ctx.request_repaint();
        });
        if asked.is_err() {
            let _ = self.sender.send(Answer::NoDialogs(without));
        }
    }
}

/// A name as a file may have it.
fn file_stem(name: &str) -> String {
    let kept: String = name.chars().map(|c| if c.is_alphanumeric() || " -_".contains(c) { c } else { '-' }).collect();
    kept.trim().chars().take(60).collect()
}

fn with_suffix(path: PathBuf, suffix: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(suffix) }
}

/// Linux has dialogs where there is a desktop portal or one of the small programs; elsewhere they are part of the system.
fn available() -> bool {
    let program = |name: &str| {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&folders).any(|folder| folder.join(name).is_file())
    };
    !cfg!(target_os = "linux")
        || ["zenity", "kdialog", "qarma", "yad"].into_iter().any(program)
        || std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_name_without_a_suffix_gets_one() {
        assert_eq!(with_suffix("x/b.jpg".into(), "png"), Path::new("x/b.jpg"));
        assert_eq!(with_suffix("x/b".into(), "png"), Path::new("x/b.png"));
    }
}
