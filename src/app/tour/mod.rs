//! The tour on the demo company: five steps that do the real thing, and leave no trace.
//!
//! It has a demo company of its own, fresh from the start; whatever was open before is set aside as a whole and comes
//! back at the end. Where the user does by hand what a step speaks of, the step notices and the tour goes on.

mod aside;

use super::audit::AuditAction;
use super::command::{Command, Event};
use super::message::{Action, Place, RequestId, Target};
use super::model::Model;
use super::review::Aim;
use super::{Dialog, Filter};
use crate::domain::{Status, Webhook, WebhookId};
use aside::Aside;

/// What the user did with the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourAction {
    Start,
    /// Do what the step speaks of, or go on.
    Next,
    Back,
    End,
    /// End it, and connect a company of one's own.
    Connect,
}

/// What the worker shall do for the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourCommand {
    /// Set the demo company aside and open a fresh one. [`Event::Opened`]
    Begin { request: RequestId },
    /// Forget the tour's company that `of` began, and bring back the one that was set aside. [`Event::Opened`]
    End { request: RequestId, of: RequestId },
}

impl TourCommand {
    /// What the answer is numbered by.
    pub fn request(self) -> RequestId {
        match self {
            Self::Begin { request } | Self::End { request, .. } => request,
        }
    }
}

/// The steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    List,
    Details,
    Reenable,
    Audit,
    Undo,
}

impl Step {
    pub const ALL: [Self; 5] = [Self::List, Self::Details, Self::Reenable, Self::Audit, Self::Undo];

    /// From 1.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).map_or(1, |at| at + 1)
    }

    fn before(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(2)?).copied()
    }
}

/// What there is to see of a step at the moment: each has its words and its place on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scene {
    /// The demo company is being opened.
    Opening,
    List,
    Details,
    /// The details of a webhook that can be re-enabled.
    AskReview,
    Review,
    Changing,
    Changed,
    /// The change came to another end than it should.
    Told,
    StartAudit,
    Auditing,
    Findings,
    /// A finding is open.
    Reading,
    Undo,
}

/// What a scene speaks of, where it is on screen. The views say where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The statuses of the deactivated ones in the table.
    Statuses,
    /// The button that switches a webhook on or off.
    Switch,
    /// The button of the review that sends the change.
    Verb,
    /// What became of it.
    Outcome,
    StartAudit,
    Progress,
    Finding,
    /// The way back of the newest change.
    TakeBack,
    /// The navigation's audit.
    NavAudit,
}

/// The tour under way.
#[derive(Debug)]
pub struct Tour {
    pub step: Step,
    /// The one that is re-enabled.
    pub hook: Option<WebhookId>,
    begun: RequestId,
    aside: Box<Aside>,
}

impl Model {
    /// What the user did, with what the tour and the hints make of it.
    pub(super) fn take(&mut self, action: Action) -> Vec<Command> {
        let used = self.used(&action);
        let mut commands = Vec::new();
        if self.tour.is_some() && leaves(&action) && self.dialog.is_none() {
            commands.extend(self.end_tour());
        }
        commands.extend(self.act(action));
        if let Some(hint) = used {
            self.note_use(hint, &mut commands);
        }
        self.follow_tour();
        self.rest_hints();
        commands
    }

    /// What the worker did, with what the tour makes of it.
    pub(super) fn take_event(&mut self, event: Event) -> Vec<Command> {
        let opened = matches!(event, Event::Opened { result: Ok(()), .. });
        let mut commands = self.hear(event);
        if opened && self.tour.is_none() && self.demo_watch.on {
            let runs = self.watches.iter().any(|watching| watching.target == Target::Demo);
            commands.extend(if runs { Vec::new() } else { self.restart_watch(&Target::Demo) });
        }
        self.follow_tour();
        commands
    }

    pub(super) fn act_on_tour(&mut self, action: TourAction) -> Vec<Command> {
        match action {
            TourAction::Start => self.start_tour(),
            TourAction::Next => self.next_scene(),
            TourAction::Back => match self.tour.as_ref().and_then(|tour| tour.step.before()) {
                Some(step) => self.arrive(step),
                None => Vec::new(),
            },
            TourAction::End => self.end_tour_and_say(),
            TourAction::Connect => {
                let mut commands = self.end_tour();
                commands.extend(self.act(Action::ConnectAnother));
                commands
            }
        }
    }

    /// Whether the tour can be offered.
    pub fn can_tour(&self) -> bool {
        self.tour.is_none() && !self.connect.is_busy() && self.form.creating().is_none() && self.removing.is_none()
    }

    /// What there is to see of the step.
    pub fn scene(&self) -> Option<Scene> {
        let tour = self.tour.as_ref()?;
        let review = match &self.dialog {
            Some(Dialog::Review(review)) => Some(review),
            Some(_) | None => None,
        };
        let is_on = tour.hook.as_ref().and_then(|id| self.hook(id)).is_some_and(|hook| hook.status.is_active());
        Some(match (tour.step, review) {
            (Step::List | Step::Details, _) if self.list.latest().is_none() => Scene::Opening,
            (Step::List, _) => Scene::List,
            (Step::Details, _) => Scene::Details,
            (Step::Reenable, Some(review)) if review.is_running() => Scene::Changing,
            (Step::Reenable, Some(review)) if !review.is_finished() => Scene::Review,
            (Step::Reenable, _) if is_on => Scene::Changed,
            (Step::Reenable, Some(_)) => Scene::Told,
            (Step::Reenable, None) => Scene::AskReview,
            (Step::Audit, _) if self.audit.running.is_some() => Scene::Auditing,
            (Step::Audit, _) if self.audit.run.is_none() => Scene::StartAudit,
            (Step::Audit, _) if self.audit.open.is_empty() => Scene::Findings,
            (Step::Audit, _) => Scene::Reading,
            (Step::Undo, _) => Scene::Undo,
        })
    }

