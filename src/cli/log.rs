//! `HOOKSWITCH_LOG=debug`: what this app itself notes, on stderr. Nothing else turns it on.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

pub fn start() {
    if std::env::var_os("HOOKSWITCH_LOG").is_none_or(|level| level != "debug") {
        return;
    }
    let ours = Targets::new().with_target("hookswitch", LevelFilter::DEBUG);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // Fails where a test has set one up already, which is as good.
    let _already_set_up = tracing_subscriber::registry().with(lines).with(ours).try_init();
}
