//! The help: pages of plain words, and the list of shortcuts.

use egui::{Align, Context, Grid, Layout, RichText, ScrollArea, Sense, Ui, WidgetInfo, accesskit::Role, vec2};

use super::{
    card,
    tokens::{CORNER, GAP, SPACE, Text, Tokens, icon},
    widgets::{focus_ring, sign_button},
};
use crate::{
    language::say,
    studio::{Command, Topic},
};

/// Widths of the list, and of the page at the most, points.
const LIST_WIDTH: f32 = 204.0;
const PAGE_WIDTH: f32 = 470.0;
/// Width of the keys in the list of shortcuts, points.
const KEYS_WIDTH: f32 = 130.0;
/// Most height, points.
const MOST_HEIGHT: f32 = 480.0;
/// Room that the window keeps beside, above and below the list and the page, points.
const ROOM: egui::Vec2 = vec2(130.0, 150.0);

/// Keys, and what they do.
const SHORTCUTS: [(&str, &str); 33] = [
    ("1 … 9", "wear a look of the shelf"),
    ("Left, Right", "previous and next look"),
    ("0", "bare face"),
    ("+ −", "more and less intensity"),
    ("Ctrl+Z", "what was worn before"),
    ("Ctrl+Shift+Z", "forward again"),
    ("Space (hold)", "before"),
    ("S", "before and after side by side"),
    ("Q", "four looks beside each other"),
    ("Z", "look closer at the face, or at the whole picture"),
    ("H", "mark the look that the keyboard is on, or the worn one, as a favourite"),
    ("/, or Ctrl+F", "find a look"),
    ("T", "take a picture"),
    ("G", "pictures that were taken"),
    ("Ctrl+C", "copy the picture"),
    ("V", "the picture alone"),
    ("D", "the picture in a second window, for a client's screen"),
    ("B", "the picture as a camera for other programs"),
    ("L", "client cards"),
    ("M", "mirror"),
    ("P", "the products of the look"),
    ("A", "what suits you, and why"),
    ("X", "what the program sees in the picture"),
    ("O", "open a photo, a clip or a look"),
    ("C, or Ctrl+V", "copy the makeup of a photo"),
    ("E", "share the picture"),
    ("Ctrl+S", "save the picture"),
    ("F", "frame rate and latency"),
    ("F11", "full screen"),
    ("Tab, Shift+Tab", "from one thing to the next, and back; Enter presses it"),
    ("? or F1", "this help"),
    ("Esc", "close what is open"),
    ("Ctrl+Q", "close"),
];

