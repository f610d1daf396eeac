//! The notice at the window's lower edge, announced to screen readers.

use egui::{Align, Frame, Layout, Margin, Panel, Role, Stroke, Ui};

use crate::app::{Action, Model, Tone, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{icon_button, icon_label, link_button, shown};

pub fn notice_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(notice) = &model.notice else {
        // The ids of what is drawn after it stay the same, and so the focus where it is.
        ui.skip_ahead_auto_ids(1);
        return;
    };
    let t = tokens(ui);
    let (glyph, color, fill) = match notice.tone {
        Tone::Good => (icon::CHECK, t.ok, t.ok_weak),
        Tone::Neutral => (icon::INFO, t.muted, t.surface),
        Tone::Bad => (icon::TRIANGLE_ALERT, t.danger, t.danger_weak),
    };
    let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(16, 8)).stroke(Stroke::new(1.0, t.border));
    Panel::bottom("notice").resizable(false).show_separator_line(false).frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            icon_label(ui, glyph, color);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, icon::X, text::close_notice()).clicked() {
                    actions.push(Action::CloseNotice);
                }
                if let Some((words, action)) = &notice.offer
                    && link_button(ui, glyph_of(action), words, words).clicked()
                {
                    actions.push(action.clone());
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let label = ui.add(egui::Label::new(theme::cell(shown(&notice.text).into_owned())).wrap());
                    ui.ctx().accesskit_node_builder(label.id, |node| {
                        node.set_role(Role::Status);
                        node.set_label(notice.text.clone());
                        node.set_live(egui::accesskit::Live::Polite);
                    });
                });
            });
        });
    });
}

fn glyph_of(action: &Action) -> Option<&'static str> {
    match action {
        Action::CopyToken(_) => Some(icon::COPY),
        Action::TakeBack(_) => Some(icon::UNDO),
        _ => None,
    }
}
