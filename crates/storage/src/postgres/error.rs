//! From errors of the driver to `StoreError`, by code:
//! <https://www.postgresql.org/docs/current/errcodes-appendix.html>.

use std::io;

use crate::error::StoreError;

const INVALID_AUTHORIZATION: &str = "28000";
const INVALID_PASSWORD: &str = "28P01";
const NO_SUCH_DATABASE: &str = "3D000";
const SERIALIZATION_FAILURE: &str = "40001";
const DEADLOCK: &str = "40P01";
const NO_PRIVILEGE: &str = "42501";
const DISK_FULL: &str = "53100";
const TOO_MANY_CONNECTIONS: &str = "53300";
const READ_ONLY_TRANSACTION: &str = "25006";
const LOCK_NOT_AVAILABLE: &str = "55P03";
const QUERY_CANCELED: &str = "57014";
/// The server is stopped, has crashed, or is not ready yet: 57P01 to 57P03.
const SHUT_DOWN: &str = "57P0";

/// The `StoreError` for an error of the driver.
pub(super) fn classify(error: &sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Database(reported) => {
            by_code(reported.code().as_deref().unwrap_or_default(), error)
        }
        sqlx::Error::Io(error) => unreachable(error),
        sqlx::Error::Tls(error) => StoreError::Unavailable(format!(
            "no encrypted connection: {error}; check sslmode and sslrootcert of the database URL"
        )),
        error => StoreError::Unavailable(error.to_string()),
    }
}

/// Whether the same transaction may succeed if it is repeated at once.
pub(super) fn is_transient(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some(DEADLOCK | SERIALIZATION_FAILURE))
}

fn by_code(code: &str, error: &sqlx::Error) -> StoreError {
    match code {
        INVALID_AUTHORIZATION | INVALID_PASSWORD => {
            StoreError::Refused("the database rejects the user or password".to_owned())
        }
        NO_PRIVILEGE => {
            StoreError::Refused(format!("the user of the database lacks a privilege: {error}"))
        }
        NO_SUCH_DATABASE => StoreError::NoDatabase,
        DISK_FULL => StoreError::Full,
        READ_ONLY_TRANSACTION => StoreError::ReadOnly,
        LOCK_NOT_AVAILABLE | QUERY_CANCELED | DEADLOCK | SERIALIZATION_FAILURE => {
            StoreError::Locked
        }
        TOO_MANY_CONNECTIONS => StoreError::Unavailable(format!(
            "{error}; raise max_connections: each instance needs up to four connections"
        )),
        code if code.starts_with(SHUT_DOWN) => StoreError::Unavailable(format!(
            "the server is stopped or starting: {error}; storing resumes when it is ready"
        )),
        _ => StoreError::Unavailable(error.to_string()),
    }
}

fn unreachable(error: &io::Error) -> StoreError {
    StoreError::Unavailable(format!(
        "no connection to the server: {error}; is it running, and are host and port right?"
    ))
}
