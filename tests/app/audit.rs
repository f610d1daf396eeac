//! An audit from its start to its end, and what becomes of it when the company, the list or the day changes.

use hookswitch::domain::audit::Rule;

use crate::audited::*;
use crate::hand::*;

fn progress(request: RequestId, progress: AuditProgress) -> AuditEvent {
    AuditEvent::Progress { request, progress }
}

fn endpoints(app: &App) -> Endpoints {
    match app.audit_command() {
        AuditCommand::Run { endpoints, .. } => *endpoints,
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_asks_for_the_open_company_once() {
    let mut app = App::showing(&four());
    app.audit(AuditAction::Start);
    let AuditCommand::Run { target, company, endpoints, proxy, .. } = app.audit_command() else {
        panic!("{:?}", app.commands)
    };
    assert_eq!((target, company.as_str()), (&Target::Profile(ProfileId::new("acme")), "Acme"));
    assert_eq!((*endpoints, proxy), (Endpoints::Public, &ProxyChoice::System));
    app.audit(AuditAction::Start);
    assert_eq!(app.commands, [], "one is under way");
}

#[test]
fn the_check_of_the_endpoints_can_be_switched_off() {
    let mut app = App::showing(&four());
    app.audit(AuditAction::SetEndpoints(false)).audit(AuditAction::Start);
    assert_eq!(endpoints(&app), Endpoints::Skip);
}

#[test]
fn it_needs_an_open_company() {
    let mut app = App::empty();
    app.audit(AuditAction::Start);
    assert_eq!((app.commands.as_slice(), &app.model.audit.running), (&[][..], &None));
    app.act(Action::Go(Place::Audit));
    assert_eq!(app.model.place, Place::Welcome);
}

#[test]
fn its_progress_names_the_endpoints_that_have_not_answered() {
    let mut app = App::showing(&four());
    let request = app.audit(AuditAction::Start).request();
    app.told(progress(request, AuditProgress::Reading { read: 2, total: Some(4) }));
    assert_eq!(app.model.audit.running.as_ref().unwrap().read, Some((2, Some(4))));
    let all = ["alpha", "beta", "gamma"].map(id).to_vec();
    app.told(progress(request, AuditProgress::Checking { endpoints: all }));
    let one = AuditProgress::Checked { webhooks: vec![id("beta"), id("delta")], check: answered("beta.example", 200) };
    app.told(progress(request, one));
    let running = app.model.audit.running.as_ref().unwrap();
    assert_eq!((running.done, running.of), (1, Some(3)));
    let names: Vec<&str> = running.looking.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Alpha", "Gamma"]);
}

#[test]
fn an_endpoint_whose_webhook_is_new_to_the_window_is_named_too() {
    let mut app = App::showing(&[]);
    let request = app.audit(AuditAction::Start).request();
    app.told(progress(request, AuditProgress::Checking { endpoints: vec![id("alpha")] }));
    assert_eq!(app.model.audit.running.as_ref().unwrap().looking, [("alpha".to_owned(), id("alpha"))]);
}

#[test]
fn a_cancelled_one_leaves_what_was_there_and_its_answers_are_dropped() {
    let mut app = App::audited(&four());
    let old = app.model.audit.run.clone();
    let request = app.audit(AuditAction::Start).request();
    app.audit(AuditAction::Cancel);
    assert_eq!(app.commands, [Command::Cancel { request }]);
    assert_eq!(app.model.audit.running, None);
    app.told(progress(request, AuditProgress::Checking { endpoints: vec![id("alpha")] }));
    app.told(AuditEvent::Finished { request, result: Ok(Box::new(run(&four()[..1]))) });
    assert_eq!((app.model.audit.run.clone(), &app.model.audit.running), (old, &None));
    app.audit(AuditAction::Cancel);
    assert_eq!(app.commands, []);
}

#[test]
fn a_late_answer_of_an_overtaken_audit_does_not_end_the_new_one() {
    let mut app = App::showing(&four());
    let first = app.audit(AuditAction::Start).request();
    let second = app.audit(AuditAction::Cancel).audit(AuditAction::Start).request();
    app.told(AuditEvent::Finished { request: first, result: Err(Problem::Cancelled) });
    assert_eq!(app.model.audit.running.as_ref().map(|running| running.request), Some(second));
}

#[test]
fn another_company_stops_it_and_shows_nothing_of_it() {
    let mut app = App::audited(&four());
    app.audit(AuditAction::SetEndpoints(false)).audit(AuditAction::SetTab(AuditTab::Matrix));
    let request = app.audit(AuditAction::Start).request();
    app.act(Action::OpenProfile(ProfileId::new("bolt")));
    assert!(app.commands.contains(&Command::Cancel { request }), "{:?}", app.commands);
    app.open().read(&four()[..1]);
    app.told(AuditEvent::Finished { request, result: Ok(Box::new(run(&four()))) });
    let audit = &app.model.audit;
    assert_eq!((audit.run.is_none(), audit.dossier.is_none(), audit.groups.len()), (true, true, 0));
    assert_eq!((audit.tab, audit.changed.len(), app.listed()), (AuditTab::Findings, 0, 1));
    assert!(!audit.endpoints, "how endpoints are treated is the user's habit, not the company's");
}

#[test]
fn a_failure_keeps_the_old_one_and_a_new_start_clears_it() {
    let mut app = App::audited(&four());
    let before = app.found().len();
    app.audit_ends(Err(Problem::Offline));
    assert_eq!((&app.model.audit.problem, app.found().len()), (&Some(Problem::Offline), before));
    app.audit(AuditAction::Start);
    assert_eq!((&app.model.audit.problem, app.model.audit.run.is_some()), (&None, true));
}

#[test]
fn one_that_cannot_be_remembered_is_shown_and_said() {
    let mut app = App::showing(&four());
    let trouble = Some(Problem::Internal);
    app.audit_ends(Ok(AuditRun { trouble, ..run(&four()) }));
    assert_eq!(app.said(), text::problem(&Problem::Internal));
    assert!(app.model.audit.run.is_some());
}

#[test]
fn its_end_is_said_on_its_page_and_shown_the_way_to_elsewhere() {
    let mut app = App::showing(&four());
    app.audit_ends(Ok(run(&four())));
    let notice = app.model.notice.clone().unwrap();
    assert_eq!(notice.offer, Some((text::show_audit().to_owned(), Action::Go(Place::Audit))));
    app.act(Action::Go(Place::Audit)).audit_ends(Ok(run(&four())));
    let notice = app.model.notice.clone().unwrap();
    assert!(notice.offer.is_none() && notice.text.contains("2 of them are deactivated"), "{}", notice.text);
}

#[test]
fn an_old_trouble_does_not_hide_that_it_has_ended() {
    let mut app = App::showing(&four());
    app.hear(Event::Done(Err(Problem::Offline)));
    app.audit_ends(Ok(run(&four())));
    assert!(app.said().starts_with("Audit finished"), "{}", app.said());
}

#[test]
fn the_list_that_it_read_is_shown_where_it_is_newer() {
    let mut app = App::showing(&four()[..1]);
    app.audit_ends(Ok(run(&four())));
    assert_eq!((app.listed(), app.rows().len()), (4, 4));
    assert!(app.model.view.changed.contains_key(&id("gamma")), "what changed meanwhile is marked");
    app.read_again(&four()[..2], AUDITED + 1).audit_ends(Ok(run(&four())));
    assert_eq!(app.listed(), 2, "it is older than what is there");
}

#[test]
fn a_list_that_is_being_read_is_waited_for() {
    let mut app = App::showing(&four()[..1]);
    let reading = app.act(Action::Refresh).request();
    app.audit_ends(Ok(run(&four())));
    assert_eq!((app.listed(), app.model.list.is_loading()), (1, true));
    app.hear(Event::WebhooksRead { request: reading, result: Ok(listing(&four()[..3])) });
    assert_eq!(app.listed(), 3);
}

#[test]
fn what_changed_since_is_known_by_webhook() {
    let mut app = App::audited(&four());
    assert_eq!(app.model.audit.changed.len(), 0);
    let mut now = vec![hook("Alpha", true), hook("Beta", true), hook("Gamma", true), hook("Epsilon", true)];
    now[1].name = Some("Bravo".to_owned());
    app.read_again(&now, AUDITED + 5);
    let changed: Vec<&str> = app.model.audit.changed.iter().map(WebhookId::as_str).collect();
    assert_eq!(changed, ["delta", "epsilon", "gamma"], "gone, new, switched on; a new name alone mends nothing");
    let lines = app.model.audit.groups.iter().flat_map(|group| &group.lines);
    let marked = lines.filter(|line| line.changed).all(|line| line.words.key.0.contains("lta") || line.changed);
    assert!(marked);
    let gamma = key(Rule::Deactivated, "gamma");
    let line = app.model.audit.groups[0].lines.iter().find(|line| line.words.key == gamma).unwrap();
    assert!(line.changed);
    app.audit_ends(Ok(run(&now)));
    assert_eq!(app.model.audit.changed.len(), 0);
}

#[test]
fn a_change_in_this_window_shows_at_once() {
    let mut app = App::audited(&four());
    app.audit(AuditAction::Mend(key(Rule::Deactivated, "gamma")));
    let (was, left) = (four()[2].clone(), hook("Gamma", true));
    app.send_one(Outcome::Done, &was, Some(&left));
    assert!(app.model.audit.changed.contains(&id("gamma")), "{:?}", app.model.audit.changed);
}

#[test]
fn private_addresses_are_asked_about_and_only_looked_at_after_a_yes() {
    let hooks = four();
    let checks = Checks::from([
        (id("alpha"), private("alpha.example")),
        (id("beta"), answered("beta.example", 200)),
        (id("gamma"), answered("gamma.example", 200)),
        (id("delta"), private("delta.example")),
    ]);
    let mut app = App::audited_as(&hooks, run_with(&hooks, Some(&checks), None));
    assert_eq!(app.model.audit.unchecked(), 2);
    app.audit(AuditAction::AskPrivate);
    let mut labels = vec!["Alpha".to_owned(), "Delta".to_owned()];
    let Some(Dialog::PrivateEndpoints { labels: asked }) = app.model.dialog.clone() else { panic!("no question") };
    labels.sort();
    assert_eq!((asked, app.commands.len()), (labels, 0));
    app.act(Action::CloseDialog);
    assert_eq!((app.commands.len(), app.model.audit.running.is_none()), (0, true));
    app.audit(AuditAction::AskPrivate).audit(AuditAction::StartPrivate);
    assert_eq!((endpoints(&app), app.model.dialog.is_none()), (Endpoints::All, true));
}

#[test]
fn nothing_is_asked_where_no_address_is_private() {
    let mut app = App::audited(&four());
    app.audit(AuditAction::AskPrivate);
    assert_eq!(app.model.dialog, None);
}

#[test]
fn the_yes_counts_only_where_it_was_asked() {
    let mut app = App::showing(&four());
    app.audit(AuditAction::StartPrivate);
    assert_eq!(app.commands, []);
}
