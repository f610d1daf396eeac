//! On again, or off: the review, its progress, what can be tried again.

use crate::hand::*;

fn lines(app: &App) -> Vec<&str> {
    app.review().lines.iter().map(|line| line.id().as_str()).collect()
}

fn job_ids(app: &App) -> Vec<String> {
    app.jobs().iter().map(|job| job.id.as_str().to_owned()).collect()
}

/// Gamma and Delta are being switched on.
fn running() -> (App, RequestId) {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll).act(Action::StartReview);
    let request = app.request();
    (app, request)
}

fn answer(app: &mut App, request: RequestId, of: &str, outcome: Outcome) {
    app.answer(request, of, outcome);
}

fn outcomes(app: &App) -> Vec<Option<Outcome>> {
    app.review().lines.iter().map(|line| line.outcome.clone()).collect()
}

#[test]
fn one_the_selected_or_all_can_be_reviewed() {
    let mut app = App::showing(&four());
    app.act(Action::AskReenable(vec![id("gamma")]));
    assert_eq!(lines(&app), ["gamma"]);
    app.act(Action::CloseDialog).act(Action::Select(id("alpha"))).act(Action::ToggleSelected(id("delta")));
    app.act(Action::AskReenableSelected);
    assert_eq!(lines(&app), ["delta"], "those that are on already aren't asked about");
    app.act(Action::CloseDialog).act(Action::SetFilter(Filter::Active)).act(Action::AskReenableAll);
    assert_eq!(lines(&app), ["gamma", "delta"], "all means all, whatever the filter hides");
    assert_eq!(app.commands, [], "nothing is sent before the review's button");
}

#[test]
fn there_is_no_review_of_nothing() {
    let mut app = App::showing(&four()[..2]);
    app.act(Action::AskReenableAll).act(Action::AskReenable(vec![id("alpha"), id("gone")]));
    assert_eq!(app.model.dialog, None);
}

#[test]
fn what_is_unticked_is_left_out() {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll).act(Action::ToggleReviewed(id("gamma"))).act(Action::StartReview);
    assert_eq!(job_ids(&app), ["delta"]);
    let request = app.request();
    answer(&mut app, request, "delta", Outcome::Done);
    app.hear(Event::ChangeDone { request, cancelled: false });
    assert_eq!((app.review().chosen(), app.review().done(), app.review().retryable()), (1, 1, 0));
}

#[test]
fn with_nothing_ticked_nothing_is_sent() {
    let mut app = App::showing(&four());
    app.act(Action::AskReenable(vec![id("gamma")])).act(Action::ToggleReviewed(id("gamma"))).act(Action::StartReview);
    assert_eq!(app.commands, []);
    assert_eq!(app.review().phase, ReviewPhase::Choosing);
}

#[test]
fn nothing_runs_before_it_was_started() {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll).act(Action::RetryFailed);
    assert_eq!(app.commands, []);
    app.act(Action::TryOtherWay);
    assert_eq!(app.commands, []);
}

#[test]
fn a_start_sends_each_with_the_name_that_is_known() {
    let mut known = settings(&["Acme"]);
    known.profiles[0].known_names.insert(id("gamma"), "Given".into());
    let mut app = App::with(known);
    app.open().read(&four()).act(Action::AskReenableAll).act(Action::StartReview);
    let [Command::Change { target, .. }] = app.commands.as_slice() else { panic!() };
    assert_eq!(target, &Target::Profile(profile("Acme").id));
    let jobs = app.jobs();
    let gamma = &jobs[0];
    assert_eq!((&gamma.id, gamma.known_name.as_deref(), gamma.way), (&id("gamma"), Some("Given"), Way::FullList));
    assert_eq!(gamma.what, What::Edit(Edit::status(Status::Active)));
    assert_eq!((&gamma.seen, gamma.guarded), (&four()[2], false));
    assert_eq!(jobs[1].known_name, None);
    app.act(Action::StartReview);
    assert_eq!(app.commands, [], "a second click starts nothing");
}

#[test]
fn progress_shows_line_by_line_and_in_the_list() {
    let (mut app, request) = running();
    answer(&mut app, RequestId(9999), "gamma", Outcome::Gone);
    assert_eq!(app.review().answered(), 0, "a late answer is dropped");
    answer(&mut app, request, "gamma", Outcome::Done);
    assert_eq!(outcomes(&app), [Some(Outcome::Done), None]);
    assert_eq!(app.model.list.latest().map(Listing::inactive), Some(1));
    answer(&mut app, request, "delta", Outcome::AcceptedButNot);
    assert_eq!(app.model.list.latest().map(Listing::inactive), Some(1), "still off");
}

#[test]
fn the_end_reads_the_list_again_since_it_is_what_counts() {
    let (mut app, request) = running();
    app.hear(Event::ChangeDone { request: RequestId(9999), cancelled: false });
    assert!(app.review().is_running());
    app.hear(Event::ChangeDone { request, cancelled: false });
    assert_eq!(app.review().phase, ReviewPhase::Finished { cancelled: false });
    assert_eq!(app.reads(), 1);
}

