//! The command palette: a field, and what its letters find.

use egui::{Align2, AtomExt as _, Button, Frame, Key, Label, Margin, Modal, Modifiers, ScrollArea, Ui, Vec2};

use super::shortcuts::is_mac;
use crate::app::keys::{Does, SHORTCUTS};
use crate::app::palette::{Item, Kind, Palette};
use crate::app::{Action, PaletteAction, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{Kind as Edit, Way, empty, live, shown, text_edit};

/// How far Page up and Page down go.
const PAGE: isize = 8;

pub fn palette_ui(
    ui: &mut Ui,
    palette: &mut Palette,
    keys: &[Option<String>],
    why: Option<&str>,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let screen = ui.ctx().content_rect();
    let width = theme::DIALOG.min(screen.width() - 2.0 * theme::GAP_XL).max(220.0);
    let id = egui::Id::unique("palette");
    let top = Vec2::new(0.0, (screen.height() * 0.12).min(96.0));
    let area = Modal::default_area(id).accessible_name(text::palette_title()).anchor(Align2::CENTER_TOP, top);
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(8)).corner_radius(theme::RADIUS_DIALOG);
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(t.backdrop).show(ui.ctx(), |ui| {
        ui.set_width(width - 16.0);
        ui.spacing_mut().item_spacing.y = theme::GAP_S;
        let mut pressed = Vec::new();
        let moved = keys_of(ui, &mut pressed);
        field_ui(ui, palette, actions);
        actions.append(&mut pressed); // after what was typed: Enter takes what the letters find
        status_ui(ui, palette);
        if palette.hits.is_empty() {
            let words = why.filter(|_| !palette.typed.is_empty());
            if empty(ui, icon::SEARCH, text::palette_none(), Some(&Way::new(None, text::clear_letters()))) {
                palette.typed.clear();
                actions.push(Action::Palette(PaletteAction::Typed));
            }
            if let Some(words) = words {
                ui.add(Label::new(theme::cell(words).color(t.muted)).wrap());
            }
        } else {
            lines_ui(ui, palette, keys, moved, screen.height() * 0.55, actions);
        }
    });
    if modal.should_close() {
        actions.push(Action::CloseDialog);
    }
}

/// The keys go to the list before the field sees them. True where the selection moved.
fn keys_of(ui: &Ui, actions: &mut Vec<Action>) -> bool {
    const MOVES: [(Key, isize); 6] = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, PAGE),
        (Key::PageUp, -PAGE),
        (Key::Home, isize::MIN),
        (Key::End, isize::MAX),
    ];
    if egui::Popup::is_any_open(ui.ctx()) {
        return false; // they are the menu's
    }
    let pressed = |key| ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut moved = false;
    for (key, by) in MOVES {
        if pressed(key) {
            actions.push(Action::Palette(PaletteAction::Move(by)));
            moved = true;
        }
    }
    if pressed(Key::Enter) {
        actions.push(Action::Palette(PaletteAction::RunSelected));
    }
    moved
}

fn field_ui(ui: &mut Ui, palette: &mut Palette, actions: &mut Vec<Action>) {
    let hint = format!("{}  {}", icon::SEARCH, text::palette_hint());
    let edited = text_edit(ui, "palette-field", &mut palette.typed, Edit::Line, |edit| {
        edit.hint_text(hint)
            .desired_width(f32::INFINITY)
            .margin(theme::FIELD_MARGIN)
            .min_size(Vec2::new(0.0, theme::CONTROL))
    });
    let response = edited.response.accessible_name(text::palette_title());
    let focused = ui.memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
    let stays_here = focused.is_some_and(|it| it.layer_id == ui.layer_id());
    if !stays_here && !egui::Popup::is_any_open(ui.ctx()) {
        response.request_focus();
    }
    if response.changed() {
        actions.push(Action::Palette(PaletteAction::Typed));
    }
}

/// Heard by a screen reader whenever it changes.
fn status_ui(ui: &mut Ui, palette: &Palette) {
    let words = text::palette_status(palette);
    let shown = theme::caption(text::palette_count(palette)).color(tokens(ui).muted);
    live::status(ui, "palette-status", &words, |ui| ui.add(Label::new(shown)));
}

fn lines_ui(
    ui: &mut Ui,
    palette: &Palette,
    keys: &[Option<String>],
    moved: bool,
    room: f32,
    actions: &mut Vec<Action>,
) {
    let row = theme::ROW;
    let follow = ui.data(|data| data.get_temp::<usize>(ui.scope_id())) != Some(palette.selected);
    ui.data_mut(|data| data.insert_temp(ui.scope_id(), palette.selected));
    let mut area = ScrollArea::vertical().max_height(room.max(120.0)).auto_shrink([false, true]);
    if follow || moved {
        // The selected line stays in the middle where there is room for that.
        let number = f32::from(u16::try_from(palette.selected).unwrap_or(u16::MAX));
        area = area.vertical_scroll_offset((number * row - room / 2.0).max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, row, palette.hits.len(), |ui, range| {
        for line in range {
            let Some(item) = palette.hits.get(line) else { continue };
            let keys = keys.get(line).and_then(Option::as_deref);
            if line_ui(ui, item, line == palette.selected, keys).clicked() {
                actions.push(Action::Palette(PaletteAction::Run(line)));
            }
        }
    });
}

fn line_ui(ui: &mut Ui, item: &Item, selected: bool, keys: Option<&str>) -> egui::Response {
    let t = tokens(ui);
    let glyph = match item.kind {
        Kind::Page => icon::CHEVRON_RIGHT,
        Kind::Command => icon::ACTIVITY,
        Kind::Change => icon::PENCIL,
        Kind::Webhook => icon::WEBHOOK,
        Kind::Company => icon::BUILDING,
        Kind::Setting => icon::SETTINGS,
    };
    let color = if selected { t.accent } else { t.muted };
    let kind = text::palette_kind(item.kind);
    let host = item.about.split(' ').next().filter(|host| item.kind == Kind::Webhook && !host.is_empty());
    let right = keys.or(host).unwrap_or(kind);
    let button = Button::new((
        theme::icon_text(glyph).color(color),
        theme::cell(shown(&item.name).into_owned()).atom_shrink(true),
    ))
    .right_text(theme::caption(right).color(t.muted))
    .gap(theme::GAP_S)
    .truncate()
    .selected(selected)
    .frame_when_inactive(selected)
    .sense(egui::Sense::CLICK) // the keyboard stays in the field, whose arrows choose a line
    .min_size(Vec2::new(ui.available_width(), theme::ROW));
    ui.add(button).accessible_name(format!("{}, {kind}", item.name))
}

/// The button in the top bar.
pub fn palette_button_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let first = SHORTCUTS.iter().find(|shortcut| shortcut.does == Does::Palette);
    let keys = first.map(|shortcut| text::chord(*shortcut, is_mac(ui))).unwrap_or_default();
    let words = theme::caption(keys).color(t.muted);
    let glyph = theme::icon_text(icon::SEARCH).color(t.muted);
    let button = Button::new((glyph, words)).gap(theme::GAP_S).stroke(egui::Stroke::new(1.0, t.border));
    let button = ui.add(button.min_size(Vec2::new(0.0, theme::CONTROL)));
    if button.accessible_name(text::open_palette()).on_hover_text(text::open_palette()).clicked() {
        actions.push(Action::Palette(PaletteAction::Open));
    }
}
