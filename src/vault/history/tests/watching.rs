//! What a watch remembers.

use super::*;

#[test]
fn a_watch_remembers_its_start_and_whom_to_leave_alone() {
    let history = History::in_memory().unwrap();
    assert_eq!(history.watch_start("p").unwrap(), None);
    assert!(history.watch_begins("p", at(5)).unwrap());
    assert!(!history.watch_begins("p", at(6)).unwrap());
    assert_eq!(history.watch_start("p").unwrap(), Some(at(5)));
    history.leave_alone("p", &WebhookId::new("b"), LeftAlone::FellAgain, at(5)).unwrap();
    history.leave_alone("p", &WebhookId::new("c"), LeftAlone::FellAgain, at(5)).unwrap();
    history.care_again("p", &WebhookId::new("c")).unwrap();
    history.watch_ends("p").unwrap();
    assert_eq!(history.watch_start("p").unwrap(), None);
    assert_eq!(left_alone(&history, "c"), None);
    assert_eq!(left_alone(&history, "b"), Some(LeftAlone::FellAgain));
    history.look("p", &list(6, &[&hook("b", Status::Inactive)])).unwrap();
    assert_eq!(left_alone(&history, "b"), Some(LeftAlone::FellAgain));
    history.look("p", &list(7, &[&hook("b", Status::Active)])).unwrap();
    assert_eq!(left_alone(&history, "b"), None, "it was seen active");
}

#[test]
fn what_an_admin_switched_off_here_is_left_alone_until_it_is_on_again() {
    let history = History::in_memory().unwrap();
    for origin in [Origin::Window, Origin::Undo, Origin::Terminal] {
        switched(&history, 1, origin, "a", Status::Inactive);
        assert_eq!(left_alone(&history, "a"), Some(LeftAlone::ByAdmin));
        switched(&history, 2, origin, "a", Status::Active);
        assert_eq!(left_alone(&history, "a"), None);
    }
    let edit = (ChangeKind::Edit, Origin::Window);
    done(&history, 3, edit, Some(&hook("a", Status::Active)), Some(&hook("a", Status::Inactive)));
    assert_eq!(left_alone(&history, "a"), Some(LeftAlone::ByAdmin));
    history.care_again("p", &WebhookId::new("a")).unwrap();
    assert_eq!(left_alone(&history, "a"), None);
    switched(&history, 4, Origin::Watch, "a", Status::Inactive);
    assert_eq!(left_alone(&history, "a"), None);
}

#[test]
fn the_tries_of_a_watch_are_counted_from_a_time_on() {
    let history = History::in_memory().unwrap();
    for (minute, origin) in [(1, Origin::Watch), (5, Origin::Watch), (6, Origin::Window), (9_999, Origin::Watch)] {
        switched(&history, minute, origin, "a", Status::Active);
    }
    let memory = history.watch_memory("p", at(2)).unwrap();
    assert_eq!(memory[&WebhookId::new("a")].tries, [at(5), at(9_999)]);
}

fn seen_on(history: &History) -> Vec<String> {
    history.seen_on("p").unwrap().iter().map(ToString::to_string).collect()
}

#[test]
fn a_watch_knows_what_was_on_since_it_began_whoever_looked() {
    let history = History::in_memory().unwrap();
    let on = |id: &str| hook(id, Status::Active);
    let off = |id: &str| hook(id, Status::Inactive);
    history.look("p", &list(0, &[&on("a"), &on("b"), &on("missing"), &off("c")])).unwrap();
    // The first look of the watch shows a part only.
    history.look("p", &Listing { total: Some(4), ..list(5, &[&on("a"), &off("b"), &off("c")]) }).unwrap();
    assert!(history.watch_begins("p", at(5)).unwrap());
    assert_eq!(seen_on(&history), ["a"]);
    // The window looks first at what is new.
    history.look("p", &list(6, &[&off("a"), &off("b"), &off("c"), &off("missing"), &off("new")])).unwrap();
    assert_eq!(seen_on(&history), ["a"]);
    switched(&history, 7, Origin::Window, "c", Status::Active);
    history.look("p", &list(8, &[&off("a"), &on("b"), &off("c"), &off("new")])).unwrap();
    assert_eq!(seen_on(&history), ["a", "b", "c"]);
    history.watch_ends("p").unwrap();
    history.look("p", &list(9, &[&off("a"), &on("b"), &off("c"), &off("new")])).unwrap();
    assert!(history.watch_begins("p", at(9)).unwrap());
    assert_eq!(seen_on(&history), ["b"]);
}

