//! The notice at the window's lower edge, announced to screen readers.

use egui::{Frame, Margin, Role, Stroke, Ui};

use crate::app::{Action, Model, Tone, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{ends, icon_button, icon_label, link_button, shown};

/// It is drawn after the page, so that Tab gets to the page first. How high it was when it was last drawn.
pub fn height(ui: &Ui, model: &Model) -> f32 {
    const USUAL: f32 = theme::CONTROL + 2.0 * theme::GAP_S;
    if model.notice.is_none() {
        return 0.0;
    }
    ui.data(|data| data.get_temp(egui::Id::unique("notice"))).unwrap_or(USUAL)
}

pub fn notice_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(notice) = &model.notice else {
        return;
    };
    let t = tokens(ui);
    let (glyph, color, fill) = match notice.tone {
        Tone::Good => (icon::CHECK, t.ok, t.ok_weak),
        Tone::Neutral => (icon::INFO, t.muted, t.surface),
        Tone::Bad => (icon::TRIANGLE_ALERT, t.danger, t.danger_weak),
    };
    let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(16, 8)).stroke(Stroke::new(1.0, t.border));
    let words = |ui: &mut Ui| {
        icon_label(ui, glyph, color);
        let label = ui.add(egui::Label::new(theme::cell(shown(&notice.text).into_owned())).wrap());
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_role(Role::Status);
            node.set_label(notice.text.clone());
            node.set_live(egui::accesskit::Live::Polite);
        });
    };
    let buttons = |ui: &mut Ui| {
        if let Some((words, action)) = &notice.offer
            && link_button(ui, glyph_of(action), words, words).clicked()
        {
            actions.push(action.clone());
        }
        if icon_button(ui, icon::X, text::close_notice()).clicked() {
            actions.push(Action::CloseNotice);
        }
    };
    let before = height(ui, model);
    let height = frame.show(ui, |ui| ends(ui, "notice", words, buttons)).response.rect.height();
    if (height - before).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(egui::Id::unique("notice"), height));
        ui.ctx().request_discard("the notice has another height");
    }
}

fn glyph_of(action: &Action) -> Option<&'static str> {
    match action {
        Action::CopyToken(_) => Some(icon::COPY),
        Action::TakeBack(_) => Some(icon::UNDO),
        _ => None,
    }
}
