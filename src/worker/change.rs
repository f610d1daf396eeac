//! Changes one webhook: a fresh read, a line in the history, one request with the full list, a check of the answer, the
//! outcome in the history. The only way in which an update or a delete leaves the app, for the window, the watch and the
//! terminal program alike.

use super::api_problem;
use super::connection::Connection;
use super::journal::{End, Open, planned};
use super::reading::webhooks_problem;
use crate::aircall::{ApiError, ErrorKind, Merge};
use crate::app::command::{Job, Report};
use crate::app::review::{Way, What};
use crate::app::{Outcome, Problem, text};
use crate::domain::update::NoUpdate;
use crate::domain::{ChangeKind, Edit, EventSet, EventsDiff, Fate, FullUpdate, Planned, Webhook, differences};

/// What became of it, for the app and for the history.
struct Verdict {
    outcome: Outcome,
    fate: Fate,
    left: Option<Webhook>,
}

impl Verdict {
    fn of(outcome: Outcome) -> Self {
        let fate = match &outcome {
            Outcome::Done => Fate::Done,
            Outcome::WasSo => Fate::NotNeeded,
            Outcome::AcceptedButNot | Outcome::EventsDiffer { .. } | Outcome::Differs => Fate::Differs,
            Outcome::RefusedOldNames | Outcome::Refused(_) => Fate::Refused,
            Outcome::Conflict => Fate::Conflict,
            Outcome::Gone => Fate::Gone,
            Outcome::Unclear(_) => Fate::Unknown,
        };
        Self { outcome, fate, left: None }
    }

    fn leaving(self, left: Webhook) -> Self {
        Self { left: Some(left), ..self }
    }

    fn with_fate(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }
}

/// Writes down all that was asked for, before the first of it is sent. Those that are written down already stay, and
/// are this program's from now on.
pub async fn plan(connection: &Connection, jobs: &mut [Job]) -> Result<(), Problem> {
    let written: Vec<_> = jobs.iter().filter_map(|job| job.planned).collect();
    if !written.is_empty() {
        connection.journal.take_over(written).await?;
    }
    if jobs.iter().all(|job| job.planned.is_some()) {
        return Ok(());
    }
    let new = jobs.iter().filter(|job| job.planned.is_none()).map(|job| as_planned(connection, job)).collect();
    let ids = connection.journal.plan(new).await?;
    for (job, id) in jobs.iter_mut().filter(|job| job.planned.is_none()).zip(ids) {
        job.planned = Some(id);
    }
    Ok(())
}

fn as_planned(connection: &Connection, job: &Job) -> Planned {
    let meant = match &job.what {
        What::Edit(edit) => Some(edit.applied_to(&job.seen)),
        What::Delete => None,
    };
    let kind = meant.as_ref().map_or(ChangeKind::Delete, |meant| ChangeKind::of_update(&job.seen, meant));
    planned(&connection.journal, kind, job.label.clone(), Some(&job.seen), meant.as_ref(), job.undoes)
}

/// Carries out one job. Stopped by `stop` while nothing is sent yet, since a wait of minutes may stand before the read:
/// then it answers `None`, and the job stays planned.
pub async fn change(connection: &Connection, job: &Job, stop: impl Future<Output = ()>) -> Option<Report> {
    if connection.read_only {
        return Some(report(Outcome::Refused(Problem::ReadOnly)));
    }
    let mut job = job.clone();
    if let Err(problem) = plan(connection, std::slice::from_mut(&mut job)).await {
        return Some(report(Outcome::Refused(problem)));
    }
    let id = job.planned?;
    let fresh = tokio::select! {
        fresh = connection.client.webhook(&job.id) => fresh,
        () = stop => return None,
    };
    let open = connection.journal.open(id);
    let (verdict, found) = match fresh {
        Ok(fresh) => {
            let found = Webhook { name: fresh.name.clone().or_else(|| job.known_name.clone()), ..fresh };
            (carry_out(connection, &job, &found, &open).await, Some(found))
        }
        Err(error) if error.kind == ErrorKind::NotFound && job.what == What::Delete => {
            (Verdict::of(Outcome::WasSo), None)
        }
        Err(error) => (refused(connection, error).await, None),
    };
    let said = text::failure_in_history(&verdict.outcome);
    let end = End { fate: verdict.fate, said, webhook: Some(&job.id), after: verdict.left.as_ref() };
    let mut outcome = verdict.outcome;
    if let Err(problem) = open.ends(end).await
        && outcome.is_good()
    {
        tracing::warn!(target: "hookswitch", ?problem, "a change was carried out, and the history couldn't be completed");
        outcome = Outcome::Unclear(problem);
    }
    Some(Report { outcome, found, left: verdict.left, record: Some(id) })
}

fn report(outcome: Outcome) -> Report {
    Report { outcome, found: None, left: None, record: None }
}

/// The webhook was read just now.
async fn carry_out(connection: &Connection, job: &Job, found: &Webhook, open: &Open) -> Verdict {
    if job.guarded && !differences(&job.seen, found).is_empty() {
        return Verdict::of(Outcome::Conflict).leaving(found.clone());
    }
    match &job.what {
        What::Edit(edit) => update(connection, job, edit, found, open).await,
        What::Delete => delete(connection, found, open).await,
    }
}

