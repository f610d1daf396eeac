//! `create`: a new webhook, sent once.

use super::args::{CreateArgs, Global};
use super::company::Company;
use super::stop::{DONE, Stop};
use super::{output, show};
use crate::app::dialog::CustomEventError;
use crate::app::text;
use crate::domain::{Draft, DraftError, EventName, EventSet, WebhookId, clean};
use crate::worker::{Services, create};

/// What shall be created, with the rules of the window's form.
pub fn draft(args: &CreateArgs) -> Result<Draft, Stop> {
    let events = if args.all_events { EventSet::all() } else { events(args)? };
    let draft = Draft { name: args.name.clone(), url: args.url.clone(), events, active: true };
    draft.parse().map_err(|errors| {
        let said = errors.into_iter().map(|error| match error {
            DraftError::Url(error) => text::url_error(error),
            DraftError::NameTooLong => text::name_too_long(),
            DraftError::NameNeeded => text::name_needed(),
            DraftError::NoEvents => text::name_an_event(),
        });
        Stop::Usage(said.collect::<Vec<_>>().join(". "))
    })?;
    Ok(draft)
}

fn events(args: &CreateArgs) -> Result<EventSet, Stop> {
    let name = |text: &String| EventName::new(&clean(text).text);
    let events: EventSet = args.events.iter().map(name).collect();
    for name in events.iter() {
        if !EventName::looks_right(name.as_str()) {
            return Err(Stop::Usage(text::custom_event_error(&CustomEventError::WrongShape)));
        }
        if !args.allow_unknown && name.listed().is_none() {
            return Err(Stop::Usage(text::event_unknown(name.as_str())));
        }
        if !args.allow_unknown && name.is_retired() {
            return Err(Stop::Usage(text::event_retired(name.as_str())));
        }
    }
    Ok(events)
}

pub async fn run(global: &Global, company: &Company, services: &Services, draft: &Draft) -> Result<u8, Stop> {
    let Ok(spec) = draft.parse() else {
        return Err(Stop::Usage(text::name_an_event().to_owned()));
    };
    let listing = company.listing().await?;
    if let Some(removed) = text::removed(&clean(&draft.url)) {
        output::note(&removed);
    }
    for warning in draft.warnings(&listing.webhooks, None) {
        output::complain(&text::url_warning(&warning));
    }
    let known: Vec<WebhookId> = listing.webhooks.iter().map(|hook| hook.id.clone()).collect();
    let creation = create(&company.connection, &spec, &known, None).await?;
    let mut hook = creation.webhook;
    if let Some(name) = spec.name() {
        hook.name.get_or_insert_with(|| name.to_owned());
        company.remember(services, &hook.id, name);
    }
    let created = output::plain(&text::created(&hook.label(), creation.answer_lost));
    if !global.json {
        output::print(&format!("{created}\n\n"))?;
    } else if creation.answer_lost {
        output::complain(&created);
    }
    show::print(&hook, global)?;
    Ok(DONE)
}
