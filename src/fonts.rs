//! The system's fonts. On a machine that has none, looking for one panics in the crate that looks: the window goes on
//! without, and says which script it can't draw.
//!
//! Listing them takes a while, for which the window doesn't wait: it draws without them, and once more when they are there.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use egui::Context;
use egui::epaint::text::{FallbackRequest, FontFamily, FontInsert, FontProvider};
use egui_system_font_provider::SystemFontProvider;
use hookswitch::ui::script::Listing;

/// The threads that look for fonts: this one, and the one that it starts.
const THREADS: [&str; 2] = ["system-fonts", "egui_system_font_provider"];

/// Whether a panic is only the answer that there are no fonts.
pub fn is_looking() -> bool {
    std::thread::current().name().is_some_and(|name| THREADS.contains(&name))
}

/// Begins to list the fonts, and lets egui ask them for letters that the app's own lack.
pub fn install(ctx: &Context) -> Listing {
    install_from(ctx, || {
        let fonts = SystemFontProvider::new();
        let request = FallbackRequest { cluster: "א", family: &FontFamily::Proportional };
        let asked = catch_unwind(AssertUnwindSafe(|| fonts.font_for(&request))); // waits for the list
        asked.is_ok().then(|| Box::new(fonts) as Box<dyn FontProvider>)
    })
}

/// What was found. `None`: there are no fonts.
type Found = Option<Box<dyn FontProvider>>;

fn install_from(ctx: &Context, list: impl FnOnce() -> Found + Send + 'static) -> Listing {
    let (listing, found) = (Listing::begun(), Arc::new(OnceLock::new()));
    ctx.add_font_provider(Arc::new(SystemFonts { found: Arc::clone(&found), listing: listing.clone() }));
    let again = ctx.clone();
    let look = move || {
        found.get_or_init(list);
        // Nothing to find here; but with a new provider egui forgets what it was told so far, and draws again.
        again.add_font_provider(Arc::new(|_: &FallbackRequest<'_>| None));
    };
    let [name, _] = THREADS;
    if std::thread::Builder::new().name(name.to_owned()).spawn(look).is_err() {
        listing.end();
    }
    listing
}

/// Finds a font for a letter that the app's own fonts lack.
struct SystemFonts {
    found: Arc<OnceLock<Found>>,
    listing: Listing,
}

impl FontProvider for SystemFonts {
    /// No font from the start; but egui asks for them whenever it starts afresh, and the list ends between letters only,
    /// so that those who are asked after this one never hear of a letter that it would have found.
    fn fonts_for_family(&self, _family: &FontFamily) -> Vec<FontInsert> {
        if self.found.get().is_some() {
            self.listing.end();
        }
        Vec::new()
    }

    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        if self.listing.is_under_way() {
            return None;
        }
        self.found.get()?.as_ref()?.font_for(request)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::{Duration, Instant};

    use egui::FontId;
    use egui::epaint::text::FontData;
    use hookswitch::ui::script::{LastResort, Missing};

    use super::*;

    /// Has the one letter that is asked for here, as a font of the system would.
    #[expect(clippy::unnecessary_wraps, reason = "as a provider answers")]
    fn font(_request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let data = FontData::from_static(include_bytes!("../assets/fonts/boxes-hebrew.ttf"));
        Some(FontInsert { name: "of the system".to_owned(), data, families: Vec::new() })
    }

    fn draws(ctx: &Context) -> Vec<String> {
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            ui.fonts_mut(|fonts| fonts.has_glyph(&FontId::default(), 'א'));
        });
        output.drop_without_applying_deltas();
        ctx.fonts(|fonts| fonts.discovered_fonts().iter().map(|font| font.name.clone()).collect())
    }

    fn listed(found: Found) -> (Vec<String>, Missing) {
        let ctx = Context::default();
        let (go_on, wait) = channel::<()>();
        let found = std::sync::Mutex::new(Some(found));
        let listing = install_from(&ctx, move || {
            wait.recv().unwrap();
            found.lock().unwrap().take().unwrap()
        });
        let missing = Missing::after(listing.clone());
        ctx.add_font_provider(Arc::new(LastResort(missing.clone())));
        assert_eq!(draws(&ctx), ["boxes-hebrew"], "the window doesn't wait");
        assert!(listing.is_under_way() && missing.take().is_empty(), "nobody knows yet what is missing");
        go_on.send(()).unwrap();
        let (begun, mut drawn) = (Instant::now(), Vec::new());
        while listing.is_under_way() {
            assert!(begun.elapsed() < Duration::from_secs(30), "egui never asked again");
            std::thread::yield_now();
            drawn = draws(&ctx);
        }
        (drawn, missing)
    }

    #[test]
    fn letters_are_drawn_at_once_and_again_when_the_fonts_are_listed() {
        let (drawn, missing) = listed(Some(Box::new(font)));
        assert_eq!(drawn, ["of the system"]);
        assert!(missing.take().is_empty());
    }

    #[test]
    fn without_fonts_the_missing_script_is_told_after_the_list() {
        let (drawn, missing) = listed(None);
        assert_eq!(drawn, ["boxes-hebrew"]);
        assert_eq!(missing.take().len(), 1);
    }
}
