//! What frameworks are rated on.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use crate::http::State;
use crate::http::example::Example;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;
use crate::service::views::{Collection, CriterionView};

/// All criteria
///
/// What frameworks are rated on, each with what five points of its scale mean, and how much it counts
/// before any question is answered.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "All of them.", body = Collection<'static, CriterionView<'static>>),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/criteria")]
pub async fn list_criteria(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(state.prepared().criteria.respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    vec![Example::live("list_criteria", "all", "All criteria", "/v1/criteria")]
}
