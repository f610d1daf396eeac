//! Text: 80 columns, and nothing that a terminal would obey.

use hookswitch::domain::ReportFormat;

use super::support::webhook;
use super::{dossier_of, text_of};

#[test]
fn lines_fit_a_terminal() {
    let text = text_of(&dossier_of(100), ReportFormat::Text);
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
    assert!(text.lines().all(|line| line.trim_end() == line), "no blanks at the end of a line");
}

#[test]
fn all_of_a_finding_is_told() {
    let dossier = dossier_of(24);
    let told = text_of(&dossier, ReportFormat::Text).split_whitespace().collect::<Vec<_>>().join(" ");
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for finding in &dossier.findings {
        for said in [&finding.title, &finding.evidence, &finding.why, &finding.fix, &finding.rule] {
            assert!(told.contains(&flat(said)), "{said}");
        }
    }
    for limit in &dossier.limits {
        assert!(told.contains(&flat(limit)), "{limit}");
    }
    assert!(told.contains(&flat(&dossier.compared.unwrap().title)));
}

#[test]
fn a_name_can_t_steer_the_terminal() {
    let mut run = super::support::company(3);
    run.audit.listing.webhooks.push(webhook(
        "x",
        "a\u{1b}]0;owned\u{7}\u{9b}31m\rb\u{202e}",
        "https://a.example",
        true,
        &[],
    ));
    let dossier = hookswitch::app::dossier::dossier(&run, super::support::TODAY);
    let text = text_of(&dossier, ReportFormat::Text);
    assert!(text.contains("a]0;owned31m b"), "{text}");
    assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'));
}
