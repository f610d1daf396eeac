//! Settings: companies and their keys, appearance, network, what is stored where.

use egui::{Label, ScrollArea, Ui};

use super::watch;
use crate::app::message::DemoMode;
use crate::app::{Action, Model, text};
use crate::domain::{Profile, ProxyAddress, ProxyChoice, ThemeChoice};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{Field, Look, card, field_note, outlined, pill, problem_ui, shown};

pub fn settings_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_max_width((theme::READABLE + 120.0).min(ui.available_width()));
        ui.label(theme::heading(text::settings_title()));
        section(ui, text::companies(), |ui| companies_ui(ui, model, actions));
        if model.is_demo() {
            section(ui, text::demo_mode_title(), |ui| demo_ui(ui, model, actions));
        }
        if model.open.is_some() {
            section(ui, text::watch_title(), |ui| watch::watch_ui(ui, model, actions));
        }
        section(ui, text::appearance(), |ui| appearance_ui(ui, model, actions));
        section(ui, text::network(), |ui| network_ui(ui, model, actions));
        section(ui, text::privacy(), |ui| {
            ui.add(Label::new(theme::cell(text::what_is_stored_text())).wrap());
            ui.label(theme::caption(text::about()).color(tokens(ui).muted));
        });
    });
}

fn section(ui: &mut Ui, title: &str, content: impl FnOnce(&mut Ui)) {
    card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::GAP_S;
        ui.label(theme::title(title));
        content(ui);
    });
}

fn companies_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    if model.settings.profiles.is_empty() {
        ui.label(text::no_companies());
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
    if model.removing.as_ref().is_some_and(|(_, id)| *id == profile.id) {
        waiting_ui(ui, text::removing(), actions);
    }
    test_ui(ui, model, profile, actions);
    ui.separator();
}

fn test_ui(ui: &mut Ui, model: &Model, profile: &Profile, actions: &mut Vec<Action>) {
    let Some(test) = model.profile_test.as_ref().filter(|test| test.id == profile.id) else {
        return;
    };
    match &test.result {
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

fn demo_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for mode in [DemoMode::Normal, DemoMode::Slow, DemoMode::Faulty, DemoMode::Crowded] {
            if ui.radio(model.demo_mode == mode, text::demo_mode(mode)).clicked() {
                actions.push(Action::SetDemoMode(mode));
            }
        }
    });
}

fn appearance_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for theme in [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark] {
            if ui.radio(model.settings.theme == theme, text::theme(theme)).clicked() {
                actions.push(Action::SetTheme(theme));
            }
        }
    });
    field_note(ui, text::zoom_hint(), false);
}

fn network_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for choice in [ProxyChoice::System, ProxyChoice::None] {
            if ui.radio(model.settings.proxy == choice, text::proxy_kind(&choice)).clicked() {
                actions.push(Action::SetProxy(choice));
            }
        }
        if let ProxyChoice::Address(address) = &model.settings.proxy {
            ui.add(egui::RadioButton::new(true, address.as_str()));
        }
    });
    let parsed = ProxyAddress::parse(&model.proxy_text);
    let error = parsed.as_ref().err().filter(|_| !model.proxy_text.is_empty()).map(|error| text::proxy_error(*error));
    let field = Field {
        label: text::proxy_address(),
        hint: text::proxy_hint(),
        error,
        note: Some(text::proxy_note()),
        enabled: true,
        salt: "proxy",
        takes_focus: false,
    };
    field.show(ui, &mut model.proxy_text);
    if outlined(ui, None, text::use_proxy(), parsed.is_ok()).clicked()
        && let Ok(address) = parsed
    {
        actions.push(Action::SetProxy(ProxyChoice::Address(address)));
    }
}
