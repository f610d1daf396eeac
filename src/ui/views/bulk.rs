//! Events of many webhooks: which are added and taken away, which becomes which.

use egui::{ComboBox, Label, ScrollArea, Ui};

use super::drafts::draft_ui;
use crate::app::{Action, BulkEvents, Choice, MoveEvents, text};
use crate::domain::{EventName, EventSet, Group, Webhook};
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::{at_the_end, card, dialog, outlined, primary, search_field, with_reason};

/// `there`: the webhooks that are meant.
pub fn events_dialog_ui(ui: &mut Ui, bulk: &mut BulkEvents, there: &[&Webhook], back: bool, actions: &mut Vec<Action>) {
    dialog(ui, &text::events_title(bulk.ids.len()), actions, |ui, actions| {
        ui.add(Label::new(theme::cell(text::events_text()).color(tokens(ui).muted)).wrap());
        draft_ui(ui, back, actions);
        let words = text::filter_events();
        search_field(ui, "filter-bulk", words, words, f32::INFINITY, &mut bulk.filter);
        let names = names(there);
        let filter = bulk.filter.trim().to_lowercase();
        let room = (ui.ctx().content_rect().height() - 320.0).max(120.0);
        card(ui, 8, |ui| {
            ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    for name in names.iter().filter(|name| matches(name, &filter)) {
                        ui.push_id(name.as_str(), |ui| event_ui(ui, bulk, name, there, actions));
                    }
                },
            );
        });
        let ready = !bulk.is_empty();
        verbs_ui(ui, ready, text::choose_an_event(), Action::ReviewEvents, actions);
    });
}

/// Every event that is offered, group by group, and those that one of the webhooks has besides.
fn names(there: &[&Webhook]) -> Vec<EventName> {
    let all = EventSet::all();
    let listed = Group::ALL.into_iter().flat_map(Group::events).map(EventName::Listed);
    let mut names: Vec<EventName> = listed.filter(|name| all.contains(name)).collect();
    let theirs: EventSet = there.iter().flat_map(|hook| hook.events.iter().cloned()).collect();
    let rest: Vec<EventName> = theirs.iter().filter(|name| !names.contains(name)).cloned().collect();
    names.extend(rest);
    names
}

fn matches(name: &EventName, filter: &str) -> bool {
    filter.is_empty() || name.as_str().contains(filter) || text::event(name).to_lowercase().contains(filter)
}

fn event_ui(ui: &mut Ui, bulk: &BulkEvents, name: &EventName, there: &[&Webhook], actions: &mut Vec<Action>) {
    let have = there.iter().filter(|hook| hook.events.contains(name)).count();
    ui.horizontal_wrapped(|ui| {
        ui.add(Label::new(theme::mono(name.as_str())).wrap());
        ui.label(theme::caption(text::how_many_have(have, there.len())).color(tokens(ui).muted));
    });
    ui.horizontal_wrapped(|ui| {
        for choice in [Choice::Leave, Choice::Add, Choice::Remove] {
            let useful = match choice {
                Choice::Leave => true,
                Choice::Add => have < there.len(),
                Choice::Remove => have > 0,
            };
            ui.add_enabled_ui(useful, |ui| {
                let on = bulk.choice(name) == choice;
                let radio = ui.radio(on, text::choice(choice));
                if radio.accessible_name(text::choice_of(choice, name.as_str())).clicked() {
                    actions.push(Action::ChooseEvent(name.clone(), choice));
                }
            });
        }
    });
}

/// `there`: what the webhooks have that are meant.
pub fn move_dialog_ui(ui: &mut Ui, asked: &mut MoveEvents, there: &EventSet, back: bool, actions: &mut Vec<Action>) {
    dialog(ui, text::move_title(), actions, |ui, actions| {
        ui.add(Label::new(theme::cell(text::move_text(asked.ids.len())).color(tokens(ui).muted)).wrap());
        draft_ui(ui, back, actions);
        combo_ui(ui, text::move_from(), &mut asked.from, there);
        combo_ui(ui, text::move_to(), &mut asked.to, &EventSet::all());
        verbs_ui(ui, asked.is_ready(), text::choose_two_events(), Action::ReviewMove, actions);
    });
}

fn combo_ui(ui: &mut Ui, label: &str, chosen: &mut Option<EventName>, names: &EventSet) {
    let heard = ui.label(theme::caption(label).color(tokens(ui).muted));
    let shown = chosen.as_ref().map_or("", EventName::as_str).to_owned();
    let width = ui.available_width();
    let combo = ComboBox::from_id_salt(label).width(width).selected_text(theme::mono(shown));
    let response = combo.show_ui(ui, |ui| {
        for name in names.iter() {
            let on = chosen.as_ref() == Some(name);
            if ui.selectable_label(on, theme::mono(name.as_str())).clicked() {
                *chosen = Some(name.clone());
            }
        }
    });
    response.response.labelled_by(heard.id);
}

fn verbs_ui(ui: &mut Ui, ready: bool, why_not: &str, action: Action, actions: &mut Vec<Action>) {
    at_the_end(ui, "verbs", |ui| {
        if outlined(ui, None, text::cancel(), true).clicked() {
            actions.push(Action::CloseDialog);
        }
        if with_reason(primary(ui, None, text::review_more(), ready), Some(why_not)).clicked() {
            actions.push(action);
        }
    });
}
