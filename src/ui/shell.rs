//! The thin part between eframe and the app: events in `logic`, drawing in `ui`, actions after drawing.

use std::sync::Arc;

use egui::{Key, Modifiers, ViewportCommand};
use jiff::Timestamp;

use super::arrive::Arrival;
use super::focus::{self, Focus};
use super::script::{Composing, LastResort, Listing, Missing, ReadingOrder};
use super::table_state::TableState;
use super::{place, theme, views};
use crate::app::keys::{self, Does, Held, SHORTCUTS, Shortcut, Where};
use crate::app::model::Start;
use crate::app::palette::Wanted;
use crate::app::rows::RowsAction;
use crate::app::{Action, Command, Event, Model, Msg, Place, ScriptAction, SettingsAction, text};
use crate::domain::{TextSize, ThemeChoice};

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
    /// Where the focus goes when the page changes.
    pub arrival: Arrival,
    /// Where the keyboard is in the table.
    pub table: TableState,
    /// What had the focus before a dialog opened: it gets it back.
    before_dialog: Option<egui::Id>,
    had_dialog: bool,
    /// How many more frames try to give it back.
    giving_back: u8,
    /// The step of the tour that has had the focus, and how many more frames ask for it.
    pub tour: Option<(crate::app::tour::Step, u8)>,
    focus: Focus,
    title: String,
    theme: Option<ThemeChoice>,
    text_size: Option<TextSize>,
}

pub struct Window<H: Hands> {
    pub model: Model,
    hands: H,
    state: ViewState,
    missing: Missing,
    clock: fn() -> Timestamp,
}

impl<H: Hands> Window<H> {
    pub fn new(ctx: &egui::Context, start: Start, hands: H, clock: fn() -> Timestamp) -> Self {
        Self::with_fonts(ctx, start, hands, clock, Listing::default())
    }

    /// `listing`: whether the fonts of the provider that is asked before are still being listed.
    pub fn with_fonts(ctx: &egui::Context, start: Start, hands: H, clock: fn() -> Timestamp, listing: Listing) -> Self {
        theme::install(ctx);
        let missing = Missing::after(listing);
        ctx.add_font_provider(Arc::new(LastResort(missing.clone())));
        ctx.add_plugin(ReadingOrder);
        ctx.options_mut(|options| options.zoom_with_keyboard = false); // its keys are in the table of shortcuts
        if let Some((_, size)) = start.looks {
            ctx.set_zoom_factor(size.factor()); // before the first frame
        }
        ctx.add_plugin(Composing::default());
        let (model, commands) = Model::new(start, clock());
        let mut window = Self { model, hands, state: ViewState::default(), missing, clock };
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
        self.note_place(ctx);
        self.follow(ctx);
        if let Some(time) = self.model.wakes_in() {
            ctx.request_repaint_after(time);
        }
    }

    pub fn paint(&mut self, ui: &mut egui::Ui) {
        self.return_focus(ui.ctx());
        let ready = self.model.form.editing.is_none() || self.model.form.opened().is_some();
        self.state.arrival.begin(ui.ctx(), self.model.place, ready || !self.model.place.is_form());
        focus::reveal(ui.ctx(), &mut self.state.focus); // its own event is no key of the user's
        self.state.focus_search |= self.model.wants_focus.take() == Some(Wanted::Search);
        let mut actions: Vec<Action> = views::tour::ended_by_key(ui, &self.model).into_iter().collect();
        actions.extend(shortcuts(ui, &self.model, &self.state));
        views::root_ui(ui, &mut self.model, &mut self.state, &mut actions);
        let met = self.missing.take();
        if !met.is_empty() {
            actions.push(Action::Scripts(ScriptAction::NoFont(met)));
        }
        focus::ring(ui.ctx(), &mut self.state.focus);
        let acted = !actions.is_empty();
        for action in actions {
            let from = self.model.view.cursor().cloned();
            let moves = moves(&action);
            let leaves = matches!(action, Action::CloseDetails);
            self.apply(Msg::Action(action));
            if moves || leaves && self.state.arrival.by_keys() {
                // The focus goes with the row, and back to it: a screen reader speaks what has it.
                let to = if leaves { from } else { self.model.view.cursor().cloned() };
                self.state.table.want(to);
                self.state.scroll_to_current = true;
            }
        }
        if acted {
            self.follow(ui.ctx());
            ui.ctx().request_repaint(); // the model changed after it was drawn
        }
    }

