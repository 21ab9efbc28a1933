//! The keyboard.

use std::{path::PathBuf, sync::Arc};

use egui::{Context, Id, Key, Modifiers};

use super::{Request, shelf};
use crate::{
    raster::codec,
    studio::{ClientsChange, Command, ShareChoice, Shared, Studio, Topic},
};

/// How much `+` and `-` change the intensity.
const INTENSITY_STEP: f32 = 0.1;

/// Keys of the first nine looks.
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// What the keys that were pressed since the last frame ask for.
pub fn requests(ctx: &Context, studio: &Studio) -> Vec<Request> {
    let mut requests: Vec<Request> = let_go(ctx, studio).into_iter().collect();
    let menu_open = egui::Popup::is_any_open(ctx);
    let (had_focus, has_focus) = focus(ctx);
    // Letters that are typed into a field mean nothing else; nor do those of somebody who is at the first steps.
    if ctx.text_edit_focused() || studio.welcome.is_some() {
        requests.extend(typing(ctx, studio));
        return requests;
    }
    let mut searching = false;
    let under_keyboard = shelf::under_keyboard(ctx);
    ctx.input_mut(|input| {
        if input.consume_key(Modifiers::COMMAND, Key::S) {
            requests.extend(given(studio, saved(studio)));
        }
        // Redo first: it is undo with one key more.
        let redone = input.count_and_consume_key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        requests.extend(std::iter::repeat_n(Request::Studio(Command::Redo), redone));
        let undone = input.count_and_consume_key(Modifiers::COMMAND, Key::Z);
        requests.extend(std::iter::repeat_n(Request::Studio(Command::Undo), undone));
        if input.consume_key(Modifiers::COMMAND, Key::Q) {
            requests.push(Request::Close);
        }
        let mut times = |key| input.count_and_consume_key(Modifiers::NONE, key) as isize;
        // Otherwise they go from one thing to another, or move a slider.
        let steps = if has_focus { 0 } else { times(Key::ArrowRight) - times(Key::ArrowLeft) };
        if steps != 0 {
            requests.push(Request::Studio(Command::Step(steps)));
        }
        let louder = times(Key::Plus) + times(Key::Equals) - times(Key::Minus);
        if louder != 0 {
            requests.push(Request::Studio(Command::Intensity(studio.intensity + INTENSITY_STEP * louder as f32)));
        }
        let simple = [
            (Key::S, Request::Studio(Command::ToggleSplit)),
            (Key::M, Request::Studio(Command::ToggleMirror)),
            (Key::P, Request::Studio(Command::ToggleProducts)),
            (Key::A, Request::Studio(Command::ToggleAdvice)),
            (Key::X, Request::Studio(Command::ToggleExplain)),
            (Key::F, Request::Studio(Command::ToggleSpeed)),
            (Key::O, Request::ChooseFile),
            (Key::C, Request::ChooseReference),
            (Key::Q, Request::Studio(Command::ToggleBoard)),
            (Key::E, Request::Studio(Command::Share(Some(Shared::Seen)))),
            (Key::T, Request::Shoot),
            (Key::G, Request::Studio(Command::ToggleGallery)),
            (Key::V, Request::Studio(Command::TogglePictureOnly)),
            (Key::F1, Request::Studio(Command::Help(Some(Topic::Start)))),
            (Key::D, Request::Studio(Command::ToggleClientScreen)),
            (Key::B, Request::Studio(Command::ToggleBroadcast)),
            (Key::L, Request::Studio(Command::Clients(ClientsChange::Toggle))),
            (Key::F11, Request::ToggleFullScreen),
            (Key::Num0, Request::Studio(Command::Wear(None))),
        ];
        for (key, request) in simple {
            let pressed = input.count_and_consume_key(Modifiers::NONE, key);
            requests.extend(std::iter::repeat_n(request, pressed));
        }
        let marked = under_keyboard.or_else(|| studio.worn.clone());
        if let Some(id) = marked.filter(|_| input.consume_key(Modifiers::NONE, Key::H)) {
            requests.push(Request::Studio(Command::ToggleFavourite(id)));
        }
        let slash = |event: &egui::Event| matches!(event, egui::Event::Text(text) if text == "/");
        searching = input.consume_key(Modifiers::COMMAND, Key::F) || input.events.iter().any(slash);
        // The field that gets the keyboard now is not to get this letter.
        input.events.retain(|event| !slash(event));
        if input.events.iter().any(|event| matches!(event, egui::Event::Copy)) {
            requests.extend(given(studio, copied(studio)));
        }
        let pasted = input.events.iter().find_map(|event| match event {
            egui::Event::PasteImage(image) => Some(Request::CopyPasted(Arc::clone(image))),
            egui::Event::Paste(text) => pasted_file(text).map(Request::CopyFrom),
            _ => None,
        });
        requests.extend(pasted);
        let asks = |event: &egui::Event| matches!(event, egui::Event::Text(text) if text == "?");
        if input.events.iter().any(asks) {
            requests.push(Request::Studio(Command::Help(Some(Topic::Keys))));
        }
        // An open menu takes Escape for itself.
        if !menu_open && input.consume_key(Modifiers::NONE, Key::Escape) {
            requests.extend(escaped(studio, had_focus).map(Request::Studio));
        }
        for (index, key) in DIGITS.into_iter().enumerate() {
            if input.consume_key(Modifiers::NONE, key) {
                requests.push(Request::Studio(Command::WearNth(index)));
            }
        }
    });
    if searching {
        ctx.memory_mut(|memory| memory.request_focus(shelf::search_field()));
    }
    // Where the keyboard is on a button, the space bar presses that.
    if !has_focus && !studio.before_held && ctx.input(|input| input.key_pressed(Key::Space)) {
        requests.push(Request::Studio(Command::HoldBefore(true)));
    }
    requests
}

