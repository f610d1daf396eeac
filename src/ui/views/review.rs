//! The review dialog: what will change, how it goes, what became of it.

use egui::{Label, ScrollArea, Ui};

use super::{diff, review_check};
use crate::app::review::back;
use crate::app::tour::Spot;
use crate::app::{Action, Aim, Outcome, Review, ReviewLine, ReviewPhase, What, text};
use crate::ui::spots;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    at_the_end, at_the_right, by_default, card, countdown_note, destructive, dialog, enter, field_note, icon_label,
    link_button, live, outlined, primary, shown, url_label, with_reason,
};

pub fn review_ui(ui: &mut Ui, review: &Review, wait: Option<&str>, actions: &mut Vec<Action>) {
    dialog(ui, &text::review_title(review), actions, |ui, actions| {
        said_ui(ui, review);
        if let Some(wait) = wait.filter(|_| review.is_running()) {
            countdown_note(ui, wait);
        }
        body_ui(ui, review, actions);
        review_check::check_ui(ui, review, actions);
        if review.refused_for_old_names() > 0 && !review.is_running() {
            field_note(ui, text::other_way_explained(), false);
        }
        buttons_ui(ui, review, actions);
    });
}

/// A screen reader hears how far it is, not every step of a hundred, and what became of it.
fn said_ui(ui: &mut Ui, review: &Review) {
    let words = text::review_text(review);
    let said = egui::RichText::new(&words).color(tokens(ui).muted);
    let label = |ui: &mut Ui| ui.add(Label::new(said).wrap());
    if review.is_running() {
        live::progress(ui, "review-progress", &words, label);
    } else {
        live::status(ui, "review", &words, label);
    }
}

fn body_ui(ui: &mut Ui, review: &Review, actions: &mut Vec<Action>) {
    // A check of the endpoints takes some of the room below.
    let taken = if review.switched_on().next().is_some() { 340.0 } else { 280.0 };
    let room = (ui.ctx().content_rect().height() - taken).max(120.0);
    let conflict =
        review.conflict().filter(|_| review.is_finished() && matches!(review.aim, Aim::Edit | Aim::TakeBack));
    if let Some(conflict) = conflict {
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(ui, |ui| {
            diff::conflict_ui(ui, review, &conflict, actions);
        });
        return;
    }
    card(ui, 1, |ui| {
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for line in &review.lines {
                ui.push_id(line.id().as_str(), |ui| {
                    line_ui(ui, review, line, actions);
                    below_ui(ui, review, line, actions);
                });
            }
        });
    });
}

fn line_ui(ui: &mut Ui, review: &Review, line: &ReviewLine, actions: &mut Vec<Action>) {
    let label = line.label();
    let choosing = review.phase == ReviewPhase::Choosing && review.lines.len() > 1;
    ui.horizontal(|ui| {
        ui.set_min_height(theme::ROW);
        ui.add_space(theme::GAP_M);
        let half = ui.available_width() * 0.5;
        ui.scope(|ui| {
            ui.set_max_width(half);
            if choosing {
                let mut chosen = line.chosen;
                let tick = ui.checkbox(&mut chosen, "").accessible_name(&label);
                if tick.changed() {
                    actions.push(Action::ToggleReviewed(line.id().clone()));
                }
            }
            let sense = if choosing { egui::Sense::CLICK } else { egui::Sense::hover() };
            let name = Label::new(theme::strong(shown(&label))).truncate().selectable(false).sense(sense);
            if ui.add(name).on_hover_text(shown(&label)).clicked() && choosing {
                actions.push(Action::ToggleReviewed(line.id().clone()));
            }
        });
        at_the_right(ui, |ui| {
            ui.add_space(theme::GAP_M);
            let (words, color) = said(ui, review, line);
            if let Some(outcome) = &line.outcome {
                let glyph = if outcome.is_good() { icon::CHECK } else { icon::CIRCLE_ALERT };
                icon_label(ui, glyph, color);
            }
            let words = ui.add(Label::new(theme::cell(words).color(color)).wrap());
            spots::tell_first(ui, Spot::Outcome, words.rect);
        });
    });
}

/// What one must see of a webhook before it is changed, and what can be done after.
fn below_ui(ui: &mut Ui, review: &Review, line: &ReviewLine, actions: &mut Vec<Action>) {
    let indented = |ui: &mut Ui, content: &mut dyn FnMut(&mut Ui)| {
        egui::Frame::new().inner_margin(egui::Margin { left: 12, right: 12, top: 0, bottom: 8 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = theme::GAP_XS;
            content(ui);
        });
    };
    if review.phase == ReviewPhase::Choosing && review.check.checks.contains_key(line.id()) {
        indented(ui, &mut |ui| review_check::line_ui(ui, review, line));
    }
    match (&review.phase, &line.what) {
        (ReviewPhase::Choosing, What::Delete) => indented(ui, &mut |ui| delete_ui(ui, line, actions)),
        (ReviewPhase::Choosing, What::Edit(_)) if !matches!(review.aim, Aim::Status(_)) => {
            indented(ui, &mut |ui| diff::fields_ui(ui, line));
        }
        (ReviewPhase::Finished { .. }, What::Edit(_)) if can_be_put_back(line) => indented(ui, &mut |ui| {
            let name = text::put_back_one(&line.label());
            if link_button(ui, None, text::put_back(), &name).clicked() {
                actions.push(Action::TakeBackReviewed(Some(line.id().clone())));
            }
        }),
        _ => {}
    }
}

fn can_be_put_back(line: &ReviewLine) -> bool {
    line.outcome.as_ref().is_some_and(Outcome::is_otherwise) && back(line).is_some()
}

