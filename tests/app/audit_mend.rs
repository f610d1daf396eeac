//! From a finding to its mending: a review or a form opens, nothing is sent before it, and what is mended is said.

use hookswitch::domain::audit::{FindingKey, Mend, Rule};

use crate::audited::*;
use crate::hand::*;

fn mend(app: &mut App, rule: Rule, ids: &str) {
    app.audit(AuditAction::Mend(key(rule, ids)));
    let sends = |command: &Command| matches!(command, Command::Change { .. } | Command::Create { .. });
    assert!(!app.commands.iter().any(sends), "{:?}", app.commands);
}

fn doomed(app: &App) -> (&[WebhookId], usize) {
    match &app.model.dialog {
        Some(Dialog::WhichToDelete { ids, chosen }) => (ids, chosen.len()),
        other => panic!("{other:?}"),
    }
}

/// Alpha received call.ended at the audit before, and much more now.
fn grown() -> (Vec<Webhook>, AuditRun) {
    let mut small = hook("Alpha", true);
    small.events = events(&["call.ended"]);
    let mut large = small.clone();
    large.events = events(&["call.ended", "call.created", "call.answered", "call.tagged"]);
    let before = snapshot(&run(std::slice::from_ref(&small)));
    let run = run_with(std::slice::from_ref(&large), None, Some(before));
    (vec![large], run)
}

#[test]
fn a_deactivated_webhook_leads_to_the_review_that_switches_it_on() {
    let mut app = App::audited(&four());
    mend(&mut app, Rule::Deactivated, "gamma");
    assert_eq!(app.review().aim, Aim::Status(Status::Active));
    let ids: Vec<&str> = app.review().lines.iter().map(|line| line.id().as_str()).collect();
    assert_eq!(ids, ["gamma"]);
}

#[test]
fn what_is_mended_by_now_is_said() {
    let mut app = App::audited(&four());
    let all: Vec<Webhook> = four().into_iter().map(|hook| Webhook { status: Status::Active, ..hook }).collect();
    app.read_again(&all, AUDITED + 5);
    mend(&mut app, Rule::Deactivated, "gamma");
    assert_eq!((app.said(), &app.model.dialog), (text::already_mended(), &None));
}

#[test]
fn a_wrong_address_leads_to_its_form() {
    let mut app = App::audited(&four());
    mend(&mut app, Rule::SecretInQuery, "alpha");
    assert_eq!((app.model.place, &app.model.dialog), (Place::EditWebhook, &None));
    assert!(matches!(app.commands.as_slice(), [.., Command::ReadOne { id: read, .. }] if *read == id("alpha")));
}

#[test]
fn the_form_of_a_webhook_that_is_gone_is_said_to_be_so() {
    let mut app = App::audited(&four());
    app.read_again(&four()[1..], AUDITED + 5);
    mend(&mut app, Rule::SecretInQuery, "alpha");
    assert_eq!((app.said(), app.model.place), (text::webhook_is_gone(), Place::Audit));
}

#[test]
fn of_two_that_do_the_same_at_least_one_stays() {
    let mut app = App::audited(&twins());
    mend(&mut app, Rule::Identical, "again,alpha");
    assert_eq!(doomed(&app).1, 0, "nothing is chosen for the user");
    app.audit(AuditAction::DeleteChosen);
    assert_eq!(doomed(&app).0.len(), 2);
    app.audit(AuditAction::ToggleDoomed(id("alpha"))).audit(AuditAction::ToggleDoomed(id("again")));
    app.audit(AuditAction::DeleteChosen);
    assert_eq!(doomed(&app).1, 2, "both can't go");
    app.audit(AuditAction::ToggleDoomed(id("again"))).audit(AuditAction::DeleteChosen);
    let review = app.review();
    assert_eq!((&review.aim, review.lines.len(), review.lines[0].id().as_str()), (&Aim::Delete, 1, "alpha"));
    assert_eq!(app.commands, []);
}

