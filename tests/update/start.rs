//! The first moments: what is opened, and what is said.

use hookswitch::app::model::Start;
use hookswitch::app::{Access, Action, Event, Place, Problem, Target, text};
use hookswitch::domain::{Settings, ThemeChoice};

use crate::kit::{App, hook, opens, profile_id, reads_the_list, request, saves, settings};

#[test]
fn without_a_profile_the_welcome_page_is_shown_and_nothing_is_asked() {
    let (app, commands) = App::started(Settings::default());
    assert_eq!(app.model.place, Place::Welcome);
    assert_eq!(app.model.access, Access::Closed);
    assert_eq!(commands, []);
}

#[test]
fn a_known_company_is_opened_and_its_list_read() {
    let (mut app, commands) = App::started(settings(&["Acme"]));
    assert_eq!(app.model.place, Place::Webhooks);
    assert_eq!(opens(&commands), Some("Acme"));
    let commands = app.hear(Event::Opened { request: request(&commands), result: Ok(()) });
    assert!(app.model.list.is_loading());
    app.read(&commands, vec![hook("orders")]);
    assert_eq!(app.rows(), ["orders"]);
}

#[test]
fn the_company_that_was_open_last_is_opened() {
    let last = Settings { last_open: Some(profile_id("Bolt")), ..settings(&["Acme", "Bolt"]) };
    assert_eq!(opens(&App::started(last).1), Some("Bolt"));
    let gone = Settings { last_open: Some(profile_id("Gone")), ..settings(&["Acme", "Bolt"]) };
    assert_eq!(opens(&App::started(gone).1), Some("Acme"));
}

#[test]
fn the_command_line_chooses_the_company() {
    let last = Settings { last_open: Some(profile_id("Acme")), ..settings(&["Acme", "Bolt"]) };
    let mut app = App::new(Start { profile: Some("Bolt".into()), ..Start::default() });
    let commands = app.hear(Event::SettingsLoaded { settings: last.clone(), trouble: None });
    assert_eq!(opens(&commands), Some("Bolt"));

    let mut app = App::new(Start { demo: true, ..Start::default() });
    let commands = app.hear(Event::SettingsLoaded { settings: last, trouble: None });
    assert_eq!(opens(&commands), Some("the demo company"));
    assert!(app.model.is_demo());
}

#[test]
fn an_unknown_name_on_the_command_line_is_said_and_the_last_company_opened() {
    let last = Settings { last_open: Some(profile_id("Bolt")), ..settings(&["Acme", "Bolt"]) };
    for (settings, opened) in [(last, Some("Bolt")), (Settings::default(), None)] {
        let mut app = App::new(Start { profile: Some("Acne".into()), ..Start::default() });
        let commands = app.hear(Event::SettingsLoaded { settings, trouble: None });
        assert_eq!(opens(&commands), opened);
        assert_eq!(app.said(), text::no_such_profile("Acne"));
        assert!(app.says_bad());
    }
}

#[test]
fn settings_that_cannot_be_read_are_never_written_over() {
    for trouble in [Problem::SettingsUnreadable, Problem::Internal] {
        let mut app = App::new(Start::default());
        let settings = settings(&["Acme"]); // whatever came along with it
        let commands = app.hear(Event::SettingsLoaded { settings, trouble: Some(trouble.clone()) });
        assert_eq!(saves(&commands), None, "{trouble:?}");
        assert!(app.says_bad());
        assert_eq!(app.act(Action::SetTheme(ThemeChoice::Dark)), []);
        assert_eq!(saves(&app.act(Action::ExploreDemo)), None);
        assert_eq!(app.model.settings.theme, ThemeChoice::Dark, "it holds for this session");
    }
}

#[test]
fn settings_that_were_set_aside_are_said_and_replaced() {
    let mut app = App::new(Start::default());
    let trouble = Problem::SettingsSetAside { file: "settings.json.broken".into() };
    app.hear(Event::SettingsLoaded { settings: Settings::default(), trouble: Some(trouble.clone()) });
    assert_eq!(app.said(), text::problem(&trouble));
    assert!(saves(&app.act(Action::SetTheme(ThemeChoice::Dark))).is_some());
}

#[test]
fn nothing_is_written_before_the_settings_are_known() {
    let mut app = App::new(Start::default());
    assert_eq!(app.act(Action::SetTheme(ThemeChoice::Dark)), []);
    assert_eq!(saves(&app.act(Action::ExploreDemo)), None);
}

#[test]
fn a_keyring_that_fails_leaves_a_problem_and_a_way_to_try_again() {
    let (mut app, commands) = App::started(settings(&["Acme"]));
    let first = request(&commands);
    app.hear(Event::KeyringSlow { request: first });
    assert_eq!(app.model.access, Access::Opening { request: first, slow: true });
    app.hear(Event::Opened { request: first, result: Err(Problem::KeyringLocked) });
    assert_eq!(app.model.access, Access::Failed(Problem::KeyringLocked));
    assert_eq!(app.act(Action::Refresh), [], "there is nothing to read with");

    let commands = app.act(Action::ReopenProfile);
    assert_eq!(app.act(Action::ReopenProfile), [], "a second click asks nothing more");
    assert_eq!(app.hear(Event::Opened { request: first, result: Ok(()) }), [], "that answer is late");
    let commands = app.hear(Event::Opened { request: request(&commands), result: Ok(()) });
    assert!(reads_the_list(&commands));
}

#[test]
fn the_wait_for_the_keyring_can_be_stopped() {
    let (mut app, commands) = App::started(settings(&["Acme"]));
    let asked = request(&commands);
    assert_eq!(crate::kit::cancels(&app.act(Action::CancelWaiting)), [asked]);
    app.hear(Event::Opened { request: asked, result: Err(Problem::Cancelled) });
    assert_eq!(app.model.access, Access::Failed(Problem::Cancelled));
    assert_eq!(app.model.open, Some(Target::Profile(profile_id("Acme"))));
}

#[test]
fn a_notice_ends_after_its_time_and_what_failed_stays() {
    let mut app = App::showing(vec![hook("orders")]);
    app.hear(Event::Copied { what: hookswitch::app::command::Copied::Url, result: Ok(()) });
    app.later(7);
    assert_ne!(app.said(), "");
    app.later(1);
    assert_eq!(app.said(), "");

    app.hear(Event::Done(Err(Problem::Internal)));
    app.later(100_000);
    assert!(app.says_bad());
    app.act(Action::CloseNotice);
    assert_eq!(app.said(), "");
}

#[test]
fn the_window_wakes_when_a_notice_ends() {
    let (mut app, _) = App::started(Settings::default());
    assert_eq!(app.model.wakes_in(), None);
    app.hear(Event::Copied { what: hookswitch::app::command::Copied::Url, result: Ok(()) });
    app.later(3);
    assert_eq!(app.model.wakes_in(), Some(std::time::Duration::from_secs(5)));
}
