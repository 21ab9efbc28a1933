//! A studio for passers-by, as a state without a window: events go in with the time, orders for the engine come out. It knows nobody: a
//! visit is a few numbers, and all of them are forgotten at its end.

mod config;
mod pin;
mod restarts;
mod shop;
mod summary;

use std::time::Duration;

pub use config::{Attract, ConfigError, KioskConfig};
pub use pin::{HashError, NoPin, Pin};
pub use restarts::Restarts;
pub use shop::{Counter, Shop};
pub use summary::{Summary, SummaryError};

use crate::{look::Look, raster::difference::Lab};

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// Nobody is here: looks follow one another.
    Attract,
    /// Somebody touched the screen, and is asked whether the camera may be used.
    Consent,
    /// Somebody tries looks.
    Trying,
    /// The picture can be fetched by the code that is shown.
    TakingHome,
    /// Nobody has touched the screen for a while; seconds until the visit ends.
    Warning(u64),
    /// The visit is over, and everything of it is being forgotten.
    Over,
    /// Whoever runs the kiosk types its number.
    Pin,
}

/// How far it is known what colour the visitor's skin has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SkinReading {
    /// It was not asked for.
    Unasked,
    /// A picture is being read.
    Reading,
    /// The picture did not tell.
    Untold,
    /// CIE Lab, D65.
    Known(Lab),
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The screen was touched anywhere.
    Touch,
    /// Speak the language of this code.
    Speak(String),
    /// The camera may be used, or not.
    Consent(bool),
    /// A look, counted from 0 among those that are offered, or none.
    Choose(Option<usize>),
    /// Show the shades that one can buy for what is worn, or not any more.
    ToggleShades,
    /// Try a shade on: a counter, and a shade of it, both counted from 0.
    Try(usize, usize),
    /// Offer the picture to be taken home.
    TakeHome,
    /// Go on trying looks.
    Back,
    /// Still here.
    MoreTime,
    /// Forget me.
    Done,
    /// The corner for whoever runs the kiosk was held.
    AskPin,
    /// This number was typed; `None` goes back.
    Pin(Option<String>),
}

/// What follows from it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Speak the language of this code; none is English.
    Speak(Option<String>),
    /// Show the camera.
    OpenCamera,
    /// Read the colour of the visitor's skin off the picture, for shades that match it; [`Kiosk::know_skin`] takes it.
    ReadSkin,
    /// Wear a look, or nothing.
    Wear(Option<Box<Look>>),
    /// Offer what is seen in the local network.
    HandOver,
    /// Offer it no longer.
    TakeBack,
    /// The visit is over: end the process, so that nothing of it is left in memory.
    Forget,
    /// Whoever runs the kiosk leaves it.
    Leave,
    /// The number was wrong.
    WrongPin,
}

/// The kiosk.
#[derive(Debug)]
pub struct Kiosk {
    config: KioskConfig,
    looks: Vec<Look>,
    scene: Scene,
    /// The look that is worn, among those that are offered.
    worn: Option<usize>,
    shop: Shop,
    /// What can be bought for it.
    counters: Vec<Counter>,
    skin_depth: f32,
    skin: SkinReading,
    /// Whether what is worn takes the wearer's own tone, and is sold in shades.
    matches_skin: bool,
    /// What it has become by shades that were tried on.
    tried: Option<Look>,
    shades_shown: bool,
    /// When the screen was last touched, and when the visit and the look before the eyes began.
    touched: Duration,
    began: Duration,
    turned: Duration,
    /// Where the number is typed from.
    before_pin: Scene,
    wrong_pins: u32,
    locked_until: Duration,
    summary: Summary,
}

/// A skin that is this much deeper or paler than before is another one; less is the light.
const SKIN_TREMBLES: f32 = 0.05;
/// After so many wrong numbers the next waits.
const PATIENT_PINS: u32 = 3;
/// How long it then waits.
const PIN_WAIT: Duration = Duration::from_secs(30);

impl Kiosk {
    /// With the looks that are offered, of which there is at least one, and what is sold.
    pub fn new(config: KioskConfig, looks: Vec<Look>, shop: Shop) -> Self {
        let zero = Duration::ZERO;
        Self {
            config,
            looks,
            scene: Scene::Attract,
            worn: None,
            shop,
            counters: Vec::new(),
            skin_depth: 0.0,
            skin: SkinReading::Unasked,
            matches_skin: false,
            tried: None,
            shades_shown: false,
            touched: zero,
            began: zero,
            turned: zero,
            before_pin: Scene::Attract,
            wrong_pins: 0,
            locked_until: zero,
            summary: Summary::default(),
        }
    }

