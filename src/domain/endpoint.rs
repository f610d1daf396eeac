//! What a look at a webhook's own endpoint showed.

/// How an endpoint answered one harmless request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointAnswer {
    /// Something answered, whatever it thinks of the request.
    Answered {
        /// The HTTP status.
        status: u16,
        /// Until the answer began.
        millis: u64,
    },
    /// No answer within the time that Aircall gives an endpoint.
    TooSlow,
    /// The host took no connection.
    Refused,
    /// Nobody knows the host's name.
    NoSuchHost,
    /// No trusted connection: the certificate is wrong, or there is none.
    NotSecure,
    /// The connection was closed before the answer.
    Cut,
    /// No way there, or something in between that can't be told apart.
    Unreachable,
    /// It wasn't asked: its address is a private one or this machine's, or can't be read.
    NotLookedAt,
}
