//! The dialogs of the settings: what a reset does, the licences, the text that helps to find a fault.

use egui::{Label, ScrollArea, Ui};

use crate::app::{Action, SettingsAction, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::views::dialogs::final_verbs_ui;
use crate::ui::widgets::{at_the_right, dialog, field_note, icon_label, outlined, primary};

/// As high as a scrolling part of a dialog may be.
fn room(ui: &Ui) -> f32 {
    (ui.ctx().content_rect().height() - 260.0).max(120.0)
}

pub fn reset_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    dialog(ui, text::reset_title(), actions, |ui, actions| {
        let room = room(ui);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(ui, |ui| {
            list_ui(ui, icon::UNDO, text::goes_back(), text::what_goes_back());
            list_ui(ui, icon::LOCK, text::stays(), text::what_stays());
            field_note(ui, text::reset_hint(), false);
        });
        final_verbs_ui(ui, text::reset_verb(), text::cancel(), Action::Settings(SettingsAction::Reset), actions);
    });
}

fn list_ui(ui: &mut Ui, glyph: &str, title: &str, lines: &[&str]) {
    ui.label(theme::strong(title));
    for line in lines {
        ui.horizontal_top(|ui| {
            icon_label(ui, glyph, tokens(ui).muted);
            ui.add(Label::new(theme::cell(*line)).wrap());
        });
    }
}

/// Thousands of lines: only those in view are drawn.
pub fn licences_ui(ui: &mut Ui, lines: &[&'static str], actions: &mut Vec<Action>) {
    dialog(ui, text::show_licences(), actions, |ui, actions| {
        let room = room(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = ui.text_style_height(&egui::TextStyle::Small);
        let area = ScrollArea::both().id_salt("licences").max_height(room).min_scrolled_height(room);
        area.auto_shrink([false, true]).show_rows(ui, height, lines.len(), |ui, rows| {
            for line in lines.get(rows).unwrap_or_default() {
                ui.add(Label::new(theme::caption(*line)).extend());
            }
        });
        ui.add_space(theme::GAP_M);
        at_the_right(ui, |ui| {
            if outlined(ui, None, text::close(), true).clicked() {
                actions.push(Action::CloseDialog);
            }
        });
    });
}

/// What will be copied is what is shown, to the letter.
pub fn report_ui(ui: &mut Ui, report: &str, actions: &mut Vec<Action>) {
    dialog(ui, text::report_fault_title(), actions, |ui, actions| {
        ui.add(Label::new(theme::cell(text::report_fault_text()).color(tokens(ui).muted)).wrap());
        let room = room(ui);
        egui::Frame::new().fill(tokens(ui).sunken).corner_radius(theme::RADIUS).inner_margin(12).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let area = ScrollArea::vertical().id_salt("report").max_height(room).min_scrolled_height(room);
            area.auto_shrink([false, true]).show(ui, |ui| {
                ui.add(Label::new(theme::mono(report)).wrap().selectable(true));
            });
        });
        egui::Sides::new().show(
            ui,
            |_| {},
            |ui| {
                if primary(ui, Some(icon::COPY), text::copy_report(), true).clicked() {
                    actions.push(Action::Settings(SettingsAction::CopyReport(report.to_owned())));
                }
                if outlined(ui, None, text::close(), true).clicked() {
                    actions.push(Action::CloseDialog);
                }
            },
        );
    });
}
