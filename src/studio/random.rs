//! Any commands in any order leave a state that holds together.

use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use proptest::{prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};

use super::{advice::MOST_SHADES, test_studio as studio, *};
use crate::{
    advisor::{
        guide::Fit,
        looks::RULES,
        said::Aspect,
        shades::Nudge,
        skin::Concern,
        tests::{portrait, portrait_advice},
    },
    catalog::{Catalog, Import, Item, Kind, Table},
    compose::Card,
    look::Area,
    preferences::{Appearance, COUNTDOWNS},
    raster::Pixmap,
    salon::{ClientId, ConsultationId, Details},
};

/// The variants of an enumeration, and the name of one's own: a variant that is missing here does not compile.
macro_rules! every {
    ($names:ident, $name:ident, $of:ident: $($variant:ident)*) => {
        const $names: &[&str] = &[$(stringify!($variant)),*];
        fn $name(one: &$of) -> &'static str {
            match one { $($of::$variant { .. } => stringify!($variant)),* }
        }
    };
}

every! { COMMANDS, command_name, Command:
    Wear TryOn WearNth Step ToggleLock Cover Settle ToggleProduct OpenProduct Change MoveProduct Reset ToggleProducts ToggleAdvice Advice
    Undo Redo Intensity Open ToggleMirror ToggleSplit MoveSplit HoldBefore PickCard PlaceCard ForgetCard ShowReference Finished ToggleMix
    MoveMix Mixed Offer ToggleExplain Bind ToggleCatalog Catalog ToggleAbout ToggleSpeed Clients NameSalon Help Speak ToggleClientScreen
    ToggleBroadcast Appear ScaleText ToggleStill Browse Search ToggleFavourite ToggleBoard ChooseQuarter WearQuarter TakeUp Welcome
    ChooseShot Countdown Taken ToggleGallery Share ChooseShare TogglePictureOnly CamerasListed Tell DismissNotice
}
every! { ADVICE, advice_name, AdviceCommand:
    Reached ShowTab ToggleHeat ToggleRule Dismiss AskAnew Correct ToggleTip Aim DismissShade AimAnew Forget Step Drawn
}
every! { CATALOG, catalog_name, CatalogChange: Kept Import Reached Name }
every! { CLIENTS, clients_name, ClientsChange:
    Toggle Busy Done Door Failed Search Listed Draft Show Refresh Visit Note Noted ToggleNotesOnSheet Ask ChangeLock
}

/// A look of the shelf, or one that is like it but in one product.
fn some_look(index: usize) -> Look {
    static LOOKS: LazyLock<Vec<Look>> = LazyLock::new(|| studio().looks);
    let mut look = LOOKS[index / 2 % LOOKS.len()].clone();
    if index % 2 == 1 {
        look.products.pop();
    }
    look
}

fn look() -> impl Strategy<Value = Look> {
    any::<usize>().prop_map(some_look)
}

fn item() -> impl Strategy<Value = Item> {
    let kinds: Vec<Option<Kind>> = std::iter::once(None).chain(Kind::ALL.map(Some)).collect();
    (any::<[u8; 3]>(), select(kinds)).prop_map(|(color, kind)| Item { kind, ..Item::of(color) })
}

fn reading() -> Arc<AdviceReading> {
    static READING: LazyLock<Arc<AdviceReading>> =
        LazyLock::new(|| Arc::new(AdviceReading { advice: portrait_advice(), frame: Arc::new(portrait().0) }));
    Arc::clone(&READING)
}

