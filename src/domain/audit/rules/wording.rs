//! What a webhook is for, as far as its name and its URL tell. A rule of thumb.

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
    "warehouse",
    "datalake",
    "dwh",
    "erp",
    "rechnung*",
    "abrechnung*",
    "buchhaltung*",
    "kunden*",
    "factur*",
    "comptab*",
    "contabil*",
    "cobranza*",
    "fattur*",
    "fatur*",
    "fakt*",
    "boekhoud*",
    "klant*",
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

/// The word by which it looks as if records of calls were kept there.
pub(super) fn records_hint(hook: &Hook<'_>) -> Option<String> {
    let mut words = words_of(&hook.label);
    if let Some(url) = &hook.url {
        words.extend(words_of(&hook.host));
        words.extend(words_of(url.path()));
    }
    if words.iter().any(|word| LIVE.iter().any(|live| fits(word, live))) {
        return None;
    }
    if let Some(service) = hook.service.filter(|service| service.kind == ServiceKind::Crm) {
        return Some(service.name.to_owned());
    }
    let brand = |word: &String| hosts::crm_names().find(|name| name.eq_ignore_ascii_case(word)).map(str::to_owned);
    if let Some(name) = words.iter().find_map(brand) {
        return Some(name);
    }
    let stem = |word: &String| RECORDS.iter().find(|record| fits(word, record));
    let told = |stem: &&str| stem.trim_end_matches('*').to_owned();
    if words.iter().any(|word| word.len() > 3 && word.ends_with("crm")) {
        return Some("crm".to_owned());
    }
    let label = hook.label.to_lowercase();
    let anywhere = || RECORDS_ANYWHERE.iter().find(|record| label.contains(**record));
    words.iter().find_map(stem).or_else(anywhere).map(told)
}

fn fits(word: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == pattern,
    }
}

/// In small letters, without accents.
fn words_of(text: &str) -> Vec<String> {
    let plain: String = text.chars().flat_map(char::to_lowercase).map(without_accent).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
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
