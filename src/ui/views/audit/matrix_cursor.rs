//! The matrix by keyboard: one of its cells can have the focus, and the arrows take it from cell to cell.

use egui::{EventFilter, FocusDirection, Id, Key, Modifiers, Response, Sense, Ui};

/// Where the keyboard is. It ends with the window.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cursor {
    pub row: usize,
    pub column: usize,
    /// The cell that had the focus when it was last drawn.
    focused: Option<Id>,
    /// The cell gets the focus once it is drawn: it may have to be scrolled to.
    wanted: bool,
}

impl Cursor {
    fn id() -> Id {
        Id::unique("matrix-cursor")
    }

    /// Moves by the keys that came. Says whether it moved, and has to be scrolled to.
    pub fn load(ui: &Ui, rows: usize, columns: usize, page: usize) -> (Self, bool) {
        let mut cursor = ui.data(|data| data.get_temp::<Self>(Self::id())).unwrap_or_default();
        let focused = ui.memory(egui::Memory::focused);
        let has_keys = ui.memory(|memory| memory.allows_interaction(ui.layer_id()))
            && (focused.is_none() || focused == cursor.focused)
            && !egui::Popup::is_any_open(ui.ctx());
        let before = (cursor.row, cursor.column);
        let mut came = false;
        if has_keys {
            came = cursor.take_keys(ui, page);
        }
        cursor.row = cursor.row.min(rows.saturating_sub(1));
        cursor.column = cursor.column.min(columns.saturating_sub(1));
        if came {
            cursor.wanted = true;
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        }
        cursor.focused = None;
        (cursor, came || before != (cursor.row, cursor.column))
    }

    fn take_keys(&mut self, ui: &Ui, page: usize) -> bool {
        let mut came = false;
        let mut takes = |held, key| {
            let pressed = ui.ctx().input_mut(|input| input.consume_key(held, key));
            came |= pressed;
            pressed
        };
        // With Ctrl first: without, a key fits both.
        if takes(Modifiers::COMMAND, Key::Home) {
            (self.row, self.column) = (0, 0);
        }
        if takes(Modifiers::COMMAND, Key::End) {
            (self.row, self.column) = (usize::MAX, usize::MAX);
        }
        if takes(Modifiers::NONE, Key::ArrowUp) {
            self.row = self.row.saturating_sub(1);
        }
        if takes(Modifiers::NONE, Key::ArrowDown) {
            self.row = self.row.saturating_add(1);
        }
        if takes(Modifiers::NONE, Key::PageUp) {
            self.row = self.row.saturating_sub(page);
        }
        if takes(Modifiers::NONE, Key::PageDown) {
            self.row = self.row.saturating_add(page);
        }
        if takes(Modifiers::NONE, Key::ArrowLeft) {
            self.column = self.column.saturating_sub(1);
        }
        if takes(Modifiers::NONE, Key::ArrowRight) {
            self.column = self.column.saturating_add(1);
        }
        if takes(Modifiers::NONE, Key::Home) {
            self.column = 0;
        }
        if takes(Modifiers::NONE, Key::End) {
            self.column = usize::MAX;
        }
        came
    }

    /// In a cell, after its content. `key` says what the cell is of, wherever it stands.
    pub fn cell(&mut self, ui: &Ui, row: usize, column: usize, key: (&str, &str), words: impl FnOnce() -> String) {
        if (self.row, self.column) != (row, column) {
            return;
        }
        let id = Id::unique(("matrix-cell", key));
        let response = ui.interact(ui.max_rect(), id, Sense::focusable_noninteractive());
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(egui::accesskit::Role::Label);
            node.set_value(words());
        });
        if std::mem::take(&mut self.wanted) {
            response.request_focus();
        }
        if response.has_focus() {
            self.mark(ui, &response);
        }
    }

    fn mark(&mut self, ui: &Ui, response: &Response) {
        self.focused = Some(response.id);
        let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }

    pub fn store(self, ui: &Ui) {
        ui.data_mut(|data| data.insert_temp(Self::id(), self));
    }
}
