//! Copies of a whole database, made and restored while a service may be using it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};

use super::connect::{close, connect, create_if_missing, known_schema};
use super::error::classify;
use super::files::with_suffix;
use super::options::SqliteOptions;
use crate::error::StoreError;
use crate::privacy::data_inventory::TABLES;
use crate::schema::HISTORY;

/// How long a copy waits for a write.
const PATIENCE: Duration = Duration::from_secs(5);
/// Why a backup or a restore failed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database, or the copy, is out of order.
    #[error("{}: {source}", file.display())]
    Store {
        /// Which of them.
        file: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// A file cannot be created, removed or synced.
    #[error("{}: {source}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file exists and would be overwritten.
    #[error("{} exists and stays unchanged; {advice}", file.display())]
    Exists {
        /// The file.
        file: PathBuf,
        /// What to do.
        advice: &'static str,
    },
    /// The source is damaged.
    #[error("{}: {reason}", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// The report of the database.
        reason: String,
    },
}

/// Copies `database` as it is at one moment into the new file `copy`, while other processes read and write it. The copy
/// is checked and synced, and only its owner may read it.
///
/// # Errors
/// [`BackupError`]; then there is no copy.
pub async fn backup(database: &Path, copy: &Path) -> Result<(), BackupError> {
    if copy.exists() {
        let advice = "name a file that does not exist yet";
        return Err(BackupError::Exists { file: copy.to_owned(), advice });
    }
    let made = make_copy(database, copy).await;
    if made.is_err() {
        // An incomplete copy is useless.
        let _ = fs::remove_file(copy);
    }
    made
}

/// Replaces the rows of `database` by those of `copy` in one transaction, during which a running service stores
/// nothing. The old database stays in a file with the suffix `.replaced`, which must not exist yet.
///
/// # Errors
/// [`BackupError`]; then the database is unchanged.
pub async fn restore(copy: &Path, database: &Path) -> Result<(), BackupError> {
    let old = with_suffix(database, ".replaced");
    if old.exists() {
        let advice = "an earlier restore replaced it: move or delete it";
        return Err(BackupError::Exists { file: old, advice });
    }
    let new = with_suffix(database, ".restoring");
    // An interrupted restore leaves it.
    remove_if_there(&new)?;
    backup(copy, &new).await?;
    let replaced = replace(&new, database, &old).await;
    let removed = remove_if_there(&new);
    replaced.and(removed)
}

async fn make_copy(database: &Path, copy: &Path) -> Result<(), BackupError> {
    create_if_missing(copy).map_err(|source| at(copy, source))?;
    let mut connection = open(database).await?;
    let into = copy.to_string_lossy().replace('\'', "''");
    // SQLite takes no parameter here, so the name is quoted.
    sqlx::query(AssertSqlSafe(format!("vacuum into '{into}'")))
        .execute(&mut connection)
        .await
        .map_err(|error| at(database, classify(&error)))?;
    close(connection).await;
    let mut copied = open(copy).await?;
    check(&mut copied, copy).await?;
    close(copied).await;
    sync(copy)?;
    sync(&parent(copy))
}

/// Replaces every row of `database` by those of `new`, and keeps a copy of the old database as `old`.
async fn replace(new: &Path, database: &Path, old: &Path) -> Result<(), BackupError> {
    // Migrates a copy of an older release, and creates a missing database.
    let there = database.exists();
    for file in [new, database] {
        let options = SqliteOptions { busy_timeout: PATIENCE, ..SqliteOptions::at(file) };
        let open = connect(&options).await.map_err(|source| at(file, source))?;
        close(open.connection).await;
    }
    let failed = |error: sqlx::Error| at(database, classify(&error));
    let options = SqliteOptions { busy_timeout: PATIENCE, ..SqliteOptions::at(database) };
    let mut connection = connect(&options).await.map_err(|source| at(database, source))?.connection;
    sqlx::query("attach database ? as copy")
        .bind(new.to_string_lossy().into_owned())
        .execute(&mut connection)
        .await
        .map_err(failed)?;
    let mut transaction = connection.begin_with("begin immediate").await.map_err(failed)?;
    if there {
        // By another connection, because a transaction cannot copy itself. No other process can write now.
        backup(database, old).await?;
    }
    // The list of migrations is the same in both.
    for table in TABLES.map(|table| table.name).into_iter().filter(|name| *name != HISTORY) {
        // The names are constants.
        for statement in [
            format!("delete from main.{table}"),
            format!("insert into main.{table} select * from copy.{table}"),
        ] {
            sqlx::query(AssertSqlSafe(statement))
                .execute(&mut *transaction)
                .await
                .map_err(failed)?;
        }
    }
    transaction.commit().await.map_err(failed)?;
    sqlx::query("detach database copy").execute(&mut connection).await.map_err(failed)?;
    close(connection).await;
    Ok(())
}

/// Opens an existing database of framewise, of a release that is not newer than this one.
async fn open(file: &Path) -> Result<SqliteConnection, BackupError> {
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false)
        .busy_timeout(PATIENCE)
        .disable_statement_logging()
        .connect()
        .await
        .map_err(|error| {
            let missing = !file.exists();
            at(file, if missing { StoreError::Missing } else { classify(&error) })
        })?;
    if file.metadata().is_ok_and(|metadata| metadata.len() > 0) {
        known_schema(&mut connection).await.map_err(|source| at(file, source))?;
    }
    Ok(connection)
}

/// Checks every page and every row of the database.
async fn check(connection: &mut SqliteConnection, file: &Path) -> Result<(), BackupError> {
    let found: Vec<String> = sqlx::query_scalar("pragma integrity_check")
        .fetch_all(connection)
        .await
        .map_err(|error| at(file, classify(&error)))?;
    if found == ["ok"] {
        return Ok(());
    }
    let reason = found.first().cloned().unwrap_or_else(|| "the check returned nothing".to_owned());
    Err(BackupError::Damaged { file: file.to_owned(), reason })
}

fn at(file: &Path, source: StoreError) -> BackupError {
    BackupError::Store { file: file.to_owned(), source }
}

fn parent(file: &Path) -> PathBuf {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn remove_if_there(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(BackupError::File { file: file.to_owned(), source })
        }
        _ => Ok(()),
    }
}

fn sync(file: &Path) -> Result<(), BackupError> {
    File::open(file)
        .and_then(|opened| opened.sync_all())
        .map_err(|source| BackupError::File { file: file.to_owned(), source })
}
