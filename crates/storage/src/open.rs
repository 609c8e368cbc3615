//! From a database URL to a storage; the scheme selects the database.

use std::path::PathBuf;
use std::sync::Arc;

#[cfg(feature = "postgres")]
use crate::postgres::{PostgresOptions, PostgresStorage, PostgresUrlError};
use crate::sqlite::{SqliteOptions, SqliteStorage};
use crate::storage::Storage;

/// Why a database URL is rejected. Never repeats the URL, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// `PostgreSQL` where only `SQLite` is supported.
    #[error("this command copies SQLite only; for PostgreSQL use pg_dump and pg_restore")]
    NotSqlite,
    /// `PostgreSQL` in a program that is built without it.
    #[cfg(not(feature = "postgres"))]
    #[error(
        "this program is built without PostgreSQL; build it with \
         `cargo build --release --features postgres`, or use sqlite://PATH"
    )]
    WithoutPostgres,
    /// The rest of a URL with the scheme `postgres` or `postgresql` is invalid.
    #[cfg(feature = "postgres")]
    #[error(
        "the database URL is invalid: {0}; \
         write it as postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=verify-full"
    )]
    Postgres(#[from] PostgresUrlError),
    /// Another scheme, or none.
    #[error(
        "the database URL must begin with sqlite:// or postgres://, such as sqlite://framewise.db"
    )]
    UnknownScheme,
    /// `sqlite::memory:` and its other spellings.
    #[error(
        "a database in memory would lose acknowledged queries; \
         use sqlite://PATH, or switch storing off"
    )]
    InMemory,
    /// No path after the scheme.
    #[error("the database URL names no file; use sqlite://PATH, such as sqlite://framewise.db")]
    NoPath,
    /// A query part, such as `?mode=ro`, or a fragment or a NUL.
    #[error("the database URL has options: write only the path after sqlite://")]
    Options,
}

/// The storage that a URL names. It connects at its first use.
///
/// For `SQLite` everything after `sqlite://` (or `sqlite:`) is the path of the file, without any decoding:
/// `sqlite://framewise.db` is in the working directory, `sqlite:///var/lib/framewise.db` is absolute. For
/// `PostgreSQL`, with the feature `postgres`, the URL is `postgres://USER:PASSWORD@HOST:PORT/DATABASE`; only host and
/// database have no default (`PostgresOptions::at`).
///
/// # Errors
/// [`OpenError`] if the URL names no database that this program supports.
pub fn open(url: &str) -> Result<Arc<dyn Storage>, OpenError> {
    open_with(url, Access::default())
}

/// The same with a quota in bytes, above which no query is stored.
///
/// # Errors
/// As [`open`].
pub fn open_with_quota(url: &str, quota: Option<u64>) -> Result<Arc<dyn Storage>, OpenError> {
    open_with(url, Access { quota, read_only: false })
}

/// The same for a program that only reads, while a service may use the database: it is neither created nor
/// migrated nor written to.
///
/// # Errors
/// As [`open`].
pub fn open_read_only(url: &str) -> Result<Arc<dyn Storage>, OpenError> {
    open_with(url, Access { quota: None, read_only: true })
}

/// The file that a `SQLite` URL names.
///
/// # Errors
/// [`OpenError`] if the URL names no file.
pub fn sqlite_file(url: &str) -> Result<PathBuf, OpenError> {
    match url.split_once(':') {
        Some(("sqlite", rest)) => sqlite_path(rest),
        Some(("postgres" | "postgresql", _)) => Err(OpenError::NotSqlite),
        _ => Err(OpenError::UnknownScheme),
    }
}

/// What a program does with a database.
#[derive(Debug, Clone, Copy, Default)]
struct Access {
    /// Bytes above which no query is stored.
    quota: Option<u64>,
    read_only: bool,
}

fn open_with(url: &str, access: Access) -> Result<Arc<dyn Storage>, OpenError> {
    let (scheme, rest) = url.split_once(':').ok_or(OpenError::UnknownScheme)?;
    match scheme {
        "sqlite" => {
            let Access { quota, read_only } = access;
            let options =
                SqliteOptions { quota, read_only, ..SqliteOptions::at(sqlite_path(rest)?) };
            Ok(Arc::new(SqliteStorage::new(options)))
        }
        "postgres" | "postgresql" => open_postgres(url, access),
        _ => Err(OpenError::UnknownScheme),
    }
}

#[cfg(feature = "postgres")]
fn open_postgres(url: &str, access: Access) -> Result<Arc<dyn Storage>, OpenError> {
    let mut options = PostgresOptions::at(url)?;
    options.quota = access.quota;
    options.read_only = access.read_only;
    Ok(Arc::new(PostgresStorage::new(options)))
}

#[cfg(not(feature = "postgres"))]
fn open_postgres(_: &str, _: Access) -> Result<Arc<dyn Storage>, OpenError> {
    Err(OpenError::WithoutPostgres)
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
    fn the_path_after_the_scheme_is_not_decoded() {
        for (rest, path) in [
            ("//framewise.db", "framewise.db"),
            ("framewise.db", "framewise.db"),
            ("///var/lib/a b%20c.db", "/var/lib/a b%20c.db"),
        ] {
            assert_eq!(sqlite_path(rest).as_deref(), Ok(Path::new(path)));
        }
    }

    #[test]
    fn an_invalid_url_is_rejected_with_what_to_write_instead() {
        for (url, error) in [
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
            assert!(error.to_string().contains("sqlite://"), "{error}");
        }
        assert!(open("sqlite://framewise.db").is_ok());
    }

    #[cfg(feature = "postgres")]
    #[test]
    fn an_invalid_url_of_postgresql_is_rejected_without_its_password() {
        for url in ["postgres://user:secret@host", "postgresql:"] {
            let error = OpenError::Postgres(PostgresUrlError::NoDatabase);
            assert_eq!(open(url).err(), Some(error), "{url}");
            let advice = error.to_string();
            assert!(advice.contains("postgres://USER") && !advice.contains("secret"), "{advice}");
        }
        for url in ["postgres://user:secret@host/db", "postgresql://h/db"] {
            assert!(open(url).is_ok(), "{url}");
        }
    }

    #[cfg(not(feature = "postgres"))]
    #[test]
    fn a_program_without_postgresql_says_how_to_build_one_with_it() {
        for url in ["postgres://user:secret@host/db", "postgresql://h/db"] {
            for outcome in [open(url), open_with_quota(url, Some(1)), open_read_only(url)] {
                let advice = outcome.err().unwrap().to_string();
                assert!(advice.contains("--features postgres"), "{advice}");
                assert!(!advice.contains("secret"), "{advice}");
            }
        }
    }
}
