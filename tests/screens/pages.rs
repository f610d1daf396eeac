//! The first start, connecting, the list, the history and the settings.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use hookswitch::app::command::Wait;
use hookswitch::app::palette::PaletteAction;
use hookswitch::app::{Action, Command, EntryId, Event, Filter, HistoryTab, Place, Problem, text};
use hookswitch::domain::{CredentialKind, Profile, ProfileId, SentRequest, WatchChoice};

use super::{Screen, World, act, hear, hold, id, model, press, screen};
use crate::window::{Shown, Stage, now, stage};

pub const SCREENS: [Screen; 43] = [
    screen("welcome", |world| world.fresh(Stage::with_webhooks())),
    screen("welcome-stored", |world| {
        let mut harness = world.fresh(Stage::with_webhooks());
        harness.get_by_role_and_label(Role::Button, text::what_is_stored()).scroll_to_me();
        harness.run();
        press(&mut harness, Role::Button, text::what_is_stored());
        harness
    }),
    screen("connect", |world| connect(world, Stage::default())),
    screen("connect-bearer", |world| {
        let mut harness = connect(world, Stage::default());
        act(&mut harness, Action::SetCredentialKind(CredentialKind::Bearer));
        harness
    }),
    screen("connect-errors", |world| {
        let mut harness = connect(world, Stage::default());
        act(&mut harness, Action::TestAndSave);
        harness
    }),
    screen("connect-pair", |world| {
        let mut harness = connect(world, Stage::default());
        "some-id:some-token".clone_into(&mut model(&mut harness).connect.draft.token);
        act(&mut harness, Action::CredentialEdited);
        harness
    }),
    screen("connect-testing", |world| {
        let mut harness = typed(world, Stage::default());
        hold(&mut harness);
        act(&mut harness, Action::TestAndSave);
        harness
    }),
    screen("connect-failed", |world| tested(world, Stage { test: Some(Problem::Unauthorized), ..Stage::default() })),
    screen("connect-keeping", |world| {
        let mut harness = typed(world, Stage::default());
        hold(&mut harness);
        act(&mut harness, Action::TestAndSave);
        let request = asked(&mut harness);
        let company =
            hookswitch::domain::Company { name: world.name("Acme Phones"), users: Some(12), numbers: Some(3) };
        hear(&mut harness, Event::Tested { request, result: Ok(company) });
        let request = asked(&mut harness);
        hear(&mut harness, Event::KeyringSlow { request });
        harness
    }),
    screen("connect-not-kept", |world| {
        tested(world, Stage { keep: Some(Problem::KeyringMissing), ..Stage::with_webhooks() })
    }),
    screen("list", |world| world.demo(Stage::with_webhooks())),
    screen("list-details", |world| details(world, "w1")),
    screen("list-details-active", |world| details(world, "w5")),
    screen("list-details-unnamed", |world| {
        let mut harness = details(world, "w4");
        act(&mut harness, Action::ToggleUrlReveal(id("w4")));
        act(&mut harness, Action::ToggleWebhookTokenReveal(id("w4")));
        harness
    }),
    screen("list-details-watched", |world| {
        let mut harness = details(world, "w2");
        act(&mut harness, Action::SetWatch(WatchChoice { on: true, ..WatchChoice::default() }));
        harness
    }),
    screen("list-selection", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::SelectAll);
        harness
    }),
    screen("list-none-match", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        "nothing like it".clone_into(&mut model(&mut harness).view.search);
        act(&mut harness, Action::Search);
        harness
    }),
    screen("list-filtered", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::SetFilter(Filter::Deactivated));
        harness
    }),
    screen("list-opening", |world| {
        let mut harness = world.demo(Stage { hold: true, ..Stage::with_webhooks() });
        let request = asked(&mut harness);
        hear(&mut harness, Event::KeyringSlow { request });
        harness
    }),
    screen("list-reading", |world| {
        let mut harness = world.demo(Stage { hold: true, ..Stage::with_webhooks() });
        let request = asked(&mut harness);
        hear(&mut harness, Event::Opened { request, result: Ok(()) });
        let request = asked(&mut harness);
        hear(&mut harness, Event::ReadProgress { request, read: 50, total: Some(120) });
        harness
    }),
    screen("list-refreshing", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        hold(&mut harness);
        act(&mut harness, Action::Refresh);
        hear(&mut harness, Event::Waiting { target: None, wait: Some(Wait::RateLimited { seconds: 42 }) });
        harness
    }),
    screen("list-failed", |world| world.demo(Stage { read: Some(Problem::TimedOut), ..Stage::with_webhooks() })),
    screen("list-not-opened", |world| {
        world.company(|_| {}, Stage { open: Some(Problem::KeyringLocked), ..Stage::with_webhooks() })
    }),
    screen("list-wrong-key", |world| {
        world.company(|_| {}, Stage { read: Some(Problem::Unauthorized), ..Stage::with_webhooks() })
    }),
    screen("list-stale", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        stage(&mut harness).read = Some(Problem::Offline);
        act(&mut harness, Action::Refresh);
        harness
    }),
    screen("list-partial", |world| world.demo(Stage { more_than_listed: 23, ..Stage::with_webhooks() })),
    screen("list-empty", |world| world.demo(Stage::default())),
    screen("list-read-only", |world| {
        let mut harness = world.company(read_only, Stage::with_webhooks());
        act(&mut harness, Action::Select(id("w1")));
        harness
    }),
    screen("list-left-over", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        let mut changes = crate::window::some_history().changes;
        for change in &mut changes {
            change.label = world.name(&change.label);
        }
        let looked_up = changes.split_off(1);
        hear(&mut harness, Event::LeftOver { target: hookswitch::app::Target::Demo, looked_up, planned: changes });
        harness
    }),
    screen("company-menu", |world| {
        let mut harness = world.company(|_| {}, Stage::with_webhooks());
        let menu = format!("{}, {}", world.name("Acme"), text::switch_company());
        press(&mut harness, Role::Button, &menu);
        harness
    }),
    screen("palette", |world| palette(world, "or")),
    screen("palette-empty", |world| palette(world, "nothing like it")),
    screen("shortcuts", |world| {
        let mut harness = world.demo(Stage::with_webhooks());
        act(&mut harness, Action::Palette(PaletteAction::OpenShortcuts));
        harness
    }),
    screen("history", |world| history(world, Stage::with_webhooks())),
    screen("history-unfolded", |world| {
        let mut harness = history(world, Stage::with_webhooks());
        let entries: Vec<EntryId> =
            model(&mut harness).history_view.entries.iter().map(hookswitch::app::Entry::id).collect();
        for entry in entries {
            act(&mut harness, Action::ToggleEntry(entry));
        }
        harness
    }),
    screen("history-empty", |world| history(world, Stage::default())),
    screen("requests", |world| requests(world, sent(), true)),
    screen("requests-empty", |world| requests(world, Vec::new(), false)),
    screen("settings", |world| settings(world.demo(Stage::with_webhooks()))),
    screen("settings-company", |world| settings(world.company(|_| {}, Stage::with_webhooks()))),
    screen("settings-testing", |world| {
        let mut harness = settings(world.company(read_only, Stage::with_webhooks()));
        hold(&mut harness);
        act(&mut harness, Action::TestProfile(ProfileId::new("acme")));
        let request = asked(&mut harness);
        hear(&mut harness, Event::KeyringSlow { request });
        harness
    }),
    screen("settings-test-failed", |world| {
        let mut harness = settings(world.company(|_| {}, Stage::with_webhooks()));
        stage(&mut harness).test = Some(Problem::Tls { issuer: Some("Corp Inspection CA".into()) });
        act(&mut harness, Action::TestProfile(ProfileId::new("acme")));
        harness
    }),
    screen("notice", |world| {
        let mut harness = details(world, "w1");
        act(&mut harness, Action::AskReenable(vec![id("w1")]));
        act(&mut harness, Action::StartReview);
        harness
    }),
];

