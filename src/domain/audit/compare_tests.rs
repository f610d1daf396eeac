use proptest::prelude::*;

use super::*;
use crate::domain::event::EventName;

fn events(names: &[&str]) -> EventSet {
    names.iter().map(|name| EventName::new(name)).collect()
}

fn hook(id: &str, names: &[&str]) -> SnapshotWebhook {
    SnapshotWebhook {
        id: WebhookId::new(id),
        label: format!("Hook {id}"),
        url: format!("https://{id}.example/in"),
        active: true,
        endpoint_checked: true,
        events: events(names),
    }
}

fn finding(rule: Rule, ids: &[&str]) -> SnapshotFinding {
    SnapshotFinding {
        key: FindingKey(format!("{}:{}", rule.id(), ids.join(","))),
        rule: rule.id().to_owned(),
        severity: rule.severity(),
        title: "As it was said".to_owned(),
        labels: ids.iter().map(|id| format!("Hook {id}")).collect(),
    }
}

fn snapshot(webhooks: &[SnapshotWebhook], findings: &[SnapshotFinding]) -> Snapshot {
    Snapshot {
        company: "Acme".to_owned(),
        at: Timestamp::UNIX_EPOCH,
        endpoints_checked: true,
        complete: true,
        past_known: true,
        webhooks: webhooks.to_vec(),
        findings: findings.to_vec(),
    }
}

#[test]
fn findings_are_new_gone_or_still_there_by_what_they_are_about() {
    let hooks = [hook("a", &[]), hook("b", &[])];
    let [off_a, off_b] = [finding(Rule::Deactivated, &["a"]), finding(Rule::Deactivated, &["b"])];
    let dead = finding(Rule::NoSuchHost, &["b"]);
    let before = snapshot(&hooks, &[off_a.clone(), dead.clone()]);
    let reworded = SnapshotFinding { title: "Said otherwise".to_owned(), ..off_a };
    let after = snapshot(&hooks, &[off_b.clone(), reworded.clone()]);
    let compared = compare(&before, &after);
    assert_eq!((compared.new, compared.gone, compared.remaining), (vec![off_b], vec![dead], vec![reworded]));
    assert_eq!(compared.not_checked, []);
}

#[test]
fn a_finding_on_an_endpoint_that_was_not_looked_at_is_not_gone() {
    let (dead, off) = (finding(Rule::NoSuchHost, &["a"]), finding(Rule::Deactivated, &["a"]));
    let before = snapshot(&[hook("a", &[])], &[dead.clone(), off.clone()]);
    let one_unchecked = snapshot(&[SnapshotWebhook { endpoint_checked: false, ..hook("a", &[]) }], &[]);
    let none_checked = Snapshot { endpoints_checked: false, ..snapshot(&[hook("a", &[])], &[]) };
    for after in [one_unchecked, none_checked] {
        let compared = compare(&before, &after);
        assert_eq!((compared.not_checked, compared.gone), (vec![dead.clone()], vec![off.clone()]));
    }
    let deleted = compare(&before, &Snapshot { endpoints_checked: false, ..snapshot(&[], &[]) });
    assert_eq!((deleted.gone.len(), deleted.not_checked.len()), (2, 0), "the webhook itself is gone");
}

#[test]
fn what_a_list_cut_short_leaves_out_is_neither_gone_nor_removed_nor_new() {
    let both = [hook("a", &[]), hook("b", &[])];
    let twice = finding(Rule::Identical, &["a", "b"]);
    let before = snapshot(&both, std::slice::from_ref(&twice));
    let part = Snapshot { complete: false, ..snapshot(&both[..1], &[]) };
    let compared = compare(&before, &part);
    assert_eq!((compared.not_checked, compared.gone.len(), compared.removed.len()), (vec![twice.clone()], 0, 0));
    assert_eq!(compare(&part, &before).added, []);
    let whole = compare(&before, &snapshot(&both[..1], &[]));
    assert_eq!((whole.gone, whole.removed), (vec![twice], vec![hook("b", &[])]));
}

