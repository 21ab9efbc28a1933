//! Faces over time: who is there, who came, who left.

use std::time::{Duration, Instant};

use super::{
    Effort, Face, PerceptionError, PerceptionTimings,
    detector::{Detection, Detector, DetectorKind},
    lips::Lips,
    mesh::{Mesh, MeshFit},
    mouth::Mouth,
    parser::Parser,
    pose::pose_from_landmarks,
    roi::{roi_from_landmarks, steady},
    sight::{Glance, Sight},
    smoothing::Smoothing,
    vote::vote,
};
use crate::{
    capture::Frame,
    geometry::{Rect, RotatedSquare, Vec2, Vec3},
    inference::{Manifest, Model, OnnxModel, Runtime},
    raster::Pixmap,
    resources::Resources,
};

/// Faces that are followed at once.
pub const MAX_FACES: usize = 4;
/// How often the mesh is laid anew on a fresh face until its square has settled.
const SETTLING_FITS: usize = 4;
/// A face that has moved by more than this share of its square since the last frame no longer lies well in it, and is looked at again in
/// the square where it is now.
const FAST: f32 = 0.1;
/// Faces that are parsed on one frame; more take turns. Parsing costs twice what the landmarks do, and what it finds moves along
/// with the face.
const PARSED_AT_ONCE: usize = 2;
/// Two boxes that overlap more than this (intersection over union) are the same face.
const SAME_FACE: f32 = 0.3;
/// Time for makeup to come in on a new face, and to go from a lost one.
const FADE_IN: Duration = Duration::from_millis(120);
const FADE_OUT: Duration = Duration::from_millis(100);
/// A longer gap between frames is a jump of the source, not motion.
const LONGEST_STEP: Duration = Duration::from_millis(500);

/// Finds faces and follows them from frame to frame.
pub struct FaceTracker {
    short_range: Detector,
    full_range: Detector,
    mesh: Mesh,
    parser: Parser,
    sees_hair: bool,
    /// Frames since the first one: says whose turn it is where squares take turns.
    turn: u64,
    tracks: Vec<Track>,
    next_track: u64,
    since_search: u32,
    /// Which of [`SEARCHES`] the next search begins with.
    next_search: usize,
    last_time: Option<Duration>,
    smoothing: bool,
    effort: Effort,
    timings: PerceptionTimings,
}

/// The ways to search a frame, the cheapest first: which detector, and which square of the frame.
#[derive(Debug, Clone, Copy)]
enum Search {
    /// Near faces, anywhere.
    NearWhole,
    /// Small faces, anywhere.
    FarWhole,
    /// Smaller faces, in a square at the start (0) or the end (1) of the longer side.
    FarPart(f32),
}

const SEARCHES: [Search; 4] = [Search::NearWhole, Search::FarWhole, Search::FarPart(0.0), Search::FarPart(1.0)];

impl Search {
    fn square(self, frame: &Pixmap) -> RotatedSquare {
        let extent = Vec2::new(frame.width() as f32, frame.height() as f32);
        match self {
            Self::NearWhole | Self::FarWhole => {
                RotatedSquare { center: extent * 0.5, side: extent.max_element(), angle: 0.0 }
            }
            Self::FarPart(end) => {
                let side = extent.min_element();
                RotatedSquare { center: Vec2::splat(side * 0.5) + (extent - side) * end, side, angle: 0.0 }
            }
        }
    }
}

struct Track {
    id: u64,
    /// Where the mesh looks next.
    roi: RotatedSquare,
    face: Face,
    smoothing: Smoothing,
    mouth: Mouth,
    lips: Lips,
    sight: Sight,
    /// Time for which it has been passed over since it was followed last.
    waited: Duration,
    /// Seen in the newest frame.
    seen: bool,
}

/// The model that tells parts of faces: the better one, or where `VANITY_PARSER` is `permissive` the one whose weights anybody may use for
/// anything.
fn parser_name(wanted: Option<&str>) -> &'static str {
    if wanted == Some("permissive") { "face_parser_permissive" } else { "face_parser" }
}

