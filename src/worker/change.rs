//! Changes one webhook: a fresh read, a line in the history, one request with the full list, a check of the answer, the
//! outcome in the history. The only way in which an update or a delete leaves the app, for the window, the watch and the
//! terminal program alike.
//!
//! The request follows its read at once. Where it can't, or must be sent again, the webhook is read again first: an old
//! list is never sent over what someone else changed meanwhile.

use std::pin::Pin;

use super::api_problem;
use super::connection::Connection;
use super::journal::{End, Open, planned};
use super::verdict::{Tried, Verdict};
use crate::aircall::{ApiError, ErrorKind, Merge, Turn};
use crate::app::command::{Job, Report};
use crate::app::review::{Way, What};
use crate::app::{Outcome, Problem, text};
use crate::domain::update::NoUpdate;
use crate::domain::{ChangeId, ChangeKind, EventSet, EventsDiff, Fate, FullUpdate, Planned, Webhook, differences};

/// How often a webhook is read for one change at most.
const MOST_READS: usize = 10;

/// What comes after a read.
enum Step {
    End(Verdict),
    /// It was sent and failed in a way that another try may mend.
    Again(Tried),
    /// It couldn't leave at once.
    ReadAgain,
}

/// Writes down all that was asked for, before the first of it is sent. Those that are written down already stay, and
/// are this program's from now on.
pub async fn plan(connection: &Connection, jobs: &mut [Job]) -> Result<(), Problem> {
    let written: Vec<_> = jobs.iter().filter_map(|job| job.planned).collect();
    if !written.is_empty() {
        connection.journal.take_over(written).await?; // whose the rest is, each is asked when its turn comes
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
    let ready = match job.planned {
        Some(id) => mine(connection, id).await,
        None => plan(connection, std::slice::from_mut(&mut job)).await,
    };
    if let Err(problem) = ready {
        return Some(report(Outcome::Refused(problem)));
    }
    let id = job.planned?;
    let mut open = None;
    let (verdict, found) = carry_out(connection, &job, &mut open, std::pin::pin!(stop)).await?;
    let open = open.unwrap_or_else(|| connection.journal.open(id));
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

/// Whether a change that was planned before is this program's to carry out.
async fn mine(connection: &Connection, id: ChangeId) -> Result<(), Problem> {
    let others = connection.journal.take_over(vec![id]).await?;
    if others.is_empty() { Ok(()) } else { Err(Problem::TakenOver) }
}

/// With its name, which live answers leave out. The history's is the newest: the job may be older than a rename.
async fn named(connection: &Connection, job: &Job, fresh: Webhook) -> Webhook {
    if fresh.name.is_some() {
        return fresh;
    }
    let newest = connection.journal.names().await.ok().and_then(|mut names| names.remove(&job.id));
    Webhook { name: newest.or_else(|| job.known_name.clone()), ..fresh }
}

fn report(outcome: Outcome) -> Report {
    Report { outcome, found: None, left: None, record: None }
}

/// Reads and sends until that ends, and says how the webhook was before. `None`: stopped before anything had left.
///
/// `open` is set once it is written down that something is about to leave.
async fn carry_out(
    connection: &Connection,
    job: &Job,
    open: &mut Option<Open>,
    mut stop: Pin<&mut impl Future<Output = ()>>,
) -> Option<(Verdict, Option<Webhook>)> {
    let mut delays = connection.client.delays();
    let mut tried: Option<Tried> = None;
    for _ in 0..MOST_READS {
        let read = tokio::select! {
            read = read(connection, job) => read,
            () = stop.as_mut() => return stopped(connection, open, tried).await,
        };
        let (mut turn, fresh) = match read {
            Ok(read) => read,
            Err(error) => return Some(unread(connection, job, error, tried).await),
        };
        if let Some(tried) = tried.as_ref().filter(|tried| tried.unclear)
            && let Some(verdict) = tried.seen(connection, &fresh)
        {
            return Some((verdict, Some(tried.found.clone())));
        }
        let found = named(connection, job, fresh).await;
        let earlier = tried.as_ref().is_some_and(|tried| tried.unclear);
        match attempt(connection, job, &found, &mut turn, open, earlier).await {
            Step::End(verdict) => return Some((verdict, Some(found))),
            Step::ReadAgain => {}
            Step::Again(failed) => {
                drop(turn);
                let go_on = match delays.next() {
                    // The budget waits.
                    Some(_) if matches!(failed.error.kind, ErrorKind::RateLimited { .. }) => true,
                    Some(delay) => tokio::select! {
                        () = connection.client.wait(delay) => true,
                        () = stop.as_mut() => false,
                    },
                    None => false,
                };
                if !go_on {
                    return Some((failed.given_up(connection).await, Some(found)));
                }
                tried = Some(failed);
            }
        }
    }
    let verdict = match tried {
        Some(tried) => tried.given_up(connection).await,
        None => Verdict::of(Outcome::Refused(Problem::TimedOut)), // each time, something held it up
    };
    Some((verdict, None))
}

async fn read<'a>(connection: &'a Connection, job: &Job) -> Result<(Turn<'a>, Webhook), ApiError> {
    let writes = match (&job.what, job.way) {
        (What::Edit(_), Way::Merge) => 2,
        (What::Edit(_), Way::FullList) | (What::Delete, _) => 1,
    };
    let mut turn = connection.client.turn(writes).await;
    let fresh = turn.read(&job.id).await?;
    Ok((turn, fresh))
}

/// Stopped while it waits for a read.
async fn stopped(
    connection: &Connection,
    open: &mut Option<Open>,
    tried: Option<Tried>,
) -> Option<(Verdict, Option<Webhook>)> {
    if let Some(tried) = tried {
        let found = tried.found.clone();
        return Some((tried.given_up(connection).await, Some(found)));
    }
    if let Some(open) = open.take() {
        // Written down as about to leave, which it didn't.
        let end = End { fate: Fate::Dropped, said: None, webhook: None, after: None };
        if let Err(problem) = open.ends(end).await {
            tracing::warn!(target: "hookswitch", ?problem, "a change that didn't leave couldn't be marked as given up");
        }
    }
    None
}

/// The read failed.
async fn unread(
    connection: &Connection,
    job: &Job,
    error: ApiError,
    tried: Option<Tried>,
) -> (Verdict, Option<Webhook>) {
    let is_gone = error.kind == ErrorKind::NotFound;
    match tried.filter(|tried| tried.unclear) {
        Some(tried) if is_gone => (tried.seen_gone(), Some(tried.found)),
        Some(tried) => (Verdict::of(Outcome::Unclear(tried.problem(connection))), Some(tried.found)),
        None if is_gone && job.what == What::Delete => (Verdict::of(Outcome::WasSo), None),
        None => (Verdict::refused(connection, error).await, None),
    }
}

/// The webhook was read just now. `earlier`: a try before this one may still be carried out.
async fn attempt(
    connection: &Connection,
    job: &Job,
    found: &Webhook,
    turn: &mut Turn<'_>,
    open: &mut Option<Open>,
    earlier: bool,
) -> Step {
    if job.guarded && !differences(&job.seen, found).is_empty() {
        return Step::End(Verdict::of(Outcome::Conflict).leaving(found.clone()));
    }
    let update = match &job.what {
        What::Delete => None,
        What::Edit(edit) => match FullUpdate::of(found, None, edit) {
            Ok(update) => Some(update),
            Err(NoUpdate::Nothing) => return Step::End(Verdict::of(Outcome::WasSo).leaving(found.clone())),
            Err(NoUpdate::NoEvents) => return Step::End(Verdict::of(Outcome::Refused(Problem::NoEventsToKeep))),
        },
    };
    if !turn.is_fresh() {
        return Step::ReadAgain;
    }
    if let Some(id) = job.planned {
        let open = open.get_or_insert_with(|| connection.journal.open(id));
        let meant = update.as_ref().map(|update| update.meant(found));
        if let Err(problem) = open.sends(Some(found), meant.as_ref()).await {
            return Step::End(Verdict::of(Outcome::Refused(problem))); // what can't be written down isn't sent
        }
    }
    if !turn.is_fresh() {
        return Step::ReadAgain; // the disk was slow, or Aircall asked everyone to wait meanwhile
    }
    let sent = match &update {
        Some(update) => send(connection, job, update, found, turn).await,
        None => delete(found, turn).await,
    };
    let error = match sent {
        Ok(verdict) => return Step::End(verdict),
        Err(error) => error,
    };
    if let Some(update) = &update
        && !earlier
        && let Some(verdict) = old_names(job, update, found, &error)
    {
        return Step::End(verdict);
    }
    let (again, unclear) = (error.is_retryable(), earlier || error.is_unclear());
    let tried = Tried { update, found: found.clone(), error, unclear };
    if again { Step::Again(tried) } else { Step::End(tried.given_up(connection).await) }
}

async fn send(
    connection: &Connection,
    job: &Job,
    update: &FullUpdate,
    found: &Webhook,
    turn: &mut Turn<'_>,
) -> Result<Verdict, ApiError> {
    let answer = match job.way {
        Way::FullList => turn.update(update).await?,
        Way::Merge => match merged(update, found) {
            Some(added) => merge(update, found, &added, turn).await?,
            None => return Ok(Verdict::of(Outcome::Refused(Problem::NoCurrentEvent))),
        },
    };
    // A merge says little about the list: it is read back.
    if job.way == Way::FullList && update.is_fulfilled_by(&answer) {
        return Ok(Verdict::of(Outcome::Done).leaving(answer));
    }
    // Accepted, whatever a failing look after it says.
    Ok(match connection.client.webhook(update.id()).await {
        Ok(after) => Verdict::judge(update, found, after),
        Err(error) if error.kind == ErrorKind::NotFound => Verdict::of(Outcome::Gone),
        Err(error) => Verdict::of(Outcome::Unclear(api_problem(error, &connection.base))),
    })
}

/// A full list that was refused, and holds names that may be the reason: there is another way, as long as there is an
/// event that can carry it.
fn old_names(job: &Job, update: &FullUpdate, found: &Webhook, error: &ApiError) -> Option<Verdict> {
    let refused = error.kind == ErrorKind::Rejected && matches!(error.status, Some(400 | 422));
    if !refused || job.way != Way::FullList || update.events().iter().all(crate::domain::EventName::is_current) {
        return None;
    }
    let outcome = match merged(update, found) {
        Some(_) => Outcome::RefusedOldNames,
        None => Outcome::Refused(Problem::NoCurrentEvent),
    };
    Some(Verdict::of(outcome).leaving(found.clone()))
}

/// The events that a merge adds. Where nothing is to be added, an event that it has already carries the rest of the
/// update; `None`: it has none that Aircall still knows.
fn merged(update: &FullUpdate, found: &Webhook) -> Option<EventSet> {
    let added = EventsDiff::of(&found.events, update.events()).added;
    let added = if added.is_empty() { update.event_it_has().cloned().into_iter().collect() } else { added };
    Some(added).filter(|added| !added.is_empty())
}

/// Adds and takes away only what changes; the rest of the list isn't sent.
async fn merge(
    update: &FullUpdate,
    found: &Webhook,
    added: &EventSet,
    turn: &mut Turn<'_>,
) -> Result<Webhook, ApiError> {
    let answer = turn.update_by_merge(update, Merge::Add, added).await?;
    let removed = EventsDiff::of(&found.events, update.events()).removed;
    if removed.is_empty() {
        return Ok(answer);
    }
    // One half is done: whatever becomes of the other, a look tells what is there now.
    let answer = turn.update_by_merge(update, Merge::Remove, &removed).await;
    answer.map_err(ApiError::after_another)
}

async fn delete(found: &Webhook, turn: &mut Turn<'_>) -> Result<Verdict, ApiError> {
    match turn.delete(&found.id).await {
        Ok(()) => Ok(Verdict::of(Outcome::Done)),
        // It was there a moment ago: an earlier try that lost its answer did it.
        Err(error) if error.kind == ErrorKind::NotFound => Ok(Verdict::of(Outcome::Done).with_fate(Fate::FoundDone)),
        Err(error) => Err(error),
    }
}
