//! The watch against a demo company whose webhooks fall: what it switches on, what it leaves alone, what it tells.
#![expect(clippy::unwrap_used, reason = "helpers of a test file, which the lint's own exception doesn't see")]
#![expect(clippy::disallowed_methods, reason = "#[tokio::test] is written with block_on")]

use std::sync::Arc;
use std::time::Duration;

use hookswitch::aircall::Limits;
use hookswitch::app::command::{Job, WatchLeft, WatchTried};
use hookswitch::app::review::{Way, What};
use hookswitch::app::{Outcome, Problem, Target, text};
use hookswitch::demo::{self, CompanyData, DemoServer, Fault, Mode, Options, Paging, Request, Stored};
use hookswitch::domain::{
    ApiBase, ChangeRecord, Credential, Edit, EndpointAnswer, Fate, LeftAlone, Origin, ProfileId, ProxyChoice, Reenable,
    Secret, Seen, Status, TimeFormat, WebhookId,
};
use hookswitch::vault::Vault;
use hookswitch::worker::{
    Access, Connection, EndpointLimits, Handled, Looked, Services, Terms, change, look, read_list,
};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

const EVENTS: [&str; 3] = ["call.ended", "contact.created", "x.unknown"];

fn target() -> Target {
    Target::Profile(ProfileId::new("p1"))
}

fn credential() -> Credential {
    Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(demo::API_TOKEN) }
}

fn id(number: usize) -> WebhookId {
    WebhookId::new(sample(number).id)
}

fn sample(number: usize) -> Stored {
    Stored::sample(number as u64, &format!("Hook {number}"), &EVENTS)
}

/// A company of three webhooks that a watch looks at.
struct Watched {
    server: DemoServer,
    services: Services,
    connection: Connection,
    terms: Terms,
    begun: Timestamp,
}

impl Watched {
    /// `off`: the number of one that is off from the start.
    async fn new(off: Option<usize>, allowed: Reenable) -> Self {
        let webhooks = (1..=3).map(|number| Stored { active: off != Some(number), ..sample(number) }).collect();
        Self::at(Options { company: CompanyData::with(webhooks), ..Options::default() }, allowed).await
    }

    async fn at(options: Options, allowed: Reenable) -> Self {
        let server = DemoServer::start(options).await.unwrap();
        let limits = Limits { first_delay: Duration::from_millis(1), ..Limits::default() };
        let services = Services::new(Vault::memory(), None, Arc::new(|_| {})).with_limits(limits);
        let base = ApiBase::parse(&server.base_url()).unwrap();
        let access = Access::new(base, credential(), ProxyChoice::None);
        let connection = services.connect(target(), access).await.unwrap();
        let terms = Terms { allowed, ..Terms::default() };
        Self { server, services, connection, terms, begun: Timestamp::now() }
    }

    async fn try_look(&self, minute: i64) -> Result<Looked, Problem> {
        let now = self.begun + SignedDuration::from_mins(minute);
        look(&self.connection, &self.terms, now, &watch::channel(false).1).await
    }

    async fn look(&self, minute: i64) -> Looked {
        self.try_look(minute).await.unwrap()
    }

    fn falls(&self, number: usize) {
        self.server.change(|hooks| hooks[number - 1].active = false);
    }

    fn is_on(&self, number: usize) -> bool {
        self.server.webhooks()[number - 1].active
    }

    fn puts(&self) -> Vec<Request> {
        self.server.requests().into_iter().filter(|request| request.method == "PUT").collect()
    }

    async fn records(&self) -> Vec<ChangeRecord> {
        self.services.journal(&target()).await.unwrap().newest(99).await.unwrap().0
    }

    async fn by_hand(&self, number: usize, status: Status) {
        self.edit(number, Edit::status(status)).await;
    }

    /// As the window does it.
    async fn edit(&self, number: usize, edit: Edit) {
        let seen = self.connection.client.webhook(&id(number)).await.unwrap();
        let job = Job {
            id: id(number),
            label: seen.label(),
            known_name: None,
            what: What::Edit(edit),
            way: Way::FullList,
            seen,
            guarded: false,
            undoes: None,
            planned: None,
        };
        let report = change(&self.connection, &job, std::future::pending()).await.unwrap();
        assert_eq!(report.outcome, Outcome::Done);
    }
}

fn handled(looked: &Looked) -> Vec<&Handled> {
    looked.off.iter().map(|off| &off.what).collect()
}

