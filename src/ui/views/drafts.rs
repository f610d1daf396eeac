//! The line above text that was left unsaved before and is back.

use egui::Ui;

use crate::app::safe::SafeAction;
use crate::app::{Action, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{icon_label, link_button};

pub fn draft_ui(ui: &mut Ui, is_back: bool, actions: &mut Vec<Action>) {
    if !is_back {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        icon_label(ui, icon::INFO, tokens(ui).muted);
        ui.label(theme::cell(text::draft_is_back()).color(tokens(ui).muted));
        if link_button(ui, Some(icon::UNDO), text::start_afresh(), text::start_afresh()).clicked() {
            actions.push(Action::Safe(SafeAction::StartAfresh));
        }
    });
}
