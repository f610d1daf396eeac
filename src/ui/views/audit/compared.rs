//! Two audits side by side: what is new, gone, still there, and what changed in the webhooks.

use egui::{Label, Ui};

use crate::app::audit::{AuditAction, AuditView};
use crate::app::{Action, text};
use crate::domain::TimeFormat;
use crate::domain::audit::{Comparison, SnapshotFinding, SnapshotWebhook, WebhookChange};
use crate::domain::dossier::ComparedKind;
use crate::ui::theme::{self, icon};
use crate::ui::widgets::{card, empty, field_note, item_ui, list_ui, long_list_ui, outlined, shown};

/// How high most lines are.
const LINE: f32 = 18.0;

pub fn buttons_ui(ui: &mut Ui, audit: &AuditView, actions: &mut Vec<Action>) {
    if outlined(ui, None, text::compare_with_file(), true).clicked() {
        actions.push(Action::Audit(AuditAction::OpenReport));
    }
    if audit.against.is_some() && outlined(ui, Some(icon::UNDO), text::compare_with_last(), true).clicked() {
        actions.push(Action::Audit(AuditAction::CompareWithLast));
    }
}

pub fn compared_ui(ui: &mut Ui, audit: &AuditView, times: TimeFormat, scrolls: bool) {
    card(ui, 16, |ui| {
        super::scrolls(ui, "compared", scrolls, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = theme::GAP_XS;
            let Some(comparison) = &audit.comparison else {
                empty(ui, icon::CLOCK, text::nothing_to_compare(), None);
                return;
            };
            ui.add(Label::new(theme::title(text::compared_title(comparison.since, times))).wrap());
            let (new, gone) = (comparison.new.len(), comparison.gone.len());
            let remaining = comparison.remaining.len();
            let not_checked = comparison.not_checked.len() + comparison.not_checked_before.len();
            ui.add(Label::new(text::compared_summary(new, gone, remaining, not_checked)).wrap());
            let other = audit.against.as_ref().zip(audit.run.as_ref());
            if let Some((against, _)) = other.filter(|(against, run)| against.company != run.audit.company) {
                field_note(ui, &shown(&text::other_company(&against.company)), true);
            }
            parts_ui(ui, comparison);
            let differs = new + gone + comparison.added.len() + comparison.removed.len() + comparison.changed.len();
            if differs == 0 {
                field_note(ui, text::nothing_differs(), false);
            }
        });
    });
}

/// A line, worded once it is in sight: two audits of a big company differ in thousands.
#[derive(Clone, Copy)]
enum Line<'a> {
    Part(ComparedKind, usize),
    Finding(&'a SnapshotFinding),
    Webhook(&'a SnapshotWebhook),
    Change(&'a WebhookChange),
}

fn lines(comparison: &Comparison) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let findings = [
        (ComparedKind::New, &comparison.new),
        (ComparedKind::Gone, &comparison.gone),
        (ComparedKind::NotCheckedBefore, &comparison.not_checked_before),
        (ComparedKind::NotChecked, &comparison.not_checked),
    ];
    for (kind, list) in findings {
        add(&mut lines, kind, list.iter().map(Line::Finding));
    }
    let hooks = [(ComparedKind::Added, &comparison.added), (ComparedKind::Removed, &comparison.removed)];
    for (kind, list) in hooks {
        add(&mut lines, kind, list.iter().map(Line::Webhook));
    }
    add(&mut lines, ComparedKind::Changed, comparison.changed.iter().map(Line::Change));
    // What is as it was comes last: it is the most, and tells the least.
    add(&mut lines, ComparedKind::Remaining, comparison.remaining.iter().map(Line::Finding));
    lines
}

fn add<'a>(lines: &mut Vec<Line<'a>>, kind: ComparedKind, part: impl ExactSizeIterator<Item = Line<'a>>) {
    if part.len() > 0 {
        lines.push(Line::Part(kind, part.len()));
        lines.extend(part);
    }
}

fn parts_ui(ui: &mut Ui, comparison: &Comparison) {
    let lines = lines(comparison);
    list_ui(ui, text::compared_list(), lines.len(), |ui| {
        long_list_ui(ui, lines.len(), LINE, |ui, number| {
            let Some(line) = lines.get(number) else {
                return;
            };
            let words = words(*line);
            item_ui(ui, number, &text::in_list(number, lines.len()), number, |ui| match line {
                Line::Part(..) => {
                    ui.add_space(theme::GAP_S);
                    ui.add(Label::new(theme::strong(&words)).wrap());
                }
                Line::Finding(_) | Line::Webhook(_) | Line::Change(_) => {
                    ui.add(Label::new(theme::cell(shown(&words).into_owned())).wrap());
                }
            });
        });
    });
}

fn words(of: Line<'_>) -> String {
    match of {
        Line::Part(kind, count) => format!("{} ({count})", text::compared_part(kind)),
        Line::Finding(finding) => line(finding),
        Line::Webhook(hook) => format!("{}, {}", hook.label, hook.url),
        Line::Change(change) => format!("{}: {}", change.label, text::webhook_change(change)),
    }
}

fn line(finding: &SnapshotFinding) -> String {
    let severity = text::severity(finding.severity);
    let labels = text::names(&finding.labels);
    if labels.is_empty() {
        format!("{severity}: {} ({})", finding.title, finding.rule)
    } else {
        format!("{severity}: {}, {labels} ({})", finding.title, finding.rule)
    }
}
