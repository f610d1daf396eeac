//! The way back to how it was at first, what this program is, and how to report a fault.

use egui::{Label, Ui};

use crate::app::{Action, Model, SettingsAction, TourAction, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::outlined;

pub fn way_back_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.add(Label::new(theme::cell(text::reset_text()).color(tokens(ui).muted)).wrap());
    if outlined(ui, Some(icon::UNDO), text::reset(), true).clicked() {
        actions.push(Action::Settings(SettingsAction::AskReset));
    }
}

pub fn about_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.label(theme::strong(text::about()));
    ui.add(Label::new(theme::cell(text::made_under()).color(tokens(ui).muted)).wrap());
    ui.horizontal_wrapped(|ui| {
        if model.can_tour() && outlined(ui, Some(icon::GRADUATION_CAP), text::tour_offer(), true).clicked() {
            actions.push(Action::Tour(TourAction::Start));
        }
        if outlined(ui, Some(icon::INFO), text::show_licences(), true).clicked() {
            actions.push(Action::Settings(SettingsAction::ShowLicences));
        }
        if outlined(ui, Some(icon::CIRCLE_ALERT), text::report_fault(), true).clicked() {
            actions.push(Action::Settings(SettingsAction::ShowReport));
        }
    });
}

/// The text that helps to find a fault, with what only the window knows.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small positive numbers, told rounded")]
pub fn fault_report(ui: &Ui, model: &Model) -> String {
    let whole = |number: f32| number.round().max(0.0) as u32;
    let size = ui.ctx().content_rect().size();
    text::fault_report(model, whole(ui.ctx().pixels_per_point() * 100.0), (whole(size.x), whole(size.y)))
}
