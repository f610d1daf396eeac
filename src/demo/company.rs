//! The API's rules: a request and the company as it is, to an answer and the company as it is afterwards.

use serde_json::json;

use super::answer::{Answer, Content};
use super::auth::{self, Access};
use super::call::{Call, Route};
use super::mode::{Dialect, Fault, Paging, RateReset};
use super::shape::{self, Page, Place};
use super::stored::{CompanyData, Created, Stored};
use super::wanted::{Wanted, is_https};

/// The most webhooks that a company can have. The contract's number, not the app's constant.
const LIMIT: usize = 100;

/// What surrounds one request.
#[derive(Clone, Debug, Default)]
pub(super) struct Setup {
    pub dialect: Dialect,
    pub names_hidden: bool,
    pub paging: Paging,
    pub fault: Fault,
    /// This server's address, as the client knows it.
    pub base: String,
    /// UNIX milliseconds.
    pub now: i64,
    /// The id and the token that a create gives out.
    pub fresh: [u64; 4],
}

pub(super) fn answer(company: &mut CompanyData, call: &Call, setup: &Setup) -> Answer {
    match instead(call, setup) {
        Some(instead) => instead,
        None => afterwards(carried_out(company, call, setup), &setup.fault),
    }
}

/// What becomes of a success on its way back.
fn afterwards(answer: Answer, fault: &Fault) -> Answer {
    match fault {
        Fault::ServerErrorAfter if answer.is_success() => server_error(),
        Fault::TruncatedBody if answer.is_success() => answer.cut(),
        Fault::WrongContentType if answer.is_success() => answer.mislabelled(),
        _ => answer,
    }
}

fn carried_out(company: &mut CompanyData, call: &Call, setup: &Setup) -> Answer {
    match auth::check(call.authorization.as_deref()) {
        Access::Granted if setup.fault != Fault::KeyRevoked => {}
        Access::Granted | Access::Wrong => return Answer::forbidden(),
        Access::Missing => return Answer::message(401, "Unauthorized"),
    }
    let route = call.route();
    let about_webhooks = !matches!(route, Route::Ping | Route::Company | Route::Unknown);
    if about_webhooks && setup.fault == Fault::WebhooksForbidden {
        return Answer::forbidden();
    }
    if about_webhooks && call.lacks_json_type() {
        return Answer::bad("InvalidContentType", "Content-Type must be application/json");
    }
    match route {
        Route::Ping => Answer::json(200, json!({ "ping": "pong" })),
        Route::Company => profile(company),
        Route::List => list(company, call, setup),
        Route::Create => create(company, call, setup).unwrap_or_else(|refusal| refusal),
        Route::Get(id) => match company.webhooks.iter().find(|hook| hook.id == id) {
            Some(hook) => Answer::json(200, shape::single(hook, Place::Read, setup)),
            None => Answer::not_found(),
        },
        Route::Update(id) => match company.webhooks.iter_mut().find(|hook| hook.id == id) {
            Some(hook) => update(hook, call, setup).unwrap_or_else(|refusal| refusal),
            None => Answer::not_found(),
        },
        Route::Delete(id) => delete(company, &id),
        Route::Unknown => Answer::not_found(),
    }
}

