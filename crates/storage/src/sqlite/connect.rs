//! From a file to a connection whose settings have been read back and whose schema is this release's.

use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::LazyLock;
use std::{fs, io};

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, FromRow, Row as _, SqliteConnection};

use super::error::classify;
use super::files::Files;
use super::options::SqliteOptions;
use crate::error::StoreError;
use crate::schema::{READ_HISTORY, SchemaState, migration_error, migrator, needs_migration};

/// The embedded migrations.
static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    migrator(&[
        ("0001_queries", include_str!("../../../../migrations/sqlite/0001_queries.sql")),
        (
            "0002_receipts_and_releases",
            include_str!("../../../../migrations/sqlite/0002_receipts_and_releases.sql"),
        ),
        ("0003_noisy_totals", include_str!("../../../../migrations/sqlite/0003_noisy_totals.sql")),
        ("0004_cohorts", include_str!("../../../../migrations/sqlite/0004_cohorts.sql")),
    ])
});

/// `synchronous = full`, as `SQLite` numbers it.
const SYNCHRONOUS_FULL: i64 = 2;

/// A connection whose settings have been read back and whose schema is this release's.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) connection: SqliteConnection,
    pub(super) files: Files,
    pub(super) pragmas: Pragmas,
}

/// The settings of a connection, as read back from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pragmas {
    /// `wal`: readers do not block the writer, and a commit costs one sync.
    pub journal_mode: String,
    /// 2 is full: every commit syncs the log. With a lower value, a power failure could lose an acknowledged commit.
    pub synchronous: i64,
    /// 1: deleted bytes are overwritten with zeros.
    pub secure_delete: i64,
    /// Milliseconds to wait for a lock of another process.
    pub busy_timeout: i64,
}

impl FromRow<'_, SqliteRow> for Pragmas {
    fn from_row(row: &SqliteRow) -> sqlx::Result<Self> {
        Ok(Self {
            journal_mode: row.try_get("journal_mode")?,
            synchronous: row.try_get("synchronous")?,
            secure_delete: row.try_get("secure_delete")?,
            busy_timeout: row.try_get("busy_timeout")?,
        })
    }
}

/// Opens the file, and creates and migrates it if need be and not `read_only`.
pub(super) async fn connect(options: &SqliteOptions) -> Result<Session, StoreError> {
    // Absolute, so that neither a later change of directory nor a name such as `file:x?mode=ro`, which SQLite would
    // read as a URI, leads to another file.
    let path = std::path::absolute(&options.path).map_err(|error| unavailable(&error))?;
    if options.read_only {
        if !path.exists() {
            return Err(StoreError::Missing);
        }
    } else {
        create_if_missing(&path)?;
    }
    if is_marked_read_only(&path) {
        // SQLite would open it and make a log with the same permissions, which it could not open again even after the
        // permissions of the database are corrected.
        return Err(StoreError::ReadOnly);
    }
    let before = Files::of_database(&path);
    let mut connection = connect_options(options, &path)
        .connect()
        .await
        .map_err(|error| explain(classify(&error), &path))?;
    match prepare(&mut connection, options).await {
        Ok(pragmas) => match Files::opened(&path) {
            // The same file before and after opening is the one that was opened.
            Some(files) if Some(files.identity()) == before => {
                Ok(Session { connection, files, pragmas })
            }
            _ => {
                close(connection).await;
                Err(StoreError::Missing)
            }
        },
        Err(error) => {
            close(connection).await;
            Err(explain(error, &path))
        }
    }
}

/// The sizes of log and cache are the defaults of `SQLite`. Rows go to random places, so a useful cache would hold
/// a whole week of them. A log of four times the size stores 10 % more rows per second in a small file and 5 % more
/// among 10 million rows, but there all requests wait while it is moved into the database: p99 37 ms instead of
/// 16 ms (`scripts/load-rows`).
fn connect_options(options: &SqliteOptions, path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(options.read_only)
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "on")
        // Otherwise the journal of a statement is a file in another directory, whose rows are never overwritten.
        .pragma("temp_store", "memory")
        .busy_timeout(options.busy_timeout)
        // The log lines of the driver would repeat each batch.
        .disable_statement_logging()
}

