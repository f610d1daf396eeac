//! Many companies: switch, rename, test, remove; settings that change what is open.

use crate::hand::*;

fn acme() -> ProfileId {
    profile("Acme").id
}

fn removing(app: &mut App, name: &str) -> RequestId {
    app.act(Action::Go(Place::Settings)).act(Action::AskRemoveProfile(profile(name).id));
    app.act(Action::RemoveProfile(profile(name).id));
    app.request()
}

#[test]
fn switching_clears_whatever_was_the_other_companys() {
    let mut app = App::showing(&four());
    app.act(Action::Select(id("alpha")));
    app.act(Action::ToggleUrlReveal(id("alpha"))).act(Action::ToggleWebhookTokenReveal(id("alpha")));
    app.model.view.search = "alpha".into();
    app.act(Action::Search).act(Action::Refresh);
    let late = app.request();
    app.act(Action::OpenProfile(profile("Bolt").id));
    assert!(app.commands.contains(&Command::Cancel { request: late }));
    assert!(app.model.list.latest().is_none(), "no token of the other company is held");
    let view = &app.model.view;
    assert!(view.shown_tokens.is_empty() && view.shown_urls.is_empty() && view.selected.is_empty());
    assert!(view.rows.is_empty() && view.current.is_none() && view.search.is_empty() && view.changed.is_empty());
    app.hear(Event::WebhooksRead { request: late, result: Ok(listing(&four())) });
    assert!(app.model.list.latest().is_none(), "a late answer is dropped");
    assert_eq!(app.model.settings.last_open, Some(profile("Bolt").id));
}

#[test]
fn leaving_a_page_hides_what_was_revealed() {
    let mut app = App::showing(&four());
    app.act(Action::ToggleWebhookTokenReveal(id("alpha"))).act(Action::Go(Place::Settings));
    assert!(app.model.view.shown_tokens.is_empty());
}

#[test]
fn switching_to_the_open_company_only_goes_there() {
    let mut app = App::showing(&four());
    app.act(Action::Go(Place::Settings)).act(Action::OpenProfile(acme()));
    assert_eq!(app.commands, []);
    assert_eq!((app.model.place, app.rows().len()), (Place::Webhooks, 4));
}

#[test]
fn switching_leaves_the_removal_of_another_profile_alone() {
    let mut app = App::showing(&four());
    let request = removing(&mut app, "Bolt");
    app.act(Action::ExploreDemo);
    assert!(!app.commands.contains(&Command::Cancel { request }));
    app.hear(Event::Forgotten { request, result: Ok(()) });
    assert_eq!(app.model.settings.profiles, [profile("Acme")]);
    assert!(app.model.is_demo());
}

#[test]
fn cancel_stops_only_what_the_page_waits_for() {
    let mut app = App::showing(&four());
    app.act(Action::Refresh);
    let reading = app.request();
    app.act(Action::Go(Place::Settings)).act(Action::TestProfile(acme()));
    let test = app.request();
    app.act(Action::CancelWaiting);
    assert_eq!(app.commands, [Command::Cancel { request: test }]);
    app.hear(Event::Tested { request: test, result: Err(Problem::Cancelled) });
    assert_eq!(app.model.profile_test, None);
    app.act(Action::Go(Place::Webhooks)).act(Action::CancelWaiting);
    assert_eq!(app.commands, [Command::Cancel { request: reading }]);
}

#[test]
fn a_profile_goes_with_its_key() {
    let mut app = App::showing(&four());
    let request = removing(&mut app, "Acme");
    assert_eq!(app.commands, [Command::Forget { request, profile: acme() }]);
    assert_eq!(app.model.settings.profiles.len(), 2, "not before the keyring's answer");
    app.hear(Event::Forgotten { request, result: Ok(()) });
    assert_eq!(app.saved().unwrap().profiles, [profile("Bolt")]);
    assert!(app.model.open.is_none() && app.model.list.latest().is_none());
    assert!(app.said().contains("Acme"));
}

#[test]
fn a_profile_whose_key_cannot_be_removed_stays() {
    let mut app = App::showing(&four());
    let request = removing(&mut app, "Acme");
    app.hear(Event::Forgotten { request: RequestId(9999), result: Ok(()) });
    assert_eq!(app.model.settings.profiles.len(), 2, "an answer to something else");
    app.hear(Event::Forgotten { request, result: Err(Problem::KeyringLocked) });
    assert_eq!(app.model.settings.profiles.len(), 2);
    assert_eq!(app.saved(), None);
    assert!(app.said().contains("Acme wasn't removed"));
    assert!(app.model.access.is_open());
}

