//! The time limit of a handler, so that a handler that never ends does not hold its connection for ever.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use actix_web::Error;
use tokio::time::{Instant, timeout_at};

use crate::http::problem::Problem;
use crate::http::problem_sentences::Detail;
use crate::http::request_limits::RequestLimits;

/// Waits for the handler, and drops it after the time limit.
///
/// # Errors
/// Those of the handler, and a problem if it takes too long.
pub async fn enforce<T>(
    limits: RequestLimits,
    handler: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let started = Instant::now();
    let mut handler = pin!(handler);
    // Most handlers are ready at once, and a timer would take longer than some of them.
    if let Poll::Ready(result) = poll_fn(|task| Poll::Ready(handler.as_mut().poll(task))).await {
        return result;
    }
    match timeout_at(started + limits.handler_deadline, handler).await {
        Ok(result) => result,
        Err(_) => Err(Problem::unavailable(Detail::Slow {}.to_message()).into()),
    }
}
