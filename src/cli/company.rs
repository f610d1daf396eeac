//! Which company is asked, with which key: the demo, a profile, the environment, or the last opened profile.

use std::collections::BTreeMap;

use super::args::Global;
use super::output;
use super::stop::Stop;
use crate::app::{Event, Problem, Target, text};
use crate::domain::{
    ApiBase, Credential, CredentialDraft, CredentialKind, Listing, Profile, ProfileId, ProxyChoice, Settings, Webhook,
    WebhookId,
};
use crate::worker::{Access, Connection, Pace, Services, read_list};

/// A company that can be asked, and what this app remembers of it.
pub struct Company {
    pub target: Target,
    pub connection: Connection,
    pub known_names: BTreeMap<WebhookId, String>,
    /// The way to the webhooks' own endpoints; `None`: they don't exist.
    pub proxy: Option<ProxyChoice>,
    /// As the settings had it when the connection was made.
    profile: Option<Profile>,
}

/// `pace`: how much of the company's limit of calls it may use.
pub async fn open(global: &Global, services: &Services, pace: Pace) -> Result<Company, Stop> {
    let asked = Asked { pace, read_only: global.read_only };
    if global.demo {
        if global.profile.is_some() || global.api_url.is_some() {
            return Err(Stop::Usage(text::demo_alone().to_owned()));
        }
        let connection = services.connect(Target::Demo, asked.on(services.demo_access().await?)).await?;
        let target = Target::Demo;
        return Ok(Company { target, connection, known_names: BTreeMap::new(), proxy: None, profile: None });
    }
    let base = wanted_base(global)?;
    let settings = settings(services);
    if let Some(name) = &global.profile {
        return open_profile(services, named(&settings, name)?, base, &settings.proxy, &asked).await;
    }
    if let Some(credential) = credential_from_environment()? {
        let base = base.unwrap_or_else(ApiBase::aircall);
        let target = Target::Profile(environment_profile(&base, &credential));
        let access = Access::new(base, credential, settings.proxy.clone());
        let connection = services.connect(target.clone(), asked.on(access)).await?;
        let proxy = Some(settings.proxy);
        return Ok(Company { target, connection, known_names: BTreeMap::new(), proxy, profile: None });
    }
    let last = settings.last_open.as_ref().and_then(|id| settings.profile(id));
    let profile = last.ok_or_else(|| Stop::Usage(text::no_credentials().to_owned()))?;
    open_profile(services, profile, base, &settings.proxy, &asked).await
}

/// The company of this profile, whatever else could be asked.
pub async fn open_named(
    global: &Global,
    services: &Services,
    profile: &Profile,
    proxy: &ProxyChoice,
) -> Result<Company, Stop> {
    let asked = Asked { pace: Pace::Full, read_only: global.read_only };
    open_profile(services, profile, None, proxy, &asked).await
}

/// How the company shall be asked, whatever its profile says.
struct Asked {
    pace: Pace,
    read_only: bool,
}

impl Asked {
    fn on(&self, access: Access) -> Access {
        Access { pace: self.pace, read_only: access.read_only || self.read_only, ..access }
    }
}

/// The name under which the history of a company without a profile is kept, the same each time. The token is no part of
/// it, so companies that are asked with access tokens share one where their address is the same.
fn environment_profile(base: &ApiBase, credential: &Credential) -> ProfileId {
    let who = match credential {
        Credential::Basic { api_id, .. } => api_id.as_str(),
        Credential::Bearer { .. } => "bearer",
    };
    ProfileId::new(format!("env-{:016x}", fnv1a(&format!("{} {who}", base.as_str()))))
}

/// FNV-1a: short and the same in every version, which the standard library's hash doesn't promise.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The settings; what is wrong with the file is said, and is no reason to stop.
pub fn settings(services: &Services) -> Settings {
    let Event::SettingsLoaded { settings, trouble } = services.load_settings() else {
        return Settings::default();
    };
    if let Some(trouble) = trouble {
        output::complain(&text::problem(&trouble));
    }
    services.set_budget(settings.budget);
    settings
}

fn wanted_base(global: &Global) -> Result<Option<ApiBase>, Stop> {
    let address = global.api_url.clone().or_else(|| variable("HOOKSWITCH_API_URL"));
    let base = address.map(|address| ApiBase::parse(&address)).transpose();
    base.map_err(|error| Stop::Usage(text::api_address_error(error).to_owned()))
}

fn named<'a>(settings: &'a Settings, name: &str) -> Result<&'a Profile, Stop> {
    let mut found = settings.profiles.iter().filter(|profile| profile.name == name);
    match (found.next(), found.next()) {
        (Some(profile), None) => Ok(profile),
        (Some(_), Some(_)) => Err(Stop::Usage(text::profile_ambiguous(name))),
        (None, _) => Err(Stop::Usage(text::profile_unknown(name))),
    }
}

