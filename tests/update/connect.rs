//! From a pasted key to an open company.

use hookswitch::app::{Action, Command, Event, Pasting, Phase, Place, Problem, Target, text};
use hookswitch::domain::{CredentialError, CredentialField, CredentialKind, Keeping, Secret, Settings};

use crate::kit::{App, cancels, company, hook, id, opens, profile_id, reads_the_list, request, saves, settings};

fn on_the_page() -> App {
    let (mut app, _) = App::started(Settings::default());
    app.act(Action::ConnectAnother);
    assert_eq!(app.model.place, Place::Connect);
    app
}

/// Types both parts and asks for the test.
fn try_key(app: &mut App) -> Vec<Command> {
    app.model.connect.draft.api_id = "the-id".into();
    app.model.connect.draft.token = "the-token".into();
    app.act(Action::CredentialEdited);
    app.act(Action::TestAndSave)
}

/// Up to the question to the keyring.
fn tested(app: &mut App, name: &str) -> Vec<Command> {
    let commands = try_key(app);
    app.hear(Event::Tested { request: request(&commands), result: Ok(company(name)) })
}

#[test]
fn a_working_key_is_tested_kept_and_its_company_opened() {
    let mut app = on_the_page();
    let commands = try_key(&mut app);
    assert!(matches!(commands.as_slice(), [Command::Test { .. }]));
    assert_eq!(app.act(Action::TestAndSave), [], "one test at a time");
    let commands = app.hear(Event::Tested { request: request(&commands), result: Ok(company("Acme")) });
    let [Command::Keep { request, profile, keeping: Keeping::Keyring, .. }] = commands.as_slice() else {
        panic!("the keyring is asked: {commands:?}");
    };
    assert_eq!(profile.name, "Acme");
    assert_eq!(app.model.settings.profiles, [], "a profile is there when its key is");

    let commands = app.hear(Event::Kept { request: *request, result: Ok(()) });
    assert_eq!(opens(&commands), Some("Acme"));
    let saved = saves(&commands).expect("the profile is saved");
    assert_eq!(saved.last_open.as_ref(), Some(&profile.id));
    assert_eq!(app.said(), "Connected to Acme, 12 users, 1 number");
    assert_eq!(app.model.place, Place::Webhooks);
    assert_eq!(app.model.connect.draft.token, "", "the typed key is gone");
    let commands = app.hear(Event::Opened { request: crate::kit::request(&commands), result: Ok(()) });
    assert!(reads_the_list(&commands));
    assert!(app.said().starts_with("Connected to"));
}

#[test]
fn what_a_paste_brought_along_is_removed_and_said() {
    let mut app = on_the_page();
    assert_eq!(app.act(Action::Paste(Pasting::ApiId)), [Command::Paste(Pasting::ApiId)]);
    app.hear(Event::Pasted { into: Pasting::ApiId, result: Ok(Secret::new(" \u{200b}the-id\n")) });
    assert_eq!(app.model.connect.draft.api_id, "the-id");
    let removed = text::removed(&app.model.connect.cleaned_id);
    assert_eq!(removed.as_deref(), Some("Removed 1 invisible character and 2 spaces or line ends"));

    app.model.connect.draft.token = "\"the-token\"".into();
    app.act(Action::CredentialEdited);
    assert_eq!(app.model.connect.draft.token, "the-token");
    assert_eq!(text::removed(&app.model.connect.cleaned_token).as_deref(), Some("Removed the quotes around it"));
    assert_eq!(text::removed(&app.model.connect.cleaned_id), removed, "still said");
}

#[test]
fn a_clipboard_that_fails_is_said_and_a_late_paste_goes_nowhere() {
    let mut app = on_the_page();
    app.hear(Event::Pasted { into: Pasting::Token, result: Err(Problem::ClipboardFailed) });
    assert!(app.says_bad());
    app.act(Action::Go(Place::Welcome));
    app.hear(Event::Pasted { into: Pasting::Token, result: Ok(Secret::new("x")) });
    assert_eq!(app.model.connect.draft.token, "");
}

#[test]
fn a_pair_in_one_field_is_put_into_both() {
    let mut app = on_the_page();
    app.hear(Event::Pasted { into: Pasting::ApiId, result: Ok(Secret::new("the-id:the-token")) });
    assert!(app.model.connect.draft.split_pair().is_some(), "the page can offer it");
    app.act(Action::SplitPastedPair);
    assert_eq!(app.model.connect.draft.api_id, "the-id");
    assert_eq!(app.model.connect.draft.token, "the-token");
    assert_eq!(app.model.connect.errors, []);
}

#[test]
fn an_empty_field_is_a_fault_only_after_a_try() {
    let mut app = on_the_page();
    app.act(Action::CredentialEdited);
    assert_eq!(app.model.connect.errors, []);
    assert_eq!(app.act(Action::TestAndSave), []);
    assert_eq!(app.model.connect.error(CredentialField::ApiId), Some(CredentialError::Empty));
    assert_eq!(app.model.connect.error(CredentialField::Token), Some(CredentialError::Empty));
    app.act(Action::SetCredentialKind(CredentialKind::Bearer));
    assert_eq!(app.model.connect.error(CredentialField::ApiId), None, "an access token has no ID");
}

