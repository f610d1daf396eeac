//! The demo company's keys, and whether a request carries one of them.

/// The demo company's API ID. Opens nothing but the demo company.
pub const API_ID: &str = "demo00c0ffee00c0ffee00c0ffee0001";
/// The demo company's API token. Opens nothing but the demo company.
pub const API_TOKEN: &str = "demo00feedbeef00feedbeef00feed02";
/// The demo company's OAuth access token. Opens nothing but the demo company.
pub const ACCESS_TOKEN: &str = "demo-access-token-00c0ffee00beef";

/// What the `Authorization` header is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Missing,
    Wrong,
    Granted,
}

pub(super) fn check(authorization: Option<&str>) -> Access {
    let Some(header) = authorization.map(str::trim).filter(|header| !header.is_empty()) else {
        return Access::Missing;
    };
    let (scheme, value) = header.split_once(' ').unwrap_or((header, ""));
    let granted = if scheme.eq_ignore_ascii_case("basic") {
        let expected = base64(format!("{API_ID}:{API_TOKEN}").as_bytes());
        value.trim().trim_end_matches('=') == expected.trim_end_matches('=')
    } else {
        scheme.eq_ignore_ascii_case("bearer") && value.trim() == ACCESS_TOKEN
    };
    if granted { Access::Granted } else { Access::Wrong }
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let at = |index: usize| chunk.get(index).copied().map_or(0, u32::from);
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for (place, shift) in [18_u32, 12, 6, 0].into_iter().enumerate() {
            let digit = usize::try_from(bits >> shift & 63).ok().and_then(|index| DIGITS.get(index));
            text.push(match digit {
                Some(digit) if place <= chunk.len() => char::from(*digit),
                Some(_) | None => '=',
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_the_standard_says() {
        let coded = ["", "f", "fo", "foo", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(coded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy"]);
    }

    #[test]
    fn only_the_demo_keys_open_the_demo_company() {
        let basic = base64(format!("{API_ID}:{API_TOKEN}").as_bytes());
        assert_eq!(check(None), Access::Missing);
        assert_eq!(check(Some(" ")), Access::Missing);
        assert_eq!(check(Some(&format!("Basic {basic}"))), Access::Granted);
        assert_eq!(check(Some(&format!("basic {basic}"))), Access::Granted);
        assert_eq!(check(Some(&format!("Bearer {ACCESS_TOKEN}"))), Access::Granted);
        assert_eq!(check(Some(&format!("Bearer {API_TOKEN}"))), Access::Wrong);
        assert_eq!(check(Some(&format!("Basic {}", base64(b"id:token")))), Access::Wrong);
        assert_eq!(check(Some("Basic")), Access::Wrong);
    }

    #[test]
    fn demo_keys_look_like_keys_and_say_that_they_are_not() {
        for key in [API_ID, API_TOKEN, ACCESS_TOKEN] {
            assert_eq!(key.len(), 32, "{key}");
            assert!(key.starts_with("demo"), "{key}");
        }
    }
}
