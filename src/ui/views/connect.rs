//! "Connect your company": from a pasted key to a saved profile.

use egui::Ui;

use super::drafts::draft_ui;
use crate::app::{Action, ConnectForm, Model, Pasting, Phase, ScriptAction, text};
use crate::domain::{CredentialField, CredentialKind};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    Field, card, countdown_note, field_note, icon_label, link_button, live, message_box, outlined, primary,
    problem_by_key_ui, secret_field, shown, steady_ui, web_link,
};

pub fn connect_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    let title = match model.replaced_profile() {
        Some(name) => text::replace_key_of(&shown(name)),
        None => text::connect_company().to_owned(),
    };
    let base = model.base();
    let host = (!base.is_aircall()).then(|| base.host().to_owned());
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(theme::READABLE.min(ui.available_width()));
        ui.label(theme::heading(title));
        card(ui, 24, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_S;
            where_from_ui(ui, host.as_deref(), actions);
            ui.add_space(theme::GAP_XS);
            steady_ui(ui, "kind", |ui| kind_ui(ui, &model.connect, actions));
            draft_ui(ui, model.drafts.key_is_back(), actions);
            steady_ui(ui, "fields", |ui| fields_ui(ui, &mut model.connect, actions));
            ui.add_space(theme::GAP_S);
            phase_ui(ui, model, base.host(), actions);
            steady_ui(ui, "buttons", |ui| buttons_ui(ui, &model.connect, actions));
        });
        if let Some(wait) = model.wait {
            countdown_note(ui, &text::waiting(wait));
        }
    });
}

fn where_from_ui(ui: &mut Ui, host: Option<&str>, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    ui.add(egui::Label::new(theme::cell(text::where_keys_come_from()).color(t.muted)).wrap());
    web_link(ui, text::open_dashboard(), text::DASHBOARD_KEYS, actions);
    if let Some(host) = host {
        field_note(ui, &text::api_address(host), false);
    }
}

fn kind_ui(ui: &mut Ui, form: &ConnectForm, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for kind in [CredentialKind::Basic, CredentialKind::Bearer] {
            let chosen = form.draft.kind == kind;
            if ui.radio(chosen, text::credential_kind(kind)).clicked() && !chosen {
                actions.push(Action::SetCredentialKind(kind));
            }
        }
    });
    if form.draft.kind == CredentialKind::Bearer {
        field_note(ui, text::bearer_note(), false);
    }
}

fn fields_ui(ui: &mut Ui, form: &mut ConnectForm, actions: &mut Vec<Action>) {
    let kind = form.draft.kind;
    let enabled = !form.is_busy();
    let error = |form: &ConnectForm, field| form.error(field).map(|error| text::credential_error(field, kind, error));
    if kind == CredentialKind::Basic {
        let (error, note) = (error(form, CredentialField::ApiId), text::removed(&form.cleaned_id));
        let field = Field {
            label: text::api_id(),
            hint: "",
            error: error.as_deref(),
            note: note.as_deref(),
            enabled,
            salt: "api-id",
            takes_focus: true,
        };
        let response = steady_ui(ui, "api-id", |ui| secret_field(ui, &field, &mut form.draft.api_id, None));
        report(actions, response, Pasting::ApiId);
    }
    let (error, note) = (error(form, CredentialField::Token), text::removed(&form.cleaned_token));
    let field = Field {
        label: text::token_label(kind),
        hint: "",
        error: error.as_deref(),
        note: note.as_deref(),
        enabled,
        salt: "token",
        takes_focus: false,
    };
    let reveal = Some(form.reveal);
    let response = steady_ui(ui, "token", |ui| secret_field(ui, &field, &mut form.draft.token, reveal));
    report(actions, response, Pasting::Token);
    if form.draft.split_pair().is_some() {
        field_note(ui, text::pair_found(), false);
        if link_button(ui, None, text::split_pair(), text::split_pair()).clicked() {
            actions.push(Action::SplitPastedPair);
        }
    }
}

fn report(actions: &mut Vec<Action>, response: crate::ui::widgets::SecretResponse, into: Pasting) {
    if response.changed {
        actions.push(Action::CredentialEdited);
    }
    if response.paste {
        actions.push(Action::Paste(into));
    }
    if let Some(text) = response.copied {
        actions.push(Action::Scripts(ScriptAction::CopySecret(text)));
    }
    if response.toggle {
        actions.push(Action::ToggleTokenReveal);
    }
    if response.entered {
        actions.push(Action::TestAndSave);
    }
}

fn phase_ui(ui: &mut Ui, model: &Model, host: &str, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    match &model.connect.phase {
        Phase::Editing => {}
        Phase::Testing { request, .. } => {
            if model.shows_wait(*request) {
                waiting_ui(ui, &text::testing(host));
            }
        }
        Phase::TestFailed(problem) => problem_by_key_ui(ui, problem, None, actions),
        Phase::Keeping { slow, kept, .. } => {
            message_box(ui, icon::CHECK, t.ok, t.ok_weak, |ui| {
                ui.label(theme::strong(shown(&text::company_numbers(&kept.company)).into_owned()));
                ui.label(theme::cell(text::keeping_in_keyring()));
            });
            if *slow {
                field_note(ui, text::keyring_slow(), false);
            }
        }
        Phase::OtherCompany(tested) => {
            let name = shown(&tested.profile.name);
            message_box(ui, icon::TRIANGLE_ALERT, t.warn, t.warn_weak, |ui| {
                let words = text::key_of_another(&shown(&tested.company.name), &name);
                ui.add(egui::Label::new(theme::cell(words)).wrap());
                if outlined(ui, Some(icon::KEY), &text::take_other_key(&name), true).clicked() {
                    actions.push(Action::Safe(crate::app::safe::SafeAction::TakeOtherKey));
                }
            });
        }
        Phase::KeepFailed { problem, kept } => {
            problem_by_key_ui(ui, problem, Some(Action::RetryKeeping), actions);
            ui.label(theme::cell(shown(&text::company_numbers(&kept.company)).into_owned()).color(t.muted));
            if outlined(ui, Some(icon::CLOCK), text::keep_for_session(), true).clicked() {
                actions.push(Action::KeepForSession);
            }
            field_note(ui, text::kept_for_session_note(), false);
        }
    }
}

fn waiting_ui(ui: &mut Ui, words: &str) {
    ui.horizontal(|ui| {
        icon_label(ui, icon::CLOCK, tokens(ui).muted);
        live::note(ui, words, |ui| ui.label(theme::cell(words)));
    });
}

fn buttons_ui(ui: &mut Ui, form: &ConnectForm, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        if primary(ui, None, text::test_and_save(), !form.is_busy()).clicked() {
            actions.push(Action::TestAndSave);
        }
        if outlined(ui, None, text::cancel(), true).clicked() {
            let leave = Action::Go(crate::app::Place::Webhooks);
            actions.push(if form.is_busy() { Action::CancelWaiting } else { leave });
        }
    });
}
