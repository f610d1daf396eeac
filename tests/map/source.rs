//! A Rust file as far as the architecture's checks need it: code without comments, texts and tests; and the texts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

pub struct Source {
    /// The modules from the crate's root to this file.
    modules: Vec<String>,
    /// Without comments, and with every text empty. Nothing where the whole file is a test.
    code: String,
    texts: Vec<String>,
}

impl Source {
    pub fn new(path: &Path, text: &str) -> Self {
        let mut modules: Vec<String> = path
            .with_extension("")
            .components()
            .skip(1) // src
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        if modules.last().is_some_and(|last| last == "mod") {
            modules.pop();
        }
        if modules.iter().any(|module| module.ends_with("tests")) {
            return Self { modules, code: String::new(), texts: Vec::new() };
        }
        let (code, texts) = lex(text);
        let (code, texts) = without_items(&code, &texts, &["#[cfg(test)]", "#[cfg(all(test"]);
        Self { modules, code, texts }
    }

    /// The folder of `src` that it is in.
    pub fn room(&self) -> Option<&str> {
        self.modules.first().map(String::as_str).filter(|name| !["lib", "main", "bin"].contains(name))
    }

    pub fn code(&self) -> &str {
        &self.code
    }

    /// The rooms that its paths go to.
    pub fn rooms_used(&self) -> Vec<String> {
        let mut used = BTreeSet::new();
        for (at, _) in self.code.match_indices("crate::") {
            if !continues_a_word(&self.code, at) {
                used.extend(first_names(&self.code[at + "crate::".len()..]));
            }
        }
        for (at, _) in self.code.match_indices("super::") {
            if !continues_a_word(&self.code, at) && !self.code[..at].ends_with("super::") {
                used.extend(names_above(&self.code[at..], self.modules.len()));
            }
        }
        used.into_iter().collect()
    }

    /// Texts that begin as a sentence does and have three words or more, but for those of attributes and of the log.
    pub fn sentences(&self) -> Vec<String> {
        const ELSEWHERE: [&str; 7] = ["#[", "#![", "trace!(", "debug!(", "info!(", "warn!(", "error!("];
        let (_, texts) = without_items(&self.code, &self.texts, &ELSEWHERE);
        let begins = |text: &String| text.starts_with(|c: char| c.is_uppercase() || c == '{');
        texts.into_iter().filter(|text| begins(text) && words(text) >= 3).collect()
    }
}

/// The rooms of the map in the crate's docs, and which each may use.
pub fn rooms_named(docs: &str) -> BTreeMap<String, BTreeSet<String>> {
    let rows: Vec<(String, String)> = docs
        .lines()
        .filter_map(|line| line.strip_prefix("//! | "))
        .filter_map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let name = cells.first()?.trim_matches(['[', ']', '`']);
            (name != "room").then(|| (name.to_owned(), cells.get(2).copied().unwrap_or_default().to_owned()))
        })
        .collect();
    let all: BTreeSet<String> = rows.iter().map(|(name, _)| name.clone()).collect();
    let quoted = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    let uses = |name: &String, cell: &str| match cell.strip_prefix("all but") {
        Some(rest) => all.iter().filter(|it| *it != name && !quoted(rest).contains(*it)).cloned().collect(),
        None => quoted(cell),
    };
    rows.iter().map(|(name, cell)| (name.clone(), uses(name, cell))).collect()
}

fn is_of_a_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn continues_a_word(code: &str, at: usize) -> bool {
    code[..at].ends_with(is_of_a_word)
}

fn words(text: &str) -> usize {
    let word = |word: &&str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation() && c != '{' && c != '}');
        word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '\'')
    };
    text.split_whitespace().filter(word).count()
}

fn name_at(code: &str) -> &str {
    let end = code.find(|c: char| !is_of_a_word(c)).unwrap_or(code.len());
    &code[..end]
}

/// The name that a path goes on with, or those of a group in braces.
fn first_names(rest: &str) -> Vec<String> {
    let rest = rest.trim_start();
    match rest.strip_prefix('{') {
        Some(inside) => members(inside).iter().map(|member| name_at(member).to_owned()).collect(),
        None => vec![name_at(rest).to_owned()],
    }
}

