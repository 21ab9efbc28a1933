//! The whole flow for one frame, on the thread that asks for it.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{Composite, Quality, beside::Beside, thrift::Thrift};
use crate::{
    capture::Frame,
    compose::{Compositor, PassTimes, Reference},
    face::{Face, FaceTracker, PerceptionError},
    inference::InferenceError,
    makeup::Atlas,
    raster::Pixmap,
    resources::Resources,
    transfer,
};

/// What the faces wear.
#[derive(Debug, Clone, Default)]
pub struct Worn {
    /// The painted look; `None` is a bare face.
    pub atlas: Option<Arc<Atlas>>,
    /// Looks that the face is shown in as well; `None` is a bare face.
    pub beside: Vec<Option<Arc<Atlas>>>,
    /// How strongly it shows, 0..=1.
    pub intensity: f32,
    /// What a card in the picture has said of the light.
    pub reference: Option<Reference>,
}

impl Worn {
    fn is_same(&self, other: &Self) -> bool {
        let same = |pair: (&Option<Arc<Atlas>>, &Option<Arc<Atlas>>)| match pair {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        let same_beside = self.beside.len() == other.beside.len() && self.beside.iter().zip(&other.beside).all(same);
        same((&self.atlas, &other.atlas))
            && same_beside
            && self.intensity == other.intensity
            && self.reference == other.reference
    }
}

/// How long each stage took for one frame. The stages run one after another, but for landmarks and parsing, which run side by side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StageTimes {
    /// Looking for faces in the whole frame; zero on frames where known faces are only followed.
    pub detect: Duration,
    /// Keeping faces apart, and smoothing.
    pub track: Duration,
    /// The 478 landmarks of every face.
    pub landmarks: Duration,
    /// Telling hair, hands and glasses from skin; at the same time as the landmarks.
    pub parse: Duration,
    /// Painting.
    pub compose: Duration,
    /// What the look changes beyond the painted skin, one pass after another; not part of `compose`.
    pub passes: PassTimes,
}

impl StageTimes {
    /// Everything but painting.
    pub fn perception(&self) -> Duration {
        self.detect + self.track + self.landmarks.max(self.parse)
    }
}

/// Frame to composite: the stages one after another. A plain blocking object.
pub struct Pipeline {
    tracker: FaceTracker,
    compositor: Compositor,
    beside: Beside,
    thrift: Thrift,
    last: Option<Last>,
}

/// What the newest composite was made from.
struct Last {
    seen: Seen,
    worn: Worn,
}

/// A picture and the faces in it.
struct Seen {
    pixels: Arc<Pixmap>,
    faces: Vec<Face>,
    /// The picture does not change, and its faces come from a thorough look.
    still: bool,
    /// The faces come with their surroundings.
    with_hair: bool,
}

impl Pipeline {
    /// Loads the models.
    ///
    /// # Errors
    /// [`PerceptionError`] where a model or the runtime library is missing or broken.
    pub fn new(resources: &Resources) -> Result<Self, PerceptionError> {
        Ok(Self {
            tracker: FaceTracker::new(resources)?,
            compositor: transfer::compositor(resources),
            beside: Beside::new(resources),
            thrift: Thrift::default(),
            last: None,
        })
    }

    /// Forgets every face: the next frame comes from somewhere else.
    pub fn reset(&mut self) {
        self.tracker.reset();
        self.last = None;
    }

    /// Why the newest composite lacks a photo's look, if it does.
    pub fn take_fault(&mut self) -> Option<InferenceError> {
        self.compositor.take_fault()
    }

    /// How much to do from the next frame on.
    pub fn set_quality(&mut self, quality: Quality) {
        self.thrift.set(quality);
        self.tracker.set_effort(self.thrift.effort());
    }

