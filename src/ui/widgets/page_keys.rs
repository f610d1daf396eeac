//! A page that scrolls, by keyboard: also where nothing in it could have the focus.

use egui::style::ScrollAnimation;
use egui::{Key, Modifiers, Ui, Vec2};

/// What an arrow scrolls.
const LINE: f32 = 40.0;

/// Inside of a scroll area. Page up and down, Home and End work unless a field has the focus, the arrows while nothing
/// has it: else they move the focus.
pub fn page_keys(ui: &Ui) {
    let elsewhere = !ui.memory(|memory| memory.allows_interaction(ui.layer_id()));
    if elsewhere || ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let page = (ui.clip_rect().height() - LINE).max(LINE);
    let mut keys =
        vec![(Key::PageUp, page), (Key::PageDown, -page), (Key::Home, f32::MAX / 4.0), (Key::End, -f32::MAX / 4.0)];
    if ui.memory(egui::Memory::focused).is_none() {
        keys.extend([(Key::ArrowUp, LINE), (Key::ArrowDown, -LINE)]);
    }
    for (key, by) in keys {
        if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            ui.scroll_with_delta_animation(Vec2::new(0.0, by), ScrollAnimation::none());
        }
    }
}