/// The members of a group, up to its closing brace.
fn members(inside: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0_usize, 0, Vec::new());
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.push(inside[from..at].trim());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(inside[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// Where `super::super::…` goes when it leaves `depth` modules: to the crate's root, and from there to a room.
fn names_above(path: &str, depth: usize) -> Vec<String> {
    let path = path.trim_start();
    if depth == 0 {
        return first_names(path);
    }
    if let Some(rest) = path.strip_prefix("super::") {
        return names_above(rest, depth - 1);
    }
    match path.strip_prefix('{') {
        Some(inside) => members(inside).into_iter().flat_map(|member| names_above(member, depth)).collect(),
        None => Vec::new(),
    }
}

/// Code without comments, each text and character replaced by `""`; and the texts in order.
fn lex(text: &str) -> (String, Vec<String>) {
    let all: Vec<char> = text.chars().collect();
    let starts = |at: usize, what: &str| what.chars().enumerate().all(|(n, c)| all.get(at + n) == Some(&c));
    let (mut code, mut texts, mut at) = (String::new(), Vec::new(), 0);
    while at < all.len() {
        let raw = (all[at] == 'r' && !code.ends_with(is_of_a_word))
            .then(|| all[at + 1..].iter().take_while(|c| **c == '#').count())
            .filter(|hashes| all.get(at + 1 + hashes) == Some(&'"'));
        if starts(at, "//") {
            at += all[at..].iter().take_while(|c| **c != '\n').count();
        } else if starts(at, "/*") {
            at += 2;
            while at < all.len() && !starts(at, "*/") {
                at += 1;
            }
            at += 2;
        } else if let Some(hashes) = raw {
            let end = format!("\"{}", "#".repeat(hashes));
            at += 2 + hashes;
            let from = at;
            while at < all.len() && !starts(at, &end) {
                at += 1;
            }
            texts.push(all[from..at.min(all.len())].iter().collect());
            code.push_str("\"\"");
            at += 1 + hashes;
        } else if all[at] == '"' {
            let from = at + 1;
            at = from;
            while at < all.len() && all[at] != '"' {
                at += if all[at] == '\\' { 2 } else { 1 };
            }
            texts.push(all[from..at.min(all.len())].iter().collect());
            code.push_str("\"\"");
            at += 1;
        } else if starts(at, "'\\") {
            at += 3 + all[at + 3..].iter().take_while(|c| **c != '\'').count() + 1;
        } else if all[at] == '\'' && all.get(at + 2) == Some(&'\'') {
            at += 3;
        } else {
            code.push(all[at]);
            at += 1;
        }
    }
    (code, texts)
}

/// Takes out whatever follows one of these starts, to the end of its braces, brackets or statement; its texts too.
fn without_items(code: &str, texts: &[String], starts: &[&str]) -> (String, Vec<String>) {
    let (mut kept, mut kept_texts, mut texts) = (String::new(), Vec::new(), texts.iter());
    let mut rest = code;
    while let Some(next) = rest.chars().next() {
        let skipped = starts
            .iter()
            .find(|start| rest.starts_with(**start) && (start.starts_with('#') || !kept.ends_with(is_of_a_word)))
            .map(|start| if start.starts_with("#[cfg(") { item_length(rest) } else { balanced_length(rest) });
        if let Some(length) = skipped {
            for _ in rest[..length].matches("\"\"") {
                texts.next();
            }
            rest = &rest[length..];
        } else if let Some(behind) = rest.strip_prefix("\"\"") {
            kept.push_str("\"\"");
            kept_texts.extend(texts.next().cloned());
            rest = behind;
        } else {
            kept.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    (kept, kept_texts)
}

/// An attribute, and the item behind it: to its `;` or its closing brace.
fn item_length(code: &str) -> usize {
    let attribute = balanced_length(code);
    let mut depth = 0_usize;
    for (at, character) in code[attribute..].char_indices() {
        match character {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && character == '}' {
                    return attribute + at + 1;
                }
            }
            ';' if depth == 0 => return attribute + at + 1,
            _ => {}
        }
    }
    code.len()
}

/// To the bracket that closes the first one.
fn balanced_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, character) in code.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}
