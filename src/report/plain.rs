//! The report for a terminal or a mail: 80 columns, no colour, nothing that a terminal would obey.

mod wrap;

use wrap::Page;

use crate::domain::Dossier;
use crate::domain::dossier::{Alike, DossierWebhook};

pub fn text(dossier: &Dossier) -> String {
    let mut page = Page::default();
    let words = &dossier.words;
    page.heading(&dossier.title, '=');
    page.plain(&format!("{} · {}", dossier.at_text, dossier.app));
    page.gap();
    page.plain(&dossier.summary);
    first(dossier, &mut page);
    page.heading(words.limits, '-');
    for limit in &dossier.limits {
        page.item(limit);
    }
    compared(dossier, &mut page);
    page.heading(words.findings, '-');
    if dossier.open().next().is_none() {
        page.plain(nothing_found(dossier));
    }
    findings(dossier, &Alike::of(dossier.open()), &mut page);
    if dossier.accepted().next().is_some() {
        page.heading(words.accepted, '-');
        findings(dossier, &Alike::of(dossier.accepted()), &mut page);
    }
    if !dossier.resting.is_empty() {
        page.heading(words.resting, '-');
        for one in &dossier.resting {
            page.gap();
            page.plain(&format!("{} ({})", one.title, one.rule));
            page.under(&one.labels);
            page.under(&one.accepted.text);
        }
    }
    if !dossier.unchecked.is_empty() {
        page.heading(words.unchecked, '-');
        for one in &dossier.unchecked {
            page.item(&format!("{}: {}", one.why, one.labels.join(", ")));
        }
    }
    page.heading(words.webhooks, '-');
    if dossier.webhooks.is_empty() {
        page.plain(words.no_webhooks);
    }
    for hook in &dossier.webhooks {
        webhook(dossier, hook, &mut page);
    }
    events(dossier, &mut page);
    page.done()
}

/// What is said where no finding is open: never that all is well where not all was looked at.
pub fn nothing_found(dossier: &Dossier) -> &'static str {
    if dossier.complete && dossier.endpoints_checked && dossier.unchecked.is_empty() {
        dossier.words.no_findings
    } else {
        dossier.words.no_findings_not_all
    }
}

fn first(dossier: &Dossier, page: &mut Page) {
    page.heading(dossier.words.first, '-');
    if dossier.first.is_empty() {
        page.plain(dossier.words.nothing_first);
    }
    for (number, step) in dossier.first.iter().enumerate() {
        page.numbered(number + 1, &step.title);
        page.under(&step.labels.join(", "));
        page.under(&step.fix);
    }
}

fn compared(dossier: &Dossier, page: &mut Page) {
    let Some(compared) = &dossier.compared else {
        return;
    };
    page.heading(&compared.title, '-');
    page.plain(&compared.summary);
    for part in &compared.parts {
        page.gap();
        page.plain(part.title);
        for row in &part.together() {
            let rule = row.rule.as_deref().map(|rule| format!("{rule} ")).unwrap_or_default();
            let detail = if row.detail.is_empty() { String::new() } else { format!(" ({})", row.detail) };
            page.item(&format!("{rule}{}{detail}", row.what));
        }
    }
}

fn findings(dossier: &Dossier, groups: &[Alike<'_>], page: &mut Page) {
    let words = &dossier.words;
    for group in groups {
        let first = group.first;
        page.gap();
        page.plain(&format!("[{}] {} ({})", words.severity(first.severity), first.title, first.rule));
        for one in &group.all {
            let labels = if one.labels.is_empty() { words.whole_company.to_owned() } else { one.labels.join(", ") };
            page.under_item(&labels);
            page.deeper(&one.evidence);
        }
        for (head, said) in [(words.why, &first.why), (words.fix, &first.fix)] {
            if !said.is_empty() {
                page.under(&format!("{head}: {said}"));
            }
        }
        if let Some(accepted) = &first.accepted {
            page.under(&accepted.text);
        }
    }
}

fn webhook(dossier: &Dossier, hook: &DossierWebhook, page: &mut Page) {
    page.gap();
    let service = hook.service.as_deref().map(|service| format!(" · {service}")).unwrap_or_default();
    page.plain(&format!("{} · {}{service}", hook.label, hook.status));
    if let Some(since) = &hook.off_since {
        page.under(&format!("{}: {since}", dossier.words.off_since));
    }
    page.under(&hook.url);
    if !hook.endpoint.is_empty() {
        page.under(&hook.endpoint);
    }
    page.under(&format!("{}: {}", dossier.words.number_of_events, hook.events.len()));
}

fn events(dossier: &Dossier, page: &mut Page) {
    let unreceived = &dossier.matrix.unreceived;
    page.heading(dossier.words.events, '-');
    if unreceived.is_empty() {
        page.plain(dossier.words.all_received);
        return;
    }
    page.plain(dossier.words.unreceived);
    page.gap();
    page.under(&unreceived.join(", "));
}
