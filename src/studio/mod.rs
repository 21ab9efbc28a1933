//! The application's state without a window: commands go in, orders for the engine come out.

mod advice;
mod board;
mod browse;
mod capture;
mod catalogs;
mod clients;
mod command;
mod help;
mod history;
mod mix;
mod outfit;
#[cfg(test)]
mod random;
mod reference;
mod share;
mod task;
pub mod unsaved;
mod wear;
mod welcome;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

pub use crate::preferences::Shot;
pub use advice::{AdviceCommand, AdviceReading, AdviceState, AdviceTab, Advising};
pub use board::{Board, QUARTERS};
pub use browse::Browse;
pub use capture::Shutter;
pub use catalogs::{CatalogChange, Catalogs, ImportState, Importing};
pub use clients::{ClientCard, Clients, ClientsChange, Door, Draft};
pub use command::Command;
pub use help::Topic;
use history::History;
pub use mix::Mix;
use outfit::Outfit;
pub use outfit::{Lock, Piece};
pub use reference::{Reference, ReferenceState};
pub use share::{ShareChoice, Shared};
pub use task::Task;
use wear::as_guest;
pub use welcome::Step;

use crate::{
    capture::{CameraInfo, SourceSpec},
    compose::Card,
    export::virtual_camera::BroadcastStatus,
    inference::ModelEntry,
    language::say,
    look::{Library, Look, Product, names},
    makeup::shape::ShapeBook,
    pipeline::{CardPlace, EngineCommand, SourceStatus, Speed},
    preferences::Preferences,
    transfer::Reading,
};

/// A change of the skin's depth that is only the light's.
const SKIN_TREMBLES: f32 = 0.02;

/// How the picture is compared with the bare face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Compare {
    /// Only the made-up face.
    Off,
    /// Bare to the left of a line at this share of the picture's width, 0..=1, made up to the right.
    Split(f32),
}

/// A line for the person that goes away by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What to read.
    pub text: String,
    /// Counts up, so that the same text twice is seen twice.
    pub number: u64,
}

/// Everything that the window shows, except for pictures.
#[derive(Debug, Clone)]
pub struct Studio {
    looks: Vec<Look>,
    /// Id of the look that is worn.
    pub worn: Option<String>,
    /// A worn look that is not in the library: it was opened from a file.
    pub guest: Option<Look>,
    /// What is worn: the look of that id, with what is locked of what was worn before, and what the person has made of it.
    outfit: Option<Outfit>,
    /// The look that the face wears; what `outfit` comes to.
    wearing: Option<Look>,
    history: History<(Option<String>, Option<Outfit>)>,
    /// The product whose coverage is being changed; the history has its step already.
    covering: Option<usize>,
    locks: Vec<Lock>,
    /// Whether the products of what is worn are shown.
    pub products_shown: bool,
    /// The product of what is worn whose details are shown, counted from 0.
    pub opened: Option<usize>,
    /// The drawings that products can have.
    pub shapes: Arc<ShapeBook>,
    /// The advice that was asked for, while its panel is open.
    pub advising: Option<Box<Advising>>,
    /// What was read, while the panel is closed.
    pub advice_aside: Option<Box<Advising>>,
    /// How strongly, 0..=1.
    pub intensity: f32,
    /// Whether the picture is shown as in a mirror.
    pub mirror: bool,
    /// Before and after.
    pub compare: Compare,
    /// The person holds "before".
    pub before_held: bool,
    /// The card that the next click on the picture is on.
    pub picking: Option<Card>,
    /// The card that tells the light.
    pub card: Option<CardPlace>,
    /// Whether what the program sees is laid over the picture; only on the screen.
    pub explained: bool,
    /// The photo that a look is being, or was, copied from, while it is shown.
    pub reference: Option<Reference>,
    /// Two looks that are being mixed.
    pub mix: Option<Mix>,
    /// A photo that was dropped, until the person says what it is for.
    pub offered: Option<PathBuf>,
    /// Shades that one can buy.
    pub catalogs: Catalogs,
    /// Client cards.
    pub clients: Clients,
    /// Whether it is shown what the program is.
    pub about_shown: bool,
    /// The models, for their names and licences.
    pub models: Vec<ModelEntry>,
    /// Whether speed is shown.
    pub speed_shown: bool,
    /// The page of the help that is shown.
    pub help: Option<Topic>,
    /// Whether the picture is shown in a second window, for the screen of a client.
    pub client_screen: bool,
    /// How it goes with showing the picture to other programs as a camera, while that is wished.
    pub broadcast: Option<BroadcastStatus>,
    /// What the person has chosen and finds again the next time.
    pub preferences: Preferences,
    /// Which looks stand on the shelf.
    pub browsing: Browse,
    /// Only looks that these words are in.
    pub search: String,
    /// Four looks beside each other.
    pub board: Option<Board>,
    /// A look that was being made when the program ended without having been closed, until the person says what becomes of it.
    pub left_over: Option<Look>,
    /// How far somebody came who is here for the first time.
    pub welcome: Option<Step>,
    /// Taking pictures.
    pub shutter: Shutter,
    /// Only the picture is shown, for another program to take it from the screen.
    pub picture_only: bool,
    /// Where the picture comes from.
    pub source: SourceSpec,
    /// How deep the skin is of whoever was last seen in front of this source ([`crate::look::Look::on`]): the shades that go with it are
    /// shown as they are worn.
    pub skin_depth: f32,
    /// How the source is doing.
    pub status: SourceStatus,
    /// Speed of the last two seconds.
    pub speed: Speed,
    /// Pictures come, and there has been no face in them for a while.
    pub face_missing: bool,
    /// Connected cameras, as last listed.
    pub cameras: Vec<CameraInfo>,
    /// What is being given away, while its sheet is open.
    pub sharing: Option<Shared>,
    /// How what is seen is given away.
    pub share_choice: ShareChoice,
    /// What goes on beside the picture and takes a while.
    pub tasks: Vec<Task>,
    /// The newest line for the person.
    pub notice: Option<Notice>,
    notices: u64,
}

