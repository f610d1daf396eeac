//! The tour: five steps that do the real thing on a demo company of its own, notice what the user does, and leave no
//! trace.

use hookswitch::app::audit::{AuditAction, AuditCommand, AuditEvent, AuditRun};
use hookswitch::app::instance::{Asked, Caller};
use hookswitch::app::model::Access;
use hookswitch::app::tour::{Scene, Spot, Step};
use hookswitch::domain::audit::{Input, audit};

use crate::hand::*;

fn next() -> Action {
    Action::Tour(TourAction::Next)
}

fn begun(app: &mut App) -> RequestId {
    app.act(Action::Tour(TourAction::Start));
    let order = app.commands.iter().find_map(|command| match command {
        Command::Tour(TourCommand::Begin { request }) => Some(*request),
        _ => None,
    });
    order.unwrap()
}

/// The tour's demo company is open and read.
fn touring(app: &mut App) -> &mut App {
    let request = begun(app);
    app.hear(Event::Opened { request, result: Ok(()) });
    app.read(&four())
}

fn step(app: &App) -> Option<Step> {
    app.model.tour.as_ref().map(|tour| tour.step)
}

/// The audit that was asked for has ended, with the real rules' findings.
fn audited(app: &mut App) -> &mut App {
    let request = app.commands.iter().find_map(|command| match command {
        Command::Audit(AuditCommand::Run { request, .. }) => Some(*request),
        _ => None,
    });
    let listing = listing(&four());
    let company = text::demo_company();
    let audit = audit(&Input { company, listing: &listing, checks: None, past: None, before: None, now: at(0) });
    let run = Box::new(AuditRun { audit, before: None, accepted: Vec::new(), trouble: None });
    app.hear(Event::Audit(AuditEvent::Finished { request: request.unwrap(), result: Ok(run) }))
}

#[test]
fn next_does_each_step_for_the_user() {
    let mut app = App::empty();
    touring(&mut app);
    assert_eq!((step(&app), app.model.scene()), (Some(Step::List), Some(Scene::List)));
    app.act(next());
    assert_eq!((step(&app), app.model.view.current.clone()), (Some(Step::Details), Some(id("delta"))));
    app.act(next());
    assert_eq!((app.model.scene(), app.review().lines.len()), (Some(Scene::Review), 1));
    assert_eq!(app.model.spot(), Some(Spot::Verb));
    app.act(next());
    assert_eq!(app.model.scene(), Some(Scene::Changing));
    let on = Webhook { status: Status::Active, ..hook("Delta", false) };
    app.answer_one(Outcome::Done, &hook("Delta", false), Some(&on));
    assert_eq!(app.model.scene(), Some(Scene::Changed));
    app.act(next());
    assert_eq!((app.model.place, app.model.dialog.is_none()), (Place::Audit, true));
    assert_eq!(app.model.scene(), Some(Scene::StartAudit));
    app.act(next());
    assert_eq!(app.model.scene(), Some(Scene::Auditing));
    audited(&mut app);
    assert_eq!(app.model.scene(), Some(Scene::Findings));
    app.act(next());
    assert_eq!((app.model.scene(), app.model.audit.open.len()), (Some(Scene::Reading), 1));
    app.act(next());
    assert_eq!((app.model.place, app.model.scene()), (Place::History, Some(Scene::Undo)));
    app.act(next());
    assert_eq!((step(&app), app.model.place, app.model.open.is_none()), (None, Place::Welcome, true));
    assert_eq!(app.said(), text::tour_is_over());
}

#[test]
fn the_steps_notice_what_the_user_does_by_hand() {
    let mut app = App::empty();
    touring(&mut app);
    app.act(Action::Select(id("gamma")));
    assert_eq!(step(&app), Some(Step::Details));
    app.act(Action::AskReenable(vec![id("gamma")]));
    assert_eq!((step(&app), app.model.scene()), (Some(Step::Reenable), Some(Scene::Review)));
    let on = Webhook { status: Status::Active, ..hook("Gamma", false) };
    app.send_one(Outcome::Done, &hook("Gamma", false), Some(&on));
    app.act(Action::CloseDialog);
    assert_eq!((app.model.scene(), app.model.spot()), (Some(Scene::Changed), Some(Spot::NavAudit)));
    app.act(Action::Go(Place::Audit));
    assert_eq!(step(&app), Some(Step::Audit));
    app.act(Action::Audit(AuditAction::Start));
    audited(&mut app);
    let key = app.model.audit.groups[0].lines[0].words.key.clone();
    app.act(Action::Audit(AuditAction::Toggle(key)));
    assert_eq!(app.model.scene(), Some(Scene::Reading));
    app.act(Action::Go(Place::History));
    assert_eq!(step(&app), Some(Step::Undo));
}