    /// What the scene's card stands beside.
    pub fn spot(&self) -> Option<Spot> {
        Some(match self.scene()? {
            Scene::Opening => return None,
            Scene::List => Spot::Statuses,
            Scene::Details | Scene::AskReview => Spot::Switch,
            Scene::Review => Spot::Verb,
            Scene::Changed if self.dialog.is_none() => Spot::NavAudit,
            Scene::Changing | Scene::Changed | Scene::Told => Spot::Outcome,
            Scene::StartAudit => Spot::StartAudit,
            Scene::Auditing => Spot::Progress,
            Scene::Findings | Scene::Reading => Spot::Finding,
            Scene::Undo => Spot::TakeBack,
        })
    }

    /// Whether the card is there: not over a dialog that the tour knows nothing of.
    pub fn shows_tour(&self) -> bool {
        self.tour.is_some() && matches!(self.dialog, None | Some(Dialog::Review(_)))
    }

    fn next_scene(&mut self) -> Vec<Command> {
        let Some(scene) = self.scene() else {
            return Vec::new();
        };
        match scene {
            Scene::Opening | Scene::Changing => Vec::new(), // it goes on by itself
            Scene::List => self.arrive(Step::Details),
            Scene::Details | Scene::AskReview => self.arrive(Step::Reenable),
            Scene::Review => self.start_review(),
            Scene::Changed | Scene::Told => self.arrive(Step::Audit),
            Scene::StartAudit => self.in_audit(AuditAction::Start),
            Scene::Findings => match self.audit.groups.first().and_then(|group| group.lines.first()) {
                Some(line) => self.in_audit(AuditAction::Toggle(line.words.key.clone())),
                None => self.arrive(Step::Undo),
            },
            Scene::Auditing | Scene::Reading => self.arrive(Step::Undo),
            Scene::Undo => self.end_tour_and_say(),
        }
    }

    /// On the audit's page, wherever the user has gone meanwhile.
    fn in_audit(&mut self, action: AuditAction) -> Vec<Command> {
        let mut commands = if self.place == Place::Audit { Vec::new() } else { self.enter(Place::Audit) };
        commands.extend(self.act(Action::Audit(action)));
        commands
    }

    /// Brings about what the step speaks of.
    fn arrive(&mut self, step: Step) -> Vec<Command> {
        let place = match step {
            Step::List | Step::Details | Step::Reenable => Place::Webhooks,
            Step::Audit => Place::Audit,
            Step::Undo => Place::History,
        };
        let mut commands = self.cancel_review();
        commands.extend(self.drop_dialog());
        if step != Step::Audit {
            commands.extend(self.cancel_audit());
        }
        commands.extend(self.enter(place));
        let hook = self.hook_of_tour();
        if place == Place::Webhooks {
            self.view.search.clear();
            self.set_filter(Filter::All);
        }
        match (step, &hook) {
            (Step::List, _) => self.close_details(),
            (Step::Details | Step::Reenable, Some(id)) => self.select(id),
            _ => {}
        }
        if let Some(tour) = &mut self.tour {
            tour.step = step;
            tour.hook.clone_from(&hook);
        }
        if let (Step::Reenable, Some(id)) = (step, hook) {
            self.ask_reenable(&[id]);
        }
        commands
    }

    /// The one that the tour speaks of: what the user looks at where that is off, else the first that is.
    fn hook_of_tour(&self) -> Option<WebhookId> {
        let kept = self.tour.as_ref().and_then(|tour| tour.hook.clone());
        let off = |id: &&WebhookId| self.hook(id).is_some_and(|hook| hook.status == Status::Inactive);
        let looked_at = self.view.current.as_ref().filter(off);
        looked_at.or_else(|| self.view.rows.iter().find(off)).cloned().filter(|_| kept.is_none()).or(kept)
    }

    fn hook(&self, id: &WebhookId) -> Option<&Webhook> {
        self.list.latest()?.find(id)
    }

    /// Notices what the user did by hand.
    fn follow_tour(&mut self) {
        let Some(step) = self.tour.as_ref().map(|tour| tour.step) else {
            return;
        };
        let reviewed = match &self.dialog {
            Some(Dialog::Review(review)) if review.aim == Aim::Status(Status::Active) => review.lines.first(),
            _ => None,
        };
        let reviewed = reviewed.map(|line| line.id().clone());
        let to = match self.place {
            Place::Audit if step < Step::Audit => Step::Audit,
            Place::History if step < Step::Undo => Step::Undo,
            Place::Webhooks if step < Step::Reenable && reviewed.is_some() => Step::Reenable,
            Place::Webhooks if step == Step::List && self.view.current.is_some() => Step::Details,
            _ => return,
        };
        let hook = if to == Step::Details { self.hook_of_tour() } else { reviewed };
        if let Some(tour) = &mut self.tour {
            tour.step = to;
            tour.hook = hook.or(tour.hook.take());
        }
    }
}

/// What leads out of the tour's company.
fn leaves(action: &Action) -> bool {
    matches!(
        action,
        Action::ExploreDemo | Action::OpenProfile(_) | Action::ConnectAnother | Action::ReplaceCredential(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_numbered_from_one_to_five() {
        assert_eq!(Step::ALL.map(Step::number), [1, 2, 3, 4, 5]);
        assert_eq!((Step::List.before(), Step::Undo.before()), (None, Some(Step::Audit)));
    }
}
