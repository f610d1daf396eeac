//! What the history keeps, in memory.

use super::*;
use crate::domain::{CallbackUrl, ChangeKind, EventName, EventSet, Origin, Secret, Seen, Span, Status};

fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000 + minute * 60).unwrap()
}

fn events(names: &[&str]) -> EventSet {
    names.iter().map(|name| EventName::new(name)).collect()
}

fn hook(id: &str, status: Status) -> Webhook {
    Webhook {
        id: WebhookId::new(id),
        name: Some(format!("Hook {id}")),
        url: CallbackUrl::received(format!("https://{id}.example/in?key=hidden-value")),
        status,
        events: events(&["call.ended", "sms.sent"]),
        token: Some(Secret::new("a-token-of-aircall")),
        created: None,
    }
}

fn list(minute: i64, webhooks: &[&Webhook]) -> Listing {
    let webhooks: Vec<Webhook> = webhooks.iter().copied().cloned().collect();
    Listing { total: Some(webhooks.len()), webhooks, read_at: at(minute) }
}

fn planned(kind: ChangeKind, origin: Origin, before: Option<&Webhook>, after: Option<&Webhook>) -> Planned {
    let either = before.or(after).unwrap();
    Planned {
        webhook: before.map(|hook| hook.id.clone()),
        label: either.label(),
        kind,
        origin,
        undoes: None,
        before: before.map(Kept::of),
        after: after.map(Kept::of),
    }
}

/// One change, planned, sent and done.
fn done(
    history: &History,
    minute: i64,
    (kind, origin): (ChangeKind, Origin),
    before: Option<&Webhook>,
    after: Option<&Webhook>,
) -> ChangeId {
    let (_, ids) = history.plan("p", at(minute), &[planned(kind, origin, before, after)]).unwrap();
    let id = ids[0];
    history.sent(id, None, None, false).unwrap();
    history.finish(id, at(minute), Fate::Done, None, after.map(|hook| &hook.id), after).unwrap();
    id
}

fn switched(history: &History, minute: i64, origin: Origin, id: &str, to: Status) -> ChangeId {
    let (kind, from) = match to {
        Status::Active => (ChangeKind::Reenable, Status::Inactive),
        Status::Inactive => (ChangeKind::Deactivate, Status::Active),
    };
    done(history, minute, (kind, origin), Some(&hook(id, from)), Some(&hook(id, to)))
}

fn whats(sightings: &[Sighting]) -> Vec<(&str, Seen)> {
    sightings.iter().map(|sighting| (sighting.webhook.as_str(), sighting.what.clone())).collect()
}

fn left_alone(history: &History, id: &str) -> Option<LeftAlone> {
    history.watch_memory("p", at(0)).unwrap().get(&WebhookId::new(id)).and_then(|memory| memory.left_alone)
}

#[test]
fn a_change_is_kept_from_its_plan_to_its_answer() {
    let history = History::in_memory().unwrap();
    let (was, mut meant) = (hook("a", Status::Active), hook("a", Status::Active));
    meant.events = events(&["call.ended", "odd\nname"]);
    let mut plan = planned(ChangeKind::Edit, Origin::Window, Some(&was), Some(&meant));
    plan.undoes = Some(ChangeId(99));
    let second = planned(ChangeKind::Delete, Origin::Terminal, Some(&hook("b", Status::Active)), None);
    let (batch, ids) = history.plan("p", at(1), &[plan.clone(), second]).unwrap();
    let record = history.record(ids[0]).unwrap().unwrap();
    assert_eq!(record.fate, Fate::Planned);
    assert_eq!((&record.before, &record.after, record.at), (&plan.before, &plan.after, at(1)));
    assert_eq!((record.batch, record.undoes, record.label.as_str()), (Some(batch), Some(ChangeId(99)), "Hook a"));
    assert_eq!(history.unfinished("p").unwrap(), [], "they are under way");

    let fresh = Kept { status: Status::Inactive, ..Kept::of(&was) };
    history.sent(ids[0], Some(&fresh), None, true).unwrap();
    let record = history.record(ids[0]).unwrap().unwrap();
    assert_eq!((record.fate, &record.before, &record.after), (Fate::Sent, &Some(fresh), &plan.after));
    assert!(record.url_changed);

    let nameless = Webhook { name: None, ..meant.clone() };
    history.finish(ids[0], at(2), Fate::Done, Some("well"), None, Some(&nameless)).unwrap();
    let record = history.record(ids[0]).unwrap().unwrap();
    assert_eq!((record.fate, record.finished, record.said.as_deref()), (Fate::Done, Some(at(2)), Some("well")));
    assert_eq!(record.after, Some(Kept::of(&meant)), "an answer without a name doesn't take it away");

    history.drop_planned(&ids, at(3)).unwrap();
    let fates: Vec<Fate> = history.batch("p", batch).unwrap().iter().map(|record| record.fate).collect();
    assert_eq!(fates, [Fate::Done, Fate::Dropped]);
    assert_eq!(history.sent(ids[1], None, None, false), Err(HistoryError::CouldNotWrite), "it was given up");
    assert_eq!(history.plan("p", at(4), &[]).unwrap().1, []);
}

