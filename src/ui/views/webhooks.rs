//! The list's page: heading, search and filter, the table with the details of one beside it or over it.

use egui::{Ui, UiBuilder};

use super::new_key::new_key_ui;
use super::{columns, details, history, table};
use crate::app::{Access, Action, Filter, Model, Place, SettingsAction, Target, text};
use crate::domain::ListLook;
use crate::ui::shell::ViewState;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    Way, countdown_note, empty, ends, field_note, icon_label, live, message_box, outlined, primary, problem_ui, quiet,
    search_field, segments, steady_ui, with_reason,
};

pub fn webhooks_ui(ui: &mut Ui, model: &mut Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    let wide = ui.ctx().content_rect().width() >= theme::WIDE;
    let details = model.view.current.is_some() && model.list.latest().is_some();
    if wide || !(details && model.view.opened) {
        heading_ui(ui, model, actions);
    }
    if details && wide {
        // The list first, also by Tab: a panel at the right would have to come before it.
        let room = ui.available_rect_before_wrap();
        let most = (room.width() - theme::LIST_BESIDE - theme::GAP_L).max(f32::from(ListLook::NARROWEST_DETAILS));
        let kept = model.settings.list.details.map_or(theme::DETAILS, f32::from).min(most);
        let width = dragged_width(ui).unwrap_or(kept).min(most);
        let side = room.with_min_x(room.right() - width);
        let list = UiBuilder::new().max_rect(room.with_max_x(side.left() - theme::GAP_L));
        ui.scope_builder(list.id_salt("list"), |ui| list_ui(ui, model, state, actions));
        edge_ui(ui, side, (kept, width, most), actions);
        let side = UiBuilder::new().max_rect(side).id_salt("details");
        ui.scope_builder(side, |ui| details::details_ui(ui, model, actions));
    } else if details && model.view.opened {
        state.table.rest();
        details::details_ui(ui, model, actions);
    } else {
        list_ui(ui, model, state, actions);
    }
    state.focus_search = false; // where there is no search field, the wish isn't kept for later
}

fn list_ui(ui: &mut Ui, model: &mut Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    if model.is_read_only() {
        field_note(ui, text::read_only_reason(), false);
    }
    steady_ui(ui, "left-over", |ui| history::left_over_ui(ui, model, actions));
    steady_ui(ui, "trouble", |ui| trouble_ui(ui, model, actions));
    let Some(listing) = model.list.latest() else {
        state.table.rest();
        return steady_ui(ui, "waiting", |ui| waiting_ui(ui, model, actions));
    };
    if listing.webhooks.is_empty() {
        state.table.rest();
        return steady_ui(ui, "empty", |ui| empty_ui(ui, model, actions));
    }
    steady_ui(ui, "tools", |ui| tools_ui(ui, model, state, actions));
    if model.view.selected.len() > 1 {
        steady_ui(ui, "selection", |ui| selection_ui(ui, model, actions));
    }
    if model.view.rows.is_empty() {
        state.table.rest();
        none_match_ui(ui, model, actions);
    } else {
        table::webhooks_table_ui(ui, model, state, actions);
    }
}

/// As wide as the details are being made just now.
fn dragged_width(ui: &Ui) -> Option<f32> {
    ui.data(|data| data.get_temp(egui::Id::unique("details-width")))
}

/// The edge between list and details: it can be dragged. The width is remembered once it is let go.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width between two small numbers")]
fn edge_ui(ui: &Ui, side: egui::Rect, (kept, width, most): (f32, f32, f32), actions: &mut Vec<Action>) {
    let id = egui::Id::unique("details-width");
    let edge = side.with_min_x(side.left() - theme::GAP_L).with_max_x(side.left());
    let response = ui.interact(edge, id.with("edge"), egui::Sense::DRAG);
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(egui::CursorIcon::ResizeHorizontal);
    }
    if response.drag_stopped() {
        actions.push(Action::Settings(SettingsAction::SetDetails(width.round() as u16)));
    }
    // From where it began: a frame that is drawn twice moves it once.
    let moved = response.total_drag_delta().filter(|_| response.dragged());
    ui.data_mut(|data| match moved {
        Some(moved) => {
            let (least, widest) = (f32::from(ListLook::NARROWEST_DETAILS), f32::from(ListLook::WIDEST_DETAILS));
            data.insert_temp(id, (kept - moved.x).clamp(least, widest.min(most)));
        }
        None => data.remove::<f32>(id),
    });
}

