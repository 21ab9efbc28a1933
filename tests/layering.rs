//! The house keeps its shape: a module imports only modules listed above it in `lib.rs`, and some crates have one room each.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use syn::{UseTree, visit::Visit};

/// Crates with rooms of their own: who may name them, as paths below `src/` (a folder's name covers all that is in it).
const WALLS: [(&[&str], &[&str]); 13] = [
    (&["ort"], &["inference/"]),
    (&["nokhwa"], &["capture/camera.rs"]),
    (&["egui", "eframe", "rfd"], &["ui/", "main.rs"]),
    (
        &["serde", "serde_json", "toml"],
        &[
            "look/format/",
            "catalog/format/",
            "inference/manifest.rs",
            "language/file.rs",
            "preferences/file.rs",
            "salon/consultation.rs",
            "salon/export.rs",
            "salon/rows.rs",
            "salon/tests/",
            "kiosk/config.rs",
            "kiosk/summary.rs",
            "cli/",
        ],
    ),
    (&["csv", "encoding_rs"], &["catalog/format/"]),
    (&["rusqlite", "keyring", "zeroize"], &["salon/"]),
    (&["getrandom"], &["salon/", "service/"]),
    (&["tiny_http"], &["service/"]),
    (&["qrcode"], &["ui/"]),
    (&["argon2"], &["kiosk/pin.rs"]),
    (&["rustix"], &["cli/"]),
    (&["v4l"], &["export/virtual_camera/"]),
    (&["clap", "anyhow", "indicatif"], &["cli/", "main.rs"]),
];

/// Parts of the standard library that reach the network; only a service may.
const NETWORK: [&str; 3] = ["TcpListener", "TcpStream", "UdpSocket"];

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file below a folder, as a path relative to it with forward slashes, with its syntax tree.
fn files(folder: &Path) -> Vec<(String, syn::File)> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        for path in fs::read_dir(&next).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|suffix| suffix == "rs") {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// Every path that a file names, as segments: `use a::{b, c::d}` gives `a::b` and `a::c::d`.
#[derive(Default)]
struct Named(BTreeSet<Vec<String>>);

impl Named {
    fn of(file: &syn::File) -> BTreeSet<Vec<String>> {
        let mut named = Self::default();
        named.visit_file(file);
        named.0
    }

    fn add_tree(&mut self, tree: &UseTree, mut path: Vec<String>) {
        match tree {
            UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.add_tree(&step.tree, path);
            }
            UseTree::Group(group) => group.items.iter().for_each(|item| self.add_tree(item, path.clone())),
            UseTree::Name(name) => {
                path.push(name.ident.to_string());
                self.0.insert(path);
            }
            UseTree::Rename(name) => {
                path.push(name.ident.to_string());
                self.0.insert(path);
            }
            UseTree::Glob(_) => {
                self.0.insert(path);
            }
        }
    }
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&item.tree, Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    /// Tests may reach for whatever helps them.
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let test_only = item.attrs.iter().any(|attribute| {
            attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
        });
        if !test_only {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

/// The modules of the house, in the order of `lib.rs`.
fn modules() -> Vec<String> {
    let library = syn::parse_file(&fs::read_to_string(source_folder().join("lib.rs")).unwrap()).unwrap();
    let name = |item: &syn::Item| match item {
        syn::Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    };
    library.items.iter().filter_map(name).collect()
}

fn module_of(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

/// What a file imports that its place in the house does not allow.
fn upward_imports(file: &str, tree: &syn::File, modules: &[String]) -> Vec<String> {
    let place = |module: &str| modules.iter().position(|name| name == module);
    let Some(own) = place(module_of(file)) else { return Vec::new() };
    let named = Named::of(tree);
    let imported: BTreeSet<&String> =
        named.iter().filter(|path| path[0] == "crate").filter_map(|path| path.get(1)).collect();
    let upward = imported.into_iter().filter(|module| place(module).is_some_and(|other| other > own));
    upward.map(|module| format!("{file} imports crate::{module}, which stands below it in lib.rs")).collect()
}

/// Crates that a file names and that have their room elsewhere.
fn broken_walls(file: &str, tree: &syn::File) -> Vec<String> {
    let named = Named::of(tree);
    let names = |wanted: &str| named.iter().any(|path| path[0] == wanted);
    let inside =
        |rooms: &[&str]| rooms.iter().any(|room| file == *room || (room.ends_with('/') && file.starts_with(room)));
    let walls = WALLS.iter().filter(|(_, rooms)| !inside(rooms)).flat_map(|(crates, _)| *crates);
    let mut broken: Vec<String> = walls.filter(|name| names(name)).map(|name| format!("{file} names {name}")).collect();
    let reaches_out = named.iter().flatten().any(|name| NETWORK.contains(&name.as_str()));
    if reaches_out && !file.starts_with("service/") {
        broken.push(format!("{file} reaches the network"));
    }
    broken
}

#[test]
fn modules_import_only_what_stands_above_them() {
    let modules = modules();
    assert!(modules.len() > 10, "{modules:?}");
    let wrong: Vec<String> =
        files(&source_folder()).iter().flat_map(|(name, tree)| upward_imports(name, tree, &modules)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_stay_in_their_rooms() {
    let wrong: Vec<String> = files(&source_folder()).iter().flat_map(|(name, tree)| broken_walls(name, tree)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_small() {
    let folder = source_folder();
    for (name, _) in files(&folder) {
        let lines = fs::read_to_string(folder.join(&name)).unwrap().lines().count();
        assert!(lines <= 700, "{name} has {lines} lines; 700 are the most, about 200 are usual");
    }
}

#[test]
fn faults_are_found() {
    let modules = ["raster", "face", "ui"].map(String::from);
    let upward = syn::parse_str("use crate::{raster::Pixmap, ui::{self, view}}; fn f() { crate::face::g(); }").unwrap();
    assert_eq!(
        upward_imports("face/mesh.rs", &upward, &modules),
        ["face/mesh.rs imports crate::ui, which stands below it in lib.rs"]
    );
    assert_eq!(upward_imports("ui/mod.rs", &upward, &modules), [""; 0]);
    let walled = syn::parse_str("fn f() -> ort::Session { std::net::TcpStream::connect(\"a\") }").unwrap();
    assert_eq!(broken_walls("face/mesh.rs", &walled), ["face/mesh.rs names ort", "face/mesh.rs reaches the network"]);
    let tests = syn::parse_str("#[cfg(test)] mod tests { use crate::ui; use ort::Session; }").unwrap();
    assert!(
        upward_imports("face/mesh.rs", &tests, &modules).is_empty() && broken_walls("face/mesh.rs", &tests).is_empty()
    );
}
