//! The findings as a list: what is so at a glance, why it matters and what to do in the details.

use egui::{Align, Label, Layout, Ui, Vec2};

use super::{end_of_row, limits_ui};
use crate::app::audit::{AuditAction, AuditFilter, AuditLine, AuditTab, AuditView};
use crate::app::tour::Spot;
use crate::app::{Action, Model, text};
use crate::domain::WebhookId;
use crate::domain::audit::{FindingKey, Severity};
use crate::ui::spots;
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{
    Look, Way, card, empty, fold, item_ui, link_button, list_ui, outlined, pill, shown, with_reason,
};

/// How high a folded finding is; what can't be seen of a long list is only spaced.
const FOLDED: f32 = 76.0;
/// A list of more findings is a long one. Of a shorter one a screen reader gets all.
const MANY: usize = 60;

pub fn findings_ui(ui: &mut Ui, model: &Model, scrolls: bool, actions: &mut Vec<Action>) {
    card(ui, 8, |ui| {
        super::scrolls(ui, "findings", scrolls, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = theme::GAP_XS;
            if model.audit.filter != Some(AuditFilter::Unchecked) {
                first_ui(ui, model);
                lines_ui(ui, model, actions);
            }
            if model.audit.tab == AuditTab::Accepted {
                resting_ui(ui, model, actions);
            }
            limits_ui(ui, model, actions);
        });
    });
}

/// What was accepted and isn't found now, or is graver than it was: it can still be taken back.
fn resting_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(dossier) = model.audit.dossier.as_ref().filter(|dossier| !dossier.resting.is_empty()) else {
        return;
    };
    ui.add_space(theme::GAP_S);
    ui.label(theme::strong(text::resting_heading()));
    for one in &dossier.resting {
        ui.push_id(&one.key, |ui| {
            ui.horizontal_wrapped(|ui| {
                let words = text::resting_line(one);
                ui.add(Label::new(theme::cell(shown(&words).into_owned())).wrap());
                let name = text::mend_of(text::bring_back(), &one.title, &one.labels);
                if link_button(ui, Some(icon::UNDO), text::bring_back(), &name).clicked() {
                    actions.push(Action::Audit(AuditAction::BringBack(one.key.clone())));
                }
            });
        });
    }
}

/// What to do first, where nothing narrows the page.
fn first_ui(ui: &mut Ui, model: &Model) {
    let audit = &model.audit;
    let whole = audit.tab == AuditTab::Findings && audit.filter.is_none() && audit.search.trim().is_empty();
    let Some(dossier) = audit.dossier.as_ref().filter(|dossier| whole && !dossier.first.is_empty()) else {
        return;
    };
    let t = tokens(ui);
    egui::CollapsingHeader::new(theme::strong(dossier.words.first)).id_salt("first").default_open(true).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_XS;
            for (number, step) in (1..).zip(&dossier.first) {
                let who = text::names(&step.labels);
                let words = if who.is_empty() {
                    format!("{number}. {}", step.title)
                } else {
                    format!("{number}. {}: {who}", step.title)
                };
                ui.add(Label::new(theme::cell_strong(shown(&words).into_owned())).truncate());
                ui.add(Label::new(theme::caption(&step.fix).color(t.muted)).wrap());
            }
        },
    );
    ui.separator();
}

fn lines_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let audit = &model.audit;
    if audit.groups.is_empty() {
        none_ui(ui, audit, actions);
    }
    let total = audit.groups.iter().map(|group| group.lines.len()).sum();
    list_ui(ui, text::findings_list(), total, |ui| groups_ui(ui, model, total > MANY, actions));
}

fn groups_ui(ui: &mut Ui, model: &Model, many: bool, actions: &mut Vec<Action>) {
    let audit = &model.audit;
    let mut position = 0;
    for (number, group) in audit.groups.iter().enumerate() {
        ui.push_id(number, |ui| {
            if let Some(heading) = &group.heading {
                ui.add_space(theme::GAP_S);
                ui.add(Label::new(theme::strong(shown(heading).into_owned())).wrap());
            }
            for line in &group.lines {
                let folded = !audit.open.contains(&line.words.key);
                let row = egui::Rect::from_min_size(ui.cursor().min, Vec2::new(ui.available_width(), FOLDED));
                // Those next to what is in view are there too, so that Tab gets to them.
                if many && folded && !ui.is_rect_visible(row.expand2(Vec2::new(0.0, 2.0 * FOLDED))) {
                    ui.allocate_space(row.size());
                } else {
                    let words = &line.words;
                    let name = text::finding_in_list(words.severity, &words.title, &words.labels);
                    item_ui(ui, &words.key, &name, position, |ui| line_ui(ui, model, line, actions));
                }
                position += 1;
            }
        });
    }
}

