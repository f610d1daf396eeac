//! `list` and `show`.

use serde::Serialize;

use super::args::Global;
use super::company::{Company, complain_of_partial};
use super::output::{self, JsonWebhook};
use super::stop::{DONE, REFUSED, Stop};
use super::table::table;
use crate::app::{Column, Problem, text};
use crate::domain::{EventName, Group, Listing, Webhook, WebhookId};
use crate::worker::api_problem;

#[derive(Serialize)]
struct JsonList<'a> {
    total: usize,
    read: usize,
    complete: bool,
    webhooks: Vec<JsonWebhook<'a>>,
}

pub async fn list(global: &Global, company: &Company) -> Result<u8, Stop> {
    let listing = company.listing().await?;
    if global.json {
        let webhooks: Vec<_> = listing.webhooks.iter().map(|hook| JsonWebhook::new(hook, global.reveal)).collect();
        let read = webhooks.len();
        let total = listing.total.unwrap_or(read);
        output::print_json(&JsonList { total, read, complete: listing.is_complete(), webhooks })?;
    } else {
        output::print(&for_people(&listing, global.reveal))?;
    }
    Ok(if complain_of_partial(&listing) { REFUSED } else { DONE })
}

fn for_people(listing: &Listing, reveal: bool) -> String {
    let heading = text::list_heading(listing);
    if listing.webhooks.is_empty() {
        return format!("{heading}\n{}\n", text::empty_text());
    }
    let columns = [Column::Status, Column::Name, Column::Endpoint, Column::Events, Column::Created].map(text::column);
    let [status, name, endpoint, events, created] = columns.map(str::to_owned);
    let mut rows = vec![[status, name, endpoint, events, created, text::webhook_id().to_owned()]];
    rows.extend(listing.webhooks.iter().map(|hook| {
        [
            text::status(hook.status).to_owned(),
            hook.label(),
            output::shown_url(hook, reveal),
            text::events_count(&hook.events),
            created_on(hook),
            hook.id.to_string(),
        ]
    }));
    format!("{heading}\n\n{}", table(&rows))
}

fn created_on(hook: &Webhook) -> String {
    hook.created.map_or_else(|| text::unknown_date().to_owned(), text::date)
}

pub async fn one(global: &Global, company: &Company, id: &str) -> Result<u8, Stop> {
    let connection = &company.connection;
    let mut hook = match connection.client.webhook(&WebhookId::new(id)).await {
        Ok(hook) => hook,
        Err(error) => {
            return Err(match api_problem(error, &connection.base) {
                Problem::NotFound => Stop::Refused(text::no_such_webhook(id)),
                problem => Stop::Problem(problem),
            });
        }
    };
    company.name(&mut hook);
    print(&hook, global)?;
    Ok(DONE)
}

/// One webhook with all that is known of it.
pub fn print(hook: &Webhook, global: &Global) -> Result<(), Stop> {
    if global.json {
        return output::print_json(&JsonWebhook::new(hook, global.reveal));
    }
    let mut facts = vec![
        [text::name().to_owned(), hook.name.clone().unwrap_or_else(|| text::name_untold().to_owned())],
        [text::column(Column::Status).to_owned(), text::status(hook.status).to_owned()],
        [text::endpoint().to_owned(), output::shown_url(hook, global.reveal)],
        [text::column(Column::Events).to_owned(), text::events_count(&hook.events)],
        [text::created_at().to_owned(), created_on(hook)],
        [text::webhook_id().to_owned(), hook.id.to_string()],
    ];
    if global.reveal {
        let token = hook.token.as_ref().map_or(text::no_token(), |token| token.expose());
        facts.push([text::token().to_owned(), token.to_owned()]);
    }
    output::print(&format!("{}\n{}", table(&facts), events(hook)))
}

/// The events by group, with the sentence on each.
fn events(hook: &Webhook) -> String {
    let groups = Group::ALL.into_iter().map(Some).chain([None]);
    let mut rows = Vec::new();
    for group in groups {
        let names = hook.events.iter().filter(|name| name.listed().map(|listed| listed.group) == group);
        rows.extend(names.map(|name| event_row(name, group)));
    }
    table(&rows)
}

pub fn event_row(name: &EventName, group: Option<Group>) -> [String; 3] {
    let group = group.map_or(text::custom_events(), text::group);
    [group.to_owned(), name.as_str().to_owned(), text::event(name).to_owned()]
}
