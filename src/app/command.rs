//! What the worker shall do (`Command`), and what it did (`Event`).

use super::message::{DemoMode, Pasting, RequestId, Target};
use super::problem::Problem;
use super::review::{Outcome, Way};
use crate::domain::{
    ApiBase, Company, Credential, Keeping, Listing, Profile, ProfileId, ProxyChoice, Secret, Settings, Status, Webhook,
    WebhookId, WebhookSpec,
};

/// One webhook of a change of status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: WebhookId,
    pub known_name: Option<String>,
    pub way: Way,
}

/// What the worker shall do. Each is answered by the event named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// [`Event::SettingsLoaded`]
    LoadSettings,
    /// [`Event::SettingsSaved`]
    SaveSettings(Settings),
    /// Start the demo company, [`Event::Opened`]
    OpenDemo {
        request: RequestId,
    },
    /// Fetch the credential and make a client, [`Event::Opened`]
    OpenProfile {
        request: RequestId,
        profile: Profile,
        proxy: ProxyChoice,
    },
    /// `/ping`, then `/company`, [`Event::Tested`]
    Test {
        request: RequestId,
        base: ApiBase,
        credential: Credential,
        proxy: ProxyChoice,
    },
    /// The same with a stored credential, [`Event::Tested`]
    TestProfile {
        request: RequestId,
        profile: Profile,
        proxy: ProxyChoice,
    },
    /// [`Event::Kept`]
    Keep {
        request: RequestId,
        profile: Profile,
        credential: Credential,
        keeping: Keeping,
    },
    /// Remove the keyring entry, [`Event::Forgotten`]
    Forget {
        request: RequestId,
        profile: ProfileId,
    },
    /// [`Event::ReadProgress`], then [`Event::WebhooksRead`]
    ReadWebhooks {
        request: RequestId,
        target: Target,
    },
    /// [`Event::Created`]
    Create {
        request: RequestId,
        target: Target,
        spec: WebhookSpec,
        known: Vec<WebhookId>,
    },
    /// Look whether an unclear create is in the list after all, [`Event::Created`]
    LookForCreated {
        request: RequestId,
        target: Target,
        spec: WebhookSpec,
        known: Vec<WebhookId>,
    },
    /// [`Event::StatusProgress`] for each, then [`Event::StatusDone`]
    SetStatus {
        request: RequestId,
        target: Target,
        jobs: Vec<Job>,
        status: Status,
    },
    /// Stop it: at once, or between two webhooks. The request's own last event still comes.
    Cancel {
        request: RequestId,
    },
    /// [`Event::Copied`]
    Copy {
        what: Copied,
        text: Secret,
    },
    /// [`Event::Pasted`]
    Paste(Pasting),
    SetDemoMode(DemoMode),
}

/// What was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    Url,
    Id,
    Token,
}

/// A webhook that was created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creation {
    pub webhook: Webhook,
    /// The answer was lost; the webhook was found in the list.
    pub answer_lost: bool,
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
    Created {
        request: RequestId,
        result: Result<Creation, Problem>,
    },
    StatusProgress {
        request: RequestId,
        id: WebhookId,
        outcome: Outcome,
    },
    StatusDone {
        request: RequestId,
        cancelled: bool,
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
    /// A command without an answer of its own failed, or did what it should.
    Done(Result<(), Problem>),
}

impl Command {
    /// The event that says that this failed: the worker's answer when a task crashed or was stopped.
    pub fn failed(&self, problem: Problem) -> Event {
        match self {
            Self::LoadSettings => Event::SettingsLoaded { settings: Settings::default(), trouble: Some(problem) },
            Self::SaveSettings(_) => Event::SettingsSaved(Err(problem)),
            Self::OpenDemo { request } | Self::OpenProfile { request, .. } => {
                Event::Opened { request: *request, result: Err(problem) }
            }
            Self::Test { request, .. } | Self::TestProfile { request, .. } => {
                Event::Tested { request: *request, result: Err(problem) }
            }
            Self::Keep { request, .. } => Event::Kept { request: *request, result: Err(problem) },
            Self::Forget { request, .. } => Event::Forgotten { request: *request, result: Err(problem) },
            Self::ReadWebhooks { request, .. } => Event::WebhooksRead { request: *request, result: Err(problem) },
            Self::Create { request, .. } | Self::LookForCreated { request, .. } => {
                Event::Created { request: *request, result: Err(problem) }
            }
            Self::SetStatus { request, .. } => Event::StatusDone { request: *request, cancelled: true },
            Self::Copy { what, .. } => Event::Copied { what: *what, result: Err(problem) },
            Self::Paste(into) => Event::Pasted { into: *into, result: Err(problem) },
            Self::Cancel { .. } | Self::SetDemoMode(_) => Event::Done(Err(problem)),
        }
    }

    /// The number that [`Command::Cancel`] names it by, where it can be stopped.
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::OpenDemo { request }
            | Self::OpenProfile { request, .. }
            | Self::Test { request, .. }
            | Self::TestProfile { request, .. }
            | Self::Keep { request, .. }
            | Self::Forget { request, .. }
            | Self::ReadWebhooks { request, .. }
            | Self::Create { request, .. }
            | Self::LookForCreated { request, .. }
            | Self::SetStatus { request, .. } => Some(*request),
            Self::LoadSettings
            | Self::SaveSettings(_)
            | Self::Cancel { .. }
            | Self::Copy { .. }
            | Self::Paste(_)
            | Self::SetDemoMode(_) => None,
        }
    }
}
