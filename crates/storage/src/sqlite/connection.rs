//! One connection to the file, closed after any fault and opened again by the next call.

use sqlx::SqliteConnection;
use tokio::sync::Mutex;

use super::connect::{Pragmas, Session, close, connect};
use super::error::classify;
use super::options::SqliteOptions;
use crate::error::StoreError;

/// One connection to the file.
#[derive(Debug)]
pub(super) struct Connection {
    options: SqliteOptions,
    /// The session, while there is one in order. After any error it is closed, and the next call opens
    /// another: so storing resumes after any fault.
    session: Mutex<Option<Session>>,
}

impl Connection {
    /// A connection that opens the file at its first use.
    pub(super) fn new(options: SqliteOptions) -> Self {
        Self { options, session: Mutex::new(None) }
    }

    /// Runs `work` on the connection. A success counts only if the files on disk are still those that were
    /// opened, because a commit to a file without a name is lost; after any failure the session is closed.
    pub(super) async fn run<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StoreError> {
        let mut slot = self.session.lock().await;
        let session = self.session_in(&mut slot).await?;
        let outcome = match work(&mut session.connection).await {
            Err(error) => Err(classify(&error)),
            Ok(done) if session.files.are_in_place() => Ok(done),
            Ok(_) => Err(StoreError::Missing),
        };
        if outcome.is_err() {
            close_if_open(slot.take()).await;
        }
        outcome
    }

    /// The settings of the session; connects if need be.
    pub(super) async fn pragmas(&self) -> Result<Pragmas, StoreError> {
        let mut slot = self.session.lock().await;
        Ok(self.session_in(&mut slot).await?.pragmas.clone())
    }

    /// Closes the session, if there is one. The last connection to close moves the log into the database; if
    /// that fails the log stays, and the next connection reads it.
    pub(super) async fn close(&self) {
        close_if_open(self.session.lock().await.take()).await;
    }

    /// The session in `slot`, or a new one if there is none or its files were moved.
    async fn session_in<'slot>(
        &self,
        slot: &'slot mut Option<Session>,
    ) -> Result<&'slot mut Session, StoreError> {
        let session = match slot.take() {
            Some(session) if session.files.are_in_place() => session,
            moved => {
                // Closed before the next is opened: closing may still write to the path of the log.
                close_if_open(moved).await;
                connect(&self.options).await?
            }
        };
        Ok(slot.insert(session))
    }
}

async fn close_if_open(session: Option<Session>) {
    if let Some(session) = session {
        close(session.connection).await;
    }
}
