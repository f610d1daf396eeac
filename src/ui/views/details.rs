//! Everything about one webhook.

use egui::{Label, Response, ScrollArea, Sense, Ui};

use crate::app::delivery::DeliveryAction;
use crate::app::tour::Spot;
use crate::app::{Action, Model, ScriptAction, text};
use crate::domain::audit::{Finding, Severity};
use crate::domain::strip::strip;
use crate::domain::{Group, Reenable, Webhook, codes, hosts};
use crate::ui::spots;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    at_the_right, card, ends, field_note, icon_button, link_button, message_box, outlined, primary, shown, status_ui,
    steady_ui, strip_ui, url_label, web_link, with_reason,
};

pub fn details_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let hook = model.view.current.as_ref().and_then(|id| model.list.latest()?.find(id));
    let Some(hook) = hook else {
        return;
    };
    card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.set_min_height(ui.available_height());
        ScrollArea::vertical().id_salt(hook.id.as_str()).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_S;
            head_ui(ui, hook, actions);
            steady_ui(ui, "codes", |ui| codes_ui(ui, model, hook, actions));
            findings_ui(ui, model, hook);
            news_ui(ui, model, hook);
            steady_ui(ui, "changes", |ui| {
                switch_ui(ui, model, hook, actions);
                more_ui(ui, model, hook, actions);
                watch_ui(ui, model, hook, actions);
            });
            ui.separator();
            facts_ui(ui, model, hook, actions);
            ui.separator();
            events_ui(ui, hook);
        });
    });
}

fn head_ui(ui: &mut Ui, hook: &Webhook, actions: &mut Vec<Action>) {
    at_the_top_right(ui, |ui| {
        if icon_button(ui, icon::X, text::close_details()).clicked() {
            actions.push(Action::CloseDetails);
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let label = hook.label();
            ui.add(Label::new(theme::title(shown(&label).into_owned())).truncate());
        });
    });
    status_ui(ui, hook.status);
    if hook.name.is_none() {
        field_note(ui, text::name_unknown(), false);
    }
}

/// The name as codes, where no font has its letters.
fn codes_ui(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    let label = hook.label();
    if !model.cannot_draw(&label) {
        return;
    }
    let open = model.scripts.as_codes.contains(&hook.id);
    let words = if open { text::hide_codes() } else { text::show_codes() };
    if link_button(ui, None, words, words).clicked() {
        actions.push(Action::Scripts(ScriptAction::ToggleCodes(hook.id.clone())));
    }
    if open {
        let copy = Action::Scripts(ScriptAction::CopyCodes(hook.id.clone()));
        copied_fact_ui(ui, text::name_as_codes(), &codes(&label), (text::copy_codes(), copy), actions);
    }
}

fn at_the_top_right(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(egui::vec2(ui.available_width(), theme::CONTROL), |ui| at_the_right(ui, content));
}

fn findings_ui(ui: &mut Ui, model: &Model, hook: &Webhook) {
    for finding in model.view.findings.get(&hook.id).into_iter().flatten() {
        finding_ui(ui, model, finding);
    }
}

fn finding_ui(ui: &mut Ui, model: &Model, finding: &Finding) {
    let t = tokens(ui);
    let words = text::finding_words_at(finding, model.now, model.times());
    let (glyph, color, fill) = match finding.severity {
        Severity::Critical => (icon::TRIANGLE_ALERT, t.danger, t.danger_weak),
        Severity::Warning => (icon::TRIANGLE_ALERT, t.warn, t.warn_weak),
        Severity::Advice => (icon::INFO, t.accent, t.accent_weak),
    };
    message_box(ui, glyph, color, fill, |ui| {
        ui.add(Label::new(theme::cell_strong(shown(&words.title).into_owned()).color(color)).wrap());
        ui.add(Label::new(theme::cell(shown(&words.evidence).into_owned())).wrap());
    });
}

fn switch_ui(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    let can = model.can_change();
    let label = hook.label();
    let id = || vec![hook.id.clone()];
    let (button, action) = if hook.status.is_active() {
        let button = outlined(ui, Some(icon::POWER_OFF), text::deactivate_short(), can);
        (button.accessible_name(text::deactivate(&label)), Action::AskDeactivate(id()))
    } else {
        (primary(ui, Some(icon::POWER), &text::reenable_more(&label), can), Action::AskReenable(id()))
    };
    spots::tell(ui, Spot::Switch, button.rect);
    if with_reason(button, model.why_no_change()).clicked() {
        actions.push(action);
    }
}

