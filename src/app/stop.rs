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

/// Receives the signals that stop the process, SIGTERM and SIGINT. From its first one on, neither ends the process by
/// itself, and none is lost between two calls of [`Self::next`].
#[derive(Debug)]
pub struct StopSignals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl StopSignals {
    /// Begins to receive.
    ///
    /// # Errors
    /// If signals cannot be received.
    pub fn receive() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let terminate = signal(SignalKind::terminate())?;
        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Self { terminate, interrupt })
    }

    /// Waits for the next one.
    ///
    /// # Errors
    /// None: [`Self::receive`] has found out.
    pub async fn next(&mut self) -> io::Result<()> {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        Ok(())
    }
}

#[cfg(not(unix))]
impl StopSignals {
    /// Begins to receive.
    ///
    /// # Errors
    /// None.
    pub fn receive() -> io::Result<Self> {
        Ok(Self {})
    }

    /// Waits for the next one.
    ///
    /// # Errors
    /// If signals cannot be received.
    pub async fn next(&mut self) -> io::Result<()> {
        tokio::signal::ctrl_c().await
    }
}