fn heading_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let heading = model.list.latest().map_or_else(|| text::list_without_count().to_owned(), text::list_heading);
    let inactive = model.list.latest().is_some_and(|listing| listing.inactive() > 0);
    let can = model.can_change();
    let why = |button: egui::Response| with_reason(button, model.why_no_change());
    let listed = model.list.latest().is_some_and(|listing| !listing.webhooks.is_empty());
    let mut button = |ui: &mut Ui, which: usize| {
        if (which == 0 && !listed) || (which == 1 && !inactive) {
            // The ids of those that are there stay the same: a press that comes late meets no other one.
            return ui.skip_ahead_auto_ids(1);
        }
        if which == 0 && why(quiet(ui, Some(icon::LAYERS), text::move_events(), can)).clicked() {
            actions.push(Action::AskMoveEvents);
        }
        if which == 1 && why(outlined(ui, Some(icon::POWER), text::reenable_all(), can)).clicked() {
            actions.push(Action::AskReenableAll);
        }
        if which == 2 && why(primary(ui, Some(icon::PLUS), text::new_webhook(), can)).clicked() {
            actions.push(Action::Go(Place::NewWebhook));
        }
    };
    // After each read the counts are spoken, also when they are what they were.
    let reads = model.list.is_loading();
    let title = |ui: &mut Ui| {
        // Beside the buttons it is cut where they begin: it has the rest for the pointer, and for a screen reader.
        live::outcome(ui, "list", reads, &heading, |ui| ui.add(egui::Label::new(theme::heading(&*heading)).truncate()));
    };
    // The main one at an edge, where it stays when the others come.
    if ui.available_width() >= theme::NARROW {
        ends(ui, "list-head", title, |ui| (0..3).for_each(|which| button(ui, which)));
    } else {
        title(ui);
        ui.horizontal_wrapped(|ui| (0..3).rev().for_each(|which| button(ui, which)));
    }
}

/// What stands between the user and a fresh, whole list.
fn trouble_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    if let Access::Failed(problem) = &model.access {
        problem_ui(ui, problem, problem.is_worth_a_retry().then_some(Action::ReopenProfile), actions);
        new_key_ui(ui, model, problem, actions);
    }
    // Over an old list, the line at the lower edge tells it: the table stays where it is.
    if let Some(problem) = model.list.problem().filter(|_| !model.list.is_stale()) {
        problem_ui(ui, problem, Some(Action::Refresh), actions);
        new_key_ui(ui, model, problem, actions);
    }
    if let Some(listing) = model.list.latest().filter(|listing| !listing.is_complete()) {
        let expected = listing.total.unwrap_or_default();
        message_box(ui, icon::TRIANGLE_ALERT, t.warn, t.warn_weak, |ui| {
            ui.label(theme::strong(text::partial(expected, listing.webhooks.len())).color(t.warn));
            ui.add(egui::Label::new(theme::cell(text::partial_explained())).wrap());
        });
    }
}

/// What is waited for, and Cancel.
fn progress_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let progress = model.reading.as_ref().and_then(|(_, progress)| *progress);
    let (key, words) = match (&model.access, &model.open) {
        (Access::Opening { .. }, Some(Target::Demo)) => ("opening", text::opening_demo().to_owned()),
        (Access::Opening { .. }, _) => ("opening", text::opening_keyring().to_owned()),
        _ => ("reading", text::reading(progress)),
    };
    ui.horizontal_wrapped(|ui| {
        icon_label(ui, icon::CLOCK, tokens(ui).muted);
        live::progress(ui, key, &words, |ui| ui.label(&*words));
        if outlined(ui, None, text::cancel(), true).clicked() {
            actions.push(Action::CancelWaiting);
        }
    });
    if let Access::Opening { slow: true, .. } = model.access {
        field_note(ui, text::keyring_slow(), false);
    }
    if let Some(wait) = model.wait {
        countdown_note(ui, &text::waiting(wait));
    }
}

