//! Requests with the answers that independent libraries give.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, get};

use crate::http::cache::Representation;
use crate::http::example::Example;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;
use crate::service::conformance::{ConformanceVectors, VECTORS};

/// Refers to the bytes in the binary; only the tag is computed, when it is first asked for.
static WRITTEN: LazyLock<Representation> =
    LazyLock::new(|| Representation::new(JSON, VECTORS.as_bytes()));

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
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(WRITTEN.respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    let address = "/v1/conformance-vectors";
    vec![Example::live("get_conformance_vectors", "vectors", "All of them", address)]
}