impl FaceTracker {
    /// Loads the models.
    ///
    /// # Errors
    /// [`PerceptionError`] names what is missing.
    pub fn new(resources: &Resources) -> Result<Self, PerceptionError> {
        let runtime = Runtime::load()?;
        let manifest = Manifest::open(&resources.models())?;
        let open = |name: &str| Ok::<_, PerceptionError>(Box::new(OnnxModel::open(&runtime, &manifest, name)?));
        Ok(Self::with_models(
            open("face_detection_short_range")?,
            open("face_detection_full_range")?,
            open("face_landmark_478")?,
            open(parser_name(std::env::var("VANITY_PARSER").ok().as_deref()))?,
        ))
    }

    /// With given models; for tests.
    pub fn with_models(
        short_range: Box<dyn Model>,
        full_range: Box<dyn Model>,
        mesh: Box<dyn Model>,
        parser: Box<dyn Model>,
    ) -> Self {
        Self {
            short_range: Detector::new(short_range, DetectorKind::SHORT_RANGE),
            full_range: Detector::new(full_range, DetectorKind::FULL_RANGE),
            mesh: Mesh::new(mesh),
            parser: Parser::new(parser),
            sees_hair: false,
            turn: 0,
            tracks: Vec::new(),
            next_track: 0,
            since_search: 0,
            next_search: 0,
            last_time: None,
            smoothing: true,
            effort: Effort::default(),
            timings: PerceptionTimings::default(),
        }
    }

    /// Whether faces come with their surroundings, which hair colour needs. The two squares of a face then take turns.
    pub fn see_hair(&mut self, wanted: bool) {
        self.sees_hair = wanted;
    }

    /// Landmarks as the model gives them, without smoothing over time; what smoothing does is measured against these.
    pub fn unsmoothed(self) -> Self {
        Self { smoothing: false, ..self }
    }

    /// How hard to look from the next frame on.
    pub fn set_effort(&mut self, effort: Effort) {
        self.effort = effort;
    }

    /// Faces in the next frame of a source, the largest first, at most [`MAX_FACES`].
    ///
    /// # Errors
    /// [`PerceptionError`] where a model fails. No face is an empty list.
    pub fn track(&mut self, frame: &Frame) -> Result<Vec<Face>, PerceptionError> {
        let started = Instant::now();
        self.timings = PerceptionTimings::default();
        let elapsed = self.elapsed(frame.media_time);
        self.follow(&frame.pixels, elapsed)?;
        self.merge_tracks_on_one_face();
        if self.must_search() {
            self.search(&frame.pixels)?;
        }
        self.fade(elapsed);
        let faces = self.faces();
        self.turn += 1;
        let seeing = self.timings.landmarks.max(self.timings.parse);
        self.timings.track = started.elapsed().saturating_sub(self.timings.detect + seeing);
        Ok(faces)
    }

    /// Faces in a single picture, the largest first, fully present. Forgets what was followed before and after.
    ///
    /// # Errors
    /// As [`FaceTracker::track`].
    pub fn find(&mut self, picture: &Pixmap) -> Result<Vec<Face>, PerceptionError> {
        self.reset();
        // The first search is for any face at all, the others for those that it overlooked.
        for _ in SEARCHES {
            self.search(picture)?;
        }
        self.fade(None);
        let faces = self.faces();
        self.reset();
        Ok(faces)
    }

    /// Forgets all faces: the source has changed.
    pub fn reset(&mut self) {
        self.tracks.clear();
        self.since_search = 0;
        self.next_search = 0;
        self.last_time = None;
    }

    /// Where the time of the newest call went.
    pub fn timings(&self) -> PerceptionTimings {
        self.timings
    }

    /// Time since the last frame; `None` for the first one, a frozen source, or one that has jumped.
    fn elapsed(&mut self, now: Duration) -> Option<Duration> {
        let before = self.last_time.replace(now)?;
        now.checked_sub(before).filter(|step| !step.is_zero() && *step <= LONGEST_STEP)
    }

