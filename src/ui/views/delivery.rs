//! The dialog of a test delivery: choose an event, see and edit its body, send it, read what the endpoint made of it.

use egui::{ComboBox, Label, ScrollArea, Ui};

use super::drafts::draft_ui;
use crate::app::delivery::{Delivery, DeliveryAction};
use crate::app::{Action, text};
use crate::domain::delivery::{Delivered, Verdict};
use crate::domain::endpoint::CheckOutcome;
use crate::domain::{EventName, Group};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    Kind, at_the_end, card, dialog, field_note, link_button, live, message_box, outlined, primary, problem_ui, shown,
    text_edit,
};

pub fn delivery_ui(ui: &mut Ui, delivery: &mut Delivery, back: bool, actions: &mut Vec<Action>) {
    let title = text::delivery_title(&delivery.label);
    dialog(ui, &shown(&title), actions, |ui, actions| {
        let room = (ui.ctx().content_rect().height() - 170.0).max(160.0);
        ScrollArea::vertical().id_salt("delivery").max_height(room).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_S;
            let host = delivery.url.host().unwrap_or_default();
            let words = text::delivery_text(&host);
            ui.add(Label::new(theme::cell(words).color(tokens(ui).muted)).wrap());
            event_ui(ui, delivery, actions);
            draft_ui(ui, back, actions);
            body_ui(ui, delivery, actions);
            answer_ui(ui, delivery, &host, actions);
        });
        buttons_ui(ui, delivery, actions);
    });
}

/// The webhook's own events first, then all others of the catalogue.
fn event_ui(ui: &mut Ui, delivery: &Delivery, actions: &mut Vec<Action>) {
    let mut chosen = delivery.event.clone();
    ui.label(theme::caption(text::delivery_event()).color(tokens(ui).muted));
    let combo = ComboBox::from_id_salt("delivery-event").selected_text(chosen.as_str()).width(320.0).height(320.0);
    let others = Group::ALL.into_iter().flat_map(Group::events).map(EventName::Listed);
    let others: Vec<EventName> = others.filter(|event| !delivery.own.contains(event)).collect();
    ui.add_enabled_ui(!delivery.is_running(), |ui| {
        let shown = combo.show_ui(ui, |ui| {
            for event in delivery.own.iter() {
                ui.selectable_value(&mut chosen, event.clone(), event.as_str());
            }
            for event in &others {
                ui.selectable_value(&mut chosen, event.clone(), text::not_subscribed(event.as_str()));
            }
        });
        shown.response.accessible_name(format!("{}, {}", text::delivery_event(), delivery.event.as_str()));
    });
    if chosen != delivery.event {
        actions.push(Action::Delivery(DeliveryAction::ChooseEvent(chosen)));
    }
}

fn body_ui(ui: &mut Ui, delivery: &mut Delivery, actions: &mut Vec<Action>) {
    let label = ui.label(theme::caption(text::delivery_body()).color(tokens(ui).muted));
    let running = delivery.is_running();
    ScrollArea::vertical().id_salt("delivery-body").max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
        if running {
            ui.disable();
        }
        let edited = text_edit(ui, "delivery-text", &mut delivery.body, Kind::Lines, |edit| {
            edit.font(egui::TextStyle::Monospace).desired_rows(10).desired_width(f32::INFINITY)
        });
        if edited.response.labelled_by(label.id).changed() {
            actions.push(Action::Delivery(DeliveryAction::Edited));
        }
    });
    if let Err(error) = delivery.whole() {
        field_note(ui, &text::body_error(error), true);
    }
    let note = if delivery.has_token() { text::delivery_token() } else { text::delivery_no_token() };
    field_note(ui, note, false);
    ui.horizontal_wrapped(|ui| {
        if link_button(ui, Some(icon::UNDO), text::reset_body(), text::reset_body()).clicked() {
            actions.push(Action::Delivery(DeliveryAction::Reset));
        }
        if link_button(ui, Some(icon::COPY), text::copy_curl(), text::copy_curl()).clicked() {
            actions.push(Action::Delivery(DeliveryAction::CopyCurl));
        }
    });
}

fn answer_ui(ui: &mut Ui, delivery: &Delivery, host: &str, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    if delivery.is_running() {
        let words = text::delivery_running(host);
        live::note(ui, &words, |ui| ui.label(&*words));
    }
    if delivery.asks {
        message_box(ui, icon::TRIANGLE_ALERT, t.warn, t.warn_weak, |ui| {
            ui.add(Label::new(text::delivery_asks(host)).wrap());
            if outlined(ui, None, text::send_private(), true).clicked() {
                actions.push(Action::Delivery(DeliveryAction::SendPrivate));
            }
        });
    }
    match &delivery.result {
        Some(Ok(delivered)) => delivered_ui(ui, delivered),
        Some(Err(problem)) => problem_ui(ui, problem, None, actions),
        None => {}
    }
}

fn delivered_ui(ui: &mut Ui, delivered: &Delivered) {
    let t = tokens(ui);
    let (glyph, color, fill) = match delivered.verdict() {
        Verdict::Success => (icon::CHECK, t.ok, t.ok_weak),
        Verdict::Unknown | Verdict::PerhapsArrived => (icon::INFO, t.warn, t.warn_weak),
        Verdict::Failure(_) => (icon::TRIANGLE_ALERT, t.danger, t.danger_weak),
    };
    message_box(ui, glyph, color, fill, |ui| {
        let words = text::delivery_answer(delivered);
        let label = Label::new(theme::strong(shown(&words).into_owned()).color(color)).wrap();
        live::note(ui, &words, |ui| ui.add(label));
        ui.add(Label::new(text::delivery_verdict(delivered.verdict())).wrap());
    });
    if !matches!(delivered.outcome, CheckOutcome::Answered(_)) {
        return;
    }
    card(ui, 8, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(theme::caption(text::delivery_headers()).color(t.muted));
        for (name, value) in &delivered.headers {
            let line = format!("{name}: {value}");
            ui.add(Label::new(theme::mono(shown(&line).into_owned())).wrap());
        }
        let body = delivered.body.trim();
        let heading = if body.is_empty() {
            text::delivery_empty(delivered.binary)
        } else {
            text::delivery_answer_body(delivered.cut)
        };
        ui.label(theme::caption(heading).color(t.muted));
        if !body.is_empty() {
            ui.add(Label::new(theme::mono(shown(body).into_owned())).wrap());
        }
    });
}

fn buttons_ui(ui: &mut Ui, delivery: &Delivery, actions: &mut Vec<Action>) {
    at_the_end(ui, "verbs", |ui| {
        if delivery.is_running() {
            if outlined(ui, None, text::cancel(), true).clicked() {
                actions.push(Action::Delivery(DeliveryAction::Cancel));
            }
            return;
        }
        if outlined(ui, None, text::close(), true).clicked() {
            actions.push(Action::CloseDialog);
        }
        // Only this sends: Enter belongs to the editor.
        let verb = if delivery.result.is_some() { text::send_again() } else { text::send_now() };
        if primary(ui, None, verb, delivery.whole().is_ok() && !delivery.asks).clicked() {
            actions.push(Action::Delivery(DeliveryAction::Send));
        }
    });
}
