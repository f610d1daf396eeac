//! Where a problem lies in the key: the way to another one.

use egui::Ui;

use crate::app::{Action, Model, Problem, text};
use crate::ui::theme::icon;
use crate::ui::widgets::outlined;

pub fn new_key_ui(ui: &mut Ui, model: &Model, problem: &Problem, actions: &mut Vec<Action>) {
    if let Some(profile) = model.profile().filter(|_| problem.wants_a_new_key() || problem.is_of_the_keyring())
        && outlined(ui, Some(icon::KEY), text::replace_key(), true).clicked()
    {
        actions.push(Action::ReplaceCredential(profile.id.clone()));
    }
}
