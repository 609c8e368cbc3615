//! From a URL to a connection whose settings have been read back and whose schema is this release's.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use sqlx::migrate::Migrator;
use sqlx::postgres::PgRow;
use sqlx::{ConnectOptions, Connection, FromRow, PgConnection, Row as _};
use tokio::time::timeout;
use tracing::warn;

use super::error::classify;
use super::options::PostgresOptions;
use crate::error::StoreError;
use crate::schema::{READ_HISTORY, SchemaState, migration_error, migrator, needs_migration};

/// The embedded migrations.
static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    migrator(&[
        ("0001_queries", include_str!("../../../../migrations/postgres/0001_queries.sql")),
        (
            "0002_receipts_and_releases",
            include_str!("../../../../migrations/postgres/0002_receipts_and_releases.sql"),
        ),
        (
            "0003_noisy_totals",
            include_str!("../../../../migrations/postgres/0003_noisy_totals.sql"),
        ),
        ("0004_cohorts", include_str!("../../../../migrations/postgres/0004_cohorts.sql")),
    ])
});

/// How long a transaction may wait for its instance, which may have been suspended: other instances may wait
/// for its locks.
const IDLE_IN_TRANSACTION: &str = "10s";

/// Seconds of silence after which the server probes the instance, and between two probes. After three probes
/// without an answer the server closes the connection and so releases its jobs. The default of two hours would
/// be long for a weekly job.
const KEEPALIVE: &str = "20";

/// How long migrating may take; a migration may rewrite every row.
const MIGRATION: Duration = Duration::from_hours(1);

/// A connection whose settings have been read back and whose schema is this release's.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) connection: PgConnection,
    pub(super) settings: Settings,
    pub(super) backend: Backend,
    /// When the last call on it ended.
    pub(super) used: Instant,
}

/// The settings of a connection, as read back from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `on` or stronger: the server acknowledges a commit after it is on the disk.
    pub synchronous_commit: String,
    /// How long a statement waits for a lock.
    pub lock_timeout: String,
    /// How long a transaction waits for this process.
    pub idle_in_transaction_session_timeout: String,
    /// `on`, unless the server is durable by other means or not at all.
    pub fsync: Option<String>,
    /// As `fsync`.
    pub full_page_writes: Option<String>,
    /// `on` if the server keeps the time of every commit.
    pub track_commit_timestamp: Option<String>,
}

/// The process of the server that serves a connection. Its id alone may be used again later.
#[derive(Debug, Clone)]
pub(super) struct Backend {
    pid: i32,
    started: String,
}

impl FromRow<'_, PgRow> for Settings {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            synchronous_commit: row.try_get("synchronous_commit")?,
            lock_timeout: row.try_get("lock_timeout")?,
            idle_in_transaction_session_timeout: row
                .try_get("idle_in_transaction_session_timeout")?,
            fsync: row.try_get("fsync")?,
            full_page_writes: row.try_get("full_page_writes")?,
            track_commit_timestamp: row.try_get("track_commit_timestamp")?,
        })
    }
}

impl FromRow<'_, PgRow> for Backend {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self { pid: row.try_get("pid")?, started: row.try_get("started")? })
    }
}

/// Opens a connection, after the `abandoned` one has ended, and migrates the database if need be.
pub(super) async fn connect(
    options: &PostgresOptions,
    abandoned: Option<&Backend>,
) -> Result<Session, StoreError> {
    let connecting = async {
        let mut connection = options.connect.connect().await.map_err(|error| classify(&error))?;
        match prepare(&mut connection, options, abandoned).await {
            Ok(prepared) => Ok((connection, prepared)),
            Err(error) => {
                close(connection).await;
                Err(error)
            }
        }
    };
    let (mut connection, prepared) =
        timeout(options.connect_timeout, connecting).await.unwrap_or_else(|_elapsed| {
            Err(StoreError::Unavailable(no_answer(options.connect_timeout)))
        })?;
    if prepared.outdated {
        let migrating = timeout(MIGRATION, migrate(&mut connection));
        let outcome = migrating
            .await
            .unwrap_or_else(|_elapsed| Err(StoreError::Unavailable(no_answer(MIGRATION))));
        if let Err(error) = outcome {
            close(connection).await;
            return Err(error);
        }
    }
    let Prepared { settings, backend, .. } = prepared;
    Ok(Session { connection, settings, backend, used: Instant::now() })
}

/// What is known of a connection before its first call.
struct Prepared {
    settings: Settings,
    backend: Backend,
    /// Whether migrations are missing.
    outdated: bool,
}

/// The reason for an error after a timeout.
pub(super) fn no_answer(within: Duration) -> String {
    format!(
        "the server did not answer within {} s; is it reachable, and in order?",
        within.as_secs()
    )
}