    /// What is on the screen.
    pub fn scene(&self) -> Scene {
        self.scene
    }

    /// The same, but for the card for the number: what is seen behind that.
    pub fn behind(&self) -> Scene {
        if self.scene == Scene::Pin { self.before_pin } else { self.scene }
    }

    /// The looks that are offered.
    pub fn looks(&self) -> &[Look] {
        &self.looks
    }

    /// Which of them is worn.
    pub fn worn(&self) -> Option<usize> {
        self.worn
    }

    /// What is worn, in the shades that were tried on.
    pub fn dressed(&self) -> Option<&Look> {
        self.tried.as_ref().or_else(|| self.looks.get(self.worn?))
    }

    /// What can be bought for it.
    pub fn counters(&self) -> &[Counter] {
        &self.counters
    }

    /// Whether there is anything to be bought for it.
    pub fn offers_shades(&self) -> bool {
        !self.counters.is_empty() || self.matches_skin
    }

    /// Whether that is shown.
    pub fn shades_shown(&self) -> bool {
        self.shades_shown && self.offers_shades()
    }

    /// How it was set up.
    pub fn config(&self) -> &KioskConfig {
        &self.config
    }

    /// What is counted of this visit.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// How deep the skin is of whoever is in front of the camera now: taken from those who agreed to the camera alone, and forgotten with
    /// the visit.
    pub fn see_skin(&mut self, depth: f32) {
        if self.is_visited() && (depth - self.skin_depth).abs() > SKIN_TREMBLES {
            self.skin_depth = depth;
            self.set_counters();
        }
    }

    /// The colour of the visitor's skin, where the picture tells it; forgotten with the visit.
    pub fn know_skin(&mut self, skin: Option<Lab>) {
        if self.is_visited() {
            self.skin = skin.map_or(SkinReading::Untold, SkinReading::Known);
            self.set_counters();
        }
    }

    /// How far the skin is known, where shades are shown that are matched to it.
    pub fn skin(&self) -> Option<SkinReading> {
        Some(self.skin).filter(|_| self.matches_skin)
    }

    /// Asks for the skin where shades are shown that are matched to it: `anew`, or where it is not known yet.
    fn read_skin(&mut self, anew: bool) -> Option<Outcome> {
        let wanted = self.shades_shown && self.matches_skin && (anew || !matches!(self.skin, SkinReading::Known(_)));
        wanted.then(|| {
            self.skin = SkinReading::Reading;
            self.set_counters();
            Outcome::ReadSkin
        })
    }

    /// Whether somebody who agreed to the camera is here, be it behind the card that asks for the number.
    fn is_visited(&self) -> bool {
        matches!(self.behind(), Scene::Trying | Scene::Warning(_) | Scene::TakingHome)
    }

    /// Something happened, so long after the start.
    pub fn update(&mut self, event: &Event, now: Duration) -> Vec<Outcome> {
        self.touched = now;
        match (self.scene, event) {
            (Scene::Attract, Event::Touch) => self.scene = Scene::Consent,
            (Scene::Consent, Event::Consent(true)) => {
                self.scene = Scene::Trying;
                self.began = now;
                self.summary.visits = 1;
                // What they were shown is what they see themselves in.
                let shown = self.worn.unwrap_or_default();
                return vec![Outcome::OpenCamera, self.wear(Some(shown))];
            }
            (Scene::Consent, Event::Speak(code)) => return vec![Outcome::Speak(Some(code.clone()))],
            (Scene::Consent, Event::Consent(false)) => return vec![self.turned_away()],
            (Scene::Trying, Event::Choose(look)) => {
                let worn = self.wear(*look);
                return std::iter::once(worn).chain(self.read_skin(false)).collect();
            }
            (Scene::Trying, Event::ToggleShades) => {
                self.shades_shown = !self.shades_shown;
                self.set_counters();
                return self.read_skin(true).into_iter().collect();
            }
            (Scene::Trying, Event::Try(counter, shade)) => return self.try_on(*counter, *shade).into_iter().collect(),
            (Scene::Warning(_), Event::MoreTime | Event::Touch) => self.scene = Scene::Trying,
            (Scene::Trying, Event::TakeHome) if self.config.take_home => {
                self.scene = Scene::TakingHome;
                return vec![Outcome::HandOver];
            }
            (Scene::TakingHome, Event::Back) => {
                self.scene = Scene::Trying;
                return vec![Outcome::TakeBack];
            }
            (Scene::Trying | Scene::TakingHome | Scene::Warning(_), Event::Done) => return self.end(now),
            (Scene::Over | Scene::Pin, Event::AskPin) => {}
            (scene, Event::AskPin) => {
                self.before_pin = scene;
                self.scene = Scene::Pin;
            }
            (Scene::Pin, Event::Pin(None)) => self.scene = self.before_pin,
            (Scene::Pin, Event::Pin(Some(typed))) => return self.check(typed, now),
            _ => {}
        }
        Vec::new()
    }

