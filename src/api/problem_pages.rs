//! An HTML page for each type of problem.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};

use crate::api::state::State;
use crate::config::PublicUrl;
use crate::http::caching::Representation;
use crate::http::extract::NoQuery;
use crate::http::html::{escape, fill, page};
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;
use crate::http::responses::{Html, PageProblems};

/// The page of a type of problem.
const PROBLEM: &str = include_str!("../../web/problem.html");

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
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let kind = ProblemType::from_slug(&slug).ok_or_else(|| {
        let known = ProblemType::ALL.iter().map(|kind| kind.definition().slug);
        Problem::unknown("type of problem", &slug, known)
    })?;
    state.respond_with(&request, request.path(), || Ok(problem_page(kind, state.public_url())))
}

fn problem_page(kind: ProblemType, public_url: &PublicUrl) -> Representation {
    let definition = kind.definition();
    // A problem consists of strings and numbers, so it can always be serialised.
    let example =
        serde_json::to_string_pretty(&Problem::example(kind).with_public_url(public_url).body())
            .unwrap_or_default();
    let main = fill(
        PROBLEM,
        &[
            ("status", definition.status.as_str()),
            ("reason", definition.status.canonical_reason().unwrap_or_default()),
            ("title", &escape(definition.title)),
            ("explanation", &escape(definition.explanation)),
            ("remedy", &escape(definition.remedy)),
            ("example", &escape(&example)),
        ],
    );
    let title = format!("{} · framewise", definition.title);
    page(&title, definition.explanation, &main, public_url)
}
