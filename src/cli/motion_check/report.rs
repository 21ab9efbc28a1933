//! What was measured, as a table, as JSON, and as the page `docs/motion.md`.

use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use super::{Failure, Flicker, Jitter, Lag};
use crate::files::write_atomically;

/// What the project aims at.
const AIMS: &str = "flicker p95 <= 0.5; lag <= 1 frame";

/// Landmarks of one kind: how they tremble, and how what is painted by them flickers.
#[derive(Debug, Default)]
pub(super) struct Track {
    pub(super) jitter: Jitter,
    pub(super) flicker: Flicker,
}

/// What was measured on one clip.
#[derive(Debug, Default)]
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) frames: usize,
    /// Width of the face in each frame, pixels.
    pub(super) face_px: Vec<f32>,
    pub(super) raw: Track,
    pub(super) smooth: Track,
    /// Flicker with landmarks that the picture's own motion carries from the frame before.
    pub(super) carried: Flicker,
    /// The bare picture's own flicker.
    pub(super) own: Flicker,
    pub(super) lag: Lag,
}

impl Measured {
    /// No face: what comes is not held against what was.
    pub(super) fn interrupt(&mut self) {
        self.raw.jitter.interrupt();
        self.smooth.jitter.interrupt();
        self.lag.interrupt();
    }

    fn mean_face_px(&self) -> f32 {
        self.face_px.iter().sum::<f32>() / self.face_px.len().max(1) as f32
    }

    fn row(&self) -> Vec<String> {
        let (raw, smooth) = (&self.raw, &self.smooth);
        let lag = self.lag.frames().map_or("still".into(), |lag| format!("{lag:.2}"));
        vec![
            self.name.clone(),
            self.frames.to_string(),
            format!("{:.0}", self.mean_face_px()),
            format!("{:.2}", raw.jitter.px()),
            format!("{:.2}", smooth.jitter.px()),
            format!("{:.2}", smooth.jitter.flow_px()),
            format!("{:.2}", raw.jitter.slip_p95_px()),
            format!("{:.2}", smooth.jitter.slip_p95_px()),
            format!("{:.2}", raw.flicker.p95()),
            format!("{:.2}", smooth.flicker.p95()),
            format!("{:.2}", smooth.flicker.median()),
            format!("{:.2}", self.carried.p95()),
            format!("{:.2}", self.own.p95()),
            lag,
        ]
    }

    fn to_json(&self) -> Value {
        let track = |track: &Track| {
            json!({
                "jitter_px": thousandths(track.jitter.px().into()),
                "slip_p95_px": thousandths(track.jitter.slip_p95_px().into()),
                "flicker_p95": thousandths(track.flicker.p95()),
                "flicker_median": thousandths(track.flicker.median()),
            })
        };
        json!({
            "clip": self.name,
            "frames": self.frames,
            "face_px": thousandths(self.mean_face_px().into()),
            "unsmoothed": track(&self.raw),
            "smoothed": track(&self.smooth),
            "flow_error_px": thousandths(self.smooth.jitter.flow_px().into()),
            "carried_flicker_p95": thousandths(self.carried.p95()),
            "bare_flicker_p95": thousandths(self.own.p95()),
            "lag_frames": self.lag.frames().map(thousandths),
        })
    }
}

fn thousandths(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

const HEADS: [&str; 14] = [
    "clip",
    "frames",
    "face, px",
    "jitter, unsmoothed, px",
    "jitter, px",
    "flow's own error, px",
    "slip p95, unsmoothed, px",
    "slip p95, px",
    "flicker p95, unsmoothed",
    "flicker p95",
    "flicker median",
    "flicker p95, carried",
    "bare picture p95",
    "lag, frames",
];

/// All clips.
pub(super) struct Report {
    pub(super) look: String,
    pub(super) clips: Vec<Measured>,
}

impl Report {
    pub(super) fn to_json(&self) -> Value {
        json!({ "look": self.look, "clips": self.clips.iter().map(Measured::to_json).collect::<Vec<_>>() })
    }

    /// A table that a terminal and a page show alike.
    pub(super) fn table(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let rule = format!("|---|{}\n", "---:|".repeat(HEADS.len() - 1));
        let rows: String = self.clips.iter().map(|clip| line(clip.row())).collect();
        line(HEADS.map(String::from).to_vec()) + &rule + &rows
    }

    /// Writes `motion.md`.
    pub(super) fn write(&self, folder: &Path) -> Result<(), Failure> {
        let page = include_str!("page.md")
            .replace("{aims}", AIMS)
            .replace("{look}", &self.look)
            .replace("{table}", &self.table());
        let path = folder.join("motion.md");
        write_atomically(&path, page.as_bytes())
            .with_context(|| format!("{} cannot be written", path.display()))
            .map_err(Failure::input)
    }
}
