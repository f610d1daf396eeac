//! The audit in the window: what is asked for, what came of it, and how it is shown.

mod accept;
mod endpoints;
mod message;
mod run;
mod state;

pub use accept::{AcceptForm, OFFERED, UntilError};
pub use endpoints::{CheckVerdict, ReviewCheck};
pub use message::{AuditAction, AuditCommand, AuditEvent, AuditFilter, AuditProgress, AuditRun, AuditTab, Endpoints};
pub use state::{AuditGroup, AuditLine, AuditView, Running};

use super::command::{Command, Copied};
use super::dialog::Dialog;
use super::model::Model;
use super::notice::Tone;
use super::past::day;
use super::review::{Aim, Review, ReviewLine, What};
use super::{dossier, text};
use crate::domain::audit::{Finding, FindingKey, Mend};
use crate::domain::{Edit, EventSet, EventsDiff, ReportFormat, Secret, WebhookId};

impl Model {
    pub(super) fn act_on_audit(&mut self, action: AuditAction) -> Vec<Command> {
        match action {
            AuditAction::Start => return self.start_audit(),
            AuditAction::AskPrivate => self.ask_private(),
            AuditAction::StartPrivate => return self.start_private_audit(),
            AuditAction::Cancel => return self.cancel_audit(),
            AuditAction::SetEndpoints(check) => self.audit.endpoints = check,
            AuditAction::SetTab(tab) => {
                self.audit.tab = tab;
                self.arrange_audit();
            }
            AuditAction::SetFilter(filter) => {
                self.audit.filter = filter;
                // The tiles count open findings, so they lead to where those are.
                if filter.is_some() && !matches!(self.audit.tab, AuditTab::Findings | AuditTab::Webhooks) {
                    self.audit.tab = AuditTab::Findings;
                }
                self.arrange_audit();
            }
            AuditAction::Edited => self.arrange_audit(),
            AuditAction::ShowAll => {
                self.audit.search.clear();
                self.audit.filter = None;
                self.arrange_audit();
            }
            AuditAction::Toggle(key) => super::update::toggle(&mut self.audit.open, key),
            AuditAction::Mend(key) => return self.mend(&key),
            AuditAction::ToggleDoomed(id) => {
                if let Some(Dialog::WhichToDelete { ids, chosen }) = &mut self.dialog
                    && ids.contains(&id)
                {
                    super::update::toggle(chosen, id);
                }
            }
            AuditAction::DeleteChosen => self.delete_chosen(),
            AuditAction::CopyMessage(key) => return self.copy_message(&key),
            AuditAction::AskAccept(key) => self.ask_accept(&key),
            AuditAction::AcceptFor(days) => self.accept_for(days),
            AuditAction::Accept => return self.accept(),
            AuditAction::BringBack(key) => return self.bring_back(key),
            AuditAction::AskExport => {
                if self.audit.run.is_some() && self.dialog.is_none() {
                    self.dialog = Some(Dialog::ExportReport);
                }
            }
            AuditAction::Export(format) => return self.export_report(format),
            AuditAction::OpenReport => return self.open_report(),
            AuditAction::CompareWithLast => {
                self.audit.against = None;
                self.arrange_audit();
            }
            AuditAction::ShowWebhook(id) => return self.show_webhook(&id),
            AuditAction::CheckReviewed => return self.check_reviewed(),
            AuditAction::CancelCheck => return self.cancel_check(),
        }
        Vec::new()
    }

    pub(super) fn hear_audit(&mut self, event: AuditEvent) -> Vec<Command> {
        match event {
            AuditEvent::Progress { request, progress } => self.audit_progress(request, progress),
            AuditEvent::Finished { request, result } => return self.audit_finished(request, result),
            AuditEvent::Accepted { target, result } => return self.acceptances_changed(&target, result),
            AuditEvent::ReportRead { request, result } => return self.report_read(request, result),
            AuditEvent::EndpointChecked { request, id, check } => self.endpoint_checked(request, &id, check),
            AuditEvent::EndpointsChecked { request, cancelled } => self.endpoints_checked(request, cancelled),
        }
        Vec::new()
    }

    fn finding(&self, key: &FindingKey) -> Option<&Finding> {
        self.audit.run.as_ref()?.audit.findings.iter().find(|finding| finding.key() == *key)
    }

    /// What the app can do about a finding, and why it can't now.
    fn mend(&mut self, key: &FindingKey) -> Vec<Command> {
        let Some(mend) = self.finding(key).and_then(Finding::mend) else {
            return Vec::new();
        };
        if self.dialog.is_some() || self.refuses_changes() {
            return Vec::new();
        }
        match mend {
            Mend::Reenable(ids) => {
                self.ask_reenable(&ids);
                self.say_if_nothing_to_do();
            }
            Mend::Edit(id) if self.is_listed(&id) => return self.open_edit(&id),
            Mend::Edit(_) => self.say(Tone::Neutral, text::webhook_is_gone()),
            Mend::Delete(ids) => self.ask_which_to_delete(&ids),
            Mend::SetEvents(id, events) => self.review_events_of(&id, &events),
        }
        Vec::new()
    }

