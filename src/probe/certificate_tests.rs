//! Certificates made here, judged at a given time and by errors that the systems' stores word differently.

use std::time::Duration;

use rcgen::{CertificateParams, CertifiedIssuer, CustomExtension, DnType, IsCa, KeyPair};

use super::*;

const UNKNOWN: rustls::Error = rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer);
const WRONG_NAME: rustls::Error = rustls::Error::InvalidCertificate(CertificateError::NotValidForName);

/// 2026-03-01, in the middle of what `params` are valid for.
const NOW: u64 = 1_772_323_200;

fn params(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.not_before = rcgen::date_time_ymd(2026, 1, 1);
    params.not_after = rcgen::date_time_ymd(2026, 6, 1);
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "a.example");
    params
}

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut params = params(&[]);
    params.is_ca = IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::OrganizationName, name);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

fn signed(params: &CertificateParams) -> (CertificateDer<'static>, CertificateDer<'static>) {
    let authority = authority("Zone Ltd");
    let leaf = params.signed_by(&KeyPair::generate().unwrap(), &authority).unwrap();
    (leaf.der().clone(), authority.as_ref().der().clone())
}

fn judged(end_entity: &CertificateDer<'_>, others: &[CertificateDer<'_>], now: u64, error: &rustls::Error) -> TlsFault {
    let now = UnixTime::since_unix_epoch(Duration::from_secs(now));
    fault(&Shown { end_entity, intermediates: others, name: "a.example", now }, error)
}

#[test]
fn a_certificate_is_told_with_its_issuer_and_dates() {
    let (leaf, _) = signed(&params(&["a.example"]));
    let read = read(&leaf).unwrap();
    assert_eq!(read.issuer, "Zone Ltd");
    assert_eq!(
        (read.valid_from, read.valid_until),
        ("2026-01-01T00:00:00Z".parse().unwrap(), "2026-06-01T00:00:00Z".parse().unwrap())
    );
    assert_eq!(super::read(&CertificateDer::from(vec![1, 2, 3])), None);
}

#[test]
fn dates_come_first_by_the_given_clock() {
    let (leaf, _) = signed(&params(&["other.example"]));
    let general = rustls::Error::General("0x800B0101".to_owned());
    assert_eq!(judged(&leaf, &[], NOW + 200 * 86_400, &general), TlsFault::Expired);
    assert_eq!(judged(&leaf, &[], NOW - 200 * 86_400, &UNKNOWN), TlsFault::NotYetValid);
}

#[test]
fn one_that_signs_itself_is_told_even_where_its_name_is_wrong_too() {
    let own = params(&["b.example"]).self_signed(&KeyPair::generate().unwrap()).unwrap();
    assert_eq!(judged(own.der(), &[], NOW, &UNKNOWN), TlsFault::SelfSigned);
}

#[test]
fn a_wrong_name_is_told_by_the_stores_word_or_by_the_certificate() {
    let vague = rustls::Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure);
    let (wrong, _) = signed(&params(&["b.example", "10.0.0.1"]));
    assert_eq!(judged(&wrong, &[], NOW, &WRONG_NAME), TlsFault::WrongName);
    assert_eq!(judged(&wrong, &[], NOW, &vague), TlsFault::WrongName);
    let (right, _) = signed(&params(&["A.example"]));
    assert_eq!(judged(&right, &[], NOW, &vague), TlsFault::Other);
}

#[test]
fn a_star_stands_for_one_part_only() {
    for (pattern, name, is_covered) in [
        ("*.b.example", "a.b.example", true),
        ("*.b.example", "b.example", false),
        ("*.b.example", "a.a.b.example", false),
        ("a.example", "A.EXAMPLE.", true),
    ] {
        assert_eq!(covers(pattern, name), is_covered, "{pattern} {name}");
    }
}

#[test]
fn a_chain_without_its_signer_is_incomplete_where_the_authority_is_a_public_one() {
    let mut public = params(&["a.example"]);
    // What every public authority writes: where its own certificate is.
    let place = [&[0x30, 0x12, 0x30, 0x10, 6, 8, 0x2B, 6, 1, 5, 5, 7, 0x30, 2, 0x86, 4][..], b"ca:x"].concat();
    public.custom_extensions.push(CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], place));
    let (leaf, issuer) = signed(&public);
    assert_eq!(judged(&leaf, &[], NOW, &UNKNOWN), TlsFault::IncompleteChain);
    assert_eq!(judged(&leaf, &[issuer], NOW, &UNKNOWN), TlsFault::UnknownIssuer);
    let (private, _) = signed(&params(&["a.example"]));
    assert_eq!(judged(&private, &[], NOW, &UNKNOWN), TlsFault::UnknownIssuer);
}

#[test]
fn only_the_store_knows_what_was_revoked() {
    let (leaf, issuer) = signed(&params(&["a.example"]));
    let revoked = rustls::Error::InvalidCertificate(CertificateError::Revoked);
    assert_eq!(judged(&leaf, &[issuer], NOW, &revoked), TlsFault::Revoked);
}
