//! Panels and widgets: draws the studio's state and gives what the person asked for; changes nothing itself.

mod about;
mod dialogs;
mod explain;
mod keys;
pub mod opening;
mod overlay;
pub mod pictures;
mod products;
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
    /// Choose a photo, clip or look to open.
    ChooseFile,
    /// Save the picture.
    Save,
    /// Save the look that is worn as a file.
    SaveLook,
    /// Look which cameras are connected.
    ListCameras,
    /// Fill the screen, or not any more.
    ToggleFullScreen,
    /// Close the window.
    Close,
}
