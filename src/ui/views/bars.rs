//! The top bar (which company, its health, when it was read) and the navigation.

use egui::containers::menu::MenuButton;
use egui::{Align, AtomExt as _, Button, Frame, Layout, Margin, Panel, Stroke, Ui, Vec2};

use crate::app::{Action, Model, Place, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{Look, ends, icon_button, icon_label, pill, quiet, shown};

pub fn top_bar_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let frame = Frame::new().fill(t.surface).inner_margin(Margin::symmetric(16, 0)).stroke(Stroke::new(1.0, t.border));
    let wide = ui.available_width() >= theme::NARROW;
    Panel::top("top-bar").exact_size(theme::TOP_BAR).show_separator_line(false).frame(frame).show(ui, |ui| {
        let mut pushed = Vec::new();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ends(ui, "top-bar", |ui| left_ui(ui, model, wide, actions), |ui| right_ui(ui, model, wide, &mut pushed));
        });
        actions.append(&mut pushed);
    });
}

/// Which company, and how it is.
fn left_ui(ui: &mut Ui, model: &Model, wide: bool, actions: &mut Vec<Action>) {
    company_menu_ui(ui, model, actions);
    if model.is_demo() {
        pill(ui, Look::Neutral, text::demo_company());
    }
    if let Some(listing) = model.list.latest().filter(|listing| listing.inactive() > 0 && wide) {
        pill(ui, Look::Danger, &text::deactivated(listing.inactive()));
    }
    if model.is_for_session() {
        pill(ui, Look::Warning, text::session_only());
    }
    if model.is_read_only() {
        pill(ui, Look::Warning, text::read_only());
    }
    let watch = model.watch();
    if watch.on && wide {
        pill(ui, Look::Accent, &text::watch_running(watch.minutes));
    }
}

/// When the list was read, Refresh, the palette.
fn right_ui(ui: &mut Ui, model: &Model, wide: bool, actions: &mut Vec<Action>) {
    if let Some(listing) = model.list.latest().filter(|_| wide) {
        let at = text::moment(listing.read_at);
        let words = theme::cell(text::read_ago(listing.read_at, model.now)).color(tokens(ui).muted);
        ui.label(words).on_hover_text(at);
    }
    let can = model.access.is_open() && !model.list.is_loading();
    let refresh = if wide {
        quiet(ui, Some(icon::REFRESH), text::refresh(), can)
    } else {
        ui.add_enabled_ui(can, |ui| icon_button(ui, icon::REFRESH, text::refresh())).inner
    };
    if refresh.clicked() {
        actions.push(Action::Refresh);
    }
    super::palette::palette_button_ui(ui, actions);
}

fn company_menu_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let name = match model.profile() {
        Some(profile) => shown(&profile.name).into_owned(),
        None if model.is_demo() => text::demo_company().to_owned(),
        None => text::no_company().to_owned(),
    };
    icon_label(ui, icon::BUILDING, tokens(ui).muted);
    let glyph = theme::icon_sized(icon::CHEVRON_DOWN, theme::ICON_S).color(tokens(ui).muted);
    let button =
        Button::new((theme::strong(name.clone()).atom_shrink(true), glyph)).frame_when_inactive(false).truncate();
    // What the pills need beside it.
    let most = (ui.available_width() * 0.6).max(theme::NAV_NARROW);
    let inner = ui.scope(|ui| {
        ui.set_max_width(most);
        company_button_ui(ui, model, button, actions)
    });
    let response = inner.inner;
    response.accessible_name(format!("{name}, {}", text::switch_company())).on_hover_text(text::switch_company());
}

fn company_button_ui(ui: &mut Ui, model: &Model, button: Button<'_>, actions: &mut Vec<Action>) -> egui::Response {
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(240.0);
        for profile in &model.settings.profiles {
            let open = model.profile().is_some_and(|it| it.id == profile.id);
            let entry = ui.add(Button::selectable(open, shown(&profile.name).into_owned()));
            if entry.accessible_name(&profile.name).clicked() {
                actions.push(Action::OpenProfile(profile.id.clone()));
                ui.close();
            }
        }
        if ui.add(Button::selectable(model.is_demo(), text::explore_demo())).clicked() {
            actions.push(Action::ExploreDemo);
            ui.close();
        }
        ui.separator();
        if ui.button(text::connect_another()).clicked() {
            actions.push(Action::ConnectAnother);
            ui.close();
        }
    });
    response
}

pub fn navigation_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let narrow = ui.available_width() < theme::NARROW;
    let t = tokens(ui);
    let width = if narrow { theme::NAV_NARROW } else { theme::NAV };
    let frame = Frame::new().fill(t.bg).inner_margin(Margin::symmetric(8, 12)).stroke(Stroke::new(1.0, t.border));
    Panel::left("navigation").exact_size(width).resizable(false).show_separator_line(false).frame(frame).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_XS;
            let count = model.list.latest().map(|listing| listing.webhooks.len());
            let places: [(Place, &str, &str, Option<usize>); 4] = [
                (Place::Webhooks, icon::WEBHOOK, text::nav_webhooks(), count),
                (Place::Audit, icon::SHIELD, text::nav_audit(), model.audit.pressing()),
                (Place::History, icon::HISTORY, text::nav_history(), None),
                (Place::Settings, icon::SETTINGS, text::nav_settings(), None),
            ];
            for (place, glyph, name, count) in places {
                let here = model.place == place || (place == Place::Webhooks && model.place.is_form());
                if nav_button(ui, here, glyph, name, count.filter(|_| !narrow), narrow).clicked() {
                    actions.push(Action::Go(place));
                }
            }
        },
    );
}

fn nav_button(ui: &mut Ui, here: bool, glyph: &str, name: &str, count: Option<usize>, narrow: bool) -> egui::Response {
    let t = tokens(ui);
    let color = if here { t.accent } else { t.text };
    let size = Vec2::new(ui.available_width(), theme::ROW);
    let glyph = theme::icon_text(glyph).color(color);
    let words = if here { theme::strong(name) } else { egui::RichText::new(name) };
    let mut button = match (narrow, count) {
        (true, _) => Button::new(glyph),
        (false, Some(count)) => {
            Button::new((glyph, words.color(color))).right_text(theme::caption(count.to_string()).color(t.muted))
        }
        (false, None) => Button::new((glyph, words.color(color))).right_text(""),
    };
    button = button.min_size(size).stroke(Stroke::NONE).gap(theme::GAP_S);
    button = button.fill(if here { t.accent_weak } else { t.bg });
    let response = ui.add(button).accessible_name(name);
    if narrow { response.on_hover_text(name) } else { response }
}
