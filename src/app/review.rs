//! The review before webhooks are changed, its progress and its outcome: one for every kind of change.
//!
//! How it goes from one to the next is in `changes`.

use std::collections::BTreeMap;

use super::audit::ReviewCheck;
use super::drafts::Subject;
use super::message::RequestId;
use super::problem::Problem;
use crate::domain::{ChangeId, Conflict, Edit, EventsDiff, Field, Side, Status, Webhook, WebhookId};

/// How a webhook is updated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// A PUT with the full event list.
    #[default]
    FullList,
    /// `events_action=add` or `remove`: where the full list is refused for a retired name.
    Merge,
}

/// What shall happen to a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Edit(Edit),
    Delete,
}

/// What a review is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    Status(Status),
    Delete,
    /// Adds and takes away events in several webhooks.
    Events,
    /// One webhook, from its form.
    Edit,
    /// What was changed before, the other way round.
    TakeBack,
    /// What was planned when the app ended.
    GoOn,
}

/// What became of one webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Changed, and read back as meant.
    Done,
    /// It was so already: nothing was sent.
    WasSo,
    /// Answered 200, and its status is still as before.
    AcceptedButNot,
    /// Changed, but the answer shows other events than were meant.
    EventsDiffer {
        before: usize,
        after: usize,
    },
    /// Changed, but the answer shows another name or URL than was meant.
    Differs,
    /// The full list was refused, and it holds a name that Aircall has given up.
    RefusedOldNames,
    /// It isn't as it was when the change was asked for: nothing was sent.
    Conflict,
    /// It no longer exists.
    Gone,
    Refused(Problem),
    /// Sent, and no answer that tells.
    Unclear(Problem),
}

impl Outcome {
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Done | Self::WasSo)
    }

    /// Whether the same would be refused again, as long as the webhook is as it is.
    pub fn is_refused_for_good(&self) -> bool {
        match self {
            Self::RefusedOldNames => true,
            Self::Refused(problem) => matches!(problem, Problem::NoEventsToKeep | Problem::Rejected { .. }),
            _ => false,
        }
    }

    pub fn can_be_retried(&self) -> bool {
        match self {
            Self::Done | Self::WasSo | Self::Gone | Self::EventsDiffer { .. } | Self::Differs | Self::Conflict => false,
            Self::AcceptedButNot | Self::RefusedOldNames | Self::Refused(_) | Self::Unclear(_) => true,
        }
    }

    /// Whether it was changed, and isn't as it was meant.
    pub fn is_otherwise(&self) -> bool {
        matches!(self, Self::EventsDiffer { .. } | Self::Differs | Self::AcceptedButNot)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    /// As it was seen last.
    pub hook: Webhook,
    pub what: What,
    /// Ticked: it will be changed.
    pub chosen: bool,
    pub way: Way,
    pub outcome: Option<Outcome>,
    /// As it was read just before the change.
    pub found: Option<Box<Webhook>>,
    /// As it was after the change.
    pub left: Option<Box<Webhook>>,
    pub record: Option<ChangeId>,
    /// The change that this one takes back.
    pub undoes: Option<ChangeId>,
    /// Where it is written down already: a change that goes on.
    pub planned: Option<ChangeId>,
}

impl ReviewLine {
    pub fn new(hook: &Webhook, what: What) -> Self {
        Self {
            hook: hook.clone(),
            what,
            chosen: true,
            way: Way::FullList,
            outcome: None,
            found: None,
            left: None,
            record: None,
            undoes: None,
            planned: None,
        }
    }

    pub fn id(&self) -> &WebhookId {
        &self.hook.id
    }

    pub fn label(&self) -> String {
        self.hook.label()
    }

    /// As it shall be; `None` after a delete.
    pub fn wanted(&self) -> Option<Webhook> {
        match &self.what {
            What::Edit(edit) => Some(edit.applied_to(&self.hook)),
            What::Delete => None,
        }
    }

    /// A name that was typed is a change, also where Aircall told none.
    pub fn changed_fields(&self) -> Vec<Field> {
        let Some(wanted) = self.wanted() else {
            return Vec::new();
        };
        let changed = |field: &Field| match field {
            Field::Name => self.hook.name != wanted.name,
            Field::Url | Field::Events | Field::Status => !field.same(&self.hook, &wanted),
        };
        Field::ALL.into_iter().filter(changed).collect()
    }

    pub fn events_diff(&self) -> Option<EventsDiff> {
        self.wanted().map(|wanted| EventsDiff::of(&self.hook.events, &wanted.events))
    }

