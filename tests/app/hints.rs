//! Hints for newcomers: one at a time, each once, none for what the user does already.

use crate::hand::*;

fn seen(app: &mut App, hint: Hint) {
    app.act(Action::Help(HelpAction::Seen(hint)));
}

#[test]
fn a_hint_that_was_read_is_written_down_and_never_comes_back() {
    let mut app = App::showing(&four());
    assert_eq!(app.model.hint(), Some(Hint::Palette), "the tour is offered in the demo company only");
    seen(&mut app, Hint::Palette);
    assert_eq!(app.saved().map(|saved| saved.hints_seen.contains(&Hint::Palette)), Some(true));
    let saved = app.model.settings.clone();
    let mut again = App::with(saved);
    again.open();
    again.read(&four());
    assert_eq!(again.model.hint(), Some(Hint::Menu));
}

#[test]
fn the_next_hint_waits_for_another_page() {
    let mut app = App::showing(&four());
    seen(&mut app, Hint::Palette);
    assert_eq!(app.model.hint(), None);
    app.act(Action::Go(Place::Settings));
    assert_eq!(app.model.hint(), None, "none fits here");
    app.act(Action::Go(Place::Webhooks));
    assert_eq!(app.model.hint(), Some(Hint::Menu));
}

#[test]
fn who_does_it_already_isnt_told() {
    let mut app = App::showing(&four());
    app.act(Action::Palette(PaletteAction::Open)).act(Action::CloseDialog);
    app.act(Action::ToggleSelected(id("alpha")));
    let seen: Vec<Hint> = app.model.settings.hints_seen.iter().copied().collect();
    assert_eq!(seen, [Hint::Palette, Hint::Several]);
    app.act(Action::ToggleSelected(id("beta")));
    assert_eq!(app.saved(), None, "once is enough");
}

#[test]
fn none_is_shown_in_a_dialog_or_before_there_is_a_list() {
    let mut app = App::with(settings(&["Acme"]));
    assert_eq!(app.model.hint(), None);
    app.open();
    app.read(&four());
    assert!(app.model.hint().is_some());
    app.act(Action::AskReenableAll);
    assert_eq!(app.model.hint(), None);
}

#[test]
fn the_demo_company_offers_the_tour_first() {
    let mut app = App::empty();
    app.act(Action::ExploreDemo);
    app.open();
    app.read(&four());
    assert_eq!(app.model.hint(), Some(Hint::Tour));
    app.act(Action::Tour(TourAction::Start));
    assert_eq!(app.model.hint(), None);
}

#[test]
fn details_of_a_problem_are_copied_without_secrets() {
    let mut app = App::empty();
    app.act(Action::Help(HelpAction::CopyProblem(Problem::Dns { host: "api.aircall.io".to_owned() })));
    let [Command::Copy { what: Copied::Problem, text }] = app.commands.as_slice() else { panic!("{:?}", app.commands) };
    assert!(text.expose().contains("The address of api.aircall.io wasn't found"), "{}", text.expose());
    assert!(text.expose().contains(env!("CARGO_PKG_VERSION")));
}
