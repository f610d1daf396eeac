//! Hears of the letters that no font of this computer has.
//!
//! egui asks its font providers once for each letter that is in no font yet, the system's provider first: whoever is
//! asked after it is asked about what can't be drawn.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};

use crate::domain::Script;
use crate::ui::theme;

/// The scripts that were met and that no font has.
#[derive(Clone, Default)]
pub struct Missing(Arc<Mutex<BTreeSet<Script>>>);

impl Missing {
    /// Those met since the last call.
    pub fn take(&self) -> BTreeSet<Script> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The provider that is asked last.
pub struct LastResort(pub Missing);

impl FontProvider for LastResort {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let letter = request.cluster.chars().next()?;
        let script = Script::of(letter)?;
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).insert(script);
        // Boxes of their own for scripts that run from right to left: else egui would turn the words beside them.
        theme::boxes(letter)
    }
}
