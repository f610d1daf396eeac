//! A long list of lines of any height: only those in sight are worded and drawn, the others are spaced as high as they
//! were when they were last seen.

use std::collections::BTreeMap;

use egui::{Rect, Ui, Vec2};

/// Of a list of no more lines than these, a screen reader gets all.
const FEW: usize = 60;

/// For how wide a list the heights are.
#[derive(Clone, Debug, Default)]
struct Heights {
    width: f32,
    by_line: BTreeMap<usize, f32>,
}

/// Draws the lines in sight of so many; `usual` is how high a line is thought to be before it was seen.
pub fn long_list_ui(ui: &mut Ui, lines: usize, usual: f32, mut line_ui: impl FnMut(&mut Ui, usize)) {
    let id = ui.scope_id().with("heights");
    let width = ui.available_width();
    let mut heights = ui.data(|data| data.get_temp::<Heights>(id)).unwrap_or_default();
    if (heights.width - width).abs() > 0.5 {
        heights = Heights { width, ..Heights::default() };
    }
    let gap = ui.spacing().item_spacing.y;
    let mut skipped = 0.0;
    for line in 0..lines {
        let height = heights.by_line.get(&line).copied().unwrap_or(usual);
        let top = ui.cursor().min + Vec2::new(0.0, skipped);
        if lines <= FEW
            || ui.is_rect_visible(
                Rect::from_min_size(top, Vec2::new(width, height)).expand2(Vec2::new(0.0, 2.0 * usual)),
            )
        {
            space(ui, &mut skipped, gap);
            let before = ui.cursor().min.y;
            line_ui(ui, line);
            let drawn = ui.cursor().min.y - before - gap;
            if (drawn - height).abs() > 0.5 {
                heights.by_line.insert(line, drawn);
            }
        } else {
            skipped += height + gap;
        }
    }
    space(ui, &mut skipped, gap);
    ui.data_mut(|data| data.insert_temp(id, heights));
}

/// One space for all that was skipped.
fn space(ui: &mut Ui, skipped: &mut f32, gap: f32) {
    if *skipped > 0.0 {
        ui.allocate_space(Vec2::new(1.0, *skipped - gap));
        *skipped = 0.0;
    }
}
