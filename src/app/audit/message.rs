//! What the user, the model and the worker tell each other about an audit.

use std::collections::BTreeMap;

use crate::app::message::{RequestId, Target};
use crate::app::problem::Problem;
use crate::domain::audit::{Acceptance, Audit, FindingKey, Severity, Snapshot};
use crate::domain::endpoint::EndpointCheck;
use crate::domain::{Dossier, ProxyChoice, ReportFormat, Webhook, WebhookId};

/// What the user did on the audit's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditAction {
    Start,
    /// Ask before endpoints at private addresses are looked at too.
    AskPrivate,
    StartPrivate,
    Cancel,
    /// Whether the next audit looks at the endpoints.
    SetEndpoints(bool),
    SetTab(AuditTab),
    SetFilter(Option<AuditFilter>),
    /// Neither the search nor the numbers narrow the page any more.
    ShowAll,
    /// The words to search for have changed.
    Edited,
    /// The details of a finding, open or folded.
    Toggle(FindingKey),
    /// Go to where it can be mended. Nothing is sent before a review.
    Mend(FindingKey),
    /// One of several webhooks that may be deleted.
    ToggleDoomed(WebhookId),
    DeleteChosen,
    /// The text to whoever runs the endpoint.
    CopyMessage(FindingKey),
    AskAccept(FindingKey),
    /// For so many days from today.
    AcceptFor(i32),
    Accept,
    BringBack(FindingKey),
    AskExport,
    Export(ReportFormat),
    /// Choose a JSON report to compare with.
    OpenReport,
    CompareWithLast,
    ShowWebhook(WebhookId),
    /// Look at the endpoints of the webhooks that a review switches on.
    CheckReviewed,
    CancelCheck,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AuditTab {
    #[default]
    Findings,
    Webhooks,
    Matrix,
    Compared,
    Accepted,
}

impl AuditTab {
    pub const ALL: [Self; 5] = [Self::Findings, Self::Webhooks, Self::Matrix, Self::Compared, Self::Accepted];
}

/// Which findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFilter {
    Severity(Severity),
    /// Not there at the audit before.
    New,
    /// No finding, but the endpoints that could not be checked.
    Unchecked,
}

/// How the webhooks' endpoints are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Endpoints {
    Skip,
    /// But for those at private addresses or on this computer.
    #[default]
    Public,
    /// The user said yes to the private ones too.
    All,
}

/// What the worker shall do for an audit. Each is answered by the event named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditCommand {
    /// Read the list, check the endpoints, apply the rules, remember the outcome.
    /// [`AuditEvent::Progress`], then [`AuditEvent::Finished`]
    Run {
        request: RequestId,
        target: Target,
        /// What the company is called in the report.
        company: String,
        endpoints: Endpoints,
        known_names: BTreeMap<WebhookId, String>,
        proxy: ProxyChoice,
    },
    /// [`AuditEvent::EndpointChecked`] for each, then [`AuditEvent::EndpointsChecked`]
    CheckEndpoints { request: RequestId, target: Target, hooks: Vec<Webhook>, endpoints: Endpoints, proxy: ProxyChoice },
    /// [`AuditEvent::Accepted`]
    Accept { target: Target, acceptance: Acceptance },
    /// [`AuditEvent::Accepted`]
    TakeBack { target: Target, finding: FindingKey },
    /// Ask where, and write the report there. [`super::super::Event::Exported`]
    Export { request: RequestId, name: String, format: ReportFormat, dossier: Box<Dossier> },
    /// Ask for a JSON report, and read it. [`AuditEvent::ReportRead`]
    ReadReport { request: RequestId },
}

/// What the worker did for an audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditEvent {
    Progress {
        request: RequestId,
        progress: AuditProgress,
    },
    Finished {
        request: RequestId,
        result: Result<Box<AuditRun>, Problem>,
    },
    EndpointChecked {
        request: RequestId,
        id: WebhookId,
        check: EndpointCheck,
    },
    EndpointsChecked {
        request: RequestId,
        cancelled: bool,
    },
    /// All that are remembered for this company, after a change of them.
    Accepted {
        target: Target,
        result: Result<Vec<Acceptance>, Problem>,
    },
    /// `None`: the user changed their mind.
    ReportRead {
        request: RequestId,
        result: Result<Option<Box<Snapshot>>, Problem>,
    },
}

/// How far an audit has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditProgress {
    Reading {
        read: usize,
        total: Option<usize>,
    },
    /// The list is read; these are looked at now.
    Checking {
        endpoints: Vec<WebhookId>,
    },
    Checked {
        /// All webhooks that post to this endpoint.
        webhooks: Vec<WebhookId>,
        check: EndpointCheck,
    },
}

/// A finished audit and what is remembered beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRun {
    pub audit: Audit,
    /// The last audit of this company before this one.
    pub before: Option<Snapshot>,
    /// All that are remembered for this company, those whose date is past included.
    pub accepted: Vec<Acceptance>,
    /// Why this audit isn't remembered.
    pub trouble: Option<Problem>,
}

impl AuditCommand {
    /// The event that says that this failed.
    pub fn failed(&self, problem: Problem) -> super::super::Event {
        use super::super::Event;
        Event::Audit(match self {
            Self::Run { request, .. } => AuditEvent::Finished { request: *request, result: Err(problem) },
            Self::CheckEndpoints { request, .. } => AuditEvent::EndpointsChecked { request: *request, cancelled: true },
            Self::Accept { target, .. } | Self::TakeBack { target, .. } => {
                AuditEvent::Accepted { target: target.clone(), result: Err(problem) }
            }
            Self::Export { request, .. } => return Event::Exported { request: *request, result: Err(problem) },
            Self::ReadReport { request } => AuditEvent::ReportRead { request: *request, result: Err(problem) },
        })
    }

    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::Run { request, .. }
            | Self::CheckEndpoints { request, .. }
            | Self::Export { request, .. }
            | Self::ReadReport { request } => Some(*request),
            Self::Accept { .. } | Self::TakeBack { .. } => None,
        }
    }
}

impl AuditEvent {
    /// The request that ends with it.
    pub fn ended(&self) -> Option<RequestId> {
        match self {
            Self::Finished { request, .. }
            | Self::EndpointsChecked { request, .. }
            | Self::ReportRead { request, .. } => Some(*request),
            Self::Progress { .. } | Self::EndpointChecked { .. } | Self::Accepted { .. } => None,
        }
    }
}
