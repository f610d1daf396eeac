//! The worker over real HTTP: commands in, events out, seen from both sides.

#[path = "support/window.rs"]
mod window;

use std::time::Duration;

use hookswitch::app::command::Job;
use hookswitch::app::message::DemoMode;
use hookswitch::app::review::Way;
use hookswitch::app::{Command, Event, Outcome, Problem, Target, What};
use hookswitch::demo::{self, CompanyData, DemoServer, Fault, Mode, Options, Stored};
use hookswitch::domain::{
    ApiBase, CallbackUrl, ChangeKind, Company, Edit, EventName, EventSet, ProfileId, ProxyChoice, Seen, Status,
    Webhook, WebhookId,
};
use hookswitch::vault::Vault;
use window::{NOW, Window, api_key, open, profile, server, spec, target};

impl Window {
    /// What became of each, and whether it was cancelled.
    async fn switch(&mut self, jobs: Vec<Job>, status: Status) -> (Vec<Outcome>, bool) {
        let jobs = to(status, jobs);
        match self.answer(Command::Change { request: NOW, target: target(), jobs }).await {
            Event::ChangeDone { request: NOW, cancelled } => (outcomes(&self.heard), cancelled),
            other => panic!("{other:?}"),
        }
    }
}

fn outcomes(events: &[Event]) -> Vec<Outcome> {
    let outcome = |event: &Event| match event {
        Event::ChangeProgress { request: NOW, report, .. } => Some(report.outcome.clone()),
        _ => None,
    };
    events.iter().filter_map(outcome).collect()
}

fn fault(server: &DemoServer, fault: Fault) {
    server.set_mode(Mode { fault, ..Mode::default() });
}

fn off(server: &DemoServer) -> Vec<Stored> {
    server.webhooks().into_iter().filter(|hook| !hook.active).collect()
}

fn jobs(hooks: &[Stored], way: Way) -> Vec<Job> {
    hooks.iter().map(|hook| Job { way, ..Job::new(&seen(hook), What::Edit(Edit::default())) }).collect()
}

/// What the list shows of it.
fn seen(hook: &Stored) -> Webhook {
    Webhook {
        id: WebhookId::new(&hook.id),
        name: hook.name.clone(),
        url: CallbackUrl::received(&hook.url),
        status: Status::of(hook.active),
        events: hook.events.iter().map(|name| EventName::new(name)).collect(),
        token: None,
        created: None,
    }
}

fn to(status: Status, jobs: Vec<Job>) -> Vec<Job> {
    jobs.into_iter().map(|job| Job { what: What::Edit(Edit::status(status)), ..job }).collect()
}

fn named(server: &DemoServer, name: &str) -> Stored {
    server.webhooks().into_iter().find(|hook| hook.name.as_deref() == Some(name)).unwrap()
}

/// How often a method was asked for.
fn count(server: &DemoServer, method: &str) -> usize {
    server.requests().iter().filter(|request| request.method == method).count()
}

fn set_of(hook: &Stored) -> EventSet {
    hook.events.iter().map(|name| EventName::new(name)).collect()
}

#[tokio::test]
async fn a_company_is_tested_kept_opened_and_read() {
    let server = server().await;
    let mut window = Window::new(Vault::memory(), None);
    let base = ApiBase::parse(&server.base_url()).unwrap();
    let test = Command::Test { request: NOW, base, credential: api_key(), proxy: ProxyChoice::None };
    let company = Company { name: demo::COMPANY_NAME.into(), users: Some(38), numbers: Some(12) };
    assert_eq!(window.answer(test).await, Event::Tested { request: NOW, result: Ok(company.clone()) });
    let mut window = Window::on(&server).await;
    let stored = Command::TestProfile { request: NOW, profile: profile(&server.base_url()), proxy: ProxyChoice::None };
    assert_eq!(window.answer(stored).await, Event::Tested { request: NOW, result: Ok(company) });
    let list = window.list().await;
    assert_eq!((list.webhooks.len(), list.total, list.inactive()), (24, Some(24), 5));
    let [progress, Event::Looked { look, .. }] = window.heard.as_slice() else { panic!("{:?}", window.heard) };
    assert_eq!(*progress, Event::ReadProgress { request: NOW, read: 24, total: Some(24) });
    assert_eq!((look.before, look.news.len(), look.past.spans.len()), (None, 0, 1), "the first look ever");
}

