//! What is being waited for, since when, and when that is worth a word: what is answered sooner shows nothing, so that
//! nothing flickers.

use jiff::{SignedDuration, Timestamp};

use super::audit::{AuditCommand, AuditEvent};
use super::command::{Command, Event};
use super::message::{Place, RequestId, Target};
use super::model::Model;
use super::text;

/// What takes longer than this is shown.
pub const SHOWN_AFTER: SignedDuration = SignedDuration::from_millis(300);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Settings,
    Saving,
    Copying,
    Pasting,
    /// The system's dialog for a file, or the file itself.
    File,
    WritingDown,
    /// Has a place of its own on some page.
    Other,
}

#[derive(Clone, Debug)]
struct Pending {
    what: What,
    request: Option<RequestId>,
    since: Timestamp,
    /// The keyring says that it takes long.
    slow: bool,
}

/// Everything under way that will be answered, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Waits(Vec<Pending>);

/// A wait in words, and what stops it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitLine {
    pub words: String,
    pub cancel: Option<RequestId>,
}

/// Whether something that began then has taken long enough to be shown.
pub fn is_long(since: Timestamp, now: Timestamp) -> bool {
    now.duration_since(since) >= SHOWN_AFTER
}

impl Waits {
    pub(super) fn begin(&mut self, command: &Command, now: Timestamp) {
        let request = command.request();
        let what = match command {
            Command::Cancel { request } | Command::Suspend { request } => {
                // The line goes at once; the answer still comes.
                return self.0.retain(|pending| pending.request != Some(*request) || pending.what != What::File);
            }
            Command::LoadSettings => What::Settings,
            Command::SaveSettings(_) => What::Saving,
            Command::Copy { .. } => What::Copying,
            Command::Paste(_) => What::Pasting,
            Command::Export { .. } | Command::Audit(AuditCommand::Export { .. } | AuditCommand::ReadReport { .. }) => {
                What::File
            }
            Command::Audit(AuditCommand::Accept { .. } | AuditCommand::TakeBack { .. }) => What::WritingDown,
            Command::Watch { .. } => return, // it goes on for as long as the window is open
            _ if request.is_some() => What::Other,
            _ => return,
        };
        self.0.push(Pending { what, request, since: now, slow: false });
    }

    pub(super) fn end(&mut self, event: &Event) {
        if let Some(request) = event.ended() {
            return self.0.retain(|pending| pending.request != Some(request));
        }
        let what = match event {
            Event::SettingsLoaded { .. } => What::Settings,
            Event::SettingsSaved(_) => What::Saving,
            Event::Copied { .. } => What::Copying,
            Event::Pasted { .. } => What::Pasting,
            Event::Audit(AuditEvent::Accepted { .. }) => What::WritingDown,
            _ => return,
        };
        if let Some(at) = self.0.iter().position(|pending| pending.what == what) {
            self.0.remove(at);
        }
    }

    pub(super) fn keyring_slow(&mut self, request: RequestId) {
        for pending in self.0.iter_mut().filter(|pending| pending.request == Some(request)) {
            pending.slow = true;
        }
    }

    /// A clock that was set back makes nothing wait for ever.
    pub(super) fn clock_is(&mut self, now: Timestamp) {
        for pending in &mut self.0 {
            pending.since = pending.since.min(now);
        }
    }

    /// How long until the next of them is worth a word.
    pub(super) fn next_in(&self, now: Timestamp) -> Option<SignedDuration> {
        let young = self.0.iter().filter(|pending| !is_long(pending.since, now));
        young.map(|pending| SHOWN_AFTER - now.duration_since(pending.since)).min()
    }

    fn long(&self, now: Timestamp) -> impl Iterator<Item = &Pending> {
        self.0.iter().filter(move |pending| is_long(pending.since, now))
    }
}

impl Model {
    /// Whether this is under way for long enough to be shown.
    pub fn shows_wait(&self, request: RequestId) -> bool {
        self.waits.long(self.now).any(|pending| pending.request == Some(request))
    }

    /// Whether the keyring keeps this waiting, perhaps for a password that the system asks for elsewhere.
    pub fn is_slow(&self, request: RequestId) -> bool {
        self.waits.0.iter().any(|pending| pending.request == Some(request) && pending.slow)
    }

    /// Whether the settings aren't read yet; then whether that takes long.
    pub fn reads_settings(&self) -> Option<bool> {
        let reading = self.waits.0.iter().find(|pending| pending.what == What::Settings)?;
        Some(is_long(reading.since, self.now))
    }

    /// What the line at the window's lower edge tells: whatever takes long and has no better place on this page.
    pub fn wait_line(&self) -> Option<WaitLine> {
        self.waits.long(self.now).find_map(|pending| {
            let words = match pending.what {
                What::Settings => return None,
                What::Saving => text::saving_settings().to_owned(),
                What::Copying | What::Pasting => text::waiting_for_clipboard().to_owned(),
                What::File => text::waiting_for_file().to_owned(),
                What::WritingDown => text::writing_down().to_owned(),
                What::Other => self.words_of(pending.request?, pending.slow)?,
            };
            let cancel = pending.request.filter(|request| pending.what == What::File || self.can_be_stopped(*request));
            Some(WaitLine { words, cancel })
        })
    }

    fn can_be_stopped(&self, request: RequestId) -> bool {
        self.form.creating() != Some(request)
    }

    /// The words for what isn't told by the page itself.
    fn words_of(&self, request: RequestId, slow: bool) -> Option<String> {
        let in_list = self.place == Place::Webhooks && self.list.latest().is_none();
        let waits = |words: String| self.wait.map_or(words, text::waiting);
        if matches!(self.access, super::Access::Opening { request: current, .. } if current == request) {
            let demo = self.open == Some(Target::Demo);
            let words = if demo { text::opening_demo() } else { text::opening_keyring() };
            return (!in_list).then(|| with_slow(words, slow));
        }
        if let Some((_, progress)) = self.reading.filter(|(current, _)| *current == request) {
            return (!in_list).then(|| waits(text::reading(progress)));
        }
        if self.form.creating() == Some(request) {
            return Some(waits(text::creating().to_owned()));
        }
        if self.history_view.asked == Some(request) {
            let shown = self.place == Place::History && self.history.latest().is_some();
            return shown.then(|| text::reading_history().to_owned());
        }
        if self.removing.as_ref().is_some_and(|(current, _)| *current == request) {
            return (self.place != Place::Settings).then(|| with_slow(text::removing(), slow));
        }
        let running = self.audit.running.as_ref().filter(|running| running.request == request)?;
        (self.place != Place::Audit).then(|| waits(text::audit_progress(running)))
    }
}

fn with_slow(words: &str, slow: bool) -> String {
    if slow { format!("{words} {}", text::keyring_slow()) } else { words.to_owned() }
}
