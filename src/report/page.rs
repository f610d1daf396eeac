//! The report as one page: no script, nothing from outside, its pictures drawn in it. askama escapes every text.

use askama::Template;

use super::NotRendered;
use super::plain::nothing_found;
use crate::domain::Dossier;
use crate::domain::audit::Severity;
use crate::domain::dossier::{Alike, ComparedPart, ComparedRow, DossierEvent, DossierWebhook, Receives};

/// As many webhooks stand side by side in a table of events as fit an A4 page.
const SIDE_BY_SIDE: usize = 20;
/// Aircall's limit for an answer, in milliseconds.
const LIMIT: u64 = 5_000;
/// The width of a bar's picture, in its own units.
const BAR: u64 = 600;

#[derive(Template)]
#[template(path = "report.html", config = "assets/report/askama.toml")]
struct Page<'a> {
    d: &'a Dossier,
    bars: Vec<Bar<'a>>,
    groups: Vec<Group<'a>>,
    compared: Vec<Part<'a>>,
    accepted: Vec<Accepted<'a>>,
    nothing_found: &'static str,
    answers: Vec<Answer<'a>>,
    limit_at: u64,
    tables: Vec<Events<'a>>,
}

/// Accepted findings that are alike.
struct Accepted<'a> {
    alike: Alike<'a>,
    severity: &'static str,
}

/// A part of the comparison.
struct Part<'a> {
    title: &'a str,
    rows: Vec<Row>,
}

struct Row {
    told: ComparedRow,
    /// Its severity as a class and in words.
    severity: Option<(&'static str, &'static str)>,
}

/// How many findings of one severity.
struct Bar<'a> {
    class: &'static str,
    name: &'a str,
    count: usize,
    width: u64,
}

/// The open findings of one severity.
struct Group<'a> {
    class: &'static str,
    name: &'a str,
    count: usize,
    findings: Vec<Alike<'a>>,
}

/// How an endpoint answered.
struct Answer<'a> {
    hook: &'a DossierWebhook,
    answered: bool,
    class: &'static str,
    width: u64,
}

/// Some webhooks by all events.
struct Events<'a> {
    hooks: &'a [DossierWebhook],
    /// How many come before these.
    from: usize,
}

impl Events<'_> {
    fn cells<'e>(&self, event: &'e DossierEvent) -> &'e [Receives] {
        event.cells.get(self.from..self.from + self.hooks.len()).unwrap_or_default()
    }
}

pub fn html(dossier: &Dossier) -> Result<Vec<u8>, NotRendered> {
    let page = Page {
        d: dossier,
        bars: bars(dossier),
        groups: groups(dossier),
        compared: compared(dossier),
        accepted: Alike::of(dossier.accepted())
            .into_iter()
            .map(|alike| Accepted { severity: dossier.words.severity(alike.first.severity), alike })
            .collect(),
        nothing_found: nothing_found(dossier),
        answers: answers(dossier),
        limit_at: scaled(LIMIT),
        tables: tables(&dossier.webhooks),
    };
    page.render().map(String::into_bytes).map_err(|_never| NotRendered)
}

fn compared(dossier: &Dossier) -> Vec<Part<'_>> {
    let in_words = |severity| (class(severity), dossier.words.severity(severity));
    let row = |told: ComparedRow| Row { severity: told.severity.map(in_words), told };
    let part = |part: &'_ ComparedPart| part.together().into_iter().map(row).collect();
    let parts = dossier.compared.iter().flat_map(|compared| &compared.parts);
    parts.map(|one| Part { title: one.title, rows: part(one) }).collect()
}

/// As few tables as hold them, each as wide as the others.
fn tables(hooks: &[DossierWebhook]) -> Vec<Events<'_>> {
    let tables = hooks.len().div_ceil(SIDE_BY_SIDE).max(1);
    let width = hooks.len().div_ceil(tables).max(1);
    hooks.chunks(width).enumerate().map(|(number, hooks)| Events { hooks, from: number * width }).collect()
}

fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

fn bars(dossier: &Dossier) -> Vec<Bar<'_>> {
    let most = dossier.counts.iter().map(|count| count.count).max().unwrap_or_default().max(1);
    let width = |count: usize| u64::try_from(count * usize::try_from(BAR).unwrap_or(1) / most).unwrap_or(BAR);
    let bar = |severity| {
        let count = dossier.count(severity);
        let least = if count == 0 { 0 } else { 6 }; // one beside thousands is still seen
        let name = dossier.words.severity(severity);
        Bar { class: class(severity), name, count, width: width(count).max(least) }
    };
    Severity::ALL.map(bar).into()
}

fn groups(dossier: &Dossier) -> Vec<Group<'_>> {
    let of = |severity| Group {
        class: class(severity),
        name: dossier.words.severity(severity),
        count: dossier.count(severity),
        findings: Alike::of(dossier.open().filter(|finding| finding.severity == severity)),
    };
    Severity::ALL.map(of).into_iter().filter(|group| !group.findings.is_empty()).collect()
}

/// Those that were looked at: first those that didn't answer, then the slowest.
fn answers<'a>(dossier: &'a Dossier) -> Vec<Answer<'a>> {
    let mut checked: Vec<&DossierWebhook> = dossier.webhooks.iter().filter(|hook| hook.checked).collect();
    checked.sort_by_key(|hook| (std::cmp::Reverse(hook.millis.unwrap_or(u64::MAX)), &hook.label));
    let answer = |hook: &'a DossierWebhook| {
        let millis = hook.millis;
        Answer {
            hook,
            answered: millis.is_some(),
            class: match millis {
                Some(millis) if millis <= LIMIT / 2 => "ok",
                Some(millis) if millis <= LIMIT => "warning",
                Some(_) | None => "critical",
            },
            width: millis.map_or(0, scaled).max(2),
        }
    };
    checked.into_iter().map(answer).collect()
}

/// Where a time ends in the picture, which ends at six seconds.
fn scaled(millis: u64) -> u64 {
    (millis * BAR / 6_000).min(BAR)
}
