//! The endpoint check, on the demo company's own endpoints and on sockets of these tests: each fault told as what it is.

#![expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]

use std::sync::Mutex;
use std::time::{Duration, Instant};

use hookswitch::app::text;
use hookswitch::demo::{CompanyData, DemoServer, Options};
use hookswitch::domain::endpoint::Standing::{Bad, Doubtful, Good};
use hookswitch::domain::endpoint::{CheckOutcome, EndpointCheck, NotChecked, Stage, Standing, TlsFault};
use hookswitch::domain::{CallbackUrl, ProxyChoice};
use hookswitch::probe::{Limits, check_all};
use jiff::Timestamp;
use tokio::sync::watch;

async fn demo() -> DemoServer {
    DemoServer::start(Options::default()).await.unwrap()
}

fn limits(server: &DemoServer) -> Limits {
    Limits {
        allow_local: false,
        proxy: ProxyChoice::None,
        directory: Some(server.directory()),
        trust: server.trust(),
        ..Limits::default()
    }
}

async fn check(urls: &[&str], limits: &Limits) -> Vec<EndpointCheck> {
    let urls: Vec<CallbackUrl> = urls.iter().map(|url| CallbackUrl::received(*url)).collect();
    let (_keep, stopped) = watch::channel(false);
    check_all(&urls, limits, stopped, &|_, _| {}).await
}

async fn check_one(url: &str) -> EndpointCheck {
    let server = demo().await;
    check(&[url], &limits(&server)).await.remove(0)
}

fn status(check: &EndpointCheck) -> Option<u16> {
    match &check.outcome {
        CheckOutcome::Answered(answer) => Some(answer.status),
        _ => None,
    }
}

#[tokio::test]
async fn every_fault_of_a_certificate_is_told_apart() {
    let server = demo().await;
    let cases = [
        ("billing.example", TlsFault::IncompleteChain),
        ("sms-log.example", TlsFault::WeakProtocol),
        ("hooks.xn--zpier-4ve.com", TlsFault::SelfSigned),
        ("wallboard.example", TlsFault::WrongName),
        ("xn--b1ajehof.example", TlsFault::Expired),
        ("recordings.example", TlsFault::Revoked),
        ("203.0.113.24:8443", TlsFault::NotTls),
        ("insights.example", TlsFault::UnknownIssuer),
        ("bot.example", TlsFault::NotYetValid),
    ];
    let urls: Vec<String> = cases.iter().map(|(host, _)| format!("https://{host}/aircall")).collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let checks = check(&urls, &limits(&server)).await;
    for ((host, fault), check) in cases.into_iter().zip(&checks) {
        assert_eq!(check.outcome, CheckOutcome::NotTrusted(fault), "{host}");
        let sure = if fault == TlsFault::WeakProtocol { Standing::Doubtful } else { Standing::Bad };
        assert_eq!(check.standing(), sure, "{host}");
        let shown = !matches!(fault, TlsFault::WeakProtocol | TlsFault::NotTls);
        assert_eq!(check.certificate.is_some(), shown, "{host}: {check:?}");
        assert!(!text::endpoint_check(check).is_empty());
    }
}

#[tokio::test]
async fn a_refused_certificate_is_still_told_with_its_dates_and_issuer() {
    let now = Timestamp::now();
    let expired = check_one("https://xn--b1ajehof.example/aircall").await;
    assert!(matches!(expired.days_left(now), Some(-14 | -13)), "{expired:?}");
    assert_eq!(expired.certificate.unwrap().issuer, "Hookswitch Demo Authority");
    let unknown = check_one("https://insights.example/aircall").await;
    assert_eq!(
        text::endpoint_check(&unknown),
        "Certificate comes from Insights Intranet, which this computer doesn't trust"
    );
    let soon = check_one("https://care.example/aircall").await;
    assert_eq!(soon.days_left(now), Some(10));
    assert_ne!(soon.standing_at(now), Standing::Good);
}

#[tokio::test]
async fn whatever_answers_is_told_with_what_it_answered() {
    let server = demo().await;
    let urls = [
        "https://orders.example/webhooks",
        "https://hooks.zapier.com/hooks/catch/48213/b7",
        "https://crm.example/aircall?token=demo-query-secret-4711",
        "https://crm.example/reclamations",
        "https://care.example/aircall",
        "https://notes.example/aircall/calls",
        "https://branch-7.branches.example/aircall",
    ];
    let checks = check(&urls, &limits(&server)).await;
    let told: Vec<Option<u16>> = checks.iter().map(status).collect();
    assert_eq!(told, [Some(405), Some(410), Some(401), Some(404), Some(500), Some(302), Some(200)]);
    let standing: Vec<Standing> = checks.iter().map(EndpointCheck::standing).collect();
    assert_eq!(standing, [Good, Bad, Doubtful, Doubtful, Doubtful, Doubtful, Good]);
    let CheckOutcome::Answered(redirect) = &checks[5].outcome else { panic!() };
    assert_eq!(redirect.redirect.as_deref(), Some("https://notes.example/sign-in?next=•••"));
}

