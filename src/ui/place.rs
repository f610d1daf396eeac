//! Where the window is and how large: told to the model, given back at the next start.
//!
//! It is kept in `settings.json` with everything else that is remembered, and not by eframe, which would write a second
//! file in a third place.

use egui::{Context, Vec2, ViewportBuilder, ViewportCommand, ViewportInfo, vec2};

use crate::domain::{Screen, WindowPlace};

const FIRST: Vec2 = vec2(1280.0, 800.0);
/// What a screen keeps for its own bars, in points.
const BARS: Vec2 = vec2(32.0, 96.0);

/// A window as it was, or as it is at the very first start.
pub fn builder(builder: ViewportBuilder, place: Option<WindowPlace>) -> ViewportBuilder {
    let builder = builder.with_min_inner_size(least());
    let Some(place) = place.map(WindowPlace::sane) else {
        return builder.with_inner_size(FIRST);
    };
    let builder = builder.with_inner_size(size(place.size)).with_maximized(place.maximized);
    match place.at {
        Some(at) => builder.with_position(point(at).to_pos2()),
        None => builder,
    }
}

/// Where the screen on which the window was is gone, it comes back on one that is there.
pub fn move_into_sight(context: &eframe::CreationContext<'_>) {
    let Some(window) = context.winit_window() else {
        return;
    };
    let screens = window.available_monitors().map(|screen| {
        let (at, size) = (screen.position(), screen.size());
        Screen { at: (at.x, at.y), size: (size.width, size.height) }
    });
    let (screens, size): (Vec<Screen>, _) = (screens.collect(), window.outer_size());
    // Wayland tells no place, and keeps its windows in sight by itself.
    if let Ok(mut at) = window.outer_position()
        && let Some((x, y)) = Screen::moved_into_sight(&screens, (at.x, at.y), (size.width, size.height))
    {
        (at.x, at.y) = (x, y);
        window.set_outer_position(at);
    }
}

/// In the size that the system shows or makes smaller well: docks want a large one, X11 scales roughly.
pub fn icon() -> egui::IconData {
    #[cfg(target_os = "macos")]
    let png: &[u8] = include_bytes!("../../assets/icons/hookswitch-mac-512.png");
    #[cfg(windows)]
    let png: &[u8] = include_bytes!("../../assets/icons/hicolor/256x256/apps/hookswitch.png");
    #[cfg(not(any(windows, target_os = "macos")))]
    let png: &[u8] = include_bytes!("../../assets/icons/hicolor/128x128/apps/hookswitch.png");
    eframe::icon_data::from_png_bytes(png).unwrap_or_default()
}

/// `before`: as it was last known. A maximized window keeps the place that it goes back to.
pub(super) fn now(ctx: &Context, before: Option<WindowPlace>) -> Option<WindowPlace> {
    let zoom = ctx.zoom_factor();
    ctx.input(|input| read(input.viewport(), zoom, before))
}

fn read(window: &ViewportInfo, zoom: f32, before: Option<WindowPlace>) -> Option<WindowPlace> {
    if window.minimized == Some(true) || window.fullscreen == Some(true) {
        return None;
    }
    let inner = window.inner_rect?;
    let seen = WindowPlace {
        size: whole(inner.size() * zoom),
        at: window.outer_rect.map(|outer| corner(outer.min.to_vec2() * zoom)),
        maximized: false,
    };
    match (window.maximized, before) {
        (Some(true), Some(before)) => Some(WindowPlace { maximized: true, ..before }),
        (Some(true), None) => Some(WindowPlace { maximized: true, ..seen }),
        _ => Some(seen),
    }
}

/// A window that is too small for its text grows with it, as far as the screen has room.
pub(super) fn grow(ctx: &Context, factor: f32) {
    // All in points as they are now, before the text has its new size.
    let wanted = least() * (factor / ctx.zoom_factor());
    let (screen, inner) = ctx.input(|input| (input.viewport().monitor_size, input.viewport().inner_rect));
    let least = screen.map_or(wanted, |screen| wanted.min((screen - BARS).max(Vec2::splat(200.0))));
    ctx.send_viewport_cmd(ViewportCommand::MinInnerSize(least));
    if let Some(inner) = inner.map(|inner| inner.size())
        && (inner.x < least.x || inner.y < least.y)
    {
        ctx.send_viewport_cmd(ViewportCommand::InnerSize(inner.max(least)));
    }
}

fn least() -> Vec2 {
    size(WindowPlace::LEAST)
}

#[expect(clippy::cast_precision_loss, reason = "sizes of windows are far below what a float holds exactly")]
fn size((width, height): (u32, u32)) -> Vec2 {
    vec2(width as f32, height as f32)
}

#[expect(clippy::cast_precision_loss, reason = "places on screens are far below what a float holds exactly")]
fn point((x, y): (i32, i32)) -> Vec2 {
    vec2(x as f32, y as f32)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, and at least 0")]
fn whole(size: Vec2) -> (u32, u32) {
    (size.x.round().max(0.0) as u32, size.y.round().max(0.0) as u32)
}

#[expect(clippy::cast_possible_truncation, reason = "rounded")]
fn corner(at: Vec2) -> (i32, i32) {
    (at.x.round() as i32, at.y.round() as i32)
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2};

    use super::*;

    fn info(maximized: bool) -> ViewportInfo {
        ViewportInfo {
            inner_rect: Some(Rect::from_min_size(pos2(102.0, 130.0), vec2(640.0, 400.0))),
            outer_rect: Some(Rect::from_min_size(pos2(100.0, 100.0), vec2(644.0, 434.0))),
            maximized: Some(maximized),
            ..ViewportInfo::default()
        }
    }

    #[test]
    fn a_place_is_told_in_the_systems_points_whatever_the_text_size() {
        let place = read(&info(false), 2.0, None).unwrap();
        assert_eq!(place, WindowPlace { size: (1280, 800), at: Some((200, 200)), maximized: false });
    }

    #[test]
    fn a_maximized_window_keeps_the_place_that_it_goes_back_to() {
        let before = WindowPlace { size: (900, 700), at: Some((10, 20)), maximized: false };
        assert_eq!(read(&info(true), 1.0, Some(before)), Some(WindowPlace { maximized: true, ..before }));
    }

    #[test]
    fn a_window_out_of_sight_has_no_place() {
        assert_eq!(read(&ViewportInfo { minimized: Some(true), ..info(false) }, 1.0, None), None);
        assert_eq!(read(&ViewportInfo { fullscreen: Some(true), ..info(false) }, 1.0, None), None);
        assert_eq!(read(&ViewportInfo::default(), 1.0, None), None);
    }

    #[test]
    fn the_next_start_opens_where_the_last_one_ended() {
        let place = WindowPlace { size: (900, 700), at: Some((10, 20)), maximized: true };
        let opened = builder(ViewportBuilder::default(), Some(place));
        assert_eq!(opened.inner_size, Some(vec2(900.0, 700.0)));
        assert_eq!(opened.position, Some(pos2(10.0, 20.0)));
        assert_eq!(opened.maximized, Some(true));
        assert_eq!(builder(ViewportBuilder::default(), None).inner_size, Some(FIRST));
    }
}
