//! Small parts that several views share: a chip, a row of choices, an arrow that opens details, the end of a row, Enter in a dialog.

use egui::{Align, Button, CornerRadius, Key, Layout, Response, Stroke, StrokeKind, Ui, Vec2};

use crate::app::Action;
use crate::ui::theme::{self, icon, tokens};

/// One of several choices in a row.
pub fn chip(ui: &mut Ui, on: bool, words: &str) -> Response {
    let t = tokens(ui);
    let (color, fill, edge) = if on { (t.accent, t.accent_weak, t.accent) } else { (t.text, t.surface, t.border) };
    let words = theme::cell_strong(words).color(color);
    let button = Button::selectable(on, words).fill(fill).stroke(egui::Stroke::new(1.0, edge));
    let button = button.frame_when_inactive(true).min_size(Vec2::new(0.0, theme::CONTROL));
    ui.add(button)
}

/// Choices of which one is on, joined to one control where a line has room for it. Returns the one that was chosen.
pub fn segments(ui: &mut Ui, items: &[(bool, &str)]) -> Option<usize> {
    let padding = 2.0 * ui.spacing().button_padding.x;
    let widths: Vec<f32> = items.iter().map(|(_, words)| (width_of(ui, words) + padding).ceil()).collect();
    let size = Vec2::new(widths.iter().sum(), theme::CONTROL);
    if size.x > ui.available_size_before_wrap().x.max(ui.max_rect().width()) {
        let mut chips = items.iter().map(|(on, words)| chip(ui, *on, words).clicked()).collect::<Vec<_>>().into_iter();
        return chips.position(|clicked| clicked);
    }
    let mut chosen = None;
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let mut on_rect = None;
        let mut edges = Vec::new();
        for (at, ((on, words), width)) in items.iter().zip(widths).enumerate() {
            let response = segment(ui, *on, words, width, corners(at == 0, at + 1 == items.len()));
            if *on {
                on_rect = Some((response.rect, corners(at == 0, at + 1 == items.len())));
            }
            if response.clicked() {
                chosen = Some(at);
            }
            edges.push(response.rect);
        }
        outline(ui, &edges);
        if let Some((rect, corners)) = on_rect {
            ui.painter().rect_stroke(rect, corners, Stroke::new(1.0, tokens(ui).accent), StrokeKind::Inside);
        }
    });
    chosen
}

fn width_of(ui: &Ui, words: &str) -> f32 {
    let text = egui::WidgetText::from(theme::cell_strong(words));
    text.into_galley(ui, Some(egui::TextWrapMode::Extend), f32::INFINITY, egui::TextStyle::Button).size().x
}

fn segment(ui: &mut Ui, on: bool, words: &str, width: f32, corners: CornerRadius) -> Response {
    let t = tokens(ui);
    let (color, fill) = if on { (t.accent, t.accent_weak) } else { (t.text, t.surface) };
    let button = Button::selectable(on, theme::cell_strong(words).color(color)).fill(fill).stroke(Stroke::NONE);
    let button = button.frame_when_inactive(true).corner_radius(corners).min_size(Vec2::new(width, theme::CONTROL));
    ui.add(button)
}

fn corners(first: bool, last: bool) -> CornerRadius {
    let round = |so| if so { theme::RADIUS } else { 0 };
    CornerRadius { nw: round(first), sw: round(first), ne: round(last), se: round(last) }
}

/// Around all of them, and a hairline between each two.
fn outline(ui: &Ui, rects: &[egui::Rect]) {
    let line = Stroke::new(1.0, tokens(ui).border);
    let whole = rects.iter().copied().reduce(egui::Rect::union);
    if let Some(whole) = whole {
        ui.painter().rect_stroke(whole, theme::RADIUS, line, StrokeKind::Inside);
    }
    for rect in rects.iter().skip(1) {
        ui.painter().vline(rect.left(), rect.y_range(), line);
    }
}

/// An arrow that opens details, and says which.
pub fn fold(ui: &mut Ui, open: bool, name: &str, action: Action, actions: &mut Vec<Action>) {
    let glyph = if open { icon::CHEVRON_DOWN } else { icon::CHEVRON_RIGHT };
    let button =
        Button::new(theme::icon_sized(glyph, theme::ICON_S)).frame_when_inactive(false).min_size(Vec2::splat(24.0));
    let response = ui.add(button).accessible_name(name);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    if response.gained_focus() {
        response.scroll_to_me(None); // Tab may have led out of view
    }
    if response.clicked() {
        actions.push(action);
    }
}

/// Right-aligned content of a row.
pub fn at_the_right(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(Align::Center), content);
}

/// Enter does the dialog's verb, but not where a button has the focus.
pub fn enter(ui: &Ui) -> bool {
    let on_a_widget = ui.memory(egui::Memory::focused).is_some() && !ui.ctx().text_edit_focused();
    !on_a_widget && ui.input(|input| input.key_pressed(Key::Enter))
}
