//! The window: joins the engine, the state and the view.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{ColorImage, Context, ViewportCommand};

use super::{
    Request,
    adviser::Adviser,
    atelier::{Atelier, Mixing, Wish},
    catalog_thread::{self, CatalogWish},
    clients_thread::{self, ClientsWish},
    consulting, cover,
    dialogs::{Answer, Dialogs, Wanted},
    on_air::OnAir,
    opening,
    pictures::Pictures,
    roll::{self, Errand, Outcome},
    saving::{self, Order, SheetOrder},
    shooting::{Shooting, Taken},
    tasks::{End, Slot, Tasks},
    tokens, view,
    worker::Worker,
};
use crate::{
    capture::{self, SourceSpec},
    export::gallery::{self, free_name, pictures_folder},
    inference::{Manifest, ModelEntry},
    language::{self, say},
    look::{Library, LibraryError, Look},
    pipeline::{Engine, EngineCommand, EngineError, EngineOptions, SourceStatus},
    preferences::{self, Preferences},
    raster::Pixmap,
    resources::{self, Resources},
    studio::{
        AdviceCommand, AdviceState, CatalogChange, ClientsChange, Command, Door, ShareChoice, Step, Studio, unsaved,
    },
};

/// How long pictures come without a face before the person is told.
const FACELESS: Duration = Duration::from_millis(1500);

/// A look that is being made is kept this often, so that moving a slider does not write a file for each step.
const BETWEEN_KEEPING: Duration = Duration::from_secs(2);

/// How to open the window.
#[derive(Debug, Clone)]
pub struct WindowOptions {
    /// First source.
    pub source: SourceSpec,
    /// First look; `None` is a bare face.
    pub look: Option<Look>,
    /// Models, shapes and looks.
    pub resources: Resources,
    /// The cameras that are connected; where any of them may be the first source, the one that was chosen the last time is.
    pub cameras: Vec<capture::CameraInfo>,
    /// Whether somebody who is here for the first time is shown the first steps.
    pub welcome: bool,
}

/// Why the window cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// The looks cannot be read.
    #[error(transparent)]
    Looks(#[from] LibraryError),
    /// The engine cannot start.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// No display, or no OpenGL.
    #[error(
        "no window can be opened: {reason}. `vanity doctor` says what is missing; `vanity apply` works without a window."
    )]
    Display {
        /// What the system said.
        reason: String,
    },
}

impl WindowError {
    pub(super) fn display(error: &eframe::Error) -> Self {
        Self::Display { reason: plain(&error.to_string()) }
    }
}

/// Opens the window; comes back when it is closed, and what was to be kept is kept.
///
/// # Errors
/// [`WindowError`] says what is missing.
pub fn run(options: WindowOptions) -> Result<(), WindowError> {
    let started = Instant::now();
    let library = Library::open(&options.resources.asset("looks"))?;
    let viewport = egui::ViewportBuilder::default()
        .with_title("Vanity")
        .with_app_id("vanity")
        .with_inner_size([1280.0, 860.0])
        .with_min_inner_size([900.0, 600.0])
        .with_drag_and_drop(true);
    let native = eframe::NativeOptions { viewport, ..Default::default() };
    let mut failure = None;
    let slot = &mut failure;
    let opened = eframe::run_native(
        "Vanity",
        native,
        Box::new(move |creation| {
            tokens::install(&creation.egui_ctx);
            match Window::new(options, &library, started, &creation.egui_ctx) {
                Ok(window) => Ok(Box::new(window)),
                Err(error) => {
                    let text = error.to_string();
                    *slot = Some(error);
                    Err(text.into())
                }
            }
        }),
    );
    match (failure, opened) {
        (Some(error), _) => Err(error.into()),
        (None, Err(error)) => Err(WindowError::display(&error)),
        (None, Ok(())) => Ok(()),
    }
}

/// What a library said, without the place in its source code and the full stop that it ends with.
fn plain(text: &str) -> String {
    let without_place = match text.rfind(".rs:") {
        Some(end) => text[end..].split_once(": ").map_or(text, |(_, words)| words),
        None => text,
    };
    without_place.trim_end_matches(['.', ' ']).to_owned()
}

/// The models that the list names; none where it cannot be read, which the engine tells.
fn models(resources: &Resources) -> Vec<ModelEntry> {
    Manifest::open(&resources.models()).map(|list| list.models().to_vec()).unwrap_or_default()
}

