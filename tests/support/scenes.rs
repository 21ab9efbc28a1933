//! Every panel and card of the window, each as a state and what is pressed to come there.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::sync::Arc;

use egui_kittest::{Harness, TestRenderer, kittest::Queryable};
use vanity::{
    advisor,
    capture::CameraInfo,
    catalog::{Import, Table},
    compose::Card,
    face::{Face, FaceTracker},
    geometry::Vec2,
    language::say,
    look::Area,
    makeup::{Baker, shape::ShapeBook},
    pipeline::Composite,
    raster::{Pixmap, codec},
    resources::Resources,
    salon::{Consent, Covers, Details, Passphrase, Secret},
    studio::{
        AdviceCommand, AdviceReading, AdviceState, AdviceTab, CatalogChange, ClientsChange, Command, Door, Draft,
        ImportState, Importing, Lock, Reference, ReferenceState, Shared, Step, Studio, Topic,
    },
    transfer::{Photo, PhotoReader},
    ui::{ClientsWish, clients_thread::Desk, consulting},
};

use super::view::{Shown, bare, drawn_by, studio};

/// A panel or a card of the window.
#[derive(Clone)]
pub struct Scene {
    /// What a picture of it is called.
    pub name: &'static str,
    /// What is open.
    pub studio: Studio,
    /// What is then pressed, in English.
    pub press: &'static [&'static str],
}

/// What was read off the sample portrait.
pub struct Material {
    faces: Vec<Face>,
    reading: Arc<AdviceReading>,
    reference: Reference,
    shapes: Arc<ShapeBook>,
    /// A plain picture as large as the portrait, which is small as a file.
    plain: Arc<Pixmap>,
}

impl Material {
    pub fn read() -> Self {
        let resources = Resources::locate().unwrap();
        let portrait = Arc::new(codec::load(&resources.asset("demo/portrait.png")).unwrap());
        let faces = FaceTracker::new(&resources).unwrap().find(&portrait).unwrap();
        let advice = advisor::look_at(&portrait, &faces).unwrap();
        let plain = Arc::new(plain(portrait.size(), &faces[0]));
        let mut reader = PhotoReader::new(&resources).unwrap();
        let photo = reader.look_at(Arc::clone(&portrait)).unwrap();
        let state = ReferenceState::Read(Arc::new(reader.read(&photo, None).unwrap()));
        let photo = Some(Arc::new(Photo { picture: Arc::clone(&plain), ..photo }));
        let reference = Reference { name: "magazine.jpg".into(), photo, face: None, state };
        let reading = Arc::new(AdviceReading { advice, frame: portrait });
        let shapes = Baker::new(&resources).unwrap().shapes();
        Self { faces, reading, reference, shapes, plain }
    }

