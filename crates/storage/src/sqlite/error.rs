//! From errors of the driver to `StoreError`, by result code: <https://www.sqlite.org/rescode.html>.

use crate::error::StoreError;

/// An extended result code has the primary one in its low byte.
const PRIMARY: i32 = 0xff;
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const READONLY: i32 = 8;
const IOERR: i32 = 10;
const FULL: i32 = 13;
/// The extension of a code is above the low byte.
const EXTENSION: i32 = 0x100;
/// The file was moved away while it was open.
const READONLY_DBMOVED: i32 = READONLY + 4 * EXTENSION;
/// The shared index of the log could not grow; a full disk is the one known cause.
const IOERR_SHMSIZE: i32 = IOERR + 19 * EXTENSION;

/// The `StoreError` for an error of the driver.
pub(super) fn classify(error: &sqlx::Error) -> StoreError {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i32>().ok());
    match code {
        Some(READONLY_DBMOVED) => StoreError::Missing,
        Some(IOERR_SHMSIZE) => StoreError::Full,
        Some(code) => match code & PRIMARY {
            BUSY | LOCKED => StoreError::Locked,
            READONLY => StoreError::ReadOnly,
            FULL => StoreError::Full,
            _ => StoreError::Unavailable(error.to_string()),
        },
        None => StoreError::Unavailable(error.to_string()),
    }
}
