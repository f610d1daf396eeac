//! The rules on what is exposed.

use super::{RuleDoc, doc};
use crate::domain::audit::Rule;

pub(super) fn of(rule: Rule) -> RuleDoc {
    in_the_url(rule).or_else(|| host(rule)).unwrap_or_else(|| token(rule))
}

fn in_the_url(rule: Rule) -> Option<RuleDoc> {
    Some(match rule {
        Rule::NotHttps => doc(
            "Not https",
            "Webhooks whose URL doesn't begin with https",
            "Aircall delivers to https only. Without it everyone on the way could read the calls and the token.",
            "Get a certificate for the server, and change the URL to https",
        ),
        Rule::UserInfo => doc(
            "User or password in the URL",
            "URLs with a user name or a password before the host",
            "Every admin and every key of the company can read it, and it ends up in logs",
            "Change the password at the server, and take it out of the URL. Let the receiver compare the token in each \
             delivery instead.",
        ),
        Rule::SecretInQuery => doc(
            "Secret in the URL",
            "URLs whose query holds a value that looks like a key or a password",
            "It is written into the logs of that server and of everything before it, and every key of the company can read \
             it",
            "Let the receiver compare the token in each delivery instead. Then change the value at the server and take it \
             out of the URL.",
        )
        .of_thumb(),
        _ => return None,
    })
}

fn host(rule: Rule) -> Option<RuleDoc> {
    Some(match rule {
        Rule::IpAddress => doc(
            "IP address instead of a name",
            "URLs with a public IP address as their host",
            "Certificates rarely cover an IP address, and the address may belong to somebody else after a move",
            "Use the server's name",
        ),
        Rule::LocalHost => doc(
            "Only reachable in a local network",
            "URLs whose host is a private address, or a name that only a local network knows",
            "Aircall is outside and can't reach it, so each delivery fails",
            "Use an address that can be reached from the internet, or delete the webhook",
        ),
        Rule::TestHost => doc(
            "Somebody's test",
            "URLs at a tunnel or a request bin, such as ngrok or Webhook.site",
            "Such addresses are for trying things out. They lead to somebody's computer, or show each call to whoever opens \
             the page, and end without notice.",
            "If the test is over, delete the webhook. If not, give it an address of the company's own.",
        ),
        Rule::Punycode => doc(
            "Host in other letters",
            "Hosts with letters beyond a to z",
            "Some letters of other alphabets look like a to z. A false host is then hard to see.",
            "Compare the host, letter by letter, with the one that you expect",
        )
        .of_thumb(),
        Rule::LookAlike => doc(
            "Resembles a known service",
            "Hosts that resemble a well-known service and aren't its own",
            "Whoever owns it may be after the company's calls, or the URL was mistyped",
            "Find out who set it up. If it isn't meant to be so, delete the webhook or correct its URL.",
        )
        .of_thumb(),
        _ => return None,
    })
}

fn token(rule: Rule) -> RuleDoc {
    match rule {
        Rule::ShortToken => doc(
            "Token easy to guess",
            "Webhooks whose token has less than 16 signs, or always the same few",
            "The token is all by which a receiver knows that a delivery is Aircall's. Whoever guesses it can send false ones.",
            "Duplicate the webhook: the new one gets a new token. Give that to the receiver, then delete the old one.",
        )
        .of_thumb(),
        _ => doc(
            "Token shared by several webhooks",
            "Webhooks that have the same token",
            "Whoever runs one of the endpoints can send false deliveries to the others",
            "Duplicate all but one of them: each new one gets a token of its own. Give it to the receiver, then delete the \
             old one.",
        ),
    }
}
