//! Computing, through the gate that all clients share.

use actix_web::HttpRequest;
use actix_web::web;
use framewise_model::request::Parsed;

use crate::api::state::State;
use crate::http::admission::gate::Permit;
use crate::http::admission::rate_limits::Policy;
use crate::http::problem::Problem;

/// Draws that take about a millisecond. More draws are computed on a blocking thread, so that other requests of
/// the worker do not wait.
const MAX_INLINE_DRAWS: usize = 20_000;
/// Draws that cost as much as one request.
const DRAWS_OF_COST: usize = 10_000;

/// The cost of computing a recommendation, for the limit of its client.
pub(super) fn cost(parsed: &Parsed) -> usize {
    parsed.sampling.draws.div_ceil(DRAWS_OF_COST).max(1)
}

/// Computes when it is the client's turn.
///
/// # Errors
/// A problem if the client has had too much, if too many requests wait, or if `work` fails.
pub async fn compute<T: Send + 'static>(
    state: &State,
    request: &HttpRequest,
    parsed: &Parsed,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    state.admission().charge(request, Policy::Computing, cost(parsed))?;
    let permit = state.admission().enter(request).await?;
    if parsed.sampling.draws <= MAX_INLINE_DRAWS {
        return work();
    }
    offload(permit, work).await
}

/// Runs work on a blocking thread. It keeps the permit until it ends, also if its request is cancelled.
///
/// # Errors
/// Those of `work`.
pub(super) async fn offload<T: Send + 'static>(
    permit: Permit,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let work = web::block(move || {
        let _permit = permit;
        work()
    });
    work.await.map_err(Problem::internal)?
}