#[test]
fn what_cannot_be_a_key_is_refused_at_once_and_not_sent() {
    let mut app = on_the_page();
    app.model.connect.draft.api_id = "https://dashboard.aircall.io".into();
    app.act(Action::CredentialEdited);
    assert_eq!(app.model.connect.error(CredentialField::ApiId), Some(CredentialError::LooksLikeUrl));
    assert_eq!(app.act(Action::TestAndSave), []);
}

#[test]
fn a_refused_key_is_told_on_the_page_until_it_is_edited() {
    let mut app = on_the_page();
    let commands = try_key(&mut app);
    app.hear(Event::Tested { request: request(&commands), result: Err(Problem::WrongKey) });
    assert!(matches!(app.model.connect.phase, Phase::TestFailed(Problem::WrongKey)));
    assert_eq!(app.model.connect.draft.api_id, "the-id", "what was typed stays");
    app.act(Action::CredentialEdited);
    assert!(matches!(app.model.connect.phase, Phase::Editing));
}

#[test]
fn a_test_can_be_cancelled_and_its_late_answer_is_dropped() {
    let mut app = on_the_page();
    let first = request(&try_key(&mut app));
    assert_eq!(cancels(&app.act(Action::CancelWaiting)), [first]);
    app.hear(Event::Tested { request: first, result: Err(Problem::Cancelled) });
    assert!(matches!(app.model.connect.phase, Phase::Editing));
    let second = request(&app.act(Action::TestAndSave));
    assert_eq!(app.hear(Event::Tested { request: first, result: Ok(company("Late")) }), []);
    assert_ne!(first, second);
    assert!(matches!(app.model.connect.phase, Phase::Testing { .. }));
    assert_eq!(cancels(&app.act(Action::Go(Place::Welcome))), [second], "leaving stops it");
    assert_eq!(app.hear(Event::Tested { request: second, result: Ok(company("Late")) }), []);
}

#[test]
fn where_the_keyring_fails_one_tries_again_or_keeps_the_key_for_the_session() {
    let mut app = on_the_page();
    let commands = tested(&mut app, "Acme");
    app.hear(Event::Kept { request: request(&commands), result: Err(Problem::KeyringMissing) });
    let Phase::KeepFailed { problem: Problem::KeyringMissing, .. } = app.model.connect.phase else {
        panic!("the problem is shown: {:?}", app.model.connect.phase);
    };
    assert_eq!(app.model.settings.profiles, []);

    let commands = app.act(Action::RetryKeeping);
    assert!(matches!(commands.as_slice(), [Command::Keep { keeping: Keeping::Keyring, .. }]));
    app.hear(Event::Kept { request: request(&commands), result: Err(Problem::KeyringMissing) });
    let commands = app.act(Action::KeepForSession);
    assert!(matches!(commands.as_slice(), [Command::Keep { keeping: Keeping::ThisSession, .. }]));
    let commands = app.hear(Event::Kept { request: request(&commands), result: Ok(()) });
    assert_eq!(opens(&commands), Some("Acme"));
    assert!(app.model.is_for_session());
}

#[test]
fn a_key_that_the_keyring_is_writing_is_waited_for() {
    let mut app = on_the_page();
    let commands = tested(&mut app, "Acme");
    let keeping = request(&commands);
    app.hear(Event::KeyringSlow { request: keeping });
    assert!(matches!(app.model.connect.phase, Phase::Keeping { slow: true, .. }));
    for action in [Action::Go(Place::Settings), Action::ExploreDemo, Action::ConnectAnother] {
        assert_eq!(app.act(action), []);
        assert_eq!(app.model.place, Place::Connect);
    }
    assert_eq!(cancels(&app.act(Action::CancelWaiting)), [keeping]);
}

#[test]
fn a_second_company_of_the_same_name_gets_a_number() {
    let (mut app, _) = App::started(settings(&["Acme"]));
    app.act(Action::ConnectAnother);
    let commands = tested(&mut app, "Acme");
    let commands = app.hear(Event::Kept { request: request(&commands), result: Ok(()) });
    assert_eq!(opens(&commands), Some("Acme (2)"));
    assert_eq!(app.model.settings.profiles.len(), 2);
}

#[test]
fn a_new_key_for_a_company_keeps_its_id_and_its_names() {
    let mut app = App::showing(vec![hook("orders")]);
    let acme = profile_id("Acme");
    let named = app.model.settings.profile_mut(&acme).expect("it is there");
    named.known_names.insert(id("orders"), "Orders".into());
    let before = named.clone();

    app.act(Action::ReplaceCredential(acme.clone()));
    assert_eq!(app.model.replaced_profile(), Some("Acme"));
    let commands = tested(&mut app, "Another name at Aircall");
    let commands = app.hear(Event::Kept { request: request(&commands), result: Ok(()) });
    assert_eq!(app.model.settings.profile(&acme), Some(&before));
    assert_eq!(app.model.settings.profiles.len(), 2);
    assert_eq!(opens(&commands), Some("Acme"));
    assert_eq!(app.model.open, Some(Target::Profile(acme)));
}

#[test]
fn the_debug_text_of_the_whole_app_holds_no_key() {
    let mut app = on_the_page();
    tested(&mut app, "Acme");
    let shown = format!("{:?}", app.model);
    assert!(!shown.contains("the-token"), "{shown}");
}
