//! What is true, kept beside the app: which event sets anyone chose for each webhook, what each change really did, and
//! whether what the app says of it is so.

use std::collections::{BTreeMap, BTreeSet};

use hookswitch::app::command::{Creation, Job, Report};
use hookswitch::app::review::{Way, What};
use hookswitch::app::{Outcome, Problem};
use hookswitch::domain::{ChangeId, ChangeRecord, EventEdit, Fate, Listing, SentRequest, Sighting, WebhookSpec};

use super::company::{State, World, names};

type Names = BTreeSet<String>;

pub struct Truth {
    /// Names the seed and the operation in every complaint.
    pub at: String,
    pub names_hidden: bool,
    chosen: BTreeMap<String, BTreeSet<Names>>,
    facts: BTreeMap<ChangeId, Fact>,
    /// Webhooks of which others changed something, or of which it isn't known what the app changed.
    others: Names,
}

/// What a change really did.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not, whatever the others are")]
struct Fact {
    /// The operation that it was.
    at: String,
    as_meant: bool,
    unchanged: bool,
    gone: bool,
    /// A look after the last request that could change something showed the webhook, and could tell. A name is often
    /// not told.
    seen_after: bool,
}

impl Truth {
    pub fn new(world: &World) -> Self {
        let mut truth = Self {
            at: String::new(),
            names_hidden: false,
            chosen: BTreeMap::new(),
            facts: BTreeMap::new(),
            others: Names::new(),
        };
        truth.chosen_by_others(&World::new(), world);
        truth.others.clear();
        truth
    }

    pub fn chosen_by_others(&mut self, before: &World, world: &World) {
        let touched = |id: &&String| before.get(*id) != world.get(*id);
        self.others.extend(before.keys().chain(world.keys()).filter(touched).cloned());
        for (id, (state, _)) in world {
            self.chosen.entry(id.clone()).or_default().insert(state.events.clone());
        }
    }

    /// Whether no change was seen under this record yet.
    pub fn is_new(&self, record: ChangeId) -> bool {
        !self.facts.contains_key(&record)
    }

    fn is_chosen(&self, world: &World) {
        for (id, (state, _)) in world {
            assert!(self.chosen[id].contains(&state.events), "{}: nobody chose this: {id} {state:?}", self.at);
        }
    }

    pub fn changed(&mut self, job: &Job, report: &Report, before: &World, after: &World, last: Option<&SentRequest>) {
        let (at, id) = (self.at.clone(), job.id.as_str());
        assert_eq!(without(before, id), without(after, id), "{at}: another webhook than {id} was changed");
        let (was, is) = (before.get(id), after.get(id));
        if let (Some((_, was)), Some((_, is))) = (was, is) {
            assert_eq!(was, is, "{at}: the token");
        }
        let (was, is) = (was.map(|(state, _)| state), is.map(|(state, _)| state));
        let meant = match (&job.what, was) {
            (What::Edit(edit), Some(was)) => {
                let read = was.name.clone().filter(|_| !self.names_hidden);
                Some(was.after(edit, read.or_else(|| job.known_name.clone())))
            }
            (What::Delete, _) | (_, None) => None,
        };
        if let (Some(meant), Some(_)) = (&meant, is) {
            self.chosen.entry(id.to_owned()).or_default().insert(meant.events.clone());
        }
        let half = is.is_some() && is == half(job, was, meant.as_ref()).as_ref();
        let still_off =
            is.is_some() && is == meant.as_ref().zip(was).map(|(meant, was)| meant.but_active(was.active)).as_ref();
        let fact = Fact {
            at: at.clone(),
            as_meant: is == meant.as_ref(),
            unchanged: was == is,
            gone: is.is_none(),
            seen_after: last.is_some_and(|request| shows(request, id)) && !same_but_name(was, meant.as_ref()),
        };
        let outcome = &report.outcome;
        let true_outcome = match outcome {
            Outcome::Done => was.is_some() && fact.as_meant,
            Outcome::WasSo => {
                fact.unchanged && (fact.as_meant || (self.names_hidden && same_but_name(is, meant.as_ref())))
            }
            Outcome::Conflict => fact.unchanged && job.guarded,
            Outcome::Gone => fact.gone && fact.unchanged,
            Outcome::Refused(_) | Outcome::RefusedOldNames => fact.unchanged,
            Outcome::AcceptedButNot => still_off && !fact.as_meant,
            Outcome::EventsDiffer { .. } => half,
            Outcome::Differs => false,
            Outcome::Unclear(_) => fact.unchanged || fact.as_meant || still_off || half,
        };
        let story =
            || format!("{at}: {outcome:?}\n{:?} {:?}\nwas {was:?}\nis {is:?}\nmeant {meant:?}", job.way, job.what);
        assert!(true_outcome, "{}", story());
        if job.guarded && !fact.unchanged {
            let seen = State::of(&job.seen);
            let was = was.unwrap();
            let name = if seen.name.is_none() || self.names_hidden { was.name.clone() } else { seen.name.clone() };
            assert_eq!(&State { name, ..seen }, was, "{}", story());
        }
        if half && matches!(outcome, Outcome::EventsDiffer { .. } | Outcome::Unclear(_)) {
            self.chosen.entry(id.to_owned()).or_default().extend(is.map(|state| state.events.clone()));
        }
        self.is_chosen(after);
        if !matches!(outcome, Outcome::Done | Outcome::WasSo) {
            self.others.insert(id.to_owned());
        }
        if let Some(record) = report.record {
            self.facts.insert(record, fact);
        }
    }

