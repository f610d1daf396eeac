//! The watch of the window's companies: a look at once and every few minutes from then on, until it is cancelled.
//!
//! Between two looks one timer runs and nothing else. It counts the time that the machine is awake, so a changed clock
//! doesn't touch it, and after a sleep of the machine it ends late.

use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::connection::{Access, Connection};
use super::runner::until_stopped;
use super::services::Services;
use super::watch::{Terms, look};
use crate::aircall::Pace;
use crate::app::command::WatchLook;
use crate::app::{Event, Problem, RequestId, Target};
use crate::domain::{Profile, ProxyChoice, WatchChoice};
use crate::probe;

/// What shall be watched.
pub struct Order {
    pub request: RequestId,
    pub target: Target,
    pub profile: Option<Profile>,
    pub watch: WatchChoice,
    pub proxy: ProxyChoice,
}

/// Looks until it is stopped. A change that is under way then is finished first.
pub async fn watch(services: &Services, order: Order, stopped: watch::Receiver<bool>) -> Event {
    let terms = terms(&order);
    let every = minutes(order.watch.minutes);
    let mut held = Held::default();
    while !*stopped.borrow() {
        let (result, wait) = match held.connection(services, &order, &stopped).await {
            Ok(connection) => {
                let looked = look(&connection, &terms, Timestamp::now(), &stopped).await;
                (looked.map(|looked| looked.look), every)
            }
            Err(problem) => {
                let wait = held.patience.until_next(&problem, every);
                (Err(problem), wait)
            }
        };
        held.note(&result);
        if *stopped.borrow() {
            break;
        }
        services.tell(Event::Watched { request: order.request, target: order.target.clone(), result });
        pause(wait, &stopped).await;
    }
    Event::Watched { request: order.request, target: order.target, result: Err(Problem::Cancelled) }
}

/// Waits, or ends at once where it is stopped.
pub async fn pause(time: Duration, stopped: &watch::Receiver<bool>) {
    let mut stop = stopped.clone();
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        () = until_stopped(&mut stop) => {}
    }
}

/// The time between two looks.
pub fn minutes(minutes: u16) -> Duration {
    Duration::from_mins(u64::from(minutes.clamp(WatchChoice::LEAST, WatchChoice::MOST)))
}

fn terms(order: &Order) -> Terms {
    let limits = || probe::Limits { proxy: order.proxy.clone(), ..probe::Limits::default() };
    Terms {
        allowed: order.watch.reenable.clone(),
        also_off_before: false,
        known_names: order.profile.as_ref().map(|profile| profile.known_names.clone()).unwrap_or_default(),
        // The demo company's endpoints don't exist, and nothing of it leaves this machine.
        probe: (order.target != Target::Demo).then(limits),
    }
}

/// The watch's own connection: at a pace that leaves half of the company's limit to others.
#[derive(Default)]
struct Held {
    connection: Option<Connection>,
    patience: Patience,
}

/// How long to wait after no connection could be made.
#[derive(Default)]
pub struct Patience {
    /// How often in a row the keyring gave no key.
    refusals: u32,
}

/// After a question of this program's own that the system hasn't answered yet.
const AFTER_BUSY: Duration = Duration::from_mins(1);
/// After the first failure of the keyring, and four times as long after each further one.
const AFTER_KEYRING: Duration = Duration::from_mins(15);
const LONGEST_AFTER_KEYRING: Duration = Duration::from_hours(4);

impl Held {
    async fn connection(
        &mut self,
        services: &Services,
        order: &Order,
        stopped: &watch::Receiver<bool>,
    ) -> Result<Connection, Problem> {
        if let Some(connection) = &self.connection {
            return Ok(connection.clone());
        }
        let mut stop = stopped.clone();
        let connection = tokio::select! {
            connection = connect(services, order) => connection?,
            () = until_stopped(&mut stop) => return Err(Problem::Cancelled),
        };
        self.patience = Patience::default();
        self.connection = Some(connection.clone());
        Ok(connection)
    }