#[test]
fn what_an_admin_may_have_switched_off_is_left_alone_until_it_is_seen_on() {
    for fate in [Fate::Unknown, Fate::FoundUndone, Fate::Differs] {
        let history = History::in_memory().unwrap();
        let (on, off) = (hook("a", Status::Active), hook("a", Status::Inactive));
        history.look("p", &list(0, &[&on])).unwrap();
        let plan = planned(ChangeKind::Deactivate, Origin::Window, Some(&on), Some(&off));
        let id = history.plan("p", at(1), &[plan]).unwrap().1[0];
        assert_eq!(left_alone(&history, "a"), None, "not sent yet");
        history.sent(id, None, None, false).unwrap();
        assert_eq!(left_alone(&history, "a"), Some(LeftAlone::ByAdmin));
        history.look("p", &list(2, &[&on])).unwrap();
        assert_eq!(left_alone(&history, "a"), Some(LeftAlone::ByAdmin), "it may still arrive");
        history.finish(id, at(3), fate, None, None, None).unwrap();
        history.look("p", &list(2, &[&on])).unwrap();
        assert_eq!(left_alone(&history, "a"), Some(LeftAlone::ByAdmin), "that list is older");
        history.look("p", &list(4, &[&on])).unwrap();
        assert_eq!(left_alone(&history, "a"), None);
    }
    let history = History::in_memory().unwrap();
    let plan = planned(ChangeKind::Deactivate, Origin::Window, Some(&hook("a", Status::Active)), None);
    let id = history.plan("p", at(1), &[plan]).unwrap().1[0];
    history.sent(id, None, None, false).unwrap();
    history.finish(id, at(3), Fate::Refused, None, None, None).unwrap();
    assert_eq!(left_alone(&history, "a"), None, "it was refused");
}

#[test]
fn what_was_refused_is_left_alone_until_it_is_otherwise() {
    let (on, off) = (hook("a", Status::Active), hook("a", Status::Inactive));
    let refused = || {
        let history = History::in_memory().unwrap();
        history.look("p", &list(0, &[&off])).unwrap();
        history.leave_alone("p", &off.id, LeftAlone::Refused, at(1)).unwrap();
        history
    };
    let named = Webhook { name: Some("Other".into()), ..off.clone() };
    let moved = Webhook { url: CallbackUrl::received("https://b.example"), ..off.clone() };
    let edited = Webhook { events: events(&["call.ended"]), ..off.clone() };
    for (now, left) in [(&named, Some(LeftAlone::Refused)), (&moved, None), (&edited, None), (&on, None)] {
        let history = refused();
        history.look("p", &list(2, &[now])).unwrap();
        assert_eq!(left_alone(&history, "a"), left, "{now:?}");
        let history = refused();
        done(&history, 2, (ChangeKind::Edit, Origin::Window), Some(&off), Some(now));
        history.look("p", &list(3, &[now])).unwrap();
        assert_eq!(left_alone(&history, "a"), left, "{now:?}");
    }
}

#[test]
fn what_was_done_with_the_clock_ahead_counts_as_done_now() {
    let history = History::in_memory().unwrap();
    switched(&history, 9_999, Origin::Watch, "a", Status::Active);
    switched(&history, 9_999, Origin::Window, "b", Status::Inactive);
    history.is_now("p", at(5)).unwrap();
    history.is_now("p", at(7)).unwrap();
    assert_eq!(history.watch_memory("p", at(0)).unwrap()[&WebhookId::new("a")].tries, [at(5)]);
    history.look("p", &list(6, &[&hook("b", Status::Active)])).unwrap();
    assert_eq!(left_alone(&history, "b"), None);
}
