//! The command palette: everything that can be done now, found by a few letters. It only gives actions that a button
//! gives too: what changes a webhook opens its review.

mod settings;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::audit::AuditAction;
use super::command::Command;
use super::delivery::DeliveryAction;
use super::dialog::Dialog;
use super::keys::{Does, SHORTCUTS, Shortcut};
use super::list::Filter;
use super::message::{Action, Place};
use super::model::Model;
use super::rows::{RowsAction, Standing};
use super::text;
use super::tour::TourAction;
use crate::domain::{ChangeId, Origin, Webhook};

/// How many are remembered as recent.
const RECENT: usize = 5;

/// What the user did in the palette, or with the keys that belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaletteAction {
    Open,
    /// The letters changed.
    Typed,
    Move(isize),
    /// Do what stands in this line.
    Run(usize),
    /// Do what is selected.
    RunSelected,
    OpenShortcuts,
    /// Go to the list, and into its search field.
    FocusSearch,
}

/// A field that the next frame gives the focus to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The list's search field.
    Search,
}

/// What kind of thing a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Page,
    Command,
    Change,
    Webhook,
    Company,
    Setting,
}

/// One line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: Kind,
    pub name: String,
    /// What else it is found by: a webhook's host and id.
    pub about: String,
    pub action: Action,
}

/// The open palette.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    pub typed: String,
    /// What the letters find, best first.
    pub hits: Vec<Item>,
    pub selected: usize,
    items: Vec<Item>,
}

impl Palette {
    pub fn new(items: Vec<Item>) -> Self {
        let mut palette = Self { items, ..Self::default() };
        palette.find();
        palette
    }

    fn find(&mut self) {
        self.selected = 0;
        let typed = self.typed.trim();
        if typed.is_empty() {
            self.hits.clone_from(&self.items);
            return;
        }
        let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        let mut matcher = Matcher::new(config);
        let mut buffer = Vec::new();
        let mut score = |hay: &str| pattern.score(Utf32Str::new(&text::without_marks(hay), &mut buffer), &mut matcher);
        let mut found: Vec<(u32, &Item)> = Vec::new();
        for item in &self.items {
            let by_name = score(&item.name).map(|score| score.saturating_mul(2));
            let by_all = score(&format!("{} {}", item.name, item.about));
            if let Some(score) = by_name.max(by_all) {
                found.push((score, item));
            }
        }
        // The shorter name first where both are equally good: the webhook itself before what can be done to it.
        found.sort_by_key(|(score, item)| (std::cmp::Reverse(*score), item.name.chars().count()));
        self.hits = found.into_iter().map(|(_, item)| item.clone()).collect();
    }

    fn step(&mut self, by: isize) {
        self.selected = self.selected.saturating_add_signed(by).min(self.hits.len().saturating_sub(1));
    }
}

impl Item {
    fn new(kind: Kind, name: impl Into<String>, action: Action) -> Self {
        Self { kind, name: name.into(), about: String::new(), action }
    }

    /// The keys that do the same.
    pub fn keys(&self, model: &Model) -> Option<Shortcut> {
        let same = |shortcut: &&Shortcut| {
            let fixed =
                !matches!(shortcut.does, Does::Move(_) | Does::Extend(_) | Does::Walk(_) | Does::Back | Does::Details);
            fixed
                && !shortcut.mac_only
                && model.on_key(shortcut.does, Standing::default()).as_ref() == Some(&self.action)
        };
        SHORTCUTS.iter().find(same).copied()
    }
}

impl Model {
    pub(super) fn act_on_palette(&mut self, action: PaletteAction) -> Vec<Command> {
        match action {
            PaletteAction::Open if self.dialog.is_none() => {
                self.dialog = Some(Dialog::Palette(Palette::new(self.palette_items())));
            }
            PaletteAction::OpenShortcuts if self.dialog.is_none() => self.dialog = Some(Dialog::Shortcuts),
            PaletteAction::Open | PaletteAction::OpenShortcuts => {}
            PaletteAction::Typed => self.with_palette(Palette::find),
            PaletteAction::Move(by) => self.with_palette(|palette| palette.step(by)),
            PaletteAction::Run(line) => return self.run_line(Some(line)),
            PaletteAction::RunSelected => return self.run_line(None),
            PaletteAction::FocusSearch => {
                let commands = if self.place == Place::Webhooks { Vec::new() } else { self.go(Place::Webhooks) };
                let there = self.place == Place::Webhooks && self.dialog.is_none();
                self.view.opened = false; // in a narrow window, the details lie over the search field
                self.wants_focus = there.then_some(Wanted::Search);
                return commands;
            }
        }
        Vec::new()
    }

