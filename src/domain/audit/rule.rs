//! The rules by name. What each means is worded once, in `app::text`, for the window, the reports and the terminal.

/// How much a finding matters, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Critical,
    Warning,
    Advice,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Critical, Self::Warning, Self::Advice];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleGroup {
    Off,
    Receives,
    Twice,
    Exposed,
    Endpoint,
    Company,
}

impl RuleGroup {
    pub const ALL: [Self; 6] = [Self::Off, Self::Receives, Self::Twice, Self::Exposed, Self::Endpoint, Self::Company];
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $group:ident, $severity:ident;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])* $name,)* }

        impl Rule {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Stable: reports, acceptances and scripts name a rule by it.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            pub fn group(self) -> RuleGroup {
                match self { $(Self::$name => RuleGroup::$group,)* }
            }

            /// The gravest that a finding of it can be. A finding has its own severity, by its facts.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    Deactivated = "AWH-101", Off, Critical;
    /// Nothing receives its events now.
    OnlyReceiverOff = "AWH-102", Off, Critical;
    FallsAgain = "AWH-103", Off, Warning;

    ReceivesEverything = "AWH-201", Receives, Warning;
    ReceivesNothing = "AWH-202", Receives, Warning;
    /// `call.hungup` where the data of `call.ended` is expected.
    HungupForRecords = "AWH-203", Receives, Warning;
    /// `call.hungup` and `call.ended` to one endpoint.
    HungupAndEnded = "AWH-204", Receives, Warning;
    RetiredEvents = "AWH-205", Receives, Warning;
    UnknownEvents = "AWH-206", Receives, Advice;
    /// Version 1 and version 2 of the same user event.
    UserEventsTwice = "AWH-207", Receives, Warning;
    /// Version 1 of a user event, without version 2.
    OldUserEvents = "AWH-208", Receives, Advice;
    /// Events that the company may not be able to get.
    NeedsAddOn = "AWH-209", Receives, Advice;
    GrewSinceLastAudit = "AWH-210", Receives, Critical;

    Identical = "AWH-301", Twice, Warning;
    /// The same URL, and some events in common.
    SameUrl = "AWH-302", Twice, Warning;
    /// URLs that differ in a slash, the host's case, the default port or the order of the query.
    AlmostSameUrl = "AWH-303", Twice, Warning;
    OverlapAtHost = "AWH-304", Twice, Advice;

    NotHttps = "AWH-401", Exposed, Critical;
    UserInfo = "AWH-402", Exposed, Warning;
    SecretInQuery = "AWH-403", Exposed, Warning;
    IpAddress = "AWH-404", Exposed, Warning;
    LocalHost = "AWH-405", Exposed, Critical;
    /// A tunnel or a request bin: someone's test left over.
    TestHost = "AWH-406", Exposed, Warning;
    Punycode = "AWH-407", Exposed, Warning;
    LookAlike = "AWH-408", Exposed, Critical;
    ShortToken = "AWH-409", Exposed, Warning;
    SharedToken = "AWH-410", Exposed, Warning;

    NoSuchHost = "AWH-501", Endpoint, Critical;
    /// Its public name leads to a private address.
    LeadsHome = "AWH-502", Endpoint, Warning;
    NoConnection = "AWH-503", Endpoint, Critical;
    NoAnswerInTime = "AWH-504", Endpoint, Critical;
    SlowAnswer = "AWH-505", Endpoint, Warning;
    CutOff = "AWH-506", Endpoint, Critical;
    CertificateExpired = "AWH-511", Endpoint, Critical;
    CertificateNotYetValid = "AWH-512", Endpoint, Critical;
    CertificateSelfSigned = "AWH-513", Endpoint, Critical;
    CertificateWrongName = "AWH-514", Endpoint, Critical;
    CertificateChain = "AWH-515", Endpoint, Critical;
    CertificateUnknownIssuer = "AWH-516", Endpoint, Critical;
    CertificateRevoked = "AWH-517", Endpoint, Critical;
    WeakProtocol = "AWH-518", Endpoint, Warning;
    /// No TLS there, or none that works.
    NoTls = "AWH-519", Endpoint, Critical;
    CertificateEndsSoon = "AWH-520", Endpoint, Critical;
    Redirects = "AWH-531", Endpoint, Critical;
    /// A page for people answers, such as a login.
    PageForPeople = "AWH-532", Endpoint, Warning;
    NotFound = "AWH-533", Endpoint, Warning;
    Gone = "AWH-534", Endpoint, Critical;
    ServerError = "AWH-535", Endpoint, Critical;
    WantsLogin = "AWH-536", Endpoint, Warning;
    /// Another status outside 2xx that tells trouble, such as 402 or 429.
    OddStatus = "AWH-537", Endpoint, Warning;

    NearLimit = "AWH-601", Company, Warning;
    ListIncomplete = "AWH-602", Company, Warning;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_rule_has_an_id_of_its_own_in_its_groups_hundred() {
        let ids: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), Rule::ALL.len());
        assert!(Rule::ALL.is_sorted_by_key(|rule| rule.id()), "what is in order by rule is in order by id");
        for rule in Rule::ALL {
            let hundred = RuleGroup::ALL.iter().position(|group| *group == rule.group()).unwrap() + 1;
            assert!(rule.id().starts_with(&format!("AWH-{hundred}")) && rule.id().len() == 7, "{}", rule.id());
        }
    }
}
