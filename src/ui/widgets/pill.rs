//! Pills and the status: shape, word and colour.

use egui::{Color32, CornerRadius, Sense, Stroke, Ui, Vec2};

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
    paint(ui, look, words, None);
}

/// Filled dot and "Active", ring and "Deactivated".
pub fn status_ui(ui: &mut Ui, status: Status) {
    let look = if status.is_active() { Look::Good } else { Look::Danger };
    paint(ui, look, text::status(status), Some(status));
}

/// Painted by hand: a frame inside a row isn't centred.
fn paint(ui: &mut Ui, look: Look, words: &str, mark: Option<Status>) {
    let (color, fill) = look.colors(ui);
    let galley = egui::WidgetText::from(theme::caption(words).color(color)).into_galley(
        ui,
        Some(egui::TextWrapMode::Truncate),
        (ui.available_width() - 24.0).max(24.0),
        egui::TextStyle::Small,
    );
    let before = if mark.is_some() { 21.0 } else { 8.0 };
    let size = Vec2::new(before + galley.size().x + 8.0, 20.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(10), fill);
    let dot = rect.left_center() + Vec2::new(12.0, 0.0);
    match mark {
        Some(Status::Active) => {
            painter.circle_filled(dot, 4.0, color);
        }
        Some(Status::Inactive) => {
            painter.circle_stroke(dot, 3.25, Stroke::new(1.5, color));
        }
        None => {}
    }
    let at = rect.left_center() + Vec2::new(before, -galley.size().y / 2.0);
    painter.galley(at, galley, color);
}
