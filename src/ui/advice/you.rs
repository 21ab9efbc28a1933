//! Tone and shapes.

use egui::{Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{
    note,
    own_word::{SWATCH, called, found, paint},
    to_do, why,
};
use crate::{
    advisor::{
        said::{Aspect, Said},
        shape::{CLEAR, FaceShape, SURE, Trait},
        tone::{CONTRAST_EDGES, MONK, NEUTRAL_WITHIN, Tone, UNDERTONE_HUE},
    },
    language::say,
    look::names::capitalized,
    raster::lab::{Illuminant, rgb8_from_lab},
    studio::AdviceReading,
    ui::{
        Request,
        tokens::{GAP, SPACE},
    },
};

/// What was read is told with its figures, whatever the person says; what they say stands above it.
pub(super) fn show(ui: &mut Ui, read: &AdviceReading, said: &Said, requests: &mut Vec<Request>) {
    let advice = &read.advice;
    if !advice.quality.complaints.is_empty() {
        note(ui, "More can be told when you:");
        to_do(ui, &advice.quality);
    }
    if let Some(tone) = &advice.tone {
        show_tone(ui, tone, said, requests);
    }
    if let Some(face) = &advice.shape.face {
        show_face(ui, face, said, requests);
    }
    advice.shape.traits.iter().for_each(|one| show_trait(ui, one, said, requests));
    ui.add_space(SPACE);
    note(
        ui,
        "Read off one picture; makeup that you wear is read along with the skin. You know better: none of this is a verdict. What you say otherwise counts before it, and is forgotten with it.",
    );
}

fn show_tone(ui: &mut Ui, tone: &Tone, said: &Said, requests: &mut Vec<Request>) {
    let [(first, share), (second, other)] = tone.monk;
    let told = say!(
        "Monk {first} ({share} %), or {second} ({other} %)",
        first = first,
        share = format_args!("{:.0}", share * 100.0),
        second = second,
        other = format_args!("{:.0}", other * 100.0)
    );
    // The tones to choose from are the scale.
    if !found(ui, said, Aspect::Tone, &told, requests) {
        scale(ui, tone, said);
    }
    let angle = say!(
        "Typology angle {angle}° ± {doubt}°: {band}",
        angle = format_args!("{:.0}", tone.angle),
        doubt = format_args!("{:.0}", tone.angle_uncertainty),
        band = say(tone.band())
    );
    note(ui, &angle);
    why(ui, "skin tone", |ui| {
        instead(ui, said, Aspect::Tone, &told);
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
    found(ui, said, Aspect::Undertone, &told, requests);
    why(ui, "undertone", |ui| {
        instead(ui, said, Aspect::Undertone, &told);
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
    let told = capitalized(say(contrast.name()));
    found(ui, said, Aspect::Contrast, &told, requests);
    why(ui, "contrast", |ui| {
        instead(ui, said, Aspect::Contrast, &told);
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

/// What was read, where the person said otherwise, and what counts now.
fn instead(ui: &mut Ui, said: &Said, aspect: Aspect, read: &str) {
    if let Some(name) = said.of(aspect) {
        let text = say!(
            "You said: {said}; the picture said: {read}. The nearest value that is surely what you said counts.",
            said = called(aspect, name),
            read = read
        );
        note(ui, &text);
    }
}

/// The scale with the likeliest tones marked, or the one that was said, and the person's own colour.
fn scale(ui: &mut Ui, tone: &Tone, said: &Said) {
    let [(first, _), (second, _)] = tone.monk;
    let own = said.of(Aspect::Tone).and_then(|number| number.parse().ok());
    let spoken = match own {
        Some(own) => say!("Monk scale, tone {tone} marked", tone = own),
        None => say!("Monk scale, tones {first} and {second} marked", first = first, second = second),
    };
    let (first, second) = own.map_or((first, second), |own: usize| (own, own));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), SWATCH + 6.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &spoken));
    let across = (rect.width() - SWATCH - GAP) / MONK.len() as f32;
    let fill = |at: f32, width: f32, color: [u8; 3], ring: Option<f32>| {
        let swatch = Rect::from_min_size(pos2(rect.left() + at, rect.top() + 3.0), vec2(width, SWATCH));
        paint(ui, swatch, color, ring);
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

fn show_face(ui: &mut Ui, face: &FaceShape, said: &Said, requests: &mut Vec<Request>) {
    let [(name, share), (next, other), ..] = face.shares[..] else { return };
    let (name, next) = (say(name), say(next));
    let told = if face.is_clear() { capitalized(name) } else { between(name, next) };
    found(ui, said, Aspect::FaceShape, &told, requests);
    why(ui, "face shape", |ui| {
        instead(ui, said, Aspect::FaceShape, &told);
        let shares = say!(
            "{name} {share} %, {next} {other} %.",
            name = name,
            share = format_args!("{:.0}", share * 100.0),
            next = next,
            other = format_args!("{:.0}", other * 100.0)
        );
        note(ui, &shares);
        note(ui, &say!("Told by one name where it is more than {times} times as likely as the next.", times = CLEAR));
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

fn show_trait(ui: &mut Ui, one: &Trait, said: &Said, requests: &mut Vec<Request>) {
    let aspect = Aspect::Feature(one.feature);
    let (name, next) = (say(one.name), say(one.next));
    let told = if one.is_clear() { capitalized(name) } else { between(name, next) };
    found(ui, said, aspect, &told, requests);
    why(ui, &say(one.feature.name()).to_lowercase(), |ui| {
        instead(ui, said, aspect, &told);
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
            "{share} % sure that it is {name}, and not {next}; told by one name from {least} % on.",
            share = format_args!("{:.0}", one.sure * 100.0),
            least = format_args!("{:.0}", SURE * 100.0),
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
