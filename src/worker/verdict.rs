//! What became of a change: from an answer, or from a look where no answer told.

use super::api_problem;
use super::connection::Connection;
use super::reading::webhooks_problem;
use crate::aircall::{ApiError, ErrorKind};
use crate::app::{Outcome, Problem};
use crate::domain::{Fate, FullUpdate, Webhook, differences};

/// What became of it, for the app and for the history.
pub struct Verdict {
    pub outcome: Outcome,
    pub fate: Fate,
    pub left: Option<Webhook>,
}

/// What was sent of a change, and failed.
pub struct Tried {
    /// `None`: a delete.
    pub update: Option<FullUpdate>,
    /// The webhook as it was read just before.
    pub found: Webhook,
    pub error: ApiError,
    /// This try, or one before it, may have been carried out.
    pub unclear: bool,
}

impl Verdict {
    pub fn of(outcome: Outcome) -> Self {
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

    pub fn leaving(self, left: Webhook) -> Self {
        Self { left: Some(left), ..self }
    }

    pub fn with_fate(self, fate: Fate) -> Self {
        Self { fate, ..self }
    }

    pub async fn refused(connection: &Connection, error: ApiError) -> Self {
        Self::of(match error.kind {
            ErrorKind::NotFound => Outcome::Gone,
            _ => Outcome::Refused(webhooks_problem(connection, error).await),
        })
    }

    /// What an accepted update left.
    pub fn judge(update: &FullUpdate, found: &Webhook, after: Webhook) -> Self {
        let outcome = if update.is_fulfilled_by(&after) {
            Outcome::Done
        } else if after.events != *update.events() {
            Outcome::EventsDiffer { before: update.events().len(), after: after.events.len() }
        } else if after.status != update.status() && after.status == found.status {
            Outcome::AcceptedButNot
        } else {
            Outcome::Differs
        };
        Self::of(outcome).leaving(after)
    }
}

impl Tried {
    pub fn problem(&self, connection: &Connection) -> Problem {
        api_problem(self.error.clone(), &connection.base)
    }

    /// What a look after it shows. `None`: the webhook is as it was, so it may be sent again.
    pub fn seen(&self, connection: &Connection, after: &Webhook) -> Option<Verdict> {
        let unchanged = differences(&self.found, after).is_empty();
        let Some(update) = &self.update else {
            let undone = || Verdict::of(Outcome::Unclear(self.problem(connection))).with_fate(Fate::FoundUndone);
            return (!unchanged).then(|| undone().leaving(after.clone()));
        };
        match (update.is_fulfilled_by(after), unchanged) {
            (_, true) => None,
            (true, false) => Some(Verdict::of(Outcome::Done).with_fate(Fate::FoundDone).leaving(after.clone())),
            (false, false) => Some(Verdict::judge(update, &self.found, after.clone())),
        }
    }

    /// The webhook is no longer there.
    pub fn seen_gone(&self) -> Verdict {
        match self.update {
            Some(_) => Verdict::of(Outcome::Gone),
            None => Verdict::of(Outcome::Done).with_fate(Fate::FoundDone),
        }
    }

    /// It isn't tried again. Where it may have been carried out, a last look tells; unchanged, it may still be carried
    /// out later.
    pub async fn given_up(self, connection: &Connection) -> Verdict {
        if !self.unclear {
            return Verdict::refused(connection, self.error).await;
        }
        let unclear = Verdict::of(Outcome::Unclear(self.problem(connection)));
        match connection.client.webhook(&self.found.id).await {
            Ok(after) => self.seen(connection, &after).unwrap_or_else(|| {
                // Only the name was to change, and Aircall doesn't tell it.
                let untold = self.update.as_ref().is_some_and(|update| update.is_fulfilled_by(&after));
                let fate = if untold { Fate::Unknown } else { Fate::FoundUndone };
                unclear.with_fate(fate).leaving(after)
            }),
            Err(error) if error.kind == ErrorKind::NotFound => self.seen_gone(),
            Err(_) => unclear,
        }
    }
}
