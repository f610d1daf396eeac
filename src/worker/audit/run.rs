//! One audit from its first request to the history.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tokio::sync::watch;

use super::endpoints::{Distinct, limits};
use super::memory::{self, Memory};
use crate::app::audit::{AuditProgress, AuditRun, Endpoints};
use crate::app::{Problem, Target};
use crate::domain::audit::{Input, Snapshot, audit};
use crate::domain::clean::clean_name;
use crate::domain::endpoint::EndpointCheck;
use crate::domain::{Listing, ProxyChoice, WebhookId};
use crate::worker::connection::Connection;
use crate::worker::reading::read_list;
use crate::worker::runner::until_stopped;
use crate::worker::services::Services;

/// What is to be audited, and how.
pub struct Order {
    /// What the company is called in the report.
    pub company: String,
    pub endpoints: Endpoints,
    /// Names that only this app knows.
    pub known_names: BTreeMap<WebhookId, String>,
    pub proxy: ProxyChoice,
    /// To compare with, in place of the last audit.
    pub against: Option<Snapshot>,
}

type Hear<'a> = &'a (dyn Fn(AuditProgress) + Send + Sync);

/// Reads the list, looks at the endpoints, applies the rules, and remembers the outcome. A history that fails is no
/// reason for no audit: it is told in it.
///
/// Once `stopped` turns true it ends as [`Problem::Cancelled`]: an audit of a part is none.
pub async fn run(
    services: &Services,
    target: &Target,
    connection: &Connection,
    order: &Order,
    mut stopped: watch::Receiver<bool>,
    tell: Hear<'_>,
) -> Result<AuditRun, Problem> {
    let reading = |read, total| tell(AuditProgress::Reading { read, total });
    reading(0, None);
    let mut listing = tokio::select! {
        listing = read_list(connection, &reading) => listing?,
        () = until_stopped(&mut stopped) => return Err(Problem::Cancelled),
    };
    if let Some(against) = order.against.as_ref().filter(|against| against.is_of_others(&listing.webhooks)) {
        return Err(Problem::ReportOfAnother { company: clean_name(&against.company).text });
    }
    let mut memory = Memory::of(&connection.journal, &listing).await;
    name(&mut listing, &[&order.known_names, &memory.names]);
    let checks = check(services, target, order, &listing, stopped.clone(), tell).await?;
    if *stopped.borrow() {
        return Err(Problem::Cancelled);
    }
    memory.read_acceptances(&connection.journal).await;
    let before = order.against.clone().or(memory.before);
    let audit = audit(&Input {
        company: &order.company,
        listing: &listing,
        checks: checks.as_ref(),
        past: memory.past.as_ref(),
        before: before.as_ref(),
        now: Timestamp::now(),
    });
    let mut run = AuditRun { audit, before, accepted: memory.accepted, trouble: memory.trouble };
    if let Err(problem) = memory::keep(&connection.journal, &run).await {
        run.trouble.get_or_insert(problem);
    }
    // Why there is no history at all says more than that it couldn't be asked.
    if let Some(trouble) = services.take_history_trouble() {
        run.trouble = Some(trouble);
    }
    Ok(run)
}

/// Names that the answer left out.
fn name(listing: &mut Listing, known: &[&BTreeMap<WebhookId, String>]) {
    for hook in listing.webhooks.iter_mut().filter(|hook| hook.name.is_none()) {
        hook.name = known.iter().find_map(|names| names.get(&hook.id)).cloned();
    }
}

/// `None`: it is switched off.
async fn check(
    services: &Services,
    target: &Target,
    order: &Order,
    listing: &Listing,
    stopped: watch::Receiver<bool>,
    tell: Hear<'_>,
) -> Result<Option<BTreeMap<WebhookId, EndpointCheck>>, Problem> {
    let Some(limits) = limits(services, target, order.endpoints, &order.proxy).await? else {
        return Ok(None);
    };
    let distinct = Distinct::of(&listing.webhooks);
    tell(AuditProgress::Checking { endpoints: distinct.firsts() });
    let hear = |webhooks: &[WebhookId], check: &EndpointCheck| {
        tell(AuditProgress::Checked { webhooks: webhooks.to_vec(), check: check.clone() });
    };
    Ok(Some(distinct.check(&limits, stopped, &hear).await))
}
