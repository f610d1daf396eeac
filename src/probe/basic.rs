//! The user and password of a URL as the `Authorization` that clients make of them: they are part of the address that
//! Aircall posts to. Only a test delivery carries them.

use reqwest::header::HeaderValue;
use url::Url;

use crate::domain::CallbackUrl;

/// `None`: the URL has neither. The value is never told.
pub(super) fn authorization(url: &CallbackUrl) -> Option<HeaderValue> {
    let url = Url::parse(url.expose()).ok()?;
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let mut pair = decoded(url.username());
    pair.push(b':');
    pair.extend(decoded(url.password().unwrap_or_default()));
    let mut value = HeaderValue::from_str(&format!("Basic {}", base64(&pair))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// What the percent signs of a URL stand for.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        let byte = code
            .filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = byte.and_then(|_| behind.get(2..)).unwrap_or(behind);
    }
    bytes
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let sign = |bits: u32| SIGNS.get((bits & 63) as usize).map_or('=', |sign| char::from(*sign));
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |place: usize| three.get(place).copied().map_or(0, u32::from);
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        text.push(sign(bits >> 18));
        text.push(sign(bits >> 12));
        text.push(if three.len() > 1 { sign(bits >> 6) } else { '=' });
        text.push(if three.len() > 2 { sign(bits) } else { '=' });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Option<String> {
        authorization(&CallbackUrl::received(url)).map(|value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn it_is_what_other_clients_make_of_a_url() {
        assert_eq!(
            of("https://Aladdin:open%20sesame@a.example/").as_deref(),
            Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        );
        assert_eq!(of("https://u:p@a.example/").as_deref(), Some("Basic dTpw"));
        assert_eq!(of("https://u@a.example/").as_deref(), Some("Basic dTo="));
        assert_eq!(of("https://u:100%25%zz@a.example/").as_deref(), Some("Basic dToxMDAlJXp6"));
        assert_eq!(of("https://a.example/?u:p@b"), None);
        assert_eq!(of("not a url"), None);
    }

    #[test]
    fn its_value_is_not_told() {
        let value = authorization(&CallbackUrl::received("https://u:p@a.example/")).unwrap();
        assert!(!format!("{value:?}").contains("dTpw"));
    }
}
