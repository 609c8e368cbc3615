//! Reads the whole body before the handler starts, within a limit and a deadline. actix has a deadline for the
//! head of a request only: without this step, a body that never ends would hold its connection for ever.

use actix_web::HttpMessage;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::Method;
use actix_web::http::header::{CONTENT_LENGTH, HeaderMap};
use actix_web::web::{Bytes, BytesMut};
use futures_util::StreamExt;

use crate::http::limits::Limits;
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;

/// Methods whose bodies have a meaning. Other bodies are not read, and actix closes the connection after the
/// response.
const WITH_BODY: [Method; 4] = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// Reads the body and passes it on as a payload of one chunk.
///
/// # Errors
/// A problem if it is too large, too slow or broken.
pub async fn read(limits: Limits, request: &mut ServiceRequest) -> Result<(), Problem> {
    if WITH_BODY.contains(request.method()) {
        let max_bytes = limits.body_bytes_at(request.path());
        if declared_length(request.headers()).is_some_and(|length| length > max_bytes) {
            return Err(too_large(max_bytes));
        }
        let reading = collect(request.take_payload(), max_bytes);
        let body = tokio::time::timeout(limits.body_deadline, reading)
            .await
            .map_err(|_| too_slow(limits))??;
        request.set_payload(Payload::from(body));
    }
    Ok(())
}

async fn collect(mut payload: Payload, max_bytes: usize) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| broken(&error))?;
        if body.len() + chunk.len() > max_bytes {
            return Err(too_large(max_bytes));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn declared_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn too_large(max_bytes: usize) -> Problem {
    let detail = format!("The limit is {max_bytes} bytes.");
    Problem::new(ProblemType::BodyTooLarge, detail)
}

fn too_slow(limits: Limits) -> Problem {
    let seconds = limits.body_deadline.as_secs_f64();
    let detail = format!("The body was not complete after {seconds} seconds.");
    Problem::new(ProblemType::RequestTimeout, detail)
}

fn broken(error: &PayloadError) -> Problem {
    let detail = match error {
        PayloadError::Incomplete(_) => "The body ended too early.",
        _ => "The body could not be read to its end.",
    };
    Problem::new(ProblemType::BadRequest, detail)
}