impl Studio {
    /// With a library, wearing `look` (or nothing) on a source.
    pub fn new(library: &Library, look: Option<Look>, source: SourceSpec) -> Self {
        let (worn, guest) = look.clone().map(|look| as_guest(library.looks(), look)).unzip();
        Self {
            looks: library.looks().to_vec(),
            worn,
            outfit: look.as_ref().map(Outfit::of),
            wearing: look,
            history: History::default(),
            covering: None,
            locks: Vec::new(),
            products_shown: false,
            opened: None,
            shapes: Arc::default(),
            advising: None,
            advice_aside: None,
            guest: guest.flatten(),
            intensity: 1.0,
            mirror: mirrored(&source),
            skin_depth: 0.0,
            compare: Compare::Off,
            before_held: false,
            picking: None,
            card: None,
            explained: false,
            reference: None,
            mix: None,
            offered: None,
            catalogs: Catalogs::default(),
            clients: Clients::default(),
            about_shown: false,
            models: Vec::new(),
            speed_shown: false,
            help: None,
            client_screen: false,
            broadcast: None,
            preferences: Preferences::default(),
            browsing: Browse::default(),
            search: String::new(),
            board: None,
            left_over: None,
            welcome: None,
            shutter: Shutter::default(),
            picture_only: false,
            source,
            status: SourceStatus::Waiting(say("Starting…").into()),
            speed: Speed::default(),
            face_missing: false,
            cameras: Vec::new(),
            sharing: None,
            share_choice: ShareChoice::default(),
            tasks: Vec::new(),
            notice: None,
            notices: 0,
        }
    }

    /// All looks, whatever the family.
    pub fn all_looks(&self) -> impl Iterator<Item = &Look> {
        self.guest.iter().chain(&self.looks)
    }

