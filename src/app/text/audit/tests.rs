//! What every rule's and every finding's words have in common.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::domain::audit::{CertificateFacts, EndpointSeen, Facts, Input, Likeness, OffSince, audit};
use crate::domain::endpoint::{Answer, CheckOutcome, EndpointCheck, Stage, TlsFault};
use crate::domain::{CallbackUrl, EventName, EventSet, Listing, Secret, Status, Webhook, WebhookId};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_764_000_000 + seconds).unwrap()
}

/// One sentence goes without a full stop, several end with one each.
fn is_punctuated(text: &str) -> bool {
    let plain = text.replace("e.g. ", "");
    plain.contains(". ") == plain.ends_with('.')
}

#[test]
fn every_rules_doc_is_complete_and_its_own() {
    let mut titles = BTreeMap::new();
    for rule in Rule::ALL {
        let doc = rule_doc(*rule);
        for text in [doc.title, doc.finds, doc.why, doc.fix] {
            assert!(text.len() > 3 && text.starts_with(|c: char| !c.is_whitespace()), "{}: {text:?}", rule.id());
            assert!(!text.contains("  ") && is_punctuated(text), "{}: {text:?}", rule.id());
        }
        assert!(!doc.title.ends_with('.') && doc.title.len() < 50, "{}", doc.title);
        assert_eq!(titles.insert(doc.title, rule.id()), None, "{} has the title of another", rule.id());
        for text in [ask::ask(*rule), ask::fixed(*rule)] {
            assert!(text.len() > 20 && is_punctuated(text), "{}: {text:?}", rule.id());
        }
    }
}

#[test]
fn a_rule_of_thumb_says_that_it_is_one() {
    let of = |rule| Finding { rule, severity: Severity::Advice, webhooks: Vec::new(), facts: Facts::None };
    for rule in Rule::ALL {
        let words = finding_words_at(&of(*rule), at(0), TimeFormat::default());
        assert_eq!(words.why.contains(rule_of_thumb()), rule_doc(*rule).rule_of_thumb, "{}", rule.id());
        assert!(is_punctuated(&words.why), "{}", words.why);
    }
}

fn events(names: &[&str]) -> EventSet {
    names.iter().map(|name| EventName::new(name)).collect()
}

fn evidence(rule: Rule, facts: Facts) -> String {
    let finding = Finding { rule, severity: Severity::Critical, webhooks: Vec::new(), facts };
    let words = finding_words_at(&finding, at(3 * 24 * 3600), TimeFormat::default());
    assert!(is_punctuated(&words.evidence), "{}", words.evidence);
    words.evidence
}

#[test]
fn since_when_it_is_off_is_told_as_far_as_it_is_known() {
    let off = |since| evidence(Rule::Deactivated, Facts::Off { since, by_this_app: false });
    assert!(off(None).ends_with("Since when isn't known."));
    let moment = super::super::moment(at(0), TimeFormat::default());
    assert!(off(Some(OffSince::At(at(0)))).starts_with(&format!("Off since {moment}, for 3 days. ")));
    let between = OffSince::Between { after: None, until: at(0) };
    assert!(off(Some(between)).starts_with(&format!("Off since {moment} at the latest, for 3 days. ")));
}

#[test]
fn lists_are_told_as_people_tell_them() {
    let told = |names: &[&str]| facts::some_events(&events(names), 2);
    assert_eq!(told(&["a.a"]), "a.a");
    assert_eq!(told(&["a.a", "a.b"]), "a.a and a.b");
    assert_eq!(told(&["a.a", "a.b", "a.c"]), "a.a, a.b and a.c");
    assert_eq!(told(&["a.a", "a.b", "a.c", "a.d"]), "a.a, a.b and 2 more");
}

#[test]
fn facts_come_into_the_sentence() {
    let host = || "x.example".to_owned();
    let facts = Facts::LooksLike { host: host(), service: "Zapier", domain: "zapier.com", how: Likeness::OneLetter };
    assert_eq!(evidence(Rule::LookAlike, facts), "It sends to x.example, one letter away from zapier.com of Zapier");
    let facts = Facts::Query { host: host(), names: vec!["key".to_owned()], service: None };
    assert_eq!(evidence(Rule::SecretInQuery, facts), "Its URL at x.example has a value for key that looks secret");
    let facts = Facts::Events(events(&["call.ended", "call.created", "fax.received"]));
    let told = evidence(Rule::ReceivesEverything, facts);
    assert!(told.starts_with("It is subscribed to 2 of ") && told.ends_with(" events"), "{told}");
    let of = CertificateFacts { issuer: "Some CA\n".to_owned(), from: at(0), until: at(0) };
    let seen = EndpointSeen::Tls { fault: TlsFault::Expired, certificate: Some(of) };
    let facts = Facts::Endpoint { host: host(), active: false, seen };
    let day = super::super::date(at(0));
    let expected = format!(
        "The certificate of x.example (signed by Some CA) ended on {day}. The webhook is off: mend this before it is \
         re-enabled."
    );
    assert_eq!(evidence(Rule::CertificateExpired, facts), expected);
    let facts = Facts::Endpoint { host: host(), active: true, seen: EndpointSeen::TooSlow(Stage::Answer) };
    assert_eq!(evidence(Rule::NoAnswerInTime, facts), "x.example gave no answer within 5 seconds");
}

