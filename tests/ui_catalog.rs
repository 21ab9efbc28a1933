//! The catalogues in the window, driven without a screen: the card that imports a table, and the nearest shades of a product.

mod support {
    pub mod view;
}

use std::sync::Arc;

use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use support::view::{Shown, usual, with_products};
use vanity::{
    catalog::{Catalog, Field, Import, Shelf, Table},
    look::{Product, Retouch, format},
    studio::{CatalogChange, Command, ImportState, Importing},
    ui::{CatalogWish, Request, catalog_thread},
};

const SHADES: &str = "brand,product,shade,hex,link,price\n\
    Maker,Velvet Lipstick,Ruby,#9E1B32,https://example.org/ruby,$12\n\
    Maker,Velvet Lipstick,Rose,#B8505C,,\n\
    Maker,Velvet Lipstick,Plum,#4C1A2E,,\n\
    Other,Silk Foundation,Tawny,#A06F4A,,\n";

fn table(text: &str) -> Arc<Import> {
    Arc::new(Import::guess(Arc::new(Table::of_bytes(text.as_bytes(), "t").unwrap())))
}

fn change(harness: &mut Harness<'static, Shown>, change: CatalogChange) {
    harness.state_mut().studio.update(Command::Catalog(change));
    // A card finds its place within a few frames.
    harness.run_steps(10);
}

fn importing(text: &str) -> Harness<'static, Shown> {
    let mut harness = usual();
    let state = ImportState::Read(table(text));
    change(&mut harness, CatalogChange::Import(Some(Importing { name: "Mine".into(), state })));
    harness
}

/// A window in which Classic Red is worn, with a catalogue at hand.
fn with_catalog() -> Harness<'static, Shown> {
    let mut harness = with_products([1280.0, 860.0]);
    let catalog = table(SHADES).catalog("Mine");
    change(&mut harness, CatalogChange::Kept(Arc::new(vec![catalog])));
    harness
}

fn lipstick(harness: &Harness<'static, Shown>) -> Product {
    let pieces = harness.state().studio.pieces();
    pieces.iter().map(|piece| piece.product().clone()).find(|p| matches!(p, Product::Lipstick(_))).unwrap()
}

fn press(harness: &mut Harness<'static, Shown>, label: &str) {
    harness.get_by_label(label).focus();
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
}

#[test]
fn the_card_opens_from_the_products_and_escape_closes_it() {
    let mut harness = with_products([1280.0, 860.0]);
    harness.get_by_label("Catalogues").click();
    harness.run();
    assert!(harness.state().studio.catalogs.shown);
    harness.get_by_label("Import a catalogue").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::ChooseCatalog));
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(!harness.state().studio.catalogs.shown);
    assert_eq!(harness.state().studio.worn.as_deref(), Some("classic-red"), "the look stays on");
}

#[test]
fn kept_catalogues_are_listed_with_their_counts_and_can_be_removed() {
    let mut harness = with_catalog();
    harness.get_by_label("Catalogues").click();
    harness.run();
    assert!(harness.query_by_label("4 shades").is_some());
    harness.get_by_label("Remove Mine").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::Catalog(CatalogWish::Remove("Mine".into()))));
}

#[test]
fn a_table_shows_its_shades_its_columns_and_what_is_rejected() {
    let mut harness = importing("brand,Tint,hex\nMaker,#445566,#112233\nMaker,#445566,red\nMaker,,#112233\n");
    for text in
        ["3 rows: 2 shades, 1 rejected", "Line 3: 'red' is no colour; write it as #RRGGBB", "Colour (hex)", "Name"]
    {
        assert!(harness.query_all_by_label_contains(text).next().is_some(), "{text} is missing");
    }
    // Another column for the colour.
    harness.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Colour (hex)").click();
    harness.run();
    let choices: Vec<_> = harness.query_all_by_label("Tint").collect();
    choices.last().unwrap().click();
    harness.run();
    let wish = harness.state().asked.iter().rev().find_map(|request| match request {
        Request::Catalog(wish @ CatalogWish::Map(_, Field::Color, columns)) if columns == &[1] => Some(wish.clone()),
        _ => None,
    });
    let shelf = Ok(Shelf::at("unused"));
    for command in catalog_thread::carried_out(&shelf, wish.expect("another column was chosen")) {
        harness.state_mut().studio.update(command);
    }
    harness.run();
    assert!(harness.query_by_label("3 rows: 2 shades, 1 rejected").is_some());
    assert!(harness.query_all_by_label_contains("Line 4: it has no colour").next().is_some());
}

