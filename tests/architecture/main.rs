//! The rooms and their arrows, read out of the source: who may know whom, and what may only stand in one place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[cfg(test)]
mod files;
mod source;

use files::{read, root, rust_files, sources};
use source::{Source, rooms_named};

/// A room, the rooms that it may use, and the crates that it mustn't know. The map in `src/lib.rs` says the same.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    foreign: &'static [&'static [&'static str]],
}

const WINDOW: &[&str] = &["egui", "eframe", "egui_extras", "wgpu", "unicode_bidi"];
const CLIPBOARD: &[&str] = &["arboard"];
const RUNTIME: &[&str] = &["tokio", "poll_promise"];
const CLIENT: &[&str] = &["reqwest", "rustls", "backon", "x509_parser"];
const SERVER: &[&str] = &["axum"];
const KEYRING: &[&str] = &["keyring", "keyring_core"];
const FILES: &[&str] = &["directories", "tempfile"];
const JSON: &[&str] = &["serde_json"];
const ARGUMENTS: &[&str] = &["clap"];

const ROOMS: [Room; 8] = [
    Room {
        name: "domain",
        may_use: &[],
        foreign: &[WINDOW, CLIPBOARD, RUNTIME, CLIENT, SERVER, KEYRING, FILES, JSON, ARGUMENTS],
    },
    Room { name: "aircall", may_use: &["domain"], foreign: &[WINDOW, CLIPBOARD, SERVER, KEYRING, FILES, ARGUMENTS] },
    Room { name: "vault", may_use: &["domain"], foreign: &[WINDOW, CLIPBOARD, CLIENT, SERVER, ARGUMENTS] },
    Room { name: "demo", may_use: &["domain"], foreign: &[WINDOW, CLIPBOARD, CLIENT, KEYRING, FILES, ARGUMENTS] },
    Room {
        name: "app",
        may_use: &["domain"],
        foreign: &[WINDOW, CLIPBOARD, RUNTIME, CLIENT, SERVER, KEYRING, FILES, JSON, ARGUMENTS],
    },
    Room {
        name: "worker",
        may_use: &["domain", "aircall", "vault", "demo", "app"],
        foreign: &[WINDOW, KEYRING, ARGUMENTS],
    },
    Room {
        name: "ui",
        may_use: &["app", "domain"],
        foreign: &[CLIPBOARD, RUNTIME, CLIENT, SERVER, KEYRING, FILES, JSON, ARGUMENTS],
    },
    Room { name: "cli", may_use: &["worker", "app", "domain"], foreign: &[WINDOW, CLIPBOARD, CLIENT, SERVER, KEYRING] },
];

/// Rooms that never wait: no files, no threads, and the time is told to them.
const PURE: [&str; 2] = ["domain", "app"];
const IMPURE: [&str; 8] = [
    "std::fs",
    "std::thread",
    "std::process",
    "std::env",
    "TcpStream",
    "Timestamp::now",
    "SystemTime::now",
    "Instant::now",
];

impl Room {
    /// Where a file of this room goes that it mustn't.
    fn wrong_arrows(&self, source: &Source) -> Vec<String> {
        let allowed = |name: &String| name == self.name || self.may_use.contains(&name.as_str());
        let mut wrong: Vec<String> = source.rooms_used().into_iter().filter(|name| !allowed(name)).collect();
        let foreign = self.foreign.iter().flat_map(|crates| crates.iter());
        wrong.extend(foreign.filter(|name| source.uses_crate(name)).map(|name| (*name).to_owned()));
        if PURE.contains(&self.name) {
            wrong.extend(IMPURE.iter().filter(|path| source.code().contains(*path)).map(|path| (*path).to_owned()));
        }
        wrong
    }
}

fn nothing(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_arrow_between_the_rooms_is_one_of_the_map() {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        let Some(room) = ROOMS.iter().find(|room| source.room() == Some(room.name)) else {
            continue; // lib.rs and the two programs
        };
        let arrows = room.wrong_arrows(&source);
        wrong.extend(arrows.iter().map(|to| format!("{}: {} must not know {to}", path.display(), room.name)));
    }
    nothing(&wrong);
}

#[test]
fn the_map_names_every_folder_of_src_and_no_other_and_the_same_arrows() {
    let folders: BTreeSet<String> = std::fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir() && entry.file_name() != "bin")
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let map = rooms_named(&read(Path::new("src/lib.rs")));
    assert_eq!(map.keys().cloned().collect::<BTreeSet<_>>(), folders);
    assert_eq!(ROOMS.iter().map(|room| room.name.to_owned()).collect::<BTreeSet<_>>(), folders);
    for room in &ROOMS {
        let listed: BTreeSet<String> = room.may_use.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(map.get(room.name), Some(&listed), "the map's row of {}", room.name);
    }
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let files = [rust_files("src"), rust_files("tests")].concat();
    let lines = files.into_iter().map(|path| (read(&path).lines().count(), path));
    let long: Vec<String> = lines
        .filter(|(count, _)| *count > 400)
        .map(|(count, path)| format!("{}: {count} lines", path.display()))
        .collect();
    nothing(&long);
}

#[test]
fn every_file_says_what_it_is_for() {
    let files = [rust_files("src"), rust_files("tests")].concat();
    let programs = |path: &PathBuf| read(path).lines().count() > 3; // a placeholder needs no words
    let silent: Vec<String> = files
        .into_iter()
        .filter(programs)
        .filter(|path| !read(path).starts_with("//!"))
        .map(|path| format!("{}: doesn't begin with //!", path.display()))
        .collect();
    nothing(&silent);
}

