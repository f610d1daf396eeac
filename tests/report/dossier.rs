//! What an audit is put into: counts, what to do first, what is accepted, the events, and what can't be told.

use hookswitch::app::dossier::dossier;
use hookswitch::domain::audit::{Facts, Finding, Limit, Rule, Severity};
use hookswitch::domain::dossier::{Alike, ComparedKind, Receives};
use hookswitch::domain::{Dossier, EventName, ReportFormat, WebhookId};
use jiff::civil::date;

use super::support::{TODAY, company, events, webhook};

fn finding(rule: Rule, severity: Severity, id: &str) -> Finding {
    Finding { rule, severity, webhooks: vec![WebhookId::new(id)], facts: Facts::None }
}

fn with(findings: Vec<Finding>) -> Dossier {
    let mut run = company(12);
    run.audit.findings = findings;
    run.accepted.clear();
    dossier(&run, TODAY)
}

#[test]
fn an_accepted_finding_is_told_apart_while_its_date_lasts() {
    let run = company(24);
    let now = dossier(&run, TODAY);
    let key = &run.accepted[0].finding;
    let accepted: Vec<_> = now.accepted().collect();
    assert_eq!(accepted.len(), 1);
    assert_eq!(&accepted[0].key, key);
    assert!(now.findings.last().unwrap().accepted.is_some(), "after all others");
    assert!(now.counts.iter().map(|count| count.count).sum::<usize>() == now.findings.len() - 1);
    assert!(now.first.iter().all(|step| step.rule != accepted[0].rule));
    let last_day = dossier(&run, date(2026, 12, 31));
    assert_eq!(last_day.accepted().count(), 1);
    let later = dossier(&run, date(2027, 1, 1));
    assert_eq!(later.accepted().count(), 0);
    assert_eq!(later.findings.len(), now.findings.len());
    assert!(later.summary != now.summary);
}

#[test]
fn an_acceptance_that_holds_for_no_finding_is_told_too() {
    let mut graver = company(24);
    graver.accepted[0].severity = Severity::Advice;
    let mut mended = company(24);
    let key = mended.accepted[0].finding.clone();
    mended.audit.findings.retain(|finding| finding.key() != key);
    assert_eq!(dossier(&company(24), TODAY).resting, []);
    for run in [graver, mended] {
        let now = dossier(&run, TODAY);
        assert_eq!((now.accepted().count(), now.resting.len(), &now.resting[0].key), (0, 1, &key));
        for format in [ReportFormat::Html, ReportFormat::Text, ReportFormat::Json] {
            let text = super::text_of(&now, format);
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains("The data lake wants them all"), "{format:?}");
        }
        assert_eq!(dossier(&run, date(2027, 1, 1)).resting, [], "its date is past");
    }
}

#[test]
fn findings_come_most_severe_first() {
    let dossier = dossier(&company(24), TODAY);
    let open: Vec<Severity> = dossier.open().map(|finding| finding.severity).collect();
    assert!(open.is_sorted());
    for severity in Severity::ALL {
        assert_eq!(dossier.count(severity), open.iter().filter(|one| **one == severity).count());
    }
}

#[test]
fn what_to_do_first_is_one_step_for_each_rule_and_no_more_than_five() {
    let many = with(vec![
        finding(Rule::OnlyReceiverOff, Severity::Critical, "00000001-id"),
        finding(Rule::Deactivated, Severity::Warning, "00000001-id"),
        finding(Rule::Deactivated, Severity::Warning, "00000006-id"),
        finding(Rule::NotHttps, Severity::Warning, "00000003-id"),
        finding(Rule::UserInfo, Severity::Warning, "00000003-id"),
        finding(Rule::SlowAnswer, Severity::Warning, "00000003-id"),
        finding(Rule::Redirects, Severity::Warning, "00000003-id"),
        finding(Rule::NeedsAddOn, Severity::Advice, "00000003-id"),
    ]);
    let rules: Vec<&str> = many.first.iter().map(|step| step.rule.as_str()).collect();
    assert_eq!(rules, ["AWH-102", "AWH-101", "AWH-401", "AWH-402", "AWH-505"]);
    assert_eq!(many.first[1].labels, ["Billing archive", "Café \"Ünïcode\" & 'Söhne'"]);
    let calm = with(vec![
        finding(Rule::NotHttps, Severity::Warning, "00000003-id"),
        finding(Rule::NeedsAddOn, Severity::Advice, "00000003-id"),
        finding(Rule::OverlapAtHost, Severity::Advice, "00000003-id"),
        finding(Rule::OldUserEvents, Severity::Advice, "00000003-id"),
    ]);
    assert_eq!(calm.first.len(), 3, "advice only until there is enough");
    assert!(with(vec![]).first.is_empty());
    let everywhere = with((0..12).map(|n| finding(Rule::NotHttps, Severity::Warning, &format!("{n:08}-id"))).collect());
    assert_eq!(everywhere.first[0].labels.len(), 9);
    assert_eq!(everywhere.first[0].labels[8], "and 4 more");
}

#[test]
fn what_is_alike_is_told_once_with_every_webhook() {
    let dossier = with(vec![
        finding(Rule::NotHttps, Severity::Warning, "00000003-id"),
        finding(Rule::NotHttps, Severity::Warning, "00000007-id"),
        finding(Rule::UserInfo, Severity::Warning, "00000001-id"),
        finding(Rule::NotHttps, Severity::Advice, "00000011-id"),
    ]);
    let groups = Alike::of(dossier.open());
    assert_eq!(groups.iter().map(|group| group.all.len()).collect::<Vec<_>>(), [2, 1, 1]);
    for format in [ReportFormat::Html, ReportFormat::Text] {
        let text = super::text_of(&dossier, format);
        let told = |words: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").matches(words).count();
        let why = groups[0].first.why.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        assert_eq!(told(&why), 2, "once for each severity: {why}");
    }
}

