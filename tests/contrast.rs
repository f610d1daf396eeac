//! The colours of both themes can be told apart: text 4.5 to 1, shapes 3 to 1, on every fill that they are drawn on.
#![cfg(feature = "gui")]

use egui::{Color32, Theme};
use hookswitch::ui::theme::{Tokens, tokens_of};

const TEXT: f64 = 4.5;
const SHAPE: f64 = 3.0;

type Named = (&'static str, Color32);

/// How light a colour is, from 0 to 1, as WCAG 2.2 defines it.
fn luminance(color: Color32) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

fn contrast(one: Color32, other: Color32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Where a page, a card, a hovered thing or a selected row lies.
const fn grounds(t: &Tokens) -> [Named; 4] {
    [("bg", t.bg), ("surface", t.surface), ("sunken", t.sunken), ("accent_weak", t.accent_weak)]
}

/// What a message or a pill is filled with.
const fn fills(t: &Tokens) -> [Named; 3] {
    [("ok_weak", t.ok_weak), ("warn_weak", t.warn_weak), ("danger_weak", t.danger_weak)]
}

const fn inks(t: &Tokens) -> [Named; 6] {
    [("text", t.text), ("muted", t.muted), ("accent", t.accent), ("ok", t.ok), ("warn", t.warn), ("danger", t.danger)]
}

/// The pairs that are too close to each other, in words.
fn too_close(theme: Theme, fronts: &[Named], backs: &[Named], least: f64) -> Vec<String> {
    let mut found = Vec::new();
    for (front, ink) in fronts {
        for (back, ground) in backs {
            let ratio = contrast(*ink, *ground);
            if ratio < least {
                found.push(format!("{theme:?}: {front} on {back} is {ratio:.2}, least {least}"));
            }
        }
    }
    found
}

fn in_both(check: impl Fn(Theme, &Tokens) -> Vec<String>) -> Vec<String> {
    [Theme::Light, Theme::Dark].into_iter().flat_map(|theme| check(theme, tokens_of(theme))).collect()
}

#[test]
fn text_can_be_read_on_everything_it_lies_on() {
    let faults = in_both(|theme, t| {
        let mut faults = too_close(theme, &inks(t), &grounds(t), TEXT);
        faults.extend(too_close(theme, &inks(t), &fills(t), TEXT));
        let full = [("accent", t.accent), ("danger", t.danger)];
        faults.extend(too_close(theme, &[("on_accent", t.on_accent)], &full, TEXT));
        faults
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// `border` only parts what is told apart without it, so nothing depends on it being seen.
#[test]
fn outlines_and_the_mark_of_the_focus_can_be_seen() {
    let faults = in_both(|theme, t| {
        too_close(theme, &[("strong", t.strong), ("accent", t.accent), ("muted", t.muted)], &grounds(t), SHAPE)
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn contrast_is_what_the_standard_says() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.001);
    assert!((contrast(Color32::WHITE, Color32::WHITE) - 1.0).abs() < 0.001);
    let t = tokens_of(Theme::Light);
    assert_eq!(too_close(Theme::Light, &[("border", t.border)], &[("surface", t.surface)], SHAPE).len(), 1);
}
