//! The check of many endpoints at once, and how long it may take together.
//!
//! 32 are looked at at once, and no more: a place is only free again once a look has ended. Endpoints that stay silent
//! keep their places for the whole time that Aircall gives them, so a company with more of them than places would take
//! several times that. The check doesn't shorten a look, since a short one says nothing of those five seconds. It ends
//! instead, and says of the rest that their turn never came ([`NotChecked::OutOfTime`]), which is no pass:
//!
//! * where nothing has answered yet, after the time of one look and a sixth: the network itself may be at fault;
//! * where something has, after the time of two, and a little more, so that the second ones end by themselves.
//!
//! A server that kept one look waiting for its connection isn't asked for the URLs that follow: they end as it did.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::setup::Setup;
use super::{Limits, one};
use crate::domain::CallbackUrl;
use crate::domain::endpoint::{CheckOutcome, EndpointCheck, NotChecked, Stage};

/// How many are looked at at once.
pub const AT_ONCE: usize = 32;

/// How many of one host.
pub const AT_ONE_HOST: usize = 2;

/// Checks these endpoints. The answer has the length and the order of what was given.
///
/// `tell` hears of each as soon as it ends, by its place in `endpoints`. Once `stopped` turns true, the rest ends as
/// [`NotChecked::Cancelled`] (whoever drops the sender can't stop it any more); it is safe to drop the future, too.
///
/// At most [`AT_ONCE`] are looked at at once and never more than [`AT_ONE_HOST`] of one host; URLs of one address are
/// asked once. Each one ends within `limits.total`, and all of them within twice that and a tenth, once it is known whom
/// this machine trusts.
pub async fn check_all(
    endpoints: &[CallbackUrl],
    limits: &Limits,
    mut stopped: watch::Receiver<bool>,
    tell: &(dyn Fn(usize, &EndpointCheck) + Send + Sync),
) -> Vec<EndpointCheck> {
    let secure = endpoints.iter().any(CallbackUrl::is_https);
    let limits = Arc::new(limits.clone());
    let mut batch = Batch::new(endpoints, Arc::new(Setup::new(&limits, secure).await));
    // Only now: what the set-up takes is no endpoint's silence.
    let begun = Instant::now();
    if *stopped.borrow() {
        batch.give_up(NotChecked::Cancelled, tell);
    }
    loop {
        batch.begin(&limits);
        if batch.looks.is_empty() {
            break;
        }
        let patience = if batch.answered { limits.total * 21 / 10 } else { limits.total * 7 / 6 };
        tokio::select! {
            // In this order: a look that has ended tells more than that time has run out.
            biased;
            () = until(&mut stopped) => {
                batch.give_up(NotChecked::Cancelled, tell);
                break;
            }
            Some(ended) = batch.looks.join_next_with_id() => batch.end(ended, tell),
            () = sleep_until(begun + patience) => {
                batch.give_up(NotChecked::OutOfTime, tell);
                break;
            }
        }
        batch.share_silence(tell);
    }
    batch.ended()
}

