//! The "Connect your company" page: from a pasted key to a saved profile.

use super::command::Command;
use super::message::{Action, Pasting, Place, RequestId, Target};
use super::model::{Access, Model};
use super::notice::Tone;
use super::problem::Problem;
use super::text;
use crate::domain::{
    Cleaned, Company, Credential, CredentialDraft, CredentialError, CredentialField, Keeping, Profile, ProfileId,
    Secret, clean,
};

/// What the key is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    #[default]
    NewProfile,
    /// A new key for a profile that exists.
    Replace(ProfileId),
}

/// How far it has come.
#[derive(Clone, Debug, Default)]
pub enum Phase {
    #[default]
    Editing,
    /// `/ping`, then `/company`.
    Testing {
        request: RequestId,
        credential: Credential,
    },
    TestFailed(Problem),
    /// The new key works, and is of a company with another name than the profile's.
    OtherCompany(Tested),
    /// The key works; the keyring is asked to keep it.
    Keeping {
        request: RequestId,
        slow: bool,
        kept: Tested,
    },
    KeepFailed {
        problem: Problem,
        kept: Tested,
    },
}

/// A key that works, not yet kept.
#[derive(Clone, Debug)]
pub struct Tested {
    pub company: Company,
    pub profile: Profile,
    pub credential: Credential,
    pub keeping: Keeping,
}

#[derive(Clone, Debug, Default)]
pub struct ConnectForm {
    pub purpose: Purpose,
    pub draft: CredentialDraft,
    pub phase: Phase,
    /// What was taken out of each field, to be said under it.
    pub cleaned_id: Cleaned,
    pub cleaned_token: Cleaned,
    pub errors: Vec<(CredentialField, CredentialError)>,
    pub reveal: bool,
    pub(super) tried: bool,
}

impl ConnectForm {
    pub fn error(&self, field: CredentialField) -> Option<CredentialError> {
        self.errors.iter().find(|(of, _)| *of == field).map(|(_, error)| *error)
    }

    pub fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Testing { .. } | Phase::Keeping { .. })
    }

    /// Whether the keyring is writing: the answer must be heard, or a key would be left that no profile names.
    pub fn is_keeping(&self) -> bool {
        matches!(self.phase, Phase::Keeping { .. })
    }

    fn check(&mut self) {
        let errors = self.draft.parse().err().unwrap_or_default();
        // An empty field is no fault until one tries to go on.
        self.errors = errors.into_iter().filter(|(_, e)| self.tried || *e != CredentialError::Empty).collect();
    }

    /// After an edit. Invisible characters go at once, and what was removed is said until the next edit removes more.
    fn edited(&mut self) {
        if self.is_busy() {
            return;
        }
        self.phase = Phase::Editing;
        let (id, token) = self.draft.clean();
        keep_if_changed(&mut self.cleaned_id, &id, &self.draft.api_id);
        keep_if_changed(&mut self.cleaned_token, &token, &self.draft.token);
        self.check();
    }
}

fn keep_if_changed(said: &mut Cleaned, now: &Cleaned, text: &str) {
    if now.changed() || text.is_empty() {
        *said = Cleaned { text: String::new(), ..*now }; // the text itself may be the key
    }
}

impl Model {
    pub(super) fn act_on_connect(&mut self, action: Action) -> Vec<Command> {
        match action {
            Action::ConnectAnother => return self.start_connect(Purpose::NewProfile),
            Action::ReplaceCredential(id) => return self.start_connect(Purpose::Replace(id)),
            Action::SetCredentialKind(kind) if !self.connect.is_busy() => {
                self.connect.draft.kind = kind;
                self.connect.edited();
            }
            Action::CredentialEdited => self.connect.edited(),
            Action::Paste(into) => return vec![Command::Paste(into)],
            Action::ToggleTokenReveal => self.connect.reveal = !self.connect.reveal,
            Action::SplitPastedPair => self.split_pair(),
            Action::TestAndSave => return self.test_and_save(),
            Action::KeepForSession => return self.keep_again(Keeping::ThisSession),
            Action::RetryKeeping => return self.keep_again(Keeping::Keyring),
            _ => {}
        }
        Vec::new()
    }

    fn start_connect(&mut self, purpose: Purpose) -> Vec<Command> {
        if self.dialog.is_some() || self.connect.is_busy() || self.still_creates() {
            return Vec::new();
        }
        let mut draft = CredentialDraft::default();
        if let Purpose::Replace(id) = &purpose
            && let Some(profile) = self.settings.profile(id)
        {
            draft.kind = profile.kind;
        }
        if self.place == Place::Connect {
            self.keep_typed_key();
        }
        self.connect = ConnectForm { purpose, draft, ..ConnectForm::default() };
        self.take_typed_key();
        self.enter(Place::Connect)
    }

