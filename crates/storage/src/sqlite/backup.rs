//! Copies of a whole database, made and brought back while a service may be using it.

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
use crate::privacy::facts::TABLES;
use crate::schema::HISTORY;

/// How long a copy waits for a writer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Why there is no copy.
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
    /// A file cannot be made, moved or synced.
    #[error("{}: {source}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is something already that would be overwritten.
    #[error("{} exists and is left as it is; {advice}", file.display())]
    Exists {
        /// The file.
        file: PathBuf,
        /// What to do about it.
        advice: &'static str,
    },
    /// What was to be copied is damaged or is no such database.
    #[error("{}: {reason}", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What the database says of it.
        reason: String,
    },
}

/// Copies the database at `database` into the new file `copy` as it stands at one moment, while others go
/// on reading and writing. The copy is checked and synced, and nobody but its owner may read it.
///
/// # Errors
/// [`BackupError`]; then there is no copy.
pub async fn backup(database: &Path, copy: &Path) -> Result<(), BackupError> {
    if copy.exists() {
        let advice = "name a file that is not there yet";
        return Err(BackupError::Exists { file: copy.to_owned(), advice });
    }
    let made = make_copy(database, copy).await;
    if made.is_err() {
        // Whatever there is of it is of no use.
        let _ = fs::remove_file(copy);
    }
    made
}

/// Puts what the copy has in the place of what the database at `database` has, in one transaction: a running
/// service goes on with it, and stores nothing meanwhile. What was there is kept beside it, with `.replaced`
/// at the end of its name, which must not be there yet.
///
/// # Errors
/// [`BackupError`]; then the database is as it was.
pub async fn restore(copy: &Path, database: &Path) -> Result<(), BackupError> {
    let old = with_suffix(database, ".replaced");
    if old.exists() {
        let advice = "it is what an earlier restore replaced: move it away or delete it";
        return Err(BackupError::Exists { file: old, advice });
    }
    let new = with_suffix(database, ".restoring");
    // Left by a restore that was cut off.
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
    // SQLite takes no parameter here; the name is quoted as it demands.
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

/// Replaces every row of `database` by those of `new`, and keeps a copy of what was there as `old`.
async fn replace(new: &Path, database: &Path, old: &Path) -> Result<(), BackupError> {
    // Brings a copy of an older release to the schema of this one, and makes a database where there is none.
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
        // Nobody writes now, so this is the last that there was; a transaction cannot copy itself.
        backup(database, old).await?;
    }
    // The list of migrations is the same in both.
    for table in TABLES.map(|table| table.name).into_iter().filter(|name| *name != HISTORY) {
        // The names are our own.
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

/// Opens a database that is there, of this program, and of a release that this one knows.
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

/// Whether every page and every row of the database is as it should be.
async fn check(connection: &mut SqliteConnection, file: &Path) -> Result<(), BackupError> {
    let found: Vec<String> = sqlx::query_scalar("pragma integrity_check")
        .fetch_all(connection)
        .await
        .map_err(|error| at(file, classify(&error)))?;
    if found == ["ok"] {
        return Ok(());
    }
    let reason = found.first().cloned().unwrap_or_else(|| "it cannot be checked".to_owned());
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
