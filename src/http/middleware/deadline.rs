//! The end of the patience with a handler, so that a stuck one holds no connection for ever.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use actix_web::Error;
use tokio::time::{Instant, timeout_at};

use crate::http::limits::Limits;
use crate::http::problem::Problem;

/// Drops the handler when its time is up.
///
/// # Errors
/// Those of the handler, and a problem if it takes too long.
pub async fn enforce<T>(
    limits: Limits,
    handler: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let started = Instant::now();
    let mut handler = pin!(handler);
    // Most handlers wait for nothing, and a timer would cost more than some of them.
    if let Poll::Ready(result) = poll_fn(|task| Poll::Ready(handler.as_mut().poll(task))).await {
        return result;
    }
    match timeout_at(started + limits.handler_deadline, handler).await {
        Ok(result) => result,
        Err(_) => Err(Problem::unavailable("The answer took too long.").into()),
    }
}
