//! `audit`: what is wrong with a company's webhooks, as a report and an exit code that a script can act on.
//!
//! It differs from other commands in its codes: 1 are findings, so nothing else may end with it.

mod companies;
mod progress;
mod report;
mod rules;

use jiff::Timestamp;
use tokio::sync::watch;

use super::args::{AuditArgs, Global};
use super::company::{self, Company, complain_of_partial};
use super::output;
use super::stop::{DONE, NOT_RUN, REFUSED, Stop};
use crate::app::audit::{AuditRun, Endpoints};
use crate::app::dossier::dossier;
use crate::app::{Problem, text};
use crate::domain::audit::{Severity, Snapshot, Unchecked};
use crate::domain::endpoint::{CheckOutcome, EndpointCheck, NotChecked};
use crate::domain::{Dossier, ProxyChoice};
use crate::worker::audit::{Order, read_report, run as audit, today};
use crate::worker::{Pace, Services, interrupts, invent_past};
use report::Destination;

pub use rules::print as rules;

/// What an audit of one company came to.
struct Audited {
    dossier: Dossier,
    code: u8,
}

/// Audits one company, or all. Whatever keeps it from that ends with 2.
pub async fn run(global: &Global, services: &Services, args: &AuditArgs) -> Result<u8, Stop> {
    let stopped = interrupts().map_err(|problem| not_audited(problem.into()))?;
    let mut stop = stopped.clone();
    // Also while the keyring waits for a password.
    let done = tokio::select! {
        done = carry_out(global, services, args, &stopped) => done,
        Ok(_) = stop.wait_for(|stopped| *stopped) => Err(Problem::Cancelled.into()),
    };
    done.map_err(not_audited)
}

/// Other commands tell by 1 that Aircall refused: here it would mean findings.
fn not_audited(stop: Stop) -> Stop {
    match stop {
        Stop::Problem(problem) => Stop::Usage(text::problem(&problem)),
        Stop::Refused(sentence) => Stop::Usage(sentence),
        other => other,
    }
}

async fn carry_out(
    global: &Global,
    services: &Services,
    args: &AuditArgs,
    stopped: &watch::Receiver<bool>,
) -> Result<u8, Stop> {
    // What can't be right is said before a key is fetched.
    let destination = Destination::of(global, args)?;
    if args.all_profiles {
        return companies::run(global, services, args, &destination, stopped).await;
    }
    let against = match &args.against {
        Some(file) => Some(read_report(file.clone()).await?),
        None => None,
    };
    let company = company::open(global, services, Pace::Full).await?;
    let audited = one(services, args, &company, against, stopped).await?;
    match destination.put(&audited.dossier).await {
        Ok(()) | Err(Stop::Closed) => Ok(audited.code),
        Err(stop) => Err(stop),
    }
}

/// Audits one company, and says beside the report what a script's owner should know.
async fn one(
    services: &Services,
    args: &AuditArgs,
    company: &Company,
    against: Option<Snapshot>,
    stopped: &watch::Receiver<bool>,
) -> Result<Audited, Stop> {
    if company.is_demo()
        && let Err(problem) = invent_past(&company.connection, Timestamp::now()).await
    {
        tracing::debug!(target: "hookswitch", ?problem, "the demo company has no past");
    }
    let order = Order {
        company: company.title().await,
        endpoints: endpoints(args),
        known_names: company.known_names.clone(),
        proxy: company.proxy.clone().unwrap_or(ProxyChoice::None),
        against,
    };
    let progress = progress::Progress::default();
    let tell = |told| progress.hear(told);
    let made = audit(services, &company.target, &company.connection, &order, stopped.clone(), &tell).await;
    drop(progress);
    let made = made?;
    if let Some(trouble) = &made.trouble {
        output::complain(&text::audit_not_remembered(&text::problem(trouble)));
    }
    let dossier = dossier(&made, today());
    let code = code(&made, &dossier, args.fail_on.into());
    Ok(Audited { dossier, code })
}

