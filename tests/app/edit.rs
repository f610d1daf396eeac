//! The form of a webhook that exists: filled from a fresh read, reviewed, and nothing sent but what was reviewed.

use crate::hand::*;

fn fresh(app: &App) -> Webhook {
    app.model.form.opened().cloned().unwrap()
}

fn edit_of(app: &App) -> Edit {
    match &app.review().lines[0].what {
        What::Edit(edit) => edit.clone(),
        What::Delete => panic!("no edit"),
    }
}

#[test]
fn the_form_is_filled_from_a_fresh_read_and_not_from_the_list() {
    let mut app = App::showing(&four());
    app.act(Action::EditWebhook(id("gamma")));
    let [Command::ReadOne { id: asked, target, .. }] = app.commands.as_slice() else { panic!("{:?}", app.commands) };
    assert_eq!((asked, target), (&id("gamma"), &Target::Profile(profile("Acme").id)));
    assert_eq!((app.model.place, app.model.form.opened()), (Place::EditWebhook, None));
    let request = app.request();
    app.act(Action::ReviewEdit);
    assert_eq!((&app.model.dialog, app.commands.len()), (&None, 0), "nothing can be saved before the read");
    let now = Webhook { events: events(&["call.created"]), status: Status::Active, ..hook("Gamma", false) };
    app.hear(Event::OneRead { request: RequestId(9999), result: Ok(hook("Gamma", false)) });
    assert_eq!(app.model.form.opened(), None, "a late answer is dropped");
    app.hear(Event::OneRead { request, result: Ok(now.clone()) });
    assert_eq!(app.draft(), &Draft::of(&now));
    assert!(!app.model.form.is_unsaved());
    assert_eq!(app.model.list.latest().map(Listing::inactive), Some(1), "the list shows it too");
}

#[test]
fn a_read_that_fails_is_told_and_can_be_tried_again() {
    for problem in [Problem::Offline, Problem::NotFound, Problem::Cancelled] {
        let mut app = App::showing(&four());
        app.act(Action::EditWebhook(id("gamma"))).one_read(Err(problem.clone()));
        let told = |app: &App| app.model.form.editing.as_ref().and_then(|it| it.opened.problem().cloned());
        assert_eq!(told(&app), Some(problem));
        app.act(Action::ReviewEdit);
        assert_eq!((&app.model.dialog, app.commands.len()), (&None, 0));
        app.act(Action::ReadForEdit);
        assert_eq!(told(&app), None);
        let request = app.request();
        app.act(Action::ReadForEdit);
        assert_eq!(app.commands, [], "one at a time");
        app.hear(Event::OneRead { request, result: Ok(hook("Gamma", false)) });
        assert_eq!(app.draft().name, "Gamma");
    }
}

#[test]
fn a_read_that_is_left_behind_is_stopped_and_fills_nothing() {
    let mut app = App::showing(&four());
    app.act(Action::EditWebhook(id("gamma")));
    let request = app.request();
    app.act(Action::Go(Place::Webhooks));
    assert_eq!(app.commands, [Command::Cancel { request }]);
    app.act(Action::Go(Place::NewWebhook)).hear(Event::OneRead { request, result: Ok(hook("Gamma", false)) });
    assert_eq!((app.draft(), app.model.form.editing.is_none()), (&Draft::default(), true));
}

#[test]
fn a_name_that_this_app_learned_fills_the_form_and_is_sent() {
    let mut known = settings(&["Acme"]);
    known.profiles[0].known_names.insert(id("gamma"), "Given".into());
    let mut app = App::with(known);
    let untold = Webhook { name: None, ..hook("Gamma", false) };
    app.open().read(std::slice::from_ref(&untold));
    app.act(Action::EditWebhook(id("gamma"))).one_read(Ok(untold));
    assert_eq!((app.draft().name.as_str(), fresh(&app).name.as_deref()), ("Given", Some("Given")));
    app.tick("call.created", true).act(Action::ReviewEdit).act(Action::StartReview);
    assert_eq!(app.jobs()[0].known_name.as_deref(), Some("Given"), "left out, Aircall may reset it");
}