#[test]
fn a_name_is_typed_without_pressing_the_program_s_keys_and_the_shades_are_kept() {
    let mut harness = importing(SHADES);
    let before = harness.state().studio.mirror;
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Name").click();
    harness.run();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.key_press(egui::Key::M);
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Name").type_text("Mms");
    harness.run();
    assert_eq!(harness.state().studio.mirror, before, "M is a letter here");
    let name = harness.state().studio.catalogs.importing.as_ref().unwrap().name.clone();
    assert!(name.contains("Mms"), "{name}");
    harness.get_by_label("Import").click();
    harness.run();
    let kept = |request: &Request| matches!(request, Request::Catalog(CatalogWish::Keep(import, to)) if import.items.len() == 4 && *to == name);
    assert!(harness.state().asked.iter().any(kept));
    harness.get_by_label("Cancel").click();
    harness.run();
    assert!(harness.state().studio.catalogs.importing.is_none());
}

#[test]
fn what_cannot_be_read_says_so_and_nothing_is_kept_of_a_table_without_shades() {
    let mut harness = usual();
    let state = ImportState::Failed("a.csv: there are no rows in it.".into());
    change(&mut harness, CatalogChange::Import(Some(Importing { name: "A".into(), state })));
    assert!(harness.query_by_label("a.csv: there are no rows in it.").is_some());
    harness.get_by_label("Another file").click();
    harness.run();
    assert!(harness.state().asked.contains(&Request::ChooseCatalog));
    let mut harness = importing("brand,shade\nA,B\n");
    assert!(harness.query_by_label("Which column holds the colour? Choose it below.").is_some());
    harness.get_by_label("Import").click();
    harness.run();
    assert!(!harness.state().asked.iter().any(|request| matches!(request, Request::Catalog(CatalogWish::Keep(..)))));
}

#[test]
fn the_nearest_shade_is_worn_shown_and_undone() {
    let mut harness = with_catalog();
    let before = lipstick(&harness);
    press(&mut harness, "Buy lipstick");
    assert!(harness.query_by_label("Nearest in my catalogue").is_some());
    let rows = harness.query_all_by_label_contains("Velvet Lipstick").count();
    assert!(rows >= 3, "{rows}");
    assert!(harness.query_all_by_label_contains("Tawny").next().is_none(), "a foundation is no lipstick");
    harness.query_all_by_label_contains("Ruby").next().unwrap().click();
    harness.run();
    let worn = lipstick(&harness);
    let shade = worn.shades()[0];
    assert_eq!((shade.color, shade.article.as_ref().unwrap().shade.as_str()), ([0x9E, 0x1B, 0x32], "Ruby"));
    assert!(harness.query_by_label("Nearest in my catalogue").is_none(), "the list is closed");
    assert!(harness.query_by_label("Maker · Ruby").is_some(), "the row says what it is");
    press(&mut harness, "Open the page of Maker · Ruby");
    press(&mut harness, "Copy the link of Maker · Ruby");
    let page = "https://example.org/ruby";
    assert!(harness.state().asked.contains(&Request::OpenPage(page.parse().unwrap())));
    assert!(harness.state().asked.contains(&Request::CopyText(page.into())));
    harness.state_mut().studio.update(Command::Undo);
    harness.run();
    assert_eq!(lipstick(&harness), before);
}

