//! A webhook's last weeks as a strip: full height is on, a low bar is off, a line is not known; changes are marks below.
//! Heights tell it as well as colours do.

use egui::{Pos2, Rect, Sense, Stroke, Ui, Vec2};
use jiff::{SignedDuration, Timestamp};

use crate::app::text;
use crate::domain::TimeFormat;
use crate::domain::strip::{PartState, Strip};
use crate::ui::theme::{self, tokens};

const HEIGHT: f32 = 22.0;
const MARKS: f32 = 8.0;

/// `from` and `to` are what the whole width stands for.
pub fn strip_ui(ui: &mut Ui, strip: &Strip, from: Timestamp, to: Timestamp, times: TimeFormat) {
    let all = to.duration_since(from).as_secs();
    if all <= 0 {
        return;
    }
    ui.label(theme::caption(text::strip_title()).color(tokens(ui).muted));
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT + MARKS), Sense::hover());
    let bar = Rect::from_min_size(rect.min, Vec2::new(rect.width(), HEIGHT));
    let x = |at: Timestamp| bar.left() + bar.width() * share(at.duration_since(from).as_secs(), all);
    for part in &strip.parts {
        paint_part(ui, bar, x(part.from), x(part.to), part.state);
    }
    for mark in &strip.marks {
        paint_mark(ui, rect, x(mark.at.latest()));
    }
    let words = text::strip(strip, times);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, words.clone()));
    if let Some(pointer) = response.hover_pos() {
        let seconds = seconds_at(pointer, bar, all);
        let at = from.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(to);
        response.on_hover_text(text::strip_at(strip, at, all / 60, times));
    }
}

fn paint_part(ui: &Ui, bar: Rect, left: f32, right: f32, state: PartState) {
    let t = tokens(ui);
    let (height, color) = match state {
        PartState::On => (HEIGHT, t.ok),
        PartState::Off => (HEIGHT * 0.4, t.danger),
        PartState::Unknown => (2.0, t.strong),
        PartState::Absent => return,
    };
    // A short time is still seen, also at the end.
    let right = right.max(left + 2.0).min(bar.right());
    let left = left.min(right - 2.0);
    let rect = Rect::from_min_max(Pos2::new(left, bar.bottom() - height), Pos2::new(right, bar.bottom()));
    ui.painter().rect_filled(rect, 1.0, color);
}

fn paint_mark(ui: &Ui, rect: Rect, x: f32) {
    let t = tokens(ui);
    let (top, bottom) = (rect.bottom() - MARKS + 2.0, rect.bottom());
    ui.painter().line_segment([Pos2::new(x, top), Pos2::new(x, bottom)], Stroke::new(2.0, t.text));
}

#[expect(clippy::cast_precision_loss, reason = "a place on screen needs no more than a float holds")]
fn share(part: i64, all: i64) -> f32 {
    (part as f32 / all as f32).clamp(0.0, 1.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a moment under the pointer")]
fn seconds_at(pointer: Pos2, bar: Rect, all: i64) -> i64 {
    let share = ((pointer.x - bar.left()) / bar.width().max(1.0)).clamp(0.0, 1.0);
    (f64::from(share) * all as f64) as i64
}
