//! Loads the knowledge again when the process gets SIGHUP, without a pause.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use framewise_model::knowledge::{Files, load};

use crate::api::state_switch::StateSwitch;
use crate::metrics::{self, ReloadOutcome};
use crate::service_manager::notify;

/// Receives SIGHUP. While it exists, the signal does not end the process.
#[derive(Debug)]
pub(super) struct Hangups(#[cfg(unix)] tokio::signal::unix::Signal);

impl Hangups {
    /// Begins to receive.
    ///
    /// # Errors
    /// If signals cannot be received.
    #[cfg(unix)]
    pub fn receive() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::hangup()).map(Self)
    }

    /// Begins to receive: other systems have no such signal.
    ///
    /// # Errors
    /// None.
    #[cfg(not(unix))]
    pub fn receive() -> std::io::Result<Self> {
        Ok(Self())
    }

    /// Waits for the next one. Several that came during a reload are one.
    async fn next(&mut self) {
        #[cfg(unix)]
        self.0.recv().await;
        #[cfg(not(unix))]
        std::future::pending().await
    }
}

/// Loads the knowledge of this folder after each signal; never returns.
pub(super) async fn reload_on_hangup(
    mut hangups: Hangups,
    switch: Arc<StateSwitch>,
    folder: Option<PathBuf>,
) {
    loop {
        hangups.next().await;
        notify::reloading();
        let (shared, folder) = (Arc::clone(&switch), folder.clone());
        // Reading and checking take some hundred milliseconds.
        let reloaded = tokio::task::spawn_blocking(move || reload(&shared, folder.as_deref()));
        let outcome = reloaded.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the knowledge is not reloaded");
            ReloadOutcome::Refused
        });
        metrics::knowledge_reloaded(outcome);
        let mut status = notify::status(switch.state().knowledge());
        if outcome == ReloadOutcome::Refused {
            status.push_str("; the last reload was refused, see the log");
        }
        notify::ready(&status);
    }
}

/// Loads the knowledge of the folder, and makes new requests use it if it has no fault.
fn reload(switch: &StateSwitch, folder: Option<&Path>) -> ReloadOutcome {
    let state = switch.state();
    let (version, digest) = (&state.knowledge().version, &state.knowledge().digest);
    let Some(folder) = folder else {
        tracing::warn!(version, digest, "nothing to reload: the setting knowledge names no folder");
        return ReloadOutcome::Unchanged;
    };
    let files = match Files::read(folder) {
        Ok(files) => files,
        Err(error) => {
            tracing::error!(%error, version, digest, "the knowledge is not reloaded; the service keeps what it has");
            return ReloadOutcome::Refused;
        }
    };
    match load(&files) {
        Ok(knowledge) if knowledge.digest == *digest => {
            tracing::info!(version, digest, "the knowledge is unchanged");
            ReloadOutcome::Unchanged
        }
        Ok(knowledge) => {
            let (new_version, new_digest) = (knowledge.version.clone(), knowledge.digest.clone());
            switch.replace_knowledge(knowledge);
            tracing::info!(
                version_before = version,
                digest_before = digest,
                version = new_version,
                digest = new_digest,
                "the knowledge is reloaded"
            );
            ReloadOutcome::Succeeded
        }
        Err(faults) => {
            for fault in &faults {
                tracing::error!(%fault, "a fault in the knowledge");
            }
            let faults = faults.len();
            tracing::error!(
                faults,
                version,
                digest,
                "the knowledge is not reloaded; the service keeps what it has"
            );
            ReloadOutcome::Refused
        }
    }
}
