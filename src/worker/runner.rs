//! Takes commands from the window, runs each as a task, and hands back events. The window never waits for it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use poll_promise::Promise;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::batch::change_all;
use super::connection::Connection;
use super::journal::Journal;
use super::leftover::{LeftOver, look_up};
use super::reading::{read_list, webhooks_problem};
use super::services::{Services, Tell};
use super::watching::{self, Order};
use super::{audit, create, delivery, demo_past, desktop, tour};
use crate::app::command::{History, Look};
use crate::app::{Command, Event, Problem, RequestId, Target};
use crate::domain::{Listing, Webhook, WebhookId};
use crate::vault::{SettingsFile, Vault};

type Wake = Arc<dyn Fn() + Send + Sync>;

/// The window's hands.
pub struct Runner {
    runtime: Option<Runtime>,
    work: Arc<Work>,
    /// Events that come while a command is under way.
    stream: Receiver<Event>,
    in_flight: Vec<Promise<Event>>,
    stops: BTreeMap<RequestId, watch::Sender<bool>>,
    wake: Wake,
}

/// What a task works with.
struct Work {
    services: Services,
    begun: Timestamp,
    /// Up to when the window has heard what looks showed.
    heard: Mutex<BTreeMap<Target, Timestamp>>,
    #[cfg(feature = "gui")]
    board: super::clipboard::Board,
    #[cfg(feature = "gui")]
    callers: super::instance::Callers,
}

impl Runner {
    /// `wake` is called after an event is there to be taken.
    pub fn new(
        vault: Vault,
        settings: Option<SettingsFile>,
        history: Option<PathBuf>,
        wake: Wake,
    ) -> std::io::Result<Self> {
        let (tell, stream) = stream(&wake);
        let services = Services::new(vault, settings, tell).with_history(history);
        Self::with_services(services, stream, wake)
    }

    /// With services made elsewhere; `stream` must be what they tell into.
    pub fn with_services(services: Services, stream: Receiver<Event>, wake: Wake) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let work = Work {
            services,
            begun: Timestamp::now(),
            heard: Mutex::default(),
            #[cfg(feature = "gui")]
            board: super::clipboard::Board::default(),
            #[cfg(feature = "gui")]
            callers: super::instance::Callers::default(),
        };
        let stops = BTreeMap::new();
        Ok(Self { runtime: Some(runtime), work: Arc::new(work), stream, in_flight: Vec::new(), stops, wake })
    }

    /// Hears second starts from now on.
    #[cfg(feature = "gui")]
    pub fn listen(&self, instance: &super::instance::Instance) {
        if let Some(runtime) = &self.runtime {
            let _on_it = runtime.enter();
            instance.listen(self.work.callers.clone(), self.work.services.teller());
        }
    }

    pub fn dispatch(&mut self, command: Command) {
        if let Command::Cancel { request } | Command::Suspend { request } = command {
            if let Command::Suspend { .. } = command {
                self.work.services.ends.store(true, Ordering::Release);
            }
            if let Some(stop) = self.stops.get(&request) {
                stop.send_replace(true);
            }
            return;
        }
        if let Command::SetBudget(budget) = command {
            return self.work.services.set_budget(budget); // before whatever is sent next
        }
        #[cfg(feature = "gui")]
        if let Command::WindowShown { caller } = command {
            self.work.callers.answer(caller);
        }
        if let Command::SaveSettings(settings) = &command {
            self.work.services.queue_settings(settings.clone());
        }
        let Some(runtime) = &self.runtime else {
            return;
        };
        let (stop, stopped) = watch::channel(false);
        if let Some(request) = command.request() {
            self.stops.insert(request, stop);
        }
        let (sender, promise) = Promise::new();
        let crashed = command.failed(Problem::Internal);
        let task = runtime.spawn(run(command, Arc::clone(&self.work), stopped));
        let wake = Arc::clone(&self.wake);
        runtime.spawn(async move {
            sender.send(task.await.unwrap_or(crashed));
            wake();
        });
        self.in_flight.push(promise);
    }

    /// The next event, or nothing for now. What came while a command ran is heard before what it ended with.
    pub fn next_event(&mut self) -> Option<Event> {
        if let Ok(event) = self.stream.try_recv() {
            return Some(event);
        }
        let at = self.in_flight.iter().position(|promise| promise.ready().is_some())?;
        // The value is in, so whatever the command told before is in the stream too.
        if let Ok(event) = self.stream.try_recv() {
            return Some(event);
        }
        let event = self.in_flight.swap_remove(at).block_and_take();
        if let Some(request) = event.ended() {
            self.stops.remove(&request);
        }
        Some(event)
    }
}

