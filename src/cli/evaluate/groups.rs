//! What kind of picture it is.

use super::truth::UNKNOWN;
use crate::{
    advisor::tone,
    face::{Face, Part},
    raster::{Pixmap, color::linear_from_rgb8, difference::Lab},
};

/// Least share of the square that glasses, or something else in front, take up to count.
const COVERED: (f64, f64) = (0.002, 0.01);

/// Skin tone, turn of the head, and what is in front.
pub(super) fn groups_of(face: &Face, picture: &Pixmap, drawn: &[u8], sampled: &[u8]) -> Vec<String> {
    vec![tone(picture, drawn), turn(face.pose.yaw), cover(sampled)]
}

fn tone(picture: &Pixmap, drawn: &[u8]) -> String {
    let mut channels: [Vec<u8>; 3] = Default::default();
    for (pixel, _) in picture.pixels().iter().zip(drawn).filter(|(_, part)| **part == Part::Skin as u8) {
        channels.iter_mut().zip(pixel).for_each(|(channel, &value)| channel.push(value));
    }
    if channels[0].is_empty() {
        return "tone: unknown".into();
    }
    let median = channels.map(|mut channel| {
        let middle = channel.len() / 2;
        *channel.select_nth_unstable(middle).1
    });
    format!("tone: {}", tone_of(median))
}

/// The band of a skin's colour (sRGB).
pub(super) fn tone_of(skin: [u8; 3]) -> &'static str {
    tone::band(tone::typology_angle(Lab::from_linear(linear_from_rgb8(skin))))
}

fn turn(yaw: f32) -> String {
    let name = match yaw.abs() {
        0.0..10.0 => "under 10 degrees",
        10.0..25.0 => "10 to 25 degrees",
        _ => "over 25 degrees",
    };
    format!("turned: {name}")
}

fn cover(sampled: &[u8]) -> String {
    let known = sampled.iter().filter(|part| **part != UNKNOWN).count().max(1) as f64;
    let share = |part: Part| sampled.iter().filter(|one| **one == part as u8).count() as f64 / known;
    let name = if share(Part::Glasses) > COVERED.0 {
        "glasses"
    } else if share(Part::Other) > COVERED.1 {
        "something"
    } else {
        "nothing"
    };
    format!("in front: {name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skin_falls_into_bands() {
        let of = |color: [u8; 3]| {
            let mut picture = Pixmap::new(4, 1);
            picture.pixels_mut().fill([color[0], color[1], color[2], 255]);
            tone(&picture, &[1, 1, 1, 0])
        };
        assert_eq!(of([244, 222, 208]), "tone: very light");
        assert_eq!(of([80, 52, 40]), "tone: dark");
        assert_eq!(tone(&Pixmap::new(2, 1), &[0, UNKNOWN]), "tone: unknown");
    }

    #[test]
    fn turns_and_covers() {
        assert_eq!(turn(-31.0), "turned: over 25 degrees");
        assert_eq!(cover(&[1, 1, 10, UNKNOWN]), "in front: glasses");
        assert_eq!(cover(&[1, 1, 1, 7]), "in front: nothing");
    }
}