fn delete_ui(ui: &mut Ui, line: &ReviewLine, actions: &mut Vec<Action>) {
    let events = text::event_names(&line.hook.events);
    let color = tokens(ui).muted;
    url_label(ui, &line.hook.url.masked(), |words| theme::caption(words).color(color));
    ui.add(Label::new(theme::caption(events).color(tokens(ui).muted)).wrap());
    if line.hook.token.is_some() {
        let words = text::copy_token_first(&line.label());
        if link_button(ui, Some(icon::COPY), &shown(&words), &words).clicked() {
            actions.push(Action::CopyToken(line.id().clone()));
        }
    }
}

/// What is said at the end of a line.
fn said(ui: &Ui, review: &Review, line: &ReviewLine) -> (String, egui::Color32) {
    let t = tokens(ui);
    match (&review.phase, &line.outcome) {
        (ReviewPhase::Choosing, _) => (text::line_summary(review, line), t.muted),
        (_, Some(outcome)) => (text::outcome_of(outcome, &review.aim), outcome_color(ui, outcome)),
        (_, None) if !line.chosen => (text::left_out().to_owned(), t.muted),
        (ReviewPhase::Running { .. }, None) if is_next(review, line) => (text::under_way().to_owned(), t.accent),
        (ReviewPhase::Running { .. }, None) => (text::waits().to_owned(), t.muted),
        (ReviewPhase::Finished { .. }, None) => (text::not_reached().to_owned(), t.warn),
    }
}

fn is_next(review: &Review, line: &ReviewLine) -> bool {
    let waiting = |other: &&ReviewLine| other.chosen && other.outcome.is_none();
    review.lines.iter().find(waiting).is_some_and(|next| next.id() == line.id())
}

fn outcome_color(ui: &Ui, outcome: &Outcome) -> egui::Color32 {
    let t = tokens(ui);
    match outcome {
        Outcome::Done => t.ok,
        Outcome::WasSo => t.muted,
        Outcome::AcceptedButNot
        | Outcome::Unclear(_)
        | Outcome::EventsDiffer { .. }
        | Outcome::Differs
        | Outcome::Conflict => t.warn,
        Outcome::RefusedOldNames | Outcome::Gone | Outcome::Refused(_) => t.danger,
    }
}

fn buttons_ui(ui: &mut Ui, review: &Review, actions: &mut Vec<Action>) {
    // Another id in each phase, so that the focus doesn't stay on a button that does something else now.
    let phase = match review.phase {
        ReviewPhase::Choosing => "choosing",
        ReviewPhase::Running { .. } => "running",
        ReviewPhase::Finished { .. } => "finished",
    };
    at_the_end(ui, phase, |ui| match review.phase {
        ReviewPhase::Choosing => {
            let cancel = outlined(ui, None, text::cancel(), true);
            if cancel.clicked() {
                actions.push(Action::CloseDialog);
            }
            let button = if review.aim == Aim::Delete { destructive } else { primary };
            let verb = button(ui, None, &text::review_verb(review), review.chosen() > 0);
            spots::tell(ui, Spot::Verb, verb.rect);
            // A delete wants its button, so that Enter and Space keep things as they are.
            by_default(ui, if review.aim == Aim::Delete { &cancel } else { &verb });
            if with_reason(verb, Some(text::nothing_chosen())).clicked() || enter_pressed(ui, review) {
                actions.push(Action::StartReview);
            }
        }
        // Nothing has the focus, so that a key that is pressed twice doesn't stop what the first one began.
        ReviewPhase::Running { cancelling, .. } => {
            if outlined(ui, None, text::cancel(), !cancelling).clicked() {
                actions.push(Action::CancelReview);
            }
        }
        ReviewPhase::Finished { .. } => finished_ui(ui, review, actions),
    });
}

fn finished_ui(ui: &mut Ui, review: &Review, actions: &mut Vec<Action>) {
    if let Some(conflict) = review.conflict().filter(|_| matches!(review.aim, Aim::Edit | Aim::TakeBack)) {
        if outlined(ui, None, text::close(), true).clicked() {
            actions.push(Action::CloseDialog);
        }
        let ready = conflict.resolved(&review.sides).is_some();
        let send = with_reason(primary(ui, None, text::send_resolved(), ready), Some(text::choose_each()));
        if send.clicked() {
            actions.push(Action::SendResolved);
        }
        return;
    }
    let old_names = review.refused_for_old_names();
    if old_names > 0 && outlined(ui, None, &text::other_way(old_names), true).clicked() {
        actions.push(Action::TryOtherWay);
    }
    let again = review.retryable();
    if again > 0 && outlined(ui, Some(icon::REFRESH), &text::retry_failed(again), true).clicked() {
        actions.push(Action::RetryFailed);
    }
    let changed = review.conflicts();
    if changed > 0 && outlined(ui, Some(icon::EYE), &text::review_again(changed), true).clicked() {
        actions.push(Action::ReviewAgain);
    }
    let back = review.takeable_back();
    if back > 0 && outlined(ui, Some(icon::UNDO), &text::take_back_all(back), true).clicked() {
        actions.push(Action::TakeBackReviewed(None));
    }
    let close = primary(ui, None, text::close(), true);
    by_default(ui, &close);
    spots::tell(ui, Spot::Outcome, close.rect);
    if close.clicked() {
        actions.push(Action::CloseDialog);
    }
}

/// Enter starts what can be taken back; a delete wants its button.
fn enter_pressed(ui: &Ui, review: &Review) -> bool {
    let harmless = review.lines.iter().all(|line| line.what != What::Delete);
    harmless && review.chosen() > 0 && enter(ui)
}
