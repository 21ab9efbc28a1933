//! The window in Simplified Chinese: no panel says anything in English, and the fonts have every sign (a letter that no font has fails).

mod support {
    pub mod kiosk_view;
    pub mod view;
}

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use egui_kittest::{
    Harness, LazyRenderer,
    kittest::{NodeT, Queryable},
};
use support::{
    kiosk_view,
    view::{Shown, studio, window, with_products},
};
use vanity::{
    advisor::{self, said::Aspect},
    catalog::{Import, Table},
    face::FaceTracker,
    kiosk::{Event, Scene},
    language,
    raster::{codec, difference::Lab},
    resources::Resources,
    salon::{Details, Passphrase, Secret},
    studio::{
        AdviceCommand, AdviceReading, AdviceState, AdviceTab, CatalogChange, ClientsChange, Command, Door, Draft,
        ImportState, Importing, Step, Studio, Topic,
    },
    ui::{ClientsWish, clients_thread::Desk, consulting, kiosk},
};

/// What stays as it is in every language: names, keys, formats, units.
const KEPT: &[&str] = &[
    "Vanity",
    "Monk",
    "ITA",
    "Ctrl",
    "Shift",
    "Tab",
    "Esc",
    "Space",
    "CSV",
    "JSON",
    "GIF",
    "MP4",
    "PNG",
    "PDF",
    "TOML",
    "CIEDE2000",
    "GTIN",
    "Lab",
    "English",
    "vanity",
    "doctor",
    "MIT",
    "Apache",
    "Inter",
    "Cormorant",
    "Garamond",
    "SIL",
    "Open",
    "Font",
    "License",
    "Lucide",
    "ISC",
    "NASA",
    "Noto",
    "SC",
    "Sans",
    "Serif",
    "MediaPipe",
    "ONNX",
    "Enter",
    "F11",
    "ms",
    "hex",
    "brand",
    "shade",
    "Maker",
    "Thong",
    "Mine",
    "HSV",
    "RGB",
    "png",
    "Chardon",
    "SQLCipher",
    "Linux",
    "v4l2loopback",
    "ZETETIC",
    "LLC",
    "BSD",
    "Clause",
    "Wi",
    "Fi",
];

fn speak_chinese() {
    let faults = language::learn(&[Resources::locate().unwrap().asset("languages")]);
    assert!(faults.is_empty(), "{faults:?}");
    language::speak(Some("zh-Hans"));
    assert_eq!(language::spoken(), "zh-Hans");
}

/// Words of two Latin letters or more that a window says and that are not [`KEPT`].
fn english<State>(harness: &Harness<'static, State>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<_> = harness.root().children().collect();
    while let Some(node) = waiting.pop() {
        let told = node.accesskit_node();
        for text in [told.label(), told.value(), told.placeholder().map(str::to_owned)].into_iter().flatten() {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric());
            let foreign = |word: &&str| word.chars().filter(char::is_ascii_alphabetic).count() > 1;
            // A colour is written as #RRGGBB.
            let color = |word: &str| [6, 8].contains(&word.len()) && word.chars().all(|c| c.is_ascii_hexdigit());
            if words.filter(foreign).any(|word| !KEPT.contains(&word) && !color(word)) {
                found.insert(text);
            }
        }
        waiting.extend(node.children());
    }
    found
}

fn assert_chinese<State>(harness: &Harness<'static, State>, what: &str) {
    let english = english(harness);
    assert!(english.is_empty(), "{what} says {english:#?}");
}

fn told(command: Command) -> Harness<'static, Shown> {
    let mut studio = studio();
    studio.update(Command::Wear(Some("classic-red".into())));
    studio.update(command);
    let mut harness = window(studio, [1280.0, 860.0]);
    harness.run_steps(4);
    harness
}

