//! `watch`: the window's watch for a server, a timer or a cron job. One line for each change; the exit code tells the rest.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::watch::Receiver;

use super::args::{Global, WatchArgs};
use super::company::Company;
use super::output;
use super::reenable::outcome_code;
use super::stop::{DONE, NOT_RUN, REFUSED, Stop};
use crate::app::{Problem, text};
use crate::domain::{
    EndpointAnswer, EventName, EventSet, LeftAlone, Reenable, Seen, Sighting, TimeFormat, WatchChoice, WebhookId,
};
use crate::worker::{
    EndpointLimits, Handled, Looked, Off, Pace, Patience, Services, Terms, interrupts, look, look_up_left_over,
    minutes, pause,
};

pub async fn run(global: &Global, company: &mut Company, services: &Services, args: &WatchArgs) -> Result<u8, Stop> {
    check_history(services, true)?;
    if let Err(problem) = look_up_left_over(&company.connection).await {
        tracing::debug!(target: "hookswitch", ?problem, "what an earlier run left over couldn't be looked up");
    }
    let stopped = interrupts()?;
    let mut teller = Teller { json: global.json, off: BTreeMap::new(), problem: None, said_partial: false };
    let mut state = State { is_usable: true, said_read_only: false, patience: Patience::default(), code: NOT_RUN };
    loop {
        let (result, wait) = state.look(global, company, services, args, &stopped).await?;
        state.code = code(&result, state.code);
        let code = state.code;
        let told = match &result {
            Ok(looked) => teller.looked(looked),
            Err(Problem::Cancelled) => Ok(()),
            Err(problem) => teller.failed(problem),
        };
        match told {
            Ok(()) => {}
            // Nobody reads on: a single look has done its work all the same, and a watch is no longer wanted.
            Err(Stop::Closed) => return Ok(code),
            // A full disk is no reason to stop watching.
            Err(stop) => output::complain(&stop.sentence().unwrap_or_default()),
        }
        if args.once || *stopped.borrow() {
            return Ok(code);
        }
        pause(wait, &stopped).await;
        if *stopped.borrow() {
            return Ok(code);
        }
        state.is_usable &= !matches!(result, Err(Problem::WrongKey | Problem::Unauthorized));
    }
}

/// What goes on from one look to the next.
struct State {
    /// Whether the connection may be used as it is, if the settings don't say otherwise.
    is_usable: bool,
    said_read_only: bool,
    patience: Patience,
    /// How the watch ends, as the last look has it.
    code: u8,
}

impl State {
    /// Looks once, as the settings are now, and tells how long to wait then.
    async fn look(
        &mut self,
        global: &Global,
        company: &mut Company,
        services: &Services,
        args: &WatchArgs,
        stopped: &Receiver<bool>,
    ) -> Result<(Result<Looked, Problem>, Duration), Stop> {
        let every = minutes(args.interval.unwrap_or(WatchChoice::USUAL));
        let mut stop = stopped.clone();
        let renewed = tokio::select! {
            renewed = company.anew(global, services, Pace::Half, !self.is_usable) => renewed,
            _ = stop.wait_for(|stopped| *stopped) => return Ok((Err(Problem::Cancelled), every)),
        };
        match renewed {
            Ok(()) => {}
            Err(Stop::Problem(problem)) => {
                self.is_usable = false;
                let wait = self.patience.until_next(&problem, every);
                return Ok((Err(problem), wait));
            }
            Err(stop) => return Err(stop),
        }
        self.is_usable = true;
        self.patience = Patience::default();
        let is_read_only = args.reenable && company.connection.read_only;
        if is_read_only && !std::mem::replace(&mut self.said_read_only, is_read_only) {
            output::note(text::watch_read_only());
        }
        Ok((look(&company.connection, &terms(company, args), Timestamp::now(), stopped).await, every))
    }
}

/// Nothing is sent that can't be written down. And without its memory, each look of a watch would be the first one.
pub fn check_history(services: &Services, must_last: bool) -> Result<(), Stop> {
    let Some(trouble) = services.take_history_trouble() else {
        return Ok(());
    };
    if matches!(trouble, Problem::HistorySetAside { .. }) || (!must_last && trouble == Problem::HistoryNowhere) {
        output::complain(&text::problem(&trouble));
        return Ok(());
    }
    Err(trouble.into())
}

