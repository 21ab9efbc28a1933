//! Advice in plain words.

use std::fmt::Write as _;

use crate::advisor::{Advice, looks::Recommendation, said::Aspect, shades::Match, tone::Tone};

/// The whole report.
pub(super) fn report(advice: &Advice, looks: &[Recommendation], shades: &[(String, Match)]) -> String {
    let mut text = String::new();
    let complaints = &advice.quality.complaints;
    if !complaints.is_empty() {
        let head = if advice.quality.tells_nothing() {
            "This picture cannot be read. Please:"
        } else {
            "More can be told when you:"
        };
        line(&mut text, head);
        complaints.iter().for_each(|complaint| line(&mut text, &format!("  - {}", complaint.advice())));
        line(&mut text, "");
    }
    if advice.quality.tells_nothing() {
        return text.trim_end().to_owned();
    }
    you(&mut text, advice);
    if !advice.skin.is_empty() {
        line(&mut text, "\nSkin (100: hardly any of it shows; no medical finding)");
        for finding in &advice.skin {
            line(&mut text, &format!("  {:<12}{:>4}  {}", finding.concern.name(), finding.score, finding.words()));
        }
    }
    if !shades.is_empty() {
        line(&mut text, "\nFoundation shades (CIEDE2000 from the skin)");
        let word = advice.on_your_word(&[Aspect::Tone, Aspect::Undertone]);
        word.into_iter().for_each(|word| line(&mut text, &format!("  {word}")));
        for (name, shade) in shades {
            let doubt = if shade.within_doubt { ", as near as the skin is known" } else { "" };
            line(&mut text, &format!("  {:>5.1}  {name}: {}{doubt}", shade.difference, shade.words()));
        }
    }
    if !looks.is_empty() {
        line(&mut text, "\nLooks (50: the rules say nothing either way)");
        line(&mut text, &format!("  points: 50 x weight x how strongly a rule speaks (-1 to 1) / {}", looks[0].total));
        for one in looks {
            line(&mut text, &format!("  {:>3.0}  {} ({})", one.score, one.name, one.look));
            for reason in &one.reasons {
                let (rule, value) = (reason.rule, reason.value);
                let points =
                    format!("       {:+5.1}  {} (weight {} x {value:+.2})", reason.points, rule.name, rule.weight);
                line(&mut text, &format!("{points}: {}", reason.because));
            }
        }
    }
    text.trim_end().to_owned()
}

fn you(text: &mut String, advice: &Advice) {
    line(text, "You");
    let word = advice.on_your_word(&Aspect::ALL);
    word.into_iter().for_each(|word| line(text, &format!("  {word}")));
    if let Some(tone) = &advice.tone {
        tone_lines(text, tone);
    }
    if let Some(face) = &advice.shape.face {
        let [(name, share), (next, other), ..] = face.shares[..] else { return };
        line(text, &format!("  {:<22}{name} {:.0} %, {next} {:.0} %", "Face shape", share * 100.0, other * 100.0));
    }
    for one in &advice.shape.traits {
        let told =
            format!("{} ({:.0} % sure; {:.2}, {})", one.name, one.sure * 100.0, one.value, one.feature.measure());
        line(text, &format!("  {:<22}{told}", one.feature.name()));
    }
}

fn tone_lines(text: &mut String, tone: &Tone) {
    let [(first, share), (second, other)] = tone.monk;
    let mut row = |name: &str, told: String| line(text, &format!("  {name:<22}{told}"));
    row("Skin tone", format!("Monk {first} ({:.0} %) or {second} ({:.0} %)", share * 100.0, other * 100.0));
    row("Typology angle", format!("{:.0}° ± {:.0}° ({})", tone.angle, tone.angle_uncertainty, tone.band()));
    let (name, share) = tone.undertone.likeliest();
    let clear = if tone.undertone.is_clear() { "" } else { "not clear; likeliest " };
    row(
        "Undertone",
        format!(
            "{clear}{name} ({:.0} %; hue {:.0}° ± {:.0}°)",
            share * 100.0,
            tone.undertone.hue,
            tone.undertone.uncertainty
        ),
    );
    row("Contrast", format!("{} ({:.2})", tone.contrast.name(), tone.contrast.level()));
}

fn line(text: &mut String, line: &str) {
    let _ = writeln!(text, "{line}");
}