    /// The focus goes back to where it was before a dialog took it.
    fn return_focus(&mut self, ctx: &egui::Context) {
        let has_dialog = self.model.dialog.is_some();
        let focused = ctx.memory(egui::Memory::focused);
        if !has_dialog && self.state.had_dialog {
            self.state.giving_back = 2; // in the first frame, egui still keeps the focus from all but the dialog
        }
        match self.state.before_dialog {
            Some(id) if !has_dialog && self.state.giving_back > 0 => {
                self.state.giving_back -= 1;
                if self.state.giving_back > 0 || focused.is_none() {
                    ctx.memory_mut(|memory| memory.request_focus(id));
                    ctx.request_repaint();
                } // else something else has asked for it meanwhile
            }
            _ if !has_dialog => {
                self.state.giving_back = 0;
                self.state.before_dialog = focused;
            }
            _ => {}
        }
        self.state.had_dialog = has_dialog;
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

    fn note_place(&mut self, ctx: &egui::Context) {
        let before = self.model.settings.window;
        if let Some(place) = place::now(ctx, before).filter(|place| self.model.ready && before != Some(*place)) {
            self.apply(Msg::Action(Action::Settings(SettingsAction::Placed(place))));
        }
    }

    /// Title, theme, text size and closing follow the model.
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
        let size = self.model.settings.text_size;
        if self.state.text_size.replace(size) != Some(size) {
            place::grow(ctx, size.factor());
            ctx.set_zoom_factor(size.factor());
        }
        if self.model.comes_forward.take().is_some() {
            ctx.send_viewport_cmd(ViewportCommand::Visible(true));
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
            // Where no program may take the focus, as on Wayland, the window's entry at least asks for a look.
            ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(egui::UserAttentionType::Informational));
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

/// The keys of the table that were pressed. Hardly any while a dialog is open: it has its own.
fn shortcuts(ui: &egui::Ui, model: &Model, state: &ViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let dialog = model.dialog.is_some();
    let mac = ui.ctx().os() == egui::os::OperatingSystem::Mac;
    let popup_open = egui::Popup::is_any_open(ui.ctx());
    let in_field = ui.ctx().text_edit_focused();
    let focused = ui.memory(egui::Memory::focused);
    let standing = state.table.standing(focused);
    let on_widget = focused.is_some() && !standing.on_row;
    let in_list = model.place == Place::Webhooks && !popup_open && !in_field;
    let works = |shortcut: &&Shortcut| {
        if dialog {
            return shortcut.does.works_in_dialogs();
        }
        let here = match shortcut.place {
            Where::Anywhere => shortcut.key != keys::Key::Escape || !popup_open,
            Where::OutsideFields => !popup_open && !in_field,
            Where::List => in_list,
            Where::Rows => in_list && state.table.has_keys(ui.ctx(), focused),
            Where::ListItself => in_list && !on_widget,
        };
        here && (mac || !shortcut.mac_only)
    };
    // A key with nothing held also fits the same key with Shift, so those with Shift come first.
    let shifted = SHORTCUTS.iter().filter(|shortcut| shortcut.held == Held::Shift);
    let others = SHORTCUTS.iter().filter(|shortcut| shortcut.held != Held::Shift);
    for shortcut in shifted.chain(others).filter(works) {
        let (held, key) = pressed(*shortcut);
        let came = if shortcut.does == Does::Copy { takes_copy(ui, held, key) } else { takes(ui, held, key) };
        if came && let Some(action) = model.on_key(shortcut.does, standing) {
            if moves(&action) {
                // egui has taken the arrow for a move of the focus already.
                ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
            }
            actions.push(action);
        }
    }
    actions
}

fn moves(action: &Action) -> bool {
    matches!(action, Action::MoveSelection { .. } | Action::Rows(RowsAction::Walk(_)))
}

fn takes(ui: &egui::Ui, held: Modifiers, key: Key) -> bool {
    ui.ctx().input_mut(|input| input.consume_key(held, key))
}

/// Ctrl-C comes as an event of its own; a text that is marked in the window is copied rather than rows.
fn takes_copy(ui: &egui::Ui, held: Modifiers, key: Key) -> bool {
    let marked = ui.ctx().plugin::<egui::text_selection::LabelSelectionState>().lock().has_selection();
    !marked
        && ui.ctx().input_mut(|input| {
            let before = input.events.len();
            input.events.retain(|event| !matches!(event, egui::Event::Copy));
            input.events.len() < before || input.consume_key(held, key)
        })
}

/// A shortcut of the table in egui's words.
fn pressed(shortcut: Shortcut) -> (Modifiers, Key) {
    let held = match shortcut.held {
        Held::Nothing => Modifiers::NONE,
        Held::Shift => Modifiers::SHIFT,
        Held::Command => Modifiers::COMMAND,
    };
    let key = match shortcut.key {
        keys::Key::A => Key::A,
        keys::Key::C => Key::C,
        keys::Key::F => Key::F,
        keys::Key::K => Key::K,
        keys::Key::N => Key::N,
        keys::Key::Q => Key::Q,
        keys::Key::R => Key::R,
        keys::Key::Z => Key::Z,
        keys::Key::One => Key::Num1,
        keys::Key::Two => Key::Num2,
        keys::Key::Three => Key::Num3,
        keys::Key::Four => Key::Num4,
        keys::Key::Zero => Key::Num0,
        keys::Key::Plus => Key::Plus,
        keys::Key::Equals => Key::Equals,
        keys::Key::Minus => Key::Minus,
        keys::Key::F1 => Key::F1,
        keys::Key::F2 => Key::F2,
        keys::Key::F5 => Key::F5,
        keys::Key::Question => Key::Questionmark,
        keys::Key::Enter => Key::Enter,
        keys::Key::Space => Key::Space,
        keys::Key::Escape => Key::Escape,
        keys::Key::Delete => Key::Delete,
        keys::Key::Backspace => Key::Backspace,
        keys::Key::Up => Key::ArrowUp,
        keys::Key::Down => Key::ArrowDown,
        keys::Key::PageUp => Key::PageUp,
        keys::Key::PageDown => Key::PageDown,
        keys::Key::Home => Key::Home,
        keys::Key::End => Key::End,
    };
    (held, key)
}
