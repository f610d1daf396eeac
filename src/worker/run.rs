//! The one place that waits for a future: the terminal program has no window to keep painting.

use std::future::Future;

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
