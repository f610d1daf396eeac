//! What a look at an endpoint may do.

use std::time::Duration;

use crate::domain::ProxyChoice;
use crate::domain::endpoint::{Directory, Trust};

/// How an endpoint is asked, and how long.
#[derive(Clone, Debug)]
pub struct Limits {
    /// From the first question to the answer's head.
    pub total: Duration,
    /// Looks at this machine and its network too: after a question, for tests, and for the demo company.
    pub allow_local: bool,
    pub proxy: ProxyChoice,
    /// In place of DNS and of any proxy: nothing leaves the places that it names.
    pub directory: Option<Directory>,
    pub trust: Trust,
}

impl Default for Limits {
    /// Aircall waits 5 seconds for an endpoint.
    fn default() -> Self {
        Self {
            total: Duration::from_secs(5),
            allow_local: false,
            proxy: ProxyChoice::System,
            directory: None,
            trust: Trust::System,
        }
    }
}
