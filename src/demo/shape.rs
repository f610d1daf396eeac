//! The JSON of success answers, in both dialects. `tests/fixtures` holds what they are modelled on.

use serde_json::{Map, Value, json};

use super::company::Setup;
use super::mode::{Dialect, Paging};
use super::stored::{Created, Stored};

/// In which kind of answer a webhook stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// List and get.
    Read,
    /// Create and update.
    Changed,
}

/// A part of the list, as a client asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub number: usize,
    pub size: usize,
    pub newest_first: bool,
}

pub(super) fn webhook(hook: &Stored, place: Place, setup: &Setup) -> Value {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| {
        fields.insert(name.to_owned(), value);
    };
    put("webhook_id", json!(hook.id));
    put("url", json!(hook.url));
    put("active", json!(hook.active));
    put("token", json!(hook.token));
    if let Some(created) = created(&hook.created, setup.dialect) {
        put("created_at", created);
    }
    let base = &setup.base;
    match setup.dialect {
        Dialect::Live => {
            put("direct_link", json!(format!("{base}/v1/webhooks/{}", hook.id)));
            // The real API gives the events back in an order of its own.
            put("events", hook.events.iter().rev().cloned().collect());
            if place == Place::Read {
                put("id", json!(hook.number));
            }
            if let Some(name) = hook.name.as_ref().filter(|_| !setup.names_hidden) {
                put("custom_name", json!(name));
            }
        }
        Dialect::Sample2020 => {
            put("direct_link", json!(format!("{base}/v1/webhooks/{}", hook.number)));
            put("events", json!(hook.events));
            put("custom_name", json!(hook.name));
        }
    }
    Value::Object(fields)
}

/// `{"webhook": …}`
pub(super) fn single(hook: &Stored, place: Place, setup: &Setup) -> Value {
    json!({ "webhook": webhook(hook, place, setup) })
}

/// `{"meta": …, "webhooks": […]}`
pub(super) fn list(hooks: &[&Stored], total: usize, page: Page, setup: &Setup) -> Value {
    let shown: Vec<Value> = hooks.iter().map(|hook| webhook(hook, Place::Read, setup)).collect();
    let mut meta = json!({
        "count": shown.len(),
        "total": total,
        "current_page": page.number,
        "per_page": page.size,
    });
    if let (Some((next, previous)), Some(fields)) = (links(total, page, setup), meta.as_object_mut()) {
        fields.insert("next_page_link".to_owned(), json!(next));
        fields.insert("previous_page_link".to_owned(), json!(previous));
    }
    json!({ "meta": meta, "webhooks": shown })
}

/// The links to the next and the previous page; the outer `None` leaves out the keys.
fn links(total: usize, page: Page, setup: &Setup) -> Option<(Option<String>, Option<String>)> {
    let origin = match (&setup.paging, setup.dialect) {
        (Paging::Dialect, Dialect::Sample2020) | (Paging::Link, _) => &setup.base,
        (Paging::OtherHost(origin), _) => origin,
        (Paging::Null, _) => return Some((None, None)),
        (Paging::Dialect | Paging::Absent | Paging::Repeats | Paging::EmptyAfterFirst, _) => return None,
    };
    let Page { number, size, .. } = page;
    let order = if page.newest_first { "&order=desc" } else { "" };
    let link = |number: usize| format!("{origin}/v1/webhooks?page={number}&per_page={size}{order}");
    let next = (number.saturating_mul(size) < total).then(|| link(number.saturating_add(1)));
    let previous = (number > 1).then(|| link(number.saturating_sub(1)));
    Some((next, previous))
}