/// Its key only goes to its own address.
async fn open_profile(
    services: &Services,
    profile: &Profile,
    base: Option<ApiBase>,
    proxy: &ProxyChoice,
    asked: &Asked,
) -> Result<Company, Stop> {
    if base.is_some_and(|base| base != profile.base) {
        return Err(Stop::Usage(text::other_address(&profile.name, profile.base.host())));
    }
    let slow = || output::note(text::keyring_slow());
    let access = services.access(profile, proxy.clone(), slow).await?;
    let target = Target::Profile(profile.id.clone());
    let connection = services.connect(target.clone(), asked.on(access)).await?;
    Ok(Company {
        target,
        connection,
        known_names: profile.known_names.clone(),
        proxy: Some(proxy.clone()),
        profile: Some(profile.clone()),
    })
}

fn credential_from_environment() -> Result<Option<Credential>, Stop> {
    let (id, token) = (variable("AIRCALL_API_ID"), variable("AIRCALL_API_TOKEN"));
    let draft = match (id, token, variable("AIRCALL_ACCESS_TOKEN")) {
        (Some(api_id), Some(token), _) => CredentialDraft { kind: CredentialKind::Basic, api_id, token },
        (_, _, Some(token)) => CredentialDraft { kind: CredentialKind::Bearer, api_id: String::new(), token },
        (Some(_), None, None) => return Err(half("AIRCALL_API_ID", "AIRCALL_API_TOKEN")),
        (None, Some(_), None) => return Err(half("AIRCALL_API_TOKEN", "AIRCALL_API_ID")),
        (None, None, None) => return Ok(None),
    };
    let kind = draft.kind;
    draft.parse().map(Some).map_err(|errors| {
        let said = errors.into_iter().map(|(field, error)| text::environment_error(field, kind, error));
        Stop::Usage(said.collect::<Vec<_>>().join(". "))
    })
}

fn half(set: &str, missing: &str) -> Stop {
    Stop::Usage(text::half_credential(set, missing))
}

/// An empty variable is as good as none.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

impl Company {
    pub fn is_demo(&self) -> bool {
        self.target == Target::Demo
    }

    /// What it is called in a report: by its profile, else as Aircall tells it, else by where it was asked.
    pub async fn title(&self) -> String {
        if self.is_demo() {
            return text::demo_company().to_owned();
        }
        if let Some(profile) = &self.profile {
            return profile.name.clone();
        }
        let told = self.connection.client.company().await.map(|company| company.name).unwrap_or_default();
        if told.trim().is_empty() { self.connection.base.host().to_owned() } else { told }
    }

    /// Goes on with the company as the settings have it now: the window may have changed or removed its profile. The
    /// connection is made anew where it would be another one, or where `is_refused` says that its key is.
    ///
    /// After a [`Stop::Problem`] it may be tried again; until then the old connection must not be used.
    pub async fn anew(
        &mut self,
        global: &Global,
        services: &Services,
        pace: Pace,
        is_refused: bool,
    ) -> Result<(), Stop> {
        let Some(before) = &self.profile else {
            return Ok(());
        };
        let settings = match services.load_settings() {
            Event::SettingsLoaded { trouble: Some(trouble @ Problem::SettingsUnreadable), .. } => {
                return Err(trouble.into());
            }
            Event::SettingsLoaded { settings, .. } => settings,
            _ => return Err(Problem::Internal.into()),
        };
        let Some(now) = settings.profile(&before.id) else {
            return Err(Stop::Usage(text::watched_profile_gone(&before.name)));
        };
        let of = |profile: &Profile| (profile.base.clone(), profile.kind, profile.keeping, profile.read_only);
        if is_refused || of(before) != of(now) || self.proxy.as_ref() != Some(&settings.proxy) {
            let asked = Asked { pace, read_only: global.read_only };
            *self = open_profile(services, now, wanted_base(global)?, &settings.proxy, &asked).await?;
        } else {
            self.known_names.clone_from(&now.known_names);
        }
        Ok(())
    }

    /// The whole list, with the names that only this app remembers.
    pub async fn listing(&self) -> Result<Listing, Problem> {
        let mut listing = read_list(&self.connection, &|_, _| {}).await?;
        listing.webhooks.iter_mut().for_each(|hook| self.name(hook));
        Ok(listing)
    }

    pub fn name(&self, hook: &mut Webhook) {
        if hook.name.is_none() {
            hook.name = self.known_names.get(&hook.id).cloned();
        }
    }

