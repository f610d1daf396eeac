//! The history: what was changed from here, what was seen at Aircall, and the requests of this run.

use egui::{Align, ComboBox, Label, Layout, ScrollArea, Ui, Vec2};

use super::requests;
use crate::app::past;
use crate::app::tour::Spot;
use crate::app::{Action, Entry, EntryKind, HistoryTab, Model, Place, text};
use crate::domain::{BatchId, ChangeRecord, Fate, Kept, Sighting, TimeFormat};
use crate::ui::spots;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    Look, Way, card, empty, ends, field_note, fold, icon_label, item_ui, link_button, list_ui, outlined, page_keys,
    pill, problem_ui, quiet, search_field, segments, shown, steady_ui, url_label, with_reason,
};

pub fn history_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    ends(
        ui,
        "history-head",
        |ui| drop(ui.label(theme::heading(text::nav_history()))),
        |ui| {
            if quiet(ui, Some(icon::REFRESH), text::refresh_history(), true).clicked() {
                actions.push(Action::RefreshHistory);
            }
            head_buttons_ui(ui, model, actions);
        },
    );
    ui.horizontal_wrapped(|ui| {
        let tabs = [(HistoryTab::Changes, text::tab_changes()), (HistoryTab::Requests, text::tab_requests())];
        let words = tabs.map(|(tab, words)| (model.history_view.tab == tab, words));
        if let Some((tab, _)) = segments(ui, &words).and_then(|at| tabs.get(at)) {
            actions.push(Action::SetHistoryTab(*tab));
        }
    });
    match model.history_view.tab {
        HistoryTab::Changes => changes_ui(ui, model, actions),
        HistoryTab::Requests => requests::requests_ui(ui, &model.history_view, model.times(), actions),
    }
}

fn head_buttons_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    match model.history_view.tab {
        HistoryTab::Changes => {
            let can = !model.history_view.entries.is_empty();
            if outlined(ui, Some(icon::DOWNLOAD), text::export_csv(), can).clicked() {
                actions.push(Action::ExportHistory);
            }
        }
        HistoryTab::Requests => {
            let can = model.history_view.requests.latest().is_some_and(|requests| !requests.is_empty());
            if outlined(ui, Some(icon::COPY), text::copy_requests(), can).clicked() {
                actions.push(Action::CopyRequests);
            }
        }
    }
}

fn changes_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    if let Some(problem) = model.history.problem() {
        problem_ui(ui, problem, Some(Action::RefreshHistory), actions);
    }
    let Some(history) = model.history.latest() else {
        if model.history_view.asked.is_some_and(|request| model.shows_wait(request)) {
            field_note(ui, text::reading_history(), false);
        }
        return;
    };
    if history.changes.is_empty() && history.sightings.is_empty() {
        if empty(ui, icon::HISTORY, text::no_history(), Some(&Way::new(Some(icon::WEBHOOK), text::show_webhooks()))) {
            actions.push(Action::Go(Place::Webhooks));
        }
        return;
    }
    let cut = history.changes.len().max(history.sightings.len()) >= past::NEWEST;
    steady_ui(ui, "filters", |ui| filters_ui(ui, model, actions));
    if model.history_view.entries.is_empty() {
        if empty(ui, icon::SEARCH, text::no_history_matches(), Some(&Way::new(None, text::clear_filters()))) {
            let view = &mut model.history_view;
            view.webhook.clear();
            (view.kind, view.day) = (None, None);
            actions.push(Action::HistoryEdited);
        }
        return;
    }
    let view = &model.history_view;
    if cut {
        field_note(ui, &text::newest_only(past::NEWEST), false);
    }
    card(ui, 8, |ui| {
        let scroll = ScrollArea::vertical().id_salt("history").min_scrolled_height(theme::LIST_LEAST);
        scroll.auto_shrink([false, false]).show(ui, |ui| {
            page_keys(ui);
            ui.spacing_mut().item_spacing.y = 0.0;
            list_ui(ui, text::history_list(), view.entries.len(), |ui| entries_ui(ui, model, actions));
        });
    });
}

fn entries_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let view = &model.history_view;
    let mut day = None;
    for (number, entry) in view.entries.iter().enumerate() {
        let of = past::day(entry.at());
        if day.replace(of) != Some(of) {
            day_ui(ui, of);
        }
        // What can't be seen is only spaced: there may be thousands.
        let folded = !view.open.contains(&entry.id());
        let row = egui::Rect::from_min_size(ui.cursor().min, Vec2::new(ui.available_width(), theme::ROW));
        if folded && !ui.is_rect_visible(row.expand2(Vec2::new(0.0, theme::ROW))) {
            ui.allocate_space(row.size());
        } else {
            let name = text::entry_in_list(entry, model.times());
            item_ui(ui, entry.id(), &name, number, |ui| entry_ui(ui, model, entry, actions));
        }
    }
}

