//! The first moments: what is shown, what is opened, what is never written over.

use crate::hand::*;

#[test]
fn the_first_thing_asked_for_is_the_settings() {
    let app = App::started(Start::default());
    assert_eq!(app.commands, [Command::LoadSettings]);
    assert!(!app.model.ready);
}

#[test]
fn a_first_start_welcomes_and_asks_for_nothing() {
    let app = App::empty();
    assert_eq!(app.model.place, Place::Welcome);
    assert_eq!(app.commands, []);
    assert!(app.model.ready && app.model.open.is_none());
}

#[test]
fn a_company_that_is_known_is_opened_and_its_list_read() {
    let mut app = App::with(settings(&["Acme"]));
    assert_eq!(app.model.place, Place::Webhooks);
    let Some(Command::OpenProfile { profile: opened, .. }) = app.commands.first() else { panic!("{:?}", app.commands) };
    assert_eq!(opened, &profile("Acme"));
    app.open();
    assert!(matches!(app.commands.as_slice(), [Command::ReadWebhooks { .. }]));
    assert!(app.model.list.is_loading());
    app.read(&four());
    assert_eq!(app.model.list.latest().map(|listing| listing.webhooks.len()), Some(4));
    assert_eq!(app.commands, []);
}

#[test]
fn the_company_that_was_open_last_is_opened_again() {
    let last = Settings { last_open: Some(profile("Bolt").id), ..settings(&["Acme", "Bolt"]) };
    assert_eq!(App::with(last).model.open, Some(Target::Profile(profile("Bolt").id)));
}

#[test]
fn a_company_that_was_open_last_and_is_gone_gives_way_to_the_first() {
    let last = Settings { last_open: Some(ProfileId::new("gone")), ..settings(&["Acme", "Bolt"]) };
    assert_eq!(App::with(last).model.open, Some(Target::Profile(profile("Acme").id)));
}

fn started_for(name: &str, known: &[&str]) -> App {
    let mut app = App::started(Start { profile: Some(name.to_owned()), ..Start::default() });
    let settings = Settings { last_open: known.first().map(|first| profile(first).id), ..settings(known) };
    app.hear(Event::SettingsLoaded { settings, trouble: None });
    app
}

#[test]
fn the_profile_of_the_command_line_is_opened() {
    assert_eq!(started_for("Bolt", &["Acme", "Bolt"]).model.open, Some(Target::Profile(profile("Bolt").id)));
}

#[test]
fn a_profile_that_nobody_knows_is_said_with_and_without_others() {
    for known in [&[][..], &["Acme"][..]] {
        let app = started_for("Nowhere", known);
        assert!(app.said().contains("Nowhere"), "{known:?}: {:?}", app.said());
        assert_eq!(app.model.notice.as_ref().map(|notice| notice.tone), Some(Tone::Bad));
    }
}

#[test]
fn the_demo_company_opens_when_the_command_line_says_so() {
    let mut app = App::started(Start { demo: true, ..Start::default() });
    app.hear(Event::SettingsLoaded { settings: settings(&["Acme"]), trouble: None });
    assert!(app.model.is_demo());
    assert!(app.commands.iter().any(|command| matches!(command, Command::OpenDemo { .. })));
}

#[test]
fn who_was_quicker_than_the_settings_file_is_not_taken_away() {
    let mut app = App::started(Start::default());
    app.act(Action::ExploreDemo);
    app.hear(Event::SettingsLoaded { settings: settings(&["Acme"]), trouble: None });
    assert!(app.model.is_demo());
    assert_eq!(app.model.settings.profiles.len(), 1);
}

/// Does whatever is followed by a save.
#[test]
fn a_list_that_was_read_before_the_settings_stays_and_is_shown_as_they_have_it() {
    let mut app = App::started(Start::default());
    app.act(Action::ExploreDemo).open().read(&four()).act(Action::Select(id("gamma")));
    let list = ListLook { filter: Filter::Deactivated, ..ListLook::default() };
    app.hear(Event::SettingsLoaded { settings: Settings { list, ..Settings::default() }, trouble: None });
    assert_eq!((app.rows(), app.selected()), (vec!["delta", "gamma"], vec!["gamma"]));
}

