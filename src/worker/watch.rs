//! The watch: looks at a company's list, tells what changed, and switches back on what it may.
//!
//! What to do about each webhook is decided in `domain::watch`; every re-enable goes through `change`, as one by hand
//! does. How often it looks is in `watching`.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::batch::{give_up, refuses_all};
use super::change::{change, plan};
use super::connection::Connection;
use super::journal::Journal;
use super::reading::read_list;
use super::runner::until_stopped;
use crate::app::command::{Job, WatchLeft, WatchLook, WatchTried};
use crate::app::review::{Way, What};
use crate::app::{Outcome, Problem, text};
use crate::domain::{
    ChangeKind, Decision, Edit, EndpointAnswer, Fate, LeftAlone, Listing, Origin, Reenable, Sighting, Status, Step,
    WatchMemory, Webhook, WebhookId, decide,
};
use crate::probe;

/// What a watch may do.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    pub allowed: Reenable,
    /// Switches on what was off before anyone looked, too.
    pub also_off_before: bool,
    /// Names that the settings remember. The history's, where it has some, are newer.
    pub known_names: BTreeMap<WebhookId, String>,
    /// How to ask the endpoint of one that is given up; `None`: not at all.
    pub probe: Option<probe::Limits>,
}

/// One look: as the app tells it, and what became of each webhook that was off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    pub look: WatchLook,
    pub off: Vec<Off>,
    /// Whether the list was read to its end.
    pub complete: bool,
    /// Whether this was the first look of a watch at this company.
    pub first: bool,
}

/// A webhook that was off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Off {
    pub id: WebhookId,
    pub label: String,
    pub what: Handled,
    /// Whether that wasn't told at an earlier look.
    pub is_news: bool,
}

/// What was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handled {
    Tried(Outcome),
    /// Left off from now on. `None`: its endpoint wasn't asked.
    GivenUp(Option<EndpointAnswer>),
    Waits {
        until: Timestamp,
    },
    LeftAlone(LeftAlone),
    NotAllowed,
}

impl Handled {
    /// Whether it is still off.
    pub fn is_off(&self) -> bool {
        !matches!(self, Self::Tried(outcome) if outcome.is_good())
    }

    /// Whether it is off as an admin wished.
    pub fn is_wished(&self) -> bool {
        matches!(self, Self::LeftAlone(LeftAlone::ByAdmin | LeftAlone::BeforeWatch))
    }
}

impl Looked {
    /// Whether nothing is off but what an admin wished to be.
    pub fn all_well(&self) -> bool {
        self.complete && self.off.iter().all(|off| !off.what.is_off() || off.what.is_wished())
    }
}

/// What a look read, and what shall be done.
struct Seeing {
    listing: Listing,
    news: Vec<Sighting>,
    decisions: Vec<Decision>,
    /// What the last try of each failed with, if it did.
    failures: BTreeMap<WebhookId, Option<String>>,
    first: bool,
}

/// Looks once. `now` is what the rules go by. Stopped while it reads, it is cancelled; stopped later, it ends the change
/// under way, and says of the rest that it was cancelled.
pub async fn look(
    connection: &Connection,
    terms: &Terms,
    now: Timestamp,
    stopped: &watch::Receiver<bool>,
) -> Result<Looked, Problem> {
    let mut connection = connection.clone();
    connection.journal = connection.journal.by(Origin::Watch);
    let mut stop = stopped.clone();
    let Seeing { listing, mut news, decisions, failures, first } = tokio::select! {
        seeing = see(&connection, terms, now) => seeing?,
        () = until_stopped(&mut stop) => return Err(Problem::Cancelled),
    };
    let labels = labels(&listing);
    for seen in &mut news {
        seen.label = labels.get(&seen.webhook).unwrap_or(&seen.label).clone();
    }
    let hooks: BTreeMap<&WebhookId, &Webhook> = listing.webhooks.iter().map(|hook| (&hook.id, hook)).collect();
    let wanted = decisions.iter().filter(|decision| decision.what == Step::Reenable);
    let wanted: Vec<&Webhook> = wanted.filter_map(|decision| hooks.get(&decision.id).copied()).collect();
    let mut outcomes = reenable(&connection, &wanted, stopped).await;
    let mut off = Vec::new();
    for Decision { id, what } in decisions {
        let Some(hook) = hooks.get(&id) else { continue };
        let mut is_news = true;
        let what = match what {
            Step::Reenable => {
                let tried = outcomes.remove(&id).unwrap_or(Outcome::Refused(Problem::Cancelled).into());
                let said = text::failure_in_history(&tried.outcome);
                is_news = tried.was_reached && (said.is_none() || failures.get(&id) != Some(&said));
                Handled::Tried(tried.outcome)
            }
            Step::GiveUp => Handled::GivenUp(leave(&connection, terms, hook, stopped).await),
            Step::Wait { until } => Handled::Waits { until },
            Step::LeaveAlone(why) => Handled::LeftAlone(why),
            Step::NotAllowed => Handled::NotAllowed,
        };
        let label = labels.get(&id).cloned().unwrap_or_else(|| hook.label());
        off.push(Off { id, label, what, is_news });
    }
    let look = as_told(now, news, &off);
    Ok(Looked { look, off, complete: listing.is_complete(), first })
}

