//! Any number at once: one review for each kind of change, its progress, its outcome, events moved.

use crate::hand::*;

fn ids(names: &[&str]) -> Vec<WebhookId> {
    names.iter().map(|name| id(name)).collect()
}

fn chosen(app: &App) -> Vec<(&str, bool)> {
    app.review().lines.iter().map(|line| (line.id().as_str(), line.chosen)).collect()
}

fn many(count: usize, active: bool) -> Vec<Webhook> {
    (0..count).map(|number| hook(&format!("Hook{number}"), active)).collect()
}

fn choose(app: &mut App, of: &[&str], choices: &[(&str, Choice)]) {
    app.act(Action::AskEvents(ids(of)));
    for (name, choice) in choices {
        app.act(Action::ChooseEvent(EventName::new(name), *choice));
    }
    app.act(Action::ReviewEvents);
}

fn move_events(app: &mut App, from: &str, to: &str) {
    app.act(Action::AskMoveEvents);
    let Some(Dialog::MoveEvents(asked)) = &mut app.model.dialog else { panic!("no move") };
    asked.from = Some(EventName::new(from));
    asked.to = Some(EventName::new(to));
    app.act(Action::ReviewMove);
}

#[test]
fn a_hundred_are_changed_by_one_review_each_kind() {
    for (ask, active, title) in [
        (Action::AskReenable as fn(Vec<WebhookId>) -> Action, false, "Re-enable 100 webhooks"),
        (Action::AskDeactivate, true, "Deactivate 100 webhooks"),
        (Action::AskDelete, true, "Delete 100 webhooks"),
    ] {
        let mut app = App::showing(&many(100, active));
        app.act(Action::SelectAll);
        let selected = app.model.selected();
        app.act(ask(selected));
        assert_eq!((app.review().lines.len(), app.commands.len()), (100, 0));
        assert_eq!(text::review_title(app.review()), title);
        assert_eq!(text::review_verb(app.review()), title);
        app.act(Action::StartReview);
        assert_eq!(app.jobs_sent(), 100);
    }
}

#[test]
fn events_are_added_and_taken_away_whatever_else_each_has() {
    let other = Webhook { events: events(&["call.ended", "call.created", "sms.sent"]), ..hook("Beta", true) };
    let mut app = App::showing(&[hook("Alpha", true), other.clone(), hook("Gamma", false)]);
    choose(&mut app, &["alpha", "beta"], &[("call.created", Choice::Add), ("fax.received", Choice::Remove)]);
    assert_eq!(chosen(&app), [("alpha", true)], "Beta is so already, Gamma isn't meant");
    let mut app = App::showing(&[hook("Alpha", true), other.clone(), hook("Gamma", false)]);
    choose(&mut app, &["alpha", "beta"], &[("call.tagged", Choice::Add), ("call.ended", Choice::Remove)]);
    let after: Vec<EventSet> = app.review().lines.iter().map(|line| line.wanted().unwrap().events).collect();
    assert_eq!(after, [events(&["fax.received", "call.tagged"]), events(&["call.created", "sms.sent", "call.tagged"])]);
    app.act(Action::StartReview);
    assert!(app.jobs().iter().all(|job| !job.guarded), "the difference is made to the list as it is then");
}

#[test]
fn a_choice_of_nothing_goes_nowhere_and_one_that_changes_nothing_is_told() {
    let mut app = App::showing(&four());
    choose(&mut app, &["alpha", "beta"], &[]);
    assert!(matches!(app.model.dialog, Some(Dialog::Events(_))));
    app.act(Action::ChooseEvent(EventName::new("call.ended"), Choice::Add));
    app.act(Action::ChooseEvent(EventName::new("call.ended"), Choice::Leave)).act(Action::ReviewEvents);
    assert!(matches!(app.model.dialog, Some(Dialog::Events(_))), "leave is no choice");
    app.act(Action::ChooseEvent(EventName::new("call.ended"), Choice::Add)).act(Action::ReviewEvents);
    assert_eq!((&app.model.dialog, app.said()), (&None, text::no_webhook_concerned()));
}

#[test]
fn a_webhook_that_would_be_left_without_events_is_not_ticked() {
    let single = Webhook { events: events(&["call.ended"]), ..hook("Beta", true) };
    let mut app = App::showing(&[hook("Alpha", true), single]);
    choose(&mut app, &["alpha", "beta"], &[("call.ended", Choice::Remove)]);
    assert_eq!(chosen(&app), [("alpha", true), ("beta", false)]);
    let review = app.review();
    assert_eq!(text::line_summary(review, &review.lines[1]), "no event would be left: delete or deactivate it instead");
    app.act(Action::StartReview);
    assert_eq!(app.jobs().iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), ["alpha"]);
}

#[test]
fn a_move_is_previewed_for_each_that_has_the_event_and_for_no_other() {
    let hungup = |name: &str, more: &[&str]| {
        let mut events = events(more);
        events.insert(EventName::new("call.hungup"));
        Webhook { events, ..hook(name, true) }
    };
    let hooks =
        [hungup("Alpha", &[]), hook("Beta", true), hungup("Gamma", &["call.ended"]), hungup("Delta", &["sms.sent"])];
    let mut app = App::showing(&hooks);
    move_events(&mut app, "call.hungup", "call.ended");
    assert_eq!(chosen(&app), [("alpha", true), ("gamma", true), ("delta", true)]);
    let after: Vec<EventSet> = app.review().lines.iter().map(|line| line.wanted().unwrap().events).collect();
    assert_eq!(after, [events(&["call.ended"]), events(&["call.ended"]), events(&["sms.sent", "call.ended"])]);
    assert_eq!(app.commands, []);
    app.act(Action::CloseDialog).act(Action::Select(id("alpha"))).act(Action::ToggleSelected(id("beta")));
    move_events(&mut app, "call.hungup", "call.ended");
    assert_eq!(chosen(&app), [("alpha", true)], "of several selected, only those");
    app.act(Action::CloseDialog).act(Action::CloseDetails);
    move_events(&mut app, "fax.sent", "call.ended");
    assert_eq!((&app.model.dialog, app.said()), (&None, text::no_webhook_concerned()));
}

