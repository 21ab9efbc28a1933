//! Makeup comes and goes with the face, through the whole pipeline, in the source's own time.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use vanity::{
    capture::Frame,
    look::Library,
    makeup::Baker,
    pipeline::{Pipeline, Worn},
    raster::{Pixmap, codec},
    resources::Resources,
};

const GONE_WITHIN: Duration = Duration::from_millis(150);
const BACK_WITHIN: Duration = Duration::from_millis(300);
const SIZE: (u32, u32) = (960, 540);

/// The sample portrait in a wider frame, its left side at a column; none of it where that is `None`.
fn scene(portrait: &Pixmap, left: Option<i32>) -> Arc<Pixmap> {
    let mut frame = Pixmap::new(SIZE.0, SIZE.1);
    frame.pixels_mut().fill([104, 98, 92, 255]);
    let Some(left) = left else { return Arc::new(frame) };
    for y in 0..portrait.height().min(SIZE.1) {
        for (x, pixel) in (left..).zip(portrait.row(y)).filter(|(x, _)| (0..SIZE.0 as i32).contains(x)) {
            frame.pixels_mut()[(y * SIZE.0) as usize + x as usize] = *pixel;
        }
    }
    Arc::new(frame)
}

/// Plays scenes at a rate; says when each was, whether any of it is painted, and whether its face wears all of the makeup.
struct Player {
    pipeline: Pipeline,
    worn: Worn,
    step: Duration,
    played: u32,
}

struct Shown {
    at: Duration,
    painted: bool,
    whole: bool,
}

impl Player {
    fn new(frames_a_second: u32) -> Self {
        let resources = Resources::locate().unwrap();
        let look = Library::open(&resources.asset("looks")).unwrap().resolve("classic-red").unwrap();
        let atlas = Baker::new(&resources).unwrap().bake(&look).unwrap();
        let worn = Worn { atlas: Some(Arc::new(atlas)), intensity: 1.0, ..Worn::default() };
        let step = Duration::from_secs(1) / frames_a_second;
        Self { pipeline: Pipeline::new(&resources).unwrap(), worn, step, played: 0 }
    }

    /// Shows the portrait at one place after another.
    fn play(&mut self, portrait: &Pixmap, places: impl Iterator<Item = i32>) {
        places.for_each(|left| {
            self.show(scene(portrait, Some(left)));
        });
    }

    fn show(&mut self, pixels: Arc<Pixmap>) -> Shown {
        let at = self.step * self.played;
        let frame = Frame { seq: self.played.into(), captured_at: Instant::now(), media_time: at, pixels };
        self.played += 1;
        let (composite, _) = self.pipeline.process(&frame, &self.worn).unwrap().expect("every picture is a new one");
        let whole = composite.faces.first().is_some_and(|face| face.presence >= 1.0);
        Shown { at, painted: *composite.made_up != *frame.pixels, whole }
    }
}

fn portrait() -> Pixmap {
    codec::load(&Resources::locate().unwrap().asset("demo/portrait.png")).unwrap()
}

#[test]
fn a_face_that_leaves_is_gone_within_150_ms_and_back_within_300_ms() {
    let portrait = portrait();
    for rate in [30, 15] {
        let mut player = Player::new(rate);
        let half_a_second = rate / 2;
        for away in [1, 2, 7, 40] {
            player.play(&portrait, std::iter::repeat_n(200, half_a_second as usize));
            let left = player.show(scene(&portrait, None));
            let mut last_painted = left.painted.then_some(left.at);
            for _ in 1..away {
                let shown = player.show(scene(&portrait, None));
                last_painted = if shown.painted { Some(shown.at) } else { last_painted };
            }
            let ghost = last_painted.map_or(Duration::ZERO, |at| at + player.step - left.at);
            assert!(ghost <= GONE_WITHIN, "{rate} a second, {away} frames away: painted for {ghost:?}");
            let back = player.show(scene(&portrait, Some(320)));
            let mut whole = back.whole.then_some(back.at);
            for _ in 0..half_a_second {
                let shown = player.show(scene(&portrait, Some(320)));
                whole = whole.or(shown.whole.then_some(shown.at));
            }
            let took = whole.expect("it comes back") - back.at;
            println!("{rate} a second, {away} frames away: gone after {ghost:?}, back after {took:?}");
            assert!(took <= BACK_WITHIN, "{rate} a second, {away} frames away: back after {took:?}");
        }
    }
}

#[test]
fn a_face_that_walks_out_of_the_frame_and_in_again_leaves_no_ghost() {
    let portrait = portrait();
    for rate in [30, 15] {
        let mut player = Player::new(rate);
        // Six face widths a second: running past.
        let pace = 600 / rate as i32;
        let way_out: Vec<i32> = (0..).map(|i| 300 + i * pace).take_while(|left| *left < SIZE.0 as i32).collect();
        player.play(&portrait, std::iter::repeat_n(300, rate as usize / 2));
        player.play(&portrait, way_out.iter().copied());
        let out = player.show(scene(&portrait, None)).at;
        let later: Vec<Shown> = (0..rate).map(|_| player.show(scene(&portrait, None))).collect();
        let last = later.iter().filter(|shown| shown.painted).map(|shown| shown.at + player.step).max().unwrap_or(out);
        assert!(last - out <= GONE_WITHIN, "{rate} a second: {:?} after the last of it", last - out);
        // In again: the clock starts when the whole face is in view.
        let mut whole = None;
        let mut in_view = None;
        for left in way_out.iter().rev().copied().chain(std::iter::repeat_n(300, rate as usize)) {
            let shown = player.show(scene(&portrait, Some(left)));
            whole = whole.or(shown.whole.then_some(shown.at));
            in_view = in_view.or((left + 320 < SIZE.0 as i32).then_some(shown.at));
        }
        let took = whole.expect("it comes back").saturating_sub(in_view.expect("it comes in"));
        println!("{rate} a second: gone {:?} after it left, back {took:?} after it came", last - out);
        assert!(took <= BACK_WITHIN, "{rate} a second: back after {took:?}");
    }
}
