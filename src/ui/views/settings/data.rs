//! Where data is kept, and the way there.

use egui::{Label, Ui};

use crate::app::{Action, Model, SettingsAction, Stored, text};
use crate::domain::Keeping;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::outlined;

pub fn data_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    for kept in Stored::EVERY {
        ui.push_id(text::kept(kept), |ui| kept_ui(ui, model, kept, actions));
    }
    let session = model.settings.profiles.iter().filter(|profile| profile.keeping == Keeping::ThisSession).count();
    let kept = model.settings.profiles.len() - session;
    ui.label(theme::strong(text::keyring_title()));
    ui.add(Label::new(theme::cell(text::keyring_entries(kept, session)).color(tokens(ui).muted)).wrap());
    ui.separator();
    ui.add(Label::new(theme::cell(text::what_is_stored_text())).wrap());
}

fn kept_ui(ui: &mut Ui, model: &Model, kept: Stored, actions: &mut Vec<Action>) {
    ui.label(theme::strong(text::kept(kept)));
    let muted = tokens(ui).muted;
    let Some(path) = model.start.machine.file(kept) else {
        ui.add(Label::new(theme::cell(text::kept_nowhere()).color(muted)).wrap());
        return;
    };
    ui.add(Label::new(theme::cell(path.to_string_lossy()).color(muted)).wrap());
    ui.horizontal_wrapped(|ui| {
        let open = outlined(ui, Some(icon::EXTERNAL_LINK), text::open_folder(), true);
        if open.accessible_name(text::open_folder_of(kept)).clicked() {
            actions.push(Action::Settings(SettingsAction::OpenFolder(kept)));
        }
        let copy = outlined(ui, Some(icon::COPY), text::copy_path(), true);
        if copy.accessible_name(text::copy_path_of(kept)).clicked() {
            actions.push(Action::Settings(SettingsAction::CopyPath(kept)));
        }
    });
}