    /// A window with a scene in it, and a picture.
    pub fn window(
        &self,
        renderer: impl TestRenderer + 'static,
        scene: &Scene,
        size: [f32; 2],
    ) -> Harness<'static, Shown> {
        let mut harness = drawn_by(renderer, scene.studio.clone(), size);
        let ctx = harness.ctx.clone();
        harness.state_mut().pictures.show(&ctx, self.composite());
        // A card finds its place within a few frames.
        harness.run_steps(8);
        for label in scene.press {
            // By keys, which bring it into view first.
            harness.get_all_by_label(say(label)).last().unwrap().focus();
            harness.run_steps(4);
            harness.key_press(egui::Key::Enter);
            harness.run_steps(4);
            ctx.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
        }
        harness.run_steps(8);
        harness
    }

    fn composite(&self) -> Arc<Composite> {
        let pixels = Arc::clone(&self.plain);
        Arc::new(Composite { beside: vec![Arc::clone(&pixels); 4], faces: self.faces.clone(), ..bare(pixels) })
    }

    /// All of them.
    pub fn scenes(&self) -> Vec<Scene> {
        let mut scenes = Vec::new();
        self.looks(&mut scenes);
        self.cards(&mut scenes);
        self.advice(&mut scenes);
        catalogues(&mut scenes);
        clients(&mut scenes);
        scenes
    }

    fn looks(&self, scenes: &mut Vec<Scene>) {
        let mut add =
            |name, press, commands: Vec<Command>| scenes.push(Scene { name, studio: dressed(commands), press });
        add("looks", &[], vec![Command::Wear(None)]);
        add("products", &[], vec![Command::ToggleProducts, Command::ToggleLock(Lock::Area(Area::Lips))]);
        add("before-and-after", &[], vec![Command::ToggleSplit]);
        add("four-looks", &[], vec![Command::ToggleBoard]);
        add("mix", &[], vec![Command::ToggleMix]);
        add("card-in-the-picture", &[], vec![Command::PickCard(Some(Card::Grey))]);
        add("explained", &[], vec![Command::ToggleExplain]);
        add("copied-look", &[], vec![Command::ShowReference(Some(self.reference.clone()))]);
        let which = Reference { state: ReferenceState::WhichFace, ..self.reference.clone() };
        add("which-face", &[], vec![Command::ShowReference(Some(which))]);
        add("settings", &["Settings"], vec![]);
        add("light-menu", &["Match the light"], vec![]);
        add("camera-menu", &["Sample portrait"], vec![Command::CamerasListed(cameras())]);
        add("shutter-menu", &["What the shutter takes"], vec![]);
        let mut studio = dressed(vec![Command::ToggleProducts]);
        studio.shapes = self.shapes.clone();
        scenes.push(Scene { name: "details", studio, press: &["Details of the eyeliner", "Your left"] });
    }

    fn cards(&self, scenes: &mut Vec<Scene>) {
        let mut add =
            |name, press, commands: Vec<Command>| scenes.push(Scene { name, studio: dressed(commands), press });
        let welcome = |step| vec![Command::CamerasListed(cameras()), Command::Welcome(Some(step))];
        add("first-camera", &[], welcome(Step::Camera));
        add("first-privacy", &[], welcome(Step::Privacy));
        add("first-look", &[], welcome(Step::Look));
        let taken = ["dinner.png", "smile.mp4", "window.png", "friday.png", "wedding.png"];
        let taken = Command::Taken(taken.into_iter().map(|name| format!("taken/{name}").into()).collect());
        add("gallery", &["dinner"], vec![taken, Command::ToggleGallery]);
        add("share", &[], vec![Command::Share(Some(Shared::Seen))]);
        add("help", &[], vec![Command::Help(Some(Topic::Start))]);
        add("shortcuts", &[], vec![Command::Help(Some(Topic::Keys))]);
        add("about", &[], vec![Command::ToggleAbout]);
        add("dropped-photo", &[], vec![Command::Offer(Some("friend.jpg".into()))]);
        add("speed-and-notice", &[], vec![Command::ToggleSpeed, Command::Tell("Saved as me.png".into())]);
    }

    fn advice(&self, scenes: &mut Vec<Scene>) {
        let mut add = |name, commands: Vec<AdviceCommand>| {
            let mut studio = dressed(vec![Command::ToggleAdvice, kept_catalogue()]);
            commands.into_iter().for_each(|command| drop(studio.update(Command::Advice(command))));
            scenes.push(Scene { name, studio, press: &[] });
        };
        add("advice", vec![]);
        let read = AdviceCommand::Reached(AdviceState::Read(Arc::clone(&self.reading)));
        for (name, tab) in [
            ("advice-you", AdviceTab::You),
            ("advice-skin", AdviceTab::Skin),
            ("advice-looks", AdviceTab::Looks),
            ("advice-shades", AdviceTab::Shades),
        ] {
            add(name, vec![read.clone(), AdviceCommand::ShowTab(tab)]);
        }
        let look = Box::new(dressed(Vec::new()).worn_look().unwrap().clone());
        let drawn = AdviceCommand::Drawn(look, 1, Arc::clone(&self.plain));
        add("guide", vec![read, AdviceCommand::ShowTab(AdviceTab::Guide), AdviceCommand::Step(1), drawn]);
    }
}

/// Classic Red is worn, and a few things are done.
fn dressed(commands: Vec<Command>) -> Studio {
    let mut studio = studio();
    studio.preferences.still = true;
    studio.update(Command::Wear(Some("classic-red".into())));
    commands.into_iter().for_each(|command| drop(studio.update(command)));
    studio
}

fn cameras() -> Vec<CameraInfo> {
    ["Desk camera", "Door camera"].map(|name| CameraInfo { id: name.into(), name: name.into() }).into()
}

fn table() -> Arc<Import> {
    let text = "brand,product,shade,hex,kind,price,currency\n\
        Maker,Velvet Lipstick,Ruby,#9E1B32,lipstick,12.50,EUR\n\
        Maker,Velvet Lipstick,Rose,#B8505C,lipstick,12.50,EUR\n\
        Maker,Velvet Lipstick,Plum,#4C1A2E,lipstick,12.50,EUR\n\
        Other,Silk Foundation,Tawny,#A06F4A,foundation,29,EUR\n\
        Other,Silk Foundation,Sand,#D8A47F,foundation,29,EUR\n\
        Other,Silk Foundation,Nothing,none,foundation,29,EUR\n";
    Arc::new(Import::guess(Arc::new(Table::of_bytes(text.as_bytes(), "t").unwrap())))
}