/// The paragraphs of a page: what it is about, and the words.
fn paragraphs(topic: Topic) -> &'static [(&'static str, &'static str)] {
    match topic {
        Topic::Start => &[
            (
                "See yourself",
                "Choose your camera at the top left. Sit about an arm's length away, with a window or a lamp in front of you.",
            ),
            (
                "Try something",
                "Click on a look below the picture, and you wear it. The slider beside its name makes it softer or stronger.",
            ),
            ("Compare", "Hold the space bar to see your bare face, and let go to see the look again."),
            (
                "Keep it",
                "Press the round button below the picture, and a photo is taken. It goes to a folder of your own, and nowhere else.",
            ),
        ],
        Topic::Looks => &[
            (
                "Families",
                "The chips above the looks show one family at a time: everyday, work, evening, bridal, opera and others.",
            ),
            (
                "Favourites",
                "The heart on a look keeps it among your favourites. What you wore lately stands under Recent.",
            ),
            ("Finding one", "Press / and type: a colour, a product, an occasion, or a part of the name."),
            (
                "Something new",
                "Surprise me invents a look like those of the chosen family. Mix moves in steps of your own from the worn look to another.",
            ),
        ],
        Topic::Products => &[
            (
                "Products",
                "P opens the list of what the look is made of. Each product has a switch and a slider of its own.",
            ),
            ("Details", "Click on a product for its drawing, finish, side, colours, and its place in the order."),
            ("Keeping a part", "The lock keeps a product, or all of the eyes or the lips, while you try other looks."),
            ("Going back", "Ctrl+Z takes back every change. The round arrow wears the look as it is written."),
            ("Saving", "The bookmark saves the look as a small file, which you can open again or give to somebody."),
        ],
        Topic::Compare => &[
            ("Before and after", "Hold the space bar, or press S for a line that you can drag over your face."),
            (
                "Closer",
                "Turn the wheel over the picture, or press Z for the face. Drag to move about; a double click shows all of it again.",
            ),
            (
                "Four looks",
                "Q shows four looks live beside each other. Looks that you click on below fill the places one after the other, from the one you click on; Wear ends the comparison.",
            ),
            (
                "True colours",
                "The pipette matches colours to the light of your room: hold a grey card or white paper beside your face and click on it.",
            ),
        ],
        Topic::Pictures => &[
            (
                "The shutter",
                "The button beside it chooses what is taken: a photo, before and after, a burst, an animated picture or a short film. A countdown leaves time to smile.",
            ),
            ("The gallery", "G shows what was taken. Each of them can be shared, opened, or deleted."),
            (
                "Sharing",
                "E shares what you see: alone or before and after, as a file or through the clipboard, with or without the look in it.",
            ),
            (
                "The look inside",
                "What was taken or saved holds the look that it shows, unless you say otherwise or it has a picture of its own, and nothing about you: open it with O, and the look is worn.",
            ),
            (
                "Video calls",
                "On Linux, B makes the picture a camera that calls can choose; v4l2loopback has to be installed. Everywhere, V shows the picture alone, so that a call can take this window as its picture.",
            ),
        ],
        Topic::Copying => &[
            (
                "From a photo",
                "Press C and choose a photo of somebody whose makeup you like, or drop one onto the window.",
            ),
            (
                "Products or photo",
                "Products are what was read off the photo, and each can be changed. Photo is the look as a network sees it; the slider lies between.",
            ),
            (
                "Drawings",
                "Face paint and graphic lines can be lifted off the photo as they are: Wear the drawing itself.",
            ),
        ],
        Topic::Advice => &[
            (
                "Ask for it",
                "A opens the panel, and Look at me reads one picture. If it does not tell enough, you are told what would help.",
            ),
            (
                "Why",
                "Each finding says how sure it is and how it was found. Rules that you do not believe in can be switched off.",
            ),
            (
                "You know better",
                "\"Not me?\" beside a reading lets you say what you are: looks, shades and tips follow. Shades and tips can be refused, too.",
            ),
            (
                "The guide",
                "The last page shows how to put the look on for real: one product a step, drawn on your own face.",
            ),
            (
                "Not a doctor",
                "What is said of the skin is what a camera saw in one moment's light. It is no medical finding.",
            ),
        ],
        Topic::Catalogues => &[
            (
                "Import",
                "The bag in the list of products opens the catalogues: import a table in CSV or JSON with a colour in each row.",
            ),
            (
                "Nearest shades",
                "Each product of a look can then wear a real shade: the nearest ones stand first, with how far they are away.",
            ),
            ("Any colour", "Beneath the list of catalogues a colour that you type or pick has its nearest shades."),
            (
                "Foundation",
                "After you have asked for advice, the foundation shades nearest to your skin stand under Shades.",
            ),
        ],
        Topic::Clients => &[
            (
                "For salons",
                "Client cards are kept in an encrypted file on this computer. The key lies in the system's keyring, or is a passphrase that only you know.",
            ),
            (
                "Consent first",
                "A card can only be made when the client has agreed. Pictures are kept only when that was agreed to as well.",
            ),
            (
                "A consultation",
                "Open a card and begin. Keep looks that were tried, with pictures; leave out products that are not wanted; write notes; hand over a sheet as a PDF.",
            ),
            (
                "The client's screen",
                "D opens a second window with the picture alone. Drag it to the other screen and press F11 there.",
            ),
            (
                "Forgetting",
                "Deleting a client deletes everything: notes, looks and pictures. What is known of somebody can be given to them as a folder.",
            ),
        ],
        Topic::Privacy => &[
            ("Nothing leaves", "Faces are looked at on this computer only. The program never connects to anything."),
            (
                "Nothing is kept",
                "No picture is stored unless you take or save one, or keep it on a client's card with consent. Advice is forgotten when you say so, with another picture or client, and with the program.",
            ),
            (
                "What is remembered",
                "Your settings, favourites, catalogues and, while you are changing a look, that look. Nothing about your face. Client cards are a file of their own, encrypted.",
            ),
        ],
        Topic::Trouble => &[
            (
                "No picture",
                "Another program may hold the camera: close it, and choose the camera again at the top left. The program goes on by itself when a camera is plugged in.",
            ),
            (
                "Makeup sits wrongly",
                "Turn towards the light, come closer, take hair out of the eyes. X shows what the program sees.",
            ),
            (
                "Colours look wrong",
                "Coloured lamps colour the skin, too. Match the light with a card: the pipette at the top.",
            ),
            (
                "It is slow",
                "F shows where the time goes. On a slow computer the program leaves out parts before it drops pictures, and says so there.",
            ),
            ("Anything else", "In a terminal, vanity doctor checks the installation and says what is missing."),
        ],
        Topic::Keys => &[],
    }
}

