//! What the looks at the endpoints showed. One finding for each endpoint and fault, with all webhooks that post there.

use std::collections::BTreeMap;

use jiff::Timestamp;
use url::Host;

use super::{Context, Found, Hook, by_label};
use crate::domain::audit::{CertificateFacts, EndpointSeen, Facts, Rule, Severity};
use crate::domain::endpoint::{Answer, Certificate, CheckOutcome, EndpointCheck, Standing, TlsFault};
use crate::domain::url::{host_warning, is_local_ip};

/// How sure it is that deliveries fail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// Every one does.
    Fails,
    /// They may, or will.
    May,
}

type Told = (Rule, Sure, EndpointSeen);
/// A rule, a host, and what tells two things seen there apart.
type Key<'a> = (Rule, &'a str, (u8, u64, String));

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Found>) {
    let mut groups: BTreeMap<Key<'_>, (Told, Vec<&Hook<'_>>)> = BTreeMap::new();
    for hook in &context.hooks {
        let Some(check) = hook.check else {
            continue;
        };
        for told in of_check(hook, check, context.input.now) {
            let key = (told.0, check.host.as_str(), what_differs(&told.2));
            groups.entry(key).or_insert_with(|| (told, Vec::new())).1.push(hook);
        }
    }
    for ((_, host, _), ((rule, sure, seen), mut hooks)) in groups {
        by_label(&mut hooks);
        let active = hooks.iter().any(|hook| hook.active());
        let severity = if active && sure == Sure::Fails { Severity::Critical } else { Severity::Warning };
        let facts = Facts::Endpoint { host: host.to_owned(), active, seen };
        found.push(Found::of(&hooks, rule, severity, facts));
    }
}

/// What tells two things seen at one host apart: only equal ones are one finding.
fn what_differs(seen: &EndpointSeen) -> (u8, u64, String) {
    let (kind, number, text) = match seen {
        EndpointSeen::NoSuchHost => (0, 0, None),
        EndpointSeen::Private { addresses, .. } => (1, 0, addresses.first().map(ToString::to_string)),
        EndpointSeen::Refused => (2, 0, None),
        EndpointSeen::Unreachable => (3, 0, None),
        EndpointSeen::TooSlow(stage) => (4, *stage as u64, None),
        EndpointSeen::Slow { millis } => (5, *millis, None),
        EndpointSeen::Cut(stage) => (6, *stage as u64, None),
        EndpointSeen::Tls { fault, .. } => (7, *fault as u64, None),
        EndpointSeen::EndsSoon { days, .. } => (8, days.unsigned_abs(), None),
        EndpointSeen::Redirect { status, to } => (9, u64::from(*status), to.clone()),
        EndpointSeen::Status(status) => (10, u64::from(*status), None),
    };
    (kind, number, text.unwrap_or_default())
}

fn of_check(hook: &Hook<'_>, check: &EndpointCheck, now: Timestamp) -> Vec<Told> {
    let certificate = check.certificate.as_ref();
    let mut told: Vec<Told> = Vec::new();
    told.extend(private(hook, check));
    let sure = sure(check.outcome.standing());
    let mut tell = |rule, seen| told.extend(sure.map(|sure| (rule, sure, seen)));
    match &check.outcome {
        CheckOutcome::NoSuchHost => tell(Rule::NoSuchHost, EndpointSeen::NoSuchHost),
        CheckOutcome::Refused => tell(Rule::NoConnection, EndpointSeen::Refused),
        CheckOutcome::Unreachable => tell(Rule::NoConnection, EndpointSeen::Unreachable),
        CheckOutcome::TooSlow(stage) => tell(Rule::NoAnswerInTime, EndpointSeen::TooSlow(*stage)),
        CheckOutcome::Cut(stage) => tell(Rule::CutOff, EndpointSeen::Cut(*stage)),
        CheckOutcome::NotTrusted(fault) => tell(not_trusted(*fault), seen_tls(*fault, certificate)),
        CheckOutcome::Answered(answer) => {
            told.extend(speed(answer));
            told.extend(status(answer));
        }
        CheckOutcome::NotChecked(_) => {}
    }
    if !matches!(check.outcome, CheckOutcome::NotTrusted(_)) {
        told.extend(certificate.and_then(|certificate| ends_soon(certificate, now)));
    }
    told
}

