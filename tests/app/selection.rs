//! Selection by mouse and keyboard. Rows are delta, gamma (off), alpha, beta (on).

use crate::hand::*;

fn ids(names: &[&str]) -> Vec<WebhookId> {
    names.iter().map(|name| id(name)).collect()
}

#[test]
fn a_click_selects_one_and_shows_its_details() {
    let mut app = App::showing(&four());
    app.act(Action::Select(id("gamma"))).act(Action::Select(id("beta")));
    assert_eq!(app.selected(), ["beta"]);
    assert_eq!(app.model.view.current, Some(id("beta")));
    app.act(Action::CloseDetails);
    assert!(app.selected().is_empty() && app.model.view.current.is_none());
}

#[test]
fn ctrl_and_a_click_add_and_take_away() {
    let mut app = App::showing(&four());
    app.act(Action::Select(id("gamma"))).act(Action::ToggleSelected(id("beta")));
    assert_eq!(app.selected(), ["beta", "gamma"]);
    app.act(Action::ToggleSelected(id("gamma")));
    assert_eq!(app.selected(), ["beta"]);
}

#[test]
fn shift_and_a_click_select_what_lies_between() {
    let mut app = App::showing(&four());
    app.act(Action::Select(id("gamma"))).act(Action::ExtendSelection(id("beta")));
    assert_eq!(app.selected(), ["alpha", "beta", "gamma"]);
    app.act(Action::ExtendSelection(id("delta")));
    assert_eq!(app.selected(), ["delta", "gamma"], "from the same first one");
}

#[test]
fn arrows_move_and_stop_at_the_ends() {
    let mut app = App::showing(&four());
    let step = |by, extend| Action::MoveSelection { by, extend };
    app.act(step(1, false));
    assert_eq!(app.selected(), ["delta"]);
    app.act(step(-5, false));
    assert_eq!(app.selected(), ["delta"]);
    app.act(step(1, true)).act(step(1, true));
    assert_eq!(app.selected(), ["alpha", "delta", "gamma"]);
    app.act(step(-1, true));
    assert_eq!(app.selected(), ["delta", "gamma"]);
    app.act(step(isize::MAX, false));
    assert_eq!(app.selected(), ["beta"]);
}

#[test]
fn what_is_hidden_is_not_selected() {
    let mut app = App::showing(&four());
    app.act(Action::SelectAll);
    assert_eq!(app.selected().len(), 4);
    assert_eq!(app.model.selected_inactive(), ids(&["delta", "gamma"]));
    app.model.view.search = "gamma".into();
    app.act(Action::Search);
    assert_eq!(app.selected(), ["gamma"]);
    app.model.view.search.clear();
    app.act(Action::Search);
    assert_eq!(app.model.selected_inactive(), ids(&["gamma"]), "it doesn't come back by itself");
    app.act(Action::SetFilter(Filter::Active)).act(Action::SelectAll).act(Action::SetFilter(Filter::All));
    assert_eq!(app.selected(), ["alpha", "beta"]);
}

#[test]
fn a_selection_outlives_a_refresh_but_not_its_webhook() {
    let mut app = App::showing(&four());
    app.act(Action::SelectAll).act(Action::Select(id("gamma"))).act(Action::Refresh).read(&four());
    assert_eq!(app.selected(), ["gamma"]);
    app.act(Action::Refresh).read(&four()[..2]);
    assert!(app.selected().is_empty() && app.model.view.current.is_none());
}

#[test]
fn what_was_revealed_is_hidden_when_another_is_shown() {
    let mut app = App::showing(&four());
    app.act(Action::Select(id("alpha"))).act(Action::ToggleWebhookTokenReveal(id("alpha")));
    app.act(Action::Select(id("alpha")));
    assert_eq!(app.model.view.shown_tokens.len(), 1);
    app.act(Action::Select(id("beta")));
    assert!(app.model.view.shown_tokens.is_empty());
}