/// The preferences that were kept; also what is wrong with them.
fn recalled() -> (Preferences, Option<String>) {
    match resources::kept().map(|folder| preferences::load(&folder)) {
        Some(Ok(preferences)) => (preferences, None),
        Some(Err(error)) => (Preferences::default(), Some(error.to_string())),
        None => (Preferences::default(), None),
    }
}

fn opening_told(path: &Path) -> String {
    say!("Opening {file}", file = path.file_name().unwrap_or_default().to_string_lossy())
}

/// Shows it in the system's file manager, where there is one.
fn show_folder() -> Vec<Request> {
    let folder = gallery::folder();
    vec![Request::tell(match open::that_detached(&folder) {
        Ok(()) => say!("The pictures are in {folder}", folder = folder.display()),
        Err(error) => say!("The pictures are in {folder} ({error})", folder = folder.display(), error = error),
    })]
}

struct Window {
    studio: Studio,
    engine: Engine,
    pictures: Pictures,
    dialogs: Dialogs,
    atelier: Atelier,
    catalogs: Worker<CatalogWish, Command>,
    clients: Worker<ClientsWish, Command>,
    /// Where other programs see the picture, while that is wished.
    on_air: OnAir,
    /// A sheet whose place is being chosen.
    sheet: Option<SheetOrder>,
    adviser: Adviser,
    tasks: Tasks,
    shooting: Shooting,
    roll: Worker<Errand, Outcome>,
    covers: Worker<PathBuf, (PathBuf, ColorImage)>,
    /// The preferences as they were last kept.
    kept: Preferences,
    /// The look that is being made as it was last kept, and when that was.
    making: (Option<Look>, Instant),
    resources: Resources,
    /// A source was opened, and nothing of it is seen yet.
    source_is_new: bool,
    /// When there was a face, or a new source.
    face_seen: Instant,
    cameras: Arc<crate::pipeline::Slot<Vec<capture::CameraInfo>>>,
    started: Instant,
    made_up_seen: bool,
}

impl Window {
    fn new(options: WindowOptions, library: &Library, started: Instant, ctx: &Context) -> Result<Self, EngineError> {
        language::learn_all(&options.resources).iter().for_each(|fault| tracing::warn!("{fault}"));
        let (preferences, problem) = recalled();
        language::speak(preferences.language.as_deref());
        let mut studio = Studio::new(library, options.look.clone(), options.source);
        studio.models = models(&options.resources);
        studio.preferences = preferences;
        studio.cameras = options.cameras;
        if studio.source == SourceSpec::Camera(None) {
            studio.source = studio.usual_camera();
        }
        studio.left_over = resources::kept().and_then(|folder| unsaved::left(&folder));
        if options.welcome && !studio.preferences.welcomed {
            studio.welcome = Some(Step::Camera);
        }
        let wake = ctx.clone();
        let engine = Engine::start(
            EngineOptions {
                resources: options.resources.clone(),
                source: studio.source.clone(),
                look: options.look,
                intensity: studio.intensity,
            },
            Arc::new(move || wake.request_repaint()),
        )?;
        engine.send(EngineCommand::Thumbnails(studio.all_looks().cloned().collect()));
        studio.shapes = Arc::clone(engine.shapes());
        if let Some(problem) = problem {
            studio.update(Command::Tell(problem));
        }
        let mut window = Self {
            kept: studio.preferences.clone(),
            making: (studio.left_over.clone(), started),
            shooting: Shooting::default(),
            roll: roll::start(ctx),
            covers: cover::start(ctx, options.resources.clone()),
            studio,
            engine,
            pictures: Pictures::default(),
            dialogs: Dialogs::default(),
            atelier: Atelier::start(ctx, options.resources.clone()),
            catalogs: catalog_thread::start(ctx),
            clients: clients_thread::start(ctx),
            on_air: OnAir::default(),
            sheet: None,
            adviser: Adviser::start(ctx, options.resources.clone()),
            tasks: Tasks::default(),
            resources: options.resources,
            source_is_new: false,
            face_seen: started,
            cameras: Arc::default(),
            started,
            made_up_seen: false,
        };
        window.ask_catalogs(CatalogWish::List);
        window.list_cameras(ctx);
        Ok(window)
    }

    /// Asking the system takes a while; it is done aside.
    fn list_cameras(&self, ctx: &Context) {
        let (slot, ctx) = (self.cameras.clone(), ctx.clone());
        let asked = std::thread::Builder::new().name("vanity-list".into()).spawn(move || {
            slot.put(capture::cameras().unwrap_or_default());
            ctx.request_repaint();
        });
        if let Err(error) = asked {
            tracing::warn!("cameras cannot be listed: {error}");
        }
    }

