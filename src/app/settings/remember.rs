//! What is remembered without being set: where the window is, how the list is filtered and sorted. It is written when
//! nothing changed for a moment, and when the window closes: not for each pixel that a window is dragged.

use jiff::{SignedDuration, Timestamp};

use crate::app::command::Command;
use crate::app::model::Model;
use crate::domain::{ListLook, WindowPlace};

const IDLE: SignedDuration = SignedDuration::from_secs(2);

impl Model {
    pub(super) fn placed(&mut self, place: WindowPlace) {
        if self.settings.window != Some(place) {
            self.settings.window = Some(place);
            self.remember_soon();
        }
    }

    pub(super) fn set_details(&mut self, width: u16) {
        let width = width.clamp(ListLook::NARROWEST_DETAILS, ListLook::WIDEST_DETAILS);
        if self.settings.list.details != Some(width) {
            self.settings.list.details = Some(width);
            self.remember_soon();
        }
    }

    pub(in crate::app) fn remember_list(&mut self) {
        if self.tour.is_some() {
            return; // it leaves no trace
        }
        let list = &mut self.settings.list;
        (list.filter, list.sort) = (self.view.filter, self.view.sort);
        self.remember_soon();
    }

    fn remember_soon(&mut self) {
        self.unsaved_since = Some(self.now);
    }

    /// When what is remembered shall be written.
    pub(in crate::app) fn remembers_at(&self) -> Option<Timestamp> {
        self.unsaved_since.and_then(|since| since.checked_add(IDLE).ok())
    }

    /// Writes it where it is time, or where the window closes.
    pub(in crate::app) fn remember_now(&mut self) -> Vec<Command> {
        let set_back = self.unsaved_since.is_some_and(|since| since > self.now);
        let due = self.quit || set_back || self.remembers_at().is_some_and(|at| at <= self.now);
        if due && self.unsaved_since.take().is_some() { self.save_settings() } else { Vec::new() }
    }
}