fn more_ui(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    let label = hook.label();
    let id = hook.id.clone();
    let offers = [
        (icon::PENCIL, text::edit_short(), text::edit(&label), Action::EditWebhook(id.clone())),
        (icon::COPY, text::duplicate_short(), text::duplicate(&label), Action::Duplicate(id.clone())),
        (icon::TRASH, text::delete_short(), text::delete(&label), Action::AskDelete(vec![id])),
    ];
    ui.horizontal_wrapped(|ui| {
        for (glyph, words, name, action) in offers {
            let button = outlined(ui, Some(glyph), words, model.can_change()).accessible_name(name);
            if with_reason(button, model.why_no_change()).clicked() {
                actions.push(action);
            }
        }
        let test = outlined(ui, Some(icon::ACTIVITY), text::send_test(), model.access.is_open());
        let test = test.accessible_name(text::send_test_to(&label));
        if with_reason(test, (!model.access.is_open()).then(text::not_open_reason)).clicked() {
            actions.push(Action::Delivery(DeliveryAction::Ask(hook.id.clone())));
        }
    });
}

/// What was seen of it last, and what the last 30 days looked like.
fn news_ui(ui: &mut Ui, model: &Model, hook: &Webhook) {
    let (from, to) = model.last_days();
    if !model.past.spans.is_empty() {
        strip_ui(ui, &strip(&model.past, hook, from, to), from, to, model.times());
    }
    if let Some(seen) = model.last_sighting(&hook.id) {
        field_note(ui, &shown(&text::sighting(seen, model.times())), false);
    }
}

/// Whether the watch may switch it back on.
fn watch_ui(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    let watch = model.watch();
    if !watch.on || model.is_read_only() {
        return;
    }
    let mut allowed = watch.reenable.allows(&hook.id);
    let all = watch.reenable == Reenable::All;
    ui.add_enabled_ui(!all, |ui| {
        let tick = ui.checkbox(&mut allowed, text::allow_watch());
        if with_reason(tick, Some(text::watch_allows_all())).changed() {
            actions.push(Action::AllowWatch(hook.id.clone(), allowed));
        }
    });
}

fn facts_ui(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    url_ui(ui, model, hook, actions);
    if let Some(service) = hosts::service(&hook.url) {
        plain_fact_ui(ui, text::service(), &format!("{}, {}", service.name, text::service_kind(service.kind)));
        if let Some(page) = &service.admin_page {
            web_link(ui, &text::open_service(service.name), page, actions);
        }
    }
    if let Some((run, check)) =
        model.audit.run.as_ref().and_then(|run| run.audit.checks.get(&hook.id).map(|check| (run, check)))
    {
        let words = text::seen_by_audit(&text::endpoint_check(check), run.audit.at, model.times());
        plain_fact_ui(ui, text::endpoint_check_result(), &words);
    }
    let copy = Action::CopyId(hook.id.clone());
    copied_fact_ui(ui, text::webhook_id(), hook.id.as_str(), (text::copy_id(), copy), actions);
    let created = hook.created.map_or_else(|| text::unknown_date().to_owned(), |at| text::moment(at, model.times()));
    plain_fact_ui(ui, text::created_at(), &created);
    if let Some(at) = model.view.changed.get(&hook.id) {
        plain_fact_ui(ui, text::change_seen(), &text::moment(*at, model.times()));
    }
    token_ui(ui, model, hook, actions);
}

/// In one line with its secrets masked; the whole of it, in as many as it takes, on request.
fn url_ui(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    let whole = model.view.shown_urls.contains(&hook.id);
    let value = |ui: &mut Ui| {
        if whole { wrapped(ui, hook.url.expose(), false) } else { url_label(ui, &hook.url.masked(), theme::cell) }
    };
    let shown = fact_ui(ui, text::endpoint(), value, |ui| {
        if icon_button(ui, icon::COPY, text::copy_url()).clicked() {
            actions.push(Action::CopyUrl(hook.id.clone()));
        }
        let (glyph, name) = if whole { (icon::EYE_OFF, text::hide_url()) } else { (icon::EYE, text::show_url()) };
        if icon_button(ui, glyph, name).clicked() {
            actions.push(Action::ToggleUrlReveal(hook.id.clone()));
        }
    });
    copy_menu(ui, &shown, text::copy_url(), Action::CopyUrl(hook.id.clone()), actions);
}