#[test]
fn what_the_earlier_audit_did_not_look_for_is_not_new() {
    let hooks = [hook("a", &[]), hook("b", &[])];
    let (dead, off) = (finding(Rule::NoSuchHost, &["a"]), finding(Rule::Deactivated, &["a"]));
    let after = snapshot(&hooks, &[dead.clone(), off.clone()]);
    let one_unchecked = snapshot(&[SnapshotWebhook { endpoint_checked: false, ..hook("a", &[]) }], &[]);
    let none_checked = Snapshot { endpoints_checked: false, ..snapshot(&hooks, &[]) };
    for before in [one_unchecked, none_checked] {
        let compared = compare(&before, &after);
        assert_eq!((compared.not_checked_before, compared.new), (vec![dead.clone()], vec![off.clone()]));
    }
    let part = Snapshot { complete: false, ..snapshot(&hooks[1..], &[]) };
    assert_eq!(compare(&part, &after).not_checked_before, [dead.clone(), off.clone()]);
    assert_eq!(compare(&snapshot(&hooks[1..], &[]), &after).new, [dead, off], "the webhook itself is new");
}

#[test]
fn a_fault_of_a_step_that_a_look_did_not_come_to_is_neither_gone_nor_new() {
    let hooks = [hook("a", &[])];
    let steps = [Rule::NoSuchHost, Rule::NoConnection, Rule::NoTls, Rule::CertificateExpired, Rule::ServerError];
    for (at, late) in steps.iter().enumerate() {
        for (before_it, early) in steps.iter().enumerate().filter(|(other, _)| *other != at) {
            let of = |rule: &Rule| snapshot(&hooks, &[finding(*rule, &["a"])]);
            let compared = compare(&of(late), &of(early));
            let turned = compare(&of(early), &of(late));
            let told = (compared.gone.len(), compared.not_checked.len());
            assert_eq!(told, (turned.new.len(), turned.not_checked_before.len()));
            assert_eq!(told, if before_it < at { (0, 1) } else { (1, 0) }, "{late:?}, then {early:?}");
        }
    }
    let slow = snapshot(&hooks, &[finding(Rule::NoAnswerInTime, &["a"])]);
    let gone = |rule| compare(&snapshot(&hooks, &[finding(rule, &["a"])]), &slow).gone.len();
    assert_eq!([gone(Rule::NoSuchHost), gone(Rule::CertificateExpired), gone(Rule::SlowAnswer)], [1, 0, 0]);
    let both = [hook("a", &[]), hook("b", &[])];
    let expired = snapshot(&both, &[finding(Rule::CertificateExpired, &["a", "b"])]);
    let refused = snapshot(&both, &[finding(Rule::NoConnection, &["b"])]);
    assert_eq!(compare(&expired, &refused).gone, [], "of one of them it can't be told");
}

#[test]
fn a_webhook_that_grew_is_only_mended_once_it_has_lost_events() {
    let grew = finding(Rule::GrewSinceLastAudit, &["a"]);
    let before = snapshot(&[hook("a", &["call.ended", "sms.sent"])], std::slice::from_ref(&grew));
    for (names, gone) in [
        (&["call.ended", "sms.sent"][..], false),
        (&["call.created", "call.ended", "sms.sent"], false),
        (&["call.ended"], true),
    ] {
        let compared = compare(&before, &snapshot(&[hook("a", names)], &[]));
        assert_eq!((compared.gone.len(), compared.not_checked.len()), if gone { (1, 0) } else { (0, 1) }, "{names:?}");
    }
    assert_eq!(compare(&before, &snapshot(&[], &[])).gone, [grew]);
}

#[test]
fn what_only_the_past_tells_is_neither_gone_nor_new_without_it() {
    let hooks = [hook("a", &[])];
    let falls = finding(Rule::FallsAgain, &["a"]);
    let (with, without) = (snapshot(&hooks, std::slice::from_ref(&falls)), snapshot(&hooks, &[]));
    let blind = Snapshot { past_known: false, ..without.clone() };
    assert_eq!((compare(&with, &without).gone.len(), compare(&without, &with).new.len()), (1, 1));
    let (there, back) = (compare(&with, &blind), compare(&blind, &with));
    assert_eq!((there.not_checked, back.not_checked_before), (vec![falls.clone()], vec![falls]));
}

