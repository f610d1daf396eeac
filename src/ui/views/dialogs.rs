//! The open dialog, whichever it is.

use egui::{Label, Ui};

use super::drafts::draft_ui;
use super::{audit, bulk, delivery, palette, review, settings, shortcuts};
use crate::app::model::Leaving;
use crate::app::{Action, Dialog, HelpAction, Model, text};
use crate::domain::{ProfileId, Webhook};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    Field, at_the_end, by_default, destructive, dialog, dialog_over, enter, link_button, outlined, primary, shown,
};

pub fn dialogs_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    let wait = model.wait.map(text::waiting);
    let today = crate::app::past::day(model.now);
    let back = model.drafts.dialog_is_back();
    let taken = match &model.dialog {
        Some(Dialog::RenameProfile { id, name }) => model.name_is_taken(id, name),
        _ => false,
    };
    let lost = matches!(model.dialog, Some(Dialog::DiscardDraft { .. })).then(|| model.unsaved()).unwrap_or_default();
    let hooks = model.list.latest().map_or(&[][..], |listing| &listing.webhooks);
    let asks_to_quit = model.leaving == Leaving::Asked;
    let keys = palette_keys(ui, model);
    let why = model.why_no_change();
    let can_tour = model.can_tour();
    let report = matches!(model.dialog, Some(Dialog::FaultReport)).then(|| settings::fault_report(ui, model));
    let scope = egui::UiBuilder::new().scope_id(egui::Id::unique(("dialog", which(model.dialog.as_ref()))));
    ui.scope_builder(scope, |ui| match &mut model.dialog {
        Some(Dialog::Events(chosen)) => {
            let there: Vec<&Webhook> = hooks.iter().filter(|hook| chosen.ids.contains(&hook.id)).collect();
            bulk::events_dialog_ui(ui, chosen, &there, back, actions);
        }
        Some(Dialog::MoveEvents(asked)) => {
            let meant = hooks.iter().filter(|hook| asked.ids.is_empty() || asked.ids.contains(&hook.id));
            let there = meant.flat_map(|hook| hook.events.iter().cloned()).collect();
            bulk::move_dialog_ui(ui, asked, &there, back, actions);
        }
        None => {}
        Some(Dialog::Delivery(asked)) => delivery::delivery_ui(ui, asked, back, actions),
        Some(Dialog::AcceptFinding(form)) => audit::accept_ui(ui, form, today, back, actions),
        Some(Dialog::ExportReport) => audit::export_ui(ui, actions),
        Some(Dialog::WhichToDelete { ids, chosen }) => audit::which_to_delete_ui(ui, ids, chosen, hooks, actions),
        Some(Dialog::PrivateEndpoints { labels }) => audit::private_ui(ui, labels, actions),
        Some(Dialog::OpenEndpoint { label, address }) => open_endpoint_ui(ui, label, address, actions),
        Some(Dialog::Palette(open)) => palette::palette_ui(ui, open, &keys, why, actions),
        Some(Dialog::Shortcuts) => shortcuts::shortcuts_ui(ui, can_tour, actions),
        Some(Dialog::ResetSettings) => settings::reset_ui(ui, actions),
        Some(Dialog::Licences(lines)) => settings::licences_ui(ui, lines, actions),
        Some(Dialog::FaultReport) => settings::report_ui(ui, report.as_deref().unwrap_or_default(), actions),
        Some(Dialog::Review(review)) => review::review_ui(ui, review, wait.as_deref(), actions),
        Some(Dialog::RemoveProfile { id, name }) => remove_ui(ui, id, name, actions),
        Some(Dialog::RenameProfile { name, .. }) => rename_ui(ui, name, taken, back, actions),
        Some(Dialog::CustomEvent { text }) => custom_event_ui(ui, text, back, actions),
        Some(Dialog::AllEvents) => {
            let ask = Ask {
                title: text::all_events_title(),
                words: text::all_events_text(),
                no: text::cancel(),
                is_final: false,
            };
            ask.show(ui, text::tick_all_events(), Action::TickAllEvents, actions);
        }
        Some(Dialog::DiscardDraft { then }) => {
            let words = text::discard_text(&lost);
            let ask =
                Ask { title: text::discard_title(), words: &shown(&words), no: text::keep_editing(), is_final: true };
            ask.show(ui, text::discard(then), Action::DiscardDraft, actions);
        }
    });
    if asks_to_quit {
        quit_ui(ui, actions);
    }
}

/// What tells one dialog from the next, also a review from the one that it leads to.
fn which(dialog: Option<&Dialog>) -> u64 {
    let aim = match dialog {
        Some(Dialog::Review(review)) => Some(std::mem::discriminant(&review.aim)),
        _ => None,
    };
    egui::Id::unique((dialog.map(std::mem::discriminant), aim)).value()
}

/// The keys beside the palette's lines.
fn palette_keys(ui: &Ui, model: &Model) -> Vec<Option<String>> {
    let Some(Dialog::Palette(palette)) = &model.dialog else {
        return Vec::new();
    };
    let mac = shortcuts::is_mac(ui);
    palette.hits.iter().map(|item| item.keys(model).map(|keys| text::chord(keys, mac))).collect()
}

/// Over the review that runs: Esc and the backdrop go on with it.
fn quit_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    let mut inner = Vec::new();
    let ask = Ask { title: text::quit_title(), words: text::quit_text(), no: text::stay_open(), is_final: false };
    ask.show_over(ui, text::quit_after_this(), Action::QuitAfterThis, &mut inner);
    actions.extend(inner.into_iter().map(|action| match action {
        Action::CloseDialog => Action::StayOpen,
        other => other,
    }));
}