async fn update(connection: &Connection, job: &Job, edit: &Edit, found: &Webhook, open: &Open) -> Verdict {
    let update = match FullUpdate::of(found, None, edit) {
        Ok(update) => update,
        Err(NoUpdate::Nothing) => return Verdict::of(Outcome::WasSo).leaving(found.clone()),
        Err(NoUpdate::NoEvents) => return Verdict::of(Outcome::Refused(Problem::NoEventsToKeep)),
    };
    if let Err(problem) = open.sends(Some(found), Some(&update.meant(found))).await {
        return Verdict::of(Outcome::Refused(problem)); // what can't be written down isn't sent
    }
    let answer = match job.way {
        Way::FullList => connection.client.update(&update).await,
        Way::Merge => merge(connection, &update, found).await,
    };
    match answer {
        // A merge says little about the list: it is read back.
        Ok(answer) if job.way == Way::FullList && update.is_fulfilled_by(&answer) => {
            Verdict::of(Outcome::Done).leaving(answer)
        }
        // Accepted, whatever a failing look after it says.
        Ok(_) => match connection.client.webhook(update.id()).await {
            Ok(after) => judge(&update, found, after),
            Err(error) if error.kind == ErrorKind::NotFound => Verdict::of(Outcome::Gone),
            Err(error) => Verdict::of(Outcome::Unclear(api_problem(error, &connection.base))),
        },
        Err(error) if error.is_unclear() => lost(connection, &update, found, error).await,
        Err(error)
            if error.kind == ErrorKind::Rejected && update.events().retired() > 0 && job.way == Way::FullList =>
        {
            Verdict::of(Outcome::RefusedOldNames).leaving(found.clone())
        }
        Err(error) => refused(connection, error).await,
    }
}

/// What an accepted update left.
fn judge(update: &FullUpdate, found: &Webhook, after: Webhook) -> Verdict {
    let outcome = if update.is_fulfilled_by(&after) {
        Outcome::Done
    } else if after.events != *update.events() {
        Outcome::EventsDiffer { before: update.events().len(), after: after.events.len() }
    } else if after.status != update.status() && after.status == found.status {
        Outcome::AcceptedButNot
    } else {
        Outcome::Differs
    };
    Verdict::of(outcome).leaving(after)
}

/// The answer was lost: a look tells. Unchanged, it may still be carried out later.
async fn lost(connection: &Connection, update: &FullUpdate, found: &Webhook, error: ApiError) -> Verdict {
    let problem = api_problem(error, &connection.base);
    match connection.client.webhook(update.id()).await {
        Ok(after) => match (update.is_fulfilled_by(&after), differences(found, &after).is_empty()) {
            // Only the name was to change, and Aircall doesn't tell it.
            (true, true) => Verdict::of(Outcome::Unclear(problem)).leaving(after),
            (true, false) => Verdict::of(Outcome::Done).with_fate(Fate::FoundDone).leaving(after),
            (false, true) => Verdict::of(Outcome::Unclear(problem)).with_fate(Fate::FoundUndone).leaving(after),
            (false, false) => judge(update, found, after),
        },
        Err(error) if error.kind == ErrorKind::NotFound => Verdict::of(Outcome::Gone),
        Err(_) => Verdict::of(Outcome::Unclear(problem)),
    }
}

/// Adds and takes away only what changes; the rest of the list isn't sent. Where nothing is added, an event that it has
/// already carries the rest of the update.
async fn merge(connection: &Connection, update: &FullUpdate, found: &Webhook) -> Result<Webhook, ApiError> {
    let diff = EventsDiff::of(&found.events, update.events());
    let added: EventSet =
        if diff.added.is_empty() { update.event_it_has().cloned().into_iter().collect() } else { diff.added };
    let answer = connection.client.update_by_merge(update, Merge::Add, &added).await?;
    if diff.removed.is_empty() {
        return Ok(answer);
    }
    // One half is done: whatever becomes of the other, a look tells what is there now.
    let answer = connection.client.update_by_merge(update, Merge::Remove, &diff.removed).await;
    answer.map_err(ApiError::after_another)
}

async fn delete(connection: &Connection, found: &Webhook, open: &Open) -> Verdict {
    if let Err(problem) = open.sends(Some(found), None).await {
        return Verdict::of(Outcome::Refused(problem));
    }
    match connection.client.delete(&found.id).await {
        Ok(()) => Verdict::of(Outcome::Done),
        // It was there a moment ago: an earlier try that lost its answer did it.
        Err(error) if error.kind == ErrorKind::NotFound => Verdict::of(Outcome::Done).with_fate(Fate::FoundDone),
        Err(error) if error.is_unclear() => {
            let problem = api_problem(error, &connection.base);
            match connection.client.webhook(&found.id).await {
                Err(error) if error.kind == ErrorKind::NotFound => {
                    Verdict::of(Outcome::Done).with_fate(Fate::FoundDone)
                }
                Ok(after) => Verdict::of(Outcome::Unclear(problem)).with_fate(Fate::FoundUndone).leaving(after),
                Err(_) => Verdict::of(Outcome::Unclear(problem)),
            }
        }
        Err(error) => refused(connection, error).await,
    }
}

async fn refused(connection: &Connection, error: ApiError) -> Verdict {
    Verdict::of(match error.kind {
        ErrorKind::NotFound => Outcome::Gone,
        _ => Outcome::Refused(webhooks_problem(connection, error).await),
    })
}
