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
use crate::worker::{Access, Connection, Services, read_list};

/// A company that can be asked, and what this app remembers of it.
pub struct Company {
    pub connection: Connection,
    pub known_names: BTreeMap<WebhookId, String>,
    profile: Option<ProfileId>,
}

pub async fn open(global: &Global, services: &Services) -> Result<Company, Stop> {
    if global.demo {
        if global.profile.is_some() || global.api_url.is_some() {
            return Err(Stop::Usage(text::demo_alone().to_owned()));
        }
        let connection = services.open_demo().await?;
        return Ok(Company { connection, known_names: BTreeMap::new(), profile: None });
    }
    let base = wanted_base(global)?;
    let settings = settings(services);
    if let Some(name) = &global.profile {
        return open_profile(services, named(&settings, name)?, base, &settings.proxy).await;
    }
    if let Some(credential) = credential_from_environment()? {
        let base = base.unwrap_or_else(ApiBase::aircall);
        let target = Target::Profile(ProfileId::new("environment"));
        let access = Access::new(base, credential, settings.proxy);
        let connection = services.connect(target, access).await?;
        return Ok(Company { connection, known_names: BTreeMap::new(), profile: None });
    }
    let last = settings.last_open.as_ref().and_then(|id| settings.profile(id));
    let profile = last.ok_or_else(|| Stop::Usage(text::no_credentials().to_owned()))?;
    open_profile(services, profile, base, &settings.proxy).await
}

/// The settings; what is wrong with the file is said, and is no reason to stop.
pub fn settings(services: &Services) -> Settings {
    let Event::SettingsLoaded { settings, trouble } = services.load_settings() else {
        return Settings::default();
    };
    if let Some(trouble) = trouble {
        output::complain(&text::problem(&trouble));
    }
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
) -> Result<Company, Stop> {
    if base.is_some_and(|base| base != profile.base) {
        return Err(Stop::Usage(text::other_address(&profile.name, profile.base.host())));
    }
    let slow = || output::note(text::keyring_slow());
    let connection = services.open_profile(profile, proxy.clone(), slow).await?;
    Ok(Company { connection, known_names: profile.known_names.clone(), profile: Some(profile.id.clone()) })
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
        let Some(profile) = settings.profile_mut(profile) else {
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
