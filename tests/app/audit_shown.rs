//! What the audit's page shows of its findings: filters, search, by webhook, compared, accepted, exported.

use hookswitch::domain::audit::{FindingKey, Rule, Severity};

use crate::audited::*;
use crate::hand::*;

fn only(app: &mut App, filter: AuditFilter) -> Vec<String> {
    app.audit(AuditAction::SetFilter(Some(filter)));
    app.found().into_iter().map(str::to_owned).collect()
}

fn search(app: &mut App, words: &str) -> usize {
    app.model.audit.search = words.to_owned();
    app.audit(AuditAction::Edited).found().len()
}

/// Alpha and Beta before; since then Gamma came, Beta went, and Alpha receives more.
fn later() -> (Vec<Webhook>, AuditRun) {
    let before = run(&four()[..2]);
    let mut alpha = hook("Alpha", true);
    alpha.events.insert(EventName::new("call.created"));
    let hooks = vec![alpha, hook("Gamma", false)];
    let now = run_with(&hooks, None, Some(snapshot(&before)));
    (hooks, now)
}

fn accept_gamma(app: &mut App) -> FindingKey {
    let gamma = key(Rule::Deactivated, "gamma");
    app.audit(AuditAction::AskAccept(gamma.clone()));
    gamma
}

fn form(app: &mut App) -> &mut AcceptForm {
    match &mut app.model.dialog {
        Some(Dialog::AcceptFinding(form)) => form,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_severity_can_be_shown_alone() {
    let mut app = App::audited(&four());
    let all = app.found().len();
    let parts: Vec<usize> =
        Severity::ALL.into_iter().map(|severity| only(&mut app, AuditFilter::Severity(severity)).len()).collect();
    assert_eq!(parts.iter().sum::<usize>(), all);
    assert!(parts.iter().filter(|part| **part > 0).count() > 1, "{parts:?}");
    let counted: Vec<usize> =
        Severity::ALL.into_iter().map(|severity| app.model.audit.dossier.as_ref().unwrap().count(severity)).collect();
    assert_eq!(parts, counted, "the tiles count what they show");
    app.audit(AuditAction::SetFilter(None));
    assert_eq!(app.found().len(), all);
}

#[test]
fn a_search_narrows_by_every_word_in_any_case() {
    let mut app = App::audited(&four());
    let all = app.found().len();
    let gamma = search(&mut app, "gamma");
    assert!(gamma > 0 && gamma < all);
    assert!(app.found().iter().all(|key| key.contains("gamma")), "{:?}", app.found());
    assert_eq!(search(&mut app, " GAMMA  "), gamma);
    assert!(search(&mut app, &format!("gamma {}", Rule::Deactivated.id())) >= 1);
    assert_eq!(search(&mut app, "gamma beta"), 0);
    assert_eq!(search(&mut app, "verysecret"), 0, "what isn't shown isn't found");
    assert_eq!(search(&mut app, ""), all);
}

#[test]
fn by_webhook_a_finding_on_two_stands_with_both() {
    let mut app = App::audited(&twins());
    app.audit(AuditAction::SetTab(AuditTab::Webhooks));
    let identical = key(Rule::Identical, "again,alpha");
    let with: Vec<&str> = app
        .model
        .audit
        .groups
        .iter()
        .filter(|group| group.lines.iter().any(|line| line.words.key == identical))
        .filter_map(|group| group.heading.as_deref())
        .collect();
    assert_eq!(with.len(), 2, "{with:?}");
    assert!(with.contains(&"Alpha") && with.contains(&"Again"));
}

#[test]
fn two_webhooks_of_one_name_are_two_groups() {
    let mut hooks = four();
    hooks[1].name = Some("Alpha".to_owned());
    let mut app = App::audited(&hooks);
    app.audit(AuditAction::SetTab(AuditTab::Webhooks));
    let alphas = app.model.audit.groups.iter().filter(|group| group.heading.as_deref() == Some("Alpha")).count();
    assert_eq!(alphas, 2);
}

#[test]
fn the_unchecked_are_their_own_filter() {
    let mut app = App::audited(&four());
    assert_eq!(app.model.audit.unchecked(), 4, "the check was switched off");
    assert_eq!(only(&mut app, AuditFilter::Unchecked).len(), 0, "no finding is one of them");
}

#[test]
fn what_is_new_since_the_last_audit_is_told_apart() {
    let (hooks, run) = later();
    let mut app = App::audited_as(&hooks, run);
    let comparison = app.model.audit.comparison.clone().unwrap();
    assert_eq!((comparison.added.len(), comparison.removed.len(), comparison.changed.len()), (1, 1, 1));
    assert_eq!(comparison.changed[0].gained, events(&["call.created"]));
    let gamma = key(Rule::Deactivated, "gamma");
    let new = only(&mut app, AuditFilter::New);
    assert!(new.contains(&gamma.0) && !new.iter().any(|key| key.ends_with(":alpha") && key.starts_with("AWH-4")));
    assert_eq!(app.model.audit.new_findings(), Some(new.len()));
}

#[test]
fn without_an_audit_before_nothing_is_new() {
    let mut app = App::audited(&four());
    assert_eq!((app.model.audit.new_findings(), app.model.audit.comparison.is_none()), (None, true));
    let all = app.found().len();
    assert_eq!(only(&mut app, AuditFilter::New).len(), all, "a filter that could only hide all isn't taken");
    assert_eq!(app.model.audit.filter, None);
}

#[test]
fn a_report_from_a_file_is_compared_with_and_given_up_again() {
    let (hooks, run_now) = later();
    let mut app = App::audited_as(&hooks, run_now);
    let last = app.model.audit.comparison.clone();
    let request = app.audit(AuditAction::OpenReport).request();
    app.audit(AuditAction::OpenReport);
    assert_eq!(app.commands, [], "one choice of a file at a time");
    let file = Box::new(snapshot(&run(&four())));
    app.told(AuditEvent::ReportRead { request, result: Ok(Some(file)) });
    assert_eq!(app.model.audit.tab, AuditTab::Compared);
    let comparison = app.model.audit.comparison.clone().unwrap();
    assert_eq!((comparison.added.len(), comparison.removed.len()), (0, 2));
    let AuditCommand::Export { dossier, .. } = app.audit(AuditAction::Export(ReportFormat::Json)).audit_command()
    else {
        panic!("{:?}", app.commands)
    };
    assert!(dossier.compared.is_some());
    app.audit(AuditAction::CompareWithLast);
    assert_eq!(app.model.audit.comparison, last);
}

#[test]
fn a_report_that_cannot_be_read_is_said_and_changes_nothing() {
    let mut app = App::audited(&four());
    for (result, said) in
        [(Err(Problem::Internal), text::problem(&Problem::Internal)), (Ok(None), text::problem(&Problem::Internal))]
    {
        let request = app.audit(AuditAction::OpenReport).request();
        app.told(AuditEvent::ReportRead { request, result });
        assert_eq!((app.said(), app.model.audit.tab), (&*said, AuditTab::Findings));
    }
}

#[test]
fn a_report_chosen_for_another_company_is_dropped() {
    let mut app = App::audited(&four());
    let request = app.audit(AuditAction::OpenReport).request();
    app.act(Action::OpenProfile(ProfileId::new("bolt")));
    app.open().read(&four());
    app.told(AuditEvent::ReportRead { request, result: Ok(Some(Box::new(snapshot(&run(&four()))))) });
    assert_eq!((app.model.audit.against.is_none(), app.model.audit.tab), (true, AuditTab::Findings));
}

#[test]
fn accepting_wants_a_reason_and_a_day_to_come() {
    let mut app = App::audited(&four());
    let gamma = accept_gamma(&mut app);
    assert_eq!(form(&mut app).until, "2026-01-07", "90 days are offered");
    app.audit(AuditAction::Accept);
    assert_eq!(app.commands, [], "no reason");
    form(&mut app).reason = "  Until the move  ".to_owned();
    for wrong in ["2025-10-08", "next week", ""] {
        form(&mut app).until = wrong.to_owned();
        app.audit(AuditAction::Accept);
        assert_eq!(app.commands, [], "{wrong}");
    }
    app.audit(AuditAction::AcceptFor(30)).audit(AuditAction::Accept);
    let AuditCommand::Accept { acceptance, .. } = app.audit_command().clone() else { panic!("{:?}", app.commands) };
    assert_eq!((acceptance.reason.as_str(), acceptance.until.to_string().as_str()), ("Until the move", "2025-11-08"));
    assert_eq!((&acceptance.finding, acceptance.labels.as_str()), (&gamma, "Gamma"));
    assert!(app.shows(&gamma), "not before it is kept");
}

#[test]
fn an_accepted_finding_is_listed_apart_until_its_day_is_past_or_it_is_brought_back() {
    let mut app = App::audited(&four());
    let gamma = key(Rule::Deactivated, "gamma");
    let pressing = app.model.audit.pressing().unwrap();
    let target = app.model.open.clone().unwrap();
    let kept = vec![acceptance(&gamma, "2025-10-10")];
    app.told(AuditEvent::Accepted { target: target.clone(), result: Ok(kept) });
    assert_eq!(app.said(), text::acceptance_changed(true));
    assert!(!app.shows(&gamma));
    assert_eq!(app.model.audit.pressing(), Some(pressing - 1));
    app.audit(AuditAction::SetTab(AuditTab::Accepted));
    assert_eq!(app.found(), [gamma.0.as_str()]);
    app.audit(AuditAction::BringBack(gamma.clone()));
    assert_eq!(*app.audit_command(), AuditCommand::TakeBack { target: target.clone(), finding: gamma.clone() });
    app.told(AuditEvent::Accepted { target, result: Ok(Vec::new()) });
    assert_eq!((app.said(), app.found().len()), (text::acceptance_changed(false), 0));
    app.audit(AuditAction::SetTab(AuditTab::Findings));
    assert!(app.shows(&gamma));
}

#[test]
fn a_finding_is_back_when_its_day_is_past_with_the_window_left_open() {
    let gamma = key(Rule::Deactivated, "gamma");
    let accepted = vec![acceptance(&gamma, "2025-10-09")];
    let mut app = App::audited_as(&four(), AuditRun { accepted, ..run(&four()) });
    assert!(!app.shows(&gamma), "it holds on its last day");
    app.later(86_400);
    assert!(app.shows(&gamma));
}

#[test]
fn an_acceptance_that_cannot_be_kept_is_said_and_not_shown() {
    let mut app = App::audited(&four());
    let gamma = key(Rule::Deactivated, "gamma");
    let target = app.model.open.clone().unwrap();
    app.told(AuditEvent::Accepted { target, result: Err(Problem::Internal) });
    assert!(app.shows(&gamma) && app.said() == text::problem(&Problem::Internal));
    let kept = vec![acceptance(&gamma, "2026-01-01")];
    app.told(AuditEvent::Accepted { target: Target::Demo, result: Ok(kept) });
    assert!(app.shows(&gamma), "of another company");
}

#[test]
fn an_export_is_named_after_company_day_and_format() {
    let mut app = App::audited(&four());
    app.audit(AuditAction::AskExport);
    assert_eq!(app.model.dialog, Some(Dialog::ExportReport));
    for format in ReportFormat::ALL {
        let AuditCommand::Export { request, name, format: asked, dossier } =
            app.audit(AuditAction::Export(format)).audit_command().clone()
        else {
            panic!("{:?}", app.commands)
        };
        assert_eq!(name, format!("Acme webhook audit 2025-10-09.{}", format.extension()));
        assert_eq!((asked, dossier.company.as_str(), app.model.dialog.is_none()), (format, "Acme", true));
        assert!(!format!("{dossier:?}").contains("verysecret"));
        app.audit(AuditAction::Export(format));
        assert_eq!(app.commands, [], "one at a time");
        app.hear(Event::Exported { request, result: Ok(Some("report".to_owned())) });
        assert_eq!(app.said(), text::exported("report"));
    }
}

#[test]
fn without_an_audit_nothing_is_exported_or_compared() {
    let mut app = App::showing(&four());
    for action in
        [AuditAction::AskExport, AuditAction::Export(ReportFormat::Html), AuditAction::OpenReport, AuditAction::Accept]
    {
        app.audit(action);
        assert_eq!((app.commands.as_slice(), &app.model.dialog), (&[][..], &None));
    }
}

#[test]
fn a_finding_unfolds_and_folds() {
    let mut app = App::audited(&four());
    let gamma = key(Rule::Deactivated, "gamma");
    app.audit(AuditAction::Toggle(gamma.clone()));
    assert!(app.model.audit.open.contains(&gamma));
    app.audit(AuditAction::Toggle(gamma));
    assert!(app.model.audit.open.is_empty());
}
