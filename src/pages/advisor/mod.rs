//! The advisor: questions about a project, and a ranking that moves while they are answered. Everything is in the
//! address, which is the permalink of the result; without JavaScript, the page is a plain form.

/// The first frameworks side by side.
mod chart;
/// The description in plain English.
mod description;
/// The questions.
pub(super) mod form;
/// The whole page.
pub(super) mod page;
/// What a visitor asks.
pub(super) mod page_request;
/// `GET /preview.png`: the preview picture of a result.
pub mod preview;
/// The ranking.
mod ranking;
/// What speaks for and against.
pub(super) mod reasons;
/// The result.
pub(super) mod result;
/// What the parts of the page are made from.
pub(super) mod view;

use std::sync::Arc;

use actix_web::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, ResponseError, get, post};

use self::page_request::{PAGE_PARAMETERS, PageRequest, TEXT};
use super::layout;
use super::site::Site;
use crate::api::openapi::responses::{Html, ReadProblems, WriteProblems};
use crate::api::recommendations::computing::compute;
use crate::api::recommendations::{answer, response};
use crate::api::state::State;
use crate::http::caching::Variation;
use crate::http::extract::Query;
use crate::http::negotiate::{self, JSON};
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;

/// The media type of a page, without its encoding.
const HTML: &str = "text/html";
/// The media type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// The advisor
///
/// Questions about a project and the ranking that follows, as a page. The parameters are those of
/// `GET /v1/recommendations`; what is unknown is left out and reported on the page. With
/// `Accept: application/json`, the response is that of `GET /v1/recommendations`.
#[utoipa::path(
    tag = "pages",
    responses(
        (
            status = 200, description = "The page.",
            content((Html = "text/html"), (response::Recommendation<'static> = "application/json")),
        ),
        (status = 303, description = "To the address of a form without its empty fields."),
        (status = 304, description = "The caller has it already."),
        ReadProblems,
    ),
)]
#[get("/")]
pub async fn show_advisor(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    // A missing or a strange `Accept` gets the page.
    if negotiate::accepted(&request, &[HTML, JSON]) == Some(JSON) {
        let answer = answer(&request, &state, query.without(&PAGE_PARAMETERS)).await?;
        return Ok(answer.varying_on_accept().respond(&request));
    }
    let page_request = read(&request, &state, &query).await?;
    if query.has_empty() && page_request.left_out.is_empty() && page_request.text.is_none() {
        return Ok(see_other(&page::address(&site, state.knowledge(), &page_request)));
    }
    let is_private = page_request.text.is_some();
    match render(&request, &state, &site, page_request).await {
        Ok(document) if is_private => Ok(layout::respond_once(&request, &site, document)),
        Ok(document) => {
            let page = layout::representation(&site, document);
            Ok(page.varying_on(Variation::MediaTypeAndLanguage).respond(&request))
        }
        Err(failure) => Ok(failure.respond(&request, &site)),
    }
}

/// The advisor for a description
///
/// The same page for a description in plain English, which an address should not contain.
#[utoipa::path(
    tag = "pages",
    request_body(content = String, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        WriteProblems,
    ),
)]
#[post("/")]
pub async fn describe_project(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    body: Bytes,
) -> Result<HttpResponse, Problem> {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case(FORM) {
        let detail = format!("This address reads the fields of a form, {FORM}.");
        return Err(Problem::new(ProblemType::UnsupportedMediaType, detail));
    }
    let fields = Query::parse(&String::from_utf8_lossy(&body))?;
    let page_request = read(&request, &state, &fields).await?;
    Ok(match render(&request, &state, &site, page_request).await {
        Ok(document) => layout::respond_once(&request, &site, document),
        Err(failure) => failure.respond(&request, &site),
    })
}

/// Reads what is asked; a text waits for its turn, because it takes as long to understand as a recommendation takes
/// to compute.
pub(super) async fn read(
    request: &HttpRequest,
    state: &State,
    fields: &Query,
) -> Result<PageRequest, Problem> {
    let _permit = match fields.get(TEXT) {
        Some(_) => Some(state.admission().enter(request).await?),
        None => None,
    };
    Ok(PageRequest::read(&state.language(), fields))
}

/// A page without a result.
struct Failure {
    problem: Problem,
    document: String,
}

impl Failure {
    /// The page with status and headers of the problem.
    fn respond(self, request: &HttpRequest, site: &Site) -> HttpResponse {
        let mut response = layout::respond_once(request, site, self.document);
        *response.status_mut() = self.problem.status_code();
        let problem = self.problem.error_response();
        if let Some(after) = problem.headers().get(RETRY_AFTER) {
            response.headers_mut().insert(RETRY_AFTER, after.clone());
        }
        response
    }
}

/// The page, or one with the form alone if the result cannot be computed now.
async fn render(
    request: &HttpRequest,
    state: &Data<State>,
    site: &Site,
    page_request: PageRequest,
) -> Result<String, Failure> {
    let page_request = Arc::new(page_request);
    let (shared, moved, own) = (Data::clone(state), Arc::clone(&page_request), site.clone());
    let work = move || page::page(&shared, &own, &moved);
    let document = compute(state, request, &page_request.parsed, work).await;
    document.map_err(|problem| {
        let document = page::page_without_result(state, site, &page_request, &problem);
        Failure { problem, document }
    })
}

fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, address)).finish()
}
