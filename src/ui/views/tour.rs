//! The tour's card, beside the thing that it speaks of, and the outline around that thing. It blocks nothing: whoever
//! likes does the thing itself.

use egui::{
    Area, Frame, Key, Label, LayerId, Margin, Modifiers, Order, Pos2, Rect, Role, Stroke, StrokeKind, Ui, Vec2,
};

use crate::app::tour::{Scene, Step, TourAction};
use crate::app::{Action, Model, text};
use crate::ui::shell::ViewState;
use crate::ui::spots;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{at_the_right, link_button, outlined, plain_icon_label, primary};

const WIDTH: f32 = 320.0;
/// Between the card and the thing, and between the card and the window's edge.
const APART: f32 = 14.0;
const EDGE: f32 = 8.0;
/// How far outside of the thing its outline is.
const AROUND: f32 = 4.0;

/// Esc ends the tour, before anything else hears it.
pub fn ended_by_key(ui: &Ui, model: &Model) -> Option<Action> {
    let composing = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Ime(_))));
    let hears = model.shows_tour() && !composing && !egui::Popup::is_any_open(ui.ctx());
    let pressed = hears && ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    pressed.then_some(Action::Tour(TourAction::End))
}

pub fn tour_ui(ui: &mut Ui, model: &Model, state: &mut ViewState, actions: &mut Vec<Action>) {
    let shown = model.tour.as_ref().zip(model.scene()).filter(|_| model.shows_tour());
    let Some((tour, scene)) = shown else {
        state.tour = None;
        return;
    };
    let (step, t) = (tour.step, tokens(ui));
    let screen = ui.ctx().content_rect();
    let target = model.spot().and_then(|spot| spots::find(ui, spot)).map(|rect| rect.intersect(screen));
    let width = WIDTH.min(screen.width() - 2.0 * EDGE);
    let id = egui::Id::unique("tour");
    let size = ui.ctx().memory(|memory| memory.area_rect(id)).map_or(Vec2::new(width, 190.0), |rect| rect.size());
    let at = place(size, target.map(|rect| rect.expand(AROUND)), screen);
    if let Some(target) = target {
        let layer = LayerId::new(Order::Tooltip, egui::Id::unique("tour-outline"));
        let around = target.expand(AROUND).intersect(screen.shrink(1.0));
        ui.ctx().layer_painter(layer).rect_stroke(
            around,
            theme::RADIUS,
            Stroke::new(2.0, t.accent),
            StrokeKind::Inside,
        );
    }
    let name = format!("{}, {}", text::tour_step(step), text::tour_title(scene));
    // Above dialogs, since one of the steps is about a dialog.
    let area = Area::new(id).order(Order::Tooltip).fixed_pos(at).role(Role::Dialog).accessible_name(name);
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(16)).corner_radius(theme::RADIUS_DIALOG);
    let frame = frame.fill(t.surface).stroke(Stroke::new(1.0, t.strong));
    let shown = area.show(ui.ctx(), |ui| frame.show(ui, |ui| card_ui(ui, (width, step, scene), state, actions)));
    let now = shown.response.rect.size();
    if (now - size).length() > 1.0 {
        ui.ctx().request_discard("the tour's card has another size"); // it would stand over the thing for one frame
    }
}

