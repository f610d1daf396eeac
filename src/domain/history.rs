//! What is remembered of a company's webhooks: the changes that were sent, what was seen at each look, and since when
//! nobody looked. No token and no credential is in it, and of a URL only what [`CallbackUrl::masked`] shows.

use jiff::Timestamp;

use super::event::EventSet;
use super::url::CallbackUrl;
use super::webhook::{Status, Webhook, WebhookId};

/// The number of a change in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId(pub i64);

/// Changes that were asked for together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(pub i64);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    Create,
    Edit,
    Reenable,
    Deactivate,
    Delete,
}

impl ChangeKind {
    pub const ALL: [Self; 5] = [Self::Create, Self::Edit, Self::Reenable, Self::Deactivate, Self::Delete];

    /// What an update is called: one that only switches is a kind of its own.
    pub fn of_update(before: &Webhook, after: &Webhook) -> Self {
        let only_status = super::edit::differences(before, after) == [super::edit::Field::Status];
        match after.status {
            Status::Active if only_status => Self::Reenable,
            Status::Inactive if only_status => Self::Deactivate,
            Status::Active | Status::Inactive => Self::Edit,
        }
    }
}

/// Who asked for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Window,
    /// A change that takes an earlier one back.
    Undo,
    Watch,
    Terminal,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Asked for, and not sent yet.
    Planned,
    /// About to be sent, or sent; no answer is written down.
    Sent,
    Done,
    /// It was so already: nothing was sent.
    NotNeeded,
    /// Accepted, and the webhook isn't as it was meant.
    Differs,
    /// Not sent or not carried out.
    Refused,
    /// Someone else had changed the webhook: nothing was sent.
    Conflict,
    /// The webhook no longer existed.
    Gone,
    /// Sent, no answer that tells, and a look didn't tell either.
    Unknown,
    /// The answer is lost; a look showed that it was carried out.
    FoundDone,
    /// The answer is lost; a look showed that it was not carried out.
    FoundUndone,
    /// Planned, and given up before it was sent.
    Dropped,
}

impl Fate {
    /// Whether the webhook is, as far as is known, as the change meant it.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::FoundDone)
    }

    pub fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Sent)
    }
}

/// A webhook as the history keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub name: Option<String>,
    /// With dots for user, password, query values and fragment.
    pub url: String,
    /// Whether `url` is the whole URL, so that an undo can use it.
    pub url_is_whole: bool,
    pub events: EventSet,
    pub status: Status,
}

impl Kept {
    pub fn of(hook: &Webhook) -> Self {
        Self {
            name: hook.name.clone(),
            url: hook.url.masked(),
            url_is_whole: !hook.url.has_secret(),
            events: hook.events.clone(),
            status: hook.status,
        }
    }

    /// The URL, where nothing of it was left out.
    pub fn whole_url(&self) -> Option<CallbackUrl> {
        self.url_is_whole.then(|| CallbackUrl::received(self.url.clone()))
    }
}

/// One change that the app sent, or was about to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeRecord {
    pub id: ChangeId,
    pub batch: Option<BatchId>,
    pub at: Timestamp,
    /// `None`: a create whose id never came to be known.
    pub webhook: Option<WebhookId>,
    /// What the webhook was called then.
    pub label: String,
    pub kind: ChangeKind,
    pub origin: Origin,
    /// The change that this one takes back.
    pub undoes: Option<ChangeId>,
    /// `None`: not known yet, or a create.
    pub before: Option<Kept>,
    /// As it was meant, and once it is done as the answer showed it. `None`: a delete.
    pub after: Option<Kept>,
    /// Whether the URL changed, also where its masked forms are equal.
    pub url_changed: bool,
    pub fate: Fate,
    /// What the admin was told about a failure.
    pub said: Option<String>,
    pub finished: Option<Timestamp>,
}

/// A change that is asked for, as it is written down before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub webhook: Option<WebhookId>,
    pub label: String,
    pub kind: ChangeKind,
    pub origin: Origin,
    pub undoes: Option<ChangeId>,
    /// As the webhook was seen when the change was asked for.
    pub before: Option<Kept>,
    pub after: Option<Kept>,
}

/// What a look at the list showed to be otherwise than at the look before, and not by a change of this app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    pub webhook: WebhookId,
    pub label: String,
    pub what: Seen,
    /// When it was last seen as before. `None`: there was no look before.
    pub after: Option<Timestamp>,
    /// The look that showed it.
    pub until: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    Deactivated,
    Reenabled,
    Events { added: EventSet, removed: EventSet },
    Url,
    Name,
    New,
    Gone,
}

/// A time without a long gap between two looks: from its first look to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// The last weeks of a company, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// In order, without overlaps.
    pub spans: Vec<Span>,
    /// In order of their `until`.
    pub sightings: Vec<Sighting>,
    /// Changes by this app in that time, in order.
    pub changes: Vec<ChangeRecord>,
}

/// Why a watch leaves a deactivated webhook alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftAlone {
    /// An admin switched it off here, or may have.
    ByAdmin,
    /// Since the watch began, it was never seen on.
    BeforeWatch,
    /// It fell again after three tries in a day.
    FellAgain,
    /// Aircall refuses it as it is, and would again.
    Refused,
}

/// What a watch knows of one webhook from before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchMemory {
    pub left_alone: Option<LeftAlone>,
    /// When a watch switched it back on, or may have, in order; at least those of the last 24 hours.
    pub tries: Vec<Timestamp>,
    /// When a watch tried to, and it is known that it didn't succeed.
    pub failed: Vec<Timestamp>,
}
