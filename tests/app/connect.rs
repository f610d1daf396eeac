//! "Connect your company": from a pasted key to an open company, and every way in which that goes wrong.

use crate::hand::*;

fn connecting() -> App {
    let mut app = App::empty();
    app.act(Action::ConnectAnother);
    app
}

fn phase(app: &App) -> &'static str {
    match &app.model.connect.phase {
        Phase::Editing => "editing",
        Phase::Testing { .. } => "testing",
        Phase::OtherCompany(_) => "asked",
        Phase::TestFailed(_) => "test failed",
        Phase::Keeping { .. } => "keeping",
        Phase::KeepFailed { .. } => "keep failed",
    }
}

#[test]
fn what_nobody_sees_goes_while_typing_and_is_said() {
    let mut app = connecting();
    app.type_key(" ab\u{200b}c", "t\u{a0}ok");
    let form = &app.model.connect;
    assert_eq!((form.draft.api_id.as_str(), form.draft.token.as_str()), ("abc", "tok"));
    assert_eq!((form.cleaned_id.invisible, form.cleaned_id.spaces, form.cleaned_token.spaces), (1, 1, 1));
    app.type_key("abcd", "tok");
    assert_eq!(app.model.connect.cleaned_id.invisible, 1, "said until something else is removed");
    app.type_key("", "tok");
    assert!(!app.model.connect.cleaned_id.changed(), "a new start");
}

#[test]
fn a_paste_replaces_the_field_and_is_cleaned() {
    let mut app = connecting();
    app.type_key("old", "");
    app.act(Action::Paste(Pasting::ApiId));
    assert_eq!(app.commands, [Command::Paste(Pasting::ApiId)]);
    app.hear(Event::Pasted { into: Pasting::ApiId, result: Ok(Secret::new("“new”\n")) });
    assert_eq!(app.model.connect.draft.api_id, "new");
    assert_eq!(app.model.connect.cleaned_id.quotes, 2);
    app.hear(Event::Pasted { into: Pasting::Token, result: Err(Problem::ClipboardFailed) });
    assert!(app.said().contains("clipboard"));
}

#[test]
fn a_paste_that_comes_after_the_page_was_left_is_dropped() {
    let mut app = connecting();
    app.act(Action::Paste(Pasting::Token)).act(Action::Go(Place::Welcome));
    app.hear(Event::Pasted { into: Pasting::Token, result: Ok(Secret::new("secret")) });
    assert_eq!(app.model.connect.draft.token, "");
}

#[test]
fn a_pair_in_one_field_is_split_when_asked_or_before_the_test() {
    let mut app = connecting();
    app.type_key("id:tok", "").act(Action::SplitPastedPair);
    assert_eq!((app.model.connect.draft.api_id.as_str(), app.model.connect.draft.token.as_str()), ("id", "tok"));
    assert_eq!(app.model.connect.errors, []);

    let mut app = connecting();
    app.type_key("", "id:tok").act(Action::TestAndSave);
    let Some(Command::Test { credential, .. }) = app.commands.first() else { panic!("{:?}", app.commands) };
    assert_eq!(credential, &Credential::Basic { api_id: "id".into(), api_token: Secret::new("tok") });
}

#[test]
fn an_empty_field_is_no_fault_until_one_tries() {
    let mut app = connecting();
    app.type_key("id", "");
    assert_eq!(app.model.connect.errors, []);
    app.act(Action::TestAndSave);
    assert_eq!(app.commands, []);
    assert_eq!(app.model.connect.error(CredentialField::Token), Some(CredentialError::Empty));
    app.type_key("id", "https://x");
    assert_eq!(app.model.connect.error(CredentialField::Token), Some(CredentialError::LooksLikeUrl));
}

#[test]
fn a_key_is_tested_kept_and_its_company_opened() {
    let mut app = connecting();
    app.type_key("id", "tok").act(Action::TestAndSave);
    assert!(matches!(app.commands.as_slice(), [Command::Test { .. }]));
    app.act(Action::TestAndSave);
    assert_eq!(app.commands, [], "a second click starts no second test");
    let Phase::Testing { request, .. } = app.model.connect.phase else { panic!("tests") };
    app.hear(Event::Tested { request, result: Ok(company("Orbit")) });
    let [Command::Keep { profile, keeping: Keeping::Keyring, .. }] = app.commands.as_slice() else {
        panic!("{:?}", app.commands)
    };
    assert_eq!((profile.name.as_str(), &profile.base), ("Orbit", &ApiBase::aircall()));
    let id = profile.id.clone();
    app.kept(Ok(()));
    assert_eq!(app.model.place, Place::Webhooks);
    assert_eq!(app.said(), "Connected to Orbit, 12 users, 3 numbers");
    assert_eq!(app.model.open, Some(Target::Profile(id.clone())));
    assert!(app.commands.iter().any(|command| matches!(command, Command::OpenProfile { .. })));
    let saved = app.saved().unwrap();
    assert_eq!((saved.profiles.len(), saved.last_open.as_ref()), (1, Some(&id)));
    assert_eq!(app.model.connect.draft.token, "", "the typed key is forgotten");
}

#[test]
fn the_address_of_the_command_line_is_the_new_profiles() {
    let base = ApiBase::parse("http://127.0.0.1:81").unwrap();
    let mut app = App::started(Start { base: Some(base.clone()), ..Start::default() });
    app.hear(Event::SettingsLoaded { settings: Settings::default(), trouble: None });
    app.keeping();
    assert!(matches!(app.commands.as_slice(), [Command::Keep { profile, .. }] if profile.base == base));
}

