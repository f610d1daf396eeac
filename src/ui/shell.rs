//! The thin part between eframe and the app: events in `logic`, drawing in `ui`, actions after drawing.

use egui::{Key, KeyboardShortcut, Modifiers, ViewportCommand};
use jiff::Timestamp;

use super::{theme, views};
use crate::app::model::Start;
use crate::app::{Action, Command, Event, Model, Msg, Place, text};
use crate::domain::ThemeChoice;

/// Whoever carries out commands: the worker, or a test's stand-in.
pub trait Hands {
    fn dispatch(&mut self, command: Command);
    fn next_event(&mut self) -> Option<Event>;
}

/// What belongs to the view alone, and ends with it.
#[derive(Debug, Default)]
pub struct ViewState {
    /// The search field takes the focus in the next frame.
    pub focus_search: bool,
    /// The row of the selection is scrolled to in the next frame.
    pub scroll_to_current: bool,
    title: String,
    theme: Option<ThemeChoice>,
}

pub struct Window<H: Hands> {
    pub model: Model,
    hands: H,
    state: ViewState,
    clock: fn() -> Timestamp,
}

impl<H: Hands> Window<H> {
    pub fn new(ctx: &egui::Context, start: Start, hands: H, clock: fn() -> Timestamp) -> Self {
        theme::install(ctx);
        let (model, commands) = Model::new(start, clock());
        let mut window = Self { model, hands, state: ViewState::default(), clock };
        window.dispatch(commands);
        window
    }

    pub fn hands(&mut self) -> &mut H {
        &mut self.hands
    }

    /// What happened since the last time. Also runs while the window is hidden.
    pub fn hear(&mut self, ctx: &egui::Context) {
        self.apply(Msg::Now((self.clock)()));
        while let Some(event) = self.hands.next_event() {
            self.apply(Msg::Event(event));
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.model.quit {
            let stays = self.model.stays_when_closed();
            if !stays {
                self.apply(Msg::Action(Action::Quit));
            }
            if !self.model.quit {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            }
            if stays {
                ctx.send_viewport_cmd(ViewportCommand::Minimized(true));
            }
        }
        self.follow(ctx);
        if let Some(time) = self.model.wakes_in() {
            ctx.request_repaint_after(time);
        }
    }

    pub fn paint(&mut self, ui: &mut egui::Ui) {
        let mut actions = shortcuts(ui, &self.model, &mut self.state);
        views::root_ui(ui, &mut self.model, &mut self.state, &mut actions);
        let acted = !actions.is_empty();
        for action in actions {
            self.apply(Msg::Action(action));
        }
        if acted {
            self.follow(ui.ctx());
            ui.ctx().request_repaint(); // the model changed after it was drawn
        }
    }

    fn apply(&mut self, msg: Msg) {
        let commands = self.model.update(msg);
        self.dispatch(commands);
    }

    fn dispatch(&mut self, commands: Vec<Command>) {
        for command in commands {
            self.hands.dispatch(command);
        }
    }

    /// Title, theme and closing follow the model.
    fn follow(&mut self, ctx: &egui::Context) {
        let company = if self.model.is_demo() {
            Some(text::demo_company())
        } else {
            self.model.profile().map(|profile| profile.name.as_str())
        };
        let title = text::window_title(company);
        if title != self.state.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.state.title = title;
        }
        if self.state.theme != Some(self.model.settings.theme) {
            self.state.theme = Some(self.model.settings.theme);
            ctx.set_theme(match self.model.settings.theme {
                ThemeChoice::System => egui::ThemePreference::System,
                ThemeChoice::Light => egui::ThemePreference::Light,
                ThemeChoice::Dark => egui::ThemePreference::Dark,
            });
        }
        if self.model.quit {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }
}

impl<H: Hands> eframe::App for Window<H> {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.hear(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.paint(ui);
    }
}

/// Keys that work everywhere. None of them while a dialog is open: it has its own.
fn shortcuts(ui: &egui::Ui, model: &Model, state: &mut ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let composing = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Ime(_))));
    if model.dialog.is_some() || composing {
        return actions;
    }
    let pressed =
        |key| ui.ctx().input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, key)));
    if pressed(Key::R) {
        actions.push(Action::Refresh);
    }
    if pressed(Key::N) {
        actions.push(Action::Go(Place::NewWebhook));
    }
    if pressed(Key::Q) {
        actions.push(Action::Quit);
    }
    if pressed(Key::F) && model.place == Place::Webhooks {
        state.focus_search = true;
    }
    let popup_open = egui::Popup::is_any_open(ui.ctx());
    if !popup_open && ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        actions.extend(escape(model));
    }
    if model.place == Place::Webhooks && !popup_open && !ui.ctx().text_edit_focused() {
        actions.extend(list_keys(ui, state));
    }
    actions
}

fn escape(model: &Model) -> Option<Action> {
    match model.place {
        Place::Webhooks if model.view.current.is_some() || !model.view.selected.is_empty() => {
            Some(Action::CloseDetails)
        }
        Place::Connect if model.connect.is_busy() => Some(Action::CancelWaiting),
        Place::NewWebhook | Place::EditWebhook | Place::Connect | Place::Audit | Place::History | Place::Settings => {
            Some(Action::Go(Place::Webhooks))
        }
        Place::Webhooks | Place::Welcome => None,
    }
}

fn list_keys(ui: &egui::Ui, state: &mut ViewState) -> Option<Action> {
    const MOVES: [(Key, isize); 6] = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 10),
        (Key::PageUp, -10),
        (Key::Home, isize::MIN),
        (Key::End, isize::MAX),
    ];
    let action = ui.ctx().input_mut(|input| {
        if input.consume_key(Modifiers::COMMAND, Key::A) {
            return Some(Action::SelectAll);
        }
        MOVES.iter().find_map(|(key, by)| {
            if input.consume_key(Modifiers::SHIFT, *key) {
                Some(Action::MoveSelection { by: *by, extend: true })
            } else {
                input.consume_key(Modifiers::NONE, *key).then_some(Action::MoveSelection { by: *by, extend: false })
            }
        })
    });
    state.scroll_to_current |= matches!(action, Some(Action::MoveSelection { .. }));
    action
}