#[tokio::test]
async fn what_is_off_at_the_first_look_is_left_alone() {
    let watched = Watched::new(Some(2), Reenable::All).await;
    let looked = watched.look(0).await;
    assert_eq!(handled(&looked), [&Handled::LeftAlone(LeftAlone::BeforeWatch)]);
    assert!(looked.first && looked.all_well() && looked.look.off == 1);
    assert!(!watched.look(5).await.first);
    assert!(watched.puts().is_empty());

    // Switched on by someone, it is cared for from then on.
    watched.server.change(|hooks| hooks[1].active = true);
    watched.look(10).await;
    watched.falls(2);
    assert_eq!(handled(&watched.look(15).await), [&Handled::Tried(Outcome::Done)]);
}

#[tokio::test]
async fn what_is_off_at_the_first_look_is_switched_on_where_asked_for() {
    let mut watched = Watched::new(Some(2), Reenable::All).await;
    watched.look(0).await;
    watched.terms.also_off_before = true;
    assert_eq!(handled(&watched.look(5).await), [&Handled::Tried(Outcome::Done)]);

    let mut watched = Watched::new(Some(2), Reenable::All).await;
    watched.terms.also_off_before = true;
    let looked = watched.look(0).await;
    assert!(looked.first && looked.all_well() && looked.look.off == 0);
    assert!(watched.is_on(2));
}

#[tokio::test]
async fn a_fall_is_mended_with_the_whole_list_and_written_down() {
    let watched = Watched::new(None, Reenable::All).await;
    watched.look(0).await;
    watched.falls(1);
    let looked = watched.look(5).await;
    let tried = WatchTried { id: id(1), label: "Hook 1".to_owned(), outcome: Outcome::Done };
    assert_eq!(looked.look.reenabled, [tried]);
    assert_eq!(looked.look.news[0].what, Seen::Deactivated);
    assert!(looked.all_well() && watched.is_on(1));
    let puts = watched.puts();
    assert_eq!((puts.len(), &puts[0].events[..]), (1, &EVENTS.map(str::to_owned)[..]));
    let records = watched.records().await;
    assert_eq!((records[0].origin, records[0].fate, records.len()), (Origin::Watch, Fate::Done, 1));
    assert_eq!(text::watch_lines(&looked.look, TimeFormat::default()), ["Hook 1 was deactivated and is on again"]);
    // Its own change is no news, and a further fall is.
    assert_eq!(watched.look(10).await.look.news, []);
    watched.falls(1);
    assert_eq!(watched.look(11).await.look.news[0].what, Seen::Deactivated);
}

#[tokio::test]
async fn a_name_given_while_it_watches_is_sent_and_is_no_news() {
    let company = CompanyData::with(vec![sample(1), sample(2)]);
    let options = Options { company, names_hidden: true, ..Options::default() };
    let mut watched = Watched::at(options, Reenable::All).await;
    watched.terms.known_names = [(id(1), "Orders".to_owned()), (id(2), "Sales".to_owned())].into();
    watched.look(0).await;
    watched.edit(1, Edit { name: Some("Shop".into()), ..Edit::default() }).await;
    assert_eq!(watched.look(5).await.look.news, []);
    watched.falls(1);
    watched.falls(2);
    let looked = watched.look(10).await;
    assert_eq!(handled(&looked), [&Handled::Tried(Outcome::Done), &Handled::Tried(Outcome::Done)]);
    assert_eq!(text::watch_lines(&looked.look, TimeFormat::default())[0], "Shop was deactivated and is on again");
    let names = watched.server.webhooks().into_iter().map(|hook| hook.name.unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["Shop", "Sales"]);
    assert_eq!(watched.look(15).await.look.news, [], "nor is the name that was sent");
}

#[tokio::test]
async fn one_that_falls_again_and_again_is_given_up() {
    let endpoint = DemoServer::start(Options::default()).await.unwrap();
    let mut watched = Watched::new(None, Reenable::All).await;
    let limits = EndpointLimits { allow_local: true, proxy: ProxyChoice::None, ..EndpointLimits::default() };
    watched.terms.probe = Some(limits);
    watched.server.change(|hooks| hooks[0].url = format!("{}/in", endpoint.base_url()));
    watched.look(0).await;
    watched.falls(1);
    assert_eq!(handled(&watched.look(1).await), [&Handled::Tried(Outcome::Done)]);
    watched.falls(1);
    let waits = watched.look(10).await;
    assert!(matches!(handled(&waits)[..], [Handled::Waits { .. }]) && !waits.all_well());
    assert_eq!(handled(&watched.look(16).await), [&Handled::Tried(Outcome::Done)]);
    watched.falls(1);
    assert!(matches!(handled(&watched.look(50).await)[..], [Handled::Waits { .. }]));
    assert_eq!(handled(&watched.look(76).await), [&Handled::Tried(Outcome::Done)]);
    watched.falls(1);

    let looked = watched.look(77).await;
    let [Handled::GivenUp(Some(EndpointAnswer::Answered { .. }))] = handled(&looked)[..] else {
        panic!("{looked:?}");
    };
    let WatchLeft { label, answer, .. } = &looked.look.given_up[0];
    assert!(label == "Hook 1" && answer.as_ref().unwrap().starts_with("its endpoint answered 4"), "{answer:?}");
    assert!(!looked.all_well() && !watched.is_on(1));
    assert_eq!(watched.puts().len(), 3);
    // Told once, and left off for good.
    for minute in [80, 200, 3_000] {
        let looked = watched.look(minute).await;
        assert_eq!(handled(&looked), [&Handled::LeftAlone(LeftAlone::FellAgain)]);
        assert!(looked.look.given_up.is_empty() && !looked.all_well());
    }
    watched.by_hand(1, Status::Active).await;
    watched.look(3_001).await;
    watched.falls(1);
    assert_eq!(handled(&watched.look(3_002).await), [&Handled::Tried(Outcome::Done)]);
}