#[test]
fn the_window_and_its_cards() {
    speak_chinese();
    let shown: [(&str, Command); 12] = [
        ("the window", Command::ToggleMirror),
        ("the products", Command::ToggleProducts),
        ("four looks", Command::ToggleBoard),
        ("the gallery", Command::ToggleGallery),
        ("the catalogues", Command::ToggleCatalog),
        ("about", Command::ToggleAbout),
        ("speed", Command::ToggleSpeed),
        ("mixing", Command::ToggleMix),
        ("a photo that was dropped", Command::Offer(Some("1.png".into()))),
        ("the first step", Command::Welcome(Some(Step::Camera))),
        ("the second step", Command::Welcome(Some(Step::Privacy))),
        ("the third step", Command::Welcome(Some(Step::Look))),
    ];
    for (what, command) in shown {
        assert_chinese(&told(command), what);
    }
    for topic in Topic::ALL {
        assert_chinese(&told(Command::Help(Some(topic))), topic.name());
    }
    let mut harness = with_products([1280.0, 1600.0]);
    for piece in 0..harness.state().studio.pieces().len() {
        harness.state_mut().studio.update(Command::OpenProduct(Some(piece)));
        harness.run_steps(3);
        assert_chinese(&harness, "the details of a product");
    }
    let mut harness = told(Command::ToggleMirror);
    harness.get_by_label(language::say("Settings")).click();
    harness.run();
    assert_chinese(&harness, "the settings");
}

#[test]
fn every_look_and_product() {
    speak_chinese();
    let looks: Vec<String> = studio().all_looks().map(|look| look.id.clone()).collect();
    let mut harness = with_products([1280.0, 1600.0]);
    for look in looks {
        harness.state_mut().studio.update(Command::Wear(Some(look.clone())));
        harness.run_steps(2);
        assert_chinese(&harness, &look);
    }
}

#[test]
fn advice() {
    speak_chinese();
    let resources = Resources::locate().unwrap();
    let picture = codec::load(&resources.asset("demo/portrait.png")).unwrap();
    let faces = FaceTracker::new(&resources).unwrap().find(&picture).unwrap();
    let advice = advisor::look_at(&picture, &faces).unwrap();
    let read: Vec<Aspect> = Aspect::ALL.into_iter().filter(|aspect| aspect.is_told(&advice)).collect();
    let reading = Arc::new(AdviceReading { advice, frame: Arc::new(picture) });
    let mut harness = told(Command::ToggleAdvice);
    assert_chinese(&harness, "advice that nobody asked for");
    harness.state_mut().studio.update(Command::Advice(AdviceCommand::Reached(AdviceState::Read(reading))));
    for tab in AdviceTab::ALL {
        harness.state_mut().studio.update(Command::Advice(AdviceCommand::ShowTab(tab)));
        harness.run_steps(3);
        open_all(&mut harness);
        assert_chinese(&harness, tab.name());
    }
    harness.state_mut().studio.update(Command::Advice(AdviceCommand::ShowTab(AdviceTab::You)));
    harness.run_steps(3);
    for aspect in read {
        let not_me = language::say("Not me: {what}").replace("{what}", language::say(aspect.name()));
        harness.get_by_label(&not_me).focus();
        harness.run_steps(2);
        harness.key_press(egui::Key::Enter);
        harness.run_steps(3);
        assert_chinese(&harness, "a reading that is to be corrected");
        harness.state_mut().studio.update(Command::Advice(AdviceCommand::Correct(aspect, Some(0))));
    }
    for tab in AdviceTab::ALL {
        harness.state_mut().studio.update(Command::Advice(AdviceCommand::ShowTab(tab)));
        harness.run_steps(3);
        open_all(&mut harness);
        assert_chinese(&harness, "what follows from what was said");
    }
    harness.state_mut().studio.update(Command::Wear(Some("opera-rose".into())));
    harness.state_mut().studio.update(Command::Advice(AdviceCommand::ShowTab(AdviceTab::Guide)));
    for _ in 0..harness.state().studio.guide().unwrap().1.steps.len() {
        harness.run_steps(2);
        assert_chinese(&harness, "a step");
        harness.state_mut().studio.update(Command::Advice(AdviceCommand::Step(1)));
    }
}

/// Opens everything that says why.
fn open_all(harness: &mut Harness<'static, Shown>) {
    let why = language::say("Why: {what}").split('{').next().unwrap().to_owned();
    let labels: Vec<String> =
        harness.root().children_recursive().filter_map(|node| node.accesskit_node().label()).collect();
    for label in labels.into_iter().filter(|label| label.starts_with(&why)) {
        harness.query_all_by_label(&label).next().unwrap().focus();
        harness.run_steps(2);
        harness.key_press(egui::Key::Enter);
        harness.run_steps(4);
    }
}