fn change_everything(app: &mut App) -> Vec<Command> {
    let mut all = Vec::new();
    let mut then = |app: &mut App| all.append(&mut app.commands);
    then(app.act(Action::SetTheme(ThemeChoice::Dark)));
    then(app.act(Action::SetProxy(ProxyChoice::None)));
    let request = app.keeping().request();
    then(app);
    then(app.hear(Event::Kept { request, result: Err(Problem::KeyringFault) }));
    then(app.act(Action::Go(Place::Welcome)));
    then(app.act(Action::ExploreDemo));
    all
}

#[test]
fn settings_that_cannot_be_read_are_never_written_over() {
    // Internal: the worker's task crashed while it read them.
    for trouble in [Problem::SettingsUnreadable, Problem::Internal, Problem::Cancelled] {
        let mut app = App::started(Start::default());
        let before = change_everything(&mut app);
        app.hear(Event::SettingsLoaded { settings: Settings::default(), trouble: Some(trouble.clone()) });
        assert!(!app.said().is_empty(), "{trouble:?} is said");
        let after = change_everything(&mut app);
        let saves = before.iter().chain(&after).filter(|command| matches!(command, Command::SaveSettings(_)));
        assert_eq!(saves.count(), 0, "{trouble:?}");
    }
}

#[test]
fn settings_that_were_set_aside_are_said_and_begun_anew() {
    let mut app = App::started(Start::default());
    let trouble = Some(Problem::SettingsSetAside { file: "settings-old.json".into() });
    app.hear(Event::SettingsLoaded { settings: Settings::default(), trouble });
    assert!(app.said().contains("settings-old.json"));
    app.act(Action::SetTheme(ThemeChoice::Dark));
    assert_eq!(app.saved().map(|settings| settings.theme), Some(ThemeChoice::Dark));
}

#[test]
fn a_key_that_cannot_be_had_is_told_and_can_be_asked_for_again() {
    let mut app = App::with(settings(&["Acme"]));
    let request = app.request();
    app.hear(Event::KeyringSlow { request });
    assert_eq!(app.model.access, Access::Opening { request, slow: true });
    app.act(Action::ReopenProfile);
    assert_eq!(app.commands, [], "a second click starts no second call");
    app.act(Action::OpenProfile(profile("Acme").id));
    assert_eq!(app.commands, [], "nor does a click on the company");
    app.hear(Event::Opened { request, result: Err(Problem::KeyringLocked) });
    assert_eq!(app.model.access, Access::Failed(Problem::KeyringLocked));
    app.act(Action::ReopenProfile).open();
    assert!(app.model.access.is_open());
    assert_eq!(app.reads(), 1);
}

#[test]
fn a_late_answer_to_an_overtaken_opening_is_dropped() {
    let mut app = App::with(settings(&["Acme", "Bolt"]));
    let late = app.request();
    app.act(Action::OpenProfile(profile("Bolt").id));
    assert!(app.commands.contains(&Command::Cancel { request: late }));
    app.hear(Event::Opened { request: late, result: Err(Problem::KeyringLocked) });
    app.hear(Event::KeyringSlow { request: late });
    assert!(matches!(app.model.access, Access::Opening { slow: false, .. }));
}

#[test]
fn a_notice_ends_after_its_time_and_a_bad_one_stays() {
    let mut app = App::showing(&four());
    app.hear(Event::SettingsSaved(Ok(()))).hear(Event::Copied { what: Copied::Id, result: Ok(()) });
    assert_eq!(app.model.wakes_in(), Some(std::time::Duration::from_secs(8)));
    app.later(7);
    assert!(app.model.notice.is_some());
    app.later(8);
    assert!(app.model.notice.is_none());
    app.hear(Event::Copied { what: Copied::Id, result: Err(Problem::ClipboardFailed) });
    app.later(100_000);
    assert!(app.model.notice.is_some());
    app.act(Action::CloseNotice);
    assert!(app.model.notice.is_none());
}

#[test]
fn the_window_wakes_when_read_two_minutes_ago_becomes_three() {
    let mut app = App::showing(&four());
    app.later(125);
    assert_eq!(app.model.wakes_in(), Some(std::time::Duration::from_secs(55)));
    app.act(Action::Go(Place::Settings));
    assert_eq!(app.model.wakes_in(), None, "no other page tells the age");
}
