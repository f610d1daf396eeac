//! What a look at an endpoint showed, as evidence.

use super::super::{date, plural};
use super::sentences;
use crate::domain::audit::{CertificateFacts, EndpointSeen};
use crate::domain::endpoint::{Stage, TlsFault};

pub(super) fn title(seen: &EndpointSeen) -> Option<String> {
    match seen {
        EndpointSeen::Status(status @ 500..) => Some(format!("Fault of the server ({status})")),
        EndpointSeen::EndsSoon { days, .. } => Some(match days {
            0 => "Certificate ends within a day".to_owned(),
            days => format!("Certificate ends in {}", plural(usize::try_from(*days).unwrap_or(0), "day")),
        }),
        EndpointSeen::Slow { millis } if *millis < 5_000 => Some(format!("Slow to answer: {} s", tenths(*millis))),
        EndpointSeen::Unreachable => Some("Can't be reached from here".to_owned()),
        _ => None,
    }
}

/// `webhooks`: how many send there.
pub(super) fn evidence(host: &str, active: bool, webhooks: usize, seen: &EndpointSeen) -> String {
    let said = said(host, seen);
    match (active, webhooks) {
        (true, _) => said,
        (false, ..=1) => sentences([said, "The webhook is off: mend this before it is re-enabled".to_owned()]),
        (false, _) => sentences([said, "Its webhooks are off: mend this before they are re-enabled".to_owned()]),
    }
}

fn said(host: &str, seen: &EndpointSeen) -> String {
    match seen {
        EndpointSeen::NoSuchHost => format!("The name {host} leads to no server"),
        EndpointSeen::Private { addresses, public_too } => {
            let told: Vec<String> = addresses.iter().take(3).map(ToString::to_string).collect();
            let also = if *public_too { ", besides public ones" } else { "" };
            format!("The name {host} leads to {}{also}", told.join(", "))
        }
        EndpointSeen::Refused => format!("{host} takes no connection"),
        EndpointSeen::Unreachable => {
            format!("This computer found no way to {host}: it may be the endpoint, or the network here")
        }
        EndpointSeen::TooSlow(stage) => format!("{host} {} within 5 seconds", too_slow(*stage)),
        EndpointSeen::Slow { millis } => {
            format!("{host} took {} s to answer; Aircall gives it 5 s", tenths(*millis))
        }
        EndpointSeen::Cut(stage) => format!("{host} closed the connection {}", cut(*stage)),
        EndpointSeen::Tls { fault, certificate } => tls(host, *fault, certificate.as_ref()),
        EndpointSeen::EndsSoon { certificate, .. } => {
            format!("The certificate of {host}{} is valid until {}", by(certificate), date(certificate.until))
        }
        EndpointSeen::Redirect { status, to: Some(to) } => {
            format!("{host} answered {status} and leads to {to}, which was not followed")
        }
        EndpointSeen::Redirect { status, to: None } => format!("{host} answered {status} without saying where to"),
        EndpointSeen::Status(status @ 200..300) => format!("{host} answered {status} with a page for people"),
        EndpointSeen::Status(status) => format!("{host} answered {status} to a harmless request"),
    }
}

fn too_slow(stage: Stage) -> &'static str {
    match stage {
        Stage::Connect => "took no connection",
        Stage::Secure => "set up no secure connection",
        Stage::Answer => "gave no answer",
    }
}

fn cut(stage: Stage) -> &'static str {
    match stage {
        Stage::Connect => "at once",
        Stage::Secure => "while it was being secured",
        Stage::Answer => "without an answer",
    }
}

fn tls(host: &str, fault: TlsFault, certificate: Option<&CertificateFacts>) -> String {
    let by = certificate.map(by).unwrap_or_default();
    match (fault, certificate) {
        (TlsFault::Expired, Some(of)) => format!("The certificate of {host}{by} ended on {}", date(of.until)),
        (TlsFault::Expired, None) => format!("The certificate of {host} has ended"),
        (TlsFault::NotYetValid, Some(of)) => format!("The certificate of {host}{by} begins on {}", date(of.from)),
        (TlsFault::NotYetValid, None) => format!("The certificate of {host} isn't valid yet"),
        (TlsFault::WrongName, _) => format!("The certificate that {host} shows{by} is for another name"),
        (TlsFault::SelfSigned, _) => format!("The certificate of {host} is signed by itself"),
        (TlsFault::IncompleteChain, _) => {
            format!("{host} leaves out a certificate between its own{by} and a trusted one")
        }
        (TlsFault::UnknownIssuer, _) => format!("This computer doesn't trust who signed the certificate of {host}{by}"),
        (TlsFault::Revoked, _) => format!("The certificate of {host}{by} was taken back by its authority"),
        (TlsFault::WeakProtocol, _) => format!("{host} speaks only versions of TLS before 1.2"),
        (TlsFault::NotTls, _) => format!("At {host} something else than TLS answers"),
        (TlsFault::Other, _) => format!("No secure connection with {host} came about"),
    }
}

/// Who signed a certificate, where that is told.
fn by(certificate: &CertificateFacts) -> String {
    let issuer: String = certificate.issuer.chars().filter(|c| !c.is_control()).take(80).collect();
    if issuer.trim().is_empty() { String::new() } else { format!(" (signed by {})", issuer.trim()) }
}

/// Seconds with one decimal.
fn tenths(millis: u64) -> String {
    let tenths = millis.saturating_add(50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}
