//! The table of webhooks. Ids come from the data, since a sort moves rows.

use egui::{Align, Label, Layout, Sense, Ui};
use egui_extras::{Column as Width, TableBuilder, TableRow};

use crate::app::rows::RowsAction;
use crate::app::tour::Spot;
use crate::app::{Action, Column, HelpAction, Model, text};
use crate::domain::{Hint, ListLook, Listing, Seen, Webhook, hosts};
use crate::ui::shell::ViewState;
use crate::ui::spots;
use crate::ui::table_state::TableState;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    Look, TableNodes, card, icon_button, link_button, pill, shown, status_ui, table_ui, url_label,
};

/// Which columns have room, and are wanted.
#[expect(clippy::struct_excessive_bools, reason = "one for each column that may be left out")]
#[derive(Clone, Copy)]
struct Shape {
    endpoint: bool,
    events: bool,
    created: bool,
    changed: bool,
    /// The button at the end of a row has room for its words.
    words: bool,
}

impl Shape {
    fn of(width: f32, wanted: &ListLook) -> Self {
        let there = |column, least| width >= least && wanted.shows(column);
        Self {
            endpoint: there(Column::Endpoint, 560.0),
            events: there(Column::Events, 440.0),
            created: there(Column::Created, 760.0),
            changed: there(Column::Changed, 900.0),
            words: width >= 400.0,
        }
    }

    /// The columns that are there, each with its number; the buttons' column comes after them.
    fn columns(self) -> impl Iterator<Item = (usize, Column)> {
        let columns = [
            (Column::Status, true),
            (Column::Name, true),
            (Column::Endpoint, self.endpoint),
            (Column::Events, self.events),
            (Column::Created, self.created),
            (Column::Changed, self.changed),
        ];
        columns.into_iter().filter(|(_, there)| *there).map(|(column, _)| column).enumerate()
    }

    fn width(column: Column) -> Width {
        match column {
            Column::Status => Width::exact(124.0),
            Column::Name => Width::remainder().at_least(110.0).clip(true),
            Column::Endpoint => Width::remainder().at_least(120.0).clip(true),
            Column::Events => Width::exact(116.0).clip(true),
            Column::Created => Width::exact(84.0),
            Column::Changed => Width::exact(110.0),
        }
    }
}

/// What the drawing of the rows needs.
struct Table<'a> {
    model: &'a Model,
    listing: &'a Listing,
    shape: Shape,
    keys: &'a mut TableState,
    nodes: &'a mut TableNodes,
    actions: &'a mut Vec<Action>,
}

pub fn webhooks_table_ui(ui: &mut Ui, model: &Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    let Some(listing) = model.list.latest() else {
        return;
    };
    let shape = Shape::of(ui.available_width(), &model.settings.list);
    let rows = model.view.rows.len();
    let keys = &mut state.table;
    let scroll_to = keys.begin(&model.view, std::mem::take(&mut state.scroll_to_current));
    card(ui, 1, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(theme::GAP_S, 0.0);
        let size = (rows, shape.columns().count() + 1);
        table_ui(ui, egui::Id::unique("webhooks-table"), text::webhooks_table(), size, |ui, nodes| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), egui::accesskit::Node::set_multiselectable);
            let area = ui.available_rect_before_wrap();
            let mut builder = TableBuilder::new(ui)
                .id_salt("webhooks")
                .sense(Sense::CLICK)
                .auto_shrink([false, false])
                .animate_scrolling(false)
                .cell_layout(Layout::left_to_right(Align::Center));
            for (_, column) in shape.columns() {
                builder = builder.column(Shape::width(column));
            }
            builder = builder.column(Width::exact(if shape.words { 112.0 } else { theme::CONTROL }));
            if let Some(row) = scroll_to {
                builder = builder.scroll_to_row(row, None);
            }
            let mut table = Table { model, listing, shape, keys, nodes, actions };
            let output = builder
                .header(theme::CONTROL, |mut header| table.header_ui(&mut header))
                .body(|body| body.rows(theme::ROW, rows, |mut row| table.row_ui(&mut row)));
            table.keys.end(ui, area, output.inner_rect);
        });
    });
}

