//! Surfaces: cards, boxes with a message, the frame of every dialog.

use egui::{Color32, CornerRadius, Frame, InnerResponse, Margin, Modal, Stroke, Ui};

use super::{outlined, plain_icon_label};
use crate::app::{Action, Problem, text};
use crate::ui::focus;
use crate::ui::theme::{self, icon, tokens};

/// A surface with a hairline around it.
pub fn card<R>(ui: &mut Ui, margin: i8, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let t = tokens(ui);
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.border))
        .corner_radius(CornerRadius::same(theme::RADIUS_CARD))
        .inner_margin(Margin::same(margin))
        .show(ui, content)
}

/// A box in a weak colour with an icon: what one should know here.
pub fn message_box(ui: &mut Ui, glyph: &str, color: Color32, fill: Color32, content: impl FnOnce(&mut Ui)) {
    Frame::new().fill(fill).corner_radius(CornerRadius::same(theme::RADIUS_CARD)).inner_margin(Margin::same(12)).show(
        ui,
        |ui| {
            ui.horizontal_top(|ui| {
                plain_icon_label(ui, theme::icon_text(glyph).color(color));
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = theme::GAP_XS;
                    content(ui);
                });
            });
        },
    );
}

/// A problem where it arose: what happened, what to do, and Retry where that can help.
pub fn problem_ui(ui: &mut Ui, problem: &Problem, retry: Option<Action>, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    message_box(ui, icon::TRIANGLE_ALERT, t.danger, t.danger_weak, |ui| {
        ui.add(egui::Label::new(theme::strong(text::problem_title(problem)).color(t.danger)).wrap());
        ui.add(egui::Label::new(theme::cell(text::problem_advice(problem)).color(t.text)).wrap());
        if let Some(action) = retry
            && outlined(ui, Some(icon::REFRESH), text::retry(), true).clicked()
        {
            actions.push(action);
        }
    });
}

/// The frame of every dialog. Esc and the backdrop close it, and so keep things as they are.
pub fn dialog(ui: &mut Ui, title: &str, actions: &mut Vec<Action>, content: impl FnOnce(&mut Ui, &mut Vec<Action>)) {
    modal(ui, egui::Id::unique("dialog"), title, actions, content);
}

/// A question over a dialog that stays open.
pub fn dialog_over(
    ui: &mut Ui,
    title: &str,
    actions: &mut Vec<Action>,
    content: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    modal(ui, egui::Id::unique("dialog-over"), title, actions, content);
}

fn modal(
    ui: &mut Ui,
    id: egui::Id,
    title: &str,
    actions: &mut Vec<Action>,
    content: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    let t = tokens(ui);
    let screen = ui.ctx().content_rect();
    let width = theme::DIALOG.min(screen.width() - 2.0 * theme::GAP_XL).max(220.0);
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(24)).corner_radius(theme::RADIUS_DIALOG);
    let area = Modal::default_area(id).accessible_name(title);
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(t.backdrop);
    let response = modal.show(ui.ctx(), |ui| {
        ui.set_width(width - 48.0);
        // A dialog keeps its buttons in view; in the smallest windows, where it can't, all of it scrolls.
        let room = (screen.height() - 2.0 * (theme::GAP_XL + theme::GAP_S)).max(theme::CONTROL);
        let all = egui::ScrollArea::vertical().id_salt("dialog").max_height(room).min_scrolled_height(room);
        all.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_M;
            ui.add(egui::Label::new(theme::title(title)).wrap());
            content(ui, actions);
            focus::bring(ui);
        });
    });
    if response.should_close() {
        actions.push(Action::CloseDialog);
    }
}
