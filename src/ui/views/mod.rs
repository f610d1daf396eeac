//! The screens: each a function, data in, actions out.

mod audit;
mod bars;
mod bulk;
mod columns;
mod connect;
mod delivery;
mod details;
mod dialogs;
mod diff;
mod drafts;
mod events;
mod form;
mod hints;
mod history;
mod new_key;
mod notice;
mod palette;
mod requests;
mod review;
mod review_check;
mod settings;
mod shortcuts;
mod table;
pub(super) mod tour;
mod watch;
mod webhooks;
mod welcome;

use egui::{CentralPanel, Frame, Margin, Rect, ScrollArea, Ui, UiBuilder, Vec2};

use super::focus;
use super::shell::ViewState;
use super::theme::{self, tokens};
use crate::app::{Action, Model, Place, text};

/// The whole window.
pub fn root_ui(ui: &mut Ui, model: &mut Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    let bare = matches!(model.place, Place::Welcome) && model.open.is_none();
    if !bare {
        bars::top_bar_ui(ui, model, actions);
        bars::navigation_ui(ui, model, actions);
    }
    // The line at the lower edge is drawn after the page, so that Tab gets to the page first.
    let line = if bare && model.notice.is_none() { 0.0 } else { theme::STATUS };
    let room = ui.available_rect_before_wrap();
    let (page, below) = room.split_top_bottom_at_y(room.bottom() - line);
    ui.scope_builder(UiBuilder::new().max_rect(page), |ui| page_ui(ui, model, state, actions));
    if line > 0.0 {
        ui.scope_builder(UiBuilder::new().max_rect(below), |ui| notice::notice_ui(ui, model, actions));
    }
    dialogs::dialogs_ui(ui, model, actions);
    tour::tour_ui(ui, model, state, actions);
}

fn page_ui(ui: &mut Ui, model: &mut Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    let frame = Frame::new().fill(tokens(ui).bg).inner_margin(Margin::same(16));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_M;
        state.arrival.enter(ui);
        match model.place {
            Place::Welcome if model.reads_settings() == Some(false) => {} // it is over before one could read it
            Place::Welcome if model.reads_settings() == Some(true) => {
                ui.label(text::reading_settings());
            }
            Place::Welcome => welcome::welcome_ui(ui, actions),
            Place::Connect => connect::connect_ui(ui, model, actions),
            Place::Webhooks => scrolls_when_low(ui, |ui| webhooks::webhooks_ui(ui, model, state, actions)),
            Place::NewWebhook | Place::EditWebhook => scrolls_when_low(ui, |ui| form::form_ui(ui, model, actions)),
            Place::Audit => {
                ui.set_max_width(theme::PAGE_MOST.min(ui.available_width()));
                audit::audit_ui(ui, model, actions);
            }
            Place::History => {
                ui.set_max_width(theme::PAGE_MOST.min(ui.available_width()));
                scrolls_when_low(ui, |ui| history::history_ui(ui, model, actions));
            }
            Place::Settings => settings::settings_ui(ui, model, actions),
        }
    });
}

/// A page that fills the window; where the window is too low for what it holds at least, the whole page scrolls.
fn scrolls_when_low(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let height = ui.available_height();
    ScrollArea::vertical().id_salt("page").auto_shrink(false).show(ui, |ui| {
        let room = Rect::from_min_size(ui.cursor().min, Vec2::new(ui.available_width(), height));
        ui.scope_builder(UiBuilder::new().max_rect(room), content);
        focus::bring(ui);
    });
}
