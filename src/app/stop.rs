//! How the service ends.

use std::io;
use std::sync::Arc;

use tokio::sync::Notify;

/// How the service ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// All requests in flight were completed, as far as the time allowed.
    InOrder,
    /// A second signal cut off what was in flight. Work on other threads may still be running.
    AtOnce,
}

/// Stops the service, as a signal does.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Notify>);

impl Stop {
    /// Requests the stop; `App::run` returns after it.
    pub fn stop(&self) {
        self.0.notify_one();
    }

    /// Waits for the request.
    pub async fn requested(&self) {
        self.0.notified().await;
    }
}

/// Waits for a signal that stops the process.
///
/// # Errors
/// If signals cannot be received.
#[cfg(unix)]
pub async fn signal() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// Waits for a signal that stops the process.
///
/// # Errors
/// If signals cannot be received.
#[cfg(not(unix))]
pub async fn signal() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
