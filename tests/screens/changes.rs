//! The form, the review of a change from choosing to its outcome, and the small questions.

use hookswitch::app::{Action, Dialog, Event, Outcome, Place, Problem};
use hookswitch::domain::{ChangeId, EventName, Preset, ProfileId};

use super::{Screen, World, act, hear, hold, id, model, screen};
use crate::window::{Shown, Stage, stage};

pub const SCREENS: [Screen; 34] = [
    screen("form", |world| {
        let mut harness = new(world, Stage::with_webhooks());
        act(&mut harness, Action::UsePreset(Preset::CrmLogging));
        harness
    }),
    screen("form-errors", |world| {
        let mut harness = new(world, Stage::with_webhooks());
        "http://orders.example/in".clone_into(&mut model(&mut harness).form.draft.url);
        act(&mut harness, Action::DraftEdited);
        act(&mut harness, Action::CreateWebhook);
        harness
    }),
    screen("form-warnings", |world| {
        let mut harness = new(world, Stage::with_webhooks());
        let url = stage(&mut harness).webhooks[0].url.expose().to_owned();
        model(&mut harness).form.draft.url = url;
        act(&mut harness, Action::DraftEdited);
        harness
    }),
    screen("form-filtered", |world| {
        let mut harness = new(world, Stage::with_webhooks());
        "user".clone_into(&mut model(&mut harness).form.filter);
        harness.run();
        harness
    }),
    screen("form-creating", |world| {
        let mut harness = filled(world, Stage::with_webhooks());
        hold(&mut harness);
        act(&mut harness, Action::CreateWebhook);
        harness
    }),
    screen("form-unclear", |world| {
        let mut harness = filled(world, Stage { create: Some(Problem::CreateUnclear), ..Stage::with_webhooks() });
        act(&mut harness, Action::CreateWebhook);
        harness
    }),
    screen("form-edit", |world| edit(world, Stage::with_webhooks())),
    screen("form-edit-reading", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        hold(&mut harness);
        act(&mut harness, Action::EditWebhook(id("w1")));
        harness
    }),
    screen("form-edit-failed", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        stage(&mut harness).webhooks.clear();
        act(&mut harness, Action::EditWebhook(id("w1")));
        harness
    }),
    screen("review", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::AskReenableAll);
        harness
    }),
    screen("review-running", running),
    screen("review-done", |world| reenabled(world, Vec::new())),
    screen("review-failures", |world| {
        let outcomes = vec![("w1", Outcome::RefusedOldNames), ("w2", Outcome::Unclear(Problem::TimedOut))];
        reenabled(world, outcomes)
    }),
    screen("review-each-outcome", |world| {
        let outcomes = vec![
            ("w1", Outcome::AcceptedButNot),
            ("w2", Outcome::Conflict),
            ("w3", Outcome::Gone),
            ("w4", Outcome::Refused(Problem::WebhooksForbidden)),
            ("w5", Outcome::WasSo),
        ];
        let mut harness = world.demo(Stage { outcomes, ..Stage::with_webhooks() });
        act(&mut harness, Action::SelectAll);
        act(&mut harness, Action::AskEvents(ids(&["w1", "w2", "w3", "w4", "w5", "w6"])));
        act(&mut harness, Action::ChooseEvent(EventName::new("call.answered"), hookswitch::app::Choice::Add));
        act(&mut harness, Action::ReviewEvents);
        act(&mut harness, Action::StartReview);
        harness
    }),
    screen("review-deactivate", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::AskDeactivate(ids(&["w3", "w5"])));
        harness
    }),
    screen("delete", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::AskDelete(ids(&["w1"])));
        harness
    }),
    screen("delete-several", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::AskDelete(ids(&["w1", "w2", "w4", "w6"])));
        harness
    }),
    screen("review-edit", |world| reviewed_edit(world, Vec::new())),
    screen("conflict", |world| {
        let mut harness = reviewed_edit(world, vec![("w1", Outcome::Conflict)]);
        act(&mut harness, Action::StartReview);
        harness
    }),
    screen("events", events),
    screen("events-review", |world| {
        let mut harness = events(world);
        act(&mut harness, Action::ChooseEvent(EventName::new("call.answered"), hookswitch::app::Choice::Add));
        act(&mut harness, Action::ReviewEvents);
        harness
    }),
    screen("move", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::AskMoveEvents);
        harness
    }),
    screen("move-review", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::AskMoveEvents);
        if let Some(Dialog::MoveEvents(asked)) = &mut model(&mut harness).dialog {
            asked.from = Some(EventName::new("call.ended"));
            asked.to = Some(EventName::new("call.hungup"));
        }
        act(&mut harness, Action::ReviewMove);
        harness
    }),
    screen("take-back", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::AskDeactivate(ids(&["w5"])));
        act(&mut harness, Action::StartReview);
        act(&mut harness, Action::TakeBackReviewed(None));
        harness
    }),
    screen("custom-event", |world| {
        let mut harness = new(world, Stage::with_webhooks());
        act(&mut harness, Action::AskCustomEvent);
        harness
    }),
    screen("custom-event-wrong", |world| {
        let mut harness = new(world, Stage::with_webhooks());
        act(&mut harness, Action::AskCustomEvent);
        if let Some(Dialog::CustomEvent { text }) = &mut model(&mut harness).dialog {
            "Not an event".clone_into(text);
        }
        harness.run();
        harness
    }),
    screen("all-events", |world| {
        let mut harness = new(world, Stage::with_webhooks());
        act(&mut harness, Action::AskAllEvents);
        harness
    }),
    screen("discard", |world| {
        let mut harness = filled(world, Stage::with_webhooks());
        act(&mut harness, Action::Go(Place::Settings));
        harness
    }),
    screen("quit", |world| {
        let mut harness = running(world);
        act(&mut harness, Action::Quit);
        harness
    }),
    screen("remove-profile", |world| {
        let mut harness = world.company(|_| {}, Stage::with_webhooks());
        act(&mut harness, Action::AskRemoveProfile(ProfileId::new("acme")));
        harness
    }),
    screen("rename-profile", |world| {
        let mut harness = world.company(|_| {}, Stage::with_webhooks());
        act(&mut harness, Action::AskRenameProfile(ProfileId::new("acme")));
        harness
    }),
    screen("replace-key", |world| {
        let mut harness = world.company(|_| {}, Stage::with_webhooks());
        act(&mut harness, Action::ReplaceCredential(ProfileId::new("acme")));
        harness
    }),
    screen("notice-bad", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        hear(&mut harness, Event::SettingsSaved(Err(Problem::KeyringFault)));
        harness
    }),
    screen("take-back-delete", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::AskDelete(ids(&["w5"])));
        act(&mut harness, Action::StartReview);
        act(&mut harness, Action::CloseDialog);
        act(&mut harness, Action::TakeBack(ChangeId(1)));
        harness
    }),
];

