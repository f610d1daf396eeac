//! The palette: what it offers, what a few letters find, and that it only opens reviews.

use hookswitch::app::keys::{Does, SHORTCUTS};
use hookswitch::app::palette::{Item, Kind, Palette};
use hookswitch::app::rows::Standing;

use crate::hand::*;

fn open(app: &mut App) -> &mut Palette {
    app.act(Action::Palette(PaletteAction::Open));
    palette(app)
}

fn palette(app: &mut App) -> &mut Palette {
    let Some(Dialog::Palette(palette)) = &mut app.model.dialog else { panic!("no palette") };
    palette
}

fn find(app: &mut App, letters: &str) -> Vec<String> {
    open(app).typed = letters.to_owned();
    app.act(Action::Palette(PaletteAction::Typed));
    palette(app).hits.iter().map(|item| item.name.clone()).collect()
}

fn run(app: &mut App) {
    app.act(Action::Palette(PaletteAction::RunSelected));
}

fn has(items: &[Item], action: &Action) -> bool {
    items.iter().any(|item| item.action == *action)
}

#[test]
fn a_webhook_is_found_by_its_name_its_host_and_its_id_in_any_script() {
    let mut other = hook("Other", true);
    other.id = id("7f3a9c");
    other.name = Some("受注システム".to_owned());
    let hooks = [hook("Réclamations", true), hook("заказы", true), other];
    for (letters, name) in [
        ("recl", "Réclamations"),
        ("RÉCL", "Réclamations"),
        ("Réclamations.example", "Réclamations"),
        ("ЗАК", "заказы"),
        ("受注", "受注システム"),
        ("7f3a9", "受注システム"),
        ("other.ex", "受注システム"),
    ] {
        let found = find(&mut App::showing(&hooks), letters);
        assert_eq!(found.first().map(String::as_str), Some(name), "{letters} found {found:?}");
    }
}

#[test]
fn the_webhook_itself_stands_before_what_can_be_done_to_it() {
    let mut app = App::showing(&four());
    app.act(Action::Select(id("alpha")));
    assert_eq!(find(&mut app, "al").first().map(String::as_str), Some("Alpha"));
}

#[test]
fn no_secret_of_a_url_is_found_or_shown() {
    let mut app = App::showing(&four());
    assert_eq!(find(&mut app, "verysecret"), Vec::<String>::new());
    let text = format!("{:?}", app.model.palette_items());
    assert!(!text.contains("verysecret") && !text.contains("0123456789abcdef"));
}

#[test]
fn enter_on_a_webhook_shows_it_whatever_the_filter_hides() {
    let mut app = App::showing(&four());
    app.act(Action::SetFilter(Filter::Active)).act(Action::Go(Place::Settings));
    find(&mut app, "gamma");
    run(&mut app);
    assert_eq!((app.model.place, app.model.view.current.clone()), (Place::Webhooks, Some(id("gamma"))));
    assert!(app.rows().contains(&"gamma") && app.model.dialog.is_none());
}

#[test]
fn a_change_is_only_offered_where_it_can_be_made_and_opens_its_review() {
    let mut app = App::showing(&four());
    assert!(!has(&app.model.palette_items(), &Action::AskDelete(vec![id("alpha")])), "nothing is selected");
    app.act(Action::Select(id("alpha")));
    find(&mut app, "delete alpha");
    run(&mut app);
    assert_eq!((app.review().aim.clone(), app.commands.len()), (Aim::Delete, 0));
    let changes = |app: &App| app.model.palette_items().iter().filter(|item| item.kind == Kind::Change).count();
    app.act(Action::CloseDialog);
    assert!(changes(&app) > 4);
    app.act(Action::Go(Place::NewWebhook));
    assert_eq!(changes(&app), 0, "a form is open");
}

#[test]
fn whatever_is_run_sends_no_change() {
    let count = { App::showing(&four()).act(Action::SelectAll).model.palette_items().len() };
    for line in 0..count {
        let mut app = App::showing(&four());
        app.act(Action::SelectAll);
        open(&mut app);
        app.act(Action::Palette(PaletteAction::Run(line)));
        let sends = |command: &Command| matches!(command, Command::Change { .. } | Command::Create { .. });
        assert!(!app.commands.iter().any(sends), "line {line} sent something");
    }
}

#[test]
fn what_was_done_last_stands_first_while_nothing_is_typed() {
    let mut app = App::showing(&four());
    find(&mut app, "beta");
    run(&mut app);
    find(&mut app, "delta");
    run(&mut app);
    let names: Vec<String> = open(&mut app).hits.iter().take(2).map(|item| item.name.clone()).collect();
    assert_eq!(names, ["Delta", "Beta"]);
}

#[test]
fn the_selection_stays_within_what_was_found() {
    let mut app = App::showing(&four());
    let last = open(&mut app).hits.len() - 1;
    for (by, at) in [(-1, 0), (1, 1), (isize::MAX, last), (1, last), (isize::MIN, 0)] {
        app.act(Action::Palette(PaletteAction::Move(by)));
        assert_eq!(palette(&mut app).selected, at);
    }
    app.act(Action::Palette(PaletteAction::Move(3)));
    palette(&mut app).typed = "zzzz".to_owned();
    app.act(Action::Palette(PaletteAction::Typed));
    assert_eq!((palette(&mut app).hits.len(), palette(&mut app).selected), (0, 0));
    run(&mut app);
    assert!(app.model.dialog.is_some(), "nothing to run");
}

#[test]
fn no_two_shortcuts_have_the_same_keys() {
    for (number, one) in SHORTCUTS.iter().enumerate() {
        let same = SHORTCUTS.iter().skip(number + 1).find(|two| (one.held, one.key) == (two.held, two.key));
        assert_eq!(same, None, "{one:?}");
    }
}

#[test]
fn the_last_change_is_taken_back_once_and_not_its_undo() {
    let mut app = App::showing(&four());
    assert_eq!(app.model.on_key(Does::TakeBack, Standing::default()), None);
    let (alpha, off) = (hook("Alpha", true), hook("Alpha", false));
    app.history(&[record(7, ChangeKind::Deactivate, Some(&alpha), Some(&off))], &[]);
    assert_eq!(app.model.on_key(Does::TakeBack, Standing::default()), Some(Action::TakeBack(ChangeId(7))));
    let undone = ChangeRecord {
        undoes: Some(ChangeId(7)),
        origin: Origin::Undo,
        ..record(8, ChangeKind::Reenable, Some(&off), Some(&alpha))
    };
    app.history(&[undone, record(7, ChangeKind::Deactivate, Some(&alpha), Some(&off))], &[]);
    assert_eq!(app.model.on_key(Does::TakeBack, Standing::default()), None);
}
