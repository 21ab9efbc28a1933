//! Panels and widgets: draws the studio's state and gives what the person asked for; changes nothing itself.

mod about;
mod advice;
mod adviser;
mod atelier;
mod board;
mod card;
mod catalog;
mod catalog_colour;
mod catalog_import;
pub mod catalog_thread;
mod client_screen;
mod clients;
pub mod clients_thread;
mod clipboard;
mod colour_well;
pub mod consulting;
mod cover;
mod details;
mod dialogs;
mod explain;
mod found;
mod gallery;
mod goods;
mod help;
mod keys;
pub mod kiosk;
mod nearest;
mod on_air;
pub mod opening;
mod overlay;
mod picking;
pub mod pictures;
mod products;
mod reference;
mod roll;
mod saving;
mod shape_tile;
mod share;
mod shelf;
mod shooting;
mod shutter;
mod sideways;
mod stage;
mod tasks;
pub mod tokens;
mod toolbar;
pub mod view;
mod welcome;
mod widgets;
mod window;
mod worker;
mod zoom;

pub use window::{WindowError, WindowOptions, run};

use std::{path::PathBuf, sync::Arc};

use egui::ColorImage;

use crate::{
    look::article::Link,
    salon::ClientId,
    studio::{Command, ShareChoice},
};
pub use catalog_thread::CatalogWish;
pub use clients_thread::ClientsWish;

/// What a person asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// A change of the state.
    Studio(Command),
    /// Choose a photo, clip or look to open.
    ChooseFile,
    /// Show this picture or film, whatever look it holds.
    Show(PathBuf),
    /// Choose a photo to copy a look from.
    ChooseReference,
    /// Copy the look of this photo.
    CopyFrom(PathBuf),
    /// Copy the look of this photo, which holds none.
    ReadPhoto(PathBuf),
    /// Import the shades of this table.
    ImportCatalog(PathBuf),
    /// Break off the task of this number.
    Stop(u64),
    /// Copy the look of a picture that was pasted.
    CopyPasted(Arc<ColorImage>),
    /// Copy the look of one of the photo's faces, counted from 1 at its left.
    CopyFace(usize),
    /// Choose a table of shades to import.
    ChooseCatalog,
    /// Something that takes a while with catalogues.
    Catalog(CatalogWish),
    /// Something that takes a while with client cards.
    Clients(ClientsWish),
    /// Choose where what is known of a client of this name is written to.
    ExportClient(ClientId, String),
    /// Keep what is worn with the consultation that is going on, with or without pictures.
    KeepTried {
        /// Whether the client has agreed to pictures.
        pictures: bool,
    },
    /// Keep the notes that were typed.
    KeepNotes,
    /// Save a sheet about what is worn.
    SaveSheet,
    /// Open a page about something that one can buy, outside of the program.
    OpenPage(Link),
    /// Put a text into the clipboard.
    CopyText(String),
    /// Look at the newest frame and say what suits.
    LookAtMe,
    /// Draw a step of the guide, counted from 0.
    DrawStep(usize),
    /// Lift what lies on the face of the photo off, as a picture.
    LiftDrawing,
    /// Draw a new look.
    Surprise,
    /// Finish the look around what is locked.
    Finish,
    /// Take a picture, or stop taking one.
    Shoot,
    /// The picture into the clipboard.
    CopyPicture(ShareChoice),
    /// Read a picture that was taken.
    LoadTaken(PathBuf),
    /// A picture that was taken into the clipboard.
    CopyTaken(PathBuf),
    /// A file into the clipboard.
    CopyFile(PathBuf),
    /// Choose where a copy of what was taken is written.
    SaveCopy(PathBuf),
    /// Delete a picture that was taken.
    DeleteTaken(PathBuf),
    /// Show the folder of pictures that were taken.
    ShowFolder,
    /// Choose where the picture is saved.
    Save(ShareChoice),
    /// Save the look that is worn as a file.
    SaveLook,
    /// Look which cameras are connected.
    ListCameras,
    /// Fill the screen, or not any more.
    ToggleFullScreen,
    /// Close the window.
    Close,
}

impl Request {
    /// A line for the person.
    fn tell(text: String) -> Self {
        Self::Studio(Command::Tell(text))
    }
}