    /// A mend that opened no review: the webhooks are as they should be by now, or gone.
    fn say_if_nothing_to_do(&mut self) {
        if self.dialog.is_none() {
            self.say(Tone::Neutral, text::already_mended());
        }
    }

    fn ask_which_to_delete(&mut self, ids: &[WebhookId]) {
        // What has changed since may be a twin no longer.
        let there: Vec<WebhookId> = ids.iter().filter(|id| self.is_as_audited(id)).cloned().collect();
        if there.len() < ids.len() && ids.iter().filter(|id| self.is_listed(id)).count() > 1 {
            return self.say(Tone::Neutral, text::changed_too_much());
        }
        if there.len() > 1 {
            self.dialog = Some(Dialog::WhichToDelete { ids: there, chosen: std::collections::BTreeSet::new() });
        }
        self.say_if_nothing_to_do();
    }

    fn is_listed(&self, id: &WebhookId) -> bool {
        self.list.latest().is_some_and(|listing| listing.find(id).is_some())
    }

    fn is_as_audited(&self, id: &WebhookId) -> bool {
        let then = self.audit.run.as_ref().and_then(|run| run.audit.listing.find(id));
        let now = self.list.latest().and_then(|listing| listing.find(id));
        then.is_some_and(|then| !is_changed(now, then))
    }

    /// At least one of them stays, also where others have gone since it was asked.
    fn delete_chosen(&mut self) {
        let Some(Dialog::WhichToDelete { ids, chosen }) = self.dialog.clone() else {
            return;
        };
        let there = ids.iter().filter(|id| self.is_as_audited(id)).count();
        let chosen: Vec<WebhookId> = chosen.into_iter().filter(|id| self.is_as_audited(id)).collect();
        if there > 1 && (chosen.is_empty() || chosen.len() >= there) {
            return;
        }
        self.dialog = None;
        if there > 1 {
            self.ask_delete(&chosen);
        }
        self.say_if_nothing_to_do();
    }

    /// The review of one webhook's new events; nothing is sent before it.
    fn review_events_of(&mut self, id: &WebhookId, events: &EventSet) {
        let Some(hook) = self.list.latest().and_then(|listing| listing.find(id)) else {
            return self.say_if_nothing_to_do();
        };
        let Some(then) = self.audit.run.as_ref().and_then(|run| run.audit.listing.find(id)) else {
            return;
        };
        // As steps from what the audit saw, so that what someone else has added since stays.
        let steps = EventsDiff::of(&then.events, events);
        let edit = Edit::events(steps.added, steps.removed);
        if edit.applied_to(hook) == *hook {
            return self.say_if_nothing_to_do();
        }
        let line = ReviewLine::new(hook, What::Edit(edit));
        self.open_review(Review::new(Aim::Events, vec![line]));
    }

    fn copy_message(&self, key: &FindingKey) -> Vec<Command> {
        let Some((run, finding)) = self.audit.run.as_ref().zip(self.finding(key)) else {
            return Vec::new();
        };
        let hide = dossier::Hide::secrets_of(&run.audit.listing.webhooks);
        let text = Secret::new(hide.text(&text::finding_message(finding, &run.audit)));
        vec![Command::Copy { what: Copied::Message, text }]
    }

    fn export_report(&mut self, format: ReportFormat) -> Vec<Command> {
        let Some(run) = &self.audit.run else {
            return Vec::new();
        };
        if self.history_view.exporting.is_some() {
            self.say(Tone::Neutral, text::still_exporting());
            return Vec::new();
        }
        let run = match &self.audit.against {
            Some(against) => AuditRun { before: Some((**against).clone()), ..(**run).clone() },
            None => (**run).clone(),
        };
        let dossier = Box::new(dossier::dossier(&run, day(self.now)));
        let name = text::report_file_name(&run.audit.company, day(run.audit.at), format);
        self.dialog = None;
        let request = self.new_request();
        self.history_view.exporting = Some(request);
        vec![Command::Audit(AuditCommand::Export { request, name, format, dossier })]
    }

    fn show_webhook(&mut self, id: &WebhookId) -> Vec<Command> {
        if !self.is_listed(id) {
            self.say(Tone::Neutral, text::webhook_is_gone());
            return Vec::new();
        }
        let commands = self.enter(super::Place::Webhooks);
        self.view.search.clear();
        self.set_filter(super::Filter::All);
        self.select(id);
        commands
    }

    fn open_report(&mut self) -> Vec<Command> {
        if self.audit.run.is_none() || self.audit.opening.is_some() {
            return Vec::new();
        }
        let request = self.new_request();
        self.audit.opening = Some(request);
        vec![Command::Audit(AuditCommand::ReadReport { request })]
    }
}

/// Which webhooks are as the audit saw them, and which have changed since.
fn is_changed(now: Option<&crate::domain::Webhook>, then: &crate::domain::Webhook) -> bool {
    now.is_none_or(|now| now.status != then.status || now.url != then.url || now.events != then.events)
}
