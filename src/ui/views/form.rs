//! The form of a new webhook: what it is called, where it posts, what it receives.

use egui::{Align, Layout, ScrollArea, Ui, Vec2};

use super::drafts::draft_ui;
use super::events;
use crate::app::form::Sending;
use crate::app::{Action, CreateForm, Model, Place, Problem, text};
use crate::domain::{DraftError, Preset, UrlError, UrlWarning};
use crate::ui::arrive;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    Field, card, ends, icon_button, link_button, message_box, outlined, primary, problem_ui, shown,
};

pub fn form_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    let wait = model.wait.map(text::waiting);
    let back = model.drafts.form_is_back() && model.form.can_start_afresh();
    let reads = model.form.editing.as_ref().and_then(|editing| editing.request);
    let shows = reads.is_some_and(|request| model.shows_wait(request));
    let form = &mut model.form;
    head_ui(ui, form, actions);
    draft_ui(ui, back, actions);
    sending_ui(ui, form, actions);
    restores_ui(ui, form);
    if form.editing.is_some() && form.opened().is_none() {
        return reading_ui(ui, form, shows, wait.as_deref(), actions);
    }
    let two_columns = ui.available_width() >= theme::FORM_LEFT * 2.0;
    if two_columns {
        let height = ui.available_height();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_L;
            ui.allocate_ui_with_layout(Vec2::new(theme::FORM_LEFT, height), Layout::top_down(Align::Min), |ui| {
                ScrollArea::vertical().id_salt("form-left").auto_shrink(false).show(ui, |ui| {
                    left_ui(ui, form, actions);
                });
            });
            let rest = Vec2::new(ui.available_width(), height);
            ui.allocate_ui_with_layout(rest, Layout::top_down(Align::Min), |ui| {
                events::events_ui(ui, form, true, actions);
            });
        });
    } else {
        ScrollArea::vertical().id_salt("form").min_scrolled_height(theme::LIST_LEAST).auto_shrink(false).show(
            ui,
            |ui| {
                left_ui(ui, form, actions);
                events::events_ui(ui, form, false, actions);
            },
        );
    }
}

fn head_ui(ui: &mut Ui, form: &CreateForm, actions: &mut Vec<Action>) {
    let free = form.creating().is_none();
    let (mut back, mut chosen) = (false, None);
    ends(
        ui,
        "form-head",
        |ui| {
            back = icon_button(ui, icon::ARROW_LEFT, text::back()).clicked() && free;
            let title = match (&form.editing, &form.restores) {
                (Some(editing), _) => text::edit_title(&editing.label),
                (None, Some(restores)) => text::restores_title(&restores.label),
                (None, None) => text::new_webhook_title().to_owned(),
            };
            ui.add(egui::Label::new(theme::heading(shown(&title).into_owned())).truncate());
        },
        |ui| {
            let (words, action, can) = if form.editing.is_some() {
                (text::review_changes(), Action::ReviewEdit, form.opened().is_some())
            } else {
                (text::create_webhook(), Action::CreateWebhook, free)
            };
            let leave = if free { Action::Go(Place::Webhooks) } else { Action::CancelWaiting };
            if outlined(ui, None, text::cancel(), true).clicked() {
                chosen = Some(leave);
            }
            if primary(ui, None, words, can).clicked() {
                chosen = Some(action);
            }
        },
    );
    actions.extend(back.then_some(Action::Go(Place::Webhooks)).or(chosen));
}

/// The form brings something back: what can't be had again is said.
fn restores_ui(ui: &mut Ui, form: &CreateForm) {
    let Some(restores) = &form.restores else {
        return;
    };
    let t = tokens(ui);
    let words = match &form.editing {
        None => text::restores_new(restores.stub.is_none(), restores.was_off),
        Some(_) => text::restores_url().to_owned(),
    };
    message_box(ui, icon::INFO, t.warn, t.warn_weak, |ui| {
        ui.add(egui::Label::new(theme::cell(words)).wrap());
    });
}

/// The fresh read that the form is filled from.
fn reading_ui(ui: &mut Ui, form: &CreateForm, shows: bool, wait: Option<&str>, actions: &mut Vec<Action>) {
    let Some(editing) = &form.editing else {
        return;
    };
    if let Some(problem) = editing.opened.problem() {
        problem_ui(ui, problem, Some(Action::ReadForEdit), actions);
        return;
    }
    if !shows {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let words = text::reading_one(&editing.label);
        ui.add(egui::Label::new(shown(wait.unwrap_or(&words)).into_owned()).wrap());
        if outlined(ui, None, text::stop_reading(), true).clicked() {
            actions.push(Action::CancelWaiting);
        }
    });
}

