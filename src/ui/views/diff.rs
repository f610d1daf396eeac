//! What a change makes of a webhook, field by field, and the three states of a conflict.

use egui::{Label, Ui};

use crate::app::{Action, Review, ReviewLine, text};
use crate::domain::{Conflict, EventsDiff, Field, Side, Webhook};
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::{card, field_note, shown};

/// The fields that change, each as it is and as it will be.
pub fn fields_ui(ui: &mut Ui, line: &ReviewLine) {
    let Some(wanted) = line.wanted() else {
        return;
    };
    for field in line.changed_fields() {
        ui.push_id(field, |ui| {
            ui.label(theme::strong(text::field(field)));
            if field == Field::Events {
                events_ui(ui, &EventsDiff::of(&line.hook.events, &wanted.events));
            } else {
                let (before, after) = (value(field, &line.hook), value(field, &wanted));
                if before == after {
                    // Only what is masked differs.
                    field_note(ui, text::hidden_values_change(), false);
                }
                value_ui(ui, text::value_before(), &before);
                value_ui(ui, text::value_after(), &after);
            }
        });
    }
}

fn events_ui(ui: &mut Ui, diff: &EventsDiff) {
    ui.add(Label::new(theme::cell(text::events_diff(diff))).wrap());
    let t = tokens(ui);
    if !diff.added.is_empty() {
        ui.add(Label::new(theme::caption(text::adds(&diff.added)).color(t.ok)).wrap());
    }
    if !diff.removed.is_empty() {
        ui.add(Label::new(theme::caption(text::removes(&diff.removed)).color(t.danger)).wrap());
    }
}

fn value_ui(ui: &mut Ui, name: &str, value: &str) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui(egui::vec2(100.0, 18.0), |ui| {
            ui.set_width(100.0);
            ui.label(theme::caption(name).color(tokens(ui).muted));
        });
        ui.add(Label::new(theme::cell(shown(value).into_owned())).wrap());
    });
}

fn value(field: Field, hook: &Webhook) -> String {
    match field {
        Field::Name => hook.name.clone().unwrap_or_else(|| text::not_told().to_owned()),
        Field::Url => hook.url.masked(),
        Field::Events => text::events_count(&hook.events),
        Field::Status => text::status(hook.status).to_owned(),
    }
}

/// As opened, as it is now, as it is wanted: and whose version shall stand.
pub fn conflict_ui(ui: &mut Ui, review: &Review, conflict: &Conflict, actions: &mut Vec<Action>) {
    let open = conflict.open_fields();
    for field in conflict.fields() {
        card(ui, 12, |ui| {
            ui.set_width(ui.available_width());
            ui.push_id(field, |ui| {
                ui.label(theme::strong(text::field(field)));
                value_ui(ui, text::as_opened(), &value(field, &conflict.opened));
                value_ui(ui, text::as_it_is_now(), &compared(field, &conflict.opened, &conflict.now));
                value_ui(ui, text::as_wanted(), &compared(field, &conflict.opened, &conflict.wanted));
                if open.contains(&field) {
                    sides_ui(ui, review, field, actions);
                } else if conflict.theirs_only().contains(&field) {
                    field_note(ui, text::theirs_only(), false);
                }
            });
        });
    }
}

/// A field's value and, of events, what was done to them.
fn compared(field: Field, before: &Webhook, after: &Webhook) -> String {
    let mut parts = vec![value(field, after)];
    if field == Field::Events {
        let diff = EventsDiff::of(&before.events, &after.events);
        if !diff.added.is_empty() {
            parts.push(text::adds(&diff.added));
        }
        if !diff.removed.is_empty() {
            parts.push(text::removes(&diff.removed));
        }
    }
    parts.join(". ")
}

fn sides_ui(ui: &mut Ui, review: &Review, field: Field, actions: &mut Vec<Action>) {
    let sides: &[Side] =
        if field == Field::Events { &[Side::Theirs, Side::Mine, Side::Both] } else { &[Side::Theirs, Side::Mine] };
    ui.horizontal_wrapped(|ui| {
        for side in sides {
            let on = review.sides.get(&field) == Some(side);
            if ui.radio(on, text::side(*side)).accessible_name(text::side_of(*side, field)).clicked() {
                actions.push(Action::ChooseSide(field, *side));
            }
        }
    });
}
