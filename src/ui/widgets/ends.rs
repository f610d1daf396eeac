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
        let (width, lines) = ui
            .horizontal_wrapped(|ui| {
                let top = ui.cursor().top();
                right(ui);
                (ui.min_rect().width(), ui.cursor().top() - top)
            })
            .inner;
        // In one line, it is as wide as it would be beside the left: it may fit there again.
        if lines < 1.0 && known.is_some_and(|known| known - width > 0.1) {
            ui.data_mut(|data| data.insert_temp(id, width));
            if width + least <= room.width() {
                ui.ctx().request_discard(salt);
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_below_comes_back_beside_when_it_fits_again() {
        let ctx = egui::Context::default();
        let beside = |width: f32| {
            let screen = Rect::from_min_size(egui::Pos2::ZERO, Vec2::new(400.0, 300.0));
            let input = egui::RawInput { screen_rect: Some(screen), ..egui::RawInput::default() };
            let (mut left, mut right) = (Rect::NOTHING, Rect::NOTHING);
            let mut output = ctx.run_ui(input, |ui| {
                let part = |at: &mut Rect, width: f32, ui: &mut Ui| *at = ui.allocate_space(Vec2::new(width, 20.0)).1;
                ends(ui, "both", |ui| part(&mut left, 100.0, ui), |ui| part(&mut right, width, ui));
            });
            output.textures_delta.clear(); // nobody draws it
            right.top() < left.bottom()
        };
        assert!(!beside(380.0));
        assert!(!beside(380.0), "it stays below as long as it is so wide");
        assert!(beside(200.0));
        assert!(!beside(380.0));
    }
}
