//! All companies one after another. One that can't be audited doesn't stop the others, and is told by the exit code.

use tokio::sync::watch;

use super::report::Destination;
use super::{Audited, not_audited, one};
use crate::app::text;
use crate::cli::args::{AuditArgs, Global};
use crate::cli::company::{self, open_named};
use crate::cli::output;
use crate::cli::stop::{DONE, NOT_RUN, Stop};
use crate::domain::{Profile, ProxyChoice};
use crate::worker::Services;

pub async fn run(
    global: &Global,
    services: &Services,
    args: &AuditArgs,
    destination: &Destination,
    stopped: &watch::Receiver<bool>,
) -> Result<u8, Stop> {
    let settings = company::settings(services);
    if settings.profiles.is_empty() {
        return Err(Stop::Usage(text::all_profiles_none().to_owned()));
    }
    let mut put = destination.several();
    let mut code = DONE;
    for profile in &settings.profiles {
        let audited = match audited(global, services, args, (profile, &settings.proxy), stopped).await {
            Ok(audited) => audited,
            Err(stop) => {
                complain(profile, &stop);
                code = code.max(NOT_RUN);
                continue;
            }
        };
        code = code.max(audited.code);
        match put.add(&profile.name, &audited.dossier).await {
            Ok(()) => {}
            Err(Stop::Closed) => return Ok(code),
            Err(stop) => {
                complain(profile, &not_audited(stop));
                code = NOT_RUN;
            }
        }
    }
    match put.end() {
        Ok(()) | Err(Stop::Closed) => Ok(code),
        Err(stop) => Err(stop),
    }
}

async fn audited(
    global: &Global,
    services: &Services,
    args: &AuditArgs,
    (profile, proxy): (&Profile, &ProxyChoice),
    stopped: &watch::Receiver<bool>,
) -> Result<Audited, Stop> {
    let company = open_named(global, services, profile, proxy).await?;
    one(services, args, &company, None, stopped).await
}

fn complain(profile: &Profile, stop: &Stop) {
    if let Some(sentence) = stop.sentence() {
        output::complain(&text::audit_of(&profile.name, &sentence));
    }
}
