//! The figures, as a table and as JSON.

use std::{collections::BTreeSet, fmt::Write, path::PathBuf};

use serde_json::{Value, json};

use super::{edges::Hits, tally::Tally};
use crate::face::Part;

/// What makeup is put on, or must be kept off with care.
const MAKEUP: [Part; 7] =
    [Part::Skin, Part::Brows, Part::Eyes, Part::UpperLip, Part::LowerLip, Part::InnerMouth, Part::Hair];
/// Parts whose edges are reported, together where they are one thing to makeup.
const EDGES: [(&str, &[Part]); 3] =
    [("lips", &[Part::UpperLip, Part::LowerLip]), ("eyes", &[Part::Eyes]), ("brows", &[Part::Brows])];
/// A group of fewer pictures says little, and is no worst group.
const ENOUGH: usize = 5;

/// What was counted of one photo.
pub(super) struct Picture {
    pub(super) tally: Tally,
    /// In the order of [`Part::ALL`].
    pub(super) edges: [Hits; Part::ALL.len()],
    /// Each as "kind: name".
    pub(super) groups: Vec<String>,
}

/// What was counted of all.
#[derive(Default)]
pub(super) struct Report {
    pub(super) pictures: Vec<Picture>,
    pub(super) without_face: Vec<PathBuf>,
}

/// Figures of the pictures of one group.
struct Group<'a> {
    name: &'a str,
    pictures: usize,
    makeup_f1: f64,
    tally: Tally,
}

impl Report {
    pub(super) fn to_json(&self) -> Value {
        let tally = self.tally();
        let parts = Part::ALL.iter().map(|&part| {
            let scores = tally.scores(part).map(|s| {
                json!({
                    "precision": short(s.precision), "recall": short(s.recall), "f1": short(s.f1),
                    "overlap": short(s.overlap), "accuracy": short(s.accuracy),
                })
            });
            (part.name().to_owned(), scores.unwrap_or(Value::Null))
        });
        let groups = self.groups().into_iter().map(|group| {
            let overlap = Part::ALL
                .iter()
                .filter_map(|&part| Some((part.name().to_owned(), short(group.tally.scores(part)?.overlap).into())));
            let figures = json!({
                "pictures": group.pictures,
                "makeup_f1": short(group.makeup_f1),
                "overlap": overlap.collect::<serde_json::Map<_, Value>>(),
            });
            (group.name.to_owned(), figures)
        });
        json!({
            "pictures": self.pictures.len(),
            "without_face": self.without_face.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>(),
            "makeup_f1": tally.mean_f1(&MAKEUP).map(short),
            "mean_f1": tally.mean_f1(&Part::ALL[1..]).map(short),
            "parts": parts.collect::<serde_json::Map<_, _>>(),
            "edges_f1": EDGES.iter().map(|(name, parts)| ((*name).to_owned(), self.edges(parts).into())).collect::<serde_json::Map<_, _>>(),
            "groups": groups.collect::<serde_json::Map<_, _>>(),
            "confusion": tally.counts,
        })
    }

    pub(super) fn table(&self) -> String {
        let tally = self.tally();
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{:<20}{:>10}{:>10}{:>10}{:>10}{:>10}",
            "", "precision", "recall", "F1", "overlap", "accuracy"
        );
        for (part, scores) in Part::ALL.iter().filter_map(|&part| Some((part, tally.scores(part)?))) {
            let values = [scores.precision, scores.recall, scores.f1, scores.overlap, scores.accuracy];
            let _ = writeln!(text, "{:<20}{}", part.name(), values.map(|value| format!("{value:>10.3}")).concat());
        }
        let figure = |value: Option<f64>| value.map_or("-".into(), |value| format!("{value:.3}"));
        let _ = writeln!(
            text,
            "mean F1: {} of what makeup is put on, {} of all parts",
            figure(tally.mean_f1(&MAKEUP)),
            figure(tally.mean_f1(&Part::ALL[1..]))
        );
        let edges = EDGES.map(|(name, parts)| format!("{name} {}", figure(self.edges(parts))));
        let _ = writeln!(text, "edges met within 2 of 400 pixels, F1: {}", edges.join(", "));
        let groups = self.groups();
        for group in &groups {
            let _ = writeln!(text, "{:<34}{:>5} pictures{:>8.3}", group.name, group.pictures, group.makeup_f1);
        }
        let worst =
            groups.iter().filter(|group| group.pictures >= ENOUGH).min_by(|a, b| a.makeup_f1.total_cmp(&b.makeup_f1));
        if let Some(worst) = worst {
            let _ = writeln!(text, "worst group of {ENOUGH} pictures or more: {} ({:.3})", worst.name, worst.makeup_f1);
        }
        let _ = write!(
            text,
            "{} pictures, {} more without a face that was found",
            self.pictures.len(),
            self.without_face.len()
        );
        text
    }

    fn tally(&self) -> Tally {
        Tally::sum(self.pictures.iter().map(|picture| &picture.tally))
    }

    fn edges(&self, parts: &[Part]) -> Option<f64> {
        let hits = self.pictures.iter().flat_map(|picture| parts.iter().map(|&part| picture.edges[part as usize]));
        Hits::sum(hits).f1().map(short)
    }

    fn groups(&self) -> Vec<Group<'_>> {
        let names: BTreeSet<&str> =
            self.pictures.iter().flat_map(|picture| &picture.groups).map(String::as_str).collect();
        let group = |name| {
            let members = || self.pictures.iter().filter(|picture| picture.groups.iter().any(|group| group == name));
            let tally = Tally::sum(members().map(|picture| &picture.tally));
            Some(Group { name, pictures: members().count(), makeup_f1: tally.mean_f1(&MAKEUP)?, tally })
        };
        names.into_iter().filter_map(group).collect()
    }
}

fn short(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
