//! Many changes, one after another: all written down first, each told when it is done, stopped between two.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::change::{change, plan};
use super::services::Services;
use crate::app::command::{Job, Report};
use crate::app::{Event, Outcome, Problem, RequestId, Target};

pub async fn change_all(
    services: &Services,
    request: RequestId,
    target: &Target,
    mut jobs: Vec<Job>,
    stopped: &watch::Receiver<bool>,
) -> Event {
    let connection = match services.connection(target) {
        Ok(connection) => connection,
        Err(problem) => return refuse_all(services, request, &jobs, &problem),
    };
    if connection.read_only {
        return refuse_all(services, request, &jobs, &Problem::ReadOnly);
    }
    if let Err(problem) = plan(&connection, &mut jobs).await {
        return refuse_all(services, request, &jobs, &problem);
    }
    let mut pace = Pace::default();
    for (at, job) in jobs.iter().enumerate() {
        let mut stop = stopped.clone();
        let start = Instant::now();
        let report = if *stopped.borrow() {
            None
        } else {
            change(&connection, job, async move { super::runner::until_stopped(&mut stop).await }).await
        };
        let Some(report) = report else {
            if !services.ends.load(Ordering::Acquire) {
                give_up(&connection, jobs.get(at..).unwrap_or_default()).await;
            }
            return Event::ChangeDone { request, cancelled: true };
        };
        pace.add(start.elapsed());
        let refused = refuses_all(&report.outcome);
        let rest = jobs.get(at + 1..).unwrap_or_default();
        let seconds_left = (!rest.is_empty()).then(|| connection.seconds_for(rest.len(), pace.quickest()));
        services.tell(Event::ChangeProgress { request, id: job.id.clone(), report: Box::new(report), seconds_left });
        if let Some(problem) = refused {
            give_up(&connection, rest).await;
            return refuse_all(services, request, rest, &problem);
        }
    }
    Event::ChangeDone { request, cancelled: false }
}

/// What the calls of a change take without waiting for the budget: the middle of the quicker ones.
#[derive(Default)]
struct Pace(Vec<Duration>);

impl Pace {
    fn add(&mut self, took: Duration) {
        let at = self.0.partition_point(|other| *other < took);
        self.0.insert(at, took);
    }

    fn quickest(&self) -> Option<Duration> {
        self.0.get(self.0.len() / 4).copied()
    }
}

/// A key that is refused is refused for all, and so is what can't be written down: the rest isn't sent.
pub(super) fn refuses_all(outcome: &Outcome) -> Option<Problem> {
    match outcome {
        Outcome::Refused(
            problem @ (Problem::WrongKey
            | Problem::Unauthorized
            | Problem::WebhooksForbidden
            | Problem::HistoryNotWritten
            | Problem::HistoryUnreadable
            | Problem::HistoryNewer
            | Problem::ReadOnly),
        ) => Some(problem.clone()),
        _ => None,
    }
}

fn refuse_all(services: &Services, request: RequestId, jobs: &[Job], problem: &Problem) -> Event {
    for job in jobs {
        let outcome = Outcome::Refused(problem.clone());
        let report = Box::new(Report { outcome, found: None, left: None, record: None });
        services.tell(Event::ChangeProgress { request, id: job.id.clone(), report, seconds_left: None });
    }
    Event::ChangeDone { request, cancelled: false }
}

/// The history says of the rest that it wasn't sent.
pub(super) async fn give_up(connection: &super::Connection, rest: &[Job]) {
    let ids: Vec<_> = rest.iter().filter_map(|job| job.planned).collect();
    if !ids.is_empty()
        && let Err(problem) = connection.journal.drop_planned(ids).await
    {
        tracing::warn!(target: "hookswitch", ?problem, "planned changes couldn't be marked as given up");
    }
}
