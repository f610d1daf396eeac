//! Values and rules of the app's subject: webhooks, their events, what may be sent.
//!
//! Pure: no clock, no network, no files, no sentences (those are in `app::text`). Whatever depends on the time is
//! given the time.

pub mod audit;
pub mod base;
pub mod catalogue;
pub mod cell;
pub mod clean;
pub mod credential;
pub mod delivery;
pub mod dossier;
pub mod draft;
pub mod edit;
pub mod endpoint;
pub mod event;
pub mod hint;
pub mod history;
pub mod hosts;
pub mod profile;
pub mod sample;
pub mod script;
pub mod secret;
pub mod sent;
pub mod settings;
pub mod strip;
pub mod update;
pub mod url;
pub mod watch;
pub mod webhook;

pub use base::{ApiBase, ApiBaseError};
pub use catalogue::{Group, Listed, Preset, Standing};
pub use cell::safe_cell;
pub use clean::{Cleaned, clean};
pub use credential::{Credential, CredentialDraft, CredentialError, CredentialField};
pub use dossier::{Dossier, DossierFinding, DossierWebhook, DossierWords, ReportFormat};
pub use draft::{Draft, DraftError, WebhookSpec};
pub use edit::{Conflict, Edit, EventEdit, EventsDiff, Field, Side, differences};
pub use endpoint::{CheckOutcome, EndpointAnswer, EndpointCheck, NotChecked};
pub use event::{EventName, EventSet};
pub use hint::Hint;
pub use history::{
    BatchId, ChangeId, ChangeKind, ChangeRecord, Fate, Kept, LeftAlone, Origin, Past, Planned, Seen, Sighting, Span,
    WatchMemory,
};
pub use profile::{CredentialKind, Keeping, Profile, ProfileId};
pub use script::{Script, codes};
pub use secret::Secret;
pub use sent::SentRequest;
pub use settings::{
    CallBudget, Clock, Column, Filter, ListLook, ProxyAddress, ProxyChoice, ProxyError, Screen, Settings, Sort,
    TextSize, ThemeChoice, TimeFormat, TimeStyle, WindowPlace,
};
pub use strip::{Mark, MarkTime, MarkWhat, Part, PartState, Strip, strip};
pub use update::FullUpdate;
pub use url::{CallbackUrl, UrlError, UrlWarning};
pub use watch::{Decision, Reenable, Step, WatchChoice, decide};
pub use webhook::{Company, Listing, Status, Webhook, WebhookId};