    fn follow(&mut self, frame: &Pixmap, elapsed: Option<Duration>) -> Result<(), PerceptionError> {
        let (glance, round) = (self.glance(), self.parsing_round());
        let by_size = |a: &&Track, b: &&Track| area(&a.face).total_cmp(&area(&b.face));
        let largest = self.tracks.iter().filter(|track| track.seen).max_by(by_size).map(|track| track.id);
        let odd_turn = self.turn % 2 == 1;
        let mut followed: Vec<&mut Track> = Vec::with_capacity(self.tracks.len());
        for (index, track) in self.tracks.iter_mut().enumerate().filter(|(_, track)| track.seen) {
            if self.effort.by_turns && Some(track.id) != largest && (index % 2 == 1) == odd_turn {
                track.waited += elapsed.unwrap_or_default();
            } else {
                followed.push(track);
            }
        }
        let squares: Vec<RotatedSquare> = followed.iter().map(|track| track.roi).collect();
        let mut sights: Vec<Sight> = followed.iter_mut().map(|track| std::mem::take(&mut track.sight)).collect();
        let groups = squares.len().div_ceil(PARSED_AT_ONCE).max(1);
        let (mesh, parser) = (&mut self.mesh, &mut self.parser);
        // Both networks look at the square where the face was, so neither has to wait for the other.
        let ((fits, fitting), (parsed, parsing)) = rayon::join(
            || timed(|| squares.iter().map(|square| fit_again_where_it_went(mesh, frame, *square)).collect::<Vec<_>>()),
            || {
                timed(|| {
                    let mut pairs = sights
                        .iter_mut()
                        .zip(&squares)
                        .enumerate()
                        .filter(|(index, _)| index % groups == round % groups);
                    pairs.try_for_each(|(_, (sight, &square))| sight.look(parser, frame, square, glance))
                })
            },
        );
        self.timings.landmarks += fitting;
        self.timings.parse += parsing;
        for ((track, fit), sight) in followed.into_iter().zip(fits).zip(sights) {
            track.sight = sight;
            let elapsed = elapsed.map(|elapsed| elapsed + std::mem::take(&mut track.waited));
            let (fit, looked_at) = fit?;
            track.roi = looked_at;
            match fit {
                Some(fit) => track.update(&fit, elapsed.filter(|_| self.smoothing)),
                None => track.seen = false,
            }
        }
        parsed?;
        Ok(())
    }

    /// Counts up whenever other faces are to be parsed: a group stays for as many frames as it takes to parse all squares of its faces.
    fn parsing_round(&self) -> usize {
        let frames = u64::from(self.effort.parse_every.max(1)) * if self.sees_hair { 2 } else { 1 };
        (self.turn / frames) as usize
    }

    /// What is parsed on this frame: where there are two squares a face they take turns, and with less effort every other turn is
    /// left out.
    fn glance(&self) -> Glance {
        let every = u64::from(self.effort.parse_every.max(1));
        if !self.turn.is_multiple_of(every) {
            return Glance::Nothing;
        }
        match (self.sees_hair, self.turn / every % 2) {
            (false, _) => Glance::Near,
            (true, 0) => Glance::NearOfBoth,
            (true, _) => Glance::Wide,
        }
    }

    fn merge_tracks_on_one_face(&mut self) {
        let mut kept: Vec<Track> = Vec::with_capacity(self.tracks.len());
        for track in self.tracks.drain(..) {
            let twin = |other: &Track| other.seen && track.seen && same_face(&other.face.bounds, &track.face.bounds);
            if !kept.iter().any(twin) {
                kept.push(track);
            }
        }
        self.tracks = kept;
    }

    fn must_search(&mut self) -> bool {
        let seen = self.tracks.iter().filter(|track| track.seen).count();
        self.since_search += 1;
        seen < self.tracks.len() || seen == 0 || (seen < MAX_FACES && self.since_search >= self.effort.search_every)
    }