#[test]
fn shades_are_searched_by_their_names_and_let_go_of() {
    let mut harness = with_catalog();
    press(&mut harness, "Buy lipstick");
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Search").click();
    harness.run();
    harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Search").type_text("maker plum");
    harness.run();
    assert!(harness.query_all_by_label_contains("Ruby").next().is_none());
    harness.query_all_by_label_contains("Lipstick · Plum").next().unwrap().click();
    harness.run();
    assert_eq!(lipstick(&harness).colors()[0], [0x4C, 0x1A, 0x2E]);
    press(&mut harness, "Buy lipstick");
    harness.get_by_label("Let go of it").click();
    harness.run();
    assert!(lipstick(&harness).shades()[0].article.is_none());
}

#[test]
fn any_colour_has_its_nearest_shades() {
    let mut harness = with_catalog();
    harness.get_by_label("Catalogues").click();
    harness.run();
    let field = |harness: &mut Harness<'static, Shown>, text: &str| {
        harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Colour").click();
        harness.run();
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Colour").type_text(text);
        harness.run_steps(4);
    };
    field(&mut harness, "#A0704B");
    let rows = |harness: &Harness<'static, Shown>| {
        harness
            .query_all_by_label_contains("(ΔE ")
            .map(|node| node.accesskit_node().label().unwrap_or_default())
            .collect::<Vec<_>>()
    };
    assert!(rows(&harness)[0].contains("Tawny, no difference to be seen (ΔE 0."), "{:?}", rows(&harness));
    assert_eq!(rows(&harness).len(), 4);
    field(&mut harness, "brown");
    assert!(rows(&harness).is_empty() && harness.query_by_label("Write a colour as #RRGGBB, or pick one.").is_some());
    field(&mut harness, "76, 27, 47");
    let first = rows(&harness)[0].clone();
    assert!(first.contains("Plum"), "{first}");
    // A click wears it, where the look has a lipstick.
    press(&mut harness, &first);
    assert_eq!(lipstick(&harness).articles()[0].unwrap().shade, "Plum");
}

#[test]
fn what_is_sold_without_a_colour_is_bound_and_let_go_of() {
    let mut harness = with_products([1280.0, 860.0]);
    let kept =
        table("brand,product,kind\nMaker,Bright Strips,teeth whitening\nMaker,Calm Eye Cream,\n").catalog("Care");
    assert_eq!(kept.items.len(), 2, "they need no colour");
    change(&mut harness, CatalogChange::Kept(Arc::new(vec![kept])));
    let mut look = harness.state().studio.worn_look().unwrap().clone();
    look.products = vec![Product::Teeth(Retouch::of(0.5)), Product::UnderEye(Retouch::of(0.5))];
    harness.state_mut().studio.update(Command::TryOn(Box::new(look)));
    harness.run();
    press(&mut harness, "Buy teeth whitening");
    harness.get_by_label("Maker · Bright Strips").click();
    harness.run();
    let teeth = harness.state().studio.worn_look().unwrap().products[0].clone();
    assert_eq!((teeth.articles()[0].unwrap().product.as_str(), teeth.coverage()), ("Bright Strips", 0.5));
    let again = format::parse(&format::write(harness.state().studio.worn_look().unwrap()).unwrap()).unwrap();
    assert_eq!(again.products[0], teeth, "a file keeps it");
    press(&mut harness, "Buy teeth whitening");
    harness.get_by_label("Let go of it").click();
    harness.run();
    assert_eq!(harness.state().studio.worn_look().unwrap().products[0].articles(), [None]);
    press(&mut harness, "Buy under-eye light");
    assert!(harness.query_by_label("Maker · Calm Eye Cream").is_some());
}

#[test]
fn without_a_catalogue_the_list_offers_to_import_one() {
    let mut harness = with_products([1280.0, 860.0]);
    press(&mut harness, "Buy lipstick");
    harness.get_by_label("Import a catalogue").click();
    harness.run();
    assert!(harness.state().studio.catalogs.shown);
    let mut harness = with_products([1280.0, 860.0]);
    let other =
        Catalog { name: "Skin".into(), items: table("shade,hex,kind\nTawny,#A06F4A,foundation\n").items.clone() };
    change(&mut harness, CatalogChange::Kept(Arc::new(vec![other])));
    press(&mut harness, "Buy lipstick");
    assert!(harness.query_by_label("No catalogue tells of this kind; these are of any kind.").is_some());
}
