//! The description of the API as JSON and YAML, and Swagger UI.

/// Builds the description from the routes.
pub mod description;
/// The description as JSON and YAML.
pub mod document;
/// Examples of requests and responses.
pub mod example;
/// Cuts long examples.
mod excerpt;
/// Header fields that do not depend on the operation.
mod headers;
/// Fills names of the knowledge into the description.
mod knowledge_names;
/// How the language of a response is chosen.
mod language;
/// The responses of an operation.
pub mod responses;
/// Prepares schemas for generators of clients.
mod schemas;
/// Swagger UI, with its files from the binary.
pub mod swagger_ui;
/// The tags of operations.
pub mod tags;

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use crate::api::openapi::document::to_yaml;
use crate::api::openapi::responses::{Description, ReadProblems};
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON, YAML};
use crate::http::problem::Problem;

/// The description of this API as JSON
///
/// OpenAPI 3.1, generated from the routes of this service.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The description.", content_type = "application/json", body = Description),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/openapi.json")]
pub async fn get_openapi_json(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[JSON])?;
    Ok(json(&state).await?.respond(&request))
}

/// The description of this API as YAML
///
/// The same as `/openapi.json`, easier to read.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The description.", content_type = "application/yaml", body = Description),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/openapi.yaml")]
pub async fn get_openapi_yaml(
    request: HttpRequest,
    state: Data<State>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    negotiate::choose(&request, &[YAML])?;
    let json = json(&state).await?;
    Ok(state.document().yaml.get_or_render(move || to_yaml(&json)).await?.respond(&request))
}

/// The description as JSON, rendered by the first request for either form.
async fn json(state: &Data<State>) -> Result<Representation, Problem> {
    let shared = Data::clone(state).into_inner();
    let render = move || shared.document().render_json(shared.knowledge());
    state.document().json.get_or_render(render).await
}
