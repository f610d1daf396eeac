//! From page to page, and what becomes of what is left there: dialogs, forms, requests that were made for them alone.

use super::command::Command;
use super::message::Place;
use super::model::Model;
use super::{ConnectForm, CreateForm, Dialog, Phase};

impl Model {
    pub(super) fn go(&mut self, place: Place) -> Vec<Command> {
        let place = if place == Place::Webhooks && self.open.is_none() { Place::Welcome } else { place };
        if self.dialog.is_some() {
            return Vec::new();
        }
        if self.connect.is_keeping() {
            return Vec::new(); // else a key would be left in the keyring that no profile names
        }
        if place == Place::NewWebhook && (!self.access.is_open() || self.place == place || self.refuses_changes()) {
            return Vec::new();
        }
        if place == Place::EditWebhook || (matches!(place, Place::History | Place::Audit) && self.open.is_none()) {
            return Vec::new(); // the one is opened by its own action, the other is of a company
        }
        if self.still_creates() {
            return Vec::new();
        }
        let commands = self.enter(place);
        if place == Place::NewWebhook {
            self.take_form_draft();
        }
        commands
    }

    /// Goes there, whatever is left behind.
    pub(super) fn enter(&mut self, place: Place) -> Vec<Command> {
        let mut commands = Vec::new();
        self.keep_form_draft();
        if self.place == Place::Connect && place != Place::Connect {
            if let Phase::Testing { request, .. } = self.connect.phase {
                commands.push(Command::Cancel { request });
            }
            self.keep_typed_key();
            self.connect = ConnectForm::default();
        }
        if place.is_form() || self.place == Place::EditWebhook {
            commands.extend(self.form.reading().map(|request| Command::Cancel { request }));
            self.form = CreateForm::default();
        }
        self.view.hide_secrets();
        self.place = match place {
            Place::Webhooks if self.open.is_none() => Place::Welcome,
            other => other,
        };
        if place == Place::Audit {
            self.word_audit();
        }
        if place == Place::History {
            commands.extend(self.read_history_anew());
        }
        commands
    }

    /// Esc, the backdrop, Cancel, Close. A change under way goes on being shown until it has ended.
    pub(super) fn close_dialog(&mut self) -> Vec<Command> {
        if let Some(Dialog::Review(review)) = &self.dialog
            && review.is_running()
        {
            return self.cancel_review();
        }
        self.offer_to_take_back();
        let asked = matches!(self.dialog, Some(Dialog::DiscardDraft { .. }));
        let commands = self.drop_dialog();
        if asked {
            self.bring_back_dialog();
        }
        commands
    }

    /// Whatever is open goes, and what was asked for it alone is stopped.
    pub(super) fn drop_dialog(&mut self) -> Vec<Command> {
        let mut commands = self.stop_check();
        if let Some(Dialog::Delivery(delivery)) = &self.dialog {
            commands.extend(delivery.request.map(|request| Command::Cancel { request }));
        }
        self.keep_dialog_draft();
        self.dialog = None;
        commands
    }
}
