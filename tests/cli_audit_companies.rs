//! `hookswitch-cli audit` with companies that the window connected: all at once, and with findings that were accepted.
#![expect(clippy::unwrap_used, reason = "helpers of a test file, which the lint's own exception doesn't see")]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use hookswitch::cli;
use hookswitch::demo::{self, CompanyData, DemoServer, Options, Stored};
use hookswitch::domain::audit::{Acceptance, FindingKey, Severity};
use hookswitch::domain::{ApiBase, Credential, CredentialKind, Profile, ProfileId, ProxyChoice, Secret, Settings};
use hookswitch::vault::{History, SettingsFile, Vault};
use hookswitch::worker::Services;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde_json::Value;
use tempfile::TempDir;

/// Settings, keys and a history of their own.
struct Desk {
    folder: TempDir,
    services: Arc<Services>,
}

impl Desk {
    /// Companies by name, with the address and the token of each.
    async fn with(companies: &[(&str, &str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let vault = Vault::memory();
        let mut profiles = Vec::new();
        for (number, (name, base, token)) in companies.iter().enumerate() {
            let id = ProfileId::new(format!("p{number}"));
            let key = Credential::Basic { api_id: demo::API_ID.into(), api_token: Secret::new(*token) };
            vault.save(&id, &key).await.unwrap();
            let base = ApiBase::parse(base).unwrap();
            profiles.push(Profile::new(id, (*name).to_owned(), base, CredentialKind::Basic));
        }
        let file = SettingsFile::at(folder.path().join("settings.json"));
        file.save(&Settings { profiles, proxy: ProxyChoice::None, ..Settings::default() }).unwrap();
        let services =
            Services::new(vault, Some(file), cli::tell()).with_history(Some(folder.path().join("history.db")));
        Self { folder, services: Arc::new(services) }
    }

    async fn run(&self, args: &[&str]) -> u8 {
        let args: Vec<_> = ["hookswitch-cli", "audit", "--no-endpoints"].iter().chain(args).map(Into::into).collect();
        let services = Arc::clone(&self.services);
        tokio::task::spawn_blocking(move || cli::run(args, &services)).await.unwrap()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn report(&self, name: &str) -> Value {
        serde_json::from_slice(&fs::read(self.file(name)).unwrap()).unwrap()
    }
}

/// One webhook that is off, and nothing else to find.
fn off() -> Vec<Stored> {
    let mut one = Stored::sample(1, "Orders", &["call.ended"]).at("https://crm.example/in").off();
    one.token = format!("{:032x}", 0x0f9b_2c47_d1e8_4a6f_93c5_b7d8_e2a1_f604_u128);
    vec![one]
}

async fn serving(webhooks: Vec<Stored>) -> DemoServer {
    DemoServer::start(Options { company: CompanyData::with(webhooks), ..Options::default() }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_cannot_be_audited_stops_no_other_and_is_told_by_the_code() {
    let server = serving(off()).await;
    let base = server.base_url();
    let mut good = off();
    good[0].active = true;
    let quiet = serving(good).await;
    let companies = [
        ("Wrong key", base.as_str(), "nope"),
        ("Acme Ltd", base.as_str(), demo::API_TOKEN),
        ("Quiet/../one", &quiet.base_url(), demo::API_TOKEN),
    ];
    let desk = Desk::with(&companies).await;
    let out = desk.file("audit.json");
    let args = ["--all-profiles", "-o", out.to_str().unwrap()];
    assert_eq!(desk.run(&args).await, 2);
    let acme = desk.report("audit-Acme-Ltd.json");
    assert_eq!((&acme["company"], &acme["findings"][0]["rule"]), (&"Acme Ltd".into(), &"AWH-101".into()));
    let quiet = desk.report("audit-Quiet-one.json");
    assert_eq!(quiet["findings"].as_array().unwrap().len(), 0);
    assert!(!out.exists() && !desk.file("audit-Wrong-key.json").exists());

    assert_eq!(Desk::with(&companies[1..]).await.run(&["--all-profiles", "--json"]).await, 1);
    assert_eq!(Desk::with(&companies[2..]).await.run(&["--all-profiles", "--json"]).await, 0);
    assert_eq!(Desk::with(&companies[1..]).await.run(&["--profile", "Acme Ltd"]).await, 1);
}

fn accepted(key: &str, until: Date) -> Acceptance {
    Acceptance {
        finding: FindingKey(key.to_owned()),
        rule: "AWH-101".to_owned(),
        severity: Severity::Critical,
        title: "Orders is off".to_owned(),
        labels: "Orders".to_owned(),
        reason: "It is being moved".to_owned(),
        until,
        at: Timestamp::from_second(1_760_000_000).unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_finding_does_not_count_until_its_date_is_past() {
    let server = serving(off()).await;
    let desk = Desk::with(&[("Acme", &server.base_url(), demo::API_TOKEN)]).await;
    let out = desk.file("audit.json");
    let args = ["--profile", "Acme", "-o", out.to_str().unwrap()];
    assert_eq!(desk.run(&args).await, 1);
    let found = desk.report("audit.json")["findings"].as_array().unwrap().clone();
    let history = History::open(&desk.file("history.db")).unwrap().history;
    for (until, code) in [(date(9999, 12, 30), 0), (date(2020, 1, 1), 1)] {
        for finding in &found {
            history.accept("p0", &accepted(finding["key"].as_str().unwrap(), until)).unwrap();
        }
        assert_eq!(desk.run(&args).await, code, "{until}");
        let reported = desk.report("audit.json");
        assert_eq!(reported["findings"].as_array().unwrap().len(), found.len(), "it is still told");
        assert_eq!(reported["findings"][0]["accepted"].is_null(), code == 1);
    }
}