    /// Searches the frame for faces that no track follows: in every way until one finds something while no face is in view, and
    /// in one way at a time, by turns, while there is.
    fn search(&mut self, frame: &Pixmap) -> Result<(), PerceptionError> {
        self.since_search = 0;
        let in_view = self.tracks.iter().any(|track| track.seen);
        let first = if in_view { self.next_search } else { 0 };
        for turn in first..first + if in_view { 1 } else { SEARCHES.len() } {
            let started = Instant::now();
            let found = self.detect(frame, SEARCHES[turn % SEARCHES.len()])?;
            self.timings.detect += started.elapsed();
            self.next_search = turn + 1;
            self.acquire_all(frame, &found)?;
            if self.tracks.iter().any(|track| track.seen) {
                break;
            }
        }
        self.next_search %= SEARCHES.len();
        Ok(())
    }

    fn detect(&mut self, frame: &Pixmap, search: Search) -> Result<Vec<Detection>, PerceptionError> {
        let detector = match search {
            Search::NearWhole => &mut self.short_range,
            Search::FarWhole | Search::FarPart(_) => &mut self.full_range,
        };
        Ok(detector.detect(frame, &search.square(frame))?)
    }

    fn acquire_all(&mut self, frame: &Pixmap, found: &[Detection]) -> Result<(), PerceptionError> {
        for detection in found {
            let followed = |track: &Track| track.seen && same_face(&track.face.bounds, &detection.bounds);
            let room = self.tracks.iter().filter(|track| track.seen).count() < MAX_FACES;
            if room && !self.tracks.iter().any(followed) {
                self.acquire(frame, detection)?;
            }
        }
        Ok(())
    }

    /// Lays the mesh on a detected face until its square has settled, and follows it from then on.
    fn acquire(&mut self, frame: &Pixmap, detection: &Detection) -> Result<(), PerceptionError> {
        let started = Instant::now();
        let mut roi = detection.roi();
        let mut settled = None;
        for _ in 0..SETTLING_FITS {
            let Some(fit) = self.mesh.fit(frame, &roi)? else { break };
            let next = roi_from_landmarks(&fit.landmarks).map_or(roi, |next| steady(roi, next));
            settled = Some((fit, roi));
            if next == roi {
                break;
            }
            roi = next;
        }
        self.timings.landmarks += started.elapsed();
        let Some((fit, roi)) = settled else { return Ok(()) };
        let mut found = Track::new(self.next_track, roi, &fit);
        if self.tracks.iter().any(|track| track.seen && same_face(&track.face.bounds, &found.face.bounds)) {
            return Ok(());
        }
        let started = Instant::now();
        let glance = if self.sees_hair { Glance::Both } else { Glance::Near };
        // The second look remembers the first.
        (0..2).try_for_each(|_| found.sight.look(&mut self.parser, frame, roi, glance))?;
        found.show_parsing(None);
        self.timings.parse += started.elapsed();
        let back = |track: &&mut Track| !track.seen && same_person(&track.face.bounds, &found.face.bounds);
        if let Some(track) = self.tracks.iter_mut().find(back) {
            let (id, presence) = (track.id, track.face.presence);
            *track = Track { id, face: Face { track: id, presence, ..found.face }, ..found };
        } else {
            self.next_track += 1;
            self.tracks.push(found);
        }
        Ok(())
    }

    fn fade(&mut self, elapsed: Option<Duration>) {
        for track in &mut self.tracks {
            let step = |whole: Duration| elapsed.map_or(1.0, |step| step.as_secs_f32() / whole.as_secs_f32());
            let change = if track.seen { step(FADE_IN) } else { -step(FADE_OUT) };
            track.face.presence = (track.face.presence + change).clamp(0.0, 1.0);
        }
        self.tracks.retain(|track| track.seen || track.face.presence > 0.0);
    }

    fn faces(&self) -> Vec<Face> {
        let mut faces: Vec<Face> = self.tracks.iter().map(|track| track.face.clone()).collect();
        faces.sort_by(|a, b| area(b).total_cmp(&area(a)));
        faces.truncate(MAX_FACES);
        faces
    }
}

