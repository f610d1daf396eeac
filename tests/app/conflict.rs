//! Someone else changed the webhook while its form was open: three states, a choice for each field, and exactly that.

use crate::hand::*;

/// Gamma was opened with call.ended and fax.received, and got call.created in the form.
fn opened() -> (App, Webhook) {
    let mut app = App::editing(&four(), "gamma");
    app.tick("call.created", true).act(Action::ReviewEdit);
    (app, four()[2].clone())
}

/// Meanwhile someone else took fax.received away, added call.tagged and switched it on.
fn theirs() -> Webhook {
    Webhook { events: events(&["call.ended", "call.tagged"]), status: Status::Active, ..four()[2].clone() }
}

fn in_conflict() -> App {
    let (mut app, _) = opened();
    app.send_one(Outcome::Conflict, &theirs(), Some(&theirs()));
    app
}

fn job_edit(app: &App) -> Edit {
    match &app.jobs()[0].what {
        What::Edit(edit) => edit.clone(),
        What::Delete => panic!("no edit"),
    }
}

#[test]
fn a_conflict_shows_all_three_states_and_sends_nothing_by_itself() {
    let app = in_conflict();
    let conflict = app.review().conflict().unwrap();
    assert_eq!((&conflict.opened, &conflict.now), (&four()[2], &theirs()));
    assert_eq!(conflict.wanted.events, events(&["call.ended", "fax.received", "call.created"]));
    assert_eq!((conflict.open_fields(), conflict.theirs_only()), (vec![Field::Events], vec![Field::Status]));
    assert!(!app.commands.iter().any(|command| matches!(command, Command::Change { .. })));
    assert_eq!(app.model.place, Place::EditWebhook);
}

#[test]
fn nothing_is_sent_until_each_open_field_is_chosen() {
    let (mut app, before) = opened();
    app.act(Action::CloseDialog).type_draft("Shop", before.url.expose()).act(Action::ReviewEdit);
    let now = Webhook { name: Some("Store".into()), ..theirs() };
    app.send_one(Outcome::Conflict, &now, Some(&now)).act(Action::SendResolved);
    assert_eq!(app.commands, []);
    app.act(Action::ChooseSide(Field::Events, Side::Both)).act(Action::SendResolved);
    assert_eq!(app.commands, [], "the name isn't chosen");
    app.act(Action::ChooseSide(Field::Name, Side::Theirs)).act(Action::SendResolved);
    assert_eq!(job_edit(&app).applied_to(&now).name.as_deref(), Some("Store"));
    app.act(Action::SendResolved);
    assert_eq!(app.commands, [], "a second click sends nothing");
}

#[test]
fn exactly_the_choice_is_sent_for_the_webhook_as_it_is_now() {
    let outcomes = [
        (Side::Theirs, events(&["call.ended", "call.tagged"])),
        (Side::Mine, events(&["call.ended", "fax.received", "call.created"])),
        (Side::Both, events(&["call.ended", "call.tagged", "call.created"])),
    ];
    for (side, wanted) in outcomes {
        let mut app = in_conflict();
        app.act(Action::ChooseSide(Field::Events, side)).act(Action::SendResolved);
        let job = &app.jobs()[0];
        assert_eq!((&job.seen, job.guarded), (&theirs(), true), "it must still be so");
        let after = job_edit(&app).applied_to(&theirs());
        assert_eq!(after, Webhook { events: wanted, ..theirs() }, "{side:?}: what they changed alone stays");
    }
}

#[test]
fn a_choice_can_be_changed_before_it_is_sent() {
    let mut app = in_conflict();
    app.act(Action::ChooseSide(Field::Events, Side::Theirs)).act(Action::ChooseSide(Field::Events, Side::Mine));
    app.act(Action::SendResolved);
    assert_eq!(job_edit(&app).applied_to(&theirs()).events, events(&["call.ended", "fax.received", "call.created"]));
}

#[test]
fn a_second_conflict_is_shown_anew_and_wants_its_own_choice() {
    let mut app = in_conflict();
    app.act(Action::ChooseSide(Field::Events, Side::Both)).act(Action::SendResolved);
    let request = app.request();
    app.act(Action::ChooseSide(Field::Events, Side::Mine));
    app.commands = vec![Command::Change { request, target: Target::Demo, jobs: Vec::new() }];
    let again = Webhook { events: events(&["call.hungup"]), ..theirs() };
    app.answer_one(Outcome::Conflict, &again, Some(&again));
    let conflict = app.review().conflict().unwrap();
    assert_eq!((&conflict.opened, &conflict.now), (&theirs(), &again));
    app.act(Action::SendResolved);
    assert_eq!(app.commands, [], "the earlier choice doesn't count");
    app.act(Action::ChooseSide(Field::Events, Side::Both)).act(Action::SendResolved);
    let after = job_edit(&app).applied_to(&again);
    assert_eq!((after.events, app.jobs()[0].seen.clone()), (events(&["call.hungup", "call.created"]), again));
}

