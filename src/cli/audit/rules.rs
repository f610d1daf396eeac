//! `rules`: what an audit looks for. The same words as in the window and in the reports.

use serde::Serialize;

use crate::app::text;
use crate::cli::args::Global;
use crate::cli::output;
use crate::cli::stop::{DONE, Stop};
use crate::domain::audit::{Rule, RuleGroup, Severity};

/// Where the words of a rule begin, and how many columns they have.
const INDENT: usize = 18;
const WIDTH: usize = 80 - INDENT;

#[derive(Serialize)]
struct JsonRules {
    rules: Vec<JsonRule>,
}

#[derive(Serialize)]
struct JsonRule {
    rule: &'static str,
    group: &'static str,
    /// The gravest that a finding of it can be.
    severity: &'static str,
    title: &'static str,
    finds: &'static str,
    why: &'static str,
    fix: &'static str,
    rule_of_thumb: bool,
}

pub fn print(global: &Global) -> Result<u8, Stop> {
    if global.json {
        output::print_json(&JsonRules { rules: Rule::ALL.iter().map(|rule| json(*rule)).collect() })?;
    } else {
        output::print(&for_people())?;
    }
    Ok(DONE)
}

fn json(rule: Rule) -> JsonRule {
    let doc = text::rule_doc(rule);
    JsonRule {
        rule: rule.id(),
        group: text::rule_group(rule.group()),
        severity: match rule.severity() {
            Severity::Critical => "critical",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        },
        title: doc.title,
        finds: doc.finds,
        why: doc.why,
        fix: doc.fix,
        rule_of_thumb: doc.rule_of_thumb,
    }
}

fn for_people() -> String {
    let parts: Vec<String> = RuleGroup::ALL
        .into_iter()
        .map(|group| {
            let rules = Rule::ALL.iter().filter(|rule| rule.group() == group).map(|rule| one(*rule));
            format!("{}\n\n{}", text::rule_group(group), rules.collect::<Vec<_>>().join("\n"))
        })
        .collect();
    parts.join("\n")
}

fn one(rule: Rule) -> String {
    let doc = text::rule_doc(rule);
    let parts = [(text::rule_finds(), doc.finds), (text::rule_why(), doc.why), (text::rule_fix(), doc.fix)];
    let mut lines = vec![format!("{}  {} ({})", rule.id(), doc.title, text::severity(rule.severity()))];
    lines.extend(parts.map(|(label, words)| format!("  {label:<15} {}", wrapped(words))));
    if doc.rule_of_thumb {
        lines.push(format!("  {}", text::rules_rule_of_thumb()));
    }
    lines.join("\n") + "\n"
}

/// As many words on a line as fit, under the first.
fn wrapped(words: &str) -> String {
    let (mut lines, mut room) = (String::new(), WIDTH);
    for word in words.split(' ') {
        let length = word.chars().count();
        if length + 1 > room && !lines.is_empty() {
            lines.push('\n');
            lines.push_str(&" ".repeat(INDENT));
            room = WIDTH;
        } else if !lines.is_empty() {
            lines.push(' ');
        }
        lines.push_str(word);
        room = room.saturating_sub(length + 1);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_told_in_lines_that_fit_a_terminal() {
        let page = for_people();
        assert!(page.lines().all(|line| line.chars().count() <= 80 && line == line.trim_end()), "{page}");
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for rule in Rule::ALL {
            let doc = text::rule_doc(*rule);
            assert!(page.contains(&format!("{}  {}", rule.id(), doc.title)));
            for part in [doc.finds, doc.why, doc.fix] {
                assert!(!part.is_empty() && words(&page).contains(part), "{}", rule.id());
            }
        }
    }
}
