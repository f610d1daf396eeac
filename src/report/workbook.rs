//! The report as a workbook: a sheet for each of its parts, with filters and heads that stay. Texts are only ever
//! written as texts, so that none is taken for a formula, a number or a link.

mod sheet;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::NotRendered;
use super::plain::nothing_found;
use crate::domain::Dossier;
use crate::domain::audit::Severity;
use crate::domain::dossier::{DossierFinding, Receives};
use sheet::{Sheet, cell};

pub fn xlsx(dossier: &Dossier) -> Result<Vec<u8>, NotRendered> {
    workbook(dossier).map_err(|_fault| NotRendered)
}

/// Of 9: more takes longer, and makes the file of many findings hardly smaller.
const COMPRESSION: u8 = 2;

/// How cells look. Colours are those of the page, in light.
struct Looks {
    title: Format,
    head: Format,
    turned: Format,
    text: Format,
    strong: Format,
    muted: Format,
    mark: Format,
    critical: Format,
    warning: Format,
    advice: Format,
    yes: Format,
    off: Format,
}

impl Looks {
    fn new() -> Self {
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let pill = |ink: u32, ground: u32| text.clone().set_bold().set_font_color(ink).set_background_color(ground);
        let head = Format::new()
            .set_bold()
            .set_background_color(0x00EC_EFF3)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(0x00BE_C6D1)
            .set_align(FormatAlign::VerticalCenter);
        let centred = Format::new().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        Self {
            title: Format::new().set_bold().set_font_size(16),
            turned: head.clone().set_rotation(90).set_align(FormatAlign::Center).set_align(FormatAlign::Bottom),
            head,
            strong: text.clone().set_bold(),
            muted: text.clone().set_font_color(0x0056_6173),
            mark: centred.clone().set_font_color(0x0056_6173),
            critical: pill(0x00B4_2821, 0x00FB_E7E5),
            warning: pill(0x008A_5200, 0x00FC_F0DA),
            advice: pill(0x0056_6173, 0x00EC_EFF3),
            yes: centred.clone().set_font_color(0x0017_713F).set_background_color(0x00E1_F3E8),
            off: centred.set_font_color(0x00B4_2821).set_background_color(0x00FB_E7E5),
            text,
        }
    }

    fn severity(&self, severity: Severity) -> &Format {
        match severity {
            Severity::Critical => &self.critical,
            Severity::Warning => &self.warning,
            Severity::Advice => &self.advice,
        }
    }
}

fn workbook(dossier: &Dossier) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new();
    let mut book = Workbook::new();
    book.set_zip_compression_level(COMPRESSION);
    // The time of the audit, so that the same report is the same file.
    book.set_properties(
        &DocProperties::new()
            .set_title(cell(&dossier.title))
            .set_company(cell(&dossier.company))
            .set_creation_datetime(&ExcelDateTime::from_timestamp(dossier.at.as_second())?),
    );
    let words = &dossier.words;
    summary(book.add_worksheet().set_name(words.summary)?, dossier, &looks)?;
    findings(book.add_worksheet().set_name(words.findings)?, dossier, &looks)?;
    webhooks(book.add_worksheet().set_name(words.webhooks)?, dossier, &looks)?;
    events(book.add_worksheet().set_name(words.events)?, dossier, &looks)?;
    if dossier.compared.is_some() {
        compared(book.add_worksheet().set_name(words.compared)?, dossier, &looks)?;
    }
    book.save_to_buffer()
}

