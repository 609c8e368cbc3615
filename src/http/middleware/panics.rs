//! A panic in a handler becomes an internal error; the connection stays open.

use std::panic::AssertUnwindSafe;

use actix_web::Error;
use futures_util::FutureExt;

use crate::http::problem::Problem;

/// Catches a panic. Unwind safety: handlers share only values that are immutable, atomic, or behind a lock
/// that is poisoned by a panic, so nothing stays half changed.
///
/// # Errors
/// Those of the work, and an internal error if it panics.
pub async fn catch<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    // `telemetry` logs the place of the panic.
    AssertUnwindSafe(work)
        .catch_unwind()
        .await
        .unwrap_or_else(|_| Err(Problem::internal("a handler panicked").into()))
}