#[test]
fn a_company_that_is_there_already_gets_a_number() {
    let mut app = App::with(settings(&["Orbit"]));
    app.keeping();
    assert!(matches!(app.commands.as_slice(), [Command::Keep { profile, .. }] if profile.name == "Orbit (2)"));
}

#[test]
fn a_failed_test_is_told_until_the_next_edit() {
    let mut app = connecting();
    app.type_key("id", "tok").act(Action::TestAndSave).tested(Err(Problem::WrongKey));
    assert!(matches!(app.model.connect.phase, Phase::TestFailed(Problem::WrongKey)));
    assert_eq!(app.model.connect.draft.token, "tok");
    app.type_key("id", "tok2");
    assert_eq!(phase(&app), "editing");
}

#[test]
fn a_cancelled_test_leaves_the_form_as_it_was() {
    let mut app = connecting();
    app.type_key("id", "tok").act(Action::TestAndSave);
    let request = app.request();
    app.act(Action::CancelWaiting);
    assert_eq!(app.commands, [Command::Cancel { request }]);
    app.hear(Event::Tested { request, result: Err(Problem::Cancelled) });
    assert_eq!((phase(&app), app.model.connect.draft.api_id.as_str()), ("editing", "id"));
}

#[test]
fn leaving_the_page_stops_the_test_and_drops_its_answer() {
    let mut app = connecting();
    app.type_key("id", "tok").act(Action::TestAndSave);
    let request = app.request();
    app.act(Action::Go(Place::Settings));
    assert_eq!(app.commands, [Command::Cancel { request }]);
    app.hear(Event::Tested { request, result: Ok(company("Orbit")) });
    assert_eq!(app.commands, []);
    assert_eq!(app.model.place, Place::Settings);
}

#[test]
fn a_keyring_fault_can_be_tried_again() {
    let mut app = App::empty();
    app.keeping();
    let request = app.request();
    app.hear(Event::KeyringSlow { request });
    assert!(matches!(app.model.connect.phase, Phase::Keeping { slow: true, .. }));
    app.hear(Event::Kept { request, result: Err(Problem::KeyringLocked) });
    assert!(matches!(&app.model.connect.phase, Phase::KeepFailed { problem: Problem::KeyringLocked, .. }));
    assert_eq!(app.model.settings.profiles, []);
    app.act(Action::RetryKeeping);
    assert!(matches!(app.commands.as_slice(), [Command::Keep { keeping: Keeping::Keyring, .. }]));
    app.kept(Ok(()));
    assert_eq!(app.model.settings.profiles.len(), 1);
}

#[test]
fn without_a_keyring_the_key_is_kept_for_this_session() {
    let mut app = App::empty();
    app.keeping().kept(Err(Problem::KeyringMissing)).act(Action::KeepForSession);
    assert!(matches!(app.commands.as_slice(), [Command::Keep { keeping: Keeping::ThisSession, .. }]));
    app.kept(Ok(()));
    assert!(app.model.is_for_session());
    let kept = app.saved().unwrap().profiles.iter().map(|profile| profile.keeping).collect::<Vec<_>>();
    assert_eq!(kept, [Keeping::ThisSession], "so that the vault leaves it out of the file");
}

#[test]
fn a_new_key_keeps_the_profiles_id_name_and_remembered_names() {
    let mut before = settings(&["Acme"]);
    before.profiles[0].known_names.insert(id("gamma"), "Given".into());
    let mut app = App::with(before.clone());
    app.act(Action::ReplaceCredential(profile("Acme").id));
    assert_eq!(app.model.replaced_profile(), Some("Acme"));
    app.type_key("id2", "tok2").act(Action::TestAndSave).tested(Ok(company("Renamed at Aircall")));
    assert_eq!(phase(&app), "asked", "it may be another company");
    app.act(Action::Safe(hookswitch::app::safe::SafeAction::TakeOtherKey)).kept(Ok(()));
    assert_eq!(app.saved().unwrap().profiles, before.profiles);
    assert!(app.commands.iter().any(|command| matches!(command, Command::OpenProfile { .. })), "with the new key");
}

#[test]
fn a_new_key_for_this_session_costs_no_profile() {
    let mut app = App::with(settings(&["Acme"]));
    app.act(Action::ReplaceCredential(profile("Acme").id)).type_key("id2", "tok2").act(Action::TestAndSave);
    app.tested(Ok(company("Acme"))).kept(Err(Problem::KeyringFault)).act(Action::KeepForSession).kept(Ok(()));
    assert!(app.model.is_for_session());
    assert_eq!(app.saved().unwrap().profiles[0].keeping, Keeping::Keyring, "it stays in the settings file");
}

#[test]
fn late_answers_to_an_overtaken_connect_are_dropped() {
    let mut app = connecting();
    app.type_key("id", "tok").act(Action::TestAndSave);
    let late = app.request();
    app.act(Action::Go(Place::Welcome)).act(Action::ConnectAnother);
    app.type_key("id2", "tok2").act(Action::TestAndSave);
    app.hear(Event::Tested { request: late, result: Ok(company("Other")) });
    assert_eq!(phase(&app), "testing");
    app.hear(Event::Kept { request: late, result: Ok(()) });
    assert_eq!(app.model.settings.profiles, []);
}

#[test]
fn nothing_secret_is_in_debug() {
    let mut app = App::empty();
    app.act(Action::ConnectAnother).type_key("my-api-id", "my-api-token").act(Action::TestAndSave);
    assert!(!format!("{:?} {:?}", app.model, app.commands).contains("my-api-token"));
    let app = App::showing(&four());
    assert!(!format!("{:?}", app.model).contains("verysecret"));
    assert!(!format!("{:?}", app.model).contains("0123456789abcdef"));
}
