//! Webhooks by events: who gets what at a glance, and what nobody gets. The names of the events and of the webhooks
//! stay in view while the rest scrolls.

use egui::{Label, Rect, Sense, Stroke, Ui, Vec2};
use egui_table::{CellInfo, Column, HeaderCellInfo, HeaderRow, Table, TableDelegate};

use crate::app::audit::AuditView;
use crate::app::text;
use crate::domain::dossier::{Dossier, DossierEvent, DossierWebhook, Receives};
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::{card, field_note, read_as, shown};

const NAME: f32 = 240.0;
const COUNT: f32 = 88.0;
const CELL: f32 = 112.0;

pub fn matrix_ui(ui: &mut Ui, audit: &mut AuditView) {
    let Some(dossier) = &audit.dossier else {
        return;
    };
    key_ui(ui, dossier);
    let words = audit.matrix_search.to_lowercase();
    let found = Found::of(dossier, &words);
    card(ui, 8, |ui| {
        if found.rows.is_empty() || found.hooks.is_empty() {
            ui.label(text::nothing_in_matrix());
            return;
        }
        table_ui(ui, dossier, &found);
    });
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

fn table_ui(ui: &mut Ui, dossier: &Dossier, found: &Found<'_>) {
    let fixed = |width: f32| Column::new(width).range(width..=width).resizable(false);
    let columns: Vec<Column> =
        [fixed(NAME), fixed(COUNT)].into_iter().chain(found.hooks.iter().map(|_| fixed(CELL))).collect();
    // The names stay in view where that leaves room for a webhook beside them; without any the table can't be drawn.
    let room = ui.available_width() - CELL;
    let sticky = usize::from(room >= NAME) + usize::from(room >= NAME + COUNT);
    let rows = u64::try_from(found.rows.len()).unwrap_or(u64::MAX);
    Table::new()
        .id_salt("events-matrix")
        .num_rows(rows)
        .columns(columns)
        .num_sticky_cols(sticky)
        .headers([HeaderRow::new(theme::ROW)])
        .show(ui, &mut Matrix { dossier, found });
}

struct Matrix<'a> {
    dossier: &'a Dossier,
    found: &'a Found<'a>,
}

impl Matrix<'_> {
    /// The webhook of a column, with its number in the dossier.
    fn hook(&self, column: usize) -> Option<(usize, &DossierWebhook)> {
        let at = *self.found.hooks.get(column.checked_sub(2)?)?;
        Some((at, self.dossier.webhooks.get(at)?))
    }
}

impl TableDelegate for Matrix<'_> {
    fn header_cell_ui(&mut self, ui: &mut Ui, cell: &HeaderCellInfo) {
        let t = tokens(ui);
        let column = cell.col_range.start;
        ui.add_space(theme::GAP_XS);
        match (column, self.hook(column)) {
            (0, _) => drop(ui.label(theme::caption(text::matrix_event()).color(t.muted))),
            (1, _) => drop(ui.label(theme::caption(self.dossier.words.unreceived_short).color(t.muted))),
            (_, Some((_, hook))) => {
                let label = Label::new(theme::caption(shown(&hook.label).into_owned()).color(t.text)).truncate();
                read_as(ui.add(label), &hook.label).on_hover_text(&hook.label);
            }
            (_, None) => {}
        }
    }

    fn row_ui(&mut self, ui: &mut Ui, row: u64) {
        let group = usize::try_from(row).ok().and_then(|row| self.found.rows.get(row));
        if let Some(Row::Group(_)) = group {
            ui.painter().rect_filled(ui.max_rect(), 0.0, tokens(ui).sunken);
        }
    }

    fn cell_ui(&mut self, ui: &mut Ui, cell: &CellInfo) {
        let t = tokens(ui);
        let row = usize::try_from(cell.row_nr).unwrap_or(usize::MAX);
        ui.add_space(theme::GAP_XS);
        let event = match self.found.rows.get(row) {
            Some(Row::Event(event)) => event,
            Some(Row::Group(name)) if cell.col_nr == 0 => {
                ui.add(Label::new(theme::cell_strong(*name)).truncate());
                return;
            }
            Some(Row::Group(_)) | None => return,
        };
        match (cell.col_nr, self.hook(cell.col_nr)) {
            (0, _) => {
                let name = Label::new(theme::mono(&event.name)).truncate();
                ui.add(name).on_hover_text(&event.meaning);
            }
            (1, _) => {
                let count = event.cells.iter().filter(|cell| **cell == Receives::Yes).count();
                let color = if event.unreceived { t.warn } else { t.muted };
                ui.label(theme::caption(text::received_by(count)).color(color));
            }
            (_, Some((at, hook))) => {
                if let Some(receives) = event.cells.get(at) {
                    cell_ui(ui, &hook.label, &event.name, *receives);
                }
            }
            (_, None) => {}
        }
    }

    fn default_row_height(&self) -> f32 {
        28.0
    }
}

fn cell_ui(ui: &mut Ui, label: &str, event: &str, receives: Receives) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::hover());
    if receives == Receives::No {
        return;
    }
    let words = text::matrix_cell(label, event, receives);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    response.on_hover_text(&words);
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
