//! Switching webhooks on and off: the review before, the progress, the outcome, another try.

use hookswitch::app::command::Job;
use hookswitch::app::review::Way;
use hookswitch::app::{Action, Command, Dialog, Event, Filter, Outcome, Problem, RequestId, Review, ReviewPhase};
use hookswitch::domain::{Status, Webhook};

use crate::kit::{App, cancels, events, hook, id, off, profile_id, reads_the_list, request};

fn three_off() -> App {
    App::showing(vec![off("alpha"), off("bravo"), off("charlie"), hook("delta")])
}

fn review(app: &App) -> &Review {
    let Some(Dialog::Review(review)) = &app.model.dialog else { panic!("no review: {:?}", app.model.dialog) };
    review
}

fn lines(app: &App) -> Vec<&str> {
    review(app).lines.iter().map(|line| line.id.as_str()).collect()
}

fn jobs(commands: &[Command]) -> Vec<(&str, Way)> {
    let [Command::SetStatus { jobs, .. }] = commands else { panic!("no change is sent: {commands:?}") };
    jobs.iter().map(|job| (job.id.as_str(), job.way)).collect()
}

fn progress(app: &mut App, request: RequestId, hook: &str, outcome: Outcome) {
    assert_eq!(app.hear(Event::StatusProgress { request, id: id(hook), outcome }), []);
}

fn status(app: &App, hook: &str) -> Option<Status> {
    app.model.list.latest()?.find(&id(hook)).map(|hook| hook.status)
}

/// All three are asked for.
fn running() -> (App, RequestId) {
    let mut app = three_off();
    app.act(Action::AskReenableAll);
    let commands = app.act(Action::StartReview);
    (app, request(&commands))
}

#[test]
fn one_the_selected_or_all_deactivated_can_be_switched_on_after_a_review() {
    let mut app = three_off();
    assert_eq!(app.act(Action::AskReenable(vec![id("bravo"), id("delta")])), [], "nothing is sent yet");
    assert_eq!(lines(&app), ["bravo"], "delta is on");
    app.act(Action::CloseDialog);

    app.act(Action::SelectAll);
    app.act(Action::ToggleSelected(id("alpha")));
    app.act(Action::AskReenableSelected);
    assert_eq!(lines(&app), ["bravo", "charlie"]);
    app.act(Action::CloseDialog);

    app.act(Action::SetFilter(Filter::Active));
    app.act(Action::AskReenableAll);
    assert_eq!(lines(&app), ["alpha", "bravo", "charlie"], "all means all, whatever is on screen");
}

#[test]
fn a_review_of_nothing_does_not_open() {
    let mut app = App::showing(vec![hook("delta")]);
    for action in [Action::AskReenableAll, Action::AskReenableSelected, Action::AskReenable(vec![id("delta")])] {
        app.act(action);
        assert_eq!(app.model.dialog, None);
    }
}

#[test]
fn the_review_tells_how_many_events_each_keeps() {
    let old = Webhook { events: events(&["call.ended", "sms.sent", "fax.received"]), ..off("old") };
    let mut app = App::showing(vec![old]);
    app.act(Action::AskReenableAll);
    let line = &review(&app).lines[0];
    assert_eq!((line.events, line.retired, line.chosen), (3, 1, true));
}

#[test]
fn what_is_unticked_is_left_out_and_nothing_ticked_is_not_sent() {
    let mut app = three_off();
    app.act(Action::AskReenableAll);
    app.act(Action::ToggleReviewed(id("bravo")));
    assert_eq!(review(&app).chosen(), 2);
    for hook in ["alpha", "charlie"] {
        app.act(Action::ToggleReviewed(id(hook)));
    }
    assert_eq!(app.act(Action::StartReview), []);
    app.act(Action::ToggleReviewed(id("charlie")));
    assert_eq!(jobs(&app.act(Action::StartReview)), [("charlie", Way::FullList)]);
    assert_eq!(app.act(Action::StartReview), [], "a second click sends nothing more");
}

#[test]
fn the_name_that_is_remembered_goes_along() {
    let mut app = three_off();
    let acme = app.model.settings.profile_mut(&profile_id("Acme")).expect("it is there");
    acme.known_names.insert(id("alpha"), "Orders".into());
    app.act(Action::AskReenable(vec![id("alpha")]));
    let commands = app.act(Action::StartReview);
    let [Command::SetStatus { jobs, status: Status::Active, .. }] = commands.as_slice() else {
        panic!("it is sent: {commands:?}")
    };
    let job = Job { id: id("alpha"), known_name: Some("Orders".into()), way: Way::FullList };
    assert_eq!(jobs, &[job]);
}