#[test]
fn back_undoes_no_change_but_shows_the_step_before() {
    let mut app = App::empty();
    touring(&mut app).act(next()).act(next());
    app.act(Action::Tour(TourAction::Back));
    assert_eq!((step(&app), app.model.dialog.is_none()), (Some(Step::Details), true));
    app.act(Action::Tour(TourAction::Back));
    assert_eq!((step(&app), app.model.view.current.clone()), (Some(Step::List), None));
    app.act(Action::Tour(TourAction::Back));
    assert_eq!(step(&app), Some(Step::List), "there is none before");
}

#[test]
fn everything_of_a_company_is_as_it_was_after_the_tour() {
    let mut app = App::showing(&four());
    app.model.view.search = "alpha".to_owned();
    app.act(Action::Search).act(Action::SetFilter(Filter::Active)).act(Action::Select(id("alpha")));
    app.act(Action::SortBy(Column::Events));
    let before = summary(&app);
    touring(&mut app).act(next()).act(next()).act(next());
    let on = Webhook { status: Status::Active, ..hook("Delta", false) };
    app.answer_one(Outcome::Done, &hook("Delta", false), Some(&on));
    assert_ne!(summary(&app), before);
    app.act(Action::Tour(TourAction::End));
    assert_eq!(summary(&app), before);
    assert!(app.model.access.is_open(), "nothing is read or opened anew");
    let else_asked = |command: &&Command| !matches!(command, Command::Tour(_) | Command::Cancel { .. });
    assert_eq!(app.commands.iter().filter(else_asked).count(), 0);
}

/// What of a company is on screen.
fn summary(app: &App) -> String {
    let model = &app.model;
    let view = (&model.view.search, model.view.filter, model.view.sort, &model.view.rows);
    let chosen = (&model.view.selected, &model.view.current, &model.place, &model.open);
    format!("{view:?} {chosen:?} {:?} {:?} {:?}", model.list, model.past, model.history)
}

#[test]
fn a_company_that_was_removed_during_the_tour_does_not_come_back() {
    let mut app = App::showing(&four());
    touring(&mut app).act(Action::Go(Place::Settings)).act(Action::RemoveProfile(profile("Acme").id));
    let request = app.request();
    app.hear(Event::Forgotten { request, result: Ok(()) }).act(Action::Tour(TourAction::End));
    let model = &app.model;
    assert_eq!((&model.open, &model.access, model.place), (&None, &Access::Closed, Place::Welcome));
    assert!(model.list.latest().is_none() && model.view.rows.is_empty());
}

#[test]
fn a_company_whose_client_would_be_another_now_is_opened_anew_after_the_tour() {
    for change in [Action::SetProxy(ProxyChoice::None), Action::SetReadOnly(profile("Acme").id, true)] {
        let mut app = App::showing(&four());
        touring(&mut app).act(Action::Go(Place::Settings)).act(change.clone()).act(Action::Tour(TourAction::End));
        let opened = |command: &Command| match command {
            Command::OpenProfile { profile, proxy, .. } => {
                *proxy == app.model.settings.proxy && Some(profile) == app.model.profile()
            }
            _ => false,
        };
        assert!(app.commands.iter().any(opened), "{change:?}: {:?}", app.commands);
        assert_eq!(app.rows().len(), 4, "{change:?}: the list stays meanwhile");
    }
}

#[test]
fn the_demo_company_comes_back_when_its_server_is_there_again() {
    let mut app = App::empty();
    app.act(Action::ExploreDemo);
    app.open();
    app.read(&[hook("Alpha", true), hook("Gamma", false)]);
    touring(&mut app);
    app.act(Action::Tour(TourAction::End));
    assert_eq!(app.rows(), ["gamma", "alpha"], "the list from before the tour");
    assert!(!app.model.access.is_open() && app.model.is_demo());
    let request = app.commands.iter().find_map(|command| match command {
        Command::Tour(order) => Some(order.request()),
        _ => None,
    });
    app.hear(Event::Opened { request: request.unwrap(), result: Ok(()) });
    assert!(app.model.access.is_open());
}