#[test]
fn a_read_that_began_before_the_end_is_overtaken() {
    let (mut app, request) = running();
    app.act(Action::Refresh);
    let early = app.request();
    app.hear(Event::ChangeDone { request, cancelled: false });
    assert!(app.commands.contains(&Command::Cancel { request: early }));
    assert_eq!(app.reads(), 1);
    app.hear(Event::WebhooksRead { request: early, result: Ok(listing(&[])) });
    assert_eq!(app.rows().len(), 4, "the early answer is dropped");
}

#[test]
fn closing_while_it_runs_asks_and_leaves_the_rest_to_the_next_start() {
    let (mut app, request) = running();
    app.act(Action::Quit);
    assert!(!app.model.quit && app.commands.is_empty());
    app.act(Action::QuitAfterThis);
    assert_eq!(app.commands, [Command::Suspend { request }]);
    assert!(!app.model.quit, "the one under way ends first");
    app.hear(Event::ChangeDone { request, cancelled: true });
    assert!(app.model.quit);
}

#[test]
fn esc_while_it_runs_stops_it_and_goes_on_showing_it() {
    let (mut app, request) = running();
    app.act(Action::CloseDialog);
    assert_eq!(app.commands, [Command::Cancel { request }]);
    assert_eq!(app.review().phase, ReviewPhase::Running { request, cancelling: true });
    app.act(Action::CancelReview);
    assert_eq!(app.commands, [], "once is enough");
    answer(&mut app, request, "gamma", Outcome::Done);
    app.hear(Event::ChangeDone { request, cancelled: true });
    assert_eq!(app.review().phase, ReviewPhase::Finished { cancelled: true });
    assert_eq!(app.review().retryable(), 1, "the one that was never reached");
    app.act(Action::CloseDialog);
    assert_eq!(app.model.dialog, None);
}

#[test]
fn a_running_change_is_not_lost_to_another_dialog_or_page() {
    let (mut app, request) = running();
    for action in [
        Action::AskAllEvents,
        Action::TickAllEvents,
        Action::AskCustomEvent,
        Action::DiscardDraft,
        Action::AskRemoveProfile(profile("Bolt").id),
        Action::AskDeactivate(vec![id("alpha")]),
        Action::Go(Place::Settings),
        Action::ConnectAnother,
        Action::OpenProfile(profile("Bolt").id),
        Action::ExploreDemo,
    ] {
        app.act(action.clone());
        assert!(app.review().is_running(), "{action:?}");
        assert_eq!(app.commands, [], "{action:?}");
    }
    app.hear(Event::ChangeDone { request, cancelled: false });
}

#[test]
fn those_that_failed_are_tried_again_alone() {
    let (mut app, request) = running();
    answer(&mut app, request, "gamma", Outcome::Done);
    answer(&mut app, request, "delta", Outcome::Refused(Problem::ServerFault { status: 500 }));
    app.hear(Event::ChangeDone { request, cancelled: false }).act(Action::RetryFailed);
    assert_eq!(job_ids(&app), ["delta"]);
    assert_eq!(outcomes(&app), [Some(Outcome::Done), None]);
    let second = app.request();
    answer(&mut app, request, "delta", Outcome::Gone);
    assert_eq!(outcomes(&app), [Some(Outcome::Done), None], "of the first run");
    answer(&mut app, second, "delta", Outcome::WasSo);
    app.hear(Event::ChangeDone { request: second, cancelled: false });
    assert_eq!(app.review().done(), 2);
    app.act(Action::RetryFailed);
    assert_eq!(app.commands, [], "nothing is left");
}

#[test]
fn what_cannot_be_helped_by_trying_again_is_not_tried_again() {
    let (mut app, request) = running();
    answer(&mut app, request, "gamma", Outcome::Gone);
    answer(&mut app, request, "delta", Outcome::EventsDiffer { before: 2, after: 67 });
    app.hear(Event::ChangeDone { request, cancelled: false }).act(Action::RetryFailed);
    assert_eq!(app.commands, []);
}

#[test]
fn a_list_refused_for_an_old_name_goes_the_other_way_when_asked() {
    let (mut app, request) = running();
    answer(&mut app, request, "gamma", Outcome::RefusedOldNames);
    answer(&mut app, request, "delta", Outcome::Refused(Problem::TimedOut));
    app.act(Action::TryOtherWay);
    assert_eq!(app.commands, [], "not while it runs");
    app.hear(Event::ChangeDone { request, cancelled: false });
    assert_eq!(app.review().refused_for_old_names(), 1);
    app.act(Action::TryOtherWay);
    let merged: Vec<_> = app.jobs().into_iter().map(|job| (job.id, job.way)).collect();
    assert_eq!(merged, [(id("gamma"), Way::Merge)]);
}

#[test]
fn one_that_is_on_can_be_switched_off() {
    let mut app = App::showing(&four());
    app.act(Action::AskDeactivate(vec![id("gamma")]));
    assert_eq!(app.model.dialog, None, "it is off");
    app.act(Action::AskDeactivate(vec![id("alpha")])).act(Action::StartReview);
    assert_eq!(app.jobs()[0].what, What::Edit(Edit::status(Status::Inactive)));
    let request = app.request();
    answer(&mut app, request, "alpha", Outcome::Done);
    assert_eq!(app.model.list.latest().map(Listing::inactive), Some(3));
}