#[test]
fn a_key_being_typed_survives_the_end_of_a_removal() {
    let mut app = App::showing(&four());
    let request = removing(&mut app, "Acme");
    app.act(Action::ConnectAnother).type_key("id", "tok");
    app.hear(Event::Forgotten { request, result: Ok(()) });
    assert_eq!((app.model.place, app.model.connect.draft.token.as_str()), (Place::Connect, "tok"));
}

#[test]
fn a_profile_can_be_renamed_but_not_to_nothing() {
    let mut app = App::showing(&four());
    let rename = |app: &mut App, to: &str| {
        app.model.dialog = Some(Dialog::RenameProfile { id: acme(), name: to.to_owned() });
        app.act(Action::RenameProfile);
    };
    app.act(Action::AskRenameProfile(acme()));
    assert_eq!(app.model.dialog, Some(Dialog::RenameProfile { id: acme(), name: "Acme".into() }));
    rename(&mut app, " \u{200b} ");
    assert!(app.model.dialog.is_some() && app.saved().is_none());
    rename(&mut app, " Acme Ltd ");
    assert_eq!(app.saved().and_then(|saved| saved.profile(&acme())).map(|it| it.name.as_str()), Some("Acme Ltd"));
    assert_eq!(app.model.dialog, None);
}

#[test]
fn a_stored_key_can_be_tested() {
    let mut app = App::showing(&four());
    app.act(Action::TestProfile(acme()));
    let request = app.request();
    app.hear(Event::KeyringSlow { request });
    assert!(app.model.profile_test.as_ref().is_some_and(|test| test.slow));
    app.act(Action::TestProfile(acme()));
    assert_eq!(app.commands, [], "one at a time");
    app.hear(Event::Tested { request: RequestId(9999), result: Ok(company("Other")) });
    app.hear(Event::Tested { request, result: Err(Problem::WrongKey) });
    let told = app.model.profile_test.as_ref().and_then(|test| test.result.clone());
    assert_eq!(told, Some(Err(Problem::WrongKey)));
    app.act(Action::ReplaceCredential(acme())).type_key("id", "tok").act(Action::TestAndSave);
    app.tested(Ok(company("Acme"))).kept(Ok(()));
    assert_eq!(app.model.profile_test, None, "it was about the old key");
}

#[test]
fn another_proxy_opens_the_company_anew() {
    let mut app = App::showing(&four());
    app.act(Action::Refresh);
    let old = app.request();
    app.act(Action::Go(Place::Settings)).act(Action::SetProxy(ProxyChoice::None));
    assert!(app.commands.contains(&Command::Cancel { request: old }), "what went through the old one is given up");
    assert!(app.saved().is_some());
    let opened = app.commands.iter().find_map(|command| match command {
        Command::OpenProfile { proxy, .. } => Some(proxy.clone()),
        _ => None,
    });
    assert_eq!(opened, Some(ProxyChoice::None));
    assert_eq!(app.model.list.latest().map(|listing| listing.webhooks.len()), Some(4), "the list stays");
    let request = app.commands.iter().rev().find_map(Command::request).unwrap();
    app.hear(Event::Opened { request, result: Ok(()) });
    assert_eq!(app.reads(), 1);
    app.act(Action::SetProxy(ProxyChoice::None));
    assert_eq!(app.commands, [], "the same one changes nothing");
}

#[test]
fn a_proxy_set_while_the_company_opens_counts_at_once() {
    let mut app = App::with(settings(&["Acme"]));
    app.act(Action::Go(Place::Settings)).act(Action::SetProxy(ProxyChoice::None));
    assert_eq!(app.cancels(), 1);
    let with_it = |it: &Command| matches!(it, Command::OpenProfile { proxy: ProxyChoice::None, .. });
    assert!(app.commands.iter().any(with_it));
}

#[test]
fn the_demo_company_answers_normally_when_it_is_opened_again() {
    let mut app = App::empty();
    app.act(Action::ExploreDemo).open().read(&four()).act(Action::SetDemoMode(DemoMode::Faulty));
    assert_eq!(app.commands, [Command::SetDemoMode(DemoMode::Faulty)]);
    app.keeping().kept(Ok(()));
    assert!(app.commands.contains(&Command::SetDemoMode(DemoMode::Normal)));
    assert_eq!(app.model.demo_mode, DemoMode::Normal);
}

#[test]
fn a_wait_of_another_company_is_not_shown() {
    let mut app = App::showing(&four());
    let wait = Some(Wait::Budget { seconds: 3 });
    app.hear(Event::Waiting { target: Some(Target::Demo), wait });
    assert_eq!(app.model.wait, None);
    app.hear(Event::Waiting { target: Some(Target::Profile(acme())), wait });
    assert_eq!(app.model.wait, wait);
    app.hear(Event::Waiting { target: Some(Target::Profile(acme())), wait: None });
    assert_eq!(app.model.wait, None);
}