/// Makes an empty file that only its owner may read. `SQLite` gives its log the same permissions.
pub(super) fn create_if_missing(path: &Path) -> Result<(), StoreError> {
    let created = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match created {
        Ok(_) => Ok(()),
        // The file is not opened in this case: closing it would release the locks of SQLite on it.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => StoreError::Missing,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
            _ => unavailable(&error),
        }),
    }
}

/// Inspects the schema, applies the settings and reads them back, then migrates.
async fn prepare(
    connection: &mut SqliteConnection,
    options: &SqliteOptions,
) -> Result<Pragmas, StoreError> {
    let state = inspect_schema(connection).await.map_err(|error| classify(&error))?;
    let outdated = needs_migration(&state, &MIGRATIONS, options.read_only)?;
    if !options.read_only {
        // This setting is stored in the file, so it follows the check that the file is framewise's.
        sqlx::query("pragma journal_mode = wal")
            .execute(&mut *connection)
            .await
            .map_err(|error| classify(&error))?;
    }
    let pragmas = read_pragmas(connection).await.map_err(|error| classify(&error))?;
    let wanted = Pragmas {
        journal_mode: "wal".to_owned(),
        synchronous: SYNCHRONOUS_FULL,
        secure_delete: 1,
        busy_timeout: i64::try_from(options.busy_timeout.as_millis()).unwrap_or(i64::MAX),
    };
    if pragmas != wanted {
        return Err(StoreError::Unavailable(format!(
            "SQLite ignored settings: {pragmas:?} instead of {wanted:?}"
        )));
    }
    if outdated {
        migrate(connection).await?;
    }
    Ok(pragmas)
}

/// The tables and the applied migrations; changes nothing.
async fn inspect_schema(connection: &mut SqliteConnection) -> Result<SchemaState, sqlx::Error> {
    let tables = sqlx::query_scalar(
        "select name
        from sqlite_schema
        where type in ('table', 'view') and name not like 'sqlite_%'",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut state = SchemaState { tables, applied: Vec::new() };
    if state.has_history() {
        state.applied = sqlx::query_as(READ_HISTORY).fetch_all(connection).await?;
    }
    Ok(state)
}

async fn read_pragmas(connection: &mut SqliteConnection) -> Result<Pragmas, sqlx::Error> {
    sqlx::query_as(
        "select
            journal_mode,
            synchronous,
            secure_delete,
            timeout as busy_timeout
        from pragma_journal_mode
        cross join pragma_synchronous
        cross join pragma_secure_delete
        cross join pragma_busy_timeout",
    )
    .fetch_one(connection)
    .await
}

/// Applies the missing migrations in one transaction, for which other processes that open the file wait.
async fn migrate(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let mut transaction =
        connection.begin_with("begin immediate").await.map_err(|error| classify(&error))?;
    // Not `run`, whose future the compiler cannot prove to be `Send` behind a trait object.
    let migrated = MIGRATIONS.run_direct(None, &mut *transaction, false).await;
    migrated.map_err(|error| migration_error(&error, classify))?;
    transaction.commit().await.map_err(|error| classify(&error))
}

/// Checks that a database was made by framewise, in a release that is not newer than this one.
pub(super) async fn known_schema(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let state = inspect_schema(connection).await.map_err(|error| classify(&error))?;
    if state.tables.is_empty() {
        return Err(StoreError::Unavailable("it has no tables".to_owned()));
    }
    needs_migration(&state, &MIGRATIONS, false).map(drop)
}

/// `SQLite` reports only "unable to open" if it cannot make its log in the directory.
fn explain(error: StoreError, path: &Path) -> StoreError {
    match error {
        StoreError::Unavailable(_) if path.parent().is_some_and(is_marked_read_only) => {
            StoreError::ReadOnly
        }
        error => error,
    }
}

/// Whether the permissions allow no write. The superuser could write, but should not.
fn is_marked_read_only(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.permissions().readonly())
}

/// Closes a connection and waits until it is closed.
pub(super) async fn close(connection: SqliteConnection) {
    if let Err(error) = connection.close().await {
        tracing::debug!(%error, "cannot close the database");
    }
}

fn unavailable(error: &io::Error) -> StoreError {
    StoreError::Unavailable(error.to_string())
}

#[cfg(test)]
mod tests {
    use crate::schema::tests::assert_equals_folder;

    #[tokio::test]
    async fn the_embedded_migrations_are_the_files_of_the_folder() {
        assert_equals_folder(&super::MIGRATIONS, "sqlite").await;
    }
}
