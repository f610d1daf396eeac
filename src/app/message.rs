//! What the user can do, and the message that carries it to `update`. What the worker does is in `command`.

use jiff::Timestamp;

use super::command::Event;
use super::list::{Column, Filter};
use crate::domain::{CredentialKind, EventName, Group, Preset, ProfileId, ProxyChoice, ThemeChoice, WebhookId};

/// Numbers what is asked, so that an answer that was overtaken can be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// Whose webhooks are meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    Demo,
    Profile(ProfileId),
}

/// A page of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Welcome,
    Connect,
    Webhooks,
    NewWebhook,
    Settings,
}

/// A field that has a Paste button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pasting {
    ApiId,
    Token,
}

#[derive(Clone, Debug)]
pub enum Msg {
    Action(Action),
    Event(Event),
    /// The time, told before anything else happens.
    Now(Timestamp),
}

/// What the user did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Go to a page; an unsaved draft is asked about first.
    Go(Place),
    ExploreDemo,
    OpenProfile(ProfileId),
    /// Try again to open the open profile.
    ReopenProfile,
    /// Stop waiting for whatever the page waits for.
    CancelWaiting,

    ConnectAnother,
    ReplaceCredential(ProfileId),
    SetCredentialKind(CredentialKind),
    CredentialEdited,
    Paste(Pasting),
    ToggleTokenReveal,
    SplitPastedPair,
    TestAndSave,
    KeepForSession,
    RetryKeeping,

    AskRemoveProfile(ProfileId),
    RemoveProfile(ProfileId),
    AskRenameProfile(ProfileId),
    RenameProfile,
    TestProfile(ProfileId),
    SetTheme(ThemeChoice),
    SetProxy(ProxyChoice),

    Refresh,
    Search,
    SetFilter(Filter),
    SortBy(Column),
    Select(WebhookId),
    /// Ctrl or Cmd with a click: in or out of the selection.
    ToggleSelected(WebhookId),
    /// Shift with a click or an arrow: from the last one to this one.
    ExtendSelection(WebhookId),
    SelectAll,
    MoveSelection {
        by: isize,
        extend: bool,
    },
    CloseDetails,
    ToggleUrlReveal(WebhookId),
    ToggleWebhookTokenReveal(WebhookId),
    CopyUrl(WebhookId),
    CopyId(WebhookId),
    CopyToken(WebhookId),

    DraftEdited,
    TickEvent(EventName, bool),
    TickGroup(Group, bool),
    AskAllEvents,
    TickAllEvents,
    UntickAllEvents,
    UsePreset(Preset),
    UseHttps,
    AskCustomEvent,
    AddCustomEvent,
    ToggleVersion1,
    CreateWebhook,
    LookForCreated,
    OpenExisting(WebhookId),
    /// Drop the draft, and do what was asked before.
    DiscardDraft,

    AskReenable(Vec<WebhookId>),
    AskReenableSelected,
    AskReenableAll,
    AskDeactivate(WebhookId),
    ToggleReviewed(WebhookId),
    StartReview,
    CancelReview,
    RetryFailed,
    TryOtherWay,

    CloseDialog,
    /// The window shall close; an unsaved draft is asked about first.
    Quit,
    CloseNotice,
    SetDemoMode(DemoMode),
}

/// How the demo company answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DemoMode {
    #[default]
    Normal,
    Slow,
    Faulty,
}