#[test]
fn colours_are_made_in_the_theme_only() {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        if path.starts_with("src/ui/theme") || path == Path::new("src/ui/theme.rs") {
            continue;
        }
        for maker in ["Color32::from_", "Rgba::from_", "hex_color!"] {
            if source.code().contains(maker) {
                wrong.push(format!("{}: {maker}", path.display()));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn nothing_is_printed_past_the_one_who_asked() {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        for printer in ["println!", "print!", "dbg!"] {
            if source.code().contains(printer) {
                wrong.push(format!("{}: {printer}", path.display()));
            }
        }
    }
    nothing(&wrong);
}

#[test]
fn sentences_are_in_app_text_only() {
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        // The demo company's data are sentences of its own, and no words of the app.
        if path.starts_with("src/app/text") || source.room() == Some("demo") {
            continue;
        }
        wrong.extend(source.sentences().iter().map(|text| format!("{}: {text:?}", path.display())));
    }
    nothing(&wrong);
}

#[cfg(test)]
mod the_checker {
    use super::*;

    fn arrows(path: &str, text: &str) -> Vec<String> {
        let source = Source::new(Path::new(path), text);
        let room = ROOMS.iter().find(|room| source.room() == Some(room.name)).unwrap();
        room.wrong_arrows(&source)
    }

    #[test]
    fn finds_a_forbidden_arrow_however_it_is_written() {
        let app = |text| arrows("src/app/list.rs", text);
        assert_eq!(app("use crate::ui::theme;"), ["ui"]);
        assert_eq!(app("use crate::{domain::Webhook, vault::{self, Vault}, worker};"), ["vault", "worker"]);
        assert_eq!(app("fn f() { crate::aircall::client(); }"), ["aircall"]);
        assert_eq!(app("use super::super::cli;"), ["cli"]);
        assert_eq!(app("use super::{super::demo, list};"), ["demo"]);
        assert_eq!(arrows("src/app/mod.rs", "use super::vault::Vault;"), ["vault"]);
        assert_eq!(arrows("src/app/text/list.rs", "use super::super::super::ui;"), ["ui"]);
    }

    #[test]
    fn finds_a_crate_that_a_room_must_not_know() {
        let app = |text| arrows("src/app/list.rs", text);
        assert_eq!(app("use tokio::time;"), ["tokio"]);
        assert_eq!(app("fn f(ui: &mut egui::Ui) {}"), ["egui"]);
        assert_eq!(app("fn f() { ::reqwest::get(); }"), ["reqwest"]);
        assert_eq!(app("use keyring;"), ["keyring"]);
        assert_eq!(app("use {std::fmt, arboard::Clipboard};"), ["arboard"]);
        assert_eq!(app("let now = jiff::Timestamp::now();"), ["Timestamp::now"]);
    }

    #[test]
    fn leaves_alone_what_is_allowed() {
        let app = |text| arrows("src/app/list.rs", text);
        assert_eq!(app("use crate::domain::{self, Webhook}; use super::text; use crate::app::list;"), [""; 0]);
        assert_eq!(app("// crate::ui\n/* egui::Ui */ let s = \"tokio::time, \\\" crate::ui\"; let c = '\"';"), [""; 0]);
        assert_eq!(app("let s = r#\"crate::ui \" egui::Ui\"#; let l: &'static str = s;"), [""; 0]);
        assert_eq!(app("use super::keyring::Entry; let my_tokio = x::tokio::y;"), [""; 0]);
        assert_eq!(app("#[cfg(test)]\nmod tests { use crate::demo::Demo; fn f() {} }\n"), [""; 0]);
        assert_eq!(arrows("src/app/list/tests.rs", "use crate::demo::Demo;"), [""; 0]);
    }

    #[test]
    fn looks_behind_test_code_too() {
        let text = "#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod more { fn f() { if x { y } } }\nuse crate::ui::theme;";
        assert_eq!(arrows("src/app/list.rs", text), ["ui"]);
    }

    #[test]
    fn tells_sentences_from_other_texts() {
        let sentences = |text| Source::new(Path::new("src/ui/list.rs"), text).sentences();
        assert_eq!(sentences("ui.label(\"No webhooks yet\");"), ["No webhooks yet"]);
        assert_eq!(sentences("let s = format!(\"{name} was removed just now\");"), ["{name} was removed just now"]);
        let fine =
            "let a = \"call.ended\"; let b = \"{} {} {}\"; // No webhooks yet\n#[expect(x, reason = \"it has to be\")]
            tracing::info!(id, \"the list was read\"); debug!(\"the list was read\"); let c = \"settings file\";";
        assert_eq!(sentences(fine), [""; 0]);
    }

    #[test]
    fn reads_the_map() {
        let map = rooms_named(
            "//! | room | what | may use |\n//! |---|---|---|\n//! | [`a`] | x | nothing of ours |\n\
             //! | `b` | x `y` | `a`, egui |\n//! | [`c`] | x | all but `b` |\n",
        );
        let row = |name: &str| map.get(name).unwrap().iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!((row("a"), row("b"), row("c")), (vec![], vec!["a"], vec!["a"]));
    }
}
