//! Reports as files: read back to compare with, and written.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::app::Problem;
use crate::domain::audit::Snapshot;
use crate::report::{self, NotAReport};
use crate::vault::write_new;

/// No report is larger: a file that is, is something else.
const LARGEST: u64 = 256 << 20;

/// Reads a JSON report.
pub async fn read_report(file: PathBuf) -> Result<Snapshot, Problem> {
    let read = tokio::task::spawn_blocking(move || read(&file)).await;
    read.map_err(|_crashed| Problem::Internal)?
}

fn read(file: &Path) -> Result<Snapshot, Problem> {
    let opened = File::open(file).map_err(|_missing| Problem::FileNotRead)?;
    let mut bytes = Vec::new();
    opened.take(LARGEST).read_to_end(&mut bytes).map_err(|_unread| Problem::FileNotRead)?;
    let text = String::from_utf8(bytes).map_err(|_binary| Problem::NotAReport)?;
    report::read_json(&text).map_err(|reason| match reason {
        NotAReport::Unreadable => Problem::NotAReport,
        NotAReport::Newer => Problem::ReportNewer,
    })
}

/// Writes a report over an older one: at no time is there half a file.
pub async fn write_report(file: PathBuf, bytes: Vec<u8>) -> Result<(), Problem> {
    let written = tokio::task::spawn_blocking(move || write(&file, &bytes)).await;
    written.map_err(|_crashed| Problem::Internal)?
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Problem> {
    // A device or a pipe is written to, never replaced by a file.
    let is_other = fs::metadata(file).is_ok_and(|there| !there.is_file());
    let written = if is_other { fs::write(file, bytes) } else { write_new(file, bytes) };
    written.map_err(|_reason| Problem::FileNotWritten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_report_is_told_from_what_cannot_be_read_and_from_a_newer_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("audit.json");
        assert_eq!(read(&file), Err(Problem::FileNotRead));
        for (content, problem) in [
            (&b"\xff\xfe"[..], Problem::NotAReport),
            (b"{}", Problem::NotAReport),
            (br#"{"schema":"hookswitch-audit/9.0"}"#, Problem::ReportNewer),
        ] {
            write(&file, content).unwrap();
            assert_eq!(read(&file), Err(problem));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_stays_one() {
        use std::os::unix::fs::FileTypeExt as _;
        write(Path::new("/dev/null"), b"a report").unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        let nowhere = tempfile::tempdir().unwrap().path().join("none").join("audit.json");
        assert_eq!(write(&nowhere, b"a"), Err(Problem::FileNotWritten));
    }
}
