//! `framewise backup` and `framewise restore`: copies of a `SQLite` database.

use std::path::PathBuf;

use clap::Args;

use super::failure::{Failure, OK, UNAVAILABLE};
use super::output::print;
use super::runtime::wait;
use super::service_settings::{ServiceSettings, opened};
use framewise_storage as store;
use framewise_storage::sqlite;

/// Copy the database into a new file, while the service goes on
///
/// The copy is what the database was at one moment, checked and synced. Keep it no longer than the rows in
/// it may be kept: it still has what is erased or deleted later. For PostgreSQL use `pg_dump`. Exit code 0:
/// the copy is there; 2: a setting is wrong; 3: it could not be made.
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

/// Put a copy in the place of the database, also while the service goes on
///
/// The copy is checked first and stays as it is. What was in its place is kept beside it, with .replaced at
/// the end of its name. Rows that were erased after the copy was made are back: run `framewise jobs run all`
/// to delete what is due. For PostgreSQL use `pg_restore`. Exit code 0: it is in place; 2: a setting is wrong;
/// 3: it could not be put there, and nothing has changed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  framewise restore /var/backups/framewise-2026-11-23.db")]
pub struct Restore {
    /// The copy
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    service: ServiceSettings,
}

/// Makes a copy.
///
/// # Errors
/// [`Failure`] if there is none.
pub fn backup(Backup { file, service }: Backup) -> Result<u8, Failure> {
    let database = file_of(service)?;
    copied(sqlite::backup(&database, &file))?;
    print(&format!("{} is a copy of {}\n", file.display(), database.display()))?;
    Ok(OK)
}

/// Brings a copy back.
///
/// # Errors
/// [`Failure`] if the database is as it was.
pub fn restore(Restore { file, service }: Restore) -> Result<u8, Failure> {
    let database = file_of(service)?;
    copied(sqlite::restore(&file, &database))?;
    print(&format!("{} has what {} has\n", database.display(), file.display()))?;
    Ok(OK)
}

/// The file of the database.
fn file_of(service: ServiceSettings) -> Result<PathBuf, Failure> {
    opened(store::sqlite_file(service.resolve()?.database_url.reveal()))
}

/// Waits for a copy.
fn copied(work: impl Future<Output = Result<(), sqlite::BackupError>>) -> Result<(), Failure> {
    wait(work)?.map_err(|error| Failure::new(UNAVAILABLE, error))
}
