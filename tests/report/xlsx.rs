//! The workbook: its sheets, filters and heads, and texts that are nothing but texts.

use std::io::{Cursor, Read as _};

use hookswitch::domain::{Dossier, ReportFormat};
use hookswitch::report::render;

use super::dossier_of;

/// The files in a workbook, each with its name.
pub fn parts(dossier: &Dossier) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(render(dossier, ReportFormat::Xlsx).unwrap())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        (name, text)
    };
    names.into_iter().map(read).collect()
}

fn part(dossier: &Dossier, name: &str) -> String {
    parts(dossier).into_iter().find(|(part, _)| part == name).map(|(_, text)| text).expect(name)
}

#[test]
fn it_has_a_sheet_for_each_part() {
    let book = part(&dossier_of(24), "xl/workbook.xml");
    let names: Vec<&str> = book.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(names, ["Summary", "Findings", "Webhooks", "Events", "Compared"]);
}

#[test]
fn tables_have_filters_and_heads_that_stay() {
    let dossier = dossier_of(24);
    for number in 2..=5 {
        let sheet = part(&dossier, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(sheet.contains("<autoFilter ref=\"A1:"), "sheet {number}");
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("ySplit=\"1\""), "sheet {number}");
        assert!(sheet.contains("<col min=\"1\""), "sheet {number} has widths");
    }
}

#[test]
fn the_filter_of_the_findings_ends_with_the_last() {
    let dossier = dossier_of(24);
    let sheet = part(&dossier, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains(&format!("<autoFilter ref=\"A1:K{}\"", dossier.findings.len() + 1)));
}

#[test]
fn no_text_becomes_a_formula_or_a_link() {
    let dossier = dossier_of(24);
    let all = parts(&dossier);
    for (name, text) in &all {
        assert!(!text.contains("<f>") && !text.contains("<hyperlink"), "{name}");
    }
    let texts = part(&dossier, "xl/sharedStrings.xml");
    assert!(texts.contains("=HYPERLINK(\"https://evil.example\")"), "it stands there as it is");
    assert!(texts.contains("&lt;script&gt;alert(1)"));
    assert!(texts.contains("営業チーム同期"));
}

#[test]
fn it_is_dated_by_the_audit() {
    let core = part(&dossier_of(3), "docProps/core.xml");
    assert!(core.contains(">2026-11-25T09:31:00Z</dcterms:created>"), "{core}");
}

#[test]
fn texts_longer_than_a_cell_are_cut_and_nothing_fails() {
    let mut dossier = dossier_of(3);
    dossier.findings[0].evidence = "😀".repeat(40_000);
    assert!(part(&dossier, "xl/sharedStrings.xml").contains("😀…"));
}

#[test]
fn any_sign_in_a_name_leaves_the_workbook_whole() {
    let mut dossier = dossier_of(3);
    dossier.company = "\u{0}\u{1b}Com\u{ffff}pany \u{b}".into();
    dossier.title.clone_from(&dossier.company);
    dossier.findings[0].title = "\u{0}\u{1b}Ti\u{ffff}tle _x0041_ ]]> <!-- & \u{7f}".into();
    dossier.webhooks[0].label = "\u{8}".into();
    for (name, text) in parts(&dossier) {
        let illegal = text.chars().find(|c| (c.is_control() && !"\t\r\n\u{7f}".contains(*c)) || *c == '\u{ffff}');
        assert_eq!(illegal, None, "{name}");
    }
    let texts = part(&dossier, "xl/sharedStrings.xml");
    assert!(texts.contains("Title _x005F_x0041_ ]]&gt; &lt;!-- &amp; "), "Excel would read A for _x0041_");
}
