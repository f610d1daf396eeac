//! The endpoints' certificates, made at the start: an authority of the demo company's own, and every flaw.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CertifiedIssuer, CustomExtension,
    DistinguishedName, DnType, Error, IsCa, KeyIdMethod, KeyPair, KeyUsagePurpose, RevocationReason, RevokedCertParams,
    SerialNumber,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::{CertifiedKey, SigningKey};

use super::hosts::{BRANCHES_DOMAIN, Flaw, HOSTS, Kind};
use crate::domain::endpoint::Trust;

const DAY: Duration = Duration::from_hours(24);

/// The serial number of the certificate that was taken back.
const TAKEN_BACK: u64 = 4711;

type Issuer = CertifiedIssuer<'static, KeyPair>;

pub(super) struct Certificates {
    root: CertificateDer<'static>,
    revoked: Vec<u8>,
    by_host: BTreeMap<String, Arc<CertifiedKey>>,
    branches: Arc<CertifiedKey>,
}

/// Those who sign, and the one key of all endpoints.
struct Makers {
    root: Issuer,
    issuing: Issuer,
    /// Nobody trusts it.
    private: Issuer,
    key: KeyPair,
    signing: Arc<dyn SigningKey>,
    now: SystemTime,
}

impl Certificates {
    pub fn make() -> Result<Self, Error> {
        let makers = Makers::new(SystemTime::now())?;
        let mut by_host = BTreeMap::new();
        for host in HOSTS {
            let flaw = match host.kind {
                Kind::Sound => None,
                Kind::Flawed(flaw) => Some(flaw),
                Kind::NotTls | Kind::WeakProtocol | Kind::Refuses => continue,
            };
            by_host.insert(host.name.to_owned(), makers.certificate(host.name, flaw)?);
        }
        Ok(Self {
            branches: makers.certificate(&format!("*.{BRANCHES_DOMAIN}"), None)?,
            revoked: makers.revoked()?,
            root: makers.root.as_ref().der().clone(),
            by_host,
        })
    }

    pub fn trust(&self) -> Trust {
        Trust::Only { authorities: vec![self.root.to_vec()], revoked: vec![self.revoked.clone()] }
    }

    pub fn config(self) -> Result<ServerConfig, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let resolver = ByName { by_host: self.by_host, branches: self.branches };
        Ok(builder.with_no_client_auth().with_cert_resolver(Arc::new(resolver)))
    }
}

impl Makers {
    fn new(now: SystemTime) -> Result<Self, Error> {
        let key = KeyPair::generate()?;
        let der = PrivateKeyDer::try_from(key.serialize_der()).map_err(|_odd| Error::CouldNotParseKeyPair)?;
        let signing = rustls::crypto::ring::sign::any_ecdsa_type(&der).map_err(|_odd| Error::CouldNotParseKeyPair)?;
        let root = Issuer::self_signed(authority("Hookswitch Demo Root", now), KeyPair::generate()?)?;
        let issuing = Issuer::signed_by(authority("Hookswitch Demo Authority", now), KeyPair::generate()?, &root)?;
        let private = Issuer::self_signed(authority("Insights Intranet", now), KeyPair::generate()?)?;
        Ok(Self { root, issuing, private, key, signing, now })
    }

    fn certificate(&self, host: &str, flaw: Option<Flaw>) -> Result<Arc<CertifiedKey>, Error> {
        let names = if flaw == Some(Flaw::WrongName) { "panels.example" } else { host };
        let mut params = CertificateParams::new(vec![names.to_owned()])?;
        params.distinguished_name = named(DnType::CommonName, names);
        (params.not_before, params.not_after) = self.days(flaw);
        params.use_authority_key_identifier_extension = flaw != Some(Flaw::SelfSigned);
        match flaw {
            Some(Flaw::Revoked) => params.serial_number = Some(SerialNumber::from(TAKEN_BACK)),
            Some(Flaw::UnknownIssuer | Flaw::SelfSigned) => {}
            _ => params.custom_extensions.push(where_its_issuer_is()),
        }
        let issuing = self.issuing.as_ref().der().clone();
        let chain = match flaw {
            Some(Flaw::SelfSigned) => vec![params.self_signed(&self.key)?.der().clone()],
            Some(Flaw::UnknownIssuer) => vec![params.signed_by(&self.key, &self.private)?.der().clone()],
            Some(Flaw::IncompleteChain) => vec![params.signed_by(&self.key, &self.issuing)?.der().clone()],
            _ => vec![params.signed_by(&self.key, &self.issuing)?.der().clone(), issuing],
        };
        Ok(Arc::new(CertifiedKey::new(chain, Arc::clone(&self.signing))))
    }

    /// From when, and until when.
    fn days<T: From<SystemTime>>(&self, flaw: Option<Flaw>) -> (T, T) {
        let (from, until) = match flaw {
            Some(Flaw::Expired) => (self.now - DAY * 378, self.now - DAY * 13),
            Some(Flaw::NotYetValid) => (self.now + DAY * 6, self.now + DAY * 371),
            // Half a day more, so that it is ten days all day long.
            Some(Flaw::EndsSoon) => (self.now - DAY * 80, self.now + DAY * 10 + DAY / 2),
            _ => (self.now - DAY * 40, self.now + DAY * 325),
        };
        (from.into(), until.into())
    }

    /// The list of what the authority took back.
    fn revoked(&self) -> Result<Vec<u8>, Error> {
        let params = CertificateRevocationListParams {
            this_update: (self.now - DAY).into(),
            next_update: (self.now + DAY * 365).into(),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: vec![RevokedCertParams {
                serial_number: SerialNumber::from(TAKEN_BACK),
                revocation_time: (self.now - DAY * 2).into(),
                reason_code: Some(RevocationReason::KeyCompromise),
                invalidity_date: None,
            }],
            key_identifier_method: KeyIdMethod::Sha256,
        };
        Ok(params.signed_by(&self.issuing)?.der().to_vec())
    }
}

fn authority(name: &str, now: SystemTime) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = named(DnType::OrganizationName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = (now - DAY * 800).into();
    params.not_after = (now + DAY * 2000).into();
    params
}

fn named(kind: DnType, name: &str) -> DistinguishedName {
    let mut names = DistinguishedName::new();
    names.push(kind, name);
    names
}

/// What every public authority writes into a certificate: where its own is kept (authority information access).
fn where_its_issuer_is() -> CustomExtension {
    const PLACE: &[u8] = b"http://authority.example/ca.der";
    const ISSUERS: [u8; 10] = [0x06, 0x08, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02];
    let length = |length: usize| u8::try_from(length).unwrap_or(u8::MAX);
    let described: Vec<u8> =
        ISSUERS.into_iter().chain([0x86, length(PLACE.len())]).chain(PLACE.iter().copied()).collect();
    let one: Vec<u8> = [0x30, length(described.len())].into_iter().chain(described).collect();
    let all: Vec<u8> = [0x30, length(one.len())].into_iter().chain(one).collect();
    CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], all)
}

/// Shows each host's own certificate.
#[derive(Debug)]
struct ByName {
    by_host: BTreeMap<String, Arc<CertifiedKey>>,
    branches: Arc<CertifiedKey>,
}

impl ResolvesServerCert for ByName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let name = hello.server_name()?.to_ascii_lowercase();
        let own = self.by_host.get(&name).map(Arc::clone);
        own.or_else(|| name.ends_with(BRANCHES_DOMAIN).then(|| Arc::clone(&self.branches)))
    }
}