/// Draws the page over the window; gives what the person did.
pub fn show(ctx: &Context, topic: Topic) -> Option<Command> {
    let shown = card::show(ctx, "help", say("Help"), |ui| {
        let room = ctx.content_rect().size() - ROOM;
        let (width, height) = (PAGE_WIDTH.min(room.x - LIST_WIDTH), MOST_HEIGHT.min(room.y));
        let scrolled = |name: &str| ScrollArea::vertical().id_salt(name).max_height(height).min_scrolled_height(height);
        ui.spacing_mut().item_spacing = vec2(GAP, GAP / 2.0);
        ui.set_width(LIST_WIDTH + SPACE + 2.0 * GAP + width);
        let mut chosen = heading(ui, topic);
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(LIST_WIDTH);
                scrolled("pages of the help").show(ui, |ui| {
                    for other in Topic::ALL {
                        if entry(ui, say(other.name()), other == topic) {
                            chosen = Some(Command::Help(Some(other)));
                        }
                    }
                });
            });
            ui.add_space(SPACE);
            ui.vertical(|ui| {
                ui.set_width(width);
                scrolled(topic.name()).auto_shrink(false).show(ui, |ui| {
                    ui.set_width(width - 12.0);
                    if topic == Topic::Keys { shortcuts(ui) } else { words(ui, topic) }
                });
            });
        });
        chosen
    });
    let closed = shown.should_close().then_some(Command::Help(None));
    shown.inner.or(closed)
}

fn heading(ui: &mut Ui, topic: Topic) -> Option<Command> {
    let closed = ui.horizontal(|ui| {
        ui.scope(|ui| {
            ui.set_width(LIST_WIDTH);
            ui.label(RichText::new(say("Help")).font(Text::Title.font()));
        });
        ui.add_space(SPACE);
        ui.label(RichText::new(say(topic.name())).font(Text::Title.font()));
        let at_right = Layout::right_to_left(Align::Center);
        ui.with_layout(at_right, |ui| sign_button(ui, icon::CLOSE, "Close the help", "Close (Esc)", false).clicked())
            .inner
    });
    ui.add_space(GAP);
    closed.inner.then_some(Command::Help(None))
}

/// A line of the list of pages.
fn entry(ui: &mut Ui, name: &str, chosen: bool) -> bool {
    let tokens = Tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(LIST_WIDTH - 12.0, 32.0), Sense::click());
    let (fill, ink) = match (chosen, response.hovered()) {
        (true, _) => (tokens.raised, tokens.accent),
        (false, true) => (tokens.raised, tokens.ink),
        (false, false) => (egui::Color32::TRANSPARENT, tokens.ink),
    };
    ui.painter().rect_filled(rect, f32::from(CORNER), fill);
    let at = rect.left_center() + vec2(12.0, 0.0);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, name, Text::Body.font(), ink);
    focus_ring(ui, &response, rect, CORNER);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name));
    response.clicked()
}

fn words(ui: &mut Ui, topic: Topic) {
    for (title, text) in paragraphs(topic) {
        ui.label(RichText::new(say(title)).font(Text::Strong.font()));
        ui.label(RichText::new(say(text)).color(Tokens::of(ui.ctx()).ink_soft));
        ui.add_space(GAP);
    }
}

fn shortcuts(ui: &mut Ui) {
    let tokens = Tokens::of(ui.ctx());
    let meanings = (ui.available_width() - KEYS_WIDTH).max(80.0);
    let grid = Grid::new("shortcut list").num_columns(2).spacing(vec2(SPACE, 4.0)).max_col_width(meanings);
    grid.show(ui, |ui| {
        for (keys, meaning) in SHORTCUTS {
            ui.label(RichText::new(say(keys)).font(Text::Strong.font()).color(tokens.accent));
            ui.label(say(meaning));
            ui.end_row();
        }
    });
}