/// Waits for the wish to stop, for ever where nobody can wish it any more.
async fn until(stopped: &mut watch::Receiver<bool>) {
    if stopped.wait_for(|stopped| *stopped).await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// One address, and everyone who gave it.
struct Endpoint {
    url: CallbackUrl,
    /// Places in what was given.
    asked_by: Vec<usize>,
    host: String,
    /// Scheme, host and port: who is connected to.
    server: String,
    check: Option<EndpointCheck>,
}

struct Batch {
    endpoints: Vec<Endpoint>,
    /// Whose turn is still to come.
    waiting: VecDeque<usize>,
    looks: JoinSet<EndpointCheck>,
    /// Which endpoint a look is for.
    looking: BTreeMap<Id, usize>,
    setup: Arc<Setup>,
    answered: bool,
    silent: BTreeMap<String, Stage>,
}

impl Batch {
    fn new(urls: &[CallbackUrl], setup: Arc<Setup>) -> Self {
        let mut endpoints: Vec<Endpoint> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (place, url) in urls.iter().enumerate() {
            let at = *known.entry(url.address()).or_insert(endpoints.len());
            match endpoints.get_mut(at) {
                Some(endpoint) => endpoint.asked_by.push(place),
                None => endpoints.push(Endpoint::new(url, place)),
            }
        }
        Self {
            waiting: (0..endpoints.len()).collect(),
            endpoints,
            looks: JoinSet::new(),
            looking: BTreeMap::new(),
            setup,
            answered: false,
            silent: BTreeMap::new(),
        }
    }

    /// Begins as many looks as the bounds let.
    fn begin(&mut self, limits: &Arc<Limits>) {
        while self.looks.len() < AT_ONCE {
            let Some(place) = self.waiting.iter().position(|at| self.may_begin(*at)) else {
                return;
            };
            let Some((at, endpoint)) = self.waiting.remove(place).and_then(|at| Some((at, self.endpoints.get(at)?)))
            else {
                return;
            };
            let (url, limits, setup) = (endpoint.url.clone(), Arc::clone(limits), Arc::clone(&self.setup));
            let look = self.looks.spawn(async move { one::check(&url, &limits, &setup).await });
            self.looking.insert(look.id(), at);
        }
    }

    fn may_begin(&self, at: usize) -> bool {
        let host = |at: usize| self.endpoints.get(at).map(|endpoint| &endpoint.host);
        self.looking.values().filter(|busy| host(**busy) == host(at)).count() < AT_ONE_HOST
    }

    fn end(
        &mut self,
        ended: Result<(Id, EndpointCheck), JoinError>,
        tell: &(dyn Fn(usize, &EndpointCheck) + Send + Sync),
    ) {
        let (id, check) = match ended {
            Ok((id, check)) => (id, Some(check)),
            // A fault of ours, which must not pass for an answer.
            Err(error) => (error.id(), None),
        };
        let Some(at) = self.looking.remove(&id) else {
            return;
        };
        if let (Some(endpoint), Some(check)) = (self.endpoints.get(at), &check) {
            self.answered |= matches!(check.outcome, CheckOutcome::Answered(_));
            if let CheckOutcome::TooSlow(stage @ (Stage::Connect | Stage::Secure)) = check.outcome {
                self.silent.insert(endpoint.server.clone(), stage);
            }
        }
        self.settle(at, check, tell);
    }

    /// Those who wait for a server that kept another waiting end as that one did.
    fn share_silence(&mut self, tell: &(dyn Fn(usize, &EndpointCheck) + Send + Sync)) {
        let silent = |endpoint: &Endpoint| self.silent.get(&endpoint.server).copied();
        let known: BTreeMap<usize, Stage> =
            self.waiting.iter().filter_map(|at| Some((*at, silent(self.endpoints.get(*at)?)?))).collect();
        self.waiting.retain(|at| !known.contains_key(at));
        for (at, stage) in known {
            let check = self.endpoints.get(at).map(|endpoint| EndpointCheck {
                outcome: CheckOutcome::TooSlow(stage),
                ..endpoint.unchecked(NotChecked::Internal)
            });
            self.settle(at, check, tell);
        }
    }

    /// Ends all looks, and whatever still waits, for this reason.
    fn give_up(&mut self, why: NotChecked, tell: &(dyn Fn(usize, &EndpointCheck) + Send + Sync)) {
        self.looks.abort_all();
        let rest: BTreeSet<usize> = self.looking.values().copied().chain(self.waiting.drain(..)).collect();
        self.looking.clear();
        for at in rest {
            let check = self.endpoints.get(at).map(|endpoint| endpoint.unchecked(why));
            self.settle(at, check, tell);
        }
    }

    fn settle(
        &mut self,
        at: usize,
        check: Option<EndpointCheck>,
        tell: &(dyn Fn(usize, &EndpointCheck) + Send + Sync),
    ) {
        let Some(endpoint) = self.endpoints.get_mut(at) else {
            return;
        };
        let check = check.unwrap_or_else(|| endpoint.unchecked(NotChecked::Internal));
        for place in &endpoint.asked_by {
            tell(*place, &check);
        }
        endpoint.check = Some(check);
    }

    fn ended(self) -> Vec<EndpointCheck> {
        let mut checks: BTreeMap<usize, EndpointCheck> = BTreeMap::new();
        for endpoint in self.endpoints {
            let check = endpoint.check.clone().unwrap_or_else(|| endpoint.unchecked(NotChecked::Internal));
            checks.extend(endpoint.asked_by.iter().map(|place| (*place, check.clone())));
        }
        checks.into_values().collect()
    }
}

impl Endpoint {
    fn new(url: &CallbackUrl, place: usize) -> Self {
        let parsed = Url::parse(url.expose()).ok();
        let host = parsed.as_ref().and_then(|url| url.host_str()).unwrap_or_default().to_owned();
        let server = parsed.map(|url| url.origin().ascii_serialization()).unwrap_or_default();
        Self { url: url.clone(), asked_by: vec![place], host, server, check: None }
    }

    fn unchecked(&self, why: NotChecked) -> EndpointCheck {
        EndpointCheck::not_checked(self.url.host().unwrap_or_default(), why)
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::domain::ProxyChoice;
    use crate::domain::endpoint::Trust;

    #[tokio::test]
    async fn what_the_set_up_takes_is_not_taken_from_the_endpoints() {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let urls = [CallbackUrl::received(format!("https://{}/in", silent.local_addr().unwrap()))];
        let key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(vec!["a.example".to_owned()]).unwrap();
        let authority = params.self_signed(&key).unwrap().der().to_vec();
        // So many that reading them takes longer than the patience.
        let trust = Trust::Only { authorities: vec![authority; 40_000], revoked: Vec::new() };
        let total = Duration::from_millis(40);
        let limits = Limits { total, trust, allow_local: true, proxy: ProxyChoice::None, directory: None };
        let (_keep, stopped) = watch::channel(false);
        let checks = check_all(&urls, &limits, stopped, &|_, _| {}).await;
        assert!(matches!(checks[0].outcome, CheckOutcome::TooSlow(_)), "{:?}", checks[0].outcome);
    }
}