impl Table<'_> {
    fn header_ui(&mut self, header: &mut TableRow<'_, '_>) {
        for (number, column) in self.shape.columns() {
            header.col(|ui| {
                let sort = self.model.view.sort;
                let sorted = (sort.column == column).then_some(sort.descending);
                self.nodes.header(ui, number, text::column(column), sorted);
                if column == Column::Status {
                    ui.add_space(theme::GAP_M);
                } else if column == Column::Name {
                    ui.add_space(theme::GAP_XS);
                }
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
                    self.actions.push(Action::SortBy(column));
                }
            });
        }
        let last = self.shape.columns().count();
        header.col(|ui| self.nodes.header(ui, last, text::column_actions(), None));
    }

    fn row_ui(&mut self, row: &mut TableRow<'_, '_>) {
        let (model, index) = (self.model, row.index());
        let Some(hook) = model.view.rows.get(index).and_then(|id| self.listing.find(id)) else {
            return;
        };
        let selected = model.view.selected.contains(&hook.id);
        row.set_selected(selected);
        let position = || text::row_position(index, model.view.rows.len());
        self.nodes.row(index, hook.id.as_str(), position, Some(selected));
        let mut name = None;
        for (number, column) in self.shape.columns() {
            row.col(|ui| {
                self.nodes.cell(ui, index, number, || text::cell(text::column(column), &value(model, hook, column)));
                match column {
                    Column::Status => status_cell(ui, hook, selected),
                    Column::Name => name = Some(self.name_cell(ui, hook, index, selected)),
                    Column::Endpoint => endpoint_cell(ui, model, hook),
                    Column::Events => events_cell(ui, hook),
                    Column::Created => drop(muted(ui, &value(model, hook, column))),
                    Column::Changed => changed_cell(ui, model, hook, &value(model, hook, column)),
                }
            });
        }
        let last = self.shape.columns().count();
        row.col(|ui| {
            self.nodes.cell(ui, index, last, || text::column_actions().to_owned());
            action_cell(ui, model, hook, self.shape.words, self.actions);
        });
        let response = row.response();
        if response.clicked() || name.as_ref().is_some_and(egui::Response::clicked) {
            let modifiers = response.ctx.input(|input| input.modifiers);
            self.actions.push(if modifiers.command {
                Action::ToggleSelected(hook.id.clone())
            } else if modifiers.shift {
                Action::ExtendSelection(hook.id.clone())
            } else {
                Action::Select(hook.id.clone())
            });
        }
        // The name takes its own clicks, so it has the same menu.
        if let Some(name) = name {
            name.context_menu(|ui| menu_ui(ui, model, hook, self.actions));
        }
        response.context_menu(|ui| menu_ui(ui, model, hook, self.actions));
    }

    /// The row's keyboard stop: it says the whole row to a screen reader. Its id is the webhook's, so that the focus
    /// goes with it wherever a sort takes it.
    fn name_cell(&mut self, ui: &mut Ui, hook: &Webhook, index: usize, selected: bool) -> egui::Response {
        let model = self.model;
        let id = egui::Id::unique(("webhook-row", hook.id.as_str()));
        let response = ui
            .scope_builder(egui::UiBuilder::new().scope_id(id), |ui| {
                let label = hook.label();
                let host = hook.url.host().unwrap_or_default();
                let spoken = text::row(&label, hook.status, &host, &text::events_count(&hook.events));
                let news =
                    model.news_of(&hook.id).map(|seen| format!(", {}", text::sighting_words(seen, model.times())));
                let spoken = format!("{spoken}{}", news.unwrap_or_default());
                ui.spacing_mut().button_padding = egui::vec2(theme::GAP_XS, 2.0); // the ring of the focus stands off the name
                let words = theme::cell_strong(shown(&label).into_owned()).color(tokens(ui).text);
                let button = egui::Button::new(words).truncate().frame_when_inactive(false);
                ui.add(button).accessible_name(spoken)
            })
            .inner;
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_description(text::row_description(index, model.view.rows.len(), selected));
        });
        if self.keys.row(ui, &response, &hook.id) {
            self.actions.push(Action::Rows(RowsAction::Reach(hook.id.clone())));
            response.scroll_to_me(None);
        }
        response
    }
}