impl Track {
    fn new(id: u64, roi: RotatedSquare, fit: &MeshFit) -> Self {
        let bounds = Rect { min: roi.center, max: roi.center };
        let pose = super::Pose::default();
        let face = Face {
            track: id,
            score: fit.score,
            bounds,
            roi,
            landmarks: Vec::new(),
            pose,
            parsing: None,
            surroundings: None,
            presence: 0.0,
        };
        let mut track = Self {
            id,
            roi,
            face,
            smoothing: Smoothing::default(),
            mouth: Mouth::default(),
            lips: Lips::default(),
            sight: Sight::default(),
            waited: Duration::ZERO,
            seen: true,
        };
        track.update(fit, None);
        track
    }

    fn update(&mut self, fit: &MeshFit, elapsed: Option<Duration>) {
        let looked_at = self.roi;
        self.roi = roi_from_landmarks(&fit.landmarks).map_or(looked_at, |next| steady(looked_at, next));
        let landmarks: Vec<Vec3> = self.smoothing.smooth(&fit.landmarks, looked_at.side / 1.5, elapsed).to_vec();
        let bounds = Rect::around(landmarks.iter().map(|point| point.truncate())).unwrap_or(self.face.bounds);
        let pose = pose_from_landmarks(&landmarks);
        self.face = Face { score: fit.score, bounds, roi: looked_at, landmarks, pose, ..self.face.clone() };
        self.show_parsing(elapsed);
        self.seen = true;
    }

    /// Lays what has been parsed where the face is now, fits the mouth to it, lets the landmarks vote, and fits the lips to what came out.
    fn show_parsing(&mut self, elapsed: Option<Duration>) {
        let parsing = self.sight.near(self.face.roi);
        if let Some(parsing) = &parsing {
            self.mouth.fit(&mut self.face.landmarks, parsing, elapsed);
        }
        self.face.parsing = parsing.map(|parsing| vote(&parsing, &self.face.landmarks));
        if let Some(parsing) = &self.face.parsing {
            self.lips.fit(&mut self.face.landmarks, parsing, elapsed);
        }
        self.face.surroundings = self.sight.wide(self.face.roi);
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    (work(), started.elapsed())
}

/// Lays the mesh on the face in a square, and once more where it has gone far since; gives the square of the fit.
fn fit_again_where_it_went(
    mesh: &mut Mesh,
    frame: &Pixmap,
    square: RotatedSquare,
) -> Result<(Option<MeshFit>, RotatedSquare), PerceptionError> {
    let fit = mesh.fit(frame, &square)?;
    if let Some(moved) = fit.as_ref().and_then(|fit| moved_far(&square, fit))
        && let Some(again) = mesh.fit(frame, &moved)?
    {
        return Ok((Some(again), moved));
    }
    Ok((fit, square))
}

/// The square where a fit says that the face is now, where that is far from the one it was looked for in.
fn moved_far(looked_at: &RotatedSquare, fit: &MeshFit) -> Option<RotatedSquare> {
    let now = roi_from_landmarks(&fit.landmarks)?;
    (now.center.distance(looked_at.center) > FAST * looked_at.side).then_some(now)
}

/// Whether a face that was lost a moment ago and one found now can be the same: of like size, and no further apart than a face.
fn same_person(lost: &Rect, found: &Rect) -> bool {
    let (before, now) = (lost.size().max_element(), found.size().max_element());
    same_face(lost, found)
        || (lost.center().distance(found.center()) < before.max(now) && before.min(now) * 1.5 > before.max(now))
}

fn area(face: &Face) -> f32 {
    face.bounds.size().element_product()
}

/// Whether two boxes are on one face: they overlap well, or the middle of one is in the core of the other (a detector's box and a
/// mesh's box differ in size).
fn same_face(a: &Rect, b: &Rect) -> bool {
    let core = a.size().min_element().min(b.size().min_element()) * 0.35;
    a.intersection_over_union(b) > SAME_FACE || a.center().distance(b.center()) < core
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_permissive_parser_is_taken_only_where_it_is_asked_for() {
        let manifest = Manifest::open(&Resources::locate().unwrap().models()).unwrap();
        let restricted = |wanted| {
            let name = parser_name(wanted);
            manifest.models().iter().find(|model| model.name == name).unwrap().restriction().is_some()
        };
        assert!(restricted(None) && restricted(Some("")) && !restricted(Some("permissive")));
    }
}
