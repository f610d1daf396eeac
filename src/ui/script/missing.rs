//! Hears of the letters that no font of this computer has.
//!
//! egui asks its font providers once for each letter that is in no font yet, the system's provider first: whoever is
//! asked after it is asked about what can't be drawn. While the system's fonts are still being listed, nobody knows.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use egui::epaint::text::{FallbackRequest, FontInsert, FontProvider};

use crate::domain::Script;
use crate::ui::theme;

/// Whether the system's fonts are still being listed. Whoever ends it makes egui ask for every letter again.
#[derive(Clone, Debug, Default)]
pub struct Listing(Arc<AtomicBool>);

impl Listing {
    pub fn begun() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    pub fn is_under_way(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    pub fn end(&self) {
        self.0.store(false, Ordering::Release);
    }
}

/// The scripts that were met and that no font has.
#[derive(Clone, Default)]
pub struct Missing {
    met: Arc<Mutex<BTreeSet<Script>>>,
    listing: Listing,
}

impl Missing {
    pub fn after(listing: Listing) -> Self {
        Self { listing, ..Self::default() }
    }

    /// Those met since the last call.
    pub fn take(&self) -> BTreeSet<Script> {
        std::mem::take(&mut *self.met())
    }

    fn met(&self) -> MutexGuard<'_, BTreeSet<Script>> {
        self.met.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The provider that is asked last.
pub struct LastResort(pub Missing);

impl FontProvider for LastResort {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let letter = request.cluster.chars().next()?;
        let script = Script::of(letter)?;
        let Self(missing) = self;
        if !missing.listing.is_under_way() {
            missing.met().insert(script);
        }
        // Boxes of their own for scripts that run from right to left: else egui would turn the words beside them.
        theme::boxes(letter)
    }
}
