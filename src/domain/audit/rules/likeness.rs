//! Host names that hide what they are: other scripts, and those that resemble a known service. A rule of thumb.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::wording::without_accent;
use crate::domain::audit::Likeness;
use crate::domain::hosts::{self, Service};

/// What a host's name is when it is looked at closely.
pub(super) struct Name {
    /// With the letters that `xn--` stands for; `None`: it has no such part.
    pub decoded: Option<String>,
    /// Letters of several scripts in one part, or foreign ones that all look like Latin ones.
    pub mixed: bool,
    pub resembles: Option<(&'static str, &'static Service, Likeness)>,
}

/// `service`: whose host it is, where that is known.
pub(super) fn read(host: &str, service: Option<&Service>) -> Name {
    let decoded = decode(host);
    let shown = decoded.as_deref().unwrap_or(host);
    let mixed = decoded.is_some() && shown.split('.').any(is_mixed);
    let resembles = if service.is_some() { None } else { resembles(shown) };
    Name { decoded, mixed, resembles }
}

/// Names that are words too, or a letter away from one: what differs in a letter is another word, and no fraud.
const WORDS: [&str; 15] = [
    "copper",
    "discord",
    "dynamics",
    "expose",
    "intercom",
    "localhost",
    "mockable",
    "office",
    "pipedream",
    "railway",
    "retool",
    "segment",
    "serveo",
    "webhook",
    "workers",
];
/// Shorter ones have too many neighbours.
const LONG_ENOUGH: usize = 6;

type Known = (&'static str, &'static Service);
type Front = (Vec<&'static str>, Known);
type Resembled = (&'static str, &'static Service, Likeness);

static LOOKS: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    hosts::domains().iter().map(|(domain, service)| (look(domain), (domain.as_str(), *service))).collect()
});

/// By their first part, with all parts. Those under endings that people use for machines of their own (`run.app`) are
/// left out.
static FRONTS: LazyLock<HashMap<&str, Vec<Front>>> = LazyLock::new(|| {
    let told = |domain: &str| {
        domain.split_once('.').is_some_and(|(name, end)| name.len() >= 4 && ["com", "io", "net", "org"].contains(&end))
    };
    let mut fronts: HashMap<&str, Vec<Front>> = HashMap::new();
    for (domain, service) in hosts::domains().iter().filter(|(domain, _)| told(domain)) {
        let parts: Vec<&str> = domain.split(['.', '-']).collect();
        let first = parts.first().copied().unwrap_or_default();
        fronts.entry(first).or_default().push((parts, (domain, service)));
    }
    fronts
});

/// Those that another letter doesn't make another word of, at the place of their length.
static LONG: LazyLock<Vec<Vec<Known>>> = LazyLock::new(|| {
    let name = |domain: &'static str| domain.split('.').next().unwrap_or_default();
    let domains = hosts::domains().iter().map(|(domain, service)| (domain.as_str(), *service));
    let told = |known: &Known| name(known.0).len() >= LONG_ENOUGH && !WORDS.contains(&name(known.0));
    let told: Vec<Known> = domains.filter(told).collect();
    let longest = told.iter().map(|(domain, _)| domain.len()).max().unwrap_or_default();
    (0..=longest).map(|length| told.iter().copied().filter(|(domain, _)| domain.len() == length).collect()).collect()
});

fn resembles(host: &str) -> Option<Resembled> {
    let domain = hosts::domain_of(host)?;
    if let Some((known, service)) = LOOKS.get(&look(domain)) {
        return (*known != domain).then_some((known, service, Likeness::SimilarSigns));
    }
    in_front(before_ending(host, domain)).or_else(|| one_letter(domain))
}

/// A host without its ending, which is what its owner couldn't choose: `com.au` and `cn` are no part of a disguise.
fn before_ending<'a>(host: &'a str, domain: &str) -> &'a str {
    let ending = domain.split_once('.').map_or(0, |(_, ending)| ending.len() + 1);
    host.len().checked_sub(ending).and_then(|end| host.get(..end)).unwrap_or_default()
}

/// A known domain in what its owner chose, with its own ending behind it.
fn in_front(chosen: &str) -> Option<Resembled> {
    let mut rest = chosen;
    loop {
        let (part, behind) = rest.split_once(['.', '-'])?;
        for (parts, (domain, service)) in FRONTS.get(part).into_iter().flatten() {
            let mut given = rest.split(['.', '-']);
            if parts.iter().all(|part| given.next() == Some(part)) {
                return Some((domain, service, Likeness::InFront));
            }
        }
        rest = behind;
    }
}