/// `None`: there is nothing to tell.
fn sure(standing: Standing) -> Option<Sure> {
    match standing {
        Standing::Good | Standing::Unknown => None,
        Standing::Doubtful => Some(Sure::May),
        Standing::Bad => Some(Sure::Fails),
    }
}

/// A public name that leads to a private address. The other way round is told by the URL itself.
fn private(hook: &Hook<'_>, check: &EndpointCheck) -> Option<Told> {
    let addresses: Vec<_> = check.addresses.iter().copied().filter(|address| is_local_ip(*address)).collect();
    if addresses.is_empty() {
        return None;
    }
    let url = hook.url.as_ref()?;
    if !matches!(url.host(), Some(Host::Domain(_))) || host_warning(url).is_some() {
        return None;
    }
    let public_too = addresses.len() < check.addresses.len();
    Some((Rule::LeadsHome, Sure::May, EndpointSeen::Private { addresses, public_too }))
}

fn facts(certificate: &Certificate) -> CertificateFacts {
    CertificateFacts {
        issuer: certificate.issuer.clone(),
        from: certificate.valid_from,
        until: certificate.valid_until,
    }
}

fn not_trusted(fault: TlsFault) -> Rule {
    match fault {
        TlsFault::Expired => Rule::CertificateExpired,
        TlsFault::NotYetValid => Rule::CertificateNotYetValid,
        TlsFault::WrongName => Rule::CertificateWrongName,
        TlsFault::SelfSigned => Rule::CertificateSelfSigned,
        TlsFault::IncompleteChain => Rule::CertificateChain,
        TlsFault::UnknownIssuer => Rule::CertificateUnknownIssuer,
        TlsFault::Revoked => Rule::CertificateRevoked,
        TlsFault::WeakProtocol => Rule::WeakProtocol,
        TlsFault::NotTls | TlsFault::Other => Rule::NoTls,
    }
}

fn seen_tls(fault: TlsFault, certificate: Option<&Certificate>) -> EndpointSeen {
    EndpointSeen::Tls { fault, certificate: certificate.map(facts) }
}

fn ends_soon(certificate: &Certificate, now: Timestamp) -> Option<Told> {
    let sure = sure(certificate.ends_soon(now))?;
    let days = certificate.valid_until.duration_since(now).as_hours().div_euclid(24);
    Some((Rule::CertificateEndsSoon, sure, EndpointSeen::EndsSoon { certificate: facts(certificate), days }))
}

fn speed(answer: &Answer) -> Option<Told> {
    let sure = sure(answer.by_speed())?;
    let rule = if sure == Sure::May { Rule::SlowAnswer } else { Rule::NoAnswerInTime };
    Some((rule, sure, EndpointSeen::Slow { millis: answer.millis }))
}

/// What the status tells.
fn status(answer: &Answer) -> Option<Told> {
    let sure = sure(answer.by_status())?;
    let seen = EndpointSeen::Status(answer.status);
    Some(match answer.status {
        200..=299 => (Rule::PageForPeople, sure, seen),
        300..=399 => {
            let to = answer.redirect.as_deref().map(without_secrets);
            (Rule::Redirects, sure, EndpointSeen::Redirect { status: answer.status, to })
        }
        401 | 403 | 407 => (Rule::WantsLogin, sure, seen),
        404 => (Rule::NotFound, sure, seen),
        410 => (Rule::Gone, sure, seen),
        500..=599 => (Rule::ServerError, sure, seen),
        _ => (Rule::OddStatus, sure, seen),
    })
}

