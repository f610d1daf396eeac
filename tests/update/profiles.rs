//! Companies and settings: switch, rename, test, remove; the proxy.

use hookswitch::app::{Access, Action, Command, Dialog, Event, Filter, Place, Problem, Remote, Target, text};
use hookswitch::domain::{ProxyChoice, Settings};

use crate::kit::{App, cancels, company, hook, id, opens, profile_id, request, saves, settings};

#[test]
fn another_company_starts_with_nothing_of_the_one_before() {
    let mut app = App::showing(vec![hook("orders")]);
    app.act(Action::Select(id("orders")));
    app.act(Action::ToggleWebhookTokenReveal(id("orders")));
    app.model.view.search = "ord".into();
    app.act(Action::SetFilter(Filter::Active));
    app.hear(Event::Done(Err(Problem::Internal)));
    let commands = app.act(Action::OpenProfile(profile_id("Bolt")));
    assert_eq!(opens(&commands), Some("Bolt"));
    assert_eq!(saves(&commands).and_then(|saved| saved.last_open.clone()), Some(profile_id("Bolt")));
    assert_eq!(app.model.list, Remote::Unasked);
    assert_eq!((app.rows().len(), app.selected().len(), app.current()), (0, 0, None));
    assert_eq!((app.model.view.search.as_str(), app.model.view.filter), ("", Filter::All));
    assert!(app.model.view.shown_tokens.is_empty());
    assert!(app.model.notice.is_none() && app.model.dialog.is_none());
}

#[test]
fn the_company_that_is_open_is_not_opened_again() {
    let mut app = App::showing(vec![hook("orders")]);
    app.act(Action::Go(Place::Settings));
    assert_eq!(app.act(Action::OpenProfile(profile_id("Acme"))), []);
    assert_eq!(app.model.place, Place::Webhooks);
    assert_eq!(app.rows(), ["orders"]);
}

#[test]
fn the_demo_company_is_opened_and_left_again() {
    let mut app = App::showing(vec![hook("orders")]);
    let commands = app.act(Action::ExploreDemo);
    assert!(app.model.is_demo());
    let late = request(&commands);
    app.act(Action::OpenProfile(profile_id("Acme")));
    assert_eq!(app.hear(Event::Opened { request: late, result: Ok(()) }), [], "that answer is late");
    assert_eq!(app.model.open, Some(Target::Profile(profile_id("Acme"))));
}

#[test]
fn a_company_is_renamed_but_not_to_nothing() {
    let mut app = App::showing(vec![]);
    app.act(Action::AskRenameProfile(profile_id("Acme")));
    let rename = |app: &mut App, to: &str| {
        let Some(Dialog::RenameProfile { name, .. }) = &mut app.model.dialog else { panic!("the dialog is open") };
        *name = to.to_owned();
        app.act(Action::RenameProfile)
    };
    assert_eq!(rename(&mut app, " \u{200b} "), []);
    let commands = rename(&mut app, " Acme France ");
    assert_eq!(saves(&commands).map(|saved| saved.profiles[0].name.as_str()), Some("Acme France"));
    assert_eq!(app.model.dialog, None);
}

#[test]
fn a_stored_key_can_be_tested_without_opening_its_company() {
    let mut app = App::showing(vec![hook("orders")]);
    let commands = app.act(Action::TestProfile(profile_id("Bolt")));
    assert_eq!(app.act(Action::TestProfile(profile_id("Bolt"))), [], "one test at a time");
    let asked = request(&commands);
    app.hear(Event::KeyringSlow { request: asked });
    assert_eq!(app.model.profile_test.as_ref().map(|test| test.slow), Some(true));
    app.hear(Event::Tested { request: asked, result: Ok(company("Bolt")) });
    let result = app.model.profile_test.as_ref().and_then(|test| test.result.clone());
    assert_eq!(result, Some(Ok(company("Bolt"))));
    assert_eq!(app.model.open, Some(Target::Profile(profile_id("Acme"))));
}

/// Asks for the removal of a company, and says yes.
fn remove(app: &mut App, name: &str) -> Vec<Command> {
    app.act(Action::Go(Place::Settings));
    app.act(Action::AskRemoveProfile(profile_id(name)));
    assert!(matches!(app.model.dialog, Some(Dialog::RemoveProfile { .. })));
    app.act(Action::RemoveProfile(profile_id(name)))
}

