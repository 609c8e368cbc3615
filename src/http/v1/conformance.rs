//! Requests with the answers that independent libraries give.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use crate::http::State;
use crate::http::example::Example;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;
use crate::service::conformance::ConformanceVectors;

/// Requests with the answers that independent libraries give
///
/// A client, or a port of the decision model, can verify itself with them. They hold for the knowledge
/// whose digest they name; `docs/conformance.md` tells where each number comes from and how close an
/// answer has to be.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "The requests and the results.", body = ConformanceVectors),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/conformance-vectors")]
pub async fn get_conformance_vectors(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(state.prepared().conformance.respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    let address = "/v1/conformance-vectors";
    vec![Example::live("get_conformance_vectors", "vectors", "All of them", address)]
}
