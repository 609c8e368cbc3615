//! From a URL to a connection whose settings have been read back and whose schema is this release's.

use std::sync::LazyLock;
use std::time::Duration;

use sqlx::{
    ConnectOptions, Connection, FromRow, PgConnection, Row as _,
    migrate::{MigrateError, Migrator},
    postgres::PgRow,
};
use tokio::time::timeout;
use tracing::warn;

use super::{Open, PostgresOptions, error::classify};
use crate::error::StoreError;
use crate::schema::{Found, check, migrator, must_be_migrated};

/// Every migration, embedded.
static MIGRATIONS: LazyLock<Migrator> = LazyLock::new(|| {
    migrator(&[
        ("0001_queries", include_str!("../../../../migrations/postgres/0001_queries.sql")),
        (
            "0002_receipts_and_releases",
            include_str!("../../../../migrations/postgres/0002_receipts_and_releases.sql"),
        ),
    ])
});

/// How long a transaction may wait for its instance, which may have been stopped in the middle of it:
/// others may be waiting for what it has locked.
const IDLE_IN_TRANSACTION: &str = "10s";

/// Seconds without a sign of the instance after which the server asks for one, and between two further
/// attempts; after three its connection is closed, and with it go its jobs. The system's own two hours
/// would be long for a weekly job.
const KEEPALIVE: &str = "20";

/// How long migrating may take: it may rewrite every row.
const MIGRATION: Duration = Duration::from_hours(1);

/// What a connection answers when asked for its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `on` or stronger: a commit is acknowledged when it is on the disk.
    pub synchronous_commit: String,
    /// How long a statement waits for a lock.
    pub lock_timeout: String,
    /// How long a transaction waits for this process.
    pub idle_in_transaction_session_timeout: String,
    /// `on` unless the server keeps its promises by other means, or not at all.
    pub fsync: Option<String>,
    /// As `fsync`.
    pub full_page_writes: Option<String>,
    /// `off` unless the server keeps the time of every commit.
    pub track_commit_timestamp: Option<String>,
}

/// What the server has for a connection, told from all that it ever had.
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

/// Opens a connection, once that which was `left` has ended, and migrates the database if need be.
pub(super) async fn connect(
    options: &PostgresOptions,
    left: Option<&Backend>,
) -> Result<Open, StoreError> {
    let connecting = async {
        let mut connection = options.connect.connect().await.map_err(|error| classify(&error))?;
        match settle(&mut connection, options, left).await {
            Ok(settled) => Ok((connection, settled)),
            Err(error) => {
                close(connection).await;
                Err(error)
            }
        }
    };
    let (mut connection, settled) =
        timeout(options.connect_timeout, connecting).await.unwrap_or_else(|_elapsed| {
            Err(StoreError::Unavailable(no_answer(options.connect_timeout)))
        })?;
    if !settled.migrated {
        let migrating = timeout(MIGRATION, migrate(&mut connection));
        let outcome = migrating
            .await
            .unwrap_or_else(|_elapsed| Err(StoreError::Unavailable(no_answer(MIGRATION))));
        if let Err(error) = outcome {
            close(connection).await;
            return Err(error);
        }
    }
    Ok(Open::new(connection, settled.settings, settled.backend))
}

/// What is known of a connection before it is used.
struct Settled {
    settings: Settings,
    backend: Backend,
    migrated: bool,
}

/// What is said when nothing is heard.
pub(super) fn no_answer(within: Duration) -> String {
    format!(
        "the server did not answer within {} s; is it reachable, and in order?",
        within.as_secs()
    )
}

