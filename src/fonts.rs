//! The system's fonts. On a machine that has none, looking for one panics in the crate that looks: the window goes on
//! without, and says which script it can't draw.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};

use egui::epaint::text::{FallbackRequest, FontFamily, FontInsert, FontProvider};
use egui_system_font_provider::SystemFontProvider;

/// The threads that look for fonts: this one, and the one that it starts.
const THREADS: [&str; 2] = ["system-fonts", "egui_system_font_provider"];

/// Whether a panic is only the answer that there are no fonts.
pub fn is_looking() -> bool {
    std::thread::current().name().is_some_and(|name| THREADS.contains(&name))
}

/// Finds a font for a letter that the app's own fonts lack.
pub struct SystemFonts(Mutex<State>);

enum State {
    /// Reading the list of fonts takes a while, and begins before the first one is needed.
    Looking(Receiver<Option<Box<SystemFontProvider>>>),
    Ready(Box<SystemFontProvider>),
    None,
}

impl SystemFonts {
    pub fn look() -> Self {
        let (sender, receiver) = channel();
        let look = move || {
            let fonts = SystemFontProvider::new();
            let asked = catch_unwind(AssertUnwindSafe(|| {
                fonts.font_for(&FallbackRequest { cluster: "א", family: &FontFamily::Proportional })
            }));
            let _window_is_gone = sender.send(asked.is_ok().then(|| Box::new(fonts)));
        };
        let [name, _] = THREADS;
        let started = std::thread::Builder::new().name(name.to_owned()).spawn(look);
        Self(Mutex::new(if started.is_ok() { State::Looking(receiver) } else { State::None }))
    }
}

impl FontProvider for SystemFonts {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Looking(receiver) = &*state {
            *state = receiver.recv().ok().flatten().map_or(State::None, State::Ready);
        }
        match &*state {
            State::Ready(fonts) => fonts.font_for(request),
            State::Looking(_) | State::None => None,
        }
    }
}
