//! Before the first audit, while one runs, and the numbers of the last one.

use egui::{Button, Label, ScrollArea, Stroke, Ui, Vec2};

use crate::app::audit::{AuditAction, AuditFilter, AuditView, Running};
use crate::app::tour::Spot;
use crate::app::{Action, Model, text};
use crate::domain::audit::Severity;
use crate::domain::endpoint::EndpointCheck;
use crate::ui::spots;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::views::review_check::standing_look;
use crate::ui::widgets::{card, countdown_note, field_note, icon_label, live, outlined, primary, shown, with_reason};

pub fn first_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    card(ui, 24, |ui| {
        ui.set_max_width(theme::READABLE.min(ui.available_width()));
        ui.add(Label::new(theme::title(text::audit_invites())).wrap());
        for words in text::audit_explains() {
            ui.add(Label::new(words).wrap());
        }
        let mut check = model.audit.endpoints;
        if ui.checkbox(&mut check, text::check_endpoints()).changed() {
            actions.push(Action::Audit(AuditAction::SetEndpoints(check)));
        }
        field_note(ui, text::check_endpoints_note(), false);
        let start = primary(ui, Some(icon::ACTIVITY), text::start_audit(), model.access.is_open());
        spots::tell(ui, Spot::StartAudit, start.rect);
        if with_reason(start, (!model.access.is_open()).then(text::not_open_reason)).clicked() {
            actions.push(Action::Audit(AuditAction::Start));
        }
    });
}

pub fn running_ui(ui: &mut Ui, running: &Running, over_old: bool, wait: Option<&str>, actions: &mut Vec<Action>) {
    card(ui, 12, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            let words = text::audit_progress(running);
            let label = live::progress(ui, "audit-progress", &words, |ui| ui.label(theme::strong(&*words)));
            spots::tell(ui, Spot::Progress, label.rect);
            if outlined(ui, Some(icon::X), text::cancel(), true).clicked() {
                actions.push(Action::Audit(AuditAction::Cancel));
            }
            if over_old {
                field_note(ui, text::audit_is_old(), false);
            }
        });
        if let Some(wait) = wait {
            countdown_note(ui, wait);
        }
        if let Some(of) = running.of.filter(|of| *of > 0) {
            #[expect(clippy::cast_precision_loss, reason = "a part of a bar")]
            let part = running.done as f32 / of as f32;
            ui.add(egui::ProgressBar::new(part).desired_height(6.0).fill(tokens(ui).accent));
        }
        if !running.looking.is_empty() {
            let labels: Vec<&str> = running.looking.iter().map(|(label, _)| label.as_str()).collect();
            let words = text::waiting_for_endpoints(&labels);
            ui.add(Label::new(theme::caption(shown(&words).into_owned()).color(tokens(ui).muted)).wrap());
        }
        if !running.checked.is_empty() {
            let room = if over_old { 72.0 } else { (ui.available_height() - 48.0).max(72.0) };
            let scroll = ScrollArea::vertical().id_salt("checked").max_height(room).auto_shrink([false, true]);
            scroll.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for (labels, check) in running.checked.iter().rev() {
                    checked_ui(ui, labels, check);
                }
            });
        }
    });
}

/// One endpoint that has been looked at.
fn checked_ui(ui: &mut Ui, labels: &str, check: &EndpointCheck) {
    let (glyph, color) = standing_look(ui, check.standing());
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 20.0;
        icon_label(ui, glyph, color);
        let words = text::checked_line(labels, check);
        ui.add(Label::new(theme::caption(shown(&words).into_owned())).truncate());
    });
}

/// The numbers; each shows only what it counts, and all again.
pub fn tiles_ui(ui: &mut Ui, audit: &AuditView, actions: &mut Vec<Action>) {
    let Some(dossier) = &audit.dossier else {
        return;
    };
    let t = tokens(ui);
    let count = |severity| dossier.count(severity);
    let tiles = [
        (AuditFilter::Severity(Severity::Critical), Some(count(Severity::Critical)), t.danger),
        (AuditFilter::Severity(Severity::Warning), Some(count(Severity::Warning)), t.warn),
        (AuditFilter::Severity(Severity::Advice), Some(count(Severity::Advice)), t.text),
        (AuditFilter::New, audit.new_findings(), t.accent),
        (AuditFilter::Unchecked, Some(audit.unchecked()), t.muted),
    ];
    let gap = theme::GAP_M;
    let columns = if ui.available_width() >= theme::NARROW - theme::NAV { 5.0 } else { 3.0 };
    let width = ((ui.available_width() - gap * (columns - 1.0)) / columns).floor();
    let since = audit.comparison.as_ref().map(|comparison| comparison.since);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(gap);
        for (filter, count, color) in tiles {
            let words = text::audit_tile(filter, count.unwrap_or_default(), since);
            let number = count.map_or_else(|| "–".to_owned(), |count| count.to_string());
            let on = audit.filter == Some(filter);
            let response = tile_ui(
                ui,
                Vec2::new(width, 64.0),
                on,
                [
                    theme::heading(&*number).color(if count == Some(0) { t.muted } else { color }),
                    theme::caption(&*words).color(t.muted),
                ],
            );
            if response.accessible_name(format!("{number} {words}")).clicked() {
                let next = (!on).then_some(filter);
                actions.push(Action::Audit(AuditAction::SetFilter(next)));
            }
        }
    });
}

/// A number over what it counts.
fn tile_ui(ui: &mut Ui, size: Vec2, on: bool, lines: [egui::RichText; 2]) -> egui::Response {
    let t = tokens(ui);
    let (fill, edge) = if on { (t.accent_weak, t.accent) } else { (t.surface, t.border) };
    let button = Button::selectable(on, "").fill(fill).stroke(Stroke::new(1.0, edge)).frame_when_inactive(true);
    let response = ui.add_sized(size, button);
    let mut at = response.rect.min + Vec2::splat(theme::GAP_S + theme::GAP_XS / 2.0);
    let room = response.rect.width() - 2.0 * theme::GAP_S;
    for line in lines {
        let words = egui::WidgetText::from(line);
        let galley = words.into_galley(ui, Some(egui::TextWrapMode::Truncate), room, egui::TextStyle::Body);
        let height = galley.size().y;
        ui.painter().galley(at, galley, t.text);
        at.y += height + 2.0;
    }
    response
}
