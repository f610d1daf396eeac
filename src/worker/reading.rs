//! Reads the list of webhooks, and says what kept it from being read.

use jiff::Timestamp;

use super::api_problem;
use super::connection::Connection;
use crate::aircall::{ApiError, ErrorKind};
use crate::app::Problem;
use crate::domain::Listing;

/// The problem of a call on webhooks. A refused key is asked about once more, to tell it from one that may not see
/// webhooks.
pub(super) async fn webhooks_problem(connection: &Connection, error: ApiError) -> Problem {
    if error.kind == ErrorKind::Forbidden && connection.client.ping().await.is_ok() {
        return Problem::WebhooksForbidden;
    }
    api_problem(error, &connection.base)
}

/// Reads the whole list. It counts as read when its first request is about to leave: minutes may lie between two pages,
/// and no page is older than that.
pub async fn read_list(
    connection: &Connection,
    progress: &(dyn Fn(usize, Option<usize>) + Send + Sync),
) -> Result<Listing, Problem> {
    let read_at = Timestamp::now();
    match connection.client.webhooks(progress).await {
        Ok(collected) => Ok(Listing { webhooks: collected.webhooks, total: collected.total, read_at }),
        Err(error) => Err(webhooks_problem(connection, error).await),
    }
}
