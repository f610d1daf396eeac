//! Fonts that are missing, and names as codes.

use crate::domain::Script;

pub fn script(script: Script) -> &'static str {
    match script {
        Script::Arabic => "Arabic",
        Script::Chinese => "Chinese",
        Script::Devanagari => "Devanagari",
        Script::Hebrew => "Hebrew",
        Script::Japanese => "Japanese",
        Script::Korean => "Korean",
        Script::Thai => "Thai",
        Script::Other => "other scripts",
    }
}

/// A font that has the script's letters, and costs nothing.
fn font(script: Script) -> &'static str {
    match script {
        Script::Arabic => "Noto Sans Arabic",
        Script::Chinese | Script::Japanese | Script::Korean => "Noto Sans CJK",
        Script::Devanagari => "Noto Sans Devanagari",
        Script::Hebrew => "Noto Sans Hebrew",
        Script::Thai => "Noto Sans Thai",
        Script::Other => "Noto Sans",
    }
}

pub fn no_font(scripts: &[Script]) -> String {
    let names: Vec<&str> = scripts.iter().map(|it| script(*it)).collect();
    let mut fonts: Vec<&str> = scripts.iter().map(|script| font(*script)).collect();
    fonts.dedup();
    format!(
        "This computer has no font for {}, so boxes stand for some letters. Install one (for example {}), then open \
         Hookswitch again. A webhook's details show its name as codes",
        listed(&names),
        listed(&fonts)
    )
}

pub fn show_codes() -> &'static str {
    "Show the name as codes"
}

pub fn hide_codes() -> &'static str {
    "Hide the codes"
}

pub fn copy_codes() -> &'static str {
    "Copy the codes"
}

pub fn name_as_codes() -> &'static str {
    "Name as codes"
}

/// `Hebrew`, `Hebrew and Thai`, `Arabic, Hebrew and Thai`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
