//! The form's events: boxes by group, a filter, "All events" as a choice of its own.

use egui::{Align, Checkbox, Layout, ScrollArea, Ui, Vec2};

use crate::app::{Action, CreateForm, text};
use crate::domain::{DraftError, EventName, Group};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{card, field_note, icon_label, link_button, outlined, search_field};

/// The groups that a new webhook is offered. Older names aren't.
const LEFT: [Group; 4] = [Group::Call, Group::Number, Group::Analytics, Group::Integration];
const RIGHT: [Group; 6] =
    [Group::Contact, Group::Message, Group::User, Group::Intelligence, Group::VoiceAgent, Group::Team];

pub fn events_ui(ui: &mut Ui, form: &mut CreateForm, scrolls: bool, actions: &mut Vec<Action>) {
    card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        head_ui(ui, form, actions);
        if form.has(DraftError::NoEvents) {
            field_note(ui, text::no_events(), true);
        }
        if form.creating().is_some() {
            ui.disable();
        }
        if scrolls {
            ScrollArea::vertical().id_salt("events").auto_shrink(false).show(ui, |ui| boxes_ui(ui, form, actions));
        } else {
            boxes_ui(ui, form, actions);
        }
    });
}

fn head_ui(ui: &mut Ui, form: &mut CreateForm, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::title(text::ticked(&form.draft.events)));
        let words = text::filter_events();
        search_field(ui, "filter-events", words, words, 180.0, &mut form.filter);
        let mut all = form.draft.events.is_all();
        if ui.checkbox(&mut all, text::all_events()).changed() {
            actions.push(if all { Action::AskAllEvents } else { Action::UntickAllEvents });
        }
        if outlined(ui, Some(icon::PLUS), text::add_custom_event(), true).clicked() {
            actions.push(Action::AskCustomEvent);
        }
    });
}

fn boxes_ui(ui: &mut Ui, form: &CreateForm, actions: &mut Vec<Action>) {
    let filter = form.filter.trim().to_lowercase();
    let width = (ui.available_width() - theme::GAP_L) / 2.0;
    for (title, names) in [(text::custom_events(), form.custom()), (text::group(Group::Older), form.older())] {
        if !names.is_empty() {
            ui.label(theme::strong(title));
        }
        for name in names {
            event_ui(ui, form, &name, actions);
        }
    }
    if width < 250.0 {
        for group in LEFT.into_iter().chain(RIGHT) {
            group_ui(ui, form, group, &filter, actions);
        }
    } else {
        ui.horizontal_top(|ui| {
            for groups in [&LEFT[..], &RIGHT[..]] {
                ui.allocate_ui_with_layout(Vec2::new(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    for group in groups {
                        group_ui(ui, form, *group, &filter, actions);
                    }
                });
            }
        });
    }
    version_1_ui(ui, form, &filter, actions);
    let none = |group: &Group| !group.events().any(|listed| matches(&EventName::Listed(listed), &filter));
    if LEFT.iter().chain(&RIGHT).chain(&[Group::UserV1]).all(none) {
        ui.label(text::no_event_matches());
    }
}

/// Folded away, unless something in it is ticked or looked for.
fn version_1_ui(ui: &mut Ui, form: &CreateForm, filter: &str, actions: &mut Vec<Action>) {
    let ticked = form.ticked(Group::UserV1).0 > 0;
    if !ticked && filter.is_empty() {
        let words = if form.version_1_open { text::hide_version_1() } else { text::show_version_1() };
        if link_button(ui, Some(icon::CHEVRON_RIGHT), words, words).clicked() {
            actions.push(Action::ToggleVersion1);
        }
    }
    if ticked || form.version_1_open || !filter.is_empty() {
        group_ui(ui, form, Group::UserV1, filter, actions);
    }
}

fn group_ui(ui: &mut Ui, form: &CreateForm, group: Group, filter: &str, actions: &mut Vec<Action>) {
    let shown: Vec<EventName> = group.events().map(EventName::Listed).filter(|name| matches(name, filter)).collect();
    if shown.is_empty() {
        return;
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let (ticked, of) = form.ticked(group);
        let mut all = ticked == of;
        let name = text::group_box(text::group(group), ticked, of);
        let words =
            (theme::strong(text::group(group)), theme::caption(text::some_of(ticked, of)).color(tokens(ui).muted));
        let group_box = Checkbox::new(&mut all, words).indeterminate(ticked > 0 && ticked < of);
        if ui.add(group_box).accessible_name(name).changed() {
            if filter.is_empty() {
                actions.push(Action::TickGroup(group, ticked < of));
            } else {
                // Only what is seen.
                let on = shown.iter().any(|name| !form.draft.events.contains(name));
                actions.extend(shown.iter().map(|name| Action::TickEvent(name.clone(), on)));
            }
        }
        if let Some(note) = text::group_note(group) {
            ui.horizontal(|ui| {
                ui.spacing_mut().interact_size.y = 0.0;
                icon_label(ui, icon::INFO, tokens(ui).muted);
                ui.add(egui::Label::new(theme::caption(note).color(tokens(ui).muted)).wrap());
            });
        }
        for event in shown {
            event_ui(ui, form, &event, actions);
        }
        ui.add_space(theme::GAP_M);
    });
}

fn event_ui(ui: &mut Ui, form: &CreateForm, name: &EventName, actions: &mut Vec<Action>) {
    let mut on = form.draft.events.contains(name);
    ui.push_id(name.as_str(), |ui| {
        ui.spacing_mut().interact_size.y = 24.0;
        ui.spacing_mut().item_spacing.y = 0.0;
        if ui.checkbox(&mut on, theme::mono(name.as_str())).accessible_name(name.as_str()).changed() {
            actions.push(Action::TickEvent(name.clone(), on));
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 0.0;
            ui.add_space(theme::BELOW_BOX);
            ui.add(egui::Label::new(theme::caption(text::event(name)).color(tokens(ui).muted)).wrap());
        });
        ui.add_space(theme::GAP_XS);
    });
}

fn matches(name: &EventName, filter: &str) -> bool {
    filter.is_empty() || name.as_str().contains(filter) || text::event(name).to_lowercase().contains(filter)
}
