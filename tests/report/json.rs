//! JSON: held to its schema, and read back.

use hookswitch::domain::ReportFormat;
use hookswitch::report::{NotAReport, SCHEMA, read_json};
use serde_json::{Value, json};

use super::support::{TODAY, company};
use super::{dossier_of, text_of};

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    jsonschema::draft202012::meta::validate(&schema).expect("the schema is one itself");
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn report(count: usize) -> Value {
    serde_json::from_str(&text_of(&dossier_of(count), ReportFormat::Json)).unwrap()
}

#[test]
fn reports_are_as_the_schema_says() {
    let mut run = company(24);
    run.before = None;
    run.audit.checks.clear();
    let without = hookswitch::app::dossier::dossier(&run, TODAY);
    let without: Value = serde_json::from_str(&text_of(&without, ReportFormat::Json)).unwrap();
    assert!(without.get("compared").is_none());
    for report in [report(24), report(10), report(100), without] {
        let validator = validator();
        let faults: Vec<String> = validator.iter_errors(&report).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let validator = validator();
    let good = report(24);
    let top = ["schema", "company", "audited_at", "app", "limits", "webhooks", "findings", "summary", "unchecked"];
    for field in top {
        let mut wrong = good.clone();
        wrong.as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&wrong), "without {field}");
    }
    let of_a_finding = ["rule", "severity", "webhook_id", "title", "evidence", "why", "fix", "key", "accepted"];
    for field in of_a_finding {
        let mut wrong = good.clone();
        wrong["findings"][0].as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&wrong), "a finding without {field}");
    }
    for (at, value) in [
        ("/schema", json!("hookswitch-audit/2.0")),
        ("/audited_at", json!("yesterday")),
        ("/limits", json!([])),
        ("/findings/0/severity", json!("grave")),
        ("/findings/0/rule", json!("AWH-1")),
        ("/webhooks/0/active", json!("yes")),
        ("/webhooks/0/endpoint/answer_ms", json!(-1)),
        ("/summary/critical", json!("2")),
    ] {
        let mut wrong = good.clone();
        *wrong.pointer_mut(at).unwrap_or_else(|| panic!("{at} is there")) = value;
        assert!(!validator.is_valid(&wrong), "{at}");
    }
    let mut more = good;
    more["of_a_later_version"] = json!({"x": 1});
    assert!(validator.is_valid(&more), "a field more is no fault");
}

#[test]
fn a_report_is_read_back_as_what_is_kept_of_it() {
    let dossier = dossier_of(24);
    let text = text_of(&dossier, ReportFormat::Json);
    assert_eq!(read_json(&text), Ok(dossier.snapshot()));
    assert_eq!(read_json(&format!("\u{feff}{text}")), Ok(dossier.snapshot()), "with an editor's mark");
    let mut later = report(24);
    later["schema"] = json!("hookswitch-audit/1.7");
    later["new"] = json!([1]);
    later["webhooks"][0]["new"] = json!("x");
    later["findings"][0]["new"] = json!(null);
    assert_eq!(read_json(&later.to_string()), Ok(dossier.snapshot()));
}

#[test]
fn what_is_no_report_is_refused_with_its_reason() {
    let with = |schema: &str| {
        let mut report = report(1);
        report["schema"] = json!(schema);
        read_json(&report.to_string()).map(|_| ())
    };
    assert_eq!(with("hookswitch-audit/1.0"), Ok(()));
    assert_eq!(with("hookswitch-audit/2.0"), Err(NotAReport::Newer));
    assert_eq!(with("hookswitch-audit/99999999999.0"), Err(NotAReport::Newer));
    for wrong in ["hookswitch-audit/0.9", "hookswitch-audit/1", "hookswitch-audit/", "other/1.0", "", "1.0"] {
        assert_eq!(with(wrong), Err(NotAReport::Unreadable), "{wrong}");
    }
    assert_eq!(read_json(r#"{"schema": "hookswitch-audit/3.1"}"#), Err(NotAReport::Newer), "whatever its shape");
    for wrong in ["", "{}", "[]", "null", "<html>", r#"{"schema": 1}"#, r#"{"schema": "hookswitch-audit/1.0"}"#] {
        assert_eq!(read_json(wrong).map(|_| ()), Err(NotAReport::Unreadable), "{wrong}");
    }
    let mut undated = report(1);
    undated["audited_at"] = json!("2026-13-40");
    assert_eq!(read_json(&undated.to_string()).map(|_| ()), Err(NotAReport::Unreadable));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        let _read = read_json(&text);
    }

    #[test]
    fn no_damage_makes_it_panic(at in 0_usize..20_000, with in ".{0,3}") {
        let mut text = text_of(&dossier_of(3), ReportFormat::Json);
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        text.truncate(at);
        text.push_str(&with);
        let _read = read_json(&text);
    }
}