    /// Families in the order of their first look.
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = Vec::new();
        for look in &self.looks {
            if !families.contains(&look.family.as_str()) {
                families.push(&look.family);
            }
        }
        families
    }

    /// The look that is worn, with what is locked.
    pub fn worn_look(&self) -> Option<&Look> {
        self.wearing.as_ref()
    }

    /// The products of what is worn, in the order they are laid on.
    pub fn pieces(&self) -> &[Piece] {
        self.outfit.as_ref().map_or(&[], Outfit::pieces)
    }

    /// Whether an area, or the products of a name, are locked by themselves.
    pub fn is_locked(&self, lock: Lock) -> bool {
        self.locks.contains(&lock)
    }

    /// Whether a product stays while other looks are tried, by itself or with its area.
    pub fn keeps(&self, product: &Product) -> bool {
        outfit::locks_hold(&self.locks, product)
    }

    /// Whether what is worn differs from the look as it is written.
    pub fn is_changed(&self) -> bool {
        let written = self.worn.as_ref().and_then(|id| self.all_looks().find(|look| look.id == *id));
        written.map(|look| &look.products) != self.wearing.as_ref().map(|look| &look.products)
    }

    /// Whether the bare face is what is to be seen.
    pub fn shows_before(&self) -> bool {
        self.before_held
    }

    /// How deep the skin is of whoever is in front of the source now. What trembles with the light is not followed: colours that are shown
    /// would flicker, and lists that are sorted by them.
    pub fn see_skin(&mut self, depth: f32) {
        if (depth - self.skin_depth).abs() > SKIN_TREMBLES {
            self.skin_depth = depth;
        }
    }

    /// Carries out a command; gives what the engine has to be told.
    pub fn update(&mut self, command: Command) -> Vec<EngineCommand> {
        match command {
            Command::Wear(id) => return self.wear(id),
            Command::TryOn(look) => return self.try_on(*look),
            Command::WearNth(index) => {
                let id = self.shelf().get(index).map(|look| look.id.clone());
                return id.map_or_else(Vec::new, |id| self.wear(Some(id)));
            }
            Command::Step(by) => return self.step(by),
            Command::ToggleLock(lock) => {
                let pieces = self.outfit.as_ref().map_or(&[][..], Outfit::pieces);
                outfit::toggle_lock(&mut self.locks, lock, pieces);
            }
            Command::Cover(piece, coverage) if coverage.is_finite() => {
                return self.cover(piece, coverage.clamp(0.0, 1.0));
            }
            Command::Cover(..) => {}
            Command::Settle => self.covering = None,
            Command::ToggleProduct(piece) => {
                return self.change(|outfit| outfit.toggle(piece));
            }
            Command::OpenProduct(piece) => self.opened = piece.filter(|piece| *piece < self.pieces().len()),
            Command::Change(piece, product) => return self.change(|outfit| outfit.replace(piece, *product)),
            Command::MoveProduct(from, to) => {
                self.opened = self.opened.map(|opened| if opened == from { to } else { opened });
                return self.change(|outfit| outfit.move_to(from, to));
            }
            Command::Reset => {
                let written = self.all_looks().find(|look| Some(&look.id) == self.worn.as_ref()).map(Outfit::of);
                return self.change(|outfit| *outfit = written.unwrap_or_else(|| outfit.clone()));
            }
            Command::ToggleProducts => {
                self.products_shown = !self.products_shown;
                self.lay_advice_aside();
            }
            Command::ToggleAdvice => self.toggle_advice(),
            Command::Advice(command) => self.advise(command),
            Command::Undo => {
                self.mix = None;
                let before = self.history.back(self.worn_now());
                return before.map_or_else(Vec::new, |state| self.put_on(state));
            }
            Command::Redo => {
                self.mix = None;
                let after = self.history.forward(self.worn_now());
                return after.map_or_else(Vec::new, |state| self.put_on(state));
            }
            Command::Intensity(share) => {
                self.intensity = if share.is_finite() { share.clamp(0.0, 1.0) } else { self.intensity };
                return vec![EngineCommand::Intensity(self.intensity)];
            }
            Command::Open(source) => {
                self.mirror = mirrored(&source);
                self.remember_camera(&source);
                self.source = source.clone();
                self.status = SourceStatus::Waiting(say("Opening…").into());
                (self.picking, self.card) = (None, None);
                // Somebody else may be in the next picture.
                self.advice_aside = None;
                self.skin_depth = 0.0;
                return vec![EngineCommand::Open(source)];
            }
            Command::ToggleMirror => self.mirror = !self.mirror,
            Command::ToggleSplit => {
                self.compare = if self.compare == Compare::Off { Compare::Split(0.5) } else { Compare::Off };
            }
            Command::MoveSplit(at) if at.is_finite() => self.compare = Compare::Split(at.clamp(0.0, 1.0)),
            Command::MoveSplit(_) => {}
            Command::HoldBefore(held) => self.before_held = held,
            Command::PickCard(card) => self.picking = card,
            Command::PlaceCard(at) => {
                let inside = at.iter().all(|share| (0.0..=1.0).contains(share));
                let Some(card) = self.picking.take_if(|_| inside) else { return Vec::new() };
                self.card = Some(CardPlace { card, at });
                return vec![EngineCommand::Light(self.card)];
            }
            Command::ForgetCard => {
                (self.picking, self.card) = (None, None);
                return vec![EngineCommand::Light(None)];
            }
            Command::ShowReference(reference) => {
                self.offered = None;
                self.reference = reference;
                let read = match &self.reference {
                    Some(Reference { name, state: ReferenceState::Read(reading), .. }) => Some((name, reading)),
                    _ => None,
                };
                let Some(look) = read.map(|(name, reading)| copied(name, reading)) else { return Vec::new() };
                self.products_shown = true;
                self.lay_advice_aside();
                return self.try_on(look);
            }
            Command::Finished(look) => return self.wear_finished(&look),
            Command::ToggleMix => {
                let from = self.wearing.clone().filter(|_| self.mix.is_none());
                self.mix = from.map(Mix::from);
            }
            Command::MoveMix(share) => {
                if let Some(mix) = &mut self.mix {
                    mix.go(share);
                }
            }
            Command::Mixed(look) => return self.wear_mix(*look),
            Command::Offer(path) => self.offered = path,
            Command::ToggleExplain => self.explained = !self.explained,
            Command::Bind(piece, place, item) => return self.bind(piece, place, item.as_deref()),
            Command::ToggleCatalog => self.catalogs.toggle(),
            Command::Catalog(change) => {
                let kept_others = matches!(change, CatalogChange::Kept(_));
                self.catalogs.change(change);
                if kept_others {
                    self.match_shades();
                }
            }
            Command::ToggleAbout => self.about_shown = !self.about_shown,
            Command::ToggleSpeed => self.speed_shown = !self.speed_shown,
            Command::Clients(change) => {
                let client = |studio: &Self| studio.clients.card.as_ref().map(|card| card.client.id);
                let before = client(self);
                self.change_clients(change);
                if before.is_some() && client(self) != before {
                    self.forget_reading();
                }
            }
            Command::NameSalon(name) => self.preferences.salon = name,
            Command::Help(topic) => self.help = topic,
            Command::Speak(code) => {
                self.preferences.language = code;
                self.rank_looks();
            }
            Command::ToggleClientScreen => self.client_screen = !self.client_screen,
            Command::ToggleBroadcast => {
                self.broadcast = self.broadcast.is_none().then_some(BroadcastStatus::Starting);
                // It is never begun without being seen.
                self.picture_only &= self.broadcast.is_none();
            }
            Command::Appear(appearance) => self.preferences.appearance = appearance,
            Command::ScaleText(scale) if scale.is_finite() => self.preferences.text_scale = scale.clamp(0.5, 2.0),
            Command::ScaleText(_) => {}
            Command::ToggleStill => self.preferences.still = !self.preferences.still,
            Command::Browse(_) | Command::Search(_) | Command::ToggleFavourite(_) => return self.browse(command),
            Command::ToggleBoard | Command::ChooseQuarter(_) | Command::WearQuarter(_) => {
                return self.compare_four(&command);
            }
            Command::TakeUp(wanted) => {
                let look = self.left_over.take().filter(|_| wanted);
                return look.map_or_else(Vec::new, |look| self.try_on(look));
            }
            Command::Welcome(step) => {
                self.preferences.welcomed |= step.is_none();
                self.welcome = step;
            }
            Command::Share(shared) => self.share(shared),
            Command::ChooseShare(choice) => self.share_choice = choice,
            Command::Countdown(_) | Command::ChooseShot(_) | Command::ToggleGallery => {
                self.shutter.update(&command, &mut self.preferences)
            }
            Command::Taken(files) => self.shutter.taken = files,
            Command::TogglePictureOnly => self.picture_only = !self.picture_only,
            Command::CamerasListed(cameras) => self.cameras = cameras,
            Command::Tell(text) => {
                self.notices += 1;
                self.notice = Some(Notice { text, number: self.notices });
            }
            Command::DismissNotice => self.notice = None,
        }
        Vec::new()
    }
}

