//! The system's clipboard for pictures. The window's own would turn a picture into a file's bytes on the window's thread.

use std::{borrow::Cow, path::Path};

use arboard::{Error, ImageData};

use crate::{language::say, raster::Pixmap};

/// The clipboard, once it was asked for; on some systems what was put into it is there only as long as this is.
#[derive(Default)]
pub struct Clipboard(Option<arboard::Clipboard>);

impl Clipboard {
    /// Puts a picture into it; gives what to tell of that.
    pub fn put(&mut self, picture: &Pixmap) -> String {
        match self.try_put(picture) {
            Ok(()) => say("The picture is in the clipboard.").into(),
            Err(error) => say!("The picture cannot be copied: {problem}", problem = error),
        }
    }

    /// Puts a file into it, to be pasted into a folder or a message; gives what to tell of that.
    pub fn put_file(&mut self, path: &Path) -> String {
        let put = self.opened().and_then(|clipboard| clipboard.set().file_list(&[path]));
        match put {
            Ok(()) => say("The file is in the clipboard.").into(),
            Err(error) => say!("The file cannot be copied: {problem}", problem = error),
        }
    }

    fn opened(&mut self) -> Result<&mut arboard::Clipboard, Error> {
        let clipboard = match self.0.take() {
            Some(clipboard) => clipboard,
            None => arboard::Clipboard::new()?,
        };
        Ok(self.0.insert(clipboard))
    }

    fn try_put(&mut self, picture: &Pixmap) -> Result<(), Error> {
        let [width, height] = picture.size();
        self.opened()?.set_image(ImageData { width, height, bytes: Cow::Borrowed(picture.data()) })
    }
}