#[test]
fn a_company_goes_when_its_key_is_gone_from_the_keyring() {
    let mut app = App::showing(vec![hook("orders")]);
    let commands = remove(&mut app, "Acme");
    assert_eq!(commands, [Command::Forget { request: request(&commands), profile: profile_id("Acme") }]);
    assert!(app.model.settings.profile(&profile_id("Acme")).is_some());
    let commands = app.hear(Event::Forgotten { request: request(&commands), result: Ok(()) });
    let saved = saves(&commands).expect("the settings are saved");
    assert_eq!((saved.profiles.len(), saved.last_open.clone()), (1, None));
    assert_eq!((app.model.open.clone(), app.model.access.clone()), (None, Access::Closed));
    assert_eq!(app.model.list, Remote::Unasked);
    assert_eq!(app.said(), text::profile_removed("Acme"));
    assert_eq!(app.model.place, Place::Settings, "the other company is listed there");
}

#[test]
fn after_the_last_company_comes_the_welcome_page() {
    let (mut app, _) = App::started(settings(&["Acme"]));
    let commands = remove(&mut app, "Acme");
    let commands = app.hear(Event::Forgotten { request: request(&commands), result: Ok(()) });
    assert_eq!(app.model.place, Place::Welcome);
    assert_eq!(cancels(&commands).len(), 1, "nobody waits for its keyring entry any more");
}

#[test]
fn a_company_stays_when_the_keyring_keeps_its_key() {
    let mut app = App::showing(vec![hook("orders")]);
    let commands = remove(&mut app, "Acme");
    assert_eq!(app.hear(Event::Forgotten { request: request(&commands), result: Err(Problem::KeyringLocked) }), []);
    assert_eq!(app.model.settings.profiles.len(), 2);
    assert_eq!(app.said(), text::not_removed("Acme", &Problem::KeyringLocked));
    assert_eq!(app.rows(), ["orders"]);
    assert!(matches!(remove(&mut app, "Acme").as_slice(), [Command::Forget { .. }]), "one can try again");
}

#[test]
fn a_removal_does_not_take_away_a_key_that_is_being_typed() {
    let mut app = App::showing(vec![]);
    let commands = remove(&mut app, "Acme");
    app.act(Action::ConnectAnother);
    app.model.connect.draft.api_id = "typed".into();
    app.hear(Event::Forgotten { request: request(&commands), result: Ok(()) });
    assert_eq!((app.model.place, app.model.connect.draft.api_id.as_str()), (Place::Connect, "typed"));
}

#[test]
fn another_proxy_opens_the_company_anew() {
    let mut app = App::showing(vec![hook("orders")]);
    let read = request(&app.act(Action::Refresh));
    app.act(Action::Go(Place::Settings));
    assert_eq!(app.act(Action::SetProxy(ProxyChoice::System)), [], "it is so already");
    let commands = app.act(Action::SetProxy(ProxyChoice::None));
    assert_eq!(saves(&commands).map(|saved| saved.proxy.clone()), Some(ProxyChoice::None));
    assert_eq!(cancels(&commands), [read], "no answer by the old way");
    let Some(Command::OpenProfile { proxy, .. }) = commands.last() else { panic!("it is opened: {commands:?}") };
    assert_eq!(*proxy, ProxyChoice::None);
    assert_eq!(app.rows(), ["orders"], "the list stays in sight");

    let first = request(&commands);
    let commands = app.act(Action::SetProxy(ProxyChoice::System));
    assert_eq!(cancels(&commands), [first]);
    assert_eq!(app.hear(Event::Opened { request: first, result: Ok(()) }), [], "it has the wrong proxy");
    assert_eq!(app.hear(Event::Opened { request: request(&commands), result: Ok(()) }).len(), 1);
}

#[test]
fn without_an_open_company_a_proxy_is_only_saved() {
    let (mut app, _) = App::started(Settings::default());
    let commands = app.act(Action::SetProxy(ProxyChoice::None));
    assert!(matches!(commands.as_slice(), [Command::SaveSettings(_)]));
    assert!(app.hear(Event::SettingsSaved(Err(Problem::SettingsNotSaved))).is_empty());
    assert_eq!(app.said(), text::problem(&Problem::SettingsNotSaved));
}
