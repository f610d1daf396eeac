//! The demo company's own endpoints: small servers on 127.0.0.1 with every fault that a check can find. Names lead to
//! them by a [`Directory`], so that hosts which don't exist, and real ones, can be asked without leaving this machine.
//! They take deliveries too, and do nothing with them.

mod certs;
mod hosts;
mod serve;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use rcgen::Error;
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::domain::endpoint::{Directory, Place, Trust};
use certs::Certificates;
use hosts::{HOSTS, Kind};

pub(super) use hosts::branches;

/// Running endpoints. They end with this.
pub(super) struct Endpoints {
    places: Places,
    trust: Trust,
    _serving: JoinSet<()>,
    /// Bound and never listened at: whoever connects is refused, and nobody else can take the port.
    _nobody: TcpSocket,
}

struct Places {
    secure: SocketAddr,
    plain: SocketAddr,
    weak: SocketAddr,
    nobody: SocketAddr,
}

impl Endpoints {
    pub async fn start() -> io::Result<Self> {
        let certificates = Certificates::make().map_err(|error: Error| io::Error::other(error))?;
        let trust = certificates.trust();
        let acceptor = TlsAcceptor::from(Arc::new(certificates.config().map_err(io::Error::other)?));
        let (secure, plain, weak) = (listener().await?, listener().await?, listener().await?);
        let nobody = TcpSocket::new_v4()?;
        nobody.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let places = Places {
            secure: secure.local_addr()?,
            plain: plain.local_addr()?,
            weak: weak.local_addr()?,
            nobody: nobody.local_addr()?,
        };
        let mut serving = JoinSet::new();
        serving.spawn(serve::all(secure, move |stream| serve::secure(stream, acceptor.clone())));
        serving.spawn(serve::all(plain, serve::http));
        serving.spawn(serve::all(weak, serve::weak));
        Ok(Self { places, trust, _serving: serving, _nobody: nobody })
    }

    pub fn directory(&self) -> Directory {
        let mut directory = Directory::default();
        for host in HOSTS {
            let at = match host.kind {
                Kind::Sound | Kind::Flawed(_) => self.places.secure,
                Kind::NotTls => self.places.plain,
                Kind::WeakProtocol => self.places.weak,
                Kind::Refuses => self.places.nobody,
            };
            directory.lead(host.name, Place { addresses: vec![host.tells.into()], at });
        }
        for (n, host) in (1..).zip(hosts::branches()) {
            directory.lead(&host, Place { addresses: vec![[198, 51, 100, n].into()], at: self.places.secure });
        }
        directory
    }

    pub fn trust(&self) -> Trust {
        self.trust.clone()
    }
}

async fn listener() -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::demo::CompanyData;

    #[tokio::test]
    async fn starting_them_is_not_felt() {
        let begun = Instant::now();
        let endpoints = Endpoints::start().await.unwrap();
        let took = begun.elapsed();
        assert!(took < Duration::from_millis(500), "{took:?}");
        assert!(endpoints.directory().find("orders.example").is_some());
    }

    #[tokio::test]
    async fn every_host_of_the_company_is_led_to_this_machine_but_the_one_that_is_gone() {
        let directory = Endpoints::start().await.unwrap().directory();
        for company in [CompanyData::demo(), CompanyData::crowded()] {
            let mut gone = Vec::new();
            for hook in company.webhooks {
                let host = url::Url::parse(&hook.url).unwrap().host_str().unwrap().to_owned();
                match directory.find(&host) {
                    Some(place) => assert!(place.at.ip().is_loopback(), "{host}"),
                    None => gone.push(host),
                }
            }
            assert_eq!(gone, ["tickets.example"]);
        }
    }
}
