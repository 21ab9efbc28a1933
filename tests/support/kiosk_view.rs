//! The kiosk's screen over its state, without an engine and without a screen.
#![allow(dead_code, reason = "no test file uses all of it")]

use std::time::Duration;

use egui_kittest::{Harness, TestRenderer, kittest::Queryable};
use vanity::{
    capture::SourceSpec,
    kiosk::{Kiosk, KioskConfig, Outcome, Shop},
    look::Library,
    resources::Resources,
    studio::Studio,
    ui::{
        kiosk::{Shown, draw},
        pictures::Pictures,
        tokens,
    },
};

pub struct Stand {
    pub shown: Shown,
    pub pictures: Pictures,
    pub outcomes: Vec<Outcome>,
    pub now: Duration,
}

/// What a file says beside its version, number and catalogue, and what that sells.
pub struct Config {
    pub lines: &'static str,
    pub sold: &'static str,
}

const USUAL: Config = Config {
    lines: "title = \"Try a look\"\nlooks = [\"soft-rose\", \"cobalt\"]\nlanguages = [\"en\", \"zh-Hans\"]\ntake_home = true",
    sold: "brand,product,shade,hex,price,currency,kind\nMaker,Velvet,Ink,#102030,12.50,EUR,lipstick\n",
};

pub fn kiosk(renderer: impl TestRenderer + 'static, size: [f32; 2]) -> Harness<'static, Stand> {
    kiosk_of(&USUAL, renderer, size)
}

pub fn kiosk_of(config: &Config, renderer: impl TestRenderer + 'static, size: [f32; 2]) -> Harness<'static, Stand> {
    let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
    let home = tempfile::tempdir().unwrap();
    let table = home.path().join("sold.csv");
    std::fs::write(&table, config.sold).unwrap();
    let text = format!("version = 1\npin = \"2468\"\ncatalogues = ['{}']\n{}", table.display(), config.lines);
    let config = KioskConfig::parse(&text).unwrap();
    let (looks, shop) = (config.offered(&library).unwrap(), Shop::open(&config).unwrap());
    let shown = Shown {
        kiosk: Kiosk::new(config, looks, shop),
        studio: Studio::new(&library, None, SourceSpec::Demo),
        typed: String::new(),
        wrong: false,
        corner: None,
        offer: None,
    };
    let stand = Stand { shown, pictures: Pictures::default(), outcomes: Vec::new(), now: Duration::ZERO };
    let builder = Harness::builder().with_size(size).with_context_setup(tokens::install).renderer(renderer);
    let mut harness = builder.build_ui_state(
        |ui, stand: &mut Stand| {
            for event in draw(ui, &mut stand.shown, &mut stand.pictures) {
                stand.outcomes.extend(stand.shown.kiosk.update(&event, stand.now));
            }
        },
        stand,
    );
    harness.run();
    harness
}

pub fn press(harness: &mut Harness<Stand>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}
