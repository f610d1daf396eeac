//! An audit under way: started, followed, stopped, ended.

use super::super::command::Command;
use super::super::message::RequestId;
use super::super::model::Model;
use super::super::problem::Problem;
use super::super::{Dialog, Place, Tone, text};
use super::{AuditCommand, AuditProgress, AuditRun, AuditTab, Endpoints, Running};
use crate::domain::audit::Snapshot;
use crate::domain::{NotChecked, WebhookId};

impl Model {
    pub(super) fn start_audit(&mut self) -> Vec<Command> {
        let endpoints = if self.audit.endpoints { Endpoints::Public } else { Endpoints::Skip };
        self.run_audit(endpoints)
    }

    /// Endpoints at private addresses are looked at only after this question.
    pub(super) fn ask_private(&mut self) {
        let labels = self.private_labels();
        if self.access.is_open() && self.audit.running.is_none() && self.dialog.is_none() && !labels.is_empty() {
            self.dialog = Some(Dialog::PrivateEndpoints { labels });
        }
    }

    pub(super) fn start_private_audit(&mut self) -> Vec<Command> {
        if self.dialog.take_if(|dialog| matches!(dialog, Dialog::PrivateEndpoints { .. })).is_none() {
            return Vec::new();
        }
        self.run_audit(Endpoints::All)
    }

    /// The webhooks whose endpoints the last audit didn't look at, as their addresses are private.
    pub fn private_labels(&self) -> Vec<String> {
        let Some(run) = &self.audit.run else {
            return Vec::new();
        };
        let private = run.audit.unchecked.iter().filter(|one| one.why == NotChecked::Private);
        let hooks = private.flat_map(|one| &one.webhooks).filter_map(|id| run.audit.listing.find(id));
        hooks.map(crate::domain::Webhook::label).collect()
    }

    fn run_audit(&mut self, endpoints: Endpoints) -> Vec<Command> {
        let Some(target) = self.open.clone().filter(|_| self.access.is_open()) else {
            return Vec::new();
        };
        if self.audit.running.is_some() {
            return Vec::new();
        }
        let request = self.new_request();
        self.audit.running =
            Some(Running { request, read: None, looking: Vec::new(), checked: Vec::new(), done: 0, of: None });
        self.audit.problem = None;
        let company = self.profile().map_or(text::demo_company(), |profile| &profile.name).to_owned();
        let (known_names, proxy) = (self.known_names(), self.proxy());
        vec![Command::Audit(AuditCommand::Run { request, target, company, endpoints, known_names, proxy })]
    }

    pub(in crate::app) fn cancel_audit(&mut self) -> Vec<Command> {
        // The line goes at once; what the worker still says is dropped.
        let running = self.audit.running.take();
        running.map(|running| Command::Cancel { request: running.request }).into_iter().collect()
    }

    pub(super) fn audit_progress(&mut self, request: RequestId, progress: AuditProgress) {
        let hooks = self.list.latest().map_or(&[][..], |listing| &listing.webhooks);
        let label = |id: &WebhookId| hooks.iter().find(|hook| hook.id == *id).map(crate::domain::Webhook::label);
        let Some(running) = self.audit.running.as_mut().filter(|running| running.request == request) else {
            return;
        };
        match progress {
            AuditProgress::Reading { read, total } => running.read = Some((read, total)),
            AuditProgress::Checking { endpoints } => {
                running.of = Some(endpoints.len());
                // The audit may have read a webhook that the window doesn't know yet.
                let named = |id: WebhookId| (label(&id).unwrap_or_else(|| id.to_string()), id);
                running.looking = endpoints.into_iter().map(named).collect();
            }
            AuditProgress::Checked { webhooks, check } => {
                running.done += 1;
                let names = text::names(&webhooks.iter().filter_map(&label).collect::<Vec<_>>());
                running.checked.push((names, check));
                running.looking.retain(|(_, id)| !webhooks.contains(id));
            }
        }
    }

    pub(super) fn audit_finished(
        &mut self,
        request: RequestId,
        result: Result<Box<AuditRun>, Problem>,
    ) -> Vec<Command> {
        if self.audit.running.take_if(|running| running.request == request).is_none() {
            return Vec::new(); // cancelled, or of another company
        }
        self.wait = None;
        match result {
            Ok(run) => {
                let trouble = run.trouble.clone();
                self.take_list_of(&run);
                self.audit.against = None;
                self.audit.run = Some(run);
                self.word_audit();
                match trouble {
                    Some(problem) => self.say(Tone::Bad, text::problem(&problem)),
                    None => self.tell_audit(),
                }
            }
            Err(Problem::Cancelled) => {}
            Err(problem) => self.audit.problem = Some(problem),
        }
        Vec::new()
    }

    /// Elsewhere in the window it is told that the audit has ended; on its page that is seen, and heard.
    fn tell_audit(&mut self) {
        let Some(dossier) = self.audit.dossier.as_deref() else {
            return;
        };
        let words = text::audit_done(&dossier.summary);
        if self.place == Place::Audit {
            self.say(Tone::Neutral, words);
        } else {
            let offer = (text::show_audit().to_owned(), super::super::Action::Go(Place::Audit));
            self.say_with(Tone::Neutral, words, offer);
        }
    }

    /// The audit has read the list: the window shows it, unless a newer one is there.
    fn take_list_of(&mut self, run: &AuditRun) {
        let listing = &run.audit.listing;
        let newer = self.list.latest().is_none_or(|known| known.read_at < listing.read_at);
        // A change that this window has sent since isn't in it yet.
        let began = listing.read_at;
        let sent_since = self.sent.values().any(|record| record.finished.is_none_or(|at| at >= began));
        let changing = self.review_mut().is_some_and(|review| review.is_running());
        if newer && !sent_since && !changing && !self.list.is_loading() {
            self.note_changes(listing);
            self.list = super::super::Remote::Known(listing.clone());
            self.arrange();
        }
    }

    pub(super) fn report_read(
        &mut self,
        request: RequestId,
        result: Result<Option<Box<Snapshot>>, Problem>,
    ) -> Vec<Command> {
        if self.audit.opening.take_if(|asked| *asked == request).is_none() {
            return Vec::new();
        }
        match result {
            Ok(Some(snapshot)) => {
                self.audit.against = Some(snapshot);
                self.audit.tab = AuditTab::Compared;
                self.arrange_audit();
            }
            Ok(None) | Err(Problem::Cancelled) => {}
            Err(problem) => return self.complain(&problem),
        }
        Vec::new()
    }
}
