//! The map in `src/lib.rs` is kept: every path between rooms, `super::super` too, follows its arrows, the rooms that
//! never wait know no clock and no disk, and sentences are where they belong. What else `tests/architecture.rs` says.

use std::path::Path;

#[cfg(test)]
mod files;
mod source;

use files::{read, sources};
use source::{Source, rooms_named};

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

/// Where a file goes that its room mustn't, by the map of these crate docs.
fn wrong_paths(docs: &str, source: &Source) -> Vec<String> {
    let map = rooms_named(docs);
    let Some((room, may_use)) = source.room().and_then(|room| map.get_key_value(room)) else {
        return Vec::new(); // lib.rs and the two programs
    };
    let allowed = |name: &String| name == room || may_use.contains(name);
    let mut wrong: Vec<String> = source.rooms_used().into_iter().filter(|name| !allowed(name)).collect();
    if PURE.contains(&room.as_str()) {
        wrong.extend(IMPURE.iter().filter(|path| source.code().contains(*path)).map(|path| (*path).to_owned()));
    }
    wrong
}

fn nothing(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn every_path_between_the_rooms_is_an_arrow_of_the_map() {
    let docs = read(Path::new("src/lib.rs"));
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        let paths = wrong_paths(&docs, &source);
        wrong.extend(paths.iter().map(|to| format!("{}: must not know {to}", path.display())));
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

    const DOCS: &str = "//! | room | what | may use |\n//! |---|---|---|\n//! | [`domain`] | x | nothing of ours |\n\
        //! | [`demo`] | x | `domain` |\n//! | [`app`] | x `y` | `domain`, egui |\n//! | `ui` | x | `app`, `domain` |\n\
        //! | [`worker`] | x | all but `ui` |\n";

    fn paths(file: &str, text: &str) -> Vec<String> {
        wrong_paths(DOCS, &Source::new(Path::new(file), text))
    }

    #[test]
    fn reads_the_map() {
        let map = rooms_named(DOCS);
        let row = |name: &str| map.get(name).unwrap().iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!((row("domain"), row("app")), (vec![], vec!["domain"]));
        assert_eq!(row("worker"), ["app", "demo", "domain"]);
    }

    #[test]
    fn finds_a_forbidden_path_however_it_is_written() {
        let app = |text| paths("src/app/list.rs", text);
        assert_eq!(app("use crate::ui::theme;"), ["ui"]);
        assert_eq!(app("use crate::{domain::Webhook, demo::{self, Demo}, worker};"), ["demo", "worker"]);
        assert_eq!(app("fn f() { crate::demo::start(); }"), ["demo"]);
        assert_eq!(app("use super::super::worker;"), ["worker"]);
        assert_eq!(app("use super::{super::demo, list};"), ["demo"]);
        assert_eq!(paths("src/app/mod.rs", "use super::worker::Worker;"), ["worker"]);
        assert_eq!(paths("src/app/text/list.rs", "use super::super::super::ui;"), ["ui"]);
        assert_eq!(app("let now = jiff::Timestamp::now();"), ["Timestamp::now"]);
        assert_eq!(paths("src/worker/run.rs", "use crate::{app, ui};"), ["ui"]);
    }

    #[test]
    fn leaves_alone_what_is_allowed() {
        let app = |text| paths("src/app/list.rs", text);
        assert_eq!(app("use crate::domain::{self, Webhook}; use super::text; use crate::app::list;"), [""; 0]);
        assert_eq!(app("// crate::ui\n/* crate::ui */ let s = \"x \\\" crate::ui\"; let c = '\"'; f('\\'');"), [""; 0]);
        assert_eq!(app("let s = r#\"crate::ui \" \"#; let l: &'static str = s;"), [""; 0]);
        assert_eq!(app("#[cfg(test)]\nmod tests { use crate::demo::Demo; fn f() {} }\n"), [""; 0]);
        assert_eq!(paths("src/app/list/tests.rs", "use crate::demo::Demo;"), [""; 0]);
    }

    #[test]
    fn looks_behind_test_code_too() {
        let text = "#[cfg(test)]\nmod tests;\n#[cfg(test)]\nmod more { fn f() { if x { y } } }\nuse crate::ui::theme;";
        assert_eq!(paths("src/app/list.rs", text), ["ui"]);
    }

    #[test]
    fn tells_sentences_from_other_texts() {
        let sentences = |text| Source::new(Path::new("src/ui/list.rs"), text).sentences();
        assert_eq!(sentences("ui.label(\"No webhooks yet\");"), ["No webhooks yet"]);
        assert_eq!(sentences("let s = format!(\"{name} was removed just now\");"), ["{name} was removed just now"]);
        let fine =
            "let a = \"call.ended\"; let b = \"{} {} {}\"; // No webhooks yet\n#[expect(x, reason = \"It has to be\")]
            tracing::info!(id, \"The list was read\"); debug!(\"The list was read\"); let c = \"Settings file\";
            let matched = \"connection reset by peer\";";
        assert_eq!(sentences(fine), [""; 0]);
    }
}
