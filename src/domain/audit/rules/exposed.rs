//! URLs and tokens that give something away, or lead where they shouldn't.

use super::likeness::{self, Name};
use super::{Context, Found, Hook, labels};
use crate::domain::audit::{Facts, Likeness, Rule, Severity};
use crate::domain::hosts::ServiceKind;
use crate::domain::secret::Secret;
use crate::domain::url::{UrlWarning, host_warning};

/// Tokens are told to be of 19 or 32 signs.
const SHORTEST_TOKEN: usize = 16;
/// With fewer different signs even a long one is soon guessed.
const FEWEST_SIGNS: usize = 5;

pub(super) fn find(context: &Context<'_>, found: &mut Vec<Found>) {
    for hook in &context.hooks {
        found.extend(transport(hook));
        found.extend(user_info(hook));
        found.extend(query(hook));
        found.extend(host(hook));
        found.extend(disguise(hook, &likeness::read(hook.host(), hook.service)));
        let short = hook.it.token.as_ref().is_some_and(|token| is_weak(token.expose()));
        found.extend(short.then(|| hook.finding(Rule::ShortToken, Severity::Warning, Facts::None)));
    }
    shared_tokens(context, found);
}

fn transport(hook: &Hook<'_>) -> Option<Found> {
    let severity = if hook.active() { Severity::Critical } else { Severity::Warning };
    (!hook.https).then(|| hook.finding(Rule::NotHttps, severity, Facts::Host(hook.endpoint().to_owned())))
}

fn user_info(hook: &Hook<'_>) -> Option<Found> {
    let url = hook.url.as_ref()?;
    let has_one = !url.username().is_empty() || url.password().is_some();
    has_one.then(|| hook.finding(Rule::UserInfo, Severity::Warning, Facts::Host(hook.endpoint().to_owned())))
}

fn query(hook: &Hook<'_>) -> Option<Found> {
    let pairs = hook.url.as_ref()?.query()?.split('&').map(|pair| pair.split_once('=').unwrap_or(("", pair)));
    let secret: Vec<&str> = pairs.filter(|(name, value)| is_secret(name, value)).map(|(name, _)| name).collect();
    if secret.is_empty() {
        return None;
    }
    // Azure's functions and flows have their key there, and take it nowhere else from Aircall.
    let by_design = |name: &&str| ["code", "sig"].contains(name);
    let service = hook
        .service
        .filter(|service| matches!(service.kind, ServiceKind::Functions | ServiceKind::Automation))
        .filter(|_| secret.iter().all(by_design))
        .map(|service| service.name);
    let severity = if service.is_some() { Severity::Advice } else { Severity::Warning };
    let mut names: Vec<String> = secret.into_iter().filter(|name| can_be_told(name)).map(str::to_owned).collect();
    names.sort_unstable();
    names.dedup();
    Some(hook.finding(Rule::SecretInQuery, severity, Facts::Query { host: hook.endpoint().to_owned(), names, service }))
}

fn is_secret(name: &str, value: &str) -> bool {
    const SHORT: [&str; 10] = ["key", "sig", "pass", "code", "hash", "sign", "pw", "auth", "authorization", "access"];
    let telling = value.len() >= 4 && is_telling(name);
    let short = value.len() >= 8 && SHORT.iter().any(|word| word.eq_ignore_ascii_case(name));
    telling || short || (is_random(value) && (name.is_empty() || !is_id(value)))
}

/// Whether some word of a name means a secret: `access_token`, `apiKey` and `X-Api-Key`, and not `tokenize` or
/// `secretary`.
fn is_telling(name: &str) -> bool {
    // What ends so is one, too: `accesstoken`.
    const ENDS: [&str; 9] =
        ["token", "secret", "pwd", "apikey", "signature", "credential", "credentials", "jwt", "passphrase"];
    let words = words(name);
    let one = |word: &String| word.starts_with("passw") || ENDS.iter().any(|end| word.ends_with(end));
    let two = |pair: &[String]| matches!(pair, [first, second] if first == "api" && second == "key");
    words.iter().any(one) || words.windows(2).any(two)
}

