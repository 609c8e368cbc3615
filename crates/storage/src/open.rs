//! From a database URL to a backend, chosen by the scheme.

use std::{path::PathBuf, sync::Arc};

use crate::storage::Storage;

use crate::postgres::{PostgresOptions, PostgresStorage, PostgresUrlError};
use crate::sqlite::{SqliteOptions, SqliteStorage};

/// Why a database URL is of no use. Never repeats the URL, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// `PostgreSQL` where only `SQLite` will do.
    #[error("copies are made here of SQLite only; for PostgreSQL use pg_dump and pg_restore")]
    NotSqlite,
    /// `postgres://` or `postgresql://`, and something wrong behind it.
    #[error(
        "the database URL cannot be used: {0}; \
         write it as postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=verify-full"
    )]
    Postgres(#[from] PostgresUrlError),
    /// Any other scheme, or none.
    #[error(
        "the database URL must begin with sqlite:// or postgres://, such as sqlite://framewise.db"
    )]
    UnknownScheme,
    /// `sqlite::memory:` and its other spellings.
    #[error(
        "a database in memory would forget what was acknowledged as stored; \
         use sqlite://PATH, or switch storing off"
    )]
    InMemory,
    /// Nothing after the scheme.
    #[error("the database URL names no file; use sqlite://PATH, such as sqlite://framewise.db")]
    NoPath,
    /// A query part, such as `?mode=ro`, or a fragment or a NUL.
    #[error("the database URL takes no options: after sqlite:// comes the path and nothing else")]
    Options,
}

/// Chooses the backend. Nothing is opened yet: the storage connects at its first use.
///
/// For `SQLite` all that follows `sqlite://` (or `sqlite:`) is the path of the file, taken as it
/// stands: `sqlite://framewise.db` lies in the working directory, `sqlite:///var/lib/framewise.db`
/// does not. For `PostgreSQL` it is `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, where of all but host
/// and database there is a default; see [`PostgresOptions::at`].
///
/// # Errors
/// [`OpenError`] when the URL names no database that this version can use.
pub fn open(url: &str) -> Result<Arc<dyn Storage>, OpenError> {
    let (scheme, rest) = url.split_once(':').ok_or(OpenError::UnknownScheme)?;
    match scheme {
        "sqlite" => {
            let options = SqliteOptions::at(sqlite_path(rest)?);
            Ok(Arc::new(SqliteStorage::new(options)))
        }
        "postgres" | "postgresql" => Ok(Arc::new(PostgresStorage::new(PostgresOptions::at(url)?))),
        _ => Err(OpenError::UnknownScheme),
    }
}

/// The file that a URL of `SQLite` names.
///
/// # Errors
/// [`OpenError`] when it names none, or another database.
pub fn sqlite_file(url: &str) -> Result<PathBuf, OpenError> {
    match url.split_once(':') {
        Some(("sqlite", rest)) => sqlite_path(rest),
        Some(("postgres" | "postgresql", _)) => Err(OpenError::NotSqlite),
        _ => Err(OpenError::UnknownScheme),
    }
}

/// The same for a program that only reads, beside a service or without one: the database is neither
/// created nor migrated nor written to.
///
/// # Errors
/// As [`open`].
pub fn open_to_read(url: &str) -> Result<Arc<dyn Storage>, OpenError> {
    match url.split_once(':') {
        Some(("sqlite", rest)) => {
            let options =
                SqliteOptions { read_only: true, ..SqliteOptions::at(sqlite_path(rest)?) };
            Ok(Arc::new(SqliteStorage::new(options)))
        }
        Some(("postgres" | "postgresql", _)) => {
            let mut options = PostgresOptions::at(url)?;
            options.read_only = true;
            Ok(Arc::new(PostgresStorage::new(options)))
        }
        _ => Err(OpenError::UnknownScheme),
    }
}

fn sqlite_path(rest: &str) -> Result<PathBuf, OpenError> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.is_empty() {
        Err(OpenError::NoPath)
    } else if path.starts_with(":memory:") {
        Err(OpenError::InMemory)
    } else if path.contains(['?', '#', '\0']) {
        Err(OpenError::Options)
    } else {
        Ok(PathBuf::from(path))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_path_follows_the_scheme_as_it_stands() {
        for (rest, path) in [
            ("//framewise.db", "framewise.db"),
            ("framewise.db", "framewise.db"),
            ("///var/lib/a b%20c.db", "/var/lib/a b%20c.db"),
        ] {
            assert_eq!(sqlite_path(rest).as_deref(), Ok(Path::new(path)));
        }
    }

    #[test]
    fn a_url_of_no_use_is_refused_with_what_to_write_instead() {
        for (url, error) in [
            ("postgres://user:secret@host", OpenError::Postgres(PostgresUrlError::NoDatabase)),
            ("postgresql:", OpenError::Postgres(PostgresUrlError::NoDatabase)),
            ("mysql://host/db", OpenError::UnknownScheme),
            ("framewise.db", OpenError::UnknownScheme),
            ("", OpenError::UnknownScheme),
            ("sqlite://", OpenError::NoPath),
            ("sqlite:", OpenError::NoPath),
            ("sqlite::memory:", OpenError::InMemory),
            ("sqlite://:memory:", OpenError::InMemory),
            ("sqlite://a.db?mode=ro", OpenError::Options),
        ] {
            assert_eq!(open(url).err(), Some(error), "{url}");
            let advice = error.to_string();
            assert!(advice.contains("sqlite://") || advice.contains("postgres://USER"), "{advice}");
            assert!(!error.to_string().contains("secret"));
        }
        for url in ["sqlite://framewise.db", "postgres://user:secret@host/db", "postgresql://h/db"]
        {
            assert!(open(url).is_ok(), "{url}");
        }
    }
}
