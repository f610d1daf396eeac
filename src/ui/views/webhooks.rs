//! The list's page: heading, search and filter, the table with the details of one beside it or over it.

use egui::{Ui, UiBuilder};

use super::{details, history, table};
use crate::app::{Access, Action, Filter, Model, Place, Target, text};
use crate::ui::shell::ViewState;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    chip, ends, field_note, icon_label, message_box, outlined, primary, problem_ui, quiet, search_field, with_reason,
};

pub fn webhooks_ui(ui: &mut Ui, model: &mut Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    let wide = ui.ctx().content_rect().width() >= theme::WIDE;
    let details = model.view.current.is_some() && model.list.latest().is_some();
    if details && wide {
        // The list first, also by Tab: a panel at the right would have to come before it.
        let room = ui.available_rect_before_wrap();
        let side = room.with_min_x(room.right() - theme::DETAILS);
        let list = UiBuilder::new().max_rect(room.with_max_x(side.left() - theme::GAP_L));
        ui.scope_builder(list.id_salt("list"), |ui| list_ui(ui, model, state, actions));
        let side = UiBuilder::new().max_rect(side).id_salt("details");
        ui.scope_builder(side, |ui| details::details_ui(ui, model, actions));
    } else if details {
        details::details_ui(ui, model, actions);
    } else {
        list_ui(ui, model, state, actions);
    }
}

fn list_ui(ui: &mut Ui, model: &mut Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    heading_ui(ui, model, actions);
    if model.is_read_only() {
        field_note(ui, text::read_only_reason(), false);
    }
    history::left_over_ui(ui, model, actions);
    trouble_ui(ui, model, actions);
    let Some(listing) = model.list.latest() else {
        return waiting_ui(ui, model, actions);
    };
    if listing.webhooks.is_empty() {
        return empty_ui(ui);
    }
    tools_ui(ui, model, state, actions);
    if model.view.rows.is_empty() {
        none_match_ui(ui, model, actions);
    } else {
        table::table_ui(ui, model, state, actions);
    }
}

fn heading_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let heading = model.list.latest().map_or_else(|| text::list_without_count().to_owned(), text::list_heading);
    let inactive = model.list.latest().is_some_and(|listing| listing.inactive() > 0);
    let can = model.can_change();
    let why = |button: egui::Response| with_reason(button, model.why_no_change());
    let listed = model.list.latest().is_some_and(|listing| !listing.webhooks.is_empty());
    let buttons = |ui: &mut Ui| {
        if listed && why(quiet(ui, Some(icon::LAYERS), text::move_events(), can)).clicked() {
            actions.push(Action::AskMoveEvents);
        }
        if inactive && why(outlined(ui, Some(icon::POWER), text::reenable_all(), can)).clicked() {
            actions.push(Action::AskReenableAll);
        }
        if why(primary(ui, Some(icon::PLUS), text::new_webhook(), can)).clicked() {
            actions.push(Action::Go(Place::NewWebhook));
        }
    };
    ends(ui, "list-head", |ui| drop(ui.label(theme::heading(heading))), buttons);
}

/// What stands between the user and a fresh, whole list.
fn trouble_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    if let Access::Failed(problem) = &model.access {
        problem_ui(ui, problem, problem.is_worth_a_retry().then_some(Action::ReopenProfile), actions);
        new_key_ui(ui, model, problem, actions);
    }
    if let Some(problem) = model.list.problem() {
        problem_ui(ui, problem, Some(Action::Refresh), actions);
        new_key_ui(ui, model, problem, actions);
        if model.list.is_stale() {
            field_note(ui, text::stale(), false);
        }
    }
    if let Some(listing) = model.list.latest().filter(|listing| !listing.is_complete()) {
        let expected = listing.total.unwrap_or_default();
        message_box(ui, icon::TRIANGLE_ALERT, t.warn, t.warn_weak, |ui| {
            ui.label(theme::strong(text::partial(expected, listing.webhooks.len())).color(t.warn));
            ui.add(egui::Label::new(theme::cell(text::partial_explained())).wrap());
        });
    }
    if model.list.is_loading() && model.list.latest().is_some() {
        progress_ui(ui, model, actions);
    } else if let Some(wait) = model.wait {
        field_note(ui, &text::waiting(wait), false);
    }
}

fn new_key_ui(ui: &mut Ui, model: &Model, problem: &crate::app::Problem, actions: &mut Vec<Action>) {
    if let Some(profile) = model.profile().filter(|_| problem.wants_a_new_key() || problem.is_of_the_keyring())
        && outlined(ui, Some(icon::KEY), text::new_key(), true).clicked()
    {
        actions.push(Action::ReplaceCredential(profile.id.clone()));
    }
}

/// What is waited for, and Cancel.
fn progress_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let progress = model.reading.as_ref().and_then(|(_, progress)| *progress);
    let words = match (&model.access, &model.open) {
        (Access::Opening { .. }, Some(Target::Demo)) => text::opening_demo().to_owned(),
        (Access::Opening { .. }, _) => text::opening_keyring().to_owned(),
        _ => text::reading(progress),
    };
    ui.horizontal_wrapped(|ui| {
        icon_label(ui, icon::CLOCK, tokens(ui).muted);
        ui.label(words);
        if outlined(ui, None, text::cancel(), true).clicked() {
            actions.push(Action::CancelWaiting);
        }
    });
    if let Access::Opening { slow: true, .. } = model.access {
        field_note(ui, text::keyring_slow(), false);
    }
    if let Some(wait) = model.wait {
        field_note(ui, &text::waiting(wait), false);
    }
}

fn waiting_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    if matches!(model.access, Access::Opening { .. }) || model.list.is_loading() {
        progress_ui(ui, model, actions);
    } else if model.access.is_open()
        && model.list.problem().is_none()
        && outlined(ui, Some(icon::REFRESH), text::retry(), true).clicked()
    {
        actions.push(Action::Refresh);
    }
}

fn empty_ui(ui: &mut Ui) {
    let t = tokens(ui);
    ui.vertical_centered(|ui| {
        ui.add_space(theme::GAP_XL * 2.0);
        icon_label(ui, icon::WEBHOOK, t.muted);
        ui.label(theme::title(text::empty_title()));
        ui.set_max_width(theme::READABLE.min(ui.available_width()));
        ui.add(egui::Label::new(egui::RichText::new(text::empty_text()).color(t.muted)).wrap());
    });
}

fn none_match_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    ui.vertical_centered(|ui| {
        ui.add_space(theme::GAP_XL);
        ui.label(text::none_match());
        if outlined(ui, None, text::clear_search(), true).clicked() {
            model.view.search.clear();
            actions.push(Action::SetFilter(Filter::All));
        }
    });
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
        for (filter, count) in Filter::EVERY.into_iter().zip(model.view.counts) {
            filter_ui(ui, model.view.filter == filter, filter, count, actions);
        }
    });
    if model.view.selected.len() > 1 {
        selection_ui(ui, model, actions);
    }
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

fn filter_ui(ui: &mut Ui, on: bool, filter: Filter, count: usize, actions: &mut Vec<Action>) {
    if chip(ui, on, &text::filter_with_count(filter, count)).clicked() {
        actions.push(Action::SetFilter(filter));
    }
}
