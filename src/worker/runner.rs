//! Takes commands from the window, runs each as a task, and hands back events. The window never waits for it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use poll_promise::Promise;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::create;
use super::services::{Services, Tell, read_list};
use super::status::set_status_unless;
use crate::app::command::Job;
use crate::app::{Command, Event, Outcome, Problem, RequestId, Target};
use crate::domain::Status;
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
    #[cfg(feature = "gui")]
    board: super::clipboard::Board,
}

impl Runner {
    /// `wake` is called after an event is there to be taken.
    pub fn new(vault: Vault, settings: Option<SettingsFile>, wake: Wake) -> std::io::Result<Self> {
        let (tell, stream) = stream(&wake);
        Self::with_services(Services::new(vault, settings, tell), stream, wake)
    }

    /// With services made elsewhere; `stream` must be what they tell into.
    pub fn with_services(services: Services, stream: Receiver<Event>, wake: Wake) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let work = Work {
            services,
            #[cfg(feature = "gui")]
            board: super::clipboard::Board::default(),
        };
        let stops = BTreeMap::new();
        Ok(Self { runtime: Some(runtime), work: Arc::new(work), stream, in_flight: Vec::new(), stops, wake })
    }

    pub fn dispatch(&mut self, command: Command) {
        if let Command::Cancel { request } = command {
            if let Some(stop) = self.stops.get(&request) {
                stop.send_replace(true);
            }
            return;
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
        if let Some(request) = ended(&event) {
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

fn ended(event: &Event) -> Option<RequestId> {
    match event {
        Event::Opened { request, .. }
        | Event::Tested { request, .. }
        | Event::Kept { request, .. }
        | Event::Forgotten { request, .. }
        | Event::WebhooksRead { request, .. }
        | Event::Created { request, .. }
        | Event::StatusDone { request, .. } => Some(*request),
        _ => None,
    }
}

/// Carries a command out; where it is stopped, it answers that it was cancelled.
async fn run(command: Command, work: Arc<Work>, mut stopped: watch::Receiver<bool>) -> Event {
    if let Command::SetStatus { request, target, jobs, status } = command {
        return set_all(&work.services, request, &target, &jobs, status, &stopped).await;
    }
    let cancelled = command.failed(Problem::Cancelled);
    let stop = until_stopped(&mut stopped);
    tokio::select! {
        event = carry_out(command, &work) => event,
        () = stop => cancelled,
    }
}

async fn until_stopped(stopped: &mut watch::Receiver<bool>) {
    if stopped.wait_for(|stopped| *stopped).await.is_err() {
        std::future::pending::<()>().await; // nobody can stop it
    }
}

async fn carry_out(command: Command, work: &Arc<Work>) -> Event {
    let services = &work.services;
    let slow = |request| move || services.tell(Event::KeyringSlow { request });
    match command {
        Command::LoadSettings => on_disk(work, Services::load_settings).await,
        Command::SaveSettings(_) => on_disk(work, |services| Event::SettingsSaved(services.save_queued())).await,
        Command::OpenDemo { request } => Event::Opened { request, result: services.open_demo().await.map(drop) },
        Command::OpenProfile { request, profile, proxy } => {
            let result = services.open_profile(&profile, proxy, slow(request)).await.map(drop);
            Event::Opened { request, result }
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
        Command::ReadWebhooks { request, target } => read(services, request, &target).await,
        Command::Create { request, target, spec, known } => {
            let result = match services.connection(&target) {
                Ok(connection) => create::create(&connection, &spec, &known).await,
                Err(problem) => Err(problem),
            };
            Event::Created { request, result }
        }
        Command::LookForCreated { request, target, spec, known } => {
            let result = match services.connection(&target) {
                Ok(connection) => create::look(&connection, &spec, &known).await,
                Err(problem) => Err(problem),
            };
            Event::Created { request, result }
        }
        Command::SetDemoMode(mode) => {
            services.set_demo_mode(mode).await;
            Event::Done(Ok(()))
        }
        Command::Copy { .. } | Command::Paste(_) => clip(command, work).await,
        Command::SetStatus { .. } | Command::Cancel { .. } => Event::Done(Ok(())), // handled before
    }
}

/// Files can be on a slow disk, so they are read and written off the runtime's own threads.
async fn on_disk(work: &Arc<Work>, call: impl FnOnce(&Services) -> Event + Send + 'static) -> Event {
    let work = Arc::clone(work);
    let task = tokio::task::spawn_blocking(move || call(&work.services));
    task.await.unwrap_or(Event::Done(Err(Problem::Internal)))
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

async fn read(services: &Services, request: RequestId, target: &Target) -> Event {
    let tell = services.teller();
    let progress = move |read, total| tell(Event::ReadProgress { request, read, total });
    let result = match services.connection(target) {
        Ok(connection) => read_list(&connection, &progress).await,
        Err(problem) => Err(problem),
    };
    Event::WebhooksRead { request, result }
}

/// One after another. Stopped, it ends the one under way and leaves the rest.
async fn set_all(
    services: &Services,
    request: RequestId,
    target: &Target,
    jobs: &[Job],
    status: Status,
    stopped: &watch::Receiver<bool>,
) -> Event {
    let connection = services.connection(target);
    let mut refused = None;
    for job in jobs {
        if *stopped.borrow() {
            return Event::StatusDone { request, cancelled: true };
        }
        let outcome = match (&connection, &refused) {
            (_, Some(problem)) | (Err(problem), None) => Outcome::Refused(Problem::clone(problem)),
            (Ok(connection), None) => {
                let mut stopped = stopped.clone();
                let stop = async move { until_stopped(&mut stopped).await };
                match set_status_unless(connection, job, status, stop).await {
                    Some(outcome) => outcome,
                    None => return Event::StatusDone { request, cancelled: true },
                }
            }
        };
        // A key that is refused is refused for all: the rest isn't sent.
        if let Outcome::Refused(problem @ (Problem::WrongKey | Problem::Unauthorized | Problem::WebhooksForbidden)) =
            &outcome
        {
            refused = Some(problem.clone());
        }
        services.tell(Event::StatusProgress { request, id: job.id.clone(), outcome });
    }
    Event::StatusDone { request, cancelled: false }
}
