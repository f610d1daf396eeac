//! What the worker works with: the vault, the settings file, the open companies' clients, the demo company.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::budgets::Budgets;
use super::connection::{Access, Connection};
use super::histories::Histories;
use super::journal::Journal;
use super::{api_problem, vault_problem};
use crate::aircall::{Client, Config, ErrorKind, Limits, Pace, SentLog, WaitReason, Waiting, Watch};
use crate::app::command::Wait;
use crate::app::message::DemoMode;
use crate::app::{Event, Problem, Target};
use crate::demo::{self, DemoServer};
use crate::domain::{
    ApiBase, CallBudget, Company, Credential, Keeping, Origin, Profile, ProfileId, ProxyChoice, Secret, SentRequest,
};
use crate::vault::{Loaded, SettingsFile, SettingsTrouble, Vault, VaultError};

/// Hears events while a command is under way.
pub type Tell = Arc<dyn Fn(Event) + Send + Sync>;

/// How long the keyring may take before the window says what it waits for.
const SLOW: Duration = Duration::from_secs(3);

pub struct Services {
    vault: Vault,
    /// Keys for this session only.
    session: Vault,
    settings: Option<SettingsFile>,
    unsaved: Mutex<Option<crate::domain::Settings>>,
    /// Profiles that the settings name: a key of no profile is no use to anyone.
    named: Mutex<BTreeSet<ProfileId>>,
    /// Profiles of which nothing outlives the program.
    fleeting: Mutex<BTreeSet<ProfileId>>,
    writing: Mutex<()>,
    open: Mutex<BTreeMap<Target, Connection>>,
    budgets: Budgets,
    /// What was sent in this run, by company.
    pub(super) logs: Mutex<BTreeMap<Target, SentLog>>,
    pub(super) histories: Histories,
    pub(super) demo: tokio::sync::Mutex<Option<DemoServer>>,
    pub(super) aside: tokio::sync::Mutex<super::tour::Aside>,
    /// The program ends: changes that are planned stay so, for the next start.
    pub(super) ends: AtomicBool,
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
            fleeting: Mutex::default(),
            writing: Mutex::default(),
            open: Mutex::default(),
            budgets: Budgets::default(),
            logs: Mutex::default(),
            histories: Histories::default(),
            demo: tokio::sync::Mutex::default(),
            aside: tokio::sync::Mutex::default(),
            ends: AtomicBool::new(false),
            tell,
            limits: Limits::default(),
        }
    }

    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// How many calls each company gets in any minute, whatever the settings say.
    #[must_use]
    pub fn with_budget(self, per_minute: u32) -> Self {
        Self { budgets: Budgets::fixed(per_minute), ..self }
    }

    /// How many calls each company gets in any minute from now on, those included whose clients are at work.
    pub fn set_budget(&self, budget: CallBudget) {
        self.budgets.set(budget);
    }

    /// Where the history is kept. `None`: there is no such place, so it ends with the program, and that is told.
    #[must_use]
    pub fn with_history(self, file: Option<std::path::PathBuf>) -> Self {
        Self { histories: Histories::at(file), ..self }
    }

    /// Who asks for changes, other than the window.
    #[must_use]
    pub fn asked_by(self, origin: Origin) -> Self {
        Self { histories: self.histories.asked_by(origin), ..self }
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
    pub(super) fn save_now(&self) -> Event {
        Event::SettingsSaved(self.save_queued())
    }

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
        let access = self.demo_access().await?;
        self.connect(Target::Demo, access).await
    }

    /// What it takes to ask the demo company, which runs from now on.
    pub async fn demo_access(&self) -> Result<Access, Problem> {
        let mut running = self.demo.lock().await;
        if running.is_none() {
            let server = DemoServer::start(demo::Options::default()).await.map_err(|_reason| Problem::DemoFailed)?;
            *running = Some(server);
        }
        let address = running.as_ref().map(DemoServer::base_url).unwrap_or_default();
        let base = ApiBase::parse(&address).map_err(|_reason| Problem::DemoFailed)?;
        let credential = Credential::Basic { api_id: demo::API_ID.to_owned(), api_token: Secret::new(demo::API_TOKEN) };
        Ok(Access::new(base, credential, ProxyChoice::None))
    }

    /// Keeps what is asked of endpoints within the demo company's own.
    pub(super) async fn within_demo(&self, limits: crate::probe::Limits) -> Result<crate::probe::Limits, Problem> {
        self.demo_access().await?;
        let running = self.demo.lock().await;
        let server = running.as_ref().ok_or(Problem::DemoFailed)?;
        Ok(crate::probe::Limits { directory: Some(server.directory()), trust: server.trust(), ..limits })
    }

    pub async fn set_demo_mode(&self, mode: DemoMode) {
        let crowded = mode == DemoMode::Crowded;
        let mode = match mode {
            DemoMode::Normal | DemoMode::Crowded => demo::Mode::default(),
            DemoMode::Slow => demo::Mode { slow: Some(Duration::from_secs(4)), ..demo::Mode::default() },
            DemoMode::Faulty => demo::Mode { fault: demo::Fault::RefuseRetired, ..demo::Mode::default() },
        };
        if let Some(server) = self.demo.lock().await.as_ref() {
            server.set_mode(mode);
            server.set_crowded(crowded);
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

    fn is_named(&self, id: &ProfileId) -> bool {
        self.named.lock().unwrap_or_else(PoisonError::into_inner).contains(id)
    }

    /// Removes keys that the keyring saved after nobody waited for them any more, and that no profile names.
    async fn sweep(&self, but: &ProfileId) {
        for id in self.vault.take_late_saves() {
            if !self.is_named(&id) && id != *but && self.vault.remove(&id).await.is_err() {
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
        self.histories.remember(&profile.id);
        let saved = with_notice(self.vault_of(keeping).save(&profile.id, credential), slow).await;
        let mut fleeting = self.fleeting.lock().unwrap_or_else(PoisonError::into_inner);
        match keeping {
            Keeping::Keyring => drop(fleeting.remove(&profile.id)),
            Keeping::ThisSession if self.is_named(&profile.id) => {}
            Keeping::ThisSession => drop(fleeting.insert(profile.id.clone())),
        }
        drop(fleeting);
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
        // The key is gone; what stays behind without it is said, and is no secret. A watch that still looks writes
        // nothing from here on.
        self.journal(&Target::Profile(id.clone())).await?.forget().await
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
        let access = self.access(profile, proxy, slow).await?;
        self.connect(Target::Profile(profile.id.clone()), access).await
    }

    /// What it takes to ask a profile's company.
    pub async fn access(
        &self,
        profile: &Profile,
        proxy: ProxyChoice,
        slow: impl FnOnce() + Send,
    ) -> Result<Access, Problem> {
        let credential = self.credential(profile, slow).await?;
        Ok(Access { read_only: profile.read_only, ..Access::new(profile.base.clone(), credential, proxy) })
    }

    /// A connection that stays open under this target.
    pub async fn connect(&self, target: Target, access: Access) -> Result<Connection, Problem> {
        let connection = self.connection_of(&target, access).await?;
        self.open().insert(target, connection.clone());
        Ok(connection)
    }

    /// A connection of its own, with the budget, the log and the history of the company.
    pub async fn connection_of(&self, target: &Target, access: Access) -> Result<Connection, Problem> {
        let (base, read_only) = (access.base.clone(), access.read_only);
        let client = self.client(access, Some(target))?;
        let journal = self.histories.journal(target, self.is_fleeting(target)).await?;
        Ok(Connection::new(client, base, journal, read_only))
    }

    /// Whether nothing of the company outlives the program.
    fn is_fleeting(&self, target: &Target) -> bool {
        match target {
            Target::Demo => true,
            Target::Profile(id) => self.fleeting.lock().unwrap_or_else(PoisonError::into_inner).contains(id),
        }
    }

    /// The history of a company, whether it is open or not.
    pub async fn journal(&self, target: &Target) -> Result<Journal, Problem> {
        self.histories.journal(target, self.is_fleeting(target)).await
    }

    /// What is wrong with the history as a whole, told once.
    pub fn take_history_trouble(&self) -> Option<Problem> {
        self.histories.take_trouble()
    }

    /// The requests of this run.
    pub fn sent(&self, target: &Target) -> Vec<SentRequest> {
        self.log(target).entries()
    }

    fn log(&self, target: &Target) -> SentLog {
        self.logs.lock().unwrap_or_else(PoisonError::into_inner).entry(target.clone()).or_default().clone()
    }

    pub fn connection(&self, target: &Target) -> Result<Connection, Problem> {
        self.open().get(target).cloned().ok_or(Problem::Internal)
    }

    fn close(&self, id: &ProfileId) {
        self.open().remove(&Target::Profile(id.clone()));
    }

    /// `target`: `None` for a test, which nothing shows as sent.
    fn client(&self, access: Access, target: Option<&Target>) -> Result<Client, Problem> {
        let Access { base, credential, proxy, read_only, pace } = access;
        let (tell, whose) = (self.teller(), target.cloned());
        // A watch in the background makes nobody wait.
        let quiet = pace == Pace::Half;
        let watch: Watch = Arc::new(move |waiting| {
            if !quiet {
                tell(Event::Waiting { target: whose.clone(), wait: wait_of(waiting) });
            }
        });
        let budget = self.budgets.of(&base, &credential);
        let sent = target.map(|target| self.log(target)).unwrap_or_default();
        let limits = self.limits.clone();
        let config = Config { base: base.clone(), credential, proxy, budget, watch, pace, limits, read_only, sent };
        Client::new(config).map_err(|error| api_problem(error, &base))
    }

    /// `/ping`, then `/company`.
    pub async fn test(&self, base: ApiBase, credential: Credential, proxy: ProxyChoice) -> Result<Company, Problem> {
        let access = Access { read_only: true, ..Access::new(base.clone(), credential, proxy) };
        let client = self.client(access, None)?;
        let problem = |error| api_problem(error, &base);
        client.ping().await.map_err(problem)?;
        match client.company().await {
            // The key works, so it isn't to blame: the company goes by a name of the user's.
            Err(error) if error.kind == ErrorKind::Forbidden => {
                Ok(Company { name: String::new(), users: None, numbers: None })
            }
            answer => answer.map_err(problem),
        }
    }

    pub(super) fn open(&self) -> MutexGuard<'_, BTreeMap<Target, Connection>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
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