#[test]
fn only_those_that_were_asked_about_can_be_chosen() {
    let mut app = App::audited(&[twins(), four()[1..].to_vec()].concat());
    mend(&mut app, Rule::Identical, "again,alpha");
    app.audit(AuditAction::ToggleDoomed(id("gamma")));
    assert_eq!(doomed(&app).1, 0);
}

#[test]
fn the_last_of_two_is_not_offered_for_deletion() {
    let mut app = App::audited(&twins());
    app.read_again(&twins()[..1], AUDITED + 5);
    mend(&mut app, Rule::Identical, "again,alpha");
    assert_eq!((app.said(), &app.model.dialog), (text::already_mended(), &None), "it is the only one by now");
}

#[test]
fn one_that_went_while_it_was_asked_about_leaves_the_last_alone() {
    let mut app = App::audited(&twins());
    mend(&mut app, Rule::Identical, "again,alpha");
    app.read_again(&twins()[..1], AUDITED + 5);
    app.audit(AuditAction::ToggleDoomed(id("alpha"))).audit(AuditAction::DeleteChosen);
    assert_eq!((app.said(), &app.model.dialog), (text::already_mended(), &None));
}

#[test]
fn events_that_grew_go_back_as_steps_so_that_what_others_add_stays() {
    let (hooks, run) = grown();
    let mut app = App::audited_as(&hooks, run);
    let mends: Vec<&Mend> =
        app.model.audit.groups.iter().flat_map(|group| &group.lines).filter_map(|line| line.mend.as_ref()).collect();
    assert!(mends.iter().any(|mend| matches!(mend, Mend::SetEvents(..))), "{mends:?}");
    mend(&mut app, Rule::GrewSinceLastAudit, "alpha");
    let review = app.review();
    assert_eq!(review.aim, Aim::Events);
    let What::Edit(edit) = &review.lines[0].what else { panic!("no edit") };
    assert_eq!(edit.applied_to(&hooks[0]).events, events(&["call.ended"]));
    let mut since = hooks[0].clone();
    since.events.insert(EventName::new("contact.created"));
    assert_eq!(edit.applied_to(&since).events, events(&["call.ended", "contact.created"]));
}

#[test]
fn events_that_are_back_by_now_need_no_mending() {
    let (hooks, run) = grown();
    let mut app = App::audited_as(&hooks, run);
    let back = Webhook { events: events(&["call.ended"]), ..hooks[0].clone() };
    app.read_again(&[back], AUDITED + 5);
    mend(&mut app, Rule::GrewSinceLastAudit, "alpha");
    assert_eq!((app.said(), &app.model.dialog), (text::already_mended(), &None));
}

#[test]
fn a_read_only_company_is_audited_and_not_mended() {
    let mut settings = settings(&["Acme", "Bolt"]);
    settings.profiles[0].read_only = true;
    let mut app = App::with(settings);
    app.open().read(&twins());
    app.act(Action::Go(Place::Audit)).audit_ends(Ok(run(&twins())));
    for rule in [Rule::Identical, Rule::SecretInQuery] {
        let ids = if rule == Rule::Identical { "again,alpha" } else { "alpha" };
        mend(&mut app, rule, ids);
        assert_eq!((app.said(), &app.model.dialog), (text::read_only_reason(), &None), "{rule:?}");
        assert_eq!(app.model.place, Place::Audit);
    }
    app.audit(AuditAction::AskAccept(key(Rule::Identical, "again,alpha")));
    assert!(matches!(app.model.dialog, Some(Dialog::AcceptFinding(_))), "accepting changes nothing at Aircall");
}

#[test]
fn a_finding_that_this_audit_does_not_have_mends_nothing() {
    let mut app = App::audited(&four());
    for key in [key(Rule::Deactivated, "alpha"), FindingKey("AWH-999:gamma".to_owned())] {
        app.audit(AuditAction::Mend(key.clone())).audit(AuditAction::AskAccept(key.clone()));
        app.audit(AuditAction::CopyMessage(key));
        assert_eq!((app.commands.as_slice(), &app.model.dialog), (&[][..], &None));
    }
}

