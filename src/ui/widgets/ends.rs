//! A row with something at its right end, in reading order: what stands at the left comes first by Tab and for a screen
//! reader. A layout from right to left would turn that round.

use egui::{Align, Layout, Rect, Ui, UiBuilder, Vec2};

use crate::ui::theme;

/// `left` gets the room that `right` leaves. How wide that is was measured when it was last drawn; where that has
/// changed, the frame is drawn once more before anyone sees it. Where both don't fit, `right` goes below.
pub fn ends(ui: &mut Ui, salt: &'static str, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    row(ui, salt, theme::LEFT_LEAST, left, right);
}

/// Content at the right end of a row of its own.
pub fn at_the_end(ui: &mut Ui, salt: &'static str, content: impl FnOnce(&mut Ui)) {
    row(ui, salt, 0.0, |_| {}, content);
}

fn row(ui: &mut Ui, salt: &'static str, least: f32, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let id = ui.scope_id().with(salt);
    let known: Option<f32> = ui.data(|data| data.get_temp(id));
    let room = ui.available_rect_before_wrap();
    let in_a_bar = ui.layout().is_horizontal();
    if !in_a_bar && known.is_some_and(|known| known + least > room.width()) {
        if least > 0.0 {
            ui.horizontal(left);
        }
        ui.horizontal_wrapped(right);
        return;
    }
    let height = if in_a_bar { room.height() } else { theme::CONTROL };
    let row = Rect::from_min_size(room.min, Vec2::new(room.width(), height));
    let start = (row.right() - known.unwrap_or(row.width())).max(row.left());
    let part = |name: u8, rect: Rect| {
        UiBuilder::new().id_salt((salt, name)).max_rect(rect).layout(Layout::left_to_right(Align::Center))
    };
    let mut inner = ui.new_child(part(0, row.with_max_x((start - theme::GAP_S).max(row.left()))));
    left(&mut inner);
    let drawn = inner.min_rect();
    let mut inner = ui.new_child(part(1, row.with_min_x(start)));
    right(&mut inner);
    let width = inner.min_rect().width();
    if known.is_none_or(|known| (width - known).abs() > 0.1) {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_discard(salt);
    }
    ui.advance_cursor_after_rect(drawn.union(inner.min_rect()));
}
