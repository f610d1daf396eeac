//! Who the demo company's hosts are: what DNS would tell of each, how it speaks, what it answers.

/// A host of the demo company's webhooks.
pub(super) struct Host {
    pub name: &'static str,
    /// The address that its name leads to: from the ranges kept for documentation, but for those that lead home.
    pub tells: [u8; 4],
    pub kind: Kind,
    /// By path. Any other path answers 200.
    pub replies: &'static [(&'static str, Reply)],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Sound,
    /// Its certificate has this flaw.
    Flawed(Flaw),
    /// Speaks plain HTTP where TLS is expected.
    NotTls,
    /// Only speaks TLS 1.0.
    WeakProtocol,
    /// Takes no connection.
    Refuses,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    Expired,
    NotYetValid,
    SelfSigned,
    WrongName,
    IncompleteChain,
    UnknownIssuer,
    Revoked,
    /// Valid for ten days more.
    EndsSoon,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    Status(u16),
    /// 405 to whatever is no delivery.
    PostOnly,
    /// 200 after 4.2 seconds, near the five that Aircall waits, with a page to sign in.
    SlowLogin,
    /// Takes the request and never answers.
    Never,
    /// Takes the request and closes.
    Cut,
    /// 302 to a page to sign in.
    Redirect,
}

const fn sound(name: &'static str, tells: [u8; 4], replies: &'static [(&'static str, Reply)]) -> Host {
    Host { name, tells, kind: Kind::Sound, replies }
}

const fn of(name: &'static str, tells: [u8; 4], kind: Kind) -> Host {
    Host { name, tells, kind, replies: &[] }
}

/// `tickets.example` is missing: its name is gone.
pub(super) const HOSTS: &[Host] = &[
    of("pbx-bridge.example", [192, 0, 2, 10], Kind::Refuses),
    of("billing.example", [192, 0, 2, 11], Kind::Flawed(Flaw::IncompleteChain)),
    of("sms-log.example", [192, 0, 2, 12], Kind::WeakProtocol),
    of("hooks.xn--zpier-4ve.com", [192, 0, 2, 13], Kind::Flawed(Flaw::SelfSigned)),
    of("wallboard.example", [192, 0, 2, 14], Kind::Flawed(Flaw::WrongName)),
    sound("lake.example", [192, 0, 2, 15], &[("/ingest/aircall", Reply::SlowLogin)]),
    sound("orders.example", [192, 0, 2, 16], &[("/webhooks", Reply::PostOnly)]),
    sound("hooks.zapier.com", [192, 0, 2, 17], &[("/hooks/catch/48213/b7", Reply::Status(410))]),
    sound("crm.example", [192, 0, 2, 18], &[("/aircall", Reply::Status(401)), ("/reclamations", Reply::Status(404))]),
    sound("notes.example", [192, 0, 2, 19], &[("/aircall/calls", Reply::Redirect)]),
    Host {
        name: "care.example",
        tells: [192, 0, 2, 20],
        kind: Kind::Flawed(Flaw::EndsSoon),
        replies: &[("/aircall", Reply::Status(500)), ("/aircall/", Reply::Cut)],
    },
    of("xn--b1ajehof.example", [192, 0, 2, 21], Kind::Flawed(Flaw::Expired)),
    of("recordings.example", [192, 0, 2, 22], Kind::Flawed(Flaw::Revoked)),
    of("203.0.113.24", [203, 0, 113, 24], Kind::NotTls),
    of("lamp.local", [192, 168, 7, 20], Kind::Sound),
    sound("4f2a-203-0-113-9.ngrok-free.app", [192, 0, 2, 24], &[("/sync", Reply::Never)]),
    of("insights.example", [192, 0, 2, 25], Kind::Flawed(Flaw::UnknownIssuer)),
    of("bot.example", [192, 0, 2, 26], Kind::Flawed(Flaw::NotYetValid)),
    of("presence.example", [10, 20, 0, 5], Kind::Sound),
    // The one branch of the crowded company that isn't well: its service takes no more this month.
    sound("branch-19.branches.example", [198, 51, 100, 19], &[("/aircall", Reply::Status(429))]),
];

/// How many branches the crowded company has beside the demo company's own webhooks.
pub(in crate::demo) const BRANCHES: u8 = 71;

/// The hosts of the crowded company's branches, all sound but one.
pub(in crate::demo) fn branches() -> impl Iterator<Item = String> {
    (1..=BRANCHES).map(|n| format!("branch-{n}.{BRANCHES_DOMAIN}"))
}

pub(super) const BRANCHES_DOMAIN: &str = "branches.example";

/// What a host answers at a path.
pub(super) fn reply(host: &str, path: &str) -> Reply {
    let host = HOSTS.iter().find(|known| known.name.eq_ignore_ascii_case(host));
    let replies = host.map_or(&[][..], |host| host.replies);
    replies.iter().find(|(known, _)| *known == path).map_or(Reply::Status(200), |(_, reply)| *reply)
}
