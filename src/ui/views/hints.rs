//! The hint for newcomers, at the foot of the navigation: there it covers nothing, and nothing moves when it goes.

use egui::{Align, Frame, Label, Layout, Margin, Popup, Pos2, Rect, Role, Stroke, Ui, UiBuilder};

use super::shortcuts::is_mac;
use crate::app::keys::{Does, SHORTCUTS};
use crate::app::{Action, HelpAction, Model, TourAction, text};
use crate::domain::Hint;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{icon_button, link_button, plain_icon_label};

/// The least room that the whole hint needs.
const ROOM: f32 = 210.0;

/// `narrow`: there is room for an icon alone, which opens it.
pub fn hint_ui(ui: &mut Ui, model: &Model, narrow: bool, actions: &mut Vec<Action>) {
    let Some(hint) = model.hint() else {
        return;
    };
    let low = ui.available_height() < ROOM;
    if narrow || low {
        icon_ui(ui, hint, actions);
    } else {
        card_ui(ui, hint, actions);
    }
}

fn icon_ui(ui: &mut Ui, hint: Hint, actions: &mut Vec<Action>) {
    if ui.available_height() < theme::ROW {
        return;
    }
    ui.with_layout(Layout::bottom_up(Align::Center), |ui| {
        let button = icon_button(ui, icon::INFO, text::show_hint());
        Popup::from_toggle_button_response(&button).show(|ui| {
            ui.set_max_width(theme::READABLE * 0.5);
            words_ui(ui, hint, false, actions);
        });
    });
}

/// As high as it was in the pass before: it stands on the foot of the navigation.
fn card_ui(ui: &mut Ui, hint: Hint, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let id = egui::Id::unique("hint-height");
    let height = ui.data(|data| data.get_temp::<f32>(id)).unwrap_or(ROOM / 2.0);
    let room = ui.available_rect_before_wrap();
    let rect = Rect::from_min_max(Pos2::new(room.left(), room.bottom() - height), room.max);
    let shown = ui.scope_builder(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)), |ui| {
        let frame = Frame::new().fill(t.surface).stroke(Stroke::new(1.0, t.border)).corner_radius(theme::RADIUS_CARD);
        frame.inner_margin(Margin::same(8)).show(ui, |ui| {
            ui.set_width(rect.width() - 18.0);
            words_ui(ui, hint, true, actions);
        });
    });
    let now = shown.response.rect.height();
    if (now - height).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, now));
        ui.ctx().request_discard("the hint has another height");
    }
}

fn words_ui(ui: &mut Ui, hint: Hint, announced: bool, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let mac = is_mac(ui);
    let first = SHORTCUTS.iter().find(|shortcut| shortcut.does == Does::Palette);
    let keys = first.map(|shortcut| text::chord(*shortcut, mac)).unwrap_or_default();
    let (title, words) = (text::hint_title(hint), text::hint_text(hint, &keys, text::command_key(mac)));
    ui.spacing_mut().item_spacing.y = theme::GAP_XS;
    ui.horizontal_top(|ui| {
        let glyph = if hint == Hint::Tour { icon::GRADUATION_CAP } else { icon::INFO };
        plain_icon_label(ui, theme::icon_sized(glyph, theme::ICON_S).color(t.accent));
        ui.add(Label::new(theme::cell_strong(title)).wrap());
    });
    let label = ui.add(Label::new(theme::caption(&words).color(t.muted)).wrap());
    if announced {
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_role(Role::Status);
            node.set_label(text::hint_spoken(title, &words));
            node.set_live(egui::accesskit::Live::Polite);
        });
    }
    if hint == Hint::Tour && link_button(ui, None, text::tour_take(), text::tour_take()).clicked() {
        actions.push(Action::Tour(TourAction::Start));
        ui.close();
    }
    let done = if hint == Hint::Tour { text::not_now() } else { text::got_it() };
    if link_button(ui, None, done, done).clicked() {
        actions.push(Action::Help(HelpAction::Seen(hint)));
        ui.close();
    }
}
