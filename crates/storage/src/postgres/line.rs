//! One connection to the server, closed after any fault and opened anew at the next call.

use std::time::{Duration, Instant};

use sqlx::{Connection, PgConnection};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::connect::{Backend, Settings, close, connect, no_answer};
use super::error::classify;
use super::options::PostgresOptions;
use crate::error::StoreError;

/// A connection that has been quiet for so long is asked whether it still lives: a server that was
/// started anew in the meantime need not cost a query.
const QUIET: Duration = Duration::from_secs(1);

/// One connection.
#[derive(Debug)]
pub(super) struct Line {
    options: PostgresOptions,
    /// How long a call may take. A server that has gone without a word, as with its machine, would
    /// otherwise be waited for until the network gives up, which takes a quarter of an hour. Not the
    /// server's own `statement_timeout`: that would call a commit done for which a standby is still
    /// being waited for.
    patience: Duration,
    place: Mutex<Place>,
}

/// Where the connection is kept.
#[derive(Debug, Default)]
struct Place {
    /// The connection, while there is one in order and nobody uses it.
    open: Option<Open>,
    /// The one that is being used, or was left in the middle of something: nobody knows what came of
    /// it, so it must have ended before anything else is done.
    left: Option<Backend>,
}

/// A connection in order.
#[derive(Debug)]
pub(super) struct Open {
    connection: PgConnection,
    settings: Settings,
    backend: Backend,
    used: Instant,
}

impl Open {
    pub(super) fn new(connection: PgConnection, settings: Settings, backend: Backend) -> Self {
        Self { connection, settings, backend, used: Instant::now() }
    }
}

impl Line {
    pub(super) fn new(options: PostgresOptions, patience: Duration) -> Self {
        Self { options, patience, place: Mutex::default() }
    }

    /// The connection, or a new one when there is none or it has died.
    async fn ready(&self, place: &mut Place) -> Result<Open, StoreError> {
        if let Some(mut open) = place.open.take() {
            if open.used.elapsed() < QUIET {
                return Ok(open);
            }
            let alive = timeout(self.options.connect_timeout, open.connection.ping()).await;
            if matches!(alive, Ok(Ok(()))) {
                return Ok(open);
            }
        }
        let open = connect(&self.options, place.left.as_ref()).await?;
        place.left = None;
        Ok(open)
    }

    /// Does some work on the connection. It is taken out of its place meanwhile, so that nobody finds
    /// it there after a failure, or when whoever waited has left in the middle of it.
    pub(super) async fn run<T>(
        &self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StoreError> {
        let mut place = self.place.lock().await;
        let mut open = self.ready(&mut place).await?;
        place.left = Some(open.backend.clone());
        match timeout(self.patience, work(&mut open.connection)).await {
            Ok(Ok(done)) => {
                open.used = Instant::now();
                *place = Place { open: Some(open), left: None };
                Ok(done)
            }
            Ok(Err(error)) => {
                if error.as_database_error().is_some() {
                    // The server has said itself that nothing came of it.
                    place.left = None;
                }
                close(open.connection).await;
                Err(classify(&error))
            }
            Err(_elapsed) => Err(StoreError::Unavailable(no_answer(self.patience))),
        }
    }

    /// The settings of the connection; connects if need be.
    pub(super) async fn settings(&self) -> Result<Settings, StoreError> {
        let mut place = self.place.lock().await;
        let open = self.ready(&mut place).await?;
        let settings = open.settings.clone();
        place.open = Some(open);
        Ok(settings)
    }

    /// Closes the connection, unless it is being used: then the end of the process does it, and the
    /// server gives up what was not committed.
    pub(super) async fn close(&self) {
        let open = self.place.try_lock().ok().and_then(|mut place| place.open.take());
        if let Some(open) = open {
            close(open.connection).await;
        }
    }
}
