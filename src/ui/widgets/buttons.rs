//! Buttons: one primary one a screen, outlined ones, quiet ones in rows, icons that always have a name.

use egui::{AtomExt as _, Button, Color32, Response, RichText, Stroke, Ui, Vec2};

use crate::ui::theme::{self, tokens};

/// The one action that matters.
pub fn primary(ui: &mut Ui, glyph: Option<&str>, label: &str, enabled: bool) -> Response {
    let accent = tokens(ui).accent;
    filled(ui, glyph, label, enabled, accent)
}

/// The one action that matters, where it takes something away for good.
pub fn destructive(ui: &mut Ui, glyph: Option<&str>, label: &str, enabled: bool) -> Response {
    let danger = tokens(ui).danger;
    filled(ui, glyph, label, enabled, danger)
}

fn filled(ui: &mut Ui, glyph: Option<&str>, label: &str, enabled: bool, fill: Color32) -> Response {
    let t = tokens(ui);
    let words = theme::strong(label).color(t.on_accent);
    let response = styled(ui, |ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.weak_bg_fill = fill;
            state.bg_stroke = Stroke::new(2.0, fill);
        }
        widgets.hovered.bg_stroke = Stroke::new(2.0, t.text);
        sized(ui, glyph.map(|glyph| theme::icon_text(glyph).color(t.on_accent)), words, enabled)
    });
    response.accessible_name(label)
}

/// Says why a button is disabled: to the pointer, and to a screen reader.
pub fn with_reason(response: Response, reason: Option<&str>) -> Response {
    let Some(reason) = reason.filter(|_| !response.enabled()) else {
        return response;
    };
    response.ctx.accesskit_node_builder(response.id, |node| node.set_description(reason));
    response.on_disabled_hover_text(reason)
}

pub fn outlined(ui: &mut Ui, glyph: Option<&str>, label: &str, enabled: bool) -> Response {
    let color = ui.visuals().text_color();
    let glyph = glyph.map(|glyph| theme::icon_text(glyph).color(color));
    sized(ui, glyph, theme::strong(label), enabled).accessible_name(label)
}

/// Without an outline, for bars and menus.
pub fn quiet(ui: &mut Ui, glyph: Option<&str>, label: &str, enabled: bool) -> Response {
    let response = styled(ui, |ui| {
        no_outline(ui);
        let glyph = glyph.map(theme::icon_text);
        sized(ui, glyph, RichText::new(label), enabled)
    });
    response.accessible_name(label)
}

/// A link-like button in the accent colour. `name` is what a screen reader hears.
pub fn link_button(ui: &mut Ui, glyph: Option<&str>, label: &str, name: &str) -> Response {
    let accent = tokens(ui).accent;
    let response = styled(ui, |ui| {
        no_outline(ui);
        ui.spacing_mut().button_padding = Vec2::new(theme::GAP_XS, 2.0);
        let words = theme::cell_strong(label).color(accent);
        let button = match glyph {
            Some(glyph) => {
                // Below each other, long words go on in the next line; in a row, the whole button does.
                let words = words.atom_shrink(!ui.layout().is_horizontal());
                Button::new((theme::icon_sized(glyph, theme::ICON_S).color(accent), words)).gap(theme::GAP_XS)
            }
            None => Button::new(words),
        };
        let in_lines = ui.layout().is_horizontal() && ui.layout().main_wrap();
        ui.add(if in_lines { button.wrap_mode(egui::TextWrapMode::Extend) } else { button })
    });
    response.accessible_name(name)
}

/// An icon alone, with a name for the pointer and the screen reader.
pub fn icon_button(ui: &mut Ui, glyph: &str, name: &str) -> Response {
    let response = styled(ui, |ui| {
        no_outline(ui);
        ui.spacing_mut().button_padding = Vec2::splat(theme::GAP_S);
        ui.add(Button::new(theme::icon_text(glyph)).min_size(Vec2::splat(theme::CONTROL)))
    });
    response.accessible_name(name).on_hover_text(name)
}

/// An icon beside text; it has no meaning of its own for a screen reader.
pub fn icon_label(ui: &mut Ui, glyph: &str, color: Color32) {
    plain_icon_label(ui, theme::icon_text(glyph).color(color));
}

pub fn plain_icon_label(ui: &mut Ui, icon: RichText) {
    let galley = egui::WidgetText::from(icon).into_galley(
        ui,
        Some(egui::TextWrapMode::Extend),
        f32::INFINITY,
        egui::TextStyle::Body,
    );
    let (rect, _) = ui.allocate_exact_size(galley.size(), egui::Sense::empty());
    let color = ui.visuals().text_color();
    ui.painter().galley(rect.min, galley, color);
}

fn sized(ui: &mut Ui, glyph: Option<RichText>, words: RichText, enabled: bool) -> Response {
    let button = match glyph {
        Some(glyph) => Button::new((glyph, words.atom_shrink(true))).gap(theme::GAP_S),
        None => Button::new(words),
    };
    let button = button.min_size(Vec2::new(0.0, theme::CONTROL));
    // In a row that has no room left, the button goes to the next line: its words don't.
    let button = if ui.layout().is_horizontal() { button.wrap_mode(egui::TextWrapMode::Extend) } else { button };
    ui.add_enabled(enabled, button)
}

/// With a look of its own. Without a part of the window of its own: that would not go to the next line where a row ends.
fn styled(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> Response) -> Response {
    let before = ui.style().clone();
    let response = content(ui);
    ui.set_style(before);
    response
}

fn no_outline(ui: &mut Ui) {
    let widgets = &mut ui.visuals_mut().widgets;
    widgets.inactive.weak_bg_fill = Color32::TRANSPARENT;
    for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
        state.bg_stroke = Stroke::NONE;
    }
}