    /// Whoever comes next is spoken to as everybody is at first.
    fn turned_away(&mut self) -> Outcome {
        self.scene = Scene::Attract;
        Outcome::Speak(self.config.languages.first().cloned())
    }

    /// Time passes.
    pub fn tick(&mut self, now: Duration) -> Vec<Outcome> {
        let idle = now.saturating_sub(self.touched);
        match self.scene {
            Scene::Attract if now.saturating_sub(self.turned) >= self.config.attract_step() => {
                self.turned = now;
                let next = self.worn.map_or(0, |worn| (worn + 1) % self.looks.len().max(1));
                return vec![self.wear(Some(next))];
            }
            Scene::Consent if idle >= self.config.timeout() => return vec![self.turned_away()],
            Scene::Pin if idle >= self.config.timeout() => self.scene = self.before_pin,
            // A telephone in the hand touches no screen: there is more time for it.
            Scene::TakingHome if idle >= 2 * self.config.timeout() => return self.end(now),
            Scene::Trying if idle >= self.config.timeout() => {
                self.scene = Scene::Warning(self.config.warning().as_secs());
            }
            Scene::Warning(_) => {
                let over = self.config.timeout() + self.config.warning();
                let Some(left) = over.checked_sub(idle).filter(|left| !left.is_zero()) else { return self.end(now) };
                self.scene = Scene::Warning(left.as_secs_f64().ceil() as u64);
            }
            _ => {}
        }
        Vec::new()
    }

    /// What can be bought for what is worn, in the shades that the visitor's skin gives it.
    fn set_counters(&mut self) {
        let worn = self.worn.filter(|_| self.is_visited()).map(|at| self.looks[at].on(self.skin_depth));
        self.matches_skin = worn.as_ref().is_some_and(|look| self.shop.matches_skin(look));
        let skin = if let SkinReading::Known(skin) = self.skin { Some(skin) } else { None };
        self.counters = worn.map_or_else(Vec::new, |look| self.shop.counters(&look, skin));
    }

    fn wear(&mut self, look: Option<usize>) -> Outcome {
        self.worn = look.filter(|look| *look < self.looks.len());
        let worn = self.worn.map(|at| self.looks[at].clone());
        self.tried = None;
        let somebody = self.scene == Scene::Trying;
        self.set_counters();
        if let Some(look) = worn.as_ref().filter(|_| somebody) {
            self.summary.count(&look.id);
        }
        Outcome::Wear(worn.map(Box::new))
    }

    fn try_on(&mut self, counter: usize, shade: usize) -> Option<Outcome> {
        let counter = self.counters.get(counter)?;
        let item = counter.shades.get(shade)?;
        let mut look = self.dressed()?.clone();
        let product = look.products.get_mut(counter.product)?;
        *product = item.put_on(product, counter.place);
        self.summary.count_shade(&item.name());
        self.tried = Some(look.clone());
        Some(Outcome::Wear(Some(Box::new(look))))
    }

    fn end(&mut self, now: Duration) -> Vec<Outcome> {
        self.summary.seconds = now.saturating_sub(self.began).as_secs();
        self.scene = Scene::Over;
        (self.skin_depth, self.skin) = (0.0, SkinReading::Unasked);
        vec![Outcome::Forget]
    }

