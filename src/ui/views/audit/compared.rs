//! Two audits side by side: what is new, gone, still there, and what changed in the webhooks.

use egui::{Label, Ui};

use crate::app::audit::{AuditAction, AuditView};
use crate::app::{Action, text};
use crate::domain::TimeFormat;
use crate::domain::audit::{Comparison, SnapshotFinding};
use crate::domain::dossier::ComparedKind;
use crate::ui::theme::{self, icon};
use crate::ui::widgets::{card, empty, field_note, outlined, read_as, shown};

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

fn parts_ui(ui: &mut Ui, comparison: &Comparison) {
    let findings = [
        (ComparedKind::New, &comparison.new),
        (ComparedKind::Gone, &comparison.gone),
        (ComparedKind::NotCheckedBefore, &comparison.not_checked_before),
        (ComparedKind::NotChecked, &comparison.not_checked),
        (ComparedKind::Remaining, &comparison.remaining),
    ];
    for (kind, list) in findings {
        part_ui(ui, kind, list.iter().map(line));
    }
    let hooks = [(ComparedKind::Added, &comparison.added), (ComparedKind::Removed, &comparison.removed)];
    for (kind, list) in hooks {
        part_ui(ui, kind, list.iter().map(|hook| format!("{}, {}", hook.label, hook.url)));
    }
    let changed = comparison.changed.iter().map(|change| format!("{}: {}", change.label, text::webhook_change(change)));
    part_ui(ui, ComparedKind::Changed, changed);
}

fn part_ui(ui: &mut Ui, kind: ComparedKind, lines: impl ExactSizeIterator<Item = String>) {
    if lines.len() == 0 {
        return;
    }
    ui.add_space(theme::GAP_S);
    ui.add(Label::new(theme::strong(format!("{} ({})", text::compared_part(kind), lines.len()))).wrap());
    for words in lines {
        read_as(ui.add(Label::new(theme::cell(shown(&words).into_owned())).wrap()), &words);
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
