//! One connection to the file, closed after any fault and opened again by the next call.

use std::time::{Duration, Instant};

use sqlx::SqliteConnection;
use tokio::sync::Mutex;
use tokio::time::sleep;

use super::connect::{Pragmas, Session, close, connect};
use super::error::classify;
use super::files::Identity;
use super::options::SqliteOptions;
use crate::error::StoreError;

/// Pause before a call that found a lock is repeated: shorter than a commit of another process.
const RETRY: Duration = Duration::from_millis(1);

/// One connection to the file.
#[derive(Debug)]
pub(super) struct Connection {
    options: SqliteOptions,
    /// Whether it logs that the file is another one than before: one connection of a storage does.
    reports: bool,
    slot: Mutex<Slot>,
}

/// A session, and the file of the sessions before it.
#[derive(Debug, Default)]
struct Slot {
    /// The session, while there is one in order. After any error it is closed, and the next call opens another: so
    /// storing resumes after any fault.
    session: Option<Session>,
    /// Identity and length of the database file of the last session.
    last: Option<(Identity, u64)>,
}

impl Connection {
    /// A connection that opens the file at its first use.
    pub(super) fn new(options: SqliteOptions) -> Self {
        Self { options, reports: false, slot: Mutex::default() }
    }

    /// The same, which logs that the file is another one than before.
    pub(super) fn reporting(options: SqliteOptions) -> Self {
        Self { reports: true, ..Self::new(options) }
    }

    /// Runs `work` on the connection. A success counts only if the files on disk are still those that were opened;
    /// after any failure the session is closed.
    pub(super) async fn run<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StoreError> {
        let mut slot = self.slot.lock().await;
        let session = self.session_in(&mut slot).await?;
        let done = work(&mut session.connection).await;
        let outcome = session.confirmed(done);
        if outcome.is_err() {
            slot.close().await;
        }
        outcome
    }

    /// Runs `work` in a transaction that writes, and commits it. A success counts only if the files on disk are still
    /// those that were opened, because a commit to a file without a name is lost.
    ///
    /// While another process writes, the start is repeated for as long as the options allow.
    pub(super) async fn transact<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StoreError> {
        let mut slot = self.slot.lock().await;
        self.session_in(&mut slot).await?;
        // Out of its slot: if the caller drops this future, the session ends, and with it the transaction.
        let Some(mut session) = slot.session.take() else { return Err(StoreError::Missing) };
        let outcome = match self.begin(&mut session.connection).await {
            Ok(()) => {
                let done = in_transaction(&mut session.connection, work).await;
                session.confirmed(done)
            }
            Err(error) => Err(error),
        };
        slot.session = Some(session);
        if outcome.is_err() {
            slot.close().await;
        }
        outcome
    }

    /// Starts a transaction with the lock for writing.
    async fn begin(&self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        let begun = Instant::now();
        loop {
            // `immediate`: a deferred transaction fails at once at its first write if another process writes.
            let begin = sqlx::query("begin immediate").execute(&mut *connection).await;
            match begin.map_err(|error| classify(&error)) {
                Err(StoreError::Locked) if begun.elapsed() < self.options.patience => {
                    sleep(RETRY).await;
                }
                outcome => return outcome.map(drop),
            }
        }
    }

    /// The settings of the session; connects if need be.
    pub(super) async fn pragmas(&self) -> Result<Pragmas, StoreError> {
        let mut slot = self.slot.lock().await;
        Ok(self.session_in(&mut slot).await?.pragmas.clone())
    }

    /// Whether there is a session whose files were deleted, replaced or cut off.
    pub(super) async fn is_moved(&self) -> bool {
        let slot = self.slot.lock().await;
        slot.session.as_ref().is_some_and(|session| !session.files.are_in_place())
    }

    /// Closes the session, if there is one. The last connection to close moves the log into the database; if
    /// that fails the log stays, and the next connection reads it.
    pub(super) async fn close(&self) {
        self.slot.lock().await.close().await;
    }

    /// The session in `slot`, or a new one if there is none or its files were moved.
    async fn session_in<'slot>(
        &self,
        slot: &'slot mut Slot,
    ) -> Result<&'slot mut Session, StoreError> {
        if slot.session.as_ref().is_some_and(|session| !session.files.are_in_place()) {
            // Closed before the next is opened: closing may still write to the path of the log.
            slot.close().await;
        }
        let session = match slot.session.take() {
            Some(session) => session,
            None => self.open_patiently(slot.last).await?,
        };
        slot.last = Some((session.files.identity(), session.files.length()));
        Ok(slot.session.insert(session))
    }

    /// Opens the file. Another process that opens it at the same time can hold a lock.
    async fn open_patiently(&self, last: Option<(Identity, u64)>) -> Result<Session, StoreError> {
        let begun = Instant::now();
        loop {
            match self.open(last).await {
                Err(StoreError::Locked) if begun.elapsed() < self.options.patience => {
                    sleep(RETRY).await;
                }
                outcome => return outcome,
            }
        }
    }

    /// Opens the file, and compares it with the one that was open before.
    async fn open(&self, last: Option<(Identity, u64)>) -> Result<Session, StoreError> {
        let mut session = connect(&self.options).await?;
        let Some((identity, length)) = last else { return Ok(session) };
        let is_other = session.files.identity() != identity;
        let is_shorter = !is_other && session.files.length() < length;
        if self.reports && (is_other || is_shorter) {
            let file = session.files.database().display();
            let found = if is_other { "another one" } else { "shorter" };
            tracing::warn!(
                %file, found,
                "the database file is not the one that was open: it was deleted, replaced or cut off"
            );
        }
        if is_shorter {
            // What is left may look like a database.
            check(&mut session.connection).await?;
        }
        Ok(session)
    }
}

impl Session {
    /// The outcome of a call, if the files are still in place.
    fn confirmed<T>(&self, outcome: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        let done = outcome.map_err(|error| classify(&error))?;
        if self.files.are_in_place() { Ok(done) } else { Err(StoreError::Replaced) }
    }
}

/// Runs `work`, and commits.
async fn in_transaction<T>(
    connection: &mut SqliteConnection,
    work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
) -> Result<T, sqlx::Error> {
    let done = work(connection).await?;
    sqlx::query("commit").execute(connection).await?;
    Ok(done)
}

impl Slot {
    /// Closes the session, and remembers its file.
    async fn close(&mut self) {
        if let Some(session) = self.session.take() {
            self.last = Some((session.files.identity(), session.files.length()));
            close(session.connection).await;
        }
    }
}

/// Checks the structure of the whole database.
async fn check(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let report: Result<String, _> =
        sqlx::query_scalar("pragma quick_check(1)").fetch_one(connection).await;
    match report {
        Ok(report) if report == "ok" => Ok(()),
        Ok(report) => Err(StoreError::Unavailable(format!("the database is damaged: {report}"))),
        Err(error) => Err(classify(&error)),
    }
}
