//! One connection to the server, closed after any fault and opened again by the next call.

use std::time::{Duration, Instant};

use sqlx::{Connection as _, PgConnection};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::connect::{Backend, Session, Settings, close, connect, no_answer};
use super::error::classify;
use super::options::PostgresOptions;
use crate::error::StoreError;

/// A connection that was idle for this long is pinged before use, so that a restart of the server in the
/// meantime costs no query.
const IDLE: Duration = Duration::from_secs(1);

/// One connection.
#[derive(Debug)]
pub(super) struct Connection {
    options: PostgresOptions,
    /// How long a call may take. Without this limit, a call to a server whose machine is gone would wait until
    /// the network gives up, which takes a quarter of an hour. The server's own `statement_timeout` does not
    /// do: it would acknowledge a commit that still waits for a standby.
    call_timeout: Duration,
    slot: Mutex<Slot>,
}

/// The state of a connection between two calls.
#[derive(Debug, Default)]
struct Slot {
    /// The session, while there is one in order and no call uses it.
    idle: Option<Session>,
    /// The backend of a call that runs or was abandoned. The outcome of an abandoned call is unknown, so its
    /// backend must have ended before anything else is done.
    abandoned: Option<Backend>,
}

impl Connection {
    /// A connection that is opened at its first use.
    pub(super) fn new(options: PostgresOptions, call_timeout: Duration) -> Self {
        Self { options, call_timeout, slot: Mutex::default() }
    }

    /// The idle session, or a new one if there is none or it has died.
    async fn session(&self, slot: &mut Slot) -> Result<Session, StoreError> {
        if let Some(mut session) = slot.idle.take() {
            if session.used.elapsed() < IDLE {
                return Ok(session);
            }
            let alive = timeout(self.options.connect_timeout, session.connection.ping()).await;
            if matches!(alive, Ok(Ok(()))) {
                return Ok(session);
            }
        }
        let session = connect(&self.options, slot.abandoned.as_ref()).await?;
        slot.abandoned = None;
        Ok(session)
    }

    /// Runs `work` on the connection. The session is out of its slot meanwhile, so that no later call finds it
    /// there after a failure or after the caller dropped this future.
    pub(super) async fn run<T>(
        &self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StoreError> {
        let mut slot = self.slot.lock().await;
        let mut session = self.session(&mut slot).await?;
        slot.abandoned = Some(session.backend.clone());
        match timeout(self.call_timeout, work(&mut session.connection)).await {
            Ok(Ok(done)) => {
                session.used = Instant::now();
                *slot = Slot { idle: Some(session), abandoned: None };
                Ok(done)
            }
            Ok(Err(error)) => {
                if error.as_database_error().is_some() {
                    // The server itself reports that the work had no effect.
                    slot.abandoned = None;
                }
                close(session.connection).await;
                Err(classify(&error))
            }
            Err(_elapsed) => Err(StoreError::Unavailable(no_answer(self.call_timeout))),
        }
    }

    /// The settings of the session; connects if need be.
    pub(super) async fn settings(&self) -> Result<Settings, StoreError> {
        let mut slot = self.slot.lock().await;
        let session = self.session(&mut slot).await?;
        let settings = session.settings.clone();
        slot.idle = Some(session);
        Ok(settings)
    }

    /// Closes the session, unless a call uses it: then the end of the process closes it, and the server rolls
    /// back what was not committed.
    pub(super) async fn close(&self) {
        let session = self.slot.try_lock().ok().and_then(|mut slot| slot.idle.take());
        if let Some(session) = session {
            close(session.connection).await;
        }
    }
}