    /// Remembers a name that this app gave. The settings are read again: the window may have changed them meanwhile.
    pub fn remember(&self, services: &Services, id: &WebhookId, name: &str) {
        let Some(profile) = &self.profile else {
            return;
        };
        let mut settings = settings(services);
        let Some(profile) = settings.profile_mut(&profile.id) else {
            return;
        };
        profile.known_names.insert(id.clone(), name.to_owned());
        if let Err(problem) = services.save_settings(settings) {
            output::complain(&text::problem(&problem));
        }
    }
}

/// Says that a list is a part only; whether it is.
pub fn complain_of_partial(listing: &Listing) -> bool {
    if let (false, Some(total)) = (listing.is_complete(), listing.total) {
        let counts = text::partial(total, listing.webhooks.len());
        output::complain(&text::with_reason(&counts, text::partial_explained()));
        return true;
    }
    false
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]
mod tests {
    use super::*;
    use crate::demo::{self, DemoServer, Options};
    use crate::domain::{Keeping, Secret};
    use crate::vault::{SettingsFile, Vault};
    use crate::worker::read_list;

    #[tokio::test]
    async fn a_company_is_asked_as_its_profile_says_now() {
        let server = DemoServer::start(Options::default()).await.unwrap();
        let base = ApiBase::parse(&server.base_url()).unwrap();
        let profile = Profile::new(ProfileId::new("p1"), "Acme".into(), base, CredentialKind::Basic);
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::at(folder.path().join("settings.json"));
        let save = |profiles: Vec<Profile>, proxy| {
            file.save(&Settings { profiles, proxy, ..Settings::default() }).unwrap();
        };
        save(vec![profile.clone()], ProxyChoice::None);
        let services = Services::new(Vault::memory(), Some(file.clone()), crate::cli::tell());
        let key = |token| Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(token) };
        services.keep(&profile, &key(demo::API_TOKEN), Keeping::Keyring, || {}).await.ok().unwrap();
        let global = Global { profile: Some("Acme".into()), ..Global::default() };
        let mut company = open(&global, &services, Pace::Half).await.ok().unwrap();
        let first = std::sync::Arc::clone(&company.connection.client);

        let mut named = Profile { name: "Renamed".into(), ..profile.clone() };
        named.known_names.insert(WebhookId::new("w"), "Shop".into());
        save(vec![named.clone()], ProxyChoice::None);
        company.anew(&global, &services, Pace::Half, false).await.ok().unwrap();
        assert_eq!(company.known_names[&WebhookId::new("w")], "Shop");
        assert!(std::sync::Arc::ptr_eq(&first, &company.connection.client), "the same connection");

        save(vec![named.clone()], ProxyChoice::System);
        company.anew(&global, &services, Pace::Half, false).await.ok().unwrap();
        assert!(!std::sync::Arc::ptr_eq(&first, &company.connection.client) && !company.connection.read_only);

        save(vec![Profile { read_only: true, ..named.clone() }], ProxyChoice::None);
        company.anew(&global, &services, Pace::Half, false).await.ok().unwrap();
        assert!(company.connection.read_only);

        services.keep(&profile, &key("replaced"), Keeping::Keyring, || {}).await.ok().unwrap();
        company.anew(&global, &services, Pace::Half, false).await.ok().unwrap();
        assert!(read_list(&company.connection, &|_, _| {}).await.is_ok());
        company.anew(&global, &services, Pace::Half, true).await.ok().unwrap();
        assert_eq!(read_list(&company.connection, &|_, _| {}).await, Err(Problem::WrongKey), "another key now");

        save(Vec::new(), ProxyChoice::None);
        let Err(stop) = company.anew(&global, &services, Pace::Half, false).await else { panic!("it goes on") };
        assert_eq!((stop.code(), stop.sentence().unwrap()), (2, text::watched_profile_gone("Renamed")));
    }

    #[test]
    fn a_company_without_a_profile_is_known_by_its_address_and_api_id_alone() {
        assert_eq!((fnv1a(""), fnv1a("a")), (0xcbf2_9ce4_8422_2325, 0xaf63_dc4c_8601_ec8c)); // as published
        let name = |address: &str, id: &str, token: &str| {
            let credential = Credential::Basic { api_id: id.to_owned(), api_token: Secret::new(token) };
            environment_profile(&ApiBase::parse(address).unwrap(), &credential)
        };
        let one = name("https://a.example", "id", "x");
        assert_eq!(one, name("https://a.example", "id", "y"));
        assert_ne!(one, name("https://a.example", "id2", "x"));
        assert_ne!(one, name("https://b.example", "id", "x"));
        assert!(one.as_str().starts_with("env-") && one.as_str().len() == 20);
    }
}
