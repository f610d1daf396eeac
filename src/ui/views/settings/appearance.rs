//! How things look, and how times are told.

use egui::Ui;

use crate::app::{Action, Model, SettingsAction, text};
use crate::domain::{Clock, TextSize, ThemeChoice, TimeFormat, TimeStyle};
use crate::ui::theme;
use crate::ui::widgets::field_note;

pub fn appearance_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.label(theme::strong(text::theme_title()));
    ui.horizontal_wrapped(|ui| {
        for theme in [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark] {
            if ui.radio(model.settings.theme == theme, text::theme(theme)).clicked() {
                actions.push(Action::SetTheme(theme));
            }
        }
    });
    ui.separator();
    size_ui(ui, model, actions);
    ui.separator();
    times_ui(ui, model, actions);
}

fn size_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.label(theme::strong(text::text_size()));
    let now = model.settings.text_size;
    let own = Some(now).filter(|size| !TextSize::STEPS.contains(size));
    ui.horizontal_wrapped(|ui| {
        for size in TextSize::STEPS.into_iter().chain(own) {
            let radio = ui.radio(now == size, text::percent(size.percent()));
            if radio.accessible_name(text::setting(text::text_size(), &text::percent(size.percent()))).clicked() {
                actions.push(Action::Settings(SettingsAction::SetTextSize(size)));
            }
        }
    });
    field_note(ui, text::zoom_hint(), false);
}

fn times_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let now = model.times();
    let mut set = |times: TimeFormat| actions.push(Action::Settings(SettingsAction::SetTimes(times)));
    ui.label(theme::strong(text::times_title()));
    ui.horizontal_wrapped(|ui| {
        for style in [TimeStyle::Relative, TimeStyle::Exact] {
            if ui.radio(now.style == style, text::time_style(style)).clicked() {
                set(TimeFormat { style, ..now });
            }
        }
    });
    ui.horizontal_wrapped(|ui| {
        for clock in [Clock::Hours24, Clock::Hours12] {
            if ui.radio(now.clock == clock, text::clock(clock)).clicked() {
                set(TimeFormat { clock, ..now });
            }
        }
    });
    field_note(ui, &text::times_note(model.now, now), false);
}