fn advice() -> impl Strategy<Value = AdviceCommand> {
    let reached = select(vec![
        AdviceState::Unasked,
        AdviceState::Looking,
        AdviceState::Failed("nobody".into()),
        AdviceState::Read(reading()),
        AdviceState::Read(reading()),
    ]);
    let choice = proptest::option::of(0usize..12);
    prop_oneof![
        3 => reached.prop_map(AdviceCommand::Reached),
        1 => select(AdviceTab::ALL.to_vec()).prop_map(AdviceCommand::ShowTab),
        1 => select(Concern::ALL.to_vec()).prop_map(AdviceCommand::ToggleHeat),
        1 => select(RULES.iter().map(|rule| rule.name).collect::<Vec<_>>()).prop_map(AdviceCommand::ToggleRule),
        1 => look().prop_map(|look| AdviceCommand::Dismiss(look.id)),
        1 => Just(AdviceCommand::AskAnew),
        3 => (select(Aspect::ALL.to_vec()), choice).prop_map(|(aspect, choice)| AdviceCommand::Correct(aspect, choice)),
        1 => select(Fit::ALL.to_vec()).prop_map(AdviceCommand::ToggleTip),
        2 => select(Nudge::ALL.to_vec()).prop_map(AdviceCommand::Aim),
        1 => item().prop_map(|item| AdviceCommand::DismissShade(Box::new(item))),
        1 => Just(AdviceCommand::AimAnew),
        1 => Just(AdviceCommand::Forget),
        1 => any::<isize>().prop_map(AdviceCommand::Step),
        1 => (look(), 0usize..9).prop_map(|(look, step)| AdviceCommand::Drawn(Box::new(look), step, Arc::new(Pixmap::new(1, 1)))),
    ]
}

fn catalog() -> impl Strategy<Value = CatalogChange> {
    let table = Arc::new(Import::guess(Arc::new(Table::of_bytes(b"hex\n#112233\n", "t").unwrap())));
    let states = vec![ImportState::Reading, ImportState::Failed("broken".into()), ImportState::Read(table)];
    let importing = (select(states.clone()), "[a-z]{0,4}").prop_map(|(state, name)| Importing { name, state });
    let kept = proptest::collection::vec(item(), 0..30);
    prop_oneof![
        2 => kept.prop_map(|items| CatalogChange::Kept(Arc::new(vec![Catalog { name: "A".into(), items }]))),
        1 => proptest::option::of(importing).prop_map(CatalogChange::Import),
        1 => select(states).prop_map(CatalogChange::Reached),
        1 => "[a-z]{0,4}".prop_map(CatalogChange::Name),
    ]
}

fn clients() -> impl Strategy<Value = ClientsChange> {
    static CARDS: LazyLock<[ClientCard; 2]> =
        LazyLock::new(|| [("Anna", 1), ("Berta", 7)].map(|(name, id)| clients::tests::card_of(name, ClientId::of(id))));
    let card = || select(CARDS.to_vec()).prop_map(Box::new);
    let visits: Vec<ConsultationId> = CARDS[0].consultations.iter().map(|one| one.id).collect();
    let text = || "[a-z]{0,6}";
    let doors = vec![Door::Waiting, Door::Closed, Door::New, Door::Locked, Door::Open, Door::Open, Door::Open];
    prop_oneof![
        Just(ClientsChange::Toggle),
        Just(ClientsChange::Busy),
        Just(ClientsChange::Done),
        select(doors).prop_map(ClientsChange::Door),
        text().prop_map(ClientsChange::Failed),
        text().prop_map(ClientsChange::Search),
        Just(ClientsChange::Listed(Vec::new())),
        text().prop_map(|name| {
            ClientsChange::Draft(Some(Draft { details: Details { name, ..Details::default() }, ..Draft::default() }))
        }),
        proptest::option::of(card()).prop_map(ClientsChange::Show),
        card().prop_map(ClientsChange::Refresh),
        proptest::option::of(select(visits)).prop_map(ClientsChange::Visit),
        text().prop_map(ClientsChange::Note),
        Just(ClientsChange::Noted),
        Just(ClientsChange::ToggleNotesOnSheet),
        any::<bool>().prop_map(ClientsChange::Ask),
        any::<bool>().prop_map(ClientsChange::ChangeLock),
    ]
}

fn reference() -> impl Strategy<Value = Option<Reference>> {
    let states = vec![ReferenceState::Reading, ReferenceState::WhichFace, ReferenceState::Failed("nobody".into())];
    let state = select(states);
    proptest::option::of((state, "[a-z]{0,4}").prop_map(|(state, name)| Reference {
        name,
        photo: None,
        face: None,
        state,
    }))
}