fn summary(page: &mut Worksheet, dossier: &Dossier, looks: &Looks) -> Result<(), XlsxError> {
    let words = &dossier.words;
    let mut sheet = Sheet::new(page, &[24.0, 44.0, 60.0])?;
    sheet.write(&[(&dossier.title, &looks.title)])?;
    for (head, said) in [(words.company, &dossier.company), (words.at, &dossier.at_text), (words.app, &dossier.app)] {
        sheet.write(&[(head, &looks.muted), (said, &looks.text)])?;
    }
    sheet.wide(&dossier.summary, &looks.text)?;
    sheet.gap();
    sheet.write(&[(words.severity, &looks.head), (words.count, &looks.head)])?;
    for count in &dossier.counts {
        sheet.write(&[(words.severity(count.severity), looks.severity(count.severity))])?;
        sheet.number_beside(count.count)?;
    }
    sheet.write(&[(words.accepted, &looks.text)])?;
    sheet.number_beside(dossier.accepted().count())?;
    sheet.gap();
    sheet.write(&[(words.first, &looks.head), (words.webhook, &looks.head), (words.fix, &looks.head)])?;
    if dossier.first.is_empty() {
        sheet.wide(words.nothing_first, &looks.text)?;
    }
    for step in &dossier.first {
        let labels = labels(&step.labels, words.whole_company);
        sheet.write(&[(&step.title, &looks.strong), (&labels, &looks.text), (&step.fix, &looks.text)])?;
    }
    sheet.gap();
    sheet.write(&[(words.limits, &looks.head), ("", &looks.head), ("", &looks.head)])?;
    for limit in &dossier.limits {
        sheet.wide(limit, &looks.text)?;
    }
    if !dossier.unchecked.is_empty() {
        sheet.gap();
        sheet.write(&[(words.unchecked, &looks.head), ("", &looks.head), ("", &looks.head)])?;
        for one in &dossier.unchecked {
            let joined = one.labels.join(", ");
            sheet.write(&[(&one.why, &looks.text), (&joined, &looks.text)])?;
        }
    }
    Ok(())
}

fn labels(labels: &[String], none: &str) -> String {
    if labels.is_empty() { none.to_owned() } else { labels.join(", ") }
}

fn findings(page: &mut Worksheet, dossier: &Dossier, looks: &Looks) -> Result<(), XlsxError> {
    let words = &dossier.words;
    let mut sheet = Sheet::new(page, &[11.0, 10.0, 30.0, 26.0, 44.0, 40.0, 40.0, 13.0, 30.0, 12.0, 38.0])?;
    sheet.heads(
        &[
            words.severity,
            words.rule,
            words.title,
            words.webhook,
            words.evidence,
            words.why,
            words.fix,
            words.thumb,
            words.reason,
            words.until,
            words.webhook_ids,
        ],
        3,
        &looks.head,
    )?;
    for finding in &dossier.findings {
        finding_row(&mut sheet, finding, dossier, looks)?;
    }
    if dossier.findings.is_empty() {
        sheet.write(&[("", &looks.text), ("", &looks.text), (nothing_found(dossier), &looks.text)])?;
    }
    sheet.filter(11)
}

fn finding_row(
    sheet: &mut Sheet<'_>,
    finding: &DossierFinding,
    dossier: &Dossier,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let words = &dossier.words;
    let labels = labels(&finding.labels, words.whole_company);
    let ids = finding.webhook_ids.join(" ");
    let accepted = finding.accepted.as_ref();
    sheet.write(&[
        (words.severity(finding.severity), looks.severity(finding.severity)),
        (&finding.rule, &looks.text),
        (&finding.title, &looks.strong),
        (&labels, &looks.text),
        (&finding.evidence, &looks.text),
        (&finding.why, &looks.text),
        (&finding.fix, &looks.text),
        (if finding.rule_of_thumb { words.yes } else { words.no }, &looks.text),
        (accepted.map_or("", |one| &one.reason), &looks.text),
        (accepted.map_or("", |one| &one.until), &looks.text),
        (&ids, &looks.muted),
    ])
}

