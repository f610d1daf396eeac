//! An empty place that teaches: a calm drawing, what would be here, and the one way on.

use egui::{Align, Label, Layout, Ui, Vec2};

use super::{outlined, primary, shown, with_reason};
use crate::ui::theme::{self, tokens};

/// The way on.
pub struct Way<'a> {
    pub glyph: Option<&'a str>,
    pub words: &'a str,
    /// Why it can't be gone now.
    pub reason: Option<&'a str>,
    /// The page has no other primary button.
    pub main: bool,
}

impl<'a> Way<'a> {
    pub fn new(glyph: Option<&'a str>, words: &'a str) -> Self {
        Self { glyph, words, reason: None, main: false }
    }
}

/// In a lower window the drawing would push the way on out of it.
const LOW: f32 = 320.0;

/// True where the way on was taken.
pub fn empty(ui: &mut Ui, glyph: &str, (title, text): (&str, &str), way: Option<&Way<'_>>) -> bool {
    let mut taken = false;
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_S;
        let above = ui.available_height() / 8.0;
        ui.add_space(above.min(theme::EMPTY_ABOVE));
        if ui.ctx().content_rect().height() >= LOW {
            drawing(ui, glyph);
            ui.add_space(theme::GAP_XS);
        }
        let width = ui.available_width().min(theme::READABLE * 0.8);
        ui.allocate_ui_with_layout(Vec2::new(width, 0.0), Layout::top_down(Align::Center), |ui| {
            ui.add(Label::new(theme::title(shown(title))).wrap());
            if !text.is_empty() {
                let words = egui::RichText::new(shown(text)).color(tokens(ui).muted);
                ui.add(Label::new(words).wrap());
            }
        });
        if let Some(way) = way {
            ui.add_space(theme::GAP_XS);
            let button = if way.main { primary } else { outlined };
            let button = button(ui, way.glyph, way.words, way.reason.is_none());
            taken = with_reason(button, way.reason).clicked();
        }
        ui.add_space(theme::GAP_S);
    });
    taken
}

/// A sign on a quiet round, with two smaller rounds behind it. It means nothing to a screen reader.
fn drawing(ui: &mut Ui, glyph: &str) {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(120.0, 76.0), egui::Sense::empty());
    let painter = ui.painter();
    for (x, y, radius) in [(-46.0, 18.0, 8.0), (48.0, -14.0, 11.0)] {
        painter.circle_filled(rect.center() + Vec2::new(x, y), radius, t.sunken);
    }
    painter.circle_filled(rect.center(), 36.0, t.accent_weak);
    let sign = egui::WidgetText::from(theme::icon_sized(glyph, theme::ICON_XL).color(t.accent));
    let galley = sign.into_galley(ui, None, f32::INFINITY, egui::TextStyle::Body);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, t.accent);
}