#[test]
fn a_name_that_aircall_does_not_tell_survives_a_conflict() {
    let untold = Webhook { name: None, ..four()[2].clone() };
    let mut app = App::editing(std::slice::from_ref(&untold), "gamma");
    app.type_draft("Shop", untold.url.expose()).act(Action::ReviewEdit);
    let now = Webhook { name: None, ..theirs() };
    app.send_one(Outcome::Conflict, &now, Some(&now)).act(Action::SendResolved);
    let after = job_edit(&app).applied_to(&now);
    assert_eq!((after.name.as_deref(), &after.events), (Some("Shop"), &now.events));
}

#[test]
fn both_having_changed_it_to_the_same_leaves_nothing_to_choose() {
    let (mut app, _) = opened();
    let now = app.review().lines[0].wanted().unwrap();
    app.send_one(Outcome::Conflict, &now, Some(&now)).act(Action::SendResolved);
    assert_eq!(job_edit(&app).applied_to(&now), now);
}

#[test]
fn closing_a_conflict_keeps_the_draft() {
    let mut app = in_conflict();
    app.act(Action::CloseDialog);
    assert!(app.model.form.is_unsaved());
    assert_eq!((app.model.place, &app.model.dialog), (Place::EditWebhook, &None));
    app.act(Action::ReviewEdit).act(Action::StartReview);
    assert_eq!(app.jobs()[0].seen, four()[2], "it meets the conflict again");
}

#[test]
fn a_difference_after_saving_is_shown_and_put_back_on_request() {
    for outcome in [Outcome::EventsDiffer { before: 3, after: 67 }, Outcome::Differs, Outcome::AcceptedButNot] {
        let (mut app, before) = opened();
        let left = Webhook { events: EventSet::all(), ..before.clone() };
        app.send_one(outcome.clone(), &before, Some(&left));
        assert_eq!(app.review().takeable_back(), 1, "{outcome:?}");
        app.act(Action::TakeBackReviewed(Some(id("gamma"))));
        assert_eq!((app.commands.len(), &app.review().aim), (0, &Aim::TakeBack), "it is reviewed first");
        app.act(Action::StartReview);
        let job = &app.jobs()[0];
        assert_eq!((&job.seen, job.guarded, job.undoes), (&left, true, Some(ChangeId(7))));
        assert_eq!(job_edit(&app).applied_to(&left), before);
    }
}

#[test]
fn a_name_is_put_back_and_shown_although_the_answer_does_not_tell_it() {
    let mut app = App::editing(&four(), "gamma");
    let before = four()[2].clone();
    app.type_draft("Shop", before.url.expose()).act(Action::ReviewEdit);
    let left = Webhook { name: None, status: Status::Active, ..before.clone() };
    app.send_one(Outcome::Differs, &before, Some(&left)).act(Action::TakeBackReviewed(None));
    assert_eq!(app.review().lines[0].changed_fields(), [Field::Name, Field::Status]);
    app.act(Action::StartReview);
    assert_eq!(job_edit(&app).name.as_deref(), Some("Gamma"));
}

#[test]
fn a_list_refused_for_a_retired_name_goes_the_other_way_only_when_asked() {
    let (mut app, before) = opened();
    app.send_one(Outcome::RefusedOldNames, &before, Some(&before));
    assert_eq!((app.review().refused_for_old_names(), app.jobs_sent()), (1, 0));
    app.act(Action::TryOtherWay);
    let job = &app.jobs()[0];
    assert_eq!((job.way, job.guarded, &job.seen), (Way::Merge, true, &before));
    let left = app.review().lines[0].wanted().unwrap();
    app.answer_one(Outcome::Done, &before, Some(&left));
    assert_eq!((app.model.place, &app.model.dialog), (Place::Webhooks, &None));
}

#[test]
fn a_delete_in_conflict_shows_the_new_state_before_it_is_asked_again() {
    let mut app = App::showing(&four());
    app.act(Action::AskDelete(vec![id("gamma")])).act(Action::StartReview);
    assert!(app.jobs()[0].guarded);
    app.answer_one(Outcome::Conflict, &theirs(), Some(&theirs()));
    assert_eq!((app.review().conflicts(), app.review().retryable()), (1, 0), "blindly again isn't offered");
    app.act(Action::RetryFailed);
    assert_eq!(app.commands, []);
    app.act(Action::ReviewAgain);
    assert_eq!((&app.review().phase, &app.review().lines[0].hook), (&ReviewPhase::Choosing, &theirs()));
    app.act(Action::StartReview);
    assert_eq!(app.jobs()[0].seen, theirs());
}
