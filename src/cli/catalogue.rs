//! `events` and `profiles`: what is known without asking a company.

use serde::Serialize;

use super::args::Global;
use super::stop::{DONE, Stop};
use super::table::table;
use super::{company, output, show};
use crate::app::text;
use crate::domain::{EventName, Group};
use crate::worker::Services;

#[derive(Serialize)]
struct JsonEvents {
    events: Vec<JsonEvent>,
}

#[derive(Serialize)]
struct JsonEvent {
    name: String,
    group: String,
    sentence: String,
    retired: bool,
}

pub fn events(global: &Global) -> Result<u8, Stop> {
    let names = Group::ALL.into_iter().flat_map(|group| group.events().map(move |listed| (group, listed)));
    let rows = names.map(|(group, listed)| (group, EventName::Listed(listed)));
    if global.json {
        let events = rows.map(|(group, name)| JsonEvent {
            name: name.as_str().to_owned(),
            group: text::group(group).to_owned(),
            sentence: text::event(&name).to_owned(),
            retired: name.is_retired(),
        });
        output::print_json(&JsonEvents { events: events.collect() })?;
    } else {
        let rows: Vec<_> = rows.map(|(group, name)| show::event_row(&name, Some(group))).collect();
        output::print(&table(&rows))?;
    }
    Ok(DONE)
}

#[derive(Serialize)]
struct JsonProfiles<'a> {
    profiles: Vec<JsonProfile<'a>>,
}

#[derive(Serialize)]
struct JsonProfile<'a> {
    name: &'a str,
    api_url: &'a str,
    last_open: bool,
}

pub fn profiles(global: &Global, services: &Services) -> Result<u8, Stop> {
    let settings = company::settings(services);
    if global.json {
        let profiles = settings.profiles.iter().map(|profile| JsonProfile {
            name: &profile.name,
            api_url: profile.base.as_str(),
            last_open: settings.last_open.as_ref() == Some(&profile.id),
        });
        output::print_json(&JsonProfiles { profiles: profiles.collect() })?;
        return Ok(DONE);
    }
    if settings.profiles.is_empty() {
        output::note(text::no_profiles());
    }
    let rows: Vec<_> = settings.profiles.iter().map(|profile| [profile.name.clone()]).collect();
    output::print(&table(&rows))?;
    Ok(DONE)
}
