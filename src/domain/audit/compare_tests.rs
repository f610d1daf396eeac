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
    (hooks, found, any::<bool>(), any::<bool>()).prop_map(|(hooks, found, complete, endpoints_checked)| {
        let hooks: Vec<_> = hooks
            .into_iter()
            .map(|(id, (names, active, endpoint_checked))| SnapshotWebhook {
                active,
                endpoint_checked,
                ..hook(&id, &names)
            })
            .collect();
        let found: Vec<_> = found.into_iter().map(|(rule, id)| finding(rule, &[&id])).collect();
        Snapshot { endpoints_checked, complete, ..snapshot(&hooks, &found) }
    })
}

proptest! {
    #[test]
    fn an_audit_beside_itself_shows_nothing_new(one in any_snapshot()) {
        let compared = compare(&one, &one);
        prop_assert_eq!(compared.remaining, one.findings);
        prop_assert!(compared.new.is_empty() && compared.gone.is_empty() && compared.not_checked.is_empty());
        prop_assert!(compared.added.is_empty() && compared.removed.is_empty() && compared.changed.is_empty());
    }

    #[test]
    fn turned_round_what_was_new_is_gone_or_could_not_be_told(a in any_snapshot(), b in any_snapshot()) {
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        let keys = |parts: [&Vec<SnapshotFinding>; 2]| -> BTreeSet<FindingKey> {
            parts.into_iter().flatten().map(|finding| finding.key.clone()).collect()
        };
        prop_assert_eq!(keys([&there.new, &Vec::new()]), keys([&back.gone, &back.not_checked]));
        prop_assert_eq!(keys([&there.gone, &there.not_checked]), keys([&back.new, &Vec::new()]));
        prop_assert_eq!(there.added, back.removed);
        prop_assert_eq!(there.removed, back.added);
        prop_assert_eq!(there.changed.len(), back.changed.len());
    }
}