fn read_only(profile: &mut Profile) {
    profile.read_only = true;
}

fn asked(harness: &mut Shown) -> hookswitch::app::RequestId {
    stage(harness).commands.iter().rev().find_map(Command::request).expect("something is asked")
}

fn connect(world: &World, stage: Stage) -> Shown {
    let mut harness = world.fresh(stage);
    act(&mut harness, Action::ConnectAnother);
    harness
}

fn typed(world: &World, stage: Stage) -> Shown {
    let mut harness = connect(world, stage);
    let draft = &mut model(&mut harness).connect.draft;
    "my-id".clone_into(&mut draft.api_id);
    "my-token".clone_into(&mut draft.token);
    act(&mut harness, Action::CredentialEdited);
    harness
}

fn tested(world: &World, stage: Stage) -> Shown {
    let mut harness = typed(world, stage);
    act(&mut harness, Action::TestAndSave);
    harness
}

fn details(world: &World, hook: &str) -> Shown {
    let mut harness = world.demo(Stage::with_webhooks());
    act(&mut harness, Action::Select(id(hook)));
    harness
}

fn palette(world: &World, words: &str) -> Shown {
    let mut harness = details(world, "w1");
    act(&mut harness, Action::Palette(PaletteAction::Open));
    if let Some(hookswitch::app::Dialog::Palette(palette)) = &mut model(&mut harness).dialog {
        words.clone_into(&mut palette.typed);
    }
    act(&mut harness, Action::Palette(PaletteAction::Typed));
    harness
}

fn history(world: &World, mut stage: Stage) -> Shown {
    for change in &mut stage.history.changes {
        change.label = world.name(&change.label);
    }
    let mut harness = world.demo(stage);
    act(&mut harness, Action::Go(Place::History));
    harness
}

fn requests(world: &World, sent: Vec<SentRequest>, open: bool) -> Shown {
    let mut harness = history(world, Stage { sent, ..Stage::with_webhooks() });
    act(&mut harness, Action::SetHistoryTab(HistoryTab::Requests));
    if open {
        act(&mut harness, Action::ToggleRequest(2));
    }
    harness
}

fn sent() -> Vec<SentRequest> {
    let request = |number, method, path: &str, status, outcome| SentRequest {
        number,
        at: now(),
        method,
        path: path.to_owned(),
        status,
        outcome,
        duration: std::time::Duration::from_millis(180),
        attempt: 1,
        waited: std::time::Duration::ZERO,
        request_body: Some("{\"active\":true}".to_owned()),
        response_body: Some("{\"webhook\":{\"webhook_id\":\"w1\",\"active\":true}}".to_owned()),
    };
    vec![
        request(1, "GET", "/v1/webhooks?page=1&per_page=50", Some(200), "ok"),
        request(2, "PUT", "/v1/webhooks/w1", Some(422), "rejected"),
        request(3, "PUT", "/v1/webhooks/w1", None, "timed out"),
    ]
}

fn settings(mut harness: Shown) -> Shown {
    act(&mut harness, Action::Go(Place::Settings));
    harness
}
