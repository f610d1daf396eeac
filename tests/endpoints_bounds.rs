//! How many endpoints are looked at at once, by who comes to a socket of these tests.

#![expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]

use std::net::SocketAddr;
use std::time::Duration;

use hookswitch::domain::endpoint::{CheckOutcome, Directory, EndpointCheck, Place};
use hookswitch::domain::{CallbackUrl, ProxyChoice};
use hookswitch::probe::{AT_ONCE, AT_ONE_HOST, Limits, check_all};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;

/// How long nobody must come for nobody to be there. Whoever may begin does so at once.
const NOBODY: Duration = Duration::from_millis(200);

fn limits(hosts: &[String], at: SocketAddr) -> Limits {
    let mut directory = Directory::default();
    for host in hosts {
        directory.lead(host, Place { addresses: vec!["192.0.2.1".parse().unwrap()], at });
    }
    let total = Duration::from_mins(1); // the machine may be slow, and nothing here is about time
    Limits { directory: Some(directory), proxy: ProxyChoice::None, total, ..Limits::default() }
}

async fn check(urls: Vec<String>, limits: Limits) -> Vec<EndpointCheck> {
    let urls: Vec<CallbackUrl> = urls.into_iter().map(CallbackUrl::received).collect();
    let (_keep, stopped) = watch::channel(false);
    check_all(&urls, &limits, stopped, &|_, _| {}).await
}

/// Takes visitors until nobody comes any more.
async fn visitors(listener: &TcpListener) -> Vec<TcpStream> {
    let mut waiting = Vec::new();
    while let Ok(Ok((stream, _))) = timeout(NOBODY, listener.accept()).await {
        waiting.push(stream);
    }
    waiting
}

/// Answers everyone, then lets them go.
async fn serve(waiting: Vec<TcpStream>) {
    for mut stream in waiting {
        let mut request = [0; 4096];
        assert!(stream.read(&mut request).await.unwrap() > 0);
        stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await.unwrap();
    }
}

async fn crowds(urls: Vec<String>, hosts: &[String]) -> Vec<usize> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let checking = tokio::spawn(check(urls, limits(hosts, listener.local_addr().unwrap())));
    let mut crowds = Vec::new();
    loop {
        let waiting = visitors(&listener).await;
        if waiting.is_empty() && checking.is_finished() {
            break;
        }
        if !waiting.is_empty() {
            crowds.push(waiting.len());
            serve(waiting).await;
        }
    }
    let checks = checking.await.unwrap();
    assert!(
        checks.iter().all(|check| matches!(&check.outcome, CheckOutcome::Answered(answer) if answer.status == 204))
    );
    crowds
}

#[tokio::test]
async fn no_more_than_32_are_asked_at_once_and_each_place_is_used() {
    let hosts: Vec<String> = (0..70).map(|n| format!("host-{n}.example")).collect();
    let urls = hosts.iter().map(|host| format!("http://{host}/in")).collect();
    assert_eq!(crowds(urls, &hosts).await, [AT_ONCE, AT_ONCE, 6]);
}

#[tokio::test]
async fn one_host_never_gets_more_than_two_and_keeps_nobody_else_waiting() {
    let hosts = ["busy.example".to_owned(), "other.example".to_owned()];
    let mut urls: Vec<String> = (0..5).map(|n| format!("http://busy.example:{}/in", 8000 + n)).collect();
    urls.push("http://other.example/in".to_owned());
    assert_eq!(crowds(urls, &hosts).await, [AT_ONE_HOST + 1, AT_ONE_HOST, 1]);
}
