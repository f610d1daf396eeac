//! Every field that takes text: with a menu for its clipboard commands, by right click and by keyboard.
//!
//! What is selected goes into the primary selection on Linux, and a click with the middle button puts it in: egui does
//! both, and here secrets are kept out of it.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::{TextEditOutput, TextEditState};
use egui::{
    Button, Id, Key, Modifiers, OutputCommand, PointerButton, Popup, Response, SetOpenCommand, TextEdit, Ui,
    ViewportCommand,
};

use crate::app::text;

/// What kind of field it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Line,
    /// Several lines.
    Lines,
    /// A line that is pasted into, and whose content doesn't leave it.
    Secret,
}

/// What a field's menu asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Cut,
    Copy,
    Paste,
    SelectAll,
}

/// What came of a field.
pub struct Edited {
    pub response: Response,
    /// Paste was chosen for a secret: whoever shows the field knows how to get one.
    pub paste: bool,
    /// What was copied or cut out of a secret that is shown.
    pub copied: Option<String>,
}

/// Shows a field. `build` gives it its looks; its id and its menu are made here.
pub fn text_edit(
    ui: &mut Ui,
    salt: &str,
    value: &mut String,
    kind: Kind,
    build: impl for<'t> FnOnce(TextEdit<'t>) -> TextEdit<'t>,
) -> Edited {
    let id = ui.make_persistent_id(salt);
    let before = TextEditState::load(ui.ctx(), id).and_then(|state| state.cursor.char_range());
    let awake = ui.memory(|memory| memory.owns_ime_events(id));
    let by_key = takes_menu_key(ui, id);
    let sent = ui.output(|output| output.commands.len());
    let edit = if kind == Kind::Lines { TextEdit::multiline(value) } else { TextEdit::singleline(value) };
    let mut output = build(edit.id(id)).show(ui);
    let copied = if kind == Kind::Secret { keep_back(ui, sent) } else { None };
    if kind == Kind::Secret {
        output.state.clear_undoer(); // egui would hold up to 100 states in plain text
    }
    keep_selection(ui, &mut output, before, awake, value);
    let selection = output.state.cursor.char_range().filter(|range| !range.is_empty());
    let can = |asked| match asked {
        Asked::Cut | Asked::Copy => selection.is_some(),
        Asked::SelectAll => !value.is_empty(),
        Asked::Paste => true,
    };
    let asked = menu_ui(ui, &output.response.response, by_key, kind, &can);
    let paste = asked == Some(Asked::Paste) && kind == Kind::Secret;
    let mut response = output.response.response;
    if let Some(asked) = asked.filter(|_| !paste)
        && carry_out(ui, asked, &mut output.state, value)
    {
        response.mark_changed();
    }
    output.state.store(ui.ctx(), id);
    Edited { response, paste, copied }
}

/// The keyboard's key for menus, and what stands for it where there is none.
fn takes_menu_key(ui: &Ui, id: Id) -> bool {
    ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| {
            input.consume_key(Modifiers::SHIFT, Key::F10) || input.consume_key(Modifiers::NONE, Key::Menu)
        })
}

/// Keeps what a secret's field sent to the clipboards out of them, and hands back what was to be copied.
fn keep_back(ui: &Ui, sent: usize) -> Option<String> {
    ui.output_mut(|output| {
        let mut copied = None;
        let here = output.commands.split_off(sent.min(output.commands.len()));
        for command in here {
            match command {
                OutputCommand::CopyText(text) => copied = Some(text),
                OutputCommand::TextSelectionSettled(_) => {}
                other => output.commands.push(other),
            }
        }
        copied
    })
}

/// What is selected stays so under a right click, and while the menu has the focus, where egui would select nothing. And
/// no cursor stands behind the end, where egui sets it in scripts that run from right to left.
fn keep_selection(ui: &Ui, output: &mut TextEditOutput, before: Option<CCursorRange>, awake: bool, value: &str) {
    let right = ui.input(|input| input.pointer.button_pressed(PointerButton::Secondary));
    let clicked = right && output.response.response.contains_pointer();
    let now = output.state.cursor.char_range();
    let dropped = |before: &CCursorRange| !awake && now == Some(CCursorRange::one(before.primary));
    if let Some(before) = before.filter(|range| !range.is_empty() && (clicked || dropped(range))) {
        output.state.cursor.set_char_range(Some(before));
    }
    let end = CCursor::new(value.chars().count());
    let behind = |cursor: CCursor| cursor.index > end.index;
    if let Some(range) =
        output.state.cursor.char_range().filter(|range| behind(range.primary) || behind(range.secondary))
    {
        let within = |cursor: CCursor| if behind(cursor) { end } else { cursor };
        output.state.cursor.set_char_range(Some(CCursorRange::two(within(range.secondary), within(range.primary))));
    }
}

fn menu_ui(ui: &Ui, response: &Response, by_key: bool, kind: Kind, can: &dyn Fn(Asked) -> bool) -> Option<Asked> {
    let offers: &[(Asked, &str)] = if kind == Kind::Secret {
        &[(Asked::Paste, text::paste())]
    } else {
        &[
            (Asked::Cut, text::cut()),
            (Asked::Copy, text::copy()),
            (Asked::Paste, text::paste()),
            (Asked::SelectAll, text::select_all_text()),
        ]
    };
    let popup_id = Popup::default_response_id(response);
    let was_open = Popup::is_id_open(ui.ctx(), popup_id);
    if by_key || response.secondary_clicked() {
        ui.data_mut(|data| data.insert_temp(popup_id, by_key));
    }
    let mut popup = Popup::context_menu(response);
    if by_key {
        popup = popup.open_memory(Some(SetOpenCommand::Bool(true)));
    }
    if ui.data(|data| data.get_temp(popup_id).unwrap_or(false)) {
        popup = popup.at_position(response.rect.left_bottom()); // there may be no pointer
    }
    let mut asked = None;
    popup.show(|ui| {
        let first = offers.iter().position(|(what, _)| can(*what));
        for (at, (what, words)) in offers.iter().enumerate() {
            let button = ui.add_enabled(response.enabled() && can(*what), Button::new(*words));
            if Some(at) == first && !was_open {
                button.request_focus();
            }
            if button.clicked() {
                asked = Some(*what);
                ui.close();
            }
        }
    });
    if was_open && !Popup::is_id_open(ui.ctx(), popup_id) {
        response.request_focus(); // where the menu came from
    }
    asked
}

/// True where the text changed.
fn carry_out(ui: &Ui, asked: Asked, state: &mut TextEditState, value: &mut String) -> bool {
    let selected = state.cursor.char_range().filter(|range| !range.is_empty());
    match asked {
        Asked::Copy | Asked::Cut => {
            let Some(range) = selected else { return false };
            ui.ctx().copy_text(range.slice_str(value).to_owned());
            if asked == Asked::Copy {
                return false;
            }
            let cursor = egui::TextBuffer::delete_selected(value, &range);
            state.cursor.set_char_range(Some(CCursorRange::one(cursor)));
            return true;
        }
        Asked::Paste => ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste),
        Asked::SelectAll => state.cursor.set_char_range(Some(CCursorRange::select_all_str(value))),
    }
    false
}
