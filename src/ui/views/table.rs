//! The table of webhooks. Ids come from the data, since a sort moves rows.

use egui::{Align, Label, Layout, Sense, Ui};
use egui_extras::{Column as Width, TableBuilder, TableRow};

use crate::app::{Action, Column, Model, text};
use crate::domain::{Listing, Seen, Webhook, hosts};
use crate::ui::shell::ViewState;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{Look, card, link_button, pill, shown, status_ui};

/// Which columns have room.
#[expect(clippy::struct_excessive_bools, reason = "one for each column that may be left out")]
#[derive(Clone, Copy)]
struct Shape {
    endpoint: bool,
    events: bool,
    created: bool,
    changed: bool,
}

pub fn table_ui(ui: &mut Ui, model: &Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(listing) = model.list.latest() else {
        return;
    };
    let width = ui.available_width();
    let shape =
        Shape { endpoint: width >= 560.0, events: width >= 440.0, created: width >= 760.0, changed: width >= 900.0 };
    card(ui, 1, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(theme::GAP_S, 0.0);
        let mut table = TableBuilder::new(ui)
            .id_salt("webhooks")
            .sense(Sense::CLICK)
            .auto_shrink([false, false])
            .cell_layout(Layout::left_to_right(Align::Center))
            .column(Width::exact(124.0))
            .column(Width::remainder().at_least(110.0).clip(true));
        if shape.endpoint {
            table = table.column(Width::remainder().at_least(120.0).clip(true));
        }
        if shape.events {
            table = table.column(Width::exact(116.0).clip(true));
        }
        if shape.created {
            table = table.column(Width::exact(84.0));
        }
        if shape.changed {
            table = table.column(Width::exact(110.0));
        }
        table = table.column(Width::exact(112.0));
        if std::mem::take(&mut state.scroll_to_current)
            && let Some(row) = model.view.current.as_ref().and_then(|id| model.view.position(id))
        {
            table = table.scroll_to_row(row, None);
        }
        table.header(theme::CONTROL, |mut header| header_ui(&mut header, model, shape, actions)).body(|body| {
            body.rows(theme::ROW, model.view.rows.len(), |mut row| row_ui(&mut row, model, listing, shape, actions));
        });
    });
}

fn header_ui(header: &mut TableRow<'_, '_>, model: &Model, shape: Shape, actions: &mut Vec<Action>) {
    let columns = [
        (Column::Status, true),
        (Column::Name, true),
        (Column::Endpoint, shape.endpoint),
        (Column::Events, shape.events),
        (Column::Created, shape.created),
        (Column::Changed, shape.changed),
    ];
    for (column, _) in columns.into_iter().filter(|(_, there)| *there) {
        header.col(|ui| {
            if column == Column::Status {
                ui.add_space(theme::GAP_M);
            }
            let sort = model.view.sort;
            let sorted = (sort.column == column).then_some(sort.descending);
            let arrow = match sorted {
                Some(true) => icon::ARROW_DOWN,
                Some(false) => icon::ARROW_UP,
                None => "",
            };
            let color = tokens(ui).muted;
            let words = theme::caption(text::column(column)).color(color);
            let button = egui::Button::new((words, theme::icon_sized(arrow, theme::ICON_S).color(color)));
            let button = button.gap(theme::GAP_XS).frame_when_inactive(false);
            ui.spacing_mut().button_padding.x = 0.0;
            if ui.add(button).accessible_name(text::sort_by(column, sorted)).clicked() {
                actions.push(Action::SortBy(column));
            }
        });
    }
    header.col(|_| {});
}

fn row_ui(row: &mut TableRow<'_, '_>, model: &Model, listing: &Listing, shape: Shape, actions: &mut Vec<Action>) {
    let Some(hook) = model.view.rows.get(row.index()).and_then(|id| listing.find(id)) else {
        return;
    };
    let selected = model.view.selected.contains(&hook.id);
    row.set_selected(selected);
    let mut clicked = false;
    row.col(|ui| status_cell(ui, hook, selected));
    let mut name = None;
    row.col(|ui| name = Some(name_cell(ui, model, hook)));
    clicked |= name.as_ref().is_some_and(egui::Response::clicked);
    if shape.endpoint {
        row.col(|ui| endpoint_cell(ui, model, hook));
    }
    if shape.events {
        row.col(|ui| events_cell(ui, hook));
    }
    if shape.created {
        row.col(|ui| drop(muted(ui, &hook.created.map_or_else(|| text::unknown_date().to_owned(), text::date))));
    }
    if shape.changed {
        let seen = model.view.changed.get(&hook.id);
        let words = seen.map_or_else(|| text::no_change_seen().to_owned(), |at| text::ago(*at, model.now));
        row.col(|ui| changed_cell(ui, model, hook, &words));
    }
    row.col(|ui| action_cell(ui, model, hook, actions));
    let response = row.response();
    if response.clicked() || clicked {
        let modifiers = response.ctx.input(|input| input.modifiers);
        actions.push(if modifiers.command {
            Action::ToggleSelected(hook.id.clone())
        } else if modifiers.shift {
            Action::ExtendSelection(hook.id.clone())
        } else {
            Action::Select(hook.id.clone())
        });
    }
    // The name takes its own clicks, so it has the same menu.
    if let Some(name) = name {
        name.context_menu(|ui| menu_ui(ui, model, hook, actions));
    }
    response.context_menu(|ui| menu_ui(ui, model, hook, actions));
}