/// The look read off a photo, called after it, with the photo's own at hand, of which nothing is on yet.
fn copied(photo: &str, reading: &Reading) -> Look {
    let stem = Path::new(photo).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (id, name) = names::of_file(&stem);
    let plain: String = photo.chars().filter(|letter| !letter.is_control()).take(200).collect();
    let mut look = Look { id, name, description: say!("Copied from {photo}.", photo = plain), ..reading.look.clone() };
    look.products.push(Product::Photo(reading.style.clone()));
    look
}

/// People know themselves from the mirror; a photo or clip is shown as it is.
fn mirrored(source: &SourceSpec) -> bool {
    matches!(source, SourceSpec::Camera(_))
}

/// A studio over the built-in looks, for tests.
#[cfg(test)]
fn test_studio() -> Studio {
    let resources = crate::resources::Resources::locate().unwrap();
    Studio::new(&Library::open(&resources.asset("looks")).unwrap(), None, SourceSpec::Demo)
}

#[cfg(test)]
mod tests {
    use super::{test_studio as studio, *};
    use crate::look::Area;

    #[test]
    fn wearing_tells_the_engine_and_an_unknown_look_changes_nothing() {
        let mut studio = studio();
        let id = studio.shelf()[2].id.clone();
        let orders = studio.update(Command::Wear(Some(id.clone())));
        assert!(matches!(&orders[..], [EngineCommand::Wear(Some(look))] if look.id == id));
        assert!(studio.update(Command::Wear(Some("none".into()))).is_empty());
        assert_eq!(studio.worn, Some(id));
        assert!(matches!(studio.update(Command::Wear(None))[..], [EngineCommand::Wear(None)]));
    }

