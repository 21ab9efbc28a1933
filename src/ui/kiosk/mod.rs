//! The window of a kiosk: joins the engine and the kiosk's state, full screen. A process lasts for one visit; when it is over, the window
//! shows nothing more and waits for its end, and with the process goes everything that it knew.

mod button;
mod code;
mod mirror;
mod offering;
mod pin;
mod scenes;
mod shades;
#[cfg(test)]
mod tests;

use std::{
    io::Write,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use egui::{Context, ViewportCommand};
use mirror::{Mirror, Start};
pub use offering::Offer;
use offering::Offering;

use super::{
    Request, WindowError,
    adviser::Adviser,
    pictures::Pictures,
    tasks::{End, Slot, Tasks},
    tokens,
};
use crate::{
    capture::SourceSpec,
    kiosk::{Attract, Event, Kiosk, KioskConfig, Outcome, Scene, Shop, Summary},
    language::{self, say},
    look::{Library, Look},
    pipeline::{Engine, EngineCommand, EngineOptions, SourceStatus},
    raster::difference::Lab,
    resources::Resources,
    studio::{AdviceCommand, AdviceState, Command, Studio},
};

/// A line that the window's process writes once it is seen.
pub const READY: &str = "ready";
/// One once the visit is over.
pub const OVER: &str = "over";
/// One every [`PULSE`] while the window goes on.
pub const ALIVE: &str = "alive";
/// See [`ALIVE`].
pub const PULSE: Duration = Duration::from_secs(2);

/// How long the process waits to be ended, when nobody does.
const FAREWELL: Duration = Duration::from_secs(10);
/// A window that does not fill its screen is made to this often: displays are changed, and window managers lose count.
const REFILL: Duration = Duration::from_secs(3);
/// Times that this is tried in vain.
const MOST_REFILLS: u32 = 3;
/// How often the state looks at the clock.
const TICK: Duration = Duration::from_millis(200);

/// How to open the window.
pub struct KioskOptions {
    /// How the kiosk is set up.
    pub config: KioskConfig,
    /// The looks that are offered.
    pub looks: Vec<Look>,
    /// What is sold.
    pub shop: Shop,
    /// Models and shapes.
    pub resources: Resources,
    /// In a window instead of on the whole screen.
    pub windowed: bool,
}

/// How the window ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The visit is over.
    Visit,
    /// Whoever runs the kiosk left it.
    Left,
}

/// Opens the window; comes back when the visit is over or the kiosk was left.
///
/// # Errors
/// [`WindowError`] says what is missing.
pub fn run(options: KioskOptions) -> Result<Ending, WindowError> {
    let library = Library::open(&options.resources.asset("looks"))?;
    let viewport = egui::ViewportBuilder::default()
        .with_title("Vanity")
        .with_app_id("vanity-kiosk")
        .with_inner_size([1280.0, 860.0])
        .with_fullscreen(!options.windowed);
    let native = eframe::NativeOptions { viewport, ..Default::default() };
    let ending = Arc::new(std::sync::Mutex::new(Ending::Left));
    let (failure, told) = (Arc::new(std::sync::Mutex::new(None)), Arc::clone(&ending));
    let failed = Arc::clone(&failure);
    let opened = eframe::run_native(
        "Vanity",
        native,
        Box::new(move |creation| {
            tokens::install(&creation.egui_ctx);
            let wake = creation.egui_ctx.clone();
            let start = move |options| {
                let wake = wake.clone();
                Engine::start(options, Arc::new(move || wake.request_repaint()))
            };
            match KioskWindow::new(options, &library, Arc::new(start), told) {
                Ok(window) => Ok(Box::new(window)),
                Err(error) => {
                    let text = error.to_string();
                    if let Ok(mut failure) = failed.lock() {
                        *failure = Some(error);
                    }
                    Err(text.into())
                }
            }
        }),
    );
    if let Some(error) = failure.lock().ok().and_then(|mut failure| failure.take()) {
        return Err(error);
    }
    opened.map_err(|error| WindowError::display(&error))?;
    Ok(ending.lock().map_or(Ending::Visit, |ending| *ending))
}

/// What is on the screen, as a state that a test can show as well.
pub struct Shown {
    /// Who is here, and what they do.
    pub kiosk: Kiosk,
    /// What is worn, and how the source is doing.
    pub studio: Studio,
    /// Digits that were typed.
    pub typed: String,
    /// The last number was wrong.
    pub wrong: bool,
    /// Since when the corner is held.
    pub corner: Option<f64>,
    /// The picture that is to be taken home.
    pub offer: Option<Offer>,
}

