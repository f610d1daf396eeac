//! Which webhook receives which event: a row for every event of the catalogue, so that gaps are seen.

use crate::app::text;
use crate::domain::dossier::{DossierEvent, DossierEventGroup, DossierMatrix, Receives};
use crate::domain::{EventName, EventSet, Group, Webhook};

pub fn matrix(hooks: &[Webhook]) -> DossierMatrix {
    let mut groups: Vec<DossierEventGroup> = Group::ALL
        .into_iter()
        .map(|group| DossierEventGroup {
            name: text::group(group).to_owned(),
            note: text::group_note(group).map(str::to_owned),
            events: group.events().map(|listed| event(&EventName::Listed(listed), hooks)).collect(),
        })
        .collect();
    let unknown: EventSet =
        hooks.iter().flat_map(|hook| hook.events.iter()).filter(|name| name.listed().is_none()).cloned().collect();
    if !unknown.is_empty() {
        groups.push(DossierEventGroup {
            name: text::unknown_events().to_owned(),
            note: None,
            events: unknown.iter().map(|name| event(name, hooks)).collect(),
        });
    }
    let all = groups.iter().flat_map(|group| &group.events);
    let unreceived = all.filter(|event| event.unreceived).map(|event| event.name.clone()).collect();
    DossierMatrix { groups, unreceived }
}

fn event(name: &EventName, hooks: &[Webhook]) -> DossierEvent {
    let cell = |hook: &Webhook| match (hook.events.contains(name), hook.status.is_active()) {
        (false, _) => Receives::No,
        (true, true) => Receives::Yes,
        (true, false) => Receives::Off,
    };
    let cells: Vec<Receives> = hooks.iter().map(cell).collect();
    DossierEvent {
        name: name.as_str().to_owned(),
        meaning: text::event(name).to_owned(),
        // Names of version 1 and retired ones are better not received.
        unreceived: name.is_current() && !cells.contains(&Receives::Yes),
        cells,
    }
}