    #[test]
    fn a_look_from_a_file_joins_the_shelf_and_is_worn() {
        let mut studio = studio();
        let shelf = studio.shelf().len();
        let mut mine = studio.shelf()[0].clone();
        let orders = studio.update(Command::TryOn(Box::new(mine.clone())));
        assert!(matches!(orders[0], EngineCommand::Thumbnails(_)));
        assert_eq!((studio.shelf().len(), &studio.worn), (shelf, &Some(mine.id.clone())), "it is there already");
        mine.products.truncate(1);
        studio.update(Command::TryOn(Box::new(mine.clone())));
        assert_eq!(studio.shelf().len(), shelf + 1);
        assert_eq!(studio.worn_look().unwrap().products, mine.products);
        assert_ne!(studio.worn, Some(mine.id), "two looks of one id cannot be told apart");
    }

    #[test]
    fn steps_go_round_the_shelf_of_the_chosen_family() {
        let mut studio = studio();
        let family = studio.families()[1].to_owned();
        studio.update(Command::Browse(Browse::Family(family.clone())));
        let count = studio.shelf().len();
        (0..count).for_each(|_| drop(studio.update(Command::Step(1))));
        assert_eq!(studio.worn_look().unwrap().family, family);
        let last = studio.worn.clone();
        studio.update(Command::Step(1));
        studio.update(Command::Step(-1));
        assert_eq!(studio.worn, last);
    }

