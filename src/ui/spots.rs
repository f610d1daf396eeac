//! Where on screen the things are that the tour speaks of. A view tells it while it draws; the tour's card, drawn last,
//! asks.

use egui::{Rect, Ui};

use crate::app::tour::Spot;

/// A thing's place, and in which pass it was drawn there.
type Seen = (u64, Rect);

fn id(spot: Spot) -> egui::Id {
    egui::Id::unique("tour-spot").with(spot)
}

/// The thing is here. Told more than once in a pass, it is all of these places.
pub fn tell(ui: &Ui, spot: Spot, rect: Rect) {
    let seen = rect.intersect(ui.clip_rect());
    if !seen.is_positive() {
        return;
    }
    let pass = ui.ctx().cumulative_pass_nr();
    ui.data_mut(|data| {
        let before = data.get_temp::<Seen>(id(spot)).filter(|(of, _)| *of == pass);
        let all = before.map_or(seen, |(_, before)| before.union(seen));
        data.insert_temp(id(spot), (pass, all));
    });
}

/// Where the thing is, if it was drawn in this pass.
pub fn find(ui: &Ui, spot: Spot) -> Option<Rect> {
    let pass = ui.ctx().cumulative_pass_nr();
    ui.data(|data| data.get_temp::<Seen>(id(spot))).filter(|(of, _)| *of == pass).map(|(_, rect)| rect)
}

/// The thing is here, where none like it was drawn before in this pass.
pub fn tell_first(ui: &Ui, spot: Spot, rect: Rect) {
    if find(ui, spot).is_none() {
        tell(ui, spot, rect);
    }
}
