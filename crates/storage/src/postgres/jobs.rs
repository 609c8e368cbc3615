//! Which instance runs a job: an advisory lock of the server, held by a connection of its own. When the
//! instance ends, its connection ends and the server releases the lock.

use std::collections::BTreeMap;

use sqlx::PgConnection;
use tokio::sync::Mutex;

use super::connection::Connection;
use super::options::PostgresOptions;
use crate::error::StoreError;

/// The jobs that this instance holds.
#[derive(Debug)]
pub(super) struct Jobs {
    connection: Connection,
    /// Each job with the process id of the backend that locked it: the lock ends with that backend.
    held: Mutex<BTreeMap<&'static str, i32>>,
}

impl Jobs {
    /// No jobs yet; connects at the first use.
    pub(super) fn new(options: PostgresOptions) -> Self {
        let call_timeout = options.call_timeout;
        Self { connection: Connection::new(options, call_timeout), held: Mutex::default() }
    }

    /// Locks a job, and returns whether this instance holds it now. A job that it held before stays held.
    pub(super) async fn take(&self, job: &'static str) -> Result<bool, StoreError> {
        let mut held = self.held.lock().await;
        let before = held.remove(job);
        let backend = self.connection.run(async |db| lock(db, job, before).await).await?;
        if let Some(backend) = backend {
            held.insert(job, backend);
        } else if held.is_empty() {
            self.connection.close().await;
        }
        Ok(backend.is_some())
    }

    /// Unlocks a job, if this instance holds it.
    pub(super) async fn unlock(&self, job: &'static str) -> Result<(), StoreError> {
        let mut held = self.held.lock().await;
        if held.remove(job).is_none() {
            return Ok(());
        }
        // By a statement even if the connection is closed next: the end of a connection takes the server a
        // moment, in which another instance would still find the job locked.
        self.connection.run(async |db| unlock(db, job).await).await?;
        if held.is_empty() {
            self.connection.close().await;
        }
        Ok(())
    }

    /// Forgets all jobs and closes the connection, which unlocks them.
    pub(super) async fn close(&self) {
        self.held.lock().await.clear();
        self.connection.close().await;
    }
}

/// Locks a job unless another connection holds it, and returns the process id of this backend. The server
/// counts how often a connection takes a lock, so a lock that the backend `before` took is counted once.
async fn lock(
    connection: &mut PgConnection,
    job: &str,
    before: Option<i32>,
) -> Result<Option<i32>, sqlx::Error> {
    let (backend, locked): (i32, bool) = sqlx::query_as(
        "select
            pg_backend_pid(),
            pg_try_advisory_lock(hashtextextended('framewise job ' || $1, 0))",
    )
    .bind(job)
    .fetch_one(&mut *connection)
    .await?;
    if locked && before == Some(backend) {
        unlock(connection, job).await?;
    }
    Ok(locked.then_some(backend))
}

async fn unlock(connection: &mut PgConnection, job: &str) -> Result<(), sqlx::Error> {
    sqlx::query("select pg_advisory_unlock(hashtextextended('framewise job ' || $1, 0))")
        .bind(job)
        .execute(connection)
        .await
        .map(drop)
}
