//! The settings page: how things look and are told, how many calls are sent, where data is kept, back to the start.
//! Companies and the proxy are in `profiles`, the watch is in `watching`.

mod remember;

use std::path::PathBuf;

use super::command::{Command, Copied};
use super::dialog::Dialog;
use super::message::{Action, Place};
use super::model::Model;
use super::notice::Tone;
use super::text;
use crate::domain::{CallBudget, Column, ProxyChoice, Secret, TextSize, TimeFormat, WindowPlace};

/// What the user set, or asked for on the settings page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsAction {
    /// Go to the settings, and to this part of them.
    Show(Section),
    SetTextSize(TextSize),
    SetTimes(TimeFormat),
    SetBudget(CallBudget),
    ShowColumn(Column, bool),
    /// Open it in the system's file manager.
    OpenFolder(Stored),
    CopyPath(Stored),
    AskReset,
    Reset,
    ShowLicences,
    ShowReport,
    /// The fault text, exactly as it is on screen.
    CopyReport(String),
    /// Where the window is now.
    Placed(WindowPlace),
    /// How wide the details beside the list are.
    SetDetails(u16),
}

/// A part of the settings page, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    Companies,
    /// Only while the demo company is open.
    Demo,
    /// Only while a company is open.
    Watch,
    Appearance,
    Network,
    Data,
    Reset,
    About,
}

impl Section {
    pub const EVERY: [Self; 8] = [
        Self::Companies,
        Self::Demo,
        Self::Watch,
        Self::Appearance,
        Self::Network,
        Self::Data,
        Self::Reset,
        Self::About,
    ];
}

/// What is kept in a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    Settings,
    History,
}

impl Stored {
    pub const EVERY: [Self; 2] = [Self::Settings, Self::History];
}

/// What the program finds around it. Nothing of it is asked for over the network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    pub system: String,
    /// As the system names it, say `en-GB`.
    pub language: Option<String>,
    /// What draws the window.
    pub renderer: String,
    /// `None`: the system names no folder for it, and nothing is kept.
    pub settings: Option<PathBuf>,
    pub history: Option<PathBuf>,
}

impl Machine {
    pub fn file(&self, kept: Stored) -> Option<&PathBuf> {
        match kept {
            Stored::Settings => self.settings.as_ref(),
            Stored::History => self.history.as_ref(),
        }
    }
}

impl Model {
    pub(super) fn act_on_settings_page(&mut self, action: SettingsAction) -> Vec<Command> {
        match action {
            SettingsAction::Show(section) => self.show_section(section),
            SettingsAction::SetTextSize(size) => {
                self.settings.text_size = size;
                self.save_settings()
            }
            SettingsAction::SetTimes(times) => {
                self.settings.times = times;
                self.word_audit();
                self.save_settings()
            }
            SettingsAction::SetBudget(budget) => self.set_budget(budget),
            SettingsAction::ShowColumn(column, wanted) => {
                self.settings.list.show(column, wanted);
                self.save_settings()
            }
            SettingsAction::OpenFolder(kept) => self.open_folder(kept),
            SettingsAction::CopyPath(kept) => self.copy_path(kept),
            SettingsAction::AskReset => self.open_dialog(Dialog::ResetSettings),
            SettingsAction::Reset => self.reset_settings(),
            SettingsAction::ShowLicences => self.open_dialog(Dialog::Licences(text::licences().lines().collect())),
            SettingsAction::ShowReport => self.open_dialog(Dialog::FaultReport),
            SettingsAction::CopyReport(report) => {
                vec![Command::Copy { what: Copied::Report, text: Secret::new(report) }]
            }
            SettingsAction::Placed(place) => {
                self.placed(place);
                Vec::new()
            }
            SettingsAction::SetDetails(width) => {
                self.set_details(width);
                Vec::new()
            }
        }
    }

    /// Whether this part of the page is there.
    pub fn has_section(&self, section: Section) -> bool {
        match section {
            Section::Demo => self.is_demo(),
            Section::Watch => self.open.is_some(),
            _ => true,
        }
    }

    fn show_section(&mut self, section: Section) -> Vec<Command> {
        let commands = if self.place == Place::Settings { Vec::new() } else { self.go(Place::Settings) };
        self.wants_section = (self.place == Place::Settings).then_some(section);
        commands
    }

    fn open_dialog(&mut self, dialog: Dialog) -> Vec<Command> {
        self.dialog.get_or_insert(dialog);
        Vec::new()
    }

    fn set_budget(&mut self, budget: CallBudget) -> Vec<Command> {
        self.settings.budget = budget;
        let mut commands = vec![Command::SetBudget(budget)];
        commands.extend(self.save_settings());
        commands
    }

    fn open_folder(&self, kept: Stored) -> Vec<Command> {
        let folder = self.start.machine.file(kept).and_then(|file| file.parent());
        folder.map(|folder| Command::OpenFolder(folder.to_owned())).into_iter().collect()
    }

    fn copy_path(&self, kept: Stored) -> Vec<Command> {
        let path = self.start.machine.file(kept).map(|file| Secret::new(file.to_string_lossy()));
        path.map(|text| Command::Copy { what: Copied::Path, text }).into_iter().collect()
    }

    /// Companies, their keys and their history are never part of it.
    fn reset_settings(&mut self) -> Vec<Command> {
        self.dialog.take_if(|dialog| *dialog == Dialog::ResetSettings);
        let before = std::mem::take(&mut self.settings);
        self.settings = before.reset();
        self.proxy_text.clear();
        (self.view.filter, self.view.sort) = (self.settings.list.filter, self.settings.list.sort);
        self.arrange();
        self.word_audit();
        let mut commands = self.set_budget(CallBudget::default());
        if before.start_with_system {
            commands.push(Command::StartWithSystem(false));
        }
        if before.proxy != ProxyChoice::default() {
            commands.extend(self.proxy_changed());
        }
        self.say(Tone::Neutral, text::settings_reset());
        commands
    }
}

/// The way to a part of the page, for buttons and the palette.
pub fn to_section(section: Section) -> Action {
    Action::Settings(SettingsAction::Show(section))
}
