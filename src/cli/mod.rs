//! The terminal program: arguments in, text and an exit code out. It does its work with the same functions as the
//! window (`worker`), and says it with the same sentences (`app::text`).

mod args;
mod audit;
mod catalogue;
mod company;
mod create;
mod demo;
mod log;
mod output;
mod reenable;
mod show;
mod stop;
mod table;
mod watch;

use std::ffi::OsString;
use std::sync::{Arc, Mutex, PoisonError};

use clap::Parser as _;

use crate::app::{Event, Problem, text};
use crate::worker::{Pace, Services, Tell, block_on};
use args::{Cli, Command, Global};
use stop::Stop;

/// Runs one command to its end. The answer is the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, services: &Services) -> u8 {
    log::start();
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    match carry_out(&cli, services) {
        Ok(code) => code,
        Err(stop) => {
            if let Some(sentence) = stop.sentence() {
                output::complain(&sentence);
            }
            stop.code()
        }
    }
}

/// Hears what the services tell meanwhile: why nothing goes on.
pub fn tell() -> Tell {
    let waiting = Mutex::new(false);
    Arc::new(move |event| {
        if let Event::Waiting { wait, .. } = event {
            let mut was_waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
            // Told once for each wait, not each second of it.
            if let Some(wait) = wait.filter(|_| !*was_waiting) {
                output::note(&text::waiting(wait));
            }
            *was_waiting = wait.is_some();
        }
    })
}

/// Help and version go to the output, mistakes to the errors.
fn usage(error: &clap::Error) -> u8 {
    let rendered = error.render().to_string();
    if error.use_stderr() {
        output::note(rendered.trim_end());
        return stop::NOT_RUN;
    }
    output::print(&rendered).map_or_else(|stop| stop.code(), |()| stop::DONE)
}

fn carry_out(cli: &Cli, services: &Services) -> Result<u8, Stop> {
    let global = &cli.global;
    match &cli.command {
        Command::Rules => audit::rules(global),
        Command::Audit(args) => block_on(audit::run(global, services, args))?,
        Command::Events => catalogue::events(global),
        Command::Profiles => catalogue::profiles(global, services),
        Command::Demo(args) => demo::serve(global, args),
        command => block_on(ask(command, global, services))?,
    }
}

/// The commands that ask a company.
async fn ask(command: &Command, global: &Global, services: &Services) -> Result<u8, Stop> {
    // What can't be right is said before a key is fetched.
    let draft = match command {
        Command::Create(args) => Some(create::draft(args)?),
        _ => None,
    };
    let pace = if matches!(command, Command::Watch(_)) { Pace::Half } else { Pace::Full };
    let mut company = company::open(global, services, pace).await?;
    if writes(command) {
        refuse_read_only(global, &company)?;
        watch::check_history(services, false)?;
    }
    match (command, draft) {
        (Command::Show { id }, _) => show::one(global, &company, id).await,
        (Command::Reenable(args), _) => reenable::run(global, &company, args).await,
        (Command::Watch(args), _) => watch::run(global, &mut company, services, args).await,
        (Command::Create(_), Some(draft)) => create::run(global, &company, services, &draft).await,
        _ => show::list(global, &company).await,
    }
}

fn writes(command: &Command) -> bool {
    match command {
        Command::Create(_) => true,
        Command::Reenable(args) => !args.dry_run,
        _ => false,
    }
}

fn refuse_read_only(global: &Global, company: &company::Company) -> Result<(), Stop> {
    match (global.read_only, company.connection.read_only) {
        (true, _) => Err(Stop::Refused(text::read_only_asked().to_owned())),
        (false, true) => Err(Problem::ReadOnly.into()),
        (false, false) => Ok(()),
    }
}