fn sending_ui(ui: &mut Ui, form: &CreateForm, actions: &mut Vec<Action>) {
    match &form.sending {
        Sending::Not | Sending::Under(_) => {} // told at the lower edge, where it moves nothing
        Sending::Failed(problem) => {
            problem_ui(ui, problem, None, actions);
            if *problem == Problem::CreateUnclear
                && outlined(ui, Some(icon::SEARCH), text::look_again(), true).clicked()
            {
                actions.push(Action::LookForCreated);
            }
        }
    }
}

fn left_ui(ui: &mut Ui, form: &mut CreateForm, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = theme::GAP_M;
    card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::GAP_S;
        name_ui(ui, form, actions);
        url_ui(ui, form, actions);
        if form.editing.is_some() && ui.checkbox(&mut form.draft.active, text::active()).changed() {
            actions.push(Action::DraftEdited);
        }
    });
    card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::title(text::start_from_purpose()));
        presets_ui(ui, actions);
    });
    let t = tokens(ui);
    message_box(ui, icon::INFO, t.accent, t.accent_weak, |ui| {
        ui.label(theme::strong(text::hungup_or_ended()));
        ui.add(egui::Label::new(theme::cell(text::hungup_or_ended_explained())).wrap());
    });
}

fn name_ui(ui: &mut Ui, form: &mut CreateForm, actions: &mut Vec<Action>) {
    let too_long = form.has(DraftError::NameTooLong).then_some(text::name_too_long());
    let error = too_long.or_else(|| form.has(DraftError::NameNeeded).then_some(text::name_needed()));
    let untold = form.opened().is_some_and(|hook| hook.name.is_none());
    let enabled = form.creating().is_none();
    let field = Field {
        label: text::name(),
        hint: text::name_hint(),
        error,
        note: untold.then_some(text::name_untold_hint()),
        enabled,
        salt: "name",
        takes_focus: false,
    };
    let edit = field.show(ui, &mut form.draft.name);
    arrive::begins_here(ui, &edit);
    if edit.changed() {
        actions.push(Action::DraftEdited);
    }
}

fn url_ui(ui: &mut Ui, form: &mut CreateForm, actions: &mut Vec<Action>) {
    let error = form.url_error();
    let lacks = (form.tried && form.lacks_url_values()).then_some(text::lacks_url_values());
    let note = text::removed(&form.cleaned_url);
    let field = Field {
        label: text::url(),
        hint: "https://",
        error: error.map(text::url_error).or(lacks),
        note: note.as_deref(),
        enabled: form.creating().is_none(),
        salt: "url",
        takes_focus: false,
    };
    if field.show(ui, &mut form.draft.url).changed() {
        actions.push(Action::DraftEdited);
    }
    if error == Some(UrlError::NotHttps) && link_button(ui, None, text::use_https(), text::use_https()).clicked() {
        actions.push(Action::UseHttps);
    }
    let t = tokens(ui);
    for warning in &form.warnings {
        message_box(ui, icon::TRIANGLE_ALERT, t.warn, t.warn_weak, |ui| {
            ui.add(egui::Label::new(theme::cell(shown(&text::url_warning(warning)).into_owned())).wrap());
            if let UrlWarning::Duplicate { id, label } = warning {
                let words = text::open_existing(label);
                if link_button(ui, None, &shown(&words), &words).clicked() {
                    actions.push(Action::OpenExisting(id.clone()));
                }
            }
        });
    }
}

fn presets_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = theme::GAP_XS;
    for preset in Preset::ALL {
        let glyph = match preset {
            Preset::CrmLogging => icon::BRIEFCASE,
            Preset::LiveDashboard => icon::ACTIVITY,
            Preset::Recordings => icon::AUDIO_LINES,
            Preset::Contacts => icon::BOOK_USER,
        };
        let t = tokens(ui);
        let count = text::plural(preset.events().len(), "event");
        let button = egui::Button::new((theme::icon_text(glyph).color(t.muted), text::preset(preset)))
            .right_text(theme::caption(count).color(t.muted))
            .min_size(Vec2::new(ui.available_width(), theme::ROW))
            .stroke(egui::Stroke::new(1.0, t.border));
        if ui.add(button).accessible_name(text::preset(preset)).clicked() {
            actions.push(Action::UsePreset(preset));
        }
    }
}
