//! The rules on the endpoints' own behaviour. How to mend it is said to whoever runs the endpoint, too.

use super::{RuleDoc, doc};
use crate::domain::audit::Rule;

pub(super) fn of(rule: Rule) -> RuleDoc {
    reach(rule).or_else(|| certificate(rule)).or_else(|| tls(rule)).unwrap_or_else(|| answer(rule))
}

const COUNTS: &str = "Each delivery fails. After repeated failures (Aircall's pages say 10 to 50) Aircall switches the \
                      webhook off.";
const NOT_TRUSTED: &str = "Aircall wants a valid certificate, so each delivery fails. After repeated failures (Aircall's \
                           pages say 10 to 50) it switches the webhook off.";

fn reach(rule: Rule) -> Option<RuleDoc> {
    Some(match rule {
        Rule::NoSuchHost => doc(
            "No such host",
            "Endpoints whose name nobody knows",
            COUNTS,
            "Correct the host's name in the URL, or bring its DNS entry back. If the server is gone for good, delete the \
             webhook.",
        ),
        Rule::LeadsHome => doc(
            "Name leads to a private address",
            "Endpoints whose public name leads to an address that only a local network knows",
            "Aircall is outside and can't reach a private address. Inside a company a name may lead elsewhere than outside.",
            "Check what the name leads to from outside. It must be a public address.",
        ),
        Rule::NoConnection => doc(
            "Takes no connection",
            "Endpoints whose host takes no connection, or that can't be reached from here",
            COUNTS,
            "Start the server, and let the firewall take connections from the internet. Aircall has no list of the \
             addresses that it sends from.",
        ),
        Rule::NoAnswerInTime => doc(
            "No answer within 5 seconds",
            "Endpoints that don't answer in the time that Aircall gives them",
            "Aircall counts an answer that takes over 5 seconds as a failure. After repeated failures (Aircall's pages say \
             10 to 50) it switches the webhook off.",
            "Answer at once, and do the work afterwards",
        ),
        Rule::SlowAnswer => doc(
            "Slow to answer",
            "Endpoints that take more than half of the 5 seconds that Aircall gives them",
            "In a busy hour it may take longer than 5 seconds, and then deliveries fail",
            "Answer at once, and do the work afterwards",
        )
        .of_thumb(),
        Rule::CutOff => doc(
            "Hangs up without an answer",
            "Endpoints that close the connection before they answer",
            "If it does so to deliveries too, each of them fails",
            "Look into the server's log for the time of this check. A firewall or a crash of the program may be behind it.",
        ),
        _ => return None,
    })
}

fn certificate(rule: Rule) -> Option<RuleDoc> {
    Some(match rule {
        Rule::CertificateExpired => doc(
            "Certificate expired",
            "Endpoints whose certificate is past its last day",
            NOT_TRUSTED,
            "Renew the certificate, and let it be renewed by itself from now on",
        ),
        Rule::CertificateNotYetValid => doc(
            "Certificate not yet valid",
            "Endpoints whose certificate begins in the future",
            NOT_TRUSTED,
            "Use a certificate that is valid today. Check the clock of the machine that made it.",
        ),
        Rule::CertificateSelfSigned => doc(
            "Self-signed certificate",
            "Endpoints whose certificate nobody but themselves vouches for",
            NOT_TRUSTED,
            "Get a certificate from a public authority, such as Let's Encrypt",
        ),
        Rule::CertificateWrongName => doc(
            "Certificate for another name",
            "Endpoints whose certificate is for other names than the URL's host",
            NOT_TRUSTED,
            "Get a certificate for this name, or use the name that the certificate has in the URL",
        ),
        Rule::CertificateChain => doc(
            "Certificate chain incomplete",
            "Endpoints that leave out a certificate between their own and a trusted one",
            "Browsers often fill the gap by themselves, Aircall may not. Then each delivery fails.",
            "Let the server send the whole chain: its own certificate and those of the authorities in between",
        ),
        Rule::CertificateUnknownIssuer => doc(
            "Certificate of an unknown authority",
            "Endpoints whose certificate is signed by somebody whom this computer doesn't trust",
            "Aircall wants a certificate of a public authority, so each delivery fails. If many endpoints show this, a \
             program on this computer or its network may open the connections.",
            "Get a certificate from a public authority, such as Let's Encrypt",
        ),
        Rule::CertificateRevoked => doc(
            "Certificate revoked",
            "Endpoints whose certificate its authority has taken back",
            NOT_TRUSTED,
            "Get a new certificate, with a new key",
        ),
        Rule::CertificateEndsSoon => doc(
            "Certificate ends soon",
            "Endpoints whose certificate ends within 21 days",
            "Most certificates are renewed by themselves a month before their end. This one wasn't, and from its last day on \
             each delivery fails.",
            "Renew the certificate now, and find out why it isn't renewed by itself",
        )
        .of_thumb(),
        _ => return None,
    })
}