/// No finding is on screen: what was looked for, or the good news.
fn none_ui(ui: &mut Ui, audit: &AuditView, actions: &mut Vec<Action>) {
    let Some((run, dossier)) = audit.run.as_ref().zip(audit.dossier.as_ref()) else {
        return;
    };
    if !audit.search.trim().is_empty() || audit.filter.is_some() {
        if empty(ui, icon::SEARCH, text::no_finding_matches(), Some(&Way::new(None, text::clear_search()))) {
            actions.push(Action::Audit(AuditAction::ShowAll));
        }
    } else if audit.tab == AuditTab::Accepted {
        if empty(ui, icon::SHIELD, text::nothing_accepted(), Some(&Way::new(None, text::show_findings()))) {
            actions.push(Action::Audit(AuditAction::SetTab(AuditTab::Findings)));
        }
    } else {
        let whole = dossier.complete && dossier.unchecked.is_empty();
        let title = if whole { text::all_well() } else { text::all_well_so_far() };
        let checks = run.audit.checks.len().saturating_sub(audit.unchecked());
        let words = text::looked_at(run.audit.listing.webhooks.len(), checks, audit.unchecked());
        empty(ui, if whole { icon::CHECK } else { icon::SHIELD }, (title, &words), None);
    }
}

fn line_ui(ui: &mut Ui, model: &Model, line: &AuditLine, actions: &mut Vec<Action>) {
    let open = model.audit.open.contains(&line.words.key);
    let t = tokens(ui);
    let size = Vec2::new(ui.available_width(), FOLDED);
    let row = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
        ui.set_min_size(size);
        let labels = text::names(&line.words.labels);
        let name = text::finding_details(&line.words.title, &labels);
        fold(ui, open, &name, Action::Audit(AuditAction::Toggle(line.words.key.clone())), actions);
        ui.allocate_ui_with_layout(Vec2::new(88.0, 24.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(88.0);
            pill(ui, look(line.words.severity), text::severity(line.words.severity));
        });
        end_of_row(ui, |ui| {
            mend_ui(ui, model, line, actions);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                head_ui(ui, line);
                ui.scope(|ui| {
                    let evidence = text::with_names(&line.words.evidence, &line.words.labels).into_owned();
                    let label = Label::new(theme::cell(evidence)).truncate();
                    ui.add(label);
                    let who = if labels.is_empty() { whole(model) } else { labels.clone() };
                    let label = Label::new(theme::caption(shown(&who).into_owned()).color(t.muted)).truncate();
                    ui.add(label);
                });
            });
        });
    });
    let edge = row.response.rect;
    spots::tell_first(ui, Spot::Finding, edge);
    if open {
        details_ui(ui, model, line, actions);
    }
    ui.painter().hline(edge.x_range(), ui.cursor().min.y - 2.0, egui::Stroke::new(1.0, t.border));
}

fn whole(model: &Model) -> String {
    model.audit.dossier.as_ref().map_or("", |dossier| dossier.words.whole_company).to_owned()
}

fn head_ui(ui: &mut Ui, line: &AuditLine) {
    ui.spacing_mut().interact_size.y = 24.0; // as high as the arrow and the severity beside it
    ui.horizontal(|ui| {
        if line.new {
            pill(ui, Look::Accent, text::new_finding());
        }
        if line.changed {
            pill(ui, Look::Neutral, text::finding_changed_since());
        }
        let title = &line.words.title;
        ui.add(Label::new(theme::strong(shown(title).into_owned())).truncate());
    });
}

