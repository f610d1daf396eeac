//! In a review that switches webhooks on: whether their endpoints answer, or Aircall would switch them off again.

use egui::{Label, Ui};

use crate::app::audit::AuditAction;
use crate::app::{Action, Review, ReviewLine, ReviewPhase, text};
use crate::domain::endpoint::{EndpointCheck, Standing};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{field_note, icon_label, link_button, message_box, shown};

/// Offers the check, follows it, and sums it up.
pub fn check_ui(ui: &mut Ui, review: &Review, actions: &mut Vec<Action>) {
    let meant = review.switched_on().count();
    if review.phase != ReviewPhase::Choosing || meant == 0 {
        return;
    }
    let t = tokens(ui);
    let known = review.check.checks.len();
    if review.check.request.is_some() {
        ui.horizontal_wrapped(|ui| {
            field_note(ui, &text::checking_reviewed(known, meant), false);
            if link_button(ui, None, text::cancel(), text::cancel_check()).clicked() {
                actions.push(Action::Audit(AuditAction::CancelCheck));
            }
        });
        return;
    }
    if known > 0 {
        let (failing, of) = review.failing();
        let (color, fill) = if failing > 0 { (t.warn, t.warn_weak) } else { (t.ok, t.ok_weak) };
        if of > 0 {
            let glyph = if failing > 0 { icon::TRIANGLE_ALERT } else { icon::CHECK };
            message_box(ui, glyph, color, fill, |ui| {
                let words = text::reviewed_verdict(failing, of);
                let label = ui.add(Label::new(&*words).wrap());
                ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
            });
        }
        if review.looked_at() < meant {
            field_note(ui, text::not_all_checked(), false);
        }
    }
    let verb = text::check_reviewed(meant, known > 0);
    if link_button(ui, Some(icon::ACTIVITY), verb, verb).clicked() {
        actions.push(Action::Audit(AuditAction::CheckReviewed));
    }
}

/// What the check showed of one webhook's endpoint.
pub fn line_ui(ui: &mut Ui, review: &Review, line: &ReviewLine) {
    let Some(check) = review.check.checks.get(line.id()) else {
        return;
    };
    let t = tokens(ui);
    let (glyph, color) = match check.standing() {
        Standing::Good => (icon::CHECK, t.ok),
        Standing::Doubtful => (icon::INFO, t.warn),
        Standing::Bad => (icon::TRIANGLE_ALERT, t.danger),
        Standing::Unknown => (icon::INFO, t.muted),
    };
    ui.horizontal(|ui| {
        icon_label(ui, glyph, color);
        let words = said(check);
        ui.add(Label::new(theme::caption(shown(&words).into_owned()).color(color)).wrap());
    });
}

fn said(check: &EndpointCheck) -> String {
    format!("{}: {}", check.host, text::endpoint_check(check))
}
