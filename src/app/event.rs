//! What the worker did: the answers to commands, and what is told while they run.

use jiff::Timestamp;

use super::audit::AuditEvent;
pub use super::audit::AuditRun;
use super::instance::{Asked, Caller};
use super::message::{Pasting, RequestId, Target};
use super::problem::Problem;
use super::review::Outcome;
use crate::domain::delivery::Delivered;
use crate::domain::{
    ChangeId, ChangeRecord, Company, Listing, Past, Secret, SentRequest, Settings, Sighting, Webhook, WebhookId,
};

/// What became of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub outcome: Outcome,
    /// As it was read just before.
    pub found: Option<Webhook>,
    /// As it was after.
    pub left: Option<Webhook>,
    /// Where it is written down; `None`: nothing was sent.
    pub record: Option<ChangeId>,
}

/// What was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    Url,
    Id,
    /// A name, as the codes of its letters.
    Codes,
    /// A part of a secret, out of a field that shows it.
    Secret,
    Token,
    /// A test delivery as a command for a shell, without secrets.
    Curl,
    /// A text to whoever runs an endpoint, without secrets.
    Message,
    /// Requests as text, without secrets.
    Requests,
    /// The address of a page.
    Link,
    /// A problem in words, without secrets.
    Problem,
    /// Where something is kept.
    Path,
    /// What helps to find a fault, without secrets.
    Report,
    /// So many rows of the list, without secrets.
    Rows(usize),
}

/// A webhook that was created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creation {
    pub webhook: Webhook,
    /// The answer was lost; the webhook was found in the list.
    pub answer_lost: bool,
    /// Where it is written down.
    pub record: Option<ChangeId>,
}

/// Why nothing goes on for the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Our own limit on calls a minute.
    Budget { seconds: u64 },
    /// Aircall asked for it.
    RateLimited { seconds: u64 },
    /// Before trying again.
    Retry { seconds: u64 },
}

/// What the worker did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    SettingsLoaded {
        settings: Settings,
        trouble: Option<Problem>,
    },
    SettingsSaved(Result<(), Problem>),
    Opened {
        request: RequestId,
        result: Result<(), Problem>,
    },
    Tested {
        request: RequestId,
        result: Result<Company, Problem>,
    },
    Kept {
        request: RequestId,
        result: Result<(), Problem>,
    },
    Forgotten {
        request: RequestId,
        result: Result<(), Problem>,
    },
    ReadProgress {
        request: RequestId,
        read: usize,
        total: Option<usize>,
    },
    WebhooksRead {
        request: RequestId,
        result: Result<Listing, Problem>,
    },
    /// A create is written down and is about to be sent: what a look for it must know, should its answer be lost.
    CreateBegins {
        request: RequestId,
        record: ChangeId,
        /// The webhooks that were there before.
        known: Vec<WebhookId>,
    },
    Created {
        request: RequestId,
        result: Result<Creation, Problem>,
    },
    ChangeProgress {
        request: RequestId,
        id: WebhookId,
        report: Box<Report>,
        /// How long the rest takes, as far as the budget of calls tells.
        seconds_left: Option<u64>,
    },
    ChangeDone {
        request: RequestId,
        cancelled: bool,
    },
    OneRead {
        request: RequestId,
        result: Result<Webhook, Problem>,
    },
    /// Told before the list that it belongs to: what a read showed and what is remembered.
    Looked {
        target: Target,
        look: Look,
    },
    HistoryRead {
        request: RequestId,
        result: Result<History, Problem>,
    },
    SentRead {
        request: RequestId,
        result: Result<Vec<SentRequest>, Problem>,
    },
    /// Where it was written; `None`: the user changed their mind.
    Exported {
        request: RequestId,
        result: Result<Option<String>, Problem>,
    },
    /// What was under way when the app ended: looked up, or not sent yet.
    LeftOver {
        target: Target,
        looked_up: Vec<ChangeRecord>,
        planned: Vec<ChangeRecord>,
    },
    Watched {
        request: RequestId,
        target: Target,
        result: Result<WatchLook, Problem>,
    },
    /// The keyring hasn't answered for 3 seconds: the system may be asking for a password elsewhere.
    KeyringSlow {
        request: RequestId,
    },
    /// `None`: the wait is over.
    Waiting {
        target: Option<Target>,
        wait: Option<Wait>,
    },
    Copied {
        what: Copied,
        result: Result<(), Problem>,
    },
    Pasted {
        into: Pasting,
        result: Result<Secret, Problem>,
    },
    Audit(AuditEvent),
    Delivered {
        request: RequestId,
        result: Result<Delivered, Problem>,
    },
    /// The program was started once more; it waits for [`super::Command::WindowShown`].
    SecondStart {
        caller: Caller,
        asked: Asked,
    },
    /// A command without an answer of its own failed, or did what it should.
    Done(Result<(), Problem>),
}

impl Event {
    /// The request that ends with it.
    pub fn ended(&self) -> Option<RequestId> {
        match self {
            Self::Opened { request, .. }
            | Self::Tested { request, .. }
            | Self::Kept { request, .. }
            | Self::Forgotten { request, .. }
            | Self::WebhooksRead { request, .. }
            | Self::Created { request, .. }
            | Self::ChangeDone { request, .. }
            | Self::OneRead { request, .. }
            | Self::HistoryRead { request, .. }
            | Self::SentRead { request, .. }
            | Self::Exported { request, .. }
            | Self::Delivered { request, .. }
            | Self::Watched { request, .. } => Some(*request),
            Self::Audit(event) => event.ended(),
            _ => None,
        }
    }
}

/// What a read of the list showed beside the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The look before this one.
    pub before: Option<Timestamp>,
    /// What changed at Aircall since then.
    pub news: Vec<Sighting>,
    /// The last 30 days.
    pub past: Past,
    /// Why nothing could be remembered.
    pub trouble: Option<Problem>,
}

/// The history as it is shown, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    pub changes: Vec<ChangeRecord>,
    pub sightings: Vec<Sighting>,
}

/// What one look of a watch found and did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchLook {
    pub at: Timestamp,
    pub news: Vec<Sighting>,
    /// Switched back on, or tried to.
    pub reenabled: Vec<WatchTried>,
    /// Left off from now on.
    pub given_up: Vec<WatchLeft>,
    /// Off, and left so.
    pub off: usize,
}

/// A webhook that a watch switched back on, or tried to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchTried {
    pub id: WebhookId,
    pub label: String,
    pub outcome: Outcome,
}

/// A webhook that a watch leaves off from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchLeft {
    pub id: WebhookId,
    pub label: String,
    /// What its endpoint answered.
    pub answer: Option<String>,
}
