//! Creates over real HTTP: sent once, and looked for where no answer tells what came of them.

#[expect(dead_code, reason = "each test file uses its part")]
#[path = "support/window.rs"]
mod window;

use std::time::Duration;

use hookswitch::app::command::Creation;
use hookswitch::app::{Command, Event, Problem};
use hookswitch::demo::{CompanyData, DemoServer, Fault, Mode, Options, Stored};
use hookswitch::domain::{ChangeId, ChangeRecord, Fate, Sighting, WebhookId, WebhookSpec};
use window::{NOW, Window, server, spec, target};

impl Window {
    async fn create(&mut self, spec: &WebhookSpec) -> Result<Creation, Problem> {
        let known = self.list().await.webhooks.into_iter().map(|hook| hook.id).collect();
        let create = Command::Create { request: NOW, target: target(), spec: spec.clone(), known, undoes: None };
        match self.answer(create).await {
            Event::Created { result, .. } => result,
            other => panic!("{other:?}"),
        }
    }

    /// Where the last create is written down, and what was there before it.
    fn begun(&self) -> (Option<ChangeId>, Vec<WebhookId>) {
        let begins = self.heard.iter().find_map(|event| match event {
            Event::CreateBegins { request: NOW, record, known } => Some((Some(*record), known.clone())),
            _ => None,
        });
        begins.unwrap()
    }

    async fn history(&mut self) -> (Vec<ChangeRecord>, Vec<Sighting>) {
        match self.answer(Command::ReadHistory { request: NOW, target: target() }).await {
            Event::HistoryRead { result: Ok(history), .. } => (history.changes, history.sightings),
            other => panic!("{other:?}"),
        }
    }
}

fn fault(server: &DemoServer, fault: Fault) {
    server.set_mode(Mode { fault, ..Mode::default() });
}

/// How often a method was asked for.
fn count(server: &DemoServer, method: &str) -> usize {
    server.requests().iter().filter(|request| request.method == method).count()
}

#[tokio::test]
async fn a_webhook_is_created_as_it_was_meant() {
    let server = server().await;
    let made = Window::on(&server).await.create(&spec()).await.unwrap();
    assert!(!made.answer_lost && spec().matches(&made.webhook) && made.webhook.token.is_some());
    assert_eq!((server.webhooks().len(), count(&server, "POST")), (25, 1));
}

#[tokio::test]
async fn a_create_whose_answer_was_lost_is_found_in_the_list_and_sent_once() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::LostCreate);
    let made = window.create(&spec()).await.unwrap();
    assert!(made.answer_lost && spec().matches(&made.webhook));
    assert_eq!((server.webhooks().len(), count(&server, "POST")), (25, 1));
}

#[tokio::test]
async fn an_older_twin_is_not_taken_for_the_lost_create() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let twin = window.create(&spec()).await.unwrap().webhook.id;
    fault(&server, Fault::LostBeforeCreate);
    assert_eq!(window.create(&spec()).await, Err(Problem::CreateUnclear));
    fault(&server, Fault::LostCreate);
    assert_ne!(window.create(&spec()).await.unwrap().webhook.id, twin);
}

#[tokio::test]
async fn a_create_that_never_arrived_is_unclear_sent_once_and_can_be_looked_for() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::LostBeforeCreate);
    assert_eq!(window.create(&spec()).await, Err(Problem::CreateUnclear));
    let look =
        Command::LookForCreated { request: NOW, target: target(), spec: spec(), known: Vec::new(), record: None };
    let unclear = Event::Created { request: NOW, result: Err(Problem::CreateUnclear) };
    assert_eq!(window.answer(look).await, unclear);
    assert_eq!((server.webhooks().len(), count(&server, "POST")), (24, 1));
}

#[tokio::test]
async fn a_look_that_could_not_read_the_whole_list_never_says_that_a_create_is_not_there() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    for lost in [Fault::None, Fault::LostCreate, Fault::Status(401)] {
        server.fail_next(1, &lost); // the list before it, itself, the list after it
    }
    assert_eq!(window.create(&spec()).await, Err(Problem::CreateUnclear), "sent, and not found yet");
    let (record, known) = window.begun();
    let look = |known| Command::LookForCreated { request: NOW, target: target(), spec: spec(), known, record };
    for (broken, problem) in [(Fault::Status(401), Problem::Unauthorized), (Fault::PageShort, Problem::ListIncomplete)]
    {
        fault(&server, broken);
        let all = server.webhooks().iter().map(|hook| WebhookId::new(&hook.id)).collect();
        assert_eq!(window.answer(look(all)).await, Event::Created { request: NOW, result: Err(problem) });
    }
    fault(&server, Fault::None);
    let Event::Created { result: Ok(found), .. } = window.answer(look(known)).await else { panic!("found") };
    assert_eq!((found.record, found.answer_lost), (record, true));
    let newest = window.history().await.0.remove(0);
    assert_eq!((Some(newest.id), newest.fate, newest.webhook), (record, Fate::FoundDone, Some(found.webhook.id)));
    assert_eq!(count(&server, "POST"), 1);
}

#[tokio::test]
async fn a_create_that_was_cancelled_and_is_found_is_told_as_done_here() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let known = window.list().await.webhooks.into_iter().map(|hook| hook.id).collect();
    fault(&server, Fault::Hang);
    window.runner.dispatch(Command::Create { request: NOW, target: target(), spec: spec(), known, undoes: None });
    let begins = window.next().await;
    while count(&server, "POST") == 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    window.runner.dispatch(Command::Cancel { request: NOW });
    assert_eq!(window.end().await, Event::Created { request: NOW, result: Err(Problem::Cancelled) });
    window.heard.push(begins);
    let (record, known) = window.begun();
    let url = spec().url().expose().to_owned();
    let events = ["call.ended", "fax.received"];
    server.change(|hooks| hooks.push(Stored { url, ..Stored::sample(99, "Night shift", &events) }));
    fault(&server, Fault::None);
    let look = Command::LookForCreated { request: NOW, target: target(), spec: spec(), known, record };
    let Event::Created { result: Ok(found), .. } = window.answer(look).await else { panic!("found") };
    window.list().await;
    let (changes, sightings) = window.history().await;
    assert_eq!((changes[0].fate, &changes[0].webhook), (Fate::FoundDone, &Some(found.webhook.id)));
    assert_eq!((changes.len(), sightings), (1, Vec::new()), "nothing is new at Aircall");
}

#[tokio::test]
async fn at_the_limit_the_limit_is_named() {
    let mut company = CompanyData::demo();
    let first = company.webhooks.remove(0);
    company.webhooks = (0..100).map(|n| Stored { id: format!("hook-{n}"), ..first.clone() }).collect();
    let server = DemoServer::start(Options { company, ..Options::default() }).await.unwrap();
    let refused = Window::on(&server).await.create(&spec()).await;
    assert_eq!(refused, Err(Problem::LimitReached { limit: 100 }));
}
