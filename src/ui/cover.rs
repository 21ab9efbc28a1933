//! The pictures that stand for what was taken.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use egui::ColorImage;

use super::{roll::image, tasks::Ticket, worker::Worker};
use crate::{
    capture::{self, Captured, OpenOptions, Pace, SourceSpec},
    files,
    raster::{Pixmap, codec, resize},
    resources::Resources,
};

/// Longest side as it is shown, pixels.
const SHOWN_PX: u32 = 340;
/// Longest wait for the first frame of a film.
const PATIENCE: Duration = Duration::from_secs(10);

/// Starts a thread that makes them, as small as they are shown.
pub(super) fn start(ctx: &egui::Context, resources: Resources) -> Worker<PathBuf, (PathBuf, ColorImage)> {
    Worker::start(ctx, "vanity-covers", Duration::ZERO, move || {
        move |path: PathBuf, _: &Ticket| match of(&path, &resources) {
            Ok(picture) => vec![(path, image(&resize::within(&picture, SHOWN_PX)))],
            // It stays an empty card.
            Err(problem) => {
                tracing::warn!("{problem}");
                Vec::new()
            }
        }
    })
}

/// A picture itself, or the first frame of one that moves.
fn of(path: &Path, resources: &Resources) -> Result<Pixmap, String> {
    if codec::has_suffix(path) {
        return codec::load(path).map_err(|error| error.to_string());
    }
    let is_animation = path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("gif"));
    if is_animation { of_animation(path) } else { of_film(path, resources) }
        .map_err(|problem| format!("{}: {problem}", path.display()))
}

fn of_animation(path: &Path) -> Result<Pixmap, String> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let file = files::open(path).map_err(|error| error.to_string())?;
    let mut decoder = options.read_info(std::io::BufReader::new(file)).map_err(|error| error.to_string())?;
    let frame = decoder.read_next_frame().map_err(|error| error.to_string())?.ok_or("there is no picture in it")?;
    Pixmap::from_rgba(frame.width.into(), frame.height.into(), frame.buffer.to_vec()).map_err(|error| error.to_string())
}

fn of_film(path: &Path, resources: &Resources) -> Result<Pixmap, String> {
    let options = OpenOptions { pace: Pace::EveryFrame, size: None };
    let opened = capture::open(&SourceSpec::File(path.into()), &options, resources);
    match opened.map_err(|error| error.to_string())?.next_frame(PATIENCE) {
        Captured::Frame(frame) => Ok((*frame.pixels).clone()),
        _ => Err("there is no picture in it".into()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::export::{MovingKind, Recorder};

    #[test]
    fn what_moves_is_shown_by_its_first_frame() {
        let folder = tempfile::tempdir().unwrap();
        let resources = Resources::locate().unwrap();
        for kind in [MovingKind::Animation, MovingKind::Film] {
            let path = folder.path().join("a").with_extension(kind.suffix());
            let place = path.clone();
            let mut recorder = Recorder::begin(kind, move || Ok(place), None).unwrap();
            for (number, red) in [200, 20].into_iter().enumerate() {
                let mut picture = Pixmap::new(64, 48);
                picture.pixels_mut().fill([red, 60, 90, 255]);
                recorder.add(&Arc::new(picture), number as f64 / 5.0);
            }
            recorder.finish(|_| true).unwrap();
            let cover = of(&path, &resources).unwrap();
            assert!(cover.size() == [64, 48] && cover.pixel(30, 20)[0].abs_diff(200) < 8, "{kind:?}");
            std::fs::write(&path, b"GIF89a, or so it says").unwrap();
            assert!(of(&path, &resources).unwrap_err().contains("a."), "{kind:?}");
        }
    }
}
