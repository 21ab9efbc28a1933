//! Advice as JSON.

use std::path::Path;

use serde_json::{Value, json};

use crate::{
    advisor::{
        Advice,
        looks::{Reason, Recommendation},
        quality::{Complaint, Figures, Quality},
        said::Aspect,
        shades::Match,
        shape::{FaceShape, Shape, Trait, Usual},
        skin::Finding,
        tone::Tone,
    },
    cli::json::short,
};

/// Everything with its figures.
pub(super) fn document(input: &Path, advice: &Advice, looks: &[Recommendation], shades: &[(String, Match)]) -> Value {
    json!({
        "input": input.to_string_lossy(),
        "quality": quality(&advice.quality),
        "said": said(advice),
        "tone": advice.tone.as_ref().map(tone),
        "shape": shape(&advice.shape),
        "skin": advice.skin.iter().map(finding).collect::<Vec<_>>(),
        "shades": shades.iter().map(shade).collect::<Vec<_>>(),
        "looks": looks.iter().map(recommendation).collect::<Vec<_>>(),
    })
}

/// What the person said instead of what was read.
fn said(advice: &Advice) -> Value {
    let said = Aspect::ALL.into_iter().filter_map(|aspect| Some((aspect, advice.said.of(aspect)?)));
    said.map(|(aspect, name)| json!({ "reading": aspect.name(), "name": name })).collect()
}

fn quality(quality: &Quality) -> Value {
    let Figures { width_px, turn, blur, clipped, light, uneven_stops, colored, seen } = quality.figures;
    json!({
        "readable": !quality.tells_nothing(),
        "to_do": quality.complaints.iter().map(|complaint: &Complaint| complaint.advice()).collect::<Vec<_>>(),
        "figures": {
            "face_width_px": short(width_px),
            "yaw_degrees": short(turn[0]),
            "pitch_degrees": short(turn[1]),
            "edge_width": short(blur),
            "clipped": short(clipped),
            "light": short(light),
            "uneven_stops": short(uneven_stops),
            "colored": short(colored),
            "seen": short(seen),
        },
    })
}

fn tone(tone: &Tone) -> Value {
    let [(first, share), (second, other)] = tone.monk;
    let [cool, neutral, warm] = tone.undertone.shares.map(rounded);
    json!({
        "lab": tone.lab.map(rounded),
        "lab_uncertainty": tone.uncertainty.map(rounded),
        "ita_degrees": rounded(tone.angle),
        "ita_uncertainty": rounded(tone.angle_uncertainty),
        "band": tone.band(),
        "monk": [{ "tone": first, "probability": rounded(share) }, { "tone": second, "probability": rounded(other) }],
        "undertone": {
            "name": tone.undertone.likeliest().0,
            "hue_degrees": rounded(tone.undertone.hue),
            "uncertainty": rounded(tone.undertone.uncertainty),
            "cool": cool, "neutral": neutral, "warm": warm,
        },
        "contrast": {
            "name": tone.contrast.name(),
            "level": rounded(tone.contrast.level()),
            "brows": tone.contrast.brows.map(rounded),
            "eyes": rounded(tone.contrast.eyes),
            "lips": rounded(tone.contrast.lips),
            "hair": tone.contrast.hair.map(rounded),
        },
    })
}

fn shape(shape: &Shape) -> Value {
    json!({
        "face": shape.face.as_ref().map(face_shape),
        "features": shape.traits.iter().map(one_trait).collect::<Vec<_>>(),
    })
}

fn face_shape(shape: &FaceShape) -> Value {
    let shares: Vec<Value> =
        shape.shares.iter().map(|(name, share)| json!({ "name": name, "probability": short(*share) })).collect();
    let measures: Vec<Value> = shape
        .measures
        .iter()
        .map(
            |measure| json!({ "measure": measure.name, "value": short(measure.value), "usual": usual(&measure.usual) }),
        )
        .collect();
    json!({ "shapes": shares, "measures": measures })
}

fn one_trait(one: &Trait) -> Value {
    json!({
        "feature": one.feature.name(),
        "name": one.name,
        "sure": rounded(one.sure),
        "next": one.next,
        "measure": one.feature.measure(),
        "value": short(one.value),
        "edges": one.usual.edges().map(short),
        "usual": usual(&one.usual),
    })
}

fn usual(usual: &Usual) -> Value {
    json!({ "mean": short(usual.mean), "spread": short(usual.spread) })
}

fn finding(finding: &Finding) -> Value {
    json!({
        "concern": finding.concern.name(),
        "score": finding.score,
        "value": short(finding.value),
        "unit": finding.concern.unit(),
        "words": finding.words(),
    })
}

fn shade((name, shade): &(String, Match)) -> Value {
    json!({
        "name": name,
        "difference": rounded(shade.difference),
        "lighter": rounded(shade.lighter),
        "warmer_degrees": rounded(shade.warmer),
        "richer": rounded(shade.richer),
        "words": shade.words(),
        "within_doubt": shade.within_doubt,
    })
}

fn recommendation(one: &Recommendation) -> Value {
    let reason = |reason: &Reason| {
        json!({
            "rule": reason.rule.name,
            "says": reason.rule.says,
            "weight": short(reason.rule.weight),
            "value": short(reason.value),
            "points": short(reason.points),
            "because": reason.because,
        })
    };
    json!({ "look": one.look, "name": one.name, "score": short(one.score), "reasons": one.reasons.iter().map(reason).collect::<Vec<_>>() })
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
