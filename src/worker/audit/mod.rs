//! Carries out an audit: the list, the endpoints, the rules, and what is remembered of it. The window and the terminal
//! share it.

mod endpoints;
mod files;
mod memory;
mod run;

use tokio::sync::watch;

use super::desktop;
use super::services::Services;
use crate::app::audit::{AuditCommand, AuditEvent, Endpoints};
use crate::app::{Event, Problem, RequestId, Target};
use crate::domain::audit::Acceptance;
use crate::domain::{ProxyChoice, Webhook};
use crate::report;

pub use files::{read_report, write_report};
pub(super) use memory::keep;
pub use memory::today;
pub use run::{Order, run};

pub async fn carry_out(services: &Services, command: AuditCommand, stopped: watch::Receiver<bool>) -> Event {
    match command {
        AuditCommand::Run { request, target, company, endpoints, known_names, proxy } => {
            let order = Order { company, endpoints, known_names, proxy, against: None };
            finished(services, request, &target, &order, stopped).await
        }
        AuditCommand::CheckEndpoints { request, target, hooks, endpoints, proxy } => {
            let looks = Looks { target: &target, hooks: &hooks, endpoints, proxy: &proxy };
            check(services, request, &looks, stopped).await
        }
        AuditCommand::Accept { target, acceptance } => {
            let result = accept(services, &target, acceptance).await;
            Event::Audit(AuditEvent::Accepted { target, result })
        }
        AuditCommand::TakeBack { target, finding } => {
            let result = match services.journal(&target).await {
                Ok(journal) => match journal.take_back(finding).await {
                    Ok(()) => journal.acceptances().await,
                    Err(problem) => Err(problem),
                },
                Err(problem) => Err(problem),
            };
            Event::Audit(AuditEvent::Accepted { target, result })
        }
        AuditCommand::Export { request, name, format, dossier } => {
            // A large workbook takes its time, and the runtime's own threads have others to serve.
            let rendered = tokio::task::spawn_blocking(move || report::render(&dossier, format)).await;
            let result = match rendered {
                Ok(Ok(bytes)) => desktop::export(name, bytes).await,
                Ok(Err(report::NotRendered)) | Err(_) => Err(Problem::Internal),
            };
            Event::Exported { request, result }
        }
        AuditCommand::ReadReport { request } => {
            let result = match desktop::open_report().await {
                Ok(Some(file)) => read_report(file).await.map(|report| Some(Box::new(report))),
                Ok(None) => Ok(None),
                Err(problem) => Err(problem),
            };
            Event::Audit(AuditEvent::ReportRead { request, result })
        }
    }
}

async fn finished(
    services: &Services,
    request: RequestId,
    target: &Target,
    order: &Order,
    stopped: watch::Receiver<bool>,
) -> Event {
    let tell = services.teller();
    let progress = move |progress| tell(Event::Audit(AuditEvent::Progress { request, progress }));
    let result = match services.connection(target) {
        Ok(connection) => run(services, target, &connection, order, stopped, &progress).await,
        Err(problem) => Err(problem),
    };
    Event::Audit(AuditEvent::Finished { request, result: result.map(Box::new) })
}

/// Whose endpoints are to be looked at, and how.
struct Looks<'a> {
    target: &'a Target,
    hooks: &'a [Webhook],
    endpoints: Endpoints,
    proxy: &'a ProxyChoice,
}

async fn check(services: &Services, request: RequestId, looks: &Looks<'_>, stopped: watch::Receiver<bool>) -> Event {
    let tell = services.teller();
    let hear = move |webhooks: &[_], check: &crate::domain::endpoint::EndpointCheck| {
        for id in webhooks {
            let (id, check) = (crate::domain::WebhookId::clone(id), check.clone());
            tell(Event::Audit(AuditEvent::EndpointChecked { request, id, check }));
        }
    };
    let cancelled = match endpoints::limits(services, looks.target, looks.endpoints, looks.proxy).await {
        Ok(Some(limits)) => {
            endpoints::Distinct::of(looks.hooks).check(&limits, stopped.clone(), &hear).await;
            *stopped.borrow()
        }
        Ok(None) => false,
        Err(problem) => {
            tracing::debug!(target: "hookswitch", ?problem, "no endpoint could be looked at");
            true
        }
    };
    Event::Audit(AuditEvent::EndpointsChecked { request, cancelled })
}

async fn accept(services: &Services, target: &Target, acceptance: Acceptance) -> Result<Vec<Acceptance>, Problem> {
    let journal = services.journal(target).await?;
    journal.accept(acceptance).await?;
    journal.acceptances().await
}
