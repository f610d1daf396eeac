//! The sheet of shortcuts, made from the table that the keys are read from.

use egui::{Label, ScrollArea, Ui};

use crate::app::keys::{Held, SHORTCUTS};
use crate::app::{Action, TourAction, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{at_the_right, dialog, link_button, outlined};

/// Whether the keys are those of a Mac.
pub fn is_mac(ui: &Ui) -> bool {
    ui.ctx().os() == egui::os::OperatingSystem::Mac
}

pub fn shortcuts_ui(ui: &mut Ui, can_tour: bool, actions: &mut Vec<Action>) {
    let mac = is_mac(ui);
    dialog(ui, text::shortcuts_title(), actions, |ui, actions| {
        let t = tokens(ui);
        ui.add(Label::new(theme::cell(text::shortcuts_text()).color(t.muted)).wrap());
        let room = (ui.ctx().content_rect().height() - 200.0).max(120.0);
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_S;
            for (name, keys) in lines(mac) {
                egui::Sides::new().height(20.0).shrink_left().truncate().show(
                    ui,
                    |ui| ui.label(theme::cell(name)),
                    |ui| ui.label(theme::cell_strong(keys)),
                );
            }
        });
        at_the_right(ui, |ui| {
            if outlined(ui, None, text::close(), true).clicked() {
                actions.push(Action::CloseDialog);
            }
            if can_tour && link_button(ui, Some(icon::GRADUATION_CAP), text::tour_offer(), text::tour_offer()).clicked()
            {
                actions.extend([Action::CloseDialog, Action::Tour(TourAction::Start)]);
            }
        });
    });
}

/// A line for each thing that shortcuts do, with all keys for it.
fn lines(mac: bool) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    let mut held = Held::Nothing;
    for shortcut in SHORTCUTS.iter().filter(|shortcut| mac || !shortcut.mac_only) {
        let (name, keys) = (text::does(shortcut.does), text::chord(*shortcut, mac));
        match lines.last_mut().filter(|(last, _)| *last == name) {
            Some((_, all)) => {
                all.push_str(", ");
                // "Shift Up, Down": what is held for all is said once.
                all.push_str(if shortcut.held == held { text::key_name(shortcut.key) } else { &keys });
            }
            None => lines.push((name, keys)),
        }
        held = shortcut.held;
    }
    lines
}
