//! The companies and their keys; how the demo company answers.

use egui::Ui;

use crate::app::message::DemoMode;
use crate::app::{Action, Model, text};
use crate::domain::Profile;
use crate::ui::theme::{self, icon};
use crate::ui::widgets::{Look, Way, empty, field_note, outlined, pill, problem_ui, shown};

pub fn companies_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    if model.settings.profiles.is_empty() {
        let way = Way { main: true, ..Way::new(Some(icon::KEY), text::connect_company()) };
        if empty(ui, icon::BUILDING, text::no_companies(), Some(&way)) {
            actions.push(Action::ConnectAnother);
        }
        return;
    }
    for profile in &model.settings.profiles {
        ui.push_id(profile.id.as_str(), |ui| company_ui(ui, model, profile, actions));
    }
    if outlined(ui, Some(icon::PLUS), text::connect_another(), true).clicked() {
        actions.push(Action::ConnectAnother);
    }
}

fn company_ui(ui: &mut Ui, model: &Model, profile: &Profile, actions: &mut Vec<Action>) {
    let session = profile.keeping == crate::domain::Keeping::ThisSession;
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(shown(&profile.name).into_owned()));
        pill(ui, Look::Neutral, text::credential_kind(profile.kind));
        pill(ui, Look::Neutral, if session { text::session_only() } else { text::in_keyring() });
        if !profile.base.is_aircall() {
            pill(ui, Look::Warning, profile.base.host());
        }
    });
    ui.horizontal_wrapped(|ui| {
        let (id, name) = (profile.id.clone(), &profile.name);
        let buttons = [
            (icon::CHECK, text::test(), text::test_of(name), Action::TestProfile(id.clone())),
            (icon::PENCIL, text::rename(), text::rename_of(name), Action::AskRenameProfile(id.clone())),
            (icon::KEY, text::new_key(), text::new_key_of(name), Action::ReplaceCredential(id.clone())),
            (icon::TRASH, text::remove(), text::remove_of(name), Action::AskRemoveProfile(id)),
        ];
        for (glyph, words, name, action) in buttons {
            if outlined(ui, Some(glyph), words, true).accessible_name(name).clicked() {
                actions.push(action);
            }
        }
    });
    let mut read_only = profile.read_only;
    let tick = ui.checkbox(&mut read_only, text::read_only()).accessible_name(text::read_only_of(&profile.name));
    if tick.on_hover_text(text::read_only_text()).changed() {
        actions.push(Action::SetReadOnly(profile.id.clone(), read_only));
    }
    if let Some((request, _)) = model.removing.as_ref().filter(|(_, id)| *id == profile.id)
        && model.shows_wait(*request)
    {
        waiting_ui(ui, text::removing(), actions);
        if model.is_slow(*request) {
            field_note(ui, text::keyring_slow(), false);
        }
    }
    test_ui(ui, model, profile, actions);
    ui.separator();
}

fn test_ui(ui: &mut Ui, model: &Model, profile: &Profile, actions: &mut Vec<Action>) {
    let Some(test) = model.profile_test.as_ref().filter(|test| test.id == profile.id) else {
        return;
    };
    match &test.result {
        None if !model.shows_wait(test.request) => {}
        None => {
            waiting_ui(ui, text::test_running(), actions);
            if test.slow {
                field_note(ui, text::keyring_slow(), false);
            }
        }
        Some(Ok(company)) => field_note(ui, &shown(&text::test_works(&text::company_numbers(company))), false),
        Some(Err(problem)) => problem_ui(ui, problem, Some(Action::TestProfile(profile.id.clone())), actions),
    }
}

fn waiting_ui(ui: &mut Ui, words: &str, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::cell(words));
        if outlined(ui, None, text::cancel(), true).clicked() {
            actions.push(Action::CancelWaiting);
        }
    });
}

pub fn demo_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for mode in [DemoMode::Normal, DemoMode::Slow, DemoMode::Faulty, DemoMode::Crowded] {
            if ui.radio(model.demo_mode == mode, text::demo_mode(mode)).clicked() {
                actions.push(Action::SetDemoMode(mode));
            }
        }
    });
}