/// The words of a name in small letters: signs part them, and a capital after a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_small = false;
    for letter in name.chars() {
        if !letter.is_ascii_alphanumeric() || (after_small && letter.is_ascii_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_ascii_alphanumeric()) {
            word.push(letter.to_ascii_lowercase());
        }
        after_small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
    }
    words
}

/// Long, of letters and digits in no order: made by a machine, to be guessed by nobody. Words and numbers that signs part
/// are no such order.
fn is_random(value: &str) -> bool {
    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "-_+/=".contains(c));
    if value.len() < 20 || !plain || is_uuid(value) {
        return false;
    }
    value.split(['-', '_']).any(|piece| {
        let kinds = piece.bytes().filter(u8::is_ascii_alphanumeric).map(|c| c.is_ascii_digit());
        kinds.clone().zip(kinds.skip(1)).filter(|(one, next)| one != next).count() >= 4
    })
}

/// Names something, and keeps no secret.
fn is_uuid(value: &str) -> bool {
    let lengths: Vec<usize> = value.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && value.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

/// A UUID without its dashes, or a ULID. Behind a name that tells of no secret it names something.
fn is_id(value: &str) -> bool {
    let hex = value.len() == 32 && value.bytes().all(|c| c.is_ascii_hexdigit());
    let ulid = value.len() == 26
        && matches!(value.as_bytes().first(), Some(b'0'..=b'7'))
        && value.bytes().all(|c| c.is_ascii_digit() || (c.is_ascii_uppercase() && !b"ILOU".contains(&c)));
    hex || ulid
}

/// Whether a name in a query is a word, and not the secret itself.
fn can_be_told(name: &str) -> bool {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    !name.is_empty() && name.len() <= 24 && plain && !is_random(name)
}

fn host(hook: &Hook<'_>) -> Option<Found> {
    match hook.url.as_ref().and_then(host_warning) {
        Some(UrlWarning::LocalHost) => {
            let severity = if hook.active() { Severity::Critical } else { Severity::Warning };
            Some(hook.finding(Rule::LocalHost, severity, Facts::Host(hook.endpoint().to_owned())))
        }
        Some(UrlWarning::IpAddress) => {
            Some(hook.finding(Rule::IpAddress, Severity::Warning, Facts::Host(hook.endpoint().to_owned())))
        }
        _ => {
            let service = hook.service.filter(|service| service.kind.is_for_tests())?;
            let facts = Facts::TestHost { host: hook.endpoint().to_owned(), service: service.name };
            Some(hook.finding(Rule::TestHost, Severity::Warning, facts))
        }
    }
}

fn disguise(hook: &Hook<'_>, name: &Name) -> Option<Found> {
    if let Some((domain, service, how)) = &name.resembles {
        let severity = match how {
            Likeness::OneLetter => Severity::Warning,
            Likeness::SimilarSigns | Likeness::InFront => Severity::Critical,
        };
        let facts = Facts::LooksLike { host: hook.endpoint().to_owned(), service: service.name, domain, how: *how };
        return Some(hook.finding(Rule::LookAlike, severity, facts));
    }
    let decoded = name.decoded.clone()?;
    let severity = if name.mixed { Severity::Warning } else { Severity::Advice };
    let facts = Facts::Punycode { host: hook.endpoint().to_owned(), decoded, mixed: name.mixed };
    Some(hook.finding(Rule::Punycode, severity, facts))
}

fn is_weak(token: &str) -> bool {
    let is_new = |(at, sign): &(usize, char)| token.get(..*at).is_some_and(|before| !before.contains(*sign));
    let signs = token.char_indices().filter(is_new).take(FEWEST_SIGNS).count();
    !token.is_empty() && (token.chars().count() < SHORTEST_TOKEN || signs < FEWEST_SIGNS)
}

fn shared_tokens(context: &Context<'_>, found: &mut Vec<Found>) {
    for (_, hooks) in
        context.shared(|hook| hook.it.token.as_ref().filter(|token| !token.is_empty()).map(Secret::expose))
    {
        let facts = Facts::Webhooks(labels(&hooks));
        found.push(Found::of(&hooks, Rule::SharedToken, Severity::Warning, facts));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Company;
    use super::*;
    use crate::domain::Status;

    const NONE: [&str; 0] = [];

    fn at(url: &str) -> Company {
        let mut company = Company::default();
        company.hook("w", url, &["call.ended"]);
        company
    }

    fn is_found(rule: Rule, url: &str) -> bool {
        !at(url).of(rule).is_empty()
    }

    #[test]
    fn only_https_is_safe() {
        assert!(is_found(Rule::NotHttps, "http://a.example/in"));
        assert!(is_found(Rule::NotHttps, "not a url"));
        assert!(!is_found(Rule::NotHttps, "HTTPS://a.example/in"));
        let mut off = at("http://a.example/in");
        off.hooks[0].status = Status::Inactive;
        assert_eq!(off.severities(Rule::NotHttps), [Severity::Warning]);
    }

    #[test]
    fn a_user_before_the_host_is_found_and_an_at_in_the_path_is_not() {
        assert!(is_found(Rule::UserInfo, "https://u:p@a.example/in"));
        assert!(is_found(Rule::UserInfo, "https://u@a.example/in"));
        assert!(!is_found(Rule::UserInfo, "https://a.example/@in"));
    }

    #[test]
    fn what_looks_secret_in_a_query_is_found_by_its_name_or_its_look() {
        for query in [
            "token=abcd",
            "access_token=1234",
            "apiKey=abcdefgh",
            "key=abcdefgh",
            "X-Api-Key=abcdefgh",
            "accesstoken=1234",
            "clientSecret=1234",
            "db_password=1234",
            "token=0b7c3e0e4a524b5d9c1f0a1b2c3d4e5f",
            "0b7c3e0e4a524b5d9c1f0a1b2c3d4e5f",
            "x=a1b2c3d4e5f6g7h8i9j0",
            "x=3fa9c1d27be84f0a96d1",
            "3fa9c1d27be84f0a96d1",
        ] {
            assert!(is_found(Rule::SecretInQuery, &format!("https://a.example/in?{query}")), "{query}");
        }
        for query in [
            "",
            "lang=en",
            "code=49",
            "tokens=",
            "team=summer-campaign-2026-in-europe",
            "id=0b7c3e0e-4a52-4b5d-9c1f-0a1b2c3d4e5f",
            "next=https%3A%2F%2Fa.example%2Fin%2Fcalls",
            "author=somebody-with-a-name",
            "tokenize=true",
            "secretary=anna",
            "campaign=q1-2026-q2-2026-europe",
            "id=0b7c3e0e4a524b5d9c1f0a1b2c3d4e5f",
            "id=01ARZ3NDEKTSV4RRFFQ69G5FAV",
        ] {
            assert!(!is_found(Rule::SecretInQuery, &format!("https://a.example/in?{query}")), "{query}");
        }
    }

    #[test]
    fn the_names_in_a_query_are_told_and_no_value_ever() {
        let company = at("https://a.example/in?token=abcd1234&x=3fa9c1d27be84f0a96d1&9c1d27be84f0a96d13fa");
        let names = vec!["token".to_owned(), "x".to_owned()];
        let facts = Facts::Query { host: "a.example".to_owned(), names, service: None };
        assert_eq!(company.facts(Rule::SecretInQuery), [facts]);
        let azure = at("https://f.azurewebsites.net/api/x?code=3fa9c1d27be84f0a96d1");
        assert_eq!(azure.severities(Rule::SecretInQuery), [Severity::Advice], "there is no other way");
    }

    #[test]
    fn a_host_is_public_and_has_a_name() {
        assert!(is_found(Rule::IpAddress, "https://8.8.8.8/in"));
        assert!(is_found(Rule::IpAddress, "https://[2001:4860::8888]/in"));
        for local in ["10.0.0.1", "127.0.0.1", "[::1]", "localhost", "crm", "crm.local", "a.internal"] {
            assert!(is_found(Rule::LocalHost, &format!("https://{local}/in")), "{local}");
            assert!(!is_found(Rule::IpAddress, &format!("https://{local}/in")), "{local}");
        }
        assert!(!is_found(Rule::LocalHost, "https://a.example/in"));
        assert!(!is_found(Rule::IpAddress, "https://10-0-0-1.example/in"));
    }

    #[test]
    fn tunnels_and_request_bins_are_someones_test() {
        for host in ["ab12.ngrok-free.app", "a.trycloudflare.com", "x.loca.lt", "webhook.site", "a.beeceptor.com"] {
            assert!(is_found(Rule::TestHost, &format!("https://{host}/in")), "{host}");
        }
        for host in ["ngrok-free.app.example", "hooks.zapier.com", "crm.example"] {
            assert!(!is_found(Rule::TestHost, &format!("https://{host}/in")), "{host}");
        }
    }

    #[test]
    fn a_name_of_other_letters_is_advice_and_a_mixed_one_a_warning() {
        let plain = at("https://müller.example/in");
        assert_eq!(plain.severities(Rule::Punycode), [Severity::Advice]);
        let mixed = at("https://аcme-hooks.example/in"); // its first letter is Cyrillic
        assert_eq!(mixed.severities(Rule::Punycode), [Severity::Warning]);
        assert_eq!(at("https://acme-hooks.example/in").found(Rule::Punycode), NONE);
    }

    #[test]
    fn what_resembles_a_known_service_is_found() {
        for (host, how, severity) in [
            ("hooks.zapier.com.evil.example", Likeness::InFront, Severity::Critical),
            ("hooks-zapier-com.evil.example", Likeness::InFront, Severity::Critical),
            ("hooks.zap1er.com", Likeness::SimilarSigns, Severity::Critical),
            ("hooks.zаpier.com", Likeness::SimilarSigns, Severity::Critical), // with a Cyrillic letter
            ("hooks.zapiier.com", Likeness::OneLetter, Severity::Warning),
            ("api.hupsbot.com", Likeness::OneLetter, Severity::Warning),
        ] {
            let of = at(&format!("https://{host}/in")).of(Rule::LookAlike);
            if host == "api.hupsbot.com" {
                assert_eq!(of, [], "two letters");
                continue;
            }
            assert!(matches!(&of[..], [one] if one.severity == severity), "{host}: {of:?}");
            assert!(matches!(&of[0].facts, Facts::LooksLike { how: is, .. } if *is == how), "{host}: {of:?}");
        }
    }

    #[test]
    fn short_and_monotonous_tokens_are_found() {
        for (token, weak) in [
            ("secret", true),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", true),
            ("4f1c0a9b8e7d6c5b4a39281706f5e4d3", false),
            ("abcdefghijklmnopqrs", false),
            ("", false),
        ] {
            let mut company = at("https://a.example/in");
            company.hooks[0].token = Some(Secret::new(token));
            assert_eq!(!company.of(Rule::ShortToken).is_empty(), weak, "{token}");
        }
    }

    #[test]
    fn a_token_of_two_webhooks_is_found_and_not_told() {
        let mut company = at("https://a.example/in");
        company.hook("v", "https://b.example/in", &["call.tagged"]);
        assert_eq!(company.found(Rule::SharedToken), NONE);
        company.hooks.iter_mut().for_each(|hook| hook.token = None);
        assert_eq!(company.found(Rule::SharedToken), NONE);
        company.hooks.iter_mut().for_each(|hook| hook.token = Some(Secret::new("one-token-for-both-of-them")));
        assert_eq!(company.found(Rule::SharedToken), ["v+w"]);
        assert!(!format!("{:?}", company.of(Rule::SharedToken)).contains("one-token"));
    }
}
