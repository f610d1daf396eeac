//! The audit's dialogs: accept a finding, choose a report's format, choose what to delete, ask about private addresses.

use std::collections::BTreeSet;

use egui::{Label, ScrollArea, Ui};
use jiff::civil::Date;

use super::super::dialogs::Ask;
use super::super::drafts::draft_ui;
use crate::app::audit::{AcceptForm, AuditAction, OFFERED};
use crate::app::{Action, text};
use crate::domain::{ReportFormat, Webhook, WebhookId};
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::{Field, at_the_end, chip, dialog, outlined, primary, shown};

/// Plain text is for the terminal; a browser or a chat takes the others.
const FORMATS: [ReportFormat; 4] = [ReportFormat::Html, ReportFormat::Xlsx, ReportFormat::Csv, ReportFormat::Json];

pub fn accept_ui(ui: &mut Ui, form: &mut AcceptForm, today: Date, back: bool, actions: &mut Vec<Action>) {
    dialog(ui, text::accept_title(), actions, |ui, actions| {
        let what = text::accept_text(&form.title, &form.labels);
        let words = theme::cell(shown(&what).into_owned()).color(tokens(ui).muted);
        ui.add(Label::new(words).wrap());
        draft_ui(ui, back, actions);
        let reason = Field {
            label: text::accept_reason(),
            hint: "",
            error: None,
            note: Some(text::accept_reason_hint()),
            enabled: true,
            salt: "accept-reason",
            takes_focus: false,
        };
        let edit = reason.show(ui, &mut form.reason);
        if ui.memory(egui::Memory::focused).is_none() {
            edit.request_focus();
        }
        let until = form.until(today);
        let field = Field {
            label: text::accept_until(),
            hint: "",
            error: until.err().map(text::until_error),
            note: Some(text::accept_until_hint()),
            enabled: true,
            salt: "accept-until",
            takes_focus: false,
        };
        field.show(ui, &mut form.until);
        ui.horizontal_wrapped(|ui| {
            for days in OFFERED {
                if chip(ui, false, &text::accept_days(days)).clicked() {
                    actions.push(Action::Audit(AuditAction::AcceptFor(days)));
                }
            }
        });
        let can = form.is_ready(today);
        super::super::dialogs::verbs_ui(
            ui,
            text::accept_verb(),
            can,
            text::cancel(),
            Action::Audit(AuditAction::Accept),
            actions,
        );
    });
}

pub fn export_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    dialog(ui, text::export_title(), actions, |ui, actions| {
        ui.add(Label::new(theme::cell(text::export_text()).color(tokens(ui).muted)).wrap());
        for format in FORMATS {
            let (name, note) = (text::report_format(format), text::report_format_note(format));
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_XS;
                if outlined(ui, None, name, true).clicked() {
                    actions.push(Action::Audit(AuditAction::Export(format)));
                }
                ui.add(Label::new(theme::caption(note).color(tokens(ui).muted)).wrap());
            });
        }
        at_the_end(ui, "verbs", |ui| {
            if outlined(ui, None, text::cancel(), true).clicked() {
                actions.push(Action::CloseDialog);
            }
        });
    });
}

pub fn which_to_delete_ui(
    ui: &mut Ui,
    ids: &[WebhookId],
    chosen: &BTreeSet<WebhookId>,
    hooks: &[Webhook],
    actions: &mut Vec<Action>,
) {
    dialog(ui, text::which_to_delete(), actions, |ui, actions| {
        ui.add(Label::new(theme::cell(text::which_to_delete_text()).color(tokens(ui).muted)).wrap());
        let room = (ui.ctx().content_rect().height() - 220.0).max(120.0);
        ScrollArea::vertical().id_salt("doomed").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
            for hook in hooks.iter().filter(|hook| ids.contains(&hook.id)) {
                let mut on = chosen.contains(&hook.id);
                let words = text::doomed(hook);
                ui.push_id(&hook.id, |ui| {
                    if ui.checkbox(&mut on, shown(&words).into_owned()).accessible_name(&words).changed() {
                        actions.push(Action::Audit(AuditAction::ToggleDoomed(hook.id.clone())));
                    }
                });
            }
        });
        let can = !chosen.is_empty() && chosen.len() < ids.len();
        at_the_end(ui, "verbs", |ui| {
            if outlined(ui, None, text::cancel(), true).clicked() {
                actions.push(Action::CloseDialog);
            }
            if primary(ui, None, text::review_deletion(), can).clicked() {
                actions.push(Action::Audit(AuditAction::DeleteChosen));
            }
        });
    });
}

pub fn private_ui(ui: &mut Ui, labels: &[String], actions: &mut Vec<Action>) {
    let words = text::private_text(labels);
    let words = shown(&words);
    let ask = Ask { title: text::private_title(), words: &words, no: text::cancel(), is_final: false };
    ask.show(ui, text::private_verb(), Action::Audit(AuditAction::StartPrivate), actions);
}
