//! HTML: one file that needs nothing else, that runs nothing, and that all can read.

use hookswitch::domain::ReportFormat;

use super::support::NAMES;
use super::{dossier_of, text_of};

fn page(count: usize) -> String {
    text_of(&dossier_of(count), ReportFormat::Html)
}

/// The tags of a page, as `name attributes`.
fn tags(page: &str) -> Vec<&str> {
    let body = &page[page.find("</style>").expect("a style")..];
    body.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)).collect()
}

fn name(tag: &str) -> &str {
    tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default()
}

#[test]
fn it_runs_nothing_and_asks_for_nothing() {
    let page = page(24);
    for tag in tags(&page) {
        let allowed =
            !["script", "link", "img", "iframe", "object", "embed", "base", "form", "video"].contains(&name(tag));
        assert!(allowed, "{tag}");
        let acts = tag.split_whitespace().any(|part| part.starts_with("on") && part.contains('='));
        assert!(!tag.contains("src=") && !acts && !tag.contains("javascript:"), "{tag}");
        assert!(!tag.contains("href=") || tag.contains("href=\"#"), "{tag}");
    }
    let style = page.split("</style>").next().unwrap();
    assert!(!style.contains("url(") && !style.contains("@import"));
    assert!(page.contains("default-src 'none'"), "and a browser is told so");
}

#[test]
fn whatever_a_webhook_is_called_stays_text() {
    let page = page(24);
    assert!(!page.contains("<script"));
    assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62;"));
    let unescaped = page.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'");
    let unescaped = unescaped.replace("&#38;", "&");
    for name in NAMES {
        assert!(unescaped.contains(name), "{name}");
    }
}

#[test]
fn every_tag_is_closed_by_its_own() {
    const ALONE: [&str; 4] = ["meta", "rect", "line", "!DOCTYPE"];
    let page = page(24);
    let mut open = vec!["html", "head", "style"];
    for tag in tags(&page) {
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{open:?}"),
            None if ALONE.contains(&name(tag)) => {}
            None => open.push(name(tag)),
        }
    }
    assert_eq!(open, [""; 0]);
}

#[test]
fn it_can_be_read_by_all() {
    let page = page(45);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{}", &page[..80]);
    assert!(page.contains("<title>Webhook audit of M"));
    for landmark in ["<header>", "<main>", "<nav aria-label=", "<footer>"] {
        assert_eq!(page.matches(landmark).count(), 1, "{landmark}");
    }
    let levels: Vec<u32> = tags(&page)
        .iter()
        .filter_map(|tag| tag.strip_prefix('h').and_then(|rest| rest.get(..1)).and_then(|level| level.parse().ok()))
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is left out: {levels:?}");
    let tables = page.matches("<table").count();
    assert_eq!(page.matches("<caption").count(), tables, "each table has a name");
    let heads = tags(&page).into_iter().filter(|tag| name(tag) == "th" && !tag.starts_with('/'));
    assert!(heads.clone().count() > 100);
    for head in heads {
        assert!(head.contains("scope="), "{head}");
    }
    for picture in tags(&page).into_iter().filter(|tag| tag.starts_with("svg")) {
        assert!(picture.contains("aria-hidden=\"true\""), "its row says the same in words: {picture}");
    }
}

#[test]
fn ids_are_there_once_and_every_link_leads_to_one() {
    let page = page(24);
    let all = |before: &str| -> Vec<String> {
        page.split(before).skip(1).filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
    };
    let mut ids = all(" id=\"");
    for target in all("href=\"#").into_iter().chain(all("aria-labelledby=\"")) {
        assert!(ids.contains(&target), "{target}");
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn the_events_are_told_in_words_too() {
    let dossier = dossier_of(45);
    let page = text_of(&dossier, ReportFormat::Html);
    let all = dossier.matrix.groups.iter().flat_map(|group| &group.events).flat_map(|event| &event.cells);
    let filled = all.filter(|cell| **cell != hookswitch::domain::dossier::Receives::No).count();
    let told = page.matches("<td class=\"y\"><span>receives it</span></td>").count()
        + page.matches("<td class=\"o\"><span>would receive it, but is deactivated</span></td>").count();
    assert_eq!(told, filled);
    assert_eq!(page.matches("<table class=\"events\">").count(), 3, "as many as fit a page side by side");
}

#[test]
fn a_report_on_100_webhooks_can_be_mailed() {
    let size = page(100).len();
    assert!(size < 1_500_000, "{size}");
}

#[test]
fn an_empty_company_gets_a_page_too() {
    let mut run = super::support::company(1);
    run.audit.listing.webhooks.clear();
    run.audit.findings.clear();
    let dossier = hookswitch::app::dossier::dossier(&run, super::support::TODAY);
    let page = text_of(&dossier, ReportFormat::Html);
    assert!(page.contains(dossier.words.no_webhooks) && page.contains(dossier.words.nothing_first));
}