    /// The frame with every face in it made up, and how long that took; `None` where neither the picture nor the makeup has changed
    /// since the last one.
    ///
    /// # Errors
    /// [`PerceptionError`] where a model fails.
    pub fn process(&mut self, frame: &Frame, worn: &Worn) -> Result<Option<(Composite, StageTimes)>, PerceptionError> {
        let mut times = StageTimes::default();
        let mut atlases = worn.atlas.iter().chain(worn.beside.iter().flatten());
        let sees_hair = atlases.any(|atlas| !atlas.passes.hair.is_empty());
        self.tracker.see_hair(sees_hair);
        let seen = match self.last.take().filter(|last| Arc::ptr_eq(&last.seen.pixels, &frame.pixels)) {
            Some(last) if last.seen.still && last.worn.is_same(worn) => {
                self.last = Some(last);
                return Ok(None);
            }
            Some(last) if last.seen.still && (last.seen.with_hair || !sees_hair) => last.seen,
            repeated => Seen { with_hair: sees_hair, ..self.perceive(frame, repeated.is_some(), &mut times)? },
        };
        let painting_from = Instant::now();
        self.compositor.set_reference(worn.reference);
        let (frame, faces) = self.thrift.canvas(frame, &seen.faces);
        let made_up = match self.thrift.atlas(worn) {
            Some(atlas) => self.compositor.compose(&frame.pixels, &faces, &atlas, worn.intensity),
            None => Arc::clone(&frame.pixels),
        };
        if worn.atlas.is_some() {
            times.passes = self.compositor.passes();
        }
        let beside = match worn.beside.is_empty() {
            true => Vec::new(),
            false => self.beside.show(&frame.pixels, &faces, &worn.beside, worn.intensity),
        };
        times.compose = painting_from.elapsed().saturating_sub(times.passes.total());
        let latency = frame.captured_at.elapsed();
        let skin_depth = worn.atlas.as_ref().and_then(|_| self.compositor.skin_depth(&faces));
        let composite = Composite { frame, made_up, beside, faces, skin_depth, latency };
        self.last = Some(Last { seen, worn: worn.clone() });
        Ok(Some((composite, times)))
    }

    /// The faces in a frame. A picture that comes a second time is a still: nothing moves in it, so that time is better spent on a
    /// thorough look than on following.
    fn perceive(&mut self, frame: &Frame, still: bool, times: &mut StageTimes) -> Result<Seen, PerceptionError> {
        let faces = if still { self.tracker.find(&frame.pixels)? } else { self.tracker.track(frame)? };
        let spent = self.tracker.timings();
        *times = StageTimes {
            detect: spent.detect,
            track: spent.track,
            landmarks: spent.landmarks,
            parse: spent.parse,
            ..*times
        };
        Ok(Seen { pixels: Arc::clone(&frame.pixels), faces, still, with_hair: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        look::{Finish, Lipstick, Look, Product, Shade, Side},
        makeup::Baker,
        raster::codec,
    };

    fn lipstick() -> Look {
        let shade = Shade::of([190, 20, 60], 0.9);
        let lipstick =
            Lipstick { shade, second: None, coverage: 1.0, blur: 0.0, finish: Finish::Satin, side: Side::Both };
        Look {
            id: "red".into(),
            name: "Red".into(),
            family: "test".into(),
            description: String::new(),
            tags: Vec::new(),
            products: vec![Product::Lipstick(lipstick)],
        }
    }

    fn frame_of(pixels: &Arc<Pixmap>, seq: u64) -> Frame {
        Frame { seq, ..Frame::still(Arc::clone(pixels)) }
    }

    #[test]
    fn a_still_is_worked_on_only_when_something_changes() {
        let resources = Resources::locate().unwrap();
        let mut pipeline = Pipeline::new(&resources).unwrap();
        let atlas = Arc::new(Baker::new(&resources).unwrap().bake(&lipstick()).unwrap());
        let portrait = Arc::new(codec::load(&resources.asset("demo/portrait.png")).unwrap());
        let mut worn = Worn { atlas: Some(atlas), intensity: 1.0, ..Worn::default() };

        assert!(pipeline.process(&frame_of(&portrait, 0), &worn).unwrap().is_some(), "a new picture");
        let (composite, _) =
            pipeline.process(&frame_of(&portrait, 1), &worn).unwrap().expect("now it is known for a still");
        assert_eq!(composite.faces.len(), 1);
        assert_eq!(composite.faces[0].presence, 1.0);
        assert!(*composite.made_up != *portrait, "the lips are painted");
        assert!(pipeline.process(&frame_of(&portrait, 2), &worn).unwrap().is_none(), "nothing changed");

        worn.intensity = 0.5;
        let (paler, times) = pipeline.process(&frame_of(&portrait, 3), &worn).unwrap().expect("the makeup changed");
        assert_eq!(times.perception(), Duration::ZERO, "nobody needs to look for the face again");
        assert!(*paler.made_up != *composite.made_up);
        worn.atlas = None;
        let (bare, _) = pipeline.process(&frame_of(&portrait, 4), &worn).unwrap().expect("the makeup came off");
        assert!(Arc::ptr_eq(&bare.made_up, &portrait), "a bare face costs no copy");
    }

    #[test]
    fn after_a_reset_the_same_picture_is_new() {
        let mut pipeline = Pipeline::new(&Resources::locate().unwrap()).unwrap();
        let empty = Arc::new(Pixmap::new(64, 48));
        let worn = Worn::default();
        let work = |pipeline: &mut Pipeline| pipeline.process(&frame_of(&empty, 0), &worn).unwrap().is_some();
        assert_eq!([work(&mut pipeline), work(&mut pipeline), work(&mut pipeline)], [true, true, false]);
        pipeline.reset();
        assert!(work(&mut pipeline));
    }
}