#[test]
fn an_import() {
    speak_chinese();
    let text = "brand,shade,hex\nMaker,1,#9E1B32\nMaker,2,none\n";
    let import = Arc::new(Import::guess(Arc::new(Table::of_bytes(text.as_bytes(), "t").unwrap())));
    let importing = Importing { name: "Mine".into(), state: ImportState::Read(import) };
    let mut harness = told(Command::Catalog(CatalogChange::Import(Some(importing))));
    harness.run_steps(8);
    assert_chinese(&harness, "an import");
}

#[test]
fn a_search_finds_what_is_read() {
    speak_chinese();
    let mut studio: Studio = studio();
    studio.update(Command::Search(language::say("Classic Red").into()));
    assert!(studio.shelf().iter().any(|look| look.id == "classic-red"));
}

#[test]
fn client_cards() {
    speak_chinese();
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::at(Some(folder.path().join("clients.db")));
    let mut harness = told(Command::ToggleMirror);
    harness.state_mut().studio.update(Command::Clients(ClientsChange::Toggle));
    let show = |harness: &mut Harness<'static, Shown>, what: &str, commands: Vec<Command>| {
        commands.into_iter().for_each(|command| drop(harness.state_mut().studio.update(command)));
        harness.run_steps(4);
        assert_chinese(harness, what);
    };
    for door in [Door::New, Door::Locked, Door::Closed] {
        show(&mut harness, "the door", vec![Command::Clients(ClientsChange::Door(door))]);
    }
    let secret = |text: &str| ClientsWish::Open(Secret::Passphrase(Passphrase::new(text.into())));
    show(&mut harness, "a passphrase that is too short", desk.carry_out(secret("short")));
    show(&mut harness, "the list", desk.carry_out(secret("a long passphrase")));
    show(&mut harness, "the lock", vec![Command::Clients(ClientsChange::ChangeLock(true))]);
    show(&mut harness, "a new card", vec![Command::Clients(ClientsChange::Draft(Some(Draft::default())))]);
    let details = Details { name: "安娜".into(), ..Details::default() };
    show(&mut harness, "a card", desk.carry_out(ClientsWish::Enrol(details, "同意".into(), false)));
    let client = harness.state().studio.clients.card.as_ref().unwrap().client.id;
    show(&mut harness, "a consultation", desk.carry_out(ClientsWish::Begin(client)));
    let kept = consulting::keep(&harness.state().studio, None);
    for wish in kept {
        show(&mut harness, "a look that is kept", desk.carry_out(wish));
    }
    show(&mut harness, "a question", vec![Command::Clients(ClientsChange::Ask(true))]);
}

#[test]
fn the_kiosk() {
    speak_chinese();
    // A lipstick has its shades beside it; a foundation waits for the skin.
    let config = kiosk_view::Config {
        lines: "take_home = true\nlooks = [\"nude-silk\"]",
        sold: "brand,product,shade,hex,kind\nMaker,1,2,#9E1B32,lipstick\nMaker,1,3,#EBCBB5,foundation\n",
    };
    let mut harness = kiosk_view::kiosk_of(&config, LazyRenderer::default(), [1280.0, 860.0]);
    let mut show = |what: &str, change: &dyn Fn(&mut kiosk::Shown)| {
        change(&mut harness.state_mut().shown);
        harness.run_steps(4);
        assert_chinese(&harness, what);
    };
    let happens = |shown: &mut kiosk::Shown, event: Event| drop(shown.kiosk.update(&event, Duration::ZERO));
    show("whoever passes by", &|_| ());
    show("the question", &|shown| happens(shown, Event::Touch));
    show("the mirror", &|shown| happens(shown, Event::Consent(true)));
    show("the shades while the skin is read", &|shown| happens(shown, Event::ToggleShades));
    show("a skin that cannot be read", &|shown| shown.kiosk.know_skin(None));
    show("a skin that was read", &|shown| shown.kiosk.know_skin(Some(Lab([80.0, 8.0, 16.0]))));
    show("a picture that is made", &|shown| happens(shown, Event::TakeHome));
    show("the code", &|shown| shown.offer = Some(kiosk::Offer::At("1".into())));
    show("the way back", &|shown| happens(shown, Event::Back));
    show("the warning", &|shown| drop(shown.kiosk.tick(Duration::from_secs(61))));
    show("the number", &|shown| happens(shown, Event::AskPin));
    show("a wrong number", &|shown| shown.wrong = true);
    show("an empty screen", &|shown| {
        happens(shown, Event::Pin(None));
        happens(shown, Event::Done);
    });
    assert_eq!(harness.state().shown.kiosk.scene(), Scene::Over, "all of them were shown");
}