fn hook(id: &str, url: String, token: &str, active: bool) -> Webhook {
    Webhook {
        id: WebhookId::new(id),
        name: Some(format!("CRM {id}")),
        url: CallbackUrl::received(url),
        status: Status::of(active),
        events: events(&["call.hungup", "call.ended", "sms.sent"]),
        token: Some(Secret::new(token)),
        created: None,
    }
}

fn company(hooks: Vec<Webhook>, outcome: &CheckOutcome) -> Audit {
    let check = |hook: &Webhook| EndpointCheck {
        host: hook.url.host().unwrap_or_default(),
        addresses: Vec::new(),
        through_proxy: false,
        certificate: None,
        outcome: outcome.clone(),
    };
    let checks = hooks.iter().map(|hook| (hook.id.clone(), check(hook))).collect();
    let listing = Listing { webhooks: hooks, total: None, read_at: at(0) };
    let input = Input {
        company: "Orsted & Sons",
        listing: &listing,
        checks: Some(&checks),
        past: None,
        before: None,
        now: at(0),
    };
    audit(&input)
}

/// All that is said of an audit's findings.
fn said(audit: &Audit) -> String {
    let mut all = String::new();
    for finding in &audit.findings {
        let words = finding_words(finding, audit);
        for text in [words.title, words.evidence, words.why, words.fix, finding_message(finding, audit)] {
            all.push_str(&text);
            all.push('\n');
        }
    }
    all
}

#[test]
fn a_message_tells_facts_and_what_counts_as_fixed_and_no_false_lines() {
    let mut one = hook("one", "https://a.example/in?key=abcdefgh".to_owned(), "0123456789abcdefX", true);
    one.name = Some("CRM\nFixed when: never".to_owned());
    let audit = company(vec![one], &CheckOutcome::NoSuchHost);
    let finding = audit.findings.iter().find(|finding| finding.rule == Rule::NoSuchHost).unwrap();
    let message = finding_message(finding, &audit);
    assert!(message.contains("the phone system of Orsted & Sons"));
    assert!(message.contains("Seen: The name a.example leads to no server\n"));
    assert!(message.contains("Webhook: CRM Fixed when: never, https://a.example/in?key=•••\n"));
    assert_eq!(message.lines().filter(|line| line.starts_with("Fixed when: ")).count(), 1);
    assert!(message.contains("Aircall may see it otherwise."));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_words_hold_a_secret(
        secret in "Q[a-zA-Z0-9]{12,24}Z",
        token in "T[a-f0-9]{6,30}Z",
        name in "key|token|x|",
        user in "U[a-z]{8}Z",
        active in any::<bool>(),
        status in 200_u16..600,
    ) {
        let query = if name.is_empty() { secret.clone() } else { format!("{name}={secret}") };
        let url = |path: &str| format!("https://{user}:{secret}@zap1er.com{path}?{query}#{secret}");
        let mut hooks = vec![
            hook("a", url("/in"), &token, active),
            hook("b", url("/in"), &token, true),
            hook("c", url("/in/"), &token, true),
            hook("d", format!("http://10.0.0.1/?{query}"), &token, false),
        ];
        hooks[3].name = None;
        let redirect = Some(format!("https://x.example/login?{query}"));
        let outcome = CheckOutcome::Answered(Answer { status, millis: 3_000, html: true, redirect });
        let audit = company(hooks, &outcome);
        let all = said(&audit);
        prop_assert!(audit.findings.len() > 8);
        let gravest = |finding: &Finding| finding.severity >= finding.rule.severity();
        prop_assert!(audit.findings.iter().all(gravest), "none is graver than its rule can be");
        for hidden in [&secret, &token, &user] {
            prop_assert!(!all.contains(hidden.as_str()), "{} in {}", hidden, all);
            let debug = format!("{:?}", audit.findings);
            prop_assert!(!debug.contains(hidden.as_str()), "{} in {}", hidden, debug);
        }
    }
}