fn token_ui(ui: &mut Ui, model: &Model, hook: &Webhook, actions: &mut Vec<Action>) {
    let seen = model.view.shown_tokens.contains(&hook.id);
    let token = match &hook.token {
        Some(token) if seen => token.expose(),
        Some(_) => text::masked(),
        None => text::no_token(),
    };
    let shown = fact_ui(
        ui,
        text::token(),
        |ui| wrapped(ui, token, false),
        |ui| {
            if hook.token.is_none() {
                return;
            }
            if icon_button(ui, icon::COPY, text::copy_token()).clicked() {
                actions.push(Action::CopyToken(hook.id.clone()));
            }
            let (glyph, name) =
                if seen { (icon::EYE_OFF, text::hide_token()) } else { (icon::EYE, text::show_token()) };
            if icon_button(ui, glyph, name).clicked() {
                actions.push(Action::ToggleWebhookTokenReveal(hook.id.clone()));
            }
        },
    );
    if hook.token.is_some() {
        copy_menu(ui, &shown, text::copy_token(), Action::CopyToken(hook.id.clone()), actions);
    }
    ui.add(Label::new(theme::caption(text::nothing_is_signed()).color(tokens(ui).muted)).wrap());
}

fn plain_fact_ui(ui: &mut Ui, name: &str, value: &str) {
    fact_ui(ui, name, |ui| wrapped(ui, value, true), |_| {});
}

/// With a button that copies it, and the same in its menu.
fn copied_fact_ui(ui: &mut Ui, name: &str, value: &str, copy: (&str, Action), actions: &mut Vec<Action>) {
    let (words, action) = copy;
    let shown = fact_ui(
        ui,
        name,
        |ui| wrapped(ui, value, true),
        |ui| {
            if icon_button(ui, icon::COPY, words).clicked() {
                actions.push(action.clone());
            }
        },
    );
    copy_menu(ui, &shown, words, action, actions);
}

fn copy_menu(ui: &Ui, value: &Response, words: &str, action: Action, actions: &mut Vec<Action>) {
    let value = ui.interact(value.rect, value.id.with("menu"), Sense::CLICK).union(value.clone());
    value.context_menu(|ui| {
        if ui.button(words).clicked() {
            actions.push(action);
            ui.close();
        }
    });
}

/// A name, a value below it, buttons at the right.
fn fact_ui(
    ui: &mut Ui,
    name: &str,
    value: impl FnOnce(&mut Ui) -> Response,
    buttons: impl FnOnce(&mut Ui),
) -> Response {
    let t = tokens(ui);
    steady_ui(ui, ("fact", name), |ui| {
        let label = |ui: &mut Ui| drop(ui.label(theme::caption(name).color(t.muted)));
        ends(ui, "fact", label, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            buttons(ui);
        });
    });
    ui.add_space(-theme::GAP_S);
    value(ui)
}

/// What is secret can't be selected: it would go into the clipboard without the care that its button takes.
fn wrapped(ui: &mut Ui, value: &str, selectable: bool) -> Response {
    ui.add(Label::new(theme::cell(value)).wrap().selectable(selectable))
}

fn events_ui(ui: &mut Ui, hook: &Webhook) {
    let t = tokens(ui);
    ui.label(theme::strong(text::events_count(&hook.events)));
    let mut shown_groups: Vec<(&str, Option<Group>)> =
        Group::ALL.iter().map(|group| (text::group(*group), Some(*group))).collect();
    shown_groups.push((text::custom_events(), None));
    for (name, group) in shown_groups {
        let mut events = hook.events.iter().filter(|event| event.listed().map(|listed| listed.group) == group);
        let Some(first) = events.next() else {
            continue;
        };
        ui.label(theme::caption(name).color(t.muted));
        for event in std::iter::once(first).chain(events) {
            let odd = event.is_retired() || event.listed().is_none();
            let color = if odd { t.warn } else { t.text };
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                ui.add(Label::new(theme::mono(event.as_str()).color(color)).wrap());
                ui.add(Label::new(theme::caption(text::event(event)).color(t.muted)).wrap());
            });
        }
    }
}