struct KioskWindow {
    shown: Shown,
    /// Gone once the visit is over.
    mirror: Option<Mirror>,
    /// Reads the visitor's skin, where shades that match it are asked for.
    adviser: Option<Adviser>,
    tasks: Tasks,
    resources: Resources,
    /// The picture that is offered in the local network.
    offering: Option<Offering>,
    pictures: Pictures,
    started: Instant,
    told_ready: bool,
    over: Option<Instant>,
    /// When it was last told that the window goes on.
    told_alive: Instant,
    leaving: bool,
    windowed: bool,
    /// When the window was last seen to fill its screen, or made to.
    filled: Instant,
    /// Times that it was made to since.
    refills: u32,
    ending: Arc<std::sync::Mutex<Ending>>,
}

impl KioskWindow {
    fn new(
        options: KioskOptions,
        library: &Library,
        start: Arc<Start>,
        ending: Arc<std::sync::Mutex<Ending>>,
    ) -> Result<Self, WindowError> {
        language::learn_all(&options.resources).iter().for_each(|fault| tracing::warn!("{fault}"));
        speak(options.config.languages.first());
        let source = match options.config.attract {
            Attract::Portrait => SourceSpec::Demo,
            Attract::Passers => SourceSpec::Camera(options.config.camera.clone()),
        };
        let first = options.looks.first().cloned();
        let (resources, look) = (options.resources.clone(), first.clone());
        let engine = EngineOptions { resources, source: source.clone(), look, intensity: 1.0 };
        let mirror = Mirror::new(start, engine, options.looks.clone())?;
        let studio = Studio::new(library, first, source);
        let kiosk = Kiosk::new(options.config, options.looks, options.shop);
        let now = Instant::now();
        Ok(Self {
            shown: Shown { kiosk, studio, typed: String::new(), wrong: false, corner: None, offer: None },
            mirror: Some(mirror),
            adviser: None,
            tasks: Tasks::default(),
            resources: options.resources,
            offering: None,
            pictures: Pictures::default(),
            started: now,
            told_ready: false,
            over: None,
            told_alive: now,
            leaving: false,
            windowed: options.windowed,
            filled: now,
            refills: 0,
            ending,
        })
    }

    fn receive(&mut self, ctx: &Context) {
        let Some(mirror) = &mut self.mirror else { return };
        let composite = mirror.take_composite();
        self.shown.studio.status = mirror.tend();
        let streaming = matches!(self.shown.studio.status, SourceStatus::Streaming(_));
        match composite {
            Some(composite) if streaming => {
                composite.skin_depth.into_iter().for_each(|depth| self.shown.kiosk.see_skin(depth));
                self.pictures.show(ctx, composite);
            }
            // What was seen before is nothing to stand behind words about a camera.
            _ if !streaming => self.pictures.forget_frame(),
            _ => {}
        }
        for thumbnail in mirror.take_thumbnails() {
            self.pictures.thumbnail_made(ctx, &thumbnail);
        }
        let failed = self.tasks.done().into_iter().filter_map(|request| match request {
            Request::Studio(Command::Advice(reached)) => Some(reached),
            _ => None,
        });
        for answer in self.adviser.as_mut().map(Adviser::answers).unwrap_or_default().into_iter().chain(failed) {
            match answer {
                AdviceCommand::Reached(AdviceState::Read(reading)) => {
                    self.shown.kiosk.know_skin(reading.advice.tone.as_ref().map(|tone| Lab(tone.lab)));
                }
                AdviceCommand::Reached(AdviceState::Failed(_)) => self.shown.kiosk.know_skin(None),
                _ => {}
            }
        }
        if let Some(outcome) = self.offering.as_mut().and_then(Offering::outcome) {
            self.shown.offer = Some(outcome);
        }
    }

    fn carry_out(&mut self, ctx: &Context, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            match outcome {
                Outcome::Speak(code) => speak(code.as_ref()),
                Outcome::OpenCamera => {
                    let camera = self.shown.kiosk.config().camera.clone();
                    self.pictures.forget();
                    self.send(Command::Open(SourceSpec::Camera(camera)));
                }
                Outcome::ReadSkin => {
                    let adviser = self.adviser.get_or_insert_with(|| Adviser::start(ctx, self.resources.clone()));
                    let failed = AdviceCommand::Reached(AdviceState::Failed(String::new()));
                    let end = End::Then(vec![Request::Studio(Command::Advice(failed))]);
                    let ticket = self.tasks.ticket(say("Looking at you").into(), Slot::Advice, end);
                    if let AdviceCommand::Reached(AdviceState::Failed(_)) =
                        adviser.look_at(self.pictures.composite(), ticket)
                    {
                        self.shown.kiosk.know_skin(None);
                    }
                }
                Outcome::Wear(look) => {
                    if let Some(mirror) = &mut self.mirror {
                        mirror.send(EngineCommand::Wear(look));
                    }
                }
                Outcome::HandOver => self.hand_over(ctx),
                Outcome::TakeBack => (self.offering, self.shown.offer) = (None, None),
                Outcome::Forget => self.forget(ctx),
                Outcome::Leave => {
                    self.leaving = true;
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
                Outcome::WrongPin => {
                    self.shown.wrong = true;
                    self.shown.typed.clear();
                }
            }
        }
    }