#[test]
fn progress_shows_at_once_and_the_list_is_read_at_the_end() {
    let (mut app, asked) = running();
    progress(&mut app, asked, "alpha", Outcome::Done);
    assert_eq!((review(&app).answered(), review(&app).chosen()), (1, 3));
    assert_eq!(status(&app, "alpha"), Some(Status::Active));
    progress(&mut app, asked, "bravo", Outcome::AcceptedButNot);
    assert_eq!(status(&app, "bravo"), Some(Status::Inactive));
    progress(&mut app, asked, "charlie", Outcome::Unclear(Problem::TimedOut));
    let commands = app.hear(Event::StatusDone { request: asked, cancelled: false });
    assert!(reads_the_list(&commands));
    assert_eq!(review(&app).phase, ReviewPhase::Finished { cancelled: false });
    assert_eq!(review(&app).done(), 1);
    app.act(Action::CloseDialog);
    assert_eq!(app.model.dialog, None);
}

#[test]
fn a_read_from_before_the_change_is_dropped() {
    let mut app = three_off();
    let early = app.act(Action::Refresh);
    app.act(Action::AskReenableAll);
    let asked = request(&app.act(Action::StartReview));
    progress(&mut app, asked, "alpha", Outcome::Done);
    let commands = app.hear(Event::StatusDone { request: asked, cancelled: false });
    assert_eq!(cancels(&commands), [request(&early)]);
    app.read(&early, vec![off("alpha")]);
    assert_eq!(status(&app, "alpha"), Some(Status::Active));
    app.read(&commands, vec![hook("alpha"), off("bravo")]);
    assert_eq!(app.rows().len(), 2);
}

#[test]
fn escape_while_it_runs_stops_it_and_keeps_it_in_sight() {
    let (mut app, asked) = running();
    progress(&mut app, asked, "alpha", Outcome::Done);
    assert_eq!(app.act(Action::CloseDialog), [Command::Cancel { request: asked }]);
    assert_eq!(app.act(Action::CloseDialog), [], "once is enough");
    assert_eq!(app.act(Action::CancelReview), []);
    assert_eq!(review(&app).phase, ReviewPhase::Running { request: asked, cancelling: true });
    progress(&mut app, asked, "bravo", Outcome::Done);
    app.hear(Event::StatusDone { request: asked, cancelled: true });
    assert_eq!((review(&app).done(), review(&app).retryable()), (2, 1));
    assert_eq!(jobs(&app.act(Action::RetryFailed)), [("charlie", Way::FullList)]);
}

#[test]
fn only_what_failed_is_tried_again() {
    let (mut app, asked) = running();
    assert_eq!(app.act(Action::RetryFailed), [], "not while it runs");
    progress(&mut app, asked, "alpha", Outcome::WasSo);
    progress(&mut app, asked, "bravo", Outcome::Gone);
    progress(&mut app, asked, "charlie", Outcome::Refused(Problem::ServerFault { status: 500 }));
    app.hear(Event::StatusDone { request: asked, cancelled: false });
    assert_eq!(review(&app).retryable(), 1);
    let commands = app.act(Action::RetryFailed);
    assert_eq!(jobs(&commands), [("charlie", Way::FullList)]);
    assert_eq!(review(&app).done(), 1, "what is done stays done");
    app.hear(Event::StatusProgress { request: asked, id: id("charlie"), outcome: Outcome::Gone });
    assert_eq!(review(&app).answered(), 2, "that answer is late");
}

#[test]
fn an_old_name_that_is_refused_can_go_another_way() {
    let (mut app, asked) = running();
    progress(&mut app, asked, "alpha", Outcome::RefusedOldNames);
    progress(&mut app, asked, "bravo", Outcome::Refused(Problem::TimedOut));
    progress(&mut app, asked, "charlie", Outcome::Done);
    app.hear(Event::StatusDone { request: asked, cancelled: false });
    assert_eq!(review(&app).refused_for_old_names(), 1);
    assert_eq!(jobs(&app.act(Action::TryOtherWay)), [("alpha", Way::Merge)]);
}

#[test]
fn a_webhook_can_be_switched_off_after_a_review() {
    let mut app = three_off();
    app.act(Action::AskDeactivate(id("alpha")));
    assert_eq!(app.model.dialog, None, "it is off");
    app.act(Action::AskDeactivate(id("delta")));
    let commands = app.act(Action::StartReview);
    assert!(matches!(commands.as_slice(), [Command::SetStatus { status: Status::Inactive, .. }]));
    progress(&mut app, request(&commands), "delta", Outcome::Done);
    assert_eq!(status(&app, "delta"), Some(Status::Inactive));
}
