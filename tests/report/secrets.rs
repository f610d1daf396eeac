//! No secret of a webhook is in any report.

use hookswitch::app::dossier::dossier;
use hookswitch::domain::{CallbackUrl, Dossier, ReportFormat, Secret};
use proptest::prelude::*;

use super::support::{TODAY, company};
use super::{dossier_of, text_of, xlsx};

/// All that a reader of a report can find in it.
fn everything(dossier: &Dossier) -> Vec<(String, String)> {
    let texts = [ReportFormat::Html, ReportFormat::Csv, ReportFormat::Json, ReportFormat::Text];
    let mut all: Vec<(String, String)> =
        texts.into_iter().map(|format| (format!("{format:?}"), text_of(dossier, format))).collect();
    all.extend(xlsx::parts(dossier));
    // Wrapped lines may not tear a secret apart so that it isn't found.
    let torn = all.iter().map(|(name, text)| (name.clone(), text.split_whitespace().collect())).collect::<Vec<_>>();
    all.extend(torn);
    all
}

#[test]
fn the_invented_companys_secrets_stay_out() {
    let run = company(24);
    let dossier = dossier_of(24);
    for (name, text) in everything(&dossier) {
        for hook in &run.audit.listing.webhooks {
            let token = hook.token.as_ref().unwrap().expose();
            assert!(!text.contains(token), "a token in {name}");
        }
        for secret in ["hunter122", "hunter522", "s3cret1value", "s3cret5value", "user1:"] {
            assert!(!text.contains(secret), "{secret} in {name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_random_secret_is_in_any_format(
        user in "[a-z]{9}[0-9]{3}",
        password in "[A-Za-z]{6}[0-9]{4}",
        value in "[A-Za-z0-9]{12}[0-9]",
        lone in "[A-Z]{10}[0-9]{2}",
        fragment in "[a-z]{9}[0-9]",
        token in "[0-9a-f]{32}",
        http in any::<bool>(),
    ) {
        let mut run = company(12);
        let scheme = if http { "http" } else { "https" };
        let url = format!("{scheme}://{user}:{password}@a.example:8443/in?api_key={value}&{lone}#{fragment}");
        for (number, hook) in run.audit.listing.webhooks.iter_mut().enumerate() {
            if number % 2 == 0 {
                hook.url = CallbackUrl::received(url.clone());
                hook.token = Some(Secret::new(token.clone()));
            }
        }
        // Someone named a webhook after its own URL, and one after its token.
        run.audit.listing.webhooks[0].name = Some(url.clone());
        run.audit.listing.webhooks[2].name = Some(format!("CRM {token}"));
        let listing = run.audit.listing.clone();
        let checks = run.audit.checks.clone();
        run.audit = hookswitch::domain::audit::audit(&hookswitch::domain::audit::Input {
            company: "Company",
            listing: &listing,
            checks: Some(&checks),
            past: None,
            before: run.before.as_ref(),
            now: run.audit.at,
        });
        prop_assert!(!run.audit.findings.is_empty());
        for (name, text) in everything(&dossier(&run, TODAY)) {
            for secret in [&user, &password, &value, &lone, &fragment, &token] {
                prop_assert!(!text.contains(secret.as_str()), "{} in {}", secret, name);
            }
        }
    }
}
