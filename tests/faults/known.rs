//! Single faults of which chance once showed that something untrue was said of them.

use std::time::Duration;

use hookswitch::app::command::Job;
use hookswitch::app::review::{Way, What};
use hookswitch::app::{Outcome, Problem};
use hookswitch::demo::{Fault, RateReset, Stored};
use hookswitch::domain::{Edit, EventName, Fate, Status, Webhook, WebhookId};
use hookswitch::worker::{change, read_list};

use super::admin::Admin;
use super::{admin, alone};

/// What is said and written down of one change of one webhook that meets these faults, its fresh read first.
async fn met(
    way: Way,
    what: What,
    pick: impl Fn(&Webhook) -> bool,
    faults: &[Fault],
) -> (Outcome, Fate, Admin, Webhook) {
    let folder = tempfile::tempdir().unwrap();
    let admin = admin(1, &folder.path().join("history.sqlite"), Duration::from_secs(5)).await;
    admin.server.change(|hooks| hooks.extend(old()));
    let listing = read_list(&admin.connection, &|_, _| {}).await.unwrap();
    let seen = listing.webhooks.into_iter().find(pick).unwrap();
    for fault in faults {
        admin.server.fail_next(1, fault);
    }
    let job = Job {
        id: seen.id.clone(),
        label: seen.label(),
        known_name: None,
        what,
        way,
        seen: seen.clone(),
        guarded: false,
        undoes: None,
        planned: None,
    };
    let report = change(&admin.connection, &job, std::future::pending()).await.unwrap();
    let records = admin.connection.journal.newest(1).await.unwrap().0;
    (report.outcome, records[0].fate, admin, seen)
}

/// Webhooks with an old name each, beside a current one and alone.
fn old() -> Vec<Stored> {
    let old = ["sms.sent", "user.closed", "fax.received"].into_iter().zip(90..);
    let both = old.map(|(name, n)| Stored::sample(n, "Old", &[name, "call.ended"]));
    both.chain([Stored::sample(99, "Only old", &["fax.received", "sms.sent"])]).collect()
}

/// How many requests left that change something.
fn changes(admin: &Admin) -> usize {
    admin.server.requests().iter().filter(|request| request.method != "GET").count()
}

fn is_there(admin: &Admin, id: &WebhookId) -> bool {
    admin.server.webhooks().iter().any(|hook| hook.id == id.as_str())
}

fn on(hook: &Webhook) -> bool {
    hook.status.is_active() && !hook.events.is_empty()
}

#[test]
fn what_an_earlier_try_did_is_not_called_refused() {
    alone(async {
        let off = What::Edit(Edit::status(Status::Inactive));
        let faults = [Fault::None, Fault::ServerErrorAfter];
        let (outcome, fate, admin, _) = met(Way::FullList, off.clone(), on, &faults).await;
        assert_eq!((outcome, fate, changes(&admin)), (Outcome::Done, Fate::FoundDone, 1));
        let faults = [Fault::None, Fault::ResetAfter];
        let (outcome, fate, admin, hook) = met(Way::FullList, What::Delete, on, &faults).await;
        assert_eq!((outcome, fate, is_there(&admin, &hook.id)), (Outcome::Done, Fate::FoundDone, false));
        // The look after it is refused too.
        let faults = [Fault::None, Fault::ServerErrorAfter, Fault::Html403];
        let (outcome, fate, ..) = met(Way::FullList, off.clone(), on, &faults).await;
        assert!(matches!(outcome, Outcome::Unclear(_)) && fate == Fate::Unknown, "{outcome:?} {fate:?}");
        // Refused clearly, after one that may still be carried out.
        let faults = [Fault::None, Fault::ServerError, Fault::None, Fault::Html403];
        let (outcome, fate, ..) = met(Way::FullList, off, on, &faults).await;
        assert!(matches!(outcome, Outcome::Unclear(_)) && fate == Fate::FoundUndone, "{outcome:?} {fate:?}");
    });
}

#[test]
fn a_page_in_place_of_an_answer_is_not_taken_for_a_delete() {
    alone(async {
        let (outcome, fate, admin, hook) = met(Way::FullList, What::Delete, on, &[Fault::None, Fault::Html200]).await;
        assert!(matches!(outcome, Outcome::Unclear(_)), "{outcome:?}");
        assert_eq!((fate, is_there(&admin, &hook.id)), (Fate::FoundUndone, true));
    });
}

