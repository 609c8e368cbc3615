//! Capabilities that frameworks may support.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use framewise_model::knowledge::Knowledge;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::collection::Collection;
use crate::api::openapi::example::Example;
use crate::api::openapi::responses::ReadProblems;
use crate::api::state::State;
use crate::http::extract::NoQuery;
use crate::http::problem::Problem;

/// All capabilities
///
/// What frameworks may support, and what each capability requires to count as supported.
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
    state.respond_translated(&request, request.path(), capabilities)
}

/// A capability.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CapabilityView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// What it requires to count as supported.
    #[schema(max_length = 2000)]
    pub definition: &'k str,
}

/// All capabilities.
#[must_use]
pub fn capabilities(knowledge: &Knowledge) -> Collection<'_, CapabilityView<'_>> {
    let items = knowledge.capabilities.iter().map(|capability| CapabilityView {
        id: &capability.id,
        name: &capability.name,
        definition: &capability.definition,
    });
    Collection::new(knowledge, items.collect())
}

/// The examples of this resource.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    vec![Example::response(
        "list_capabilities",
        "all",
        "All capabilities",
        &capabilities(knowledge),
    )]
}