fn waiting_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let opening = match model.access {
        Access::Opening { request, .. } => Some(request),
        _ => None,
    };
    if let Some(request) = opening.or(model.reading.map(|(request, _)| request)) {
        if model.shows_wait(request) {
            progress_ui(ui, model, actions);
        }
    } else if model.access.is_open()
        && model.list.problem().is_none()
        && outlined(ui, Some(icon::REFRESH), text::retry(), true).clicked()
    {
        actions.push(Action::Refresh);
    }
}

fn empty_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let way = Way { reason: model.why_no_change(), ..Way::new(Some(icon::PLUS), text::new_webhook()) };
    if empty(ui, icon::WEBHOOK, text::empty_webhooks(), Some(&way)) {
        actions.push(Action::Go(Place::NewWebhook));
    }
}

fn none_match_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    let title = text::none_match_title(&model.view.search, model.view.filter);
    let searched = !model.view.search.trim().is_empty();
    let words = if searched { text::none_match_text() } else { text::none_filtered_text() };
    if empty(ui, icon::SEARCH, (&title, words), Some(&Way::new(None, text::clear_search()))) {
        model.view.search.clear();
        actions.push(Action::SetFilter(Filter::All));
    }
}

fn tools_ui(ui: &mut Ui, model: &mut Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let search = &mut model.view.search;
        let response = search_field(ui, "search", text::search_hint(), text::search(), 220.0, search);
        if std::mem::take(&mut state.focus_search) {
            response.request_focus();
        }
        if response.changed() {
            actions.push(Action::Search);
        }
        // From what was typed straight to what it found.
        if response.has_focus()
            && !model.view.rows.is_empty()
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::ArrowDown))
        {
            actions.push(Action::MoveSelection { by: 0, extend: false });
        }
        filters_ui(ui, model, actions);
        columns::columns_ui(ui, model, actions);
    });
}

/// What can be done to all that are selected.
fn selection_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let (all, off, on) = (model.selected(), model.selected_inactive(), model.selected_active());
    let can = model.can_change();
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(text::selected(all.len())));
        let mut offer = |ui: &mut Ui, glyph: &str, words: &str, useful: bool, action: Action| {
            let button = outlined(ui, Some(glyph), words, can && useful);
            let button = with_reason(button, model.why_no_change());
            if button.clicked() {
                actions.push(action);
            }
        };
        if !off.is_empty() {
            let words = text::reenable_selected(off.len());
            offer(ui, icon::POWER, &words, true, Action::AskReenableSelected);
        }
        if !on.is_empty() {
            offer(ui, icon::POWER_OFF, &text::deactivate_selected(on.len()), true, Action::AskDeactivate(on.clone()));
        }
        offer(ui, icon::LAYERS, &text::change_events(all.len()), true, Action::AskEvents(all.clone()));
        offer(ui, icon::TRASH, &text::delete_selected(all.len()), true, Action::AskDelete(all.clone()));
    });
}

fn filters_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let counted = Filter::EVERY.into_iter().zip(model.view.counts);
    let words: Vec<(bool, String)> =
        counted.map(|(filter, count)| (model.view.filter == filter, text::filter_with_count(filter, count))).collect();
    let words: Vec<(bool, &str)> = words.iter().map(|(on, words)| (*on, words.as_str())).collect();
    if let Some(filter) = segments(ui, &words).and_then(|at| Filter::EVERY.get(at)) {
        actions.push(Action::SetFilter(*filter));
    }
}
