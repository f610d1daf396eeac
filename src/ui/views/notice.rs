//! The line at the window's lower edge: a notice, announced to screen readers, else what is waited for.
//!
//! It is always there, so that nothing moves when it speaks. A notice with more words grows over what is above it.

use egui::{Align, Align2, Area, Frame, Label, Layout, Margin, Order, Panel, Rect, Response, Stroke, Ui};

use crate::app::safe::SafeAction;
use crate::app::{Action, Model, Notice, Place, RequestId, Tone, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{ends, icon_button, icon_label, link_button, live, shown};

pub fn notice_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let frame = Frame::new().fill(tokens(ui).bg).inner_margin(Margin::symmetric(16, 4));
    let panel = Panel::bottom("status").exact_size(theme::STATUS).resizable(false).show_separator_line(false);
    let rect = panel
        .frame(frame)
        .show(ui, |ui| {
            if model.notice.is_none() {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| status_ui(ui, model, actions));
            }
        })
        .response
        .rect;
    if let Some(notice) = &model.notice {
        over_ui(ui, rect, notice, actions);
    }
}

/// What takes long, or why the list is an old one.
fn status_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    if let Some(wait) = model.wait_line() {
        icon_label(ui, icon::CLOCK, tokens(ui).muted);
        let stop = wait.cancel.map(|request| Action::Safe(SafeAction::StopWait(request)));
        let offer = stop.map(|action| (None, text::cancel(), action));
        let spoken = Spoken::Progress(&wait.words, wait.cancel);
        line_ui(ui, &wait.words, spoken, offer.into_iter().collect(), actions);
    } else if let Some(problem) = model.list.problem().filter(|_| model.list.is_stale())
        && model.place == Place::Webhooks
    {
        let t = tokens(ui);
        icon_label(ui, icon::TRIANGLE_ALERT, t.danger);
        let mut offers = vec![(Some(icon::REFRESH), text::retry(), Action::Refresh)];
        if let Some(profile) = model.profile().filter(|_| problem.wants_a_new_key() || problem.is_of_the_keyring()) {
            offers.push((Some(icon::KEY), text::new_key(), Action::ReplaceCredential(profile.id.clone())));
        }
        let words = text::stale_because(&text::problem_title(problem));
        let whole = format!("{words}. {}", text::problem_advice(problem));
        let label = line_ui(ui, &words, Spoken::Alert(&whole), offers, actions);
        label.on_hover_text(text::problem_advice(problem));
    } else if let Some(wait) = model.wait {
        icon_label(ui, icon::CLOCK, tokens(ui).muted);
        let words = text::waiting(wait);
        line_ui(ui, &words, Spoken::Countdown(&words), Vec::new(), actions);
    }
}

/// How a screen reader hears the line.
#[derive(Clone, Copy)]
enum Spoken<'a> {
    Progress(&'a str, Option<RequestId>),
    Countdown(&'a str),
    Alert(&'a str),
}

/// One line of words, cut where it doesn't fit, and what can be done at its end.
fn line_ui(
    ui: &mut Ui,
    words: &str,
    spoken: Spoken<'_>,
    offers: Vec<(Option<&str>, &str, Action)>,
    actions: &mut Vec<Action>,
) -> Response {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        for (glyph, name, action) in offers {
            if link_button(ui, glyph, name, name).clicked() {
                actions.push(action);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let label = |ui: &mut Ui| {
                ui.add(Label::new(theme::cell(shown(words).into_owned()).color(tokens(ui).muted)).truncate())
            };
            match spoken {
                Spoken::Progress(words, what) => live::progress(ui, ("wait", what), words, label),
                Spoken::Countdown(words) => live::countdown(ui, "countdown", words, label),
                Spoken::Alert(words) => live::alert(ui, ("stale", words), words, label),
            }
        })
        .inner
    })
    .inner
}

/// The notice: on the line, and over what is above it where it needs more room.
fn over_ui(ui: &mut Ui, line: Rect, notice: &Notice, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (glyph, color, fill) = match notice.tone {
        Tone::Good => (icon::CHECK, t.ok, t.ok_weak),
        Tone::Neutral => (icon::INFO, t.muted, t.surface),
        Tone::Bad => (icon::TRIANGLE_ALERT, t.danger, t.danger_weak),
    };
    let frame = Frame::new().fill(fill).inner_margin(Margin::symmetric(16, 4)).stroke(Stroke::new(1.0, t.border));
    let words = |ui: &mut Ui| {
        icon_label(ui, glyph, color);
        // The same words once more, "URL copied", are a new notice.
        let key = ("notice", notice.since.as_nanosecond());
        let label = |ui: &mut Ui| ui.add(Label::new(theme::cell(shown(&notice.text).into_owned())).wrap());
        match notice.tone {
            Tone::Bad => live::alert(ui, key, &notice.text, label),
            Tone::Good | Tone::Neutral => live::status(ui, key, &notice.text, label),
        };
    };
    let buttons = |ui: &mut Ui| {
        for (words, action) in notice.offer.iter().chain(&notice.more) {
            if link_button(ui, glyph_of(action), words, words).clicked() {
                actions.push(action.clone());
            }
        }
        if icon_button(ui, icon::X, text::close_notice()).clicked() {
            actions.push(Action::CloseNotice);
        }
    };
    let area = Area::new(egui::Id::unique("notice")).order(Order::Middle).movable(false).constrain(false);
    area.pivot(Align2::LEFT_BOTTOM).fixed_pos(line.left_bottom()).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(line.width() - 32.0);
            ui.set_min_height(theme::STATUS - 8.0);
            ends(ui, "notice", words, buttons);
        });
    });
}

fn glyph_of(action: &Action) -> Option<&'static str> {
    match action {
        Action::CopyToken(_) => Some(icon::COPY),
        Action::TakeBack(_) | Action::Safe(SafeAction::Undo(_)) => Some(icon::UNDO),
        _ => None,
    }
}
