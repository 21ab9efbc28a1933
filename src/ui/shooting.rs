//! Taking pictures: counts down, takes one or several, or films for a while.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    export::{MovingKind, PictureKind, Recorder, gallery},
    look::Worn,
    pipeline::Composite,
    studio::{Shot, Shutter, Studio},
};

/// Pictures of a burst, and the time between them.
const BURST: u32 = 5;
const BURST_STEP: Duration = Duration::from_millis(300);
/// A film ends by itself after this.
const FILM: Duration = Duration::from_secs(6);

/// What was taken, to be kept.
pub enum Taken {
    /// A picture.
    Picture(Arc<Composite>, PictureKind),
    /// A film whose last frame was taken.
    Film(Recorder),
    /// It cannot be taken; why.
    Failed(String),
}

/// What is being taken.
#[derive(Default)]
pub struct Shooting {
    /// When the countdown ends.
    due: Option<Instant>,
    /// Pictures of a burst that are to come, and when the next one is due.
    burst: Option<(u32, Instant)>,
    /// A film and when it began.
    film: Option<(Recorder, Instant)>,
    /// Where films go.
    folder: Option<PathBuf>,
}

impl Shooting {
    /// The shutter was pressed: begins, or breaks off what is being taken. A film ends and is kept.
    pub fn press(&mut self, studio: &Studio, now: Instant) -> Vec<Taken> {
        if self.is_busy() {
            (self.due, self.burst) = (None, None);
            return self.film.take().map(|(recorder, _)| Taken::Film(recorder)).into_iter().collect();
        }
        self.due = Some(now + Duration::from_secs(u64::from(studio.preferences.countdown)));
        Vec::new()
    }

    fn is_busy(&self) -> bool {
        self.due.is_some() || self.burst.is_some() || self.film.is_some()
    }

    /// Goes on; `new` says whether the composite is one that was not given before. Tells the shutter how it is doing.
    pub fn go_on(&mut self, composite: &Arc<Composite>, new: bool, studio: &mut Studio, now: Instant) -> Vec<Taken> {
        let mut taken = Vec::new();
        if self.due.is_some_and(|due| now >= due) {
            self.due = None;
            taken.extend(self.begin(composite, studio, now));
        }
        if let Some((left, due)) = self.burst
            && now >= due
        {
            taken.push(Taken::Picture(Arc::clone(composite), PictureKind::MadeUp));
            self.burst = (left > 1).then_some((left - 1, now + BURST_STEP));
        }
        if let Some((recorder, began)) = &mut self.film {
            let passed = now.saturating_duration_since(*began);
            if new || passed >= FILM {
                recorder.add(&composite.made_up, passed.as_secs_f64());
            }
            if passed >= FILM {
                taken.extend(self.film.take().map(|(recorder, _)| Taken::Film(recorder)));
            }
        }
        self.tell(&mut studio.shutter, now);
        taken
    }

    fn begin(&mut self, composite: &Arc<Composite>, studio: &Studio, now: Instant) -> Option<Taken> {
        let kind = match studio.preferences.shot {
            Shot::Photo => return Some(Taken::Picture(Arc::clone(composite), PictureKind::MadeUp)),
            Shot::Pair => return Some(Taken::Picture(Arc::clone(composite), PictureKind::BeforeAfter)),
            Shot::Burst => {
                self.burst = Some((BURST, now));
                return None;
            }
            Shot::Gif => MovingKind::Animation,
            Shot::Clip => MovingKind::Film,
        };
        let (folder, worn) = (self.folder.clone(), studio.seen_worn());
        let packet = worn.as_ref().and_then(Worn::packet);
        let place = move || {
            let folder = folder.unwrap_or_else(gallery::folder);
            gallery::new_file(&folder, worn.as_ref().map(|worn| &worn.look), kind.suffix())
        };
        match Recorder::begin(kind, place, packet).map_err(|error| error.to_string()) {
            Ok(mut recorder) => {
                recorder.add(&composite.made_up, 0.0);
                self.film = Some((recorder, now));
                None
            }
            Err(problem) => Some(Taken::Failed(problem)),
        }
    }