    pub fn created(
        &mut self,
        spec: &WebhookSpec,
        result: &Result<Creation, Problem>,
        before: &World,
        after: &World,
        record: Option<ChangeId>,
    ) {
        let at = self.at.clone();
        let old: World =
            after.iter().filter(|(id, _)| before.contains_key(*id)).map(|(k, v)| (k.clone(), v.clone())).collect();
        assert_eq!(&old, before, "{at}: a create changed something else");
        let new: Vec<_> = after.iter().filter(|(id, _)| !before.contains_key(*id)).collect();
        for (id, (state, _)) in &new {
            let name = Some(spec.name().unwrap_or("Webhook").to_owned());
            let url = spec.url().expose().to_owned();
            let meant = State { name, url, active: true, events: names(spec.events()) };
            assert_eq!(*state, meant, "{at}");
            self.chosen.entry((*id).clone()).or_default().insert(meant.events);
        }
        let made = new.first().map(|(id, _)| id.as_str());
        if result.is_err() {
            self.others.extend(made.map(str::to_owned));
        }
        match result {
            Ok(creation) => assert_eq!((new.len(), made), (1, Some(creation.webhook.id.as_str())), "{at}"),
            Err(Problem::CreateUnclear) => assert!(new.len() <= 1, "{at}: created twice"),
            Err(problem) => assert_eq!(made, None, "{at}: {problem:?}"),
        }
        if let Some(record) = record {
            let as_meant = new.len() == 1;
            let fact = Fact { at, as_meant, unchanged: !as_meant, gone: false, seen_after: false };
            self.facts.insert(record, fact);
        } else {
            assert_eq!(made, None, "{at}: it isn't written down");
        }
    }

    /// A create that was unclear was found by a later look.
    pub fn found(&self, spec: &WebhookSpec, found: &Creation, record: Option<ChangeId>, world: &World) {
        let fact = &self.facts[&record.unwrap()];
        assert!(fact.as_meant && spec.matches(&found.webhook), "{}: {fact:?}", self.at);
        assert!(world.contains_key(found.webhook.id.as_str()) && found.record == record, "{}", self.at);
    }

    pub fn is_listed(&self, listing: &Listing, world: &World) {
        let listed: BTreeMap<_, _> =
            listing.webhooks.iter().map(|hook| (hook.id.as_str().to_owned(), State::of(hook))).collect();
        let named = |state: &State| State { name: state.name.clone().filter(|_| !self.names_hidden), ..state.clone() };
        let meant: BTreeMap<_, _> = world.iter().map(|(id, (state, _))| (id.clone(), named(state))).collect();
        assert_eq!(listed, meant, "{}", self.at);
    }

    /// Every record tells what really happened, and each change has one. What was seen was the doing of others.
    pub fn is_told_by(&self, records: &[ChangeRecord], sightings: &[Sighting]) {
        for seen in sightings {
            assert!(self.others.contains(seen.webhook.as_str()), "{}: the app did it itself: {seen:?}", self.at);
        }
        let written: BTreeSet<_> = records.iter().map(|record| record.id).collect();
        let facts: BTreeSet<_> = self.facts.keys().copied().collect();
        assert_eq!(written, facts, "{}", self.at);
        for record in records {
            let fact = &self.facts[&record.id];
            let is_true = match record.fate {
                Fate::Done | Fate::FoundDone => fact.as_meant,
                Fate::NotNeeded | Fate::Refused | Fate::Conflict | Fate::FoundUndone => fact.unchanged,
                Fate::Gone => fact.gone,
                Fate::Differs => !fact.as_meant,
                Fate::Unknown => !fact.seen_after,
                Fate::Planned | Fate::Sent | Fate::Dropped => false,
            };
            assert!(is_true, "{}: {fact:?}\n{record:?}", fact.at);
        }
    }
}

fn without(world: &World, id: &str) -> World {
    world.iter().filter(|(other, _)| *other != id).map(|(id, entry)| (id.clone(), entry.clone())).collect()
}

fn same_but_name(one: Option<&State>, two: Option<&State>) -> bool {
    one.zip(two).is_some_and(|(one, two)| State { name: two.name.clone(), ..one.clone() } == *two)
}

/// A merge that adds and takes away is two requests: what the first of them leaves.
fn half(job: &Job, was: Option<&State>, meant: Option<&State>) -> Option<State> {
    let (What::Edit(edit), Way::Merge, Some(was), Some(meant)) = (&job.what, job.way, was, meant) else { return None };
    let EventEdit::Change { add, .. } = &edit.events else { return None };
    Some(State { events: &was.events | &names(add), ..meant.clone() })
}

/// Whether the request showed the webhook as it was then.
fn shows(request: &SentRequest, id: &str) -> bool {
    let whole = request.response_body.as_deref().is_some_and(|body| body.ends_with('}') && body.contains(id));
    request.method == "GET" && request.outcome == "ok" && whole
}
