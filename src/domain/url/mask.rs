//! What of a URL is secret, and the URL without it.
//!
//! A URL is cut as lenient parsers do it, since they are what it is sent with: any number of slashes of either kind may
//! stand before the host, and white space in it doesn't count.

use url::{Url, form_urlencoded};

const DOTS: &str = "•••";
/// A shorter value is no secret that a text could be searched for.
const SHORTEST: usize = 4;
/// A query's key without a value is shown up to here, if it reads as a word.
const WORD: usize = 16;

/// A URL in pieces that make the whole again.
struct Parts<'a> {
    /// The scheme, its colon and the slashes.
    start: &'a str,
    /// User and password; the `@` follows.
    user: Option<&'a str>,
    host: &'a str,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(raw: &'a str) -> Self {
        let is_scheme = |text: &str| {
            let mut signs = text.chars().filter(|sign| *sign > ' ').peekable();
            signs.peek().is_some() && signs.all(|sign| sign.is_ascii_alphanumeric() || "+-.".contains(sign))
        };
        let scheme = raw.find(':').filter(|at| raw.get(..*at).is_some_and(is_scheme)).map_or(0, |at| at + 1);
        let after = raw.get(scheme..).unwrap_or_default();
        let slashes = |sign: char| matches!(sign, '/' | '\\' | '\t' | '\n' | '\r');
        let (start, rest) = raw.split_at(raw.len() - after.trim_start_matches(slashes).len());
        // What nothing can read may have a slash in its password.
        let unread = scheme > 0 && Url::parse(raw).is_err();
        let end = if unread { rest.len() } else { rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len()) };
        let at = rest.get(..end).and_then(|authority| authority.rfind('@'));
        let (user, rest) = match at {
            Some(at) => (rest.get(..at), rest.get(at + 1..).unwrap_or_default()),
            None => (None, rest),
        };
        let (rest, fragment) = cut(rest, '#');
        let (rest, query) = cut(rest, '?');
        let (host, path) = rest.split_at(rest.find(['/', '\\']).unwrap_or(rest.len()));
        Self { start, user, host, path, query, fragment }
    }

    fn pairs(&self) -> impl Iterator<Item = Pair<'a>> {
        self.query.into_iter().flat_map(|query| query.split('&')).map(Pair::of)
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// A part of a query.
enum Pair<'a> {
    Key(&'a str),
    Value {
        key: &'a str,
        value: &'a str,
    },
    /// There is no telling key and value apart.
    Whole(&'a str),
}

impl<'a> Pair<'a> {
    fn of(pair: &'a str) -> Self {
        match pair.split_once('=') {
            Some((key, value)) if !value.trim_matches('=').is_empty() => Self::Value { key, value },
            // Base64 ends so, too.
            Some((key, "")) if is_word(key) => Self::Key(pair),
            None if pair.is_empty() => Self::Key(pair),
            Some(_) | None => Self::Whole(pair),
        }
    }

    fn masked(&self) -> String {
        match self {
            Self::Key(pair) => (*pair).to_owned(),
            Self::Value { key, .. } => format!("{key}={DOTS}"),
            Self::Whole(_) => DOTS.to_owned(),
        }
    }

    fn secret(&self) -> &'a str {
        match self {
            Self::Key(_) => "",
            Self::Value { value, .. } => value,
            Self::Whole(pair) => pair,
        }
    }
}

fn is_word(key: &str) -> bool {
    key.len() <= WORD && key.bytes().all(|sign| sign.is_ascii_lowercase() || matches!(sign, b'_' | b'-'))
}

/// The URL with user, password, query values and fragment replaced by dots.
pub fn masked(raw: &str) -> String {
    let parts = Parts::of(raw);
    let shown = in_dots(&parts, parts.user.is_some(), parts.host);
    // A parser that finds a user in it all the same cuts it otherwise than this does.
    if tells_a_user(&shown) { in_dots(&parts, false, DOTS) } else { shown }
}

fn in_dots(parts: &Parts<'_>, user: bool, host: &str) -> String {
    let mut masked = parts.start.to_owned();
    if user {
        masked.push_str(DOTS);
        masked.push('@');
    }
    masked.push_str(host);
    masked.push_str(parts.path);
    if parts.query.is_some() {
        masked.push('?');
        masked.push_str(&parts.pairs().map(|pair| pair.masked()).collect::<Vec<_>>().join("&"));
    }
    if parts.fragment.is_some_and(|fragment| !fragment.is_empty()) {
        masked.push('#');
        masked.push_str(DOTS);
    }
    masked
}

fn tells_a_user(masked: &str) -> bool {
    Url::parse(masked).is_ok_and(|url| {
        url.password().is_some() || !decoded(url.username()).iter().all(|user| user.is_empty() || user == DOTS)
    })
}

/// The values that [`masked`] hides, as they stand in the URL.
pub fn secrets(raw: &str) -> Vec<&str> {
    let parts = Parts::of(raw);
    let (user, password) = parts.user.map_or(("", ""), |user| user.split_once(':').unwrap_or((user, "")));
    let values = parts.pairs().map(|pair| pair.secret());
    let all = [user, password].into_iter().chain(values).chain([parts.fragment.unwrap_or_default()]);
    all.filter(|value| value.len() >= SHORTEST).collect()
}

/// All that [`secrets`] may look like in the words of whoever got the URL, the longest first: as they are, as a parser
/// sends them, decoded, and without the signs that fill them up.
pub fn secret_forms(raw: &str) -> Vec<String> {
    let sent = Url::parse(raw).map(String::from).unwrap_or_default();
    let mut all: Vec<String> = Vec::new();
    for secret in secrets(raw).into_iter().chain(secrets(&sent)) {
        all.push(secret.to_owned());
        all.push(secret.trim_end_matches('=').to_owned());
        all.extend(decoded(secret));
    }
    all.retain(|form| form.len() >= SHORTEST);
    all.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
    all.dedup();
    all
}

/// With a plus sign as what it is, and as the space that it is in a query.
fn decoded(text: &str) -> [String; 2] {
    let of = |text: &str| {
        let whole = text.replace('&', "%26").replace('=', "%3D");
        form_urlencoded::parse(whole.as_bytes()).map(|(key, _)| key.into_owned()).next().unwrap_or_default()
    };
    [of(&text.replace('+', "%2B")), of(text)]
}

#[cfg(test)]
#[path = "mask_tests.rs"]
mod tests;