fn webhooks(page: &mut Worksheet, dossier: &Dossier, looks: &Looks) -> Result<(), XlsxError> {
    let words = &dossier.words;
    let mut sheet = Sheet::new(page, &[30.0, 13.0, 16.0, 60.0, 9.0, 40.0, 13.0, 30.0, 38.0])?;
    sheet.heads(
        &[
            words.webhook,
            words.status,
            words.service,
            words.url,
            words.number_of_events,
            words.endpoint,
            words.answer_time,
            words.off_since,
            words.webhook_id,
        ],
        1,
        &looks.head,
    )?;
    for hook in &dossier.webhooks {
        let status = if hook.active { &looks.text } else { &looks.critical };
        let row = sheet.next_row();
        sheet.write(&[
            (&hook.label, &looks.strong),
            (&hook.status, status),
            (hook.service.as_deref().unwrap_or_default(), &looks.text),
            (&hook.url, &looks.text),
            ("", &looks.text),
            (&hook.endpoint, &looks.text),
            ("", &looks.text),
            (hook.off_since.as_deref().unwrap_or_default(), &looks.text),
            (&hook.id, &looks.muted),
        ])?;
        sheet.number(row, 4, hook.events.len())?;
        if let Some(millis) = hook.millis {
            sheet.seconds(row, 6, millis)?;
        }
    }
    sheet.filter(9)
}

/// A row for each event and a column for each webhook, as in the page.
fn events(page: &mut Worksheet, dossier: &Dossier, looks: &Looks) -> Result<(), XlsxError> {
    let words = &dossier.words;
    let mut widths = vec![30.0, 44.0, 62.0, 13.0];
    widths.extend(std::iter::repeat_n(5.0, dossier.webhooks.len()));
    let mut sheet = Sheet::new(page, &widths)?;
    let mut heads = vec![
        (words.group, &looks.head),
        (words.event, &looks.head),
        (words.meaning, &looks.head),
        (words.unreceived_short, &looks.head),
    ];
    heads.extend(dossier.webhooks.iter().map(|hook| (hook.label.as_str(), &looks.turned)));
    sheet.heads_of(&heads, 2, 150.0)?;
    for group in &dossier.matrix.groups {
        for event in &group.events {
            let nobody = if event.unreceived { words.nobody } else { "" };
            let mut row = vec![
                (group.name.as_str(), &looks.muted),
                (event.name.as_str(), &looks.strong),
                (event.meaning.as_str(), &looks.text),
                (nobody, &looks.mark),
            ];
            row.extend(event.cells.iter().map(|receives| match receives {
                Receives::No => ("", &looks.mark),
                Receives::Yes => ("●", &looks.yes),
                Receives::Off => ("○", &looks.off),
            }));
            sheet.write(&row)?;
        }
    }
    sheet.filter(widths.len())?;
    sheet.gap();
    for (sign, said) in [("●", words.key_receives), ("○", words.key_off), (words.nobody, words.key_nobody)] {
        sheet.write(&[(sign, &looks.mark), (said, &looks.muted)])?;
    }
    Ok(())
}

fn compared(page: &mut Worksheet, dossier: &Dossier, looks: &Looks) -> Result<(), XlsxError> {
    let Some(compared) = &dossier.compared else {
        return Ok(());
    };
    let words = &dossier.words;
    let mut sheet = Sheet::new(page, &[44.0, 11.0, 10.0, 44.0, 80.0])?;
    sheet.heads(&[compared.title.as_str(), words.severity, words.rule, words.what, words.detail], 0, &looks.head)?;
    for part in &compared.parts {
        for row in &part.rows {
            let severity = row.severity.map_or("", |severity| words.severity(severity));
            sheet.write(&[
                (part.title, &looks.text),
                (severity, row.severity.map_or(&looks.text, |severity| looks.severity(severity))),
                (row.rule.as_deref().unwrap_or_default(), &looks.text),
                (&row.what, &looks.strong),
                (&row.detail, &looks.text),
            ])?;
        }
    }
    sheet.filter(5)?;
    sheet.gap();
    sheet.write(&[(&compared.summary, &looks.muted)])
}
