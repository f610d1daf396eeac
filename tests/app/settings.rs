//! The settings page, what is remembered without being set, and that none of it tells more than it should.

use std::path::PathBuf;

use hookswitch::app::palette::Kind;
use hookswitch::app::rows::Standing;

use crate::hand::*;

fn set(app: &mut App, action: SettingsAction) {
    app.act(Action::Settings(action));
}

fn place(width: u32) -> WindowPlace {
    WindowPlace { size: (width, 700), at: Some((10, 20)), maximized: false }
}

#[test]
fn a_text_size_is_kept_and_grows_step_by_step() {
    let mut app = App::with(settings(&["Acme"]));
    set(&mut app, SettingsAction::SetTextSize(TextSize::of(150)));
    assert_eq!(app.saved().map(|saved| saved.text_size.percent()), Some(150));
    let larger = app.model.on_key(hookswitch::app::keys::Does::LargerText, Standing::default()).unwrap();
    app.act(larger);
    assert_eq!(app.model.settings.text_size.percent(), 175);
    let usual = app.model.on_key(hookswitch::app::keys::Does::UsualText, Standing::default()).unwrap();
    app.act(usual);
    assert_eq!(app.saved().map(|saved| saved.text_size), Some(TextSize::default()));
}

#[test]
fn the_first_frame_looks_as_the_last_one_did() {
    let looks = (ThemeChoice::Dark, TextSize::of(200));
    let (model, _) = Model::new(Start { looks: Some(looks), ..Start::default() }, at(0));
    assert_eq!((model.settings.theme, model.settings.text_size), looks);
    assert!(!model.ready, "the rest isn't known yet");
}

#[test]
fn fewer_calls_are_told_to_the_worker_at_once_and_at_the_next_start_before_anything_is_sent() {
    let mut app = App::showing(&four());
    let budget = CallBudget::of(20);
    set(&mut app, SettingsAction::SetBudget(budget));
    assert_eq!(app.commands.first(), Some(&Command::SetBudget(budget)));
    assert_eq!(app.saved().map(|saved| saved.budget), Some(budget));
    let next = App::with(Settings { budget, ..settings(&["Acme"]) });
    assert_eq!(next.commands.first(), Some(&Command::SetBudget(budget)));
    let usual = App::with(settings(&["Acme"]));
    assert!(!usual.commands.iter().any(|command| matches!(command, Command::SetBudget(_))));
}

#[test]
fn a_moved_window_is_written_down_once_it_rests_and_not_for_each_pixel() {
    let mut app = App::with(settings(&["Acme"]));
    for width in 800..840 {
        set(&mut app, SettingsAction::Placed(place(width)));
        assert_eq!(app.commands, []);
    }
    let wait = app.model.wakes_in().unwrap();
    assert!(wait <= std::time::Duration::from_secs(2), "it wakes by itself to write: {wait:?}");
    app.later(1);
    assert_eq!(app.saved(), None);
    app.later(2);
    assert_eq!(app.saved().and_then(|saved| saved.window), Some(place(839)));
    app.later(4);
    assert_eq!(app.commands, [], "once");
    set(&mut app, SettingsAction::Placed(place(839)));
    app.later(9);
    assert_eq!(app.commands, [], "nothing changed");
}

#[test]
fn what_is_remembered_is_written_when_the_window_closes() {
    let mut app = App::with(settings(&["Acme"]));
    set(&mut app, SettingsAction::Placed(place(900)));
    app.act(Action::Quit);
    assert!(app.model.quit);
    assert_eq!(app.saved().and_then(|saved| saved.window), Some(place(900)));
}

#[test]
fn a_clock_that_is_set_back_keeps_nothing_from_being_written() {
    let mut app = App::with(settings(&["Acme"]));
    app.later(1000);
    set(&mut app, SettingsAction::Placed(place(900)));
    app.later(0);
    assert!(app.saved().is_some());
}

#[test]
fn order_filter_and_columns_are_as_they_were_at_the_next_start_and_the_search_is_not() {
    let mut app = App::showing(&four());
    app.act(Action::SortBy(Column::Created)).act(Action::SetFilter(Filter::Active));
    app.model.view.search = "alp".to_owned();
    app.act(Action::Search);
    set(&mut app, SettingsAction::ShowColumn(Column::Events, false));
    set(&mut app, SettingsAction::ShowColumn(Column::Name, false));
    let saved = app.saved().cloned().unwrap();
    assert!(!saved.list.shows(Column::Events) && saved.list.shows(Column::Name));
    let mut next = App::with(saved);
    next.open();
    next.read(&four());
    let view = &next.model.view;
    assert_eq!((view.filter, view.sort.column, view.sort.descending), (Filter::Active, Column::Created, false));
    assert_eq!((view.search.as_str(), next.rows().len()), ("", 2));
    next.act(Action::OpenProfile(ProfileId::new("acme"))).act(Action::ExploreDemo);
    assert_eq!(next.model.view.filter, Filter::Active, "it is of the app, not of a company");
}

