//! Taking pictures of what is seen.

use std::path::PathBuf;

use super::{Command, Studio};
use crate::{
    capture::{CameraInfo, SourceSpec},
    look::Worn,
    preferences::{COUNTDOWNS, Preferences},
};

impl Studio {
    /// What is worn, and how strongly.
    pub fn seen_worn(&self) -> Option<Worn> {
        self.worn_look().map(|look| Worn { look: look.clone(), intensity: self.intensity })
    }
}

/// How taking pictures is doing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shutter {
    /// Seconds until it does, while they are counted down.
    pub counting: Option<u8>,
    /// How much of a film is taken, 0..=1.
    pub filming: Option<f32>,
    /// Files of the pictures that were taken, the newest first.
    pub taken: Vec<PathBuf>,
    /// Whether they are shown.
    pub gallery_shown: bool,
}

impl Shutter {
    /// Whether it is about to take a picture, or takes one.
    pub fn is_busy(&self) -> bool {
        self.counting.is_some() || self.filming.is_some()
    }

    pub(super) fn update(&mut self, command: &Command, preferences: &mut Preferences) {
        match command {
            Command::ChooseShot(shot) if !self.is_busy() => preferences.shot = *shot,
            Command::Countdown(seconds) if COUNTDOWNS.contains(seconds) => preferences.countdown = *seconds,
            Command::ToggleGallery => self.gallery_shown = !self.gallery_shown,
            _ => {}
        }
    }
}

impl Studio {
    /// The camera that was chosen the last time, where it is still connected; any other is for the source itself to choose.
    pub fn usual_camera(&self) -> SourceSpec {
        let named = |camera: &&CameraInfo| Some(&camera.name) == self.preferences.camera.as_ref();
        SourceSpec::Camera(self.cameras.iter().find(named).map(|camera| camera.id.clone()))
    }

    /// Remembers a camera that was chosen among those that are connected.
    pub(super) fn remember_camera(&mut self, source: &SourceSpec) {
        let SourceSpec::Camera(Some(id)) = source else { return };
        let chosen = self.cameras.iter().find(|camera| camera.id == *id);
        self.preferences.camera = chosen.map(|camera| camera.name.clone()).or(self.preferences.camera.take());
    }
}

#[cfg(test)]
mod tests {
    use super::{super::test_studio as studio, *};
    use crate::preferences::Shot;

    fn camera(id: &str, name: &str) -> CameraInfo {
        CameraInfo { id: id.into(), name: name.into() }
    }

    #[test]
    fn the_camera_that_was_chosen_is_found_again_wherever_it_is_plugged_in() {
        let mut first = studio();
        first.update(Command::CamerasListed(vec![camera("0", "Built in"), camera("1", "C920")]));
        assert_eq!(first.usual_camera(), SourceSpec::Camera(None), "nothing was chosen yet");
        first.update(Command::Open(SourceSpec::Camera(Some("1".into()))));
        for other in [SourceSpec::Demo, SourceSpec::Camera(None), SourceSpec::Camera(Some("9".into()))] {
            first.update(Command::Open(other));
        }
        let mut next = studio();
        next.preferences = first.preferences.clone();
        next.update(Command::CamerasListed(vec![camera("2", "C920"), camera("0", "Built in")]));
        assert_eq!(next.usual_camera(), SourceSpec::Camera(Some("2".into())));
        next.update(Command::CamerasListed(vec![camera("0", "Built in")]));
        assert_eq!(next.usual_camera(), SourceSpec::Camera(None), "it is not connected");
    }

    #[test]
    fn what_the_shutter_takes_is_found_again() {
        let mut first = studio();
        first.update(Command::ChooseShot(Shot::Gif));
        let mut next = studio();
        next.preferences = first.preferences.clone();
        assert_eq!(next.preferences.shot, Shot::Gif);
    }
}
