//! Changes taken back: by the notice, from the history, and where a webhook can only be created again.

use crate::hand::*;

fn gamma() -> Webhook {
    four()[2].clone()
}

fn saved(app: &mut App, name: &str, on: bool) -> Webhook {
    app.edit("gamma").tick(name, on).act(Action::ReviewEdit);
    let line = app.review().lines[0].clone();
    let left = line.wanted().unwrap();
    app.send_one(Outcome::Done, &line.hook, Some(&left));
    left
}

fn offered(app: &App) -> Action {
    app.model.notice.as_ref().and_then(|notice| notice.offer.clone()).map(|(_, action)| action).unwrap()
}

fn edit(app: &App) -> Edit {
    match &app.review().lines[0].what {
        What::Edit(edit) => edit.clone(),
        What::Delete => panic!("no edit"),
    }
}

/// Acme with these webhooks and this history, in a run that changed nothing yet.
fn later_run(hooks: &[Webhook], changes: &[ChangeRecord]) -> App {
    let mut app = App::showing(hooks);
    app.history(changes, &[]);
    app
}

#[test]
fn a_saved_change_offers_undo_which_works_at_once() {
    let mut app = App::showing(&four());
    saved(&mut app, "call.created", true);
    let undo = offered(&app);
    assert_eq!(undo, Action::TakeBack(ChangeId(7)));
    app.act(undo);
    assert_eq!(app.review().aim, Aim::TakeBack, "{}", app.said());
    assert_eq!(app.commands, [], "it is reviewed first");
    app.act(Action::StartReview);
    let job = &app.jobs()[0];
    assert_eq!((job.undoes, job.guarded), (Some(ChangeId(7)), true));
    assert_eq!(edit(&app).applied_to(&job.seen), gamma());
    app.answer_one(Outcome::Done, &job.seen.clone(), Some(&gamma()));
    assert_eq!(app.said(), "The change of Gamma is taken back");
    assert!(app.model.notice.as_ref().is_some_and(|notice| notice.offer.is_none()), "an undo isn't undone in circles");
}

#[test]
fn undo_still_works_where_the_list_could_not_be_read_again() {
    let mut app = App::showing(&four());
    saved(&mut app, "call.created", true);
    let request = app.request();
    let undo = offered(&app);
    app.hear(Event::WebhooksRead { request, result: Err(Problem::Offline) }).act(undo);
    assert_eq!(app.review().aim, Aim::TakeBack);
}

#[test]
fn events_are_taken_back_without_what_others_changed_since() {
    let after = Webhook { events: events(&["call.ended", "call.created"]), ..gamma() };
    let since = Webhook { events: events(&["call.created", "call.tagged"]), ..gamma() };
    let changes = [record(3, ChangeKind::Edit, Some(&gamma()), Some(&after))];
    let mut app = later_run(std::slice::from_ref(&since), &changes);
    app.act(Action::TakeBack(ChangeId(3)));
    assert_eq!(edit(&app).applied_to(&since).events, events(&["call.tagged", "fax.received"]));
    app.act(Action::StartReview);
    assert_eq!((app.jobs()[0].seen.clone(), app.jobs()[0].undoes), (since, Some(ChangeId(3))));
}

#[test]
fn a_change_that_came_out_otherwise_goes_back_to_exactly_what_was_before() {
    let meant = Webhook { events: events(&["call.ended", "call.created"]), ..gamma() };
    let left = Webhook { name: Some("Webhook".into()), status: Status::Active, events: EventSet::all(), ..gamma() };
    let change = record(3, ChangeKind::Edit, Some(&gamma()), Some(&meant));
    let change = ChangeRecord { fate: Fate::Differs, ..change };
    let mut app = later_run(std::slice::from_ref(&left), &[change]);
    app.act(Action::TakeBack(ChangeId(3)));
    assert_eq!(edit(&app).applied_to(&left), gamma());
}

#[test]
fn a_switch_and_a_name_are_taken_back_and_nothing_else() {
    let after = Webhook { name: Some("Shop".into()), status: Status::Active, ..gamma() };
    let since = Webhook { events: events(&["call.hungup"]), ..after.clone() };
    let mut app = later_run(std::slice::from_ref(&since), &[record(3, ChangeKind::Edit, Some(&gamma()), Some(&after))]);
    app.act(Action::TakeBack(ChangeId(3)));
    assert_eq!(edit(&app).applied_to(&since), Webhook { events: since.events.clone(), ..gamma() });
}

