//! The time that 100 endpoints take which are all dead: one time limit and a fifth, with nobody called well.

#![expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use hookswitch::domain::endpoint::{CheckOutcome, Directory, EndpointCheck, NotChecked, Place, Stage, Standing};
use hookswitch::domain::{CallbackUrl, ProxyChoice};
use hookswitch::probe::{AT_ONCE, Limits, check_all};
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;

#[derive(Clone, Copy, PartialEq)]
enum Dead {
    Refuses,
    Silent,
    NoName,
}

/// Checks 100 endpoints that are dead in this way each, within the time that this test is about.
async fn check(dead: impl Fn(usize) -> Dead) -> Vec<EndpointCheck> {
    // Takes connections in the system's queue, and never says a word.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = TcpSocket::new_v4().unwrap();
    nobody.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let mut directory = Directory::default();
    let mut lead = |host: &str, at: SocketAddr| {
        directory.lead(host, Place { addresses: vec!["192.0.2.1".parse().unwrap()], at });
    };
    let mut urls = Vec::new();
    for n in 0..100 {
        let host = format!("host-{n}.example");
        match dead(n) {
            Dead::Refuses => lead(&host, nobody.local_addr().unwrap()),
            Dead::Silent => lead(&host, silent.local_addr().unwrap()),
            Dead::NoName => {}
        }
        let scheme = if n % 2 == 0 { "https" } else { "http" };
        urls.push(CallbackUrl::received(format!("{scheme}://{host}/in")));
    }
    let limits = Limits { directory: Some(directory), proxy: ProxyChoice::None, ..Limits::default() };
    let (_keep, stopped) = watch::channel(false);
    let begun = Instant::now();
    let checks = check_all(&urls, &limits, stopped, &|_, _| {}).await;
    let took = begun.elapsed();
    assert!(took < limits.total + limits.total / 5, "{took:?}");
    assert!(checks.iter().all(|check| check.standing() != Standing::Good));
    checks
}

fn count(checks: &[EndpointCheck], outcome: &CheckOutcome) -> usize {
    checks.iter().filter(|check| check.outcome == *outcome).count()
}

fn too_slow(checks: &[EndpointCheck]) -> usize {
    let stages = [Stage::Connect, Stage::Secure, Stage::Answer];
    stages.into_iter().map(|stage| count(checks, &CheckOutcome::TooSlow(stage))).sum()
}

const OUT_OF_TIME: CheckOutcome = CheckOutcome::NotChecked(NotChecked::OutOfTime);

#[tokio::test]
async fn those_that_refuse_and_those_without_a_name_take_no_time() {
    let begun = Instant::now();
    let refused = check(|_| Dead::Refuses).await;
    assert_eq!(count(&refused, &CheckOutcome::Refused), 100);
    let nameless = check(|_| Dead::NoName).await;
    assert_eq!(count(&nameless, &CheckOutcome::NoSuchHost), 100);
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_third_of_each_ends_in_time_with_what_each_is() {
    let kinds = [Dead::Refuses, Dead::NoName, Dead::Silent];
    let checks = check(|n| kinds[n % 3]).await;
    assert_eq!(count(&checks, &CheckOutcome::Refused), 34);
    assert_eq!(count(&checks, &CheckOutcome::NoSuchHost), 33);
    // One more than there are places: its turn never came, and that is said.
    assert_eq!((too_slow(&checks), count(&checks, &OUT_OF_TIME)), (AT_ONCE, 1));
}

#[tokio::test]
async fn a_hundred_silent_ones_end_in_time_and_those_that_were_not_asked_are_no_pass() {
    let checks = check(|_| Dead::Silent).await;
    assert_eq!((too_slow(&checks), count(&checks, &OUT_OF_TIME)), (AT_ONCE, 100 - AT_ONCE));
}

#[tokio::test]
async fn a_silent_server_with_many_urls_is_not_asked_for_each() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut directory = Directory::default();
    directory.lead("one.example", Place { addresses: Vec::new(), at: silent.local_addr().unwrap() });
    let urls: Vec<CallbackUrl> =
        (0..100).map(|n| CallbackUrl::received(format!("https://one.example/in/{n}"))).collect();
    let total = Duration::from_millis(500);
    let limits = Limits { directory: Some(directory), proxy: ProxyChoice::None, total, ..Limits::default() };
    let (_keep, stopped) = watch::channel(false);
    let checks = check_all(&urls, &limits, stopped, &|_, _| {}).await;
    assert_eq!(count(&checks, &CheckOutcome::TooSlow(Stage::Secure)), 100);
}
