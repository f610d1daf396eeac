//! Errors of the rooms below, as problems that the app words.

use crate::aircall::{ApiError, ErrorKind};
use crate::app::Problem;
use crate::domain::ApiBase;
use crate::vault::VaultError;

pub fn api_problem(error: ApiError, base: &ApiBase) -> Problem {
    let host = || base.host().to_owned();
    match error.kind {
        ErrorKind::Unauthorized => Problem::Unauthorized,
        ErrorKind::Forbidden => Problem::WrongKey,
        ErrorKind::RefusedOnTheWay => Problem::RefusedOnTheWay,
        ErrorKind::NotFound => Problem::NotFound,
        ErrorKind::Rejected => Problem::Rejected { status: error.status.unwrap_or(400), said: error.said },
        ErrorKind::RateLimited { wait } => Problem::RateLimited { seconds: wait.as_secs() },
        ErrorKind::ServerFault => Problem::ServerFault { status: error.status.unwrap_or(500) },
        ErrorKind::Redirected => Problem::Redirected,
        ErrorKind::Offline => Problem::Offline,
        ErrorKind::Dns => Problem::Dns { host: host() },
        ErrorKind::Refused => Problem::Refused { host: host() },
        ErrorKind::Tls { issuer } => Problem::Tls { issuer },
        ErrorKind::ProxyAuth => Problem::ProxySignIn,
        ErrorKind::Proxy => Problem::Proxy,
        ErrorKind::TimedOut | ErrorKind::ConnectTimedOut => Problem::TimedOut,
        ErrorKind::Cut => Problem::Cut,
        ErrorKind::Unreadable | ErrorKind::TooLarge => Problem::Unreadable { status: error.status },
        ErrorKind::Setup => Problem::Internal,
        ErrorKind::ReadOnly => Problem::ReadOnly,
    }
}

pub fn vault_problem(error: VaultError) -> Problem {
    match error {
        VaultError::NoService => Problem::KeyringMissing,
        VaultError::Locked => Problem::KeyringLocked,
        VaultError::Silent => Problem::KeyringSilent,
        VaultError::Busy => Problem::KeyringBusy,
        VaultError::Unreadable => Problem::KeyringEntryUnreadable,
        VaultError::TooLong => Problem::CredentialTooLong,
        VaultError::Other => Problem::KeyringFault,
    }
}
