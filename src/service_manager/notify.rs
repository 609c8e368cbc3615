//! Reports the state of the service (sd_notify(3)) to the manager that `NOTIFY_SOCKET` names.

use framewise_model::knowledge::Knowledge;
#[cfg(unix)]
use sd_notify::NotifyState;

/// The service answers requests; `status` is shown by `systemctl status`.
pub fn ready(status: &str) {
    #[cfg(unix)]
    send(&[NotifyState::Ready, NotifyState::Status(status)]);
    #[cfg(not(unix))]
    let _ = status;
}

/// What [`ready`] says of a service with this knowledge.
#[must_use]
pub fn status(knowledge: &Knowledge) -> String {
    format!("Answering from knowledge {}", knowledge.version)
}

/// The service loads its knowledge again; [`ready`] follows.
pub fn reloading() {
    #[cfg(unix)]
    match NotifyState::monotonic_usec_now() {
        Ok(now) => send(&[NotifyState::Reloading, now]),
        Err(error) => tracing::warn!(%error, "a reload cannot be reported"),
    }
}

/// The service is about to stop.
pub fn stopping() {
    #[cfg(unix)]
    send(&[NotifyState::Stopping]);
}

/// The service still answers.
pub fn alive() {
    #[cfg(unix)]
    send(&[NotifyState::Watchdog]);
}

/// The time after which the manager ends a service that gave no sign of life; `None` if it expects none.
#[must_use]
pub fn watchdog_interval() -> Option<std::time::Duration> {
    #[cfg(unix)]
    return sd_notify::watchdog_enabled();
    #[cfg(not(unix))]
    None
}

#[cfg(unix)]
fn send(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "the service manager cannot be reached");
    }
}