#[tokio::test]
async fn a_forgotten_company_is_closed_and_its_entry_gone() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let forget = Command::Forget { request: NOW, profile: ProfileId::new("p1") };
    assert_eq!(window.answer(forget).await, Event::Forgotten { request: NOW, result: Ok(()) });
    let gone = Event::Opened { request: NOW, result: Err(Problem::KeyringEntryGone) };
    assert_eq!(window.answer(open(&server.base_url())).await, gone);
    assert_eq!(server.requests().len(), 0, "opening and forgetting ask the keyring only");
}

/// On a server where a PUT without events subscribes to all.
#[tokio::test]
async fn after_all_are_switched_on_again_every_event_set_is_what_it_was() {
    let server = server().await;
    let before = server.webhooks();
    let mut dead = off(&server);
    dead.push(named(&server, "Fax gateway")); // on already, with a name that nobody knows
    let mut window = Window::on(&server).await;
    let (became, cancelled) = window.switch(jobs(&dead, Way::FullList), Status::Active).await;
    let mut expected = vec![Outcome::Done; 5];
    expected.push(Outcome::WasSo);
    assert_eq!((became, cancelled), (expected, false));
    for (was, is) in before.iter().zip(server.webhooks()) {
        assert_eq!(is, Stored { active: true, events: is.events.clone(), ..was.clone() }, "nothing else changed");
        assert_eq!(set_of(&is), set_of(was), "{:?}", was.name);
    }
    assert_eq!(count(&server, "PUT"), 5);
    let sent = server.requests().into_iter().filter(|request| request.method == "PUT");
    let sizes: Vec<_> = sent.map(|put| put.events.len()).collect();
    assert_eq!(sizes, dead.iter().take(5).map(|hook| hook.events.len()).collect::<Vec<_>>());
}

#[tokio::test]
async fn unknown_and_retired_names_survive_both_ways() {
    let mut company = CompanyData::demo();
    company.webhooks.retain(|hook| !hook.active);
    company.webhooks.truncate(1);
    for hook in &mut company.webhooks {
        hook.events = ["sms.sent", "future.event_name", "call.ended", "user.closed"].map(str::to_owned).into();
    }
    let server = DemoServer::start(Options { company, ..Options::default() }).await.unwrap();
    let before = server.webhooks();
    let mut window = Window::on(&server).await;
    for (way, status) in [
        (Way::FullList, Status::Active),
        (Way::FullList, Status::Inactive),
        (Way::Merge, Status::Active),
        (Way::Merge, Status::Inactive),
    ] {
        assert_eq!(window.switch(jobs(&before, way), status).await, (vec![Outcome::Done], false));
        let after = server.webhooks().remove(0);
        assert_eq!((set_of(&after), after.active), (before.first().map(set_of).unwrap(), status.is_active()));
    }
}

#[tokio::test]
async fn an_answer_that_is_still_off_is_no_success() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::StillOff);
    let one = jobs(&[named(&server, "Orders")], Way::FullList);
    assert_eq!(window.switch(one, Status::Active).await, (vec![Outcome::AcceptedButNot], false));
}

#[tokio::test]
async fn where_an_old_name_is_refused_the_other_way_keeps_every_event() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::RefuseRetired);
    let night = named(&server, "Text message bot");
    let full = jobs(std::slice::from_ref(&night), Way::FullList);
    assert_eq!(window.switch(full, Status::Active).await, (vec![Outcome::RefusedOldNames], false));
    assert_eq!(named(&server, "Text message bot"), night, "nothing was changed");
    let merge = jobs(std::slice::from_ref(&night), Way::Merge);
    assert_eq!(window.switch(merge, Status::Active).await, (vec![Outcome::Done], false));
    let after = named(&server, "Text message bot");
    assert_eq!((set_of(&after), after.active), (set_of(&night), true));
}

#[tokio::test]
async fn what_is_on_already_or_gone_gets_no_put() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let mut hooks = vec![named(&server, "Data lake"), named(&server, "Orders")];
    hooks.iter_mut().skip(1).for_each(|hook| hook.id = "gone".into());
    let (became, _) = window.switch(jobs(&hooks, Way::FullList), Status::Active).await;
    assert_eq!(became, [Outcome::WasSo, Outcome::Gone]);
    assert_eq!(count(&server, "PUT"), 0);
}

#[tokio::test]
async fn one_failure_leaves_the_rest_going_and_a_refused_key_ends_it() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    let mut hooks = off(&server);
    hooks.truncate(3);
    fault(&server, Fault::ServerError);
    let (became, _) = window.switch(jobs(&hooks[..1], Way::FullList), Status::Active).await;
    assert_eq!(became, [Outcome::Refused(Problem::ServerFault { status: 500 })]);
    fault(&server, Fault::Status(401));
    let asked = server.requests().len();
    let (became, _) = window.switch(jobs(&hooks, Way::FullList), Status::Active).await;
    assert_eq!(became, vec![Outcome::Refused(Problem::Unauthorized); 3]);
    assert_eq!(server.requests().len(), asked + 1, "a refused key is sent once");
}

