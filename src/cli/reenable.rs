//! `reenable`: switches webhooks on again, each by a fresh read and its full event list.

use serde::Serialize;

use super::args::{Global, ReenableArgs};
use super::company::{Company, complain_of_partial};
use super::output;
use super::stop::{DONE, REFUSED, Stop};
use crate::app::command::Job;
use crate::app::review::What;
use crate::app::{Outcome, Problem, text};
use crate::domain::{Edit, Status, Webhook, WebhookId};
use crate::worker::{api_problem, change};

#[derive(Serialize)]
struct JsonOutcomes {
    results: Vec<JsonOutcome>,
    done: usize,
    failed: usize,
}

#[derive(Serialize)]
struct JsonOutcome {
    webhook_id: String,
    name: Option<String>,
    outcome: &'static str,
    /// As they were before, which is as they are unless the outcome says otherwise.
    events: Vec<String>,
}

/// A webhook that shall be switched on, as it was seen last.
struct Wanted {
    id: WebhookId,
    seen: Option<Webhook>,
}

enum Fate {
    WouldReenable,
    Known(Outcome),
}

pub async fn run(global: &Global, company: &Company, args: &ReenableArgs) -> Result<u8, Stop> {
    let listing = company.listing().await?;
    let partial = args.all && complain_of_partial(&listing);
    let mut results = Vec::new();
    for mut wanted in wanted(args, listing.webhooks) {
        let fate = fate(company, &mut wanted, args.dry_run).await;
        tell(global, &wanted, &fate);
        results.push((wanted, fate));
    }
    let done = results.iter().filter(|(_, fate)| fate.is_done()).count();
    let failed = results.iter().filter(|(_, fate)| fate.is_failure()).count();
    let code = if failed > 0 || partial { REFUSED } else { DONE };
    let written = if global.json {
        let results = results.into_iter().map(|(wanted, fate)| json(wanted, &fate)).collect();
        output::print_json(&JsonOutcomes { results, done, failed })
    } else if results.is_empty() {
        output::print(&format!("{}\n", text::none_deactivated()))
    } else {
        let summary = text::reenable_summary(results.len() - failed, results.len(), args.dry_run);
        output::print(&format!("{summary}\n"))
    };
    match written {
        // Nobody reads on, and the code still tells.
        Ok(()) | Err(Stop::Closed) => Ok(code),
        Err(stop) => Err(stop),
    }
}

/// All that are off, or those that were named, each once.
fn wanted(args: &ReenableArgs, hooks: Vec<Webhook>) -> Vec<Wanted> {
    if args.all {
        let off = hooks.into_iter().filter(|hook| !hook.status.is_active());
        return off.map(|hook| Wanted { id: hook.id.clone(), seen: Some(hook) }).collect();
    }
    let mut wanted: Vec<Wanted> = Vec::new();
    for id in args.ids.iter().map(WebhookId::new) {
        if wanted.iter().all(|earlier| earlier.id != id) {
            let seen = hooks.iter().find(|hook| hook.id == id).cloned();
            wanted.push(Wanted { id, seen });
        }
    }
    wanted
}

async fn fate(company: &Company, wanted: &mut Wanted, dry_run: bool) -> Fate {
    let hook = match seen(company, wanted).await {
        Ok(hook) => hook,
        Err(outcome) => return Fate::Known(outcome),
    };
    if dry_run {
        return match hook.status {
            Status::Active => Fate::Known(Outcome::WasSo),
            Status::Inactive if hook.events.is_empty() => Fate::Known(Outcome::Refused(Problem::NoEventsToKeep)),
            Status::Inactive => Fate::WouldReenable,
        };
    }
    let known_name = company.known_names.get(&hook.id).cloned();
    let job = Job { known_name, ..Job::new(hook, What::Edit(Edit::status(Status::Active))) };
    // Nothing stops it but the end of the program, after which the history tells.
    match change(&company.connection, &job, std::future::pending()).await {
        Some(report) => Fate::Known(report.outcome),
        None => Fate::Known(Outcome::Refused(Problem::Cancelled)),
    }
}

/// The webhook as the list showed it, or as it is when asked for alone.
async fn seen<'a>(company: &Company, wanted: &'a mut Wanted) -> Result<&'a Webhook, Outcome> {
    if wanted.seen.is_none() {
        let connection = &company.connection;
        let asked = connection.client.webhook(&wanted.id).await;
        let mut hook = asked.map_err(|error| match api_problem(error, &connection.base) {
            Problem::NotFound => Outcome::Gone,
            problem => Outcome::Refused(problem),
        })?;
        company.name(&mut hook);
        wanted.seen = Some(hook);
    }
    wanted.seen.as_ref().ok_or(Outcome::Gone)
}

/// A line for each while the rest goes on. For machines, only what went wrong, beside the output.
fn tell(global: &Global, wanted: &Wanted, fate: &Fate) {
    let label = wanted.seen.as_ref().map_or_else(|| wanted.id.to_string(), Webhook::label);
    let said = match fate {
        Fate::WouldReenable => text::would_reenable().to_owned(),
        Fate::Known(outcome) => text::outcome(outcome, Status::Active),
    };
    if global.json {
        if fate.is_failure() {
            output::complain(&text::outcome_line(&label, &said));
        }
        return;
    }
    let unchanged = wanted.seen.as_ref().filter(|_| !fate.is_failure());
    let unchanged = unchanged.map(|hook| text::events_unchanged(hook.events.len(), hook.events.retired()));
    let line = output::plain(&text::outcome_line(&label, &text::with_events(&said, unchanged.as_deref())));
    // A reader who has gone is no reason to leave the rest switched off.
    let _unread = output::print(&format!("{line}\n"));
}

impl Fate {
    fn is_done(&self) -> bool {
        matches!(self, Self::Known(outcome) if outcome.is_good())
    }

    fn is_failure(&self) -> bool {
        matches!(self, Self::Known(outcome) if !outcome.is_good())
    }

    /// How machines call it.
    fn code(&self) -> &'static str {
        match self {
            Self::WouldReenable => "would_reenable",
            Self::Known(outcome) => outcome_code(outcome),
        }
    }
}

pub fn outcome_code(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "on_again",
        Outcome::WasSo => "was_on",
        Outcome::AcceptedButNot => "accepted_but_still_off",
        Outcome::EventsDiffer { .. } => "events_differ",
        Outcome::Differs => "differs",
        Outcome::Conflict => "changed_meanwhile",
        Outcome::RefusedOldNames => "refused_old_names",
        Outcome::Gone => "gone",
        Outcome::Refused(_) => "refused",
        Outcome::Unclear(_) => "unclear",
    }
}

fn json(wanted: Wanted, fate: &Fate) -> JsonOutcome {
    let events = wanted.seen.as_ref().map(output::event_names).unwrap_or_default();
    JsonOutcome {
        webhook_id: wanted.id.to_string(),
        outcome: fate.code(),
        events: events.into_iter().map(str::to_owned).collect(),
        name: wanted.seen.and_then(|hook| hook.name),
    }
}