#[test]
fn a_rule_that_only_a_newer_version_has_is_not_gone() {
    let newer = SnapshotFinding {
        key: FindingKey("AWH-999:a".to_owned()),
        rule: "AWH-999".to_owned(),
        ..finding(Rule::Deactivated, &["a"])
    };
    let hooks = [hook("a", &[])];
    let compared = compare(&snapshot(&hooks, std::slice::from_ref(&newer)), &snapshot(&hooks, &[]));
    assert_eq!((compared.not_checked, compared.gone), (vec![newer], vec![]));
}

#[test]
fn a_webhook_changed_where_its_name_address_state_or_events_did() {
    let was = [hook("a", &["call.ended", "sms.sent"]), hook("b", &["call.ended"])];
    let moved = SnapshotWebhook {
        label: "Other".to_owned(),
        url: "https://elsewhere.example/".to_owned(),
        active: false,
        ..hook("a", &["call.ended", "call.created"])
    };
    let is = [moved, hook("b", &["call.ended"])];
    let compared = compare(&snapshot(&was, &[]), &snapshot(&is, &[]));
    assert_eq!(
        compared.changed,
        [WebhookChange {
            id: WebhookId::new("a"),
            label: "Other".to_owned(),
            name: Some(("Hook a".to_owned(), "Other".to_owned())),
            url: Some(("https://a.example/in".to_owned(), "https://elsewhere.example/".to_owned())),
            active: Some((true, false)),
            gained: events(&["call.created"]),
            lost: events(&["sms.sent"]),
        }]
    );
}

fn any_snapshot() -> impl Strategy<Value = Snapshot> {
    let names = prop::sample::subsequence(vec!["call.ended", "call.created", "sms.sent"], 0..=3);
    let hooks = prop::collection::btree_map("[a-d]", (names, any::<bool>(), any::<bool>()), 0..4);
    let found = prop::collection::btree_set((prop::sample::select(Rule::ALL), "[a-d]"), 0..6);
    (hooks, found, any::<[bool; 3]>()).prop_map(|(hooks, found, [complete, endpoints_checked, past_known])| {
        let hooks: Vec<_> = hooks
            .into_iter()
            .map(|(id, (names, active, endpoint_checked))| SnapshotWebhook {
                active,
                endpoint_checked,
                ..hook(&id, &names)
            })
            .collect();
        let found: Vec<_> = found.into_iter().map(|(rule, id)| finding(rule, &[&id])).collect();
        Snapshot { endpoints_checked, complete, past_known, ..snapshot(&hooks, &found) }
    })
}

proptest! {
    #[test]
    fn an_audit_beside_itself_shows_nothing_new(one in any_snapshot()) {
        let compared = compare(&one, &one);
        prop_assert_eq!(compared.remaining, one.findings);
        prop_assert!(compared.new.is_empty() && compared.gone.is_empty() && compared.not_checked.is_empty());
        prop_assert!(compared.not_checked_before.is_empty());
        prop_assert!(compared.added.is_empty() && compared.removed.is_empty() && compared.changed.is_empty());
    }

    #[test]
    fn turned_round_what_was_new_is_gone_or_could_not_be_told(a in any_snapshot(), b in any_snapshot()) {
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        let keys = |parts: [&Vec<SnapshotFinding>; 2]| -> BTreeSet<FindingKey> {
            parts.into_iter().flatten().map(|finding| finding.key.clone()).collect()
        };
        prop_assert_eq!(keys([&there.new, &there.not_checked_before]), keys([&back.gone, &back.not_checked]));
        prop_assert_eq!(keys([&there.gone, &there.not_checked]), keys([&back.new, &back.not_checked_before]));
        prop_assert_eq!(there.added, back.removed);
        prop_assert_eq!(there.removed, back.added);
        prop_assert_eq!(there.changed.len(), back.changed.len());
    }
}
