//! Asynchronous work of a command.

use framewise_command_line::{Failure, UNAVAILABLE};

/// Runs `work` on this thread and returns its result.
pub(super) fn wait<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(UNAVAILABLE, error))?;
    Ok(runtime.block_on(work))
}
