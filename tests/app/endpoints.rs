//! The check of the endpoints in a review that switches webhooks on.

use hookswitch::domain::endpoint::{CheckOutcome, NotChecked};

use crate::audited::*;
use crate::hand::*;

/// The review that switches Gamma and Delta on.
fn reviewing() -> App {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll);
    app
}

fn checked(request: RequestId, of: &str, status: u16) -> AuditEvent {
    AuditEvent::EndpointChecked { request, id: id(of), check: answered(&format!("{of}.example"), status) }
}

/// How many don't answer, of how many that were looked at.
fn failing(app: &App) -> (usize, usize) {
    let verdict = app.review().verdict();
    (verdict.bad, verdict.all)
}

#[test]
fn only_those_that_are_switched_on_are_looked_at_and_only_when_asked() {
    let mut app = reviewing();
    assert_eq!(app.commands, []);
    app.audit(AuditAction::CheckReviewed);
    let AuditCommand::CheckEndpoints { hooks, endpoints, target, .. } = app.audit_command() else {
        panic!("{:?}", app.commands)
    };
    let ids: Vec<&str> = hooks.iter().map(|hook| hook.id.as_str()).collect();
    assert_eq!((ids, *endpoints), (vec!["gamma", "delta"], Endpoints::Public));
    assert_eq!(*target, app.model.open.clone().unwrap());
    app.audit(AuditAction::CheckReviewed);
    assert_eq!(app.commands, [], "one at a time");
}

#[test]
fn it_counts_those_that_do_not_answer_among_the_ticked() {
    let mut app = reviewing();
    let request = app.audit(AuditAction::CheckReviewed).request();
    app.told(checked(request, "gamma", 503)).told(checked(request, "delta", 200));
    app.told(AuditEvent::EndpointsChecked { request, cancelled: false });
    assert_eq!((failing(&app), app.review().check.request), ((1, 2), None));
    app.act(Action::ToggleReviewed(id("gamma")));
    assert_eq!(failing(&app), (0, 1));
}

#[test]
fn what_could_not_be_checked_is_no_pass() {
    let mut app = reviewing();
    let request = app.audit(AuditAction::CheckReviewed).request();
    let unknown = check("gamma.example", CheckOutcome::NotChecked(NotChecked::OutOfTime));
    app.told(AuditEvent::EndpointChecked { request, id: id("gamma"), check: unknown });
    app.told(checked(request, "delta", 200));
    app.told(AuditEvent::EndpointsChecked { request, cancelled: false });
    assert_eq!(failing(&app), (0, 1), "an endpoint that nobody looked at isn't counted as one that answers");
}

#[test]
fn it_can_be_cancelled_and_done_again() {
    let mut app = reviewing();
    let request = app.audit(AuditAction::CheckReviewed).request();
    app.told(checked(request, "gamma", 503)).audit(AuditAction::CancelCheck);
    assert_eq!(app.commands, [Command::Cancel { request }]);
    app.told(AuditEvent::EndpointsChecked { request, cancelled: true });
    assert!(app.review().check.cancelled);
    assert_eq!(failing(&app), (1, 1));
    let again = app.audit(AuditAction::CheckReviewed).request();
    assert!(again != request && app.review().check.checks.is_empty());
    app.told(checked(request, "gamma", 200));
    assert!(app.review().check.checks.is_empty(), "late");
}

#[test]
fn closing_the_review_stops_it_and_a_late_answer_is_dropped() {
    let mut app = reviewing();
    let request = app.audit(AuditAction::CheckReviewed).request();
    app.act(Action::CloseDialog);
    assert_eq!(app.commands, [Command::Cancel { request }]);
    app.act(Action::AskReenableAll).told(checked(request, "gamma", 500));
    assert!(app.review().check.checks.is_empty());
}

#[test]
fn starting_the_change_stops_it() {
    let mut app = reviewing();
    let check = app.audit(AuditAction::CheckReviewed).request();
    app.act(Action::StartReview);
    assert!(app.commands.contains(&Command::Cancel { request: check }), "{:?}", app.commands);
    assert_eq!((app.jobs_sent(), app.review().check.request), (2, None));
    app.told(checked(check, "gamma", 500));
    assert!(app.review().check.checks.is_empty());
}

#[test]
fn a_review_that_switches_nothing_on_has_nothing_to_check() {
    let mut app = App::showing(&four());
    app.act(Action::AskDelete(vec![id("gamma")])).audit(AuditAction::CheckReviewed);
    assert_eq!(app.commands, []);
    app.act(Action::CloseDialog).audit(AuditAction::CheckReviewed).audit(AuditAction::CancelCheck);
    assert_eq!(app.commands, []);
}

#[test]
fn an_answer_that_aircall_may_not_take_is_no_pass() {
    let mut app = reviewing();
    let request = app.audit(AuditAction::CheckReviewed).request();
    app.told(checked(request, "gamma", 403)).told(checked(request, "delta", 200));
    app.told(AuditEvent::EndpointsChecked { request, cancelled: false });
    let verdict = app.review().verdict();
    assert_eq!((verdict.bad, verdict.doubtful, verdict.all), (0, 1, 2));
    assert!(hookswitch::app::text::reviewed_verdict(verdict).starts_with("1 of 2 endpoints answers, but perhaps"));
}