impl Drop for Runner {
    /// Writes what is still to be written; doesn't wait for a keyring that waits for a password.
    fn drop(&mut self) {
        if let Err(problem) = self.work.services.save_queued() {
            tracing::debug!(target: "hookswitch", ?problem, "settings weren't saved at the end");
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A channel for the events that come while commands run; each wakes the window after it is in.
pub fn stream(wake: &Wake) -> (Tell, Receiver<Event>) {
    let (sender, stream) = channel();
    let wake = Arc::clone(wake);
    let tell: Tell = Arc::new(move |event| {
        if sender.send(event).is_ok() {
            wake();
        }
    });
    (tell, stream)
}

/// Carries a command out; where it is stopped, it answers that it was cancelled.
async fn run(command: Command, work: Arc<Work>, mut stopped: watch::Receiver<bool>) -> Event {
    if let Command::Change { request, target, jobs } = command {
        return change_all(&work.services, request, &target, jobs, &stopped).await;
    }
    if let Command::Watch { request, target, profile, watch, proxy } = command {
        return watching::watch(&work.services, Order { request, target, profile, watch, proxy }, stopped).await;
    }
    if let Command::Audit(command) = command {
        return audit::carry_out(&work.services, command, stopped).await;
    }
    let cancelled = command.failed(Problem::Cancelled);
    let stop = until_stopped(&mut stopped);
    tokio::select! {
        event = carry_out(command, &work) => event,
        () = stop => cancelled,
    }
}

pub(super) async fn until_stopped(stopped: &mut watch::Receiver<bool>) {
    if stopped.wait_for(|stopped| *stopped).await.is_err() {
        std::future::pending::<()>().await; // nobody can stop it
    }
}

async fn carry_out(command: Command, work: &Arc<Work>) -> Event {
    let services = &work.services;
    let slow = |request| move || services.tell(Event::KeyringSlow { request });
    match command {
        Command::LoadSettings => on_disk(work, command.failed(Problem::Internal), Services::load_settings).await,
        Command::SaveSettings(_) => on_disk(work, command.failed(Problem::Internal), Services::save_now).await,
        Command::OpenDemo { request } => {
            let result = demo_past::open(services).await;
            look_up_left_over(work, Target::Demo, result.as_ref().ok());
            Event::Opened { request, result: result.map(drop) }
        }
        Command::OpenProfile { request, profile, proxy } => {
            let result = services.open_profile(&profile, proxy, slow(request)).await;
            look_up_left_over(work, Target::Profile(profile.id), result.as_ref().ok());
            Event::Opened { request, result: result.map(drop) }
        }
        Command::Test { request, base, credential, proxy } => {
            Event::Tested { request, result: services.test(base, credential, proxy).await }
        }
        Command::TestProfile { request, profile, proxy } => {
            let result = match services.credential(&profile, slow(request)).await {
                Ok(credential) => services.test(profile.base.clone(), credential, proxy).await,
                Err(problem) => Err(problem),
            };
            Event::Tested { request, result }
        }
        Command::Keep { request, profile, credential, keeping } => {
            Event::Kept { request, result: services.keep(&profile, &credential, keeping, slow(request)).await }
        }
        Command::Forget { request, profile } => {
            Event::Forgotten { request, result: services.forget(&profile, slow(request)).await }
        }
        Command::ReadWebhooks { request, target } => read(work, request, &target).await,
        Command::ReadOne { request, target, id } => {
            let result = match services.connection(&target) {
                Ok(connection) => read_one(&connection, &id).await,
                Err(problem) => Err(problem),
            };
            Event::OneRead { request, result }
        }
        Command::ReadHistory { request, target } => {
            Event::HistoryRead { request, result: read_history(services, &target).await }
        }
        Command::ReadSent { request, target } => Event::SentRead { request, result: Ok(services.sent(&target)) },
        Command::DropPlanned { target, ids } => Event::Done(match services.journal(&target).await {
            Ok(journal) => journal.drop_planned(ids).await,
            Err(problem) => Err(problem),
        }),
        Command::EndWatch { target } => Event::Done(match services.journal(&target).await {
            Ok(journal) => journal.watch_ends().await,
            Err(problem) => Err(problem),
        }),
        Command::Notify { .. } | Command::StartWithSystem(_) | Command::Export { .. } | Command::OpenFolder(_) => {
            desktop::carry_out(command).await
        }
        Command::Create { request, target, spec, known, undoes } => {
            let result = match services.connection(&target) {
                Ok(connection) => {
                    let begins = |record, known: &[WebhookId]| {
                        services.tell(Event::CreateBegins { request, record, known: known.to_vec() });
                    };
                    create::create_telling(&connection, &spec, &known, undoes, &begins).await
                }
                Err(problem) => Err(problem),
            };
            Event::Created { request, result }
        }
        Command::LookForCreated { request, target, spec, known, record } => {
            let result = match services.connection(&target) {
                Ok(connection) => create::look(&connection, &spec, &known, record).await,
                Err(problem) => Err(problem),
            };
            Event::Created { request, result }
        }
        Command::SetDemoMode(mode) => {
            services.set_demo_mode(mode).await;
            Event::Done(Ok(()))
        }
        Command::Copy { .. } | Command::Paste(_) => clip(command, work).await,
        Command::Tour(order) => tour::carry_out(services, order).await,
        Command::Deliver(order) => delivery::carry_out(services, order).await,
        Command::WindowShown { .. }
        | Command::Audit(_)
        | Command::Change { .. }
        | Command::Watch { .. }
        | Command::Cancel { .. }
        | Command::SetBudget(_)
        | Command::Suspend { .. } => {
            Event::Done(Ok(())) // handled before
        }
    }
}

/// Files can be on a slow disk, so they are read and written off the runtime's own threads. `crashed` ends the wait.
async fn on_disk(work: &Arc<Work>, crashed: Event, call: fn(&Services) -> Event) -> Event {
    let work = Arc::clone(work);
    tokio::task::spawn_blocking(move || call(&work.services)).await.unwrap_or(crashed)
}

#[cfg(feature = "gui")]
async fn clip(command: Command, work: &Arc<Work>) -> Event {
    let failed = command.failed(Problem::ClipboardFailed);
    let board = work.board.clone();
    let task = tokio::task::spawn_blocking(move || match command {
        Command::Copy { what, text } => Event::Copied { what, result: board.copy(&text) },
        Command::Paste(into) => Event::Pasted { into, result: board.paste() },
        other => other.failed(Problem::Internal),
    });
    task.await.unwrap_or(failed)
}

#[cfg(not(feature = "gui"))]
async fn clip(command: Command, _work: &Arc<Work>) -> Event {
    std::future::ready(command.failed(Problem::ClipboardFailed)).await
}

async fn read(work: &Work, request: RequestId, target: &Target) -> Event {
    let services = &work.services;
    let tell = services.teller();
    let progress = move |read, total| tell(Event::ReadProgress { request, read, total });
    let result = match services.connection(target) {
        Ok(connection) => read_and_remember(work, target, &connection, &progress).await,
        Err(problem) => Err(problem),
    };
    Event::WebhooksRead { request, result }
}

/// Reads the list, and tells what the history makes of it before the list itself is told.
async fn read_and_remember(
    work: &Work,
    target: &Target,
    connection: &Connection,
    progress: &(dyn Fn(usize, Option<usize>) + Send + Sync),
) -> Result<Listing, Problem> {
    let listing = read_list(connection, progress).await?;
    let services = &work.services;
    let look = match work.remember(target, &connection.journal, &listing).await {
        Ok(look) => Look { trouble: services.take_history_trouble(), ..look },
        // A file that can't be opened is told once, however often it is tried.
        Err(problem) => {
            let told = services.take_history_trouble().or(connection.journal.is_open().then_some(problem));
            Look { trouble: told, ..Look::default() }
        }
    };
    services.tell(Event::Looked { target: target.clone(), look });
    Ok(listing)
}

impl Work {
    /// Takes a list into the history. Its news are all that the window hasn't heard in this run: a watch may have looked
    /// first.
    async fn remember(&self, target: &Target, journal: &Journal, listing: &Listing) -> Result<Look, Problem> {
        let last = journal.last_look().await?;
        let own = journal.look(listing).await?;
        // Before the news: of a look that comes between, they are told twice rather than never.
        let next = journal.last_look().await?.and_then(|at| at.checked_add(SignedDuration::from_millis(1)).ok());
        let heard = self.heard().get(target).copied();
        let others = journal.news_since(heard.unwrap_or(self.begun)).await?;
        let mut news: Vec<_> = others.into_iter().filter(|seen| !own.contains(seen)).collect();
        news.extend(own);
        // Since the look before the first that showed something of it.
        let before = news.iter().filter_map(|seen| seen.after).min().or(last);
        if let Some(next) = next {
            self.heard().insert(target.clone(), next);
        }
        let month = listing.read_at.checked_sub(SignedDuration::from_hours(30 * 24)).unwrap_or(Timestamp::MIN);
        Ok(Look { before, news, past: journal.past(month).await?, trouble: None })
    }

    fn heard(&self) -> MutexGuard<'_, BTreeMap<Target, Timestamp>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn read_one(connection: &Connection, id: &WebhookId) -> Result<Webhook, Problem> {
    match connection.client.webhook(id).await {
        Ok(hook) => Ok(hook),
        Err(error) => Err(webhooks_problem(connection, error).await),
    }
}

async fn read_history(services: &Services, target: &Target) -> Result<History, Problem> {
    let (changes, sightings) = services.journal(target).await?.newest(crate::app::past::NEWEST).await?;
    Ok(History { changes, sightings })
}

/// Finds out, beside everything else, what became of changes that were under way when the program ended.
fn look_up_left_over(work: &Arc<Work>, target: Target, connection: Option<&Connection>) {
    let (Some(connection), work) = (connection.cloned(), Arc::clone(work)) else {
        return;
    };
    drop(tokio::spawn(async move {
        match look_up(&connection).await {
            Ok(LeftOver { looked_up, planned }) if looked_up.is_empty() && planned.is_empty() => {}
            Ok(LeftOver { looked_up, planned }) => {
                work.services.tell(Event::LeftOver { target, looked_up, planned });
            }
            Err(problem) => tracing::warn!(target: "hookswitch", ?problem, "what was left over couldn't be looked up"),
        }
    }));
}

#[cfg(test)]
mod tests;
