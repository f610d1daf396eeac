//! Everything that can go wrong, as the admin meets it. Worded in `app::text`.

/// What went wrong. No variant holds a credential, a webhook's token or a URL's query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// 401: no credential arrived.
    Unauthorized,
    /// 403 in JSON: the key is wrong or revoked.
    WrongKey,
    /// 403 that isn't JSON: something between here and Aircall refused.
    RefusedOnTheWay,
    /// `/ping` accepts the key, `/webhooks` doesn't.
    WebhooksForbidden,
    Offline,
    /// The name of the API's host isn't found.
    Dns {
        host: String,
    },
    /// Nothing listens there.
    Refused {
        host: String,
    },
    /// The connection isn't secure; who issued the certificate, where it was seen.
    Tls {
        issuer: Option<String>,
    },
    ProxySignIn,
    Proxy,
    TimedOut,
    /// The connection broke before the answer came.
    Cut,
    RateLimited {
        seconds: u64,
    },
    ServerFault {
        status: u16,
    },
    /// An answer that can't be read.
    Unreadable {
        status: Option<u16>,
    },
    Redirected,
    /// 400, 422 and the like, with what the server said.
    Rejected {
        status: u16,
        said: Option<String>,
    },
    NotFound,
    /// A company can't have more.
    LimitReached {
        limit: usize,
    },
    /// A webhook without events can't be updated: Aircall would subscribe it to all.
    NoEventsToKeep,
    /// Its list was refused for its old names, and it has no other event that could carry the change.
    NoCurrentEvent,
    /// A change from before the program ended, which another program goes on with.
    TakenOver,
    /// The create was sent, the answer lost, and the list doesn't show the webhook.
    CreateUnclear,
    /// Aircall gave a part of its list, so what isn't in it may be there all the same.
    ListIncomplete,
    /// The company may only be read from here: nothing was sent.
    ReadOnly,
    Cancelled,

    KeyringMissing,
    KeyringLocked,
    /// It didn't answer within 60 seconds.
    KeyringSilent,
    /// An earlier question is still open in the system.
    KeyringBusy,
    /// The profile's entry is gone.
    KeyringEntryGone,
    /// The entry isn't one of ours, or damaged.
    KeyringEntryUnreadable,
    KeyringFault,
    CredentialTooLong,

    /// Put aside under this name; the app starts with fresh settings.
    SettingsSetAside {
        file: String,
    },
    SettingsUnreadable,
    SettingsNotSaved,
    /// What is about to change can't be written down, so it isn't sent.
    HistoryNotWritten,
    HistoryUnreadable,
    /// A newer version of the app made it.
    HistoryNewer,
    /// There is no folder for it: it ends with the program.
    HistoryNowhere,
    /// Put aside under this name; a fresh one was begun.
    HistorySetAside {
        file: String,
    },
    FileNotWritten,
    FileNotRead,
    /// The file isn't a JSON report of this app.
    NotAReport,
    /// A newer version of the app made the report.
    ReportNewer,
    /// The report has no webhook in common with the list.
    ReportOfAnother {
        company: String,
    },
    /// The desktop shows no dialog to choose a file with.
    NoDialog,

    /// The demo company's server couldn't start.
    DemoFailed,
    ClipboardFailed,
    /// The system's list of programs that start with it couldn't be changed.
    StartNotChanged,
    /// The system's file manager didn't open it.
    FolderNotOpened,
    /// A fault of this app.
    Internal,
}

impl Problem {
    /// Whether trying the same again can help without changing anything first.
    pub fn is_worth_a_retry(&self) -> bool {
        !matches!(
            self,
            Self::WrongKey
                | Self::KeyringEntryGone
                | Self::KeyringEntryUnreadable
                | Self::LimitReached { .. }
                | Self::ReadOnly
        )
    }

    /// Whether a new key is the way on.
    pub fn wants_a_new_key(&self) -> bool {
        matches!(
            self,
            Self::WrongKey
                | Self::Unauthorized
                | Self::KeyringEntryGone
                | Self::KeyringEntryUnreadable
                | Self::WebhooksForbidden
        )
    }

    /// Whether it lies in how the app gets to the network, which the settings say.
    pub fn is_of_the_network(&self) -> bool {
        matches!(
            self,
            Self::Unauthorized
                | Self::RefusedOnTheWay
                | Self::Dns { .. }
                | Self::Refused { .. }
                | Self::Tls { .. }
                | Self::ProxySignIn
                | Self::Proxy
                | Self::TimedOut
                | Self::Cut
                | Self::Unreadable { .. }
                | Self::Redirected
        )
    }

    /// Whether the keyring itself is the trouble, so that a key can be kept for the session instead.
    pub fn is_of_the_keyring(&self) -> bool {
        matches!(
            self,
            Self::KeyringMissing
                | Self::KeyringLocked
                | Self::KeyringSilent
                | Self::KeyringBusy
                | Self::KeyringFault
                | Self::CredentialTooLong
        )
    }
}
