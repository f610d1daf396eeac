//! In a review that switches webhooks on: whether their endpoints answer, or Aircall would switch them off again.

use egui::{Label, Ui};

use crate::app::audit::AuditAction;
use crate::app::{Action, Review, ReviewLine, ReviewPhase, text};
use crate::domain::endpoint::{EndpointCheck, Standing};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{field_note, icon_label, link_button, live, message_box, progress_note, shown};

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
            progress_note(ui, &text::checking_reviewed(known, meant));
            if link_button(ui, None, text::cancel(), text::cancel_check()).clicked() {
                actions.push(Action::Audit(AuditAction::CancelCheck));
            }
        });
        return;
    }
    if known > 0 {
        let verdict = review.verdict();
        let good = verdict.bad + verdict.doubtful == 0;
        let (glyph, color, fill) =
            if good { (icon::CHECK, t.ok, t.ok_weak) } else { (icon::TRIANGLE_ALERT, t.warn, t.warn_weak) };
        if verdict.all > 0 {
            message_box(ui, glyph, color, fill, |ui| {
                let words = text::reviewed_verdict(verdict);
                live::note(ui, &words, |ui| ui.add(Label::new(&*words).wrap()));
            });
        }
        if review.looked_at() < meant {
            field_note(ui, text::not_all_checked(), false);
        }
    }
    if known == 0 && review.check.ended && !review.check.cancelled {
        field_note(ui, text::check_failed(), true);
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
    let (glyph, color) = standing_look(ui, check.standing_at(review.check.at));
    ui.horizontal(|ui| {
        icon_label(ui, glyph, color);
        let words = said(check);
        ui.add(Label::new(theme::caption(shown(&words).into_owned()).color(color)).wrap());
    });
}

fn said(check: &EndpointCheck) -> String {
    format!("{}: {}", check.host, text::endpoint_check(check))
}

/// How a check's outcome is marked: a sign beside the words, in a colour.
pub fn standing_look(ui: &Ui, standing: Standing) -> (&'static str, egui::Color32) {
    let t = tokens(ui);
    match standing {
        Standing::Good => (icon::CHECK, t.ok),
        Standing::Doubtful => (icon::INFO, t.warn),
        Standing::Bad => (icon::TRIANGLE_ALERT, t.danger),
        Standing::Unknown => (icon::INFO, t.muted),
    }
}