#[test]
fn a_lost_change_of_a_name_that_nobody_tells_is_unclear() {
    alone(async {
        let named = What::Edit(Edit { name: Some("Orders".to_owned()), ..Edit::default() });
        let nameless = |hook: &Webhook| on(hook) && hook.name.is_none();
        let faults: Vec<Fault> = [Fault::None, Fault::ResetBefore].into_iter().cycle().take(6).collect();
        let (outcome, fate, ..) = met(Way::FullList, named, nameless, &faults).await;
        assert!(matches!(outcome, Outcome::Unclear(_)) && fate == Fate::Unknown, "{outcome:?} {fate:?}");
    });
}

#[test]
fn half_a_merge_is_not_called_refused() {
    alone(async {
        let event = |name| [EventName::new(name)].into_iter().collect();
        let events = What::Edit(Edit::events(event("contact.deleted"), event("call.ended")));
        let has_it = |hook: &Webhook| on(hook) && hook.events.contains(&EventName::new("call.ended"));
        let faults = [Fault::None, Fault::None, Fault::Status(409)];
        let (outcome, fate, ..) = met(Way::Merge, events, has_it, &faults).await;
        assert!(matches!(outcome, Outcome::EventsDiffer { .. }) && fate == Fate::Differs, "{outcome:?} {fate:?}");
    });
}

/// A webhook is switched off, and the request meets this fault; before it can be sent again, someone else changes its
/// events. What is said of it, how many requests left, and the events at the end.
async fn overtaken(fault: Fault) -> (Outcome, usize, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let admin = admin(1, &folder.path().join("history.sqlite"), Duration::from_millis(200)).await;
    let listing = read_list(&admin.connection, &|_, _| {}).await.unwrap();
    let seen = listing.webhooks.into_iter().find(on).unwrap();
    admin.server.fail_next(1, &Fault::None);
    admin.server.fail_next(1, &fault);
    let job = Job::new(&seen, What::Edit(Edit::status(Status::Inactive)));
    let others = async {
        while changes(&admin) == 0 {
            tokio::task::yield_now().await;
        }
        admin.server.change(|hooks| {
            for hook in hooks.iter_mut().filter(|hook| hook.id == seen.id.as_str()) {
                hook.events = vec!["number.created".to_owned()];
            }
        });
    };
    let (report, ()) = tokio::join!(change(&admin.connection, &job, std::future::pending()), others);
    let after = admin.server.webhooks().into_iter().find(|hook| hook.id == seen.id.as_str()).unwrap();
    (report.unwrap().outcome, changes(&admin), after.events)
}

#[test]
fn an_old_list_is_never_sent_again_over_what_others_changed() {
    alone(async {
        let theirs = vec!["number.created".to_owned()];
        let limit = Fault::RateLimit { retry_after: Some(1), reset: RateReset::Absent };
        assert_eq!(overtaken(limit).await, (Outcome::Done, 2, theirs.clone()), "the second one is built on a new read");
        let (outcome, sent, events) = overtaken(Fault::Hang).await;
        assert!(!outcome.is_good(), "{outcome:?}");
        assert_eq!((sent, events), (1, theirs), "a look comes first");
    });
}

#[test]
fn whatever_old_name_a_list_is_refused_for_there_is_another_way_or_a_reason() {
    alone(async {
        let off = What::Edit(Edit::status(Status::Inactive));
        let holds = |name: &'static str| {
            move |hook: &Webhook| hook.label() == "Old" && hook.events.contains(&EventName::new(name))
        };
        for name in ["sms.sent", "user.closed", "fax.received"] {
            for (status, outcome) in [(400, true), (422, true), (409, false)] {
                let faults = [Fault::None, Fault::Status(status)];
                let (said, fate, ..) = met(Way::FullList, off.clone(), holds(name), &faults).await;
                assert_eq!((said == Outcome::RefusedOldNames, fate), (outcome, Fate::Refused), "{name} {status}");
            }
        }
        let only_old = |hook: &Webhook| hook.label() == "Only old";
        let refused = Outcome::Refused(Problem::NoCurrentEvent);
        let faults = [Fault::None, Fault::Status(400)];
        let (said, fate, ..) = met(Way::FullList, off.clone(), only_old, &faults).await;
        assert_eq!((said, fate), (refused.clone(), Fate::Refused));
        let (said, fate, admin, _) = met(Way::Merge, off, only_old, &[]).await;
        assert_eq!((said, fate, changes(&admin)), (refused, Fate::Refused, 0));
    });
}
