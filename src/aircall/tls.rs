//! The TLS set-up: the machine's own certificate store, asked through a verifier that remembers who issued a
//! certificate that was refused. It accepts nothing that the store refuses.

use std::fmt;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;
use x509_parser::x509::X509Name;

use crate::domain::clean::clean_name;

/// For https: certificates are judged by the machine's store. For http, where none is ever shown: an empty store, so
/// that a machine without certificates can still talk to itself.
pub(super) fn config(https: bool) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    if !https {
        return Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth());
    }
    let verifier = Remembering { inner: Verifier::new(provider)? };
    Ok(builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth())
}

/// A certificate was refused; this error rides inside rustls's own, so that the connection that failed tells its issuer.
#[derive(Debug)]
pub(super) struct RefusedCertificate {
    pub issuer: Option<String>,
    reason: rustls::Error,
}

impl fmt::Display for RefusedCertificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(formatter)
    }
}

impl std::error::Error for RefusedCertificate {}

#[derive(Debug)]
struct Remembering {
    inner: Verifier,
}

impl ServerCertVerifier for Remembering {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now).map_err(|reason| {
            let issuer = issuer_of(end_entity);
            rustls::Error::Other(OtherError(Arc::new(RefusedCertificate { issuer, reason })))
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, cert, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls13_signature(message, cert, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// The issuer's organisation, else its common name.
fn issuer_of(certificate: &CertificateDer<'_>) -> Option<String> {
    let (_, parsed) = x509_parser::parse_x509_certificate(certificate).ok()?;
    name_of(parsed.issuer())
}

fn name_of(issuer: &X509Name<'_>) -> Option<String> {
    issuer
        .iter_organization()
        .chain(issuer.iter_common_name())
        .filter_map(|attribute| attribute.as_str().ok())
        .map(|name| clean_name(name).text.chars().take(100).collect::<String>())
        .find(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, DnType, KeyPair};

    use super::*;

    fn certificate(names: &[(DnType, &str)]) -> CertificateDer<'static> {
        let mut params = CertificateParams::new(vec!["a.example".to_owned()]).unwrap();
        params.distinguished_name = rcgen::DistinguishedName::new();
        for (kind, name) in names {
            params.distinguished_name.push(kind.clone(), *name);
        }
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().der().clone()
    }

    #[test]
    fn the_issuer_is_its_organisation_else_its_common_name() {
        let both = certificate(&[(DnType::CommonName, "Root 7"), (DnType::OrganizationName, "Zone Ltd")]);
        assert_eq!(issuer_of(&both).as_deref(), Some("Zone Ltd"));
        let common = certificate(&[(DnType::CommonName, "Root\u{200b} 7")]);
        assert_eq!(issuer_of(&common).as_deref(), Some("Root 7"));
        assert_eq!(issuer_of(&certificate(&[])), None);
        assert_eq!(issuer_of(&CertificateDer::from(vec![1, 2, 3])), None);
    }
}
