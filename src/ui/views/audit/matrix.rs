//! Webhooks by events: who gets what at a glance, and what nobody gets. The names of the events and of the webhooks
//! stay in view while the rest scrolls.

use egui::{Label, Rect, Sense, Stroke, Ui, Vec2};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate};

use super::matrix_cursor::Cursor;
use crate::app::audit::AuditView;
use crate::app::text;
use crate::domain::dossier::{Dossier, DossierEvent, DossierWebhook, Receives};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{TableNodes, Way, card, empty, field_note, shown, table_ui};

const NAME: f32 = 240.0;
const COUNT: f32 = 88.0;
const CELL: f32 = 112.0;
const LINE: f32 = 28.0;

pub fn matrix_ui(ui: &mut Ui, audit: &mut AuditView) {
    let Some(dossier) = &audit.dossier else {
        return;
    };
    key_ui(ui, dossier);
    let words = audit.matrix_search.to_lowercase();
    let found = Found::of(dossier, &words);
    let mut cleared = false;
    card(ui, 8, |ui| {
        if found.rows.is_empty() || found.hooks.is_empty() {
            none_ui(ui, dossier, &mut cleared);
            return;
        }
        events_ui(ui, dossier, &found);
    });
    if cleared {
        audit.matrix_search.clear();
        ui.ctx().request_repaint(); // it was drawn with the words
    }
}

fn none_ui(ui: &mut Ui, dossier: &Dossier, cleared: &mut bool) {
    if dossier.webhooks.is_empty() {
        empty(ui, icon::LAYERS, text::matrix_is_empty(), None);
    } else {
        *cleared = empty(ui, icon::SEARCH, text::nothing_in_matrix(), Some(&Way::new(None, text::clear_search())));
    }
}

/// What of the matrix matches the search: a word that names a webhook or an event narrows that side only.
struct Found<'a> {
    rows: Vec<Row<'a>>,
    /// Their numbers in the dossier.
    hooks: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Row<'a> {
    /// The name of the group that follows.
    Group(&'a str),
    Event(&'a DossierEvent),
}

impl<'a> Found<'a> {
    fn of(dossier: &'a Dossier, words: &str) -> Self {
        let all = dossier.matrix.groups.iter().flat_map(|group| group.events.iter().map(|event| (&*group.name, event)));
        let mut events: Vec<(&str, &DossierEvent)> = all.collect();
        let mut hooks: Vec<usize> = (0..dossier.webhooks.len()).collect();
        for word in words.split_whitespace() {
            let by_event = |(group, event): &(&str, &DossierEvent)| {
                event.name.contains(word) || group.to_lowercase().contains(word)
            };
            let by_hook = |at: &usize| {
                dossier.webhooks.get(*at).is_some_and(|hook| {
                    hook.label.to_lowercase().contains(word) || hook.url.to_lowercase().contains(word)
                })
            };
            let (some_event, some_hook) = (events.iter().any(by_event), hooks.iter().any(by_hook));
            if some_event || !some_hook {
                events.retain(by_event);
            }
            if some_hook {
                hooks.retain(by_hook);
            }
        }
        Self { rows: with_headings(&events), hooks }
    }
}

fn with_headings<'a>(events: &[(&'a str, &'a DossierEvent)]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    let mut last = None;
    for (group, event) in events {
        if last.replace(*group) != Some(*group) {
            rows.push(Row::Group(group));
        }
        rows.push(Row::Event(event));
    }
    rows
}

fn key_ui(ui: &mut Ui, dossier: &Dossier) {
    let words = &dossier.words;
    ui.horizontal_wrapped(|ui| {
        for (receives, meaning) in [(Receives::Yes, words.key_receives), (Receives::Off, words.key_off)] {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::empty());
            sign(ui, rect, receives);
            ui.label(theme::caption(meaning).color(tokens(ui).muted));
        }
    });
    if dossier.matrix.unreceived.is_empty() {
        field_note(ui, words.all_received, false);
    } else {
        let heading = text::unreceived_events(dossier.matrix.unreceived.len());
        egui::CollapsingHeader::new(theme::caption(heading)).id_salt("unreceived").show(ui, |ui| {
            ui.add(Label::new(theme::mono(dossier.matrix.unreceived.join(", "))).wrap());
        });
    }
}

