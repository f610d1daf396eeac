//! The watch of companies: switched on and off, and what its looks tell.

use super::command::{Command, WatchLook};
use super::message::{Action, Place, RequestId, Target};
use super::model::Model;
use super::notice::Tone;
use super::problem::Problem;
use super::text;
use crate::domain::{ProfileId, Reenable, WatchChoice, WebhookId};

/// A watch that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watching {
    pub request: RequestId,
    pub target: Target,
    /// What the last look brought.
    pub last: Option<Result<WatchLook, Problem>>,
}

impl Model {
    /// What the open company's watch is told to do.
    pub fn watch(&self) -> WatchChoice {
        match (&self.open, self.profile()) {
            (_, Some(profile)) => profile.watch.clone(),
            (Some(Target::Demo), None) => self.demo_watch.clone(),
            (_, None) => WatchChoice::default(),
        }
    }

    /// Whether closing the window only makes it small: a watch runs, and the user wants it to go on.
    pub fn stays_when_closed(&self) -> bool {
        let busy = matches!(&self.dialog, Some(super::Dialog::Review(review)) if review.is_running());
        self.settings.stay_when_closed && !self.watches.is_empty() && !busy
    }

    /// The watch of the open company, if it runs.
    pub fn watching(&self) -> Option<&Watching> {
        self.watches.iter().find(|watching| Some(&watching.target) == self.open.as_ref())
    }

