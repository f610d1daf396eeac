//! Says what is wrong with a certificate that was refused. The systems' stores word their refusals differently, so the
//! certificate itself is read; the store's words count where only it can know.

use jiff::Timestamp;
use rustls::CertificateError;
use rustls::pki_types::{CertificateDer, UnixTime};
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::x509::X509Name;

use crate::domain::clean::clean_name;
use crate::domain::endpoint::{Certificate, TlsFault};

/// What a server showed, for whom, and when.
pub(super) struct Shown<'a> {
    pub end_entity: &'a CertificateDer<'a>,
    pub intermediates: &'a [CertificateDer<'a>],
    pub name: &'a str,
    pub now: UnixTime,
}

/// What is told of a certificate, trusted or not.
pub(super) fn read(certificate: &CertificateDer<'_>) -> Option<Certificate> {
    let parsed = parse(certificate)?;
    let validity = parsed.validity();
    Some(Certificate {
        issuer: name_of(parsed.issuer()).unwrap_or_default(),
        valid_from: Timestamp::from_second(validity.not_before.timestamp()).ok()?,
        valid_until: Timestamp::from_second(validity.not_after.timestamp()).ok()?,
    })
}

/// Why it was refused. Dates come first, since they are what the server's admin sees first, then a certificate that
/// nobody else signed, then the name, then those who signed it.
pub(super) fn fault(shown: &Shown<'_>, error: &rustls::Error) -> TlsFault {
    if matches!(error, rustls::Error::InvalidCertificate(CertificateError::Revoked)) {
        return TlsFault::Revoked;
    }
    let Some(parsed) = parse(shown.end_entity) else {
        return TlsFault::Other;
    };
    if let Some(fault) = of_dates(&parsed, shown.now) {
        return fault;
    }
    if parsed.issuer().as_raw() == parsed.subject().as_raw() {
        return TlsFault::SelfSigned;
    }
    match error {
        rustls::Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => TlsFault::WrongName,
        rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer) => of_chain(&parsed, shown),
        // A date of a certificate between this one and a trusted one.
        rustls::Error::InvalidCertificate(
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. },
        ) => TlsFault::IncompleteChain,
        _ if !is_for(&parsed, shown.name) => TlsFault::WrongName,
        rustls::Error::InvalidCertificate(CertificateError::Other(_)) | rustls::Error::General(_) => {
            of_chain(&parsed, shown)
        }
        _ => TlsFault::Other,
    }
}

fn of_dates(certificate: &X509Certificate<'_>, now: UnixTime) -> Option<TlsFault> {
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let validity = certificate.validity();
    if now > validity.not_after.timestamp() {
        Some(TlsFault::Expired)
    } else if now < validity.not_before.timestamp() {
        Some(TlsFault::NotYetValid)
    } else {
        None
    }
}

/// The server must show whoever signed its certificate, unless that is a root. Public authorities never sign with a
/// root, and say in the certificate where their own is kept; private ones do neither.
fn of_chain(certificate: &X509Certificate<'_>, shown: &Shown<'_>) -> TlsFault {
    let signer_is_there = shown
        .intermediates
        .iter()
        .filter_map(parse)
        .any(|other| other.subject().as_raw() == certificate.issuer().as_raw());
    if !signer_is_there && tells_its_issuer(certificate) { TlsFault::IncompleteChain } else { TlsFault::UnknownIssuer }
}

/// It says where its issuer's certificate can be had, or which public logs know it.
fn tells_its_issuer(certificate: &X509Certificate<'_>) -> bool {
    certificate.iter_extensions().any(|extension| {
        matches!(extension.parsed_extension(), ParsedExtension::AuthorityInfoAccess(_) | ParsedExtension::SCT(_))
    })
}

fn is_for(certificate: &X509Certificate<'_>, name: &str) -> bool {
    let Ok(Some(names)) = certificate.subject_alternative_name() else {
        return false;
    };
    names.value.general_names.iter().any(|listed| match listed {
        GeneralName::DNSName(pattern) => covers(pattern, name),
        GeneralName::IPAddress(bytes) => name.parse().is_ok_and(|address| match address {
            std::net::IpAddr::V4(address) => *bytes == address.octets(),
            std::net::IpAddr::V6(address) => *bytes == address.octets(),
        }),
        _ => false,
    })
}

/// A star stands for the first part of a name only.
fn covers(pattern: &str, name: &str) -> bool {
    let name = name.trim_end_matches('.');
    match pattern.strip_prefix("*.") {
        Some(rest) => name.split_once('.').is_some_and(|(_, parent)| parent.eq_ignore_ascii_case(rest)),
        None => pattern.eq_ignore_ascii_case(name),
    }
}

fn parse<'a>(certificate: &'a CertificateDer<'_>) -> Option<X509Certificate<'a>> {
    x509_parser::parse_x509_certificate(certificate).ok().map(|(_, parsed)| parsed)
}

/// Its organisation, else its common name.
fn name_of(name: &X509Name<'_>) -> Option<String> {
    name.iter_organization()
        .chain(name.iter_common_name())
        .filter_map(|attribute| attribute.as_str().ok())
        .map(|name| clean_name(name).text.chars().take(100).collect::<String>())
        .find(|name| !name.is_empty())
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