fn day_ui(ui: &mut Ui, day: jiff::civil::Date) {
    ui.add_space(theme::GAP_S);
    ui.label(theme::strong(text::day_heading(day)));
}

fn filters_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    let view = &mut model.history_view;
    let mut edited = false;
    ui.horizontal_wrapped(|ui| {
        let words = text::filter_webhook();
        edited |= search_field(ui, "history-webhook", words, words, 200.0, &mut view.webhook).changed();
        let kind = view.kind.map_or_else(text::all_kinds, text::entry_kind);
        let combo = ComboBox::from_id_salt("history-kind").selected_text(kind).show_ui(ui, |ui| {
            edited |= ui.selectable_value(&mut view.kind, None, text::all_kinds()).clicked();
            for kind in EntryKind::EVERY {
                edited |= ui.selectable_value(&mut view.kind, Some(kind), text::entry_kind(kind)).clicked();
            }
        });
        combo.response.accessible_name(format!("{}, {kind}", text::filter_kind()));
        let day = view.day.map_or_else(|| text::all_days().to_owned(), text::day_heading);
        let days = view.days.clone();
        let combo = ComboBox::from_id_salt("history-day").selected_text(&day).show_ui(ui, |ui| {
            edited |= ui.selectable_value(&mut view.day, None, text::all_days()).clicked();
            for one in days {
                edited |= ui.selectable_value(&mut view.day, Some(one), text::day_heading(one)).clicked();
            }
        });
        combo.response.accessible_name(format!("{}, {day}", text::filter_day()));
    });
    if edited {
        actions.push(Action::HistoryEdited);
    }
}

fn entry_ui(ui: &mut Ui, model: &Model, entry: &Entry, actions: &mut Vec<Action>) {
    let id = entry.id();
    let open = model.history_view.open.contains(&id);
    let row = Vec2::new(ui.available_width(), theme::ROW);
    ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(row);
        fold(ui, open, &text::details_of(entry, model.times()), Action::ToggleEntry(id), actions);
        let time = theme::cell(text::time_of_day(entry.at(), model.times())).color(tokens(ui).muted);
        ui.label(time).on_hover_text(text::exact(entry.at(), model.times()));
        match entry {
            Entry::Change(record) => change_head_ui(ui, model, record, actions),
            Entry::Seen(seen) => seen_head_ui(ui, seen, model.times()),
        }
    });
    if open {
        egui::Frame::new().inner_margin(egui::Margin { left: theme::BELOW_ARROW, right: 8, top: 0, bottom: 8 }).show(
            ui,
            |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = theme::GAP_XS;
                match entry {
                    Entry::Change(record) => change_ui(ui, model, record, actions),
                    Entry::Seen(seen) => seen_ui(ui, seen, model.times()),
                }
            },
        );
    }
}

fn change_head_ui(ui: &mut Ui, model: &Model, record: &ChangeRecord, actions: &mut Vec<Action>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if model.can_take_back(record) {
            take_back_ui(ui, model, record, actions);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(theme::cell_strong(text::change_kind(record.kind)));
            let width = (ui.available_width() * 0.45).max(80.0);
            ui.scope(|ui| {
                ui.set_max_width(width);
                let label = Label::new(theme::cell(shown(&record.label).into_owned())).truncate();
                ui.add(label);
            });
            pill(ui, fate_look(record.fate), text::fate(record.fate));
            let summary = text::change_summary(record);
            if !summary.is_empty() {
                ui.add(Label::new(theme::cell(summary).color(tokens(ui).muted)).truncate());
            }
        });
    });
}

fn take_back_ui(ui: &mut Ui, model: &Model, record: &ChangeRecord, actions: &mut Vec<Action>) {
    let name = text::take_back(&record.label);
    ui.add_enabled_ui(model.can_change(), |ui| {
        let button = link_button(ui, Some(icon::UNDO), text::take_back_short(), &name);
        spots::tell_first(ui, Spot::TakeBack, button.rect);
        if with_reason(button, model.why_no_change()).clicked() {
            actions.push(Action::TakeBack(record.id));
        }
    });
}

