//! Settings: companies and their keys, the watch, appearance, network, where data is kept, the way back, about.

mod about;
mod appearance;
mod companies;
mod data;
mod dialogs;
mod network;

use egui::{Align, Button, Panel, ScrollArea, Ui, Vec2};

use super::watch;
use crate::app::settings::to_section;
use crate::app::{Action, Model, Section, text};
use crate::ui::theme;
use crate::ui::widgets::card;

pub(super) use about::fault_report;
pub(super) use dialogs::{licences_ui, report_ui, reset_ui};

/// From this width on, the parts are listed at the side.
const SIDE: f32 = 720.0;
const SIDE_WIDTH: f32 = 176.0;
/// In less height than this the parts scroll with the page: above it they would leave no room.
const LOW: f32 = 240.0;

pub fn settings_ui(ui: &mut Ui, model: &mut Model, actions: &mut Vec<Action>) {
    let wanted = model.wants_section.take();
    let side = ui.available_width() >= SIDE;
    let low = !side && ui.available_height() < LOW;
    if !low {
        head_ui(ui, model, side, actions);
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        if low {
            head_ui(ui, model, side, actions);
        }
        ui.set_max_width((theme::READABLE + 120.0).min(ui.available_width()));
        for section in Section::EVERY {
            if model.has_section(section) {
                section_ui(ui, model, section, wanted == Some(section), actions);
            }
        }
    });
}

/// The title and the parts: at the side, or above what scrolls.
fn head_ui(ui: &mut Ui, model: &Model, side: bool, actions: &mut Vec<Action>) {
    ui.label(theme::heading(text::settings_title()));
    if side {
        let panel = Panel::left("settings-parts").exact_size(SIDE_WIDTH).resizable(false).show_separator_line(false);
        let frame = egui::Frame::new().inner_margin(egui::Margin { right: 16, ..egui::Margin::ZERO });
        panel.frame(frame).show(ui, |ui| ui.vertical(|ui| parts_ui(ui, model, actions)));
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(theme::GAP_XS);
            parts_ui(ui, model, actions);
        });
    }
}

/// A button for each part, that brings it into view.
fn parts_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    for section in Section::EVERY.into_iter().filter(|section| model.has_section(*section)) {
        let button = Button::selectable(false, text::section_short(section)).min_size(Vec2::new(0.0, theme::CONTROL));
        if ui.add(button).accessible_name(text::go_to_section(section)).clicked() {
            actions.push(to_section(section));
        }
    }
}

fn section_ui(ui: &mut Ui, model: &mut Model, section: Section, wanted: bool, actions: &mut Vec<Action>) {
    let part = card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::GAP_S;
        ui.label(theme::title(text::section(section)));
        match section {
            Section::Companies => companies::companies_ui(ui, model, actions),
            Section::Demo => companies::demo_ui(ui, model, actions),
            Section::Watch => watch::watch_ui(ui, model, actions),
            Section::Appearance => appearance::appearance_ui(ui, model, actions),
            Section::Network => network::network_ui(ui, model, actions),
            Section::Data => data::data_ui(ui, model, actions),
            Section::Reset => about::way_back_ui(ui, actions),
            Section::About => about::about_ui(ui, model, actions),
        }
    });
    if wanted {
        let nothing_moves = egui::style::ScrollAnimation::none();
        ui.scroll_to_rect_animation(part.response.rect, Some(Align::TOP), nothing_moves);
    }
}
