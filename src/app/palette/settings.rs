//! Every setting, as a line of the palette: what is set already is left out.

use super::{Item, Kind};
use crate::app::message::{Action, DemoMode};
use crate::app::model::Model;
use crate::app::settings::{Section, SettingsAction, Stored, to_section};
use crate::app::text;
use crate::domain::{
    CallBudget, Clock, Column, ProxyChoice, Reenable, TextSize, ThemeChoice, TimeFormat, TimeStyle, WatchChoice,
};

fn setting(name: String, action: Action) -> Item {
    Item::new(Kind::Setting, name, action)
}

fn page(name: String, action: SettingsAction) -> Item {
    setting(name, Action::Settings(action))
}

impl Model {
    pub(super) fn setting_items(&self) -> Vec<Item> {
        let mut items = self.look_items();
        items.extend(self.network_items());
        items.extend(self.watch_items());
        items.extend(self.profile_items());
        items.extend(self.demo_items());
        items.extend(self.data_items());
        items
    }

    fn look_items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for theme in [ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark] {
            if self.settings.theme != theme {
                let name = text::setting(text::appearance(), text::theme(theme));
                items.push(setting(name, Action::SetTheme(theme)));
            }
        }
        for size in TextSize::STEPS {
            if self.settings.text_size != size {
                let name = text::setting(text::text_size(), &text::percent(size.percent()));
                items.push(page(name, SettingsAction::SetTextSize(size)));
            }
        }
        let times = self.settings.times;
        for style in [TimeStyle::Relative, TimeStyle::Exact] {
            if times.style != style {
                let name = text::setting(text::times_title(), text::time_style(style));
                items.push(page(name, SettingsAction::SetTimes(TimeFormat { style, ..times })));
            }
        }
        for clock in [Clock::Hours24, Clock::Hours12] {
            if times.clock != clock {
                let name = text::setting(text::times_title(), text::clock(clock));
                items.push(page(name, SettingsAction::SetTimes(TimeFormat { clock, ..times })));
            }
        }
        for column in Column::OPTIONAL {
            let show = !self.settings.list.shows(column);
            let name = text::switch(&text::show_column(column), show);
            items.push(page(name, SettingsAction::ShowColumn(column, show)));
        }
        items
    }

    fn network_items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for proxy in [ProxyChoice::System, ProxyChoice::None] {
            if self.settings.proxy != proxy {
                let name = text::setting(text::network(), text::proxy_kind(&proxy));
                items.push(setting(name, Action::SetProxy(proxy)));
            }
        }
        for budget in CallBudget::OFFERED {
            if self.settings.budget != budget {
                let name = text::setting(text::budget(), &text::calls_a_minute(budget));
                items.push(page(name, SettingsAction::SetBudget(budget)));
            }
        }
        items
    }

    /// Of the open company; and what concerns every watch.
    fn watch_items(&self) -> Vec<Item> {
        let (start, stay) = (self.settings.start_with_system, self.settings.stay_when_closed);
        let mut items = vec![
            setting(text::switch(text::start_with_system(), !start), Action::SetStartWithSystem(!start)),
            setting(text::switch(text::stay_when_closed(), !stay), Action::SetStayWhenClosed(!stay)),
        ];
        if self.open.is_none() {
            return items;
        }
        let watch = self.watch();
        let (on, notify) = (!watch.on, !watch.notify);
        let set = |name, watch| setting(name, Action::SetWatch(watch));
        items.push(set(text::switch(text::watch_switch(), on), WatchChoice { on, ..watch.clone() }));
        items.push(set(text::switch(text::watch_notify(), notify), WatchChoice { notify, ..watch.clone() }));
        for minutes in WatchChoice::OFFERED {
            if watch.minutes != minutes {
                let name = text::setting(text::watch_title(), &text::every_minutes(minutes));
                items.push(set(name, WatchChoice { minutes, ..watch.clone() }));
            }
        }
        let choices = [(Reenable::None, text::watch_reenable_none()), (Reenable::All, text::watch_reenable_all())];
        for (reenable, words) in choices.into_iter().filter(|_| !self.is_read_only()) {
            if watch.reenable != reenable {
                let name = text::setting(text::watch_reenable(), words);
                items.push(set(name, WatchChoice { reenable, ..watch.clone() }));
            }
        }
        items
    }

    fn profile_items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for profile in &self.settings.profiles {
            let (id, name) = (&profile.id, &profile.name);
            let lock = !profile.read_only;
            items.push(setting(text::test_of(name), Action::TestProfile(id.clone())));
            items.push(setting(text::rename_of(name), Action::AskRenameProfile(id.clone())));
            items.push(setting(text::new_key_of(name), Action::ReplaceCredential(id.clone())));
            items.push(setting(text::remove_of(name), Action::AskRemoveProfile(id.clone())));
            items.push(setting(text::switch(&text::read_only_of(name), lock), Action::SetReadOnly(id.clone(), lock)));
        }
        items
    }

    fn demo_items(&self) -> Vec<Item> {
        let modes = [DemoMode::Normal, DemoMode::Slow, DemoMode::Faulty, DemoMode::Crowded];
        let others = modes.into_iter().filter(|mode| self.is_demo() && self.demo_mode != *mode);
        let item = |mode| {
            let name = text::setting(text::demo_mode_title(), text::demo_mode(mode));
            setting(name, Action::SetDemoMode(mode))
        };
        others.map(item).collect()
    }

    fn data_items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        for section in Section::EVERY.into_iter().filter(|section| self.has_section(*section)) {
            items.push(setting(text::setting(text::nav_settings(), text::section(section)), to_section(section)));
        }
        for kept in Stored::EVERY.into_iter().filter(|kept| self.start.machine.file(*kept).is_some()) {
            items.push(page(text::open_folder_of(kept), SettingsAction::OpenFolder(kept)));
            items.push(page(text::copy_path_of(kept), SettingsAction::CopyPath(kept)));
        }
        items.push(page(text::reset().to_owned(), SettingsAction::AskReset));
        items.push(page(text::show_licences().to_owned(), SettingsAction::ShowLicences));
        items.push(page(text::report_fault().to_owned(), SettingsAction::ShowReport));
        items
    }
}