#[test]
fn only_that_it_was_seen_is_written_down() {
    let mut app = App::showing(&four());
    app.act(Action::SetFilter(Filter::Active)).act(Action::SortBy(Column::Events)).later(10);
    let before = app.model.settings.clone();
    assert_eq!(app.saved(), Some(&before));
    app.act(Action::Tour(TourAction::Start));
    assert_eq!(app.saved().map(|saved| saved.hints_seen.clone()), Some([Hint::Tour].into()));
    let request = app.commands.iter().find_map(Command::request).unwrap();
    app.hear(Event::Opened { request, result: Ok(()) }).read(&four());
    let by_hand = [Action::SetFilter(Filter::Deactivated), Action::SortBy(Column::Name)];
    for action in by_hand.into_iter().chain([next(), next(), Action::Tour(TourAction::End)]) {
        app.act(action);
        assert_eq!(app.saved(), None);
    }
    app.later(20);
    assert_eq!(app.saved(), None, "nor later");
    let after = Settings { hints_seen: before.hints_seen.clone(), ..app.model.settings.clone() };
    assert_eq!(after, before);
}

#[test]
fn another_company_ends_the_tour_first() {
    let mut app = App::showing(&four());
    touring(&mut app);
    app.act(Action::OpenProfile(profile("Bolt").id));
    assert_eq!((step(&app), app.model.open.clone()), (None, Some(Target::Profile(profile("Bolt").id))));
    let mut app = App::empty();
    touring(&mut app).act(Action::Tour(TourAction::Connect));
    assert_eq!((step(&app), app.model.place), (None, Place::Connect));
}

#[test]
fn a_second_start_that_asks_for_a_company_ends_the_tour_too() {
    for dialog in [None, Some(next())] {
        let mut app = App::showing(&four());
        touring(&mut app).act(next());
        if let Some(opens) = dialog {
            app.act(opens);
        }
        let asked = Asked { demo: false, profile: Some("Bolt".to_owned()) };
        app.hear(Event::SecondStart { caller: Caller(1), asked });
        assert_eq!((step(&app), app.model.open.clone()), (None, Some(Target::Profile(profile("Bolt").id))));
        assert!(app.commands.iter().any(|command| matches!(command, Command::Tour(TourCommand::End { .. }))));
        app.act(next());
        assert_eq!(
            (&app.commands[..], &app.model.dialog),
            (&[][..], &None),
            "the tour drives no company of the user's"
        );
    }
}

#[test]
fn what_is_typed_in_the_tour_ends_with_it() {
    let mut app = App::showing(&four());
    touring(&mut app).act(Action::Go(Place::NewWebhook)).type_draft("Of the tour", "https://tour.example/in");
    app.act(Action::Go(Place::Webhooks)).act(Action::Duplicate(id("gamma"))).type_draft("Of it too", "");
    app.act(Action::Go(Place::Webhooks)).act(Action::AskEvents(vec![id("alpha")]));
    app.act(Action::ChooseEvent(EventName::new("call.created"), Choice::Add)).act(Action::CloseDialog);
    assert_eq!(app.model.unsaved().len(), 3);
    app.act(Action::Tour(TourAction::End));
    assert_eq!(app.model.unsaved(), Vec::<String>::new());
    app.act(Action::Go(Place::NewWebhook));
    assert_eq!(app.draft(), &Draft::default());
}

#[test]
fn a_draft_is_asked_about_before_the_tour() {
    let mut app = App::filling_in(&four());
    app.act(Action::Tour(TourAction::Start));
    assert!(matches!(app.model.dialog, Some(Dialog::DiscardDraft { .. })) && app.model.tour.is_none());
    app.act(Action::DiscardDraft);
    assert!(app.model.tour.is_some());
}

#[test]
fn the_watch_of_the_demo_company_pauses_meanwhile() {
    let mut app = App::empty();
    app.act(Action::ExploreDemo);
    app.open();
    app.read(&four());
    app.act(Action::SetWatch(WatchChoice { on: true, ..WatchChoice::default() }));
    touring(&mut app);
    assert!(app.model.watches.is_empty() && !app.model.watch().on);
    app.act(Action::Tour(TourAction::End));
    assert!(app.model.watches.is_empty() && app.model.watch().on);
    let request = app.commands.iter().find_map(|command| match command {
        Command::Tour(order) => Some(order.request()),
        _ => None,
    });
    app.hear(Event::Opened { request: request.unwrap(), result: Ok(()) });
    assert_eq!(app.model.watches.len(), 1);
}

#[test]
fn the_card_gives_way_to_a_dialog_that_it_knows_nothing_of() {
    let mut app = App::empty();
    touring(&mut app);
    assert!(app.model.shows_tour());
    app.act(Action::Palette(PaletteAction::OpenShortcuts));
    assert!(!app.model.shows_tour());
    app.act(Action::CloseDialog);
    assert!(app.model.shows_tour());
}
