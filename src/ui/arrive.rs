//! Where the keyboard is after the page has changed: in the page, for whoever came by keyboard or with a screen reader.
//! Whoever uses the mouse sees no ring appear.

use egui::{Context, Event, FocusDirection, Id, Memory, Response, Ui};

use crate::app::Place;

/// Frames until what had the focus before is surely gone, and a page's own field has had its turn.
const FRAMES: u8 = 4;

#[derive(Debug, Default)]
pub struct Arrival {
    place: Option<Place>,
    by_keys: bool,
    /// Frames in which the page may still take the focus.
    left: u8,
}

impl Arrival {
    /// Before a frame is drawn. The page may be `ready` later than it is shown.
    pub fn begin(&mut self, ctx: &Context, place: Place, ready: bool) {
        ctx.input(|input| {
            for event in &input.events {
                match event {
                    Event::Key { pressed: true, .. } | Event::AccessKitActionRequest(_) => self.by_keys = true,
                    Event::PointerButton { .. } | Event::Touch { .. } => self.by_keys = false,
                    _ => {}
                }
            }
        });
        let came = self.place.is_some_and(|before| before != place);
        self.place = Some(place);
        self.left = match self.left {
            _ if came => FRAMES,
            0 => 0,
            left => {
                if ready {
                    left - 1
                } else {
                    FRAMES
                }
            }
        };
        let open = self.left > 0 && ctx.memory(Memory::focused).is_none();
        ctx.data_mut(|data| data.insert_temp(marker(), open && self.by_keys));
        if self.left > 0 && ready {
            ctx.request_repaint(); // a few frames after each change of the page: one to lose the focus, one to give it
        }
    }

    /// Whether the last that came was a key or a screen reader, rather than the mouse.
    pub fn by_keys(&self) -> bool {
        self.by_keys
    }

    /// Just before a page's content is drawn: its first widget gets the focus, unless the page has a better one.
    pub fn enter(&self, ui: &Ui) {
        if self.left == 1 && waits(ui) {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        }
    }
}

/// The field that a page begins with.
pub fn begins_here(ui: &Ui, field: &Response) {
    if field.enabled() && waits(ui) {
        field.request_focus();
    }
}

fn waits(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp(marker()).unwrap_or(false)) && ui.memory(Memory::focused).is_none()
}

fn marker() -> Id {
    Id::unique("arrival")
}