fn fate_look(fate: Fate) -> Look {
    match fate {
        Fate::Done | Fate::FoundDone => Look::Good,
        Fate::Planned | Fate::Sent | Fate::NotNeeded | Fate::Dropped => Look::Neutral,
        Fate::Differs | Fate::Conflict | Fate::Unknown | Fate::FoundUndone => Look::Warning,
        Fate::Refused | Fate::Gone => Look::Danger,
    }
}

fn seen_head_ui(ui: &mut Ui, seen: &Sighting, times: TimeFormat) {
    icon_label(ui, icon::EYE, tokens(ui).muted);
    let words = text::sighting(seen, times);
    ui.add(Label::new(theme::cell(shown(&words).into_owned())).truncate());
}

fn change_ui(ui: &mut Ui, model: &Model, record: &ChangeRecord, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let by = format!("{}, {}", text::exact(record.at, model.times()), text::origin(record.origin));
    ui.add(Label::new(theme::caption(by).color(t.muted)).wrap());
    if let Some(id) = &record.webhook {
        ui.add(Label::new(theme::caption(id.as_str()).color(t.muted)).wrap());
    }
    for (name, kept) in [(text::kept_before(), &record.before), (text::kept_after(), &record.after)] {
        if let Some(kept) = kept {
            kept_ui(ui, name, kept);
        }
    }
    if let Some(said) = &record.said {
        field_note(ui, &shown(said), true);
    }
    if let Some(batch) = record.batch {
        batch_ui(ui, model, batch, actions);
    }
}

fn kept_ui(ui: &mut Ui, name: &str, kept: &Kept) {
    let known = kept.name.clone().unwrap_or_else(|| text::not_told().to_owned());
    let words =
        format!("{name}: {}, {}, {}", text::named(&known), text::status(kept.status), text::event_names(&kept.events));
    ui.add(Label::new(theme::caption(words)).wrap());
    let color = tokens(ui).muted;
    url_label(ui, &kept.url, |words| theme::caption(words).color(color));
}

/// What else was asked for at the same time, and those of it that weren't done.
fn batch_ui(ui: &mut Ui, model: &Model, batch: BatchId, actions: &mut Vec<Action>) {
    let Some(history) = model.history.latest() else {
        return;
    };
    let of_batch = || history.changes.iter().filter(|record| record.batch == Some(batch));
    let done = of_batch().filter(|record| record.fate.is_done() || record.fate == Fate::NotNeeded).count();
    let all = of_batch().count();
    if all > 1 {
        ui.label(theme::caption(text::batch_of(all, done)));
    }
    let undone = all - done;
    let can = model.access.is_open() && !model.is_read_only();
    if undone > 0
        && with_reason(outlined(ui, Some(icon::REFRESH), &text::retry_batch(undone), can), model.why_no_change())
            .clicked()
    {
        actions.push(Action::RetryBatch(batch));
    }
}

fn seen_ui(ui: &mut Ui, seen: &Sighting, times: TimeFormat) {
    let t = tokens(ui);
    ui.add(Label::new(theme::caption(seen.webhook.as_str()).color(t.muted)).wrap());
    let range = match seen.after {
        Some(after) => format!("{} – {}", text::exact(after, times), text::exact(seen.until, times)),
        None => text::exact(seen.until, times),
    };
    ui.label(theme::caption(range).color(t.muted));
    if let crate::domain::Seen::Events { added, removed } = &seen.what {
        if !added.is_empty() {
            ui.add(Label::new(theme::caption(text::adds(added)).color(t.ok)).wrap());
        }
        if !removed.is_empty() {
            ui.add(Label::new(theme::caption(text::removes(removed)).color(t.danger)).wrap());
        }
    }
}

/// For the banner above the list: what was under way when the app ended.
pub fn left_over_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(left) = &model.left_over else {
        return;
    };
    let t = tokens(ui);
    crate::ui::widgets::message_box(ui, icon::TRIANGLE_ALERT, t.warn, t.warn_weak, |ui| {
        ui.label(theme::strong(text::left_over_title(left.planned.len(), left.looked_up.len())).color(t.warn));
        for record in &left.looked_up {
            ui.add(Label::new(theme::cell(shown(&text::left_over_looked_up(record)).into_owned())).wrap());
        }
        ui.horizontal_wrapped(|ui| {
            let can = model.list.latest().is_some() && !model.is_read_only();
            if !left.planned.is_empty()
                && with_reason(outlined(ui, None, text::go_on(), can), model.why_no_change()).clicked()
            {
                actions.push(Action::GoOnLeftOver);
            }
            if outlined(ui, None, text::drop_left_over(), true).clicked() {
                actions.push(Action::DropLeftOver);
            }
        });
    });
}
