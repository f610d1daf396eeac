//! A company that can be asked: its client, its history, and whether anything may be changed there.

use std::sync::Arc;
use std::time::Duration;

use super::journal::Journal;
use crate::aircall::{Client, Pace};
use crate::domain::{ApiBase, Credential, ProxyChoice};

/// What it takes to make a connection.
pub struct Access {
    pub base: ApiBase,
    pub credential: Credential,
    pub proxy: ProxyChoice,
    pub read_only: bool,
    pub pace: Pace,
}

impl Access {
    /// With everything allowed.
    pub fn new(base: ApiBase, credential: Credential, proxy: ProxyChoice) -> Self {
        Self { base, credential, proxy, read_only: false, pace: Pace::Full }
    }
}

#[derive(Clone)]
pub struct Connection {
    pub client: Arc<Client>,
    pub base: ApiBase,
    pub journal: Journal,
    /// The client refuses every change by itself; this says so before anything is written down.
    pub read_only: bool,
}

/// What one call takes, until it is known better.
const USUAL_CALL: Duration = Duration::from_millis(300);

/// A fresh read and an update.
const CALLS_FOR_A_CHANGE: usize = 2;

impl Connection {
    pub(super) fn new(client: Client, base: ApiBase, journal: Journal, read_only: bool) -> Self {
        Self { client: Arc::new(client), base, journal, read_only }
    }

    /// How long so many further changes take, within the limit of calls per minute. `per_change`: what the ones before
    /// took without their waiting, where there were any.
    pub(super) fn seconds_for(&self, changes: usize, per_change: Option<Duration>) -> u64 {
        let per_call = per_change.map_or(USUAL_CALL, |time| time / u32::try_from(CALLS_FOR_A_CHANGE).unwrap_or(1));
        let time = self.client.time_for(changes * CALLS_FOR_A_CHANGE, CALLS_FOR_A_CHANGE, per_call);
        time.as_secs() + u64::from(time.subsec_millis() >= 500)
    }
}