#[tokio::test]
async fn cancelled_between_two_it_ends_the_one_under_way_and_leaves_the_rest() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    server.set_mode(Mode { slow: Some(Duration::from_millis(50)), ..Mode::default() });
    let jobs = jobs(&off(&server), Way::FullList);
    let jobs = to(Status::Active, jobs);
    window.runner.dispatch(Command::Change { request: NOW, target: target(), jobs });
    let first = window.next().await;
    let Event::ChangeProgress { report, .. } = first else { panic!("{first:?}") };
    assert_eq!(report.outcome, Outcome::Done);
    window.runner.dispatch(Command::Cancel { request: NOW });
    let end = window.end().await;
    assert_eq!(end, Event::ChangeDone { request: NOW, cancelled: true });
    let ended = outcomes(&window.heard);
    assert!(ended.is_empty() || ended == [Outcome::Done], "the second, if it was under way: {ended:?}");
    assert_eq!((off(&server).len(), count(&server, "PUT")), (4 - ended.len(), 1 + ended.len()));
}

#[tokio::test]
async fn a_key_that_may_not_see_webhooks_is_not_called_wrong() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    fault(&server, Fault::WebhooksForbidden);
    let read = Command::ReadWebhooks { request: NOW, target: target() };
    let forbidden = Event::WebhooksRead { request: NOW, result: Err(Problem::WebhooksForbidden) };
    assert_eq!(window.answer(read).await, forbidden);
    let (became, _) = window.switch(jobs(&off(&server)[..1], Way::FullList), Status::Active).await;
    assert_eq!(became, [Outcome::Refused(Problem::WebhooksForbidden)]);
    let refused = window
        .answer(Command::Create { request: NOW, target: target(), spec: spec(), known: vec![], undoes: None })
        .await;
    assert_eq!(refused, Event::Created { request: NOW, result: Err(Problem::WebhooksForbidden) });
}

#[tokio::test]
async fn each_fault_of_the_way_is_a_problem_of_its_own() {
    let server = server().await;
    let mut window = Window::on(&server).await;
    for (mode, problem) in [
        (Fault::Status(401), Problem::Unauthorized),
        (Fault::Html403, Problem::RefusedOnTheWay),
        (Fault::Garbage, Problem::Unreadable { status: Some(200) }),
        (Fault::Redirect { to: "https://elsewhere.example".into() }, Problem::Redirected),
    ] {
        fault(&server, mode);
        let read = window.answer(Command::ReadWebhooks { request: NOW, target: target() }).await;
        assert_eq!(read, Event::WebhooksRead { request: NOW, result: Err(problem) });
    }
}

#[tokio::test]
async fn the_demo_company_is_opened_and_answers_in_its_modes() {
    let mut window = Window::new(Vault::memory(), None);
    for _again in 0..2 {
        let opened = window.answer(Command::OpenDemo { request: NOW }).await;
        assert_eq!(opened, Event::Opened { request: NOW, result: Ok(()) });
    }
    let Event::WebhooksRead { result: Ok(list), .. } =
        window.answer(Command::ReadWebhooks { request: NOW, target: Target::Demo }).await
    else {
        panic!("the list is read")
    };
    let Some(Event::Looked { look, .. }) = window.heard.iter().find(|event| matches!(event, Event::Looked { .. }))
    else {
        panic!("a look is told with the list")
    };
    assert!(look.before.is_some() && look.past.spans.len() > 10, "its last weeks are invented too");
    let fell = look.news.iter().filter(|seen| seen.what == Seen::Deactivated).count();
    assert_eq!((fell, look.news.len()), (2, 2), "what fell since the last look");
    assert!(look.past.changes.iter().any(|change| change.kind == ChangeKind::Reenable && change.fate.is_done()));
    let night = list.webhooks.into_iter().find(|hook| hook.name.as_deref() == Some("Text message bot")).unwrap();
    assert_eq!(window.answer(Command::SetDemoMode(DemoMode::Faulty)).await, Event::Done(Ok(())));
    let jobs = vec![Job::new(&night, What::Edit(Edit::status(Status::Active)))];
    window.answer(Command::Change { request: NOW, target: Target::Demo, jobs }).await;
    assert_eq!(outcomes(&window.heard), [Outcome::RefusedOldNames]);
}
