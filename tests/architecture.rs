//! The rooms' arrows, read from the source: who may use whom, and the few other rules that a compiler doesn't check.
//!
//! It looks at text, not at types. Comments and everything from `#[cfg(test)]` on are left out: tests may reach
//! across rooms, and modules keep their tests at the end.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room, the rooms of ours it may use, and the crates it may use of those in [`GUARDED`].
struct Room {
    name: &'static str,
    rooms: &'static [&'static str],
    crates: &'static [&'static str],
}

const fn room(name: &'static str, rooms: &'static [&'static str], crates: &'static [&'static str]) -> Room {
    Room { name, rooms, crates }
}

/// Crates that only some rooms may know.
const GUARDED: [&str; 26] = [
    "egui",
    "eframe",
    "egui_extras",
    "egui_table",
    "arboard",
    "tokio",
    "reqwest",
    "rustls",
    "axum",
    "keyring",
    "keyring_core",
    "clap",
    "poll_promise",
    "tempfile",
    "rusqlite",
    "csv",
    "notify_rust",
    "auto_launch",
    "rfd",
    "interprocess",
    "askama",
    "rust_xlsxwriter",
    "rcgen",
    "tokio_rustls",
    "open",
    "sys_locale",
];

const ROOMS: [Room; 10] = [
    room("domain", &[], &[]),
    room("report", &["domain"], &["askama", "csv", "rust_xlsxwriter"]),
    // rcgen here and tokio_rustls in `aircall`: their tests have servers of their own.
    room("aircall", &["domain"], &["reqwest", "rustls", "tokio", "rcgen", "tokio_rustls"]),
    room("probe", &["domain"], &["reqwest", "rustls", "tokio", "tokio_rustls", "rcgen"]),
    room("vault", &["domain"], &["keyring", "keyring_core", "tokio", "tempfile", "rusqlite"]),
    room("demo", &["domain"], &["axum", "rcgen", "rustls", "tokio", "tokio_rustls"]),
    room("app", &["domain"], &["csv"]),
    room(
        "worker",
        &["domain", "aircall", "probe", "vault", "demo", "app", "report"],
        &[
            "tokio",
            "reqwest",
            "rustls",
            "poll_promise",
            "arboard",
            "notify_rust",
            "auto_launch",
            "rfd",
            "open",
            "sys_locale",
            "interprocess",
            "tempfile", // its tests
        ],
    ),
    room("ui", &["app", "domain"], &["egui", "eframe", "egui_extras", "egui_table"]),
    room("cli", &["worker", "app", "domain", "report"], &["clap", "tokio"]),
];

/// The longest a source file may be.
const LONGEST: usize = 400;

/// The code of a file that the rules are about: no comments, nothing from the tests on.
fn code(text: &str) -> String {
    let before_tests = text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
    let lines: Vec<&str> = before_tests.map(|line| line.split("//").next().unwrap_or_default()).collect();
    lines.join("\n")
}

/// Every path `prefix` + `::` + name in the code, as the names: also those of `use crate::{a, b::c}`.
fn names_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        let starts_a_path = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        let rest = &code[at + prefix.len()..];
        if !starts_a_path {
            continue;
        }
        match rest.strip_prefix('{') {
            Some(group) => names.extend(first_level(group)),
            None => names.extend(leading_name(rest)),
        }
    }
    names
}

fn leading_name(text: &str) -> Option<String> {
    let name: String = text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

/// The names at the outer level of `a, b::{c, d}, e}`.
fn first_level(group: &str) -> Vec<String> {
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => items.push(std::mem::take(&mut item)),
            other => {
                depth += i32::from(other == '{') - i32::from(other == '}');
                item.push(other);
            }
        }
    }
    items.push(item);
    items.iter().filter_map(|item| leading_name(item)).collect()
}

/// What a file of this room uses and may not, as `crate::vault` or `tokio`.
fn forbidden(room: &Room, text: &str) -> Vec<String> {
    let code = code(text);
    let ours = ROOMS.iter().map(|room| room.name);
    let used = names_after(&code, "crate::").into_iter().chain(names_after(&code, "hookswitch::"));
    let used: BTreeSet<String> = used.collect();
    let mut found: Vec<String> = ours
        .filter(|name| *name != room.name && used.contains(*name) && !room.rooms.contains(name))
        .map(|name| format!("crate::{name}"))
        .collect();
    found.extend(
        GUARDED
            .iter()
            .filter(|name| !room.crates.contains(name) && is_a_path(&code, name))
            .map(|name| (*name).to_owned()),
    );
    found
}

/// Whether the code uses the crate: `name::…`, `use name;`, `use name as …`, `extern crate name`.
fn is_a_path(code: &str, name: &str) -> bool {
    let path = code.match_indices(&format!("{name}::")).any(|(at, _)| {
        let before = &code[..at];
        let inner = before.strip_suffix("::").unwrap_or(before);
        let part_of_a_longer_path = inner.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '>');
        !part_of_a_longer_path
    });
    path || ["use", "extern crate", "pub use"]
        .iter()
        .any(|word| [";", " as "].iter().any(|end| code.contains(&format!("{word} {name}{end}"))))
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files_below(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            files.push((path, text));
        }
    }
    files.sort();
    files
}