#[test]
fn a_move_needs_two_different_events() {
    let mut app = App::showing(&four());
    move_events(&mut app, "call.ended", "call.ended");
    assert!(matches!(app.model.dialog, Some(Dialog::MoveEvents(_))));
    app.act(Action::CloseDialog).act(Action::AskMoveEvents).act(Action::ReviewMove);
    assert!(matches!(app.model.dialog, Some(Dialog::MoveEvents(_))));
    assert_eq!(app.commands, []);
}

#[test]
fn progress_tells_how_far_it_is_and_how_long_the_rest_takes() {
    let mut app = App::showing(&many(10, true));
    app.act(Action::AskDeactivate(app.model.list.latest().unwrap().webhooks.iter().map(|it| it.id.clone()).collect()));
    app.act(Action::StartReview);
    let request = app.request();
    assert_eq!(text::review_text(app.review()), "0 of 10 done");
    let report = Report { outcome: Outcome::Done, found: None, left: None, record: None };
    for (of, left, words) in [
        ("hook0", Some(130), "1 of 10 done, about 2 minutes 10 seconds left"),
        ("hook1", Some(61), "2 of 10 done, about 1 minute 1 second left"),
        ("hook2", Some(0), "3 of 10 done, about 1 second left"),
        ("hook3", None, "4 of 10 done"),
    ] {
        let (id, report) = (id(of), Box::new(report.clone()));
        app.hear(Event::ChangeProgress { request, id, report, seconds_left: left });
        assert_eq!(text::review_text(app.review()), words);
    }
}

#[test]
fn cancel_stops_after_the_one_under_way_and_the_results_remain() {
    let mut app = App::showing(&four());
    app.act(Action::AskDelete(ids(&["alpha", "beta", "gamma"]))).act(Action::StartReview);
    let request = app.request();
    app.answer(request, "alpha", Outcome::Done).act(Action::CancelReview);
    assert_eq!(app.commands, [Command::Cancel { request }]);
    assert!(text::review_text(app.review()).starts_with("Stopping after the one under way"));
    app.answer(request, "beta", Outcome::Done).hear(Event::ChangeDone { request, cancelled: true });
    let review = app.review();
    assert_eq!((review.done(), review.retryable(), review.takeable_back()), (2, 1, 0));
    assert_eq!(text::review_title(review), "2 of 3 webhooks deleted");
    assert_eq!(app.rows(), ["delta", "gamma"]);
    app.later(100_000);
    assert!(app.review().is_finished(), "until they are closed");
    app.act(Action::RetryFailed);
    assert_eq!(app.jobs().iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), ["gamma"]);
}

#[test]
fn those_that_changed_meanwhile_are_looked_at_again_and_no_others() {
    let mut app = App::showing(&four());
    app.act(Action::AskDelete(ids(&["alpha", "beta"]))).act(Action::StartReview);
    let request = app.request();
    let now = Webhook { name: Some("Beta 2".into()), ..hook("Beta", false) };
    app.answer(request, "alpha", Outcome::Done);
    let (found, left) = (Some(now.clone()), Some(now));
    let report = Box::new(Report { outcome: Outcome::Conflict, found, left, record: Some(ChangeId(8)) });
    app.hear(Event::ChangeProgress { request, id: id("beta"), report, seconds_left: None });
    app.hear(Event::ChangeDone { request, cancelled: false }).act(Action::ReviewAgain);
    let review = app.review();
    assert_eq!((review.lines.len(), review.lines[0].label().as_str()), (1, "Beta 2"));
    assert_eq!((review.phase, app.commands.len()), (ReviewPhase::Choosing, 0));
}

#[test]
fn all_of_a_batch_of_events_is_taken_back_to_what_each_had() {
    let mut app = App::showing(&four());
    choose(&mut app, &["alpha", "beta"], &[("call.created", Choice::Add), ("call.ended", Choice::Remove)]);
    app.act(Action::StartReview);
    let request = app.request();
    app.answer(request, "alpha", Outcome::Done).answer(request, "beta", Outcome::Done);
    app.hear(Event::ChangeDone { request, cancelled: false }).act(Action::TakeBackReviewed(None));
    let after: Vec<EventSet> = app.review().lines.iter().map(|line| line.wanted().unwrap().events).collect();
    assert_eq!(after, [four()[0].events.clone(), four()[1].events.clone()]);
    app.act(Action::StartReview);
    assert!(app.jobs().iter().all(|job| job.guarded && job.undoes == Some(ChangeId(7))));
}

#[test]
fn a_change_that_could_not_be_carried_out_at_all_is_told_of_each() {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll).act(Action::StartReview);
    let command = app.commands[0].clone();
    app.hear(command.failed(Problem::Internal));
    assert_eq!((app.review().retryable(), app.review().is_finished()), (2, true));
    app.act(Action::RetryFailed);
    assert_eq!(app.jobs_sent(), 2);
}
