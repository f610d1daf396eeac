//! The audit's page: what is wrong with the company's webhooks, most severe first, each with its way out.

mod compared;
mod dialogs;
mod findings;
mod matrix;
mod matrix_cursor;
mod start;

use egui::{Label, Ui};

pub use dialogs::{accept_ui, export_ui, private_ui, which_to_delete_ui};

use super::new_key::new_key_ui;
use crate::app::audit::{AuditAction, AuditTab};
use crate::app::{Action, Model, text};
use crate::ui::focus;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    at_the_right, ends, field_note, message_box, outlined, page_keys, primary, problem_ui, search_field, segments,
    shown, with_reason,
};

/// In less height than this the page scrolls as a whole, since its head would leave no room for the list.
const SHORT: f32 = 520.0;
/// In less width than this what stands beside something else goes below it.
const SLIM: f32 = 880.0;

pub fn audit_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    let short = ui.available_height() < SHORT;
    scrolls(ui, "audit-page", short, |ui| page_ui(ui, model, short, actions));
}

fn scrolls(ui: &mut Ui, salt: &str, scrolls: bool, content: impl FnOnce(&mut Ui)) {
    if scrolls {
        egui::ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
            content(ui);
            page_keys(ui); // what the matrix took of them is gone by now
            focus::bring(ui);
        });
    } else {
        content(ui);
    }
}

fn page_ui(ui: &mut Ui, model: &mut Model, short: bool, actions: &mut Vec<Action>) {
    head_ui(ui, model, actions);
    if let Some(running) = &model.audit.running {
        let wait = model.wait.map(text::waiting);
        start::running_ui(ui, running, model.audit.run.is_some(), wait.as_deref(), actions);
    }
    if let Some(problem) = &model.audit.problem {
        problem_ui(ui, problem, Some(Action::Audit(AuditAction::Start)), actions);
        new_key_ui(ui, model, problem, actions);
    }
    if model.audit.run.is_none() {
        if model.audit.running.is_none() {
            start::first_ui(ui, model, actions);
        }
        return;
    }
    changed_ui(ui, model);
    start::tiles_ui(ui, &model.audit, actions);
    tabs_ui(ui, model, actions);
    if let Some(limit) = model.audit.dossier.as_ref().and_then(|dossier| dossier.limits.first()) {
        ui.add(Label::new(theme::caption(limit).color(tokens(ui).muted)).truncate());
    }
    match model.audit.tab {
        AuditTab::Findings | AuditTab::Webhooks | AuditTab::Accepted => {
            findings::findings_ui(ui, model, !short, actions);
        }
        AuditTab::Matrix if short => {
            let size = egui::Vec2::new(ui.available_width(), SHORT - 120.0);
            ui.allocate_ui(size, |ui| matrix::matrix_ui(ui, &mut model.audit));
        }
        AuditTab::Matrix => matrix::matrix_ui(ui, &mut model.audit),
        AuditTab::Compared => compared::compared_ui(ui, &model.audit, model.times(), !short),
    }
}

fn head_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let at = model.audit.run.as_ref().map(|run| run.audit.at);
    let title = |ui: &mut Ui| ui.add(Label::new(theme::heading(text::audit_title(at, model.times()))).wrap());
    if at.is_none() {
        title(ui);
    } else {
        ends(ui, "audit-head", |ui| drop(title(ui)), |ui| again_ui(ui, model, actions));
    }
}

fn again_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let can = model.audit.running.is_none() && model.access.is_open();
    let mut check = model.audit.endpoints;
    if ui.checkbox(&mut check, text::check_endpoints()).on_hover_text(text::check_endpoints_note()).changed() {
        actions.push(Action::Audit(AuditAction::SetEndpoints(check)));
    }
    if outlined(ui, Some(icon::DOWNLOAD), text::export_report(), true).clicked() {
        actions.push(Action::Audit(AuditAction::AskExport));
    }
    let again = primary(ui, Some(icon::REFRESH), text::audit_again(), can);
    if with_reason(again, (!model.access.is_open()).then(text::not_open_reason)).clicked() {
        actions.push(Action::Audit(AuditAction::Start));
    }
}

/// An old audit isn't shown as if it were of now.
fn changed_ui(ui: &mut Ui, model: &Model) {
    let count = model.audit.changed.len();
    if count > 0 {
        let t = tokens(ui);
        message_box(ui, icon::INFO, t.warn, t.warn_weak, |ui| {
            ui.add(Label::new(text::changed_since_audit(count)).wrap());
        });
    }
}

fn tabs_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let words = AuditTab::ALL.map(|tab| (model.audit.tab == tab, text::audit_tab(tab)));
        if let Some(tab) = segments(ui, &words).and_then(|at| AuditTab::ALL.get(at)) {
            actions.push(Action::Audit(AuditAction::SetTab(*tab)));
        }
        match model.audit.tab {
            AuditTab::Findings | AuditTab::Webhooks | AuditTab::Accepted => {
                let words = text::filter_findings();
                if search_field(ui, "audit-search", words, words, 220.0, &mut model.audit.search).changed() {
                    actions.push(Action::Audit(AuditAction::Edited));
                }
            }
            AuditTab::Matrix => {
                let words = text::search_matrix();
                search_field(ui, "matrix-search", words, words, 220.0, &mut model.audit.matrix_search);
            }
            AuditTab::Compared => compared::buttons_ui(ui, &model.audit, actions),
        }
    });
}

/// What this audit can't have seen: always there, below what it has.
fn limits_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(dossier) = &model.audit.dossier else {
        return;
    };
    ui.add_space(theme::GAP_M);
    if !dossier.unchecked.is_empty() {
        ui.label(theme::strong(dossier.words.unchecked));
        for one in &dossier.unchecked {
            let words = format!("{}: {}", text::names(&one.labels), one.why);
            ui.add(Label::new(theme::cell(shown(&words).into_owned())).wrap());
        }
        let can = model.access.is_open() && model.audit.running.is_none();
        if !model.private_labels().is_empty() && outlined(ui, None, text::ask_private(), can).clicked() {
            actions.push(Action::Audit(AuditAction::AskPrivate));
        }
        ui.add_space(theme::GAP_S);
    }
    ui.label(theme::strong(dossier.words.limits));
    for limit in &dossier.limits {
        field_note(ui, limit, false);
    }
}

fn end_of_row(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    at_the_right(ui, content);
}