    fn split_pair(&mut self) {
        if let Some((id, token)) = self.connect.draft.split_pair() {
            self.connect.draft.api_id = id;
            self.connect.draft.token = token;
            self.connect.edited();
        }
    }

    pub(super) fn pasted(&mut self, into: Pasting, result: Result<Secret, Problem>) -> Vec<Command> {
        match result {
            Err(problem) => return self.complain(&problem),
            Ok(_) if self.place != Place::Connect || self.connect.is_busy() => {}
            Ok(text) => {
                let cleaned = clean(text.expose());
                let form = &mut self.connect;
                let (field, said) = match into {
                    Pasting::ApiId => (&mut form.draft.api_id, &mut form.cleaned_id),
                    Pasting::Token => (&mut form.draft.token, &mut form.cleaned_token),
                };
                field.clone_from(&cleaned.text);
                *said = Cleaned { text: String::new(), ..cleaned };
                form.phase = Phase::Editing;
                form.check();
            }
        }
        Vec::new()
    }

    fn test_and_save(&mut self) -> Vec<Command> {
        if self.connect.is_busy() {
            return Vec::new();
        }
        self.connect.tried = true;
        if self.connect.draft.split_pair().is_some() {
            self.split_pair();
        }
        self.connect.edited();
        let Ok(credential) = self.connect.draft.parse() else {
            return Vec::new();
        };
        // A key that works opens its company. Until then, nothing is lost: this page can be left again.
        if self.opens_another() && self.asks_about_unsaved(&Action::TestAndSave) {
            return Vec::new();
        }
        let request = self.new_request();
        let base = match &self.connect.purpose {
            Purpose::Replace(id) => self.settings.profile(id).map_or_else(|| self.base(), |it| it.base.clone()),
            Purpose::NewProfile => self.base(),
        };
        self.connect.phase = Phase::Testing { request, credential: credential.clone() };
        vec![Command::Test { request, base, credential, proxy: self.proxy() }]
    }

    /// Whether the key is of another company than the one that is open.
    fn opens_another(&self) -> bool {
        match &self.connect.purpose {
            Purpose::Replace(id) => self.open.as_ref() != Some(&Target::Profile(id.clone())),
            Purpose::NewProfile => true,
        }
    }

    pub(super) fn tested(&mut self, request: RequestId, result: Result<Company, Problem>) -> Vec<Command> {
        let credential = match &self.connect.phase {
            Phase::Testing { request: current, credential } if *current == request => credential.clone(),
            _ => return self.profile_tested(request, result),
        };
        self.wait = None;
        match result {
            Err(Problem::Cancelled) => self.connect.phase = Phase::Editing,
            Err(problem) => self.connect.phase = Phase::TestFailed(problem),
            Ok(company) => {
                let profile = self.profile_for(&company, &credential);
                let keeping = profile.keeping;
                let tested = Tested { company, profile, credential, keeping };
                if self.is_of_another_company(&tested) {
                    self.connect.phase = Phase::OtherCompany(tested);
                    return Vec::new();
                }
                return self.keep(tested);
            }
        }
        Vec::new()
    }

    /// Whether a key that shall replace one tells another company than the profile is named after. A company that the
    /// user has named anew can't be told apart from that, and is asked about too.
    fn is_of_another_company(&self, tested: &Tested) -> bool {
        let company = clean::clean_name(&tested.company.name).text.to_lowercase();
        let profile = tested.profile.name.to_lowercase();
        let numbered = profile.strip_prefix(&company).is_some_and(|rest| rest.is_empty() || rest.starts_with(" ("));
        matches!(self.connect.purpose, Purpose::Replace(_)) && !company.is_empty() && !numbered
    }

    pub(super) fn take_other_key(&mut self) -> Vec<Command> {
        match &self.connect.phase {
            Phase::OtherCompany(tested) => self.keep(tested.clone()),
            _ => Vec::new(),
        }
    }

    fn profile_for(&self, company: &Company, credential: &Credential) -> Profile {
        if let Purpose::Replace(id) = &self.connect.purpose
            && let Some(profile) = self.settings.profile(id)
        {
            return Profile { kind: credential.kind(), keeping: Keeping::Keyring, ..profile.clone() };
        }
        let id = super::profiles::new_profile_id(&self.settings);
        Profile::new(id, self.free_name(&company.name), self.base(), credential.kind())
    }

