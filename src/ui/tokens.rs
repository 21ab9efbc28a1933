//! The design in one place: colours, type, spacing and corners. Nothing else in the interface names a colour or a size of its own.

use egui::{Color32, CornerRadius, FontFamily, FontId, Stroke, Visuals};

/// Narrow gap, points.
pub const GAP: f32 = 8.0;
/// Space between things that belong apart, points.
pub const SPACE: f32 = 16.0;
/// Margin of the window's content, points.
pub const MARGIN: f32 = 24.0;
/// Height of the bar at the top, points; and in a low window.
const BAR_HEIGHT: f32 = 64.0;
const LOW_BAR_HEIGHT: f32 = 54.0;
/// Side of a look's picture, points.
pub const CARD_SIDE: f32 = 104.0;
/// The same in a low window.
const SMALL_CARD_SIDE: f32 = 56.0;
/// A window is low below this height, points: as the smallest one is when text is large.
const LOW: f32 = 560.0;
/// Width of the panel of products, points.
pub const PANEL_WIDTH: f32 = 312.0;
/// Side of a button with an icon, points.
pub const ICON_BUTTON: f32 = 40.0;
/// Height of fields that are typed into and of choices, points: what stands beside them is centred to it.
pub const FIELD_HEIGHT: f32 = 32.0;
/// Corners of the stage and of panels, points.
pub const CORNER_LARGE: u8 = 18;
/// Corners of cards, points.
pub const CORNER: u8 = 12;

/// What lies on the handle of the line between before and after, which is pale in every appearance.
pub const ON_HANDLE: Color32 = Color32::from_rgb(0x2A, 0x20, 0x1E);

/// The colours of one appearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    /// Behind everything.
    pub paper: Color32,
    /// Panels and buttons.
    pub surface: Color32,
    /// What the pointer is on.
    pub raised: Color32,
    /// Text.
    pub ink: Color32,
    /// Text of less weight.
    pub ink_soft: Color32,
    /// Hairlines that part one thing from another.
    pub line: Color32,
    /// Edges that have to be seen, on every ground: of what can be pressed, and of tracks.
    pub edge: Color32,
    /// The one accent: rosewood.
    pub accent: Color32,
    /// Text on the accent.
    pub on_accent: Color32,
    /// Behind the picture.
    pub stage: Color32,
    /// A veil over the picture that text is read on, and that text.
    pub veil: Color32,
    /// Text on the veil.
    pub on_veil: Color32,
    /// A marked heart on the veil.
    pub heart: Color32,
}

const LIGHT: Tokens = Tokens {
    paper: Color32::from_rgb(0xF7, 0xF2, 0xEC),
    surface: Color32::from_rgb(0xFD, 0xFB, 0xF8),
    raised: Color32::from_rgb(0xEF, 0xE6, 0xDD),
    ink: Color32::from_rgb(0x2A, 0x20, 0x1E),
    ink_soft: Color32::from_rgb(0x6E, 0x5E, 0x58),
    line: Color32::from_rgb(0xE4, 0xD9, 0xCF),
    edge: Color32::from_rgb(0x8C, 0x7B, 0x72),
    accent: Color32::from_rgb(0x9C, 0x3D, 0x45),
    on_accent: Color32::from_rgb(0xFF, 0xF8, 0xF4),
    stage: Color32::from_rgb(0xE9, 0xE0, 0xD7),
    veil: Color32::from_rgba_premultiplied(19, 14, 13, 198),
    on_veil: Color32::from_rgb(0xFB, 0xF4, 0xEE),
    heart: Color32::from_rgb(0xF0, 0x7A, 0x86),
};

const DARK: Tokens = Tokens {
    paper: Color32::from_rgb(0x17, 0x13, 0x13),
    surface: Color32::from_rgb(0x21, 0x1B, 0x1B),
    raised: Color32::from_rgb(0x31, 0x28, 0x28),
    ink: Color32::from_rgb(0xF4, 0xEA, 0xE3),
    ink_soft: Color32::from_rgb(0xA8, 0x97, 0x90),
    line: Color32::from_rgb(0x38, 0x2E, 0x2D),
    edge: Color32::from_rgb(0x83, 0x73, 0x6E),
    accent: Color32::from_rgb(0xD8, 0x74, 0x78),
    on_accent: Color32::from_rgb(0x24, 0x10, 0x12),
    stage: Color32::from_rgb(0x0F, 0x0C, 0x0C),
    veil: Color32::from_rgba_premultiplied(10, 8, 8, 196),
    on_veil: Color32::from_rgb(0xF6, 0xEC, 0xE6),
    heart: Color32::from_rgb(0xF0, 0x7A, 0x86),
};