/// Makes the settings, reads them back, and looks whether the schema is this release's.
async fn settle(
    connection: &mut PgConnection,
    options: &PostgresOptions,
    left: Option<&Backend>,
) -> Result<Settled, StoreError> {
    if let Some(left) = left {
        let ended = end(connection, left).await.map_err(|error| classify(&error))?;
        if !ended {
            let reason = "an earlier call has not ended on the server; storing resumes when it has";
            return Err(StoreError::Unavailable(reason.to_owned()));
        }
    }
    let settings = set(connection, options).await.map_err(|error| classify(&error))?;
    // `remote_apply` waits for standbys as well; all others promise less.
    if !["on", "remote_apply"].contains(&settings.synchronous_commit.as_str()) {
        return Err(StoreError::Unavailable(format!("settings were not taken: {settings:?}")));
    }
    if [&settings.fsync, &settings.full_page_writes].iter().any(|is| is.as_deref() == Some("off")) {
        warn!(
            "the server has fsync or full_page_writes off: with a crash of its machine stored \
               queries may be lost, unless its storage is made for this"
        );
    }
    if settings.track_commit_timestamp.as_deref() == Some("on") {
        warn!(
            "the server has track_commit_timestamp on: it keeps when each query came, which \
               nothing is meant to tell; switch it off"
        );
    }
    let found = look(connection).await.map_err(|error| classify(&error))?;
    let migrated = check(&found, &MIGRATIONS)?;
    if options.read_only {
        must_be_migrated(migrated)?;
    }
    let backend = this(connection).await.map_err(|error| classify(&error))?;
    Ok(Settled { settings, backend, migrated })
}

/// Ends what the server still has for a connection that was left; whether it has nothing any more. What
/// such a connection was told it may still do, and after a look at the database that would be too late.
async fn end(connection: &mut PgConnection, left: &Backend) -> Result<bool, sqlx::Error> {
    let signalled: Vec<bool> = sqlx::query_scalar(
        "select pg_terminate_backend(pid)
        from pg_stat_activity
        where pid = $1 and backend_start::text = $2",
    )
    .bind(left.pid)
    .bind(&left.started)
    .fetch_all(connection)
    .await?;
    Ok(signalled.is_empty())
}

/// What the server has for this connection.
async fn this(connection: &mut PgConnection) -> Result<Backend, sqlx::Error> {
    sqlx::query_as(
        "select pid, backend_start::text as started
        from pg_stat_activity
        where pid = pg_backend_pid()",
    )
    .fetch_one(connection)
    .await
}

async fn set(
    connection: &mut PgConnection,
    options: &PostgresOptions,
) -> Result<Settings, sqlx::Error> {
    let lock_timeout = format!("{}ms", options.lock_timeout.as_millis());
    // Not as parameters of the connection, which not every pooler passes on.
    sqlx::query(
        "select
            -- Stronger is as good.
            case current_setting('synchronous_commit')
                when 'remote_apply' then 'remote_apply'
                else set_config('synchronous_commit', 'on', false)
            end,
            set_config('lock_timeout', $1, false),
            set_config('idle_in_transaction_session_timeout', $2, false),
            set_config('tcp_keepalives_idle', $3, false),
            set_config('tcp_keepalives_interval', $3, false),
            set_config('tcp_keepalives_count', '3', false),
            -- That a table is there already is nothing to tell.
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

/// What is in the database, without touching it.
async fn look(connection: &mut PgConnection) -> Result<Found, sqlx::Error> {
    // All that has rows, but for what extensions have brought.
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
    let mut found = Found { tables, applied: Vec::new() };
    if found.has_history() {
        found.applied = sqlx::query_as(
            "select version, description, success, checksum
            from _sqlx_migrations
            order by version",
        )
        .fetch_all(connection)
        .await?;
    }
    Ok(found)
}

async fn migrate(connection: &mut PgConnection) -> Result<(), StoreError> {
    // Not `run`, whose future the compiler cannot prove to be `Send` behind a trait object.
    MIGRATIONS.run_direct(None, connection, false).await.map_err(|error| match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => classify(&error),
        other => StoreError::Unavailable(other.to_string()),
    })
}

/// Takes leave of the server, if it still listens.
pub(super) async fn close(connection: PgConnection) {
    const PATIENCE: Duration = Duration::from_millis(200);
    match timeout(PATIENCE, connection.close()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "closing the database"),
        Err(_elapsed) => tracing::debug!("the server does not take leave"),
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