    fn with_palette(&mut self, change: impl FnOnce(&mut Palette)) {
        if let Some(Dialog::Palette(palette)) = &mut self.dialog {
            change(palette);
        }
    }

    fn run_line(&mut self, line: Option<usize>) -> Vec<Command> {
        let Some(Dialog::Palette(palette)) = &self.dialog else {
            return Vec::new();
        };
        let Some(item) = palette.hits.get(line.unwrap_or(palette.selected)).cloned() else {
            return Vec::new();
        };
        self.dialog = None;
        self.recent.retain(|action| *action != item.action);
        self.recent.insert(0, item.action.clone());
        self.recent.truncate(RECENT);
        self.take(item.action)
    }

    /// All that can be done now, the recent ones first. What can't be done is left out.
    pub fn palette_items(&self) -> Vec<Item> {
        let mut items = self.page_items();
        if self.can_change() && !self.place.is_form() {
            items.extend(self.change_items());
        }
        items.extend(self.list_items());
        items.extend(self.webhook_items());
        items.extend(self.company_items());
        items.extend(self.setting_items());
        let rank = |item: &Item| self.recent.iter().position(|action| *action == item.action).unwrap_or(RECENT);
        items.sort_by_key(rank);
        items
    }

    fn page_items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        let mut page = |name: &str, place| items.push(Item::new(Kind::Page, name, Action::Go(place)));
        if self.open.is_some() {
            page(text::nav_webhooks(), Place::Webhooks);
            page(text::nav_audit(), Place::Audit);
            page(text::nav_history(), Place::History);
        }
        page(text::nav_settings(), Place::Settings);
        if self.can_change() && self.place != Place::NewWebhook {
            page(text::new_webhook(), Place::NewWebhook);
        }
        let sheet = Action::Palette(PaletteAction::OpenShortcuts);
        items.push(Item::new(Kind::Command, text::shortcuts_title(), sheet));
        items.extend(
            self.can_tour().then(|| Item::new(Kind::Command, text::tour_offer(), Action::Tour(TourAction::Start))),
        );
        items.push(Item::new(Kind::Command, text::palette_quit(), Action::Quit));
        items
    }

    fn change_items(&self) -> Vec<Item> {
        let change = |name: String, action| Item::new(Kind::Change, name, action);
        let mut items = Vec::new();
        let hooks = self.list.latest().map_or(&[][..], |listing| &listing.webhooks);
        if let Some(hook) = hooks.iter().find(|hook| Some(&hook.id) == self.view.current.as_ref()) {
            let (label, id) = (hook.label(), &hook.id);
            items.push(change(text::edit(&label), Action::EditWebhook(id.clone())));
            items.push(if hook.status.is_active() {
                change(text::deactivate(&label), Action::AskDeactivate(vec![id.clone()]))
            } else {
                change(text::reenable_more(&label), Action::AskReenable(vec![id.clone()]))
            });
            items.push(change(text::duplicate(&label), Action::Duplicate(id.clone())));
            items.push(change(text::delete(&label), Action::AskDelete(vec![id.clone()])));
        }
        let (selected, active, inactive) = (self.selected(), self.selected_active(), self.selected_inactive());
        let meant = self.meant();
        if !meant.is_empty() {
            let copy = Action::Rows(RowsAction::Copy(meant.clone()));
            items.push(Item::new(Kind::Command, text::copy_rows(meant.len()), copy));
            items.push(change(text::change_events(meant.len()), Action::AskEvents(meant)));
        }
        if selected.len() > 1 {
            if !inactive.is_empty() {
                items.push(change(text::reenable_selected(inactive.len()), Action::AskReenableSelected));
            }
            if !active.is_empty() {
                items.push(change(text::deactivate_selected(active.len()), Action::AskDeactivate(active)));
            }
            items.push(change(text::delete_selected(selected.len()), Action::AskDelete(selected)));
        }
        if hooks.iter().any(|hook| !hook.status.is_active()) {
            items.push(change(text::reenable_all().to_owned(), Action::AskReenableAll));
        }
        if !hooks.is_empty() {
            items.push(change(text::move_events().to_owned(), Action::AskMoveEvents));
        }
        if let Some(id) = self.last_change() {
            items.push(change(text::take_last_back().to_owned(), Action::TakeBack(id)));
        }
        items
    }

    fn audit_items(&self) -> Vec<Item> {
        let command = |name: &str, action| Item::new(Kind::Command, name, Action::Audit(action));
        let mut items = Vec::new();
        let first = self.audit.run.is_none();
        if self.access.is_open() && self.audit.running.is_none() {
            let name = if first { text::start_audit() } else { text::audit_again() };
            items.push(command(name, AuditAction::Start));
        }
        if !first {
            items.push(command(text::export_report(), AuditAction::AskExport));
            items.push(command(text::compare_with_file(), AuditAction::OpenReport));
        }
        items
    }

    fn list_items(&self) -> Vec<Item> {
        let command = |name: String, action| Item::new(Kind::Command, name, action);
        let mut items = self.audit_items();
        let hooks = self.list.latest().map_or(&[][..], |listing| &listing.webhooks);
        let current = hooks.iter().find(|hook| Some(&hook.id) == self.view.current.as_ref());
        if let Some(hook) = current.filter(|_| self.access.is_open()) {
            let test = Action::Delivery(DeliveryAction::Ask(hook.id.clone()));
            items.push(command(text::send_test_to(&hook.label()), test));
        }
        if self.access.is_open() && !self.list.is_loading() {
            items.push(command(text::refresh().to_owned(), Action::Refresh));
        }
        if self.list.latest().is_some() {
            let search = Action::Palette(PaletteAction::FocusSearch);
            items.push(command(text::search().to_owned(), search));
        }
        if self.list.latest().is_some() && self.place == Place::Webhooks {
            items.push(command(text::select_all().to_owned(), Action::SelectAll));
            for filter in Filter::EVERY {
                items.push(command(text::show_only(text::filter(filter)), Action::SetFilter(filter)));
            }
            if let Some(id) = &self.view.current {
                items.push(command(text::copy_url().to_owned(), Action::CopyUrl(id.clone())));
                items.push(command(text::copy_id().to_owned(), Action::CopyId(id.clone())));
            }
        }
        if self.place == Place::History {
            items.push(command(text::refresh_history().to_owned(), Action::RefreshHistory));
            items.push(command(text::export_csv().to_owned(), Action::ExportHistory));
        }
        items
    }

    fn webhook_items(&self) -> Vec<Item> {
        let hooks = self.list.latest().map_or(&[][..], |listing| &listing.webhooks);
        let item = |hook: &Webhook| Item {
            about: format!("{} {}", hook.url.host().unwrap_or_default(), hook.id),
            ..Item::new(Kind::Webhook, hook.label(), Action::OpenExisting(hook.id.clone()))
        };
        hooks.iter().map(item).collect()
    }

    fn company_items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for profile in &self.settings.profiles {
            let id = &profile.id;
            let of = |name: String, action| Item::new(Kind::Company, name, action);
            if self.profile().is_none_or(|open| open.id != *id) {
                items.push(of(text::open_company(&profile.name), Action::OpenProfile(id.clone())));
            }
        }
        if !self.is_demo() {
            items.push(Item::new(Kind::Company, text::explore_demo(), Action::ExploreDemo));
        }
        items.push(Item::new(Kind::Company, text::connect_another(), Action::ConnectAnother));
        items
    }

    /// The newest change of the window that can still be taken back.
    pub(super) fn last_change(&self) -> Option<ChangeId> {
        let history = self.history.latest().map_or(&[][..], |history| &history.changes);
        let all = history.iter().chain(&self.past.changes).chain(self.sent.values());
        let own = all.filter(|record| record.origin == Origin::Window && self.can_take_back(record));
        own.map(|record| record.id).max()
    }
}
