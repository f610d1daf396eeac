//! The rows of the list by keyboard: where one is, what is selected from there, and what is copied of it.

use super::command::{Command, Copied};
use super::list::ListView;
use super::model::Model;
use super::text;
use crate::domain::{Secret, Webhook, WebhookId, safe_cell};

/// What a key does with the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowsAction {
    /// Go on without changing what is selected.
    Walk(isize),
    /// The focus came to this row by Tab or by a screen reader. Nothing is selected by that.
    Reach(WebhookId),
    /// Show the details, also where there is no room beside the list.
    Open,
    /// One line for each of these, for a sheet.
    Copy(Vec<WebhookId>),
}

/// How far a key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Rows(isize),
    /// As many rows as are really visible.
    Pages(isize),
    First,
    Last,
}

impl Step {
    pub fn rows(self, page: usize) -> isize {
        match self {
            Self::Rows(count) => count,
            Self::Pages(count) => count.saturating_mul(isize::try_from(page.max(1)).unwrap_or(1)),
            Self::First => isize::MIN,
            Self::Last => isize::MAX,
        }
    }
}

/// Where the keyboard is, as the window sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many rows are visible.
    pub page: usize,
    /// A row of the list has the focus.
    pub on_row: bool,
}

impl ListView {
    /// The row that the keys start from: the last one that was reached, also after its details were closed.
    pub fn cursor(&self) -> Option<&WebhookId> {
        self.cursor.as_ref().filter(|id| self.position(id).is_some())
    }

    fn row_after(&self, by: isize) -> Option<WebhookId> {
        let last = self.rows.len().saturating_sub(1);
        let next = match self.cursor().or(self.current.as_ref()).and_then(|id| self.position(id)) {
            Some(at) => at.saturating_add_signed(by).min(last),
            None if by == isize::MAX => last,
            None => 0,
        };
        self.rows.get(next).cloned()
    }
}

impl Model {
    pub(super) fn act_on_rows(&mut self, action: RowsAction) -> Vec<Command> {
        match action {
            RowsAction::Walk(by) => {
                if let Some(id) = self.view.row_after(by) {
                    self.view.show(&id);
                }
            }
            RowsAction::Reach(id) => self.view.reach(id),
            RowsAction::Open => {
                if let Some(id) = self.view.row_after(0) {
                    if !self.view.selected.contains(&id) {
                        self.view.select_only(&id);
                    }
                    self.view.show(&id);
                    self.view.opened = true;
                }
            }
            RowsAction::Copy(ids) => return self.copy_rows(&ids),
        }
        Vec::new()
    }

    pub(super) fn move_selection(&mut self, by: isize, extend: bool) {
        let Some(id) = self.view.row_after(by) else {
            return;
        };
        if extend {
            self.view.extend_to(&id);
        } else {
            self.view.select_only(&id);
        }
    }

    /// The row that a key means: the one with the focus, or the one whose details are shown.
    pub(super) fn row_at(&self, standing: Standing) -> Option<WebhookId> {
        let cursor = self.view.cursor().filter(|_| standing.on_row);
        cursor.or(self.view.current.as_ref()).cloned()
    }

    /// The selected webhooks, or the one that a key means.
    pub(super) fn meant_at(&self, standing: Standing) -> Vec<WebhookId> {
        let selected = self.selected();
        if selected.is_empty() { self.row_at(standing).into_iter().collect() } else { selected }
    }

    fn copy_rows(&self, ids: &[WebhookId]) -> Vec<Command> {
        let Some(listing) = self.list.latest() else {
            return Vec::new();
        };
        let lines: Vec<String> = ids.iter().filter_map(|id| listing.find(id)).map(line).collect();
        if lines.is_empty() {
            return Vec::new();
        }
        vec![Command::Copy { what: Copied::Rows(lines.len()), text: Secret::new(lines.join("\n")) }]
    }
}

/// Name, status, URL without its secrets, ID, number of events: no tab and no line end but those between the cells.
fn line(hook: &Webhook) -> String {
    let cells = [
        hook.label(),
        text::status(hook.status).to_owned(),
        hook.url.masked(),
        hook.id.to_string(),
        hook.events.len().to_string(),
    ];
    cells.map(|cell| safe_cell(&cell.replace(['\t', '\n', '\r'], " "))).join("\t")
}