/// Whether the window is too low for everything at once: the face needs the room.
pub fn is_low(ctx: &egui::Context) -> bool {
    ctx.content_rect().height() < LOW
}

/// Height of the bar at the top of this window, points.
pub fn bar_height(ctx: &egui::Context) -> f32 {
    if is_low(ctx) { LOW_BAR_HEIGHT } else { BAR_HEIGHT }
}

/// Side of a look's picture in this window, points.
pub fn card_side(ctx: &egui::Context) -> f32 {
    if is_low(ctx) { SMALL_CARD_SIDE } else { CARD_SIDE }
}

impl Tokens {
    /// Of the appearance that the context has now.
    pub fn of(ctx: &egui::Context) -> Self {
        if ctx.theme() == egui::Theme::Dark { DARK } else { LIGHT }
    }
}

/// Type, by what it is for.
#[derive(Debug, Clone, Copy)]
pub enum Text {
    /// The program's own name.
    Wordmark,
    /// The name of the look that is worn.
    Title,
    /// Running text and buttons.
    Body,
    /// Names under cards, hints.
    Small,
    /// Figures and headings in running text.
    Strong,
    /// A sign of the icon font.
    Icon,
}

impl Text {
    /// Font and size.
    pub fn font(self) -> FontId {
        let named = |name: &str| FontFamily::Name(name.into());
        match self {
            Self::Wordmark => FontId::new(30.0, named("display")),
            Self::Title => FontId::new(26.0, named("display")),
            Self::Body => FontId::new(14.0, FontFamily::Proportional),
            Self::Small => FontId::new(12.0, FontFamily::Proportional),
            Self::Strong => FontId::new(14.0, named("strong")),
            Self::Icon => FontId::new(19.0, named("icons")),
        }
    }
}

/// Signs of the icon font.
pub mod icon {
    /// Cameras.
    pub const CAMERA: &str = "\u{e064}";
    /// Open a file.
    pub const OPEN: &str = "\u{e247}";
    /// Give a picture away.
    pub const SHARE: &str = "\u{e156}";
    /// Save the picture.
    pub const SAVE: &str = "\u{e0b2}";
    /// Mirror.
    pub const MIRROR: &str = "\u{e35d}";
    /// Before and after beside each other.
    pub const SPLIT: &str = "\u{e098}";
    /// Before.
    pub const BEFORE: &str = "\u{e0bb}";
    /// What the program sees in the picture.
    pub const EXPLAIN: &str = "\u{e371}";
    /// Matches colours to the light.
    pub const PIPETTE: &str = "\u{e13b}";
    /// Nothing worn.
    pub const BARE: &str = "\u{e051}";
    /// The split line's handle.
    pub const HANDLE: &str = "\u{e293}";
    /// Chosen.
    pub const CHECK: &str = "\u{e06c}";
    /// Stays while other looks are tried.
    pub const LOCKED: &str = "\u{e10b}";
    /// Goes with its look.
    pub const UNLOCKED: &str = "\u{e10c}";
    /// Away with all changes.
    pub const RESET: &str = "\u{e148}";
    /// Keep as a file.
    pub const KEEP: &str = "\u{e060}";
    /// Takes a panel away.
    pub const CLOSE: &str = "\u{e1b2}";
    /// Draws a new look.
    pub const DICE: &str = "\u{e2c5}";
    /// Copies a look.
    pub const WAND: &str = "\u{e357}";
    /// A photo to copy from.
    pub const PHOTO: &str = "\u{e1f7}";
    /// Earlier, or higher.
    pub const UP: &str = "\u{e04a}";
    /// Later, or lower.
    pub const DOWN: &str = "\u{e042}";
    /// Without a network.
    pub const NO_NETWORK: &str = "\u{e1af}";
    /// No picture is kept.
    pub const NOT_KEPT: &str = "\u{e1c0}";
    /// A favourite.
    pub const HEART: &str = "\u{e0f2}";
    /// Searches.
    pub const SEARCH: &str = "\u{e151}";
    /// Four looks beside each other.
    pub const FOUR: &str = "\u{e4ff}";
    /// Opens the settings.
    pub const MENU: &str = "\u{e245}";
    /// Pictures that were taken.
    pub const GALLERY: &str = "\u{e5c4}";
    /// A film.
    pub const FILM: &str = "\u{e0d0}";
    /// Into the clipboard.
    pub const COPY: &str = "\u{e09e}";
    /// Away for good.
    pub const DELETE: &str = "\u{e18e}";
    /// A folder.
    pub const FOLDER: &str = "\u{e0d7}";
    /// Advice.
    pub const ADVICE: &str = "\u{e1c2}";
    /// Shows more.
    pub const NEXT_SMALL: &str = "\u{e06f}";
    /// Shows what came before.
    pub const BACK_SMALL: &str = "\u{e06e}";
    /// Shows less.
    pub const DOWN_SMALL: &str = "\u{e06d}";
    /// Something that one can buy.
    pub const BAG: &str = "\u{e15b}";
    /// Opens a page outside of the program.
    pub const PAGE: &str = "\u{e0b9}";
    /// Back.
    pub const BACK: &str = "\u{e048}";
    /// A sheet of paper.
    pub const SHEET: &str = "\u{e0cc}";
    /// Somebody.
    pub const PERSON: &str = "\u{e468}";
}