fn events_ui(ui: &mut Ui, dossier: &Dossier, found: &Found<'_>) {
    let fixed = |width: f32| Column::new(width).range(width..=width).resizable(false);
    let columns: Vec<Column> =
        [fixed(NAME), fixed(COUNT)].into_iter().chain(found.hooks.iter().map(|_| fixed(CELL))).collect();
    // The names stay in view where that leaves room for a webhook beside them; without any the table can't be drawn.
    let room = ui.available_width() - CELL;
    let sticky = usize::from(room >= NAME) + usize::from(room >= NAME + COUNT);
    let rows = u64::try_from(found.rows.len()).unwrap_or(u64::MAX);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of rows on screen")]
    let page = ((ui.available_height() - theme::ROW) / LINE).floor().max(1.0) as usize;
    let (cursor, moved) = Cursor::load(ui, found.rows.len(), columns.len(), page);
    let size = (found.rows.len(), columns.len());
    table_ui(ui, egui::Id::unique("events-matrix-table"), text::matrix_table(), size, |ui, nodes| {
        let mut table = Table::new()
            .id_salt("events-matrix")
            .num_rows(rows)
            .columns(columns)
            .num_sticky_cols(sticky)
            .headers([HeaderRow::new(theme::ROW)]);
        if moved {
            let row = u64::try_from(cursor.row).unwrap_or(u64::MAX);
            table = table.scroll_to_row(row, None);
            if cursor.column >= sticky {
                table = table.scroll_to_column(cursor.column, None);
            }
        }
        let mut matrix = Matrix { of: Of { dossier, found }, nodes, cursor };
        table.show(ui, &mut matrix);
        matrix.cursor.store(ui);
    });
}

#[derive(Clone, Copy)]
struct Of<'a> {
    dossier: &'a Dossier,
    found: &'a Found<'a>,
}

struct Matrix<'a> {
    of: Of<'a>,
    nodes: &'a mut TableNodes,
    cursor: Cursor,
}

impl<'a> Of<'a> {
    /// The webhook of a column, with its number in the dossier.
    fn hook(&self, column: usize) -> Option<(usize, &'a DossierWebhook)> {
        let at = *self.found.hooks.get(column.checked_sub(2)?)?;
        Some((at, self.dossier.webhooks.get(at)?))
    }

    /// What a column is of, wherever it stands.
    fn key(&self, column: usize) -> &'a str {
        self.hook(column).map_or(if column == 0 { "name" } else { "count" }, |(_, hook)| hook.id.as_str())
    }

    /// A cell in words, also where nothing is drawn.
    fn words(&self, of: Row<'_>, column: usize) -> String {
        match (of, column, self.hook(column)) {
            (Row::Group(name), ..) => text::matrix_group(name),
            (Row::Event(event), 0, _) => text::cell(text::matrix_event(), &event.name),
            (Row::Event(event), 1, _) => {
                text::cell(self.dossier.words.unreceived_short, &text::received_by(received(event)))
            }
            (Row::Event(event), _, Some((at, hook))) => {
                let receives = event.cells.get(at).copied().unwrap_or(Receives::No);
                text::matrix_cell(&hook.label, &event.name, receives)
            }
            (Row::Event(event), _, None) => event.name.clone(),
        }
    }

    fn content_ui(&self, ui: &mut Ui, of: Row<'_>, column: usize) {
        let t = tokens(ui);
        let event = match of {
            Row::Event(event) => event,
            Row::Group(name) if column == 0 => {
                ui.add(Label::new(theme::cell_strong(name)).truncate());
                return;
            }
            Row::Group(_) => return,
        };
        match (column, self.hook(column)) {
            (0, _) => {
                let name = Label::new(theme::mono(&event.name)).truncate();
                ui.add(name).on_hover_text(&event.meaning);
            }
            (1, _) => {
                let color = if event.unreceived { t.warn } else { t.muted };
                ui.label(theme::caption(text::received_by(received(event))).color(color));
            }
            (_, Some((at, hook))) => {
                if let Some(receives) = event.cells.get(at) {
                    cell_ui(ui, &hook.label, &event.name, *receives);
                }
            }
            (_, None) => {}
        }
    }
}