fn created(created: &Created, dialect: Dialect) -> Option<Value> {
    match created {
        Created::Iso(text) => Some(json!(text)),
        Created::Seconds(moment) | Created::Millis(moment) => Some(json!(moment)),
        Created::LiveOnly(text) => (dialect == Dialect::Live).then(|| json!(text)),
        Created::Missing => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(value: &Value) -> Vec<&String> {
        value.as_object().unwrap().keys().collect()
    }

    fn fixture(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    const FIRST: Page = Page { number: 1, size: 1, newest_first: false };

    #[test]
    fn live_answers_have_the_recorded_fields() {
        let setup = Setup { names_hidden: true, ..Setup::default() };
        let hook = Stored::sample(1, "Orders", &["a.b", "c.d"]);
        let recorded = fixture(include_str!("../../tests/fixtures/list-live.json"));
        let answer = list(&[&hook], 1, FIRST, &setup);
        assert_eq!(keys(&answer), keys(&recorded));
        assert_eq!(keys(&answer["meta"]), keys(&recorded["meta"]));
        assert_eq!(keys(&answer["webhooks"][0]), keys(&recorded["webhooks"][0]));
        assert_eq!(answer["webhooks"][0]["events"], json!(["c.d", "a.b"]));
        for recorded in [
            include_str!("../../tests/fixtures/create-live.json"),
            include_str!("../../tests/fixtures/update-live.json"),
        ] {
            let answer = single(&hook, Place::Changed, &setup);
            assert_eq!(keys(&answer["webhook"]), keys(&fixture(recorded)["webhook"]));
        }
    }

    #[test]
    fn answers_of_2020_have_the_samples_fields() {
        let setup =
            Setup { dialect: Dialect::Sample2020, base: "https://api.aircall.io".to_owned(), ..Setup::default() };
        let recorded = fixture(include_str!("../../tests/fixtures/list-2020.json"));
        let mut hook = Stored::sample(1, "Orders", &["a.b", "c.d"]);
        let answer = list(&[&hook], 3, FIRST, &setup);
        assert_eq!(answer["meta"], recorded["meta"]);
        assert_eq!(keys(&answer["webhooks"][0]), keys(&recorded["webhooks"][0]));
        assert_eq!(answer["webhooks"][0]["events"], json!(["a.b", "c.d"]));
        hook.name = None;
        assert_eq!(webhook(&hook, Place::Read, &setup)["custom_name"], Value::Null);
    }

    #[test]
    fn a_live_webhook_without_a_name_has_no_name_field() {
        let mut hook = Stored::sample(1, "Orders", &[]);
        assert_eq!(webhook(&hook, Place::Read, &Setup::default())["custom_name"], "Orders");
        hook.name = None;
        assert_eq!(webhook(&hook, Place::Read, &Setup::default()).get("custom_name"), None);
    }

    #[test]
    fn a_creation_date_comes_in_every_known_form() {
        let iso = || "2024-05-06T08:00:00.000Z".to_owned();
        assert_eq!(created(&Created::Seconds(5), Dialect::Live), Some(json!(5)));
        assert_eq!(created(&Created::Millis(5000), Dialect::Live), Some(json!(5000)));
        assert_eq!(created(&Created::Missing, Dialect::Live), None);
        assert_eq!(created(&Created::LiveOnly(iso()), Dialect::Live), Some(json!(iso())));
        assert_eq!(created(&Created::LiveOnly(iso()), Dialect::Sample2020), None);
    }

    #[test]
    fn links_to_further_pages_come_in_every_variant() {
        let of = |paging| {
            let setup = Setup { paging, base: "http://127.0.0.1:81".to_owned(), ..Setup::default() };
            links(2, FIRST, &setup).map(|(next, _)| next)
        };
        let path = "/v1/webhooks?page=2&per_page=1";
        assert_eq!(of(Paging::Dialect), None);
        assert_eq!(of(Paging::Null), Some(None));
        assert_eq!(of(Paging::Link), Some(Some(format!("http://127.0.0.1:81{path}"))));
        let elsewhere = "https://elsewhere.example";
        let link = of(Paging::OtherHost(elsewhere.to_owned()));
        assert_eq!(link, Some(Some(format!("{elsewhere}{path}"))));
    }
}
