//! The description of the API as JSON and YAML, and Swagger UI with its files from the binary.

/// Builds the description from the routes.
pub mod description;
/// The description as JSON, YAML and Swagger UI.
pub mod document;
/// Examples of requests and responses.
pub mod example;
/// Fills names of the knowledge into the description.
mod vocabulary;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, LOCATION};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, routes};

use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::negotiate::{self, JSON, YAML};
use crate::http::problem::Problem;
use crate::http::responses::{Description, Html, PageProblems, Picture, ReadProblems, Text};

/// Address of Swagger UI.
const SWAGGER_UI: &str = "/swagger-ui/";

/// Addresses that the description does not list, with the path that stands for them.
pub const ALIASES: [(&str, &str); 2] =
    [("/swagger-ui", "/swagger-ui/{file}"), (SWAGGER_UI, "/swagger-ui/{file}")];

/// The policy that Swagger UI needs: its own files, styles that its scripts set, images inside its style
/// sheets, and requests to this service.
const SWAGGER_UI_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// The description of this API as JSON
///
/// OpenAPI 3.1, generated from the routes of this service.
#[utoipa::path(
    tag = "documentation",
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
    Ok(state.document().json().respond(&request))
}

/// The description of this API as YAML
///
/// The same as `/openapi.json`, easier to read.
#[utoipa::path(
    tag = "documentation",
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
    Ok(state.document().yaml().respond(&request))
}

/// Swagger UI
///
/// The page at `/swagger-ui/` and its files, from the binary of this service: shows this description and
/// sends requests. `/swagger-ui` redirects to it.
// One description for three addresses: linters of OpenAPI reject a path that ends with a slash, and Swagger UI
// needs one.
#[utoipa::path(
    get,
    path = "/swagger-ui/{file}",
    tag = "documentation",
    params((
        "file" = String, Path, description = "Name of the file; without one, the page.",
        max_length = 64, pattern = "^[a-z0-9.-]+$", example = "index.css",
    )),
    responses(
        (
            status = 200, description = "The file.",
            content((Html = "text/html"), (Text = "text/css"), (Text = "text/javascript"), (Picture = "image/png")),
        ),
        (status = 304, description = "The caller has it already."),
        (
            status = 308, description = "From `/swagger-ui` to `/swagger-ui/`.",
            headers(("Location" = String, description = "`/swagger-ui/`")),
        ),
        PageProblems,
    ),
)]
#[routes]
#[get("/swagger-ui")]
#[get("/swagger-ui/")]
#[get("/swagger-ui/{file}")]
pub async fn show_swagger_ui(
    request: HttpRequest,
    state: Data<State>,
) -> Result<HttpResponse, Problem> {
    // Swagger UI keeps its state in the query string, so all parameters are allowed.
    match request.match_info().get("file") {
        Some(file) => swagger_ui_file(file, &request, &state),
        None if request.path() == SWAGGER_UI => swagger_ui_file("index.html", &request, &state),
        None => Ok(HttpResponse::PermanentRedirect()
            .insert_header((LOCATION, SWAGGER_UI))
            .insert_header((CACHE_CONTROL, "public, max-age=300"))
            .finish()),
    }
}

fn swagger_ui_file(
    name: &str,
    request: &HttpRequest,
    state: &State,
) -> Result<HttpResponse, Problem> {
    let file = utoipa_swagger_ui::serve(name, state.document().swagger_ui())
        .map_err(Problem::internal)?
        .ok_or_else(|| Problem::not_found("Swagger UI has no such file."))?;
    let content_type = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    let file = Representation::new(content_type, file.bytes.into_owned())
        .with_header(CONTENT_SECURITY_POLICY, SWAGGER_UI_POLICY);
    Ok(file.respond(request))
}