/// Whether something had the keyboard before the newest keys, and whether something has it now: Escape takes it away before anybody else
/// hears of that key.
fn focus(ctx: &Context) -> (bool, bool) {
    let now = ctx.memory(|memory| memory.focused().is_some());
    let id = Id::unique("something had focus");
    let before = ctx.data_mut(|data| {
        let before = data.get_temp(id).unwrap_or(false);
        data.insert_temp(id, now);
        before
    });
    (before, now)
}

/// What Escape does: it closes what lies over everything else; then it takes the keyboard away from whatever had it, and no more; then it
/// closes panels. What is worn stays: one press too many is no wish to be bare.
fn escaped(studio: &Studio, had_focus: bool) -> Option<Command> {
    Some(match studio {
        studio if studio.picture_only => Command::TogglePictureOnly,
        studio if studio.sharing.is_some() => Command::Share(None),
        studio if studio.shutter.gallery_shown => Command::ToggleGallery,
        studio if studio.offered.is_some() => Command::Offer(None),
        studio if studio.catalogs.shown => Command::ToggleCatalog,
        studio if studio.about_shown => Command::ToggleAbout,
        studio if studio.picking.is_some() => Command::PickCard(None),
        studio if studio.help.is_some() => Command::Help(None),
        _ if had_focus => return None,
        studio if studio.board.is_some() => Command::ToggleBoard,
        studio if studio.mix.is_some() => Command::ToggleMix,
        studio if studio.reference.is_some() => Command::ShowReference(None),
        studio if studio.advising.is_some() => Command::ToggleAdvice,
        studio if studio.clients.shown => Command::Clients(ClientsChange::Toggle),
        studio if studio.products_shown => Command::ToggleProducts,
        _ => return None,
    })
}

/// Ends "before" when the key is let go of that began it, wherever the keyboard is by then.
fn let_go(ctx: &Context, studio: &Studio) -> Option<Request> {
    let released = ctx.input(|input| input.key_released(Key::Space) || input.key_released(Key::Enter));
    (studio.before_held && released).then_some(Request::Studio(Command::HoldBefore(false)))
}

/// Saves what is seen, or what the sheet is open for, as it says there.
fn saved(studio: &Studio) -> Request {
    match &studio.sharing {
        None => Request::Save(ShareChoice::default()),
        Some(Shared::Seen) => Request::Save(studio.share_choice),
        Some(Shared::Taken(path)) => Request::SaveCopy(path.clone()),
    }
}

/// The same for the clipboard.
fn copied(studio: &Studio) -> Request {
    match &studio.sharing {
        None => Request::CopyPicture(ShareChoice::default()),
        Some(Shared::Seen) => Request::CopyPicture(studio.share_choice),
        Some(Shared::Taken(path)) if codec::has_suffix(path) => Request::CopyTaken(path.clone()),
        Some(Shared::Taken(path)) => Request::CopyFile(path.clone()),
    }
}

/// Something is given away, as the sheet's own buttons do it: they close it.
fn given(studio: &Studio, request: Request) -> impl Iterator<Item = Request> {
    let closed = studio.sharing.is_some().then_some(Request::Studio(Command::Share(None)));
    std::iter::once(request).chain(closed)
}

/// What counts while somebody types.
fn typing(ctx: &Context, studio: &Studio) -> Vec<Request> {
    let (save, close) = ctx.input_mut(|input| {
        (input.consume_key(Modifiers::COMMAND, Key::S), input.consume_key(Modifiers::COMMAND, Key::Q))
    });
    let saved = save.then(|| given(studio, saved(studio)));
    saved.into_iter().flatten().chain(close.then_some(Request::Close)).collect()
}

/// The file that a file manager's "copy" put into the clipboard.
fn pasted_file(text: &str) -> Option<PathBuf> {
    let path = |line: &str| match line.strip_prefix("file://") {
        Some(address) => PathBuf::from(decoded(address)),
        None => PathBuf::from(line),
    };
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(path).find(|path| path.is_file())
}

/// An address without its percent signs (RFC 3986).
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        let digits = rest.as_slice().get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(code) => {
                bytes.push(code);
                rest.nth(1);
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_manager_copies_is_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let photo = folder.path().join("My photo é.jpg");
        std::fs::write(&photo, "").unwrap();
        let address =
            format!("copy\nfile://{}\n", photo.display().to_string().replace(' ', "%20").replace('é', "%C3%A9"));
        assert_eq!(pasted_file(&address), Some(photo.clone()));
        assert_eq!(pasted_file(&photo.display().to_string()), Some(photo));
        assert_eq!(pasted_file("a word"), None);
        assert_eq!(decoded("100%"), "100%");
    }
}
