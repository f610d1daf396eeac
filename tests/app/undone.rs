//! What a notice offers to take back, and questions that prevent what can't be.

use hookswitch::app::safe::{SafeAction, Undo};
use hookswitch::domain::audit::Rule;

use crate::audited::{AuditEvent, acceptance, key};
use crate::hand::*;

fn offers(app: &App) -> Vec<Action> {
    let notice = app.model.notice.clone().unwrap();
    notice.offer.into_iter().chain(notice.more).map(|(_, action)| action).collect()
}

fn undo(undo: Undo) -> Action {
    Action::Safe(SafeAction::Undo(undo))
}

#[test]
fn a_review_that_is_closed_offers_to_take_back_what_it_changed() {
    let switch = [
        (Action::AskReenableAll, "gamma", "1 of 2 webhooks on again", Status::Inactive),
        (Action::AskDeactivate(vec![id("alpha")]), "alpha", "1 of 1 webhook switched off", Status::Active),
    ];
    for (ask, of, words, back) in switch {
        let mut app = App::showing(&four());
        app.act(ask).act(Action::StartReview);
        let request = app.request();
        app.answer(request, of, Outcome::Done).hear(Event::ChangeDone { request, cancelled: false });
        app.act(Action::CloseDialog);
        assert_eq!((app.said(), offers(&app)), (words, vec![undo(Undo::Review)]));
        app.act(undo(Undo::Review));
        let review = app.review();
        assert_eq!((&review.aim, review.lines.len(), review.lines[0].id()), (&Aim::TakeBack, 1, &id(of)));
        assert_eq!(review.lines[0].what, What::Edit(Edit::status(back)));
        assert_eq!(app.commands, [], "nothing is sent before the review");
    }
}

#[test]
fn changed_events_can_be_taken_back_from_the_notice_too() {
    let mut app = App::showing(&four());
    app.act(Action::AskEvents(vec![id("alpha"), id("beta")]));
    app.act(Action::ChooseEvent(EventName::new("call.created"), Choice::Add)).act(Action::ReviewEvents);
    app.act(Action::StartReview);
    let request = app.request();
    app.answer(request, "alpha", Outcome::Done).answer(request, "beta", Outcome::Done);
    app.hear(Event::ChangeDone { request, cancelled: false }).act(Action::CloseDialog);
    app.act(undo(Undo::Review));
    assert_eq!(app.review().lines.len(), 2);
    let wanted = app.review().lines[0].wanted().unwrap();
    assert_eq!(wanted.events, events(&["call.ended", "fax.received"]));
}

#[test]
fn a_review_that_changed_nothing_or_is_of_another_company_offers_nothing() {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll).act(Action::CloseDialog);
    assert!(app.model.notice.is_none());
    app.act(Action::AskReenableAll).act(Action::StartReview);
    let request = app.request();
    app.answer(request, "gamma", Outcome::Done).hear(Event::ChangeDone { request, cancelled: false });
    app.act(Action::CloseDialog).act(Action::OpenProfile(profile("Bolt").id)).open();
    app.read(&four()).act(undo(Undo::Review));
    assert_eq!(app.model.dialog, None);
}

#[test]
fn a_created_webhook_offers_its_token_and_to_be_deleted_again() {
    let mut app = App::filling_in(&four());
    app.act(Action::CreateWebhook).created(Ok(hook("Orders", true)));
    let orders = id("orders");
    assert_eq!(offers(&app), [Action::CopyToken(orders.clone()), Action::AskDelete(vec![orders])]);
}

#[test]
fn another_name_of_a_company_is_taken_back_at_once() {
    let mut app = App::showing(&four());
    let acme = profile("Acme").id;
    app.model.dialog = Some(Dialog::RenameProfile { id: acme.clone(), name: "Orbit".into() });
    app.act(Action::RenameProfile);
    assert_eq!(app.said(), "Acme is called Orbit now");
    assert_eq!(offers(&app), [undo(Undo::Rename(acme.clone(), "Acme".into()))]);
    let back = offers(&app).remove(0);
    app.act(back);
    assert_eq!(app.saved().and_then(|saved| saved.profile(&acme)).map(|it| it.name.as_str()), Some("Acme"));
}

#[test]
fn two_companies_never_have_the_same_name() {
    let mut app = App::showing(&four());
    let acme = profile("Acme").id;
    for name in ["Bolt", " bolt "] {
        app.model.dialog = Some(Dialog::RenameProfile { id: acme.clone(), name: name.into() });
        assert!(app.model.name_is_taken(&acme, name));
        app.act(Action::RenameProfile);
        assert!(app.saved().is_none() && app.model.dialog.is_some(), "{name}");
    }
    assert!(!app.model.name_is_taken(&acme, "Acme"), "its own");
    app.act(Action::CloseDialog).act(undo(Undo::Rename(acme, "Bolt".into())));
    assert_eq!((app.saved(), app.said()), (None, text::name_taken()), "nor by way of an undo");
}

#[test]
fn an_acceptance_and_its_end_are_taken_back_from_the_notice() {
    let mut app = App::audited(&four());
    let one = acceptance(&key(Rule::SecretInQuery, "alpha"), "2030-01-01");
    let target = app.model.open.clone().unwrap();
    app.told(AuditEvent::Accepted { target: target.clone(), result: Ok(vec![one.clone()]) });
    assert_eq!(offers(&app), [undo(Undo::BringBack(one.finding.clone()))]);
    app.act(undo(Undo::BringBack(one.finding.clone())));
    assert_eq!(app.commands.len(), 1);
    app.told(AuditEvent::Accepted { target, result: Ok(Vec::new()) });
    assert_eq!(offers(&app), [undo(Undo::AcceptAgain(Box::new(one)))]);
}

#[test]
fn a_key_of_another_company_is_asked_about_before_it_replaces_one() {
    let mut app = App::showing(&four());
    let replace = |app: &mut App, name: &str| {
        app.act(Action::ReplaceCredential(profile("Acme").id)).type_key("id", "tok").act(Action::TestAndSave);
        app.tested(Ok(company(name)));
    };
    replace(&mut app, "Bolt");
    assert!(matches!(&app.model.connect.phase, Phase::OtherCompany(tested) if tested.company.name == "Bolt"));
    assert_eq!(app.commands, [], "nothing is written yet");
    app.act(Action::Safe(SafeAction::TakeOtherKey));
    assert!(matches!(app.commands.as_slice(), [Command::Keep { profile, .. }] if profile.name == "Acme"));
    app.kept(Ok(()));
    for same in ["Acme", "ACME ", ""] {
        replace(&mut app, same);
        assert!(matches!(app.commands.as_slice(), [Command::Keep { .. }]), "{same:?}");
        app.kept(Ok(()));
    }
}

#[test]
fn cancelling_a_refresh_leaves_an_old_list_old() {
    let mut app = App::showing(&four());
    app.act(Action::Refresh);
    let request = app.request();
    app.hear(Event::WebhooksRead { request, result: Err(Problem::Offline) });
    assert!(app.model.list.is_stale());
    app.act(Action::Refresh);
    let request = app.request();
    app.hear(Event::WebhooksRead { request, result: Err(Problem::Cancelled) });
    assert_eq!((app.model.list.is_stale(), app.model.list.problem()), (true, Some(&Problem::Offline)));
}
