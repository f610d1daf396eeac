//! One type scale and one grid of distances: views and widgets take sizes of text and icons from the theme, what lies
//! between things is 4, 8, 12, 16 or 24, and nothing moves by itself. Read from the source.

use std::fs;
use std::path::{Path, PathBuf};

/// What is followed by a distance.
const DISTANCES: [&str; 11] = [
    "add_space(",
    "item_spacing = ",
    "item_spacing.x = ",
    "item_spacing.y = ",
    "button_padding = ",
    "Margin::same(",
    "Margin::symmetric(",
    "Margin {",
    "inner_margin(",
    "card(ui, ",
    ".gap(",
];
/// Nothing, a hairline, the half of the smallest distance, and the distances.
const GRID: [f32; 8] = [0.0, 1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 24.0];

/// What only the theme may say: sizes of text and icons.
const SIZES: [&str; 3] = ["FontId", ".size(", "icon_sized("];

/// What moves by itself, or asks for frames while nothing happens.
const MOVES: [&str; 5] = ["Spinner", ".animate(", "animate_bool", "animate_value", "ctx.animate"];

/// The code of views and widgets, line by line: no comments.
fn lines() -> Vec<(String, String)> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join("ui");
    let mut files = Vec::new();
    files_below(&ui, &mut files);
    files.retain(|path| !path.ends_with("theme.rs"));
    assert!(files.len() > 20, "the views are there");
    let mut lines = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let short = path.strip_prefix(&ui).unwrap_or(&path).display().to_string();
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or_default().to_owned();
            lines.push((format!("{short}:{number}"), code));
        }
    }
    lines
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The numbers in the arguments that begin here: up to the end of the bracket or of the statement.
fn numbers(rest: &str) -> Vec<f32> {
    let mut depth = 1;
    let inner = rest.split(|c: char| {
        depth += i32::from(c == '(' || c == '{') - i32::from(c == ')' || c == '}');
        depth == 0 || c == ';'
    });
    let inner = inner.take(1).next().unwrap_or_default();
    let words = inner.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_' || c == ':'));
    words.filter_map(|word| word.parse().ok()).collect()
}

fn off_the_grid(code: &str) -> Vec<String> {
    let after =
        |start: &str| code.match_indices(start).map(|(at, found)| &code[at + found.len()..]).collect::<Vec<_>>();
    let rests = DISTANCES.iter().flat_map(|start| after(start));
    let odd = rests.flat_map(numbers).filter(|number| !GRID.contains(number));
    odd.map(|number| format!("{number} is no distance of the grid")).collect()
}

fn sizes(code: &str) -> Vec<String> {
    let says = |name: &&&str| {
        code.match_indices(**name).any(|(at, found)| {
            **name == "FontId" || numbers(&code[at + found.len()..]).iter().any(|number| *number > 1.0)
        })
    };
    SIZES.iter().filter(says).map(|name| format!("{name} sets a size")).collect()
}

fn faults(of: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    let faults = lines().into_iter().flat_map(|(place, code)| {
        of(&code).into_iter().map(move |fault| format!("{place}: {fault}")).collect::<Vec<_>>()
    });
    faults.collect()
}

#[test]
fn distances_are_those_of_the_grid() {
    let found = faults(off_the_grid);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn sizes_of_text_and_icons_come_from_the_theme() {
    let found = faults(sizes);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn nothing_moves_by_itself() {
    let moves =
        |code: &str| MOVES.iter().filter(|name| code.contains(*name)).map(|name| format!("{name} moves")).collect();
    let found = faults(moves);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_checker_reads_numbers_where_they_stand() {
    assert_eq!(off_the_grid("card(ui, 20, |ui| {"), ["20 is no distance of the grid"]);
    assert_eq!(off_the_grid("let m = Margin { left: 36, right: 8, top: 0 };"), ["36 is no distance of the grid"]);
    assert_eq!(off_the_grid("ui.spacing_mut().item_spacing = egui::vec2(theme::GAP_S, 3.0);").len(), 1);
    assert_eq!(off_the_grid("ui.add_space(theme::GAP_XL); f(13.0)"), [""; 0]);
    assert_eq!(sizes("theme::icon_sized(icon::X, 13.0)"), ["icon_sized( sets a size"]);
    assert_eq!(sizes("galley.size().x + 8.0"), [""; 0]);
    assert_eq!(sizes("RichText::new(words).size(13.0)"), [".size( sets a size"]);
}
