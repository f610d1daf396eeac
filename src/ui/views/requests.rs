//! "What was sent": the requests of this run.

use egui::{Label, ScrollArea, Ui};

use crate::app::{Action, HistoryView, Place, text};
use crate::domain::{SentRequest, TimeFormat};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{Way, card, empty, field_note, fold, problem_ui, steady_ui};

pub fn requests_ui(ui: &mut Ui, view: &HistoryView, times: TimeFormat, actions: &mut Vec<Action>) {
    field_note(ui, text::secrets_masked(), false);
    if let Some(problem) = view.requests.problem() {
        problem_ui(ui, problem, Some(Action::RefreshHistory), actions);
    }
    let Some(requests) = view.requests.latest() else {
        if view.requests.is_loading() {
            field_note(ui, text::reading_requests(), false);
        }
        return;
    };
    if requests.is_empty() {
        let way = Way::new(Some(icon::REFRESH), text::refresh());
        if empty(ui, icon::ACTIVITY, text::no_requests(), Some(&way)) {
            actions.extend([Action::Refresh, Action::Go(Place::Webhooks)]);
        }
        return;
    }
    card(ui, 8, |ui| {
        ScrollArea::vertical()
            .id_salt("requests")
            .min_scrolled_height(theme::LIST_LEAST)
            .auto_shrink([false, false])
            .show(ui, |ui| {
                for request in requests.iter().rev() {
                    steady_ui(ui, request.number, |ui| request_ui(ui, view, request, times, actions));
                }
            });
    });
}

fn request_ui(ui: &mut Ui, view: &HistoryView, request: &SentRequest, times: TimeFormat, actions: &mut Vec<Action>) {
    let open = view.open_requests.contains(&request.number);
    let failed = request.status.is_none_or(|status| status >= 400);
    ui.horizontal_wrapped(|ui| {
        let toggle = Action::ToggleRequest(request.number);
        fold(ui, open, &text::bodies_of(request.number), toggle, actions);
        let color = if failed { tokens(ui).danger } else { tokens(ui).text };
        ui.add(Label::new(theme::mono(text::request_line(request, times)).color(color)).wrap());
    });
    if open {
        for (name, body) in
            [(text::request_body(), &request.request_body), (text::response_body(), &request.response_body)]
        {
            ui.label(theme::caption(name).color(tokens(ui).muted));
            let body = body.as_deref().unwrap_or(text::no_body());
            ui.add(Label::new(theme::mono(body)).wrap_mode(egui::TextWrapMode::Wrap));
        }
    }
}
