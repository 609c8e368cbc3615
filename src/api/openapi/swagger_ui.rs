//! Swagger UI, with its files from the binary.

use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, LOCATION};
use actix_web::{HttpRequest, HttpResponse, routes};

use crate::api::openapi::responses::{Html, PageProblems, Text};
use crate::http::caching::Representation;
use crate::http::problem::Problem;

/// Address of Swagger UI.
const ADDRESS: &str = "/swagger-ui/";

/// Addresses that the description does not list, with the path that stands for them.
pub const ALIASES: [(&str, &str); 2] =
    [("/swagger-ui", "/swagger-ui/{file}"), (ADDRESS, "/swagger-ui/{file}")];

/// The policy that Swagger UI needs: its own files, styles that its scripts set, images inside its style
/// sheets, and requests to this service.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// The files: the released ones as `build.rs` has taken them from their archive, and those of this repository.
static FILES: LazyLock<[(&str, Representation); 4]> = LazyLock::new(|| {
    const HTML: &str = "text/html; charset=utf-8";
    const CSS: &str = "text/css; charset=utf-8";
    const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
    let bundle = include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui-bundle.js.gz"));
    let style = include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui.css.gz"));
    let index = include_str!("../../../web/swagger-ui/index.html");
    let initializer = include_str!("../../../web/swagger-ui/initializer.js");
    [
        ("index.html", Representation::new(HTML, index)),
        ("initializer.js", Representation::new(JAVASCRIPT, initializer)),
        ("swagger-ui-bundle.js", Representation::compressed(JAVASCRIPT, bundle)),
        ("swagger-ui.css", Representation::compressed(CSS, style)),
    ]
    .map(|(name, file)| (name, file.with_header(CONTENT_SECURITY_POLICY, POLICY)))
});

/// Swagger UI
///
/// The page at `/swagger-ui/` and its files, from the binary of this service: shows this description and
/// sends requests. `/swagger-ui` redirects to it.
// One description for three addresses: linters of OpenAPI reject a path that ends with a slash, and Swagger UI
// needs one.
#[utoipa::path(
    get,
    path = "/swagger-ui/{file}",
    tag = "pages",
    params((
        "file" = String, Path, description = "Name of the file; without one, the page.",
        max_length = 64, pattern = "^[a-z0-9.-]+$", example = "swagger-ui.css",
    )),
    responses(
        (
            status = 200, description = "The file.",
            content((Html = "text/html"), (Text = "text/css"), (Text = "text/javascript")),
        ),
        (status = 304, description = "The caller has it already."),
        (
            status = 308, description = "From `/swagger-ui` to `/swagger-ui/`.",
            headers(("Location" = String, description = "`swagger-ui/`")),
        ),
        PageProblems,
    ),
)]
#[routes]
#[get("/swagger-ui")]
#[get("/swagger-ui/")]
#[get("/swagger-ui/{file}")]
pub async fn show_swagger_ui(request: HttpRequest) -> Result<HttpResponse, Problem> {
    // Swagger UI keeps its state in the query string, so all parameters are allowed.
    match request.match_info().get("file") {
        Some(file) => send(file, &request),
        None if request.path() == ADDRESS => send("index.html", &request),
        None => Ok(HttpResponse::PermanentRedirect()
            // Relative, so that it leads there also under the path of a proxy.
            .insert_header((LOCATION, "swagger-ui/"))
            .insert_header((CACHE_CONTROL, "public, max-age=300"))
            .finish()),
    }
}

fn send(name: &str, request: &HttpRequest) -> Result<HttpResponse, Problem> {
    let file = FILES.iter().find(|(found, _)| *found == name);
    let (_, file) = file.ok_or_else(|| Problem::not_found("Swagger UI has no such file."))?;
    Ok(file.respond(request))
}
