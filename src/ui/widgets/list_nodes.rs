//! Lists as a screen reader hears them: an item knows its place in the whole, also where only a part is drawn. And what
//! keeps its ids, and so the focus, whatever is drawn above it.

use egui::accesskit::Role;
use egui::{AsIdSalt, Ui, UiBuilder};

/// A list of so many items.
pub fn list_ui<R>(ui: &mut Ui, name: &str, size: usize, content: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new().id_salt(("list", name)).accessibility_role(Role::List).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_size_of_set(size));
        content(ui)
    })
    .inner
}

/// An item; `position` counts from 0.
pub fn item_ui<R>(
    ui: &mut Ui,
    salt: impl AsIdSalt,
    name: &str,
    position: usize,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let id = ui.scope_id().with(salt);
    let builder = UiBuilder::new().scope_id(id).accessibility_role(Role::ListItem).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_position_in_set(position));
        content(ui)
    })
    .inner
}

/// A part of the page whose ids hang on its name alone: under a name as a salt, egui also counts what stands before it,
/// and a button would lose the focus when something comes above.
pub fn steady_ui<R>(ui: &mut Ui, name: impl AsIdSalt, content: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.scope_id().with(name);
    let mut part = ui.new_child(UiBuilder::new().scope_id(id));
    let result = content(&mut part);
    // An empty one takes no room, nor the space that goes before the next.
    if part.min_rect().height() > 0.0 {
        ui.advance_cursor_after_rect(part.min_rect());
    }
    result
}
