//! Where a report goes, and in which format: to the output, or to a file.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use crate::app::{Problem, text};
use crate::cli::args::{AuditArgs, Global};
use crate::cli::output;
use crate::cli::stop::Stop;
use crate::domain::{Dossier, ReportFormat};
use crate::report::render;
use crate::worker::audit::write_report;

pub struct Destination {
    format: ReportFormat,
    /// `None`: the output.
    file: Option<PathBuf>,
}

impl Destination {
    /// Refuses what can't be right.
    pub fn of(global: &Global, args: &AuditArgs) -> Result<Self, Stop> {
        let named: Option<ReportFormat> = args.format.map(Into::into);
        let json = global.json.then_some(ReportFormat::Json);
        if json.is_some() && named.is_some_and(|named| named != ReportFormat::Json) {
            return Err(Stop::Usage(text::json_and_format().to_owned()));
        }
        let by_name = args.output.as_deref().and_then(by_name);
        let given = named.is_some() || json.is_some();
        if let Some(end) = args.output.as_deref().filter(|_| !given && by_name.is_none()).and_then(Path::extension) {
            let end = output::plain(&end.to_string_lossy());
            return Err(Stop::Usage(text::no_such_format(&end)));
        }
        let format = named.or(json).or(by_name).unwrap_or(ReportFormat::Text);
        let file = args.output.clone();
        if args.all_profiles {
            let others = global.demo || global.profile.is_some() || global.api_url.is_some() || args.against.is_some();
            if others {
                return Err(Stop::Usage(text::all_profiles_alone().to_owned()));
            }
            if file.is_none() && !matches!(format, ReportFormat::Text | ReportFormat::Json) {
                return Err(Stop::Usage(text::all_profiles_want_a_file(format)));
            }
        }
        if format == ReportFormat::Xlsx && file.is_none() && io::stdout().is_terminal() {
            return Err(Stop::Usage(text::xlsx_to_terminal().to_owned()));
        }
        Ok(Self { format, file })
    }

    /// The report of the only company.
    pub async fn put(&self, dossier: &Dossier) -> Result<(), Stop> {
        let bytes = self.rendered(dossier)?;
        match &self.file {
            Some(file) => write(file.clone(), bytes).await,
            None => print(&bytes),
        }
    }

    pub fn several(&self) -> Several<'_> {
        Several { destination: self, names: BTreeSet::new(), reports: Vec::new(), printed: false }
    }

    fn rendered(&self, dossier: &Dossier) -> Result<Vec<u8>, Stop> {
        render(dossier, self.format).map_err(|_not_rendered| Problem::Internal.into())
    }
}

/// The reports of several companies.
pub struct Several<'a> {
    destination: &'a Destination,
    /// Of the files that were written, in small letters: some disks take large and small ones for the same.
    names: BTreeSet<String>,
    /// JSON that is still to be printed.
    reports: Vec<String>,
    printed: bool,
}

impl Several<'_> {
    pub async fn add(&mut self, company: &str, dossier: &Dossier) -> Result<(), Stop> {
        let bytes = self.destination.rendered(dossier)?;
        if let Some(file) = &self.destination.file {
            let file = named(file, company, &mut self.names);
            return write(file, bytes).await;
        }
        if self.destination.format == ReportFormat::Json {
            let report = String::from_utf8(bytes).map_err(|_never| Problem::Internal)?;
            self.reports.push(report.trim_end().to_owned());
            return Ok(());
        }
        let gap: &[u8] = if std::mem::replace(&mut self.printed, true) { b"\n\n" } else { b"" };
        print(&[gap, &bytes].concat())
    }

    /// Prints what could only be printed together.
    pub fn end(self) -> Result<(), Stop> {
        if self.destination.file.is_some() || self.destination.format != ReportFormat::Json {
            return Ok(());
        }
        print(format!("[\n{}\n]\n", self.reports.join(",\n")).as_bytes())
    }
}

fn print(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

async fn write(file: PathBuf, bytes: Vec<u8>) -> Result<(), Stop> {
    let told = file.to_string_lossy().into_owned();
    write_report(file, bytes).await?;
    output::note(&output::plain(&text::audit_written(&told)));
    Ok(())
}

fn by_name(file: &Path) -> Option<ReportFormat> {
    let end = file.extension().and_then(OsStr::to_str)?.to_ascii_lowercase();
    if end == "htm" {
        return Some(ReportFormat::Html);
    }
    ReportFormat::ALL.into_iter().find(|format| format.extension() == end)
}

/// `report.html` of Acme Ltd: `report-Acme-Ltd.html`. Never a name twice, whatever the companies are called.
fn named(file: &Path, company: &str, taken: &mut BTreeSet<String>) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let end = file.extension().map(|end| format!(".{}", end.to_string_lossy())).unwrap_or_default();
    let words: Vec<&str> = company.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let company: String = words.join("-").chars().take(60).collect();
    let mut number = 1_usize;
    let name = loop {
        let name = match (company.is_empty(), number) {
            (false, 1) => format!("{stem}-{company}{end}"),
            (false, number) => format!("{stem}-{company}-{number}{end}"),
            (true, number) => format!("{stem}-{number}{end}"),
        };
        if taken.insert(name.to_lowercase()) {
            break name;
        }
        number += 1;
    };
    file.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_name_tells_the_format() {
        assert_eq!(by_name(Path::new("a/Report.HTML")), Some(ReportFormat::Html));
        assert_eq!(by_name(Path::new("report.xlsx")), Some(ReportFormat::Xlsx));
        assert_eq!(by_name(Path::new("report.txt")), Some(ReportFormat::Text));
        assert_eq!((by_name(Path::new("report.pdf")), by_name(Path::new("json"))), (None, None));
    }

    #[test]
    fn every_company_gets_a_file_of_its_own_in_the_same_folder() {
        let mut taken = BTreeSet::new();
        let names: Vec<_> = ["Acme Ltd", "ACME/ltd", "../../etc/passwd", "窓口", "…", "???"]
            .map(|company| named(Path::new("out/report.html"), company, &mut taken))
            .iter()
            .map(|path| path.to_str().unwrap().to_owned())
            .collect();
        assert_eq!(
            names,
            [
                "out/report-Acme-Ltd.html",
                "out/report-ACME-ltd-2.html",
                "out/report-etc-passwd.html",
                "out/report-窓口.html",
                "out/report-1.html",
                "out/report-2.html"
            ]
        );
    }
}
