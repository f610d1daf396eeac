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
use crate::domain::audit::{Severity, Snapshot};
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
    if dossier.open().any(|finding| finding.severity <= fail_on) { REFUSED } else { DONE }
}