/// The files that break a rule, with what `faults` says about each.
fn breaches(folder: &Path, faults: impl Fn(&Path, &str) -> Vec<String>) -> Vec<String> {
    let files = files_below(folder);
    let of_file = |(path, text): &(PathBuf, String)| {
        let short = path.strip_prefix(source()).unwrap_or(path).display().to_string();
        faults(path, text).into_iter().map(move |fault| format!("{short}: {fault}")).collect::<Vec<_>>()
    };
    files.iter().flat_map(of_file).collect()
}

fn of(name: &str) -> &'static Room {
    ROOMS.iter().find(|room| room.name == name).unwrap_or(&ROOMS[0])
}

#[test]
fn no_room_uses_what_it_must_not_know() {
    for room in &ROOMS {
        let found = breaches(&source().join(room.name), |_, text| forbidden(room, text));
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn the_programs_are_thin() {
    for program in ["main.rs", "bin/hookswitch-cli.rs"] {
        let text = fs::read_to_string(source().join(program)).unwrap_or_default();
        assert!(code(&text).lines().count() <= 200, "{program} holds more than wiring");
    }
}

#[test]
fn files_stay_short_enough_to_be_read() {
    let too_long = |_: &Path, text: &str| {
        let lines = text.lines().count();
        (lines > LONGEST).then(|| format!("{lines} lines")).into_iter().collect()
    };
    let found = breaches(&source(), too_long);
    assert!(found.is_empty(), "{found:#?}");
    let tests = breaches(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"), too_long);
    assert!(tests.is_empty(), "{tests:#?}");
}

#[test]
fn colours_are_made_in_the_theme_only() {
    let theme = source().join("ui").join("theme.rs");
    let theme_folder = source().join("ui").join("theme");
    let found = breaches(&source(), |path, text| {
        let allowed = path == theme || path.starts_with(&theme_folder);
        let makes = code(text).contains("Color32::from_");
        (makes && !allowed).then(|| "makes a colour".to_owned()).into_iter().collect()
    });
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nothing_is_printed_past_the_log_and_the_terminals_own_writer() {
    let found = breaches(&source(), |_, text| {
        let code = code(text);
        let said = ["println!", "eprintln!", "print!(", "dbg!("].into_iter().filter(|word| code.contains(word));
        said.map(str::to_owned).collect()
    });
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_map_in_the_crate_docs_names_every_room_and_no_other() {
    let text = fs::read_to_string(source().join("lib.rs")).unwrap_or_default();
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | "));
    let drawn: BTreeSet<String> = rows
        .filter_map(|row| {
            row.trim_start_matches('[').strip_prefix('`')?.split_once('`').map(|(name, _)| name.to_owned())
        })
        .collect();
    let folders = fs::read_dir(source()).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    let mut there: BTreeSet<String> = folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    there.remove("bin"); // the terminal program, told below the table
    assert_eq!(drawn, there);
    let checked: BTreeSet<String> = ROOMS.iter().map(|room| room.name.to_owned()).collect();
    assert_eq!(checked, there, "every room has its arrows here");
}

mod the_checker {
    use super::{code, forbidden, names_after, of};

    #[test]
    fn sees_a_forbidden_room_however_it_is_written() {
        for text in [
            "use crate::vault::Store;",
            "use crate::{domain::Secret, vault};",
            "use crate::{\n    domain::{Secret, clean},\n    vault::{Store},\n};",
            "pub use crate::vault;",
            "fn f() { crate::vault::open(); }",
            "type A = Vec<crate::vault::Store>;",
        ] {
            assert_eq!(forbidden(of("app"), text), ["crate::vault"], "{text}");
        }
    }

    #[test]
    fn sees_a_forbidden_crate_however_it_is_written() {
        for text in [
            "use tokio::time;",
            "use tokio as t;",
            "use ::tokio::time;",
            "async fn f() { tokio::spawn(g()); }",
            "#[tokio::main]\nfn f() {}",
            "extern crate tokio;",
        ] {
            assert_eq!(forbidden(of("domain"), text), ["tokio"], "{text}");
        }
        assert_eq!(forbidden(of("app"), "use egui_extras::Table;"), ["egui_extras"]);
    }

    #[test]
    fn leaves_alone_what_is_allowed() {
        for text in [
            "use crate::domain::Secret;",
            "use crate::app::Model;",
            "use super::domain::vault::X;",
            "// use crate::vault::Store;",
            "//! tokio::spawn is for the worker",
            "let my_tokio = other::tokio::x;",
            "use crate::{domain::{demo, vault}};",
            "#[cfg(test)]\nmod tests { use crate::vault::Store; use tokio::time; }",
        ] {
            assert_eq!(forbidden(of("app"), text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn reads_groups_by_their_outer_level() {
        let names = names_after("use crate::{a::{b, c}, d, e::f};", "crate::");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["a", "d", "e"]);
        assert_eq!(code("a // b\n#[cfg(test)]\nc"), "a ");
    }
}
