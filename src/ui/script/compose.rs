//! Input methods: while letters are composed, the keys belong to the composition.
//!
//! It looks at the input before anything else does, so no field, button, dialog or shortcut has to know about it. Some
//! systems send the key that chose a candidate as well as the text that it chose, so what would send a form or close a
//! dialog is also left out right after that.

use egui::{Event, FullOutput, ImeEvent, Key, RawInput};

/// Nobody confirms a candidate and presses a key of another meaning in a shorter time. In seconds.
const SOON: f64 = 0.1;

#[derive(Debug, Default)]
pub struct Composing {
    under_way: bool,
    /// When the last composition ended.
    ended: Option<f64>,
    now: f64,
}

impl egui::Plugin for Composing {
    fn debug_name(&self) -> &'static str {
        "composing"
    }

    fn input_hook(&mut self, _ctx: &egui::Context, input: &mut RawInput) {
        self.now = input.time.unwrap_or(self.now + f64::from(input.predicted_dt));
        input.events.retain(|event| self.takes(event));
    }

    /// Without a field that takes text, nothing is composed: not every system tells of the end.
    fn output_hook(&mut self, _ctx: &egui::Context, output: &mut FullOutput) {
        self.under_way &= output.platform_output.ime.is_some();
    }
}

impl Composing {
    /// Whether an event goes on to the window.
    fn takes(&mut self, event: &Event) -> bool {
        match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => {
                if self.under_way && text.is_empty() {
                    self.ended = Some(self.now);
                }
                self.under_way = !text.is_empty();
            }
            Event::Ime(ImeEvent::Commit(_)) => {
                self.under_way = false;
                self.ended = Some(self.now);
            }
            Event::WindowFocused(false) => self.under_way = false,
            Event::Key { pressed: true, .. } if self.under_way => return false,
            Event::Key { key: Key::Enter | Key::Escape | Key::Tab, pressed: true, .. } => {
                return !self.has_just_ended();
            }
            _ => {}
        }
        true
    }

    fn has_just_ended(&self) -> bool {
        self.ended.is_some_and(|ended| (0.0..SOON).contains(&(self.now - ended)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: egui::Modifiers::NONE }
    }

    fn preedit(text: &str) -> Event {
        Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None })
    }

    #[test]
    fn keys_belong_to_a_composition_from_its_first_letter_to_its_end() {
        let mut state = Composing::default();
        assert!(state.takes(&key(Key::Enter)));
        assert!(state.takes(&preedit("ni")));
        for candidate in [Key::ArrowDown, Key::Space, Key::Enter, Key::Escape, Key::Delete] {
            state.now += 1.0;
            assert!(!state.takes(&key(candidate)), "{candidate:?}");
        }
        assert!(state.takes(&Event::Ime(ImeEvent::Commit("你".to_owned()))));
        assert!(!state.takes(&key(Key::Enter)), "the Enter that confirmed");
        assert!(state.takes(&key(Key::A)), "typing goes on at once");
        state.now += 1.0;
        assert!(state.takes(&key(Key::Enter)));
    }

    #[test]
    fn the_escape_that_cancels_a_composition_closes_nothing() {
        let mut state = Composing::default();
        assert!(state.takes(&preedit("한")));
        assert!(state.takes(&preedit("")));
        assert!(!state.takes(&key(Key::Escape)));
        state.now += 1.0;
        assert!(state.takes(&key(Key::Escape)));
    }

    #[test]
    fn an_empty_preedit_out_of_the_blue_takes_no_key() {
        let mut state = Composing::default();
        assert!(state.takes(&preedit("")));
        assert!(state.takes(&key(Key::Enter)));
    }
}
