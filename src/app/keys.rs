//! The shortcuts, in one table: the window reads its keys from it, and the sheet of shortcuts shows it.

use super::message::{Action, Place};
use super::model::Model;
use super::palette::PaletteAction;
use super::rows::{RowsAction, Standing, Step};
use super::settings::SettingsAction;
use crate::domain::{TextSize, WebhookId};

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    Palette,
    Shortcuts,
    Page(Place),
    New,
    Refresh,
    Search,
    Details,
    Edit,
    Delete,
    TakeBack,
    Move(Step),
    Extend(Step),
    /// Move without selecting.
    Walk(Step),
    /// In or out of the selection.
    Toggle,
    SelectAll,
    Copy,
    Back,
    Quit,
    LargerText,
    SmallerText,
    UsualText,
}

/// A key, by its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    A,
    C,
    F,
    K,
    N,
    Q,
    R,
    Z,
    One,
    Two,
    Three,
    Four,
    Zero,
    Plus,
    Equals,
    Minus,
    F1,
    F2,
    F5,
    Question,
    Enter,
    Space,
    Escape,
    Delete,
    Backspace,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
}

/// What is held while the key is pressed. `Command` is Ctrl, and Cmd on macOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    Nothing,
    Shift,
    Command,
}

/// Where a shortcut works. None of them does while a dialog is open, but for those of the text size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    Anywhere,
    /// Not while a text field has the focus: there the key belongs to the field.
    OutsideFields,
    /// In the list of webhooks, outside of fields.
    List,
    /// In the list, while nothing outside of its table has the focus: there the key moves the focus.
    Rows,
    /// In the list, while no button has the focus that the key would press. A row isn't one.
    ListItself,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    pub does: Does,
    pub held: Held,
    pub key: Key,
    pub place: Where,
    /// Only macOS has it.
    pub mac_only: bool,
}

const fn at(does: Does, held: Held, key: Key, place: Where) -> Shortcut {
    Shortcut { does, held, key, place, mac_only: false }
}

/// Every shortcut of the window, in the order of the sheet.
pub const SHORTCUTS: [Shortcut; 39] = {
    use Held::{Command, Nothing, Shift};
    use Where::{Anywhere, List, ListItself, OutsideFields, Rows};
    [
        at(Does::Palette, Command, Key::K, Anywhere),
        at(Does::Shortcuts, Nothing, Key::F1, Anywhere),
        at(Does::Shortcuts, Nothing, Key::Question, OutsideFields),
        at(Does::Page(Place::Webhooks), Command, Key::One, Anywhere),
        at(Does::Page(Place::Audit), Command, Key::Two, Anywhere),
        at(Does::Page(Place::History), Command, Key::Three, Anywhere),
        at(Does::Page(Place::Settings), Command, Key::Four, Anywhere),
        at(Does::Refresh, Command, Key::R, Anywhere),
        at(Does::Refresh, Nothing, Key::F5, Anywhere),
        at(Does::Search, Command, Key::F, Anywhere),
        at(Does::Back, Nothing, Key::Escape, Anywhere),
        at(Does::Quit, Command, Key::Q, Anywhere),
        at(Does::LargerText, Command, Key::Plus, Anywhere),
        at(Does::LargerText, Command, Key::Equals, Anywhere),
        at(Does::SmallerText, Command, Key::Minus, Anywhere),
        at(Does::UsualText, Command, Key::Zero, Anywhere),
        at(Does::New, Command, Key::N, Anywhere),
        at(Does::Details, Nothing, Key::Enter, ListItself),
        at(Does::Edit, Nothing, Key::F2, List),
        at(Does::Delete, Nothing, Key::Delete, List),
        Shortcut { mac_only: true, ..at(Does::Delete, Command, Key::Backspace, List) },
        at(Does::TakeBack, Command, Key::Z, OutsideFields),
        at(Does::Move(Step::Rows(-1)), Nothing, Key::Up, Rows),
        at(Does::Move(Step::Rows(1)), Nothing, Key::Down, Rows),
        at(Does::Move(Step::Pages(-1)), Nothing, Key::PageUp, Rows),
        at(Does::Move(Step::Pages(1)), Nothing, Key::PageDown, Rows),
        at(Does::Move(Step::First), Nothing, Key::Home, Rows),
        at(Does::Move(Step::Last), Nothing, Key::End, Rows),
        at(Does::Extend(Step::Rows(-1)), Shift, Key::Up, Rows),
        at(Does::Extend(Step::Rows(1)), Shift, Key::Down, Rows),
        at(Does::Extend(Step::Pages(-1)), Shift, Key::PageUp, Rows),
        at(Does::Extend(Step::Pages(1)), Shift, Key::PageDown, Rows),
        at(Does::Extend(Step::First), Shift, Key::Home, Rows),
        at(Does::Extend(Step::Last), Shift, Key::End, Rows),
        at(Does::Walk(Step::Rows(-1)), Command, Key::Up, Rows),
        at(Does::Walk(Step::Rows(1)), Command, Key::Down, Rows),
        at(Does::Toggle, Nothing, Key::Space, ListItself),
        at(Does::SelectAll, Command, Key::A, List),
        at(Does::Copy, Command, Key::C, List),
    ]
};

