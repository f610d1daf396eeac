//! The watch in words.

use crate::app::Problem;
use crate::app::command::{WatchLeft, WatchLook, WatchTried};
use crate::app::review::Outcome;
use crate::domain::{Seen, TimeFormat, WebhookId};

pub fn watch_title() -> &'static str {
    "Watch"
}

pub fn watch_text() -> &'static str {
    "Hookswitch looks at this company's webhooks every few minutes and tells you what changed, also while its window \
     is hidden. It leaves at least half of the company's calls per minute to your other tools."
}

pub fn watch_switch() -> &'static str {
    "Watch this company"
}

pub fn watch_minutes() -> &'static str {
    "How often it looks"
}

pub fn every_minutes(minutes: u16) -> String {
    match minutes {
        1 => "Every minute".to_owned(),
        60 => "Every hour".to_owned(),
        minutes => format!("Every {minutes} minutes"),
    }
}

pub fn watch_notify() -> &'static str {
    "Tell changes on the desktop too"
}

pub fn watch_reenable() -> &'static str {
    "Switch deactivated webhooks back on"
}

pub fn watch_reenable_none() -> &'static str {
    "None"
}

pub fn watch_reenable_all() -> &'static str {
    "All"
}

pub fn watch_reenable_chosen(count: usize) -> String {
    format!("Only chosen ones ({count})")
}

pub fn watch_reenable_text() -> &'static str {
    "At most 3 times in 24 hours for each, with growing pauses; then it is left off and you are told. One that you \
     switched off here, or that was off before the watch began, is left alone. Choose single ones in their details."
}

pub fn allow_watch() -> &'static str {
    "The watch may switch it back on"
}

pub fn watch_allows_all() -> &'static str {
    "The watch may switch all of them back on. Settings can restrict it to chosen ones"
}

pub fn watch_read_only() -> &'static str {
    "This company is read-only here: the watch only tells"
}

pub fn watch_running(minutes: u16) -> String {
    format!("Watched every {}", super::plural(usize::from(minutes), "minute"))
}

pub fn watch_never_looked() -> &'static str {
    "The first look is under way"
}

pub fn watch_last(look: &WatchLook, times: TimeFormat) -> String {
    let when = super::moment(look.at, times);
    match look.off {
        0 => format!("Last look {when}: everything is on"),
        off => format!("Last look {when}: {off} off and left so"),
    }
}

/// What a look brought that is worth telling; `None`: nothing.
pub fn watch_news(look: &WatchLook, times: TimeFormat) -> Option<String> {
    let lines = watch_lines(look, times);
    (!lines.is_empty()).then(|| lines.join(". "))
}

/// The same, one sentence for each change.
pub fn watch_lines(look: &WatchLook, times: TimeFormat) -> Vec<String> {
    let mut lines: Vec<String> = look.reenabled.iter().map(reenabled).collect();
    lines.extend(look.given_up.iter().map(given_up));
    let tried = |id: &WebhookId| look.reenabled.iter().any(|tried| tried.id == *id);
    let told = |id: &WebhookId| tried(id) || look.given_up.iter().any(|left| left.id == *id);
    let news = look.news.iter().filter(|seen| !(seen.what == Seen::Deactivated && told(&seen.webhook)));
    lines.extend(news.map(|seen| super::sighting(seen, times)));
    lines
}

fn reenabled(WatchTried { label, outcome, .. }: &WatchTried) -> String {
    let label = super::named(label);
    match outcome {
        Outcome::Done => format!("{label} was deactivated and is on again"),
        Outcome::WasSo => format!("{label} came back on its own"),
        other => {
            let why = super::outcome(other, crate::domain::Status::Active);
            let then = match other {
                Outcome::RefusedOldNames => {
                    ". It is left off: open it and re-enable it by hand, you are offered another way"
                }
                other if other.is_refused_for_good() => {
                    ". It is left off: open it, mend that, then re-enable it by hand"
                }
                _ => "",
            };
            format!("{label} is off and couldn't be switched on: {why}{then}")
        }
    }
}

/// A label that several webhooks have, with what tells this one apart.
pub fn told_apart(label: &str, by: &str) -> String {
    let label = super::named(label);
    format!("{label} ({by})")
}

/// Why it is left off from now on.
fn given_up(WatchLeft { label, answer, .. }: &WatchLeft) -> String {
    let label = super::named(label);
    let why = answer.as_ref().map(|answer| format!(": {answer}")).unwrap_or_default();
    format!("{label} fell again after 3 tries in 24 hours and is left off{why}. Mend its endpoint, then re-enable it")
}

pub fn watch_failed(problem: &Problem) -> String {
    format!("The watch couldn't look: {}. It goes on trying", super::problem_title(problem))
}

pub fn of_company(company: &str, words: &str) -> String {
    let company = super::named(company);
    format!("{company}: {words}")
}

/// The button beside news of a company that isn't shown.
pub fn open_company(company: &str) -> String {
    let company = super::named(company);
    format!("Open {company}")
}

pub fn notification_title(company: &str) -> String {
    let company = super::named(company);
    format!("Hookswitch: {company}")
}

pub fn start_with_system() -> &'static str {
    "Start when I sign in"
}

pub fn stay_when_closed() -> &'static str {
    "Closing the window while a watch runs only makes it small"
}

pub fn quit() -> &'static str {
    "Quit Hookswitch"
}

pub fn read_only() -> &'static str {
    "Read-only"
}

pub fn read_only_of(name: &str) -> String {
    let name = super::named(name);
    format!("Read-only: {name}")
}

pub fn read_only_text() -> &'static str {
    "No change leaves this app: for a client's company, or a first look"
}