fn card_ui(ui: &mut Ui, (width, step, scene): (f32, Step, Scene), state: &mut ViewState, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    ui.set_width(width - 34.0);
    ui.spacing_mut().item_spacing.y = theme::GAP_S;
    ui.horizontal(|ui| {
        plain_icon_label(ui, theme::icon_text(icon::GRADUATION_CAP).color(t.accent));
        ui.label(theme::caption(text::tour_step(step)).color(t.muted));
        at_the_right(ui, |ui| {
            if step != Step::Undo && link_button(ui, None, text::tour_end(), text::tour_end()).clicked() {
                actions.push(Action::Tour(TourAction::End));
            }
        });
    });
    ui.add(Label::new(theme::title(text::tour_title(scene))).wrap());
    let words = ui.add(Label::new(theme::cell(text::tour_text(scene))).wrap());
    ui.ctx().accesskit_node_builder(words.id, |node| {
        node.set_role(Role::Status);
        node.set_label(text::tour_spoken(step, scene));
        node.set_live(egui::accesskit::Live::Polite);
    });
    ui.add_space(theme::GAP_XS);
    if step == Step::Undo && outlined(ui, None, text::connect_company(), true).clicked() {
        actions.push(Action::Tour(TourAction::Connect));
    }
    ui.horizontal(|ui| {
        if step != Step::List && outlined(ui, None, text::tour_back(), true).clicked() {
            actions.push(Action::Tour(TourAction::Back));
        }
        at_the_right(ui, |ui| {
            let verb = if step == Step::Undo { text::tour_finish() } else { text::tour_next() };
            let next = primary(ui, None, verb, true);
            take_focus(ui, &next, step, state);
            if next.clicked() {
                actions.push(Action::Tour(TourAction::Next));
            }
        });
    });
}

/// At each step the focus comes to the card, and may go where it likes from there.
fn take_focus(ui: &Ui, next: &egui::Response, step: Step, state: &mut ViewState) {
    let left = match state.tour {
        Some((of, left)) if of == step => left,
        _ => 4, // a dialog that has just closed gives the focus back meanwhile
    };
    if left > 0 && ui.is_enabled() && !ui.is_sizing_pass() {
        next.request_focus();
        ui.ctx().request_repaint();
        state.tour = Some((step, left - 1));
    } else {
        state.tour = Some((step, left));
    }
}

/// Where a card of this size stands: beside the thing where there is room, and nowhere over it.
fn place(size: Vec2, target: Option<Rect>, screen: Rect) -> Pos2 {
    let room = screen.shrink(EDGE);
    let corner = |x: f32, y: f32| Pos2::new(x.max(room.left()), y.max(room.top()));
    let last = corner(room.right() - size.x, room.bottom() - size.y);
    let Some(target) = target else {
        return last;
    };
    let inside = |at: Pos2| {
        let x = at.x.min(room.right() - size.x).max(room.left());
        let y = at.y.min(room.bottom() - size.y).max(room.top());
        Pos2::new(x, y)
    };
    let beside = [
        Pos2::new(target.right() + APART, target.top()),
        Pos2::new(target.left() - APART - size.x, target.top()),
        Pos2::new(target.left(), target.bottom() + APART),
        Pos2::new(target.left(), target.top() - APART - size.y),
    ];
    let corners =
        [last, corner(room.left(), room.bottom() - size.y), corner(room.right() - size.x, room.top()), room.min];
    let free = |at: &Pos2| !Rect::from_min_size(*at, size).intersects(target);
    beside.into_iter().map(inside).chain(corners).find(free).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Windows of 1280×800, 640×480 and what a screen leaves at 200 %; things all over them.
    #[test]
    fn the_card_is_on_screen_and_never_over_the_thing() {
        for screen in [[1280.0, 800.0], [640.0, 480.0], [640.0, 400.0], [480.0, 560.0]] {
            let screen = Rect::from_min_size(Pos2::ZERO, screen.into());
            let size = Vec2::new(320.0, 190.0);
            for x in [0.0, 60.0, 200.0, 400.0, 900.0] {
                for y in [0.0, 100.0, 300.0, 700.0] {
                    let target = Rect::from_min_size(Pos2::new(x, y), Vec2::new(140.0, 60.0));
                    if !screen.contains_rect(target) {
                        continue;
                    }
                    let card = Rect::from_min_size(place(size, Some(target), screen), size);
                    assert!(screen.contains_rect(card), "{card:?} in {screen:?}");
                    assert!(!card.intersects(target), "{card:?} over {target:?} in {screen:?}");
                }
            }
        }
    }
}
