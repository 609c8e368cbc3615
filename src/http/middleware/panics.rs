//! A panic in a handler becomes an internal error, and the connection lives on.

use std::panic::AssertUnwindSafe;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use futures_util::FutureExt;

use crate::http::problem::Problem;

/// Catches the panic. Nothing that outlives the request is left half changed: handlers share only
/// what is immutable, atomic, or behind a lock that poisons.
pub async fn catch(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    // The place of the panic is in the log: see `telemetry`.
    AssertUnwindSafe(async { next.call(request).await })
        .catch_unwind()
        .await
        .unwrap_or_else(|_| Err(Problem::internal("a handler panicked").into()))
}
