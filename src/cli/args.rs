//! The arguments. No secret is one of them: other users of a machine can read a program's arguments.

use std::path::PathBuf;

use clap::builder::{FalseyValueParser, NonEmptyStringValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};

use crate::app::text;
use crate::domain::audit::Severity;
use crate::domain::{ReportFormat, WatchChoice};
use crate::worker::Dialect;

#[derive(Parser)]
#[command(name = "hookswitch-cli", version, about = text::cli_about(), after_help = text::cli_credentials())]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What goes before or after every command.
#[derive(Args, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Global {
    #[arg(long, global = true, help = text::help_demo())]
    pub demo: bool,
    #[arg(long, global = true, value_name = "NAME", help = text::help_profile())]
    pub profile: Option<String>,
    #[arg(long, global = true, value_name = "URL", help = text::help_api_url())]
    pub api_url: Option<String>,
    #[arg(long, global = true, help = text::help_json())]
    pub json: bool,
    #[arg(long, global = true, help = text::help_reveal())]
    pub reveal: bool,
    #[arg(
        long,
        global = true,
        env = "HOOKSWITCH_READ_ONLY",
        hide_env = true,
        value_parser = FalseyValueParser::new(),
        help = text::help_read_only()
    )]
    pub read_only: bool,
}

#[derive(Subcommand)]
pub enum Command {
    #[command(about = text::help_list())]
    List,
    #[command(about = text::help_show())]
    Show {
        #[arg(value_name = "ID", value_parser = NonEmptyStringValueParser::new())]
        id: String,
    },
    #[command(about = text::help_create())]
    Create(CreateArgs),
    #[command(about = text::help_reenable())]
    Reenable(ReenableArgs),
    #[command(about = text::help_watch(), after_help = text::watch_exit_codes())]
    Watch(WatchArgs),
    #[command(about = text::help_audit(), after_help = text::audit_exit_codes())]
    Audit(AuditArgs),
    #[command(about = text::help_rules())]
    Rules,
    #[command(about = text::help_events())]
    Events,
    #[command(about = text::help_profiles())]
    Profiles,
    #[command(about = text::help_serve_demo())]
    Demo(DemoArgs),
}

#[derive(Args)]
pub struct CreateArgs {
    #[arg(long, help = text::help_url())]
    pub url: String,
    #[arg(long, default_value = "", hide_default_value = true, help = text::name_hint())]
    pub name: String,
    #[arg(
        long = "event",
        value_name = "EVENT",
        num_args = 1..,
        value_delimiter = ',',
        required_unless_present = "all_events",
        conflicts_with = "all_events",
        help = text::help_event()
    )]
    pub events: Vec<String>,
    #[arg(long, help = text::help_all_events())]
    pub all_events: bool,
    #[arg(long, help = text::help_allow_unknown())]
    pub allow_unknown: bool,
}

#[derive(Args)]
pub struct ReenableArgs {
    #[arg(
        value_name = "ID",
        value_parser = NonEmptyStringValueParser::new(),
        required_unless_present = "all",
        conflicts_with = "all",
        help = text::help_reenable_ids()
    )]
    pub ids: Vec<String>,
    #[arg(long, help = text::help_reenable_all())]
    pub all: bool,
    #[arg(long, help = text::help_dry_run())]
    pub dry_run: bool,
}

#[derive(Args)]
pub struct WatchArgs {
    #[arg(long, help = text::help_watch_reenable())]
    pub reenable: bool,
    #[arg(long, help = text::help_watch_once())]
    pub once: bool,
    #[arg(
        long,
        value_name = "MINUTES",
        value_parser = value_parser!(u16).range(i64::from(WatchChoice::LEAST)..=i64::from(WatchChoice::MOST)),
        conflicts_with = "once",
        help = text::help_watch_interval()
    )]
    pub interval: Option<u16>,
    #[arg(long, help = text::help_watch_all())]
    pub all: bool,
}

#[derive(Args)]
pub struct AuditArgs {
    #[arg(long, conflicts_with = "private_endpoints", help = text::help_no_endpoints())]
    pub no_endpoints: bool,
    #[arg(long, help = text::help_private_endpoints())]
    pub private_endpoints: bool,
    #[arg(long, value_enum, help = text::help_format())]
    pub format: Option<FormatArg>,
    #[arg(short, long, value_name = "FILE", help = text::help_output())]
    pub output: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = SeverityArg::Warning, help = text::help_fail_on())]
    pub fail_on: SeverityArg,
    #[arg(long, value_name = "FILE", help = text::help_against())]
    pub against: Option<PathBuf>,
    #[arg(long, help = text::help_all_profiles())]
    pub all_profiles: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum FormatArg {
    Text,
    Json,
    Csv,
    Html,
    Xlsx,
}

impl From<FormatArg> for ReportFormat {
    fn from(arg: FormatArg) -> Self {
        match arg {
            FormatArg::Text => Self::Text,
            FormatArg::Json => Self::Json,
            FormatArg::Csv => Self::Csv,
            FormatArg::Html => Self::Html,
            FormatArg::Xlsx => Self::Xlsx,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub enum SeverityArg {
    Critical,
    Warning,
    Advice,
}

impl From<SeverityArg> for Severity {
    fn from(arg: SeverityArg) -> Self {
        match arg {
            SeverityArg::Critical => Self::Critical,
            SeverityArg::Warning => Self::Warning,
            SeverityArg::Advice => Self::Advice,
        }
    }
}

#[derive(Args)]
pub struct DemoArgs {
    #[arg(long, default_value_t = 0, hide_default_value = true, help = text::help_port())]
    pub port: u16,
    #[arg(long, value_enum, default_value_t = DialectArg::Live, help = text::help_dialect())]
    pub dialect: DialectArg,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum DialectArg {
    Live,
    #[value(name = "2020")]
    Sample2020,
}

impl From<DialectArg> for Dialect {
    fn from(arg: DialectArg) -> Self {
        match arg {
            DialectArg::Live => Self::Live,
            DialectArg::Sample2020 => Self::Sample2020,
        }
    }
}