#[test]
fn a_message_to_whoever_runs_the_endpoint_holds_no_secret() {
    let mut app = App::audited(&four());
    let keys: Vec<FindingKey> = app.found().into_iter().map(|key| FindingKey(key.to_owned())).collect();
    for key in keys {
        app.audit(AuditAction::CopyMessage(key.clone()));
        let [Command::Copy { what: Copied::Message, text }] = app.commands.as_slice() else { panic!("{key:?}") };
        let text = text.expose();
        assert!(!text.contains("verysecret") && !text.contains("0123456789abcdef"), "{text}");
        assert!(text.len() > 40, "{text}");
    }
}

#[test]
fn a_message_on_webhooks_named_by_their_urls_or_tokens_holds_no_secret() {
    let mut hooks = twins();
    for (hook, url) in hooks.iter_mut().zip(["https://a.example/in?key=abc123def", "https://u:hunter2@a.example/in"]) {
        hook.url = CallbackUrl::received(url);
        hook.token = Some(Secret::new("tokentokentoken"));
        hook.name = Some(format!("{url} tokentokentoken"));
    }
    let mut app = App::audited(&hooks);
    let keys: Vec<FindingKey> = app.found().into_iter().map(|key| FindingKey(key.to_owned())).collect();
    assert!(!keys.is_empty());
    for key in keys {
        app.audit(AuditAction::CopyMessage(key.clone()));
        let [Command::Copy { what: Copied::Message, text }] = app.commands.as_slice() else { panic!("{key:?}") };
        for secret in ["abc123def", "hunter2", "tokentokentoken"] {
            assert!(!text.expose().contains(secret), "{}", text.expose());
        }
    }
}

#[test]
fn a_webhook_is_shown_whatever_was_searched_for() {
    let mut app = App::audited(&four());
    app.model.view.search = "beta".to_owned();
    app.act(Action::Search).audit(AuditAction::ShowWebhook(id("gamma")));
    assert_eq!((app.model.place, app.selected()), (Place::Webhooks, vec!["gamma"]));
    app.act(Action::Go(Place::Audit)).read_again(&four()[..2], AUDITED + 5);
    app.audit(AuditAction::ShowWebhook(id("gamma")));
    assert_eq!((app.said(), app.model.place), (text::webhook_is_gone(), Place::Audit));
}

#[test]
fn twins_that_differ_by_now_are_not_offered_to_be_deleted() {
    let twins = twins();
    let mut app = App::audited(&twins);
    let finding = key(Rule::Identical, "again,alpha");
    assert!(app.shows(&finding));
    let mut other = twins.clone();
    other[1].url = CallbackUrl::received("https://alpha.example/hook?key=another");
    app.read_again(&other, AUDITED + 60).audit(AuditAction::Mend(finding));
    assert_eq!(app.model.dialog, None, "nothing may be deleted that the audit didn't see so");
    assert!(app.said().contains("changed since the audit"), "{}", app.said());
}

#[test]
fn events_that_someone_added_since_the_audit_stay() {
    let mut old = hook("Alpha", true);
    old.events = ["sms.sent", "call.ended"].iter().map(|name| EventName::new(name)).collect();
    let mut app = App::audited(std::slice::from_ref(&old));
    let mut now = old.clone();
    now.events.insert(EventName::new("call.created"));
    app.read_again(&[now], AUDITED + 60).audit(AuditAction::Mend(key(Rule::RetiredEvents, "alpha")));
    let wanted = app.review().lines[0].wanted().unwrap();
    assert!(wanted.events.contains(&EventName::new("call.created")));
    assert!(!wanted.events.contains(&EventName::new("sms.sent")));
}
