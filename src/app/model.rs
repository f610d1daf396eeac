//! Everything that the window shows, in one value.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::audit::AuditView;
use super::command::{Command, History, Wait};
use super::connect::ConnectForm;
use super::dialog::Dialog;
use super::drafts::Drafts;
use super::form::CreateForm;
use super::instance::Caller;
use super::leftover::LeftOver;
use super::list::ListView;
use super::message::{DemoMode, Place, RequestId, Target};
use super::notice::{Notice, Tone};
use super::palette::Wanted;
use super::past::HistoryView;
use super::problem::Problem;
use super::profiles::ProfileTest;
use super::remote::Remote;
use super::review::ReviewLine;
use super::scripts::Scripts;
use super::settings::{Machine, Section};
use super::text;
use super::tour::Tour;
use super::waits::Waits;
use super::watching::Watching;
use crate::domain::{
    ApiBase, CallbackUrl, ChangeId, ChangeRecord, Keeping, Listing, Past, Profile, ProfileId, ProxyChoice, Settings,
    TextSize, ThemeChoice, TimeFormat, WatchChoice, WebhookId,
};

/// Whether the open company can be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Access {
    #[default]
    Closed,
    /// The keyring or the demo company is being asked; `slow` after 3 seconds.
    Opening {
        request: RequestId,
        slow: bool,
    },
    Open,
    Failed(Problem),
}

impl Access {
    pub fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

/// Whether the window shall close while changes are under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaving {
    #[default]
    Not,
    /// It is asked about.
    Asked,
    /// When the change under way has ended.
    AfterChange,
}

/// How many webhooks were read, and of how many where the server told.
pub type Progress = (usize, Option<usize>);

/// What the command line asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    pub demo: bool,
    /// A profile's name.
    pub profile: Option<String>,
    pub base: Option<ApiBase>,
    /// How things looked when the app ended, so that the first frame looks so too.
    pub looks: Option<(ThemeChoice, TextSize)>,
    pub machine: Machine,
}

#[derive(Debug)]
pub struct Model {
    pub now: Timestamp,
    pub start: Start,
    /// Until then, the settings are not known, and nothing is written over them.
    pub ready: bool,
    pub settings: Settings,
    pub place: Place,
    /// Whose webhooks are shown.
    pub open: Option<Target>,
    pub access: Access,
    pub connect: ConnectForm,
    pub list: Remote<Listing>,
    /// The read under way: how many were read, of how many.
    pub reading: Option<(RequestId, Option<Progress>)>,
    pub view: ListView,
    pub scripts: Scripts,
    pub form: CreateForm,
    pub dialog: Option<Dialog>,
    pub drafts: Drafts,
    /// What is under way.
    pub(super) waits: Waits,
    pub notice: Option<Notice>,
    pub wait: Option<Wait>,
    pub profile_test: Option<ProfileTest>,
    pub removing: Option<(RequestId, ProfileId)>,
    pub audit: AuditView,
    pub history: Remote<History>,
    pub history_view: HistoryView,
    /// The last 30 days of the open company.
    pub past: Past,
    /// What was under way when the app ended.
    pub left_over: Option<LeftOver>,
    pub watches: Vec<Watching>,
    pub leaving: Leaving,
    pub proxy_text: String,
    pub demo_mode: DemoMode,
    /// What shall have the focus; the window takes this off.
    pub wants_focus: Option<Wanted>,
    /// The part of the settings that shall be in view; the window takes this off.
    pub wants_section: Option<Section>,
    /// What was last done from the palette, newest first. In memory only.
    pub(super) recent: Vec<super::Action>,
    /// Since when something is remembered that isn't written yet.
    pub(super) unsaved_since: Option<Timestamp>,
    /// The window may close now.
    pub quit: bool,
    /// The window shall come forward; it takes this off.
    pub comes_forward: Option<Caller>,
    /// Names that were given in the demo company, which has no profile.
    pub(super) demo_names: BTreeMap<WebhookId, String>,
    /// Profiles with a key in the keyring, and a newer one for this session only.
    pub(super) replaced_for_session: BTreeSet<ProfileId>,
    /// Changes of the open company that were carried out in this run.
    pub(super) sent: BTreeMap<ChangeId, ChangeRecord>,
    /// URLs as they were before a change of this run, where the history leaves a part out.
    pub(super) urls: BTreeMap<ChangeId, CallbackUrl>,
    /// What takes back the review that was closed last.
    pub(super) closed_review: Vec<ReviewLine>,
    pub(super) demo_watch: WatchChoice,
    /// A look of this run at the open company was told about.
    pub(super) has_looked: bool,
    pub tour: Option<Tour>,
    /// Where a hint was read: the next one comes on another page.
    pub(super) hint_rests: Option<Place>,
    last_request: u64,
}