/// What the app can do about it, or the text to whom can.
fn mend_ui(ui: &mut Ui, model: &Model, line: &AuditLine, actions: &mut Vec<Action>) {
    let key = || line.words.key.clone();
    let labels = text::names(&line.words.labels);
    if line.words.accepted.is_some() {
        let name = text::mend_of(text::bring_back(), &line.words.title, &labels);
        if outlined(ui, Some(icon::UNDO), text::bring_back(), true).accessible_name(name).clicked() {
            actions.push(Action::Audit(AuditAction::BringBack(key())));
        }
        return;
    }
    if let Some(mend) = &line.mend {
        let verb = text::mend(mend);
        let name = text::mend_of(verb.trim_end_matches('…'), &line.words.title, &labels);
        let button = outlined(ui, None, &verb, model.can_change()).accessible_name(name);
        if with_reason(button, model.why_no_change()).clicked() {
            actions.push(Action::Audit(AuditAction::Mend(key())));
        }
    } else {
        copy_ui(ui, line, true, actions);
    }
}

fn copy_ui(ui: &mut Ui, line: &AuditLine, framed: bool, actions: &mut Vec<Action>) {
    let verb = text::copy_message();
    let name = text::mend_of(verb, &line.words.title, &text::names(&line.words.labels));
    let button = if framed { outlined(ui, None, verb, true) } else { link_button(ui, Some(icon::COPY), verb, &name) };
    if button.accessible_name(name).clicked() {
        actions.push(Action::Audit(AuditAction::CopyMessage(line.words.key.clone())));
    }
}

fn details_ui(ui: &mut Ui, model: &Model, line: &AuditLine, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (outer, inner) = if ui.available_width() < super::SLIM { (0, 8) } else { (22, 120) }; // below the title
    let frame = egui::Frame::new().outer_margin(egui::Margin { left: outer, ..egui::Margin::ZERO });
    frame.inner_margin(egui::Margin { left: inner, right: 8, top: 0, bottom: 12 }).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::GAP_XS;
        let words = &line.words;
        let evidence =
            Label::new(text::with_names(&words.evidence, &words.labels).into_owned()).wrap().selectable(true);
        ui.add(evidence);
        for (heading, said) in [(text::why_it_matters(), &words.why), (text::how_to_mend(), &words.fix)] {
            ui.label(theme::cell_strong(heading));
            ui.add(Label::new(theme::cell(said)).wrap());
        }
        if let Some(accepted) = &words.accepted {
            ui.add(Label::new(shown(&accepted.text).into_owned()).wrap());
        }
        ui.add(Label::new(theme::caption(&*words.rule).color(t.muted)).wrap());
        buttons_ui(ui, model, line, &words.key, actions);
    });
}

fn buttons_ui(ui: &mut Ui, model: &Model, line: &AuditLine, key: &FindingKey, actions: &mut Vec<Action>) {
    let labels = text::names(&line.words.labels);
    let slim = ui.available_width() < super::SLIM;
    ui.horizontal_wrapped(|ui| {
        copy_ui(ui, line, false, actions);
        if line.words.accepted.is_none() {
            let verb = text::accept_finding();
            let name = text::mend_of(verb.trim_end_matches('…'), &line.words.title, &labels);
            if link_button(ui, Some(icon::CHECK), verb, &name).clicked() {
                actions.push(Action::Audit(AuditAction::AskAccept(key.clone())));
            }
        }
        if !slim {
            webhooks_ui(ui, model, line, actions);
        }
    });
    if slim {
        webhooks_ui(ui, model, line, actions);
    }
}

/// The way to each webhook that a finding is about.
fn webhooks_ui(ui: &mut Ui, model: &Model, line: &AuditLine, actions: &mut Vec<Action>) {
    let named = line.words.webhook_ids.iter().zip(&line.words.labels);
    for (id, label) in named.take(4) {
        let id = WebhookId::new(id.clone());
        if model.list.latest().is_some_and(|listing| listing.find(&id).is_some()) {
            let words = format!("{} {}", text::show_webhook(), text::shortened(&shown(label)));
            let name = format!("{} {label}", text::show_webhook());
            if link_button(ui, Some(icon::WEBHOOK), &words, &name).clicked() {
                actions.push(Action::Audit(AuditAction::ShowWebhook(id)));
            }
        }
    }
}

fn look(severity: Severity) -> Look {
    match severity {
        Severity::Critical => Look::Danger,
        Severity::Warning => Look::Warning,
        Severity::Advice => Look::Neutral,
    }
}
