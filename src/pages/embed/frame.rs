//! `GET /embed`: the advisor in a frame. Its answers are links, so that it works in a frame that may neither run
//! scripts nor send forms. It may be framed by the pages of `embed_origins`, and stores nothing in the browser.

use std::sync::Arc;

use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError, get};

use super::options::{Options, PARAMETERS};
use super::page;
use crate::api::openapi::responses::{Html, PlainProblems};
use crate::api::recommendations::computing::compute;
use crate::api::state::State;
use crate::http::extract::Query;
use crate::http::problem::Problem;
use crate::pages::advisor;
use crate::pages::layout;
use crate::pages::site::Site;

/// The advisor in a frame
///
/// A compact advisor for the pages of others. The parameters are those of `/`, and `theme` (`light`, `dark`, `auto`) and
/// `questions` (ids of the questions that are asked, in this order). `docs/platforms.md` describes the messages
/// that it exchanges with the page around it.
#[utoipa::path(
    tag = "pages",
    responses(
        (status = 200, description = "The page.", content_type = "text/html", body = Html),
        (status = 304, description = "The caller has it already."),
        PlainProblems,
    ),
)]
#[get("/embed")]
pub async fn show_frame(
    request: HttpRequest,
    state: Data<State>,
    site: Site,
    query: Query,
) -> Result<HttpResponse, Problem> {
    let policy = policy(&state)?;
    let (options, left_out) = Options::read(state.knowledge(), &query);
    let mut page_request = advisor::read(&request, &state, &query.without(&PARAMETERS)).await?;
    page_request.left_out.extend(left_out);
    let is_private = page_request.text.is_some();
    let parsed = page_request.parsed.clone();
    let chosen = Arc::new((page_request, options));
    let (shared, moved, own) = (Data::clone(&state), Arc::clone(&chosen), site.clone());
    let work = move || page::page(&shared, &own, &moved.0, &moved.1);
    match compute(&state, &request, &parsed, work).await {
        Ok(document) if is_private => {
            Ok(layout::respond_once_under(policy, &request, &site, document))
        }
        Ok(document) => Ok(layout::representation_under(policy, &site, document).respond(&request)),
        Err(problem) => {
            let document = page::page_without_result(&state, &site, &chosen.0, &chosen.1, &problem);
            let mut response = layout::respond_once_under(policy, &request, &site, document);
            *response.status_mut() = problem.status_code();
            if let Some(after) = problem.error_response().headers().get(RETRY_AFTER) {
                response.headers_mut().insert(RETRY_AFTER, after.clone());
            }
            Ok(response)
        }
    }
}

/// What a browser may do with the frame: the same as with other pages, and show it in pages of these origins.
fn policy(state: &State) -> Result<HeaderValue, Problem> {
    let own = layout::POLICY;
    let own = own.to_str().map_err(Problem::internal)?;
    let sources = state.embed_origins().sources();
    let policy = own.replace("frame-ancestors 'none'", &format!("frame-ancestors {sources}"));
    HeaderValue::from_str(&policy).map_err(Problem::internal)
}
