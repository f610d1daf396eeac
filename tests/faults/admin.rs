//! An admin who works with the app: draws what to do next, and does it as the window would, on what the app shows.

use std::collections::BTreeMap;

use fastrand::Rng;
use hookswitch::app::command::{Creation, Job, Report};
use hookswitch::app::review::{Way, What};
use hookswitch::app::{Outcome, Problem, Target};
use hookswitch::demo::{DemoServer, Stored};
use hookswitch::domain::{
    CallbackUrl, ChangeId, Draft, Edit, EventEdit, EventSet, ProfileId, Status, Webhook, WebhookId, WebhookSpec,
};
use hookswitch::worker::{Connection, Services, change, create, look_for_created, read_list};

use super::company::{State, events, set, webhook, world};
use super::truth::Truth;

/// How many webhooks there should be about.
const USUAL: std::ops::Range<usize> = 15..45;

pub struct Admin {
    pub server: DemoServer,
    pub services: Services,
    pub connection: Connection,
    pub random: Rng,
    pub truth: Truth,
    /// The list as the app shows it.
    shown: Vec<Webhook>,
    /// Changes that can be taken back: the record, how it was before and after.
    past: Vec<(ChangeId, Webhook, Webhook)>,
    /// Names that the app has set or seen.
    names: BTreeMap<String, String>,
    next: u64,
    /// What came of each operation, to compare two runs of one seed.
    pub told: Vec<String>,
}

impl Admin {
    pub fn new(server: DemoServer, services: Services, connection: Connection, random: Rng) -> Self {
        let truth = Truth::new(&world(&server));
        Self {
            server,
            services,
            connection,
            random,
            truth,
            shown: Vec::new(),
            past: Vec::new(),
            names: BTreeMap::new(),
            next: 100,
            told: Vec::new(),
        }
    }

    pub fn target() -> Target {
        Target::Profile(ProfileId::new("p1"))
    }

    pub async fn act(&mut self) {
        if self.shown.is_empty() {
            return self.read().await;
        }
        let (draw, count) = (self.random.u8(..100), self.server.webhooks().len());
        match draw {
            0..20 => self.edit().await,
            20..40 => self.switch_events().await,
            40..60 => self.switch().await,
            60..68 => self.take_back().await,
            68..80 if count < USUAL.start || (count < USUAL.end && draw < 75) => self.create().await,
            68..80 => self.delete().await,
            80..90 => self.others_change(count),
            _ => self.read().await,
        }
    }

    async fn read(&mut self) {
        match read_list(&self.connection, &|_, _| {}).await {
            Ok(listing) => {
                self.connection.journal.look(&listing).await.unwrap();
                self.truth.is_listed(&listing, &world(&self.server));
                self.shown = listing.webhooks;
                self.told.push(format!("read {}", self.shown.len()));
            }
            Err(problem) => self.told.push(format!("{problem:?}")),
        }
    }

    fn pick(&mut self) -> Webhook {
        let at = self.random.usize(..self.shown.len());
        self.shown[at].clone()
    }

    fn job(&mut self, seen: Webhook, what: What) -> Job {
        Job {
            id: seen.id.clone(),
            label: seen.label(),
            known_name: self.names.get(seen.id.as_str()).cloned(),
            what,
            way: Way::FullList,
            seen,
            guarded: self.random.bool(),
            undoes: None,
            planned: None,
        }
    }

    async fn edit(&mut self) {
        let seen = self.pick();
        let number = self.number();
        let edit = Edit {
            name: self.random.bool().then(|| format!("Name {number}")),
            url: self.random.bool().then(|| CallbackUrl::received(format!("https://edited-{number}.example/in?k=1"))),
            events: if self.random.bool() {
                EventEdit::Exactly(set(&events(&mut self.random)))
            } else {
                EventEdit::Keep
            },
            status: self.random.bool().then(|| Status::of(self.random.bool())),
        };
        let mut job = self.job(seen, What::Edit(edit));
        job.guarded = true;
        self.change(job).await;
    }

    async fn switch_events(&mut self) {
        let seen = self.pick();
        let (add, remove) = (events(&mut self.random), events(&mut self.random));
        let (add, remove) = match self.random.u8(..3) {
            0 => (set(&add), EventSet::default()),
            1 => (EventSet::default(), set(&remove)),
            _ => (set(&add), set(&(&remove - &add))),
        };
        let mut job = self.job(seen, What::Edit(Edit::events(add, remove)));
        if self.random.u8(..10) < 3 {
            job.way = Way::Merge;
        }
        self.change(job).await;
    }

    async fn switch(&mut self) {
        let seen = self.pick();
        let to = Status::of(!seen.status.is_active());
        let job = self.job(seen, What::Edit(Edit::status(to)));
        if self.change(job.clone()).await == Outcome::RefusedOldNames {
            self.change(Job { way: Way::Merge, ..job }).await;
        }
    }

    async fn delete(&mut self) {
        let seen = self.pick();
        let job = self.job(seen, What::Delete);
        self.change(job).await;
    }

    async fn take_back(&mut self) {
        let Some((record, before, after)) = self.past.pop() else { return self.switch().await };
        let job = self.job(after.clone(), What::Edit(Edit::between(&after, &before)));
        self.change(Job { undoes: Some(record), guarded: true, ..job }).await;
    }