    fn receive(&mut self, ctx: &Context) {
        self.studio.status = self.engine.status();
        let newest = self.engine.take_composite();
        let new = newest.is_some();
        if let Some(composite) = newest {
            if self.source_is_new && matches!(self.studio.status, SourceStatus::Streaming(_)) {
                self.source_is_new = false;
                self.face_seen = Instant::now();
                self.pictures.forget();
            }
            if !composite.faces.is_empty() {
                self.face_seen = Instant::now();
            }
            if !self.made_up_seen && !composite.faces.is_empty() {
                self.made_up_seen = true;
                tracing::info!(
                    "first made-up frame {:.0} ms after the start",
                    self.started.elapsed().as_secs_f64() * 1e3
                );
            }
            // Pictures of the source before may still be on their way.
            let depth = composite.skin_depth.filter(|_| !self.source_is_new);
            depth.into_iter().for_each(|depth| self.studio.see_skin(depth));
            self.pictures.show(ctx, composite);
        }
        for thumbnail in self.engine.take_thumbnails() {
            self.pictures.thumbnail_made(ctx, &thumbnail);
        }
        self.take_pictures(ctx, new);
        self.watch_for_a_face(ctx);
        self.studio.speed = self.engine.speed();
        self.on_air.follow(ctx, &mut self.studio, &self.engine, self.pictures.composite());
        if let Some(text) = self.engine.take_notice() {
            self.studio.update(Command::Tell(text));
        }
        for request in self.tasks.done() {
            self.carry_out(ctx, request);
        }
        self.studio.tasks = self.tasks.shown(ctx);
        if let Some(cameras) = self.cameras.take() {
            self.studio.update(Command::CamerasListed(cameras));
        }
        while let Some(answer) = self.dialogs.answer() {
            match answer {
                Answer::Open(path) => self.open(ctx, path),
                Answer::CopyFrom(path) => self.carry_out(ctx, Request::CopyFrom(path)),
                Answer::Catalog(path) => self.import(path),
                Answer::SaveAs(path, choice) => self.save(ctx, path, choice),
                Answer::SaveCopyAs(from, to) => saving::begin_copy(&mut self.tasks, ctx, from, to),
                Answer::SaveLookAs(path) => self.save_look(ctx, path),
                Answer::SaveSheetAs(path) => self.save_sheet(ctx, path),
                Answer::ExportClient(client, folder) => self.ask_clients(ClientsWish::Export(client, folder)),
                Answer::NoDialogs(wanted) => self.without_dialogs(ctx, wanted),
            }
        }
        for command in self.adviser.answers() {
            self.command(Command::Advice(command));
        }
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
        if let Some(path) = dropped {
            self.tasks.read(ctx, opening_told(&path), Slot::Opening, move |_| opening::dropped(path));
        }
        let made = [self.catalogs.made(), self.clients.made(), self.atelier.made()].concat();
        made.into_iter().for_each(|command| self.command(command));
        for (path, image) in self.covers.made() {
            self.pictures.taken_read(ctx, path, image);
        }
    }

    /// Goes on with what is being taken.
    fn take_pictures(&mut self, ctx: &Context, new: bool) {
        let now = Instant::now();
        if let Some(composite) = self.pictures.composite().cloned() {
            let taken = self.shooting.go_on(&composite, new, &mut self.studio, now);
            taken.into_iter().for_each(|taken| self.keep(taken));
        }
        if let Some(wait) = self.shooting.next(now) {
            ctx.request_repaint_after(wait);
        }
        for outcome in self.roll.made() {
            match outcome {
                Outcome::Listed(files) => self.command(Command::Taken(files)),
                Outcome::Told(text) => self.command(Command::Tell(text)),
            }
        }
    }

    fn keep(&mut self, taken: Taken) {
        self.errand(Errand::Keep(taken, self.studio.seen_worn().map(Box::new)));
    }

    fn errand(&mut self, errand: Errand) {
        let ticket = errand.task(&mut self.tasks);
        self.roll.ask(errand, ticket);
    }

    /// Keeps the preferences where they have changed.
    fn remember(&mut self) {
        if self.kept != self.studio.preferences {
            self.kept = self.studio.preferences.clone();
            self.errand(Errand::Remember(Box::new(self.kept.clone())));
        }
        if self.studio.left_over.is_none() && self.making.1.elapsed() >= BETWEEN_KEEPING {
            let making = self.studio.worn_look().filter(|_| self.studio.is_changed());
            if making != self.making.0.as_ref() {
                self.making.0 = making.cloned();
                self.errand(Errand::Making(making.cloned().map(Box::new)));
            }
            self.making.1 = Instant::now();
        }
    }

