//! Tone and shapes.

use egui::{Color32, CornerRadius, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{found, note, to_do, why};
use crate::{
    advisor::{
        Advice,
        shape::{FaceShape, Trait},
        tone::{CONTRAST_EDGES, MONK, NEUTRAL_WITHIN, Tone, UNDERTONE_HUE},
    },
    language::say,
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
    let told = say!(
        "Monk {first} ({share} %), or {second} ({other} %)",
        first = first,
        share = format_args!("{:.0}", share * 100.0),
        second = second,
        other = format_args!("{:.0}", other * 100.0)
    );
    found(ui, "Skin tone", &told);
    scale(ui, tone);
    let angle = say!(
        "Typology angle {angle}° ± {doubt}°: {band}",
        angle = format_args!("{:.0}", tone.angle),
        doubt = format_args!("{:.0}", tone.angle_uncertainty),
        band = say(tone.band())
    );
    note(ui, &angle);
    why(ui, "skin tone", |ui| {
        let [l, a, b] = tone.lab;
        let [u, v, w] = tone.uncertainty;
        let measured = say!(
            "Forehead and cheeks, with the light taken out: L* {l} ± {u}, a* {a} ± {v}, b* {b} ± {w}.",
            l = format_args!("{l:.0}"),
            u = format_args!("{u:.0}"),
            a = format_args!("{a:.0}"),
            v = format_args!("{v:.0}"),
            b = format_args!("{b:.0}"),
            w = format_args!("{w:.0}")
        );
        note(ui, &measured);
        note(
            ui,
            "The angle is that of Chardon (1991). The tones are the two of the Monk scale whose swatches look most alike (CIEDE2000). The \
                  swatches are paler than skin measures, so pale skin often reads as 5.",
        );
    });
    let undertone = &tone.undertone;
    let (name, share) = undertone.likeliest();
    let told = if undertone.is_clear() { capitalized(say(name)) } else { say("Not clear from this picture").into() };
    found(ui, "Undertone", &told);
    why(ui, "undertone", |ui| {
        let [cool, neutral, warm] = undertone.shares.map(|share| share * 100.0);
        let shares = say!(
            "Likeliest {name} ({share} %): cool {cool} %, neutral {neutral} %, warm {warm} %.",
            name = say(name),
            share = format_args!("{:.0}", share * 100.0),
            cool = format_args!("{cool:.0}"),
            neutral = format_args!("{neutral:.0}"),
            warm = format_args!("{warm:.0}")
        );
        note(ui, &shares);
        let hue = say!(
            "Hue angle {hue}° ± {doubt}°; reddish and yellowish skin part at {edge}° (Thong 2023), within {within}° it is neutral.",
            hue = format_args!("{:.0}", undertone.hue),
            doubt = format_args!("{:.0}", undertone.uncertainty),
            edge = format_args!("{UNDERTONE_HUE:.0}"),
            within = format_args!("{NEUTRAL_WITHIN:.0}")
        );
        note(ui, &hue);
    });
    let contrast = &tone.contrast;
    found(ui, "Contrast", &capitalized(say(contrast.name())));
    why(ui, "contrast", |ui| {
        let part = |name: &str, value: Option<f64>| value.map(|value| format!("{} {value:.2}", say(name)));
        let parts = [
            part("brows", contrast.brows),
            part("eyes", Some(contrast.eyes)),
            part("lips", Some(contrast.lips)),
            part("hair", contrast.hair),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        note(
            ui,
            &say!("Difference of lightness from the skin over their sum: {parts}.", parts = parts.join(say(", "))),
        );
        let (low, high) = CONTRAST_EDGES;
        let level = say!(
            "Mean of brows and eyes {level}; low below {low}, high from {high}.",
            level = format_args!("{:.2}", contrast.level()),
            low = low,
            high = high
        );
        note(ui, &level);
    });
}

/// The scale with the likeliest tones marked, and the person's own colour.
fn scale(ui: &mut Ui, tone: &Tone) {
    let tokens = Tokens::of(ui.ctx());
    let [(first, _), (second, _)] = tone.monk;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), SWATCH + 6.0), Sense::hover());
    let spoken = say!("Monk scale, tones {first} and {second} marked", first = first, second = second);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    let across = (rect.width() - SWATCH - GAP) / MONK.len() as f32;
    let fill = |at: f32, width: f32, [r, g, b]: [u8; 3], ring: Option<f32>| {
        let swatch = Rect::from_min_size(pos2(rect.left() + at, rect.top() + 3.0), vec2(width, SWATCH));
        ui.painter().rect_filled(swatch, CornerRadius::same(4), Color32::from_rgb(r, g, b));
        let stroke = ring.map_or(Stroke::new(1.0, tokens.edge), |width| Stroke::new(width, tokens.accent));
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
    response.on_hover_text(say("Your skin as it was read, then the ten tones of the Monk scale"));
}

fn show_face(ui: &mut Ui, face: &FaceShape) {
    let [(name, share), (next, other), ..] = face.shares[..] else { return };
    let (name, next) = (say(name), say(next));
    let told = if face.is_clear() { capitalized(name) } else { between(name, next) };
    found(ui, "Face shape", &told);
    why(ui, "face shape", |ui| {
        let shares = say!(
            "{name} {share} %, {next} {other} %.",
            name = name,
            share = format_args!("{:.0}", share * 100.0),
            next = next,
            other = format_args!("{:.0}", other * 100.0)
        );
        note(ui, &shares);
        for measure in &face.measures {
            let text = say!(
                "{measure}: {value} (usual {mean} ± {spread})",
                measure = capitalized(say(measure.name)),
                value = format_args!("{:.2}", measure.value),
                mean = format_args!("{:.2}", measure.usual.mean),
                spread = format_args!("{:.2}", measure.usual.spread)
            );
            note(ui, &text);
        }
    });
}

fn show_trait(ui: &mut Ui, one: &Trait) {
    let (name, next) = (say(one.name), say(one.next));
    let told = if one.sure > 0.6 { capitalized(name) } else { between(name, next) };
    found(ui, one.feature.name(), &told);
    why(ui, &say(one.feature.name()).to_lowercase(), |ui| {
        let [low, high] = one.usual.edges();
        let measured = say!(
            "{measure}: {value}. The names change at {low} and {high}.",
            measure = capitalized(say(one.feature.measure())),
            value = format_args!("{:.2}", one.value),
            low = format_args!("{low:.2}"),
            high = format_args!("{high:.2}")
        );
        note(ui, &measured);
        let sure = say!(
            "{share} % sure that it is {name}, and not {next}.",
            share = format_args!("{:.0}", one.sure * 100.0),
            name = name,
            next = next
        );
        note(ui, &sure);
    });
}

/// What cannot be told from its neighbour; both names are said already.
fn between(name: &str, next: &str) -> String {
    say!("Between {name} and {next}", name = name, next = next)
}
