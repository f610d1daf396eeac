//! What the worker works with: the vault, the settings file, the open companies' clients, the demo company.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use super::{api_problem, vault_problem};
use crate::aircall::{ApiError, Budget, Client, Config, ErrorKind, Limits, WaitReason, Waiting, Watch};
use crate::app::command::Wait;
use crate::app::message::DemoMode;
use crate::app::{Event, Problem, Target};
use crate::demo::{self, DemoServer};
use crate::domain::{ApiBase, Company, Credential, Keeping, Listing, Profile, ProfileId, ProxyChoice, Secret};
use crate::vault::{Loaded, SettingsFile, SettingsTrouble, Vault, VaultError};

/// Hears events while a command is under way.
pub type Tell = Arc<dyn Fn(Event) + Send + Sync>;

/// How long the keyring may take before the window says what it waits for.
const SLOW: Duration = Duration::from_secs(3);

/// A company that can be asked.
#[derive(Clone)]
pub struct Connection {
    pub client: Arc<Client>,
    pub base: ApiBase,
}

pub struct Services {
    vault: Vault,
    /// Keys for this session only.
    session: Vault,
    settings: Option<SettingsFile>,
    unsaved: Mutex<Option<crate::domain::Settings>>,
    /// Profiles that the settings name: a key of no profile is no use to anyone.
    named: Mutex<BTreeSet<ProfileId>>,
    writing: Mutex<()>,
    open: Mutex<BTreeMap<Target, Connection>>,
    budgets: Mutex<BTreeMap<String, Arc<Budget>>>,
    demo: tokio::sync::Mutex<Option<DemoServer>>,
    tell: Tell,
    limits: Limits,
}

impl Services {
    pub fn new(vault: Vault, settings: Option<SettingsFile>, tell: Tell) -> Self {
        Self {
            vault,
            session: Vault::memory(),
            settings,
            unsaved: Mutex::default(),
            named: Mutex::default(),
            writing: Mutex::default(),
            open: Mutex::default(),
            budgets: Mutex::default(),
            demo: tokio::sync::Mutex::new(None),
            tell,
            limits: Limits::default(),
        }
    }

    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    pub fn tell(&self, event: Event) {
        (self.tell)(event);
    }

    pub(super) fn teller(&self) -> Tell {
        Arc::clone(&self.tell)
    }

    pub fn load_settings(&self) -> Event {
        let loaded = self.settings.as_ref().map_or_else(
            || Loaded {
                settings: crate::domain::Settings::default(),
                trouble: Some(SettingsTrouble::CouldNotRead(std::io::ErrorKind::NotFound)),
            },
            SettingsFile::load,
        );
        let trouble = loaded.trouble.map(|trouble| match trouble {
            SettingsTrouble::SetAside { file_name } => Problem::SettingsSetAside { file: file_name },
            SettingsTrouble::CouldNotRead(_) => Problem::SettingsUnreadable,
        });
        self.note_profiles(&loaded.settings);
        Event::SettingsLoaded { settings: loaded.settings, trouble }
    }

    /// Notes what shall be written: two saves that run at once must not end with the older one.
    pub(super) fn queue_settings(&self, settings: crate::domain::Settings) {
        self.note_profiles(&settings);
        *self.unsaved.lock().unwrap_or_else(PoisonError::into_inner) = Some(settings);
    }

    /// Writes the newest settings that were noted, if nobody has yet.
    pub(super) fn save_queued(&self) -> Result<(), Problem> {
        let _one_at_a_time = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let unsaved = self.unsaved.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (unsaved, &self.settings) {
            (None, _) => Ok(()),
            (Some(settings), Some(file)) => file.save(&settings).map_err(|_reason| {
                // Still to be written, by the next save or at the end, unless newer ones are there.
                self.unsaved.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(settings);
                Problem::SettingsNotSaved
            }),
            (Some(_), None) => Err(Problem::SettingsNotSaved),
        }
    }