/// What comes in place of any answer of the API.
fn instead(call: &Call, setup: &Setup) -> Option<Answer> {
    const REFUSED: &str = "<!doctype html><title>403</title><p>This page was blocked by your network's filter.</p>";
    const SIGN_IN: &str = "<!doctype html><title>Guest network</title><p>Please sign in to use this network.</p>";
    match &setup.fault {
        Fault::RateLimit { retry_after, reset } => Some(rate_limit(*retry_after, *reset, setup.now)),
        Fault::ServerError => Some(server_error()),
        Fault::Status(status) => Some(Answer::message(*status, "Switched on in the demo company")),
        Fault::Html403 => Some(Answer::new(403, Content::Text("text/html; charset=utf-8", REFUSED))),
        Fault::Html200 => Some(Answer::new(200, Content::Text("text/html; charset=utf-8", SIGN_IN))),
        Fault::Garbage => {
            let broken = Content::Text("application/json; charset=utf-8", r#"{"webhooks": [{"webhook_id": "#);
            Some(Answer::new(200, broken))
        }
        Fault::Redirect { to } => Some(Answer::new(302, Content::Nothing).with("location", to)),
        Fault::RefuseRetired if matches!(call.route(), Route::Update(_)) => {
            let refused = Wanted::read(&call.body).is_ok_and(|wanted| wanted.names_a_retired_event());
            refused.then(|| Answer::bad("Invalid events", "events holds a name that is no longer supported"))
        }
        Fault::None
        | Fault::Hang
        | Fault::Disconnect
        | Fault::KeyRevoked
        | Fault::WebhooksForbidden
        | Fault::ResetBefore
        | Fault::ResetAfter
        | Fault::ServerErrorAfter
        | Fault::TruncatedBody
        | Fault::WrongContentType
        | Fault::LostCreate
        | Fault::LostBeforeCreate
        | Fault::StillOff
        | Fault::RefuseRetired
        | Fault::PageShort => None,
    }
}

fn server_error() -> Answer {
    Answer::message(500, "Internal Server Error")
}

fn rate_limit(retry_after: Option<u64>, reset: RateReset, now: i64) -> Answer {
    let mut answer =
        Answer::message(429, "Too Many Requests").with("x-aircallapi-limit", &60).with("x-aircallapi-remaining", &0);
    if let Some(seconds) = retry_after {
        answer = answer.with("retry-after", &seconds);
    }
    match reset {
        RateReset::Absent => answer,
        RateReset::Seconds(ahead) => answer.with("x-aircallapi-reset", &(now / 1000).saturating_add_unsigned(ahead)),
        RateReset::Millis(ahead) => {
            let moment = now.saturating_add_unsigned(ahead.saturating_mul(1000));
            answer.with("x-aircallapi-reset", &moment)
        }
    }
}

fn profile(company: &CompanyData) -> Answer {
    let CompanyData { name, users, numbers, .. } = company;
    Answer::json(200, json!({ "company": { "name": name, "users_count": users, "numbers_count": numbers } }))
}

fn list(company: &CompanyData, call: &Call, setup: &Setup) -> Answer {
    let number = |name: &str, default: usize| match call.parameter(name) {
        Some(text) => text.parse::<usize>().ok().filter(|number| *number > 0),
        None => Some(default),
    };
    let (Some(page), Some(size)) = (number("page", 1), number("per_page", 20).filter(|size| *size <= 50)) else {
        return Answer::bad("Invalid page", "page starts at 1, per_page goes from 1 to 50");
    };
    let page = Page { number: page, size, newest_first: call.parameter("order").as_deref() == Some("desc") };
    let mut hooks: Vec<&Stored> = company.webhooks.iter().collect();
    if page.newest_first {
        hooks.reverse();
    }
    let skipped = match setup.paging {
        Paging::Repeats => 0,
        Paging::EmptyAfterFirst if page.number > 1 => usize::MAX,
        _ => (page.number - 1).saturating_mul(size),
    };
    let shown: Vec<&Stored> = hooks.into_iter().skip(skipped).take(size).collect();
    let unlisted = usize::try_from(company.unlisted).unwrap_or_default();
    let unlisted = if setup.fault == Fault::PageShort { 3 } else { unlisted };
    let total = company.webhooks.len() + unlisted;
    Answer::json(200, shape::list(&shown, total, page, setup))
}

fn create(company: &mut CompanyData, call: &Call, setup: &Setup) -> Result<Answer, Answer> {
    let wanted = Wanted::read(&call.body)?;
    let events = wanted.events();
    let Some(url) = wanted.url.filter(|url| is_https(url)) else {
        return Err(no_https());
    };
    if company.webhooks.len() >= LIMIT {
        return Err(Answer::bad("Webhook limit reached", "A company can have 100 webhooks at most"));
    }
    let [a, b, c, d] = setup.fresh;
    let created = jiff::Timestamp::from_millisecond(setup.now).unwrap_or_default();
    let newest = company.webhooks.iter().map(|hook| hook.number).max().unwrap_or(70_000_000);
    let hook = Stored {
        id: super::stored::uuid(a, b),
        number: newest + 1,
        name: Some(wanted.name.unwrap_or_else(|| "Webhook".to_owned())),
        url,
        active: wanted.active.unwrap_or(true),
        events,
        token: super::stored::hex(c, d),
        created: Created::Iso(format!("{created:.3}")),
    };
    let answer = Answer::json(201, shape::single(&hook, Place::Changed, setup));
    company.webhooks.push(hook);
    Ok(answer)
}

fn update(hook: &mut Stored, call: &Call, setup: &Setup) -> Result<Answer, Answer> {
    let wanted = Wanted::read(&call.body)?;
    let meant = wanted.events();
    let events = match call.parameter("events_action").as_deref() {
        None => meant,
        Some("add") => {
            let known = hook.events.clone();
            let added = meant.into_iter().filter(|name| !known.contains(name));
            known.iter().cloned().chain(added).collect()
        }
        Some("remove") => {
            let left = hook.events.iter().filter(|name| !meant.contains(name));
            left.cloned().collect()
        }
        Some(_) => return Err(Answer::bad("Invalid events_action", "events_action is add or remove")),
    };
    if let Some(url) = wanted.url {
        // An entry from the days of plain http may keep its address.
        if url != hook.url && !is_https(&url) {
            return Err(no_https());
        }
        hook.url = url;
    }
    hook.events = events;
    if let Some(name) = wanted.name {
        hook.name = Some(name);
    }
    hook.active = match wanted.active {
        Some(true) if setup.fault == Fault::StillOff => hook.active,
        Some(active) => active,
        None => hook.active,
    };
    Ok(Answer::json(200, shape::single(hook, Place::Changed, setup)))
}

fn delete(company: &mut CompanyData, id: &str) -> Answer {
    let before = company.webhooks.len();
    company.webhooks.retain(|hook| hook.id != id);
    if company.webhooks.len() < before { Answer::new(204, Content::Nothing) } else { Answer::not_found() }
}

fn no_https() -> Answer {
    Answer::bad("Invalid url", "url must be a valid https url")
}

#[cfg(test)]
#[path = "company_tests.rs"]
mod tests;