#[test]
fn a_name_typed_where_aircall_tells_none_is_reviewed_like_any_other_change() {
    let untold = Webhook { name: None, ..hook("Gamma", false) };
    let mut app = App::editing(std::slice::from_ref(&untold), "gamma");
    assert_eq!(app.draft().name, "");
    app.type_draft("Orders", untold.url.expose()).act(Action::ReviewEdit);
    assert_eq!(edit_of(&app), Edit { name: Some("Orders".into()), ..Edit::default() });
    assert_eq!(app.review().lines[0].changed_fields(), [Field::Name], "the review shows it");
    let left = Webhook { name: None, ..untold.clone() };
    app.send_one(Outcome::Done, &untold, Some(&left));
    assert!(app.said().contains("new name"), "{}", app.said());
    assert_eq!(app.model.known_names().get(&id("gamma")).map(String::as_str), Some("Orders"));
}

#[test]
fn where_nothing_is_changed_nothing_is_sent_and_that_is_said() {
    let mut app = App::editing(&four(), "gamma");
    let url = fresh(&app).url.expose().to_owned();
    app.type_draft(" Gamma ", &url).act(Action::ReviewEdit);
    assert_eq!((&app.model.dialog, app.commands.len()), (&None, 0));
    assert_eq!(app.said(), text::nothing_changed());
    app.tick("call.created", true).tick("call.created", false).act(Action::ReviewEdit);
    assert_eq!((&app.model.dialog, app.commands.len()), (&None, 0), "there and back is no change");
}

#[test]
fn a_url_that_is_not_touched_is_kept_byte_for_byte_however_old_it_is() {
    for old in ["http://Old.example:80/in?a=%7e&key=s", " https://crm.example/in ", "ftp://x", "not a url", ""] {
        let before = Webhook { url: CallbackUrl::received(old), ..hook("Gamma", false) };
        let mut app = App::editing(std::slice::from_ref(&before), "gamma");
        app.act(Action::DraftEdited);
        assert_eq!(app.draft().url, old);
        app.tick("call.created", true).act(Action::ReviewEdit);
        let edit = edit_of(&app);
        assert_eq!((&edit.url, edit.applied_to(&before).url.expose()), (&None, old));
        app.act(Action::StartReview);
        assert_eq!(app.jobs()[0].seen.url.expose(), old, "{old}");
    }
}

#[test]
fn a_url_that_is_touched_must_be_one_that_aircall_delivers_to() {
    let before = Webhook { url: CallbackUrl::received("http://old.example/in"), ..hook("Gamma", false) };
    let mut app = App::editing(&[before], "gamma");
    app.type_draft("Gamma", "http://old.example/in2").act(Action::ReviewEdit);
    assert_eq!((app.model.form.url_error(), &app.model.dialog), (Some(UrlError::NotHttps), &None));
    app.act(Action::UseHttps).act(Action::ReviewEdit);
    assert_eq!(edit_of(&app).url.as_ref().map(CallbackUrl::expose), Some("https://old.example/in2"));
}

#[test]
fn a_name_or_all_events_cannot_be_taken_away() {
    let mut app = App::editing(&four(), "gamma");
    let url = fresh(&app).url.expose().to_owned();
    app.type_draft("", &url).act(Action::UntickAllEvents).act(Action::ReviewEdit);
    assert_eq!((&app.model.dialog, app.commands.len()), (&None, 0));
    assert_eq!(app.model.form.errors, [DraftError::NameNeeded, DraftError::NoEvents]);
}

#[test]
fn the_review_counts_what_is_added_removed_and_kept_and_of_it_what_is_retired() {
    let all: Vec<EventName> = EventSet::all().iter().filter(|name| !name.is_retired()).cloned().collect();
    let mut had: EventSet = all[..9].iter().cloned().collect();
    had.insert(EventName::new("sms.sent"));
    let before = Webhook { events: had, ..hook("Gamma", true) };
    let mut app = App::editing(&[before], "gamma");
    app.tick(all[20].as_str(), true).tick(all[21].as_str(), true).tick(all[0].as_str(), false);
    app.act(Action::ReviewEdit);
    let review = app.review();
    assert_eq!(text::line_summary(review, &review.lines[0]), "adds 2, removes 1, keeps 9 (1 retired)");
    app.act(Action::StartReview);
    let What::Edit(edit) = &app.jobs()[0].what else { panic!() };
    assert!(edit.events_after(&app.jobs()[0].seen.events).contains(&EventName::new("sms.sent")));
}

