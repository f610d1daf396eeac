//! How a webhook is, against how it was known: the rules behind a look, without the database.

use super::looks::Known;
use crate::domain::{ChangeRecord, EventsDiff, Kept, Seen, Status, Webhook};

/// The webhook as it is to be known from now on. A list that leaves the name out doesn't make it forgotten.
pub fn now(hook: &Webhook, known: Option<&Known>) -> Kept {
    let kept = Kept::of(hook);
    let name = kept.name.or_else(|| known.and_then(|known| known.kept.name.clone()));
    Kept { name, ..kept }
}

pub fn label(hook: &Webhook, known: Option<&Known>) -> String {
    match known {
        Some(known) if hook.name.is_none() && known.kept.name.is_some() => known.label.clone(),
        Some(_) | None => hook.label(),
    }
}

/// What changed between the two, but for what the changes under way meant to do.
pub fn seen(was: &Kept, now: &Kept, own: &[&ChangeRecord]) -> Vec<Seen> {
    let mut seen = Vec::new();
    if was.status != now.status && !is_ours(own, now, |kept| &kept.status) {
        seen.push(match now.status {
            Status::Active => Seen::Reenabled,
            Status::Inactive => Seen::Deactivated,
        });
    }
    if was.events != now.events && !is_ours(own, now, |kept| &kept.events) {
        let diff = EventsDiff::of(&was.events, &now.events);
        seen.push(Seen::Events { added: diff.added, removed: diff.removed });
    }
    if was.url != now.url && !is_ours(own, now, |kept| &kept.url) {
        seen.push(Seen::Url);
    }
    let both_named = was.name.is_some() && now.name.is_some();
    if both_named && was.name != now.name && !is_ours(own, now, |kept| &kept.name) {
        seen.push(Seen::Name);
    }
    seen
}

/// Whether a change of ours brought the field to what it is now.
fn is_ours<T: PartialEq>(own: &[&ChangeRecord], now: &Kept, field: impl Fn(&Kept) -> &T) -> bool {
    own.iter().any(|change| {
        let changes_it = |after: &&Kept| change.before.as_ref().is_none_or(|before| field(before) != field(after));
        change.after.as_ref().filter(changes_it).is_some_and(|after| field(after) == field(now))
    })
}

/// What is known once a change of ours from `before` to `after` is done.
pub fn merged(known: &Kept, before: Option<&Kept>, after: &Kept) -> Kept {
    let Some(before) = before else {
        return Kept { name: after.name.clone().or_else(|| known.name.clone()), ..after.clone() };
    };
    let url = if (&before.url, before.url_is_whole) == (&after.url, after.url_is_whole) { known } else { after };
    let name = if before.name == after.name { &known.name } else { &after.name };
    Kept {
        name: name.clone().or_else(|| known.name.clone()),
        url: url.url.clone(),
        url_is_whole: url.url_is_whole,
        events: if before.events == after.events { known.events.clone() } else { after.events.clone() },
        status: if before.status == after.status { known.status } else { after.status },
    }
}