fn worn() -> impl Strategy<Value = Command> {
    prop_oneof![
        "[a-z]{0,8}".prop_map(|id| Command::Wear(Some(id))),
        Just(Command::Wear(None)),
        look().prop_map(|look| Command::TryOn(Box::new(look))),
        any::<usize>().prop_map(Command::WearNth),
        any::<isize>().prop_map(Command::Step),
        select(Area::ALL.to_vec()).prop_map(|area| Command::ToggleLock(Lock::Area(area))),
        select(vec!["Lipstick", "Eyeliner", "Blush"]).prop_map(|name| Command::ToggleLock(Lock::Product(name))),
        (0usize..12, any::<f32>()).prop_map(|(piece, coverage)| Command::Cover(piece, coverage)),
        Just(Command::Settle),
        any::<usize>().prop_map(Command::ToggleProduct),
        (0usize..12).prop_map(Command::ToggleProduct),
        proptest::option::of(0usize..20).prop_map(Command::OpenProduct),
        (0usize..12, look(), any::<usize>()).prop_filter_map("a look without products", |(piece, look, which)| {
            let product = look.products.get(which % look.products.len().max(1))?;
            Some(Command::Change(piece, Box::new(product.clone())))
        }),
        (0usize..12, 0usize..12).prop_map(|(from, to)| Command::MoveProduct(from, to)),
        (0usize..12, 0usize..4, proptest::option::of(item())).prop_map(|(piece, place, item)| Command::Bind(
            piece,
            place,
            item.map(Box::new)
        )),
        Just(Command::Reset),
        Just(Command::Undo),
        Just(Command::Redo),
        look().prop_map(|look| Command::Finished(Box::new(look))),
        Just(Command::ToggleMix),
        any::<f32>().prop_map(Command::MoveMix),
        look().prop_map(|look| Command::Mixed(Box::new(look))),
        any::<f32>().prop_map(Command::Intensity),
    ]
}

fn seen() -> impl Strategy<Value = Command> {
    let sources = vec![SourceSpec::Demo, SourceSpec::Camera(None), SourceSpec::Camera(Some("0".into()))];
    let cameras = (0usize..3).prop_map(|count| {
        let camera = |i: usize| CameraInfo { id: i.to_string(), name: format!("Camera {i}") };
        Command::CamerasListed((0..count).map(camera).collect())
    });
    prop_oneof![
        select(sources).prop_map(Command::Open),
        cameras,
        Just(Command::ToggleMirror),
        Just(Command::ToggleSplit),
        any::<f32>().prop_map(Command::MoveSplit),
        any::<bool>().prop_map(Command::HoldBefore),
        proptest::option::of(select(vec![Card::Grey, Card::White])).prop_map(Command::PickCard),
        any::<[f32; 2]>().prop_map(Command::PlaceCard),
        [0.0f32..1.0, 0.0..1.0].prop_map(Command::PlaceCard),
        Just(Command::ForgetCard),
        reference().prop_map(Command::ShowReference),
        proptest::option::of(Just("a.png".into())).prop_map(Command::Offer),
        Just(Command::ToggleExplain),
        select(Shot::ALL.to_vec()).prop_map(Command::ChooseShot),
        select(COUNTDOWNS.to_vec()).prop_map(Command::Countdown),
        any::<u8>().prop_map(Command::Countdown),
        Just(Command::Taken(vec!["1.png".into()])),
        Just(Command::ToggleGallery),
        proptest::option::of(Just(Shared::Seen)).prop_map(Command::Share),
        any::<bool>().prop_map(|small| Command::ChooseShare(ShareChoice { small, ..ShareChoice::default() })),
    ]
}

