//! What whoever runs an endpoint is asked to do about a finding, and what counts as fixed.

use crate::domain::audit::{Rule, RuleGroup};

/// What the one who runs the endpoint can do.
pub(super) fn ask(rule: Rule) -> &'static str {
    match rule.group() {
        RuleGroup::Off => {
            "Find out why the endpoint failed. It must answer each POST with a status from 200 to 299 within 5 seconds. Tell \
             us when it does, or that it isn't needed any more, and we switch it on or delete it."
        }
        RuleGroup::Receives => receives(rule),
        RuleGroup::Twice => "Tell us which of these addresses you use, and which events you need at each",
        RuleGroup::Exposed => exposed(rule),
        RuleGroup::Endpoint => endpoint(rule),
        RuleGroup::Company => super::rule_doc(rule).fix,
    }
}

fn receives(rule: Rule) -> &'static str {
    match rule {
        Rule::HungupForRecords => {
            "Make your endpoint ready for call.ended, which holds all data of a call, and tell us when we can switch over"
        }
        Rule::HungupAndEnded => "Tell us which of the two you use, or that you tell them apart by their name",
        Rule::UserEventsTwice | Rule::OldUserEvents => {
            "Make your endpoint ready for version 2 of these events, and tell us when we can switch over"
        }
        Rule::RetiredEvents => "Make your endpoint ready for the events of today, and tell us when we can switch over",
        _ => "Tell us which events you need, and we take the others out",
    }
}

fn exposed(rule: Rule) -> &'static str {
    match rule {
        Rule::NotHttps => "Set up https with a valid certificate, and tell us the new URL",
        Rule::UserInfo | Rule::SecretInQuery => {
            "Compare the token that each delivery carries instead. Then change the secret, as it may be in logs, and tell us \
             the URL without it."
        }
        Rule::IpAddress | Rule::LocalHost => "Tell us a URL with a name that can be reached from the internet",
        Rule::TestHost => "Tell us whether this test is over. If it is for daily work, tell us a permanent URL.",
        Rule::Punycode | Rule::LookAlike => {
            "Confirm, letter by letter, that this is your host, or tell us the right one"
        }
        _ => "Get ready for a new token, which we send you over a safe way, and tell us when we can switch over",
    }
}

fn endpoint(rule: Rule) -> &'static str {
    match rule {
        Rule::NoSuchHost => "Bring the DNS entry back, or tell us the new URL, or that it isn't needed any more",
        Rule::LeadsHome => "Let the name lead to a public address for everyone outside, or tell us another URL",
        Rule::Redirects => "Tell us the URL that takes deliveries itself, or let this one take them",
        Rule::PageForPeople => "Tell us the URL that takes deliveries, if it is another one than this",
        Rule::NotFound => "Check that a POST to this path is taken. If not, tell us the right path.",
        Rule::Gone => "Tell us the new URL, or that it isn't needed any more",
        Rule::NoTls => "Set up TLS at this port, or tell us the right URL",
        Rule::WantsLogin => {
            "Let a POST from Aircall through without a login, and compare the token that each delivery carries. Aircall has \
             no list of the addresses that it sends from."
        }
        Rule::OddStatus => "Tell us what this status means for deliveries, and mend what is behind it",
        other => super::rule_doc(other).fix,
    }
}

/// What counts as fixed.
pub(super) fn fixed(rule: Rule) -> &'static str {
    match rule.group() {
        RuleGroup::Off => {
            "the endpoint answers a test delivery with a status from 200 to 299 within 5 seconds, and the webhook stays on"
        }
        RuleGroup::Receives => "the webhook receives the events that you use, and no others",
        RuleGroup::Twice => "each event arrives once at each program that needs it",
        RuleGroup::Exposed => fixed_exposed(rule),
        RuleGroup::Endpoint => fixed_endpoint(rule),
        RuleGroup::Company => "the next audit no longer finds it",
    }
}

fn fixed_exposed(rule: Rule) -> &'static str {
    match rule {
        Rule::NotHttps => "the URL begins with https and its certificate is valid",
        Rule::UserInfo | Rule::SecretInQuery => "the URL holds no secret, and the old one is no longer taken",
        Rule::IpAddress | Rule::LocalHost => "the URL has a public name that answers from the internet",
        Rule::TestHost => "the webhook has a permanent address, or is deleted",
        Rule::Punycode | Rule::LookAlike => "the owner of the host is known and confirmed, or the URL is another one",
        _ => "each webhook has a long token that only its receiver knows",
    }
}

fn fixed_endpoint(rule: Rule) -> &'static str {
    match rule {
        Rule::NoSuchHost => "the name leads to a server that answers, as seen from the internet",
        Rule::LeadsHome => "the name leads to public addresses only",
        Rule::NoAnswerInTime | Rule::SlowAnswer => {
            "a test delivery is answered in well under 5 seconds, in a busy hour too"
        }
        Rule::NoConnection | Rule::CutOff => "a test delivery is answered with a status from 200 to 299",
        Rule::CertificateEndsSoon => "the certificate is valid for more than 21 days, and is renewed by itself",
        Rule::CertificateExpired
        | Rule::CertificateNotYetValid
        | Rule::CertificateSelfSigned
        | Rule::CertificateWrongName
        | Rule::CertificateChain
        | Rule::CertificateUnknownIssuer
        | Rule::CertificateRevoked => {
            "the server shows a certificate that is valid today, for this name, of a public authority, with its whole chain"
        }
        Rule::WeakProtocol => "the server speaks TLS 1.2 or 1.3",
        Rule::NoTls => "a secure connection comes about at the host and port of the URL",
        _ => "a test delivery is answered with a status from 200 to 299 within 5 seconds, without a redirect",
    }
}