impl Does {
    /// Also while a dialog is open: what it says may be too small to read.
    pub fn works_in_dialogs(self) -> bool {
        matches!(self, Self::LargerText | Self::SmallerText | Self::UsualText)
    }
}

impl Model {
    /// What a shortcut comes to, as things are; `None`: nothing, here and now.
    pub fn on_key(&self, does: Does, standing: Standing) -> Option<Action> {
        match does {
            Does::Palette => Some(Action::Palette(PaletteAction::Open)),
            Does::Shortcuts => Some(Action::Palette(PaletteAction::OpenShortcuts)),
            Does::Page(Place::Audit) if self.open.is_none() => None,
            Does::Page(place) => Some(Action::Go(place)),
            Does::New => Some(Action::Go(Place::NewWebhook)),
            Does::Refresh => Some(Action::Refresh),
            Does::Search => self.list.latest().map(|_| Action::Palette(PaletteAction::FocusSearch)),
            Does::Details => Some(Action::Rows(RowsAction::Open)),
            Does::Edit => self.row_at(standing).map(Action::EditWebhook),
            Does::Delete => Some(self.meant_at(standing)).filter(|ids| !ids.is_empty()).map(Action::AskDelete),
            Does::TakeBack if self.place.is_form() => None,
            Does::TakeBack => self.last_change().map(Action::TakeBack),
            Does::Move(step) => Some(Action::MoveSelection { by: step.rows(standing.page), extend: false }),
            Does::Extend(step) => Some(Action::MoveSelection { by: step.rows(standing.page), extend: true }),
            Does::Walk(step) => Some(Action::Rows(RowsAction::Walk(step.rows(standing.page)))),
            Does::Toggle => self.row_at(standing).map(Action::ToggleSelected),
            Does::Copy => {
                Some(self.meant_at(standing)).filter(|ids| !ids.is_empty()).map(RowsAction::Copy).map(Action::Rows)
            }
            Does::SelectAll => Some(Action::SelectAll),
            Does::Back => self.way_back(),
            Does::Quit => Some(Action::Quit),
            Does::LargerText => Some(set_text_size(self.settings.text_size.larger())),
            Does::SmallerText => Some(set_text_size(self.settings.text_size.smaller())),
            Does::UsualText => Some(set_text_size(TextSize::default())),
        }
    }

    /// The selected webhooks, or the one whose details are shown.
    pub(super) fn meant(&self) -> Vec<WebhookId> {
        let selected = self.selected();
        if selected.is_empty() { self.view.current.clone().into_iter().collect() } else { selected }
    }

    fn way_back(&self) -> Option<Action> {
        match self.place {
            Place::Webhooks if self.view.current.is_some() || !self.view.selected.is_empty() => {
                Some(Action::CloseDetails)
            }
            Place::Connect if self.connect.is_busy() => Some(Action::CancelWaiting),
            Place::NewWebhook
            | Place::EditWebhook
            | Place::Connect
            | Place::Audit
            | Place::History
            | Place::Settings => Some(Action::Go(Place::Webhooks)),
            Place::Webhooks | Place::Welcome => None,
        }
    }
}

fn set_text_size(size: TextSize) -> Action {
    Action::Settings(SettingsAction::SetTextSize(size))
}
