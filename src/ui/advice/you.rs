//! Tone and shapes.

use egui::{Color32, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{found, note, to_do, why};
use crate::{
    advisor::{
        Advice,
        shape::{FaceShape, Trait},
        tone::{CONTRAST_EDGES, MONK, NEUTRAL_WITHIN, Tone, UNDERTONE_HUE},
    },
    look::names::capitalized,
    raster::lab::{Illuminant, rgb8_from_lab},
    ui::tokens::{GAP, SPACE, Tokens},
};

/// Height of the swatches of the scale, points.
const SWATCH: f32 = 24.0;

pub(super) fn show(ui: &mut Ui, advice: &Advice) {
    if !advice.quality.complaints.is_empty() {
        note(ui, "More can be told when you:");
        to_do(ui, &advice.quality);
    }
    if let Some(tone) = &advice.tone {
        show_tone(ui, tone);
    }
    if let Some(face) = &advice.shape.face {
        show_face(ui, face);
    }
    advice.shape.traits.iter().for_each(|one| show_trait(ui, one));
    ui.add_space(SPACE);
    note(
        ui,
        "Read off one picture; makeup that you wear is read along with the skin. You know better: none of this is a verdict.",
    );
}

fn show_tone(ui: &mut Ui, tone: &Tone) {
    let [(first, share), (second, other)] = tone.monk;
    found(ui, "Skin tone", &format!("Monk {first} ({:.0} %), or {second} ({:.0} %)", share * 100.0, other * 100.0));
    scale(ui, tone);
    note(ui, &format!("Typology angle {:.0}° ± {:.0}°: {}", tone.angle, tone.angle_uncertainty, tone.band()));
    why(ui, "skin tone", |ui| {
        let [l, a, b] = tone.lab;
        let [u, v, w] = tone.uncertainty;
        note(
            ui,
            &format!(
                "Forehead and cheeks, with the light taken out: L* {l:.0} ± {u:.0}, a* {a:.0} ± {v:.0}, b* {b:.0} ± {w:.0}."
            ),
        );
        note(
            ui,
            "The angle is that of Chardon (1991). The tones are the two of the Monk scale whose swatches look most alike (CIEDE2000). The \
                  swatches are paler than skin measures, so pale skin often reads as 5.",
        );
    });
    let undertone = &tone.undertone;
    let (name, share) = undertone.likeliest();
    let told = if undertone.is_clear() { capitalized(name) } else { "Not clear from this picture".into() };
    found(ui, "Undertone", &told);
    why(ui, "undertone", |ui| {
        let [cool, neutral, warm] = undertone.shares.map(|share| share * 100.0);
        note(
            ui,
            &format!(
                "Likeliest {name} ({:.0} %): cool {cool:.0} %, neutral {neutral:.0} %, warm {warm:.0} %.",
                share * 100.0
            ),
        );
        note(
            ui,
            &format!(
                "Hue angle {:.0}° ± {:.0}°; reddish and yellowish skin part at {UNDERTONE_HUE:.0}° (Thong 2023), within {NEUTRAL_WITHIN:.0}° it is neutral.",
                undertone.hue, undertone.uncertainty
            ),
        );
    });
    let contrast = &tone.contrast;
    found(ui, "Contrast", &capitalized(contrast.name()));
    why(ui, "contrast", |ui| {
        let part = |name: &str, value: Option<f64>| value.map(|value| format!("{name} {value:.2}"));
        let parts = [
            part("brows", contrast.brows),
            part("eyes", Some(contrast.eyes)),
            part("lips", Some(contrast.lips)),
            part("hair", contrast.hair),
        ];
        note(
            ui,
            &format!(
                "Difference of lightness from the skin over their sum: {}.",
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            ),
        );
        let (low, high) = CONTRAST_EDGES;
        note(ui, &format!("Mean of brows and eyes {:.2}; low below {low}, high from {high}.", contrast.level()));
    });
}

/// The scale with the likeliest tones marked, and the person's own colour.
fn scale(ui: &mut Ui, tone: &Tone) {
    let tokens = Tokens::of(ui.ctx());
    let [(first, _), (second, _)] = tone.monk;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), SWATCH + 6.0), Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, format!("Monk scale, tones {first} and {second} marked"))
    });
    let across = (rect.width() - SWATCH - GAP) / MONK.len() as f32;
    let fill = |at: f32, width: f32, [r, g, b]: [u8; 3], ring: Option<f32>| {
        let swatch = Rect::from_min_size(pos2(rect.left() + at, rect.top() + 3.0), vec2(width, SWATCH));
        ui.painter().rect_filled(swatch, CornerRadius::same(4), Color32::from_rgb(r, g, b));
        let stroke = ring.map_or(Stroke::new(1.0, tokens.line), |width| Stroke::new(width, tokens.accent));
        ui.painter().rect_stroke(swatch, CornerRadius::same(4), stroke, StrokeKind::Outside);
    };
    fill(0.0, SWATCH, rgb8_from_lab(tone.lab, Illuminant::D65), None);
    for (index, color) in MONK.into_iter().enumerate() {
        let ring = if index + 1 == first {
            Some(3.0)
        } else if index + 1 == second {
            Some(1.5)
        } else {
            None
        };
        fill(SWATCH + GAP + across * index as f32, across - 4.0, color, ring);
    }
    response.on_hover_text("Your skin as it was read, then the ten tones of the Monk scale");
}

fn show_face(ui: &mut Ui, face: &FaceShape) {
    let [(name, share), (next, other), ..] = face.shares[..] else { return };
    let told = if face.is_clear() { capitalized(name) } else { format!("Between {name} and {next}") };
    found(ui, "Face shape", &told);
    why(ui, "face shape", |ui| {
        note(ui, &format!("{name} {:.0} %, {next} {:.0} %.", share * 100.0, other * 100.0));
        for measure in &face.measures {
            note(
                ui,
                &format!(
                    "{}: {:.2} (usual {:.2} ± {:.2})",
                    capitalized(measure.name),
                    measure.value,
                    measure.usual.mean,
                    measure.usual.spread
                ),
            );
        }
    });
}

fn show_trait(ui: &mut Ui, one: &Trait) {
    let told = if one.sure > 0.6 { capitalized(one.name) } else { format!("Between {} and {}", one.name, one.next) };
    found(ui, one.feature.name(), &told);
    why(ui, &one.feature.name().to_lowercase(), |ui| {
        let [low, high] = one.usual.edges();
        note(
            ui,
            &format!(
                "{}: {:.2}. The names change at {low:.2} and {high:.2}.",
                capitalized(one.feature.measure()),
                one.value
            ),
        );
        note(ui, &format!("{:.0} % sure that it is {}, and not {}.", one.sure * 100.0, one.name, one.next));
    });
}
