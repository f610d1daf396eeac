//! The program is started once more: this window comes forward, with what the second start was asked for.

use hookswitch::app::instance::{Asked, Caller};

use crate::hand::*;

fn demo() -> Asked {
    Asked { demo: true, profile: None }
}

fn named(name: &str) -> Asked {
    Asked { demo: false, profile: Some(name.to_owned()) }
}

fn again(app: &mut App, asked: Asked) {
    app.model.comes_forward = None;
    app.hear(Event::SecondStart { caller: Caller(3), asked });
    assert_eq!(app.model.comes_forward, Some(Caller(3)));
    assert_eq!(app.commands.first(), Some(&Command::WindowShown { caller: Caller(3) }), "it isn't left waiting");
}

#[test]
fn a_second_start_without_wishes_only_brings_the_window_forward() {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll);
    again(&mut app, Asked::default());
    assert_eq!(app.commands.len(), 1);
    assert_eq!(app.review().lines.len(), 2, "whatever is open stays");
}

#[test]
fn the_demo_company_or_a_profile_is_opened() {
    let mut app = App::showing(&four());
    again(&mut app, demo());
    assert!(app.model.is_demo());
    again(&mut app, named("Bolt"));
    assert_eq!(app.model.open, Some(Target::Profile(profile("Bolt").id)));
    again(&mut app, named("Nobody"));
    assert_eq!(app.said(), "There is no profile named Nobody");
    assert_eq!(app.model.open, Some(Target::Profile(profile("Bolt").id)));
}

#[test]
fn what_is_asked_before_the_settings_are_read_is_opened_then() {
    let mut app = App::started(Start::default());
    again(&mut app, named("Bolt"));
    app.hear(Event::SettingsLoaded { settings: settings(&["Acme", "Bolt"]), trouble: None });
    assert_eq!(app.model.open, Some(Target::Profile(profile("Bolt").id)));
}

#[test]
fn what_is_typed_is_asked_about_first_also_in_a_dialog() {
    let mut app = App::filling_in(&four());
    app.act(Action::AskCustomEvent);
    again(&mut app, demo());
    assert_eq!(app.model.dialog, Some(Dialog::DiscardDraft { then: Action::ExploreDemo }));
    assert!(!app.model.is_demo());
    app.act(Action::CloseDialog);
    assert_eq!((app.draft().name.as_str(), app.model.place), ("Orders", Place::NewWebhook));
    again(&mut app, demo());
    app.act(Action::DiscardDraft);
    assert!(app.model.is_demo());
}

#[test]
fn a_change_under_way_goes_on_and_the_company_is_offered() {
    let mut app = App::showing(&four());
    app.act(Action::AskReenableAll).act(Action::StartReview);
    again(&mut app, named("Bolt"));
    assert!(app.review().is_running() && app.commands.len() == 1);
    let offer = app.model.notice.clone().and_then(|notice| notice.offer).map(|(_, action)| action);
    assert_eq!(offer, Some(Action::OpenProfile(profile("Bolt").id)));

    let mut app = App::filling_in(&four());
    app.act(Action::CreateWebhook);
    again(&mut app, demo());
    assert!(app.model.form.creating().is_some() && app.said().starts_with("Demo company was asked for"));
}
