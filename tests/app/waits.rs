//! What takes longer than 0.3 seconds is told, with what is waited for; what takes less shows nothing.

use hookswitch::app::audit::{AuditAction, AuditEvent};
use hookswitch::app::safe::SafeAction;
use hookswitch::app::waits::{WaitLine, is_long};
use jiff::SignedDuration;

use crate::hand::*;

fn line(app: &App) -> Option<String> {
    app.model.wait_line().map(|line| line.words)
}

/// Acme is open, and all that was asked is answered.
fn quiet() -> App {
    let mut app = App::showing(&four());
    app.hear(Event::SettingsSaved(Ok(()))).hear(Event::SettingsSaved(Ok(())));
    assert_eq!(app.model.wait_line(), None);
    app
}

fn millis(app: &mut App, millis: i64) {
    let now = at(0) + SignedDuration::from_millis(millis);
    app.commands = app.model.update(Msg::Now(now));
}

#[test]
fn three_tenths_of_a_second_are_long() {
    let after = |millis| is_long(at(0), at(0) + SignedDuration::from_millis(millis));
    assert_eq!([after(-1000), after(0), after(299), after(300)], [false, false, false, true]);
}

#[test]
fn a_quick_answer_shows_nothing_and_a_slow_one_what_is_waited_for() {
    let mut app = quiet();
    app.act(Action::Refresh);
    let request = app.request();
    assert_eq!((line(&app), app.model.wakes_in()), (None, Some(std::time::Duration::from_millis(300))));
    millis(&mut app, 299);
    assert_eq!(line(&app), None);
    millis(&mut app, 300);
    let shown = WaitLine { words: "Reading webhooks…".into(), cancel: Some(request) };
    assert_eq!(app.model.wait_line(), Some(shown));
    app.hear(Event::ReadProgress { request, read: 50, total: Some(100) });
    assert_eq!(line(&app).as_deref(), Some("Reading webhooks, 50 of 100…"));
    app.hear(Event::Waiting { target: None, wait: Some(Wait::RateLimited { seconds: 9 }) });
    assert_eq!(line(&app).as_deref(), Some("Aircall asks us to wait. Going on in 9 s"));
    app.act(Action::Safe(SafeAction::StopWait(request)));
    assert_eq!(app.commands, [Command::Cancel { request }]);
    app.hear(Event::WebhooksRead { request, result: Err(Problem::Cancelled) });
    assert_eq!((line(&app), app.rows().len()), (None, 4));
}

#[test]
fn every_wait_without_a_page_of_its_own_is_told_at_the_lower_edge() {
    let token = Action::CopyToken(id("alpha"));
    let cases: [(&[Action], &str, bool, Event); 4] = [
        (&[token], text::waiting_for_clipboard(), false, Event::Copied { what: Copied::Token, result: Ok(()) }),
        (
            &[Action::ConnectAnother, Action::Paste(Pasting::Token)],
            text::waiting_for_clipboard(),
            false,
            Event::Pasted { into: Pasting::Token, result: Err(Problem::ClipboardFailed) },
        ),
        (&[Action::SetTheme(ThemeChoice::Dark)], text::saving_settings(), false, Event::SettingsSaved(Ok(()))),
        (
            &[Action::SetReadOnly(profile("Bolt").id, true)],
            text::saving_settings(),
            false,
            Event::SettingsSaved(Ok(())),
        ),
    ];
    for (actions, words, stops, answer) in cases {
        let mut app = quiet();
        for action in actions {
            app.act(action.clone());
        }
        assert_eq!(line(&app), None);
        millis(&mut app, 300);
        let shown = app.model.wait_line().unwrap();
        assert_eq!((shown.words.as_str(), shown.cancel.is_some()), (words, stops));
        app.hear(answer);
        assert_eq!(app.model.wait_line(), None, "{words}");
    }
}

#[test]
fn the_dialog_for_a_file_can_be_given_up() {
    let mut app = quiet();
    app.history(&[record(1, ChangeKind::Create, None, Some(&four()[0]))], &[]).act(Action::ExportHistory);
    let request = app.request();
    millis(&mut app, 1000);
    assert_eq!(line(&app).as_deref(), Some(text::waiting_for_file()));
    app.act(Action::Safe(SafeAction::StopWait(request)));
    assert_eq!((app.commands.as_slice(), line(&app)), (&[Command::Cancel { request }][..], None));
    app.hear(Event::Exported { request, result: Err(Problem::Cancelled) });

    let mut app = App::audited(&four());
    app.hear(Event::SettingsSaved(Ok(()))).act(Action::Audit(AuditAction::OpenReport));
    let request = app.request();
    app.later(1000);
    assert_eq!(line(&app).as_deref(), Some(text::waiting_for_file()));
    app.hear(Event::Audit(AuditEvent::ReportRead { request, result: Ok(None) }));
    assert_eq!(line(&app), None);
}

#[test]
fn an_acceptance_is_being_written_down() {
    let mut app = App::audited(&four());
    app.hear(Event::SettingsSaved(Ok(())));
    app.act(Action::Audit(AuditAction::BringBack(hookswitch::domain::audit::FindingKey("AWH-1:a".into()))));
    app.later(1000);
    assert_eq!(line(&app).as_deref(), Some(text::writing_down()));
    app.hear(Event::Audit(AuditEvent::Accepted { target: app.model.open.clone().unwrap(), result: Ok(Vec::new()) }));
    assert_eq!(line(&app), None);
}

#[test]
fn a_slow_keyring_is_told_apart_wherever_it_is_asked() {
    let mut app = quiet();
    app.act(Action::Go(Place::Settings)).act(Action::AskRemoveProfile(profile("Bolt").id));
    app.act(Action::RemoveProfile(profile("Bolt").id));
    let request = app.request();
    assert!(!app.model.shows_wait(request) && !app.model.is_slow(request));
    millis(&mut app, 300);
    app.hear(Event::KeyringSlow { request });
    assert!(app.model.shows_wait(request) && app.model.is_slow(request));
    assert_eq!(line(&app), None, "the page tells it");
    app.act(Action::Go(Place::Webhooks));
    assert!(line(&app).unwrap().contains(text::keyring_slow()));
    app.hear(Event::Forgotten { request, result: Ok(()) }).hear(Event::SettingsSaved(Ok(())));
    assert_eq!(line(&app), None);
}

#[test]
fn a_company_that_is_opened_again_is_told_over_its_list() {
    let mut app = quiet();
    app.act(Action::SetProxy(ProxyChoice::None));
    let request = app.request();
    app.hear(Event::SettingsSaved(Ok(()))).later(1);
    assert_eq!(line(&app).as_deref(), Some(text::opening_keyring()));
    app.hear(Event::KeyringSlow { request });
    assert!(line(&app).unwrap().ends_with(text::keyring_slow()));
}

#[test]
fn settings_are_told_to_be_read_only_where_that_takes_long() {
    let mut app = App::started(Start::default());
    assert_eq!(app.model.reads_settings(), Some(false));
    app.later(1);
    assert_eq!(app.model.reads_settings(), Some(true));
    app.hear(Event::SettingsLoaded { settings: Settings::default(), trouble: None });
    assert_eq!(app.model.reads_settings(), None);
}

#[test]
fn a_clock_that_is_set_back_hides_no_wait_for_ever() {
    let mut app = quiet();
    app.act(Action::Refresh).later(-3600);
    assert!(app.model.wakes_in().is_some_and(|time| time.as_secs() <= 1));
    app.later(-3599);
    assert!(line(&app).is_some());
}