fn terms(company: &Company, args: &WatchArgs) -> Terms {
    let limits = |proxy| EndpointLimits { proxy, ..EndpointLimits::default() };
    Terms {
        allowed: if args.reenable { Reenable::All } else { Reenable::None },
        also_off_before: args.all,
        known_names: company.known_names.clone(),
        probe: company.proxy.clone().map(limits),
    }
}

/// How the watch would end now. Stopped in the middle of a look, it ends as after the one `before`.
fn code(result: &Result<Looked, Problem>, before: u8) -> u8 {
    match result {
        Err(Problem::Cancelled) => before,
        Ok(looked) if looked.all_well() => DONE,
        Ok(_) => REFUSED,
        Err(_) => NOT_RUN,
    }
}

/// Says what a look brought.
struct Teller {
    json: bool,
    /// Why each was off at the look before.
    off: BTreeMap<WebhookId, &'static str>,
    /// What the look before failed with, which isn't said at every look.
    problem: Option<Problem>,
    said_partial: bool,
}

impl Teller {
    fn looked(&mut self, looked: &Looked) -> Result<(), Stop> {
        self.problem = None;
        let before = std::mem::take(&mut self.off);
        self.off = looked.off.iter().filter_map(|off| Some((off.id.clone(), why_off(&off.what)?))).collect();
        let still: Vec<&Off> = looked.off.iter().filter(|off| self.off.get(&off.id) != before.get(&off.id)).collect();
        if !looked.complete && !std::mem::replace(&mut self.said_partial, true) {
            output::complain(text::partial_explained());
        }
        if self.json { json(looked, &still) } else { words(looked, &still) }
    }

    fn failed(&mut self, problem: &Problem) -> Result<(), Stop> {
        if self.problem.replace(problem.clone()).as_ref() == Some(problem) {
            return Ok(());
        }
        let sentence = text::problem(problem);
        if self.json {
            let at = Timestamp::now().to_string();
            return output::print_json_line(&Line { problem: Some(sentence), ..Line::new(at, "could_not_look") });
        }
        output::complain(&sentence);
        Ok(())
    }
}

/// The changes, and beside the output what is off since then.
fn words(looked: &Looked, still: &[&Off]) -> Result<(), Stop> {
    let before_watch = |off: &&Off| off.what == Handled::LeftAlone(LeftAlone::BeforeWatch);
    let left = looked.off.iter().filter(before_watch).count();
    if looked.first && left > 0 {
        output::note(&text::watch_first_look(left));
    }
    let mut written = Ok(());
    for line in text::watch_lines(&looked.look, TimeFormat::default()) {
        let line = output::plain(&text::watch_line(looked.look.at, &line));
        written = written.and(output::print(&format!("{line}\n")));
    }
    for line in still.iter().filter_map(|off| still_off(off)) {
        output::note(&output::plain(&text::watch_line(looked.look.at, &line)));
    }
    written
}

/// What isn't a change, and explains the exit code.
fn still_off(Off { label, what, .. }: &Off) -> Option<String> {
    match what {
        Handled::Waits { until } => Some(text::off_until(label, *until)),
        Handled::NotAllowed => Some(text::off_not_allowed(label)),
        Handled::LeftAlone(LeftAlone::FellAgain) => Some(text::off_fell_again(label)),
        Handled::LeftAlone(LeftAlone::Refused) => Some(text::off_refused(label)),
        // Told with the changes, or off on purpose.
        Handled::Tried(_) | Handled::GivenUp(_) | Handled::LeftAlone(_) => None,
    }
}

/// How machines call what keeps it off, once nothing more is done about it.
fn why_off(what: &Handled) -> Option<&'static str> {
    match what {
        Handled::Tried(_) | Handled::GivenUp(_) => None,
        Handled::Waits { .. } => Some("waits"),
        Handled::NotAllowed => Some("not_allowed"),
        Handled::LeftAlone(LeftAlone::ByAdmin) => Some("by_admin"),
        Handled::LeftAlone(LeftAlone::BeforeWatch) => Some("before_watch"),
        Handled::LeftAlone(LeftAlone::FellAgain) => Some("fell_again"),
        Handled::LeftAlone(LeftAlone::Refused) => Some("refused"),
    }
}

