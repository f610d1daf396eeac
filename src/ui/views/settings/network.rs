//! The way to the network, and how many calls are sent.

use egui::{Label, Ui};

use crate::app::{Action, Model, SettingsAction, text};
use crate::domain::{CallBudget, ProxyAddress, ProxyChoice};
use crate::ui::theme::{self, tokens};
use crate::ui::widgets::{Field, field_note, outlined};

pub fn network_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    ui.label(theme::strong(text::proxy()));
    proxy_ui(ui, model, actions);
    ui.separator();
    budget_ui(ui, model, actions);
}

fn proxy_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for choice in [ProxyChoice::System, ProxyChoice::None] {
            if ui.radio(model.settings.proxy == choice, text::proxy_kind(&choice)).clicked() {
                actions.push(Action::SetProxy(choice));
            }
        }
        if let ProxyChoice::Address(address) = &model.settings.proxy {
            ui.add(egui::RadioButton::new(true, address.as_str()));
        }
    });
    let parsed = ProxyAddress::parse(&model.proxy_text);
    let error = parsed.as_ref().err().filter(|_| !model.proxy_text.is_empty()).map(|error| text::proxy_error(*error));
    let field = Field {
        label: text::proxy_address(),
        hint: text::proxy_hint(),
        error,
        note: Some(text::proxy_note()),
        enabled: true,
        salt: "proxy",
        takes_focus: false,
    };
    field.show(ui, &mut model.proxy_text);
    if outlined(ui, None, text::use_proxy(), parsed.is_ok()).clicked()
        && let Ok(address) = parsed
    {
        actions.push(Action::SetProxy(ProxyChoice::Address(address)));
    }
}

fn budget_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.label(theme::strong(text::budget()));
    ui.add(Label::new(theme::cell(text::budget_text()).color(tokens(ui).muted)).wrap());
    let now = model.settings.budget;
    let own = Some(now).filter(|budget| !CallBudget::OFFERED.contains(budget));
    ui.horizontal_wrapped(|ui| {
        for budget in CallBudget::OFFERED.into_iter().chain(own) {
            if ui.radio(now == budget, text::calls_a_minute(budget)).clicked() {
                actions.push(Action::Settings(SettingsAction::SetBudget(budget)));
            }
        }
    });
    if now != CallBudget::default() {
        field_note(ui, &text::budget_lowered(now), false);
    }
}
