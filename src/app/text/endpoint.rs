//! What a look at a webhook's own endpoint showed.

use crate::domain::EndpointAnswer;

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