fn around() -> impl Strategy<Value = Command> {
    let appearances = vec![Appearance::System, Appearance::Light, Appearance::Dark];
    let toggles = [
        Command::ToggleProducts,
        Command::ToggleCatalog,
        Command::ToggleAbout,
        Command::ToggleSpeed,
        Command::ToggleClientScreen,
        Command::ToggleBroadcast,
        Command::ToggleStill,
        Command::ToggleBoard,
        Command::TogglePictureOnly,
        Command::DismissNotice,
    ];
    let browses = vec![Browse::All, Browse::Favourites, Browse::Recent];
    let ids = || select(studio().looks.iter().map(|look| look.id.clone()).collect::<Vec<_>>());
    prop_oneof![
        4 => select(toggles.to_vec()),
        1 => "[a-z]{0,8}".prop_map(Command::NameSalon),
        1 => proptest::option::of(select(Topic::ALL.to_vec())).prop_map(Command::Help),
        1 => proptest::option::of("[a-z]{2}").prop_map(Command::Speak),
        1 => select(appearances).prop_map(Command::Appear),
        1 => any::<f32>().prop_map(Command::ScaleText),
        1 => select(browses).prop_map(Command::Browse),
        1 => "[a-z]{0,8}".prop_map(|family| Command::Browse(Browse::Family(family))),
        1 => "[a-z]{0,3}".prop_map(Command::Search),
        1 => ids().prop_map(Command::ToggleFavourite),
        1 => any::<usize>().prop_map(Command::ChooseQuarter),
        1 => (0usize..5).prop_map(Command::WearQuarter),
        1 => any::<bool>().prop_map(Command::TakeUp),
        1 => proptest::option::of(select(Step::ALL.to_vec())).prop_map(Command::Welcome),
        1 => "[a-z ]{0,20}".prop_map(Command::Tell),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        5 => worn(),
        2 => seen(),
        2 => around(),
        1 => Just(Command::ToggleAdvice),
        3 => advice().prop_map(Command::Advice),
        1 => catalog().prop_map(Command::Catalog),
        3 => clients().prop_map(Command::Clients),
    ]
}

#[test]
fn every_command_is_tried() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..6000 {
        let command = command().new_tree(&mut runner).unwrap().current();
        seen.insert(command_name(&command));
        match &command {
            Command::Advice(change) => _ = seen.insert(advice_name(change)),
            Command::Catalog(change) => _ = seen.insert(catalog_name(change)),
            Command::Clients(change) => _ = seen.insert(clients_name(change)),
            _ => {}
        }
    }
    let missing: Vec<_> =
        [COMMANDS, ADVICE, CATALOG, CLIENTS].concat().into_iter().filter(|name| !seen.contains(name)).collect();
    assert!(missing.is_empty(), "never tried: {missing:?}");
}

/// What holds whatever was asked for.
fn holds_together(studio: &Studio) -> Result<(), TestCaseError> {
    prop_assert!((0.0..=1.0).contains(&studio.intensity));
    prop_assert!(!matches!(studio.compare, Compare::Split(at) if !(0.0..=1.0).contains(&at)));
    prop_assert!(studio.worn.is_none() == studio.worn_look().is_none());
    prop_assert!(studio.pieces().iter().all(|piece| (0.0..=1.0).contains(&piece.coverage())));
    prop_assert!(studio.board.as_ref().is_none_or(|board| board.looks.len() <= QUARTERS));
    prop_assert!(studio.card.is_none_or(|card| card.at.iter().all(|share| (0.0..=1.0).contains(share))));
    let preferences = &studio.preferences;
    prop_assert!(preferences.recent.iter().all(|id| studio.looks.iter().any(|look| look.id == *id)));
    prop_assert!((0.5..=2.0).contains(&preferences.text_scale) && COUNTDOWNS.contains(&preferences.countdown));
    prop_assert!(studio.catalogs.shown || studio.catalogs.importing.is_none());
    let clients = &studio.clients;
    let nothing_seen =
        clients.card.is_none() && clients.notes.is_empty() && clients.list.is_empty() && clients.draft.is_none();
    prop_assert!(clients.door == Door::Open || nothing_seen, "{clients:?}");
    prop_assert!(clients.visiting.is_none() || clients.visit().is_some());
    prop_assert!(!(studio.advising.is_some() && studio.products_shown), "both stand in the same place");
    if let Some(advising) = &studio.advising {
        prop_assert!(advising.reading().is_some() == advising.measured().is_some());
        prop_assert!(advising.reading().is_some() || (advising.ranked.is_empty() && advising.shades.is_empty()));
        prop_assert!(advising.ranked.iter().all(|one| (0.0..=100.0).contains(&one.score)));
        prop_assert!(advising.shades.len() <= MOST_SHADES);
        prop_assert!(advising.shades.iter().all(|(item, _)| !advising.unwanted.contains(item)));
        prop_assert!(advising.shades.iter().all(|(_, one)| one.difference.is_finite()));
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_sequence_of_commands_breaks_the_state(commands in proptest::collection::vec(command(), 0..60)) {
        let mut studio = studio();
        for command in commands {
            studio.update(command);
            holds_together(&studio)?;
        }
    }
}
