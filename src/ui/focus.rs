//! The ring around what has the keyboard. It is drawn in one place, after everything else, so that no widget can be
//! without it and no panel cuts it off; and what Tab leads to is brought into view.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, CornerRadius, Event, Id, Memory, Stroke, StrokeKind};

use super::theme;

/// Where the keyboard was in the last frame.
#[derive(Debug, Default)]
pub struct Focus {
    last: Option<Id>,
    /// What got the focus out of view: it is scrolled to in the next frame.
    hidden: Option<Id>,
}

/// Before anything is drawn: what got the focus out of view is scrolled to, as a screen reader would ask for it.
pub fn reveal(ctx: &Context, focus: &mut Focus) {
    let Some(id) = focus.hidden.take() else {
        return;
    };
    let request = ActionRequest {
        action: Action::ScrollIntoView,
        target_tree: TreeId::ROOT,
        target_node: id.accesskit_id(),
        data: None,
    };
    ctx.input_mut(|input| input.events.push(Event::AccessKitActionRequest(request)));
}

/// After everything is drawn.
pub fn ring(ctx: &Context, focus: &mut Focus) {
    let focused = ctx.memory(Memory::focused);
    let moved = focused != focus.last;
    focus.last = focused;
    let Some(response) = focused.and_then(|id| ctx.read_response(id)) else {
        return;
    };
    let whole = response.interact_rect.expand(1.0).contains_rect(response.rect);
    if moved && !whole {
        focus.hidden = focused;
        ctx.request_repaint(); // once each time that the focus moved out of view
    }
    // A field draws its own outline, which is seen where nothing of the field is cut off.
    if (whole && ctx.text_edit_focused()) || !response.interact_rect.is_positive() {
        return;
    }
    let tokens = theme::tokens_of(ctx.theme());
    let room = ctx.content_rect().shrink(theme::RING / 2.0);
    let rect = response.interact_rect.expand(theme::RING_GAP + theme::RING / 2.0).intersect(room);
    let stroke = Stroke::new(theme::RING, tokens.accent);
    let painter = ctx.layer_painter(response.layer_id);
    painter.rect_stroke(rect, CornerRadius::same(theme::RADIUS_RING), stroke, StrokeKind::Middle);
}
