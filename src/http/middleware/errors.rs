//! Turns every error into a problem with the id of its request: errors that handlers return, and errors of
//! actix and other libraries.

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::error::InternalError;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError};

use super::context::Context;
use super::request_id::RequestId;
use crate::http::error_page::Visit;
use crate::http::negotiate::{HTML, JSON};
use crate::http::problem::{MEDIA_TYPE, Problem};
use crate::texts::language::Language;

/// Whom an error response is for.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The language of the response.
    language: Language,
    /// `None` for a program.
    visit: Option<Visit>,
}

impl Recipient {
    /// Of the response to this request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let (language, is_chosen) = Language::asked_for(request);
        Self { language, visit: Visit::of(request, language, is_chosen) }
    }
}

/// Replaces an error, or an error response that is not a problem yet: for programs by a problem, for people by a page,
/// both in their language.
///
/// # Errors
/// A problem where there was an error.
pub fn finish(
    id: &RequestId,
    context: &Context,
    recipient: &Recipient,
    result: Result<ServiceResponse<BoxBody>, Error>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match result {
        Ok(response) => {
            let status = response.status();
            if !(status.is_client_error() || status.is_server_error()) || is_complete(&response) {
                return Ok(response);
            }
            let problem = problem(response.response().error(), status, id);
            Ok(response.into_response(respond(problem, context, recipient).1))
        }
        Err(error) => {
            let status = error.as_response_error().status_code();
            let (problem, response) =
                respond(problem(Some(&error), status, id), context, recipient);
            Err(InternalError::from_response(problem, response).into())
        }
    }
}

/// The problem for its recipient, and the response.
fn respond(problem: Problem, context: &Context, recipient: &Recipient) -> (Problem, HttpResponse) {
    let Recipient { language, visit } = recipient;
    let public_url = &context.public_url;
    let problem = problem.with_public_url(public_url).in_language(*language);
    let response = match visit {
        Some(visit) => (context.error_page)(public_url, visit, &problem),
        None => problem.error_response(),
    };
    (problem, response)
}

/// Whether a response says already what is wrong: a problem that was built without a [`Problem`], an error of a
/// protocol in JSON, or a page.
fn is_complete<B>(response: &ServiceResponse<B>) -> bool {
    let content_type = response.headers().get(CONTENT_TYPE);
    response.response().error().is_none()
        && content_type.is_some_and(|value| value == MEDIA_TYPE || value == JSON || value == HTML)
}

fn problem(error: Option<&Error>, status: StatusCode, id: &RequestId) -> Problem {
    let problem = match error.and_then(Error::as_error::<Problem>) {
        Some(problem) => problem.clone(),
        // The message of a library may repeat the input or name Rust types, so it is not sent.
        None if status.is_server_error() => Problem::internal("a library returned an error"),
        None => Problem::from_status(status),
    };
    if let Some(cause) = problem.cause() {
        tracing::error!(request_id = %id, cause, "internal error");
    }
    problem.with_instance(&id.to_string())
}