    fn import(&mut self, path: PathBuf) {
        self.command(catalog_thread::begun(&path));
        self.ask_catalogs(CatalogWish::Read(path));
    }

    fn ask_catalogs(&mut self, wish: CatalogWish) {
        let ticket = wish.task(&mut self.tasks);
        self.catalogs.ask(wish, ticket);
    }

    fn make(&mut self, wish: Wish) {
        if let Some(command) = self.atelier.begin(wish, &mut self.tasks) {
            self.command(command);
        }
    }

    fn open(&mut self, ctx: &Context, path: PathBuf) {
        let opened = |path| opening::opened(path).into_iter().map(Request::Studio).collect();
        self.tasks.read(ctx, opening_told(&path), Slot::Opening, move |_| opened(path));
    }

    fn command(&mut self, command: Command) {
        if command == Command::ToggleGallery && !self.studio.shutter.gallery_shown {
            self.errand(Errand::List);
        }
        // What the person has closed meanwhile stays closed.
        match &command {
            Command::ToggleAdvice | Command::Advice(AdviceCommand::Forget) => self.tasks.let_go(Slot::Advice),
            Command::ShowReference(None) => self.tasks.let_go(Slot::Copy),
            Command::ToggleCatalog | Command::Catalog(CatalogChange::Import(None)) => self.tasks.let_go(Slot::Table),
            _ => {}
        }
        let knocks = command == Command::Clients(ClientsChange::Toggle) && self.studio.clients.door == Door::Waiting;
        if knocks && !self.studio.clients.shown {
            self.ask_clients(ClientsWish::Knock);
        }
        if let Command::Speak(code) = &command {
            language::speak(code.as_deref());
        }
        self.source_is_new |= matches!(command, Command::Open(_));
        for order in self.studio.update(command) {
            self.engine.send(order);
        }
        if let Some((from, to, share)) = self.studio.take_mix_wish() {
            self.make(Wish::Mix(Box::new(Mixing { from, to, share })));
        }
    }

    fn ask_clients(&mut self, wish: ClientsWish) {
        self.studio.update(Command::Clients(ClientsChange::Busy));
        let ticket = wish.task(&mut self.tasks);
        self.clients.ask(wish, ticket);
    }

    /// Notes that were typed are kept before anything else is done with the cards.
    fn keep_notes(&mut self) {
        if let Some(wish) = consulting::keep_notes(&mut self.studio) {
            self.ask_clients(wish);
        }
    }

