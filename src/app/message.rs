//! What the user can do, and the message that carries it to `update`. What the worker does is in `command`.

use jiff::Timestamp;

use super::audit::AuditAction;
use super::command::Event;
use super::delivery::DeliveryAction;
use super::hints::HelpAction;
use super::list::{Column, Filter};
use super::palette::PaletteAction;
use super::rows::RowsAction;
use super::safe::SafeAction;
use super::scripts::ScriptAction;
use super::settings::SettingsAction;
use super::tour::TourAction;
use crate::domain::{
    BatchId, ChangeId, CredentialKind, EventName, Field, Group, Preset, ProfileId, ProxyChoice, Side, ThemeChoice,
    WatchChoice, WebhookId,
};

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
    /// The form of a webhook that exists.
    EditWebhook,
    Audit,
    History,
    Settings,
}

impl Place {
    /// Whether a webhook's form is there.
    pub fn is_form(self) -> bool {
        matches!(self, Self::NewWebhook | Self::EditWebhook)
    }
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
    /// Go to a page. What is unsaved in a form is kept for when it is opened again.
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
    /// Read it anew, and open its form.
    EditWebhook(WebhookId),
    /// Read the webhook of the form again, after that failed.
    ReadForEdit,
    ReviewEdit,
    /// A new webhook's form with all that this one has.
    Duplicate(WebhookId),
    /// Drop what is unsaved, and do what was asked before.
    DiscardDraft,

    AskReenable(Vec<WebhookId>),
    AskReenableSelected,
    AskReenableAll,
    AskDeactivate(Vec<WebhookId>),
    AskDelete(Vec<WebhookId>),
    /// Choose events to add to or take away from these.
    AskEvents(Vec<WebhookId>),
    /// In the choice of events: nothing, add, take away.
    ChooseEvent(EventName, Choice),
    ReviewEvents,
    /// Choose an event that shall become another one everywhere.
    AskMoveEvents,
    ReviewMove,
    ToggleReviewed(WebhookId),
    StartReview,
    CancelReview,
    RetryFailed,
    TryOtherWay,
    /// Show those anew that someone else changed.
    ReviewAgain,
    ChooseSide(Field, Side),
    SendResolved,
    /// Take back what this review did: to all, or to one.
    TakeBackReviewed(Option<WebhookId>),
    /// Take back a change from the history.
    TakeBack(ChangeId),

    SetHistoryTab(HistoryTab),
    HistoryEdited,
    /// The details of an entry, open or folded.
    ToggleEntry(EntryId),
    RefreshHistory,
    ExportHistory,
    /// All webhooks of a batch that weren't done, once more.
    RetryBatch(BatchId),
    ToggleRequest(u64),
    CopyRequests,

    /// Look up what was planned when the app ended, then review it.
    GoOnLeftOver,
    DropLeftOver,

    SetReadOnly(ProfileId, bool),
    SetWatch(WatchChoice),
    /// Whether the watch may switch this webhook back on.
    AllowWatch(WebhookId, bool),
    SetStartWithSystem(bool),
    SetStayWhenClosed(bool),

    Audit(AuditAction),
    Delivery(DeliveryAction),
    Palette(PaletteAction),
    Scripts(ScriptAction),
    Tour(TourAction),
    Help(HelpAction),
    Settings(SettingsAction),
    Rows(RowsAction),
    Safe(SafeAction),

    CloseDialog,
    /// The window shall close; an unsaved draft is asked about first.
    Quit,
    /// Stop the changes after the one under way, then close.
    QuitAfterThis,
    /// Go on with the changes, and stay open.
    StayOpen,
    CloseNotice,
    SetDemoMode(DemoMode),
}

/// What shall become of an event in the chosen webhooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    #[default]
    Leave,
    Add,
    Remove,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HistoryTab {
    #[default]
    Changes,
    /// "What was sent": the requests of this run.
    Requests,
}

/// An entry of the history page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryId {
    Change(ChangeId),
    /// The webhook, and when it was seen.
    Seen(WebhookId, Timestamp, u8),
}

/// How the demo company answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DemoMode {
    #[default]
    Normal,
    Slow,
    Faulty,
    /// So many webhooks that Aircall's limit is near.
    Crowded,
}