fn ids(names: &[&str]) -> Vec<hookswitch::domain::WebhookId> {
    names.iter().map(|name| id(name)).collect()
}

fn new(world: &World, stage: Stage) -> Shown {
    let mut harness = world.demo(stage);
    act(&mut harness, Action::Go(Place::NewWebhook));
    harness
}

fn filled(world: &World, stage: Stage) -> Shown {
    let mut harness = new(world, stage);
    let draft = &mut model(&mut harness).form.draft;
    draft.name = world.name("Wallboard");
    "https://wallboard.example/in".clone_into(&mut draft.url);
    act(&mut harness, Action::DraftEdited);
    act(&mut harness, Action::TickEvent(EventName::new("call.ended"), true));
    harness
}

fn edit(world: &World, stage: Stage) -> Shown {
    let mut harness = world.demo(stage);
    act(&mut harness, Action::EditWebhook(id("w1")));
    harness
}

fn reviewed_edit(world: &World, outcomes: Vec<(&'static str, Outcome)>) -> Shown {
    let mut harness = edit(world, Stage { outcomes, ..Stage::with_webhooks() });
    act(&mut harness, Action::TickEvent(EventName::new("call.created"), true));
    model(&mut harness).form.draft.name = world.name("Orders Lille");
    act(&mut harness, Action::DraftEdited);
    act(&mut harness, Action::ReviewEdit);
    harness
}

fn running(world: &World) -> Shown {
    let mut harness = world.demo(Stage::with_webhooks());
    act(&mut harness, Action::AskReenableAll);
    hold(&mut harness);
    act(&mut harness, Action::StartReview);
    harness
}

fn reenabled(world: &World, outcomes: Vec<(&'static str, Outcome)>) -> Shown {
    let mut harness = world.demo(Stage { outcomes, ..Stage::with_webhooks() });
    act(&mut harness, Action::AskReenableAll);
    act(&mut harness, Action::StartReview);
    harness
}

fn events(world: &World) -> Shown {
    let mut harness = world.demo(Stage::with_webhooks());
    act(&mut harness, Action::SelectAll);
    act(&mut harness, Action::AskEvents(ids(&["w1", "w2", "w3", "w4", "w5", "w6"])));
    harness
}