fn as_told(at: Timestamp, news: Vec<Sighting>, off: &[Off]) -> WatchLook {
    let mut look = WatchLook { at, news, ..WatchLook::default() };
    for Off { id, label, what, is_news } in off {
        look.off += usize::from(what.is_off());
        let (id, label) = (id.clone(), label.clone());
        match what {
            Handled::Tried(outcome) if *is_news => {
                look.reenabled.push(WatchTried { id, label, outcome: outcome.clone() });
            }
            Handled::GivenUp(answer) => {
                look.given_up.push(WatchLeft { id, label, answer: answer.as_ref().map(text::endpoint_answer) });
            }
            Handled::Tried(_) | Handled::Waits { .. } | Handled::LeftAlone(_) | Handled::NotAllowed => {}
        }
    }
    look
}

/// What each is called. Where several are called the same, which live answers make of all webhooks of one host, the rest
/// of their URLs tells them apart, without its secrets.
fn labels(listing: &Listing) -> BTreeMap<WebhookId, String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for hook in &listing.webhooks {
        *count.entry(hook.label()).or_default() += 1;
    }
    let label = |hook: &Webhook| {
        let label = hook.label();
        if count.get(&label).is_none_or(|count| *count < 2) {
            return label;
        }
        let url = hook.url.masked();
        let rest = url.split_once("://").and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
        text::told_apart(&label, rest.filter(|path| *path != "/").unwrap_or(hook.id.as_str()))
    };
    listing.webhooks.iter().map(|hook| (hook.id.clone(), label(hook))).collect()
}

async fn see(connection: &Connection, terms: &Terms, now: Timestamp) -> Result<Seeing, Problem> {
    let mut listing = read_list(connection, &|_, _| {}).await?;
    let journal = &connection.journal;
    // As Aircall told it: a remembered name among it would look like one that was told.
    let news = journal.look(&listing).await?;
    let names = names(journal, terms).await?;
    for hook in listing.webhooks.iter_mut().filter(|hook| hook.name.is_none()) {
        hook.name = names.get(&hook.id).cloned();
    }
    let first = journal.watch_begins(listing.read_at).await?;
    let (memory, failures) = remembered(journal, terms, &listing, now).await?;
    let nothing = Reenable::None;
    let allowed = if connection.read_only { &nothing } else { &terms.allowed };
    let decisions = decide(&listing.webhooks, &memory, allowed, now);
    Ok(Seeing { listing, news, decisions, failures, first })
}

/// What each webhook is called by now. An admin may rename one at any moment, in this program or in another, and a
/// re-enable must not bring the old name back.
async fn names(journal: &Journal, terms: &Terms) -> Result<BTreeMap<WebhookId, String>, Problem> {
    let mut names = terms.known_names.clone();
    names.extend(journal.names().await?);
    Ok(names)
}

/// How far back the rules look, and a little more.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(25);