/// A question with a verb and a way back.
pub(super) struct Ask<'a> {
    pub title: &'a str,
    pub words: &'a str,
    pub no: &'a str,
    /// What can't be taken back wants its own button: Enter and Space keep things as they are.
    pub is_final: bool,
}

impl Ask<'_> {
    pub fn show(&self, ui: &mut Ui, verb: &str, action: Action, actions: &mut Vec<Action>) {
        dialog(ui, self.title, actions, |ui, actions| {
            ui.add(Label::new(egui::RichText::new(self.words).color(tokens(ui).muted)).wrap());
            self.verbs_ui(ui, verb, action, actions);
        });
    }

    /// Over another dialog.
    fn show_over(&self, ui: &mut Ui, verb: &str, action: Action, actions: &mut Vec<Action>) {
        dialog_over(ui, self.title, actions, |ui, actions| {
            ui.add(Label::new(egui::RichText::new(self.words).color(tokens(ui).muted)).wrap());
            self.verbs_ui(ui, verb, action, actions);
        });
    }

    fn verbs_ui(&self, ui: &mut Ui, verb: &str, action: Action, actions: &mut Vec<Action>) {
        if self.is_final {
            final_verbs_ui(ui, verb, self.no, action, actions);
        } else {
            verbs_ui(ui, verb, true, self.no, action, actions);
        }
    }
}

pub(super) fn verbs_ui(ui: &mut Ui, verb: &str, can: bool, no: &str, action: Action, actions: &mut Vec<Action>) {
    at_the_end(ui, "verbs", |ui| {
        if outlined(ui, None, no, true).clicked() {
            actions.push(Action::CloseDialog);
        }
        let button = primary(ui, None, verb, can);
        let entered = can && enter(ui); // before the button has the focus: a field has just given it away
        by_default(ui, &button);
        if button.clicked() || entered {
            actions.push(action);
        }
    });
}

/// For what can't be taken back: the way back has the focus.
pub(super) fn final_verbs_ui(ui: &mut Ui, verb: &str, no: &str, action: Action, actions: &mut Vec<Action>) {
    at_the_end(ui, "verbs", |ui| {
        let back = outlined(ui, None, no, true);
        by_default(ui, &back);
        if back.clicked() {
            actions.push(Action::CloseDialog);
        }
        if destructive(ui, None, verb, true).clicked() {
            actions.push(action);
        }
    });
}

/// A dialog's only field has the focus from the start.
fn focus_once(ui: &Ui, edit: &egui::Response) {
    if ui.memory(egui::Memory::focused).is_none() {
        edit.request_focus();
    }
}

fn remove_ui(ui: &mut Ui, id: &ProfileId, name: &str, actions: &mut Vec<Action>) {
    let title = text::remove_title(&shown(name));
    let ask = Ask { title: &title, words: text::remove_text(), no: text::cancel(), is_final: true };
    ask.show(ui, text::remove_verb(), Action::RemoveProfile(id.clone()), actions);
}

fn open_endpoint_ui(ui: &mut Ui, label: &str, address: &str, actions: &mut Vec<Action>) {
    dialog(ui, &text::open_endpoint_title(&shown(label)), actions, |ui, actions| {
        ui.add(Label::new(egui::RichText::new(text::open_endpoint_text()).color(tokens(ui).muted)).wrap());
        ui.add(Label::new(theme::mono(address)).wrap_mode(egui::TextWrapMode::Wrap));
        let mut asked = Vec::new();
        let yes = Action::Help(HelpAction::CopyLink(address.to_owned()));
        verbs_ui(ui, text::open_in_browser(), true, text::cancel(), yes.clone(), &mut asked);
        if asked.contains(&yes) {
            ui.ctx().open_url(egui::OpenUrl::new_tab(address));
            actions.push(Action::CloseDialog);
        } else {
            actions.append(&mut asked);
        }
        if link_button(ui, Some(icon::COPY), text::copy_link(), text::copy_link()).clicked() {
            actions.push(yes);
        }
    });
}

fn rename_ui(ui: &mut Ui, name: &mut String, taken: bool, back: bool, actions: &mut Vec<Action>) {
    dialog(ui, text::rename_verb(), actions, |ui, actions| {
        draft_ui(ui, back, actions);
        let field = Field {
            label: text::profile_name(),
            hint: "",
            error: taken.then_some(text::name_taken()),
            note: None,
            enabled: true,
            salt: "profile",
            takes_focus: false,
        };
        let edit = field.show(ui, name);
        focus_once(ui, &edit);
        verbs_ui(
            ui,
            text::rename_verb(),
            !name.trim().is_empty() && !taken,
            text::cancel(),
            Action::RenameProfile,
            actions,
        );
    });
}

fn custom_event_ui(ui: &mut Ui, typed: &mut String, back: bool, actions: &mut Vec<Action>) {
    dialog(ui, text::custom_event_title(), actions, |ui, actions| {
        draft_ui(ui, back, actions);
        ui.add(Label::new(theme::cell(text::custom_event_text()).color(tokens(ui).muted)).wrap());
        let parsed = Dialog::custom_event(typed);
        let error = parsed.as_ref().err().map(text::custom_event_error);
        let (error, note) = if typed.is_empty() { (None, error.as_deref()) } else { (error.as_deref(), None) };
        let field = Field {
            label: text::custom_event_name(),
            hint: "",
            error,
            note,
            enabled: true,
            salt: "custom-event",
            takes_focus: false,
        };
        let edit = field.show(ui, typed);
        focus_once(ui, &edit);
        let verb =
            parsed.as_ref().map_or_else(|_| text::add_event_disabled().to_owned(), |it| text::add_event(it.as_str()));
        verbs_ui(ui, &verb, parsed.is_ok(), text::cancel(), Action::AddCustomEvent, actions);
    });
}