/// Gives egui the fonts and, for its own widgets (menus, scroll bars, tooltips), the colours.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for (theme, tokens) in [(egui::Theme::Light, LIGHT), (egui::Theme::Dark, DARK)] {
        let mut style = (*ctx.style_of(theme)).clone();
        style.visuals = visuals(theme, &tokens);
        style.text_styles.insert(egui::TextStyle::Body, Text::Body.font());
        style.text_styles.insert(egui::TextStyle::Button, Text::Body.font());
        style.text_styles.insert(egui::TextStyle::Small, Text::Small.font());
        style.spacing.item_spacing = egui::vec2(GAP, GAP);
        style.spacing.button_padding = egui::vec2(12.0, 8.0);
        style.spacing.menu_margin = egui::Margin::same(8);
        // The wheel moves the shelf, which goes one way only.
        style.always_scroll_the_only_direction = true;
        ctx.set_style_of(theme, style);
    }
}

fn visuals(theme: egui::Theme, tokens: &Tokens) -> Visuals {
    let mut visuals = theme.default_visuals();
    visuals.panel_fill = tokens.paper;
    visuals.window_fill = tokens.surface;
    visuals.text_edit_bg_color = Some(tokens.raised);
    visuals.window_stroke = Stroke::new(1.0, tokens.line);
    visuals.window_corner_radius = CornerRadius::same(CORNER);
    visuals.menu_corner_radius = CornerRadius::same(CORNER);
    visuals.override_text_color = Some(tokens.ink);
    visuals.weak_text_color = Some(tokens.ink_soft);
    visuals.hyperlink_color = tokens.accent;
    visuals.selection.bg_fill = tokens.raised;
    visuals.selection.stroke = Stroke::new(1.0, tokens.accent);
    let widgets = &mut visuals.widgets;
    for (state, fill) in [
        (&mut widgets.inactive, tokens.surface),
        (&mut widgets.hovered, tokens.raised),
        (&mut widgets.active, tokens.raised),
        (&mut widgets.open, tokens.raised),
        (&mut widgets.noninteractive, tokens.surface),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::NONE;
        state.fg_stroke = Stroke::new(1.0, tokens.ink);
        state.corner_radius = CornerRadius::same(CORNER);
        state.expansion = 0.0;
    }
    visuals
}

fn fonts() -> egui::FontDefinitions {
    let mut fonts = egui::FontDefinitions::default();
    let files: [(&str, &'static [u8]); 7] = [
        ("inter", include_bytes!("../../assets/fonts/inter-regular.ttf")),
        ("inter-semibold", include_bytes!("../../assets/fonts/inter-semibold.ttf")),
        ("cormorant", include_bytes!("../../assets/fonts/cormorant-garamond-semibold.ttf")),
        ("lucide", include_bytes!("../../assets/icons/lucide.ttf")),
        ("noto-sans-sc", include_bytes!("../../assets/fonts/noto-sans-sc-regular.otf")),
        ("noto-sans-sc-bold", include_bytes!("../../assets/fonts/noto-sans-sc-bold.otf")),
        ("noto-serif-sc", include_bytes!("../../assets/fonts/noto-serif-sc-bold.otf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.into(), std::sync::Arc::new(egui::FontData::from_static(bytes)));
    }
    // Signs that neither face has come from egui's own fonts.
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let families = [
        (FontFamily::Proportional, "inter", "noto-sans-sc"),
        (FontFamily::Name("strong".into()), "inter-semibold", "noto-sans-sc-bold"),
        (FontFamily::Name("display".into()), "cormorant", "noto-serif-sc"),
        (FontFamily::Name("icons".into()), "lucide", "noto-sans-sc"),
    ];
    for (family, first, chinese) in families {
        let faces = [first, chinese].into_iter().map(str::to_owned).chain(fallback.clone()).collect();
        fonts.families.insert(family, faces);
    }
    fonts
}
