//! Pills and the status: shape, word and colour.

use egui::{Color32, CornerRadius, Frame, Margin, Sense, Stroke, Ui, Vec2};

use crate::app::text;
use crate::domain::Status;
use crate::ui::theme::{self, tokens};

/// What a pill means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Neutral,
    Accent,
    Good,
    Warning,
    Danger,
}

impl Look {
    pub fn colors(self, ui: &Ui) -> (Color32, Color32) {
        let t = tokens(ui);
        match self {
            Self::Neutral => (t.muted, t.sunken),
            Self::Accent => (t.accent, t.accent_weak),
            Self::Good => (t.ok, t.ok_weak),
            Self::Warning => (t.warn, t.warn_weak),
            Self::Danger => (t.danger, t.danger_weak),
        }
    }
}

pub fn pill(ui: &mut Ui, look: Look, words: &str) {
    let (color, fill) = look.colors(ui);
    framed(ui, fill, |ui| {
        ui.add(egui::Label::new(theme::caption(words).color(color)).selectable(false).extend());
    });
}

/// A number beside a navigation entry.
pub fn count_pill(ui: &mut Ui, count: usize) {
    pill(ui, Look::Neutral, &count.to_string());
}

/// Filled dot and "Active", ring and "Deactivated".
pub fn status_ui(ui: &mut Ui, status: Status) {
    let look = if status.is_active() { Look::Good } else { Look::Danger };
    let (color, fill) = look.colors(ui);
    framed(ui, fill, |ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(8.0), Sense::empty());
        if status.is_active() {
            ui.painter().circle_filled(rect.center(), 4.0, color);
        } else {
            ui.painter().circle_stroke(rect.center(), 3.25, Stroke::new(1.5, color));
        }
        ui.add(egui::Label::new(theme::caption(text::status(status)).color(color)).selectable(false).extend());
    });
}

fn framed(ui: &mut Ui, fill: Color32, content: impl FnOnce(&mut Ui)) {
    Frame::new()
        .fill(fill)
        .corner_radius(CornerRadius::same(theme::HALF_ROUND))
        .inner_margin(Margin::symmetric(8, 2))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.spacing_mut().interact_size.y = 0.0;
            ui.horizontal(content);
        });
}