    /// When there is something to do next, even if no new composite comes.
    pub fn next(&self, now: Instant) -> Option<Duration> {
        let burst = self.burst.map(|(_, due)| due);
        let due = self.due.or(burst).map(|due| due.saturating_duration_since(now));
        // The figure that counts down, and the ring of a film, are seen to change.
        let tenth = Duration::from_millis(100);
        due.map(|due| due.min(tenth)).or_else(|| self.film.as_ref().map(|_| tenth))
    }

    fn tell(&self, shutter: &mut Shutter, now: Instant) {
        let left = self.due.map(|due| due.saturating_duration_since(now).as_secs_f32().ceil() as u8);
        shutter.counting = left.filter(|left| *left > 0);
        let share = |began: &Instant| now.saturating_duration_since(*began).as_secs_f32() / FILM.as_secs_f32();
        shutter.filming = self.film.as_ref().map(|(_, began)| share(began).min(1.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        capture::{Frame, SourceSpec},
        look::Library,
        raster::Pixmap,
        resources::Resources,
        studio::Command,
    };

    fn studio(shot: Shot, countdown: u8) -> Studio {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let mut studio = Studio::new(&library, None, SourceSpec::Demo);
        studio.update(Command::ChooseShot(shot));
        studio.update(Command::Countdown(countdown));
        studio
    }

    fn composite() -> Arc<Composite> {
        Arc::new(Composite::bare(Frame::still(Arc::new(Pixmap::new(64, 48)))))
    }

    #[test]
    fn a_photo_is_taken_when_the_countdown_ends_and_not_when_it_is_broken_off() {
        let (mut studio, composite, start) = (studio(Shot::Photo, 3), composite(), Instant::now());
        let mut shooting = Shooting::default();
        assert!(shooting.press(&studio, start).is_empty());
        let at = |millis| start + Duration::from_millis(millis);
        assert!(shooting.go_on(&composite, true, &mut studio, at(100)).is_empty());
        assert_eq!(studio.shutter.counting, Some(3));
        assert!(shooting.go_on(&composite, true, &mut studio, at(2500)).is_empty());
        assert_eq!(studio.shutter.counting, Some(1));
        assert!(matches!(shooting.go_on(&composite, false, &mut studio, at(3000))[..], [Taken::Picture(..)]));
        assert_eq!((studio.shutter.counting, shooting.next(at(3000))), (None, None));
        shooting.press(&studio, at(4000));
        shooting.press(&studio, at(5000));
        assert!(shooting.go_on(&composite, true, &mut studio, at(9000)).is_empty());
    }

    #[test]
    fn a_burst_takes_five_pictures_one_after_the_other() {
        let (mut studio, composite, start) = (studio(Shot::Burst, 0), composite(), Instant::now());
        let mut shooting = Shooting::default();
        shooting.press(&studio, start);
        let mut times = Vec::new();
        for millis in (0..3000).step_by(50) {
            let taken = shooting.go_on(&composite, true, &mut studio, start + Duration::from_millis(millis));
            times.extend(taken.iter().map(|_| millis));
        }
        assert_eq!(times, [0, 300, 600, 900, 1200]);
    }

    #[test]
    fn a_film_ends_by_itself_and_is_kept_when_it_is_stopped() {
        for stop in [2000, 60_000] {
            let folder = tempfile::tempdir().unwrap();
            let (mut studio, composite, start) = (studio(Shot::Gif, 0), composite(), Instant::now());
            let mut shooting = Shooting { folder: Some(folder.path().into()), ..Shooting::default() };
            shooting.press(&studio, start);
            let mut ended = Vec::new();
            for millis in (0..8000).step_by(100) {
                if millis == stop {
                    ended.extend(shooting.press(&studio, start));
                }
                ended.extend(shooting.go_on(&composite, true, &mut studio, start + Duration::from_millis(millis)));
            }
            let [Taken::Film(recorder)] = <[Taken; 1]>::try_from(ended).ok().unwrap() else { panic!("no film") };
            assert!(recorder.finish(|_| true).unwrap().is_file());
            assert_eq!(studio.shutter.filming, None);
        }
    }
}
