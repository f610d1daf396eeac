//! Profiles and settings: open, switch, rename, test, remove; theme and proxy.

use super::command::Command;
use super::connect::Purpose;
use super::dialog::Dialog;
use super::message::{Action, Place, RequestId, Target};
use super::model::{Access, Model};
use super::notice::Tone;
use super::problem::Problem;
use super::text;
use crate::domain::{CallBudget, Company, Keeping, ProfileId, ProxyChoice, Settings, clean};

/// A test of a stored credential, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileTest {
    pub id: ProfileId,
    pub request: RequestId,
    pub slow: bool,
    pub result: Option<Result<Company, Problem>>,
}

/// An id that no profile has: the keyring entry's name.
pub fn new_profile_id(settings: &Settings) -> ProfileId {
    loop {
        let id: String = std::iter::repeat_with(fastrand::alphanumeric).take(12).collect();
        let id = ProfileId::new(id.to_ascii_lowercase());
        if settings.profile(&id).is_none() {
            return id;
        }
    }
}

impl Model {
    pub(super) fn settings_loaded(&mut self, settings: Settings, trouble: Option<Problem>) -> Vec<Command> {
        // Only what was read, or set aside under another name, may be written over.
        self.ready = matches!(trouble, None | Some(Problem::SettingsSetAside { .. }));
        self.settings = settings;
        // A list that is on screen by now stays there, as the settings have it.
        (self.view.filter, self.view.sort) = (self.settings.list.filter, self.settings.list.sort);
        self.arrange();
        if let ProxyChoice::Address(address) = &self.settings.proxy {
            self.proxy_text = address.as_str().to_owned();
        }
        let mut commands = Vec::new();
        if self.settings.budget != CallBudget::default() {
            commands.push(Command::SetBudget(self.settings.budget));
        }
        // Whoever was quicker than the disk isn't taken away from where they are.
        let untouched = self.open.is_none() && self.place == Place::Welcome;
        if untouched {
            commands.extend(self.open_first());
        }
        commands.extend(self.start_watches());
        if let Some(problem) = trouble {
            self.say(Tone::Bad, text::problem(&problem));
        }
        commands
    }

    fn open_first(&mut self) -> Vec<Command> {
        if self.start.demo {
            return self.open_demo();
        }
        let profiles = &self.settings.profiles;
        let asked = self.start.profile.clone();
        let named = profiles.iter().find(|profile| asked.as_ref() == Some(&profile.name));
        let last = profiles.iter().find(|profile| self.settings.last_open.as_ref() == Some(&profile.id));
        let unknown = asked.filter(|_| named.is_none());
        let wanted = named.or(last).or_else(|| profiles.first()).map(|profile| profile.id.clone());
        let commands = wanted.map(|id| self.open_profile(&id)).unwrap_or_default();
        if let Some(name) = unknown {
            self.say(Tone::Bad, text::no_such_profile(&name)); // after the opening, which clears notices
        }
        commands
    }

