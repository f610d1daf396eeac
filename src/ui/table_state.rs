//! Where the keyboard is in the table of webhooks: what belongs to the view alone.

use egui::{EventFilter, Id, Rect, Response, Ui};

use super::theme;
use crate::app::rows::Standing;
use crate::app::{Filter, ListView, Sort};
use crate::domain::WebhookId;

#[derive(Debug, Default)]
pub struct TableState {
    /// How many rows are really visible.
    page: usize,
    /// Where the table was drawn.
    area: Option<Rect>,
    /// The row that had the focus when the table was last drawn.
    focused: Option<(Id, WebhookId)>,
    /// The one before, while the table is drawn.
    before: Option<(Id, WebhookId)>,
    /// This row gets the focus as soon as it is drawn: before, there is nothing that could have it.
    wanted: Option<WebhookId>,
    /// The current row, its number, and whether it could be seen.
    current: Option<(WebhookId, usize)>,
    in_view: bool,
    /// There is less room than before: what had the focus is scrolled to.
    shrunk: bool,
    arranged: Option<(Sort, Filter, String)>,
}

impl TableState {
    pub fn want(&mut self, id: Option<WebhookId>) {
        self.wanted = id;
    }

    /// The table isn't drawn: what has the focus is no row.
    pub fn rest(&mut self) {
        self.area = None;
        self.focused = None;
        self.wanted = None;
    }

    /// Where a key finds the keyboard.
    pub fn standing(&self, focused: Option<Id>) -> Standing {
        Standing { page: self.page, on_row: focused.is_some() && focused == self.focused.as_ref().map(|(id, _)| *id) }
    }

    /// Nothing has the focus, or something of the table has it.
    pub fn has_keys(&self, ctx: &egui::Context, focused: Option<Id>) -> bool {
        let Some(id) = focused else {
            return true;
        };
        let place = ctx.read_response(id).map(|response| response.rect.center());
        self.area.zip(place).is_some_and(|(area, place)| area.contains(place))
    }

    /// Before the rows are drawn. Says which row to scroll to: the one that is asked for, or the current one after it
    /// was moved by another order, another search or fresh data.
    pub fn begin(&mut self, view: &ListView, asked: bool) -> Option<usize> {
        let asked = std::mem::take(&mut self.shrunk) || asked;
        // A row that is gone isn't waited for: it would take the focus whenever it comes back.
        self.wanted.take_if(|id| view.position(id).is_none());
        let wanted = self.wanted.as_ref().filter(|_| asked);
        let at = wanted.or(view.current.as_ref()).and_then(|id| Some((id.clone(), view.position(id)?)));
        let arranged = (view.sort, view.filter, view.search.clone());
        let rearranged = self.arranged.as_ref().is_some_and(|before| *before != arranged);
        let moved = at.is_some() && at != self.current;
        let same = matches!((&self.current, &at), (Some((before, _)), Some((now, _))) if before == now);
        if moved && same && self.focused.is_some() && self.wanted.is_none() {
            self.wanted = at.as_ref().map(|(id, _)| id.clone()); // it may be out of sight for a moment
        }
        let scrolls = asked || moved && (rearranged || same && self.in_view);
        self.arranged = Some(arranged);
        self.current = at;
        self.before = self.focused.take();
        self.in_view = false;
        self.current.as_ref().filter(|_| scrolls).map(|(_, row)| *row)
    }

    /// While a row is drawn. Says whether the focus came to it in this moment, not by an arrow.
    pub fn row(&mut self, ui: &Ui, name: &Response, id: &WebhookId) -> bool {
        self.in_view |=
            self.current.as_ref().is_some_and(|(current, _)| current == id) && ui.is_rect_visible(name.rect);
        if self.wanted.as_ref() == Some(id) {
            self.wanted = None;
            name.request_focus();
        }
        if !name.has_focus() {
            return false;
        }
        self.focused = Some((name.id, id.clone()));
        // The arrows move in the table: without this, egui would move the focus too.
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(name.id, arrows));
        name.gained_focus()
    }

    /// After the rows were drawn, here.
    pub fn end(&mut self, ui: &Ui, area: Rect, rows: Rect) {
        let shrunk = self.area.is_some_and(|before| area.height() < before.height());
        if shrunk && self.focused.is_none() && self.wanted.is_none() {
            // Something came above the table, and pushed the row out of sight.
            self.wanted = self.before.take().map(|(_, id)| id);
            self.shrunk = self.wanted.is_some();
            if self.shrunk {
                ui.request_repaint();
            }
        }
        self.area = Some(area);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of rows on screen")]
        let page = (rows.height() / theme::ROW).floor().max(1.0) as usize;
        self.page = page;
    }
}