    pub(super) fn act_on_watch(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::SetWatch(watch) => self.set_watch(watch),
            Action::AllowWatch(id, allowed) => self.allow_watch(id, allowed),
            Action::SetStayWhenClosed(stay) => {
                self.settings.stay_when_closed = stay;
                self.save_settings()
            }
            Action::SetStartWithSystem(start) => {
                self.settings.start_with_system = start;
                let mut commands = self.save_settings();
                commands.push(Command::StartWithSystem(start));
                commands
            }
            _ => Vec::new(),
        }
    }

    fn set_watch(&mut self, mut watch: WatchChoice) -> Vec<Command> {
        watch.minutes = watch.minutes.clamp(WatchChoice::LEAST, WatchChoice::MOST);
        let Some(target) = self.open.clone() else {
            return Vec::new();
        };
        if watch == self.watch() {
            return Vec::new();
        }
        let mut commands = Vec::new();
        match &target {
            Target::Profile(id) => {
                if let Some(profile) = self.settings.profile_mut(id) {
                    profile.watch = watch;
                }
                commands.extend(self.save_settings());
            }
            Target::Demo => self.demo_watch = watch,
        }
        commands.extend(self.restart_watch(&target));
        commands
    }

    fn allow_watch(&mut self, id: WebhookId, allowed: bool) -> Vec<Command> {
        let mut watch = self.watch();
        let mut chosen = match watch.reenable {
            Reenable::Chosen(ids) => ids,
            // "All but this one" isn't offered: the details say that all are allowed.
            Reenable::All => return Vec::new(),
            Reenable::None => std::collections::BTreeSet::new(),
        };
        if allowed {
            chosen.insert(id);
        } else {
            chosen.remove(&id);
        }
        watch.reenable = if chosen.is_empty() { Reenable::None } else { Reenable::Chosen(chosen) };
        self.set_watch(watch)
    }

    /// Starts the watches that the settings name, of every company: not only of the one that is shown.
    pub(super) fn start_watches(&mut self) -> Vec<Command> {
        let ids: Vec<ProfileId> = self.settings.profiles.iter().map(|profile| profile.id.clone()).collect();
        ids.into_iter().flat_map(|id| self.restart_watch(&Target::Profile(id))).collect()
    }

    /// Stops the watch of a company, and starts it as it is set now.
    pub(super) fn restart_watch(&mut self, target: &Target) -> Vec<Command> {
        let mut commands = self.stop_watch(target);
        let (watch, profile) = match target {
            Target::Demo => (self.demo_watch.clone(), None),
            Target::Profile(id) => match self.settings.profile(id) {
                Some(profile) => (profile.watch.clone(), Some(profile.clone())),
                None => return commands,
            },
        };
        if watch.on {
            let request = self.new_request();
            let proxy = self.proxy();
            self.watches.push(Watching { request, target: target.clone(), last: None });
            commands.push(Command::Watch { request, target: target.clone(), profile, watch, proxy });
        }
        commands
    }

    /// Starts those anew that run: they hold the proxy, the key and the names that there were when they began.
    pub(super) fn restart_running(&mut self, wanted: impl Fn(&Target) -> bool) -> Vec<Command> {
        let running: Vec<Target> = self.watches.iter().map(|watching| watching.target.clone()).collect();
        running.into_iter().filter(wanted).flat_map(|target| self.restart_watch(&target)).collect()
    }

    pub(super) fn stop_watch(&mut self, target: &Target) -> Vec<Command> {
        let (stopped, going): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.watches).into_iter().partition(|watching| watching.target == *target);
        self.watches = going;
        stopped.into_iter().map(|watching| Command::Cancel { request: watching.request }).collect()
    }

    /// A watch has ended. Where it was switched off, and not just given other settings, the next one begins anew: what
    /// is off by then is left alone. Told only now, since a look under way would write down the start once more.
    fn watch_ended(&self, target: &Target) -> Vec<Command> {
        let is_on = match target {
            Target::Demo => self.demo_watch.on,
            // Of a company that was removed, nothing is left to be forgotten.
            Target::Profile(id) => self.settings.profile(id).is_none_or(|profile| profile.watch.on),
        };
        if is_on { Vec::new() } else { vec![Command::EndWatch { target: target.clone() }] }
    }

    pub(super) fn watched(
        &mut self,
        request: RequestId,
        target: &Target,
        result: &Result<WatchLook, Problem>,
    ) -> Vec<Command> {
        if *result == Err(Problem::Cancelled) {
            return self.watch_ended(target);
        }
        let Some(watching) = self.watches.iter_mut().find(|watching| watching.request == request) else {
            return Vec::new();
        };
        let failed_before = matches!(watching.last, Some(Err(_)));
        watching.last = Some(result.clone());
        let target = watching.target.clone();
        let words = match result {
            Ok(look) => text::watch_news(look, self.settings.times),
            Err(problem) if !failed_before => Some(text::watch_failed(problem)), // told once, not at every look
            Err(_) => None,
        };
        let Some(words) = words else {
            return Vec::new();
        };
        let company = self.company_name(&target);
        let shown = Some(&target) == self.open.as_ref();
        let told = if shown { words.clone() } else { text::of_company(&company, &words) };
        let tone = match result {
            Ok(look) if look.given_up.is_empty() => Tone::Neutral,
            Ok(_) | Err(_) => Tone::Bad,
        };
        let offer = match &target {
            _ if shown => (text::show_history().to_owned(), Action::Go(Place::History)),
            Target::Demo => (text::open_company(&company), Action::ExploreDemo),
            Target::Profile(id) => (text::open_company(&company), Action::OpenProfile(id.clone())),
        };
        self.say_with(tone, told, offer);
        let mut commands = Vec::new();
        let notify = match &target {
            Target::Demo => self.demo_watch.notify,
            Target::Profile(id) => self.settings.profile(id).is_some_and(|profile| profile.watch.notify),
        };
        if notify {
            commands.push(Command::Notify { title: text::notification_title(&company), text: words });
        }
        if shown && result.is_ok() && !matches!(&self.dialog, Some(super::Dialog::Review(_))) {
            commands.extend(self.refresh());
            commands.extend(self.read_history_anew());
        }
        commands
    }

    fn company_name(&self, target: &Target) -> String {
        match target {
            Target::Demo => text::demo_company().to_owned(),
            Target::Profile(id) => self.settings.profile(id).map_or_else(String::new, |profile| profile.name.clone()),
        }
    }

    pub(super) fn set_read_only(&mut self, id: &ProfileId, read_only: bool) -> Vec<Command> {
        if matches!(&self.dialog, Some(super::Dialog::Review(_))) || self.form.creating().is_some() {
            return Vec::new(); // what is under way ends first
        }
        let Some(profile) = self.settings.profile_mut(id) else {
            return Vec::new();
        };
        if std::mem::replace(&mut profile.read_only, read_only) == read_only {
            return Vec::new();
        }
        let target = Target::Profile(id.clone());
        let mut commands = self.save_settings();
        // A client keeps whether it may change anything, so it is made anew.
        commands.extend(self.restart_watch(&target));
        if self.open.as_ref() == Some(&target) {
            commands.extend(self.reopen());
        }
        commands
    }
}
