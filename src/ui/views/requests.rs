//! "What was sent": the requests of this run.

use egui::{Label, ScrollArea, Ui};

use crate::app::{Action, HistoryView, text};
use crate::domain::SentRequest;
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::{card, field_note, fold};

pub fn requests_ui(ui: &mut Ui, view: &HistoryView, actions: &mut Vec<Action>) {
    field_note(ui, text::secrets_masked(), false);
    let Some(requests) = view.requests.latest() else {
        return;
    };
    if requests.is_empty() {
        ui.add(Label::new(egui::RichText::new(text::requests_empty()).color(tokens(ui).muted)).wrap());
        return;
    }
    card(ui, 8, |ui| {
        ScrollArea::vertical()
            .id_salt("requests")
            .min_scrolled_height(theme::LIST_LEAST)
            .auto_shrink([false, false])
            .show(ui, |ui| {
                for request in requests.iter().rev() {
                    ui.push_id(request.number, |ui| request_ui(ui, view, request, actions));
                }
            });
    });
}

fn request_ui(ui: &mut Ui, view: &HistoryView, request: &SentRequest, actions: &mut Vec<Action>) {
    let open = view.open_requests.contains(&request.number);
    let failed = request.status.is_none_or(|status| status >= 400);
    ui.horizontal_wrapped(|ui| {
        let toggle = Action::ToggleRequest(request.number);
        fold(ui, open, &text::bodies_of(request.number), toggle, actions);
        let color = if failed { tokens(ui).danger } else { tokens(ui).text };
        ui.add(Label::new(theme::mono(text::request_line(request)).color(color)).wrap());
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