/// A line for machines. What it doesn't tell is left out.
#[derive(Serialize, Default)]
struct Line {
    at: String,
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    millis: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    off: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    complete: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

impl Line {
    fn new(at: String, what: &'static str) -> Self {
        Self { at, what, ..Self::default() }
    }
}

/// The changes, what is off since then, and that it looked.
fn json(looked: &Looked, still: &[&Off]) -> Result<(), Stop> {
    let at = looked.look.at.to_string();
    let done = looked.off.iter().filter(|off| why_off(&off.what).is_none());
    let mut lines: Vec<Line> = looked.look.news.iter().map(|seen| seen_line(&at, seen)).collect();
    lines
        .extend(done.chain(still.iter().copied().filter(|off| why_off(&off.what).is_some())).map(|off| line(&at, off)));
    let (off, complete) = (Some(looked.look.off), Some(looked.complete));
    lines.push(Line { off, complete, ..Line::new(at, "looked") });
    lines.iter().try_for_each(output::print_json_line)
}

fn seen_line(at: &str, seen: &Sighting) -> Line {
    let names = |events: &EventSet| Some(events.iter().map(EventName::as_str).map(str::to_owned).collect());
    let (what, added, removed) = match &seen.what {
        Seen::Deactivated => ("deactivated", None, None),
        Seen::Reenabled => ("switched_on", None, None),
        Seen::Events { added, removed } => ("events_changed", names(added), names(removed)),
        Seen::Url => ("url_changed", None, None),
        Seen::Name => ("renamed", None, None),
        Seen::New => ("new", None, None),
        Seen::Gone => ("gone", None, None),
    };
    Line {
        webhook_id: Some(seen.webhook.to_string()),
        label: Some(seen.label.clone()),
        after: seen.after.map(|after| after.to_string()),
        until: Some(seen.until.to_string()),
        added,
        removed,
        ..Line::new(at.to_owned(), what)
    }
}

fn line(at: &str, off: &Off) -> Line {
    let line = |what| Line {
        webhook_id: Some(off.id.to_string()),
        label: Some(off.label.clone()),
        ..Line::new(at.to_owned(), what)
    };
    match &off.what {
        Handled::Tried(outcome) => Line { outcome: Some(outcome_code(outcome)), ..line("reenable") },
        Handled::GivenUp(answer) => endpoint(line("given_up"), *answer),
        Handled::Waits { until } => Line { why: why_off(&off.what), until: Some(until.to_string()), ..line("off") },
        Handled::NotAllowed | Handled::LeftAlone(_) => Line { why: why_off(&off.what), ..line("off") },
    }
}

fn endpoint(line: Line, answer: Option<EndpointAnswer>) -> Line {
    let code = match answer {
        Some(EndpointAnswer::Answered { status, millis }) => {
            return Line { endpoint: Some("answered"), status: Some(status), millis: Some(millis), ..line };
        }
        Some(EndpointAnswer::TooSlow) => "too_slow",
        Some(EndpointAnswer::Refused) => "refused",
        Some(EndpointAnswer::NoSuchHost) => "no_such_host",
        Some(EndpointAnswer::NotSecure) => "not_secure",
        Some(EndpointAnswer::Cut) => "cut",
        Some(EndpointAnswer::Unreachable) => "unreachable",
        Some(EndpointAnswer::NotLookedAt) | None => "not_looked_at",
    };
    Line { endpoint: Some(code), ..line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::WatchLook;

    #[test]
    fn a_look_that_is_stopped_in_its_middle_leaves_the_code_of_the_one_before() {
        let looked = Looked { look: WatchLook::default(), off: Vec::new(), complete: true, first: false };
        let partial = Looked { complete: false, ..looked.clone() };
        assert_eq!((code(&Ok(looked), NOT_RUN), code(&Ok(partial), DONE)), (DONE, REFUSED));
        assert_eq!(code(&Err(Problem::Offline), DONE), NOT_RUN);
        assert_eq!(
            [DONE, REFUSED, NOT_RUN].map(|before| code(&Err(Problem::Cancelled), before)),
            [DONE, REFUSED, NOT_RUN]
        );
    }
}
