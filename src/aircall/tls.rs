//! The machine's own certificate store, with a verifier that remembers who issued a certificate that was refused.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, Error, SignatureScheme};
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// Who issued the certificate that was last refused.
#[derive(Clone, Debug, Default)]
pub struct Issuer(Arc<Mutex<Option<String>>>);

impl Issuer {
    pub fn get(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, issuer: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = issuer;
    }
}

/// What reqwest connects with.
pub fn config() -> Result<(rustls::ClientConfig, Issuer), Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let issuer = Issuer::default();
    let verifier = Recorder {
        inner: rustls_platform_verifier::Verifier::new(Arc::clone(&provider))?,
        provider: Arc::clone(&provider),
        issuer: issuer.clone(),
    };
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok((config, issuer))
}

/// Refuses what the platform refuses, and accepts nothing else.
#[derive(Debug)]
struct Recorder {
    inner: rustls_platform_verifier::Verifier,
    provider: Arc<CryptoProvider>,
    issuer: Issuer,
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verdict = self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        self.issuer.set(verdict.is_err().then(|| issuer_of(end_entity)).flatten());
        verdict
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// The issuer's organisation, else its common name.
fn issuer_of(certificate: &CertificateDer<'_>) -> Option<String> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    let issuer = parsed.issuer();
    let name = issuer.iter_organization().chain(issuer.iter_common_name()).find_map(|part| part.as_str().ok())?;
    let name: String = name.chars().filter(|c| !crate::domain::clean::is_invisible(*c)).take(80).collect();
    (!name.trim().is_empty()).then_some(name)
}
