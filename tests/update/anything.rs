//! Whatever is clicked and answered, in any order: no panic, and no webhook is created twice.

use hookswitch::app::command::{Creation, Wait};
use hookswitch::app::message::DemoMode;
use hookswitch::app::{Action, Column, Command, Event, Filter, Outcome, Pasting, Place, Problem, RequestId, Target};
use hookswitch::domain::{CredentialKind, EventName, Group, Preset, ProxyChoice, Secret, Settings, ThemeChoice};
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::sample::{Index, select};

use crate::kit::{App, company, hook, id, listing, off, profile_id, settings};

/// One thing that happens.
#[derive(Clone, Debug)]
enum Step {
    Do(Action),
    Type,
    /// One of the open commands is answered, well or badly.
    Answer(Index, bool),
    /// An answer to anything, maybe to nothing.
    Stray(u64),
    Later,
}

fn pages_and_companies() -> Vec<Action> {
    let places = [Place::Welcome, Place::Connect, Place::Webhooks, Place::NewWebhook, Place::Settings];
    let mut actions: Vec<Action> = places.into_iter().map(Action::Go).collect();
    for company in ["Acme", "Bolt", "Gone"].map(profile_id) {
        actions.extend([
            Action::OpenProfile(company.clone()),
            Action::ReplaceCredential(company.clone()),
            Action::AskRemoveProfile(company.clone()),
            Action::RemoveProfile(company.clone()),
            Action::AskRenameProfile(company.clone()),
            Action::TestProfile(company),
        ]);
    }
    actions.extend([
        Action::ExploreDemo,
        Action::ReopenProfile,
        Action::CancelWaiting,
        Action::ConnectAnother,
        Action::SetCredentialKind(CredentialKind::Bearer),
        Action::CredentialEdited,
        Action::Paste(Pasting::Token),
        Action::ToggleTokenReveal,
        Action::SplitPastedPair,
        Action::TestAndSave,
        Action::KeepForSession,
        Action::RetryKeeping,
        Action::RenameProfile,
        Action::SetTheme(ThemeChoice::Light),
        Action::SetProxy(ProxyChoice::None),
        Action::SetProxy(ProxyChoice::System),
        Action::Quit,
        Action::CloseNotice,
        Action::SetDemoMode(DemoMode::Slow),
    ]);
    actions
}

fn list_and_review() -> Vec<Action> {
    let mut actions = Vec::new();
    for hook in ["alpha", "bravo", "orders", "gone"].map(id) {
        actions.extend([
            Action::Select(hook.clone()),
            Action::ToggleSelected(hook.clone()),
            Action::ExtendSelection(hook.clone()),
            Action::ToggleUrlReveal(hook.clone()),
            Action::CopyToken(hook.clone()),
            Action::OpenExisting(hook.clone()),
            Action::AskReenable(vec![hook.clone()]),
            Action::AskDeactivate(hook.clone()),
            Action::ToggleReviewed(hook),
        ]);
    }
    actions.extend(Filter::EVERY.map(Action::SetFilter));
    actions.extend([Column::Name, Column::Changed, Column::Status].map(Action::SortBy));
    actions.extend([isize::MIN, -1, 1, isize::MAX].map(|by| Action::MoveSelection { by, extend: by > 0 }));
    actions.extend([
        Action::Refresh,
        Action::Search,
        Action::SelectAll,
        Action::CloseDetails,
        Action::AskReenableSelected,
        Action::AskReenableAll,
        Action::StartReview,
        Action::CancelReview,
        Action::RetryFailed,
        Action::TryOtherWay,
        Action::CloseDialog,
    ]);
    actions
}

fn form() -> Vec<Action> {
    vec![
        Action::Go(Place::NewWebhook),
        Action::DraftEdited,
        Action::TickEvent(EventName::new("fax.received"), true),
        Action::TickGroup(Group::Call, true),
        Action::TickGroup(Group::Call, false),
        Action::AskAllEvents,
        Action::TickAllEvents,
        Action::UsePreset(Preset::Contacts),
        Action::UseHttps,
        Action::AskCustomEvent,
        Action::AddCustomEvent,
        Action::ToggleVersion1,
        Action::CreateWebhook,
        Action::CreateWebhook,
        Action::LookForCreated,
        Action::DiscardDraft,
        Action::CloseDialog,
        Action::CancelWaiting,
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => select(pages_and_companies()).prop_map(Step::Do),
        3 => select(list_and_review()).prop_map(Step::Do),
        4 => select(form()).prop_map(Step::Do),
        2 => Just(Step::Type),
        6 => (proptest::arbitrary::any::<Index>(), proptest::bool::weighted(0.8))
            .prop_map(|(which, good)| Step::Answer(which, good)),
        1 => (0_u64..40).prop_map(Step::Stray),
        1 => Just(Step::Later),
    ]
}