fn kept_catalogue() -> Command {
    Command::Catalog(CatalogChange::Kept(Arc::new(vec![table().catalog("Mine")])))
}

fn catalogues(scenes: &mut Vec<Scene>) {
    let mut add = |name, press, commands: Vec<Command>| scenes.push(Scene { name, studio: dressed(commands), press });
    add("catalogues", &[], vec![kept_catalogue(), Command::ToggleCatalog]);
    let importing = Importing { name: "Mine".into(), state: ImportState::Read(table()) };
    add("import", &[], vec![Command::Catalog(CatalogChange::Import(Some(importing)))]);
    add("nearest-shades", &["Buy lipstick"], vec![kept_catalogue(), Command::ToggleProducts]);
}

/// A day that does not change.
fn day() -> jiff::Timestamp {
    "2026-03-14T12:00:00Z".parse().unwrap()
}

fn clients(scenes: &mut Vec<Scene>) {
    let open = |changes: Vec<ClientsChange>| {
        let mut studio = dressed(vec![Command::Clients(ClientsChange::Toggle)]);
        changes.into_iter().for_each(|change| drop(studio.update(Command::Clients(change))));
        studio
    };
    let mut add = |name, studio| scenes.push(Scene { name, studio, press: &[] });
    add("clients-new-lock", open(vec![ClientsChange::Door(Door::New)]));
    add("clients-locked", open(vec![ClientsChange::Door(Door::Locked)]));
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::at(Some(folder.path().join("clients.db")));
    let mut studio = open(vec![]);
    let mut carry_out = |studio: &mut Studio, wish: ClientsWish| {
        desk.carry_out(wish).into_iter().for_each(|command| drop(studio.update(command)));
        let clients = &mut studio.clients;
        clients.list.iter_mut().for_each(|client| client.last_seen = day());
        if let Some(card) = &mut clients.card {
            card.client.enrolled = day();
            card.client.consent = Consent::given("I agree.", day(), Covers::CardAndPictures).unwrap();
            card.consultations.iter_mut().for_each(|one| one.visit.at = day());
        }
    };
    let secret = Secret::Passphrase(Passphrase::new("a long passphrase".into()));
    carry_out(&mut studio, ClientsWish::Open(secret));
    let mut drafting = studio.clone();
    drafting.update(Command::Clients(ClientsChange::Draft(Some(Draft::default()))));
    add("clients-new-card", drafting);
    let details = |name: &str| Details {
        name: name.into(),
        contact: "anna@example.org".into(),
        notes: "Likes warm reds, no glitter.".into(),
    };
    for name in ["Berta Lindqvist", "Anna Petrova"] {
        carry_out(&mut studio, ClientsWish::Enrol(details(name), "I agree.".into(), true));
    }
    let client = studio.clients.card.as_ref().unwrap().client.id;
    carry_out(&mut studio, ClientsWish::Begin(client));
    for wish in consulting::keep(&studio, None) {
        carry_out(&mut studio, wish);
    }
    add("consultation", studio.clone());
    studio.update(Command::Clients(ClientsChange::Visit(None)));
    add("client", studio.clone());
    studio.update(Command::Clients(ClientsChange::Show(None)));
    carry_out(&mut studio, ClientsWish::List(String::new()));
    add("clients", studio);
}

/// The outline of a face before a wall, in three colours.
fn plain([width, height]: [usize; 2], face: &Face) -> Pixmap {
    let (center, half) = (face.bounds.center(), face.bounds.size() * 0.55);
    let mut picture = Pixmap::new(width as u32, height as u32);
    for (i, pixel) in picture.pixels_mut().iter_mut().enumerate() {
        let from = Vec2::new((i % width) as f32, (i / width) as f32) - center;
        let within = |down: f32, size: Vec2| ((from - Vec2::new(0.0, down * half.y)) / (half * size)).length() < 1.0;
        *pixel = match (within(-0.15, Vec2::new(1.0, 1.2)), within(3.6, Vec2::new(3.0, 2.4))) {
            (true, _) => [206, 158, 132, 255],
            (false, true) => [118, 92, 92, 255],
            (false, false) => [214, 203, 192, 255],
        };
    }
    picture
}