#[test]
fn a_late_answer_changes_nothing() {
    let history = History::in_memory().unwrap();
    let id = switched(&history, 1, Origin::Window, "a", Status::Inactive);
    let before = history.record(id).unwrap();
    history.finish(id, at(9), Fate::Refused, Some("too late"), None, Some(&hook("a", Status::Active))).unwrap();
    assert_eq!(history.record(id).unwrap(), before);
    assert_eq!(left_alone(&history, "a"), Some(LeftAlone::ByAdmin));
    assert_eq!(history.finish(ChangeId(77), at(9), Fate::Done, None, None, None), Err(HistoryError::CouldNotWrite));
}

#[test]
fn records_come_newest_first_page_by_page_and_by_profile() {
    let history = History::in_memory().unwrap();
    let ids: Vec<ChangeId> =
        (0..5).map(|minute| switched(&history, minute, Origin::Window, "a", Status::Active)).collect();
    let page =
        |before| -> Vec<ChangeId> { history.records("p", 2, before).unwrap().iter().map(|record| record.id).collect() };
    assert_eq!(page(None), [ids[4], ids[3]]);
    assert_eq!(page(Some(ids[3])), [ids[2], ids[1]]);
    assert_eq!(page(Some(ids[0])), []);
    assert_eq!(history.records("other", 10, None).unwrap(), []);
}

#[test]
fn the_first_look_shows_nothing_new_and_later_ones_what_changed() {
    let history = History::in_memory().unwrap();
    let (a, b) = (hook("a", Status::Active), hook("b", Status::Active));
    assert_eq!(history.look("p", &list(0, &[&a, &b])).unwrap(), []);
    assert_eq!(history.look("p", &list(1, &[&b, &a])).unwrap(), []);
    let mut changed = Webhook { status: Status::Inactive, name: Some("New name".to_owned()), ..a.clone() };
    changed.events = events(&["call.ended", "call.created"]);
    changed.url = CallbackUrl::received("https://else.example/");
    let seen = history.look("p", &list(2, &[&changed, &hook("c", Status::Active)])).unwrap();
    let events = Seen::Events { added: events(&["call.created"]), removed: events(&["sms.sent"]) };
    let expected = [
        ("a", Seen::Deactivated),
        ("a", events),
        ("a", Seen::Url),
        ("a", Seen::Name),
        ("c", Seen::New),
        ("b", Seen::Gone),
    ];
    assert_eq!(whats(&seen), expected);
    assert!(seen.iter().all(|sighting| (sighting.after, sighting.until) == (Some(at(1)), at(2))));
    assert_eq!(history.past("p", at(0)).unwrap().sightings, seen);
    let newest = history.sightings("p", 2).unwrap();
    assert_eq!(whats(&newest), [("b", Seen::Gone), ("c", Seen::New)]);
    let nameless = Webhook { name: None, ..changed };
    assert_eq!(history.look("p", &list(3, &[&nameless, &hook("c", Status::Active)])).unwrap(), []);
    assert_eq!(history.last_look("p").unwrap(), Some(at(3)));
    assert_eq!(history.last_look("other").unwrap(), None);
}

#[test]
fn a_part_of_the_list_shows_nothing_as_gone_and_later_nothing_as_new() {
    let history = History::in_memory().unwrap();
    let (a, b) = (hook("a", Status::Active), hook("b", Status::Active));
    let part = |minute| Listing { total: Some(2), ..list(minute, &[&a]) };
    assert_eq!(history.look("p", &part(0)).unwrap(), []);
    assert_eq!(history.look("p", &list(1, &[&a, &b])).unwrap(), [], "b may have been there all the time");
    assert_eq!(history.look("p", &part(2)).unwrap(), []);
    let twice = Listing { total: Some(2), ..list(3, &[&a, &a]) };
    assert_eq!(history.look("p", &twice).unwrap(), [], "as many as there are, but not all of them");
    assert_eq!(whats(&history.look("p", &list(4, &[&a])).unwrap()), [("b", Seen::Gone)]);
}

