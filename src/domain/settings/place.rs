//! Where the window was, and where it can be seen again.

/// In points of the system, whatever the app's own text size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowPlace {
    /// Width and height inside its frame, as they are while it isn't maximized.
    pub size: (u32, u32),
    /// The upper left corner of its frame; `None` where the system doesn't tell, as on Wayland.
    pub at: Option<(i32, i32)>,
    pub maximized: bool,
}

/// A screen that is there, in the same unit as the window that is measured against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    pub at: (i32, i32),
    pub size: (u32, u32),
}

/// So much of a window's top must be on a screen: enough to see it and to take hold of it.
const SEEN: i64 = 120;
const TITLE: i64 = 32;

impl WindowPlace {
    /// Leaves room for a title bar and a panel on a screen of 640×480.
    pub const LEAST: (u32, u32) = (480, 400);
    /// Larger than any screen: such a file was written by something else.
    const MOST: u32 = 20_000;

    /// A size that a window can have.
    #[must_use]
    pub fn sane(self) -> Self {
        let (width, height) = self.size;
        let (least_width, least_height) = Self::LEAST;
        Self { size: (width.clamp(least_width, Self::MOST), height.clamp(least_height, Self::MOST)), ..self }
    }
}

impl Screen {
    /// Where a window must go so that its top can be seen and taken hold of; `None`: it can stay where it is.
    pub fn moved_into_sight(screens: &[Self], at: (i32, i32), size: (u32, u32)) -> Option<(i32, i32)> {
        let first = screens.first()?;
        if screens.iter().any(|screen| screen.shows_top_of(at, size)) {
            return None;
        }
        let nearest = screens.iter().min_by_key(|screen| screen.distance(at)).unwrap_or(first);
        Some((
            nearest_within(at.0, nearest.at.0, nearest.size.0, size.0),
            nearest_within(at.1, nearest.at.1, nearest.size.1, size.1),
        ))
    }

    fn shows_top_of(&self, at: (i32, i32), size: (u32, u32)) -> bool {
        let seen = overlap(at.0, size.0, self.at.0, self.size.0);
        let (top, screen_top) = (i64::from(at.1), i64::from(self.at.1));
        let low_enough = top >= screen_top - TITLE / 2;
        let high_enough = top + TITLE <= screen_top + i64::from(self.size.1);
        seen >= SEEN.min(i64::from(size.0)) && low_enough && high_enough
    }

    fn distance(&self, at: (i32, i32)) -> i64 {
        let off = |at: i32, from: i32, long: u32| {
            let (at, from) = (i64::from(at), i64::from(from));
            (from - at).max(at - (from + i64::from(long))).max(0)
        };
        off(at.0, self.at.0, self.size.0) + off(at.1, self.at.1, self.size.1)
    }
}

fn overlap(at: i32, long: u32, from: i32, room: u32) -> i64 {
    let (at, from) = (i64::from(at), i64::from(from));
    (at + i64::from(long)).min(from + i64::from(room)) - at.max(from)
}

/// Whole on the screen where it fits, else from the screen's edge on.
fn nearest_within(at: i32, from: i32, room: u32, long: u32) -> i32 {
    let last = from.saturating_add_unsigned(room.saturating_sub(long));
    at.clamp(from, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: Screen = Screen { at: (0, 0), size: (1920, 1080) };
    const BESIDE: Screen = Screen { at: (1920, -200), size: (2560, 1440) };
    const SIZE: (u32, u32) = (1280, 800);

    #[test]
    fn a_window_on_a_screen_that_is_gone_comes_back_into_sight() {
        assert_eq!(Screen::moved_into_sight(&[LAPTOP, BESIDE], (2400, 100), SIZE), None);
        assert_eq!(Screen::moved_into_sight(&[LAPTOP], (2400, 100), SIZE), Some((640, 100)));
        assert_eq!(Screen::moved_into_sight(&[LAPTOP], (-5000, -5000), SIZE), Some((0, 0)));
        assert_eq!(Screen::moved_into_sight(&[LAPTOP], (100, 1070), SIZE), Some((100, 280)));
    }

    #[test]
    fn a_window_that_is_partly_beside_the_screen_stays_there() {
        assert_eq!(Screen::moved_into_sight(&[LAPTOP], (-900, 40), SIZE), None);
        assert_eq!(Screen::moved_into_sight(&[LAPTOP], (-8, -8), SIZE), None, "as a maximized one on Windows");
        assert_eq!(Screen::moved_into_sight(&[LAPTOP], (1900, 40), SIZE), Some((640, 40)));
    }

    #[test]
    fn where_no_screen_is_told_nothing_is_moved() {
        assert_eq!(Screen::moved_into_sight(&[], (9000, 9000), SIZE), None);
    }

    #[test]
    fn a_window_larger_than_the_screen_begins_at_its_edge() {
        assert_eq!(Screen::moved_into_sight(&[LAPTOP], (3000, 0), (4000, 2000)), Some((0, 0)));
    }

    #[test]
    fn a_size_from_a_broken_file_is_mended() {
        let place = |size| WindowPlace { size, at: None, maximized: false }.sane().size;
        assert_eq!(place((0, 0)), WindowPlace::LEAST);
        assert_eq!(place((u32::MAX, 700)), (20_000, 700));
    }
}
