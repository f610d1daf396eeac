//! Links to pages: they open the browser, say where they lead, and give their address where no browser opens.

use egui::{Response, Role, Ui};

use super::link_button;
use crate::app::{Action, HelpAction, text};
use crate::ui::theme::icon;

/// Opens the page in the browser. A right click offers its address.
pub fn web_link(ui: &mut Ui, words: &str, address: &str, actions: &mut Vec<Action>) -> Response {
    let link = link_button(ui, Some(icon::EXTERNAL_LINK), words, words);
    ui.ctx().accesskit_node_builder(link.id, |node| {
        node.set_role(Role::Link);
        node.set_url(address);
    });
    if link.clicked() || link.middle_clicked() {
        ui.ctx().open_url(egui::OpenUrl::new_tab(address));
    }
    link.context_menu(|ui| {
        if ui.button(text::copy_link()).clicked() {
            actions.push(Action::Help(HelpAction::CopyLink(address.to_owned())));
            ui.close();
        }
    });
    link.on_hover_text(address)
}