    /// A key that isn't accepted any more may have been replaced: the keyring is asked again.
    fn note(&mut self, result: &Result<WatchLook, Problem>) {
        if let Err(Problem::WrongKey | Problem::Unauthorized) = result {
            self.connection = None;
        }
    }
}

impl Patience {
    /// Where the keyring is locked, asking it opens a window of the system that wants a password: that must not happen
    /// every few minutes to someone who has closed it.
    pub fn until_next(&mut self, problem: &Problem, every: Duration) -> Duration {
        if *problem == Problem::KeyringBusy {
            return AFTER_BUSY; // nobody was asked
        }
        if !is_of_keyring(problem) {
            return every;
        }
        let longer = AFTER_KEYRING.saturating_mul(4_u32.saturating_pow(self.refusals)).min(LONGEST_AFTER_KEYRING);
        self.refusals = self.refusals.saturating_add(1);
        longer.max(every)
    }
}

async fn connect(services: &Services, order: &Order) -> Result<Connection, Problem> {
    let access = match &order.profile {
        Some(profile) => {
            let slow = || services.tell(Event::KeyringSlow { request: order.request });
            services.access(profile, order.proxy.clone(), slow).await?
        }
        None => services.demo_access().await?,
    };
    services.connection_of(&order.target, Access { pace: Pace::Half, ..access }).await
}

fn is_of_keyring(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::KeyringMissing
            | Problem::KeyringLocked
            | Problem::KeyringSilent
            | Problem::KeyringEntryGone
            | Problem::KeyringEntryUnreadable
            | Problem::KeyringFault
    )
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]
mod tests {
    use std::sync::Arc;

    use tokio::time::Instant;

    use super::*;
    use crate::domain::{ApiBase, CredentialKind, Keeping, ProfileId};
    use crate::vault::Vault;

    #[test]
    fn a_keyring_that_refuses_is_asked_ever_more_rarely() {
        let (mut patience, every) = (Patience::default(), minutes(5));
        assert_eq!(patience.until_next(&Problem::KeyringBusy, every), minutes(1), "it was never asked");
        let mut wait = || patience.until_next(&Problem::KeyringLocked, every).as_secs() / 60;
        assert_eq!([wait(), wait(), wait(), wait()], [15, 60, 240, 240]);
        assert_eq!(patience.until_next(&Problem::DemoFailed, every), every);
        assert_eq!(patience.until_next(&Problem::KeyringLocked, minutes(600)), minutes(600));
    }

    fn order() -> Order {
        let profile = Profile {
            id: ProfileId::new("p1"),
            name: String::new(),
            base: ApiBase::aircall(),
            kind: CredentialKind::Basic,
            keeping: Keeping::Keyring,
            known_names: std::collections::BTreeMap::new(),
            read_only: false,
            watch: WatchChoice::default(),
        };
        Order {
            request: RequestId(1),
            target: Target::Profile(profile.id.clone()),
            watch: profile.watch.clone(),
            profile: Some(profile),
            proxy: ProxyChoice::None,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn it_goes_on_without_a_key_and_ends_at_once_when_it_is_stopped() {
        let begun = Instant::now();
        let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
        let tell = Arc::new(move |event| drop(told.send((event, begun.elapsed().as_secs() / 60))));
        let services = Services::new(Vault::memory(), None, tell);
        let (stop, stopped) = watch::channel(false);
        let watching = tokio::spawn(async move { super::watch(&services, order(), stopped).await });
        let mut minutes = Vec::new();
        for _ in 0..3 {
            let Some((Event::Watched { result: Err(Problem::KeyringEntryGone), .. }, minute)) = heard.recv().await
            else {
                panic!("no look");
            };
            minutes.push(minute);
        }
        assert_eq!(minutes, [0, 15, 75]);
        stop.send_replace(true);
        let ended = watching.await.unwrap();
        assert!(matches!(ended, Event::Watched { result: Err(Problem::Cancelled), .. }));
        assert_eq!(begun.elapsed().as_secs() / 60, 75);
    }
}