    async fn change(&mut self, job: Job) -> Outcome {
        let before = world(&self.server);
        let report = change(&self.connection, &job, std::future::pending()).await.unwrap();
        let after = world(&self.server);
        self.told.push(format!("{:?} {}: {:?}", job.way, job.label, report.outcome));
        let last = matches!(report.outcome, Outcome::Unclear(_)).then(|| self.services.sent(&Self::target()).pop());
        self.truth.changed(&job, &report, &before, &after, last.flatten().as_ref());
        self.note(&job, &report);
        report.outcome
    }

    /// What the app shows from now on.
    fn note(&mut self, job: &Job, report: &Report) {
        if let (What::Edit(edit), Outcome::Done) = (&job.what, &report.outcome)
            && let Some(name) = &edit.name
        {
            self.names.insert(job.id.as_str().to_owned(), name.clone());
        }
        if let Report { outcome: Outcome::Done, found: Some(found), left: Some(left), record: Some(record) } = report {
            self.past.push((*record, found.clone(), left.clone()));
        }
        if let Some(at) = self.shown.iter().position(|hook| hook.id == job.id) {
            match (&report.left, &report.outcome) {
                (Some(left), _) => self.shown[at] = left.clone(),
                (None, Outcome::Gone) => drop(self.shown.remove(at)),
                (None, Outcome::Done | Outcome::WasSo) if job.what == What::Delete => drop(self.shown.remove(at)),
                (None, _) => {}
            }
        }
    }

    async fn create(&mut self) {
        let spec = self.spec();
        let shown: Vec<_> = self.shown.iter().map(|hook| hook.id.clone()).collect();
        let known = if self.random.u8(..4) == 0 { Vec::new() } else { shown };
        let before = world(&self.server);
        let result = create(&self.connection, &spec, &known, None).await;
        self.told.push(format!("create: {}", words(&result)));
        let record = self.newest_record().await.filter(|record| self.truth.is_new(*record));
        self.truth.created(&spec, &result, &before, &world(&self.server), record);
        match result {
            Ok(creation) => {
                if let Some(name) = spec.name() {
                    self.names.insert(creation.webhook.id.as_str().to_owned(), name.to_owned()); // the history knows it
                }
                self.shown.push(creation.webhook);
            }
            Err(Problem::CreateUnclear) => {
                let known: Vec<_> = before.keys().map(WebhookId::new).collect();
                self.look_for(&spec, &known, record).await;
            }
            Err(_) => {}
        }
    }

    async fn newest_record(&self) -> Option<ChangeId> {
        self.connection.journal.newest(1).await.unwrap().0.first().map(|record| record.id)
    }

    /// An unclear create is looked for, not sent again.
    async fn look_for(&mut self, spec: &WebhookSpec, known: &[WebhookId], record: Option<ChangeId>) {
        for _ in 0..self.random.u8(..3) {
            let found = look_for_created(&self.connection, spec, known, record).await;
            self.told.push(format!("look: {}", words(&found)));
            if let Ok(found) = found {
                self.truth.found(spec, &found, record, &world(&self.server));
                if let Some(name) = spec.name() {
                    self.names.insert(found.webhook.id.as_str().to_owned(), name.to_owned());
                }
                return self.shown.push(found.webhook);
            }
        }
    }

    /// A new address, or one that is there already, sometimes with the same events too.
    fn spec(&mut self) -> WebhookSpec {
        let (number, twin) = (self.number(), self.pick());
        let mut draft = Draft {
            name: if self.random.bool() { format!("New {number}") } else { String::new() },
            url: format!("https://new-{number}.example/in?key=k"),
            events: set(&events(&mut self.random)),
            ..Draft::default()
        };
        if self.random.u8(..3) == 0 && twin.url.is_https() {
            twin.url.expose().clone_into(&mut draft.url);
            if self.random.bool() && !twin.events.is_empty() {
                draft.events = twin.events;
            }
        }
        draft.parse().unwrap()
    }

    /// Another admin, or Aircall itself.
    fn others_change(&mut self, count: usize) {
        let number = self.number();
        let before = world(&self.server);
        let random = &mut self.random;
        self.server.change(|hooks| {
            let at = random.usize(..hooks.len());
            match random.u8(..6) {
                0 => hooks[at].active = !hooks[at].active,
                1 => hooks[at].events = events(random).into_iter().collect(),
                2 => hooks[at].name = Some(format!("Renamed {number}")),
                3 => hooks[at].url = format!("https://moved-{number}.example/in"),
                4 if count > USUAL.start => drop::<Stored>(hooks.remove(at)),
                _ if count < USUAL.end => hooks.push(webhook(number, random)),
                _ => random.shuffle(&mut hooks[at].events),
            }
        });
        self.truth.chosen_by_others(&before, &world(&self.server));
        self.told.push("others".to_owned());
    }

    fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }
}

fn words(result: &Result<Creation, Problem>) -> String {
    match result {
        Ok(made) => format!("made {:?}, answer lost: {}", State::of(&made.webhook), made.answer_lost),
        Err(problem) => format!("{problem:?}"),
    }
}
