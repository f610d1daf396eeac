//! Pictures of each screen: in both themes, at 200 %, and with names 3 times as long.
#![cfg(feature = "gui")]
#![expect(clippy::expect_used, reason = "tests")]

#[expect(dead_code, reason = "each test file uses its part")]
mod screens;
#[expect(dead_code, reason = "each test file uses its part")]
mod window;

use egui::Theme;
use egui_kittest::{SnapshotOptions, SnapshotResults};
use screens::World;

/// A picture's name, and the screen that it shows.
const PICTURED: [(&str, &str); 18] = [
    ("welcome", "welcome"),
    ("connect", "connect-errors"),
    ("list", "list-details"),
    ("selection", "list-selection"),
    ("form", "form"),
    ("review", "review-checked"),
    ("outcomes", "review-each-outcome"),
    ("delete", "delete"),
    ("conflict", "conflict"),
    ("events", "events"),
    ("history", "history-unfolded"),
    ("audit", "audit"),
    ("audit-matrix", "audit-matrix"),
    ("audit-accept", "audit-accept"),
    ("delivery", "delivery-sent"),
    ("palette", "palette"),
    ("shortcuts", "shortcuts"),
    ("settings", "settings-company"),
];

/// Software drawing differs by a few pixels between driver versions.
fn options() -> SnapshotOptions {
    SnapshotOptions::new().threshold(1.5).max_failed_pixels(600)
}

/// Others are drawn to be looked at: `HOOKSWITCH_ALL_PICTURES=1`
fn pictured() -> Vec<(&'static str, screens::Screen)> {
    if std::env::var_os("HOOKSWITCH_ALL_PICTURES").is_some() {
        return screens::all().into_iter().map(|screen| (screen.name, screen)).collect();
    }
    PICTURED.iter().map(|(picture, name)| (*picture, screens::named(name))).collect()
}

fn pictures(world: World, scale: f32, suffix: &str) {
    let mut results = SnapshotResults::new();
    for (picture, screen) in pictured() {
        let mut harness = (screen.open)(&world);
        harness.set_pixels_per_point(scale);
        harness.remove_cursor();
        harness.run();
        results.add(harness.try_snapshot_options(format!("{picture}-{suffix}"), &options()));
    }
}

#[test]
fn in_the_light() {
    pictures(World::default(), 1.0, "light");
}

#[test]
fn in_the_dark() {
    pictures(World { theme: Theme::Dark, ..World::default() }, 1.0, "dark");
}

/// In the same window, which has room for a quarter of it then.
#[test]
fn at_200_percent() {
    pictures(World::default(), 2.0, "200");
}

#[test]
fn with_names_3_times_as_long() {
    pictures(World { long: true, ..World::default() }, 1.0, "long");
}
