//! Which columns the table of webhooks shows.

use egui::containers::menu::{MenuButton, MenuConfig};
use egui::{Button, Label, PopupCloseBehavior, Ui, Vec2};

use crate::app::{Action, Column, Model, SettingsAction, text};
use crate::ui::theme::{self, icon, tokens};

pub fn columns_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let glyph = theme::icon_sized(icon::CHEVRON_DOWN, theme::ICON_S).color(tokens(ui).muted);
    let button = Button::new((theme::cell_strong(text::columns()), glyph)).min_size(Vec2::new(0.0, theme::CONTROL));
    let stays = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let (response, _) = MenuButton::from_button(button).config(stays).ui(ui, |ui| {
        ui.set_min_width(200.0);
        for column in Column::OPTIONAL {
            let mut wanted = model.settings.list.shows(column);
            if ui.checkbox(&mut wanted, text::column(column)).accessible_name(text::show_column(column)).changed() {
                actions.push(Action::Settings(SettingsAction::ShowColumn(column, wanted)));
            }
        }
        ui.add(Label::new(theme::caption(text::columns_note()).color(tokens(ui).muted)).wrap());
    });
    response.accessible_name(text::columns());
}
