//! A window that shall close while something is under way.

use crate::hand::*;
use hookswitch::app::model::Leaving;

fn running() -> (App, RequestId) {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll).act(Action::StartReview);
    let request = app.request();
    (app, request)
}

#[test]
fn a_window_that_closes_while_changes_run_asks_first() {
    let (mut app, request) = running();
    app.act(Action::Quit);
    assert_eq!((app.model.quit, app.model.leaving, app.commands.len()), (false, Leaving::Asked, 0));
    app.act(Action::StayOpen);
    assert_eq!((app.model.quit, app.model.leaving), (false, Leaving::Not));
    app.answer(request, "gamma", Outcome::Done).hear(Event::ChangeDone { request, cancelled: false });
    assert!(!app.model.quit && app.review().is_finished());
}

#[test]
fn stop_and_close_ends_the_one_under_way_first() {
    let (mut app, request) = running();
    app.act(Action::Quit).act(Action::QuitAfterThis);
    assert_eq!((&app.commands[..], app.model.quit), (&[Command::Suspend { request }][..], false));
    app.answer(request, "gamma", Outcome::Done);
    assert!(!app.model.quit);
    app.hear(Event::ChangeDone { request, cancelled: true });
    assert!(app.model.quit);
}

#[test]
fn stop_and_close_after_a_cancel_waits_too() {
    let (mut app, request) = running();
    app.act(Action::CancelReview).act(Action::Quit).act(Action::QuitAfterThis);
    assert_eq!((app.commands.len(), app.model.quit), (0, false), "it was cancelled already");
    app.hear(Event::ChangeDone { request, cancelled: true });
    assert!(app.model.quit);
}

#[test]
fn changes_that_end_while_it_is_asked_leave_nothing_to_ask() {
    let (mut app, request) = running();
    app.act(Action::Quit).hear(Event::ChangeDone { request, cancelled: false });
    assert_eq!((app.model.quit, app.model.leaving), (false, Leaving::Not));
    app.act(Action::Quit);
    assert!(app.model.quit, "now nothing is under way");
}

#[test]
fn a_single_save_quits_after_its_end_too() {
    let mut app = App::editing(&four(), "gamma");
    app.tick("call.created", true).act(Action::ReviewEdit).act(Action::StartReview);
    let request = app.request();
    app.act(Action::Quit);
    assert!(!app.model.quit);
    app.act(Action::QuitAfterThis);
    app.answer(request, "gamma", Outcome::Done).hear(Event::ChangeDone { request, cancelled: false });
    assert!(app.model.quit);
}

#[test]
fn an_unsaved_edit_is_asked_about_whatever_dialog_stands_over_it() {
    let mut app = App::editing(&four(), "gamma");
    app.tick("call.created", true).act(Action::ReviewEdit).act(Action::Quit);
    assert_eq!(
        app.model.dialog,
        Some(Dialog::DiscardDraft { then: Action::Quit }),
        "a window that won't close says why"
    );
    app.act(Action::CloseDialog);
    assert!(!app.model.quit && app.model.form.is_unsaved());
    app.act(Action::ReviewEdit).act(Action::Quit).act(Action::DiscardDraft);
    assert!(app.model.quit);
}

#[test]
fn a_window_closes_at_once_where_nothing_is_under_way() {
    for before in [
        Action::AskReenableAll,
        Action::AskDelete(vec![id("alpha")]),
        Action::AskMoveEvents,
        Action::EditWebhook(id("alpha")),
        Action::Go(Place::History),
    ] {
        let mut app = App::showing(&four());
        app.act(before.clone()).act(Action::Quit);
        assert!(app.model.quit, "{before:?}");
    }
}

#[test]
fn the_form_of_an_edit_that_is_being_read_is_left_without_a_question() {
    let mut app = App::showing(&four());
    app.act(Action::EditWebhook(id("alpha"))).act(Action::OpenProfile(profile("Bolt").id));
    assert_eq!(app.model.open, Some(Target::Profile(profile("Bolt").id)));
    assert_eq!(app.model.dialog, None);
}
