//! A second start: it opens no window of its own, but has this one come forward, with what it was asked for.

use super::command::Command;
use super::dialog::Dialog;
use super::message::Action;
use super::model::Model;
use super::notice::Tone;
use super::text;

/// A second start that waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Caller(pub u64);

/// What the second start's command line asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub demo: bool,
    /// A profile's name.
    pub profile: Option<String>,
}

impl Model {
    /// The window comes forward, and opens what was asked for; what would be lost by that is asked about first.
    pub(super) fn second_start(&mut self, caller: Caller, asked: Asked) -> Vec<Command> {
        self.comes_forward = Some(caller);
        let mut commands = vec![Command::WindowShown { caller }];
        if self.reads_settings().is_some() {
            // It opens when the settings are there.
            self.start.demo |= asked.demo;
            self.start.profile = asked.profile.or(self.start.profile.take());
            return commands;
        }
        let action = if asked.demo {
            Action::ExploreDemo
        } else {
            let Some(name) = &asked.profile else {
                return commands;
            };
            let Some(profile) = self.settings.profiles.iter().find(|profile| profile.name == *name) else {
                self.say(Tone::Bad, text::no_such_profile(name));
                return commands;
            };
            Action::OpenProfile(profile.id.clone())
        };
        let company = asked.profile.filter(|_| !asked.demo).unwrap_or_else(|| text::demo_company().to_owned());
        commands.extend(self.open_as_asked(action, &company));
        commands
    }

    /// A change under way stays in sight, and the company is offered; any other dialog makes room.
    fn open_as_asked(&mut self, action: Action, company: &str) -> Vec<Command> {
        let changing = matches!(&self.dialog, Some(Dialog::Review(review)) if review.is_running());
        if changing || self.form.creating().is_some() || self.connect.is_keeping() {
            let offer = (text::open_company(company), action);
            self.say_with(Tone::Neutral, text::open_when_done(company), offer);
            return Vec::new();
        }
        let mut commands = self.drop_dialog();
        commands.extend(self.take(action)); // a tour ends first
        commands
    }
}
