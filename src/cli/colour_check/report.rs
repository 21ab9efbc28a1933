//! What was measured, as a table, as JSON, and as the page `docs/colour.md`.

use std::path::Path;

use anyhow::Context;
use serde_json::{Map, Value, json};

use super::{Failure, Measured, plots, shades::TONES};
use crate::{files::write_atomically, look::Finish};

/// What the project aims at: median and 95th percentile of a matte shade, median of the others, and the gap between skin tones.
const AIMS: &str = "matte: median <= 2.0, p95 <= 4.0; other finishes: median <= 3.0; gap between skin tones <= 0.5";

/// All that was measured.
pub(super) struct Report {
    pub(super) finishes: Vec<(Finish, Vec<Measured>)>,
    /// Matte shades where what tells skin from light is not as supposed.
    pub(super) doubts: Vec<(&'static str, Vec<Measured>)>,
}

/// What the measurements of one finish come down to, CIEDE2000.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Summary {
    pub(super) median: f64,
    pub(super) p95: f64,
    /// Median of each of [`TONES`].
    pub(super) by_tone: Vec<f64>,
    pub(super) n: usize,
}

impl Summary {
    pub(super) fn of(measured: &[Measured]) -> Self {
        let of_tone = |tone: usize| {
            let own = measured.iter().filter(|one| one.tone == tone).map(|one| one.difference).collect();
            percentile(own, 50)
        };
        let all = || measured.iter().map(|one| one.difference).collect();
        let by_tone = (0..TONES.len()).map(of_tone).collect();
        Self { median: percentile(all(), 50), p95: percentile(all(), 95), by_tone, n: measured.len() }
    }

    /// Median of the worst tone less that of the best.
    fn tone_gap(&self) -> f64 {
        let best = self.by_tone.iter().copied().fold(f64::INFINITY, f64::min);
        self.by_tone[self.worst_tone()] - best
    }

    fn worst_tone(&self) -> usize {
        (0..TONES.len()).max_by(|&a, &b| self.by_tone[a].total_cmp(&self.by_tone[b])).unwrap_or(0)
    }

    fn to_json(&self) -> Value {
        json!({
            "median": hundredths(self.median),
            "p95": hundredths(self.p95),
            "tone_gap": hundredths(self.tone_gap()),
            "worst_tone": TONES[self.worst_tone()].0,
            "n": self.n,
        })
    }

    fn row(&self, name: &str) -> String {
        let (worst, _) = TONES[self.worst_tone()];
        format!("| {name} | {:.2} | {:.2} | {:.2} | #{worst} | {} |\n", self.median, self.p95, self.tone_gap(), self.n)
    }
}

/// Nearest rank.
fn percentile(mut values: Vec<f64>, percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or(0.0)
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

pub(super) fn name(finish: Finish) -> String {
    format!("{finish:?}").to_lowercase()
}

impl Report {
    pub(super) fn to_json(&self) -> Value {
        let finishes: Map<String, Value> =
            self.finishes.iter().map(|(finish, all)| (name(*finish), Summary::of(all).to_json())).collect();
        json!({ "finishes": finishes })
    }

    pub(super) fn table(&self) -> String {
        let line = |name: &str, of: &Summary| {
            let (worst, _) = TONES[of.worst_tone()];
            format!("{name:<40}{:>8.2}{:>8.2}{:>8.2}{worst:>10}{:>8}\n", of.median, of.p95, of.tone_gap(), of.n)
        };
        let mut text = format!("{:<40}{:>8}{:>8}{:>8}{:>10}{:>8}\n", "CIEDE2000", "median", "p95", "gap", "worst", "n");
        self.finishes.iter().for_each(|(finish, all)| text += &line(&name(*finish), &Summary::of(all)));
        self.doubts.iter().for_each(|(what, all)| text += &line(&format!("matte; {what}"), &Summary::of(all)));
        text + "Aims: " + AIMS
    }

    /// Writes `colour.md` and its plots.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let finishes: Vec<(String, Summary)> =
            self.finishes.iter().map(|(finish, all)| (name(*finish), Summary::of(all))).collect();
        let files = [
            ("colour.md", self.page(&finishes)),
            ("colour-finishes.svg", plots::finishes(&finishes)),
            ("colour-tones.svg", plots::tones(&finishes)),
        ];
        for (file, text) in files {
            let path = folder.join(file);
            write_atomically(&path, text.as_bytes())
                .with_context(|| format!("{} cannot be written", path.display()))
                .map_err(Failure::input)?;
        }
        Ok(())
    }

    fn page(&self, finishes: &[(String, Summary)]) -> String {
        let head = |first: &str| {
            format!(
                "| {first} | median | p95 | gap between skin tones | worst tone | n |\n|---|---:|---:|---:|---|---:|\n"
            )
        };
        let rows: String = finishes.iter().map(|(name, summary)| summary.row(name)).collect();
        let doubts: String = self.doubts.iter().map(|(what, all)| Summary::of(all).row(what)).collect();
        include_str!("page.md")
            .replace("{aims}", AIMS)
            .replace("{finishes}", &(head("finish") + &rows))
            .replace("{doubts}", &(head("matte, when") + &doubts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_lies_between_the_worst_and_the_best_tone() {
        let measured: Vec<Measured> =
            (0..1000).map(|i| Measured { tone: i % 10, difference: if i % 10 == 7 { 3.0 } else { 1.0 } }).collect();
        let report = Report { finishes: vec![(Finish::Matte, measured)], doubts: Vec::new() };
        let matte = &report.to_json()["finishes"]["matte"];
        assert_eq!(*matte, json!({ "median": 1.0, "p95": 3.0, "tone_gap": 2.0, "worst_tone": "604134", "n": 1000 }));
        assert!(report.table().contains("matte"));
    }
}
