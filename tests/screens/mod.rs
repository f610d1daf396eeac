//! Every page, dialog, menu and state of the window by name, each with the way to it, in a window of any size, scale and
//! theme, and with names 3 times as long. What is tried on each screen goes through this list, so that a new screen is
//! tried on all by one line here.

mod audits;
mod changes;
mod pages;
pub mod parts;

use egui::Theme;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::model::Start;
use hookswitch::app::{Action, Event, Model, Msg};
use hookswitch::domain::{CallbackUrl, Profile, WebhookId};

use crate::window::{Shown, Stage, acme, stage, window_of};

/// The window that a screen is opened in.
#[derive(Clone, Copy, Debug)]
pub struct World {
    /// In points: pixels by scale.
    pub size: [f32; 2],
    pub theme: Theme,
    /// Names are 3 times as long.
    pub long: bool,
}

impl Default for World {
    fn default() -> Self {
        Self { size: [1280.0, 800.0], theme: Theme::Light, long: false }
    }
}

/// A screen in one state, and the way to it.
#[derive(Clone, Copy)]
pub struct Screen {
    pub name: &'static str,
    pub open: fn(&World) -> Shown,
}

const fn screen(name: &'static str, open: fn(&World) -> Shown) -> Screen {
    Screen { name, open }
}

/// All of them, or those whose names begin with one of `HOOKSWITCH_SCREENS`, while one looks for a fault.
pub fn all() -> Vec<Screen> {
    let parts: [&[Screen]; 3] = [&pages::SCREENS, &changes::SCREENS, &audits::SCREENS];
    let mut screens = parts.concat();
    if let Ok(wanted) = std::env::var("HOOKSWITCH_SCREENS") {
        screens.retain(|screen| wanted.split(',').any(|start| screen.name.starts_with(start)));
    }
    screens
}

/// One of them.
pub fn named(name: &str) -> Screen {
    all().into_iter().find(|screen| screen.name == name).unwrap_or_else(|| panic!("no screen {name}"))
}

impl World {
    /// A name of a company or a webhook, as it is in this window.
    fn name(&self, name: &str) -> String {
        if self.long {
            format!("{name} of the north, {name} of the south and {name} elsewhere")
        } else {
            name.to_owned()
        }
    }

    /// What the stage knows, by the names of this window.
    fn named(&self, mut stage: Stage) -> Stage {
        if self.long {
            for hook in &mut stage.webhooks {
                hook.name = hook.name.as_deref().map(|name| self.name(name));
                let url = hook.url.expose().to_owned();
                hook.url = CallbackUrl::received(format!("{url}{}key={}", joiner(&url), "s3cr3t-".repeat(12)));
            }
        }
        stage
    }

    /// The demo company's webhooks.
    fn demo(&self, stage: Stage) -> Shown {
        window_of(self.size, self.theme, Start { demo: true, ..Start::default() }, self.named(stage))
    }

    /// The first start.
    fn fresh(&self, stage: Stage) -> Shown {
        window_of(self.size, self.theme, Start::default(), self.named(stage))
    }

    /// A company that was connected before.
    fn company(&self, change: fn(&mut Profile), stage: Stage) -> Shown {
        let mut profile = acme();
        profile.name = self.name(&profile.name);
        change(&mut profile);
        let mut stage = self.named(stage);
        stage.settings.profiles = vec![profile];
        window_of(self.size, self.theme, Start::default(), stage)
    }
}

fn joiner(url: &str) -> char {
    if url.contains('?') { '&' } else { '?' }
}

fn id(id: &str) -> WebhookId {
    WebhookId::new(id)
}

pub fn model(harness: &mut Shown) -> &mut Model {
    &mut harness.state_mut().as_mut().expect("the window is open").model
}

/// Does what a button does, also where there is no room for the button.
pub fn act(harness: &mut Shown, action: Action) {
    let commands = model(harness).update(Msg::Action(action));
    for command in commands {
        hookswitch::ui::Hands::dispatch(stage(harness), command);
    }
    harness.run();
}

fn hear(harness: &mut Shown, event: Event) {
    stage(harness).events.push_back(event);
    harness.run();
}

/// From here on nothing is answered.
fn hold(harness: &mut Shown) {
    stage(harness).hold = true;
}

/// A button that is always there.
fn press(harness: &mut Shown, role: Role, name: &str) {
    harness.get_by_role_and_label(role, name).click();
    harness.run();
}
