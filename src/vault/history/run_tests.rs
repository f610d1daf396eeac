//! Changes that were left open: whose they are, who goes on with them, and what is found out later.

use super::*;
use crate::domain::{CallbackUrl, ChangeKind, EventName, Origin, Seen, Status};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + second).unwrap()
}

fn planned(kind: ChangeKind) -> Planned {
    Planned {
        webhook: Some(WebhookId::new("a")),
        label: "A".to_owned(),
        kind,
        origin: Origin::Window,
        undoes: None,
        before: None,
        after: None,
    }
}

struct File(tempfile::TempDir);

impl File {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn open(&self) -> History {
        History::open(&self.0.path().join("history.sqlite")).unwrap().history
    }
}

/// Two changes, of which the first was sent.
fn begun(history: &History) -> Vec<ChangeId> {
    let batch = [planned(ChangeKind::Delete), planned(ChangeKind::Delete)];
    let (_, ids) = history.plan("p", at(1), &batch).unwrap();
    history.sent(ids[0], None, None, false).unwrap();
    ids
}

fn unfinished(history: &History) -> Vec<ChangeId> {
    history.unfinished("p").unwrap().iter().map(|record| record.id).collect()
}

fn fate(history: &History, id: ChangeId) -> Fate {
    history.record(id).unwrap().unwrap().fate
}

#[test]
fn what_a_program_is_at_work_on_is_left_over_only_once_it_has_ended() {
    let file = File::new();
    let (window, watch) = (file.open(), file.open());
    let mut all = begun(&window);
    assert_eq!((unfinished(&window), unfinished(&watch)), (Vec::new(), Vec::new()));
    drop(window);
    assert_eq!(unfinished(&watch), all);
    let window = file.open();
    let more = begun(&window);
    assert_eq!((unfinished(&window), unfinished(&watch)), (all.clone(), all.clone()));
    drop(window);
    all.extend(more);
    assert_eq!(unfinished(&watch), all);
    assert_eq!(watch.unfinished("other").unwrap(), []);
}

#[test]
fn only_one_program_goes_on_with_what_was_left_over() {
    let file = File::new();
    let ids = begun(&file.open());
    let (one, two) = (file.open(), file.open());
    assert!(one.sent(ids[1], None, None, false).is_err(), "it isn't its own yet");
    one.take_over(&ids).unwrap();
    assert_eq!((unfinished(&one), unfinished(&two)), (vec![ids[0]], vec![ids[0]]), "what was sent is looked up");
    two.take_over(&ids).unwrap();
    two.drop_planned(&ids, at(2)).unwrap();
    assert_eq!(two.sent(ids[1], None, None, false), Err(HistoryError::CouldNotWrite));
    one.sent(ids[1], None, None, false).unwrap();
    one.finish(ids[1], at(2), Fate::Done, None, None, None).unwrap();
    two.finish(ids[0], at(2), Fate::FoundUndone, None, None, None).unwrap();
    assert_eq!((unfinished(&one), fate(&one, ids[0]), fate(&one, ids[1])), (vec![], Fate::FoundUndone, Fate::Done));
}

#[test]
fn what_was_unknown_may_be_found_out_and_nothing_else_changes_later() {
    let history = History::in_memory().unwrap();
    for found in [Fate::Done, Fate::FoundDone, Fate::FoundUndone] {
        let id = begun(&history)[0];
        history.finish(id, at(2), Fate::Unknown, Some("no answer"), None, None).unwrap();
        history.finish(id, at(3), Fate::Refused, None, None, None).unwrap();
        assert_eq!(fate(&history, id), Fate::Unknown);
        history.finish(id, at(4), found, None, None, None).unwrap();
        history.finish(id, at(5), Fate::Unknown, None, None, None).unwrap();
        let record = history.record(id).unwrap().unwrap();
        assert_eq!((record.fate, record.finished, record.said), (found, Some(at(4)), None));
    }
}

#[test]
fn what_was_never_sent_is_given_up_and_not_unknown() {
    let history = History::in_memory().unwrap();
    let ids = begun(&history);
    history.finish(ids[1], at(2), Fate::Unknown, None, None, None).unwrap();
    assert_eq!(fate(&history, ids[1]), Fate::Dropped);
}

#[test]
fn an_unclear_create_that_is_found_later_is_no_longer_someone_elses_webhook() {
    let history = History::in_memory().unwrap();
    let hook = Webhook {
        id: WebhookId::new("n"),
        name: Some("New".to_owned()),
        url: CallbackUrl::received("https://new.example/in"),
        status: Status::Active,
        events: [EventName::new("call.ended")].into_iter().collect(),
        token: None,
        created: None,
    };
    let list = |second, webhooks: &[Webhook]| Listing {
        webhooks: webhooks.to_vec(),
        total: Some(webhooks.len()),
        read_at: at(second),
    };
    history.look("p", &list(0, &[])).unwrap();
    let create = Planned { webhook: None, after: Some(Kept::of(&hook)), ..planned(ChangeKind::Create) };
    let id = history.plan("p", at(1), &[create]).unwrap().1[0];
    history.sent(id, None, None, false).unwrap();
    history.finish(id, at(2), Fate::Unknown, Some("no answer"), None, None).unwrap();
    let seen = history.look("p", &list(3, std::slice::from_ref(&hook))).unwrap();
    assert_eq!(seen.first().map(|sighting| &sighting.what), Some(&Seen::New));
    history.finish(id, at(4), Fate::FoundDone, None, Some(&hook.id), Some(&hook)).unwrap();
    let record = history.record(id).unwrap().unwrap();
    assert_eq!((record.fate, record.webhook), (Fate::FoundDone, Some(hook.id)));
    assert_eq!(history.sightings("p", 9).unwrap(), []);
}