fn status_cell(ui: &mut Ui, hook: &Webhook, selected: bool) {
    ui.push_id(hook.id.as_str(), |ui| {
        let rect = ui.max_rect();
        if selected {
            let bar = egui::Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
            ui.painter().rect_filled(bar, 0, tokens(ui).accent);
        }
        ui.add_space(theme::GAP_M);
        status_ui(ui, hook.status);
    });
}

/// The row's keyboard stop: it says the whole row to a screen reader.
fn name_cell(ui: &mut Ui, model: &Model, hook: &Webhook) -> egui::Response {
    ui.push_id(hook.id.as_str(), |ui| {
        let label = hook.label();
        let spoken =
            text::row(&label, hook.status, &hook.url.host().unwrap_or_default(), &text::events_count(&hook.events));
        let news = model.news_of(&hook.id).map(|seen| format!(", {}", text::sighting_words(seen)));
        let spoken = format!("{spoken}{}", news.unwrap_or_default());
        ui.spacing_mut().button_padding = egui::vec2(0.0, 2.0);
        let words = theme::cell_strong(shown(&label).into_owned()).color(tokens(ui).text);
        let button = egui::Button::new(words).truncate().frame_when_inactive(false);
        ui.add(button).accessible_name(spoken)
    })
    .inner
}

fn endpoint_cell(ui: &mut Ui, model: &Model, hook: &Webhook) {
    let whole = model.view.shown_urls.contains(&hook.id);
    let url = if whole { hook.url.expose().to_owned() } else { hook.url.masked() };
    let short = url.strip_prefix("https://").unwrap_or(&url);
    let color = if hook.url.is_https() { tokens(ui).muted } else { tokens(ui).warn };
    // The service first: the end of a long URL is what is cut off.
    if let Some(service) = hosts::service(&hook.url) {
        ui.add(Label::new(theme::cell(service.name)).truncate().selectable(false));
    }
    ui.add(Label::new(theme::cell(short).color(color)).truncate().selectable(false));
}

fn events_cell(ui: &mut Ui, hook: &Webhook) {
    let words = text::events_count(&hook.events);
    let odd = hook.events.retired() > 0 || hook.events.is_empty() || hook.events.is_all();
    if odd {
        pill(ui, Look::Warning, &words);
    } else {
        ui.add(Label::new(theme::cell(words).color(tokens(ui).text)).selectable(false));
    }
}

/// When it changed; marked where a look of this run showed that it changed at Aircall, and between which looks.
fn changed_cell(ui: &mut Ui, model: &Model, hook: &Webhook, words: &str) {
    let Some(seen) = model.last_sighting(&hook.id) else {
        muted(ui, words);
        return;
    };
    let fresh = model.news_of(&hook.id).is_some();
    let look = if seen.what == Seen::Deactivated { Look::Danger } else { Look::Accent };
    let response = ui.scope(|ui| if fresh { pill(ui, look, words) } else { drop(muted(ui, words)) }).response;
    response.on_hover_text(shown(&text::sighting(seen)));
}

fn muted(ui: &mut Ui, words: &str) -> egui::Response {
    ui.add(Label::new(theme::cell(words).color(tokens(ui).muted)).truncate().selectable(false))
}

fn action_cell(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    if hook.status.is_active() || !model.can_change() {
        return;
    }
    ui.push_id(hook.id.as_str(), |ui| {
        let name = text::reenable(&hook.label());
        if link_button(ui, Some(icon::POWER), text::reenable_short(), &name).clicked() {
            actions.push(Action::AskReenable(vec![hook.id.clone()]));
        }
    });
}

fn menu_ui(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    let id = &hook.id;
    let mut item = |ui: &mut Ui, words: &str, action: Action| {
        if ui.button(words).clicked() {
            actions.push(action);
            ui.close();
        }
    };
    let (chosen, off) = (model.selected(), model.selected_inactive());
    let can = model.can_change();
    let several = model.view.selected.contains(id) && chosen.len() > 1;
    if several && can {
        if !off.is_empty() {
            item(ui, &text::reenable_selected(off.len()), Action::AskReenableSelected);
        }
        let on = model.selected_active();
        if !on.is_empty() {
            item(ui, &text::deactivate_selected(on.len()), Action::AskDeactivate(on));
        }
        item(ui, &text::change_events(chosen.len()), Action::AskEvents(chosen.clone()));
        item(ui, &text::delete_selected(chosen.len()), Action::AskDelete(chosen));
        ui.separator();
    } else if can {
        let label = hook.label();
        if hook.status.is_active() {
            item(ui, &text::deactivate(&label), Action::AskDeactivate(vec![id.clone()]));
        } else {
            item(ui, &text::reenable(&label), Action::AskReenable(vec![id.clone()]));
        }
        item(ui, &text::edit(&label), Action::EditWebhook(id.clone()));
        item(ui, &text::duplicate(&label), Action::Duplicate(id.clone()));
        item(ui, &text::delete(&label), Action::AskDelete(vec![id.clone()]));
        ui.separator();
    }
    item(ui, text::copy_url(), Action::CopyUrl(id.clone()));
    item(ui, text::copy_id(), Action::CopyId(id.clone()));
    if hook.token.is_some() {
        item(ui, text::copy_token(), Action::CopyToken(id.clone()));
    }
}
