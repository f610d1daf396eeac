//! A walk by Tab through every screen: each thing that can be used is reached once, in the order in which one reads,
//! with a ring around it that can be seen, and is large enough to be hit. Beside it an outline of each screen: what it
//! tells a screen reader, role and name of every node.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod screens;
#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::epaint::{ClippedShape, RectShape};
use egui::{Id, Rect, Shape, Theme};
use hookswitch::ui::theme::tokens_of;
use screens::parts::{Part, Place, focused, parts, place};
use screens::{Screen, World};
use window::{Shown, outline};

/// The least size of a target, and the least width of the ring.
const TARGET: f32 = 24.0;
const RING: f32 = 2.0;

/// One frame with Tab in it.
fn tab(harness: &mut Shown) {
    let key = |pressed| egui::Event::Key {
        key: egui::Key::Tab,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    harness.input_mut().events.extend([key(true), key(false)]);
    harness.step();
    if focused(harness).is_none() {
        harness.step(); // from the last one round to the first
    }
    if harness.output().viewport_output.values().any(|output| output.repaint_delay.is_zero()) {
        harness.run(); // what was out of view is scrolled to
    }
}

fn walk(screen: Screen, theme: Theme) -> Vec<String> {
    let mut harness = (screen.open)(&World { theme, ..World::default() });
    if theme == Theme::Light {
        insta::assert_snapshot!(screen.name, outline(&harness));
    }
    let parts = parts(&harness);
    let mut faults = too_small(&parts);
    let stops: Vec<Part> = parts.into_iter().filter(|part| part.stops).collect();
    let name = |id| stops.iter().find(|part| part.id == id).map_or("something new", |part| part.name.as_str());
    let mut visited: Vec<Id> = Vec::new();
    for _ in 0..stops.len() + 2 {
        tab(&mut harness);
        let Some(id) = focused(&harness) else { continue };
        if visited.first() == Some(&id) {
            break;
        }
        let before = visited.last().copied();
        visited.push(id);
        let Some(here) = place(&harness, id) else {
            faults.push(format!("the focus goes from {:?} to what isn't there", before.map(name)));
            break;
        };
        faults
            .extend(without_ring(&harness, here, theme).then(|| format!("no ring around {} {}", name(id), here.seen)));
        let was = before.and_then(|before| Some((before, place(&harness, before)?)));
        let back = was.filter(|(before, was)| Some(*before) != last(&stops) && !is_natural(&was.rect, &here.rect));
        faults.extend(back.map(|(before, was)| {
            format!("Tab goes back from {} {} to {} {}", name(before), was.rect, name(id), here.rect)
        }));
    }
    let missed = stops.iter().filter(|stop| !visited.contains(&stop.id));
    faults.extend(missed.map(|part| format!("Tab doesn't get to {:?} {}", part.role, part.name)));
    faults.iter().map(|fault| format!("{}: {fault}", screen.name)).collect()
}

/// From it Tab goes round to the first one.
fn last(stops: &[Part]) -> Option<Id> {
    stops.last().map(|part| part.id)
}

/// On along the line, down, or on in the next column: never back.
fn is_natural(from: &Rect, to: &Rect) -> bool {
    let same_line = from.y_range().intersection(to.y_range()).span() > 0.5 * from.height().min(to.height());
    if same_line { to.left() >= from.left() } else { to.top() >= from.center().y || to.left() >= from.right() }
}

/// What is wrong with the ring around what has the focus.
fn without_ring(harness: &Shown, place: Place, theme: Theme) -> bool {
    let accent = tokens_of(theme).accent;
    let rings = |shape: &ClippedShape, ring: &RectShape| {
        let close = place.seen.expand(5.0).contains_rect(ring.rect) && ring.rect.expand(1.0).contains_rect(place.seen);
        let seen = shape.clip_rect.expand(1.0).contains_rect(ring.rect);
        ring.stroke.color == accent && ring.stroke.width >= RING && close && seen
    };
    !harness.output().shapes.iter().any(|shape| any_rect(&shape.shape, &|ring| rings(shape, ring)))
}

fn any_rect(shape: &Shape, is: &dyn Fn(&RectShape) -> bool) -> bool {
    match shape {
        Shape::Rect(rect) => is(rect),
        Shape::Vec(shapes) => shapes.iter().any(|shape| any_rect(shape, is)),
        _ => false,
    }
}

fn too_small(parts: &[Part]) -> Vec<String> {
    let targets = parts.iter().filter(|part| part.is_target);
    let small = targets.filter(|part| part.rect.width() < TARGET - 0.1 || part.rect.height() < TARGET - 0.1);
    small.map(|part| format!("{:?} {} is {}", part.role, part.name, part.rect.size())).collect()
}

fn nothing(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults\n{}\n", faults.len(), faults.join("\n"));
}

/// Every third screen, so that three tests share the work.
fn third(of: usize) -> impl Iterator<Item = Screen> {
    screens::all().into_iter().skip(of).step_by(3)
}

fn walk_third(of: usize) {
    nothing(&third(of).flat_map(|screen| walk(screen, Theme::Light)).collect::<Vec<_>>());
}

#[test]
fn tab_gets_to_everything_in_reading_order_with_a_ring_around_it() {
    walk_third(0);
}

#[test]
fn and_on_the_next_third_of_the_screens() {
    walk_third(1);
}

#[test]
fn and_on_the_last_third_of_the_screens() {
    walk_third(2);
}

#[test]
fn the_ring_is_seen_in_the_dark_too() {
    let names = ["list-details", "delete", "settings", "audit", "list-failed"];
    nothing(&names.into_iter().flat_map(|name| walk(screens::named(name), Theme::Dark)).collect::<Vec<_>>());
}