/// A cell in words.
fn value(model: &Model, hook: &Webhook, column: Column) -> String {
    match column {
        Column::Status => text::status(hook.status).to_owned(),
        Column::Name => hook.label(),
        Column::Endpoint => hook.url.host().unwrap_or_default(),
        Column::Events => text::events_count(&hook.events),
        Column::Created => hook.created.map_or_else(|| text::unknown_date().to_owned(), text::date),
        Column::Changed => {
            let seen = model.view.changed.get(&hook.id);
            seen.map_or_else(|| text::no_change_seen().to_owned(), |at| text::ago(*at, model.now, model.times()))
        }
    }
}

fn status_cell(ui: &mut Ui, hook: &Webhook, selected: bool) {
    ui.push_id(hook.id.as_str(), |ui| {
        let rect = ui.max_rect();
        if selected {
            let bar = egui::Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
            ui.painter().rect_filled(bar, 0, tokens(ui).accent);
        }
        ui.add_space(theme::GAP_M);
        let status = ui.scope(|ui| status_ui(ui, hook.status)).response;
        if !hook.status.is_active() {
            spots::tell(ui, Spot::Statuses, status.rect);
        }
    });
}

fn endpoint_cell(ui: &mut Ui, model: &Model, hook: &Webhook) {
    let whole = model.view.shown_urls.contains(&hook.id);
    let url = if whole { hook.url.expose().to_owned() } else { hook.url.masked() };
    let color = if hook.url.is_https() { tokens(ui).muted } else { tokens(ui).warn };
    if let Some(service) = hosts::service(&hook.url) {
        ui.add(Label::new(theme::cell(service.name)).truncate().selectable(false));
    }
    url_label(ui, &url, |words| theme::cell(words).color(color));
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
    response.on_hover_text(shown(&text::sighting(seen, model.times())));
}

fn muted(ui: &mut Ui, words: &str) -> egui::Response {
    ui.add(Label::new(theme::cell(words).color(tokens(ui).muted)).truncate().selectable(false))
}

fn action_cell(ui: &mut Ui, model: &Model, hook: &Webhook, words: bool, actions: &mut Vec<Action>) {
    if hook.status.is_active() || !model.can_change() {
        return;
    }
    ui.push_id(hook.id.as_str(), |ui| {
        let name = text::reenable(&hook.label());
        let button = if words {
            link_button(ui, Some(icon::POWER), text::reenable_short(), &name)
        } else {
            icon_button(ui, icon::POWER, &name)
        };
        if button.clicked() {
            actions.push(Action::AskReenable(vec![hook.id.clone()]));
        }
    });
}

fn menu_ui(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    if !model.settings.hints_seen.contains(&Hint::Menu) {
        actions.push(Action::Help(HelpAction::Seen(Hint::Menu)));
    }
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
        item(ui, &text::delete_selected(chosen.len()), Action::AskDelete(chosen.clone()));
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
    let rows = if several { model.selected() } else { vec![id.clone()] };
    item(ui, &text::copy_rows(rows.len()), Action::Rows(RowsAction::Copy(rows)));
    item(ui, text::copy_url(), Action::CopyUrl(id.clone()));
    item(ui, text::copy_id(), Action::CopyId(id.clone()));
    if hook.url.for_browser().is_some() {
        item(ui, text::open_endpoint(), Action::Help(HelpAction::AskOpen(id.clone())));
    }
    if hook.token.is_some() {
        item(ui, text::copy_token(), Action::CopyToken(id.clone()));
    }
}
