//! Which instance does a job: an advisory lock of the server, held by a connection of its own. When the
//! instance ends, its connection does, and the server gives the job to the next that asks.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use tokio::sync::Mutex;

use super::line::Line;
use super::options::PostgresOptions;
use crate::error::StoreError;

/// The jobs that this instance has.
#[derive(Debug)]
pub(super) struct Jobs {
    line: Line,
    /// Their names, with the number of the connection that took them: its locks end with it.
    held: Mutex<BTreeMap<&'static str, i32>>,
}

impl Jobs {
    pub(super) fn new(options: PostgresOptions) -> Self {
        let patience = options.patience;
        Self { line: Line::new(options, patience), held: Mutex::default() }
    }

    /// Takes a job; whether nobody else has it. One that this instance has already it has still.
    pub(super) async fn take(&self, job: &'static str) -> Result<bool, StoreError> {
        let mut held = self.held.lock().await;
        let before = held.remove(job);
        let taken = self.line.run(async |db| lock(db, job, before).await).await?;
        if let Some(connection) = taken {
            held.insert(job, connection);
        } else if held.is_empty() {
            self.line.close().await;
        }
        Ok(taken.is_some())
    }

    /// Gives a job back, if this instance has it.
    pub(super) async fn give_back(&self, job: &'static str) -> Result<(), StoreError> {
        let mut held = self.held.lock().await;
        if held.remove(job).is_none() {
            return Ok(());
        }
        // Said to the server even where the connection ends after it: whoever asks next finds the job free.
        self.line.run(async |db| unlock(db, job).await).await?;
        if held.is_empty() {
            self.line.close().await;
        }
        Ok(())
    }

    pub(super) async fn close(&self) {
        self.held.lock().await.clear();
        self.line.close().await;
    }
}

/// The number by which all instances of all releases know a job: the first 64 bits of SHA-256 of
/// `framewise job ` and its name.
fn number(job: &str) -> i64 {
    let digest = Sha256::new_with_prefix("framewise job ").chain_update(job).finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

/// Locks a job unless another connection has it; the number of this one. The server counts how often a
/// connection takes a lock, so what it had before is taken once only.
async fn lock(
    connection: &mut PgConnection,
    job: &str,
    before: Option<i32>,
) -> Result<Option<i32>, sqlx::Error> {
    let (this, taken): (i32, bool) =
        sqlx::query_as("select pg_backend_pid(), pg_try_advisory_lock($1)")
            .bind(number(job))
            .fetch_one(&mut *connection)
            .await?;
    if taken && before == Some(this) {
        unlock(connection, job).await?;
    }
    Ok(taken.then_some(this))
}

async fn unlock(connection: &mut PgConnection, job: &str) -> Result<(), sqlx::Error> {
    sqlx::query("select pg_advisory_unlock($1)")
        .bind(number(job))
        .execute(connection)
        .await
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_has_the_same_number_for_ever() {
        assert_eq!(number("retention"), -4_243_533_229_641_982_790);
    }
}
