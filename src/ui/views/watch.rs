//! The watch's part of the settings.

use egui::{Label, Ui};

use crate::app::{Action, Model, text};
use crate::domain::{Reenable, WatchChoice};
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::{field_note, outlined, problem_ui};

pub fn watch_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let before = model.watch();
    let mut watch = before.clone();
    ui.add(Label::new(theme::cell(text::watch_text()).color(tokens(ui).muted)).wrap());
    ui.checkbox(&mut watch.on, text::watch_switch());
    minutes_ui(ui, &mut watch);
    ui.checkbox(&mut watch.notify, text::watch_notify());
    reenable_ui(ui, model, &mut watch);
    if model.is_read_only() {
        field_note(ui, text::watch_read_only(), false);
    }
    if watch != before {
        actions.push(Action::SetWatch(watch));
    }
    match model.watching().map(|watching| &watching.last) {
        None => field_note(ui, text::watch_is_off(), false),
        Some(None) => field_note(ui, text::watch_never_looked(), false),
        Some(Some(Ok(look))) => field_note(ui, &text::watch_last(look, model.times()), false),
        Some(Some(Err(problem))) => problem_ui(ui, problem, None, actions),
    }
    let mut stay = model.settings.stay_when_closed;
    if ui.checkbox(&mut stay, text::stay_when_closed()).changed() {
        actions.push(Action::SetStayWhenClosed(stay));
    }
    if model.stays_when_closed() && outlined(ui, None, text::quit(), true).clicked() {
        actions.push(Action::Quit);
    }
    let mut start = model.settings.start_with_system;
    if ui.checkbox(&mut start, text::start_with_system()).changed() {
        actions.push(Action::SetStartWithSystem(start));
    }
}

fn minutes_ui(ui: &mut Ui, watch: &mut WatchChoice) {
    ui.label(theme::cell(text::watch_minutes()));
    ui.horizontal_wrapped(|ui| {
        let now = watch.minutes;
        let own = Some(now).filter(|minutes| !WatchChoice::OFFERED.contains(minutes));
        for minutes in WatchChoice::OFFERED.into_iter().chain(own) {
            if ui.radio(now == minutes, text::every_minutes(minutes)).clicked() {
                watch.minutes = minutes;
            }
        }
    });
}

fn reenable_ui(ui: &mut Ui, model: &Model, watch: &mut WatchChoice) {
    ui.label(theme::strong(text::watch_reenable()));
    let chosen = match &watch.reenable {
        Reenable::Chosen(ids) => ids.len(),
        Reenable::None | Reenable::All => 0,
    };
    ui.add_enabled_ui(!model.is_read_only(), |ui| {
        ui.horizontal_wrapped(|ui| {
            if ui.radio(watch.reenable == Reenable::None, text::watch_reenable_none()).clicked() {
                watch.reenable = Reenable::None;
            }
            if ui.radio(watch.reenable == Reenable::All, text::watch_reenable_all()).clicked() {
                watch.reenable = Reenable::All;
            }
            if chosen > 0 {
                ui.add(egui::RadioButton::new(true, text::watch_reenable_chosen(chosen)));
            }
        });
    });
    ui.add(Label::new(theme::caption(text::watch_reenable_text()).color(tokens(ui).muted)).wrap());
}
