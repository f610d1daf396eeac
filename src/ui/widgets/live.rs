//! What a screen reader hears by itself, without being led there: results, errors, progress.
//!
//! A reader speaks a live node when it appears and when its words change. Each gets an id that doesn't depend on what
//! stands before it: else it would be a new one, and spoken again, whenever something is drawn above.

use egui::accesskit::{Live, Role};
use egui::{AsIdSalt, Id, Response, Ui, UiBuilder};

/// At most so often, in seconds, progress is spoken: a hundred webhooks would be a hundred sentences.
const PROGRESS: f64 = 5.0;
/// A countdown is spoken once, and again if it goes on and on.
const COUNTDOWN: f64 = 30.0;

/// A result, spoken when the reader has finished its sentence.
pub fn status(ui: &mut Ui, key: impl AsIdSalt, words: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    say(ui, key, Some(Role::Status), words, |_, _| Live::Polite, add)
}

/// An error that stops what was asked for: spoken at once.
pub fn alert(ui: &mut Ui, key: impl AsIdSalt, words: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    say(ui, key, Some(Role::Alert), words, |_, _| Live::Assertive, add)
}

/// A sentence that stays a label: under a field, or beside something.
pub fn note(ui: &mut Ui, words: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    say(ui, ("note", words), None, words, |_, _| Live::Polite, add)
}

/// Progress: the first words, then every few seconds those of the moment.
pub fn progress(ui: &mut Ui, key: impl AsIdSalt, words: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    say(ui, key, Some(Role::Status), words, |ui, id| pace(ui, id, words, PROGRESS), add)
}

/// Seconds that go by.
pub fn countdown(ui: &mut Ui, key: impl AsIdSalt, words: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    say(ui, key, Some(Role::Status), words, |ui, id| pace(ui, id, words, COUNTDOWN), add)
}

/// A result that may be the same as before: spoken anew when what it was waited for has ended without another.
pub fn outcome(ui: &mut Ui, key: &str, waits: bool, words: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let id = ui.scope_id().with(("outcome", key));
    let (before, mut count) = ui.data(|data| data.get_temp::<(Option<String>, usize)>(id)).unwrap_or_default();
    if !waits && before.as_deref() == Some(words) {
        count += 1;
    }
    let before = waits.then(|| before.unwrap_or_else(|| words.to_owned()));
    ui.data_mut(|data| data.insert_temp(id, (before, count)));
    say(ui, (key, count), None, words, |_, _| Live::Polite, add)
}

/// A heading that a reader says by itself when it comes: only what it changes to is spoken.
pub fn heading(ui: &mut Ui, words: &str, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    say(ui, "heading", None, words, |ui, id| changes(ui, id, words), add)
}

fn say(
    ui: &mut Ui,
    key: impl AsIdSalt,
    role: Option<Role>,
    words: &str,
    live: impl FnOnce(&Ui, Id) -> Live,
    add: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    let mut id = ui.scope_id().with("live").with(key);
    while ui.ctx().has_accesskit_node(id) {
        id = id.with("again"); // the same words twice in one place
    }
    ui.scope_builder(UiBuilder::new().scope_id(id), |ui| {
        let response = add(ui);
        let live = live(ui, id);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_live(live);
            if let Some(role) = role {
                node.set_role(role);
                node.set_label(words);
            }
        });
        response
    })
    .inner
}

/// When progress was last spoken, and what stands there now.
#[derive(Clone, Debug)]
struct Spoken {
    at: f64,
    /// The pass in which it was last drawn.
    pass: u64,
    words: String,
    live: bool,
}

/// A reader speaks words that change while their node is live, and keeps silent while it isn't.
fn pace(ui: &Ui, id: Id, words: &str, every: f64) -> Live {
    let now = ui.input(|input| input.time);
    let pass = ui.ctx().cumulative_pass_nr();
    // What was gone in between begins anew: its first words are spoken.
    let before = ui.data(|data| data.get_temp::<Spoken>(id)).filter(|old| pass - old.pass <= 2);
    let next = match before {
        Some(same) if same.words == words => Spoken { pass, ..same },
        Some(old) if now - old.at < every => Spoken { pass, words: words.to_owned(), live: false, ..old },
        _ => Spoken { at: now, pass, words: words.to_owned(), live: true },
    };
    let live = if next.live { Live::Polite } else { Live::Off };
    ui.data_mut(|data| data.insert_temp(id, next));
    live
}

/// What a heading said in which pass, and whether it is spoken.
type Heard = (u64, String, bool);

fn changes(ui: &Ui, id: Id, words: &str) -> Live {
    let pass = ui.ctx().cumulative_pass_nr();
    let before = ui.data(|data| data.get_temp::<Heard>(id)).filter(|(last, ..)| pass - last <= 2);
    let live = before.is_some_and(|(_, said, live)| live || said != words);
    ui.data_mut(|data| data.insert_temp::<Heard>(id, (pass, words.to_owned(), live)));
    if live { Live::Polite } else { Live::Off }
}
