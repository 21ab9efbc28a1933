//! A thing of known colour in the picture: a grey card, or a sheet of white paper, held beside the face. It says what the light is, where
//! otherwise the whites of the eyes and the bright end of the frame have to do.

use super::pixel::decode;
use crate::{
    geometry::{Vec2, Vec3},
    language::say,
    raster::Pixmap,
};

/// What is held into the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    /// A photographer's grey card, or the fourth of the six neutral patches of a colour checker: reflects 18 %.
    Grey,
    /// White paper, or the white patch of a colour checker: reflects 90 %.
    White,
}

impl Card {
    fn reflectance(self) -> f32 {
        match self {
            Self::Grey => 0.18,
            Self::White => 0.9,
        }
    }
}

/// The light, as a card shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reference {
    /// What something that reflects all light would show: linear, above 1 where the card is brighter than the picture can hold.
    pub(super) white: Vec3,
}

/// Why a place in the picture says nothing of the light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoReference {
    /// Not in the picture.
    #[error("{}", say("That is outside the picture. Choose a place on the card."))]
    Outside,
    /// Hardly any light.
    #[error("{}", say("It is too dark there. Turn the card towards the light."))]
    Dark,
    /// A channel is at its end.
    #[error("{}", say("It is too bright there. Turn the card a little away from the light, or take the grey one."))]
    Bright,
    /// No lamp makes a grey card look like that.
    #[error("{}", say("That is not grey. Choose a place on the card."))]
    Coloured,
}

/// Half the side of the square that is read, as a share of the picture's longer side.
const REACH: f32 = 0.006;
/// Linear values below and above which a channel says nothing.
const USABLE: (f32, f32) = (0.008, 0.96);
/// Least and greatest red and blue over green of a grey card, from candlelight to open shade.
const LIGHTS: (f32, f32) = (0.28, 3.0);

impl Reference {
    /// Reads the card at a point of the frame (pixels): the median of the pixels about it, channel by channel.
    ///
    /// # Errors
    /// [`NoReference`] says why there is nothing to be read, and what to do.
    pub fn read(frame: &Pixmap, at: Vec2, card: Card) -> Result<Self, NoReference> {
        let size = Vec2::new(frame.width() as f32, frame.height() as f32);
        if !(at.x >= 0.0 && at.y >= 0.0 && at.x < size.x && at.y < size.y) {
            return Err(NoReference::Outside);
        }
        let reach = (size.max_element() * REACH).max(1.0);
        let (low, high) = ((at - reach).max(Vec2::ZERO), (at + reach).min(size - 1.0));
        let rows = low.y as u32..=high.y as u32;
        let colors: Vec<Vec3> = rows
            .flat_map(|y| frame.row(y)[low.x as usize..=high.x as usize].iter().map(|&pixel| decode(pixel)))
            .collect();
        let color = Vec3::from_array(std::array::from_fn(|channel| {
            let mut values: Vec<f32> = colors.iter().map(|color| color[channel]).collect();
            let middle = values.len() / 2;
            *values.select_nth_unstable_by(middle, f32::total_cmp).1
        }));
        if color.max_element() < USABLE.0 {
            return Err(NoReference::Dark);
        }
        if color.max_element() > USABLE.1 {
            return Err(NoReference::Bright);
        }
        let possible = LIGHTS.0..=LIGHTS.1;
        if !possible.contains(&(color.x / color.y)) || !possible.contains(&(color.z / color.y)) {
            return Err(NoReference::Coloured);
        }
        Ok(Self { white: color / card.reflectance() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(pixel: [u8; 4]) -> Pixmap {
        let mut picture = Pixmap::new(80, 60);
        picture.pixels_mut().fill(pixel);
        picture
    }

    #[test]
    fn grey_card_and_white_paper_tell_the_same_light() {
        let middle = Vec2::new(40.0, 30.0);
        let grey = Reference::read(&filled([118, 118, 118, 255]), middle, Card::Grey).unwrap();
        let white = Reference::read(&filled([243, 243, 243, 255]), middle, Card::White).unwrap();
        assert!((grey.white - white.white).abs().max_element() < 0.02, "{grey:?} {white:?}");
        assert!((grey.white - 1.0).abs().max_element() < 0.02);
    }

    #[test]
    fn what_cannot_be_a_card_is_refused() {
        let read = |pixel, x| Reference::read(&filled(pixel), Vec2::new(x, 30.0), Card::Grey);
        assert_eq!(read([0, 0, 0, 255], 40.0), Err(NoReference::Dark));
        assert_eq!(read([255, 250, 240, 255], 40.0), Err(NoReference::Bright));
        assert_eq!(read([200, 20, 20, 255], 40.0), Err(NoReference::Coloured));
        assert_eq!(read([118, 118, 118, 255], 80.0), Err(NoReference::Outside));
        assert_eq!(read([118, 118, 118, 255], f32::NAN), Err(NoReference::Outside));
        assert!(read([118, 118, 118, 255], 79.9).is_ok());
    }
}