/// Where a redirect leads; its secrets are hidden already, and hidden again here to be sure.
fn without_secrets(to: &str) -> String {
    crate::domain::CallbackUrl::received(to).masked()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Company, answered, at};
    use super::*;
    use crate::domain::audit::Unchecked;
    use crate::domain::endpoint::{NotChecked, Stage};
    use crate::domain::{Status, WebhookId};

    fn with(outcome: CheckOutcome) -> Company {
        let mut company = Company::default();
        company.hook("w", "https://w.example/in", &["call.ended"]);
        company.check("w", outcome);
        company
    }

    /// The rules and severities of the endpoint's findings.
    fn told(company: &Company) -> Vec<(Rule, Severity)> {
        let findings = company.audit().findings.into_iter();
        findings
            .filter(|finding| finding.rule.group() == super::super::super::RuleGroup::Endpoint)
            .map(|finding| (finding.rule, finding.severity))
            .collect()
    }

    fn of(outcome: CheckOutcome) -> Vec<(Rule, Severity)> {
        told(&with(outcome))
    }

    fn page(status: u16) -> CheckOutcome {
        CheckOutcome::Answered(Answer { status, millis: 1, html: true, redirect: None })
    }

    #[test]
    fn each_outcome_is_told_as_what_it_is() {
        use Severity::{Critical, Warning};
        for (outcome, rule, severity) in [
            (CheckOutcome::NoSuchHost, Rule::NoSuchHost, Critical),
            (CheckOutcome::Refused, Rule::NoConnection, Critical),
            (CheckOutcome::Unreachable, Rule::NoConnection, Warning),
            (CheckOutcome::TooSlow(Stage::Answer), Rule::NoAnswerInTime, Critical),
            (CheckOutcome::TooSlow(Stage::Secure), Rule::NoAnswerInTime, Critical),
            (CheckOutcome::TooSlow(Stage::Connect), Rule::NoAnswerInTime, Warning),
            (CheckOutcome::Cut(Stage::Secure), Rule::CutOff, Critical),
            (CheckOutcome::Cut(Stage::Answer), Rule::CutOff, Warning),
            (CheckOutcome::NotTrusted(TlsFault::Expired), Rule::CertificateExpired, Critical),
            (CheckOutcome::NotTrusted(TlsFault::NotYetValid), Rule::CertificateNotYetValid, Critical),
            (CheckOutcome::NotTrusted(TlsFault::WrongName), Rule::CertificateWrongName, Critical),
            (CheckOutcome::NotTrusted(TlsFault::SelfSigned), Rule::CertificateSelfSigned, Critical),
            (CheckOutcome::NotTrusted(TlsFault::IncompleteChain), Rule::CertificateChain, Critical),
            (CheckOutcome::NotTrusted(TlsFault::UnknownIssuer), Rule::CertificateUnknownIssuer, Critical),
            (CheckOutcome::NotTrusted(TlsFault::Revoked), Rule::CertificateRevoked, Critical),
            (CheckOutcome::NotTrusted(TlsFault::WeakProtocol), Rule::WeakProtocol, Warning),
            (CheckOutcome::NotTrusted(TlsFault::NotTls), Rule::NoTls, Critical),
            (CheckOutcome::NotTrusted(TlsFault::Other), Rule::NoTls, Critical),
            (answered(301, 1), Rule::Redirects, Critical),
            (answered(302, 1), Rule::Redirects, Warning),
            (page(200), Rule::PageForPeople, Warning),
            (answered(401, 1), Rule::WantsLogin, Warning),
            (answered(403, 1), Rule::WantsLogin, Warning),
            (answered(404, 1), Rule::NotFound, Warning),
            (answered(410, 1), Rule::Gone, Critical),
            (answered(500, 1), Rule::ServerError, Warning),
            (answered(503, 1), Rule::ServerError, Critical),
            (answered(429, 1), Rule::OddStatus, Warning),
            (answered(200, 2_501), Rule::SlowAnswer, Warning),
            (answered(200, 5_000), Rule::NoAnswerInTime, Critical),
        ] {
            assert_eq!(of(outcome.clone()), [(rule, severity)], "{outcome:?}");
        }
    }

    #[test]
    fn an_endpoint_that_only_takes_deliveries_is_up() {
        for status in [200, 204, 400, 405, 415, 422, 501] {
            assert_eq!(of(answered(status, 2_500)), [], "{status}");
        }
        assert_eq!(of(page(405)), []);
    }

    #[test]
    fn nothing_fails_while_the_webhook_is_off() {
        let mut company = with(CheckOutcome::NoSuchHost);
        company.hooks[0].status = Status::Inactive;
        assert_eq!(told(&company), [(Rule::NoSuchHost, Severity::Warning)]);
    }

    #[test]
    fn one_endpoint_is_one_finding_with_all_its_webhooks() {
        let mut company = with(CheckOutcome::Refused);
        company.hook("v", "https://w.example/other", &["call.hold"]).status = Status::Inactive;
        company.hook("x", "https://x.example/in", &["call.hold"]);
        company.check("v", CheckOutcome::Refused);
        company.check("x", CheckOutcome::Refused);
        assert_eq!(company.found(Rule::NoConnection), ["v+w", "x"]);
        assert_eq!(company.severities(Rule::NoConnection), [Severity::Critical; 2]);
        company.check("v", CheckOutcome::Unreachable);
        assert_eq!(company.found(Rule::NoConnection), ["w", "x", "v"], "another fault");
    }

    #[test]
    fn a_certificate_is_told_before_it_ends() {
        let ends_in = |days_of_life: i64, hours: i64| {
            let mut company = with(answered(200, 1));
            let valid_until = company.read_at + jiff::SignedDuration::from_hours(hours);
            let valid_from = valid_until - jiff::SignedDuration::from_hours(days_of_life * 24);
            let certificate = Certificate { issuer: "Some CA".to_owned(), valid_from, valid_until };
            company.checks.as_mut().unwrap().get_mut(&WebhookId::new("w")).unwrap().certificate = Some(certificate);
            told(&company)
        };
        assert_eq!(ends_in(365, 22 * 24), []);
        assert_eq!(ends_in(365, 22 * 24 - 1), [(Rule::CertificateEndsSoon, Severity::Warning)]);
        assert_eq!(ends_in(365, 8 * 24), [(Rule::CertificateEndsSoon, Severity::Warning)]);
        assert_eq!(ends_in(365, 8 * 24 - 1), [(Rule::CertificateEndsSoon, Severity::Critical)]);
        assert_eq!(ends_in(6, 3 * 24), [], "it lives six days only");
        assert_eq!(ends_in(6, 30), [(Rule::CertificateEndsSoon, Severity::Warning)]);
    }

    #[test]
    fn an_expired_certificate_is_told_once() {
        let mut company = with(CheckOutcome::NotTrusted(TlsFault::Expired));
        let certificate = Certificate { issuer: "Some CA".to_owned(), valid_from: at(0), valid_until: at(101) };
        company.checks.as_mut().unwrap().get_mut(&WebhookId::new("w")).unwrap().certificate = Some(certificate);
        assert_eq!(told(&company), [(Rule::CertificateExpired, Severity::Critical)]);
    }

    #[test]
    fn a_public_name_that_leads_home_is_found_also_where_it_was_not_looked_at() {
        for outcome in [CheckOutcome::NotChecked(NotChecked::Private), answered(200, 1)] {
            let mut company = with(outcome);
            company.checks.as_mut().unwrap().get_mut(&WebhookId::new("w")).unwrap().addresses =
                vec!["10.1.2.3".parse().unwrap()];
            assert_eq!(told(&company), [(Rule::LeadsHome, Severity::Warning)]);
            company.checks.as_mut().unwrap().get_mut(&WebhookId::new("w")).unwrap().addresses =
                vec!["93.184.216.34".parse().unwrap()];
            assert_eq!(told(&company), []);
        }
    }

    #[test]
    fn what_was_not_checked_is_said_with_its_reason_and_is_no_pass() {
        let mut company = with(CheckOutcome::NotChecked(NotChecked::Proxy));
        company.hook("v", "https://w.example/other", &["call.hold"]);
        company.hook("x", "https://x.example/in", &["call.hold"]);
        company.hook("y", "https://y.example/in", &["call.hold"]);
        company.check("v", CheckOutcome::NotChecked(NotChecked::Proxy));
        company.check("x", CheckOutcome::NotChecked(NotChecked::Cancelled));
        let of = |ids: &[&str], why| Unchecked { webhooks: ids.iter().map(|id| WebhookId::new(*id)).collect(), why };
        let expected = [
            of(&["x"], NotChecked::Cancelled),
            of(&["w", "v"], NotChecked::Proxy),
            of(&["y"], NotChecked::Internal), // there is no word on it at all
        ];
        assert_eq!(company.audit().unchecked, expected);
        company.checks = None;
        assert_eq!(company.audit().unchecked.iter().filter(|of| of.why == NotChecked::SwitchedOff).count(), 3);
    }

    #[test]
    fn where_a_redirect_leads_is_told_without_secrets() {
        let redirect = Some("https://x.example/login?next=abcdef".to_owned());
        let company = with(CheckOutcome::Answered(Answer { status: 302, millis: 1, html: false, redirect }));
        let facts = format!("{:?}", company.facts(Rule::Redirects));
        assert!(facts.contains("https://x.example/login?next=") && !facts.contains("abcdef"), "{facts}");
    }
}