    #[test]
    fn a_locked_area_keeps_what_it_wears() {
        let lips = |studio: &Studio| {
            let look = studio.worn_look().unwrap();
            look.products.iter().filter(|product| product.area() == Area::Lips).cloned().collect::<Vec<_>>()
        };
        let mut studio = studio();
        studio.update(Command::Wear(Some("classic-red".into())));
        let red = lips(&studio);
        studio.update(Command::ToggleLock(Lock::Area(Area::Lips)));
        studio.update(Command::Wear(Some("cobalt".into())));
        assert_eq!(lips(&studio), red);
        studio.update(Command::ToggleLock(Lock::Area(Area::Lips)));
        studio.update(Command::Wear(Some("cobalt".into())));
        assert_ne!(lips(&studio), red);
    }

    #[test]
    fn undo_goes_back_through_everything_worn_and_redo_forward() {
        let mut studio = studio();
        let worn = ["cobalt", "classic-red", "soft-rose"];
        worn.iter().for_each(|id| drop(studio.update(Command::Wear(Some((*id).into())))));
        for id in [Some("classic-red"), Some("cobalt"), None, None] {
            studio.update(Command::Undo);
            assert_eq!(studio.worn.as_deref(), id);
        }
        for id in [Some("cobalt"), Some("classic-red"), Some("soft-rose"), Some("soft-rose")] {
            studio.update(Command::Redo);
            assert_eq!(studio.worn.as_deref(), id);
        }
    }

    #[test]
    fn a_drag_of_a_product_is_one_step_and_every_move_is_seen() {
        let mut studio = studio();
        studio.update(Command::Wear(Some("classic-red".into())));
        let written = studio.worn_look().cloned();
        for coverage in [0.5, 0.4, 0.3] {
            let orders = studio.update(Command::Cover(0, coverage));
            assert!(
                matches!(&orders[..], [EngineCommand::Wear(Some(look))] if look.products[0].coverage() == coverage)
            );
        }
        studio.update(Command::Settle);
        assert!(studio.is_changed());
        studio.update(Command::Cover(0, 0.9));
        studio.update(Command::Settle);
        studio.update(Command::Undo);
        assert_eq!(studio.pieces()[0].coverage(), 0.3);
        studio.update(Command::Undo);
        assert_eq!(studio.worn_look().cloned(), written);
        assert!(!studio.is_changed());
        studio.update(Command::Redo);
        assert_eq!(studio.pieces()[0].coverage(), 0.3);
        assert!(studio.update(Command::Cover(99, 0.5)).is_empty());
    }

    #[test]
    fn a_product_comes_off_and_on_and_all_changes_can_be_taken_back() {
        let mut studio = studio();
        studio.update(Command::Wear(Some("classic-red".into())));
        let count = studio.pieces().len();
        studio.update(Command::ToggleProduct(1));
        assert_eq!((studio.worn_look().unwrap().products.len(), studio.pieces().len()), (count - 1, count));
        studio.update(Command::Cover(0, 0.11));
        studio.update(Command::Reset);
        assert!(!studio.is_changed());
        studio.update(Command::Undo);
        assert!(studio.is_changed());
        assert!(!studio.pieces()[1].is_on());
    }

    #[test]
    fn a_camera_is_a_mirror_and_a_file_is_not() {
        let mut studio = studio();
        studio.see_skin(0.8);
        studio.see_skin(0.81);
        assert_eq!(studio.skin_depth, 0.8, "a trembling");
        studio.update(Command::Open(SourceSpec::Camera(None)));
        assert!(studio.mirror);
        assert_eq!(studio.skin_depth, 0.0, "of whoever was there before nothing is known");
        studio.update(Command::Open(SourceSpec::File("a.png".into())));
        assert!(!studio.mirror);
    }

    #[test]
    fn a_guest_that_undo_brings_back_has_its_card_again() {
        let mut studio = studio();
        let guest = |name: &str| Look { id: name.into(), name: name.into(), ..studio.looks[3].clone() };
        let (first, second) = (guest("first"), guest("second"));
        studio.update(Command::TryOn(Box::new(first)));
        studio.update(Command::TryOn(Box::new(second)));
        studio.update(Command::Undo);
        assert_eq!(studio.worn.as_deref(), Some("first"));
        assert!(studio.shelf().iter().any(|look| look.id == "first") && !studio.is_changed());
    }
}
