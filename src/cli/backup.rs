//! `framewise backup` and `framewise restore`: copies of a `SQLite` database.

use std::path::PathBuf;

use clap::Args;
use framewise_command_line::{Failure, OK, UNAVAILABLE, print};
use framewise_storage::{sqlite, sqlite_file};

use super::runtime::wait;
use super::service_settings::{ServiceSettings, opened};

/// Copy the database into a new file while the service runs
///
/// The copy is a consistent snapshot, checked and synced. A row that is later erased from the database stays
/// in the copy. Delete the copy when the storage period of its rows ends. For PostgreSQL use `pg_dump`.
/// Exit code 0: the copy is complete; 2: a setting is wrong; 3: the copy failed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise backup /var/backups/framewise-2026-11-23.db
  framewise backup --database-url sqlite:///var/lib/framewise.db copy.db")]
pub struct Backup {
    /// The new file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    service: ServiceSettings,
}

/// Replace the rows of the database with those of a backup; the service may be running
///
/// The backup is checked first and stays unchanged. The old database is copied to a file with the suffix
/// .replaced, such as framewise.db.replaced; the command fails if this file exists. Rows that were erased or
/// deleted after the backup was made are in the database again. `framewise jobs run all` deletes those whose
/// storage period has ended, but not the rows that callers had erased. For PostgreSQL use `pg_restore`.
/// Exit code 0: the database is restored; 2: a setting is wrong; 3: the restore failed, and the database is
/// unchanged.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise restore /var/backups/framewise-2026-11-23.db")]
pub struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    service: ServiceSettings,
}

/// Makes a copy.
///
/// # Errors
/// [`Failure`] if the copy fails.
pub fn backup(Backup { file, service }: Backup) -> Result<u8, Failure> {
    let database = file_of(service)?;
    copied(sqlite::backup(&database, &file))?;
    print(&format!("{} is a copy of {}\n", file.display(), database.display()))?;
    Ok(OK)
}

/// Replaces the rows of the database with those of a backup.
///
/// # Errors
/// [`Failure`] if the restore fails; the database is then unchanged.
pub fn restore(Restore { file, service }: Restore) -> Result<u8, Failure> {
    let database = file_of(service)?;
    copied(sqlite::restore(&file, &database))?;
    print(&format!("{} is now a copy of {}\n", database.display(), file.display()))?;
    Ok(OK)
}

/// The file of the database in the settings.
fn file_of(service: ServiceSettings) -> Result<PathBuf, Failure> {
    opened(sqlite_file(service.resolve()?.database_url.reveal()))
}

/// Waits for a copy.
fn copied(work: impl Future<Output = Result<(), sqlite::BackupError>>) -> Result<(), Failure> {
    wait(work)?.map_err(|error| Failure::new(UNAVAILABLE, error))
}