    pub(super) fn act_on_opening(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::ExploreDemo => self.open_demo(),
            Action::OpenProfile(id) => self.open_profile(&id),
            _ => self.retry_opening(),
        }
    }

    pub(super) fn open_demo(&mut self) -> Vec<Command> {
        self.leave_and_open(Target::Demo)
    }

    pub(super) fn open_profile(&mut self, id: &ProfileId) -> Vec<Command> {
        if self.settings.profile(id).is_none() {
            return Vec::new();
        }
        self.leave_and_open(Target::Profile(id.clone()))
    }

    /// Opens another company; an unsaved draft is asked about first.
    fn leave_and_open(&mut self, target: Target) -> Vec<Command> {
        if self.dialog.is_some() || self.connect.is_keeping() {
            return Vec::new();
        }
        let under_way = self.access.is_open() || matches!(self.access, Access::Opening { .. });
        if self.open.as_ref() == Some(&target) && under_way {
            return if self.still_creates() { Vec::new() } else { self.enter(Place::Webhooks) };
        }
        let again = match &target {
            Target::Demo => Action::ExploreDemo,
            Target::Profile(id) => Action::OpenProfile(id.clone()),
        };
        if self.asks_about_unsaved(&again) {
            return Vec::new();
        }
        let mut commands = self.show_company(target);
        commands.extend(self.save_settings());
        commands
    }

    /// Shows a company from the start: whatever belonged to another one goes.
    pub(super) fn show_company(&mut self, target: Target) -> Vec<Command> {
        let mut commands = self.end_tour(); // it never drives a company of the user's
        let is_other = self.open.as_ref() != Some(&target);
        commands.extend(self.clear_company());
        if is_other {
            self.drafts.forget_company();
        }
        if let Target::Profile(id) = &target {
            self.settings.last_open = Some(id.clone());
        }
        self.open = Some(target);
        commands.extend(self.enter(Place::Webhooks));
        commands.extend(self.reopen());
        commands
    }

    /// A second click while it opens asks the keyring nothing more.
    pub(super) fn retry_opening(&mut self) -> Vec<Command> {
        if matches!(self.access, Access::Opening { .. }) { Vec::new() } else { self.reopen() }
    }

    /// Asks for the credential again: after a keyring fault, a new key, a changed proxy.
    pub(super) fn reopen(&mut self) -> Vec<Command> {
        let mut commands = self.stop_reading();
        if let Access::Opening { request, .. } = self.access {
            commands.push(Command::Cancel { request });
        }
        let request = self.new_request();
        let command = match &self.open {
            Some(Target::Demo) => Command::OpenDemo { request },
            Some(Target::Profile(id)) => match self.settings.profile(id) {
                Some(profile) => Command::OpenProfile { request, profile: profile.clone(), proxy: self.proxy() },
                None => return commands,
            },
            None => return commands,
        };
        self.access = Access::Opening { request, slow: false };
        commands.push(command);
        commands
    }

    pub(super) fn act_on_settings(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::AskRemoveProfile(id) => self.ask_about(&id, |id, name| Dialog::RemoveProfile { id, name }),
            Action::AskRenameProfile(id) => self.ask_about(&id, |id, name| Dialog::RenameProfile { id, name }),
            Action::RemoveProfile(id) => return self.remove_profile(id),
            Action::RenameProfile => return self.rename_profile(),
            Action::TestProfile(id) => return self.test_profile(&id),
            Action::SetTheme(theme) => {
                self.settings.theme = theme;
                return self.save_settings();
            }
            Action::SetProxy(proxy) => return self.set_proxy(proxy),
            _ => {}
        }
        Vec::new()
    }

    fn ask_about(&mut self, id: &ProfileId, dialog: impl Fn(ProfileId, String) -> Dialog) {
        if let Some(profile) = self.settings.profile(id)
            && self.dialog.is_none()
        {
            self.open_with_draft(dialog(id.clone(), profile.name.clone()));
        }
    }

    fn remove_profile(&mut self, id: ProfileId) -> Vec<Command> {
        self.dialog.take_if(|dialog| matches!(dialog, Dialog::RemoveProfile { .. }));
        // What is under way for the company must find it, and a review must stay in sight.
        let busy = self.form.creating().is_some() || matches!(self.dialog, Some(Dialog::Review(_)));
        if busy || self.removing.is_some() || self.settings.profile(&id).is_none() {
            return Vec::new();
        }
        let request = self.new_request();
        self.removing = Some((request, id.clone()));
        vec![Command::Forget { request, profile: id }]
    }

    /// The profile goes when its keyring entry is gone: else a key would be left that nobody sees.
    pub(super) fn forgotten(&mut self, request: RequestId, result: Result<(), Problem>) -> Vec<Command> {
        let Some((_, id)) = self.removing.take_if(|(current, _)| *current == request) else {
            return Vec::new();
        };
        let Some(at) = self.settings.profiles.iter().position(|profile| profile.id == id) else {
            return Vec::new();
        };
        if let Err(problem) = result {
            let name = self.settings.profiles.get(at).map_or("", |profile| &profile.name);
            let text = text::not_removed(name, &problem);
            self.say(Tone::Bad, text);
            return Vec::new();
        }
        let profile = self.settings.profiles.remove(at);
        let mut commands = self.stop_watch(&Target::Profile(id.clone()));
        self.replaced_for_session.remove(&id);
        self.profile_test.take_if(|test| test.id == id);
        if self.settings.last_open.as_ref() == Some(&id) {
            self.settings.last_open = None;
        }
        if self.open == Some(Target::Profile(id)) {
            commands.extend(self.clear_company());
            self.drafts.forget_company();
            self.open = None;
            self.access = Access::Closed;
            // A key being typed stays, and so does the list of the other companies.
            let stays =
                self.place == Place::Connect || (self.place == Place::Settings && !self.settings.profiles.is_empty());
            if !stays {
                commands.extend(self.enter(Place::Welcome));
            }
        }
        self.say(Tone::Neutral, text::profile_removed(&profile.name));
        commands.extend(self.save_settings());
        commands
    }

    fn rename_profile(&mut self) -> Vec<Command> {
        let Some(Dialog::RenameProfile { id, name }) = self.dialog.clone() else {
            return Vec::new();
        };
        let name = clean::clean_name(&name).text;
        if name.is_empty() || self.name_is_taken(&id, &name) {
            return Vec::new();
        }
        self.dialog = None;
        self.call_profile(&id, name)
    }

    fn test_profile(&mut self, id: &ProfileId) -> Vec<Command> {
        let Some(profile) = self.settings.profile(id).cloned() else {
            return Vec::new();
        };
        if self.profile_test.as_ref().is_some_and(|test| test.result.is_none()) {
            return Vec::new();
        }
        let request = self.new_request();
        self.profile_test = Some(ProfileTest { id: id.clone(), request, slow: false, result: None });
        vec![Command::TestProfile { request, profile, proxy: self.proxy() }]
    }

    pub(super) fn profile_tested(&mut self, request: RequestId, result: Result<Company, Problem>) -> Vec<Command> {
        if let Some(test) = &mut self.profile_test
            && test.request == request
        {
            test.result = Some(result);
            self.profile_test.take_if(|test| test.result == Some(Err(Problem::Cancelled)));
        }
        Vec::new()
    }

    /// A client keeps its proxy, so the open company is opened anew.
    fn set_proxy(&mut self, proxy: ProxyChoice) -> Vec<Command> {
        if self.settings.proxy == proxy {
            return Vec::new();
        }
        self.settings.proxy = proxy;
        let mut commands = self.save_settings();
        commands.extend(self.proxy_changed());
        commands
    }

    pub(super) fn proxy_changed(&mut self) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.profile().is_some() {
            commands.extend(self.reopen());
        }
        commands.extend(self.restart_running(|target| *target != Target::Demo));
        commands
    }

    /// The name itself, or with a number behind it where a profile has it already.
    pub(super) fn free_name(&self, wanted: &str) -> String {
        let wanted = match clean::clean_name(wanted).text {
            empty if empty.is_empty() => text::unnamed_company().to_owned(),
            name => name,
        };
        let taken = |name: &str| self.settings.profiles.iter().any(|profile| profile.name == name);
        if !taken(&wanted) {
            return wanted;
        }
        let free = (2..=self.settings.profiles.len() + 2).map(|n| format!("{wanted} ({n})")).find(|name| !taken(name));
        free.unwrap_or(wanted)
    }

    /// Profiles whose key is kept for this session only.
    pub fn is_for_session(&self) -> bool {
        self.profile().is_some_and(|profile| profile.keeping == Keeping::ThisSession)
    }

    /// Whether the connect page replaces a key, and of which profile.
    pub fn replaced_profile(&self) -> Option<&str> {
        match &self.connect.purpose {
            Purpose::Replace(id) => self.settings.profile(id).map(|profile| profile.name.as_str()),
            Purpose::NewProfile => None,
        }
    }
}