    fn keep(&mut self, kept: Tested) -> Vec<Command> {
        let request = self.new_request();
        let command = Command::Keep {
            request,
            profile: kept.profile.clone(),
            credential: kept.credential.clone(),
            keeping: kept.keeping,
        };
        self.connect.phase = Phase::Keeping { request, slow: false, kept };
        vec![command]
    }

    fn keep_again(&mut self, keeping: Keeping) -> Vec<Command> {
        match &self.connect.phase {
            Phase::KeepFailed { kept, .. } => self.keep(Tested { keeping, ..kept.clone() }),
            _ => Vec::new(),
        }
    }

    pub(super) fn kept(&mut self, request: RequestId, result: Result<(), Problem>) -> Vec<Command> {
        let kept = match &self.connect.phase {
            Phase::Keeping { request: current, kept, .. } if *current == request => kept.clone(),
            _ => return Vec::new(),
        };
        if let Err(problem) = result {
            self.connect.phase = Phase::KeepFailed { problem, kept };
            return Vec::new();
        }
        let profile = Profile { keeping: kept.keeping, ..kept.profile };
        let id = profile.id.clone();
        self.profile_test.take_if(|test| test.id == id); // it was about the old key
        let before = self.settings.profile(&id).map(|profile| profile.keeping);
        match profile.keeping {
            Keeping::Keyring => drop(self.replaced_for_session.take(&id)),
            Keeping::ThisSession if before == Some(Keeping::Keyring) => {
                self.replaced_for_session.insert(id.clone());
            }
            Keeping::ThisSession => {}
        }
        match self.settings.profile_mut(&id) {
            Some(existing) => *existing = profile,
            None => self.settings.profiles.push(profile),
        }
        self.connect = ConnectForm::default();
        let target = Target::Profile(id);
        let mut commands = self.restart_running(|running| *running == target);
        commands.extend(self.show_company(target));
        self.say(Tone::Good, text::connected(&kept.company));
        commands.extend(self.save_settings());
        commands
    }

    pub(super) fn keyring_slow(&mut self, request: RequestId) {
        self.waits.keyring_slow(request);
        match &mut self.connect.phase {
            Phase::Keeping { request: current, slow, .. } if *current == request => *slow = true,
            _ => {}
        }
        if let Access::Opening { request: current, slow } = &mut self.access
            && *current == request
        {
            *slow = true;
        }
        if let Some(test) = &mut self.profile_test {
            test.slow |= test.request == request;
        }
    }

    /// Stops what the page waits for, and nothing else: its own last event still comes, and is dropped or shown.
    pub(super) fn cancel_waiting(&mut self) -> Vec<Command> {
        let mut requests = Vec::new();
        match self.place {
            Place::Welcome => {}
            Place::Audit => requests.extend(self.audit.running.take().map(|running| running.request)),
            Place::Connect => match &self.connect.phase {
                Phase::Testing { request, .. } | Phase::Keeping { request, .. } => requests.push(*request),
                Phase::Editing | Phase::TestFailed(_) | Phase::OtherCompany(_) | Phase::KeepFailed { .. } => {}
            },
            Place::Webhooks => {
                if let Access::Opening { request, .. } = self.access {
                    requests.push(request);
                }
                requests.extend(self.reading.as_ref().map(|(request, _)| *request));
            }
            Place::NewWebhook | Place::EditWebhook => {
                requests.extend(self.form.creating());
                requests.extend(self.form.reading());
            }
            Place::History => requests.extend(self.history_view.asked.or(self.history_view.asked_requests)),
            Place::Settings => {
                let test = self.profile_test.as_ref().filter(|test| test.result.is_none());
                requests.extend(test.map(|test| test.request));
                requests.extend(self.removing.as_ref().map(|(request, _)| *request));
            }
        }
        requests.into_iter().map(|request| Command::Cancel { request }).collect()
    }

    pub(super) fn opened(&mut self, request: RequestId, result: Result<(), Problem>) -> Vec<Command> {
        if !matches!(self.access, Access::Opening { request: current, .. } if current == request) {
            return Vec::new();
        }
        match result {
            Ok(()) => {
                self.access = Access::Open;
                self.read_anew()
            }
            Err(problem) => {
                self.access = Access::Failed(problem);
                Vec::new()
            }
        }
    }
}
