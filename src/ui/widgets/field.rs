//! A field: its label above, its error, what was cleaned, and its hint below.

use egui::{Response, TextEdit, Ui, Vec2};

use super::buttons::icon_button;
use super::live;
use super::text_edit::{Kind, text_edit};
use crate::app::text;
use crate::domain::Secret;
use crate::ui::theme::{self, icon, tokens};

/// One labelled line of text.
pub struct Field<'a> {
    pub label: &'a str,
    pub hint: &'a str,
    pub error: Option<&'a str>,
    pub note: Option<&'a str>,
    pub enabled: bool,
    pub salt: &'a str,
    /// The first field of a page: typing can begin at once.
    pub takes_focus: bool,
}

impl Field<'_> {
    pub fn show(&self, ui: &mut Ui, value: &mut String) -> Response {
        let label = ui.label(theme::caption(self.label).color(tokens(ui).muted));
        ui.add_space(-theme::GAP_XS);
        let edit = ui
            .scope(|ui| {
                self.mark_error(ui);
                if !self.enabled {
                    ui.disable();
                }
                let hint = self.hint.to_owned();
                text_edit(ui, self.salt, value, Kind::Line, |edit| line_of(edit.hint_text(hint), f32::INFINITY))
            })
            .inner
            .response
            .labelled_by(label.id);
        tell_error(&edit, self.error);
        self.below(ui);
        edit
    }

    /// The error's colour as the outline; the error's words say the same below.
    pub fn mark_error(&self, ui: &mut Ui) {
        if self.error.is_some() {
            let danger = tokens(ui).danger;
            let widgets = &mut ui.visuals_mut().widgets;
            for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active, &mut widgets.noninteractive]
            {
                state.bg_stroke = egui::Stroke::new(1.5, danger);
            }
        }
    }

    pub fn below(&self, ui: &mut Ui) {
        if let Some(error) = self.error {
            field_note(ui, error, true);
        }
        if let Some(note) = self.note {
            field_note(ui, note, false);
        }
    }
}

/// A field to search with: a magnifying glass before its hint.
pub fn search_field(ui: &mut Ui, salt: &str, hint: &str, name: &str, width: f32, value: &mut String) -> Response {
    // The icon font stands behind the text font, so the two go into one text.
    let hint = format!("{}  {hint}", icon::SEARCH);
    let edited = text_edit(ui, salt, value, Kind::Line, |edit| line_of(edit.hint_text(hint), width));
    edited.response.accessible_name(name)
}

/// How every field of one line looks.
fn line_of(edit: TextEdit<'_>, width: f32) -> TextEdit<'_> {
    edit.desired_width(width).margin(theme::FIELD_MARGIN).min_size(Vec2::new(0.0, theme::CONTROL))
}

/// A sentence under a field. An error is spoken by a screen reader when it appears.
pub fn field_note(ui: &mut Ui, words: &str, is_error: bool) {
    note_ui(ui, is_error, words, |ui, label| if is_error { live::note(ui, words, label) } else { label(ui) });
}

/// What is waited for, spoken when it begins.
pub fn progress_note(ui: &mut Ui, words: &str) {
    note_ui(ui, false, words, |ui, label| live::progress(ui, "progress", words, label));
}

/// How long it still takes until the app goes on: it counts down, and isn't spoken every second.
pub fn countdown_note(ui: &mut Ui, words: &str) {
    note_ui(ui, false, words, |ui, label| live::countdown(ui, "countdown", words, label));
}

fn note_ui(
    ui: &mut Ui,
    is_error: bool,
    words: &str,
    told: impl FnOnce(&mut Ui, &mut dyn FnMut(&mut Ui) -> Response) -> Response,
) {
    let t = tokens(ui);
    let (glyph, color) = if is_error { (icon::CIRCLE_ALERT, t.danger) } else { (icon::INFO, t.muted) };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP_S;
        super::plain_icon_label(ui, theme::icon_sized(glyph, theme::ICON_S).color(color));
        told(ui, &mut |ui| ui.add(egui::Label::new(theme::caption(words).color(color)).wrap()));
    });
}

/// What is wrong in a field is heard with the field, also when one comes back to it.
fn tell_error(edit: &Response, error: Option<&str>) {
    if let Some(error) = error {
        edit.ctx.accesskit_node_builder(edit.id, |node| {
            node.set_invalid(egui::accesskit::Invalid::True);
            node.set_description(error);
        });
    }
}

/// What happened to a secret's field.
#[expect(clippy::struct_excessive_bools, reason = "each can happen beside the others")]
#[derive(Default)]
pub struct SecretResponse {
    pub changed: bool,
    pub paste: bool,
    pub toggle: bool,
    /// Enter was pressed in it.
    pub entered: bool,
    /// What was copied out of it while it was shown.
    pub copied: Option<Secret>,
}

/// A field with a Paste button; masked with a toggle where `reveal` is given. It keeps no undo states: egui would
/// hold up to 100 of them in plain text.
pub fn secret_field(ui: &mut Ui, field: &Field<'_>, value: &mut String, reveal: Option<bool>) -> SecretResponse {
    let label = ui.label(theme::caption(field.label).color(tokens(ui).muted));
    ui.add_space(-theme::GAP_XS);
    let mut out = SecretResponse::default();
    ui.horizontal(|ui| {
        let buttons = if reveal.is_some() { 150.0 } else { 112.0 };
        let width = (ui.available_width() - buttons).max(80.0);
        let edited = ui
            .scope(|ui| {
                field.mark_error(ui);
                if !field.enabled {
                    ui.disable();
                }
                let masked = reveal == Some(false);
                text_edit(ui, field.salt, value, Kind::Secret, |edit| line_of(edit.password(masked), width))
            })
            .inner;
        if field.takes_focus && field.enabled && ui.memory(egui::Memory::focused).is_none() {
            edited.response.request_focus();
        }
        let response = edited.response.labelled_by(label.id);
        out.copied = edited.copied.map(Secret::new);
        tell_error(&response, field.error);
        out.changed = response.changed();
        out.entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if let Some(shown) = reveal {
            let (glyph, name) = if shown {
                (icon::EYE_OFF, text::hide_field(field.label))
            } else {
                (icon::EYE, text::reveal_field(field.label))
            };
            out.toggle = icon_button(ui, glyph, &name).clicked();
        }
        let name = text::paste_into(field.label);
        let paste = super::quiet(ui, Some(icon::CLIPBOARD_PASTE), text::paste(), field.enabled);
        out.paste = paste.accessible_name(name).clicked() || edited.paste;
    });
    field.below(ui);
    out
}
