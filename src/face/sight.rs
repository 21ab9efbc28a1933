//! What has been parsed of one face: the square close around it, and a wide one that takes in the hair.

use super::{
    parser::{Memory, Parser},
    parsing::Parsing,
};
use crate::{geometry::RotatedSquare, inference::InferenceError, raster::Pixmap};

/// Sides of the squares over that of the mesh model's square (which is 1.5 times the face's box): 1.6 and 3.2 times the box.
const NEAR: f32 = 1.6 / 1.5;
const WIDE: f32 = 3.2 / 1.5;

/// What is parsed on a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glance {
    /// Neither square: both are as they were.
    Nothing,
    /// The near square; nobody asks for the wide one.
    Near,
    /// The near square, while the wide one is as it was on the frame before.
    NearOfBoth,
    /// The wide square, while the near one is as it was on the frame before.
    Wide,
    /// Both.
    Both,
}

/// One square's newest parsing, and where the face was then.
#[derive(Debug, Clone, Default)]
struct View {
    memory: Memory,
    parsed: Option<(Parsing, RotatedSquare)>,
}

/// Both squares of one face.
#[derive(Debug, Clone, Default)]
pub(super) struct Sight {
    near: View,
    wide: View,
}

impl Sight {
    /// Parses what is wanted around the mesh model's square.
    ///
    /// # Errors
    /// [`InferenceError`] where the model fails.
    pub(super) fn look(
        &mut self,
        parser: &mut Parser,
        frame: &Pixmap,
        roi: RotatedSquare,
        glance: Glance,
    ) -> Result<(), InferenceError> {
        if matches!(glance, Glance::Near | Glance::NearOfBoth | Glance::Both) {
            self.near.look(parser, frame, roi, NEAR)?;
        }
        match glance {
            Glance::Near => self.wide = View::default(),
            Glance::Nothing | Glance::NearOfBoth => {}
            Glance::Wide | Glance::Both => self.wide.look(parser, frame, roi, WIDE)?,
        }
        Ok(())
    }

    /// The near square, moved along with the face.
    pub(super) fn near(&self, roi: RotatedSquare) -> Option<Parsing> {
        self.near.at(roi)
    }

    /// The wide square, moved along with the face.
    pub(super) fn wide(&self, roi: RotatedSquare) -> Option<Parsing> {
        self.wide.at(roi)
    }
}

impl View {
    fn look(
        &mut self,
        parser: &mut Parser,
        frame: &Pixmap,
        roi: RotatedSquare,
        room: f32,
    ) -> Result<(), InferenceError> {
        let square = RotatedSquare { side: roi.side * room, ..roi };
        if let Some(parsing) = parser.parse(frame, square, &mut self.memory)? {
            self.parsed = Some((parsing, roi));
        }
        Ok(())
    }

    fn at(&self, roi: RotatedSquare) -> Option<Parsing> {
        let (parsing, then) = self.parsed.as_ref()?;
        Some(parsing.carried(*then, roi))
    }
}