#[test]
fn a_reset_puts_back_what_was_set_and_never_touches_companies() {
    let mut before = settings(&["Acme", "Bolt"]);
    before.theme = ThemeChoice::Dark;
    before.text_size = TextSize::of(150);
    before.times.clock = Clock::Hours12;
    before.budget = CallBudget::of(10);
    before.proxy = ProxyChoice::None;
    before.start_with_system = true;
    before.list.filter = Filter::Deactivated;
    before.window = Some(place(900));
    before.profiles[0].read_only = true;
    before.profiles[1].known_names.insert(id("w"), "Orders".to_owned());
    let mut app = App::with(before.clone());
    set(&mut app, SettingsAction::AskReset);
    assert_eq!(app.model.dialog, Some(Dialog::ResetSettings));
    assert_eq!(app.model.settings, Settings { last_open: app.model.settings.last_open.clone(), ..before.clone() });
    set(&mut app, SettingsAction::Reset);
    let saved = app.saved().cloned().unwrap();
    assert_eq!(saved.profiles, before.profiles);
    assert_eq!(saved.window, before.window);
    let rest = Settings { profiles: Vec::new(), last_open: None, window: None, ..saved };
    assert_eq!(rest, Settings::default());
    assert!(app.commands.contains(&Command::StartWithSystem(false)));
    assert!(app.commands.contains(&Command::SetBudget(CallBudget::default())));
    let anew = |command: &Command| matches!(command, Command::OpenProfile { proxy: ProxyChoice::System, .. });
    assert!(app.commands.iter().any(anew), "the company is opened by way of the proxy that counts now");
    assert!(!app.commands.iter().any(|command| matches!(command, Command::Forget { .. })));
    assert_eq!((app.model.dialog.clone(), app.model.view.filter), (None, Filter::All));
}

#[test]
fn the_folder_of_what_is_kept_is_opened_and_its_path_copied() {
    let mut app = App::showing(&four());
    set(&mut app, SettingsAction::OpenFolder(Stored::History));
    assert_eq!(app.commands, [], "the system names none");
    app.model.start.machine.history = Some(PathBuf::from("/data/history.db"));
    set(&mut app, SettingsAction::OpenFolder(Stored::History));
    assert_eq!(app.commands, [Command::OpenFolder(PathBuf::from("/data"))]);
    set(&mut app, SettingsAction::CopyPath(Stored::History));
    let text = Secret::new("/data/history.db");
    assert_eq!(app.commands, [Command::Copy { what: Copied::Path, text }]);
    app.hear(Event::Done(Err(Problem::FolderNotOpened)));
    assert!(app.said().contains("Copy the path instead"), "{}", app.said());
}

#[test]
fn the_fault_text_holds_no_secret_no_name_and_no_address() {
    let mut app = App::showing(&four());
    app.model.settings.profiles[0].known_names.insert(id("gamma"), "Geheim".to_owned());
    let address = ProxyAddress::parse("proxy.secret.example:3128").unwrap();
    app.model.settings.proxy = ProxyChoice::Address(address);
    app.model.start.profile = Some("Acme".to_owned());
    app.model.start.machine = Machine {
        system: "Debian GNU/Linux 12 (bookworm), x86_64".to_owned(),
        language: Some("en-GB".to_owned()),
        renderer: "glow".to_owned(),
        settings: Some(PathBuf::from("/home/alice/.config/hookswitch/settings.json")),
        history: Some(PathBuf::from("/home/alice/history.db")),
    };
    let report = text::fault_report(&app.model, 150, (1280, 800));
    for told in ["Debian GNU/Linux 12", "150 %", "1280 × 800", "en-GB", "4 webhooks, 2 deactivated", "Companies: 2"] {
        assert!(report.contains(told), "{told} is missing in {report}");
    }
    let lower = report.to_lowercase();
    let secret = [
        "acme",
        "bolt",
        "alpha",
        "gamma",
        "geheim",
        ".example",
        "://",
        "verysecret",
        "0123456789abcdef",
        "alice",
        "/home",
    ];
    for word in secret {
        assert!(!lower.contains(word), "{word} is in {report}");
    }
    set(&mut app, SettingsAction::CopyReport(report.clone()));
    assert_eq!(app.commands, [Command::Copy { what: Copied::Report, text: Secret::new(report) }]);
}

#[test]
fn the_palette_has_every_part_and_every_setting_that_isnt_set() {
    let mut app = App::showing(&four());
    app.model.start.machine.settings = Some(PathBuf::from("/s/settings.json"));
    let items = app.model.palette_items();
    let has = |action: SettingsAction| items.iter().any(|item| item.action == Action::Settings(action.clone()));
    let parts = Section::EVERY.into_iter().filter(|part| *part != Section::Demo);
    assert!(parts.map(SettingsAction::Show).all(has));
    assert!(has(SettingsAction::SetTextSize(TextSize::of(200))));
    assert!(!has(SettingsAction::SetTextSize(TextSize::default())), "it is so already");
    assert!(has(SettingsAction::SetTimes(TimeFormat { style: TimeStyle::Exact, clock: Clock::Hours24 })));
    assert!(has(SettingsAction::SetTimes(TimeFormat { style: TimeStyle::Relative, clock: Clock::Hours12 })));
    assert!(has(SettingsAction::SetBudget(CallBudget::of(20))));
    assert!(has(SettingsAction::ShowColumn(Column::Created, false)));
    assert!(has(SettingsAction::OpenFolder(Stored::Settings)) && !has(SettingsAction::OpenFolder(Stored::History)));
    assert!(has(SettingsAction::AskReset) && has(SettingsAction::ShowLicences) && has(SettingsAction::ShowReport));
    let watched = items.iter().filter(|item| matches!(item.action, Action::SetWatch(_)));
    assert!(watched.count() >= 7 && items.iter().all(|item| item.kind != Kind::Setting || !item.name.is_empty()));
}

#[test]
fn a_part_of_the_settings_is_gone_to_from_anywhere() {
    let mut app = App::filling_in(&four());
    set(&mut app, SettingsAction::Show(Section::Network));
    assert_eq!((app.model.place, app.model.wants_section), (Place::Settings, Some(Section::Network)));
    let mut app = App::showing(&four());
    set(&mut app, SettingsAction::Show(Section::Network));
    assert_eq!((app.model.place, app.model.wants_section), (Place::Settings, Some(Section::Network)));
}
