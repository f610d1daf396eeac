//! The figures of the exports: 10,000 findings in each format, in time and in memory.
//!
//! A release build promises one second for each format (`benches/exports.rs` measures it). Tests are built without
//! optimisation, which is some ten to twenty times slower, on machines that do other work beside it: here the bound is
//! [`BOUND`]. It still tells a format whose time grows with the square of the findings, for which there is a second test.

#[path = "support/crowded.rs"]
mod crowded;
#[path = "support/report.rs"]
mod support;

use std::io::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use hookswitch::domain::{Dossier, ReportFormat};
use hookswitch::report::render;

use crowded::crowded;

const BOUND: Duration = Duration::from_secs(20);
/// Which format the test makes when it is run by itself, to have its memory measured.
const ALONE: &str = "HOOKSWITCH_EXPORT_ALONE";

fn time(dossier: &Dossier, format: ReportFormat) -> Duration {
    let start = Instant::now();
    assert!(!render(dossier, format).unwrap().is_empty());
    start.elapsed()
}

#[test]
fn ten_thousand_findings_are_exported_in_time() {
    let dossier = crowded(10_000);
    assert_eq!(dossier.findings.len(), 10_000);
    for format in ReportFormat::ALL {
        let took = time(&dossier, format);
        assert!(took < BOUND, "{format:?} took {took:?}");
    }
}

#[test]
fn ten_times_the_findings_take_no_hundred_times_the_time() {
    let (few, many) = (crowded(1_000), crowded(10_000));
    for format in ReportFormat::ALL {
        let least = |dossier: &Dossier| (0..3).map(|_| time(dossier, format)).min().unwrap();
        let (short, long) = (least(&few), least(&many));
        // What doesn't depend on the findings makes it less than ten times; a square would make it up to a hundred.
        assert!(long < short.max(Duration::from_millis(2)) * 30, "{format:?}: {short:?}, then {long:?}");
    }
}

/// Each format in a process of its own, as its peak counts from the process' start.
#[test]
#[cfg(target_os = "linux")]
fn an_export_needs_less_than_200_mb() {
    if let Ok(format) = std::env::var(ALONE) {
        let dossier = crowded(10_000);
        let format = ReportFormat::ALL.into_iter().find(|one| one.extension() == format).expect("a format");
        assert!(!render(&dossier, format).unwrap().is_empty());
        std::io::stdout().write_all(&std::fs::read("/proc/self/status").unwrap()).unwrap();
        return;
    }
    for format in ReportFormat::ALL {
        let test = std::env::current_exe().unwrap();
        let mut child = Command::new(test);
        child.args(["--exact", "an_export_needs_less_than_200_mb", "--nocapture"]).env(ALONE, format.extension());
        let peak = peak_of(child);
        assert!(peak < 200 * 1024, "{format:?}: {peak} KB");
        assert!(peak > 1024, "{format:?}: {peak} KB can't be right");
    }
}

/// The most memory that a program held at once, in KB: as it says itself, right before it ends.
#[cfg(target_os = "linux")]
fn peak_of(mut child: Command) -> u64 {
    let ended = child.output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    let said = String::from_utf8_lossy(&ended.stdout).into_owned();
    let line = said.lines().find_map(|line| line.split_once("VmHWM:").map(|(_, rest)| rest.to_owned()));
    line.and_then(|line| line.split_whitespace().next().and_then(|kb| kb.parse().ok())).expect("the peak is told")
}