/// Applies the settings, reads them back, and inspects the schema.
async fn prepare(
    connection: &mut PgConnection,
    options: &PostgresOptions,
    abandoned: Option<&Backend>,
) -> Result<Prepared, StoreError> {
    if let Some(abandoned) = abandoned {
        let ended = terminate(connection, abandoned).await.map_err(|error| classify(&error))?;
        if !ended {
            let reason =
                "an earlier call has not ended on the server; storing resumes after its end";
            return Err(StoreError::Unavailable(reason.to_owned()));
        }
    }
    let settings = apply_settings(connection, options).await.map_err(|error| classify(&error))?;
    // `remote_apply` also waits for standbys; all other values promise less.
    if !["on", "remote_apply"].contains(&settings.synchronous_commit.as_str()) {
        return Err(StoreError::Unavailable(format!("the server ignored settings: {settings:?}")));
    }
    if [&settings.fsync, &settings.full_page_writes].iter().any(|is| is.as_deref() == Some("off")) {
        warn!(
            "the server has fsync or full_page_writes off: a crash of its machine may lose stored \
             queries, unless its storage is made for this"
        );
    }
    if settings.track_commit_timestamp.as_deref() == Some("on") {
        warn!(
            "the server has track_commit_timestamp on: it keeps the time of each commit, which is finer \
             than the week of a query; switch it off"
        );
    }
    let state = inspect_schema(connection).await.map_err(|error| classify(&error))?;
    let outdated = needs_migration(&state, &MIGRATIONS, options.read_only)?;
    let backend = current_backend(connection).await.map_err(|error| classify(&error))?;
    Ok(Prepared { settings, backend, outdated })
}

/// Terminates the backend of an abandoned connection, and returns whether it has ended. Until then, it may
/// still execute what it received, so the state of the database is not final.
async fn terminate(connection: &mut PgConnection, backend: &Backend) -> Result<bool, sqlx::Error> {
    let signalled: Vec<bool> = sqlx::query_scalar(
        "select pg_terminate_backend(pid)
        from pg_stat_activity
        where pid = $1 and backend_start::text = $2",
    )
    .bind(backend.pid)
    .bind(&backend.started)
    .fetch_all(connection)
    .await?;
    Ok(signalled.is_empty())
}

/// The backend of this connection.
async fn current_backend(connection: &mut PgConnection) -> Result<Backend, sqlx::Error> {
    sqlx::query_as(
        "select pid, backend_start::text as started
        from pg_stat_activity
        where pid = pg_backend_pid()",
    )
    .fetch_one(connection)
    .await
}

/// Applies the settings that durability needs, and reads them back.
async fn apply_settings(
    connection: &mut PgConnection,
    options: &PostgresOptions,
) -> Result<Settings, sqlx::Error> {
    let lock_timeout = format!("{}ms", options.lock_timeout.as_millis());
    // Set by a statement, because some poolers drop parameters of the connection.
    sqlx::query(
        "select
            -- A stronger value stays.
            case current_setting('synchronous_commit')
                when 'remote_apply' then 'remote_apply'
                else set_config('synchronous_commit', 'on', false)
            end,
            set_config('lock_timeout', $1, false),
            set_config('idle_in_transaction_session_timeout', $2, false),
            set_config('tcp_keepalives_idle', $3, false),
            set_config('tcp_keepalives_interval', $3, false),
            set_config('tcp_keepalives_count', '3', false),
            -- No notice that a table exists already.
            set_config('client_min_messages', 'warning', false),
            case when $4 then set_config('default_transaction_read_only', 'on', false) end",
    )
    .bind(lock_timeout)
    .bind(IDLE_IN_TRANSACTION)
    .bind(KEEPALIVE)
    .bind(options.read_only)
    .execute(&mut *connection)
    .await?;
    sqlx::query_as(
        "select
            current_setting('synchronous_commit') as synchronous_commit,
            current_setting('lock_timeout') as lock_timeout,
            current_setting('idle_in_transaction_session_timeout')
                as idle_in_transaction_session_timeout,
            current_setting('fsync', true) as fsync,
            current_setting('full_page_writes', true) as full_page_writes,
            current_setting('track_commit_timestamp', true) as track_commit_timestamp",
    )
    .fetch_one(connection)
    .await
}

/// The tables and the applied migrations; changes nothing.
async fn inspect_schema(connection: &mut PgConnection) -> Result<SchemaState, sqlx::Error> {
    // Every relation with rows, except those of extensions.
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text
        from pg_class
        where relnamespace = current_schema()::regnamespace
            and relkind in ('r', 'p', 'v', 'm', 'f')
            and not exists (
                select 1
                from pg_depend
                where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e'
            )",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut state = SchemaState { tables, applied: Vec::new() };
    if state.has_history() {
        state.applied = sqlx::query_as(READ_HISTORY).fetch_all(connection).await?;
    }
    Ok(state)
}

async fn migrate(connection: &mut PgConnection) -> Result<(), StoreError> {
    // Not `run`, whose future the compiler cannot prove to be `Send` behind a trait object.
    let migrated = MIGRATIONS.run_direct(None, connection, false).await;
    migrated.map_err(|error| migration_error(&error, classify))
}

/// Closes a connection, and gives up after a short time if the server does not answer.
pub(super) async fn close(connection: PgConnection) {
    const PATIENCE: Duration = Duration::from_millis(200);
    match timeout(PATIENCE, connection.close()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "cannot close the database"),
        Err(_elapsed) => tracing::debug!("the server does not answer the end of the connection"),
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::tests::assert_equals_folder;

    #[tokio::test]
    async fn the_embedded_migrations_are_the_files_of_the_folder() {
        assert_equals_folder(&super::MIGRATIONS, "postgres").await;
    }
}