#[test]
fn a_change_of_ours_is_no_sighting() {
    let history = History::in_memory().unwrap();
    let (a, off) = (hook("a", Status::Active), hook("a", Status::Inactive));
    let (b, new) = (hook("b", Status::Active), hook("n", Status::Active));
    history.look("p", &list(0, &[&a, &b])).unwrap();
    switched(&history, 1, Origin::Window, "a", Status::Inactive);
    done(&history, 2, (ChangeKind::Create, Origin::Window), None, Some(&new));
    done(&history, 3, (ChangeKind::Delete, Origin::Window), Some(&b), None);
    assert_eq!(history.look("p", &list(4, &[&off, &new])).unwrap(), []);

    // Sent, and the answer isn't there yet.
    let plan = planned(ChangeKind::Reenable, Origin::Window, Some(&off), Some(&a));
    let (_, ids) =
        history.plan("p", at(5), &[plan, planned(ChangeKind::Create, Origin::Window, None, Some(&b))]).unwrap();
    history.sent(ids[0], None, None, false).unwrap();
    history.sent(ids[1], None, None, false).unwrap();
    assert_eq!(whats(&history.look("p", &list(6, &[&a, &new, &b])).unwrap()), [("b", Seen::New)]);
    history.finish(ids[1], at(7), Fate::FoundDone, None, Some(&b.id), Some(&b)).unwrap();
    assert_eq!(whats(&history.sightings("p", 9).unwrap()), [], "what looked new was made here");
}

#[test]
fn what_others_changed_before_ours_is_still_seen() {
    let history = History::in_memory().unwrap();
    let a = hook("a", Status::Active);
    history.look("p", &list(0, &[&a])).unwrap();
    let fell = Webhook { status: Status::Inactive, ..a.clone() };
    let edited = Webhook { events: events(&["call.ended"]), ..fell.clone() };
    done(&history, 1, (ChangeKind::Edit, Origin::Window), Some(&fell), Some(&edited));
    assert_eq!(whats(&history.look("p", &list(2, &[&edited])).unwrap()), [("a", Seen::Deactivated)]);
}

#[test]
fn a_list_read_before_our_change_shows_nothing() {
    let history = History::in_memory().unwrap();
    let (a, b) = (hook("a", Status::Inactive), hook("b", Status::Active));
    let early =
        |minute: i64| Listing { read_at: at(minute) - jiff::SignedDuration::from_secs(5), ..list(minute, &[&a, &b]) };
    history.look("p", &list(0, &[&a, &b])).unwrap();
    switched(&history, 3, Origin::Window, "a", Status::Active);
    done(&history, 3, (ChangeKind::Delete, Origin::Window), Some(&b), None);
    done(&history, 3, (ChangeKind::Create, Origin::Window), None, Some(&hook("n", Status::Active)));
    assert_eq!(history.look("p", &early(3)).unwrap(), []);
    let now = [&hook("a", Status::Active), &hook("n", Status::Active)];
    assert_eq!(history.look("p", &list(4, &now)).unwrap(), []);
}

#[test]
fn a_list_read_before_an_admin_switched_it_off_does_not_take_the_mark_away() {
    let history = History::in_memory().unwrap();
    switched(&history, 3, Origin::Window, "a", Status::Inactive);
    let read_at = at(3) - jiff::SignedDuration::from_secs(5);
    history.look("p", &Listing { read_at, ..list(3, &[&hook("a", Status::Active)]) }).unwrap();
    assert_eq!(left_alone(&history, "a"), Some(LeftAlone::ByAdmin));
    history.look("p", &list(4, &[&hook("a", Status::Active)])).unwrap();
    assert_eq!(left_alone(&history, "a"), None);
}

#[test]
fn an_answer_and_a_list_without_names_leave_the_names_known() {
    let history = History::in_memory().unwrap();
    let (_, ids) = history
        .plan("p", at(1), &[planned(ChangeKind::Create, Origin::Window, None, Some(&hook("n", Status::Active)))])
        .unwrap();
    history.sent(ids[0], None, None, false).unwrap();
    let nameless = Webhook { name: None, ..hook("n", Status::Active) };
    history.finish(ids[0], at(1), Fate::Done, None, Some(&nameless.id), Some(&nameless)).unwrap();
    history.look("p", &list(2, &[&nameless])).unwrap();
    let seen = history.look("p", &list(3, &[])).unwrap();
    assert_eq!((seen[0].label.as_str(), &seen[0].what), ("Hook n", &Seen::Gone));
}