#[tokio::test]
async fn silence_slowness_and_a_closed_door_are_told_apart() {
    let server = demo().await;
    let urls = [
        "http://pbx-bridge.example/aircall",
        "https://tickets.example/inbound/aircall",
        "https://care.example/aircall/",
        "https://4f2a-203-0-113-9.ngrok-free.app/sync",
        "https://lake.example/ingest/aircall",
    ];
    let checks = check(&urls, &limits(&server)).await;
    assert_eq!(checks[0].outcome, CheckOutcome::Refused);
    assert_eq!(checks[1].outcome, CheckOutcome::NoSuchHost);
    assert_eq!(checks[2].outcome, CheckOutcome::Cut(Stage::Answer));
    assert_eq!(checks[3].outcome, CheckOutcome::TooSlow(Stage::Answer));
    assert_eq!(text::endpoint_check(&checks[3]), "No answer within 5 s");
    let CheckOutcome::Answered(slow) = &checks[4].outcome else { panic!("{:?}", checks[4]) };
    assert!(slow.html && (4_200..5_000).contains(&slow.millis), "{slow:?}");
    assert_eq!(checks[4].standing(), Standing::Doubtful);
}

#[tokio::test]
async fn a_name_that_leads_home_is_not_asked_unless_allowed_and_its_addresses_are_told() {
    let server = demo().await;
    let urls = ["https://presence.example/aircall", "https://lamp.local/ring"];
    let checks = check(&urls, &limits(&server)).await;
    assert!(checks.iter().all(|check| check.outcome == CheckOutcome::NotChecked(NotChecked::Private)));
    assert!(checks[0].is_local());
    assert_eq!(checks[0].addresses, ["10.20.0.5".parse::<std::net::IpAddr>().unwrap()]);
    let allowed = Limits { allow_local: true, ..limits(&server) };
    let checks = check(&urls, &allowed).await;
    assert_eq!(checks.iter().map(status).collect::<Vec<_>>(), [Some(200), Some(200)]);
}

#[tokio::test]
async fn one_address_is_asked_once_and_everyone_who_gave_it_hears_of_it() {
    let server = demo().await;
    let same = ["https://Orders.example:443/webhooks", "https://tickets.example/", "https://orders.example/webhooks"];
    let urls: Vec<CallbackUrl> = same.iter().map(|url| CallbackUrl::received(*url)).collect();
    let heard = Mutex::new(Vec::new());
    let (_keep, stopped) = watch::channel(false);
    let checks = check_all(&urls, &limits(&server), stopped, &|place, check| {
        heard.lock().unwrap().push((place, check.clone()));
    })
    .await;
    assert_eq!(checks[0], checks[2]);
    let mut heard = heard.into_inner().unwrap();
    heard.sort_by_key(|(place, _)| *place);
    assert_eq!(heard, checks.into_iter().enumerate().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_cancelled_check_says_so_of_the_rest() {
    let server = demo().await;
    let urls: Vec<CallbackUrl> = ["https://orders.example/webhooks", "https://4f2a-203-0-113-9.ngrok-free.app/sync"]
        .map(CallbackUrl::received)
        .to_vec();
    let (stop, stopped) = watch::channel(false);
    let begun = Instant::now();
    let checks = check_all(&urls, &limits(&server), stopped, &|place, _| {
        if place == 0 {
            stop.send_replace(true);
        }
    })
    .await;
    assert_eq!(status(&checks[0]), Some(405));
    assert_eq!(checks[1].outcome, CheckOutcome::NotChecked(NotChecked::Cancelled));
    assert_eq!(checks[1].standing(), Standing::Unknown);
    assert!(begun.elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn a_check_that_is_cancelled_before_it_begins_asks_nobody() {
    let server = demo().await;
    let (_stop, stopped) = watch::channel(true);
    let urls = [CallbackUrl::received("https://orders.example/webhooks")];
    let checks = check_all(&urls, &limits(&server), stopped, &|_, _| {}).await;
    assert_eq!(checks[0].outcome, CheckOutcome::NotChecked(NotChecked::Cancelled));
}

#[tokio::test]
async fn most_endpoints_of_the_crowded_company_are_well() {
    let server = DemoServer::start(Options { company: CompanyData::crowded(), ..Options::default() }).await.unwrap();
    let urls: Vec<CallbackUrl> = server.webhooks().iter().map(|hook| CallbackUrl::received(&hook.url)).collect();
    assert_eq!(urls.len(), 95);
    let (_keep, stopped) = watch::channel(false);
    let begun = Instant::now();
    let checks = check_all(&urls, &limits(&server), stopped, &|_, _| {}).await;
    assert!(begun.elapsed() < Duration::from_secs(7), "{:?}", begun.elapsed());
    let good = checks.iter().filter(|check| check.standing() == Standing::Good).count();
    assert_eq!(good, 71);
}
