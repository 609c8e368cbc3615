//! An HTML page for each type of problem.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use maud::{Markup, html};

use super::layout::{self, Head};
use super::site::Site;
use crate::api::openapi::responses::{Html, PageProblems};
use crate::api::state::State;
use crate::http::caching::Representation;
use crate::http::extract::Query;
use crate::http::problem::{self, Problem};
use crate::http::problem_types::ProblemType;

/// What a type of problem means
///
/// An HTML page: what happened, and what the caller can do. Its address is the `type` of a problem.
#[utoipa::path(
    tag = "pages",
    params((
        "slug" = String, Path, description = "Last segment of the `type` of a problem.",
        max_length = 64, pattern = "^[a-z-]+$", example = "invalid-request",
    )),
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PageProblems,
    ),
)]
#[get("/problems/{slug}")]
pub async fn explain_problem(
    request: HttpRequest,
    state: Data<State>,
    slug: Path<String>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    query.only(&[])?;
    let kind = ProblemType::from_slug(&slug).ok_or_else(|| {
        let known = ProblemType::ALL.iter().map(|kind| kind.definition().slug);
        Problem::unknown("type of problem", &slug, known)
    })?;
    let key = site.cache_key(request.path());
    state.respond_with(&request, &key, || Ok(page(&site, kind)))
}

fn page(site: &Site, kind: ProblemType) -> Representation {
    let (language, address) = (site.language(), kind.uri());
    let head = Head::new(&address, kind.title(language), kind.explanation(language));
    layout::page(site, &head, &explanation(site, kind))
}

fn explanation(site: &Site, kind: ProblemType) -> Markup {
    let language = site.language();
    let definition = kind.definition();
    let reason = definition.status.canonical_reason().unwrap_or_default();
    // A problem consists of strings and numbers, so it can always be serialised.
    let example = serde_json::to_string_pretty(
        &Problem::example(kind).with_public_url(site.public_url()).in_language(language).body(),
    )
    .unwrap_or_default();
    html! {
        p.kicker {
            (site.with("problem-kicker", &[("status", definition.status.as_u16().to_string().into())]))
        }
        h1 { (kind.title(language)) }
        h2 { (site.text("problem-explanation")) }
        p { (kind.explanation(language)) }
        h2 { (site.text("problem-remedy")) }
        p { (kind.remedy(language)) }
        h2 { (site.text("problem-example")) }
        pre tabindex="0" {
            code {
                "HTTP/1.1 " (definition.status.as_str()) " " (reason) "\n"
                "Content-Type: " (problem::MEDIA_TYPE) "\n\n"
                (example)
            }
        }
    }
}