#[tokio::test]
async fn one_that_an_admin_switched_off_here_is_left_alone() {
    let mut watched = Watched::new(None, Reenable::All).await;
    watched.look(0).await;
    watched.by_hand(3, Status::Inactive).await;
    watched.terms.also_off_before = true;
    let looked = watched.look(5).await;
    assert_eq!(handled(&looked), [&Handled::LeftAlone(LeftAlone::ByAdmin)]);
    assert!(looked.all_well() && looked.look.news.is_empty() && watched.puts().len() == 1);
}

#[tokio::test]
async fn what_is_not_allowed_is_only_told() {
    let watched = Watched::new(None, Reenable::Chosen([id(1)].into())).await;
    watched.look(0).await;
    watched.falls(1);
    watched.falls(2);
    let looked = watched.look(5).await;
    assert_eq!(handled(&looked), [&Handled::Tried(Outcome::Done), &Handled::NotAllowed]);
    assert_eq!((looked.look.news.len(), looked.look.off, looked.all_well()), (2, 1, false));

    let mut watched = Watched::new(None, Reenable::All).await;
    watched.connection.read_only = true;
    watched.look(0).await;
    watched.falls(1);
    assert_eq!(handled(&watched.look(5).await), [&Handled::NotAllowed]);
    assert!(watched.puts().is_empty() && watched.records().await.is_empty());
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_a_problem_and_changes_nothing() {
    let watched = Watched::new(None, Reenable::All).await;
    watched.look(0).await;
    watched.falls(1);
    watched.server.set_mode(Mode { fault: Fault::KeyRevoked, ..Mode::default() });
    assert_eq!(watched.try_look(5).await, Err(Problem::WrongKey));
    watched.server.set_mode(Mode::default());
    assert_eq!(handled(&watched.look(6).await), [&Handled::Tried(Outcome::Done)]);
}

#[tokio::test]
async fn a_re_enable_that_fails_is_told_once_and_not_repeated_at_every_look() {
    let watched = Watched::new(None, Reenable::All).await;
    watched.look(0).await;
    watched.falls(1);
    watched.server.set_fault_for(sample(1).id.as_str(), Fault::ResetBefore);
    let looked = watched.look(1).await;
    assert!(matches!(handled(&looked)[..], [Handled::Tried(Outcome::Refused(_) | Outcome::Unclear(_))]));
    assert!(!looked.all_well() && looked.look.off == 1 && looked.look.reenabled.len() == 1);
    let before = watched.server.requests().len();
    assert!(matches!(handled(&watched.look(2).await)[..], [Handled::Waits { .. }]));
    assert_eq!(watched.server.requests().len(), before + 1, "only the list");
    let again = watched.look(7).await;
    assert!(matches!(handled(&again)[..], [Handled::Tried(Outcome::Refused(_) | Outcome::Unclear(_))]));
    assert_eq!((again.look.reenabled.len(), again.look.off, again.all_well()), (0, 1, false), "it is told already");
    watched.server.set_fault_for(sample(1).id.as_str(), Fault::ServerError);
    assert_eq!(watched.look(70).await.look.reenabled.len(), 1, "another failure is news");
    watched.server.set_fault_for(sample(1).id.as_str(), Fault::None);
    assert_eq!(handled(&watched.look(140).await), [&Handled::Tried(Outcome::Done)]);
}

#[tokio::test]
async fn one_that_is_refused_as_it_is_is_left_alone_until_it_is_changed() {
    let watched = Watched::new(None, Reenable::All).await;
    watched.server.change(|hooks| hooks[0].events.push("sms.sent".into()));
    watched.look(0).await;
    watched.falls(1);
    watched.server.set_mode(Mode { fault: Fault::RefuseRetired, ..Mode::default() });
    let looked = watched.look(1).await;
    assert_eq!(handled(&looked), [&Handled::Tried(Outcome::RefusedOldNames)]);
    let told = text::watch_lines(&looked.look, TimeFormat::default());
    assert!(told[0].ends_with("re-enable it by hand, you are offered another way"), "{told:?}");
    for minute in [2, 100, 3_000] {
        let looked = watched.look(minute).await;
        assert_eq!(handled(&looked), [&Handled::LeftAlone(LeftAlone::Refused)]);
        assert!(text::watch_lines(&looked.look, TimeFormat::default()).is_empty() && !looked.all_well());
    }
    assert_eq!(watched.puts().len(), 1);
    watched.server.change(|hooks| hooks[0].events.retain(|name| name != "sms.sent"));
    assert_eq!(handled(&watched.look(3_001).await), [&Handled::Tried(Outcome::Done)]);
}

#[tokio::test]
async fn a_key_that_may_change_nothing_is_told_once() {
    let watched = Watched::new(None, Reenable::All).await;
    watched.look(0).await;
    (1..=3).for_each(|number| watched.falls(number));
    for number in 1..=3 {
        watched.server.set_fault_for(sample(number).id.as_str(), Fault::KeyRevoked);
    }
    let told: Vec<usize> =
        [watched.look(1).await, watched.look(2).await, watched.look(3).await, watched.look(10).await]
            .iter()
            .map(|looked| looked.look.reenabled.len())
            .collect();
    assert_eq!(told, [1, 1, 1, 0]);
}

#[tokio::test]
async fn webhooks_of_one_host_are_told_apart() {
    let company = CompanyData::with(
        (1..=3)
            .map(|number| match number {
                3 => sample(3),
                number => sample(number).at(&format!("https://hooks.zapier.com/catch/{number}?key=hidden")),
            })
            .collect(),
    );
    let options = Options { company, names_hidden: true, ..Options::default() };
    let watched = Watched::at(options, Reenable::Chosen([id(1)].into())).await;
    watched.look(0).await;
    watched.falls(1);
    watched.falls(2);
    let lines = text::watch_lines(&watched.look(5).await.look, TimeFormat::default());
    assert_eq!(lines[0], "hooks.zapier.com (/catch/1?key=•••) was deactivated and is on again");
    assert!(lines[1].starts_with("hooks.zapier.com (/catch/2?key=•••) was deactivated "), "{lines:?}");
    assert_eq!(lines.len(), 2);
}

#[tokio::test]
async fn one_that_stays_off_though_accepted_counts_as_a_try() {
    let watched = Watched::new(None, Reenable::All).await;
    watched.look(0).await;
    watched.falls(1);
    watched.server.set_mode(Mode { fault: Fault::StillOff, ..Mode::default() });
    for minute in [1, 17, 80] {
        assert_eq!(handled(&watched.look(minute).await), [&Handled::Tried(Outcome::AcceptedButNot)]);
    }
    assert_eq!(handled(&watched.look(200).await), [&Handled::GivenUp(None)]);
}

#[tokio::test]
async fn a_part_of_the_list_is_acted_on_and_is_not_all_well() {
    let watched = Watched::new(None, Reenable::All).await;
    watched.look(0).await;
    watched.falls(1);
    watched.server.set_mode(Mode { fault: Fault::PageShort, ..Mode::default() });
    watched.server.set_paging(Paging::Absent);
    let looked = watched.look(5).await;
    assert_eq!(handled(&looked), [&Handled::Tried(Outcome::Done)]);
    assert!(!looked.complete && !looked.all_well());
}

#[tokio::test]
async fn one_that_is_new_and_off_was_never_seen_on_whoever_looked_first() {
    for another_look in [false, true] {
        let watched = Watched::new(None, Reenable::All).await;
        watched.look(0).await;
        watched.server.change(|hooks| hooks.push(Stored { active: false, ..sample(4) }));
        if another_look {
            let listing = read_list(&watched.connection, &|_, _| {}).await.unwrap();
            watched.connection.journal.look(&listing).await.unwrap();
        }
        let looked = watched.look(5).await;
        assert_eq!(handled(&looked), [&Handled::LeftAlone(LeftAlone::BeforeWatch)]);
        assert_eq!(looked.look.news.iter().any(|seen| seen.what == Seen::New), !another_look);
    }
}

#[tokio::test]
async fn a_stopped_look_sends_nothing_more() {
    let watched = Watched::new(None, Reenable::All).await;
    watched.look(0).await;
    watched.falls(1);
    let (stop, stopped) = watch::channel(true);
    let looked = look(&watched.connection, &watched.terms, watched.begun, &stopped).await;
    assert_eq!(looked, Err(Problem::Cancelled));
    drop(stop);
    assert!(watched.puts().is_empty());
    assert!(read_list(&watched.connection, &|_, _| {}).await.is_ok());
}
