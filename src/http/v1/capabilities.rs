//! What frameworks can bring along.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use crate::http::State;
use crate::http::example::Example;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::responses::ReadProblems;
use crate::service::views::{CapabilityView, Collection};

/// All capabilities
///
/// What frameworks can bring along, and what has to be there for it to count.
#[utoipa::path(
    tag = "knowledge",
    responses(
        (status = 200, description = "All of them.", body = Collection<'static, CapabilityView<'static>>),
        (status = 304, description = "The caller has them already."),
        ReadProblems,
    ),
)]
#[get("/v1/capabilities")]
pub async fn list_capabilities(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(state.prepared().capabilities.respond(&request))
}

/// The examples of this resource.
#[must_use]
pub fn examples() -> Vec<Example> {
    vec![Example::live("list_capabilities", "all", "All capabilities", "/v1/capabilities")]
}
