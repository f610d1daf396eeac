//! A hundred changes under a limit of sixty calls a minute, in real time: the server never has to refuse one, the time
//! left is told right, and the whole takes no longer than the limit asks. It takes three minutes, most of them asleep.
#![expect(clippy::disallowed_methods, reason = "tokio::test waits for its own future")]

#[expect(dead_code, reason = "each test file uses its part")]
#[path = "support/window.rs"]
mod window;

use std::time::{Duration, Instant};

use hookswitch::app::command::Job;
use hookswitch::app::{Command, Event, Outcome, What};
use hookswitch::demo::{CompanyData, DemoServer, Options};
use hookswitch::domain::{Edit, Status};
use window::{NOW, Window, target};

/// What was told after a change: when, and how long the rest takes.
struct Told {
    at: Instant,
    seconds_left: Option<u64>,
}

#[tokio::test]
async fn a_hundred_changes_keep_to_the_limit_and_to_what_is_told() {
    let mut company = CompanyData::of_size(100);
    company.webhooks.iter_mut().for_each(|hook| hook.active = false);
    let server = DemoServer::start(Options { company, ..Options::default() }).await.unwrap();
    server.set_limit(Some(60));
    let start = Instant::now();
    let mut window = Window::on(&server).await;
    let list = window.list().await;
    let jobs: Vec<Job> =
        list.webhooks.iter().map(|hook| Job::new(hook, What::Edit(Edit::status(Status::Active)))).collect();
    assert_eq!(jobs.len(), 100);
    window.runner.dispatch(Command::Change { request: NOW, target: target(), jobs });
    let mut told = Vec::new();
    loop {
        match window.next().await {
            Event::ChangeProgress { report, seconds_left, .. } => {
                assert_eq!(report.outcome, Outcome::Done);
                told.push(Told { at: Instant::now(), seconds_left });
            }
            Event::ChangeDone { cancelled, .. } => {
                assert!(!cancelled);
                break;
            }
            _ => {}
        }
    }
    let end = Instant::now();
    assert_eq!(server.limited(), 0, "no call was one too many");
    assert_eq!(server.webhooks().iter().filter(|hook| hook.active).count(), 100);
    // Sixty calls may go at once; each further one needs a place that frees after a minute.
    let calls = server.requests().len();
    let allowed = Duration::from_mins(u64::try_from((calls - 1) / 60).unwrap());
    let took = end.duration_since(start);
    assert!(took <= allowed.mul_f64(1.05), "{calls} calls took {took:?}, the limit asks for {allowed:?}");
    for (at, told) in told.iter().enumerate().filter(|(_, told)| told.seconds_left.is_some()) {
        let real = end.duration_since(told.at).as_secs_f64();
        let said = told.seconds_left.map_or(0.0, |seconds| f64::from(u32::try_from(seconds).unwrap()));
        // The last seconds are told in whole ones.
        assert!((said - real).abs() <= (real * 0.1).max(1.5), "after {at} changes: {said} s told, {real} s left");
    }
}
