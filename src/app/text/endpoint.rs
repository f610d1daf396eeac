//! What a look at a webhook's own endpoint showed.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::endpoint::{Answer, Certificate, Stage, TlsFault};
use crate::domain::{CheckOutcome, EndpointAnswer, EndpointCheck, NotChecked};

/// In the middle of a sentence, after the webhook's name.
pub fn endpoint_answer(answer: &EndpointAnswer) -> String {
    match *answer {
        EndpointAnswer::Answered { status, millis } => {
            format!("its endpoint answered {status} in {} s", tenths(millis))
        }
        EndpointAnswer::TooSlow => "its endpoint did not answer within 5 seconds".to_owned(),
        EndpointAnswer::Refused => "nothing answers at its address".to_owned(),
        EndpointAnswer::NoSuchHost => "its address leads to no known server".to_owned(),
        EndpointAnswer::NotSecure => "its endpoint has no certificate that this computer trusts".to_owned(),
        EndpointAnswer::Cut => "its endpoint closed the connection without an answer".to_owned(),
        EndpointAnswer::Unreachable => "its endpoint could not be reached from this computer".to_owned(),
        EndpointAnswer::NotLookedAt => {
            "its endpoint was not looked at, because its address is private or can't be read".to_owned()
        }
    }
}

/// One line, on its own.
pub fn endpoint_check(check: &EndpointCheck) -> String {
    match &check.outcome {
        CheckOutcome::Answered(answer) => answered(answer),
        CheckOutcome::TooSlow(Stage::Connect) => "No connection within 5 s".to_owned(),
        CheckOutcome::TooSlow(Stage::Secure) => "No secure connection within 5 s".to_owned(),
        CheckOutcome::TooSlow(Stage::Answer) => "No answer within 5 s".to_owned(),
        CheckOutcome::NoSuchHost => "No server is known by this name".to_owned(),
        CheckOutcome::Refused => "Nothing answers at this address".to_owned(),
        CheckOutcome::Unreachable => "Can't be reached from this computer".to_owned(),
        CheckOutcome::NotTrusted(fault) => not_trusted(*fault, check.certificate.as_ref()),
        CheckOutcome::Cut(Stage::Answer) => "Closes the connection without an answer".to_owned(),
        CheckOutcome::Cut(_) => "Closes the connection before it is secure".to_owned(),
        CheckOutcome::NotChecked(why) => not_checked(*why).to_owned(),
    }
}

fn answered(answer: &Answer) -> String {
    let (status, time) = (answer.status, tenths(answer.millis));
    match &answer.redirect {
        Some(target) => format!("Answers {status} in {time} s and sends on to {target}"),
        None if answer.html => format!("Answers {status} in {time} s with a page for people"),
        None => format!("Answers {status} in {time} s"),
    }
}

fn not_trusted(fault: TlsFault, certificate: Option<&Certificate>) -> String {
    let told = match (fault, certificate) {
        (TlsFault::Expired, Some(shown)) => return format!("Certificate expired on {}", day(shown.valid_until)),
        (TlsFault::NotYetValid, Some(shown)) => {
            return format!("Certificate is only valid from {}", day(shown.valid_from));
        }
        (TlsFault::UnknownIssuer, Some(shown)) if !shown.issuer.is_empty() => {
            return format!("Certificate comes from {}, which this computer doesn't trust", shown.issuer);
        }
        (TlsFault::Expired, None) => "Certificate expired",
        (TlsFault::NotYetValid, None) => "Certificate isn't valid yet",
        (TlsFault::UnknownIssuer, _) => "Certificate comes from someone whom this computer doesn't trust",
        (TlsFault::WrongName, _) => "Certificate is for another name",
        (TlsFault::SelfSigned, _) => "Certificate is signed by the server itself",
        (TlsFault::IncompleteChain, _) => "Certificate chain is incomplete",
        (TlsFault::Revoked, _) => "Certificate was revoked",
        (TlsFault::WeakProtocol, _) => "Only knows versions of TLS that are given up",
        (TlsFault::NotTls, _) => "Doesn't speak TLS at this port",
        (TlsFault::Other, _) => "No secure connection could be made",
    };
    told.to_owned()
}

/// Why there is no result.
pub fn not_checked(why: NotChecked) -> &'static str {
    match why {
        NotChecked::SwitchedOff => "Not checked, because the endpoint check was off",
        NotChecked::Cancelled => "Not checked, because the check was cancelled",
        NotChecked::Private => "Not checked, because its address is private",
        NotChecked::Unreadable => "Not checked, because its URL can't be read",
        NotChecked::NoTrust => "Not checked, because this computer has no certificates to trust",
        NotChecked::Proxy => "Not checked, because the proxy didn't let the check through",
        NotChecked::OutOfTime => "Not checked, because too many others didn't answer in time",
        NotChecked::Internal => "Not checked, because of a fault in Hookswitch",
    }
}

fn day(at: Timestamp) -> String {
    at.to_zoned_datetime(TimeZone::system()).strftime("%-d %b %Y").to_string()
}

/// Seconds with one decimal, never 0.0.
fn tenths(millis: u64) -> String {
    let tenths = millis.saturating_add(50) / 100;
    let tenths = tenths.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_with_its_time() {
        let told = |status, millis| endpoint_answer(&EndpointAnswer::Answered { status, millis });
        assert_eq!(told(503, 412), "its endpoint answered 503 in 0.4 s");
        assert_eq!(told(200, 3), "its endpoint answered 200 in 0.1 s");
        assert_eq!(told(200, 1_970), "its endpoint answered 200 in 2.0 s");
        assert_eq!(endpoint_answer(&EndpointAnswer::TooSlow), "its endpoint did not answer within 5 seconds");
    }
}
