//! The screens: each a function, data in, actions out.

mod audit;
mod bars;
mod bulk;
mod connect;
mod delivery;
mod details;
mod dialogs;
mod diff;
mod events;
mod form;
mod history;
mod notice;
mod palette;
mod requests;
mod review;
mod review_check;
mod settings;
mod shortcuts;
mod table;
mod watch;
mod webhooks;
mod welcome;

use egui::{CentralPanel, Frame, Margin, Ui};

use super::shell::ViewState;
use super::theme::{self, tokens};
use crate::app::{Action, Model, Place};

/// The whole window.
pub fn root_ui(ui: &mut Ui, model: &mut Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    let bare = matches!(model.place, Place::Welcome) && model.open.is_none();
    if !bare {
        bars::top_bar_ui(ui, model, actions);
        bars::navigation_ui(ui, model, actions);
    }
    notice::notice_ui(ui, model, actions);
    let frame = Frame::new().fill(tokens(ui).bg).inner_margin(Margin::same(16));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_M;
        state.arrival.enter(ui);
        match model.place {
            Place::Welcome => welcome::welcome_ui(ui, actions),
            Place::Connect => connect::connect_ui(ui, model, actions),
            Place::Webhooks => webhooks::webhooks_ui(ui, model, state, actions),
            Place::NewWebhook | Place::EditWebhook => form::form_ui(ui, model, actions),
            Place::Audit => audit::audit_ui(ui, model, actions),
            Place::History => history::history_ui(ui, model, actions),
            Place::Settings => settings::settings_ui(ui, model, actions),
        }
    });
    dialogs::dialogs_ui(ui, model, actions);
}