    fn check(&mut self, typed: &str, now: Duration) -> Vec<Outcome> {
        if now < self.locked_until {
            return vec![Outcome::WrongPin];
        }
        if self.config.opens(typed) {
            return vec![Outcome::Leave];
        }
        self.wrong_pins += 1;
        if self.wrong_pins.is_multiple_of(PATIENT_PINS) {
            self.locked_until = now + PIN_WAIT;
        }
        vec![Outcome::WrongPin]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{look::Library, resources::Resources};

    fn kiosk() -> Kiosk {
        let text = "version = 1\npin = \"2468\"\ntimeout_seconds = 60\nwarning_seconds = 10";
        let look = |id: &str| Look { id: id.into(), ..Look::of(Vec::new()) };
        Kiosk::new(KioskConfig::parse(text).unwrap(), vec![look("a"), look("b")], Shop::default())
    }

    fn at(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    #[test]
    fn the_camera_is_used_only_after_somebody_agreed() {
        let mut kiosk = kiosk();
        assert!(kiosk.update(&Event::Touch, at(1.0)).is_empty());
        assert_eq!(kiosk.scene(), Scene::Consent);
        assert_eq!(kiosk.update(&Event::Speak("zh-Hans".into()), at(1.5)), [Outcome::Speak(Some("zh-Hans".into()))]);
        // Whoever comes next is spoken to as everybody is at first.
        assert_eq!(kiosk.update(&Event::Consent(false), at(2.0)), [Outcome::Speak(None)]);
        assert_eq!(kiosk.scene(), Scene::Attract);
        kiosk.update(&Event::Touch, at(3.0));
        let outcomes = kiosk.update(&Event::Consent(true), at(4.0));
        assert_eq!(outcomes[0], Outcome::OpenCamera);
        assert_eq!((kiosk.scene(), kiosk.worn()), (Scene::Trying, Some(0)));
    }

    #[test]
    fn a_picture_is_offered_only_where_that_is_switched_on() {
        let trying = |text: &str| {
            let mut kiosk = Kiosk::new(KioskConfig::parse(text).unwrap(), kiosk().looks, Shop::default());
            kiosk.update(&Event::Touch, at(0.0));
            kiosk.update(&Event::Consent(true), at(0.0));
            kiosk
        };
        let mut off = trying("version = 1\npin = \"2468\"");
        assert!(off.update(&Event::TakeHome, at(1.0)).is_empty() && off.scene() == Scene::Trying);
        let mut on = trying("version = 1\npin = \"2468\"\ntake_home = true\ntimeout_seconds = 60");
        assert_eq!(on.update(&Event::TakeHome, at(1.0)), [Outcome::HandOver]);
        assert_eq!(on.update(&Event::Back, at(2.0)), [Outcome::TakeBack]);
        on.update(&Event::TakeHome, at(3.0));
        assert!(on.tick(at(100.0)).is_empty());
        assert_eq!(on.tick(at(124.0)), [Outcome::Forget]);
    }

    /// A kiosk of these looks that sells what is in a table.
    fn selling(table: &str, rows: &str, looks: &[&str]) -> Kiosk {
        let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
        let looks = looks.iter().map(|id| library.get(id).unwrap().clone()).collect();
        let home = tempfile::tempdir().unwrap();
        let table = home.path().join(table);
        std::fs::write(&table, rows).unwrap();
        let text = format!("version = 1\npin = \"2468\"\ncatalogues = ['{}']", table.display());
        let config = KioskConfig::parse(&text).unwrap();
        let shop = Shop::open(&config).unwrap();
        Kiosk::new(config, looks, shop)
    }

    #[test]
    fn a_shade_is_tried_on_until_another_look_is_chosen() {
        let rows = "brand,shade,hex\nMaker,Ink,#102030\nMaker,Ruby,#9E1B32\n";
        let mut kiosk = selling("lipstick.csv", rows, &["classic-red", "soft-rose"]);
        assert!(kiosk.update(&Event::Try(0, 0), at(0.0)).is_empty(), "nobody is here");
        kiosk.update(&Event::Touch, at(0.0));
        kiosk.update(&Event::Consent(true), at(0.0));
        kiosk.update(&Event::ToggleShades, at(1.0));
        assert!(kiosk.shades_shown());
        let [counter] = kiosk.counters() else { panic!("{:?}", kiosk.counters()) };
        assert_eq!(counter.shades.iter().map(|item| item.article.shade.as_str()).collect::<Vec<_>>(), ["Ruby", "Ink"]);
        let product = counter.product;
        let outcomes = kiosk.update(&Event::Try(0, 1), at(2.0));
        let [Outcome::Wear(Some(look))] = &outcomes[..] else { panic!("{outcomes:?}") };
        let worn = look.products[product].shades()[0].clone();
        assert_eq!((worn.color, worn.article.unwrap().shade), ([0x10, 0x20, 0x30], "Ink".into()));
        assert!(
            kiosk.update(&Event::Try(0, 9), at(3.0)).is_empty() && kiosk.update(&Event::Try(7, 0), at(3.0)).is_empty()
        );
        kiosk.update(&Event::Choose(Some(1)), at(4.0));
        assert_eq!(kiosk.dressed().unwrap().id, "soft-rose");
        assert_eq!(kiosk.summary().shades["Maker · Ink"], 1);
        kiosk.update(&Event::Choose(None), at(5.0));
        assert!(kiosk.dressed().is_none() && !kiosk.shades_shown());
    }

    #[test]
    fn the_shades_of_a_nude_lip_are_those_for_the_visitors_skin() {
        let rows = "brand,shade,hex\nMaker,Cocoa,#572621\nMaker,Rosewood,#7F473B\n";
        let mut kiosk = selling("lipstick.csv", rows, &["nude-silk"]);
        kiosk.see_skin(1.0);
        kiosk.update(&Event::Touch, at(0.0));
        kiosk.see_skin(1.0);
        assert_eq!(kiosk.skin_depth, 0.0, "nobody has agreed to be looked at");
        kiosk.update(&Event::Consent(true), at(0.0));
        kiosk.update(&Event::ToggleShades, at(1.0));
        let nearest = |kiosk: &Kiosk| kiosk.counters()[0].shades[0].article.shade.clone();
        assert_eq!(nearest(&kiosk), "Rosewood");
        kiosk.see_skin(1.0);
        assert_eq!(nearest(&kiosk), "Cocoa");
        kiosk.update(&Event::Done, at(2.0));
        assert_eq!(kiosk.skin_depth, 0.0);
    }

    #[test]
    fn a_foundation_is_matched_to_a_skin_that_was_read_and_forgotten_with_it() {
        let rows = "brand,shade,hex\nMaker,Deep,#4A2E22\nMaker,Fair,#EBCBB5\n";
        let mut kiosk = selling("foundation.csv", rows, &["nude-silk"]);
        kiosk.update(&Event::Touch, at(0.0));
        kiosk.update(&Event::Consent(true), at(0.0));
        assert!(kiosk.offers_shades() && kiosk.counters().is_empty(), "the skin is not known yet");
        assert_eq!(kiosk.update(&Event::ToggleShades, at(1.0)), [Outcome::ReadSkin]);
        kiosk.know_skin(Some(Lab([30.0, 12.0, 16.0])));
        let nearest: Vec<&str> = kiosk.counters().iter().map(|counter| &*counter.shades[0].article.shade).collect();
        assert!(nearest == ["Deep"] && kiosk.counters()[0].for_skin, "{:?}", kiosk.counters());
        let outcomes = kiosk.update(&Event::Try(0, 1), at(2.0));
        let [Outcome::Wear(Some(look))] = &outcomes[..] else { panic!("{outcomes:?}") };
        let chosen = kiosk.update(&Event::Choose(Some(0)), at(2.0));
        assert!(!chosen.contains(&Outcome::ReadSkin), "it is known");
        kiosk.know_skin(None);
        assert_eq!((kiosk.skin(), kiosk.counters().len()), (Some(SkinReading::Untold), 0));
        assert!(kiosk.update(&Event::Choose(Some(0)), at(2.0)).contains(&Outcome::ReadSkin), "it is asked for again");
        assert_eq!(kiosk.skin(), Some(SkinReading::Reading));
        assert_eq!(look.products[0].colors(), [[0xEB, 0xCB, 0xB5]]);
        kiosk.update(&Event::Done, at(3.0));
        assert_eq!((kiosk.skin, kiosk.skin_depth), (SkinReading::Unasked, 0.0));
    }

    #[test]
    fn whoever_goes_away_is_warned_and_forgotten() {
        let mut kiosk = kiosk();
        kiosk.update(&Event::Touch, at(0.0));
        kiosk.update(&Event::Consent(true), at(0.0));
        assert!(kiosk.tick(at(59.0)).is_empty());
        assert_eq!(kiosk.scene(), Scene::Trying);
        kiosk.tick(at(60.0));
        kiosk.tick(at(63.5));
        assert_eq!(kiosk.scene(), Scene::Warning(7));
        kiosk.update(&Event::MoreTime, at(65.0));
        assert_eq!(kiosk.scene(), Scene::Trying);
        kiosk.tick(at(125.0));
        assert_eq!(kiosk.tick(at(135.0)), [Outcome::Forget]);
        assert_eq!((kiosk.scene(), kiosk.summary().seconds), (Scene::Over, 135));
        assert!(kiosk.update(&Event::Touch, at(136.0)).is_empty(), "a visit that is over does not come back");
        assert_eq!(kiosk.scene(), Scene::Over);
    }

    #[test]
    fn looks_follow_one_another_while_nobody_is_here_and_are_not_counted() {
        let mut kiosk = kiosk();
        let step = kiosk.config().attract_step().as_secs_f64();
        let worn: Vec<Option<usize>> = (1..=3)
            .map(|turn| {
                assert_eq!(kiosk.tick(at(f64::from(turn) * step)).len(), 1);
                kiosk.worn()
            })
            .collect();
        assert_eq!(worn, [Some(0), Some(1), Some(0)]);
        assert!(kiosk.summary().looks.is_empty());
    }

    #[test]
    fn the_number_lets_its_owner_leave_and_nobody_guesses_it() {
        let mut kiosk = kiosk();
        kiosk.update(&Event::AskPin, at(1.0));
        for _ in 0..3 {
            assert_eq!(kiosk.update(&Event::Pin(Some("1111".into())), at(2.0)), [Outcome::WrongPin]);
        }
        assert_eq!(kiosk.update(&Event::Pin(Some("2468".into())), at(3.0)), [Outcome::WrongPin], "it waits");
        assert_eq!(kiosk.update(&Event::Pin(Some("2468".into())), at(33.0)), [Outcome::Leave]);
        kiosk.update(&Event::Pin(None), at(34.0));
        assert_eq!(kiosk.scene(), Scene::Attract);
    }

    fn event() -> impl Strategy<Value = Event> {
        // Whoever adds an event is told by the compiler here, and lets it happen below.
        let _every = |event: &Event| match event {
            Event::Touch | Event::Speak(_) | Event::Consent(_) | Event::Choose(_) | Event::ToggleShades => (),
            Event::Try(..) | Event::TakeHome | Event::Back | Event::MoreTime | Event::Done => (),
            Event::AskPin | Event::Pin(_) => (),
        };
        prop_oneof![
            Just(Event::Touch),
            "[a-z]{2}".prop_map(Event::Speak),
            Just(Event::TakeHome),
            Just(Event::Back),
            any::<bool>().prop_map(Event::Consent),
            any::<Option<usize>>().prop_map(Event::Choose),
            Just(Event::ToggleShades),
            any::<(usize, usize)>().prop_map(|(counter, shade)| Event::Try(counter, shade)),
            Just(Event::MoreTime),
            Just(Event::Done),
            Just(Event::AskPin),
            Just(Event::Pin(None)),
            "[0-9]{0,5}".prop_map(|typed| Event::Pin(Some(typed))),
        ]
    }

    proptest! {
        #[test]
        fn nothing_is_shown_or_handed_over_unasked(events in proptest::collection::vec((event(), 0u64..100), 0..40)) {
            let text = "version = 1\npin = \"2468\"\ntake_home = true\ntimeout_seconds = 60\nwarning_seconds = 10";
            let mut kiosk = Kiosk::new(KioskConfig::parse(text).unwrap(), kiosk().looks, Shop::default());
            let mut now = 0;
            for (event, later) in events {
                now += later;
                let mut outcomes = kiosk.tick(Duration::from_secs(now));
                let agreed = event == Event::Consent(true) && kiosk.scene() == Scene::Consent;
                let wished = event == Event::TakeHome && kiosk.scene() == Scene::Trying;
                outcomes.extend(kiosk.update(&event, Duration::from_secs(now)));
                prop_assert_eq!(outcomes.contains(&Outcome::OpenCamera), agreed);
                prop_assert_eq!(outcomes.contains(&Outcome::HandOver), wished);
                prop_assert!(event != Event::Back || kiosk.scene() != Scene::TakingHome);
                prop_assert!(kiosk.worn().is_none_or(|worn| worn < kiosk.looks().len()));
            }
        }
    }
}
