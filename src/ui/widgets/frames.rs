//! Surfaces: cards, boxes with a message, the frame of every dialog.

use egui::{Color32, CornerRadius, Frame, InnerResponse, Margin, Modal, Stroke, Ui};

use super::{link_button, live, outlined, plain_icon_label, web_link};
use crate::app::{Action, HelpAction, Place, Problem, text};
use crate::ui::focus;
use crate::ui::theme::{self, icon, tokens};

/// A surface with a hairline around it.
pub fn card<R>(ui: &mut Ui, margin: i8, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let t = tokens(ui);
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.border))
        .corner_radius(CornerRadius::same(theme::RADIUS_CARD))
        .inner_margin(Margin::same(margin))
        .show(ui, content)
}

/// A box in a weak colour with an icon: what one should know here.
pub fn message_box(ui: &mut Ui, glyph: &str, color: Color32, fill: Color32, content: impl FnOnce(&mut Ui)) {
    Frame::new().fill(fill).corner_radius(CornerRadius::same(theme::RADIUS_CARD)).inner_margin(Margin::same(12)).show(
        ui,
        |ui| {
            ui.horizontal_top(|ui| {
                plain_icon_label(ui, theme::icon_text(glyph).color(color));
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = theme::GAP_XS;
                    content(ui);
                });
            });
        },
    );
}

/// A problem where it arose: what happened, what to do, and Retry where that can help.
pub fn problem_ui(ui: &mut Ui, problem: &Problem, retry: Option<Action>, actions: &mut Vec<Action>) {
    problem_here_ui(ui, problem, retry, true, actions);
}

/// The same where a typed key would be lost by going to the settings.
pub fn problem_by_key_ui(ui: &mut Ui, problem: &Problem, retry: Option<Action>, actions: &mut Vec<Action>) {
    problem_here_ui(ui, problem, retry, false, actions);
}

fn problem_here_ui(ui: &mut Ui, problem: &Problem, retry: Option<Action>, leaves: bool, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    message_box(ui, icon::TRIANGLE_ALERT, t.danger, t.danger_weak, |ui| {
        let (title, advice) = (text::problem_title(problem), text::problem_advice(problem));
        live::alert(ui, ("problem", &title), &title, |ui| {
            ui.add(egui::Label::new(theme::strong(&title).color(t.danger)).wrap())
        });
        live::note(ui, advice, |ui| ui.add(egui::Label::new(theme::cell(advice).color(t.text)).wrap()));
        ui.horizontal_wrapped(|ui| {
            if let Some(action) = retry
                && outlined(ui, Some(icon::REFRESH), text::retry(), true).clicked()
            {
                actions.push(action);
            }
            if leaves {
                settings_ui(ui, problem, actions);
            }
            ways_ui(ui, problem, actions);
        });
    });
}

/// The way to the settings that the advice names, out of a dialog too.
fn settings_ui(ui: &mut Ui, problem: &Problem, actions: &mut Vec<Action>) {
    let words = match problem {
        Problem::ReadOnly => text::open_settings(),
        network if network.is_of_the_network() => text::open_network_settings(),
        _ => return,
    };
    if link_button(ui, Some(icon::SETTINGS), words, words).clicked() {
        actions.extend([Action::CloseDialog, Action::Go(Place::Settings)]);
    }
}

/// What else the advice says to do.
fn ways_ui(ui: &mut Ui, problem: &Problem, actions: &mut Vec<Action>) {
    match problem {
        Problem::ServerFault { .. } => drop(web_link(ui, text::open_status_page(), text::STATUS_PAGE, actions)),
        Problem::WrongKey => drop(web_link(ui, text::open_dashboard(), text::DASHBOARD_KEYS, actions)),
        _ => {}
    }
    if link_button(ui, Some(icon::COPY), text::copy_details(), text::copy_details()).clicked() {
        actions.push(Action::Help(HelpAction::CopyProblem(problem.clone())));
    }
}

/// The frame of every dialog. Esc and the backdrop close it, and so keep things as they are. Its id comes from the
/// `ui`, which is another one for each dialog: else the focus would stay in its place when one follows another, on a
/// button that does something else.
pub fn dialog(ui: &mut Ui, title: &str, actions: &mut Vec<Action>, content: impl FnOnce(&mut Ui, &mut Vec<Action>)) {
    modal(ui, ui.scope_id().with("dialog"), title, actions, content);
}

/// A question over a dialog that stays open.
pub fn dialog_over(
    ui: &mut Ui,
    title: &str,
    actions: &mut Vec<Action>,
    content: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    modal(ui, ui.scope_id().with("dialog-over"), title, actions, content);
}

fn modal(
    ui: &mut Ui,
    id: egui::Id,
    title: &str,
    actions: &mut Vec<Action>,
    content: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    let t = tokens(ui);
    let screen = ui.ctx().content_rect();
    let width = theme::DIALOG.min(screen.width() - 2.0 * theme::GAP_XL).max(220.0);
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(24)).corner_radius(theme::RADIUS_DIALOG);
    let area = Modal::default_area(id).accessible_name(title);
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(t.backdrop);
    let response = modal.show(ui.ctx(), |ui| {
        ui.set_width(width - 48.0);
        // A dialog keeps its buttons in view; in the smallest windows, where it can't, all of it scrolls.
        let room = (screen.height() - 2.0 * (theme::GAP_XL + theme::GAP_S)).max(theme::CONTROL);
        let all = egui::ScrollArea::vertical().id_salt("dialog").max_height(room).min_scrolled_height(room);
        all.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_M;
            live::heading(ui, title, |ui| ui.add(egui::Label::new(theme::title(title)).wrap()));
            take_focus(ui, id);
            content(ui, actions);
            focus::bring(ui);
        });
    });
    if response.should_close() {
        actions.push(Action::CloseDialog);
    }
}

/// A dialog that opens takes the focus: its default button or only field by itself, else the first thing in it.
fn take_focus(ui: &Ui, id: egui::Id) {
    let pass = ui.ctx().cumulative_pass_nr();
    let (first, last) = ui.data(|data| data.get_temp::<(u64, u64)>(id)).unwrap_or_default();
    let first = if last + 1 < pass { pass } else { first };
    ui.data_mut(|data| data.insert_temp(id, (first, pass)));
    // What had the focus below has lost it in the second pass; in the third, everything has had its turn.
    match pass - first {
        0 | 1 => ui.ctx().request_repaint(), // only while it opens
        2 if ui.memory(egui::Memory::focused).is_none() => {
            ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
        }
        _ => {}
    }
}

/// What Enter presses in a dialog where nothing else has the focus.
pub fn by_default(ui: &Ui, button: &egui::Response) {
    if button.enabled() && ui.memory(egui::Memory::focused).is_none() {
        button.request_focus();
    }
}