fn tls(rule: Rule) -> Option<RuleDoc> {
    Some(match rule {
        Rule::WeakProtocol => doc(
            "Outdated encryption only",
            "Endpoints that speak only versions of TLS that are given up",
            "TLS 1.0 and 1.1 are no longer safe, and most programs refuse them. Deliveries fail if Aircall does too.",
            "Switch TLS 1.2 and 1.3 on at the server",
        ),
        Rule::NoTls => doc(
            "No secure connection",
            "Endpoints where something else than TLS answers, or TLS that doesn't work",
            "Aircall delivers to https only, so each delivery fails",
            "Set up TLS at this port of the server, or correct the port in the URL",
        ),
        _ => return None,
    })
}

fn answer(rule: Rule) -> RuleDoc {
    match rule {
        Rule::Redirects => doc(
            "Redirects elsewhere",
            "Endpoints that answer with a redirect",
            "Aircall counts every answer outside 200 to 299 as a failure. A redirect that is meant for people only does no \
             harm.",
            "Put the address that it leads to into the URL, if deliveries are redirected too",
        ),
        Rule::PageForPeople => doc(
            "A page for people",
            "Endpoints that answer with a web page, such as a login",
            "A web page takes deliveries and throws them away. To Aircall that looks like a success.",
            "Check that the URL is the one for webhooks, and not that of the site or a login",
        )
        .of_thumb(),
        Rule::NotFound => doc(
            "Not found",
            "Endpoints that answer 404 to a harmless request",
            "If it answers so to deliveries too, each of them fails. It may be right to answer so, since it may only know \
             deliveries.",
            "Send a test delivery. If that is answered with 404 as well, correct the path in the URL.",
        )
        .of_thumb(),
        Rule::Gone => doc(
            "Gone for good",
            "Endpoints that answer 410",
            "The server says that this address is given up. Each delivery fails.",
            "Use the new address, or delete the webhook",
        ),
        Rule::ServerError => doc(
            "Fault of the server",
            "Endpoints that answer with a status from 500 on",
            "If it answers so to deliveries too, each of them fails. After repeated failures (Aircall's pages say 10 to 50) \
             Aircall switches the webhook off.",
            "Look into the server's log for the time of this check, and mend what fails there",
        ),
        Rule::WantsLogin => doc(
            "Wants a login",
            "Endpoints that answer 401, 403 or 407",
            "Aircall can't sign in anywhere. If it answers so to deliveries too, each of them fails.",
            "Let deliveries through without a login, and let the receiver compare the token in each of them. A test delivery \
             shows whether it does so already.",
        ),
        _ => doc(
            "Unusual answer",
            "Endpoints that answer with another status outside 200 to 299 that tells trouble",
            "Aircall counts every answer outside 200 to 299 as a failure",
            "Send a test delivery. If it is answered so as well, ask whoever runs the server what the status means.",
        )
        .of_thumb(),
    }
}
