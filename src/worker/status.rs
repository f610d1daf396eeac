//! Switches one webhook on or off: a fresh read, an update with the full list, a check of the answer.

use super::api_problem;
use super::services::{Connection, webhooks_problem};
use crate::aircall::{ApiError, ErrorKind};
use crate::app::Outcome;
use crate::app::command::Job;
use crate::app::problem::Problem;
use crate::app::review::Way;
use crate::domain::{Edit, FullUpdate, Status, Webhook};

/// What became of one webhook. The same for the window and the terminal program.
pub async fn set_status(connection: &Connection, job: &Job, status: Status) -> Outcome {
    match connection.client.webhook(&job.id).await {
        Ok(fresh) => switch(connection, job, &fresh, status).await,
        Err(error) => refused(connection, error).await,
    }
}

/// The same, stopped by `stop` while nothing is sent yet: a wait of minutes may stand before the read. `None`: stopped.
pub(super) async fn set_status_unless(
    connection: &Connection,
    job: &Job,
    status: Status,
    stop: impl Future<Output = ()>,
) -> Option<Outcome> {
    let fresh = tokio::select! {
        fresh = connection.client.webhook(&job.id) => fresh,
        () = stop => return None,
    };
    Some(match fresh {
        Ok(fresh) => switch(connection, job, &fresh, status).await,
        Err(error) => refused(connection, error).await,
    })
}

/// Updates a webhook that was read just now.
async fn switch(connection: &Connection, job: &Job, fresh: &Webhook, status: Status) -> Outcome {
    if fresh.status == status {
        return Outcome::WasSo;
    }
    let Ok(update) = FullUpdate::of(fresh, job.known_name.as_deref(), &Edit::status(status)) else {
        return Outcome::Refused(Problem::NoEventsToKeep);
    };
    let answer = match (job.way, update.event_it_has()) {
        (Way::FullList, _) => connection.client.update(&update).await,
        (Way::Merge, Some(event)) => connection.client.update_by_merge(&update, event).await,
        (Way::Merge, None) => return Outcome::Refused(Problem::NoEventsToKeep),
    };
    match answer {
        // A merge says little about the list: it is read back.
        Ok(answer) if job.way == Way::FullList && update.is_fulfilled_by(&answer) => Outcome::Done,
        // Accepted, whatever a failing look after it says.
        Ok(_) => match read_back(connection, fresh, status).await {
            Ok(outcome) => outcome,
            Err(error) => Outcome::Unclear(api_problem(error, &connection.base)),
        },
        Err(error) if error.is_unclear() => match read_back(connection, fresh, status).await {
            Ok(Outcome::AcceptedButNot) | Err(_) => Outcome::Unclear(api_problem(error, &connection.base)),
            Ok(outcome) => outcome,
        },
        Err(error) if error.kind == ErrorKind::Rejected && fresh.events.retired() > 0 && job.way == Way::FullList => {
            Outcome::RefusedOldNames
        }
        Err(error) => refused(connection, error).await,
    }
}

async fn refused(connection: &Connection, error: ApiError) -> Outcome {
    match error.kind {
        ErrorKind::NotFound => Outcome::Gone,
        _ => Outcome::Refused(webhooks_problem(connection, error).await),
    }
}

async fn read_back(connection: &Connection, before: &Webhook, wanted: Status) -> Result<Outcome, ApiError> {
    let after = connection.client.webhook(&before.id).await?;
    Ok(if after.events != before.events {
        Outcome::EventsDiffer { before: before.events.len(), after: after.events.len() }
    } else if after.status == wanted {
        Outcome::Done
    } else {
        Outcome::AcceptedButNot
    })
}
