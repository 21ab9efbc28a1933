//! Panels and widgets: draws the studio's state and gives what the person asked for; changes nothing itself.

mod dialogs;
mod keys;
mod overlay;
pub mod pictures;
mod saving;
mod shelf;
mod stage;
pub mod tokens;
mod toolbar;
pub mod view;
mod widgets;
mod window;

pub use window::{WindowError, WindowOptions, run};

use crate::studio::Command;

/// What a person asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// A change of the state.
    Studio(Command),
    /// Choose a photo or clip.
    ChooseFile,
    /// Save the picture.
    Save,
    /// Look which cameras are connected.
    ListCameras,
    /// Fill the screen, or not any more.
    ToggleFullScreen,
    /// Close the window.
    Close,
}