    fn send(&mut self, command: Command) {
        for order in self.shown.studio.update(command) {
            if let Some(mirror) = &mut self.mirror {
                mirror.send(order);
            }
        }
    }

    /// Offers what is seen now.
    fn hand_over(&mut self, ctx: &Context) {
        let address = self.shown.kiosk.config().address;
        let composite = self.pictures.composite().cloned();
        self.offering = composite.map(|composite| Offering::begin(ctx, composite, address));
        self.shown.offer = Some(match self.offering {
            Some(_) => Offer::Making,
            None => Offer::Not(say("There is no picture yet.").into()),
        });
    }

    /// The screen is cleared at once; beside it the camera is let go of, the visit is counted, and whoever watches over this process is told.
    /// What is left ends with it.
    fn forget(&mut self, ctx: &Context) {
        let (mirror, offering) = (self.mirror.take(), self.offering.take());
        (self.adviser, self.shown.offer) = (None, None);
        self.tasks = Tasks::default();
        self.pictures = Pictures::default();
        self.over = Some(Instant::now());
        self.set_ending(Ending::Visit);
        let (folder, summary) = (self.shown.kiosk.config().summary.clone(), self.shown.kiosk.summary().clone());
        aside("vanity-goodbye", move || {
            drop(offering);
            drop(mirror);
            if let Some(folder) = folder
                && let Err(error) = summary.add_to(&folder, &Summary::today())
            {
                tracing::warn!("{error}");
            }
            report(OVER);
        });
        ctx.request_repaint();
    }

    /// Whoever watches over this process learns that the window goes on.
    fn tell(&mut self, now: Duration) {
        if !self.told_ready && (self.pictures.after().is_some() || now > Duration::from_secs(5)) {
            self.told_ready = true;
            report(READY);
        }
        if self.told_alive.elapsed() >= PULSE {
            self.told_alive = Instant::now();
            report(ALIVE);
        }
    }

    /// Fills the screen again where that was lost. Where trying does not help (a bar that the system keeps), it is left as it is.
    fn fill_screen(&mut self, ctx: &Context) {
        let monitor = ctx.input(|input| input.viewport().monitor_size);
        let fills = monitor.is_none_or(|monitor| (ctx.content_rect().size() - monitor).abs().max_elem() < 2.0);
        if fills || self.windowed || self.leaving {
            (self.filled, self.refills) = (Instant::now(), 0);
        } else if self.filled.elapsed() >= REFILL && self.refills < MOST_REFILLS {
            (self.filled, self.refills) = (Instant::now(), self.refills + 1);
            // What is on already would be left as it is.
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
    }

    fn set_ending(&self, ending: Ending) {
        if let Ok(mut told) = self.ending.lock() {
            *told = ending;
        }
    }
}

/// Speaks the language of a code, or English: a kiosk does not ask its system.
fn speak(code: Option<&String>) {
    language::speak(Some(code.map_or(language::ENGLISH, String::as_str)));
}

/// Does what may take a while where no window waits for it. Where the system gives no thread, what the work holds is let go of at once.
fn aside(name: &str, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = thread::Builder::new().name(name.into()).spawn(work) {
        tracing::warn!("{name}: {error}");
    }
}

/// Tells whoever watches over this process; it may be nobody.
fn report(line: &str) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

impl eframe::App for KioskWindow {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.receive(&ctx);
        self.fill_screen(&ctx);
        let now = self.started.elapsed();
        let outcomes = self.shown.kiosk.tick(now);
        self.carry_out(&ctx, outcomes);
        for event in scenes::show(ui, &mut self.shown, &mut self.pictures) {
            let outcomes = self.shown.kiosk.update(&event, now);
            self.carry_out(&ctx, outcomes);
        }
        self.tell(now);
        // Only the number closes the window.
        if ctx.input(|input| input.viewport().close_requested()) && !self.leaving && self.over.is_none() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
        if self.over.is_some_and(|over| over.elapsed() >= FAREWELL) {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        ctx.request_repaint_after(TICK);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.set_ending(if self.leaving { Ending::Left } else { Ending::Visit });
    }
}

/// Draws a kiosk without an engine, as tests do; gives what the visitor did.
pub fn draw(ui: &mut egui::Ui, shown: &mut Shown, pictures: &mut Pictures) -> Vec<Event> {
    scenes::show(ui, shown, pictures)
}

/// Whether nothing of a visitor is on the screen in this scene.
pub(super) fn is_blank(scene: Scene) -> bool {
    scene == Scene::Over
}