/// What the worker answers when all went well.
fn good(command: &Command) -> Vec<Event> {
    let creation = || Creation { webhook: hook("orders"), answer_lost: false };
    vec![match command {
        Command::LoadSettings => Event::SettingsLoaded { settings: Settings::default(), trouble: None },
        Command::SaveSettings(_) => Event::SettingsSaved(Ok(())),
        Command::OpenDemo { request } | Command::OpenProfile { request, .. } => {
            Event::Opened { request: *request, result: Ok(()) }
        }
        Command::Test { request, .. } | Command::TestProfile { request, .. } => {
            Event::Tested { request: *request, result: Ok(company("Acme")) }
        }
        Command::Keep { request, .. } => Event::Kept { request: *request, result: Ok(()) },
        Command::Forget { request, .. } => Event::Forgotten { request: *request, result: Ok(()) },
        Command::ReadWebhooks { request, .. } => {
            let result = Ok(listing(vec![hook("alpha"), off("bravo"), off("charlie")]));
            Event::WebhooksRead { request: *request, result }
        }
        Command::Create { request, .. } | Command::LookForCreated { request, .. } => {
            Event::Created { request: *request, result: Ok(creation()) }
        }
        Command::SetStatus { request, jobs, .. } => {
            let outcomes = [Outcome::Done, Outcome::RefusedOldNames, Outcome::Gone].into_iter().cycle();
            let each = jobs.iter().zip(outcomes);
            let told =
                each.map(|(job, outcome)| Event::StatusProgress { request: *request, id: job.id.clone(), outcome });
            return told.chain([Event::StatusDone { request: *request, cancelled: false }]).collect();
        }
        Command::Copy { what, .. } => Event::Copied { what: *what, result: Ok(()) },
        Command::Paste(into) => Event::Pasted { into: *into, result: Ok(Secret::new("the-id:the-token")) },
        Command::Cancel { .. } | Command::SetDemoMode(_) => Event::Done(Ok(())),
    }]
}

fn stray(number: u64) -> Vec<Event> {
    let request = RequestId(number);
    vec![
        Event::Opened { request, result: Ok(()) },
        Event::Kept { request, result: Err(Problem::KeyringBusy) },
        Event::KeyringSlow { request },
        Event::ReadProgress { request, read: 1, total: None },
        Event::StatusDone { request, cancelled: true },
        Event::Waiting { target: Some(Target::Demo), wait: Some(Wait::Budget { seconds: number }) },
    ]
}

/// Types something that can be sent, wherever one is.
fn type_something(app: &mut App) -> Vec<Command> {
    app.model.connect.draft.api_id = "the-id".into();
    app.model.connect.draft.token = "the-token".into();
    app.model.form.draft.url = "https://orders.example/in".into();
    app.act(Action::DraftEdited)
}

/// A create or a look for one: while it is open, nothing may be created.
fn creates(command: &Command) -> bool {
    matches!(command, Command::Create { .. } | Command::LookForCreated { .. })
}

proptest::proptest! {
    #[test]
    fn no_order_of_clicks_and_answers_panics_or_creates_twice(steps in proptest::collection::vec(step(), 1..120)) {
        let (mut app, mut open) = App::started(settings(&["Acme", "Bolt"]));
        for step in steps {
            let sent = match step {
                Step::Do(action) => app.act(action),
                Step::Type => type_something(&mut app),
                Step::Answer(_, _) if open.is_empty() => Vec::new(),
                Step::Answer(which, well) => {
                    let command = open.remove(which.index(open.len()));
                    let events = if well { good(&command) } else { vec![command.failed(Problem::Cancelled)] };
                    events.into_iter().flat_map(|event| app.hear(event)).collect()
                }
                // A stray answer must not close a command that is open.
                Step::Stray(number) if open.iter().any(|it| it.request() == Some(RequestId(number))) => Vec::new(),
                Step::Stray(number) => stray(number).into_iter().flat_map(|event| app.hear(event)).collect(),
                Step::Later => {
                    app.later(9);
                    Vec::new()
                }
            };
            open.extend(sent);
            proptest::prop_assert!(open.iter().filter(|command| creates(command)).count() <= 1, "{:?}", open);
            let rows = &app.model.view.rows;
            proptest::prop_assert!(app.model.view.selected.iter().all(|id| rows.contains(id)));
            let _wake = app.model.wakes_in();
        }
    }
}
