//! The tour's demo company, through the worker: its own from its begin to its end, and nothing of it stays.
#![expect(clippy::disallowed_methods, reason = "`tokio::test` stands on `block_on`")]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "the helpers are part of the tests")]

#[expect(dead_code, reason = "each test file uses its part")]
#[path = "support/window.rs"]
mod window;

use hookswitch::app::command::{History, Job};
use hookswitch::app::{Command, Event, Problem, RequestId, Target, TourCommand, What};
use hookswitch::domain::{Edit, Listing, SentRequest, Status, Webhook};
use hookswitch::vault::Vault;
use window::{NOW, Window};

const FIRST: RequestId = RequestId(11);
const SECOND: RequestId = RequestId(12);

async fn demo() -> Window {
    let mut window = Window::new(Vault::memory(), None);
    let opened = window.answer(Command::OpenDemo { request: NOW }).await;
    assert_eq!(opened, Event::Opened { request: NOW, result: Ok(()) });
    window
}

async fn tour(window: &mut Window, order: TourCommand) {
    let answer = window.answer(Command::Tour(order)).await;
    assert_eq!(answer, Event::Opened { request: order.request(), result: Ok(()) });
}

async fn list(window: &mut Window) -> Listing {
    match window.answer(Command::ReadWebhooks { request: NOW, target: Target::Demo }).await {
        Event::WebhooksRead { result: Ok(listing), .. } => listing,
        other => panic!("{other:?}"),
    }
}

async fn history(window: &mut Window) -> History {
    match window.answer(Command::ReadHistory { request: NOW, target: Target::Demo }).await {
        Event::HistoryRead { result: Ok(history), .. } => history,
        other => panic!("{other:?}"),
    }
}

async fn sent(window: &mut Window) -> Vec<SentRequest> {
    match window.answer(Command::ReadSent { request: NOW, target: Target::Demo }).await {
        Event::SentRead { result: Ok(sent), .. } => sent,
        other => panic!("{other:?}"),
    }
}

async fn switch(window: &mut Window, hook: &Webhook, status: Status) {
    let jobs = vec![Job::new(hook, What::Edit(Edit::status(status)))];
    let done = window.answer(Command::Change { request: NOW, target: Target::Demo, jobs }).await;
    assert_eq!(done, Event::ChangeDone { request: NOW, cancelled: false });
}

fn first(listing: &Listing, status: Status) -> Webhook {
    listing.webhooks.iter().find(|hook| hook.status == status).cloned().unwrap()
}

#[tokio::test]
async fn the_demo_company_is_as_the_user_left_it_after_the_tour() {
    let mut window = demo().await;
    let fresh = list(&mut window).await;
    switch(&mut window, &first(&fresh, Status::Active), Status::Inactive).await;
    let before = (list(&mut window).await.webhooks, history(&mut window).await, sent(&mut window).await);
    tour(&mut window, TourCommand::Begin { request: FIRST }).await;
    let tours = list(&mut window).await;
    assert_eq!(tours.webhooks, fresh.webhooks, "the tour has a fresh one");
    switch(&mut window, &first(&tours, Status::Inactive), Status::Active).await;
    let changes = history(&mut window).await.changes;
    assert!(changes.iter().any(|record| record.label == first(&tours, Status::Inactive).label()));
    tour(&mut window, TourCommand::End { request: SECOND, of: FIRST }).await;
    // The history and the log first: a read is written into both.
    assert_eq!((history(&mut window).await, sent(&mut window).await), (before.1, before.2));
    assert_eq!(list(&mut window).await.webhooks, before.0);
}

#[tokio::test]
async fn a_tour_from_the_first_page_leaves_no_demo_company_behind() {
    let mut window = Window::new(Vault::memory(), None);
    tour(&mut window, TourCommand::Begin { request: FIRST }).await;
    assert_eq!(list(&mut window).await.webhooks.len(), 24);
    tour(&mut window, TourCommand::End { request: SECOND, of: FIRST }).await;
    let gone = window.answer(Command::ReadWebhooks { request: NOW, target: Target::Demo }).await;
    assert_eq!(gone, Event::WebhooksRead { request: NOW, result: Err(Problem::Internal) });
    assert!(history(&mut window).await.changes.is_empty());
}

#[tokio::test]
async fn an_end_that_comes_late_spares_the_next_tour() {
    let mut window = demo().await;
    tour(&mut window, TourCommand::Begin { request: FIRST }).await;
    tour(&mut window, TourCommand::Begin { request: SECOND }).await;
    tour(&mut window, TourCommand::End { request: NOW, of: FIRST }).await;
    let hook = first(&list(&mut window).await, Status::Inactive);
    switch(&mut window, &hook, Status::Active).await;
    tour(&mut window, TourCommand::End { request: NOW, of: SECOND }).await;
    assert_eq!(list(&mut window).await.find(&hook.id).map(|hook| hook.status), Some(Status::Inactive));
}
