//! Small parts that several views share: a chip, an arrow that opens details, the end of a row, Enter in a dialog.

use egui::{Align, Button, Key, Layout, Response, Ui, Vec2};

use crate::app::Action;
use crate::ui::theme::{self, icon, tokens};

/// One of several choices in a row.
pub fn chip(ui: &mut Ui, on: bool, words: &str) -> Response {
    let t = tokens(ui);
    let (color, fill, edge) = if on { (t.accent, t.accent_weak, t.accent) } else { (t.text, t.surface, t.border) };
    let words = theme::cell_strong(words).color(color);
    let button = Button::selectable(on, words).fill(fill).stroke(egui::Stroke::new(1.0, edge));
    let button = button.frame_when_inactive(true).min_size(Vec2::new(0.0, theme::CONTROL));
    ui.add(button)
}

/// An arrow that opens details, and says which.
pub fn fold(ui: &mut Ui, open: bool, name: &str, action: Action, actions: &mut Vec<Action>) {
    let glyph = if open { icon::CHEVRON_DOWN } else { icon::CHEVRON_RIGHT };
    let button =
        Button::new(theme::icon_sized(glyph, theme::ICON_S)).frame_when_inactive(false).min_size(Vec2::splat(24.0));
    let response = ui.add(button).accessible_name(name);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.gained_focus() {
        response.scroll_to_me(None); // Tab may have led out of view
    }
    if response.clicked() {
        actions.push(action);
    }
}

/// Right-aligned content of a row.
pub fn at_the_right(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(Align::Center), content);
}

/// Enter does the dialog's verb: not while an input method composes, not where a button has the focus.
pub fn enter(ui: &Ui) -> bool {
    let composing = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Ime(_))));
    let on_a_widget = ui.memory(egui::Memory::focused).is_some() && !ui.ctx().text_edit_focused();
    !composing && !on_a_widget && ui.input(|input| input.key_pressed(Key::Enter))
}
