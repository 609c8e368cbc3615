//! A panic in a handler becomes an internal error, and the connection lives on.

use std::panic::AssertUnwindSafe;

use actix_web::Error;
use futures_util::FutureExt;

use crate::http::problem::Problem;

/// Catches the panic. Nothing that outlives the request is left half changed: handlers share only
/// what is immutable, atomic, or behind a lock that poisons.
///
/// # Errors
/// Those of the work, and an internal error if it panics.
pub async fn catch<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    // The place of the panic is in the log: see `telemetry`.
    AssertUnwindSafe(work)
        .catch_unwind()
        .await
        .unwrap_or_else(|_| Err(Problem::internal("a handler panicked").into()))
}