#[test]
fn a_url_without_secrets_comes_back_from_the_history() {
    let plain = |url: &str| Webhook { url: CallbackUrl::received(url), ..gamma() };
    let (before, after) = (plain("http://old.example/in"), plain("https://new.example/in"));
    let change = record(3, ChangeKind::Edit, Some(&before), Some(&after));
    let mut app = later_run(&[after], &[change]);
    app.act(Action::TakeBack(ChangeId(3)));
    assert_eq!(edit(&app).url.as_ref().map(CallbackUrl::expose), Some("http://old.example/in"));
}

#[test]
fn a_url_with_hidden_values_is_asked_for_in_a_later_run_and_known_in_this_one() {
    let after = Webhook { url: CallbackUrl::received("https://new.example/in"), ..gamma() };
    let change = record(7, ChangeKind::Edit, Some(&gamma()), Some(&after));
    let mut app = later_run(std::slice::from_ref(&after), std::slice::from_ref(&change));
    app.act(Action::TakeBack(ChangeId(7)));
    assert_eq!((app.model.place, &app.model.dialog), (Place::EditWebhook, &None));
    assert_eq!(app.draft().url, "https://gamma.example/in?key=", "without what isn't kept");
    assert_eq!(app.model.form.restores.as_ref().map(|it| it.stub.is_none()), Some(false));
    app.type_draft("Gamma", gamma().url.expose()).act(Action::ReviewEdit).act(Action::StartReview);
    assert_eq!((app.jobs()[0].undoes, app.jobs()[0].guarded), (Some(ChangeId(7)), true));

    let mut app = App::editing(&four(), "gamma");
    app.type_draft("Gamma", "https://new.example/in").act(Action::ReviewEdit);
    app.send_one(Outcome::Done, &gamma(), Some(&after)).act(Action::TakeBack(ChangeId(7)));
    assert_eq!(edit(&app).url, Some(gamma().url), "this run still knows it");
}

#[test]
fn a_delete_is_undone_by_a_form_with_all_that_it_had() {
    let mut app = App::showing(&four());
    app.act(Action::AskDelete(vec![id("gamma")])).send_one(Outcome::Done, &gamma(), None);
    assert_eq!((app.rows().contains(&"gamma"), app.said()), (false, "Gamma is deleted"));
    let undo = offered(&app);
    app.act(undo);
    assert_eq!((app.model.place, app.commands.len()), (Place::NewWebhook, 0), "{}", app.said());
    let restores = app.model.form.restores.clone().unwrap();
    assert_eq!((restores.record, restores.stub.is_none()), (ChangeId(7), true), "its values are known in this run");
    assert_eq!(app.draft(), &Draft { active: app.draft().active, ..Draft::of(&gamma()) });
    assert!(text::restores_new(true, false).contains("a new ID and a new token"));
    app.act(Action::CreateWebhook);
    let [Command::Create { spec, undoes, .. }] = app.commands.as_slice() else { panic!("{:?}", app.commands) };
    assert_eq!((spec.url(), undoes), (&gamma().url, &Some(ChangeId(7))));
}

#[test]
fn a_delete_of_an_earlier_run_asks_for_the_values_that_are_not_kept() {
    for (old, shown) in [
        ("https://gamma.example/in?key=verysecret&x=1#frag", "https://gamma.example/in?key=&x="),
        ("https://user:pass@gamma.example/in", "https://gamma.example/in"),
    ] {
        let before = Webhook { url: CallbackUrl::received(old), ..gamma() };
        let mut app = later_run(&four()[..2], &[record(3, ChangeKind::Delete, Some(&before), None)]);
        app.act(Action::TakeBack(ChangeId(3)));
        assert_eq!((app.draft().url.as_str(), app.draft().events.len()), (shown, 2));
        assert_eq!(app.model.form.restores.as_ref().map(|it| it.stub.is_none()), Some(false));
        assert!(text::restores_new(false, false).contains("Type them again"));
        app.act(Action::CreateWebhook);
        assert_eq!((app.commands.as_slice(), app.model.form.lacks_url_values()), (&[][..], true), "half an address");
        app.type_draft("Gamma", old).act(Action::CreateWebhook);
        assert!(matches!(app.commands.as_slice(), [Command::Create { .. }]), "{:?}", app.model.form.errors);
    }
    let plain = Webhook { url: CallbackUrl::received("https://gamma.example/in"), ..gamma() };
    let mut app = later_run(&four()[..2], &[record(3, ChangeKind::Delete, Some(&plain), None)]);
    app.act(Action::TakeBack(ChangeId(3)));
    assert_eq!(app.model.form.restores.as_ref().map(|it| it.stub.is_none()), Some(true));
}