impl Model {
    /// The app before the settings are known, and the command that asks for them.
    pub fn new(start: Start, now: Timestamp) -> (Self, Vec<Command>) {
        let (theme, text_size) = start.looks.unwrap_or_default();
        let mut model = Self {
            now,
            start,
            ready: false,
            settings: Settings { theme, text_size, ..Settings::default() },
            place: Place::Welcome,
            open: None,
            access: Access::Closed,
            connect: ConnectForm::default(),
            list: Remote::Unasked,
            reading: None,
            view: ListView::default(),
            scripts: Scripts::default(),
            form: CreateForm::default(),
            dialog: None,
            drafts: Drafts::default(),
            waits: Waits::default(),
            notice: None,
            wait: None,
            profile_test: None,
            removing: None,
            audit: AuditView::default(),
            history: Remote::Unasked,
            history_view: HistoryView::default(),
            past: Past::default(),
            left_over: None,
            watches: Vec::new(),
            leaving: Leaving::Not,
            proxy_text: String::new(),
            demo_mode: DemoMode::Normal,
            wants_focus: None,
            wants_section: None,
            unsaved_since: None,
            recent: Vec::new(),
            quit: false,
            comes_forward: None,
            demo_names: BTreeMap::new(),
            replaced_for_session: BTreeSet::new(),
            sent: BTreeMap::new(),
            urls: BTreeMap::new(),
            closed_review: Vec::new(),
            demo_watch: WatchChoice::default(),
            has_looked: false,
            tour: None,
            hint_rests: None,
            last_request: 0,
        };
        model.waits.begin(&Command::LoadSettings, now);
        (model, vec![Command::LoadSettings])
    }

    /// The open profile; `None` for the demo company.
    pub fn profile(&self) -> Option<&Profile> {
        match &self.open {
            Some(Target::Profile(id)) => self.settings.profile(id),
            Some(Target::Demo) | None => None,
        }
    }

    /// Whether changes can be sent to the open company.
    pub fn can_change(&self) -> bool {
        self.access.is_open() && !self.is_read_only()
    }

