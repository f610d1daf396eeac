//! The review dialog: what will change, how it goes, what became of it.

use egui::{Label, ScrollArea, Ui};

use super::webhooks::at_the_right;
use crate::app::review::ReviewLine;
use crate::app::{Action, Outcome, Review, ReviewPhase, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{card, dialog, field_note, icon_label, outlined, primary, shown};

pub fn review_ui(ui: &mut Ui, review: &Review, wait: Option<&str>, actions: &mut Vec<Action>) {
    dialog(ui, &text::review_title(review), actions, |ui, actions| {
        let t = tokens(ui);
        ui.add(Label::new(egui::RichText::new(text::review_text(review)).color(t.muted)).wrap());
        if let Some(wait) = wait.filter(|_| review.is_running()) {
            field_note(ui, wait, false);
        }
        lines_ui(ui, review, actions);
        if review.refused_for_old_names() > 0 && !review.is_running() {
            field_note(ui, text::other_way_explained(), false);
        }
        buttons_ui(ui, review, actions);
    });
}

fn lines_ui(ui: &mut Ui, review: &Review, actions: &mut Vec<Action>) {
    let room = (ui.ctx().content_rect().height() - 280.0).max(120.0);
    card(ui, 1, |ui| {
        ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for line in &review.lines {
                ui.push_id(line.id.as_str(), |ui| line_ui(ui, review, line, actions));
            }
        });
    });
}

fn line_ui(ui: &mut Ui, review: &Review, line: &ReviewLine, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_min_height(theme::ROW);
        ui.add_space(theme::GAP_M);
        let half = ui.available_width() * 0.5;
        ui.scope(|ui| {
            ui.set_max_width(half);
            if review.phase == ReviewPhase::Choosing {
                let mut chosen = line.chosen;
                let tick = ui.checkbox(&mut chosen, "").accessible_name(&line.label);
                if tick.changed() {
                    actions.push(Action::ToggleReviewed(line.id.clone()));
                }
            }
            let choosing = review.phase == ReviewPhase::Choosing;
            let sense = if choosing { egui::Sense::CLICK } else { egui::Sense::hover() };
            let name = Label::new(theme::strong(shown(&line.label))).truncate().selectable(false).sense(sense);
            if ui.add(name).on_hover_text(shown(&line.label)).clicked() {
                actions.push(Action::ToggleReviewed(line.id.clone()));
            }
        });
        at_the_right(ui, |ui| {
            ui.add_space(theme::GAP_M);
            let (words, color) = said(ui, review, line);
            if let Some(outcome) = &line.outcome {
                let glyph = if outcome.is_good() { icon::CHECK } else { icon::CIRCLE_ALERT };
                icon_label(ui, glyph, color);
            }
            ui.add(Label::new(theme::cell(words).color(color)).wrap());
        });
    });
}

/// What is said at the end of a line.
fn said(ui: &Ui, review: &Review, line: &ReviewLine) -> (String, egui::Color32) {
    let t = tokens(ui);
    match (&review.phase, &line.outcome) {
        (ReviewPhase::Choosing, _) => (text::events_unchanged(line.events, line.retired), t.muted),
        (_, Some(outcome)) => (text::outcome(outcome, review.status), outcome_color(ui, outcome)),
        (_, None) if !line.chosen => (text::left_out().to_owned(), t.muted),
        (ReviewPhase::Running { .. }, None) if is_next(review, line) => (text::under_way().to_owned(), t.accent),
        (ReviewPhase::Running { .. }, None) => (text::waits().to_owned(), t.muted),
        (ReviewPhase::Finished { .. }, None) => (text::not_reached().to_owned(), t.warn),
    }
}

fn is_next(review: &Review, line: &ReviewLine) -> bool {
    let waiting = |other: &&ReviewLine| other.chosen && other.outcome.is_none();
    review.lines.iter().find(waiting).is_some_and(|next| next.id == line.id)
}

fn outcome_color(ui: &Ui, outcome: &Outcome) -> egui::Color32 {
    let t = tokens(ui);
    match outcome {
        Outcome::Done => t.ok,
        Outcome::WasSo => t.muted,
        Outcome::AcceptedButNot | Outcome::Unclear(_) | Outcome::EventsDiffer { .. } => t.warn,
        Outcome::RefusedOldNames | Outcome::Gone | Outcome::Refused(_) => t.danger,
    }
}

fn buttons_ui(ui: &mut Ui, review: &Review, actions: &mut Vec<Action>) {
    egui::Sides::new().show(
        ui,
        |_| {},
        |ui| match review.phase {
            ReviewPhase::Choosing => {
                let verb = primary(ui, None, &text::review_verb(review), review.chosen() > 0);
                if verb.on_disabled_hover_text(text::nothing_chosen()).clicked() || enter_pressed(ui, review) {
                    actions.push(Action::StartReview);
                }
                if outlined(ui, None, text::cancel(), true).clicked() {
                    actions.push(Action::CloseDialog);
                }
            }
            ReviewPhase::Running { cancelling, .. } => {
                if outlined(ui, None, text::cancel(), !cancelling).clicked() {
                    actions.push(Action::CancelReview);
                }
            }
            ReviewPhase::Finished { .. } => finished_ui(ui, review, actions),
        },
    );
}

fn finished_ui(ui: &mut Ui, review: &Review, actions: &mut Vec<Action>) {
    if primary(ui, None, text::close(), true).clicked() {
        actions.push(Action::CloseDialog);
    }
    let old_names = review.refused_for_old_names();
    if old_names > 0 && outlined(ui, None, &text::other_way(old_names), true).clicked() {
        actions.push(Action::TryOtherWay);
    }
    let again = review.retryable();
    if again > 0 && outlined(ui, Some(icon::REFRESH), &text::retry_failed(again), true).clicked() {
        actions.push(Action::RetryFailed);
    }
}

fn enter_pressed(ui: &Ui, review: &Review) -> bool {
    review.chosen() > 0 && super::dialogs::enter(ui)
}