    /// Whether the change must find the webhook as it was seen: one that sets what someone else may have set.
    pub(super) fn is_guarded(&self, aim: &Aim) -> bool {
        match (aim, &self.what) {
            (_, What::Delete) | (Aim::Edit | Aim::TakeBack, What::Edit(_)) => true,
            (Aim::Status(_) | Aim::Delete | Aim::Events | Aim::GoOn, What::Edit(_)) => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewPhase {
    Choosing,
    Running { request: RequestId, cancelling: bool },
    Finished { cancelled: bool },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub aim: Aim,
    pub lines: Vec<ReviewLine>,
    pub phase: ReviewPhase,
    /// How many seconds the rest takes, as far as the budget of calls tells.
    pub seconds_left: Option<u64>,
    /// For a conflict: whose version of a field shall be sent.
    pub sides: BTreeMap<Field, Side>,
    /// What is known of the endpoints of those that are switched on.
    pub check: ReviewCheck,
    /// The choices that it was made of, kept until it is started.
    pub(super) draft: Option<Subject>,
}

impl Review {
    pub fn new(aim: Aim, lines: Vec<ReviewLine>) -> Self {
        Self {
            aim,
            lines,
            phase: ReviewPhase::Choosing,
            seconds_left: None,
            sides: BTreeMap::new(),
            check: ReviewCheck::default(),
            draft: None,
        }
    }

    /// How many are ticked.
    pub fn chosen(&self) -> usize {
        self.lines.iter().filter(|line| line.chosen).count()
    }

    /// How many of the chosen have an outcome.
    pub fn answered(&self) -> usize {
        self.lines.iter().filter(|line| line.chosen && line.outcome.is_some()).count()
    }

    pub fn done(&self) -> usize {
        self.lines.iter().filter(|line| line.chosen && line.outcome.as_ref().is_some_and(Outcome::is_good)).count()
    }

    /// Those that could be tried again: refused, unclear, or never reached.
    pub fn retryable(&self) -> usize {
        self.lines.iter().filter(|line| can_retry(line)).count()
    }

    pub fn refused_for_old_names(&self) -> usize {
        self.lines.iter().filter(|line| line.outcome == Some(Outcome::RefusedOldNames)).count()
    }

    /// Those that someone else changed meanwhile.
    pub fn conflicts(&self) -> usize {
        self.lines.iter().filter(|line| line.outcome == Some(Outcome::Conflict)).count()
    }

    /// Those that were changed and can be changed back from here.
    pub fn takeable_back(&self) -> usize {
        self.lines.iter().filter(|line| back(line).is_some()).count()
    }

    pub fn is_running(&self) -> bool {
        matches!(self.phase, ReviewPhase::Running { .. })
    }

    pub fn is_finished(&self) -> bool {
        matches!(self.phase, ReviewPhase::Finished { .. })
    }

    /// The three states of the only webhook, where someone else changed it while its form was open.
    pub fn conflict(&self) -> Option<Conflict> {
        let [line] = self.lines.as_slice() else {
            return None;
        };
        if line.outcome != Some(Outcome::Conflict) {
            return None;
        }
        let now = line.found.as_deref()?.clone();
        Some(Conflict { opened: line.hook.clone(), now, wanted: line.wanted()? })
    }

    pub(super) fn line_mut(&mut self, id: &WebhookId) -> Option<&mut ReviewLine> {
        self.lines.iter_mut().find(|line| line.hook.id == *id)
    }
}

pub(super) fn can_retry(line: &ReviewLine) -> bool {
    line.chosen && line.outcome.as_ref().is_none_or(Outcome::can_be_retried)
}

/// What takes a change back that was made in this review, seen from the state that it left.
///
/// Where the answer doesn't tell the name, it is the one that was meant.
pub fn back(line: &ReviewLine) -> Option<ReviewLine> {
    let changed = line.outcome.as_ref().is_some_and(|outcome| *outcome == Outcome::Done || outcome.is_otherwise());
    let (true, Some(found), Some(left), What::Edit(_)) = (changed, &line.found, &line.left, &line.what) else {
        return None;
    };
    let name = left.name.clone().or_else(|| line.wanted().and_then(|wanted| wanted.name));
    let left = Webhook { name, ..left.as_ref().clone() };
    let edit = Edit::between(&left, found);
    let undoes = line.record;
    (edit != Edit::default()).then(|| ReviewLine { undoes, ..ReviewLine::new(&left, What::Edit(edit)) })
}
