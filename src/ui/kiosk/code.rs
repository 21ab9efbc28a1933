//! A QR code (ISO/IEC 18004), drawn.

use egui::{Color32, CornerRadius, Rect, Sense, Ui, WidgetInfo, accesskit::Role, vec2};
use qrcode::{Color, QrCode};

/// Side of a code, points.
const SIDE: f32 = 300.0;
/// White modules around the code, which readers need.
const QUIET: usize = 4;

/// Draws the code of an address; the address itself where it has none.
pub fn show(ui: &mut Ui, url: &str) {
    let Ok(code) = QrCode::new(url) else {
        ui.label(url);
        return;
    };
    let (rect, response) = ui.allocate_exact_size(vec2(SIDE, SIDE), Sense::hover());
    // Black on white in every appearance: some readers take nothing else.
    ui.painter().rect_filled(rect, CornerRadius::ZERO, Color32::WHITE);
    let across = code.width();
    let module = SIDE / (across + 2 * QUIET) as f32;
    for (number, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let at = |index: usize| (index + QUIET) as f32 * module;
        let corner = rect.min + vec2(at(number % across), at(number / across));
        // A hair wider, so that no line of light stays between two.
        ui.painter().rect_filled(
            Rect::from_min_size(corner, vec2(module + 0.3, module + 0.3)),
            CornerRadius::ZERO,
            Color32::BLACK,
        );
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, url));
}