    /// Writes them now: for the terminal program, which ends soon.
    pub fn save_settings(&self, settings: crate::domain::Settings) -> Result<(), Problem> {
        self.queue_settings(settings);
        self.save_queued()
    }

    /// Starts the demo company, or finds it running.
    pub async fn open_demo(&self) -> Result<Connection, Problem> {
        let mut running = self.demo.lock().await;
        if running.is_none() {
            let server = DemoServer::start(demo::Options::default()).await.map_err(|_reason| Problem::DemoFailed)?;
            *running = Some(server);
        }
        let address = running.as_ref().map(DemoServer::base_url).unwrap_or_default();
        let base = ApiBase::parse(&address).map_err(|_reason| Problem::DemoFailed)?;
        let credential = Credential::Basic { api_id: demo::API_ID.to_owned(), api_token: Secret::new(demo::API_TOKEN) };
        self.connect(Target::Demo, base, credential, ProxyChoice::None)
    }

    pub async fn set_demo_mode(&self, mode: DemoMode) {
        let mode = match mode {
            DemoMode::Normal => demo::Mode::default(),
            DemoMode::Slow => demo::Mode { slow: Some(Duration::from_secs(4)), ..demo::Mode::default() },
            DemoMode::Faulty => demo::Mode { fault: demo::Fault::RefuseRetired, ..demo::Mode::default() },
        };
        if let Some(server) = self.demo.lock().await.as_ref() {
            server.set_mode(mode);
        }
    }

    /// The stored credential of a profile. `slow` is called where the keyring takes long.
    pub async fn credential(&self, profile: &Profile, slow: impl FnOnce() + Send) -> Result<Credential, Problem> {
        let vault = self.vault_of(profile.keeping);
        let read = with_notice(vault.read(&profile.id), slow).await.map_err(vault_problem)?;
        read.ok_or(Problem::KeyringEntryGone)
    }

    fn note_profiles(&self, settings: &crate::domain::Settings) {
        let ids = settings.profiles.iter().map(|profile| profile.id.clone()).collect();
        *self.named.lock().unwrap_or_else(PoisonError::into_inner) = ids;
    }

    /// Removes keys that the keyring saved after nobody waited for them any more, and that no profile names.
    async fn sweep(&self, but: &ProfileId) {
        for id in self.vault.take_late_saves() {
            let named = self.named.lock().unwrap_or_else(PoisonError::into_inner).contains(&id);
            if !named && id != *but && self.vault.remove(&id).await.is_err() {
                tracing::debug!(target: "hookswitch", "a key that was saved late couldn't be removed");
            }
        }
    }

    pub async fn keep(
        &self,
        profile: &Profile,
        credential: &Credential,
        keeping: Keeping,
        slow: impl FnOnce() + Send,
    ) -> Result<(), Problem> {
        self.sweep(&profile.id).await;
        let saved = with_notice(self.vault_of(keeping).save(&profile.id, credential), slow).await;
        self.close(&profile.id);
        saved.map_err(vault_problem)
    }

    pub async fn forget(&self, id: &ProfileId, slow: impl FnOnce() + Send) -> Result<(), Problem> {
        self.sweep(id).await;
        let for_session = matches!(self.session.read(id).await, Ok(Some(_)));
        self.session.remove(id).await.map_err(vault_problem)?;
        match with_notice(self.vault.remove(id), slow).await {
            // A key for this session only has no entry that could stay behind.
            Err(VaultError::NoService) if for_session => {}
            removed => removed.map_err(vault_problem)?,
        }
        self.close(id);
        Ok(())
    }

    fn vault_of(&self, keeping: Keeping) -> &Vault {
        match keeping {
            Keeping::Keyring => &self.vault,
            Keeping::ThisSession => &self.session,
        }
    }

    pub async fn open_profile(
        &self,
        profile: &Profile,
        proxy: ProxyChoice,
        slow: impl FnOnce() + Send,
    ) -> Result<Connection, Problem> {
        let credential = self.credential(profile, slow).await?;
        self.connect(Target::Profile(profile.id.clone()), profile.base.clone(), credential, proxy)
    }

