//! Every sentence that is said has a translation in each language that ships, and no translation is of a sentence that nobody says.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;
use vanity::language::{self, Language};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn languages() -> Vec<Language> {
    let files = fs::read_dir(root().join("assets/languages")).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| Language::read(&path).unwrap()).collect()
}

fn files_below(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files_below(&path, suffix));
        } else if path.extension().is_some_and(|other| other == suffix) {
            found.push(path);
        }
    }
    found
}

/// Literals of the program, and those among them that are said where they stand.
#[derive(Default)]
struct Literals {
    all: BTreeSet<String>,
    said: BTreeSet<String>,
}

impl Literals {
    fn of_program() -> Self {
        let mut literals = Self::default();
        // The command line speaks English.
        let commands = root().join("src/cli");
        for path in files_below(&root().join("src"), "rs").into_iter().filter(|path| !path.starts_with(&commands)) {
            literals.visit_file(&syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap());
        }
        literals
    }

    /// Within a macro's words, where there is no syntax tree: `say` and `say!` are followed by what they say.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut says = false;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => says = name == "say",
                TokenTree::Punct(_) => {}
                TokenTree::Group(group) => {
                    if says && let Some(text) = first_text(group.stream()) {
                        self.said.insert(text);
                    }
                    says = false;
                    self.tokens(group.stream());
                }
                TokenTree::Literal(literal) => {
                    if let Some(text) = text_of(&literal) {
                        self.all.insert(text);
                    }
                }
            }
        }
    }
}

fn text_of(literal: &proc_macro2::Literal) -> Option<String> {
    match syn::Lit::new(literal.clone()) {
        syn::Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

fn first_text(tokens: TokenStream) -> Option<String> {
    match tokens.into_iter().next()? {
        TokenTree::Literal(literal) => text_of(&literal),
        _ => None,
    }
}

impl<'ast> Visit<'ast> for Literals {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        // Somebody else's `say` has its module's name before it.
        let says = matches!(&*call.func, syn::Expr::Path(path) if path.path.is_ident("say"));
        if let (true, Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }))) = (says, call.args.first()) {
            self.said.insert(text.value());
        }
        syn::visit::visit_expr_call(self, call);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        if called.path.is_ident("say")
            && let Some(text) = first_text(called.tokens.clone())
        {
            self.said.insert(text);
        }
        self.tokens(called.tokens.clone());
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.all.insert(text.value());
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

#[test]
fn every_sentence_that_is_said_is_translated() {
    let literals = Literals::of_program();
    assert!(literals.said.len() > 300, "{} sentences are found", literals.said.len());
    for language in languages() {
        let missing: Vec<&String> = literals.said.iter().filter(|text| language.translation(text).is_none()).collect();
        assert!(missing.is_empty(), "{} lacks {} sentences: {missing:#?}", language.name, missing.len());
    }
}

#[test]
fn every_look_and_every_model_is_translated() {
    let mut told = BTreeSet::new();
    for path in files_below(&root().join("assets/looks"), "toml") {
        let look: toml::Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        told.extend(["name", "description", "family"].into_iter().map(|key| look[key].as_str().unwrap().to_owned()));
    }
    for language in languages() {
        let missing: Vec<&String> = told.iter().filter(|text| language.translation(text).is_none()).collect();
        assert!(missing.is_empty(), "{} lacks {missing:#?}", language.name);
    }
}

#[test]
fn no_translation_is_left_over() {
    let mut known = Literals::of_program().all;
    for file in
        files_below(&root().join("assets/looks"), "toml").into_iter().chain([root().join("models/manifest.toml")])
    {
        let document: toml::Value = toml::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        collect(&document, &mut known);
    }
    let shapes = files_below(&root().join("assets/shapes"), "svg");
    known.extend(shapes.iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()));
    for language in languages() {
        let stale: BTreeSet<&str> = language.sentences().filter(|text| !known.contains(*text)).collect();
        assert!(stale.is_empty(), "{} has sentences that nobody says: {stale:#?}", language.name);
    }
}

fn collect(value: &toml::Value, known: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) => drop(known.insert(text.clone())),
        toml::Value::Array(values) => values.iter().for_each(|value| collect(value, known)),
        toml::Value::Table(table) => table.values().for_each(|value| collect(value, known)),
        _ => {}
    }
}

#[test]
fn the_language_is_changed_while_the_program_runs() {
    assert!(language::learn(&[root().join("assets/languages")]).is_empty());
    language::speak(Some("zh-Hans"));
    assert_eq!((language::spoken(), language::say("Close")), ("zh-Hans", "关闭"));
    assert_eq!(language::say("nobody says this"), "nobody says this");
    language::speak(Some("xx"));
    assert_eq!((language::spoken(), language::say("Close")), ("en", "Close"));
}
