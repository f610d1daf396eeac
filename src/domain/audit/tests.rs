//! What an audit says besides its findings, and what a finding offers.

use super::*;
use crate::domain::{CallbackUrl, EventName, Status, Webhook};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_764_000_000 + seconds).unwrap()
}

fn listing(total: Option<usize>) -> Listing {
    let hook = |id: &str, active| Webhook {
        id: WebhookId::new(id),
        name: Some(id.to_owned()),
        url: CallbackUrl::received("https://a.example/in"),
        status: Status::of(active),
        events: [EventName::new("call.ended")].into_iter().collect(),
        token: None,
        created: None,
    };
    Listing { webhooks: vec![hook("on", true), hook("off", false)], total, read_at: at(0) }
}

fn answered(through_proxy: bool) -> EndpointCheck {
    let answer = crate::domain::endpoint::Answer { status: 503, millis: 1, html: false, redirect: None };
    EndpointCheck {
        host: "a.example".to_owned(),
        addresses: Vec::new(),
        through_proxy,
        certificate: None,
        outcome: CheckOutcome::Answered(answer),
    }
}

#[test]
fn what_it_cannot_have_seen_is_always_said() {
    let (listing, past) = (listing(Some(3)), Past::default());
    let before = Snapshot {
        company: String::new(),
        at: at(0),
        endpoints_checked: true,
        complete: true,
        past_known: true,
        webhooks: Vec::new(),
        findings: Vec::new(),
    };
    let bare = Input { company: "", listing: &listing, checks: None, past: None, before: None, now: at(0) };
    let incomplete = Limit::ListIncomplete { read: 2, total: 3 };
    let all = [
        Limit::OauthNotListed,
        incomplete.clone(),
        Limit::EndpointsNotChecked,
        Limit::NoHistory,
        Limit::NoEarlierAudit,
    ];
    assert_eq!(audit(&bare).limits, all);
    let checks = BTreeMap::from([(WebhookId::new("on"), answered(true))]);
    let full = Input { checks: Some(&checks), past: Some(&past), before: Some(&before), ..bare };
    let fewest = [Limit::OauthNotListed, incomplete, Limit::SeenFromHere, Limit::ThroughProxy];
    assert_eq!(audit(&full).limits, fewest);
}

#[test]
fn the_list_alone_tells_what_needs_no_look_at_the_endpoints() {
    let found = of_list(&listing(None), None);
    assert!(found.iter().all(|finding| finding.rule.group() != RuleGroup::Endpoint));
    let by_webhook = by_webhook(&found);
    let rules = |id: &str| by_webhook[&WebhookId::new(id)].iter().map(|finding| finding.rule).collect::<Vec<_>>();
    assert_eq!(rules("off"), [Rule::Deactivated, Rule::Identical]);
    assert_eq!(rules("on"), [Rule::Identical], "the gravest first, of each all");
}

#[test]
fn a_findings_key_is_its_rule_and_its_webhooks_in_any_order() {
    let of = |ids: &[&str]| Finding {
        rule: Rule::Identical,
        severity: Severity::Advice,
        webhooks: ids.iter().map(|id| WebhookId::new(*id)).collect(),
        facts: Facts::None,
    };
    assert_eq!(of(&["b", "a"]).key(), FindingKey("AWH-301:a,b".to_owned()));
    assert_eq!(of(&["a", "b"]).key(), of(&["b", "a"]).key());
}

#[test]
fn an_empty_set_of_events_is_never_offered() {
    let retired: EventSet = [EventName::new("sms.sent")].into_iter().collect();
    let finding = Finding {
        rule: Rule::RetiredEvents,
        severity: Severity::Warning,
        webhooks: vec![WebhookId::new("a")],
        facts: Facts::Mendable { found: retired, mended: EventSet::default() },
    };
    assert_eq!(finding.mend(), Some(Mend::Edit(WebhookId::new("a"))), "it would mean all events");
    for rule in Rule::ALL {
        let company = Finding { rule: *rule, severity: Severity::Advice, webhooks: Vec::new(), facts: Facts::None };
        assert_eq!(company.mend(), None, "there is no webhook to mend");
    }
}
