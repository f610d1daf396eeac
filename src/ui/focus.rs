//! The ring around what has the keyboard. It is drawn in one place, after everything else, so that no widget can be
//! without it and no panel cuts it off; and what Tab leads to is brought into view.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, CornerRadius, Event, Id, Memory, Stroke, StrokeKind, Ui};

use super::theme;

/// Where the keyboard was in the last frame.
#[derive(Debug, Default)]
pub struct Focus {
    last: Option<Id>,
    screen: Option<egui::Rect>,
    /// What got the focus out of view, and what is still to be done about it.
    hidden: Option<(Id, Step, u8)>,
}

/// A scroll area takes a target for itself, and moves one frame later: only then is known what is left for the one around it.
#[derive(Clone, Copy, Debug)]
enum Step {
    Inner,
    Settle,
    Outer,
    /// Areas in each other that are cut off themselves may need another round.
    Look,
}

/// What is larger than the window is never wholly in view.
const ROUNDS: u8 = 3;

fn wanted() -> Id {
    Id::unique("brought-into-view")
}

/// Before anything is drawn: what got the focus out of view is scrolled to, as a screen reader would ask for it.
pub fn reveal(ctx: &Context, focus: &mut Focus) {
    if ctx.current_pass_index() > 0 {
        return; // the same frame once more: nothing has moved
    }
    ctx.data_mut(|data| data.remove::<Id>(wanted()));
    match focus.hidden.take() {
        None => {}
        Some((id, Step::Inner, rounds)) => {
            let request = ActionRequest {
                action: Action::ScrollIntoView,
                target_tree: TreeId::ROOT,
                target_node: id.accesskit_id(),
                data: None,
            };
            ctx.input_mut(|input| input.events.push(Event::AccessKitActionRequest(request)));
            focus.hidden = Some((id, Step::Settle, rounds));
        }
        Some((id, Step::Settle, rounds)) => focus.hidden = Some((id, Step::Outer, rounds)),
        Some((id, Step::Outer, rounds)) => {
            ctx.data_mut(|data| data.insert_temp(wanted(), id));
            focus.hidden = Some((id, Step::Look, rounds));
        }
        Some((id, Step::Look, rounds)) => {
            focus.hidden = rounds.checked_sub(1).map(|left| (id, Step::Inner, left));
        }
    }
}

/// At the end of what a scroll area holds that holds others.
pub fn bring(ui: &Ui) {
    let Some(response) = ui.data(|data| data.get_temp::<Id>(wanted())).and_then(|id| ui.ctx().read_response(id)) else {
        return;
    };
    if response.layer_id == ui.layer_id() && !ui.clip_rect().contains_rect(response.rect) {
        ui.scroll_to_rect(response.rect, None);
    }
}

/// After everything is drawn.
pub fn ring(ctx: &Context, focus: &mut Focus) {
    let focused = ctx.memory(Memory::focused);
    // What has the focus stays in view when the window gets smaller, or the text larger.
    let screen = Some(ctx.content_rect());
    let moved = focused != focus.last || screen != focus.screen;
    (focus.last, focus.screen) = (focused, screen);
    let Some(response) = focused.and_then(|id| ctx.read_response(id)) else {
        focus.hidden = None;
        return;
    };
    let whole = response.interact_rect.expand(1.0).contains_rect(response.rect);
    // What was asked for in this frame moves it in the next one.
    let goes_on = matches!(focus.hidden, Some((_, Step::Settle | Step::Look, _)));
    if whole && !goes_on {
        focus.hidden = None;
    } else if moved && !whole {
        let fits = response.rect.height() <= ctx.content_rect().height();
        focus.hidden = Some((response.id, Step::Inner, if fits { ROUNDS - 1 } else { 0 }));
    }
    if focus.hidden.is_some() {
        ctx.request_repaint(); // some times each time that the focus moved out of view
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