fn received(event: &DossierEvent) -> usize {
    event.cells.iter().filter(|cell| **cell == Receives::Yes).count()
}

impl TableDelegate for Matrix<'_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let t = tokens(ui);
        let column = cell.col_range.start;
        ui.add_space(theme::GAP_XS);
        match (column, self.of.hook(column)) {
            (0, _) => {
                self.nodes.header(ui, column, text::matrix_event(), None);
                ui.label(theme::caption(text::matrix_event()).color(t.muted));
            }
            (1, _) => {
                let words = self.of.dossier.words.unreceived_short;
                self.nodes.header(ui, column, words, None);
                ui.label(theme::caption(words).color(t.muted));
            }
            (_, Some((_, hook))) => {
                let name = text::matrix_column(&hook.label);
                let label = Label::new(theme::caption(shown(&hook.label).into_owned()).color(t.text)).truncate();
                ui.add(label).on_hover_text(&hook.label);
                self.nodes.header(ui, column, &name, None);
            }
            (_, None) => {}
        }
    }

    fn row_ui(&mut self, ui: &mut Ui, row: u64) {
        let group = usize::try_from(row).ok().and_then(|row| self.of.found.rows.get(row));
        if let Some(Row::Group(_)) = group {
            ui.painter().rect_filled(ui.max_rect(), 0.0, tokens(ui).sunken);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let (row, column) = (usize::try_from(cell.row_nr).unwrap_or(usize::MAX), cell.col_nr);
        let all = self.of;
        let Some(of) = all.found.rows.get(row).copied() else {
            return;
        };
        ui.add_space(theme::GAP_XS);
        all.content_ui(ui, of, column);
        let rows = all.found.rows.len();
        let words = || all.words(of, column);
        match of {
            Row::Group(name) => self.nodes.row(row, name, || text::row_position(row, rows), None),
            Row::Event(event) => self.nodes.row(row, &event.name, || text::row_position(row, rows), None),
        }
        if column == 0 {
            self.nodes.row_header(ui, row, column, words);
        } else {
            self.nodes.cell(ui, row, column, words);
        }
        let key = match of {
            Row::Group(name) => (name, all.key(column)),
            Row::Event(event) => (&*event.name, all.key(column)),
        };
        let spoken = || format!("{}, {}", text::row_position(row, rows), all.words(of, column));
        self.cursor.cell(ui, row, column, key, spoken);
    }

    fn default_row_height(&self) -> f32 {
        LINE
    }
}

fn cell_ui(ui: &mut Ui, label: &str, event: &str, receives: Receives) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::hover());
    if receives == Receives::No {
        return;
    }
    response.on_hover_text(text::matrix_cell(label, event, receives)); // a screen reader has it from the cell
    sign(ui, rect, receives);
}

/// A filled square, or the outline of one: shape as well as colour.
fn sign(ui: &Ui, rect: Rect, receives: Receives) {
    let t = tokens(ui);
    let square = Rect::from_center_size(rect.center(), Vec2::splat(14.0));
    match receives {
        Receives::No => {}
        Receives::Yes => {
            ui.painter().rect_filled(square, 3.0, t.ok);
        }
        Receives::Off => {
            ui.painter().rect_stroke(square, 3.0, Stroke::new(2.0, t.danger), egui::StrokeKind::Inside);
        }
    }
}
