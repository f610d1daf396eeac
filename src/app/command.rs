//! What the worker shall do. What it did is in `event`.

use std::path::PathBuf;

use super::audit::AuditCommand;
use super::delivery::DeliveryOrder;
pub use super::event::{Copied, Creation, Event, History, Look, Report, Wait, WatchLeft, WatchLook, WatchTried};
use super::instance::Caller;
use super::message::{DemoMode, Pasting, RequestId, Target};
use super::problem::Problem;
use super::review::{Way, What};
use super::tour::TourCommand;
use crate::domain::{
    ApiBase, CallBudget, ChangeId, Credential, Keeping, Profile, ProfileId, ProxyChoice, Secret, Settings, WatchChoice,
    Webhook, WebhookId, WebhookSpec,
};

/// One webhook of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: WebhookId,
    pub label: String,
    pub known_name: Option<String>,
    pub what: What,
    pub way: Way,
    /// As it was seen when the change was asked for.
    pub seen: Webhook,
    /// Whether it must still be so: else nothing is sent.
    pub guarded: bool,
    /// The change that this one takes back.
    pub undoes: Option<ChangeId>,
    /// Where it is written down already.
    pub planned: Option<ChangeId>,
}

impl Job {
    /// A change of a webhook as it was seen, that nothing else concerns.
    pub fn new(seen: &Webhook, what: What) -> Self {
        Self {
            id: seen.id.clone(),
            label: seen.label(),
            known_name: None,
            what,
            way: Way::FullList,
            seen: seen.clone(),
            guarded: false,
            undoes: None,
            planned: None,
        }
    }
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
    /// [`Event::CreateBegins`], then [`Event::Created`]
    Create {
        request: RequestId,
        target: Target,
        spec: WebhookSpec,
        known: Vec<WebhookId>,
        /// The delete that it takes back.
        undoes: Option<ChangeId>,
    },
    /// Look whether an unclear create is in the list after all, [`Event::Created`]
    LookForCreated {
        request: RequestId,
        target: Target,
        spec: WebhookSpec,
        known: Vec<WebhookId>,
        /// Where the create is written down.
        record: Option<ChangeId>,
    },
    /// [`Event::ChangeProgress`] for each, then [`Event::ChangeDone`]
    Change {
        request: RequestId,
        target: Target,
        jobs: Vec<Job>,
    },
    /// One webhook, fresh. [`Event::OneRead`]
    ReadOne {
        request: RequestId,
        target: Target,
        id: WebhookId,
    },
    /// Changes and what was seen, newest first. [`Event::HistoryRead`]
    ReadHistory {
        request: RequestId,
        target: Target,
    },
    /// The requests of this run. [`Event::SentRead`]
    ReadSent {
        request: RequestId,
        target: Target,
    },
    /// Give up what was planned before the app ended.
    DropPlanned {
        target: Target,
        ids: Vec<ChangeId>,
    },
    /// Ask where, and write a text there. [`Event::Exported`]
    Export {
        request: RequestId,
        name: String,
        text: String,
    },
    /// Look at a company every so often, until it is cancelled. [`Event::Watched`] after each look.
    Watch {
        request: RequestId,
        target: Target,
        profile: Option<Profile>,
        watch: WatchChoice,
        proxy: ProxyChoice,
    },
    /// Forget since when a company was watched: its watch was switched off, and has ended. [`Event::Done`]
    EndWatch {
        target: Target,
    },
    /// Tell it on the desktop too.
    Notify {
        title: String,
        text: String,
    },
    /// Start the app with the system, or no longer. [`Event::Done`]
    StartWithSystem(bool),
    /// Stop it: at once, or between two webhooks. The request's own last event still comes.
    Cancel {
        request: RequestId,
    },
    /// As [`Command::Cancel`], since the program ends: what wasn't sent stays planned, and the next start offers it.
    Suspend {
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
    /// So many calls a minute for each company, from now on. Not answered.
    SetBudget(CallBudget),
    /// Show it in the system's file manager. [`Event::Done`]
    OpenFolder(PathBuf),
    /// Tell the second start that this window has come forward.
    WindowShown {
        caller: Caller,
    },
    /// Each is answered as it says.
    Audit(AuditCommand),
    /// [`Event::Delivered`]
    Deliver(DeliveryOrder),
    /// [`Event::Opened`]
    Tour(TourCommand),
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
            Self::Change { request, .. } => Event::ChangeDone { request: *request, cancelled: true },
            Self::ReadOne { request, .. } => Event::OneRead { request: *request, result: Err(problem) },
            Self::ReadHistory { request, .. } => Event::HistoryRead { request: *request, result: Err(problem) },
            Self::ReadSent { request, .. } => Event::SentRead { request: *request, result: Err(problem) },
            Self::Export { request, .. } => Event::Exported { request: *request, result: Err(problem) },
            Self::Watch { request, target, .. } => {
                Event::Watched { request: *request, target: target.clone(), result: Err(problem) }
            }
            Self::Audit(command) => command.failed(problem),
            Self::Tour(order) => Event::Opened { request: order.request(), result: Err(problem) },
            Self::Deliver(order) => Event::Delivered { request: order.request, result: Err(problem) },
            Self::Copy { what, .. } => Event::Copied { what: *what, result: Err(problem) },
            Self::Paste(into) => Event::Pasted { into: *into, result: Err(problem) },
            Self::Cancel { .. }
            | Self::Suspend { .. }
            | Self::WindowShown { .. }
            | Self::SetDemoMode(_)
            | Self::DropPlanned { .. }
            | Self::EndWatch { .. }
            | Self::Notify { .. }
            | Self::SetBudget(_)
            | Self::OpenFolder(_)
            | Self::StartWithSystem(_) => Event::Done(Err(problem)),
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
            | Self::Change { request, .. }
            | Self::ReadOne { request, .. }
            | Self::ReadHistory { request, .. }
            | Self::ReadSent { request, .. }
            | Self::Export { request, .. }
            | Self::Watch { request, .. }
            | Self::Tour(TourCommand::Begin { request }) => Some(*request),
            Self::Audit(command) => command.request(),
            Self::Deliver(order) => Some(order.request),
            // What was set aside comes back, whatever happens meanwhile.
            Self::Tour(TourCommand::End { .. })
            | Self::LoadSettings
            | Self::SaveSettings(_)
            | Self::Cancel { .. }
            | Self::Suspend { .. }
            | Self::WindowShown { .. }
            | Self::Copy { .. }
            | Self::Paste(_)
            | Self::SetDemoMode(_)
            | Self::DropPlanned { .. }
            | Self::EndWatch { .. }
            | Self::Notify { .. }
            | Self::SetBudget(_)
            | Self::OpenFolder(_)
            | Self::StartWithSystem(_) => None,
        }
    }
}