#[test]
fn each_field_that_changes_is_in_the_review_and_no_other() {
    let mut app = App::editing(&four(), "gamma");
    let url = fresh(&app).url.expose().to_owned();
    app.type_draft("Shop", &url).model.form.draft.active = true;
    app.act(Action::DraftEdited).act(Action::ReviewEdit);
    assert_eq!(app.commands, [], "nothing is sent before the review's button");
    assert_eq!(app.review().lines[0].changed_fields(), [Field::Name, Field::Status]);
    app.act(Action::CloseDialog).type_draft("Gamma", "https://gamma.example/in?key=another").act(Action::ReviewEdit);
    let line = &app.review().lines[0];
    assert_eq!(line.changed_fields(), [Field::Url, Field::Status]);
    assert_eq!(line.hook.url.masked(), line.wanted().unwrap().url.masked(), "what differs is hidden, and still told");
}

#[test]
fn what_is_sent_must_find_the_webhook_as_the_form_did() {
    let mut app = App::editing(&four(), "gamma");
    app.tick("call.created", true).act(Action::ReviewEdit).act(Action::StartReview);
    let [Command::Change { target, jobs, .. }] = app.commands.as_slice() else { panic!() };
    assert_eq!((target, jobs.len()), (&Target::Profile(profile("Acme").id), 1));
    assert_eq!((&jobs[0].seen, jobs[0].guarded, jobs[0].way), (&four()[2], true, Way::FullList));
    app.act(Action::StartReview).act(Action::ReviewEdit).act(Action::CreateWebhook);
    assert_eq!(app.commands, [], "once is enough");
}

#[test]
fn after_saving_the_list_is_shown_with_the_webhook_selected_and_its_name_remembered() {
    let mut app = App::editing(&four(), "gamma");
    let before = fresh(&app);
    app.type_draft("Shop", before.url.expose()).act(Action::ReviewEdit);
    let left = Webhook { name: None, ..before.clone() };
    app.send_one(Outcome::Done, &before, Some(&left));
    assert_eq!((app.model.place, &app.model.dialog, app.reads()), (Place::Webhooks, &None, 1));
    assert_eq!((app.selected(), app.model.form.is_unsaved()), (vec!["gamma"], false));
    assert_eq!(app.saved().map(|it| it.profiles[0].known_names[&id("gamma")].as_str()), Some("Shop"));
    app.read(&[left]);
    assert_eq!(app.model.list.latest().map(|it| it.webhooks[0].label()), Some("Shop".into()));
}

#[test]
fn a_save_that_failed_keeps_the_form_and_can_be_tried_again() {
    let mut app = App::editing(&four(), "gamma");
    let before = fresh(&app);
    app.tick("call.created", true).act(Action::ReviewEdit);
    app.send_one(Outcome::Refused(Problem::ServerFault { status: 500 }), &before, None);
    assert_eq!((app.model.place, app.review().retryable()), (Place::EditWebhook, 1));
    app.act(Action::RetryFailed);
    assert!(app.jobs()[0].guarded);
    app.answer_one(Outcome::Unclear(Problem::TimedOut), &before, None).act(Action::CloseDialog);
    assert!(app.model.form.is_unsaved(), "what was typed is still there");
}

#[test]
fn an_unsaved_edit_is_asked_about_before_it_is_lost() {
    for way in [Action::ExploreDemo, Action::Quit] {
        let mut app = App::editing(&four(), "gamma");
        app.tick("call.created", true).act(way.clone());
        assert_eq!(app.model.dialog, Some(Dialog::DiscardDraft { then: way.clone() }));
        app.act(Action::CloseDialog);
        assert!(app.draft().events.contains(&EventName::new("call.created")), "{way:?}");
        app.act(way.clone()).act(Action::DiscardDraft);
        assert!(app.model.quit || !app.model.form.is_unsaved(), "{way:?}");
    }
}

#[test]
fn a_duplicate_is_a_new_webhook_with_all_that_the_old_one_has() {
    let before = Webhook { events: events(&["sms.sent", "fax.received", "call.ended"]), ..hook("Gamma", false) };
    let mut app = App::showing(std::slice::from_ref(&before));
    app.act(Action::Duplicate(id("gamma")));
    assert_eq!((app.model.place, app.commands.len()), (Place::NewWebhook, 0));
    let draft = app.draft().clone();
    assert_eq!((draft.name.as_str(), draft.url.as_str()), ("Gamma (copy)", before.url.expose()));
    assert_eq!((&draft.events, draft.active), (&before.events, true));
    let double = UrlWarning::Duplicate { id: id("gamma"), label: "Gamma".into() };
    assert_eq!(app.model.form.warnings, [double], "each event would arrive twice");
    app.act(Action::CreateWebhook);
    let [Command::Create { spec, undoes, .. }] = app.commands.as_slice() else { panic!() };
    assert_eq!((spec.events(), undoes), (&before.events, &None));
}
