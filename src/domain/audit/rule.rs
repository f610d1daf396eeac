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

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $group:ident;)*) => {
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
        }
    };
}

rules! {
    Deactivated = "AWH-101", Off;
    /// Nothing receives its events now.
    OnlyReceiverOff = "AWH-102", Off;
    FallsAgain = "AWH-103", Off;

    ReceivesEverything = "AWH-201", Receives;
    ReceivesNothing = "AWH-202", Receives;
    /// `call.hungup` where the data of `call.ended` is expected.
    HungupForRecords = "AWH-203", Receives;
    /// `call.hungup` and `call.ended` to one endpoint.
    HungupAndEnded = "AWH-204", Receives;
    RetiredEvents = "AWH-205", Receives;
    UnknownEvents = "AWH-206", Receives;
    /// Version 1 and version 2 of the same user event.
    UserEventsTwice = "AWH-207", Receives;
    /// Version 1 of a user event, without version 2.
    OldUserEvents = "AWH-208", Receives;
    /// Events that the company may not be able to get.
    NeedsAddOn = "AWH-209", Receives;
    GrewSinceLastAudit = "AWH-210", Receives;

    Identical = "AWH-301", Twice;
    /// The same URL, and some events in common.
    SameUrl = "AWH-302", Twice;
    /// URLs that differ in a slash, the host's case, the default port or the order of the query.
    AlmostSameUrl = "AWH-303", Twice;
    OverlapAtHost = "AWH-304", Twice;

    NotHttps = "AWH-401", Exposed;
    UserInfo = "AWH-402", Exposed;
    SecretInQuery = "AWH-403", Exposed;
    IpAddress = "AWH-404", Exposed;
    LocalHost = "AWH-405", Exposed;
    /// A tunnel or a request bin: someone's test left over.
    TestHost = "AWH-406", Exposed;
    Punycode = "AWH-407", Exposed;
    LookAlike = "AWH-408", Exposed;
    ShortToken = "AWH-409", Exposed;
    SharedToken = "AWH-410", Exposed;

    NoSuchHost = "AWH-501", Endpoint;
    /// Its public name leads to a private address.
    LeadsHome = "AWH-502", Endpoint;
    NoConnection = "AWH-503", Endpoint;
    NoAnswerInTime = "AWH-504", Endpoint;
    SlowAnswer = "AWH-505", Endpoint;
    CutOff = "AWH-506", Endpoint;
    CertificateExpired = "AWH-511", Endpoint;
    CertificateNotYetValid = "AWH-512", Endpoint;
    CertificateSelfSigned = "AWH-513", Endpoint;
    CertificateWrongName = "AWH-514", Endpoint;
    CertificateChain = "AWH-515", Endpoint;
    CertificateUnknownIssuer = "AWH-516", Endpoint;
    CertificateRevoked = "AWH-517", Endpoint;
    WeakProtocol = "AWH-518", Endpoint;
    /// No TLS there, or none that works.
    NoTls = "AWH-519", Endpoint;
    CertificateEndsSoon = "AWH-520", Endpoint;
    Redirects = "AWH-531", Endpoint;
    /// A page for people answers, such as a login.
    PageForPeople = "AWH-532", Endpoint;
    NotFound = "AWH-533", Endpoint;
    Gone = "AWH-534", Endpoint;
    ServerError = "AWH-535", Endpoint;
    WantsLogin = "AWH-536", Endpoint;

    NearLimit = "AWH-601", Company;
    ListIncomplete = "AWH-602", Company;
}
