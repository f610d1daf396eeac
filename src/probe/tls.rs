//! The TLS set-up: the machine's own certificate store decides, as for any program of its user, and what it saw is
//! written down. Nothing is accepted that the store refuses.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, ServerName, UnixTime};
use rustls::{
    AlertDescription, ClientConfig, DigitallySignedStruct, OtherError, PeerIncompatible, RootCertStore, SignatureScheme,
};
use rustls_platform_verifier::Verifier;

use super::certificate;
use crate::domain::endpoint::{Certificate, TlsFault, Trust};

/// What a handshake showed.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub certificate: Option<Certificate>,
    /// Why it was refused.
    pub fault: Option<TlsFault>,
}

/// Written by the verifier, read after the handshake.
pub(super) type Record = Arc<Mutex<Shown>>;

/// Whoever decides on certificates.
pub(super) fn verifier(trust: &Trust) -> Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    match trust {
        Trust::System => Ok(Arc::new(Verifier::new(provider)?)),
        Trust::Only { authorities, revoked } => {
            let mut roots = RootCertStore::empty();
            for certificate in authorities {
                roots.add(CertificateDer::from(certificate.clone()))?;
            }
            let built = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
                .with_crls(revoked.iter().map(|list| CertificateRevocationListDer::from(list.clone())))
                .only_check_end_entity_revocation()
                .allow_unknown_revocation_status()
                .build();
            Ok(built.map_err(|error| rustls::Error::Other(OtherError(Arc::new(error))))?)
        }
    }
}

/// For one connection: what its handshake shows goes into the record.
pub(super) fn config(verifier: Arc<dyn ServerCertVerifier>, record: Record) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let recording = Arc::new(Recording { inner: verifier, record });
    Ok(builder.dangerous().with_custom_certificate_verifier(recording).with_no_client_auth())
}

/// Why a handshake failed, as far as no certificate was to blame.
pub(super) fn fault(error: &rustls::Error) -> TlsFault {
    match error {
        rustls::Error::InvalidMessage(_) => TlsFault::NotTls,
        rustls::Error::AlertReceived(AlertDescription::ProtocolVersion)
        | rustls::Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => TlsFault::WeakProtocol,
        // It has no certificate for this name, and says so.
        rustls::Error::AlertReceived(AlertDescription::UnrecognisedName) => TlsFault::WrongName,
        _ => TlsFault::Other,
    }
}

#[derive(Debug)]
struct Recording {
    inner: Arc<dyn ServerCertVerifier>,
    record: Record,
}

impl ServerCertVerifier for Recording {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let decided = self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        let fault = decided.as_ref().err().map(|error| {
            let shown = certificate::Shown { end_entity, intermediates, name: &server_name.to_str(), now };
            certificate::fault(&shown, error)
        });
        let mut record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        *record = Shown { certificate: certificate::read(end_entity), fault };
        decided
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

/// For connections that show no certificate.
pub(super) fn trusting_nobody() -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}