    fn carry_out(&mut self, ctx: &Context, request: Request) {
        match request {
            Request::Studio(command) => {
                if matches!(
                    command,
                    Command::Clients(ClientsChange::Show(_) | ClientsChange::Visit(_) | ClientsChange::Draft(_))
                ) {
                    self.keep_notes();
                }
                self.command(command);
            }
            Request::ChooseFile => self.dialogs.ask_open(ctx),
            Request::Show(path) => {
                self.command(Command::Offer(None));
                self.command(Command::Open(SourceSpec::File(path)));
            }
            Request::ChooseReference => self.dialogs.ask_reference(ctx),
            Request::CopyFrom(path) => {
                self.tasks.read(ctx, opening_told(&path), Slot::Opening, move |_| opening::copied(path))
            }
            Request::ReadPhoto(path) => self.make(Wish::File(path)),
            Request::ImportCatalog(path) => self.import(path),
            Request::Stop(task) => {
                let instead = self.tasks.stop(task);
                instead.into_iter().for_each(|request| self.carry_out(ctx, request));
            }
            Request::CopyPasted(image) => self.copy_pasted(&image),
            Request::CopyFace(number) => {
                if let Some(reference) = self.studio.reference.clone() {
                    self.make(Wish::Face(reference, number));
                }
            }
            Request::LiftDrawing => {
                if let Some(reference) = self.studio.reference.clone() {
                    self.make(Wish::Lift(reference));
                }
            }
            Request::ChooseCatalog => self.dialogs.ask_catalog(ctx),
            Request::Catalog(wish) => self.ask_catalogs(wish),
            Request::Clients(wish) => {
                self.keep_notes();
                if wish == ClientsWish::Close {
                    // What is being done goes on; it is not seen any more.
                    self.command(Command::Clients(ClientsChange::Door(Door::Closed)));
                }
                self.ask_clients(wish);
            }
            Request::KeepNotes => self.keep_notes(),
            Request::ExportClient(client, name) => self.dialogs.ask_export(ctx, client, name),
            Request::KeepTried { pictures } => {
                let wishes = consulting::keep(&self.studio, pictures.then_some(&self.pictures));
                wishes.into_iter().for_each(|wish| self.ask_clients(wish));
            }
            Request::OpenPage(link) => ctx.open_url(egui::OpenUrl::new_tab(link.as_str())),
            Request::CopyText(text) => ctx.copy_text(text),
            Request::LookAtMe => {
                let unasked = Command::Advice(AdviceCommand::Reached(AdviceState::Unasked));
                let end = End::Then(vec![Request::Studio(unasked)]);
                let ticket = self.tasks.ticket(say("Looking at you").into(), Slot::Advice, end);
                let command = self.adviser.look_at(self.pictures.composite(), ticket);
                self.command(Command::Advice(command));
            }
            Request::DrawStep(step) => self.adviser.draw(&self.studio, step, &mut self.tasks),
            Request::Surprise => self.make(Wish::Surprise(self.studio.family().map(str::to_owned))),
            Request::Finish => {
                if let Some(look) = self.studio.worn_look().cloned() {
                    let kept = look.products.iter().filter(|product| self.studio.keeps(product)).cloned().collect();
                    self.make(Wish::Finish(look, kept));
                }
            }
            Request::Shoot if self.pictures.composite().is_none() => {
                self.command(Command::Tell(say("There is no picture to take yet.").into()));
            }
            Request::Shoot => {
                let ended = self.shooting.press(&self.studio, Instant::now());
                ended.into_iter().for_each(|taken| self.keep(taken));
                ctx.request_repaint();
            }
            Request::CopyPicture(choice) => match self.pictures.composite().cloned() {
                Some(composite) => self.errand(Errand::CopySeen(composite, choice)),
                None => self.command(Command::Tell(say("There is no picture to copy yet.").into())),
            },
            Request::LoadTaken(path) => {
                if self.pictures.wants_taken(&path) {
                    let ticket = self.tasks.unseen(say("Reading a picture").into(), End::Never(Vec::new()));
                    self.covers.ask(path, ticket);
                }
            }
            Request::CopyTaken(path) => self.errand(Errand::Copy(path)),
            Request::CopyFile(path) => self.errand(Errand::CopyFile(path)),
            Request::SaveCopy(path) => self.dialogs.ask_copy(ctx, path),
            Request::DeleteTaken(path) => self.errand(Errand::Delete(path)),
            Request::ShowFolder => self.tasks.read(ctx, say("Opening the folder").into(), Slot::Any, |_| show_folder()),
            Request::Save(_) if self.pictures.composite().is_none() => {
                self.command(Command::Tell(say("There is no picture to save yet.").into()));
            }
            Request::Save(choice) => {
                self.dialogs.ask_save(ctx, format!("vanity-{}.png", self.picture_name()), choice);
            }
            Request::SaveLook if self.studio.worn_look().is_none() => {
                self.command(Command::Tell(say("There is no look to save: nothing is worn.").into()));
            }
            Request::SaveLook => self.dialogs.ask_save_look(ctx, format!("{}.toml", self.look_name())),
            Request::SaveSheet => {
                self.sheet = self.sheet_order();
                if self.sheet.is_some() {
                    self.dialogs.ask_save_sheet(ctx, format!("vanity-{}.pdf", self.picture_name()));
                }
            }
            Request::ListCameras => self.list_cameras(ctx),
            Request::ToggleFullScreen => {
                let full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            Request::Close => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    fn copy_pasted(&mut self, image: &ColorImage) {
        let [width, height] = image.size.map(|side| side as u32);
        let bytes = bytemuck::cast_slice(&image.pixels).to_vec();
        if let Ok(picture) = Pixmap::from_rgba(width, height, bytes) {
            self.make(Wish::Pasted(picture));
        }
    }

    fn picture_name(&self) -> &str {
        self.studio.worn.as_deref().unwrap_or("bare")
    }

    /// Without the system's dialogs pictures and looks go to the usual folder under a new name.
    fn without_dialogs(&mut self, ctx: &Context, wanted: Wanted) {
        match wanted {
            Wanted::Picture(choice) => {
                let stem = format!("vanity-{}", self.picture_name());
                self.save(ctx, free_name(&pictures_folder(), &stem, "png"), choice);
            }
            Wanted::Copy(from) => {
                let name = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
                let to = free_name(&pictures_folder(), &name(from.file_stem()), &name(from.extension()));
                saving::begin_copy(&mut self.tasks, ctx, from, to);
            }
            Wanted::Look => self.save_look(ctx, free_name(&pictures_folder(), &self.look_name(), "toml")),
            Wanted::Sheet => {
                let stem = format!("vanity-{}", self.picture_name());
                self.save_sheet(ctx, free_name(&pictures_folder(), &stem, "pdf"));
            }
            Wanted::Export(client) => {
                let folder = free_name(&pictures_folder(), "vanity-client", "");
                self.ask_clients(ClientsWish::Export(client, folder));
            }
            Wanted::Reference => {
                let text = "This system has no file dialog: install `zenity`, or drop a photo onto the window.";
                self.command(Command::Tell(say(text).into()));
            }
            Wanted::Catalog => {
                let text =
                    "This system has no file dialog: install `zenity`, or drop a CSV or JSON file onto the window.";
                self.command(Command::Tell(say(text).into()));
            }
            Wanted::Open => {
                let text = "This system has no file dialog: install `zenity`, or drop a photo, a clip or a look onto the window.";
                self.command(Command::Tell(say(text).into()));
            }
        }
    }

    /// What a file of the look that is worn is called.
    fn look_name(&self) -> String {
        format!("my-{}", self.picture_name())
    }

    /// A sheet about what is seen, worn and known now, whatever there is when its place is chosen.
    fn sheet_order(&self) -> Option<SheetOrder> {
        let clients = &self.studio.clients;
        let visiting = clients.card.as_ref().filter(|_| clients.visiting.is_some());
        Some(SheetOrder {
            composite: Arc::clone(self.pictures.composite()?),
            look: consulting::handed_over(&self.studio)?,
            reading: self.studio.reading().cloned(),
            salon: self.studio.preferences.salon.clone(),
            client: visiting.map(|card| card.client.details.name.clone()).unwrap_or_default(),
            notes: visiting.filter(|_| clients.notes_on_sheet).map(|_| clients.notes.clone()).unwrap_or_default(),
            resources: self.resources.clone(),
        })
    }

    fn save_sheet(&mut self, ctx: &Context, path: PathBuf) {
        if let Some(order) = self.sheet.take() {
            saving::begin_sheet(&mut self.tasks, ctx, order, path);
        }
    }

    fn save_look(&mut self, ctx: &Context, path: PathBuf) {
        if let Some(look) = self.studio.worn_look().cloned() {
            saving::begin_look(&mut self.tasks, ctx, look, path);
        }
    }

    fn save(&mut self, ctx: &Context, path: PathBuf, choice: ShareChoice) {
        let Some(composite) = self.pictures.composite().cloned() else { return };
        let worn = self.studio.seen_worn();
        let (source, resources) = (self.studio.source.clone(), self.resources.clone());
        let order = Order { composite, source, worn, card: self.studio.card, resources, choice, path };
        saving::begin(&mut self.tasks, ctx, order);
    }

    /// The person is told when there has been no face for a while; a still sends nothing, so the window wakes itself.
    fn watch_for_a_face(&mut self, ctx: &Context) {
        let composite = self.pictures.composite();
        let faceless = composite.is_some_and(|composite| composite.faces.is_empty());
        let streaming = matches!(self.studio.status, SourceStatus::Streaming(_));
        let since = self.face_seen.elapsed();
        self.studio.face_missing = faceless && streaming && since >= FACELESS;
        if faceless && since < FACELESS {
            ctx.request_repaint_after(FACELESS - since);
        }
    }
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.receive(&ctx);
        for request in view::show(ui, &self.studio, &mut self.pictures) {
            self.carry_out(&ctx, request);
        }
        self.remember();
    }

    /// Whoever closes the window needs nothing back.
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if self.studio.left_over.is_none() {
            self.errand(Errand::Making(None));
        }
        // What the threads were asked for is done when they are dropped.
        self.keep_notes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_told_without_the_place_in_the_source() {
        let said = "os error at /home/x/registry/winit/mod.rs:776: neither WAYLAND_DISPLAY nor DISPLAY is set.";
        assert_eq!(plain(said), "neither WAYLAND_DISPLAY nor DISPLAY is set");
        assert_eq!(plain("no OpenGL"), "no OpenGL");
    }
}
