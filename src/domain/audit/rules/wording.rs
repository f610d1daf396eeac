//! What a webhook is for, as far as its name and its URL tell. A rule of thumb.

use url::Url;

use super::Hook;
use crate::domain::hosts::{self, ServiceKind};

/// Whole words, or their beginnings where a star follows: what keeps records of calls is called so, in several languages.
const RECORDS: [&str; 30] = [
    "crm*",
    "archiv*",
    "arkiv*",
    "archief",
    "billing*",
    "invoic*",
    "accounting",
    "datawarehouse",
    "datalake",
    "dwh",
    "erp",
    "rechnung*",
    "abrechnung*",
    "buchhaltung*",
    "kundenverw*",
    "factur*",
    "comptab*",
    "contabil*",
    "cobranza*",
    "fattur*",
    "fatur*",
    "fakt*",
    "boekhoud*",
    "klantbeheer*",
    "bokforing*",
    "laskut*",
    "calllog*",
    "compliance",
    "kartei",
    "fibu",
];
/// The same in scripts that don't part words by spaces.
const RECORDS_ANYWHERE: [&str; 10] =
    ["архив", "счет", "счёт", "бухгалтер", "請求", "顧客", "客户", "账单", "归档", "청구"];
/// Where the incomplete data of `call.hungup` is what is wanted.
const LIVE: [&str; 12] = [
    "live",
    "dashboard*",
    "board*",
    "wallboard*",
    "monitor*",
    "realtime",
    "screen*",
    "popup*",
    "presence",
    "anzeige*",
    "tableau",
    "pantalla*",
];

/// CRMs whose names are words: as such they stand in names and paths of anything (`/close`).
const BRANDS_THAT_ARE_WORDS: [&str; 2] = ["Close", "Copper"];

/// The word by which it looks as if records of calls were kept there.
pub(super) fn records_hint(hook: &Hook<'_>) -> Option<String> {
    let text = plain(hook);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| LIVE.iter().any(|live| fits(word, live))) {
        return None;
    }
    if let Some(service) = hook.service.filter(|service| service.kind == ServiceKind::Crm) {
        return Some(service.name.to_owned());
    }
    let brand = |word: &&str| {
        let mut brands = hosts::crm_names().filter(|name| !BRANDS_THAT_ARE_WORDS.contains(name));
        brands.find(|name| name.eq_ignore_ascii_case(word)).map(str::to_owned)
    };
    if let Some(name) = words.iter().find_map(brand) {
        return Some(name);
    }
    if words.iter().any(|word| word.len() > 3 && word.ends_with("crm")) {
        return Some(told("crm"));
    }
    let stem = |word: &&str| RECORDS.iter().find(|record| fits(word, record));
    let anywhere = || RECORDS_ANYWHERE.iter().find(|record| text.contains(**record)).filter(|_| !text.is_ascii());
    words.iter().find_map(stem).or_else(anywhere).map(|stem| told(stem))
}

/// A word of the lists, as it is told.
fn told(word: &str) -> String {
    match word.trim_end_matches('*') {
        short @ ("crm" | "erp" | "dwh") => short.to_uppercase(),
        other => other.to_owned(),
    }
}

/// Its name, host and path in small letters without accents, one after the other.
fn plain(hook: &Hook<'_>) -> String {
    let (host, path) = (hook.host(), hook.url.as_ref().map_or("", Url::path));
    let mut text = String::with_capacity(hook.label.len() + host.len() + path.len() + 3);
    for part in [&*hook.label, host, path] {
        for letter in part.chars() {
            if letter.is_ascii() {
                text.push(letter.to_ascii_lowercase());
            } else {
                text.extend(letter.to_lowercase().map(without_accent));
            }
        }
        text.push(' ');
    }
    text
}

fn fits(word: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == pattern,
    }
}

pub(super) fn without_accent(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ẹ' => 'e',
        'ĝ' | 'ğ' | 'ġ' => 'g',
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'ị' => 'i',
        'ł' | 'ĺ' | 'ľ' | 'ļ' | 'ḷ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' | 'ṇ' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ọ' => 'o',
        'ŕ' | 'ř' | 'ṛ' => 'r',
        'ś' | 'š' | 'ş' | 'ș' | 'ṣ' => 's',
        'ţ' | 'ť' | 'ț' | 'ṭ' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ụ' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' | 'ẓ' => 'z',
        other => other,
    }
}
