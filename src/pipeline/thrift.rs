//! What each quality level leaves out, on the way of a frame through the pipeline.

use std::sync::Arc;

use super::{Quality, Worn};
use crate::{
    capture::Frame,
    face::{Effort, Face},
    geometry::Vec2,
    makeup::Atlas,
    raster::{Pixmap, resize},
};

/// Frames between searches for further faces at full quality and below.
const SEARCH_EVERY: u32 = 10;
const SEARCH_SELDOM: u32 = 30;
/// Frames between looks at what is around a face at full quality and below; what was seen moves along with the face.
const PARSE_EVERY: u32 = 2;
const PARSE_SELDOM: u32 = 3;
/// Sides of a small picture over those of the frame.
const SMALL: f32 = 2.0 / 3.0;

/// The level, and what is kept for it.
#[derive(Debug, Default)]
pub(super) struct Thrift {
    quality: Quality,
    /// The last atlas that was made coarser, and what became of it.
    coarse: Option<(Arc<Atlas>, Arc<Atlas>)>,
    /// The last picture that was made smaller, and what became of it.
    small: Option<(Arc<Pixmap>, Arc<Pixmap>)>,
}

impl Thrift {
    pub(super) fn set(&mut self, quality: Quality) {
        self.quality = quality;
    }

    /// How hard to look for faces.
    pub(super) fn effort(&self) -> Effort {
        let seldom = self.quality >= Quality::SeldomSearch;
        Effort {
            search_every: if seldom { SEARCH_SELDOM } else { SEARCH_EVERY },
            by_turns: self.quality >= Quality::ByTurns,
            parse_every: if self.quality >= Quality::CoarseMakeup { PARSE_SELDOM } else { PARSE_EVERY },
        }
    }

    /// What is painted with.
    pub(super) fn atlas(&mut self, worn: &Worn) -> Option<Arc<Atlas>> {
        let atlas = worn.atlas.as_ref()?;
        if self.quality < Quality::CoarseMakeup {
            self.coarse = None;
            return Some(Arc::clone(atlas));
        }
        if !self.coarse.as_ref().is_some_and(|(of, _)| Arc::ptr_eq(of, atlas)) {
            self.coarse = Some((Arc::clone(atlas), Arc::new(atlas.coarser())));
        }
        self.coarse.as_ref().map(|(_, coarse)| Arc::clone(coarse))
    }

    /// The frame that is painted on, and the faces in it.
    pub(super) fn canvas(&mut self, frame: &Frame, faces: &[Face]) -> (Frame, Vec<Face>) {
        let mut faces = faces.to_vec();
        if self.quality >= Quality::OneFace {
            faces.truncate(1);
        }
        if self.quality < Quality::SmallPicture {
            self.small = None;
            return (frame.clone(), faces);
        }
        if !self.small.as_ref().is_some_and(|(of, _)| Arc::ptr_eq(of, &frame.pixels)) {
            let side = |side: u32| ((side as f32 * SMALL).round() as u32).max(1);
            let small = resize::resized(&frame.pixels, side(frame.pixels.width()), side(frame.pixels.height()));
            self.small = Some((Arc::clone(&frame.pixels), Arc::new(small)));
        }
        let pixels = self.small.as_ref().map_or(&frame.pixels, |(_, small)| small);
        let scale = pixels.width() as f32 / frame.pixels.width().max(1) as f32;
        let faces = faces.iter().map(|face| face.moved(Vec2::ZERO, scale)).collect();
        (Frame { pixels: Arc::clone(pixels), ..frame.clone() }, faces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        face::Pose,
        geometry::{Rect, RotatedSquare, Vec3},
    };

    fn face() -> Face {
        Face {
            track: 3,
            score: 1.0,
            bounds: Rect { min: Vec2::new(30.0, 30.0), max: Vec2::new(90.0, 90.0) },
            roi: RotatedSquare { center: Vec2::splat(60.0), side: 90.0, angle: 0.1 },
            landmarks: vec![Vec3::new(33.0, 66.0, -9.0); 478],
            pose: Pose::default(),
            parsing: None,
            surroundings: None,
            presence: 1.0,
        }
    }

    #[test]
    fn a_small_picture_has_its_faces_where_they_are_in_it() {
        let pixels = Arc::new(Pixmap::new(150, 120));
        let frame = Frame::still(pixels);
        let mut thrift = Thrift::default();
        let (same, faces) = thrift.canvas(&frame, &[face(), face()]);
        assert!(Arc::ptr_eq(&same.pixels, &frame.pixels) && faces.len() == 2);
        thrift.set(Quality::SmallPicture);
        let (small, faces) = thrift.canvas(&frame, &[face(), face()]);
        assert_eq!(small.pixels.size(), [100, 80]);
        assert!(faces.len() == 2 && faces[0].landmarks[0].distance(Vec3::new(22.0, 44.0, -6.0)) < 1e-4);
        assert_eq!(faces[0].roi.side, 60.0);
        let (again, _) = thrift.canvas(&frame, &[]);
        assert!(Arc::ptr_eq(&again.pixels, &small.pixels), "the same picture is not made smaller twice");
        thrift.set(Quality::OneFace);
        assert_eq!(thrift.canvas(&frame, &[face(), face()]).1.len(), 1);
    }

    #[test]
    fn each_level_also_gives_up_what_those_before_it_do() {
        let mut thrift = Thrift::default();
        let efforts = Quality::ALL.map(|quality| {
            thrift.set(quality);
            thrift.effort()
        });
        assert_eq!(efforts[0], Effort::default());
        assert!(efforts.windows(2).all(|pair| pair[0].search_every <= pair[1].search_every));
        assert!(efforts.windows(2).all(|pair| pair[0].by_turns <= pair[1].by_turns) && efforts[5].by_turns);
    }
}
