//! The first start: two ways on.

use egui::{Align, CornerRadius, Frame, Layout, Ui, Vec2};

use crate::app::{Action, TourAction, text};
use crate::ui::theme::{self, icon, tokens};
use crate::ui::widgets::{card, icon_label, link_button, outlined, primary};

pub fn welcome_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            let above = (ui.available_height() * 0.12).clamp(theme::GAP_L, 120.0);
            ui.add_space(above);
            logo_ui(ui);
            ui.add_space(theme::GAP_S);
            ui.label(theme::display(text::welcome_title()));
            ui.add(egui::Label::new(egui::RichText::new(text::welcome_text()).color(tokens(ui).muted)).wrap());
            ui.add_space(theme::GAP_L);
            cards_ui(ui, actions);
            ui.add_space(theme::GAP_S);
            tour_ui(ui, actions);
            ui.add_space(theme::GAP_L);
            foot_ui(ui);
        });
    });
}

fn logo_ui(ui: &mut Ui) {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(64.0), egui::Sense::empty());
    ui.painter().rect_filled(rect, CornerRadius::same(16), t.accent);
    let glyph = egui::WidgetText::from(theme::icon_sized(icon::PHONE, theme::ICON_XL).color(t.on_accent));
    let galley = glyph.into_galley(ui, None, f32::INFINITY, egui::TextStyle::Body);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, t.on_accent);
}

fn cards_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    const WIDTH: f32 = 330.0;
    let side_by_side = ui.available_width() >= 2.0 * WIDTH + theme::GAP_L;
    let mut both = |ui: &mut Ui| {
        let connect = (icon::KEY, text::connect_company(), text::connect_company_text());
        if choice_ui(ui, WIDTH, connect, true) {
            actions.push(Action::ConnectAnother);
        }
        let demo = (icon::GRADUATION_CAP, text::explore_demo(), text::explore_demo_text());
        if choice_ui(ui, WIDTH, demo, false) {
            actions.push(Action::ExploreDemo);
        }
    };
    if side_by_side {
        let size = Vec2::new(2.0 * WIDTH + theme::GAP_L, 170.0);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_L;
            both(ui);
        });
    } else {
        both(ui);
    }
}

fn choice_ui(ui: &mut Ui, width: f32, (glyph, name, words): (&str, &str, &str), first: bool) -> bool {
    let mut clicked = false;
    ui.allocate_ui_with_layout(Vec2::new(width, 0.0), Layout::top_down(Align::Min), |ui| {
        card(ui, 24, |ui| {
            let t = tokens(ui);
            ui.set_width(width - 50.0);
            ui.set_min_height(146.0);
            Frame::new()
                .fill(t.accent_weak)
                .corner_radius(CornerRadius::same(theme::RADIUS_CARD))
                .inner_margin(8)
                .show(ui, |ui| icon_label(ui, glyph, t.accent));
            ui.add_space(theme::GAP_XS);
            ui.add(egui::Label::new(theme::cell(words).color(t.muted)).wrap());
            ui.add_space(theme::GAP_XS);
            clicked = if first { primary(ui, None, name, true) } else { outlined(ui, None, name, true) }.clicked();
        });
    });
    clicked
}

fn tour_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    let words = text::tour_offer();
    if link_button(ui, Some(icon::GRADUATION_CAP), words, words).on_hover_text(text::tour_offer_text()).clicked() {
        actions.push(Action::Tour(TourAction::Start));
    }
}

fn foot_ui(ui: &mut Ui) {
    let t = tokens(ui);
    ui.label(theme::caption(text::welcome_foot()).color(t.muted));
    let button = link_button(ui, None, text::what_is_stored(), text::what_is_stored());
    egui::Popup::from_toggle_button_response(&button).show(|ui| {
        ui.set_max_width(theme::READABLE * 0.75);
        ui.add(egui::Label::new(theme::cell(text::what_is_stored_text())).wrap());
    });
}