/// What is known from before, with the attempts that the history doesn't count as tries: where the outcome isn't known,
/// the webhook may have been switched on.
async fn remembered(
    journal: &Journal,
    terms: &Terms,
    listing: &Listing,
    now: Timestamp,
) -> Result<(BTreeMap<WebhookId, WatchMemory>, BTreeMap<WebhookId, Option<String>>), Problem> {
    let mut failures = BTreeMap::new();
    let since = now.checked_sub(REMEMBERED).unwrap_or(Timestamp::MIN);
    let mut memory = journal.watch_memory(since, now).await?;
    for change in journal.past(since).await?.changes {
        let (Origin::Watch, ChangeKind::Reenable, Some(id)) = (change.origin, change.kind, change.webhook) else {
            continue;
        };
        let at = change.finished.unwrap_or(change.at);
        match change.fate {
            Fate::Differs | Fate::Unknown | Fate::Sent => {
                failures.insert(id.clone(), change.said);
                memory.entry(id).or_default().tries.push(at);
            }
            Fate::Refused | Fate::FoundUndone | Fate::Conflict | Fate::Gone => {
                failures.insert(id.clone(), change.said);
                memory.entry(id).or_default().failed.push(at);
            }
            // The history has counted these.
            Fate::Done | Fate::FoundDone | Fate::NotNeeded => drop(failures.remove(&id)),
            // Of these, nothing was sent.
            Fate::Planned | Fate::Dropped => {}
        }
    }
    for known in memory.values_mut() {
        known.tries.sort_unstable();
    }
    if !terms.also_off_before {
        let seen = journal.seen_on().await?;
        for hook in listing.webhooks.iter().filter(|hook| !seen.contains(&hook.id)) {
            memory.entry(hook.id.clone()).or_default().left_alone.get_or_insert(LeftAlone::BeforeWatch);
        }
    }
    Ok((memory, failures))
}

/// What became of a try.
struct Tried {
    outcome: Outcome,
    /// Whether this one was asked about, and didn't end with what ended one before it.
    was_reached: bool,
}

impl From<Outcome> for Tried {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, was_reached: true }
    }
}

/// Switches them on, one after the other. One that has no outcome was not reached.
async fn reenable(
    connection: &Connection,
    hooks: &[&Webhook],
    stopped: &watch::Receiver<bool>,
) -> BTreeMap<WebhookId, Tried> {
    let mut jobs: Vec<Job> = hooks.iter().map(|hook| job(hook)).collect();
    let mut outcomes = BTreeMap::new();
    if let Err(problem) = plan(connection, &mut jobs).await {
        outcomes.extend(jobs.into_iter().map(|job| (job.id, Outcome::Refused(problem.clone()).into())));
        return outcomes;
    }
    for (at, job) in jobs.iter().enumerate() {
        let mut stop = stopped.clone();
        let report = if *stopped.borrow() {
            None
        } else {
            change(connection, job, async move { until_stopped(&mut stop).await }).await
        };
        let Some(report) = report else {
            give_up(connection, jobs.get(at..).unwrap_or_default()).await;
            return outcomes;
        };
        let refused = refuses_all(&report.outcome);
        if report.outcome.is_refused_for_good() {
            leave_alone(connection, &job.id, LeftAlone::Refused).await;
        }
        outcomes.insert(job.id.clone(), report.outcome.into());
        if let Some(problem) = refused {
            let rest = jobs.get(at + 1..).unwrap_or_default();
            give_up(connection, rest).await;
            let tried = || Tried { outcome: Outcome::Refused(problem.clone()), was_reached: false };
            outcomes.extend(rest.iter().map(|job| (job.id.clone(), tried())));
            return outcomes;
        }
    }
    outcomes
}

fn job(hook: &Webhook) -> Job {
    Job {
        id: hook.id.clone(),
        label: hook.label(),
        known_name: hook.name.clone(),
        what: What::Edit(Edit::status(Status::Active)),
        way: Way::FullList,
        seen: hook.clone(),
        guarded: false,
        undoes: None,
        planned: None,
    }
}

/// Leaves it off from now on, and asks its endpoint, so that the admin is told why.
async fn leave(
    connection: &Connection,
    terms: &Terms,
    hook: &Webhook,
    stopped: &watch::Receiver<bool>,
) -> Option<EndpointAnswer> {
    leave_alone(connection, &hook.id, LeftAlone::FellAgain).await;
    let limits = terms.probe.as_ref()?;
    let mut stop = stopped.clone();
    tokio::select! {
        answer = probe::look(&hook.url, limits) => Some(answer),
        () = until_stopped(&mut stop) => None,
    }
}

async fn leave_alone(connection: &Connection, id: &WebhookId, why: LeftAlone) {
    if let Err(problem) = connection.journal.leave_alone(id, why).await {
        // It is decided, and told, once more at the next look.
        tracing::warn!(target: "hookswitch", ?problem, "a webhook that is left alone couldn't be marked");
    }
}