#[test]
fn a_comparison_tells_what_is_new_and_gone() {
    let dossier = dossier(&company(24), TODAY);
    let compared = dossier.compared.as_ref().unwrap();
    let part = |kind| compared.parts.iter().find(|part| part.kind == kind);
    let new = part(ComparedKind::New).unwrap();
    assert_eq!(new.rows.len(), dossier.findings.len(), "the audit before had none of them");
    let told: usize = new.together().iter().map(|row| row.detail.len()).sum();
    assert!(new.together().len() < new.rows.len());
    for row in &new.rows {
        assert!(told > 0 && new.together().iter().any(|one| one.detail.contains(&row.detail)), "{}", row.detail);
    }
    assert_eq!(part(ComparedKind::Gone).unwrap().rows[0].what, "Gone by now");
    assert_eq!(part(ComparedKind::Added).unwrap().rows.len(), 4);
    assert!(part(ComparedKind::Changed).unwrap().rows.iter().all(|row| row.detail == "deactivated"));
    assert!(part(ComparedKind::Removed).is_none(), "parts without a row are left out");
    let mut run = company(24);
    run.before = None;
    assert_eq!(self::dossier(&run, TODAY).compared, None);
}

#[test]
fn the_events_table_shows_every_event_and_its_gaps() {
    let mut run = company(1);
    run.audit.listing.webhooks = vec![
        webhook("on", "On", "https://a.example/x", true, &["call.ended", "zz.unknown"]),
        webhook("off", "Off", "https://b.example/x", false, &["call.ended", "call.created", "user.created"]),
    ];
    let matrix = dossier(&run, TODAY).matrix;
    let all: Vec<_> = matrix.groups.iter().flat_map(|group| &group.events).collect();
    assert_eq!(all.len(), 72, "the catalogue's 71 and the unknown one");
    assert_eq!(all.last().unwrap().name, "zz.unknown", "unknown names last");
    let of = |name: &str| all.iter().find(|event| event.name == name).unwrap();
    assert_eq!(of("call.ended").cells, [Receives::Yes, Receives::Off]);
    assert_eq!(of("call.created").cells, [Receives::No, Receives::Off]);
    assert!(of("call.created").unreceived, "only a deactivated one is subscribed");
    assert!(!of("call.ended").unreceived);
    for better_not in ["user.created", "user.opened", "sms.sent", "zz.unknown"] {
        if let Some(event) = all.iter().find(|event| event.name == better_not) {
            assert!(!event.unreceived, "{better_not} is missed by nobody");
        }
    }
    let gaps: Vec<&str> = all.iter().filter(|event| event.unreceived).map(|event| event.name.as_str()).collect();
    assert_eq!(gaps, matrix.unreceived);
}

#[test]
fn a_part_is_never_shown_as_the_whole() {
    let mut run = company(12);
    run.audit.findings.clear();
    let partly = dossier(&run, TODAY);
    assert!(!partly.unchecked.is_empty());
    let said = String::from_utf8(hookswitch::report::render(&partly, hookswitch::domain::ReportFormat::Text).unwrap())
        .unwrap()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(said.contains(partly.words.no_findings_not_all));
    run.audit.limits.push(Limit::EndpointsNotChecked);
    assert!(!dossier(&run, TODAY).endpoints_checked);
    run.audit.listing.total = Some(13);
    assert!(!dossier(&run, TODAY).complete);
}

#[test]
fn what_is_not_checked_is_told_by_its_reason() {
    let dossier = dossier(&company(24), TODAY);
    let mut reasons: Vec<&str> = dossier.unchecked.iter().map(|one| one.why.as_str()).collect();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    reasons.dedup();
    assert_eq!(reasons.len(), 2);
    for hook in dossier.webhooks.iter().filter(|hook| !hook.checked) {
        assert!(dossier.unchecked.iter().any(|one| one.webhook_ids.contains(&hook.id)), "{}", hook.label);
        assert_eq!(hook.millis, None);
    }
}

#[test]
fn since_when_a_webhook_is_off_is_told_where_it_is_known() {
    let dossier = dossier(&company(24), TODAY);
    let since = |number: usize| dossier.webhooks[number].off_since.clone();
    assert_eq!(since(1).unwrap(), "Between 23 Nov 2026, 18:02 UTC and 24 Nov 2026, 09:14 UTC");
    assert_eq!(since(6), None, "off, and nobody saw since when");
    assert_eq!(since(0), None, "on");
}

#[test]
fn what_is_kept_is_what_was_shown() {
    let run = company(24);
    let kept = dossier(&run, TODAY).snapshot();
    assert_eq!(kept.webhooks.len(), 24);
    assert_eq!(kept.findings.len(), run.audit.findings.len());
    for hook in &run.audit.listing.webhooks {
        let shown = kept.webhooks.iter().find(|shown| shown.id == hook.id).unwrap();
        assert_eq!((&shown.events, shown.active), (&hook.events, hook.status.is_active()));
    }
    assert!(events(&["a.b"]).contains(&EventName::new("a.b")));
}