#[test]
fn one_that_was_off_is_brought_back_and_then_switched_off_again() {
    let mut app = later_run(&four()[..2], &[record(3, ChangeKind::Delete, Some(&plain_gamma()), None)]);
    app.act(Action::TakeBack(ChangeId(3)));
    assert!(app.model.form.restores.as_ref().is_some_and(|it| it.was_off), "Gamma was off");
    app.act(Action::CreateWebhook);
    app.created(Ok(Webhook { id: id("new"), status: Status::Active, ..plain_gamma() }));
    assert_eq!(app.review().aim, Aim::Status(Status::Inactive));
    assert_eq!(app.review().lines[0].id(), &id("new"));
}

#[test]
fn what_is_taken_back_is_not_taken_back_twice() {
    let gone = record(3, ChangeKind::Delete, Some(&plain_gamma()), None);
    let back = ChangeRecord { undoes: Some(ChangeId(3)), ..record(4, ChangeKind::Create, None, Some(&plain_gamma())) };
    let mut app = later_run(&four(), &[gone.clone(), back]);
    assert!(!app.model.can_take_back(&gone));
    app.act(Action::TakeBack(ChangeId(3)));
    assert_eq!((app.said(), app.model.place), (text::is_taken_back(), Place::History));
}

fn plain_gamma() -> Webhook {
    Webhook { url: CallbackUrl::received("https://gamma.example/in"), ..gamma() }
}

#[test]
fn a_form_that_brings_something_back_is_not_lost_and_not_kept_for_the_next_webhook() {
    let mut app = later_run(&four()[..2], &[record(3, ChangeKind::Delete, Some(&gamma()), None)]);
    app.act(Action::TakeBack(ChangeId(3))).act(Action::Go(Place::Webhooks));
    app.act(Action::Go(Place::NewWebhook));
    assert_eq!((app.model.form.restores.clone(), app.draft()), (None, &Draft::default()));
}

#[test]
fn a_create_is_taken_back_by_a_delete_that_is_reviewed() {
    let mut app = later_run(&four(), &[record(3, ChangeKind::Create, None, Some(&gamma()))]);
    app.act(Action::TakeBack(ChangeId(3)));
    assert_eq!((&app.review().aim, &app.review().lines[0].what), (&Aim::Delete, &What::Delete));
    assert_eq!(app.commands, []);
}

#[test]
fn what_cannot_be_taken_back_is_said() {
    let on = Webhook { status: Status::Active, ..gamma() };
    let change = |fate| ChangeRecord { fate, ..record(3, ChangeKind::Reenable, Some(&gamma()), Some(&on)) };
    for fate in [Fate::Planned, Fate::Sent, Fate::NotNeeded, Fate::Refused, Fate::Conflict, Fate::Gone, Fate::Unknown]
        .into_iter()
        .chain([Fate::FoundUndone, Fate::Dropped])
    {
        assert!(!can_be_taken_back(&change(fate)), "{fate:?}");
        let mut app = later_run(&four(), &[change(fate)]);
        app.act(Action::TakeBack(ChangeId(3)));
        assert_eq!((&app.model.dialog, app.said()), (&None, text::cannot_take_back()), "{fate:?}");
    }
    let mut app = later_run(&four(), &[change(Fate::Done)]);
    app.act(Action::TakeBack(ChangeId(3)));
    assert_eq!((&app.model.dialog, app.said()), (&None, "Gamma is so already: nothing to take back"));
    let mut app = later_run(&four()[..1], &[change(Fate::Done)]);
    app.act(Action::TakeBack(ChangeId(3)));
    assert!(app.model.dialog.is_none() && app.said().contains("no longer exists"));
    app.act(Action::TakeBack(ChangeId(99)));
    assert_eq!(app.said(), text::cannot_take_back());
}

#[test]
fn a_batch_is_taken_back_as_a_whole_those_that_were_done() {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll).act(Action::StartReview);
    let request = app.request();
    app.answer(request, "gamma", Outcome::Done);
    app.answer(request, "delta", Outcome::Refused(Problem::TimedOut));
    app.act(Action::TakeBackReviewed(None));
    assert!(app.review().is_running(), "not while it runs");
    app.hear(Event::ChangeDone { request, cancelled: false });
    assert_eq!(app.review().takeable_back(), 1);
    app.act(Action::TakeBackReviewed(None));
    let review = app.review();
    assert_eq!((review.lines.len(), &review.phase), (1, &ReviewPhase::Choosing));
    assert_eq!(review.lines[0].what, What::Edit(Edit::status(Status::Inactive)));
}

#[test]
fn what_another_company_did_is_not_taken_back_here() {
    let mut app = App::showing(&four());
    saved(&mut app, "call.created", true);
    app.act(Action::OpenProfile(profile("Bolt").id)).open();
    app.read(&four()).act(Action::TakeBack(ChangeId(7)));
    assert_eq!((&app.model.dialog, app.said()), (&None, text::cannot_take_back()));
}
