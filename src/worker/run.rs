//! How the terminal program runs: the one place that waits for a future, since it has no window to keep painting, and
//! how it hears that it shall end.

use std::future::Future;

use tokio::sync::watch;

use crate::app::Problem;

/// Runs it to its end on a runtime of its own. Blocked keyring threads are not waited for.
pub fn block_on<T>(future: impl Future<Output = T>) -> Result<T, Problem> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|_no_threads| Problem::Internal)?;
    #[expect(clippy::disallowed_methods, reason = "the terminal program's only wait; no window is open")]
    let output = runtime.block_on(future);
    runtime.shutdown_background();
    Ok(output)
}

/// Says `true` from the first Ctrl-C or SIGTERM on. Must be called on a tokio runtime.
pub fn interrupts() -> Result<watch::Receiver<bool>, Problem> {
    let interrupted = interrupted().map_err(|_no_handler| Problem::Internal)?;
    let (stop, stopped) = watch::channel(false);
    drop(tokio::spawn(async move {
        interrupted.await;
        stop.send_replace(true);
    }));
    Ok(stopped)
}

/// The handlers stand when this returns, so that whoever was told the address can end it.
#[cfg(unix)]
pub(super) fn interrupted() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut ctrl_c = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = ctrl_c.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
pub(super) fn interrupted() -> std::io::Result<impl Future<Output = ()>> {
    let mut ctrl_c = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        ctrl_c.recv().await;
    })
}