#[test]
fn looks_make_spans_and_a_clock_set_back_leaves_them_in_order() {
    let history = History::in_memory().unwrap();
    let a = hook("a", Status::Active);
    for minute in [0, 30, 90, 151, 160, 156] {
        history.look_at("p", &list(minute, &[&a]), at(minute)).unwrap();
    }
    let spans = [Span { from: at(0), to: at(90) }, Span { from: at(151), to: at(160) }];
    assert_eq!(history.past("p", at(-9)).unwrap().spans, spans);
    assert_eq!(history.past("p", at(91)).unwrap().spans, spans[1..]);
    let seen = history.look_at("p", &list(157, &[&hook("a", Status::Inactive)]), at(157)).unwrap();
    assert_eq!((seen[0].after, seen[0].until), (Some(at(160)), at(160)));
    assert_eq!(history.last_look("p").unwrap(), Some(at(160)));
}

#[test]
fn a_clock_that_was_ahead_for_one_look_does_no_lasting_harm() {
    let history = History::in_memory().unwrap();
    let (on, off) = (hook("a", Status::Active), hook("a", Status::Inactive));
    let look = |minute: i64, hook: &Webhook| history.look_at("p", &list(minute, &[hook]), at(minute)).unwrap();
    let day = 24 * 60;
    look(0, &on);
    look(day, &on);
    let seen = look(10, &off);
    assert_eq!((whats(&seen), seen[0].until), (vec![("a", Seen::Deactivated)], at(10)));
    look(60, &off);
    let spans = || history.past("p", at(-9)).unwrap().spans;
    assert_eq!(spans(), [Span { from: at(0), to: at(0) }, Span { from: at(10), to: at(60) }]);
    assert_eq!(history.last_look("p").unwrap(), Some(at(60)));
    for minute in (day - 5..day + 30).step_by(5) {
        look(minute, &off);
    }
    assert_eq!(spans()[2], Span { from: at(day - 5), to: at(day + 25) }, "in order and without overlaps");
    assert_eq!((spans().len(), look(day + 30, &on)[0].until), (3, at(day + 30)));
}

#[test]
fn a_list_whose_pages_took_long_does_not_undo_what_was_done_meanwhile() {
    let history = History::in_memory().unwrap();
    let (a, b, c) = (hook("a", Status::Active), hook("b", Status::Active), hook("c", Status::Active));
    history.look("p", &list(0, &[&a, &b, &c])).unwrap();
    switched(&history, 14, Origin::Window, "a", Status::Inactive);
    switched(&history, 9, Origin::Window, "c", Status::Inactive);
    done(&history, 14, (ChangeKind::Delete, Origin::Window), Some(&b), None);
    // Begun at minute 10, and its first page came before the changes.
    assert_eq!(whats(&history.look("p", &list(10, &[&a, &b, &c])).unwrap()), [("c", Seen::Reenabled)]);
    assert_eq!(left_alone(&history, "a"), Some(LeftAlone::ByAdmin));
    assert_eq!(left_alone(&history, "c"), None);
    let off = hook("a", Status::Inactive);
    assert_eq!(history.look("p", &list(20, &[&off, &c])).unwrap(), [], "neither switched on nor gone at Aircall");
}

#[test]
fn what_is_changed_before_the_first_look_is_newer_than_a_list_read_before_it() {
    let history = History::in_memory().unwrap();
    history.look("p", &list(0, &[])).unwrap();
    switched(&history, 14, Origin::Window, "a", Status::Inactive);
    assert_eq!(history.look("p", &list(10, &[&hook("a", Status::Active)])).unwrap(), []);
    assert_eq!(whats(&history.look("p", &list(20, &[&hook("a", Status::Inactive)])).unwrap()), [("a", Seen::New)]);
}

#[test]
fn a_forgotten_profile_leaves_nothing_and_the_others_alone() {
    let history = History::in_memory().unwrap();
    history.look("p", &list(0, &[&hook("a", Status::Active)])).unwrap();
    history.look("other", &list(0, &[&hook("b", Status::Active)])).unwrap();
    let id = switched(&history, 1, Origin::Window, "a", Status::Inactive);
    history.watch_begins("p", at(1)).unwrap();
    history.forget("p").unwrap();
    history.forget("never there").unwrap();
    assert_eq!((history.record(id).unwrap(), history.last_look("p").unwrap()), (None, None));
    assert_eq!((history.watch_start("p").unwrap(), left_alone(&history, "a")), (None, None));
    assert_eq!(history.past("p", at(-99)).unwrap(), Past::default());
    assert_eq!(history.last_look("other").unwrap(), Some(at(0)));
    let states: i64 = history.read(|c| c.query_row("select count(*) from state", [], |row| row.get(0))).unwrap();
    assert_eq!(states, 1);
}

mod watching;
