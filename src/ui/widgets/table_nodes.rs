//! Tables as a screen reader hears them: a table with rows and cells. egui publishes none of these, and the tables draw
//! what is in sight only; so the nodes of the cells are gathered while they are drawn, and put under rows that know
//! where they are in the whole.

use std::collections::{BTreeMap, HashSet};

use egui::accesskit::{self, NodeId, Role, SortDirection};
use egui::{Context, Id, Rect, Ui, UiBuilder};

/// What is gathered while a table is drawn.
#[derive(Debug, Default)]
pub struct TableNodes {
    /// Whether anyone listens.
    on: bool,
    headers: Row,
    rows: BTreeMap<usize, Row>,
    /// What the cells' nodes were put under by egui.
    parents: Vec<Id>,
}

#[derive(Debug, Default)]
struct Row {
    name: String,
    selected: Option<bool>,
    key: Option<String>,
    /// By column.
    cells: BTreeMap<usize, (Id, Rect)>,
}

/// A table of this name, with so many rows and columns in the whole.
pub fn table_ui<R>(
    ui: &mut Ui,
    id: Id,
    name: &str,
    (rows, columns): (usize, usize),
    content: impl FnOnce(&mut Ui, &mut TableNodes) -> R,
) -> R {
    let builder = UiBuilder::new().scope_id(id).accessibility_role(Role::Table).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        let told = ui.ctx().accesskit_node_builder(id, |node| {
            node.set_row_count(rows);
            node.set_column_count(columns);
            node.set_size_of_set(rows);
            node.set_bounds(bounds(ui.max_rect()));
        });
        let mut nodes = TableNodes { on: told.is_some(), ..TableNodes::default() };
        let result = content(ui, &mut nodes);
        nodes.publish(ui, id);
        result
    })
    .inner
}

impl TableNodes {
    /// A row that is drawn; its key says what it is of, wherever it stands. `selected` is none where nothing can be.
    pub fn row(&mut self, row: usize, key: &str, name: impl FnOnce() -> String, selected: Option<bool>) {
        if self.on {
            let row = self.rows.entry(row).or_default();
            (row.key, row.name, row.selected) = (Some(key.to_owned()), name(), selected);
        }
    }

    /// In a cell, once its content is known: "Status, Deactivated".
    pub fn cell(&mut self, ui: &Ui, row: usize, column: usize, name: impl FnOnce() -> String) {
        self.cell_as(ui, row, column, Role::Cell, name);
    }

    /// In the cell that names its row.
    pub fn row_header(&mut self, ui: &Ui, row: usize, column: usize, name: impl FnOnce() -> String) {
        self.cell_as(ui, row, column, Role::RowHeader, name);
    }

    fn cell_as(&mut self, ui: &Ui, row: usize, column: usize, role: Role, name: impl FnOnce() -> String) {
        let told = self.on.then(|| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(role);
                node.set_label(name());
                node.set_row_index(row);
                node.set_column_index(column);
                node.set_bounds(bounds(ui.max_rect()));
            })
        });
        if told.flatten().is_some() {
            self.rows.entry(row).or_default().cells.insert(column, (ui.unique_id(), ui.max_rect()));
            self.note_parent(ui);
        }
    }

    /// In the head of a column; `sorted` says whether downwards, where the rows are in its order.
    pub fn header(&mut self, ui: &Ui, column: usize, name: &str, sorted: Option<bool>) {
        let told = self.on.then(|| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::ColumnHeader);
                node.set_label(name);
                node.set_column_index(column);
                node.set_bounds(bounds(ui.max_rect()));
                if let Some(downwards) = sorted {
                    let direction = if downwards { SortDirection::Descending } else { SortDirection::Ascending };
                    node.set_sort_direction(direction);
                }
            })
        });
        if told.flatten().is_some() {
            self.headers.cells.insert(column, (ui.unique_id(), ui.max_rect()));
            self.note_parent(ui);
        }
    }

    fn note_parent(&mut self, ui: &Ui) {
        if let Some(parent) = ui.stack().parent.as_ref().map(|parent| parent.unique_id)
            && !self.parents.contains(&parent)
        {
            self.parents.push(parent);
        }
    }

    /// Makes the rows, and takes the cells from where egui put them.
    fn publish(self, ui: &mut Ui, table: Id) {
        if !self.on {
            return;
        }
        let ctx = ui.ctx().clone();
        let mut moved = HashSet::new();
        let mut order = Vec::new();
        let headers = (None, &self.headers);
        let rows = self.rows.iter().map(|(number, row)| (Some(*number), row));
        for (number, row) in std::iter::once(headers).chain(rows).filter(|(_, row)| !row.cells.is_empty()) {
            let key = row.key.clone().or(number.map(|number| number.to_string())).unwrap_or_default();
            let id = table.with((number.is_some(), key));
            let rect = row.cells.values().fold(Rect::NOTHING, |all, (_, rect)| all.union(*rect));
            drop(ui.new_child(UiBuilder::new().scope_id(id).max_rect(rect).accessibility_role(Role::Row)));
            let cells: Vec<NodeId> = row.cells.values().map(|(id, _)| id.accesskit_id()).collect();
            moved.extend(cells.iter().copied());
            ctx.accesskit_node_builder(id, |node| {
                node.set_bounds(bounds(rect));
                node.set_children(cells);
                if let Some(number) = number {
                    node.set_label(row.name.clone());
                    node.set_row_index(number);
                    node.set_position_in_set(number);
                }
                if let Some(selected) = row.selected {
                    node.set_selected(selected);
                }
            });
            order.push(id.accesskit_id());
        }
        for parent in self.parents {
            children(&ctx, parent, |child| !moved.contains(child), &[]);
        }
        let rows: HashSet<NodeId> = order.iter().copied().collect();
        children(&ctx, table, |child| !rows.contains(child), &order);
    }
}

/// Keeps some of a node's children, behind those that come first.
fn children(ctx: &Context, of: Id, keeps: impl Fn(&NodeId) -> bool, first: &[NodeId]) {
    ctx.accesskit_node_builder(of, |node| {
        let kept = node.children().iter().copied().filter(|child| keeps(child));
        let all: Vec<NodeId> = first.iter().copied().chain(kept).collect();
        node.set_children(all);
    });
}

fn bounds(rect: Rect) -> accesskit::Rect {
    let (min, max) = (rect.min, rect.max);
    accesskit::Rect { x0: min.x.into(), y0: min.y.into(), x1: max.x.into(), y1: max.y.into() }
}
