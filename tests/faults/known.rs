//! Single faults of which chance once showed that something untrue was said of them.

use std::time::Duration;

use hookswitch::app::Outcome;
use hookswitch::app::command::Job;
use hookswitch::app::review::{Way, What};
use hookswitch::demo::Fault;
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
        let faults = [Fault::None, Fault::ServerErrorAfter, Fault::Html403];
        let (outcome, fate, ..) = met(Way::FullList, off, on, &faults).await;
        assert_eq!((outcome, fate), (Outcome::Done, Fate::FoundDone));
        let faults = [Fault::None, Fault::ResetAfter, Fault::KeyRevoked];
        let (outcome, fate, admin, hook) = met(Way::FullList, What::Delete, on, &faults).await;
        assert_eq!((outcome, fate, is_there(&admin, &hook.id)), (Outcome::Done, Fate::FoundDone, false));
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
        let faults = [Fault::None, Fault::ResetBefore, Fault::ResetBefore, Fault::ResetBefore];
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