    /// A client that stays open under this target.
    pub fn connect(
        &self,
        target: Target,
        base: ApiBase,
        credential: Credential,
        proxy: ProxyChoice,
    ) -> Result<Connection, Problem> {
        let connection = self.client(base, credential, proxy, Some(target.clone()))?;
        self.open().insert(target, connection.clone());
        Ok(connection)
    }

    pub fn connection(&self, target: &Target) -> Result<Connection, Problem> {
        self.open().get(target).cloned().ok_or(Problem::Internal)
    }

    fn close(&self, id: &ProfileId) {
        self.open().remove(&Target::Profile(id.clone()));
    }

    fn client(
        &self,
        base: ApiBase,
        credential: Credential,
        proxy: ProxyChoice,
        target: Option<Target>,
    ) -> Result<Connection, Problem> {
        let tell = self.teller();
        let watch: Watch =
            Arc::new(move |waiting| tell(Event::Waiting { target: target.clone(), wait: wait_of(waiting) }));
        let budget = self.budget(&base, &credential);
        let config = Config { base: base.clone(), credential, proxy, budget, watch, limits: self.limits.clone() };
        let client = Client::new(config).map_err(|error| api_problem(error, &base))?;
        Ok(Connection { client: Arc::new(client), base })
    }

    /// One budget for everything that goes to the same company: same address, same key.
    fn budget(&self, base: &ApiBase, credential: &Credential) -> Arc<Budget> {
        let who = match credential {
            Credential::Basic { api_id, .. } => api_id.as_str(),
            Credential::Bearer { .. } => "bearer",
        };
        let mut budgets = self.budgets.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(budgets.entry(format!("{} {who}", base.as_str())).or_default())
    }

    /// `/ping`, then `/company`.
    pub async fn test(&self, base: ApiBase, credential: Credential, proxy: ProxyChoice) -> Result<Company, Problem> {
        let connection = self.client(base, credential, proxy, None)?;
        let problem = |error| api_problem(error, &connection.base);
        connection.client.ping().await.map_err(problem)?;
        match connection.client.company().await {
            // The key works, so it isn't to blame: the company goes by a name of the user's.
            Err(error) if error.kind == ErrorKind::Forbidden => {
                Ok(Company { name: String::new(), users: None, numbers: None })
            }
            answer => answer.map_err(problem),
        }
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<Target, Connection>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The problem of a call on webhooks. A refused key is asked about once more, to tell it from one that may not see
/// webhooks.
pub(super) async fn webhooks_problem(connection: &Connection, error: ApiError) -> Problem {
    if error.kind == ErrorKind::Forbidden && connection.client.ping().await.is_ok() {
        return Problem::WebhooksForbidden;
    }
    api_problem(error, &connection.base)
}

/// Reads the whole list.
pub async fn read_list(
    connection: &Connection,
    progress: &(dyn Fn(usize, Option<usize>) + Send + Sync),
) -> Result<Listing, Problem> {
    match connection.client.webhooks(progress).await {
        Ok(collected) => {
            Ok(Listing { webhooks: collected.webhooks, total: collected.total, read_at: Timestamp::now() })
        }
        Err(error) => Err(webhooks_problem(connection, error).await),
    }
}

async fn with_notice<T>(call: impl Future<Output = T>, slow: impl FnOnce()) -> T {
    let mut call = std::pin::pin!(call);
    tokio::select! {
        answer = &mut call => return answer,
        () = tokio::time::sleep(SLOW) => slow(),
    }
    call.await
}

fn wait_of(waiting: Waiting) -> Option<Wait> {
    let seconds = waiting.seconds;
    (seconds > 0).then_some(match waiting.why {
        WaitReason::Budget => Wait::Budget { seconds },
        WaitReason::RateLimited => Wait::RateLimited { seconds },
        WaitReason::Retry => Wait::Retry { seconds },
    })
}