fn one_letter(domain: &str) -> Option<Resembled> {
    let length = domain.chars().count();
    let (name, ending) = domain.split_at(domain.find('.')?);
    let near = LONG.get(length.saturating_sub(1)..).unwrap_or_default().iter().take(3).flatten();
    // Under another ending the same word may well be somebody else's.
    let is_near = |known: &str| known.strip_suffix(ending).is_some_and(|other| ends_alike(other, name));
    let (known, service) = near.copied().find(|(known, _)| is_near(known) && is_one_edit(known, domain))?;
    Some((known, service, Likeness::OneLetter))
}

/// Whether two names have their first or their last byte in common: one edit can't change both. Most haven't.
fn ends_alike(one: &str, two: &str) -> bool {
    let (one, two) = (one.as_bytes(), two.as_bytes());
    one.first() == two.first() || one.last() == two.last()
}

/// Whether one letter more, less, other, or two swapped make one of the other. Equal ones aren't.
fn is_one_edit(one: &str, two: &str) -> bool {
    let same = one.chars().zip(two.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
    // Both begin with the same, so that it ends at the same place in both.
    let (Some(one), Some(two)) = (one.get(same..), two.get(same..)) else {
        return false;
    };
    let behind = |text: &str| text.chars().next().map(char::len_utf8);
    let (one_less, two_less) = (behind(one).and_then(|at| one.get(at..)), behind(two).and_then(|at| two.get(at..)));
    match (one_less, two_less) {
        (None, None) => false,
        (None, Some(rest)) | (Some(rest), None) => rest.is_empty(),
        (Some(a), Some(b)) => a == b || a == two || one == b || is_swapped(one, two),
    }
}

/// Whether the first two letters are swapped, and the rest is the same.
fn is_swapped(one: &str, two: &str) -> bool {
    let (mut a, mut b) = (one.chars(), two.chars());
    let (first, second) = (a.next(), a.next());
    second.is_some() && (second, first) == (b.next(), b.next()) && a.as_str() == b.as_str()
}

/// How a name looks to somebody in a hurry: what resembles each other becomes the same. Parsers of URLs have made its
/// letters small.
fn look(name: &str) -> String {
    let plain = |c: char| if c.is_ascii() { c.to_ascii_lowercase() } else { as_latin(without_accent(c)) };
    let looks: String = name
        .chars()
        .map(|c| match plain(c) {
            '0' => 'o',
            '1' | 'i' | '|' => 'l',
            '3' => 'e',
            '5' => 's',
            other => other,
        })
        .collect();
    let narrow = looks.contains("rn") || looks.contains("vv");
    if narrow { looks.replace("rn", "m").replace("vv", "w") } else { looks }
}

/// Letters of other scripts that look like a Latin one.
fn as_latin(letter: char) -> char {
    match letter {
        'а' | 'α' | 'ɑ' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ё' | 'є' => 'e',
        'ɡ' => 'g',
        'һ' | 'н' => 'h',
        'і' | 'ї' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' | 'ⅼ' => 'l',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | 'օ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        other => other,
    }
}

fn is_mixed(part: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let similar = |c: char| matches!(c, '\u{370}'..='\u{58f}');
    let foreign = part.chars().any(similar);
    let only_looks = part.chars().map(as_latin).all(|c| c.is_ascii());
    foreign && (part.chars().any(latin) || only_looks)
}

/// A name with the letters that its `xn--` parts stand for. `None`: it has none that can be read.
fn decode(host: &str) -> Option<String> {
    if !host.contains("xn--") {
        return None;
    }
    let mut any = false;
    let parts: Vec<String> = host
        .split('.')
        .map(|part| {
            let decoded = part.strip_prefix("xn--").and_then(punycode);
            any = any || decoded.is_some();
            decoded.unwrap_or_else(|| part.to_owned())
        })
        .collect();
    any.then(|| parts.join("."))
}

/// Decodes one part by RFC 3492.
fn punycode(text: &str) -> Option<String> {
    let (plain, rest) = text.rsplit_once('-').unwrap_or(("", text));
    let mut letters: Vec<char> = plain.chars().collect();
    let (mut code, mut at, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = rest.bytes();
    while digits.len() > 0 {
        let (start, mut weight, mut step) = (at, 1_u32, 36_u32);
        loop {
            let digit = match digits.next()? {
                letter @ b'a'..=b'z' => u32::from(letter - b'a'),
                number @ b'0'..=b'9' => u32::from(number - b'0') + 26,
                _ => return None,
            };
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let threshold = step.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            step += 36;
        }
        let count = u32::try_from(letters.len()).ok()? + 1;
        bias = adapted(at - start, count, start == 0);
        code = code.checked_add(at / count)?;
        at %= count;
        letters.insert(usize::try_from(at).ok()?, char::from_u32(code)?);
        at += 1;
    }
    Some(letters.into_iter().collect())
}

fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut step = 0;
    while delta > 455 {
        delta /= 35;
        step += 36;
    }
    step + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    fn closely(host: &str) -> Name {
        read(host, hosts::of_host(host))
    }

    /// As it goes over the wire.
    fn wire(host: &str) -> String {
        Url::parse(&format!("https://{host}/")).unwrap().host_str().unwrap().to_owned()
    }

    #[test]
    fn names_are_decoded_to_what_was_written() {
        for host in ["müller.example", "пример.example", "例え.テスト", "bücher-und-mehr.example", "faß.example"]
        {
            let name = closely(&wire(host));
            assert_eq!(name.decoded.as_deref(), Some(host));
            assert!(!name.mixed, "{host}");
        }
        assert_eq!(closely("crm.example").decoded, None);
        assert_eq!(closely("xn--.example").decoded.as_deref(), Some(".example"));
        assert_eq!(closely("xn--99999999999.example").decoded, None);
    }

    #[test]
    fn nothing_of_the_catalogue_resembles_another_of_it() {
        for (domain, _) in hosts::domains() {
            for host in [domain.clone(), format!("hooks.{domain}"), format!("a-b.c.{domain}")] {
                assert!(closely(&host).resembles.is_none(), "{host}");
            }
        }
    }

    #[test]
    fn ordinary_names_resemble_nothing() {
        for host in [
            "crm.acme.example",
            "zapier.acme.example",
            "hooks-zapier.acme.example",
            "n8n.cloud.acme.example",
            "run-app.acme.example",
            "cooper.com",
            "black.com",
            "pages.dev.acme.example",
            "front-desk.example",
            "x.execute-api.cn-north-1.amazonaws.com.cn",
            "acme.bitrix24.com.br",
            "hooks.law-office.com.au",
            "shop-front.com.au",
            "we-make.com.au",
            "api.supabase.com",
            "dynamic.com",
            "server.net",
            "offices.com",
            "worker.dev",
            "discard.com",
            "zapier.co",
            "localhost",
            "",
        ] {
            assert!(closely(host).resembles.is_none(), "{host}");
        }
    }

    #[test]
    fn a_known_domain_in_front_of_another_is_a_disguise() {
        for host in [
            "hooks.zapier.com.evil.example",
            "hooks.slack.com.evil.com.au",
            "hooks-zapier-com.evil.example",
            "hooks.slack.com-login.example",
            "zapier-com.example",
        ] {
            let resembles = closely(host).resembles.map(|(_, _, how)| how);
            assert_eq!(resembles, Some(Likeness::InFront), "{host}");
        }
    }

    #[test]
    fn one_edit_is_one_letter_more_less_other_or_swapped() {
        for near in [
            "zapierr.com",
            "zapir.com",
            "zapiar.com",
            "zapire.com",
            "zapier.co",
            "apier.com",
            "azpier.com",
            "zapier.cm",
        ] {
            assert!(is_one_edit("zapier.com", near) && ends_alike("zapier.com", near), "{near}");
        }
        for far in ["zapier.com", "zapiors.com", "zaiper.co", "zepiar.com", ""] {
            assert!(!is_one_edit("zapier.com", far), "{far}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_host_can_be_read(host in "(xn--)?[a-z0-9.-]{0,40}") {
            let _ = closely(&host).mixed;
        }

        #[test]
        fn whatever_is_written_comes_back(word in "[а-яé-ü]{1,12}") {
            let wire = wire(&format!("{word}.example"));
            let shown = closely(&wire).decoded.unwrap_or(wire);
            proptest::prop_assert_eq!(shown, format!("{word}.example"));
        }
    }
}