    /// Why no change can be sent to the open company; `None`: it can.
    pub fn why_no_change(&self) -> Option<&'static str> {
        if self.is_read_only() {
            Some(text::read_only_reason())
        } else {
            (!self.access.is_open()).then(text::not_open_reason)
        }
    }

    pub fn is_demo(&self) -> bool {
        self.open == Some(Target::Demo)
    }

    /// The address a new profile gets.
    pub fn base(&self) -> ApiBase {
        self.start.base.clone().unwrap_or_else(ApiBase::aircall)
    }

    /// How times are told.
    pub fn times(&self) -> TimeFormat {
        self.settings.times
    }

    pub fn proxy(&self) -> ProxyChoice {
        self.settings.proxy.clone()
    }

    /// Names that this app gave to webhooks of the open company.
    pub fn known_names(&self) -> BTreeMap<WebhookId, String> {
        match self.profile() {
            Some(profile) => profile.known_names.clone(),
            None => self.demo_names.clone(),
        }
    }

    pub(super) fn remember_name(&mut self, id: &WebhookId, name: &str) -> Vec<Command> {
        match self.open.clone() {
            Some(Target::Profile(profile)) => {
                let Some(settings) = self.settings.profile_mut(&profile) else {
                    return Vec::new();
                };
                if settings.known_names.insert(id.clone(), name.to_owned()).as_deref() == Some(name) {
                    return Vec::new();
                }
                let mut commands = self.save_settings();
                let target = Target::Profile(profile);
                commands.extend(self.restart_running(|running| *running == target));
                commands
            }
            Some(Target::Demo) => {
                self.demo_names.insert(id.clone(), name.to_owned());
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    pub(super) fn save_settings(&self) -> Vec<Command> {
        if !self.ready {
            return Vec::new();
        }
        let mut settings = self.settings.clone();
        for profile in &mut settings.profiles {
            // What is kept for the session isn't written: without this, a new key for the session would cost the profile.
            if self.replaced_for_session.contains(&profile.id) {
                profile.keeping = Keeping::Keyring;
            }
        }
        vec![Command::SaveSettings(settings)]
    }

    pub(super) fn new_request(&mut self) -> RequestId {
        self.last_request += 1;
        RequestId(self.last_request)
    }

    pub(super) fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone, offer: None, more: None, since: self.now });
    }

    pub(super) fn say_with(&mut self, tone: Tone, text: impl Into<String>, offer: (String, super::Action)) {
        self.notice = Some(Notice { text: text.into(), tone, offer: Some(offer), more: None, since: self.now });
    }

    /// Forgets what belongs to the company that was open, and stops what was asked for it.
    pub(super) fn clear_company(&mut self) -> Vec<Command> {
        let mut commands = self.stop_reading();
        commands.extend(self.cancel_review());
        if let Access::Opening { request, .. } = self.access {
            commands.push(Command::Cancel { request });
            self.access = Access::Closed;
        }
        if self.demo_mode != DemoMode::Normal {
            commands.push(Command::SetDemoMode(DemoMode::Normal)); // the model forgets the mode, so the server must
        }
        self.list = Remote::Unasked;
        self.view = ListView::of(&self.settings.list);
        self.form = CreateForm::default();
        commands.extend(self.cancel_audit());
        self.audit = AuditView { endpoints: self.audit.endpoints, ..AuditView::default() };
        self.history = Remote::Unasked;
        // A file that is being written is told about also when another company is open by then.
        let exporting = self.history_view.exporting;
        self.history_view = HistoryView { exporting, ..HistoryView::default() };
        self.past = Past::default();
        self.left_over = None;
        self.sent.clear();
        self.urls.clear();
        self.closed_review.clear();
        self.has_looked = false;
        commands.extend(self.drop_dialog());
        self.notice = None;
        self.wait = None;
        self.demo_mode = DemoMode::Normal;
        commands
    }

    /// When the window must draw again without a cause from outside: a notice ends, "2 minutes ago" becomes 3.
    pub fn wakes_in(&self) -> Option<std::time::Duration> {
        let notice = self.notice.as_ref().and_then(Notice::until).map(|until| until.duration_since(self.now));
        let read = self.list.latest().filter(|_| self.place == Place::Webhooks).map(|listing| {
            let age = self.now.duration_since(listing.read_at).as_secs().max(0);
            jiff::SignedDuration::from_secs(60 - age % 60)
        });
        let remembers = self.remembers_at().map(|at| at.duration_since(self.now));
        let key =
            self.drafts.key_until().map(|until| until.duration_since(self.now).min(jiff::SignedDuration::from_mins(1)));
        let wait = self.waits.next_in(self.now);
        let soonest = [notice, read, key, wait, remembers].into_iter().flatten().min()?;
        Some(soonest.unsigned_abs().max(std::time::Duration::from_millis(50)))
    }
}