fn endpoints(args: &AuditArgs) -> Endpoints {
    match (args.no_endpoints, args.private_endpoints) {
        (true, _) => Endpoints::Skip,
        (false, true) => Endpoints::All,
        (false, false) => Endpoints::Public,
    }
}

/// A part of the list is no audit of the company, whatever was found in it.
fn code(run: &AuditRun, dossier: &Dossier, fail_on: Severity) -> u8 {
    if complain_of_partial(&run.audit.listing) {
        output::complain(text::audit_part_only());
        return NOT_RUN;
    }
    if complain_of_unchecked(run) {
        return NOT_RUN;
    }
    if dossier.open().any(|finding| finding.severity <= fail_on) { REFUSED } else { DONE }
}

/// Says which endpoints a fault on this side kept from being looked at. Whether it was every one that should have been.
fn complain_of_unchecked(run: &AuditRun) -> bool {
    let fault =
        |why| matches!(why, NotChecked::Proxy | NotChecked::NoTrust | NotChecked::OutOfTime | NotChecked::Internal);
    let failed: Vec<&Unchecked> = run.audit.unchecked.iter().filter(|one| fault(one.why)).collect();
    let Some(first) = failed.first() else {
        return false;
    };
    let why = text::not_checked(first.why);
    let is_looked_at = |check: &EndpointCheck| !matches!(check.outcome, CheckOutcome::NotChecked(_));
    let some = run.audit.checks.values().any(is_looked_at);
    output::complain(&if some {
        text::audit_some_not_checked(failed.iter().map(|one| one.webhooks.len()).sum(), why)
    } else {
        text::audit_no_endpoint_checked(why)
    });
    !some
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::audit::{Input, audit};
    use crate::domain::{CallbackUrl, EventSet, Listing, Status, Webhook, WebhookId};

    fn run(outcomes: &[CheckOutcome]) -> AuditRun {
        let hook = |n: usize| Webhook {
            id: WebhookId::new(n.to_string()),
            name: None,
            url: CallbackUrl::received(format!("https://{n}.example/in")),
            status: Status::Active,
            events: EventSet::default(),
            token: None,
            created: None,
        };
        let check = |outcome: &CheckOutcome| EndpointCheck {
            host: String::new(),
            addresses: Vec::new(),
            through_proxy: false,
            certificate: None,
            outcome: outcome.clone(),
        };
        let listing =
            Listing { webhooks: (0..outcomes.len()).map(hook).collect(), total: None, read_at: Timestamp::UNIX_EPOCH };
        let checks: BTreeMap<_, _> =
            listing.webhooks.iter().zip(outcomes).map(|(hook, outcome)| (hook.id.clone(), check(outcome))).collect();
        let checks = (!outcomes.is_empty()).then_some(&checks);
        let now = Timestamp::UNIX_EPOCH;
        let input = Input { company: "Acme", listing: &listing, checks, past: None, before: None, now };
        AuditRun { audit: audit(&input), before: None, accepted: Vec::new(), trouble: None }
    }

    #[test]
    fn where_a_fault_on_this_side_kept_every_endpoint_from_being_checked_there_was_no_audit() {
        let not = CheckOutcome::NotChecked;
        let (refused, private) = (CheckOutcome::Refused, not(NotChecked::Private));
        for why in [NotChecked::Proxy, NotChecked::NoTrust, NotChecked::OutOfTime, NotChecked::Internal] {
            assert!(complain_of_unchecked(&run(&[not(why), not(why)])), "{why:?}");
            assert!(complain_of_unchecked(&run(&[not(why), private.clone()])), "{why:?}");
            assert!(!complain_of_unchecked(&run(&[not(why), refused.clone()])), "{why:?}");
        }
        for fine in [&[][..], &[private], &[refused], &[not(NotChecked::Unreadable)]] {
            assert!(!complain_of_unchecked(&run(fine)), "{fine:?}");
        }
    }
}
